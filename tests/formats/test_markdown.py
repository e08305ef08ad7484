"""The Markdown report: what it says, that data cannot break it, and that it can be made to fit."""

from __future__ import annotations

import re

import pytest
import read_back
from hypothesis import given, settings
from msgspec.structs import replace
from page_of_markdown import Page, html
from report_compared import compared, compared_until, comparison, nothing_new
from report_everyday import all_well, everyday, everyday_pack, waived_only
from report_hostile import compared_reports, hostile, hostile_compared, hostile_pack

from intlstrat.findings import Forecast, Report, Revision
from intlstrat.formats.markdown_format import render
from intlstrat.formats.markdown_parts import Section, fit, whole
from intlstrat.formats.terminal import one_line
from intlstrat.language import Language

MEBIBYTE = 1 << 20
"""What GitHub takes for the summary of a step."""


def _text(report: Report, language: str = "en", most: int | None = None) -> str:
    return render(report, everyday_pack(), Language(language), most=most)


def _headings(text: str) -> list[str]:
    return [one[1] or one[2] for one in re.finditer(r"^#+ (.*)$|^<summary>(.*)</summary>$", text, re.MULTILINE)]


def test_the_heading_is_the_verdict() -> None:
    assert _headings(_text(everyday()))[0] == "intlstrat: 6 errors, 1 warning, 10 notes (9 unknown) and 1 waived breach"
    assert _headings(_text(all_well()))[0] == "intlstrat: no findings"
    assert _headings(_text(waived_only()))[0] == "intlstrat: no breach that counts, 1 waived breach"
    new = "intlstrat: new with this change: 1 error, 1 warning, 1 note (1 unknown) and 1 waived breach"
    assert _headings(_text(compared()))[0] == new
    assert _headings(_text(nothing_new()))[0] == "intlstrat: nothing new with this change"


def test_the_sections_and_how_much_is_in_them() -> None:
    assert _headings(_text(everyday()))[1:] == [
        "Findings (8)",
        "What could not be judged (9)",
        "Waived breaches (1)",
        "The clauses of the strategy",
    ]
    assert _headings(_text(compared_until()))[1:] == [
        "New (4)",
        "Waivers that are added (2)",
        "Fixed (2)",
        "New only because time has passed (1)",
        "There from before (13)",
        "What becomes a breach up to and including 1 August 2027 if nothing is done (1)",
        "The clauses of the strategy",
    ]


def test_a_finding_says_what_by_which_clause_where_and_what_to_do() -> None:
    assert (
        "- **Error:** The project has no goals.\\\n"
        "  Clauses 4f and 1a · `project-goals` · `data/projects/mono.yaml:1`\\\n"
        "  **What to do:** Write at least one goal with an indicator, a target and a due date under “goals”.\n"
    ) in _text(everyday())


def test_a_waived_breach_says_why_by_whom_and_how_long() -> None:
    text = _text(everyday())
    assert "- **Waived (warning):** No date is set for the evaluation.\\\n" in text
    assert "  Reason: Evalueringen samordnes med det nye programmet" in text
    assert "  Decided by Formannskapet, case PS 12/26, granted 12 March 2026, holds until and including 30 June" in text


def test_an_added_waiver_is_named_and_one_that_was_set_aside_says_so() -> None:
    text = _text(compared())
    assert "- project-evaluation-planned, for Grønn havn" in text
    assert "- project-goals, for Mono (project) (data/projects/mono.yaml:1). Reason: Målene settes på nyåret." in text
    assert text.count("It does not hold yet: only the waivers from before the change count here.") == 1


def test_what_is_mended_needs_nothing_done() -> None:
    fixed = _text(compared()).partition("### Fixed")[2].partition("<details>")[0]
    assert "`partner-benefit` · `data/partners/lovisa.yaml:1`" in fixed
    assert "What to do" not in fixed


def test_what_is_foreseen_has_its_first_day() -> None:
    assert "- 1 July 2027: **Warning:** No date is set for the evaluation." in _text(compared_until())
    nothing = replace(everyday(), forecast=Forecast("2027-01-01", ()))
    assert "### What becomes a breach up to and including 1 January 2027 if nothing is done\n\nNothing.\n" in _text(
        nothing
    )


def test_the_worst_come_first() -> None:
    words = [bold for bold, _ in read_back.markdown(_text(everyday()))]
    assert words == ["Error:"] * 6 + ["Warning:", "Note:"] + ["Unknown:"] * 9 + ["Waived (warning):"]


