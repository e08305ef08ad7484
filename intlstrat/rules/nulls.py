"""Makes good what cel-expr-python 0.1.3 forgets: it hands out Python's None without counting the reference.

Each such None, when it is let go of, takes one off the count that all of Python shares; after some thousands of them
the interpreter ends itself. From Python 3.12 on None is not counted.
"""

from __future__ import annotations

import sys
from typing import Any

_IS_COUNTED = sys.version_info < (3, 12)


def count_nulls(value: Any) -> None:
    """Counts the references to None in a value that CEL has handed out."""
    if not _IS_COUNTED or not (value is None or isinstance(value, list | dict | tuple)):
        return
    number = _nulls(value)
    if number:
        import ctypes

        for _ in range(number):
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(None))


def _nulls(value: Any) -> int:
    found, pending = 0, [value]
    while pending:
        part = pending.pop()
        if part is None:
            found += 1
        elif isinstance(part, list | tuple):
            pending += part
        elif isinstance(part, dict):
            pending += part.values()
    return found
