"""What is the matter with a waiver: it is near its end, it matches nothing, or it is none."""

from __future__ import annotations

import pytest
from portfolios import CLEAN, World
from waiver_texts import entry, waivers


@pytest.fixture
def havna(world: World) -> World:
    """A project rule that is always breached, one with items, and one that never is."""
    world.rule("project-a", "false").rule("project-b", "true")
    return world.rule("project-c", "has(item.due)", for_each="project.goals", at="goals[item].due")


class TestOneThatIsNearItsEnd:
    @pytest.mark.parametrize(
        ("as_of", "told"),
        [("2026-11-30", False), ("2026-12-01", True), ("2026-12-31", True)],
    )
    def test_is_a_note_within_the_days_of_the_parameter(self, havna: World, as_of: str, told: bool) -> None:
        havna.project("havna", waivers(entry()))
        verdict = havna.check(as_of=as_of)
        assert ("waiver-expiring" in verdict.rules) is told
        assert verdict.outcome("project-a") == "waived"
        assert verdict.exit == CLEAN

    @pytest.mark.parametrize(("days", "told"), [("0", False), ("183", False), ("184", True)])
    def test_the_days_are_a_parameter(self, havna: World, days: str, told: bool) -> None:
        havna.parameter("waiver_notice_days", days).project("havna", waivers(entry()))
        verdict = havna.check(as_of="2026-06-30")
        assert ("waiver-expiring" in verdict.rules) is told

    def test_is_a_note_at_its_last_day(self, havna: World) -> None:
        havna.project("havna", waivers(entry(until="2026-07-10")))
        finding = havna.check().one("waiver-expiring")
        assert (finding["severity"], finding["layer"]) == ("note", "validity")
        assert finding["location"]["pointer"] == "/waivers/0/until"
        assert "10 July 2026" in finding["message"]


class TestOneThatMatchesNoBreach:
    def test_is_a_note_at_the_waiver(self, havna: World) -> None:
        havna.project("havna", waivers(entry(rule="project-b")))
        verdict = havna.check()
        finding = verdict.one("waiver-unused")
        assert (finding["severity"], finding["layer"], finding["outcome"]) == ("note", "validity", "breach")
        assert finding["location"]["pointer"] == "/waivers/0"
        assert verdict.outcome("project-b") == "fulfilled"

    def test_stays_used_where_the_rule_is_not_selected(self, havna: World) -> None:
        havna.project("havna", waivers(entry()))
        assert havna.check("--select", "project-b").rules == []
        assert havna.check("--ignore", "project-a").rules == []

    def test_is_not_told_twice_where_it_is_near_its_end(self, havna: World) -> None:
        havna.project("havna", waivers(entry(rule="project-b", until="2026-07-10")))
        assert [each for each in havna.check().rules if each.startswith("waiver")] == ["waiver-unused"]


class TestOneThatIsNone:
    """It is an error, it waives nothing, and the rest of its record stands."""

    @pytest.mark.parametrize(
        ("written", "pointer", "words"),
        [
            (entry(rule="project-aa"), "/waivers/0/rule", "Did you mean “project-a”?"),
            (entry(rule="tull"), "/waivers/0/rule", "no rule “tull”"),
            (entry(rule="record-invalid"), "/waivers/0/rule", "cannot be waived"),
            (entry(rule="rule-failed"), "/waivers/0/rule", "cannot be waived"),
            (entry(rule="project-firm"), "/waivers/0/rule", "cannot be waived"),
            (entry(rule="partner-e"), "/waivers/0/rule", "not waived here"),
            (entry(rule="portfolio-f"), "/waivers/0/rule", "not waived here"),
            (entry(rule=None), "/waivers/0/rule", "“rule” is required"),
            (entry(reason=None), "/waivers/0/reason", "“reason” is required"),
            (entry(reason=""), "/waivers/0/reason", "“reason” is required"),
            (entry(decided_by=None), "/waivers/0/decided_by", "“decided_by” is required"),
            (entry(until=None), "/waivers/0/until", "“until” is required"),
        ],
    )
    def test_is_told_at_its_place(self, havna: World, written: str, pointer: str, words: str) -> None:
        havna.rule("project-firm", "false", waivable="false").rule("partner-e").rule("portfolio-f", among="project")
        havna.project("havna", waivers(written))
        verdict = havna.check()
        finding = verdict.one("waiver-invalid")
        assert (finding["severity"], finding["layer"]) == ("error", "validity")
        assert finding["location"]["pointer"] == pointer
        assert words in finding["message"]
        assert verdict.outcome("project-a") == "breach"
        assert verdict.outcome("project-firm") == "breach"
        assert [each for each in verdict.rules if each.startswith("waiver")] == ["waiver-invalid"]

    @pytest.mark.parametrize(
        ("written", "pointer"),
        [
            (entry(until="31.12.2026"), "/waivers/0/until"),
            (entry(granted="i fjor"), "/waivers/0/granted"),
            (entry(grunn="x"), "/waivers/0/grunn"),
            (entry(reason="'  '"), "/waivers/0/reason"),
        ],
    )
    def test_a_wrong_key_or_value_is_refused_as_in_any_record(self, havna: World, written: str, pointer: str) -> None:
        havna.project("havna", waivers(written))
        verdict = havna.check()
        assert verdict.one("record-invalid")["location"]["pointer"] == pointer
        assert verdict.outcome("project-b") == "fulfilled"

    def test_one_that_is_no_waiver_leaves_the_others_as_they_are(self, havna: World) -> None:
        havna.project("havna", waivers(entry(rule="project-aa"), "5", entry(reason=None), entry()))
        verdict = havna.check()
        assert verdict.one("project-a")["outcome"] == "waived"
        assert len(verdict.of("waiver-invalid")) == 2

    def test_its_place_is_right_where_others_before_it_are_refused(self, havna: World) -> None:
        havna.project("havna", waivers("5", entry(until="2026-01-01")))
        assert havna.check().one("waiver-expired")["location"]["pointer"] == "/waivers/1/until"
