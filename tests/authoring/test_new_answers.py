"""What an answer is taken for: what people write, where it is certain, and a refusal that helps where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import pytest
from interviews import ENGLISH, hold, place

from intlstrat.authoring.new import choices as choices_module
from intlstrat.authoring.new.choices import choices_for
from intlstrat.authoring.new.hints import form
from intlstrat.authoring.new.understand import as_typed, understand
from intlstrat.authoring.new.world import Answer, World
from intlstrat.findings import N_
from intlstrat.records.fields import Field, field_at, record_field
from intlstrat.records.portfolio import Path as FieldPath
from intlstrat.records.types import Refusal

SDG, TARGETS = ("sdgs", 0, "goal"), ("sdgs", 0, "targets")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> World:
    return place(tmp_path_factory.mktemp("repo"), "project").world(None)


@pytest.fixture(scope="module")
def partner(tmp_path_factory: pytest.TempPathFactory) -> World:
    return place(tmp_path_factory.mktemp("repo"), "partner").world(None)


@pytest.fixture
def target_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names for a few of the UN's targets."""
    names: Mapping[str, str] = {"8.9": N_("Sustainable tourism"), "8.5": "Full employment", "11.4": "World heritage"}
    monkeypatch.setattr(choices_module, "TARGET_NAMES", names)


def taken(world: World, path: FieldPath, text: str, goal: str | None = None) -> Answer:
    field = field_at(world.root, path)
    assert field is not None
    return understand(field, text, choices_for(field, world, goal), world).value


def told(world: World, path: FieldPath, text: str) -> str | None:
    field = field_at(world.root, path)
    assert field is not None
    return understand(field, text, choices_for(field, world), world).taken_for


def refused(world: World, path: FieldPath, text: str) -> str:
    with pytest.raises(Refusal) as caught:
        taken(world, path, text)
    return f"{ENGLISH.message(caught.value.message)} {ENGLISH.message(caught.value.fix)}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("2024-06-05", "2024-06-05"), ("5.6.2024", "2024-06-05"), ("05.06.2024", "2024-06-05")),
        *(("5. juni 2024", "2024-06-05"), ("5 June 2024", "2024-06-05"), ("5. des. 2024", "2024-12-05")),
        *(("2024-6-5", "2024-06-05"), ("1. mars 2027", "2027-03-01"), (" 2024-06-05 ", "2024-06-05")),
    ],
)
def test_days(project: World, text: str, value: str) -> None:
    assert taken(project, ("period", "start"), text) == value


DOUBTFUL = ["5/6/2024", "31.2.2024", "2024", "juni 2024", "5.6.24", "i går", "5. mai", "0.0.2024"]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_days_that_are_in_doubt_or_are_none(project: World, text: str) -> None:
    said = refused(project, ("period", "start"), text)
    assert "cannot be read as a day. Write " in said or "There is no such day" in said
    assert "year-month-day" not in said.partition("no such day")[0]


def test_a_refusal_says_how_to_answer_and_not_how_it_stands_in_a_file(project: World, partner: World) -> None:
    assert refused(project, ("period", "start"), "tull").endswith(
        "Write the day as 2024-06-05, 5.6.2024 or 5 June 2024."
    )
    assert refused(partner, ("country",), "tull").endswith("Write the country's name, or its code of two letters.")
    assert "three letters of ISO 4217" in refused(project, ("budget", "currency"), "tull")
    assert refused(project, ("budget", "total"), "mye").endswith("such as 350000, 350 000 or 1,2 million.")
    assert "without a minus sign" in refused(project, ("budget", "total"), "-5")
    assert refused(project, ("period", "start"), "05/06/2024").endswith("or 2024-05-06 if the month does.")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("350000", "350000"), ("350 000", "350000"), ("350 000", "350000"), ("350 000 kr", "350000")),
        *(("kr 350 000", "350000"), ("NOK 350000", "350000"), ("4.200.000", "4200000"), ("4,200,000", "4200000")),
        *(("1,2 mill", "1200000"), ("1.2 mill.", "1200000"), ("1,25 millioner kroner", "1250000")),
        *(("500 tusen", "500000"), ("2 mrd", "2000000000"), ("2 milliarder", "2000000000"), ("0", "0"), ("5,-", "5")),
    ],
)
def test_amounts(project: World, text: str, value: str) -> None:
    assert taken(project, ("budget", "total"), text) == value


