"""How the findings are grouped, ordered and put."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from report_builders import finding, report, unknown
from report_everyday import all_well, everyday, everyday_pack, waived_only

from intlstrat.findings import NOWHERE, PORTFOLIO, Finding, Layer, Outcome, Place, Related, Report, Severity, Subject
from intlstrat.formats.text import TextOptions, render
from intlstrat.formats.text_findings import groups
from intlstrat.formats.text_unknown import gathered
from intlstrat.language import Language

A, B, C = (Subject("project", name) for name in "abc")


def _at(subject: Subject, line: int = 1, column: int = 1) -> Place:
    return Place(f"data/projects/{subject.id}.yaml", "/x", line, column, line, column + 1)


def _text(findings: list[Finding] | Report, **options: object) -> str:
    made = findings if isinstance(findings, Report) else report(findings)
    return render(made, everyday_pack(), Language("en"), TextOptions(**options))  # type: ignore[arg-type]  # a test names fields by keyword


def _flat(text: str) -> str:
    """The text with its wrapped lines put together."""
    return re.sub(r"\n +", " ", text)


def test_the_worst_record_comes_first_then_by_path_and_the_portfolio_last() -> None:
    findings = [
        finding("r", PORTFOLIO, NOWHERE),
        finding("r", A, _at(A), severity=Severity.NOTE),
        finding("r", C, _at(C)),
        finding("r", B, _at(B)),
    ]
    assert [group.subject for group in groups(findings)] == [B, C, A, PORTFOLIO]


def test_within_a_record_by_severity_then_place_with_unknown_and_waived_last() -> None:
    findings = [
        finding("waived", A, _at(A), outcome=Outcome.WAIVED),
        unknown("unknown", A, _at(A), "budget.total"),
        finding("note", A, _at(A), severity=Severity.NOTE),
        finding("late", A, _at(A, 9)),
        finding("warning", A, _at(A), severity=Severity.WARNING),
        finding("right", A, _at(A, 2, 30)),
        finding("left", A, _at(A, 2, 4)),
    ]
    (group,) = groups(findings)
    assert [one.rule for one in group.findings] == ["left", "right", "late", "warning", "note", "unknown", "waived"]


def test_items_are_ordered_as_numbers() -> None:
    findings = [finding("r", A, _at(A), item=item) for item in (10, 9, 2)]
    (group,) = groups(findings)
    assert [one.item for one in group.findings] == [2, 9, 10]


def test_two_files_with_one_id_are_two_groups() -> None:
    twice = [finding("record-id", A, Place(f"data/projects/{folder}/a.yaml", "", 1, 1)) for folder in "xy"]
    assert [group.path for group in groups(twice)] == ["data/projects/x/a.yaml", "data/projects/y/a.yaml"]


def test_the_order_of_the_findings_does_not_matter() -> None:
    made = everyday()
    assert _text(replace(made, findings=tuple(reversed(made.findings)))) == _text(made)


def test_rules_are_gathered_by_what_they_wait_for() -> None:
    waiting = [unknown(rule, A, _at(A), "budget.total", ["4g"]) for rule in ("b", "a", "c", "a")]
    waiting.append(unknown("d", A, _at(A), "period.end"))
    text = _text(waiting)
    assert "? Unknown: 3 rules wait for “budget.total”.\n    a (4g) × 2, b (4g), c (4g)\n" in text
    assert "? Unknown: 1 rule waits for “period.end”.\n    d (data quality)\n" in text
    assert text.index("budget.total") < text.index("period.end")
    assert text.count("data/projects/a.yaml:1:1") == 2
    assert text.count("    What to do: Write “budget.total”.\n") == 1


def test_what_waits_for_several_things_names_them_all() -> None:
    waiting = replace(unknown("r", A, _at(A), "x"), missing=("budget.total", "period.end"))
    assert "1 rule waits for “budget.total” and “period.end”." in _text([waiting])


def test_what_waits_for_a_parameter_is_gathered_over_the_portfolio() -> None:
    waiting = [unknown("r", one, _at(one), "params.rates.PLN", ["4a"]) for one in (A, B)]
    (group,) = groups(waiting)
    assert group.subject == PORTFOLIO
    text = _text(waiting)
    assert "1 rule waits for “rates.PLN”.\n    r (4a) × 2\n    Concerns: a, b\n" in text


def test_what_waits_for_a_parameter_and_a_field_stays_with_its_record() -> None:
    waiting = replace(unknown("r", A, _at(A), "x"), missing=("budget.total", "params.rates"))
    assert [group.subject for group in groups([waiting])] == [A]


def test_an_unknown_that_does_not_say_what_is_missing_is_put_by_its_message() -> None:
    silent = replace(unknown("r", A, _at(A), "x", ["4a"]), missing=())
    assert gathered([silent]) == ()
    assert "? Unknown: The rule waits for x.\n    Clause 4a · r\n" in _text([silent])


@pytest.mark.parametrize(
    ("layer", "clauses", "expected"),
    [
        (Layer.STRATEGY, ("4f",), "Clause 4f · r"),
        (Layer.STRATEGY, ("4f", "1a", "2.1"), "Clauses 4f, 1a and 2.1 · r"),
        (Layer.QUALITY, (), "Data quality, no clause of the strategy · r"),
        (Layer.VALIDITY, (), "Validity, no clause of the strategy · r"),
    ],
)
def test_a_finding_says_what_it_rests_on(layer: Layer, clauses: tuple[str, ...], expected: str) -> None:
    assert f"\n    {expected}\n" in _text([finding("r", A, _at(A), layer=layer, clauses=clauses)])


@pytest.mark.parametrize(
    ("made", "tag"),
    [
        (finding("r", A, _at(A)), "  × Error: Something"),
        (finding("r", A, _at(A), severity=Severity.WARNING), "  ! Warning: Something"),
        (finding("r", A, _at(A), severity=Severity.NOTE), "  i Note: Something"),
        (unknown("r", A, _at(A), "x"), "  ? Unknown: 1 rule"),
        (finding("r", A, _at(A), outcome=Outcome.WAIVED), "  ~ Waived (error): Something"),
    ],
)
def test_severity_is_a_sign_and_a_word(made: Finding, tag: str) -> None:
    assert f"\n{tag}" in _text([made])


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_place_is_never_broken(width: int) -> None:
    path = f"data/projects/{'langt-navn/' * 12}mono prosjekt æøå.yaml"
    made = finding("r", A, Place(path, "", 12, 3, 12, 4), related=[Related(B, Place(path, "", 7, 1, 7, 2))])
    lines = _text([made], width=width).splitlines()
    assert f"    {path}:12:3" in lines
    assert f"      {path}:7:1" in lines


def test_a_place_without_a_line_is_the_path_alone() -> None:
    assert "\n    data/projects/a.yaml\n" in _text([finding("r", A, Place("data/projects/a.yaml"))])


def test_related_records_are_named_with_their_places() -> None:
    others = [Related(Subject("project", f"p{n}"), Place(f"data/projects/p{n}.yaml", "", n, 1)) for n in range(1, 31)]
    made = finding("r", A, _at(A), related=others)
    text = _text([made])
    assert "    Concerns also:\n      data/projects/p1.yaml:1:1  p1 (project)\n" in text
    assert "      data/projects/p12.yaml:12:1  p12 (project)\n      and 18 more\n" in text
    assert "p30 (project)" in _text([made], show_all=True)


def test_an_interpretation_is_told_with_its_value() -> None:
    made = finding("r", A, _at(A), interpretations=["larger_project_total", "gone"])
    text = _flat(_text([made]))
    assert "own interpretation of the strategy: larger_project_total\u00a0=\u00a0500,000, gone." in text


def test_an_interpretation_that_is_a_list_or_map_stands_in_brackets() -> None:
    text = _flat(_text([finding("r", A, _at(A), interpretations=["council_term", "larger_project_total"])]))
    told = "council_term (start: 1 October 2023; end: 30 September 2027), larger_project_total\u00a0=\u00a0500,000."
    assert told in text


def test_a_waived_finding_tells_the_whole_decision() -> None:
    text = _flat(_text(waived_only()))
    assert "Reason: Evalueringen samordnes" in text
    assert (
        "Decided by Formannskapet, case PS 12/26, granted 12 March 2026, holds until and including 30 June 2027."
        in text
    )


def test_quiet_shows_the_findings_only() -> None:
    whole, quiet = _text(everyday()), _text(everyday(), quiet=True)
    assert whole.startswith(quiet)
    assert "The clauses of the strategy" not in quiet
    assert "checked as of" not in quiet
    assert "project-goals" in quiet


@pytest.mark.parametrize("more", [{}, {"show_all": True}, {"statistics": True}])
def test_quiet_says_nothing_when_there_is_nothing(more: dict[str, bool]) -> None:
    assert _text(all_well(), quiet=True, **more) == ""


def test_color_changes_nothing_but_color() -> None:
    colored = _text(everyday(), color=True, show_all=True, statistics=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == _text(everyday(), show_all=True, statistics=True)
    assert set(re.findall(r"\x1b\[([0-9;]*)m", colored)) <= {"0", "1", "2", "32", "33", "36", "1;31"}


def test_a_record_without_a_name_is_called_by_its_id_or_its_file() -> None:
    assert _text([finding("r", A, _at(A))]).startswith("a · project\n")
    nameless = finding("record-id", Subject("project", None), Place("data/projects/Ø.yaml"))
    assert _text([nameless]).startswith("data/projects/Ø.yaml · project\n")


def test_a_very_long_name_is_visibly_cut_and_its_message_is_not() -> None:
    made = report([finding("r", A, _at(A), en="Long: " + "y" * 5000)], names={A: "x" * 5000})
    text = _text(made)
    assert text.split(" · project")[0].replace("\n", "").endswith("…")
    assert text.count("y") > 5000


def test_every_finding_says_what_to_do() -> None:
    made = finding("r", A, _at(A), fix=("Gjør noe.", "Do something."))
    assert "\n    What to do: Do something.\n" in _text([made])


def test_the_rules_that_wait_are_sorted_wherever_they_point() -> None:
    waiting = [unknown("b", A, _at(A, 1), "x", ["4a"]), unknown("a", A, _at(A, 2), "x", ["4a"])]
    assert "    a (4a), b (4a)\n    data/projects/a.yaml:1:1\n    data/projects/a.yaml:2:1\n" in _text(waiting)


@pytest.mark.parametrize(("number", "listed"), [(12, 12), (13, 13), (14, 12)])
def test_a_list_is_cut_only_where_that_saves_lines(number: int, listed: int) -> None:
    others = [Related(Subject("project", f"p{n}"), _at(A)) for n in range(number)]
    text = _text([finding("r", A, _at(A), related=others)])
    assert text.count("(project)") == listed
    assert ("and 2 more" in text) is (number == 14)


@pytest.mark.parametrize(("name", "shown"), [("x" * 140, "x" * 140), ("x" * 141, "x" * 139 + "…")])
def test_a_name_may_take_nearly_two_lines(name: str, shown: str) -> None:
    text = _text(report([finding("r", A, _at(A))], names={A: name}))
    assert text.replace("\n", "").startswith(shown + " · project")
