"""The life of a waiver: it holds, for a record or an item of it, and it ends."""

from __future__ import annotations

import pytest
from portfolios import CLEAN, FINDINGS, World
from waiver_texts import GRANTED, entry, waivers


@pytest.fixture
def havna(world: World) -> World:
    """A project rule that is always breached, one with items, and one that never is."""
    world.rule("project-a", "false").rule("project-b", "true")
    return world.rule("project-c", "has(item.due)", for_each="project.goals", at="goals[item].due")


class TestOneThatHolds:
    def test_waives_the_breach_with_its_reason_and_keeps_the_severity(self, havna: World) -> None:
        havna.project("havna", waivers(entry(case="PS 12/25", granted="2025-02-03")))
        verdict = havna.check()
        finding = verdict.one("project-a")
        assert (finding["outcome"], finding["severity"]) == ("waived", "error")
        assert finding["waiver"] == {**GRANTED, "case": "PS 12/25", "granted": "2025-02-03"}
        assert finding["message"] == "Breach of project-a."
        assert verdict.exit == CLEAN
        assert verdict.json["summary"]["outcomes"]["waived"] == 1
        assert verdict.json["summary"]["outcomes"]["breach"] == 0
        assert verdict.json["summary"]["findings"] == {"error": 0, "warning": 0, "note": 0}

    def test_says_null_for_what_it_does_not_say(self, havna: World) -> None:
        havna.project("havna", waivers(entry()))
        assert havna.check().one("project-a")["waiver"] == {**GRANTED, "case": None, "granted": None}

    def test_counts_for_no_exit_whatever_fails(self, havna: World) -> None:
        havna.project("havna", waivers(entry()))
        assert havna.check("--fail-on", "note").exit == CLEAN

    def test_is_counted_under_the_clause(self, havna: World) -> None:
        havna.project("havna", waivers(entry()))
        counted = havna.check().json["clauses"][0]
        assert counted == {"id": "1a", "fulfilled": 1, "breach": 0, "unknown": 0, "not_applicable": 0, "waived": 1}

    @pytest.mark.parametrize(("as_of", "outcome"), [("2026-12-31", "waived"), ("2027-01-01", "breach")])
    def test_holds_on_its_last_day_and_no_longer(self, havna: World, as_of: str, outcome: str) -> None:
        havna.project("havna", waivers(entry()))
        assert havna.check(as_of=as_of).outcome("project-a") == outcome

    def test_holds_also_before_the_day_that_it_was_granted(self, havna: World) -> None:
        """The day is told and not judged: only `until` says when a waiver holds."""
        havna.project("havna", waivers(entry(granted="2026-07-01")))
        assert havna.check(as_of="2026-06-30").outcome("project-a") == "waived"

    def test_waives_in_its_own_record_only(self, havna: World) -> None:
        havna.project("havna", waivers(entry())).project("torget")
        assert havna.check().outcomes("project-a") == {"havna": "waived", "torget": "breach"}

    def test_waives_in_its_own_file_only_where_two_have_one_id(self, havna: World) -> None:
        havna.project("a/havna", waivers(entry())).project("b/havna")
        verdict = havna.check("--select", "project-a")
        found = {each["location"]["path"]: each["outcome"] for each in verdict.of("project-a")}
        assert found == {"data/projects/a/havna.yaml": "waived", "data/projects/b/havna.yaml": "breach"}
        assert verdict.json["summary"]["outcomes"] == {
            **dict.fromkeys(("fulfilled", "breach", "unknown", "not_applicable", "waived"), 0),
            **{"fulfilled": 2, "breach": 1, "waived": 1},
        }

    def test_waives_a_rule_of_the_quality_layer(self, havna: World) -> None:
        havna.rule("quality-d", "false").project("havna", waivers(entry(rule="quality-d")))
        assert havna.check().outcome("quality-d") == "waived"

    def test_waives_a_rule_about_records_of_both_kinds(self, havna: World) -> None:
        havna.rule("record-d", "false", subject="record")
        havna.project("havna", waivers(entry(rule="record-d"))).partner("nordby", waivers(entry(rule="record-d")))
        assert havna.check().outcomes("record-d") == {"havna": "waived", "nordby": "waived"}

    def test_waives_a_partners_rule_in_the_partners_record(self, havna: World) -> None:
        havna.rule("partner-d", "false").partner("nordby", waivers(entry(rule="partner-d")))
        assert havna.check().outcome("partner-d") == "waived"

    def test_does_not_waive_what_is_unknown(self, havna: World) -> None:
        havna.rule("project-d", 'missing("notes")').project("havna", waivers(entry(rule="project-d")))
        verdict = havna.check()
        assert verdict.outcome("project-d") == "unknown"
        assert "waiver-unused" in verdict.rules


