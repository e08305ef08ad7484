"""What waivers make of results: as many of them are waived as findings are, and of the right record."""

from __future__ import annotations

from comparing import inputs_of, pack_of
from portfolios import rule
from waiver_texts import entry, waivers

from intlstrat.load import load
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.verdict import State, Verdict, verdict
from intlstrat.waivers import entries

PACK = pack_of(
    rule("project-a", "size(project.goals) > 0", at="goals"),
    rule("project-b", "false"),
    rule("project-c", "has(item.due)", for_each="project.goals", at="goals[item].due"),
)
GOALS = "goals: [{statement: A}, {statement: B}]\n"


def judged(files: dict[str, str]) -> Verdict:
    read = load(inputs_of(files), strategy_codes(PACK.strategy))
    return verdict(State(read, PACK, entries(read), "2026-06-30"))


def project(more: str, *texts: str) -> str:
    return f"title: Havna\nstatus: active\n{more}{waivers(*texts) if texts else ''}"


def outcomes(found: Verdict, rule_id: str) -> list[tuple[str | None, str]]:
    return [(each.subject.id, each.outcome.value) for each in found.results if each.rule == rule_id]


def test_of_two_records_with_one_id_the_one_that_is_waived_counts_as_waived() -> None:
    found = judged({"data/projects/a/havna.yaml": project(GOALS), "data/projects/b/havna.yaml": project("", entry())})
    assert outcomes(found, "project-a") == [("havna", "fulfilled"), ("havna", "waived")]


def test_a_breach_of_another_rule_or_record_stays_one() -> None:
    found = judged({"data/projects/havna.yaml": project("", entry()), "data/projects/torget.yaml": project("")})
    assert outcomes(found, "project-a") == [("havna", "waived"), ("torget", "breach")]
    assert outcomes(found, "project-b") == [("havna", "breach"), ("torget", "breach")]


def test_of_two_records_with_one_id_both_waived_both_count() -> None:
    both = {f"data/projects/{folder}/havna.yaml": project("", entry()) for folder in "ab"}
    assert outcomes(judged(both), "project-a") == [("havna", "waived"), ("havna", "waived")]
    one = {**both, "data/projects/b/havna.yaml": project("")}
    assert sorted(outcomes(judged(one), "project-a")) == [("havna", "breach"), ("havna", "waived")]


def test_items_are_told_apart() -> None:
    found = judged({"data/projects/havna.yaml": project(GOALS, entry(rule="project-c", item="1"))})
    assert [(each.item, each.outcome.value) for each in found.results if each.rule == "project-c"] == [
        (0, "breach"),
        (1, "waived"),
    ]


def test_without_a_waiver_that_matches_all_is_as_it_was() -> None:
    plain = judged({"data/projects/havna.yaml": project(GOALS)})
    found = judged({"data/projects/havna.yaml": project(GOALS, entry())})
    assert found.results == plain.results
    assert [each.rule for each in found.findings if each not in plain.findings] == ["waiver-unused"]
