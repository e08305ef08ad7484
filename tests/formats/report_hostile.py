"""Reports that want to do harm: some made by hand, and any that Hypothesis can think of."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from report_builders import DIGEST
from report_compared import compared_until
from report_everyday import everyday, everyday_pack

from intlstrat.findings import (
    NOWHERE,
    PORTFOLIO,
    AddedWaiver,
    Change,
    ClauseTally,
    Comparison,
    Finding,
    Forecast,
    Foreseen,
    IsoDate,
    Layer,
    Message,
    Outcome,
    Outcomes,
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
from intlstrat.rules.model import Clause, Pack, Rule

NASTY = (
    "::error file=x,line=1::[red]bold[/red] :boom: \x1b[31mrød\x1b]8;;http://x\x07 \x9b2J \u202etxt.eliv\u2066 "
    "\u200bskjult\x00\r\n::set-output name=a::b\u2028##[add-path]/x\t::warning::\ud800 {slot} %s \\ "
)
KEPT = {"partner", "project", "portfolio", "new", "existing", "fixed", "data", "rules", "waiver", "clock"}
DATES = {"as_of", "until", "granted", "date"}


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


MARKUP = (
    "<img src=x onerror=alert(1)> <!-- @everyone @org/team #1 !2 $3 &4 ~5 %6 GH-7 a@b.no www.x.no https://x.no "
    "mailto:a@b.no [a](http://x.no) ![b](http://x.no) [c]: http://x.no `d` **e** _f_ ~~g~~ :tada: | h | "
    "%{strong_start} </details></testsuites>]]> [[ATTACHMENT|/etc/passwd]] "
    "0123456789abcdef0123456789abcdef01234567 &amp; %0A::error:: "
    "{+ i +} [issue:1] $x^2$ \ufffe \uffff # j"
)
"""What Markdown, HTML, XML and the readers of the other formats look for."""


def hostile_compared() -> Report:
    """The everyday report under a comparison and looking ahead, with both kinds of nastiness before every text in it.

    One finding's title has 5 000 characters, one stands in a path with spaces and Norwegian letters, one nowhere.
    """
    made: Report = _poisoned(_poisoned(compared_until(), MARKUP))
    first, second, *rest = made.findings
    long = replace(first, message=Message({"nb": "{title}", "en": "{title}"}, {"title": "Ærlig " + "talt" * 1250}))
    spaced = replace(second, place=Place("data/projects/Ærlig talt/blå 100%, nr: 1.yaml", "/goals", 2, 1, 2, 7))
    return replace(made, strategy=replace(made.strategy, digest=DIGEST), findings=(long, spaced, *rest))


def hostile_pack() -> Pack:
    """The everyday strategy, with rules and clauses that want to do harm too."""
    texts = {"nb": NASTY + MARKUP, "en": MARKUP + NASTY}
    clauses = tuple(Clause(NASTY + MARKUP + each.id, NASTY, "must", texts) for each in everyday_pack().strategy.clauses)
    empty: dict[str, Any] = dict.fromkeys(("when", "effective_from", "for_each", "group_by", "where", "at"))
    empty |= dict.fromkeys(("needs", "among", "measures", "examples", "interpretations"), ())
    rules = tuple(
        Rule(
            id=NASTY + MARKUP + each.rule,
            path="portfolio/Ærlig talt.yaml",
            subject="project",
            layer=each.layer,
            clauses=tuple(NASTY + MARKUP + clause for clause in each.clauses),
            severity=each.severity,
            waivable=True,
            require="true",
            values={},
            title=texts,
            message=texts,
            why={key: text * 9 for key, text in texts.items()},
            fix=texts,
            **empty,
        )
        for each in everyday().findings
        if each.layer is not Layer.VALIDITY
    )
    pack = everyday_pack()
    unique = tuple({rule.id: rule for rule in rules}.values())
    return replace(pack, rules=unique, strategy=replace(pack.strategy, clauses=(*clauses, *pack.strategy.clauses)))


def _poisoned(value: Any, poison: str = NASTY) -> Any:
    """The value with something nasty before every text in it."""
    if isinstance(value, Struct):
        names = [name for name in value.__struct_fields__ if name not in DATES]
        return replace(value, **{name: _poisoned(getattr(value, name), poison) for name in names})
    elif isinstance(value, str) and not isinstance(value, Enum) and value not in KEPT:
        return poison + value
    elif isinstance(value, tuple):
        return tuple(_poisoned(one, poison) for one in value)
    elif isinstance(value, Mapping):
        return {
            _poisoned(key, poison) if not isinstance(key, str) or "/" in key else key: _poisoned(one, poison)
            for key, one in value.items()
        }
    return value


ANY_TEXT = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(
    [NASTY, MARKUP, "::x::", "", "日本語 " * 9]
)
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
            Outcomes.of
        ),
        idle_rules=st.lists(ANY_TEXT, max_size=2).map(tuple),
        idle_records=st.lists(_SUBJECTS, max_size=2).map(tuple),
        excerpts=st.fixed_dictionaries({"data/a.yaml": lines, NASTY: lines}),
        names=st.dictionaries(_SUBJECTS, ANY_TEXT, max_size=3),
        incomplete=st.booleans(),
    )


@st.composite
def compared_reports(draw: st.DrawFn) -> Report:
    """Any report, perhaps under a comparison and looking ahead."""
    report = draw(reports())
    forecasts = st.builds(Forecast, _DATES, st.lists(st.builds(Foreseen, _DATES, findings()), max_size=2).map(tuple))
    report = replace(
        report,
        rules_folder=draw(st.none() | ANY_TEXT),
        forecast=draw(st.none() | forecasts),
        incomplete=draw(st.booleans()),
    )
    if not draw(st.booleans()):
        return report
    states = st.sampled_from(
        [Change("existing", None), *(Change("new", cause) for cause in ("data", "rules", "waiver", "clock"))]
    )
    comparison = Comparison(
        since=draw(ANY_TEXT),
        commit=draw(ANY_TEXT),
        as_of=draw(_DATES),
        strategy=draw(st.none() | st.just(report.strategy)),
        records=report.records,
        fixed=tuple(replace(one, change=Change("fixed", "data")) for one in draw(st.lists(findings(), max_size=2))),
        added_waivers=tuple(
            draw(st.lists(st.builds(AddedWaiver, _WAIVERS, _SUBJECTS, _PLACES, st.booleans()), max_size=2))
        ),
        waivers_from=draw(st.none() | ANY_TEXT),
    )
    changed = tuple(replace(one, change=draw(states)) for one in report.findings)
    return replace(report, findings=changed, comparison=comparison)
