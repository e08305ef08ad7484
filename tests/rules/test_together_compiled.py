"""What is compiled where a record is asked everything at once, and what is converted for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from at_once import HAVNA, HOLDS, a, asked, whole, with_linked

from intlstrat.rules import together
from intlstrat.rules.cel import Runtime
from intlstrat.rules.tree import Tree
from intlstrat.rules.weight import Weight, weigh

FEW = ["linked.all(p, p.status == 'active')"]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is compiled at once, as it is compiled."""
    sources: list[str] = []
    compile_ = Runtime.compile

    def compile_and_tell(runtime: Runtime, source: str) -> Any:
        sources.append(source)
        return compile_(runtime, source)

    monkeypatch.setattr(Runtime, "compile", compile_and_tell)
    return sources


def test_what_is_prepared_is_not_compiled_or_weighed_again(
    compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed: list[Tree] = []

    def weigh_and_tell(tree: Tree, *more: Any) -> Weight:
        weighed.append(tree)
        return weigh(tree, *more)

    monkeypatch.setattr(together, "weigh", weigh_and_tell)
    found = asked(a("true"), whole("true", where="nok(1, 'EUR') > 1.0"), records=[HAVNA, *with_linked(1)])
    assert (len(compiled), len(weighed)) == (0, 0)
    found.together.prepare(found.first)
    assert (len(compiled), len(weighed)) == (2, 2)
    for _ in range(2):
        found.ask()
    assert (len(compiled), len(weighed)) == (2, 2)
    for _ in range(2):
        assert found.together.ask(found.bounds[2]) is not None
    assert (len(compiled), len(weighed)) == (2, 4), "it is linked to more, and is weighed as such"


class TestTheRecordsName:
    def names(self, require: str, compiled: list[str]) -> str:
        found = asked(a(require))
        assert found.ask().codes == bytes([HOLDS])
        (source,) = compiled
        return source

    def test_is_that_of_its_kind_so_that_it_is_converted_once(self, compiled: list[str]) -> None:
        source = self.names("record.title != 'record.title' && record.status == 'active' && true", compiled)
        assert source == "[[(project.title != 'record.title' && project.status == 'active' && true)]]"

    def test_stays_where_the_rule_says_the_kind_itself(self, compiled: list[str]) -> None:
        assert "record.title" in self.names("[1].all(project, record.title == 'Havna')", compiled)

    def test_is_told_from_what_only_looks_like_it(self, compiled: list[str]) -> None:
        source = self.names(
            "{'record': 1}.record == 1 && record.title != 'project' && [1].all(records, true)", compiled
        )
        assert "{'record': 1}.record == 1 && project.title" in source
        assert "all(records" in source

    def test_is_that_of_its_kind_in_what_is_asked_alone_too(self, compiled: list[str]) -> None:
        found = asked(whole("true", where="nok(1, 'EUR') > 1.0 && record.title != ''"), a("true"))
        found.ask()
        assert compiled[1].count("project.title") == 1
        assert "record" not in compiled[1]


@pytest.mark.parametrize(
    ("rules", "fields"),
    [
        (FEW, {"status"}),
        ([*FEW, "size(linked) > 0", "nok(1, 'EUR') > 1.0 && linked.exists(p, p.title != '')"], {"status", "title"}),
        (["true", *FEW, "size(linked.map(p, p.id)) > 0"], None),
        (["true", *FEW, "nok(1, 'EUR') > 1.0 && size(linked.map(p, p.id)) > 0"], None),
    ],
)
def test_of_linked_records_only_what_is_asked_for_is_converted(
    rules: list[str], fields: set[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    activation = Runtime.activation

    def tell(runtime: Runtime, values: Mapping[str, object]) -> Any:
        seen.append(values["linked"])
        return activation(runtime, values)

    monkeypatch.setattr(Runtime, "activation", tell)
    folds = [whole("true", f"portfolio-{number}", among="partner", where=each) for number, each in enumerate(rules)]
    records = with_linked(1, notes="Ja")
    found = asked(*folds, records=records)
    found.bench.court.linked_fields = None
    found.ask()
    data = records[1].data
    assert seen == [[data if fields is None else {name: data[name] for name in fields}]]
