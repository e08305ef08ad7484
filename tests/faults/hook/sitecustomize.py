"""What Python imports before anything else in the processes that these tests start: a fault at a chosen moment.

`FAULT_AT` names the moment, and `FAULT_SIGNAL` the signal that the process then sends to itself:

    open:TEXT, import:NAME, os.rename:TEXT …    an audit event whose first argument ends so (once `#3`: the third time)
    call:FUNCTION                               a function of that name is entered
    atexit, end                                 while Python tidies up, and when its modules are torn down

With `FAULT_GROUP` the whole process group gets it, as from a terminal.

`FAULT_EVERY` has it forked at every so many calls (`forks.py`).
`FAULT_CLOCK` is the time that `time.time` tells, in seconds.
"""

from __future__ import annotations

import os
import sys
from types import FrameType
from typing import Any

_at, _, _count = os.environ.get("FAULT_AT", "").partition("#")
_event, _, _what = _at.partition(":")
_left = int(_count or 1)
_number = int(os.environ.get("FAULT_SIGNAL", 0))


def _strike() -> None:
    global _left
    _left -= 1
    if _left == 0:
        os.write(1, b"<struck>")
        (os.killpg if "FAULT_GROUP" in os.environ else os.kill)(os.getpid(), _number)


def _audited(event: str, arguments: tuple[Any, ...]) -> None:
    if event == _event and _left > 0 and str(arguments[0] if arguments else "").endswith(_what):
        _strike()


def _called(frame: FrameType, event: str, _: Any) -> None:
    if event == "call" and frame.f_code.co_name == _what and _left > 0:
        _strike()


class _Last:
    """Goes when the names of modules are taken away, and needs none of them."""

    def __del__(self, write: Any = os.write, kill: Any = os.kill, me: int = os.getpid(), number: int = _number) -> None:
        write(1, b"<struck>")
        kill(me, number)


if _event == "call":
    sys.setprofile(_called)
elif _event == "atexit":
    import atexit

    atexit.register(_strike)
elif _event == "end":
    last = _Last()
elif _event:
    sys.addaudithook(_audited)

if "FAULT_CLOCK" in os.environ:
    import time

    _now = float(os.environ["FAULT_CLOCK"])
    time.time = lambda: _now
    time.time_ns = lambda: int(_now * 1_000_000_000)

if "FAULT_EVERY" in os.environ:
    import atexit

    from forks import Forks

    _forks = Forks(int(os.environ["FAULT_EVERY"]), _number)
    atexit.register(_forks.say)
    sys.setprofile(_forks.called)
