"""Workflow commands: what the runner makes of them, no more than GitHub shows, and none that a record has written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from report_builders import finding, report
from report_compared import compared, comparison, nothing_new
from report_everyday import MONO, all_well, everyday, everyday_pack, waived_only
from report_hostile import compared_reports, hostile, hostile_compared, hostile_pack
from runner import Command, commands

from intlstrat.findings import Finding, Place, Report, Severity
from intlstrat.formats.github_format import render
from intlstrat.language import Language

HIDDEN, JOINERS = {"Cc", "Cf", "Cs", "Zl", "Zp"}, "\u200c\u200d"


def _output(report: Report, language: str = "en", prefix: str = "") -> str:
    return render(report, everyday_pack(), Language(language), prefix)


def _commands(report: Report, language: str = "en") -> list[Command]:
    return list(commands(_output(report, language)))


def _many(errors: int = 0, warnings: int = 0, notes: int = 0) -> Report:
    numbers = {Severity.ERROR: errors, Severity.WARNING: warnings, Severity.NOTE: notes}
    made: list[Finding] = [
        finding("quality-x", MONO, Place("data/a.yaml", f"/{at}", at, 1, at, 5), severity=severity, item=at)
        for severity, number in numbers.items()
        for at in range(1, number + 1)
    ]
    return report(reversed(made))


def _lines(told: list[Command], level: str) -> list[int]:
    return [int(one.properties["line"]) for one in told if one.name == level and "line" in one.properties]


def test_an_annotation_says_what_is_wrong_by_which_clause_where_and_what_to_do() -> None:
    told = next(one for one in _commands(everyday()) if "project-goals" in one.properties["title"])
    assert told == Command(
        "error",
        {
            "file": "data/projects/mono.yaml",
            "line": "1",
            "endLine": "1",
            "col": "1",
            "endColumn": "12",
            "title": "Clauses 4f and 1a · project-goals",
        },
        "The project has no goals.\nWhat to do: Write at least one goal with an indicator, a target and a due date "
        "under “goals”.",
    )


def test_related_records_and_interpretations_are_told() -> None:
    told = "\n".join(one.data for one in _commands(everyday()))
    assert "Concerns also: Lovisa (partner), data/partners/lovisa.yaml:2" in told
    assert (
        "Rests on the municipality's own interpretation of the strategy: larger_project_total\xa0=\xa0500,000." in told
    )


def test_an_unknown_is_a_notice_that_says_so() -> None:
    told = next(one for one in _commands(everyday()) if "partner-visits-limit" in one.properties["title"])
    assert (told.name, told.properties["title"]) == ("notice", "Unknown · Clause 4b · partner-visits-limit")


def test_what_stands_nowhere_has_no_file() -> None:
    told = next(one for one in _commands(everyday()) if one.data.startswith("Sweden"))
    assert set(told.properties) == {"title"}


def test_columns_are_told_only_where_all_is_on_one_line() -> None:
    place = Place("data/å b, c:d%.yaml", None, 2, 3, 4, 5)
    (told,) = _commands(report([finding("quality-x", MONO, place)]))
    assert {key: value for key, value in told.properties.items() if key != "title"} == {
        "file": "data/å b, c:d%.yaml",
        "line": "2",
        "endLine": "4",
    }


def test_the_folder_of_the_data_goes_before_every_path() -> None:
    told = list(commands(_output(everyday(), prefix="under mappe/")))
    assert {one.properties["file"].partition("data/")[0] for one in told if "file" in one.properties} == {
        "under mappe/"
    }


def test_the_worst_come_first_and_each_level_keeps_the_order_of_the_report() -> None:
    told = _commands(_many(3, 3, 3))
    assert [one.name for one in told] == ["error"] * 3 + ["warning"] * 3 + ["notice"] * 3
    for level in ("error", "warning", "notice"):
        assert _lines(told, level) == [1, 2, 3]


@pytest.mark.parametrize(("notes", "shown"), [(9, 9), (10, 9), (25, 9)])
def test_no_more_than_ten_of_a_level_and_the_rest_are_counted(notes: int, shown: int) -> None:
    told = _commands(_many(13, 11, notes))
    assert _lines(told, "error") == list(range(1, 11))
    assert _lines(told, "warning") == list(range(1, 11))
    assert _lines(told, "notice") == list(range(1, shown + 1))
    assert len([one for one in told if one.name == "notice"]) <= 10
    closing = told[-1]
    assert (closing.name, closing.properties) == ("notice", {"title": "The check in numbers"})
    left = f" and {notes - shown} note{'s' * (notes - shown > 1)}." if notes > shown else "."
    numbers = f"3 errors, 1 warning{left}" if notes > shown else f"3 errors and 1 warning{left}"
    assert f"at most 10 annotations of each kind. Not among them: {numbers}" in closing.data


def test_ten_of_a_level_are_all_shown() -> None:
    told = _commands(_many(10, 10, 10))
    assert [one.name for one in told] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    last = _output(_many(10, 10, 10)).splitlines()[-1]
    assert last.startswith("3 partners and 3 projects checked as of 23 November 2026")


@pytest.mark.parametrize("made", [all_well(), waived_only()])
def test_nothing_to_annotate_is_one_plain_line(made: Report) -> None:
    assert _commands(made) == []
    (line,) = _output(made).splitlines()
    assert line.startswith("3 partners and 3 projects checked as of 23 November 2026")


def test_waived_breaches_are_counted_and_not_annotated() -> None:
    assert "project-evaluation-planned" not in {
        one.properties["title"].rpartition(" ")[2] for one in _commands(waived_only())
    }
    assert "1 waived breach" in _output(waived_only())


def test_under_a_comparison_only_what_the_change_breaks_is_annotated() -> None:
    *told, closing = _commands(compared())
    assert [one.properties["title"].rpartition(" ")[2] for one in told] == [
        "project-goals",
        "project-risk-mitigation",
        "project-evaluation",
    ]
    assert closing.data.split("\n")[1:] == [
        "Compared with origin/main, as of 20 November 2026.",
        "New: 1 error, 1 warning, 1 note (1 unknown) and 1 waived breach.",
        "Fixed: 1 error and 1 note.",
        "New only because time has passed: 1 note.",
        "There from before: 5 errors and 8 notes (8 unknown).",
        "2 waivers are added:",
        "project-evaluation-planned, for Grønn havn – landstrøm og elektriske arbeidsbåter i fire kystbyer (project) "
        "(data/projects/gronn-havn.yaml:1). Reason: Evalueringen samordnes med det nye programmet, og datoen settes "
        "når programmet er vedtatt. Decided by Formannskapet, case PS 12/26, granted 12 March 2026, holds until and "
        "including 30 June 2027.",
        "project-goals, for Mono (project) (data/projects/mono.yaml:1). Reason: Målene settes på nyåret. Decided by "
        "Kultursjefen, holds until and including 31 January 2027. It does not hold yet: only the waivers from "
        "before the change count here.",
    ]


def test_a_change_that_breaks_nothing_is_one_plain_line() -> None:
    assert _commands(nothing_new()) == []
    (line,) = _output(nothing_new()).splitlines()
    assert "The change breaks nothing new. There from before: 6 errors" in line


def test_a_waiver_that_is_added_is_shown_even_where_nothing_else_is() -> None:
    (told,) = _commands(replace(nothing_new(), comparison=replace(comparison(), fixed=())))
    assert told.name == "notice"
    assert "2 waivers are added:" in told.data


def test_what_the_comparison_could_not_do_is_told() -> None:
    odd = replace(comparison(), strategy=None)
    told = _commands(replace(compared(), comparison=odd, waivers_from="abcdef0123456789"))[-1].data
    assert "The rules of then could not be used; those of now were held against both states." in told
    assert "Only the waivers of commit abcdef012345 count." in told


def _check(text: str) -> None:
    assert text.endswith("\n")
    lines = text.split("\n")[:-1]
    told = list(commands(text))
    assert {one.name for one in told} <= {"error", "warning", "notice"}
    # Every command is one of ours, and what is no command is the one closing line.
    assert len(lines) - len(told) in (0, 1)
    for level in ("error", "warning", "notice"):
        assert len([one for one in told if one.name == level]) <= 10
    for one in told:
        assert set(one.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        # The runner prints the message again.
        assert list(commands(one.data)) == []
        assert not HIDDEN & {
            unicodedata.category(char) for char in "".join(one.properties.values()) if char not in JOINERS
        }


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("made", [hostile(), hostile_compared()])
def test_a_record_writes_no_command(made: Report, language: str) -> None:
    text = render(made, hostile_pack(), Language(language), "::error::/##[error]/")
    _check(text)
    assert "%3A%3Aset-output" not in text.split("::")[0]


@given(compared_reports())
@settings(max_examples=40, deadline=None)
def test_no_report_writes_a_command(made: Report) -> None:
    _check(_output(made))


def test_a_change_of_the_rules_is_named_as_the_cause() -> None:
    told = {one.properties["title"].rpartition(" ")[2]: one.data for one in _commands(compared())}
    assert "Cause: the strategy or a rule was changed." in told["project-risk-mitigation"]
    assert "Cause: a record was changed." in told["project-goals"]


def test_a_commit_given_in_full_is_shortened() -> None:
    whole = replace(compared(), comparison=replace(comparison(), since="0123456789abcdef" * 2 + "01234567"))
    assert "Compared with 0123456789ab, as of 20 November 2026." in _output(whole)