class TestItems:
    GOALS = "goals: [{statement: A}, {statement: B, due: 2026-01-01}, {statement: C}]\n"

    @pytest.mark.parametrize(
        ("item", "outcomes"),
        [
            (None, ["waived", "fulfilled", "waived"]),
            ("0", ["waived", "fulfilled", "breach"]),
            ("'2'", ["breach", "fulfilled", "waived"]),
        ],
    )
    def test_one_without_item_covers_all_and_one_with_item_covers_that(
        self, havna: World, item: str | None, outcomes: list[str]
    ) -> None:
        havna.project("havna", self.GOALS + waivers(entry(rule="project-c", item=item)))
        verdict = havna.check()
        assert [verdict.outcomes("project-c")["havna", index] for index in range(3)] == outcomes
        assert "waiver-unused" not in verdict.rules

    @pytest.mark.parametrize("item", ["1", "3", "C", "None"])
    def test_one_for_an_item_that_is_not_breached_is_unused_and_says_which(self, havna: World, item: str) -> None:
        havna.project("havna", self.GOALS + waivers(entry(rule="project-c", item=item)))
        verdict = havna.check()
        assert f"for {item}" in verdict.message("waiver-unused")
        assert set(verdict.outcomes("project-c").values()) == {"breach", "fulfilled"}

    @pytest.mark.parametrize("item", ["0", "None", "null"])
    def test_a_rule_without_items_is_matched_by_no_item(self, havna: World, item: str) -> None:
        havna.project("havna", waivers(entry(item=item)))
        assert havna.check().outcome("project-a") == ("waived" if item == "null" else "breach")

    def test_the_item_is_the_place_in_the_file_where_others_before_it_are_refused(self, havna: World) -> None:
        havna.project("havna", "goals: [5, {statement: A}]\n" + waivers(entry(rule="project-c", item="1")))
        assert havna.check().outcomes("project-c") == {("havna", 1): "waived"}


class TestOneThatEnded:
    def test_waives_nothing_and_the_breach_says_that_it_ended_and_when(self, havna: World) -> None:
        havna.project("havna", waivers(entry(until="2026-06-29")))
        verdict = havna.check()
        finding = verdict.one("project-a")
        assert (finding["outcome"], finding["severity"], finding["waiver"]) == ("breach", "error", None)
        assert finding["message"] == "Breach of project-a. The waiver for this ended on 29 June 2026."
        expired = verdict.one("waiver-expired")
        assert (expired["severity"], expired["layer"], expired["clauses"]) == ("error", "validity", [])
        assert (expired["location"]["pointer"], expired["location"]["line"]) == ("/waivers/0/until", 3)
        assert "29 June 2026" in expired["message"]
        assert verdict.exit == FINDINGS

    def test_is_an_error_also_where_its_breach_is_gone(self, havna: World) -> None:
        havna.project("havna", waivers(entry(rule="project-b", until="2026-06-29")))
        verdict = havna.check()
        assert [each for each in verdict.rules if each.startswith("waiver")] == ["waiver-expired"]
        assert verdict.outcome("project-b") == "fulfilled"

    def test_touches_no_other_waiver(self, havna: World) -> None:
        havna.rule("project-d", "false")
        havna.project("havna", waivers(entry(until="2026-06-29"), entry(rule="project-d")))
        verdict = havna.check()
        assert verdict.outcome("project-a") == "breach"
        assert verdict.outcome("project-d") == "waived"

    def test_says_nothing_in_a_breach_of_an_item_that_it_was_not_for(self, havna: World) -> None:
        havna.project("havna", TestItems.GOALS + waivers(entry(rule="project-c", item="0", until="2026-06-29")))
        messages = {finding["item"]: finding["message"] for finding in havna.check().of("project-c")}
        assert messages[0].endswith("ended on 29 June 2026.")
        assert messages[2] == "Breach of project-c."


class TestTwoForOneBreach:
    def test_one_that_holds_waives_though_another_ended(self, havna: World) -> None:
        havna.project("havna", waivers(entry(until="2025-12-31", reason="Først"), entry(reason="Så")))
        verdict = havna.check()
        assert verdict.one("project-a")["waiver"]["reason"] == "Så"
        assert [each for each in verdict.rules if each.startswith("waiver")] == ["waiver-expired"]

    def test_two_that_hold_are_both_used(self, havna: World) -> None:
        havna.project("havna", waivers(entry(reason="Først"), entry(reason="Så")))
        verdict = havna.check()
        assert verdict.one("project-a")["waiver"]["reason"] == "Først"
        assert verdict.rules == ["project-a"]

    def test_the_breach_names_the_day_of_the_last_that_ended(self, havna: World) -> None:
        havna.project("havna", waivers(entry(until="2025-12-31"), entry(until="2026-01-31"), entry(until="2025-06-30")))
        verdict = havna.check()
        assert verdict.message("project-a").endswith("ended on 31 January 2026.")
        assert len(verdict.of("waiver-expired")) == 3
