"""Waivers of an earlier state, applied to the records of a later one; and what is remembered of them."""

from __future__ import annotations

import pytest
from comparing import inputs_of, pack_of
from msgspec.structs import replace
from portfolios import PROJECT, rule
from waiver_texts import entry, waivers

from intlstrat.findings import PORTFOLIO, Finding, Message, Outcome, Outcomes, Subject, msg
from intlstrat.language import Language
from intlstrat.load import load
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.verdict import State, verdict
from intlstrat.waivers import Entry, carried, entries, waive

PACK = pack_of(rule("project-a", "false"), rule("portfolio-few", "count > 3", among="project", where="true"))
OLD, NEW = Subject("project", "havna"), Subject("project", "hamna")
DAY = "2026-06-30"


def portfolio(files: dict[str, str]) -> Portfolio:
    return load(inputs_of(files), strategy_codes(PACK.strategy))


def project(name: str, *texts: str) -> dict[str, str]:
    return {f"data/projects/{name}.yaml": PROJECT + (waivers(*texts) if texts else "")}


def told(found: tuple[Entry, ...]) -> list[tuple[str | None, str | None, bool]]:
    return [(each.subject.id, each.file, each.is_spoken_of) for each in found]


class TestCarried:
    def test_one_whose_record_is_there_comes_along(self) -> None:
        old = entries(portfolio(project("havna", entry())))
        now = portfolio(project("havna"))
        for spoken in (True, False):
            found = carried(old, now, {}, are_spoken_of=spoken)
            assert told(found) == [("havna", "data/projects/havna.yaml", spoken)]
            assert found[0].waiver == old[0].waiver

    def test_one_whose_record_is_gone_is_left_out(self) -> None:
        assert carried(entries(portfolio(project("havna", entry()))), portfolio({}), {}, are_spoken_of=True) == ()

    def test_one_follows_its_record_to_its_name_and_file_of_now(self) -> None:
        old = entries(portfolio(project("havna", entry())))
        now = portfolio({"data/projects/under/hamna.yaml": PROJECT})
        found = carried(old, now, {OLD: NEW}, are_spoken_of=False)
        assert told(found) == [("hamna", "data/projects/under/hamna.yaml", False)]

    def test_one_that_stands_there_still_is_taken_from_there(self) -> None:
        old = entries(portfolio(project("havna", entry(), entry(rule="x"))))
        now = portfolio(project("havna", entry()))
        standing = entries(now)
        found = carried(old, now, {}, standing=standing, are_spoken_of=False)
        assert found[0] is standing[0]
        assert [each.is_spoken_of for each in found] == [True, False]

    def test_two_of_one_wording_are_taken_from_one_that_stands_there_but_once(self) -> None:
        old = entries(portfolio(project("havna", entry(), entry())))
        now = portfolio(project("havna", entry()))
        found = carried(old, now, {}, standing=entries(now), are_spoken_of=False)
        assert [each.is_spoken_of for each in found] == [True, False]

    def test_one_in_another_record_is_another(self) -> None:
        old = entries(portfolio(project("havna", entry())))
        now = portfolio({**project("havna"), **project("hamna", entry())})
        found = carried(old, now, {}, standing=entries(now), are_spoken_of=False)
        assert told(found) == [("havna", "data/projects/havna.yaml", False)]

    def test_one_of_the_portfolio_comes_along(self) -> None:
        old = entries(portfolio({"data/waivers.yaml": f"- {entry(rule='portfolio-few')}\n"}))
        found = carried(old, portfolio({}), {}, are_spoken_of=True)
        assert [(each.subject, each.file, each.is_spoken_of) for each in found] == [(PORTFOLIO, None, True)]

    def test_of_two_files_of_one_id_the_first_by_path_has_it(self) -> None:
        old = entries(portfolio(project("havna", entry())))
        now = portfolio({"data/projects/a/havna.yaml": PROJECT, "data/projects/b/havna.yaml": PROJECT})
        assert told(carried(old, now, {}, are_spoken_of=True)) == [("havna", "data/projects/a/havna.yaml", True)]


def breach(files: dict[str, str]) -> tuple[Portfolio, Finding]:
    read = portfolio(files)
    judged = verdict(State(read, PACK, (), DAY))
    (found,) = [each for each in judged.findings if each.rule == "project-a"]
    return read, found


def test_one_that_is_not_spoken_of_is_not_told_of_whatever_is_the_matter_with_it() -> None:
    """It stands in no record of now: nobody could mend it there."""
    texts = (entry(rule="unknown"), entry(until="2026-01-01"), entry(until="2026-07-01"))
    for text in (*texts, entry(rule="portfolio-few"), entry(until="2026-07-01", item="'7'")):
        read = portfolio(project("havna", text))
        for spoken in (True, False):
            given = tuple(replace(each, is_spoken_of=spoken) for each in entries(read))
            told = [each.rule for each in verdict(State(read, PACK, given, DAY)).findings if each.rule[:6] == "waiver"]
            assert bool(told) is spoken, text


def applied(found: Finding, given: tuple[Entry, ...], memory: Memory | None) -> Finding:
    return waive(Outcomes(), (found,), given, PACK, DAY, memory=memory).findings[0]


class TestWhatIsRemembered:
    """Of one finding under one waiver; with another waiver, or another day of its end, it is made anew."""

    def test_the_same_finding_under_the_same_waiver_is_the_same_object(self) -> None:
        read, found = breach(project("havna", entry()))
        memory = Memory()
        first = applied(found, entries(read), memory)
        assert first.outcome is Outcome.WAIVED
        assert applied(found, entries(read), memory) is first
        assert applied(replace(found, item=1), entries(read), memory).item == 1

    @pytest.mark.parametrize("until", ["2026-12-31", "2026-01-01"])
    def test_the_memory_tells_how_many_were_made_anew(self, until: str) -> None:
        read, found = breach(project("havna", entry(until=until)))
        memory = Memory()
        for made in (1, 0):
            applied(found, entries(read), memory)
            memory.settle()
            assert memory.made["waived"] == made

    def test_another_waiver_of_the_same_finding_is_seen(self) -> None:
        read, found = breach(project("havna", entry()))
        (given,) = entries(read)
        other = replace(given, waiver=replace(given.waiver, reason="Noe annet"))
        memory = Memory()
        seen = [applied(found, (each,), memory).waiver for each in (given, other)]
        assert [each.reason for each in seen if each is not None] == [given.waiver.reason, "Noe annet"]

    def test_another_end_of_the_same_waiver_is_seen(self) -> None:
        read, found = breach(project("havna", entry(until="2026-01-01")))
        (given,) = entries(read)
        other = replace(given, waiver=replace(given.waiver, until="2026-01-02"))
        memory = Memory()
        english = Language("en")
        first, second = (applied(found, (each,), memory) for each in (given, other))
        assert english.message(first.message).endswith("The waiver for this ended on 1 January 2026.")
        assert english.message(second.message).endswith("The waiver for this ended on 2 January 2026.")
        assert applied(found, (given,), memory) is first

    def test_what_is_said_already_stays_before_it(self) -> None:
        read, found = breach(project("havna", entry(until="2026-01-01")))

        def also(*texts: str) -> Message | None:
            return replace(msg(texts[0]), also=also(*texts[1:])) if texts else None

        told_more = replace(found, message=replace(found.message, also=also("Det ene.", "Det andre.")))
        said = Language("en").message(applied(told_more, entries(read), None).message)
        assert said == "Breach of project-a. Det ene. Det andre. The waiver for this ended on 1 January 2026."
