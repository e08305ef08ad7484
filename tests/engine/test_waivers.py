"""The life of a waiver: it holds, it ends, it is near its end, it matches nothing, or it is none."""

from __future__ import annotations

import pytest
from portfolios import CLEAN, FINDINGS, World

GRANTED = {"rule": "project-a", "reason": "Venter på tilskudd", "decided_by": "Formannskapet", "until": "2026-12-31"}


def entry(**more: str | None) -> str:
    """A waiver as a flow map; None leaves a key out."""
    parts = {**GRANTED, **more}
    return "{" + ", ".join(f"{key}: {value}" for key, value in parts.items() if value is not None) + "}"


def waivers(*entries: str) -> str:
    return f"waivers: [{', '.join(entries)}]\n"


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


class TestThePortfoliosFile:
    """`data/waivers.yaml` is a list of the same entries, for rules about the portfolio."""

    @pytest.fixture
    def counted(self, world: World) -> World:
        world.partner("nordby").partner(
            "vestby", base="name: Vestby\ncountry: FI\nrelation: sister_city\nstatus: active\n"
        )
        world.rule(
            "portfolio-a", "count == 1", for_each="params.countries", among="partner", where="partner.country == item"
        )
        return world.rule("portfolio-b", "false", among="partner")

    def test_one_with_item_waives_that_item(self, counted: World) -> None:
        counted.waivers(f"- {entry(rule='portfolio-a', item='SE')}\n")
        verdict = counted.check()
        assert verdict.outcomes("portfolio-a") == {(None, "SE"): "waived", (None, "DK"): "fulfilled"}
        assert verdict.outcome("portfolio-b") == "breach"
        assert verdict.one("portfolio-a")["waiver"]["reason"] == GRANTED["reason"]

    def test_one_without_item_waives_all(self, counted: World) -> None:
        counted.waivers(f"- {entry(rule='portfolio-a')}\n- {entry(rule='portfolio-b')}\n")
        verdict = counted.check()
        assert verdict.outcomes("portfolio-a")[None, "SE"] == "waived"
        assert verdict.outcome("portfolio-b") == "waived"
        assert verdict.exit == CLEAN

    @pytest.mark.parametrize(
        ("written", "rule", "pointer", "severity"),
        [
            (entry(rule="portfolio-b", until="2026-06-29"), "waiver-expired", "/1/until", "error"),
            (entry(rule="portfolio-b", until="2026-07-10"), "waiver-expiring", "/1/until", "note"),
            (entry(rule="portfolio-a", item="FI"), "waiver-unused", "/1", "note"),
            (entry(rule="portfolio-x"), "waiver-invalid", "/1/rule", "error"),
            (entry(rule="partner-c"), "waiver-invalid", "/1/rule", "error"),
            (entry(rule="portfolio-firm"), "waiver-invalid", "/1/rule", "error"),
            (entry(rule="portfolio-b", reason=None), "waiver-invalid", "/1/reason", "error"),
            ("portfolio-b", "waiver-invalid", "/1", "error"),
            (entry(rule="portfolio-b", until="snart"), "record-invalid", "/1/until", "error"),
        ],
    )
    def test_what_is_the_matter_with_one_is_told_at_its_place(
        self, counted: World, written: str, rule: str, pointer: str, severity: str
    ) -> None:
        counted.rule("partner-c").rule("portfolio-firm", "false", among="partner", waivable="false")
        counted.waivers(f"- {entry(rule='portfolio-a', item='SE')}\n- {written}\n")
        verdict = counted.check()
        found = verdict.one(rule)
        assert found["subject"] == {"kind": "portfolio", "id": None}
        assert (found["location"]["path"], found["location"]["pointer"]) == ("data/waivers.yaml", pointer)
        assert (found["location"]["line"], found["severity"]) == (2, severity)
        assert verdict.outcomes("portfolio-a")[None, "SE"] == "waived"

    def test_a_breach_whose_waiver_ended_says_so(self, counted: World) -> None:
        counted.waivers(f"- {entry(rule='portfolio-b', until='2026-06-29')}\n")
        assert counted.check().message("portfolio-b").endswith("ended on 29 June 2026.")

    @pytest.mark.parametrize("content", ["rule: portfolio-b\n", "- [\n", "bare tekst\n"])
    def test_a_file_that_is_no_list_is_told_and_nothing_is_waived(self, counted: World, content: str) -> None:
        counted.waivers(content)
        verdict = counted.check()
        found = verdict.one("record-unreadable")
        assert found["location"]["path"] == "data/waivers.yaml"
        assert verdict.outcome("portfolio-b") == "breach"
        assert verdict.json["summary"]["records"] == {"partners": 2, "projects": 0, "unreadable": 0}

    @pytest.mark.parametrize("content", ["[]\n", "# ingen ennå\n"])
    def test_an_empty_list_is_well(self, counted: World, content: str) -> None:
        counted.waivers(content)
        assert "record-unreadable" not in counted.check().rules
