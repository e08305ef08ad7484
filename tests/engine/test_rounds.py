"""One round over the records: who judges which of them, what is asked anew, and what it all came to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from comparing import DAY, inputs_of, pack_of
from portfolios import rule
from rounds import ALL, FILES, Elsewhere, judged

from intlstrat.engine import asking
from intlstrat.engine.bench import Bench
from intlstrat.engine.judged import Judged
from intlstrat.load import load
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Record
from intlstrat.rules.court import Bound
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.rules.together import Answer, Together

PACK = pack_of(
    rule("partner-linked", "size(linked) > 0"),
    rule("portfolio-few", "count < 3", among="project"),
    rule("project-fails", "project.notes == 'x'", when="project.status == 'active'"),
    rule("project-items", "has(item.due)", for_each="project.goals"),
    rule("project-title", "size(project.title) > 4"),
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every record that is judged anew, wherever."""
    paths: list[str] = []
    ask = asking.Asker.ask_all

    def ask_and_tell(asker: asking.Asker, bound: Bound) -> Judged:
        paths.append(bound.record.path)
        return ask(asker, bound)

    monkeypatch.setattr(asking.Asker, "ask_all", ask_and_tell)
    return paths


def test_it_says_which_rules_failed_and_which_records_some_rule_applied_to() -> None:
    active = rule("project-active", "1 / (size(project.goals) - 2) > 0", when="project.status == 'active'")
    fails = rule("portfolio-fails", "1 / (count - 5) > 0", among="project")
    found = judged(pack_of(active, fails, rule("project-b", when="size(project.goals) > 2")))
    assert found.failed == {"project-active", "portfolio-fails"}
    assert found.judged == frozenset()
    assert {each.id for each in judged(pack_of(active.replace("- 2", "- 3"))).judged} == {"p0"}


def test_rules_about_the_portfolio_are_asked_of_the_whole_alone() -> None:
    parts = [{each.rule for each in judged(PACK, whole=whole).results} for whole in (True, False)]
    assert parts[0] - parts[1] == {"portfolio-few"}
    many = {f"{path.removesuffix('.yaml')}{number}.yaml": text for path, text in FILES.items() for number in range(8)}
    assert {each.rule for each in judged(PACK, many, whole=False).results} == parts[1]


@pytest.mark.parametrize(
    ("records", "keeps", "is_worth_it"), [(29, False, False), (30, False, True), (2, True, True), (2, False, False)]
)
def test_all_rules_are_put_into_one_program_where_that_pays(
    records: int, keeps: bool, is_worth_it: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once: list[str] = []
    ask = Together.ask

    def ask_and_tell(together: Together, bound: Bound) -> Answer | None:
        at_once.append(bound.record.path)
        return ask(together, bound)

    monkeypatch.setattr(Together, "ask", ask_and_tell)
    files = {f"data/projects/p{number:02}.yaml": FILES["data/projects/p1.yaml"] for number in range(records - 1)}
    judged(PACK, files, memory=Memory(keeps))
    assert at_once == (["data/partners/nordby.yaml", *files] if is_worth_it else [])


def test_an_item_that_holds_hides_no_other() -> None:
    goals = "goals: [{statement: A, due: 2027-01-01}, {statement: B}]\n"
    found = judged(PACK, {"data/projects/p0.yaml": f"title: Havna\nstatus: idea\n{goals}"})
    assert [each.item for each in found.findings if each.rule == "project-items"] == [1]


class TestOverSeveralCores:
    @pytest.mark.parametrize(("number", "shares"), [(1, []), (2, [3, 3]), (4, [1, 2, 1, 2])])
    @pytest.mark.parametrize("keeps", [False, True])
    def test_each_record_is_judged_once_in_its_part(
        self, number: int, shares: list[int], keeps: bool, asked: list[str]
    ) -> None:
        alone = judged(PACK)
        assert asked == ALL
        asked.clear()
        spread = Elsewhere(number)
        assert judged(PACK, memory=Memory(keeps), spread=spread) == alone
        assert asked == ALL
        assert spread.shares == shares

    def test_what_is_remembered_is_not_sent(self, asked: list[str]) -> None:
        memory = Memory()
        judged(PACK, memory=memory)
        memory.settle()
        asked.clear()
        changed = ["data/projects/p1.yaml", "data/projects/p3.yaml", "data/projects/p4.yaml"]
        files = {**FILES, **{path: f"{FILES[path]}summary: Ny\n" for path in changed}}
        spread = Elsewhere(2)
        found = judged(PACK, files, memory=memory, spread=spread)
        assert spread.shares == [1, 2]
        assert asked == changed
        memory.settle()
        # The partner is judged again by the one rule that sees what it is linked to.
        assert memory.made["judged"] == len(changed) + 1
        assert found == judged(PACK, files)

    def test_one_that_is_remembered_and_misses_another_record_now_is_asked_here(self, asked: list[str]) -> None:
        memory = Memory()
        files = {path: text.replace("nordby", "nordby, vestby") for path, text in FILES.items()}
        west = {"data/partners/vestby.yaml": "name: Vestby\ncountry: SE\nrelation: network\nstatus: active\n"}
        judged(PACK, {**files, **west}, memory=memory)
        asked.clear()
        new = {f"data/projects/q{number}.yaml": FILES["data/projects/p1.yaml"] for number in range(2)}
        spread = Elsewhere(2)
        found = judged(PACK, {**files, **new}, memory=memory, spread=spread)
        assert spread.shares == [1, 1]
        # What is new is judged in its parts when the first of it is wanted.
        assert asked == [*files, *new]
        assert found == judged(PACK, {**files, **new})

    def test_what_is_compiled_and_weighed_for_all_is_so_before_they_part(self, monkeypatch: pytest.MonkeyPatch) -> None:
        steps: list[str] = []
        prepare, share = Together.prepare, asking.Asker.share

        def prepare_and_tell(together: Together, bound: Bound) -> None:
            steps.append(f"prepare {bound.record.id}")
            prepare(together, bound)

        def share_and_tell(asker: asking.Asker, records: Sequence[Record]) -> asking.Share:
            steps.append("share")
            return share(asker, records)

        monkeypatch.setattr(Together, "prepare", prepare_and_tell)
        monkeypatch.setattr(asking.Asker, "share", share_and_tell)
        judged(PACK, memory=Memory(), spread=Elsewhere(2))
        assert steps == [*(f"prepare {name}" for name in ("nordby", "p0", "p1", "p2", "p3", "p4")), "share", "share"]
        steps.clear()
        monkeypatch.setattr(asking, "_SOME", 2)
        judged(PACK, memory=Memory(), spread=Elsewhere(2))
        assert steps == ["prepare nordby", "prepare p2", "share", "share"]


def test_of_linked_records_only_what_some_rule_asks_for_is_converted() -> None:
    """A partner with many projects would else be converted as often, with all that it says."""
    pack = pack_of(rule("project-a", "linked.all(p, p.status == 'active')"), rule("partner-b", "size(linked) > 0"))
    records = load(inputs_of(FILES), strategy_codes(pack.strategy)).records
    bounds = Bench(pack, DAY).court.bind_all(records)
    assert bounds[1].values["linked"] == [{"status": "active"}]
