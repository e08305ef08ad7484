"""`--since`: what a change breaks and mends, by fingerprint, and each difference laid to its cause."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from cli_world import (
    BARE_PROJECT,
    CLEAN,
    FINDINGS,
    GOOD_PARTNER,
    GOOD_PROJECT,
    NOTED_PROJECT,
    STRATEGY,
    WARNED_PROJECT,
    one_line,
    rule,
)
from git_world import LATE, WAIVER, GitCli
from jsonschema import Draft202012Validator

from intlstrat.formats.findings_schema import findings_schema

GOOD = {"data/projects/godt.yaml": GOOD_PROJECT, "data/partners/nordby.yaml": GOOD_PARTNER}
BARE = {**GOOD, "data/projects/bart.yaml": BARE_PROJECT}
OLD_SINS = ["project-goals", "project-sdg", "quality-unit"]


@pytest.fixture
def bare_repo(repo: GitCli) -> GitCli:
    """One commit, in which one project has a finding of each severity."""
    repo.commit(BARE)
    return repo


def test_without_a_change_everything_is_as_before(bare_repo: GitCli) -> None:
    found = bare_repo.changes()
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])
    assert sorted(found.existing) == OLD_SINS


def test_a_record_that_breaks_a_rule_is_new_because_of_the_data(bare_repo: GitCli) -> None:
    found = bare_repo.write({"data/projects/nytt.yaml": BARE_PROJECT}).changes()
    assert found.exit == FINDINGS
    assert sorted(found.new) == [(each, "nytt", "data") for each in OLD_SINS]
    assert sorted(found.existing) == OLD_SINS


def test_only_what_is_new_counts_in_the_exit(bare_repo: GitCli) -> None:
    bare_repo.write({"data/projects/nytt.yaml": WARNED_PROJECT})
    assert bare_repo.changes().exit == CLEAN
    assert bare_repo.changes("--fail-on", "warning").exit == FINDINGS
    assert bare_repo.check().exit == FINDINGS


def test_a_record_that_is_mended_is_fixed(bare_repo: GitCli) -> None:
    found = bare_repo.write({"data/projects/bart.yaml": NOTED_PROJECT}).changes()
    assert (found.exit, found.new, found.existing) == (CLEAN, [], ["quality-unit"])
    assert sorted(found.fixed) == [(each, "bart", "data") for each in OLD_SINS[:2]]


def test_a_record_that_is_gone_takes_its_findings_along(bare_repo: GitCli) -> None:
    found = bare_repo.remove("data/projects/bart.yaml").changes()
    assert (found.exit, found.new, found.existing) == (CLEAN, [], [])
    assert sorted(found.fixed) == [(each, "bart", "data") for each in OLD_SINS]


def test_what_is_fixed_keeps_its_place_of_then_and_does_not_count(bare_repo: GitCli) -> None:
    ran = bare_repo.remove("data/projects/bart.yaml").json()
    places = {(each["location"]["path"], each["change"]["state"]) for each in ran.json["findings"]}
    assert places == {("data/projects/bart.yaml", "fixed")}
    assert ran.json["summary"]["findings"] == {"error": 0, "warning": 0, "note": 0}
    assert ran.json["compared_with"]["findings"] == {"new": 0, "existing": 0, "fixed": 3}
    assert ran.json["compared_with"]["records"] == {"partners": 1, "projects": 2, "unreadable": 0}


def test_a_rule_that_is_sharpened_shows_whom_it_makes_fail_and_one_that_is_eased_whom_it_mends(repo: GitCli) -> None:
    repo.commit(BARE)
    repo.write(
        {
            "rules/project/project-goals.yaml": rule("project-goals", "size(project.goals) >= 0", at="goals"),
            "rules/project/project-sdg.yaml": rule(
                "project-sdg", "size(project.sdgs) > 1", '["1b"]', "warning", at="sdgs"
            ),
        }
    )
    found = repo.changes("--fail-on", "warning")
    assert found.exit == FINDINGS
    assert found.new == [("project-sdg", "godt", "rules")]
    assert found.fixed == [("project-goals", "bart", "rules")]
    assert sorted(found.existing) == ["project-sdg", "quality-unit"]


def test_a_rule_that_grows_more_severe_breaks_anew_and_one_that_grows_milder_does_not(repo: GitCli) -> None:
    repo.commit(BARE)
    worse = rule("project-sdg", "size(project.sdgs) > 0", '["1b"]', "error", at="sdgs")
    milder = rule("project-goals", "size(project.goals) > 0", severity="note", at="goals")
    repo.write({"rules/project/project-sdg.yaml": worse, "rules/project/project-goals.yaml": milder})
    found = repo.changes()
    assert (found.exit, found.new, found.fixed) == (FINDINGS, [("project-sdg", "bart", "rules")], [])
    assert sorted(found.existing) == ["project-goals", "quality-unit"]


def test_a_parameter_is_a_rule_too(repo: GitCli) -> None:
    done = GOOD_PROJECT.replace("active", "completed") + "budget: {total: 400}\n"
    repo.commit({**GOOD, "data/projects/stort.yaml": done})
    repo.write({"rules/strategy.yaml": STRATEGY.replace("value: 500", "value: 300")})
    found = repo.changes()
    assert (found.exit, found.new) == (FINDINGS, [("project-large", "stort", "rules")])


def test_a_day_that_went_by_turns_nothing_red(repo: GitCli) -> None:
    repo.commit({**GOOD, "data/projects/frist.yaml": GOOD_PROJECT + "period: {end: 2026-03-31}\n"})
    found = repo.changes(as_of="2026-04-01")
    assert (found.exit, found.new) == (CLEAN, [("project-late", "frist", "clock")])
    assert repo.check(as_of="2026-04-01").exit == FINDINGS
    shown = repo.check("--since", "HEAD", as_of="2026-04-01", INTLSTRAT_LANG="en")
    assert shown.exit == CLEAN
    assert "Only time has passed" in shown.out
    assert "New only because time has passed: 1 error." in one_line(shown.out)


def test_what_both_time_and_a_change_could_have_caused_is_told_apart(repo: GitCli) -> None:
    """By the clock the one is too late by now; the other was given a date that was past already."""
    repo.commit(
        {
            **GOOD,
            "data/projects/a.yaml": GOOD_PROJECT + "period: {end: 2026-03-31}\n",
            "data/projects/b.yaml": GOOD_PROJECT + "period: {end: 2026-12-31}\n",
        }
    )
    repo.write({"data/projects/b.yaml": GOOD_PROJECT + "period: {end: 2026-02-01}\n"})
    repo.write({"rules/project/quality-unit.yaml": rule("quality-unit", "false", "[]", "note", subject="project")})
    found = repo.changes(as_of="2026-04-01")
    late = [each for each in found.new if each[0] == "project-late"]
    assert sorted(late, key=str) == [("project-late", "a", "clock"), ("project-late", "b", "data")]
    assert {cause for each, _, cause in found.new if each == "quality-unit"} == {"rules"}


def test_what_time_mends_is_laid_to_the_clock(repo: GitCli) -> None:
    early = rule("project-early", "project.period.start <= as_of", when="has(project.period.start)")
    repo.commit(
        {
            **GOOD,
            "rules/project/project-early.yaml": early,
            "data/projects/snart.yaml": GOOD_PROJECT + "period: {start: 2026-02-01}\n",
        }
    )
    found = repo.changes(as_of="2026-03-01")
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [("project-early", "snart", "clock")])


@pytest.mark.parametrize(
    ("before", "after", "state", "outcome", "exit_"),
    [
        pytest.param("", f"waivers: [{WAIVER}]\n", "fixed", "waived", CLEAN, id="added"),
        pytest.param(f"waivers: [{WAIVER}]\n", "", "new", "breach", FINDINGS, id="removed"),
        pytest.param(
            f"waivers: [{WAIVER}]\n",
            f"waivers: [{WAIVER.replace('2030', '2025')}]\n",
            "new",
            "breach",
            FINDINGS,
            id="ended",
        ),
        pytest.param(f"waivers: [{WAIVER}]\n", f"waivers: [{WAIVER}]\n", "existing", "waived", CLEAN, id="kept"),
    ],
)
def test_a_waiver_is_a_cause(repo: GitCli, before: str, after: str, state: str, outcome: str, exit_: int) -> None:
    repo.commit({**BARE, "data/projects/bart.yaml": BARE_PROJECT + before})
    ran = repo.write({"data/projects/bart.yaml": BARE_PROJECT + after}).json()
    (goals,) = [each for each in ran.json["findings"] if each["rule"] == "project-goals"]
    cause = None if state == "existing" else "waiver"
    assert (goals["outcome"], goals["change"]) == (outcome, {"state": state, "cause": cause})
    assert ran.exit == exit_


def test_a_waiver_that_time_ended_is_laid_to_the_clock(repo: GitCli) -> None:
    soon = WAIVER.replace("2030-01-01", "2026-02-01")
    repo.commit({**BARE, "data/projects/bart.yaml": f"{BARE_PROJECT}waivers: [{soon}]\n"})
    found = repo.changes()
    assert (found.exit, sorted(found.new)) == (
        CLEAN,
        [("project-goals", "bart", "clock"), ("waiver-expired", "bart", "clock")],
    )


def test_a_new_breach_with_a_waiver_of_its_own_is_new_and_waived(repo: GitCli) -> None:
    repo.commit(GOOD)
    ran = repo.write({"data/projects/nytt.yaml": f"{BARE_PROJECT}waivers: [{WAIVER}]\n"}).json()
    (goals,) = [each for each in ran.json["findings"] if each["rule"] == "project-goals"]
    assert (ran.exit, goals["outcome"], goals["change"]["state"]) == (CLEAN, "waived", "new")
    (added,) = ran.json["compared_with"]["added_waivers"]
    assert (added["subject"]["id"], added["waiver"]["rule"], added["set_aside"]) == ("nytt", "project-goals", False)
    assert added["location"]["path"] == "data/projects/nytt.yaml"


def test_what_was_a_breach_and_cannot_be_judged_now_is_not_fixed(repo: GitCli) -> None:
    done = GOOD_PROJECT.replace("active", "completed")
    repo.commit({**GOOD, "data/projects/stort.yaml": done + "budget: {total: 900}\n"})
    found = repo.write({"data/projects/stort.yaml": done}).changes()
    assert (found.exit, found.fixed, "project-large" in found.existing) == (CLEAN, [], True)


def test_what_was_unknown_and_is_a_breach_is_new(repo: GitCli) -> None:
    done = GOOD_PROJECT.replace("active", "completed")
    repo.commit({**GOOD, "data/projects/stort.yaml": done})
    assert repo.changes().existing == ["project-large"]
    found = repo.write({"data/projects/stort.yaml": done + "budget: {total: 900}\n"}).changes()
    assert found.exit == FINDINGS
    assert ("project-large", "stort", "data") in found.new


def test_lines_that_moved_and_keys_in_another_order_change_nothing(bare_repo: GitCli) -> None:
    lines = ["", "# En kommentar.", "summary: Kort.", *reversed(BARE_PROJECT.splitlines()), ""]
    found = bare_repo.write({"data/projects/bart.yaml": "\n".join(lines)}).changes()
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])


@pytest.mark.parametrize("name", ["data/projects/nytt-navn.yaml", "data/projects/under/bart.yaml"])
def test_a_renamed_file_is_the_same_record(bare_repo: GitCli, name: str) -> None:
    bare_repo.write({name: BARE_PROJECT + "summary: Kort.\n"}).remove("data/projects/bart.yaml")
    found = bare_repo.changes()
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])
    assert sorted(found.existing) == OLD_SINS


def test_a_renamed_file_may_break_something_new(bare_repo: GitCli) -> None:
    bare_repo.remove("data/projects/bart.yaml")
    found = bare_repo.write({"data/projects/nytt-navn.yaml": BARE_PROJECT + "period: {end: 2026-01-01}\n"}).changes()
    assert (found.exit, found.new, found.fixed) == (FINDINGS, [("project-late", "nytt-navn", "data")], [])


def test_a_file_in_place_of_an_unlike_one_is_another_record(bare_repo: GitCli) -> None:
    bare_repo.remove("data/projects/bart.yaml")
    other = "title: Noe helt annet som ikke likner\nstatus: applied\nsummary: En lengre tekst om noe annet.\n"
    found = bare_repo.write({"data/projects/annet.yaml": other}).changes()
    assert {id_ for _, id_, _ in found.new} == {"annet"}
    assert {id_ for _, id_, _ in found.fixed} == {"bart"}


@pytest.mark.parametrize(
    "shared",
    ["agreement: {title: Vennskapsavtale}\n", "participants:\n  - role: lead\n    name: Lysekils kommun\n"],
    ids=["a title below", "a name in a list"],
)
def test_what_lies_below_does_not_make_two_records_one(repo: GitCli, shared: str) -> None:
    before = f"title: Gammel by\nstatus: active\nsummary: Noe om den gamle byen og alt som hendte der.\n{shared}"
    after = f"title: Helt ny\nstatus: applied\nsummary: En annen sak, med andre ord og i en annen tid.\n{shared}"
    repo.commit({**GOOD, "data/projects/gammel.yaml": before})
    found = repo.remove("data/projects/gammel.yaml").write({"data/projects/ny.yaml": after}).changes()
    assert ("project-goals", "ny", "data") in found.new
    assert found.exit == FINDINGS


def test_an_item_that_is_put_before_others_is_the_new_one(repo: GitCli) -> None:
    goals = "title: Mål\nstatus: active\nsdgs: [{goal: 8}]\nresponsible: {unit: Kultur}\ngoals:\n"
    old = "  - {statement: A}\n  - {statement: B}\n"
    repo.commit({**GOOD, "data/projects/maal.yaml": goals + old})
    found = repo.write({"data/projects/maal.yaml": f"{goals}  - {{statement: Først}}\n{old}"}).changes()
    assert found.exit == CLEAN
    (new,) = [each for each in found.findings if each["change"]["state"] == "new"]
    assert (new["rule"], new["item"], new["location"]["line"]) == ("project-targets", 0, 6)
    assert found.existing == ["project-targets"] * 2


def test_an_item_that_is_edited_and_moved_at_once_is_the_same(repo: GitCli) -> None:
    goals = "title: Mål\nstatus: active\nsdgs: [{goal: 8}]\nresponsible: {unit: Kultur}\ngoals:\n"
    repo.commit({**GOOD, "data/projects/maal.yaml": f"{goals}  - {{statement: A, unit: stk}}\n"})
    whole = "  - {statement: Ny, target: 3}\n"
    found = repo.write(
        {"data/projects/maal.yaml": f"{goals}{whole}  - {{statement: A, unit: stk, baseline: 1}}\n"}
    ).changes()
    assert (found.exit, found.new, found.fixed, found.existing) == (CLEAN, [], [], ["project-targets"])
    other = "  - {statement: Noe annet, indicator: x}\n"
    found = repo.write({"data/projects/maal.yaml": f"{goals}{whole}{other}"}).changes()
    assert [rule for rule, _, _ in found.new] == ["project-targets"]


def test_an_item_that_is_edited_in_its_place_is_the_same(repo: GitCli) -> None:
    goals = "title: Mål\nstatus: active\nsdgs: [{goal: 8}]\nresponsible: {unit: Kultur}\ngoals:\n"
    repo.commit({**GOOD, "data/projects/maal.yaml": f"{goals}  - {{statement: A}}\n"})
    found = repo.write({"data/projects/maal.yaml": f"{goals}  - {{statement: A, unit: stk}}\n"}).changes()
    assert (found.new, found.fixed, found.existing) == ([], [], ["project-targets"])


def test_a_file_that_could_not_be_read_then_or_cannot_now(bare_repo: GitCli) -> None:
    bare_repo.commit({"data/projects/bart.yaml": "title: [\n"})
    mended = bare_repo.write({"data/projects/bart.yaml": GOOD_PROJECT}).changes()
    assert (mended.exit, mended.fixed) == (CLEAN, [("record-unreadable", "bart", "data")])
    broken = bare_repo.write({"data/projects/godt.yaml": "title: [\n"}).changes()
    assert broken.exit == FINDINGS
    assert ("record-unreadable", "godt", "data") in broken.new


def test_the_whole_portfolio_is_compared(bare_repo: GitCli) -> None:
    found = bare_repo.write({"data/partners/sorby.yaml": GOOD_PARTNER.replace("Nordby", "Sørby")}).changes()
    assert (found.exit, found.new) == (FINDINGS, [("portfolio-many", None, "data")])
    alone = bare_repo.changes("data/partners/sorby.yaml")
    assert (alone.exit, alone.findings) == (CLEAN, [])


def test_paths_and_patterns_choose_among_the_differences(bare_repo: GitCli) -> None:
    bare_repo.write({"data/projects/nytt.yaml": BARE_PROJECT, "data/projects/bart.yaml": NOTED_PROJECT})
    near = bare_repo.changes("data/projects/bart.yaml")
    assert (near.exit, near.new, sorted(each[0] for each in near.fixed)) == (CLEAN, [], OLD_SINS[:2])
    chosen = bare_repo.changes("--select", "project-goals")
    assert (chosen.exit, chosen.new, chosen.fixed) == (
        FINDINGS,
        [("project-goals", "nytt", "data")],
        [("project-goals", "bart", "data")],
    )


def test_what_a_renamed_record_mends_is_shown_at_its_path_of_now(bare_repo: GitCli) -> None:
    bare_repo.remove("data/projects/bart.yaml").write(
        {"data/projects/nytt.yaml": NOTED_PROJECT.replace("Merknad", "Bart prosjekt")}
    )
    found = bare_repo.changes("data/projects/nytt.yaml")
    assert (found.exit, sorted(rule for rule, _, _ in found.fixed)) == (CLEAN, OLD_SINS[:2])


def test_to_and_fro_swaps_new_and_fixed(bare_repo: GitCli) -> None:
    first = bare_repo.git("rev-parse", "HEAD")
    second = bare_repo.commit({"data/projects/nytt.yaml": WARNED_PROJECT, "data/projects/bart.yaml": NOTED_PROJECT})
    forth = bare_repo.changes(since=first)
    bare_repo.git("checkout", "-q", first)
    back = bare_repo.changes(since=second)
    assert sorted(forth.new) == sorted(back.fixed)
    assert sorted(forth.fixed) == sorted(back.new)
    assert sorted(forth.existing) == sorted(back.existing)


@pytest.mark.parametrize("seed", range(3))
def test_lines_in_any_order_are_the_same_state(bare_repo: GitCli, seed: int) -> None:
    lines = GOOD_PROJECT.splitlines(keepends=True)
    random.Random(seed).shuffle(lines)
    found = bare_repo.write({"data/projects/godt.yaml": "".join(lines)}).changes()
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])


def test_it_says_with_what_it_compared(bare_repo: GitCli) -> None:
    ran = bare_repo.json()
    compared = ran.json["compared_with"]
    assert ran.exit == CLEAN
    assert {key: compared[key] for key in ("since", "commit", "as_of", "waivers_from")} == {
        "since": "HEAD",
        "commit": bare_repo.git("rev-parse", "HEAD"),
        "as_of": "2026-01-15",
        "waivers_from": None,
    }
    assert compared["strategy"] == ran.json["strategy"]


def test_the_earlier_state_is_never_judged_later_than_the_day_asked_for(bare_repo: GitCli) -> None:
    ran = bare_repo.json(as_of="2025-06-30")
    assert (ran.exit, ran.json["compared_with"]["as_of"]) == (CLEAN, "2025-06-30")


def test_the_json_keeps_to_its_schema(bare_repo: GitCli) -> None:
    other = BARE_PROJECT.replace("Bart prosjekt", "Noe ganske annet")
    bare_repo.write({"data/projects/nytt.yaml": f"{other}waivers: [{WAIVER}]\n"}).remove("data/projects/bart.yaml")
    ran = bare_repo.json("--until", "2030-12-31")
    assert ran.exit == CLEAN
    assert {each["change"]["state"] for each in ran.json["findings"]} == {"new", "fixed"}
    assert ran.json["forecast"]
    assert ran.json["compared_with"]["added_waivers"]
    assert not list(Draft202012Validator(findings_schema()).iter_errors(json.loads(ran.out)))


def test_the_text_shows_new_first_then_what_is_fixed_and_counts_the_rest(bare_repo: GitCli) -> None:
    bare_repo.write({"data/projects/nytt.yaml": f"{WARNED_PROJECT}waivers: [{WAIVER}]\n"})
    bare_repo.write({"data/projects/bart.yaml": NOTED_PROJECT})
    ran = bare_repo.check("--since", "HEAD", INTLSTRAT_LANG="en")
    assert ran.exit == CLEAN
    parts = ["New since HEAD (commit", "nytt.yaml", "\nFixed\n", "Waivers that the change adds"]
    assert [ran.out.index(part) for part in parts] == sorted(ran.out.index(part) for part in parts)
    text = one_line(ran.out)
    assert "1 finding that was there before is not shown" in text
    assert "New: 1 warning and 1 note. Fixed: 1 error and 1 warning. There from before: 1 note." in text
    assert "· a record was changed" in text
    whole = bare_repo.check("--since", "HEAD", "--show", "all", INTLSTRAT_LANG="en")
    assert whole.exit == CLEAN
    assert whole.out.index("As before") > whole.out.index("\nFixed\n")


def test_quietly_only_what_is_new_is_said(bare_repo: GitCli) -> None:
    ran = bare_repo.check("--since", "HEAD", "--quiet")
    assert (ran.exit, ran.out) == (CLEAN, "")
    ran = bare_repo.write({"data/projects/nytt.yaml": WARNED_PROJECT}).check("--since", "HEAD", "--quiet")
    assert ran.exit == CLEAN
    assert "nytt.yaml" in ran.out
    assert "bart.yaml" not in ran.out


def test_a_rule_file_that_is_only_moved_changes_nothing(bare_repo: GitCli) -> None:
    bare_repo.remove("rules/project/project-late.yaml").write({"rules/andre/project-late.yaml": LATE})
    found = bare_repo.changes()
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])


def told(repo: GitCli, *arguments: str) -> str:
    """The text of a comparison with the last commit, on one line."""
    ran = repo.check("--since", "HEAD", *arguments, INTLSTRAT_LANG="en")
    assert ran.exit in (CLEAN, FINDINGS)
    return one_line(ran.out)


def compared(repo: GitCli) -> Any:
    return repo.json().json["compared_with"]


class TestWhatNobodyMended:
    """A finding that is gone is only called mended where its rule holds now."""

    def lapsed(self, repo: GitCli) -> set[str]:
        ran = repo.json()
        assert ran.exit in (CLEAN, FINDINGS)
        gone = {each["fingerprint"]: each["rule"] for each in ran.json["findings"]}
        return {gone[fingerprint] for fingerprint in ran.json["compared_with"]["lapsed"]}

    def test_what_is_mended_is_not_among_it(self, bare_repo: GitCli) -> None:
        bare_repo.write({"data/projects/bart.yaml": NOTED_PROJECT})
        assert self.lapsed(bare_repo) == set()
        assert "Fixed: 1 error and 1 warning." in told(bare_repo)

    @pytest.mark.parametrize("change", ["gone", "unreadable", "not applicable"])
    def test_a_record_that_is_gone_or_not_judged(self, bare_repo: GitCli, change: str) -> None:
        if change == "gone":
            bare_repo.remove("data/projects/bart.yaml")
        elif change == "unreadable":
            bare_repo.write({"data/projects/bart.yaml": BARE_PROJECT + "x: [\n"})
        else:
            bare_repo.commit({"data/projects/bart.yaml": BARE_PROJECT + "period: {end: 2020-01-01}\n"})
            bare_repo.write({"data/projects/bart.yaml": BARE_PROJECT})
        assert self.lapsed(bare_repo) == ({"project-late"} if change == "not applicable" else set(OLD_SINS))
        assert "Fixed:" not in told(bare_repo)
        assert "No longer asked for:" in told(bare_repo)

    def test_a_rule_that_is_gone(self, bare_repo: GitCli) -> None:
        bare_repo.remove("rules/project/project-goals.yaml")
        assert self.lapsed(bare_repo) == {"project-goals"}
        assert "The rule project-goals is gone." in told(bare_repo)

    def test_a_renamed_record_that_is_mended(self, bare_repo: GitCli) -> None:
        bare_repo.remove("data/projects/bart.yaml")
        bare_repo.write({"data/projects/nytt-navn.yaml": BARE_PROJECT + "goals: [{statement: A, target: 3}]\n"})
        assert self.lapsed(bare_repo) == set()
        assert bare_repo.changes().fixed == [("project-goals", "bart", "data")]


def test_a_yardstick_that_moved_is_told_of_though_no_outcome_did(repo: GitCli) -> None:
    repo.commit(GOOD)
    repo.remove("rules/partner/partner-areas.yaml")
    repo.write(
        {
            "rules/project/project-goals.yaml": rule("project-goals", "size(project.goals) > 0", severity="note"),
            "rules/project/project-sdg.yaml": rule("project-sdg", "true", '["1b"]', "warning", at="sdgs"),
            "rules/project/project-ny.yaml": rule("project-ny", "true"),
            "rules/strategy.yaml": STRATEGY.replace("value: 500", "value: 300") + "  most: {why: {nb: D, en: D}}\n",
        }
    )
    assert compared(repo)["strategy_changes"] == [
        {"kind": "rule", "name": "partner-areas", "change": "removed", "before": None, "after": None},
        {"kind": "rule", "name": "project-goals", "change": "changed", "before": "error", "after": "note"},
        {"kind": "rule", "name": "project-ny", "change": "added", "before": None, "after": None},
        {"kind": "rule", "name": "project-sdg", "change": "changed", "before": None, "after": None},
        {"kind": "parameter", "name": "large", "change": "changed", "before": 500, "after": 300},
        {"kind": "parameter", "name": "most", "change": "added", "before": None, "after": None},
    ]
    text = told(repo)
    assert "The change breaks nothing new." in text
    for sentence in (
        "The rule partner-areas is gone.",
        "The rule project-goals went from error to note.",
        "The rule project-ny is new.",
        "The rule project-sdg judges otherwise than before.",
        "The parameter large went from 500 to 300.",
        "The parameter most is new: not set.",
    ):
        assert sentence in text
    assert (
        "The rule partner-areas is gone." in repo.check("--since", "HEAD", "--format", "markdown", "--lang", "en").out
    )


def test_texts_of_rules_are_no_yardstick(repo: GitCli) -> None:
    repo.commit(GOOD)
    repo.write(
        {"rules/project/project-goals.yaml": rule("project-goals", "size(project.goals) > 0", title="{nb: X, en: X}")}
    )
    assert compared(repo)["strategy_changes"] == []


def test_a_waiver_that_is_changed_names_the_one_before(repo: GitCli) -> None:
    repo.commit({**BARE, "data/projects/bart.yaml": f"{BARE_PROJECT}waivers: [{WAIVER}]\n"})
    repo.write({"data/projects/bart.yaml": f"{BARE_PROJECT}waivers: [{WAIVER.replace('2030', '2031')}]\n"})
    (added,) = compared(repo)["added_waivers"]
    assert (added["waiver"]["until"], added["before"]["until"]) == ("2031-01-01", "2030-01-01")
    assert "It takes the place of one that holds until 1 January 2030." in told(repo)


def test_a_breach_that_the_change_waives_itself_is_not_called_nothing_new(repo: GitCli) -> None:
    repo.commit(GOOD)
    without_goals = "".join(line for line in GOOD_PROJECT.splitlines(keepends=True) if not line.startswith("goals"))
    repo.write({"data/projects/godt.yaml": f"{without_goals}waivers: [{WAIVER}]\n"})
    text = told(repo)
    assert "New: 1 waived breach." in text
    assert "The change breaks nothing new." not in text
    page = repo.check("--since", "HEAD", "--format", "markdown", "--lang", "en")
    assert page.exit == CLEAN
    assert page.out.startswith("## intlstrat: new with this change: 1 waived breach")
