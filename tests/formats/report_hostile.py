"""Reports that want to do harm: one made by hand, and any that Hypothesis can think of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from hypothesis import strategies as st
from report_builders import DIGEST
from report_everyday import everyday

from intlstrat.findings import (
    NOWHERE,
    PORTFOLIO,
    Change,
    ClauseTally,
    Finding,
    IsoDate,
    Layer,
    Message,
    Outcome,
    Place,
    RecordCounts,
    Related,
    Report,
    Revision,
    RuleOutcome,
    Severity,
    StrategyRef,
    Subject,
    Tally,
    Waiver,
)

NASTY = (
    "::error file=x,line=1::[red]bold[/red] :boom: \x1b[31mrød\x1b]8;;http://x\x07 \x9b2J \u202etxt.eliv\u2066 "
    "\u200bskjult\x00\r\n::set-output name=a::b\u2028##[add-path]/x\t::warning::\ud800 {slot} %s \\ "
)
KEPT = {"partner", "project", "portfolio", "new", "existing", "fixed", "data", "rules", "waiver", "clock"}
DATES = {"as_of", "until", "granted"}


def hostile() -> Report:
    """The everyday report with something nasty before every text in it, a long title, and a place with odd letters."""
    made: Report = _poisoned(everyday())
    *rest, last = made.findings
    odd = replace(last.place, path="data/projects/Ærlig talt/nr 1 \x1b[2Jåø.yaml")
    return replace(
        made,
        strategy=replace(made.strategy, digest=DIGEST),
        findings=(replace(last, subject=PORTFOLIO, place=NOWHERE), *rest, replace(last, place=odd)),
        names=dict.fromkeys(made.names, NASTY + "x" * 5000),
    )


def _poisoned(value: Any) -> Any:
    """The value with something nasty before every text in it."""
    if is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in fields(value) if one.name not in DATES]
        return replace(value, **{name: _poisoned(getattr(value, name)) for name in names})
    elif isinstance(value, str) and not isinstance(value, Enum) and value not in KEPT:
        return NASTY + value
    elif isinstance(value, tuple):
        return tuple(_poisoned(one) for one in value)
    elif isinstance(value, Mapping):
        return {
            _poisoned(key) if not isinstance(key, str) or "/" in key else key: _poisoned(one)
            for key, one in value.items()
        }
    return value


ANY_TEXT = st.text(st.characters(codec=None), max_size=30) | st.sampled_from([NASTY, "::x::", "", "日本語 " * 9])
_NAMES = ANY_TEXT.filter(bool)
_DATES = st.dates().map(str)
_COUNTS = st.integers(0, 10**6)
_TALLIES = st.builds(Tally, _COUNTS, _COUNTS, _COUNTS, _COUNTS, _COUNTS)
_SUBJECTS = st.builds(Subject, st.sampled_from(["partner", "project"]), ANY_TEXT) | st.just(PORTFOLIO)
_ITEMS = st.none() | ANY_TEXT | st.integers(0, 99)
_LINES = st.integers(1, 9)
_PLACES = (
    st.just(NOWHERE)
    | st.builds(Place, ANY_TEXT)
    | st.builds(Place, st.sampled_from(["data/a.yaml", NASTY]), ANY_TEXT, _LINES, st.integers(1, 99), _LINES, _LINES)
)
_VALUES = (
    ANY_TEXT | _DATES.map(IsoDate) | st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
)
_MESSAGES = st.builds(
    Message,
    st.fixed_dictionaries({"nb": ANY_TEXT.map(lambda text: text + " {slot}"), "en": ANY_TEXT}),
    st.fixed_dictionaries({"slot": _VALUES | st.lists(ANY_TEXT, max_size=3).map(tuple)}),
    plural=st.none() | ANY_TEXT,
    count=st.none() | _COUNTS,
)
_WAIVERS = st.builds(Waiver, ANY_TEXT, ANY_TEXT, ANY_TEXT, _DATES, st.none() | ANY_TEXT, st.none() | _DATES)
_CHANGES = st.none() | st.builds(
    Change, st.sampled_from(["new", "existing", "fixed"]), st.sampled_from(["data", "rules", "waiver", "clock", None])
)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Any finding that the contract allows."""
    layer = draw(st.sampled_from(Layer))
    shown = [Outcome.BREACH] if layer is Layer.VALIDITY else [Outcome.BREACH, Outcome.UNKNOWN, Outcome.WAIVED]
    outcome = draw(st.sampled_from(shown))
    return Finding(
        rule=draw(_NAMES),
        layer=layer,
        severity=Severity.NOTE if outcome is Outcome.UNKNOWN else draw(st.sampled_from(Severity)),
        outcome=outcome,
        clauses=tuple(draw(st.lists(ANY_TEXT, min_size=1, max_size=3))) if layer is Layer.STRATEGY else (),
        subject=draw(_SUBJECTS),
        item=draw(_ITEMS),
        place=draw(_PLACES),
        message=draw(_MESSAGES),
        fix=draw(_MESSAGES),
        related=tuple(draw(st.lists(st.builds(Related, _SUBJECTS, _PLACES), max_size=2))),
        interpretations=tuple(draw(st.lists(ANY_TEXT, max_size=2))),
        missing=tuple(draw(st.lists(ANY_TEXT | st.just("params.x"), max_size=2))) if outcome is Outcome.UNKNOWN else (),
        waiver=draw(_WAIVERS) if outcome is Outcome.WAIVED else None,
        change=draw(_CHANGES),
    )


def reports() -> st.SearchStrategy[Report]:
    """Any report that the contract allows."""
    lines = st.dictionaries(_LINES, ANY_TEXT, max_size=5)
    return st.builds(
        Report,
        tool_version=ANY_TEXT,
        strategy=st.builds(StrategyRef, ANY_TEXT, ANY_TEXT, st.none() | ANY_TEXT, st.just(DIGEST)),
        as_of=_DATES,
        revision=st.none() | st.builds(Revision, ANY_TEXT, st.booleans()),
        records=st.builds(RecordCounts, _COUNTS, _COUNTS, _COUNTS),
        outcomes=_TALLIES,
        clauses=st.lists(st.builds(ClauseTally, ANY_TEXT, _TALLIES), max_size=3).map(tuple),
        findings=st.lists(findings(), max_size=4).map(tuple),
        results=st.lists(st.builds(RuleOutcome, _NAMES, _SUBJECTS, _ITEMS, st.sampled_from(Outcome)), max_size=4).map(
            tuple
        ),
        idle_rules=st.lists(ANY_TEXT, max_size=2).map(tuple),
        idle_records=st.lists(_SUBJECTS, max_size=2).map(tuple),
        excerpts=st.fixed_dictionaries({"data/a.yaml": lines, NASTY: lines}),
        names=st.dictionaries(_SUBJECTS, ANY_TEXT, max_size=3),
        incomplete=st.booleans(),
    )
