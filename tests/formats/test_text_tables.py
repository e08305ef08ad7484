"""The tables and the closing sentences: exact numbers, singular and plural, and what is right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from report_builders import finding, report, unknown
from report_everyday import AALBORG, CLAUSES, all_well, everyday, everyday_pack, waived_only

from intlstrat.findings import (
    NOWHERE,
    PORTFOLIO,
    Finding,
    Layer,
    Outcome,
    Place,
    RecordCounts,
    Related,
    Report,
    RuleOutcome,
    Severity,
    StrategyRef,
    Subject,
)
from intlstrat.formats.text import TextOptions, render
from intlstrat.formats.text_base import Desk, counts
from intlstrat.formats.text_summary import blameless, closing, fulfilled, idle, reservations
from intlstrat.language import Language

A = Subject("project", "a")


def _desk(made: Report, language: str = "en") -> Desk:
    return Desk(made, everyday_pack(), Language(language), TextOptions())


def _text(made: Report, **options: object) -> str:
    return render(made, everyday_pack(), Language("en"), TextOptions(**options))  # type: ignore[arg-type]  # a test names fields by keyword


def _some(errors: int, warnings: int, notes: int, unknowns: int, waived: int) -> list[Finding]:
    at = Place("data/projects/a.yaml", "", 1, 1)
    return [
        *[finding("e", A, at)] * errors,
        *[finding("w", A, at, severity=Severity.WARNING)] * warnings,
        *[finding("n", A, at, severity=Severity.NOTE)] * notes,
        *[unknown("u", A, at, "x")] * unknowns,
        *[finding("v", A, at, outcome=Outcome.WAIVED)] * waived,
    ]


@pytest.mark.parametrize(
    ("numbers", "nb", "en"),
    [
        ((0, 0, 0, 0, 0), "", ""),
        ((1, 0, 0, 0, 0), "1 feil", "1 error"),
        ((2, 0, 0, 0, 0), "2 feil", "2 errors"),
        ((0, 1, 0, 0, 0), "1 advarsel", "1 warning"),
        ((0, 2, 0, 0, 0), "2 advarsler", "2 warnings"),
        ((0, 0, 1, 0, 0), "1 merknad", "1 note"),
        ((0, 0, 2, 0, 0), "2 merknader", "2 notes"),
        ((0, 0, 0, 1, 0), "1 merknad (1 ukjent)", "1 note (1 unknown)"),
        ((0, 0, 0, 2, 0), "2 merknader (2 ukjente)", "2 notes (2 unknown)"),
        ((0, 0, 0, 0, 1), "1 unntak", "1 waived breach"),
        ((0, 0, 0, 0, 2), "2 unntak", "2 waived breaches"),
        (
            (21, 1, 3, 1, 1),
            "21 feil, 1 advarsel, 4 merknader (1 ukjent) og 1 unntak",
            "21 errors, 1 warning, 4 notes (1 unknown) and 1 waived breach",
        ),
    ],
)
def test_singular_and_plural(numbers: tuple[int, int, int, int, int], nb: str, en: str) -> None:
    assert counts(Language("nb"), _some(*numbers)) == nb
    assert counts(Language("en"), _some(*numbers)) == en


@pytest.mark.parametrize(
    ("partners", "projects", "nb", "en"),
    [
        (0, 1, "0 partnere og 1 prosjekt er", "0 partners and 1 project checked"),
        (1, 2, "1 partner og 2 prosjekter er", "1 partner and 2 projects checked"),
        (12345, 1, "12\u00a0345 partnere og 1 prosjekt er", "12,345 partners and 1 project checked"),
    ],
)
def test_the_closing_sentence_counts_the_records(partners: int, projects: int, nb: str, en: str) -> None:
    made = replace(all_well(), records=RecordCounts(partners, projects, 0))
    assert closing(_desk(made, "nb")).startswith(nb)
    assert closing(_desk(made, "en")).startswith(en)


@pytest.mark.parametrize(
    ("made", "language", "expected"),
    [
        (
            all_well(),
            "en",
            " as of 23 November 2026 against “Strategi for internasjonalt samarbeid”, version 2024: no findings.",
        ),
        (
            all_well(),
            "nb",
            " per 23. november 2026 mot «Strategi for internasjonalt samarbeid», versjon 2024: ingen funn.",
        ),
        (waived_only(), "en", ": no breach that counts, 1 waived breach."),
        (waived_only(), "nb", ": ingen brudd som teller, 1 unntak."),
        (
            replace(all_well(), strategy=StrategyRef("x", "Strategi", None, "")),
            "en",
            " against “Strategi”: no findings.",
        ),
        (report(_some(1, 0, 0, 2, 1)), "en", ": 1 error, 2 notes (2 unknown) and 1 waived breach."),
    ],
)
def test_the_closing_sentence(made: Report, language: str, expected: str) -> None:
    assert closing(_desk(made, language)).endswith(expected)


def test_the_closing_sentence_is_the_last_thing_said() -> None:
    assert " ".join(_text(everyday()).split()).endswith(" ".join(closing(_desk(everyday())).split()))


def test_the_counts_agree_with_the_report() -> None:
    made = everyday()
    numbers = [made.count(severity) for severity in Severity]
    assert "{} errors, {} warning, {} notes".format(*numbers) in counts(Language("en"), made.findings)


def test_what_is_right_is_said() -> None:
    assert fulfilled(_desk(everyday())) == [
        "Fulfilled: 13 of 29 assessments.",
        "All is fulfilled for clause 2.4.",
    ]
    assert blameless(_desk(everyday())) == ["Nothing to remark on: Aalborg."]
    assert fulfilled(_desk(report())) == ["Nothing was judged."]


@pytest.mark.parametrize(
    "blemish",
    [
        finding("r", AALBORG, Place("data/partners/aalborg.yaml", "", 1, 1)),
        finding("r", PORTFOLIO, Place("data/partners/aalborg.yaml", "", 1, 1)),
        finding("r", PORTFOLIO, NOWHERE, related=[Related(AALBORG, NOWHERE)]),
    ],
)
def test_a_record_that_a_finding_touches_is_not_praised(blemish: Finding) -> None:
    right = [RuleOutcome("x", AALBORG, None, Outcome.FULFILLED)]
    assert blameless(_desk(report([], right))) == ["Nothing to remark on: aalborg."]
    assert blameless(_desk(report([blemish], right))) == []


def test_a_record_with_a_breach_that_was_not_selected_is_not_praised() -> None:
    results = [RuleOutcome("x", AALBORG, None, outcome) for outcome in (Outcome.FULFILLED, Outcome.BREACH)]
    made = report([], results)
    assert blameless(_desk(made)) == []
    assert reservations(_desk(made)) == ["1 breach or unknown is outside what was selected, and is not shown."]
    assert "outside what was selected" in _text(made)


def test_what_the_numbers_do_not_cover_is_said() -> None:
    made = replace(everyday(), records=RecordCounts(3, 3, 2), incomplete=True)
    expected = ["2 files could not be read and were not judged.", "Not everything could be checked."]
    assert reservations(_desk(made)) == expected
    assert all(line in _text(made) for line in expected)
    assert reservations(_desk(everyday())) == []


def test_idle_rules_and_records_are_counted_and_named() -> None:
    assert idle(_desk(everyday())) == [
        "2 rules applied to nothing: partner-areas, project-culture-programme.",
        "No rule applied to 1 record: sogndal.",
    ]
    assert all(line in _text(everyday()) for line in idle(_desk(everyday())))
    assert "2 rules applied to nothing; “--show all” names them." in _text(all_well())
    assert "2 rules applied to nothing: partner-areas, project-culture-programme." in _text(all_well(), show_all=True)
    assert "No rule applied to 1 record: x." in _text(report(idle_records=(Subject("partner", "x"),)))


def test_the_table_of_clauses_has_every_judged_clause_and_counts_the_others() -> None:
    text = _text(everyday(), width=120)
    rows = {line.split()[0]: line.split()[1:5] for line in text.splitlines() if line[2:].split("  ")[0] in CLAUSES}
    assert rows["4f"] == ["4", "1", "–", "–"]
    assert rows["4g"] == ["–", "–", "3", "1"]
    assert set(rows) == {"1a", "1.2d", "2.4", "4a", "4b", "4f", "4g", "4h"}
    assert "For 3 other clauses, nothing was judged." in text


def test_statistics_counts_every_outcome_by_rule() -> None:
    text = _text(everyday(), statistics=True)
    rows = {line.split()[-1]: line.split()[:-1] for line in text.splitlines() if line.startswith("     ")}
    assert rows["project-goals"] == ["2", "1", "–", "–", "–"]
    assert rows["partner-areas"] == ["–", "–", "–", "–", "2"]
    assert rows["record-invalid"] == ["2"]
    assert "The rules" not in _text(everyday())


def test_show_all_lists_every_outcome() -> None:
    text = _text(everyday(), show_all=True)
    listed = text[text.index("Every outcome") : text.index("The clauses of the strategy")]
    for rule in {one.rule for one in everyday().results}:
        assert rule in listed
    assert "Every outcome" not in _text(everyday())


@pytest.mark.parametrize("flag", ["show_all", "statistics"])
def test_more_is_shown_also_when_all_is_well(flag: str) -> None:
    assert len(_text(all_well(), **{flag: True}).splitlines()) > 10


def test_all_well_is_a_few_plain_lines() -> None:
    text = _text(all_well(), color=True)
    assert len(text.splitlines()) <= 5
    assert "\x1b" not in text
    assert "no findings" in text
    assert "Fulfilled: 13 of 13 assessments." in text


def test_a_run_without_findings_does_not_import_rich() -> None:
    here = Path(__file__).parent
    program = (
        "import sys\n"
        f"sys.path[:0] = [{str(here)!r}, {str(here.parents[1])!r}]\n"
        "from report_everyday import all_well, everyday_pack\n"
        "from intlstrat.formats.text import TextOptions, render\n"
        "from intlstrat.language import Language\n"
        "for code in ('nb', 'en'):\n"
        "    assert render(all_well(), everyday_pack(), Language(code), TextOptions(color=True))\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in {'rich', 'pydantic', 'yaml', 'typer'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_statistics_puts_the_most_breached_rule_first() -> None:
    some = [RuleOutcome("a", A, None, Outcome.UNKNOWN), RuleOutcome("c", A, 1, Outcome.BREACH)]
    some += [RuleOutcome("b", A, None, Outcome.FULFILLED), RuleOutcome("c", A, 2, Outcome.BREACH)]
    some += [RuleOutcome("d", A, None, Outcome.BREACH)]
    text = _text(report([], some), statistics=True)
    assert [line.split()[-1] for line in text.splitlines() if line.startswith("     ")] == list("cdab")


def test_what_is_not_shown_is_counted_without_validity() -> None:
    at = Place("data/projects/a.yaml", "", 1, 1)
    made = report(
        [finding("record-invalid", A, at, layer=Layer.VALIDITY)], [RuleOutcome("r", A, None, Outcome.UNKNOWN)]
    )
    assert reservations(_desk(made)) == ["1 breach or unknown is outside what was selected, and is not shown."]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_table_of_clauses_keeps_to_the_width(width: int) -> None:
    text = _text(everyday(), width=width)
    table = text[text.index("The clauses of the strategy") : text.index("For 3 other")]
    assert max(len(line) for line in table.splitlines()) <= max(width, 46)
    assert ("All larger projects" in table) is (width > 60)
