"""What pins a verdict to its rules, and the codes that a strategy gives records."""

from __future__ import annotations

import sys

import pytest
from portfolios import SHIPPED

from intlstrat.files import read_pack
from intlstrat.language import Language
from intlstrat.rules.digest import digest
from intlstrat.rules.model import Code, Strategy
from intlstrat.rules.nulls import count_nulls
from intlstrat.rules.read import read_strategy
from intlstrat.rules.strategy_codes import code_name, codes_of, strategy_codes


def test_the_digest_of_a_pack_is_known_to_those_who_wrote_it_down() -> None:
    """It stands in reports that are kept: what it is over, and how, cannot be changed without a word."""
    assert digest({}) == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (
        digest({"b": b"2", "a.yaml": b"1"})
        == digest({"a.yaml": b"1", "b": b"2"})
        == ("sha256:a41ce96bc76f933461d083de2a35e73156bbd7548072064fab7884843242584d")
    )
    assert digest({"\udcff": b""}).startswith("sha256:")


def test_names_and_contents_are_told_apart() -> None:
    packs = [{"ab": b"c"}, {"a": b"bc"}, {"a": b"b", "c": b""}, {"ab": b"", "c": b""}, {"ab": b"C"}, {"aB": b"c"}]
    assert len({digest(pack) for pack in packs}) == len(packs)


@pytest.fixture(scope="module")
def strategy() -> Strategy:
    found = read_pack(SHIPPED)
    assert isinstance(found, dict)
    strategy, _, _ = read_strategy(found)
    assert strategy is not None
    return strategy


@pytest.mark.parametrize("kind", ["areas", "programmes", "principles", "goals", "relations"])
def test_each_list_of_codes_is_the_strategys_own(strategy: Strategy, kind: str) -> None:
    assert codes_of(kind, strategy) == getattr(strategy, kind) != ()
    assert strategy_codes(strategy).of(kind) == frozenset(code.code for code in getattr(strategy, kind))


@pytest.mark.parametrize(
    ("kind", "code", "language", "name"),
    [
        ("areas", Code("culture", {"nb": "Kultur", "en": "Culture"}), "en", "Culture"),
        ("areas", Code("culture", {"nb": "Kultur", "en": "Culture"}), "nb", "Kultur"),
        ("areas", Code("sister_city", {"en": "sister_city"}), "nb", "sister_city"),
        ("relations", Code("sister_city", {"en": "sister_city"}), "nb", "Vennskapsby."),
        ("relations", Code("sister_city", {"en": "Twin", "nb": "Tvilling"}), "nb", "Tvilling"),
        ("relations", Code("twin", {"en": "twin"}), "nb", "twin"),
    ],
)
def test_what_people_call_a_code(kind: str, code: Code, language: str, name: str) -> None:
    assert code_name(kind, code, Language(language)) == name


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="From Python 3.12 on, references to None are not counted")
@pytest.mark.parametrize(
    ("value", "nulls"),
    [
        (None, 1),
        ([None], 1),
        ([None, [None, {"a": None, "b": [None]}], (None, 1)], 5),
        ({"a": None}, 1),
        ((None, None), 2),
        (1, 0),
        ("None", 0),
        ([], 0),
    ],
)
def test_every_null_of_a_value_is_counted(value: object, nulls: int) -> None:
    before = sys.getrefcount(None)
    for _ in range(1000):
        count_nulls(value)
    # What the test itself holds on to differs by a few.
    assert round((sys.getrefcount(None) - before) / 1000) == nulls
