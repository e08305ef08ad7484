"""What a finding says: slots from `values` and those that are always there, written in the reader's way."""

from __future__ import annotations

import pytest
from portfolios import World


def said(world: World, message: str, lang: str = "nb", **more: str) -> str:
    """The message of a rule that is breached."""
    world.rule("project-a", "false", message=f"{{nb: '{message}'}}", **more)
    return world.check(lang=lang).message("project-a")


@pytest.mark.parametrize(
    ("value", "nb", "en"),
    [
        ("'\"tekst\"'", "tekst", "tekst"),
        ("'5'", "5", "5"),
        ("'1250000'", "1\u00a0250\u00a0000", "1,250,000"),
        ("'9999'", "9999", "9999"),
        ("'2.5'", "2,5", "2.5"),
        ("'-3'", "−3", "-3"),
        ("'\"2024-06-05\"'", "5. juni 2024", "5 June 2024"),
        ("'\"2024-06-05 og 06\"'", "2024-06-05 og 06", "2024-06-05 og 06"),
        ("'true'", "ja", "yes"),
        ("'[\"a\"]'", "a", "a"),
        ('\'["a", "b", "c"]\'', "a, b og c", "a, b and c"),
        ("'[]'", "ingen", "none"),
        ("params.each", "GT: 1, SE: 2", "GT: 1, SE: 2"),
        ("'params.named[0]'", "Rivne", "Rivne"),
        ("project.status", "active", "active"),
        ("project.period.start", "1. januar 2026", "1 January 2026"),
        ("'params.frame'", "–", "–"),
    ],
)
def test_a_value_is_written_in_the_readers_way(world: World, value: str, nb: str, en: str) -> None:
    world.project("havna", "period: {start: 2026-01-01}\n")
    assert said(world, "{x}.", values=f"{{x: {value}}}") == f"{nb}."
    assert world.check(lang="en").message("project-a") == f"{en}."


def test_the_title_and_the_day_are_always_there(world: World) -> None:
    world.project()
    assert said(world, "{title} per {as_of}.") == "Havna per 30. juni 2026."


def test_a_record_without_a_title_is_called_by_its_id(world: World) -> None:
    world.project("havna", base="status: active\n")
    assert said(world, "{title}.") == "havna."


def test_the_fix_has_the_same_slots(world: World) -> None:
    world.project().rule("project-a", "false", values="{x: project.status}", fix='{nb: "Rett {x} i {title}."}')
    assert world.check().one("project-a")["fix"] == "Rett active i Havna."


def test_an_item_has_its_index_and_its_number(world: World) -> None:
    world.project("havna", "goals: [{statement: A}, {statement: B}]\n")
    world.rule("project-a", "item.statement == 'A'", for_each="project.goals", message='{nb: "{item}, {number}"}')
    assert world.check().message("project-a") == "1, 2"


def test_a_value_may_use_the_item(world: World) -> None:
    world.project("havna", "goals: [{statement: A}, {statement: B}]\n")
    world.rule(
        "project-a", "false", for_each="project.goals", values="{what: item.statement}", message='{nb: "Mål {what}"}'
    )
    assert [finding["message"] for finding in world.check().findings] == ["Mål A", "Mål B"]


@pytest.mark.parametrize("text", ["{other: …}", "{X}", "{}", "{ x }", "{{", "} {"])
def test_braces_that_are_no_slot_stand_as_they_are(world: World, text: str) -> None:
    world.project()
    assert said(world, f"Skriv {text}.") == f"Skriv {text}."


def test_a_value_that_looks_like_a_slot_is_not_filled_again(world: World) -> None:
    world.project("havna", base="title: '{as_of} {title}'\nstatus: active\n")
    assert said(world, "{title}!") == "{as_of} {title}!"


