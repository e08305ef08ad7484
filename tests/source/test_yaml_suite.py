"""The official yaml-test-suite: every case is read as another parser reads it as text, or refused by a stated rule.

`yaml_suite/README.md` says where the cases are from; `yaml_suite/differences.txt` lists every case that is refused, and
every one that is read though the suite holds it to be no YAML.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from intlstrat.language import Language
from intlstrat.source import Document, Quoted, Value, parse

SUITE = Path(__file__).parent / "yaml_suite"
CASES: list[dict[str, Any]] = json.loads((SUITE / "cases.json").read_text(encoding="utf-8"))
SAYS: Mapping[str, tuple[str, ...]] = {
    "tag": ("The tag “",),
    "second-document": ("A second YAML document begins here",),
    "no-document": ("The file is empty", "The file cannot be read as YAML"),
    "key": ("A key must be a single word",),
    "no-key": ("The indentation of this line", "The file cannot be read as YAML", "A bracket or brace"),
    "name": ("A name after & or *",),
    "directive": ("The file cannot be read as YAML",),
    "tab": ("A value cannot begin with this character", "This line is indented with a tab", "The text block"),
    "flow": ("A bracket or brace", "A value cannot begin with this character", "The file cannot be read as YAML"),
    "block": ("A second YAML document begins here",),
}
"""How the first message of a refusal begins, by its rule in the list."""
THE_OTHER_PARSER_READS = {"9MMA", "SF5V"}
"""What the suite holds to be no YAML, and the other parser reads."""

_ENGLISH = Language("en")
SIGN = "A value cannot begin with this character.", "Put quotation marks around a text that begins with ?."
NAME = "A name after & or * is missing or not allowed.", "Put quotation marks around a text that begins with & or *."


def _differences() -> dict[str, str]:
    lines = (SUITE / "differences.txt").read_text(encoding="utf-8").splitlines()
    entries = [line.split(maxsplit=2) for line in lines if line and not line.startswith("#")]
    assert all(len(entry) == 3 for entry in entries), "each line has a case, a rule and a reason"
    assert len({entry[0] for entry in entries}) == len(entries), "no case twice"
    return {case: rule for case, rule, _ in entries}


DIFFERENCES = _differences()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"].replace("/", "-"))
def test_a_case_is_read_as_the_other_parser_reads_it_or_is_listed(case: dict[str, Any]) -> None:
    document = parse("x.yaml", case["yaml"].encode())
    said = [_ENGLISH.message(problem.message) for problem in document.problems]
    rule = DIFFERENCES.get(case["id"])
    if case["invalid"]:
        assert bool(said) != (rule == "accepted"), said
        assert case["documents"] is None or case["id"] in THE_OTHER_PARSER_READS
    elif rule is not None:
        assert said, "it is read, and the list says that it is refused"
        assert said[0].startswith(SAYS[rule])
    else:
        assert not said
        assert _same([document.value], [_expected(each) for each in case["documents"]])


def test_the_lists_hold_no_case_that_is_not_in_the_suite() -> None:
    assert len(CASES) == 402
    assert DIFFERENCES.keys() <= {case["id"] for case in CASES}


@pytest.mark.parametrize(
    ("text", "says", "fix", "start", "end"),
    [
        ("a: {?b: c}\n", *SIGN, 5, 6),
        ("a: [b, ?c]\n", *SIGN, 8, 9),
        ("a: &b c\nd: {?*b : e}\n", *SIGN, 13, 15),
        ("a: &b:c d\n", *NAME, 3, 9),
        ("a: &b?c d\n", *NAME, 3, 9),
        ("{&a: b}\n", *NAME, 1, 3),
        ("a: &b c\nd: [*b:e]\n", *NAME, 12, 14),
        ("a: &b c\nd: {*b: e}\n", *NAME, 12, 14),
    ],
)
def test_what_libyaml_would_read_in_another_way_is_refused(
    text: str, says: str, fix: str, start: int, end: int
) -> None:
    (problem,) = parse("x.yaml", text.encode()).problems
    assert (problem.fatal, problem.start, problem.end) == (True, start, end)
    assert (_ENGLISH.message(problem.message), _ENGLISH.message(problem.fix)) == (says, fix)


@pytest.mark.parametrize(
    "text", ["a: {b?: c?, d: [e?]}", "? a\n: ?b\n", "a: '{?b: c}'", "a: &b [c]\nd: {e: *b , f: *b}"]
)
def test_a_question_mark_or_a_name_elsewhere_is_nothing_special(text: str) -> None:
    assert not parse("x.yaml", text.encode()).problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n  b\n   ", "b\n \n"),
        ("a: |+\n  b\n  ", "b\n\n"),
        ("a: |\n  b\n  \t", "b\n\t\n"),
        ("a: b \t", "b"),
        ("a: >\n  b\n ", "b\n"),
    ],
)
def test_white_space_that_ends_a_file_is_read_as_if_the_line_had_an_end(text: str, value: str) -> None:
    document = parse("x.yaml", text.encode())
    assert document.value == {"a": value} == parse("x.yaml", f"{text}\n".encode()).value
    assert _ends(document) <= len(text)


def _ends(document: Document) -> int:
    assert document.root is not None
    return document.root.end


def _expected(value: Any) -> Value:
    """What another parser reads, with what records.md says of values that are not recorded."""
    if isinstance(value, str):
        return None if value in ("", "~", "null") else value
    if isinstance(value, list):
        return [_expected(each) for each in value]
    if "quoted" in value:
        return Quoted(value["quoted"])
    parts = [(key["quoted"] if isinstance(key, dict) else key, _expected(part)) for key, part in value["map"]]
    return {key: part for key, part in parts if part is not None}


def _same(ours: Value, other: Value) -> bool:
    """Whether values are the same, in the same order, and quoted in the same places."""
    if type(ours) is not type(other):
        return False
    if isinstance(ours, dict) and isinstance(other, dict):
        return list(ours) == list(other) and all(_same(ours[key], other[key]) for key in ours)
    if isinstance(ours, list) and isinstance(other, list):
        return len(ours) == len(other) and all(map(_same, ours, other))
    return ours == other
