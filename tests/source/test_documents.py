"""What is known of a file that gives no record: its path and text, and the span of what is wrong with it."""

from __future__ import annotations

import pytest

from intlstrat.language import Language
from intlstrat.source.compose import _Composer, parse
from intlstrat.source.document import Document

PATH = "data/projects/mono.yaml"
ENGLISH = Language("en")
DEEP, LONG = "[" * 65 + "]" * 65, "[" + "a," * 10_001 + "]"


def only(document: Document) -> tuple[bool, str, str, int, int]:
    (problem,) = document.problems
    found = ENGLISH.message(problem.message), ENGLISH.message(problem.fix)
    return problem.fatal, *found, problem.start, problem.end


@pytest.mark.parametrize(
    ("text", "said", "to_do", "start", "end"),
    [
        ("a: 1\n---\nb: 2\n", "A second YAML document begins here", "Move what follows “---”", 5, 8),
        ("a: 1\n...\nb: 2\n", "A second YAML document begins here", "Move what follows “---”", 9, 10),
        ("a: *bc\n", "The alias *bc refers to nothing", "Write the value itself", 3, 6),
        (DEEP, "nested deeper than 64 levels", "with fewer levels", 64, 65),
        (LONG, "more than 10,000 keys and values", "Shorten the record, or split it.", 19_999, 20_000),
        ("-\n" * 10_000, "more than 10,000 keys and values", "Shorten the record, or split it.", 19_999, 20_000),
        (f"[{'[],' * 10_000}]", "more than 10,000 keys and values", "Shorten the record", 29_998, 29_999),
        ("a: [1\nb: 2\n", "not closed", "Close each [", 3, 4),
        ("a: 'b\n", "never closed", "same kind of quotation mark", 3, 4),
        ("", "The file is empty.", "Write the record, or delete the file.", 0, 0),
        ("null\n", "The file is empty.", "Write the record, or delete the file.", 0, 0),
        ("a: \x01\n", "control character U+0001", "Delete the invisible character", 3, 4),
        ("x" * (1024 * 1024 + 1), "larger than 1 MiB", "shorten it or split it", 0, 0),
    ],
    ids=[
        "---",
        "...",
        "alias",
        "deep",
        "long",
        "long-empty",
        "long-lists",
        "bracket",
        "quote",
        "empty",
        "null",
        "control",
        "large",
    ],
)
def test_a_file_that_gives_no_record(text: str, said: str, to_do: str, start: int, end: int) -> None:
    document = parse(PATH, text.encode())
    fatal, message, fix, *span = only(document)
    assert (document.path, document.value, document.root, document.empty) == (PATH, None, None, ())
    assert document.fatal is fatal is True
    assert said in message
    assert to_do in fix
    assert span == [start, end]
    assert document.text in (text, "")
    place = document.place(("title",))
    assert (place.path, place.line, place.column) == (PATH, 1, 1)


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "a: *bc\n", "a: [1\n", "a: \x01\n"])
def test_the_text_is_there_to_be_shown(text: str) -> None:
    assert parse(PATH, text.encode()).text == text


def test_what_only_the_parser_refuses_is_an_answer_too() -> None:
    """`decode` takes it away before, so that this is reached by no file."""
    document = _Composer(PATH, "a: \x01\n").run()
    assert only(document)[:2] == (True, "The file cannot be read as YAML from here on.")
    assert "Look at this line" in only(document)[2]
    assert (document.path, document.text, document.root) == (PATH, "a: \x01\n", None)


def test_what_a_record_can_do_without_is_not_fatal() -> None:
    document = parse(PATH, b"\na: 1\na: 2\n")
    said = "The key “a” stands twice; the first is on line 2.", "Keep one of them."
    assert only(document) == (False, *said, 6, 7)
    assert document.value == {"a": "1"}


def test_of_what_is_not_utf_8_no_more_than_a_little_is_shown() -> None:
    document = parse(PATH, b"title: " + b"\xe5" * 300)
    assert document.text == f"title: {'å' * 200}"
    assert only(document)[3:] == (7, 8)


@pytest.mark.parametrize(
    ("nuls", "looks_like"), [(50, "Latin-1"), (51, "UTF-16"), (125, "UTF-16"), (126, "UTF-32"), (200, "UTF-32")]
)
@pytest.mark.parametrize("rest", [b"", b"\0", b"a" * 800, b"\0" * 800])
def test_more_than_a_quarter_of_nuls_is_utf_16_and_five_eighths_utf_32(nuls: int, looks_like: str, rest: bytes) -> None:
    """Of the first 200 bytes, whatever follows them."""
    start = b"a" * (200 - nuls) + b"\0" * nuls
    assert f"It looks like {looks_like}." in only(parse(PATH, start + rest + b"\xe5"))[1]
    said = only(parse(PATH, start + rest))[1]
    assert (f"It looks like {looks_like}." if nuls > 50 else "control character U+0000") in said


@pytest.mark.parametrize("nodes", [9_999, 10_000])
def test_a_file_may_have_as_many_keys_and_values_as_the_limit_says(nodes: int) -> None:
    """The list itself is one of them."""
    document = parse(PATH, f"[{'a,' * (nodes - 1)}]".encode())
    assert document.problems == ()
    assert document.value == ["a"] * (nodes - 1)


def test_the_alias_of_a_text_is_one_value() -> None:
    document = parse(PATH, f"[&a b{',*a' * 9_998}]".encode())
    assert document.problems == ()
    assert document.value == ["b"] * 9_999


def test_the_alias_of_a_text_is_no_level() -> None:
    depth = "[" * 63, "]" * 63
    assert parse(PATH, f"a: &x b\nc: {'*x'.join(depth)}\n".encode()).problems == ()
    assert only(parse(PATH, f"a: &x []\nc: {'*x'.join(depth)}\n".encode()))[1].startswith("Maps and lists are nested")


def test_a_file_may_hold_as_much_text_as_the_limit_says() -> None:
    """1 MiB with its aliases; what stands before an anchor is no part of it."""
    half = "x" * (512 * 1024 - 2)
    text = f"- - &a {half}\n  - &b [yz]\n- [*a, *b]\n"
    assert parse(PATH, text.encode()).problems == ()
    longer = parse(PATH, text.replace("yz", "xyz").encode())
    assert only(longer)[:2] == (True, "The file holds more than 1 MiB of text (aliases counted in full).")
    assert only(longer)[2] == "Shorten the record, or split it."
