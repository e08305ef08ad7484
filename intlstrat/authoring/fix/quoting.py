"""How a word is written in YAML: whether other readers take it for something else, and in which quotes it stands."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = frozenset(
    form
    for word in ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
    for form in (word, word.capitalize(), word.upper())
) | {"~", "=", "<<", ""}
_WHOLE = re.compile(r"[-+]?[0-9][0-9_]*")
_PLAIN_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
_FRACTION = re.compile(r"[-+]?(?:\.[0-9_]+|[0-9][0-9_]*\.[0-9_]*)|[-+]?\.?[0-9][0-9_]*\.?[0-9_]*[eE][-+]?[0-9]+")
_PLAIN_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]{0,6})\.[0-9]{0,6}[1-9]")
_OTHER_BASE = re.compile(r"[-+]?0(?:b[01_]+|o[0-7_]+|x[0-9a-fA-F_]+)")
_SIXTIES = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?")
_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def is_ambiguous(text: str) -> bool:
    """Whether another reader of YAML, of version 1.1 or 1.2, makes something of a plain word that says other text.

    `NO` becomes false, `8.10` 8.1, `010` 8 or 10, `12:30` 750. `8.9` and `12` become numbers that say the same.
    """
    if text in _WORDS or _OTHER_BASE.fullmatch(text) or _SIXTIES.fullmatch(text) or _INFINITE.fullmatch(text):
        return True
    if _WHOLE.fullmatch(text):
        return _PLAIN_WHOLE.fullmatch(text) is None
    if _FRACTION.fullmatch(text):
        return _PLAIN_FRACTION.fullmatch(text) is None
    return _DAY.fullmatch(text) is not None


def written(text: str, mark: str, is_name: bool) -> str:
    """A word as it is written in a place that had this quotation mark (or none, "").

    A name that others take for something else gets quotes, and so does what cannot stand plainly, also inside
    brackets.
    """
    if mark == "" and _SAFE.fullmatch(text) and not (is_name and is_ambiguous(text)):
        return text
    if mark == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return _in_double_quotes(text)


def _in_double_quotes(text: str) -> str:
    """Written by ruamel.yaml, which knows what must be escaped."""
    from io import StringIO

    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    yaml = YAML()
    yaml.width = 10 * len(text) + 100
    yaml.default_flow_style = True
    stream = StringIO()
    yaml.dump([DoubleQuotedScalarString(text)], stream)
    return stream.getvalue().strip().removeprefix("[").removesuffix("]")
