"""Which keys are the rest of a value that its comma splits, and which problems are of it."""

from __future__ import annotations

import pytest

from intlstrat.findings import msg
from intlstrat.source import Document, parse
from intlstrat.source.commas import Split, but_for_splits, split_by_commas
from intlstrat.source.document import Entry, Path, Problem


@pytest.mark.parametrize(
    ("budget", "path", "rest"),
    [
        ("{currency: EUR, total: 1,250,000, own: 5}", ("budget", "total"), [("budget", "250"), ("budget", "000")]),
        ("{total: 4,2 mill}", ("budget", "total"), [("budget", "2 mill")]),
        ("{a: , total: 1,5, 7: x}", ("budget", "total"), [("budget", "5")]),
    ],
)
def test_the_rest_is_what_stands_behind_the_comma(budget: str, path: Path, rest: list[Path]) -> None:
    (found,) = split_by_commas(parse("a.yaml", f"title: A\nbudget: {budget}\n".encode()))
    assert (found.path, list(found.rest)) == (path, rest)


def test_where_no_empty_key_begins_with_a_figure_nothing_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def entries(document: Document, path: Path) -> dict[str, Entry]:
        asked.append(path)
        return {}

    monkeypatch.setattr(Document, "entries", entries)
    document = parse("a.yaml", b"title: A\nnotes:\nbudget: {total: }\ngoals:\n  -\n  - statement: x\n")
    assert document.empty
    assert split_by_commas(document) == ()
    assert asked == []


def test_a_problem_is_of_a_split_from_its_first_letter_to_its_last() -> None:
    splits = (Split(("a",), (), 10, 14, True), Split(("b",), (), 20, 24, True))
    problems = [Problem(False, msg("a"), msg("b"), start, start + 1) for start in (9, 10, 13, 14, 19, 20, 23, 24)]
    assert [each.start for each in but_for_splits(problems, splits)] == [9, 14, 19, 24]
    assert but_for_splits(problems, ()) == problems