def test_the_clauses_stand_in_a_table() -> None:
    text = _text(everyday())
    assert "| Clause | Fulfilled | Breach | Unknown | Waived | What it says |" in text
    assert "| 4g | 0 | 0 | 3 | 1 | All larger projects are evaluated. |" in text
    assert Page(html(text)).tags.count("tr") == 9
    assert "For 3 other clauses, nothing was judged." in text


def test_the_footer_says_what_the_verdict_rests_on() -> None:
    footer = _text(everyday()).splitlines()[-1]
    for said in ("As of 23 November 2026", "samarbeid, 2024", everyday().strategy.digest, "commit `0123456789abcdef"):
        assert said in footer
    dirty = replace(everyday(), revision=Revision("abc", dirty=True))
    assert "commit `abc` (with changes that are not committed)" in _text(dirty)


def test_what_the_comparison_could_not_do_is_told() -> None:
    odd = replace(compared(), comparison=replace(comparison(), strategy=None), waivers_from="abcdef0123456789")
    assert "The rules of then could not be used" in _text(odd)
    assert "Only the waivers of commit" in _text(odd)
    assert "Only the waivers of commit" not in _text(everyday())


def test_the_folder_of_the_data_goes_before_every_path() -> None:
    text = render(everyday(), everyday_pack(), Language("nb"), "under mappe/")
    assert "`under mappe/data/projects/mono.yaml:1`" in text
    assert "under mappe/data/partners/lovisa.yaml:2" in text
    assert "`data/" not in text


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("report", [everyday(), compared_until(), hostile(), hostile_compared()])
def test_data_adds_no_element_and_is_shown_as_it_stands(report: Report, language: str) -> None:
    page = Page(html(render(report, hostile_pack(), Language(language), "<b>@a/")))
    page.check()
    shown = " ".join("".join(page.texts).split())
    for finding in report.findings:
        message = one_line(Language(language).message(finding.message))
        assert " ".join(message.split()) in shown


@given(compared_reports())
@settings(max_examples=25, deadline=None)
def test_no_report_adds_an_element(report: Report) -> None:
    Page(html(_text(report))).check()


def _number(text: str) -> int:
    """Of items: no text from a record begins a line."""
    return text.count("\n- ")


@pytest.mark.parametrize("report", [everyday(), compared_until(), hostile_compared()])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.2, 0.5, 0.9, 0.99])
def test_it_is_made_to_fit_without_a_cut_and_the_rest_are_counted(report: Report, share: float) -> None:
    whole = _text(report)
    most = int(len(whole.encode()) * share)
    text = _text(report, most=most)
    assert len(text.encode()) <= most
    Page(html(text)).check()
    for block in text.split("\n- ")[1:]:
        item = re.split(r"\n\n|\n- ", block)[0].rstrip("\n")
        assert f"\n- {item}\n" in whole
    shown = _number(text)
    left = re.search(r"There is no room for everything: ([\d,]+) entr(?:y is|ies are) left out", text)
    if text and shown < _number(whole):
        assert left is not None
        assert shown + int(left[1].replace(",", "")) == _number(whole)
    else:
        assert left is None


def test_the_worst_are_kept() -> None:
    most = len(_text(everyday()).encode()) // 3
    words = [bold for bold, _ in read_back.markdown(_text(everyday(), most=most))]
    assert 2 <= len(words) < 8
    assert words == (["Error:"] * 6 + ["Warning:", "Note:"])[: len(words)]
    new = _text(compared(), most=len(_text(compared()).encode()) // 3)
    assert "### New (4)" in new
    assert "There from before (13)" not in new


def test_what_fits_is_not_touched() -> None:
    whole = _text(everyday())
    assert _text(everyday(), most=len(whole.encode())) == whole
    assert _text(everyday(), most=MEBIBYTE) == whole
    assert _text(everyday(), most=len(whole.encode()) - 1) != whole
    assert _text(everyday(), most=10) == ""


def test_where_a_bad_finding_finds_no_room_no_lesser_one_takes_its_place() -> None:
    sections = [Section("# top"), Section("## worst", ("x" * 500, "y")), Section("## least", ("z",), rank=1)]
    assert fit(sections, 200, lambda left: f"{left} left out") == "# top\n\n3 left out\n"
    assert fit(sections, 1000, str) == whole(sections)
