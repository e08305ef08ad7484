"""The money: own money by year against the frame, and where the projects' money comes from. Whole kroner."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from msgspec import Struct, field

from intlstrat.council.figures import Economy, Named, RateFigures, SourceFigures, YearFigures
from intlstrat.council.figures.desk import Desk, value
from intlstrat.records.models import FUNDING_KINDS
from intlstrat.records.portfolio import Record

FINANCED = ("applied", "planned", "active", "completed")
"""The statuses of projects whose money is counted."""

UNDECIDED = ("idea", "applied", "cancelled")
"""The statuses of projects whose own money may never be spent."""

_WAITING = ("considered", "applied")


class Purse(Struct):
    """Turns amounts into kroner at the strategy's rates, and remembers which rates were used."""

    rates: dict[str, Decimal]
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, desk: Desk) -> Purse:
        rates = desk.parameter("exchange_rates")
        known = rates if isinstance(rates, dict) else {}
        return cls({"NOK": Decimal(1)} | {code: Decimal(str(rate)) for code, rate in known.items()})

    def nok(self, amount: int, currency: str) -> Decimal | None:
        """The amount in kroner, not yet rounded; None where the strategy gives no rate."""
        rate = self.rates.get(currency)
        if rate is None:
            return None
        if currency != "NOK":
            self.used.add(currency)
        return amount * rate


def rounded(amount: Decimal) -> int:
    """The amount in whole kroner."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def currency_of(record: Record) -> str:
    """The currency of a record's amounts: that of its budget, or NOK."""
    return str(value(record.data, "budget", "currency") or "NOK")


def own_by_year(record: Record, purse: Purse) -> dict[int, Decimal]:
    """The municipality's own money in each year, as far as it is recorded and has a rate."""
    found: dict[int, Decimal] = {}
    for year, amount in (value(record.data, "budget", "own_by_year") or {}).items():
        nok = purse.nok(amount, currency_of(record)) if amount is not None else None
        if nok is not None:
            found[int(year)] = nok
    return found


def sources(record: Record) -> list[dict[str, Any]]:
    """The sources of a project's money, as they are recorded."""
    return [each for each in record.data.get("funding", []) if isinstance(each, dict)]


def granted(record: Record, purse: Purse, own: bool) -> int | None:
    """What is granted of own money, or of others'; None where no granted source of that kind has an amount."""
    amounts = [
        purse.nok(each["amount"], currency_of(record))
        for each in sources(record)
        if each.get("status") == "granted" and "amount" in each and "kind" in each and (each["kind"] == "own") == own
    ]
    known = [each for each in amounts if each is not None]
    return rounded(sum(known, Decimal(0))) if known and len(known) == len(amounts) else None


def economy(desk: Desk, purse: Purse) -> Economy:
    """The money of the whole portfolio."""
    frame = desk.parameter("annual_frame")
    limit = int(frame) if isinstance(frame, int | float) else None
    projects = [record for record in desk.of("project") if record.data.get("status") in FINANCED]
    found = _by_kind(projects, purse)
    given = {each.kind: each.granted for each in found}
    total = sum(given.values())
    parameter = desk.pack.strategy.parameters.get("exchange_rates")
    years = _years(desk, purse, limit)
    return Economy(
        limit,
        years,
        found,
        (total - given["own"]) / total if total and "own" in given else None,
        tuple(RateFigures(code, float(purse.rates[code])) for code in sorted(purse.used)),
        parameter.date if parameter is not None else None,
        tuple(_unplaced(desk, projects, purse)),
        tuple(_unrated(desk, purse)),
    )


def _years(desk: Desk, purse: Purse, frame: int | None) -> tuple[YearFigures, ...]:
    """Every year for which own money is recorded."""
    total: dict[int, Decimal] = {}
    open_: dict[int, Decimal] = {}
    number: dict[int, int] = {}
    for record in desk.dossier.records:
        for year, amount in own_by_year(record, purse).items():
            total[year] = total.get(year, Decimal(0)) + amount
            number[year] = number.get(year, 0) + 1
            if record.data.get("status") in UNDECIDED:
                open_[year] = open_.get(year, Decimal(0)) + amount
    this_year = int(desk.report.as_of[:4])  # the frame of now says nothing about the years before
    return tuple(
        YearFigures(
            year,
            rounded(total[year]),
            rounded(open_.get(year, Decimal(0))),
            frame if year >= this_year else None,
            number[year],
        )
        for year in sorted(total)
    )


def _by_kind(projects: list[Record], purse: Purse) -> tuple[SourceFigures, ...]:
    """Each kind of source that gives money or has been asked for some; the municipality's own first."""
    money: dict[str, dict[str, Decimal]] = {}
    who: dict[str, set[str]] = {}
    for record in projects:
        for each in sources(record):
            kind, status, amount = each.get("kind"), each.get("status"), each.get("amount")
            nok = purse.nok(amount, currency_of(record)) if amount is not None else None
            if kind is None or nok is None or not (status == "granted" or status in _WAITING):
                continue
            column = "granted" if status == "granted" else "applied"
            sums = money.setdefault(kind, {"granted": Decimal(0), "applied": Decimal(0)})
            sums[column] += nok
            who.setdefault(kind, set()).add(record.id)
    return tuple(
        SourceFigures(kind, rounded(money[kind]["granted"]), rounded(money[kind]["applied"]), len(who[kind]))
        for kind in FUNDING_KINDS
        if kind in money
    )


def _unplaced(desk: Desk, projects: list[Record], purse: Purse) -> Iterator[Named]:
    for record in projects:
        used = [each for each in sources(record) if each.get("status") != "rejected"]
        if any("kind" not in each or "amount" not in each or "status" not in each for each in used) or (
            used and currency_of(record) not in purse.rates
        ):
            yield desk.named_record(record)


def _unrated(desk: Desk, purse: Purse) -> Iterator[Named]:
    """What would else be left out of the years without a word."""
    for record in (*desk.of("partner"), *desk.of("project")):
        if value(record.data, "budget", "own_by_year") and currency_of(record) not in purse.rates:
            yield desk.named_record(record)
