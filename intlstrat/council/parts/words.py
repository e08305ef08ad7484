"""How the council paper writes: money, days, periods, numbers, and what codes are called. All texts are clean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from msgspec import Struct

from intlstrat.council.figures import Cause, ClauseState, Named
from intlstrat.council.tree import Line, Run
from intlstrat.findings import Message, SlotValue, msg
from intlstrat.formats.page_words import texts as pack_text
from intlstrat.formats.terminal import one_line
from intlstrat.language import Language
from intlstrat.rules.model import Code, Strategy

NO_BREAK: Final = "\u00a0"
NAMES: Final = 12
"""So many records are named in a list; the rest are counted."""

STATES: Final[Mapping[ClauseState, Message]] = {
    "breach": msg("Breached"),
    "unknown": msg("Cannot be judged"),
    "waived": msg("Breach accepted"),
    "fulfilled": msg("Fulfilled"),
    "not_applicable": msg("Does not apply now"),
    "unchecked": msg("Not checked"),
}
"""How a clause stands, in a table."""

STATUSES: Final[Mapping[str, Message]] = {
    "proposed": msg("Proposed"),
    "active": msg("Active"),
    "dormant": msg("Dormant"),
    "ended": msg("Ended"),
    "idea": msg("Idea"),
    "applied": msg("Applied for"),
    "planned": msg("Planned"),
    "completed": msg("Completed"),
    "cancelled": msg("Cancelled"),
}

RELATIONS: Final[Mapping[str, Message]] = {
    "sister_city": msg("Sister city"),
    "friendship": msg("Friendship"),
    "solidarity": msg("Solidarity"),
    "partnership": msg("Partnership"),
    "letter_of_intent": msg("Letter of intent"),
    "network": msg("Network"),
}

SOURCES: Final[Mapping[str, Message]] = {
    "own": msg("The municipality itself"),
    "county": msg("The county"),
    "state": msg("The state"),
    "nordic": msg("Nordic cooperation"),
    "eu": msg("The EU, outside Interreg"),
    "eea": msg("The EEA and Norway Grants"),
    "interreg": msg("Interreg"),
    "foundation": msg("Foundations"),
    "private": msg("Private givers"),
    "other": msg("Other sources"),
}

SEVERITIES: Final[Mapping[str, Message]] = {"error": msg("Error"), "warning": msg("Warning"), "note": msg("Note")}

CAUSES: Final[Mapping[Cause, Message]] = {
    "data": msg("The records were changed"),
    "rules": msg("The strategy or a rule was changed"),
    "waiver": msg("A waiver was added, ended or removed"),
    "clock": msg("Only time has passed"),
}

_NUMBERS: Final = (
    Message({"en": "no", "nb": "ingen"}),
    msg("one"), msg("two"), msg("three"), msg("four"), msg("five"), msg("six"),
    msg("seven"), msg("eight"), msg("nine"), msg("ten"), msg("eleven"), msg("twelve"),
)  # fmt: skip


LAST_IN_WORDS: Final = len(_NUMBERS) - 1
"""The largest number that is written in words."""


class Words(Struct, frozen=True, dict=True):
    """The reader's language and the strategy's names for its codes."""

    language: Language
    strategy: Strategy

    def text(self, message: Message) -> str:
        return one_line(self.language.message(message))

    def number(self, number: int | float) -> str:
        """A number in figures."""
        return self.language.number(number)

    def small(self, n: int) -> str:
        """A number in words up to twelve, as running text wants it; in figures above that."""
        return self.text(_NUMBERS[n]) if 0 <= n < len(_NUMBERS) else self.number(n)

    def counted(self, singular: str, plural: str, n: int, in_figures: bool = False, **values: SlotValue) -> str:
        """A sentence about so many: `{n}` is written in words as far as `small` does, or all `in_figures`."""
        number = self.number(n) if in_figures else self.small(n)
        written = self.language.counted(singular, plural, n, number, **values)
        # A sentence that begins with its number begins with a capital letter.
        begins = (plural if n != 1 else singular).startswith("{n}") and plural.endswith(".")
        return capital(written) if begins else written

    def money(self, amount: int | None) -> str:
        """1 250 000 kr, in one piece; or that it is not recorded."""
        if amount is None:
            return self.missing
        written = self.number(amount) if abs(amount) >= 10_000 else self._grouped(amount)
        return self.language.text("NOK {amount}", amount=written).replace(" ", NO_BREAK)

    def about(self, amount: int | None, converted: bool) -> str:
        """An amount; one that was converted from another currency in whole thousands, for the rate is no truer."""
        if amount is None or not converted:
            return self.money(amount)
        # The amount holds together; a narrow column may have a line break before it.
        return self.language.text("about {amount}", amount=self.money(round(amount, -3)))

    def _grouped(self, amount: int) -> str:
        """Amounts below ten thousand too have their thousands apart: they stand above and below larger ones."""
        if abs(amount) < 1000:
            return self.number(amount)
        sign = "," if self.language.code == "en" else NO_BREAK
        return f"{amount:,}".replace(",", sign).replace("-", "-" if self.language.code == "en" else "−")

    def share(self, share: float | None) -> str:
        """3,5 % from 0.035: whole per cents, and tenths below ten."""
        if share is None:
            return self.missing
        percent = round(share * 100, 1)
        written = self.number(percent if percent < 10 else round(percent))
        return self.language.text("{n}%", n=written).replace(" ", NO_BREAK)

    def date(self, iso: str | None) -> str:
        """5. juni 2024, the day and the month in one piece."""
        if iso is None:
            return self.missing
        return self.language.date(iso).replace(" ", NO_BREAK, 1)

    def month(self, iso: str) -> str:
        """okt. 2015."""
        from babel.dates import format_date

        return str(format_date(date.fromisoformat(iso), "MMM y", locale=self.language.code)).replace(" ", NO_BREAK)

    def period(self, start: str | None, end: str | None) -> str:
        """2023–2027 for whole years, else months; open ends are said in words."""
        match start, end:
            case None, None:
                return self.missing
            case str(), None:
                return self.language.text("from {month}", month=self.month(start))
            case None, str():
                return self.language.text("until {month}", month=self.month(end))
            case str(), str():
                if start.endswith("-01-01") and end.endswith("-12-31"):
                    first, last = start[:4], end[:4]
                    return first if first == last else f"{first}–{last}"
                return f"{self.month(start)}{NO_BREAK}– {self.month(end)}"
        raise AssertionError((start, end))

    def years(self, first: int, last: int) -> str:
        return str(first) if first == last else f"{first}–{last}"

    @cached_property
    def missing(self) -> str:
        return self.language.text("not recorded")

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        kinds: tuple[tuple[str, tuple[Code, ...]], ...] = (
            ("area", self.strategy.areas),
            ("programme", self.strategy.programmes),
            ("goal", self.strategy.goals),
            ("relation", self.strategy.relations),
        )
        return {(kind, code.code): pack_text(self.language, code.name) for kind, codes in kinds for code in codes}

    def name(self, kind: str, code: str | None) -> str:
        """What the strategy calls an area, a programme, a goal or a relation; own words as they are."""
        if code is None:
            return self.missing
        own = RELATIONS.get(code) if kind == "relation" else None
        found = self._names.get((kind, code), code)
        return self.text(own) if own is not None and found == code else found

    def goal(self, code: str, name: str) -> str:
        """A goal by number and name; a code that is a word of its own says nothing beside the name."""
        return f"{code} {name}" if any(letter.isdigit() for letter in code) else name

    def parameter(self, name: str) -> str:
        """What the strategy calls a parameter; its own name where it gives no title."""
        found = self.strategy.parameters.get(name)
        return pack_text(self.language, found.title) if found is not None and found.title is not None else name

    def is_titled(self, name: str) -> bool:
        """Whether a parameter has a title beside its name."""
        found = self.strategy.parameters.get(name)
        return found is not None and found.title is not None

    def status(self, status: str | None) -> str:
        return self.text(STATUSES[status]) if status is not None and status in STATUSES else self.missing

    def country(self, code: str | None) -> str:
        """The country's name from its ISO code, as Babel (CLDR) has it."""
        if code is None:
            return self.missing
        from babel import Locale

        return str(Locale.parse(self.language.code).territories.get(code, code))

    def clauses(self, clauses: Sequence[str]) -> str:
        """Punkt 4f og 1a; or that no clause says so."""
        if not clauses:
            return self.language.text("no clause of the strategy")
        return self.language.plural(
            "clause {clauses}", "clauses {clauses}", len(clauses), clauses=self.language.join(tuple(clauses))
        )

    def cause(self, cause: Cause | None) -> str:
        return self.text(CAUSES[cause]) if cause is not None else ""

    def listing(self, items: Iterable[str], most: int = NAMES) -> str:
        """The items with commas between; of a long list the first ones, and how many more there are."""
        items = tuple(items)
        if len(items) <= most + 1:
            return ", ".join(items)
        more = self.small(len(items) - most)
        return self.language.text("{items} and {n} more", items=", ".join(items[:most]), n=more)

    def basis(self, severity: str, layer: str, clauses: Sequence[str]) -> str:
        """Feil, punkt 4f; or, of what no clause says, which layer it is of."""
        if layer == "strategy":
            kind = self.clauses(clauses)
        else:
            kind = self.language.text("validity") if layer == "validity" else self.language.text("data quality")
        return f"{self.text(SEVERITIES[severity])}, {kind}"

    def names(self, records: Iterable[Named], most: int = NAMES) -> str:
        """What the records are called, as it stands in a cell; the portfolio has no capital letter of its own."""
        records = tuple(records)
        text = self.listing((record.name for record in records), most)
        return capital(text) if records and records[0].kind == "portfolio" else text


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def line(*parts: str | Run) -> Line:
    """A line of plain text and runs."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts if part != "")


def strong(text: str) -> Run:
    return Run(text, "strong")


def slug(text: str) -> str:
    """An id of ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"
