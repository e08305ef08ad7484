"""`--since`: what a change breaks and mends, by fingerprint, and each difference laid to its cause."""

from __future__ import annotations

import json
import random

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


def test_an_item_that_is_put_before_others_is_the_new_one(repo: GitCli) -> None:
    goals = "title: Mål\nstatus: active\nsdgs: [{goal: 8}]\nresponsible: {unit: Kultur}\ngoals:\n"
    old = "  - {statement: A}\n  - {statement: B}\n"
    repo.commit({**GOOD, "data/projects/maal.yaml": goals + old})
    found = repo.write({"data/projects/maal.yaml": f"{goals}  - {{statement: Først}}\n{old}"}).changes()
    assert found.exit == CLEAN
    (new,) = [each for each in found.findings if each["change"]["state"] == "new"]
    assert (new["rule"], new["item"], new["location"]["line"]) == ("project-targets", 0, 6)
    assert found.existing == ["project-targets"] * 2


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
    parts = ["New since HEAD (commit", "nytt.yaml", "Fixed, or no longer asked for", "Waivers that the change adds"]
    assert [ran.out.index(part) for part in parts] == sorted(ran.out.index(part) for part in parts)
    text = one_line(ran.out)
    assert "1 finding that was there before is not shown" in text
    assert "New: 1 warning and 1 note. Fixed: 1 error and 1 warning. There from before: 1 note." in text
    assert "· a record was changed" in text
    whole = bare_repo.check("--since", "HEAD", "--show", "all", INTLSTRAT_LANG="en")
    assert whole.exit == CLEAN
    assert whole.out.index("As before") > whole.out.index("Fixed, or no longer asked for")


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