@pytest.mark.parametrize("text", ["1,2", "4,200", "-5", "1,2345678 mill", "mye", "12 stk", "5" * 50, "1 2", "²"])
def test_amounts_that_are_in_doubt_or_are_none(project: World, text: str) -> None:
    assert "is not an amount" in refused(project, ("budget", "total"), text)


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        (("goals", 0, "target"), "40 000", "40000"),
        (("goals", 0, "target"), "3,5", "3.5"),
        (("goals", 0, "target"), "0,125", "0.125"),
        (("goals", 0, "target"), "1.250.000", "1250000"),
        (("goals", 0, "target"), "1.250,75", "1250.75"),
        (("goals", 0, "target"), "−3", "-3"),
        (("plan", "activities", 0, "done"), "ja", "true"),
        (("plan", "activities", 0, "done"), "Nei", "false"),
        (("plan", "activities", 0, "done"), "yes", "true"),
        (("budget", "currency"), "kroner", "NOK"),
        (("budget", "currency"), "eur", "EUR"),
        (("participants", 0, "country"), "Norge", "NO"),
        (("participants", 0, "country"), "no", "NO"),
        (("participants", 0, "country"), "Sverige", "SE"),
        (("participants", 0, "country"), "sweden", "SE"),
        (("participants", 0, "country"), "Elfenbeinskysten", "CI"),
        (("participants", 0, "country"), "Nederland", "NL"),
        (("risk_assessment", "risks", 0, "impact"), "3", "3"),
        (("status",), "Planned", "planned"),
        (("status",), "planlagt", "planned"),
        (("status",), "3", "planned"),
        (("status",), "Complet", "completed"),
        (("strategy", "principles"), "2.1, 2.3", ("2.1", "2.3")),
        (("strategy", "principles"), "1 3", ("2.1", "2.3")),
        (("strategy", "principles"), "2.1,2.1", ("2.1",)),
        (("strategy", "goals"), "1, kultur", ("1", "4")),
        (("areas",), "culture; Miljø", ("culture", "environment")),
        (("areas",), "sirkus", ({"other": "sirkus"},)),
        (("areas",), "=kultr", ({"other": "kultr"},)),
        (("programme",), "ØKS", "interreg-oks"),
        (("programme",), "Vårt eget fond", {"other": "Vårt eget fond"}),
        (("partners",), "Aalborg", ("aalborg",)),
        (("partners",), "2", ("karlskoga",)),
        (("risk_factors",), "minors, 1", ("minors", "conflict_area")),
        (SDG, "8", "8"),
        (SDG, "likestilling", "5"),
        (SDG, "climate", "13"),
        (TARGETS, "8.9", ("8.9",)),
        (TARGETS, "11.A", ("11.a",)),
        (TARGETS, "8,9", ("8.8",)),  # the 8th and the 9th of the list: two numbers with a comma between
        (("title",), "  2024  ", "2024"),
    ],
)
def test_what_is_certain_is_taken(project: World, path: FieldPath, text: str, value: Answer) -> None:
    if text == "8,9":
        assert taken(project, path, text, "8") == ("8.8", "8.9")
    else:
        assert taken(project, path, text) == value


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (("status",), "planed", "Did you mean “planned”?"),
        (("status",), "7", "is not known here"),
        (("status",), "sometime", "Write one of: idea, applied, planned, active, completed, cancelled."),
        (("areas",), "kulture", "Did you mean “culture”? Write =kulture where you mean your own words."),
        (("partners",), "albrog", "Did you mean “aalborg”?"),
        (("partners",), "Bergen", "There is no partner “Bergen”."),
        (("participants", 0, "country"), "Danmrk", "Did you mean Denmark (DK)? Write DK"),
        (("participants", 0, "country"), "Atlantis", "is not a country code"),
        (("participants", 0, "country"), "Sør", "can mean several things here"),
        (("programme",), "interreg", "interreg-sverige-norge (Interreg Sweden-Norway), interreg-oks"),
        (("plan", "activities", 0, "done"), "kanskje", "is neither yes nor no. Write yes or no."),
        (("budget", "currency"), "perler", "is not a currency code"),
        (("goals", 0, "target"), "mange", "is not a number"),
        (
            ("goals", 0, "target"),
            "40.000",
            "“40.000” can mean several things here. Write 40000 if the sign in it stands",
        ),
        (("goals", 0, "baseline"), "20.000", "between thousands, or 20 if it stands before a fraction."),
        (("goals", 0, "result", "value"), "2,125", "Write 2125 if the sign in it stands between thousands, or 2.1250"),
        (("risk_assessment", "risks", 0, "impact"), "6", "from 1 to 5"),
        (SDG, "18", "from 1 to 17"),
        (TARGETS, "8.99", "Did you mean"),
        (("title",), "a\x07b", "control character U+0007"),
        (("title",), "a\udc80", "cannot be written in UTF-8"),
    ],
)
def test_what_is_in_doubt_is_refused_with_what_to_write(project: World, path: FieldPath, text: str, said: str) -> None:
    assert said in refused(project, path, text)


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (("period", "start"), "5.6.2024", "5 June 2024 (2024-06-05)"),
        (("period", "start"), "2024-06-05", None),
        (("budget", "total"), "1,2 mill", "1,200,000"),
        (("status",), "3", "Planned (planned)"),
        (("status",), "planned", None),
        (("areas",), "sirkus, culture", "own words: sirkus"),
        (("participants", 0, "country"), "norge", "Norway (NO)"),
        (("title",), "Coast", None),
    ],
)
def test_what_was_taken_for_something_else_is_told(
    project: World, path: FieldPath, text: str, said: str | None
) -> None:
    assert told(project, path, text) == said


