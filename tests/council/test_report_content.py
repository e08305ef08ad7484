"""What the paper says: front page, a summary that does not grow, a follow-up list that is cut, a text for the case."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from city import City
from paper_texts import Paper, of_markdown, one_line
from portfolios import NOT_CHECKED, World
from report_world import PARTNERS, everything, report

MOST_WORDS = 500


def paper(world: World, *arguments: str, lang: str = "en", exit_: int = 0) -> Paper:
    ran = report(world, "--format", "markdown", *arguments, lang=lang, exit_=exit_)
    return of_markdown(ran.out.replace("\u00a0", " "))


def many(city: City, partners: int, projects: int) -> City:
    """Records of every kind and status, with money in many currencies and nothing that a strategy asks for."""
    relations, statuses = ("sister_city", "friendship", "network"), ("active", "dormant", "proposed")
    codes = re.findall("..", "DKSEFIISDEPLEELVLTFRESITPTIENLBEATCHCZSKHUROBGGRHRSIGTUAUSCA")
    currencies = re.findall("...", "AUDBRLCADCHFCNYCZKGBPHUFILSINRISKJPYKRWMXNNZDPHPPLNRONSGDTHBTRYZAR")
    for n in range(partners):
        base = f"name: Partner nummer {n}\ncountry: {codes[n % 30]}\nrelation: {relations[n % 3]}\n"
        city.partner(f"p{n}", base=f"{base}status: {statuses[n % 3 if n % 5 else 0]}\n")
    for n in range(projects):
        status = ("active", "planned", "completed", "applied", "idea", "cancelled")[n % 6]
        budget = f"budget: {{currency: {currencies[n % 22]}, total: {n}00, own_by_year: {{2026: {n}}}}}\n"
        who = f"partners: [p{n % partners}]\nresponsible: {{unit: Enhet {n % 40}}}\n"
        period = f"period: {{start: {2015 + n % 12}-01-01, end: {2018 + n % 12}-12-31}}\n"
        city.project(f"j{n}", base=f"title: Prosjekt nummer {n}\nstatus: {status}\n{budget}{who}{period}")
    return city


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return paper(many(City(tmp_path_factory.mktemp("stor")), 20, 120))


def test_the_summary_does_not_grow_with_the_portfolio(large: Paper, tmp_path: Path) -> None:
    small = paper(many(City(tmp_path / "liten"), 3, 12))
    words = [len(re.findall(r"\w+", each.section("Summary"))) for each in (small, large)]
    assert words[1] <= MOST_WORDS
    assert words[1] - words[0] < 60
    assert len(large.section("Projects").split()) > 120 * 5


def test_the_follow_up_list_names_twelve_and_the_annex_all(large: Paper) -> None:
    follow_up = large.section("Demands of the strategy that are not met")
    cells = [
        cell for line in follow_up.split("\n") for cell in line.split(" | ") if "Enhet" in cell or "record" in cell
    ]
    assert cells
    assert max(len(re.findall(r"nummer \d+", cell)) for cell in cells) <= 3 * 13 + 1
    annex = large.text[large.text.rindex("Annex: follow-up for each partner and project") :]
    assert large.headings[-1] == "Annex: follow-up for each partner and project"
    assert (
        len(set(re.findall(r"Prosjekt nummer (\d+)", annex))) == 80
    )  # 20 are cancelled, and of 20 ideas nothing is asked


def test_a_unit_with_many_records_names_the_first_twelve(world: World) -> None:
    world.rule("project-a", "false")
    for n in range(15):
        world.project(f"j{n:02}", "responsible: {unit: Kultur}\n", base=f"title: P{n:02}\nstatus: active\n")
    found = paper(world)
    names = ", ".join(f"P{n:02}" for n in range(12))
    assert f"Kultur: {names} and three more" in found.section("Demands of the strategy that are not met")
    annex = found.text[found.text.rindex("Annex: follow-up") :]
    assert [f"P{n:02}" for n in range(15) if f"| P{n:02} | Kultur | Title project-a (1a) |" not in annex] == []


def test_without_long_lists_there_is_no_annex(world: World) -> None:
    world.rule("project-a", "false")
    for n in range(13):
        world.project(f"j{n:02}", base=f"title: P{n:02}\nstatus: active\n")
    found = paper(world)
    assert "P12" in found.section("Demands of the strategy that are not met")
    assert found.headings[-1] == "Proposed decision"


def test_the_case_ends_with_taking_the_paper_for_information(tmp_path: Path) -> None:
    city = everything(City(tmp_path / "by"))
    found = paper(city, lang="nb")
    proposal = one_line(found.text[found.text.rindex("\nForslag til vedtak\n") :].replace("Forslag til vedtak", ""))
    assert proposal == "Rapporten om internasjonalt samarbeid per 23. november 2026 tas til orientering."
    english = paper(city).text.rstrip().split("\n")[-1]
    assert english == "The report on international cooperation as of 23 November 2026 is taken for information."


def test_the_case_in_figures(tmp_path: Path) -> None:
    found = paper(everything(City(tmp_path / "by")), lang="nb")
    facts = found.text[found.text.rindex("Saksopplysninger") :]
    # Four partners have not ended, six projects are not cancelled; Denmark, Finland, Norway and Ukraine.
    assert "har Fredrikstad kommune fire partnere i fire land og seks prosjekter." in facts
    assert "Én vennskapsby er aktiv, og to prosjekter pågår." in facts
    assert "bidrar til fire av FNs 17 bærekraftsmål" in facts
    assert "For 2026 er det ført 76 600 kr av kommunens egne midler." in facts
    assert "kommer 73 % fra andre enn kommunen" in facts
    assert facts.count("har i seg selv ingen økonomiske konsekvenser") == 1


def test_the_front_says_how_to_make_it_again(world: World) -> None:
    world.strategy = world.strategy.replace('version: "1"', 'version: "1"\nadopted: 2024-06-05')
    world.rule("project-a").project()
    front = paper(world, "--until", "2027-01-01").text.partition("Contents")[0]
    for told in (
        "International cooperation: status as of 23 November 2026",
        "Municipality: Prøve kommune",
        "As of: 23 November 2026",
        "Strategy: Prøvestrategi, version 1, adopted 5 June 2024",
        "Revision of the data: the data are not kept in git",
        "intlstrat report --as-of 2026-11-23 --until 2027-01-01 --lang en",
    ):
        assert told in front
    assert re.search(r"Fingerprint of the rules: `sha256:[0-9a-f]{64}`", front)


def test_what_could_not_be_read_is_said_at_once(world: World) -> None:
    world.rule("project-a").project().write("data/projects/ond.yaml", "title: [\n")
    (world.root / "data/projects/borte.yaml").symlink_to("finnes-ikke.yaml")
    front = paper(world, exit_=NOT_CHECKED).text.partition("Contents")[0]
    assert "Note: Not everything could be checked, so this paper is not whole." in front
    assert "Two files could not be read as records and are missing in all overviews and figures: " in front
    assert "data/projects/borte.yaml, data/projects/ond.yaml." in front


def test_nobody_asked_is_said(world: World) -> None:
    found = paper(world.rule("project-a").project())
    assert "The paper is not compared with an earlier one." in found.text
    assert "The paper does not look ahead." in found.text


def test_a_portfolio_of_one_bare_record_is_a_paper_too(world: World) -> None:
    found = paper(world.rule("project-a").project())
    assert "has no partners, and one project." in found.section("Summary")
    for told in ("No partner is recorded.", "No country is recorded for any partner or participant."):
        assert told in found.text
    world.partner().write("data/projects/havna.yaml", "title: Havna\nstatus: cancelled\n")
    again = paper(world)
    assert "has one partner in one country, and no projects." in again.section("Summary")
    assert "No breach of the strategy was found." in again.section("Summary")


def test_an_accepted_breach_is_told_with_its_decision(world: World) -> None:
    waiver = "{rule: project-a, reason: Venter på svar, decided_by: Bystyret, case: PS 1/26, granted: 2026-01-15, "
    world.rule("project-a", "false").project("havna", f"waivers: [{waiver}until: 2027-06-30}}]\n")
    found = paper(world)
    told = found.section("Breaches that are accepted")
    for part in ("Havna", "Venter på svar", "Bystyret", "case PS 1/26", "15 January 2026", "30 June 2027", "Clause 1a"):
        assert part in told
    assert "Havna" not in found.section("Demands of the strategy that are not met")
    assert "One breach is accepted by a decision and does not count." in found.section("Assessment")


def test_an_ended_partner_stands_in_the_overview_and_not_among_the_visits(tmp_path: Path) -> None:
    city = City(tmp_path / "by")
    for id_, text in PARTNERS.items():
        city.write(f"data/partners/{id_}.yaml", text)
    found = paper(city)
    assert "Gammelby" in found.section("Sister cities and other partners")
    assert "Gammelby" not in found.section("Visits")
    assert "Visits are not recorded for two partners: Nettverket, Rivne." in found.section("Visits")
    assert "No project is recorded." in found.section("Projects")
