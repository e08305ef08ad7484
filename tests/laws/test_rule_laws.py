"""Every rule of the shipped pack, taken through the cases of its law among other records, as Hypothesis finds them."""

from __future__ import annotations

import laws
import pytest
from held import ids, only, pack
from hypothesis import given
from hypothesis import strategies as st
from law import LAWS, Trial, hold

from intlstrat.findings.finding import Kind

OF_RECORDS = sorted((rule, kind) for rule, kind in LAWS)


@pytest.mark.parametrize(("rule", "kind"), OF_RECORDS)
def test_a_rule_keeps_its_law(rule: str, kind: Kind) -> None:
    @laws.examples
    @given(st.data())
    def kept(data: st.DataObject) -> None:
        hold(Trial(data.draw, LAWS[rule, kind]), only(pack(), rule))

    kept()


def test_every_rule_about_records_has_a_law() -> None:
    asked = {(rule, kind) for kind in ("partner", "project") for rule in ids(kind)}
    asked |= {(rule, kind) for kind in ("partner", "project") for rule in ids("record")}
    assert asked == set(LAWS)