def test_un_goals_and_targets_are_found_by_words(project: World, target_names: None) -> None:
    assert taken(project, SDG, "tourism") == "8"
    assert taken(project, TARGETS, "tourism", "8") == ("8.9",)
    assert taken(project, TARGETS, "Full employment, 8.9", "8") == ("8.5", "8.9")
    field = field_at(project.root, TARGETS)
    assert field is not None
    names = {each.value: each.name for each in choices_for(field, project, "8")}
    assert names["8.9"] == "Sustainable tourism"
    assert set(names) == {f"8.{part}" for part in [*map(str, range(1, 11)), "a", "b"]}


def test_a_partner_has_relations_to_choose_from(partner: World) -> None:
    assert taken(partner, ("relation",), "vennskapsby") == "sister_city"
    assert taken(partner, ("contact_level",), "høy") == "high"
    assert taken(partner, ("since",), "1950") == "1950"
    assert "four digits" in refused(partner, ("since",), "50")


@pytest.mark.parametrize("value", ["x", {"other": "havn"}, ("a", {"other": "b"}), ()])
def test_a_value_can_be_typed_again(project: World, value: Answer) -> None:
    typed = as_typed(value)
    assert typed == {"x": "x", "=havn": "=havn", "a, =b": "a, =b", "": ""}[typed]


class TestIds:
    @pytest.mark.parametrize(
        ("name", "proposal"),
        [
            ("Kyststi for alle", "kyststi-for-alle"),
            ("Ærø på ny – år 2", "aero-pa-ny-ar-2"),
            ("Łódź & Þórshöfn", "lodz-thorshofn"),
            ("Karlskoga", "karlskoga-2"),
            ("東京", None),
            ("x" * 300, "x" * 100),
        ],
    )
    def test_one_is_made_from_the_name(self, tmp_path: Path, name: str, proposal: str | None) -> None:
        held = hold(tmp_path, "partner", name)
        assert (held.question.kind, held.question.proposal) == ("id", proposal)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Kyst sti", "“Kyst sti” is no id. Write kyst-sti"),
            ("kyst.yaml", "Write kyst,"),
            ("data/partners/ny", "Write data-partners-ny"),
            ("../ny", "Write ny"),
            ("---", "is no id. Write a word"),
            ("aalborg", "is taken already. Nothing is written over. Write another, such as aalborg-2."),
            ("x" * 101, "is no id"),
        ],
    )
    def test_one_that_will_not_do_is_refused(self, tmp_path: Path, text: str, said: str) -> None:
        assert said in hold(tmp_path, "partner", "Ny", text).refused

    def test_another_case_of_a_file_s_name_is_taken(self, tmp_path: Path) -> None:
        place(tmp_path, "partner")
        (tmp_path / "data/partners/Bergen.yml").write_text("name: Bergen\n", encoding="utf-8")
        assert "is taken already" in hold(tmp_path, "partner", "Bergen", "bergen").refused

    def test_ids_are_of_their_kind(self, tmp_path: Path) -> None:
        assert hold(tmp_path, "project", "Aalborg").question.proposal == "aalborg"

    def test_nothing_can_be_left_out_that_is_required(self, tmp_path: Path) -> None:
        for lines in (("",), ("-",), ("Coast", "-"), ("Coast", "", ""), ("Coast", "", "-")):
            assert "cannot be left out" in hold(tmp_path, "project", *lines).refused


def fields(field: Field) -> Iterator[Field]:
    """All values below a field, and lists of values."""
    if field.is_simple:
        yield field
        return
    for part in (*field.parts, *((field.item,) if field.item is not None else ())):
        yield from fields(part)


@pytest.mark.parametrize("kind", ["partner", "project"])
def test_only_texts_are_written_in_ones_own_words(kind: Literal["partner", "project"]) -> None:
    """What `?` says of how to answer."""
    found = {(each.item or each).type: form(each).text for each in fields(record_field(kind))}
    assert len(found) > 10
    assert {type_ for type_, text in found.items() if text == "Write it in your own words."} == {"text"}
