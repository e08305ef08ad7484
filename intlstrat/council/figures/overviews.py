"""The two overviews of the strategy's annex 2, the countries, and what serves each goal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from intlstrat.council.figures import (
    CountryFigures,
    Named,
    PartnerFigures,
    ProjectFigures,
    Serving,
    Term,
)
from intlstrat.council.figures.desk import LONGEST_NAME, Desk, shortened, value
from intlstrat.council.figures.money import Purse, currency_of, granted, own_by_year, rounded
from intlstrat.findings import Subject
from intlstrat.formats.page_words import texts as pack_text
from intlstrat.formats.schema_meanings import UN_GOALS
from intlstrat.formats.terminal import one_line
from intlstrat.records.portfolio import Record
from intlstrat.rules.model import Code

HOME: Final = "NO"
"""The country that the municipality lies in: the tool reckons in its kroner."""


def term(desk: Desk) -> Term | None:
    """The council term, where the strategy has one under the name that the rules know it by."""
    found = desk.parameter("council_term")
    if not isinstance(found, dict):
        return None
    days = [str(found.get(key)) for key in ("start", "end")]
    try:
        start, end = map(date.fromisoformat, days)
    except ValueError:
        return None
    # Python reads more ways to write a day than records use.
    return Term(*days) if start <= end and days == [start.isoformat(), end.isoformat()] else None


def partners(desk: Desk) -> tuple[PartnerFigures, ...]:
    """Every partner by name; those that are ended last."""
    council = term(desk)
    found = [_partner(desk, record, council) for record in desk.of("partner")]
    return tuple(sorted(found, key=lambda each: each.status == "ended"))


def _partner(desk: Desk, record: Record, council: Term | None) -> PartnerFigures:
    data = record.data
    is_lost = any(path[:1] == ("visits",) for path in record.lost)  # what could not be read may be a visit
    visits: list[dict[str, Any]] | None = data.get("visits") if not is_lost else None
    agreement = data.get("agreement")
    first, last = (council.start, min(council.end, desk.report.as_of)) if council else ("", desk.report.as_of)
    dates = {
        way: sorted(each["date"] for each in visits or [] if "date" in each and each.get("direction") == way)
        for way in ("outgoing", "incoming")
    }
    within = {way: sum(1 for day in days if first <= day <= last) for way, days in dates.items()}
    past = {way: [day for day in days if day <= desk.report.as_of] for way, days in dates.items()}
    return PartnerFigures(
        desk.named_record(record),
        data.get("country"),
        data.get("relation"),
        data.get("status"),
        data.get("since"),
        tuple(shortened(each["name"], LONGEST_NAME) for each in data.get("traditions", []) if "name" in each),
        tuple(shortened(area, LONGEST_NAME) for area in data.get("areas", [])),
        within["outgoing"] if visits is not None else None,
        within["incoming"] if visits is not None else None,
        past["outgoing"][-1] if past["outgoing"] else None,
        past["incoming"][-1] if past["incoming"] else None,
        sum(1 for each in visits or [] if "date" not in each or "direction" not in each),
        shortened(agreement.get("title", ""), LONGEST_NAME) if agreement is not None else None,
        value(agreement, "signed"),
        value(agreement, "valid_until"),
    )


_STATUS_ORDER: Final = ("active", "planned", "applied", "idea", "completed", "cancelled")


def projects(desk: Desk, purse: Purse) -> tuple[ProjectFigures, ...]:
    """Every project: what is going on first, what is over last; then by name."""
    found = [_project(desk, record, purse) for record in desk.of("project")]
    return tuple(sorted(found, key=lambda each: _STATUS_ORDER.index(each.status) if each.status else 9))


def _project(desk: Desk, record: Record, purse: Purse) -> ProjectFigures:
    data, currency = record.data, currency_of(record)
    total = value(data, "budget", "total")
    nok = purse.nok(total, currency) if total is not None else None
    by_year = own_by_year(record, purse)
    own = rounded(sum(by_year.values())) if by_year else granted(record, purse, own=True)  # type: ignore[arg-type]  # not empty
    return ProjectFigures(
        desk.named_record(record),
        data.get("status"),
        shortened(data["programme"], LONGEST_NAME) if "programme" in data else None,
        value(data, "period", "start"),
        value(data, "period", "end"),
        tuple(_partner_named(desk, each) for each in data.get("partners", [])),
        tuple(shortened(each["name"], LONGEST_NAME) for each in data.get("participants", []) if "name" in each),
        rounded(nok) if nok is not None else None,
        own,
        granted(record, purse, own=False),
        currency if currency != "NOK" else None,
        currency in purse.rates,
        tuple(one_line(code) for code in value(data, "strategy", "goals") or ()),
        tuple(sorted({each["goal"] for each in data.get("sdgs", []) if "goal" in each})),
    )


def _partner_named(desk: Desk, record_id: str) -> Named:
    subject = Subject("partner", record_id)
    if subject in desk.records:
        return desk.named(subject)
    shown = shortened(record_id, LONGEST_NAME)
    return Named("partner", shown, shown)


def un_goals(desk: Desk) -> tuple[Serving, ...]:
    """The UN's 17 goals with what serves each."""
    return tuple(_un_goal(desk, number, name) for number, name in enumerate(UN_GOALS, 1))


def _un_goal(desk: Desk, number: int, name: str) -> Serving:
    def serves(data: dict[str, Any]) -> bool:
        return any(each.get("goal") == number for each in data.get("sdgs", []))

    return _serving(desk, str(number), desk.language.text(name), serves)


def goals(desk: Desk) -> tuple[Serving, ...]:
    """The strategy's own goals with what serves each."""
    return tuple(_own_goal(desk, goal) for goal in desk.pack.strategy.goals)


def _own_goal(desk: Desk, goal: Code) -> Serving:
    name = pack_text(desk.language, goal.name)
    return _serving(desk, one_line(goal.code), name, lambda data: goal.code in (value(data, "strategy", "goals") or ()))


def _serving(desk: Desk, code: str, name: str, serves: Callable[[dict[str, Any]], bool]) -> Serving:
    def named(kind: str, statuses: Iterable[str]) -> tuple[Named, ...]:
        wanted = tuple(statuses)
        return tuple(
            desk.named_record(record)
            for record in desk.of(kind)
            if record.data.get("status") in wanted and serves(record.data)
        )

    return Serving(
        code,
        name,
        named("partner", ("proposed", "active", "dormant")),
        named("project", ("active",)),
        named("project", ("idea", "applied", "planned", "completed")),
    )


def countries(desk: Desk) -> tuple[CountryFigures, ...]:
    """The countries that there is cooperation with, by code; the municipality's own only where a partner lies there."""
    ours: dict[str, list[Named]] = {}
    others: dict[str, int] = {}
    for record in desk.of("partner"):
        if record.data.get("status") != "ended" and "country" in record.data:
            ours.setdefault(record.data["country"], []).append(desk.named_record(record))
    for record in desk.of("project"):
        if record.data.get("status") != "cancelled":
            for each in record.data.get("participants", []):
                if "country" in each:
                    others[each["country"]] = others.get(each["country"], 0) + 1
    return tuple(
        CountryFigures(code, tuple(ours.get(code, ())), others.get(code, 0))
        for code in sorted({*ours, *others} - ({HOME} - set(ours)))
    )