@pytest.mark.parametrize(
    ("texts", "lang", "shown"),
    [
        ("{nb: Norsk, en: English}", "nb", "Norsk"),
        ("{nb: Norsk, en: English}", "en", "English"),
        ("{nb: Norsk, en: English}", "nn", "Norsk"),
        ("{nb: Norsk, nn: Nynorsk}", "nn", "Nynorsk"),
        ("{nb: Norsk}", "en", "Norsk"),
        ("{en: English}", "nb", "English"),
    ],
)
def test_a_text_is_in_the_nearest_language_that_it_has(world: World, texts: str, lang: str, shown: str) -> None:
    world.project().rule("project-a", "false", message=texts)
    assert world.check(lang=lang).message("project-a") == shown


def test_values_are_asked_only_where_the_rule_is_breached(world: World) -> None:
    world.project("havna", "budget: {total: 5}\n").project("torget")
    world.rule(
        "project-a", "project.budget.total > 9", when="has(project.budget.total)",
        values="{total: project.budget.total}", message='{nb: "{total}"}',
    )  # fmt: skip
    verdict = world.check()
    assert verdict.rules == ["project-a"]
    assert verdict.message("project-a") == "5"


def test_a_value_that_waits_for_something_is_a_dash(world: World) -> None:
    world.project()
    assert said(world, "{x}.", values="""{x: 'missing("notes")'}""") == "–."


class TestThePortfolio:
    """Count, measures, item and names are slots."""

    def test_all_of_them(self, world: World) -> None:
        for name in ("Nordby", "Vestby", "Sørby"):
            base = f"name: {name}\ncountry: DK\nrelation: sister_city\nstatus: active\nsince: 1950\n"
            world.partner(name.lower().replace("ø", "o"), base=base)
        world.rule(
            "portfolio-a", "count < 1", among="partner", for_each="params.countries", where="partner.country == item",
            measures='{oldest: {min: partner.since}, all: {sum: "1"}}', values="{twice: 'count * 2'}",
            message="{nb: '{item}: {count} ({names}), {twice}, {oldest}, {all}, {as_of}.'}",
        )  # fmt: skip
        message = world.check(lang="nb").message("portfolio-a")
        assert message == "DK: 3 (Nordby, Sørby og Vestby), 6, 1950, 3, 30. juni 2026."

    def test_names_of_nobody(self, world: World) -> None:
        world.partner().rule("portfolio-a", "count > 0", among="project", message='{nb: "{count}: {names}"}')
        assert world.check(lang="nb").message("portfolio-a") == "0: ingen"

    def test_a_measure_over_nothing_is_a_dash(self, world: World) -> None:
        world.partner().rule(
            "portfolio-a", "count > 0", among="project", measures='{m: {max: "1"}}', message='{nb: "{m}"}'
        )
        assert world.check(lang="nb").message("portfolio-a") == "–"


def test_an_unknown_says_what_is_missing_and_not_the_rules_message(world: World) -> None:
    world.project().rule("project-a", "true", needs="[budget.total]", title="{nb: Budsjett, en: Budget}")
    finding = world.check().one("project-a")
    assert "Budget" in finding["message"]
    assert "budget.total" in finding["message"]
    assert "budget.total" in finding["fix"]
    assert "Breach" not in finding["message"]


def test_a_text_from_a_record_keeps_personal_data_out(world: World) -> None:
    world.project("havna", "notes: Spør ola@gmail.com\n")
    message = said(world, "{notes}", values="{notes: project.notes}")
    assert message == "Spør " + "█" * len("ola@gmail.com")


def test_an_item_that_is_personal_data_is_shown_nowhere(world: World) -> None:
    world.project("a", base="title: ola@gmail.com\nstatus: active\n")
    world.project("b", base="title: ola@gmail.com\nstatus: active\n").project(
        "c", base="title: kari@gmail.com\nstatus: idea\n"
    )
    world.rule(
        "portfolio-a", "count == 1", among="project", group_by="project.title", message='{nb: "{item}: {names}"}'
    )
    verdict = world.check()
    assert "@gmail.com" not in verdict.text
    assert "@gmail.com" not in world.run("check", "--show", "all").out
    assert len(verdict.outcomes("portfolio-a")) == 2
