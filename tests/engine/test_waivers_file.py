"""`data/waivers.yaml`, a list of the same entries, for rules about the portfolio."""

from __future__ import annotations

import pytest
from portfolios import CLEAN, World
from waiver_texts import GRANTED, entry


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
