"""The pages of `explain`, `strategy`, `rules` and `rules test`: what they say, and how they look.

The golden files are read by eye. To write them anew: `python tests/formats/test_pages.py`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, get_args

if __name__ == "__main__":  # as pytest does it
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import pytest
from pages_world import (
    CLAUSES,
    EXAMPLE_RESULTS,
    FINDINGS,
    KYST,
    PACK,
    REPORT,
    RESULTS,
    RULES,
    example,
    finding,
    place,
    result,
    rule,
)

from intlstrat.findings import Change, Finding, Layer, Outcome, Related, Severity
from intlstrat.formats.page_clause import render_clause
from intlstrat.formats.page_examples import render_examples
from intlstrat.formats.page_rule import render_rule
from intlstrat.formats.page_rules import render_rules
from intlstrat.formats.page_strategy import render_strategy
from intlstrat.formats.page_validity import render_validity
from intlstrat.formats.page_words import (
    FORCES,
    LAYER_HEADINGS,
    LAYERS,
    OUTCOMES,
    SEVERITIES,
    SUBJECT_HEADINGS,
    SUBJECTS,
    parameter_value,
)
from intlstrat.formats.sheet import MARKS, STYLES
from intlstrat.formats.terminal import cells
from intlstrat.language import Language
from intlstrat.rules.model import ExampleResult, Pack, ParamValue, RuleSubject
from intlstrat.validity import VALIDITY_RULES

GOLDEN = Path(__file__).parent / "golden"
EN = Language("en")
FRAME, EVALUATION, GOALS, TITLE = RULES

Page = Callable[..., str]
"""Takes the language, and `width`, `color` and `ascii`."""

PAGES: Mapping[str, Page] = {
    "rule": lambda language, **look: render_rule(PACK, EVALUATION, REPORT, language, **look),
    "rule-items": lambda language, **look: render_rule(PACK, GOALS, REPORT, language, **look),
    "rule-portfolio": lambda language, **look: render_rule(PACK, FRAME, REPORT, language, **look),
    "rule-quality": lambda language, **look: render_rule(PACK, TITLE, None, language, **look),
    "clause": lambda language, **look: render_clause(PACK, CLAUSES[0], REPORT, language, **look),
    "clause-unchecked": lambda language, **look: render_clause(PACK, CLAUSES[2], REPORT, language, **look),
    "strategy": lambda language, **look: render_strategy(PACK, language, **look),
    "rules": lambda language, **look: render_rules(PACK, language, **look),
    "examples": lambda language, **look: render_examples(EXAMPLE_RESULTS, ("quality-title",), language, **look),
    "examples-good": lambda language, **look: render_examples(EXAMPLE_RESULTS[:1], (), language, **look),
    "validity": lambda language, **look: render_validity(VALIDITY_RULES["record-invalid"], REPORT, language, **look),
}

LOOKS: Mapping[str, dict[str, Any]] = {
    "80": {"width": 80, "color": False},
    "120": {"width": 120, "color": False},
    "80-ascii": {"width": 80, "color": False, "ascii": True},
    "80-color": {"width": 80, "color": True},
    "48": {"width": 48, "color": False},
}

GOLDENS = [
    *((page, language, "80") for page in PAGES for language in ("nb", "en")),
    *((page, "nb", "120") for page in ("rule", "clause", "strategy", "rules")),
    *((page, "en", look) for page in ("rule", "rules") for look in ("80-ascii", "80-color", "48")),
]


def shown(page: str, language: str, look: str) -> str:
    """A page; the escape character is shown, so that a golden file can be read and compared."""
    return PAGES[page](Language(language), **LOOKS[look]).replace("\x1b", "␛")


@pytest.mark.parametrize(("page", "language", "look"), GOLDENS)
def test_pages_look_as_they_did_when_they_were_read(page: str, language: str, look: str) -> None:
    expected = (GOLDEN / f"page-{page}-{language}-{look}.txt").read_text(encoding="utf-8")
    assert shown(page, language, look) == expected


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("look", ["80", "120"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_pages_keep_to_the_width_and_end_with_one_line_break(page: str, look: str, language: str) -> None:
    text = shown(page, language, look)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    for line in text.splitlines():
        assert cells(line) <= LOOKS[look]["width"]
        assert line == line.rstrip()


@pytest.mark.parametrize("page", PAGES)
def test_colour_adds_codes_and_nothing_else(page: str) -> None:
    colored = PAGES[page](EN, **LOOKS["80-color"])
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == PAGES[page](EN, **LOOKS["80"])


@pytest.mark.parametrize("page", PAGES)
def test_ascii_pages_use_no_signs_of_ours_beyond_ascii(page: str) -> None:
    text = PAGES[page](EN, **LOOKS["80-ascii"])
    assert {char for char in text if not char.isascii()} <= set("æøåÆØÅ")


# What a page says


def page_of(made: Any, report: Any = REPORT, pack: Pack = PACK, width: int = 100) -> str:
    return render_rule(pack, made, report, EN, width=width, color=False)


def test_without_data_the_page_says_so() -> None:
    text = page_of(EVALUATION, None)
    assert "No data were found here" in text
    assert "as of" not in text.split("Examples")[1].split("This portfolio")[1]
    assert "No data were found here" in render_clause(PACK, CLAUSES[0], None, EN, width=80, color=False)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"results": ()}, "The rule has nothing to judge here."),
        ({"incomplete": True}, "Not everything could be checked"),
        ({"results": (result("project-evaluation", KYST, Outcome.NOT_APPLICABLE),)}, "so it proves nothing either"),
        ({}, "1 file could not be read as a record, and is not counted here."),
        ({"records": replace(REPORT.records, unreadable=2)}, "2 files could not be read as records, and are not"),
    ],
)
def test_the_page_says_what_limits_the_verdict(change: dict[str, Any], expected: str) -> None:
    assert expected in page_of(EVALUATION, replace(REPORT, **change))


def test_every_finding_of_the_rule_stands_once_with_its_place() -> None:
    text = page_of(EVALUATION)
    for one in FINDINGS:
        at = f"{one.place.path}:{one.place.line}:{one.place.column}"
        assert text.count(at) == (one.rule == "project-evaluation")


def test_what_is_fixed_is_not_shown_as_it_stands_now() -> None:
    fixed = replace(FINDINGS[1], change=Change("fixed", "data"))
    report = replace(REPORT, findings=(fixed,), results=RESULTS)
    assert "blaa-kyst.yaml" not in page_of(EVALUATION, report)


def breach(line: int, text: str, **more: object) -> Finding:
    return finding("project-goals", KYST, Outcome.BREACH, place(KYST, line), (text, text), **more)


@pytest.mark.parametrize(
    ("findings", "same", "other"),
    [
        ((breach(1, "Likt."),), 1, 0),
        ((breach(1, "Likt."), breach(2, "Likt.")), 1, 0),
        ((breach(1, "Likt."), breach(2, "Likt."), breach(3, "Ulikt.")), 2, 1),
        ((breach(1, "Likt."), breach(2, "Likt.", related=(Related(KYST, place(KYST, 9)),))), 2, 0),
    ],
)
def test_what_all_findings_say_is_said_once(findings: tuple[Finding, ...], same: int, other: int) -> None:
    results = tuple(result(one.rule, one.subject, one.outcome) for one in findings)
    text = page_of(GOALS, replace(REPORT, findings=findings, results=results))
    assert (text.count("Likt."), text.count("Ulikt.")) == (same, other)
    assert [text.count(f"blaa-kyst.yaml:{one.place.line}:3") for one in findings] == [1] * len(findings)


def test_what_waits_for_the_same_is_gathered() -> None:
    def waits(line: int, *missing: str) -> Finding:
        return replace(breach(line, f"Nr. {line}."), outcome=Outcome.UNKNOWN, missing=missing)

    findings = (waits(1, "budget.total"), waits(2, "period.end", "visits"), waits(3, "budget.total"))
    results = tuple(result(one.rule, one.subject, one.outcome) for one in findings)
    text = page_of(GOALS, replace(REPORT, findings=findings, results=results))
    first, second = text.split("Waiting for ")[1:]
    assert first.startswith("budget.total:")
    assert re.findall(r"yaml:(\d):3", first) == ["1", "3"]
    assert second.startswith("period.end and visits:")


def test_a_record_that_fulfils_a_rule_in_part_says_in_how_much() -> None:
    assert "Skolebesøk (2 of 3)" in page_of(GOALS)


@pytest.mark.parametrize(("waivable", "count"), [(True, 0), (False, 1)])
def test_a_rule_that_cannot_be_waived_says_so(waivable: bool, count: int) -> None:
    assert page_of(rule("r", waivable=waivable)).count("cannot be waived") == count


def test_slots_of_a_finding_are_left_open_on_the_page() -> None:
    assert "Write goal … under “goals”." in page_of(GOALS)


def test_of_many_examples_the_first_ones_are_shown_and_the_rest_counted() -> None:
    cases = tuple(example("breach", line, project={"title": f"nr {line}"}) for line in range(10, 15))
    text = page_of(rule("r", examples=cases))
    assert [n for n in range(10, 15) if f"nr {n}" in text] == [10, 11]
    assert "3 more in the rule's file" in text


def test_an_example_with_an_outcome_that_is_none_is_shown_all_the_same() -> None:
    assert "elsewhere" in page_of(rule("r", examples=(example("elsewhere", 1, project={}),)))


@pytest.mark.parametrize(
    ("among", "where", "expected"),
    [
        (("partner",), None, "It counts every partner."),
        (("project",), "true", "It counts the projects for which"),
        (("project", "partner"), None, "It counts every partner and every project."),
        (("partner", "project"), "true", "It counts the partners and projects for which"),
    ],
)
def test_a_portfolio_rule_says_what_it_counts(among: tuple[str, ...], where: str | None, expected: str) -> None:
    assert expected in page_of(rule("r", subject="portfolio", among=among, where=where))


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (0, "The 2 rules that check it"),
        (2, "Visits are recorded elsewhere."),
        (4, "does not say why (“not_checked”)"),
        (5, "It describes what is, and demands nothing."),
    ],
)
def test_a_clause_says_what_checks_it_or_why_nothing_does(clause: int, expected: str) -> None:
    assert expected in render_clause(PACK, CLAUSES[clause], REPORT, EN, width=80, color=False)


@pytest.mark.parametrize(
    ("label", "number", "names"),
    [
        ("Clauses in all", 6, ""),
        ("that demand something", 5, ""),
        ("checked by at least one rule", 3, ""),
        ("checked by none", 2, "2b, 2d"),
        ("without a reason given", 1, "2d"),
        ("Parameters in all", 6, ""),
        ("the municipality's own interpretation", 2, ""),
        ("not set", 1, "frame"),
    ],
)
def test_the_strategy_is_summed_up(label: str, number: int, names: str) -> None:
    closing = render_strategy(PACK, EN, width=80, color=False).split("In sum")[1]
    assert re.search(rf"^ +{re.escape(label)} +{number}( +{names})?$", closing, re.MULTILINE)


def test_the_strategy_names_every_clause_rule_parameter_and_its_digest() -> None:
    text = render_strategy(PACK, EN, width=80, color=False)
    for name in (*(one.id for one in CLAUSES), *PACK.strategy.parameters, PACK.digest, "5 June 2024"):
        assert name in text
    assert all(one.id in text for one in RULES if one.layer is Layer.STRATEGY)


@pytest.mark.parametrize(
    ("rules", "closing"),
    [
        (RULES, "4 rules: 3 for the strategy and 1 for the quality of the data."),
        (RULES[:1], "1 rule: 1 for the strategy and 0 for the quality of the data."),
        ((), "0 rules: 0 for the strategy and 0 for the quality of the data."),
    ],
)
def test_the_rules_are_counted(rules: tuple[Any, ...], closing: str) -> None:
    text = render_rules(replace(PACK, rules=rules), EN, width=80, color=False)
    assert text.splitlines()[-1] == closing
    assert all(text.count(one.id) == 1 for one in rules)


def test_a_strategy_without_anything_makes_a_page() -> None:
    empty = replace(
        PACK, rules=(), strategy=replace(PACK.strategy, clauses=(), parameters={}, version=None, adopted=None)
    )
    assert "In sum" in render_strategy(empty, EN, width=80, color=False)


GOOD = ExampleResult("r", "p.yaml", 1, 1, "breach", "breach")
BAD = replace(GOOD, actual="fulfilled", line=2)


@pytest.mark.parametrize(
    ("results", "without", "closing"),
    [
        ((GOOD,), (), "√ 1 example of 1 rule run. Everything came out as it should."),
        ((GOOD, GOOD), (), "√ 2 examples of 1 rule run. Everything came out as it should."),
        ((GOOD, BAD), (), "× 2 examples of 1 rule run. 1 example came out otherwise."),
        ((BAD, BAD), ("x",), "× 2 examples of 1 rule run. 2 examples came out otherwise. 1 rule has no examples."),
        ((), ("x", "y"), "× 0 examples of 0 rules run. 2 rules have no examples."),
    ],
)
def test_the_examples_are_summed_up(results: tuple[ExampleResult, ...], without: tuple[str, ...], closing: str) -> None:
    text = render_examples(results, without, EN, width=120, color=False)
    assert text.splitlines()[-1] == closing
    assert text.count("p.yaml:2:1") == sum(not one.passed for one in results)
    assert "p.yaml:1:1" not in text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "not set"),
        (500000, "500,000"),
        (0.75, "0.75"),
        ("high", "high"),
        ("2023-10-01", "1 October 2023"),
        ("20231001", "20231001"),
        (["SE", "DK"], "SE; DK"),
        ([], "none"),
        ({"NOK": 1, "SEK": 1.02}, "NOK: 1; SEK: 1.02"),
        ([{"name": "Rivne", "country": "UA"}], "(name: Rivne; country: UA)"),
        ("a\nb\x1b", "a b\\x1b"),
    ],
)
def test_parameters_are_written_as_people_write_them(value: ParamValue | None, expected: str) -> None:
    assert parameter_value(EN, value) == expected


# Every member of every set of words


def test_every_member_has_its_word() -> None:
    assert set(SEVERITIES) == set(Severity)
    assert set(OUTCOMES) == set(Outcome)
    assert set(LAYERS) == set(LAYER_HEADINGS) == set(Layer)
    assert set(SUBJECTS) == set(SUBJECT_HEADINGS) == set(get_args(RuleSubject))
    assert set(FORCES) == {"must", "main_rule", "conditional", "aim", "context"}
    assert {one.value for one in (*Severity, *Outcome)} <= set(STYLES)
    assert set(MARKS) == {one.value for one in Outcome}


def test_a_force_that_only_another_strategy_has_is_shown_as_it_is() -> None:
    clause = replace(CLAUSES[0], force="should")
    assert "should" in render_clause(PACK, clause, None, EN, width=80, color=False)


# What data must not do

HOSTILE = "[bold red]x[/] \x1b[31m\x07\u202e\u200b\n::error::\r\n::stop-commands::x %s {n} ##[group]\ud800"


def hostile(value: Any) -> Any:
    """The value with every text that a file could hold made hostile; what programs rely on stays."""
    if isinstance(value, Enum) or value is None or isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return value if value in KEPT else f"{value} {HOSTILE}"
    if isinstance(value, tuple | list):
        return type(value)(hostile(part) for part in value)
    if isinstance(value, Mapping):
        return {hostile(key) if not is_dataclass(key) else key: hostile(part) for key, part in value.items()}
    assert is_dataclass(value)
    assert not isinstance(value, type)
    return replace(value, **{one.name: hostile(getattr(value, one.name)) for one in fields(value)})


KEPT = {"partner", "project", "record", "portfolio", "nb", "en", "sum", "new", "fulfilled", "breach", "unknown"} | {
    "not_applicable"
}


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_nothing_in_the_data_reaches_the_terminal_or_the_runner(color: bool, width: int, language: str) -> None:
    pack, report = hostile(PACK), hostile(replace(REPORT, names={}))
    report = replace(report, names={one.subject: f"navn {HOSTILE}" for one in report.findings})
    look: dict[str, Any] = {"width": width, "color": color}
    reader = Language(language)
    pages = [
        *(render_rule(pack, one, report, reader, **look) for one in pack.rules),
        *(render_clause(pack, one, report, reader, **look) for one in pack.strategy.clauses),
        *(render_validity(one, report, reader, **look) for one in VALIDITY_RULES.values()),
        render_strategy(pack, reader, **look),
        render_rules(pack, reader, **look),
        render_examples(hostile(EXAMPLE_RESULTS), (HOSTILE,), reader, **look),
    ]
    for page in pages:
        text = re.sub(r"\x1b\[[0-9;]*m", "", page) if color else page
        assert not re.search(r"[^\n\x20-\x7e\u00a0-\U0010ffff]|[\u200b-\u200f\u202a-\u202e\ud800-\udfff]", text)
        assert not re.search(r"^\s*::", text, re.MULTILINE)
        assert "##[" not in text
        page.encode("utf-8")
    assert all("[bold red]" in page for page in pages[:4])


def write() -> None:
    """Write every golden file anew."""
    for page, language, look in GOLDENS:
        path = GOLDEN / f"page-{page}-{language}-{look}.txt"
        path.write_text(shown(page, language, look), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
