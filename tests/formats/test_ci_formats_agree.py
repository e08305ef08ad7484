"""All formats for other programs tell of the same findings, at the same places, with the same severities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Literal

import pytest
import read_back
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from read_back import Item, counted, expected
from report_compared import compared, compared_until, nothing_new
from report_everyday import all_well, everyday, everyday_pack, waived_only
from report_hostile import compared_reports, hostile, hostile_compared, hostile_pack
from runner import commands

from intlstrat.findings import Change, Finding, Outcome, Report
from intlstrat.formats import github_format, gitlab_format, junit_format, markdown_format, sarif_format
from intlstrat.formats.comparison_words import sides
from intlstrat.formats.finding_words import desk_for, position, stand_in, word
from intlstrat.formats.terminal import clean
from intlstrat.language import Language
from intlstrat.rules.model import Pack

REPORTS: dict[str, Callable[[], Report]] = {
    "everyday": everyday,
    "all well": all_well,
    "waived only": waived_only,
    "compared": compared,
    "looking ahead": compared_until,
    "nothing new": nothing_new,
    "hostile": hostile,
    "hostile, compared": hostile_compared,
}


def _check(report: Report, pack: Pack, language: Language, prefix: str) -> None:
    _sarif(report, pack, language, prefix)
    _gitlab(report, pack, language, prefix)
    _github(report, pack, language, prefix)
    _junit(report, pack, language, prefix)
    _markdown(report, pack, language, prefix)


def _sarif(report: Report, pack: Pack, language: Language, prefix: str) -> None:
    told = read_back.sarif(sarif_format.render(report, pack, language, prefix))
    assert told == [expected(one, prefix) for one in report.findings]


def _gitlab(report: Report, pack: Pack, language: Language, prefix: str) -> None:
    desk = desk_for(report, pack, language)

    def entry(finding: Finding) -> Item:
        item = expected(finding, prefix)
        path = item.path or clean(stand_in(desk, finding, prefix))
        return Item(item.rule, item.severity, path, item.line or 1)

    told = read_back.gitlab(gitlab_format.render(report, pack, language, prefix))
    assert told == [entry(one) for one in counted(report.findings)]


def _github(report: Report, pack: Pack, language: Language, prefix: str) -> None:
    text = github_format.render(report, pack, language, prefix)
    told = read_back.github(text)
    blamed = sides(report).blamed
    for severity, level in github_format.LEVELS.items():
        of_level = [one for one in told if one.name == level]
        wanted = [expected(one, prefix) for one in blamed if one.severity is severity]
        places = [(one.properties.get("file", ""), int(one.properties.get("line", 0))) for one in of_level]
        # The runner passes over blanks and signs of equality at the edges of a property.
        assert [(path.strip(), line) for path, line in places] == [
            (one.path.lstrip("=").strip(), one.line) for one in wanted[: len(places)]
        ]
        room = github_format.LIMIT - (level == "notice")
        assert len(wanted) >= len(of_level) >= min(len(wanted), room)
        assert sum(1 for one in commands(text) if one.name == level) <= github_format.LIMIT


def _junit(report: Report, pack: Pack, language: Language, prefix: str) -> None:
    desk = desk_for(report, pack, language)
    failed = Counter[str]()
    wanted = Counter[str]()
    for tag, kind, text in read_back.junit(junit_format.render(report, pack, language, prefix)):
        failed[tag if tag == "skipped" else kind] += 1
        failed[text.split("\n")[0]] += 1
    for finding in report.findings:
        breach = finding.outcome is Outcome.BREACH and (report.comparison is None or finding.is_blamed)
        wanted[finding.severity.value if breach else "skipped"] += 1
        headline = f"{word(desk, finding)}: {desk.message(finding.message)}"
        wanted[_xml(position(finding.place, prefix) or headline)] += 1
    assert failed == wanted


def _xml(text: str) -> str:
    return text.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _markdown(report: Report, pack: Pack, language: Language, prefix: str) -> None:
    desk = desk_for(report, pack, language)
    mended = report.comparison.fixed if report.comparison is not None else ()
    coming = report.forecast.foreseen if report.forecast is not None else ()
    told = Counter(
        (bold.strip(), tuple(code))
        for bold, code in read_back.markdown(markdown_format.render(report, pack, language, prefix))
        if bold
    )
    wanted = Counter(
        (
            f"{word(desk, one)}:".strip(),
            tuple(each for each in (clean(one.rule), position(one.place, prefix)) if each),
        )
        for one in (*report.findings, *mended, *(each.finding for each in coming))
    )
    assert told == wanted


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(("language", "prefix"), [("nb", "internasjonalt arbeid/"), ("en", "")])
def test_the_formats_agree(name: str, language: str, prefix: str) -> None:
    pack = hostile_pack() if "hostile" in name else everyday_pack()
    _check(REPORTS[name](), pack, Language(language), prefix)


@given(compared_reports(), st.sampled_from(["nb", "en"]), st.sampled_from(["", "a b/"]))
@settings(max_examples=25, deadline=None)
def test_the_formats_agree_on_any_report(report: Report, language: str, prefix: str) -> None:
    _check(report, everyday_pack(), Language(language), prefix)


@pytest.mark.parametrize("state", ["new", "existing"])
def test_a_change_without_a_comparison_hides_no_waived_breach(state: Literal["new", "existing"]) -> None:
    """Nothing sets one so; whatever a report holds, every format tells of all of it."""
    waived = next(one for one in everyday().findings if one.outcome is Outcome.WAIVED)
    report = replace(everyday(), findings=(replace(waived, change=Change(state, None)),))
    assert report.comparison is None
    _check(report, everyday_pack(), Language("nb"), "")
