"""Where a cursor stands: in every shipped file as the parser has it, and in texts that no parser takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsp_client import REPOSITORY

from intlstrat.lsp.spot import Spot, spot_at
from intlstrat.lsp.track import plain
from intlstrat.source import parse
from intlstrat.source.document import Node

FOLDERS = ("data", "intlstrat/authoring/eksempelvik/data")
FILES = [
    *sorted(path for folder in FOLDERS for path in (REPOSITORY / folder).rglob("*.yaml")),
    REPOSITORY / "rules/project/project-risk-assessment.yaml",
]


def walk(node: Node, value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...], int, int]]:
    """Every key and every single value, with its path and its place."""
    if isinstance(node.parts, dict):
        for key, entry in node.parts.items():
            yield "key", path, entry.start, entry.end
            yield from walk(entry.value, value.get(key) if isinstance(value, dict) else None, (*path, key))
    elif isinstance(node.parts, list):
        for index, part in enumerate(node.parts):
            yield from walk(part, value[index] if isinstance(value, list) else None, (*path, index))
    else:
        yield "value", path, node.start, node.end


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_key_and_value_is_found_where_the_parser_has_it(file: Path) -> None:
    document = parse(file.name, file.read_bytes())
    text = document.text
    assert document.root is not None
    for what, path, start, end in walk(document.root, document.value, ()):
        if start == end or text[start] in "|>":
            continue  # nothing, or a text of several lines
        if "\n" in text[start:end] and text[start] not in "\"'":
            end = text.index("\n", start)
        spot = spot_at(text, end if what == "value" else start)
        assert spot is not None, (path, text[start:end])
        found = (spot.path, spot.wants if spot.wants != "either" else "value", plain(text[spot.start : spot.end]))
        assert found == (path, what, plain(text[start:end]))


# The cursor is the bar. Then the path, what is wanted, and any other fields of the spot that matter.
SPOTS: list[tuple[str, tuple[str | int, ...], str, dict[str, Any]]] = [
    ("|", (), "either", {"keys": {}}),
    ("title: x\nst|", (), "either", {"typed": "st", "keys": {"title": ""}}),
    ("title: x\n|\nstatus: active\n", (), "key", {"keys": {"title": "", "status": ""}}),
    ("notes: >-\n  a\n|", (), "key", {}),
    ("goals:\n|", (), "key", {"keys": {"goals": ""}}),
    ("goals:\n- statement: a\n|", (), "key", {}),
    ("goals:\n  |", ("goals",), "either", {"lead": ""}),
    ("goals:\n  -|", ("goals", 0), "either", {"lead": " "}),
    ("goals:\n  - |", ("goals", 0), "either", {"lead": "", "column": 4}),
    ("goals:\n  - statement: x\n    |\n    due: y\n", ("goals", 0), "key", {"keys": {"statement": "x", "due": "y"}}),
    ("goals:\n  - statement: x\n    |\n  - due: y\n", ("goals", 0), "key", {"keys": {"statement": "x"}}),
    ("goals:\n- statement: a\n  |", ("goals", 0), "key", {"keys": {"statement": "a"}}),
    ("goals:\n  - {statement: x, due: \n  - stat|\n", ("goals", 1), "either", {"typed": "stat"}),
    ("plan:\n  activities:\n    - title: a\n  |\n", ("plan",), "key", {"keys": {"activities": ""}}),
    ("plan:\n  activities:\n    - title: a\n      |\n", ("plan", "activities", 0), "key", {"keys": {"title": "a"}}),
    ("budget:\n  |\n  total: 5\n", ("budget",), "either", {"keys": {"total": "5"}}),
    ("budget:\n  l|\n  total: 5\n", ("budget",), "either", {"typed": "l"}),
    ("areas:\n  - culture\n  |\n", ("areas", 1), "either", {"lead": "- ", "items": ("culture",)}),
    ("areas:\n  - culture\n  - k|\n", ("areas", 1), "either", {"items": ("culture",)}),
    ("areas: [|]", ("areas", 0), "value", {"flow": True}),
    ("areas: [culture, k|, x]", ("areas", 1), "value", {"items": ("culture", "x"), "typed": "k"}),
    ("partners: [aal|\nstatus: active\n", ("partners", 0), "value", {"typed": "aal"}),
    ("partners: [a,\n  b|,\n  c]\n", ("partners", 1), "value", {"items": ("a", "c")}),
    ("period: {|}", ("period",), "key", {"keys": {}}),
    ("period: {start: a, |}", ("period",), "key", {"keys": {"start": "a"}}),
    ("period: {start:|}", ("period", "start"), "value", {"lead": " "}),
    ("period: {start: |, end: b}", ("period", "start"), "value", {"around": {"start": "", "end": "b"}}),
    ("period: {st|, end: b}", ("period",), "key", {"keys": {"end": "b"}, "colon": False}),
    ("status|: active", (), "key", {"colon": True}),
    ("country:|", ("country",), "value", {"lead": " "}),
    ("country: |", ("country",), "value", {"lead": ""}),
    ("country: | # here", ("country",), "value", {}),
    ('sdgs:\n  - goal: 8\n    targets:\n      - "8.|\n', ("sdgs", 0, "targets", 0), "either", {"typed": '"8.'}),
    ('sdgs: [{goal: 8, targets: ["8.|\n', ("sdgs", 0, "targets", 0), "value", {"typed": '"8.'}),
    ('waivers:\n  - reason: "open\n    unt|\n', ("waivers", 0), "key", {"typed": "unt"}),
    ("- rule: pro|\n  reason: x\n", (0, "rule"), "value", {"keys": {"reason": "x"}}),
    ("- rule: a\n- |\n", (1,), "either", {}),
    ("titel: x\r\nst|\r\n", (), "either", {"typed": "st"}),
]
NOWHERE = [
    "# c|omment",
    "title: x # c|",
    "notes: >-\n  te|xt\n",
    "notes: |2\n   te|xt",
    "budget:\n  total: 5\n |",
    "a: b\n   |",
]


@pytest.mark.parametrize(("text", "path", "wants", "more"), SPOTS, ids=[each[0] for each in SPOTS])
def test_what_may_be_written_at_the_cursor(
    text: str, path: tuple[str | int, ...], wants: str, more: dict[str, Any]
) -> None:
    spot = at_bar(text)
    assert spot is not None
    assert (spot.path, spot.wants, {name: getattr(spot, name) for name in more}) == (path, wants, more)


@pytest.mark.parametrize("text", NOWHERE)
def test_nothing_may_be_proposed_in_running_text(text: str) -> None:
    assert at_bar(text) is None


def at_bar(text: str) -> Spot | None:
    cursor = text.rindex("|")
    return spot_at(text[:cursor] + text[cursor + 1 :], cursor)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:- \n\t\r#[]{},\"'|>&*!?😀"), max_size=60), st.data())
def test_no_text_makes_it_stumble(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(-2, len(text) + 2))
    spot = spot_at(text, cursor)
    if spot is not None:
        assert 0 <= spot.start <= spot.end <= len(text)


@pytest.mark.parametrize("piece", ["[", "{", "- ", "a: ", '"', "a: [", "#", " ", "\n", "a:\n ", "'", ": "])
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    import time

    text = piece * (200_000 // len(piece))
    began = time.process_time()
    spot_at(text, len(text) - 1)
    assert time.process_time() - began < 3
