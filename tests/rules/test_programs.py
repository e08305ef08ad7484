"""Programs that CEL has parsed once: told again they are the same, and what is not whole is parsed anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cel_expr_python import cel
from msgspec import msgpack
from verdicts import strategy

from intlstrat.files import ReadFailure, read_pack
from intlstrat.rules import programs as programs_module
from intlstrat.rules.fold import court_for
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack
from intlstrat.rules.programs import Programs, keep, kept
from intlstrat.rules.tree import tree
from intlstrat.rules.weight import Extent, Weight

ENV = cel.NewEnv(variables={"n": cel.Type.DYN})
SOURCE = 'n > 2 && "å" != "\\u2028"'


class Parser:
    """An environment of CEL that counts how often it parses and how often it is told a program."""

    def __init__(self) -> None:
        self.parsed: list[str] = []
        self.told = 0

    def compile(self, source: str, disable_check: bool) -> Any:
        self.parsed.append(source)
        return ENV.compile(source, disable_check=disable_check)

    def deserialize(self, known: bytes) -> Any:
        self.told += 1
        return ENV.deserialize(known)


@pytest.fixture
def parser() -> Parser:
    return Parser()


def value(program: Any, n: int) -> object:
    return program.eval(ENV.Activation({"n": n})).plain_value()


def test_what_was_parsed_in_one_run_is_told_in_the_next(parser: Parser) -> None:
    first, empty = Programs(b""), Programs(b"")
    first.compile(parser, SOURCE)
    assert (first.has_new, empty.has_new) == (True, False)
    second = Programs(first.content())
    program = second.compile(parser, SOURCE)
    assert (parser.parsed, parser.told, second.has_new) == ([SOURCE], 1, False)
    assert [value(program, n) for n in (2, 3)] == [False, True]
    second.compile(parser, "n == 1")
    assert second.has_new is True
    third = Programs(second.content())
    assert [third.compile(parser, source) is not None for source in (SOURCE, "n == 1")] == [True, True]
    assert parser.parsed == [SOURCE, "n == 1"]


def test_what_was_written_down_is_not_new(parser: Parser) -> None:
    programs = Programs(b"")
    programs.compile(parser, SOURCE)
    content = programs.content()
    assert programs.has_new is False
    programs.compile(parser, SOURCE)
    assert (programs.has_new, programs.content()) == (False, content)


def test_only_the_programs_of_the_pack_that_was_asked_for_are_kept(parser: Parser) -> None:
    first = Programs(b"")
    first.compile(parser, SOURCE)
    keep("sha256:a", first.content())
    found, other = kept("sha256:a"), kept("sha256:b")
    assert found is not None
    assert other is None
    assert found.content() == first.content()
    keep("sha256:b", b"")
    assert kept("sha256:a") is None
    assert (kept("sha256:b") or first).content() == Programs(b"").content()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content[:40],
        lambda content: content.replace(b"n > 2", b"n > 3"),
        lambda content: content[32:],
        lambda content: content[:32],
        lambda content: b"\0" * len(content),
        lambda content: content + b" ",
    ],
)
def test_what_is_not_whole_is_parsed_anew(parser: Parser, damage: Any) -> None:
    first = Programs(b"")
    first.compile(parser, SOURCE)
    damaged = damage(first.content())
    assert value(Programs(damaged).compile(parser, SOURCE), 3) is True
    assert (parser.parsed, parser.told) == ([SOURCE, SOURCE], 0)


def test_what_is_no_cel_is_refused_each_time_and_not_kept(parser: Parser) -> None:
    programs = Programs(b"")
    for _ in range(2):
        with pytest.raises(RuntimeError):
            programs.compile(parser, "n >")
    assert (len(parser.parsed), programs.has_new) == (2, False)


def test_types_and_names_are_not_checked_here() -> None:
    assert Programs(b"").compile(ENV, 'nobody + 1 == "a"') is not None


def whole(programs: object) -> bytes:
    """The content with a right sum, whatever is in it."""
    return with_sum({"sources": {}, "programs": programs})


def with_sum(kept: object) -> bytes:
    content = msgpack.encode(kept)
    return hashlib.sha256(content).digest() + content


def known(program: object, weights: object = None) -> dict[str, object]:
    return {"program": program, "weights": {} if weights is None else weights}


@pytest.mark.parametrize(
    "programs",
    [
        *([SOURCE], "text", 5, None, {SOURCE: 5}, {SOURCE: None}, {SOURCE: b"A"}, {SOURCE: {}}, {5: known(b"A")}),
        *({SOURCE: known(5)}, {SOURCE: known("å")}, {SOURCE: known(b"A", 5)}, {SOURCE: known(b"A", {(1,): ()})}),
        {SOURCE: known(b"A", {((1, 2, 3),): ((1,),)})},
    ],
)
def test_what_is_whole_and_of_another_form_is_parsed_anew(parser: Parser, programs: object) -> None:
    again = Programs(whole(programs))
    assert value(again.compile(parser, SOURCE), 3) is True
    assert (parser.parsed, parser.told, again.has_new) == ([SOURCE], 0, True)


@pytest.mark.parametrize(
    "kept", [[], "text", 5, None, {"sources": [], "programs": {}}, {"sources": {"n": 5}}, {"sources": {5: "n"}}]
)
def test_what_is_of_quite_another_form_is_worked_out_anew(parser: Parser, kept: object) -> None:
    again = Programs(with_sum(kept))
    assert again.source("n", str.upper) == "N"
    assert value(again.compile(parser, SOURCE), 3) is True
    assert (parser.parsed, again.has_new) == ([SOURCE], True)


def test_the_source_of_an_expression_is_told_in_the_next_run() -> None:
    def upper(text: str) -> str:
        asked.append(text)
        return text.upper()

    asked: list[str] = []
    first = Programs(b"")
    before = first.content()
    assert [first.source("n", upper) for _ in range(2)] == ["N", "N"]
    assert (asked, first.has_new, first.content() == before, first.has_new) == (["n"], True, False, False)
    second = Programs(first.content())
    assert (second.source("n", upper), second.has_new) == ("N", False)
    assert (second.source("m", upper), second.has_new) == ("M", True)
    assert asked == ["n", "m"]


def test_so_many_sources_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs_module, "_MOST", 2)
    programs = Programs(b"")
    assert [programs.source(text, str.upper) for text in "abc"] == ["A", "B", "C"]
    again = Programs(programs.content())
    assert [again.source(text, str.lower) for text in "ABCabc"] == ["a", "b", "c", "A", "B", "c"]
    assert again.has_new is False


def test_a_court_is_told_the_sources_of_its_pack() -> None:
    keep("sha256:a", b"")
    ours, others = (
        court_for(Pack(strategy(), (), digest), "2026-06-01").runtime for digest in ("sha256:a", "sha256:b")
    )
    written = "has(project.plan.budget)"
    assert ours.source(written) == others.source(written) != written
    found = kept("sha256:a")
    assert found is not None
    assert found.source(written, str.upper) == others.source(written)
    assert found.source("n", str.upper) == "N"
    assert ours.source("n") == "N"
    assert others.source("n") == "n"


def test_a_program_that_cel_refuses_is_parsed_anew(parser: Parser) -> None:
    """Another version of CEL may have written it in another way."""
    programs = Programs(whole({SOURCE: known(b"what no CEL knows")}))
    assert value(programs.compile(parser, SOURCE), 3) is True
    assert (parser.parsed, parser.told, programs.has_new) == ([SOURCE], 1, True)
    assert value(programs.compile(parser, SOURCE), 2) is False
    assert (parser.parsed, parser.told) == ([SOURCE], 2)
    full = Programs(whole({SOURCE: known(b"nor this"), **{str(n): known(b"") for n in range(2000)}}))
    assert value(full.compile(parser, SOURCE), 3) is True


def test_so_many_are_kept_and_no_more(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs_module, "_MOST", 2)
    programs = Programs(b"")
    for source in ("n == 1", "n == 2", "n == 3"):
        programs.compile(parser, source)
    again = Programs(programs.content())
    for source in ("n == 1", "n == 2", "n == 3"):
        again.compile(parser, source)
    assert parser.parsed == ["n == 1", "n == 2", "n == 3", "n == 3"]


SMALL_ONE, LARGE = (Extent(64, 4, 8),), (Extent(1 << 20, 4, 8), Extent(0, 0, 0))
WEIGHTS = (Weight(30, 5), Weight((1 << 63) - 1, 0))


class Scale:
    """Weighs, and counts how often."""

    def __init__(self, weights: tuple[Weight, ...] = WEIGHTS) -> None:
        self._weights, self.times = weights, 0

    def __call__(self) -> tuple[Weight, ...]:
        self.times += 1
        return self._weights


def test_what_was_weighed_in_one_run_is_told_in_the_next(parser: Parser) -> None:
    first, scale = Programs(b""), Scale()
    first.compile(parser, SOURCE)
    before = first.content()
    assert [first.weights(SOURCE, SMALL_ONE, scale) for _ in range(2)] == [WEIGHTS, WEIGHTS]
    assert (scale.times, first.has_new, first.content() == before) == (1, True, False)
    second = Programs(first.content())
    assert second.weights(SOURCE, SMALL_ONE, scale) == WEIGHTS
    assert (scale.times, second.has_new) == (1, False)
    assert second.weights(SOURCE, LARGE, scale) == WEIGHTS
    assert (scale.times, second.has_new) == (2, True)
    third = Programs(second.content())
    assert [third.weights(SOURCE, sizes, scale) for sizes in (SMALL_ONE, LARGE)] == [WEIGHTS, WEIGHTS]
    assert (scale.times, third.has_new) == (2, False)


def test_what_is_not_known_as_a_program_is_weighed_each_time() -> None:
    programs, scale = Programs(b""), Scale()
    assert [programs.weights(SOURCE, SMALL_ONE, scale) for _ in range(2)] == [WEIGHTS, WEIGHTS]
    assert (scale.times, programs.has_new, programs.content()) == (2, False, Programs(b"").content())


@pytest.mark.parametrize("weight", [Weight(1 << 63, 0), Weight(0, 1 << 80)])
def test_what_weighs_more_than_can_be_written_is_weighed_each_time(parser: Parser, weight: Weight) -> None:
    programs, scale = Programs(b""), Scale((Weight(1, 1), weight))
    programs.compile(parser, SOURCE)
    programs.content()
    for _ in range(2):
        assert programs.weights(SOURCE, SMALL_ONE, scale)[1] == weight
    assert (scale.times, programs.has_new) == (2, False)


def test_what_has_no_parts_is_kept_too(parser: Parser) -> None:
    programs, scale = Programs(b""), Scale(())
    programs.compile(parser, SOURCE)
    assert [programs.weights(SOURCE, SMALL_ONE, scale) for _ in range(2)] == [(), ()]
    assert scale.times == 1


def test_for_so_many_sizes_it_is_known_and_no_more(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs_module, "_MOST_SIZES", 2)
    programs, scale = Programs(b""), Scale()
    programs.compile(parser, SOURCE)
    sizes = [(Extent(1 << number, 0, 0),) for number in range(3)]
    for each in sizes:
        programs.weights(SOURCE, each, scale)
    again = Programs(programs.content())
    for each in sizes:
        again.weights(SOURCE, each, scale)
    assert (scale.times, again.has_new) == (4, False)


def test_a_court_weighs_once_what_runs_after_it_weigh_no_more() -> None:
    pack = Pack(strategy(), (), "sha256:a")
    keep("sha256:a", b"")
    source, sizes, scale = "params.a == 1", (Extent(8, 1, 1),), Scale()
    for _ in range(2):
        runtime = court_for(pack, "2026-06-01").runtime
        runtime.compile(source)
        assert runtime.weights(source, sizes, scale) == WEIGHTS
    assert scale.times == 1
    assert runtime.weights(source, LARGE, scale) == WEIGHTS
    assert scale.times == 2
    other = court_for(Pack(strategy(), (), "sha256:b"), "2026-06-01").runtime
    assert other.weights(source, sizes, scale) == WEIGHTS
    assert scale.times == 3


def test_a_court_keeps_the_programs_of_its_pack() -> None:
    ours, others = (Pack(strategy(), (), digest) for digest in ("sha256:a", "sha256:b"))
    keep("sha256:a", b"")
    for pack in (others, ours):
        found = kept("sha256:a")
        assert found is not None
        assert found.has_new is False
        court_for(pack, "2026-06-01").runtime.compile(SOURCE)
    assert found is not None
    assert found.has_new is True
    keep("sha256:b", b"")
    assert court_for(ours, "2026-06-01").runtime.compile(SOURCE) is not None
    other = kept("sha256:b")
    assert other is not None
    assert other.has_new is False


def shipped() -> Iterator[str]:
    """Every expression of the shipped rules, as it is compiled."""
    found = read_pack(Path(__file__).parents[2] / "rules")
    assert not isinstance(found, ReadFailure)
    pack = load_pack(found, examples=False).pack
    assert pack is not None
    runtime = court_for(pack, "2026-06-01").runtime
    for rule in pack.rules:
        written = (rule.when, rule.for_each, rule.group_by, rule.where, rule.require, *rule.values.values())
        measured = (text for measure in rule.measures for text in (measure.expression, measure.where))
        yield from (runtime.source(text) for text in (*written, *measured) if text)


def test_each_shipped_expression_is_told_as_it_was_parsed() -> None:
    sources = list(shipped())
    assert len(sources) > 200
    for source in sources:
        program = ENV.compile(source, disable_check=True)
        told = ENV.deserialize(program.serialize())
        assert tree(told.serialize()) == tree(program.serialize()), source
