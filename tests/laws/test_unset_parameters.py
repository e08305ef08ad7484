"""A parameter that nobody has set: what depends on it is unknown, and what does not is as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from held import files, pack_of, paths
from hypothesis import given
from hypothesis import strategies as st
from law import LAWS, NOT_APPLICABLE, QUIET, UNKNOWN, Trial, judged, matches
from laws import few_examples

from intlstrat.findings import Outcome
from intlstrat.findings.finding import Kind


def named() -> Iterator[tuple[str, Kind, str]]:
    """Every rule about records with each parameter that it names."""
    for rule, kind in sorted(LAWS):
        for parameter in sorted(set(re.findall(r"params\.(\w+)", files()[paths()[rule]].decode()))):
            yield rule, kind, parameter


@pytest.mark.parametrize(("rule", "kind", "parameter"), list(named()))
def test_what_waits_for_a_parameter_is_unknown(rule: str, kind: Kind, parameter: str) -> None:
    unknown, rules = set[Outcome](), pack_of(rule, ((parameter, None),))

    @few_examples
    @given(st.data())
    def kept(data: st.DataObject) -> None:
        for stage, found in judged(Trial(data.draw, LAWS[rule, kind]), rules):
            unknown.update(found.values())
            for item, outcome in found.items():
                if outcome not in (UNKNOWN, NOT_APPLICABLE):
                    wanted = stage.expected.get(item, stage.expected.get(None, QUIET))
                    assert matches({item: outcome}, {item: wanted}), (stage, found)

    kept()
    assert UNKNOWN in unknown
