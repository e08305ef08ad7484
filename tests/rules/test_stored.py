"""A pack that is kept as JSON comes back as it was, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from portfolios import EKSEMPELVIK, SHIPPED, STRATEGY, rule

from intlstrat.files import read_pack
from intlstrat.rules.model import Pack, Parameter
from intlstrat.rules.pack import load_pack
from intlstrat.rules.seal import sealed, unsealed
from intlstrat.rules.stored import dump, restore

MEASURES = """
measures:
  a: {sum: '1', among: partner}
  b: {max: '2', where: 'true', among: [partner, project]}
  c: {min: '3'}
"""
SMALL = {
    "strategy.yaml": f"{STRATEGY}chapters: [{{id: '1', title: {{nb: Æ}}}}]\n".encode(),
    "portfolio/portfolio-a.yaml": (rule("portfolio-a", among="partner", at="status") + MEASURES).encode(),
    "project/project-a.yaml": rule(
        "project-a", severity="note", needs="[notes]", values="{x: '1'}", effective_from="2026-01-01",
        examples="{fulfilled: [{project: {}}]}",
    ).encode(),
}  # fmt: skip


def pack(files: object) -> Pack:
    assert isinstance(files, dict)
    loaded = load_pack(files, examples=False)
    assert loaded.pack is not None, loaded.problems
    return loaded.pack


@pytest.mark.parametrize("files", [SMALL, SHIPPED, EKSEMPELVIK / "rules"], ids=["small", "shipped", "eksempelvik"])
def test_what_is_kept_comes_back_but_for_the_examples(files: object) -> None:
    one = pack(read_pack(files) if isinstance(files, Path) else files)
    kept = dump(one)
    assert kept is not None
    assert all(each["examples"] == [] for each in json.loads(opened(kept))["rules"])
    assert restore(kept) == replace(one, rules=tuple(replace(each, examples=()) for each in one.rules))


NUMBERS = [0, -3, 10**40, 2**63, 1.5, 3.0, -0.0, [1, [2.5, "x"]], {"NOK": 1.0, "a": {"b": []}}, "2026-01-01", "", None]


@pytest.mark.parametrize("value", NUMBERS, ids=repr)
def test_every_parameter_comes_back_as_it_was(value: Any) -> None:
    one = with_parameter(value)
    kept = dump(one)
    assert kept is not None
    back = restore(kept)
    assert back == one
    assert repr(back.strategy.parameters["x"].value) == repr(value)


@pytest.mark.parametrize("value", [float("inf"), -float("inf"), [float("nan")]], ids=repr)
def test_a_number_that_json_has_no_way_to_say_is_not_kept(value: Any) -> None:
    assert dump(with_parameter(value)) is None


def with_parameter(value: Any) -> Pack:
    one = pack(SMALL)
    parameter = Parameter("x", value, {"nb": "Æ"}, interpretation=False)
    bare = tuple(replace(each, examples=()) for each in one.rules)
    return replace(one, rules=bare, strategy=replace(one.strategy, parameters={"x": parameter}))


def opened(content: bytes) -> bytes:
    inner = unsealed(content)
    assert inner is not None
    return inner


def kept(files: object) -> bytes:
    content = dump(pack(files))
    assert content is not None
    return content


def lacking(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda data: {name: value for name, value in data.items() if name != key}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: [data],
        lambda data: None,
        lacking("digest"),
        lacking("rules"),
        lacking("strategy"),
        lambda data: {**data, "strategy": {**data["strategy"], "more": 1}},
        lambda data: {**data, "rules": [{**data["rules"][0], "layer": "none"}]},
        lambda data: {**data, "rules": [{**data["rules"][0], "severity": "none"}]},
        lambda data: {**data, "rules": [{**data["rules"][0], "more": 1}]},
    ],
)
def test_what_is_no_such_thing_gives_nothing(change: Callable[[dict[str, Any]], object]) -> None:
    assert restore(sealed(json.dumps(change(json.loads(opened(kept(SMALL))))).encode())) is None


@pytest.mark.parametrize("inner", [b"", b"{", b"\xff", b"[" * 200_000, b'{"digest": "\xff"}', b"null"], ids=len)
def test_what_is_no_json_gives_nothing(inner: bytes) -> None:
    assert restore(sealed(inner)) is None


def test_what_is_not_whole_or_was_changed_gives_nothing() -> None:
    whole = kept(SMALL)
    assert restore(whole) is not None
    for changed in (b"", whole[:-1], whole[:20], whole + b" ", whole[32:], whole.replace(b"true", b"null", 1)):
        assert changed != whole
        assert restore(changed) is None


def test_every_byte_of_it_matters() -> None:
    whole = kept(SMALL)
    for at in range(0, len(whole), 7):
        assert restore(whole[:at] + bytes([whole[at] ^ 0x80]) + whole[at + 1 :]) is None


def test_a_text_of_a_class_of_its_own_is_kept_as_a_text() -> None:
    class Own(str):
        __slots__ = ()

    one = with_parameter(Own("2026"))
    back = dump(one)
    assert back is not None
    assert restore(back) == one
