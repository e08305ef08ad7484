"""Rules that give null take nothing from Python's own count of references to None."""

from __future__ import annotations

import sys

import pytest

from intlstrat.rules.cel import Runtime
from intlstrat.rules.functions import Rates, functions
from intlstrat.rules.meter import Meter
from intlstrat.rules.weight import Sizes, extent

TIMES = 2000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="From Python 3.12 on, references to None are not counted")
@pytest.mark.parametrize(
    "expression",
    [
        "null",
        "1",
        "[1, 'a']",
        "[null]",
        '{"a": null}',
        "duplicates([null, null])",
        "size(duplicates([null, null]))",
        "[[null]].map(x, x)",
    ],
)
def test_the_count_stays(expression: str) -> None:
    runtime = Runtime(functions(Rates({})))
    program = runtime.program(expression, Meter(records=TIMES))
    sight = runtime.bind({}, Sizes(extent({})))
    before = sys.getrefcount(None)
    for _ in range(TIMES):
        program.run(sight)
    more = sys.getrefcount(None) - before
    assert more > -TIMES // 4
    assert more < TIMES // 4 or "duplicates" in expression, "of those that Python is given, one too many is counted"
