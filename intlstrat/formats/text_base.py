"""What every part of the text output is given: the report, the reader's language, the options, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from intlstrat.findings import Finding, Layer, Message, Outcome, Place, Report, Severity, Subject, msg
from intlstrat.formats.terminal import cells, clean, one_line
from intlstrat.language import Language
from intlstrat.rules.model import Pack

LIST_LIMIT: Final = 12
"""So many names are listed; the rest are counted, unless everything is to be shown."""

MARKS: Final = {"error": "×", "warning": "!", "note": "i", "unknown": "?", "waived": "~"}
"""The sign before a finding's word: all of them are in the fonts and code pages of a Windows console."""

WORDS: Final = {
    "error": msg("Error"),
    "warning": msg("Warning"),
    "note": msg("Note"),
    "unknown": msg("Unknown"),
    "waived": msg("Waived"),
}

KINDS: Final = {"partner": msg("partner"), "project": msg("project"), "portfolio": msg("the portfolio")}


class TextOptions(Struct, frozen=True):
    """How the text is to look. `ascii` draws with ASCII only, for an output that cannot carry more."""

    show_all: bool = False
    quiet: bool = False
    statistics: bool = False
    width: int = 80
    color: bool = False
    ascii: bool = False
    fix: str = "intlstrat fix"
    """The command that mends slips of the pen, as it is typed."""


class Desk(Struct, frozen=True):
    """The report with everything that is needed to put it into words. All texts that it gives are clean."""

    report: Report
    pack: Pack
    language: Language
    options: TextOptions

    def message(self, message: Message) -> str:
        """A message as one line of prose."""
        return one_line(self.language.message(message))

    def name(self, subject: Subject, room: int = 80) -> str:
        """What people call a record: its name or title, else its id; a very long one is visibly cut."""
        return self.shorten(one_line(self.report.names.get(subject) or subject.id or ""), room)

    def kind(self, subject: Subject) -> str:
        """Whether it is a partner, a project or the portfolio, in a word."""
        return self.language.message(KINDS[subject.kind])

    def quote(self, text: str) -> str:
        """The text in the language's quotation marks."""
        return self.language.text("“{text}”", text=text)

    def shorten(self, text: str, room: int) -> str:
        """The text, cut with an ellipsis where it takes more than so many cells."""
        if cells(text) <= room:
            return text
        ellipsis = "..." if self.options.ascii else "…"
        kept, used = [], cells(ellipsis)
        for char in text:
            used += cells(char)
            if used > room:
                break
            kept.append(char)
        return "".join(kept).rstrip(" ") + ellipsis

    def limit(self, number: int) -> int:
        """How many of so many names are listed."""
        return number if self.options.show_all or number <= LIST_LIMIT + 1 else LIST_LIMIT

    def listing(self, items: Sequence[str]) -> str:
        """The items with commas between; of a long list the first ones and how many more there are."""
        limit = self.limit(len(items))
        shown = ", ".join(items[:limit])
        if limit == len(items):
            return shown
        return self.language.text("{items} and {n} more", items=shown, n=len(items) - limit)


def standing(finding: Finding) -> str:
    """What a finding is shown as: its severity, or `unknown` or `waived`; a key of `MARKS`."""
    if finding.outcome in (Outcome.UNKNOWN, Outcome.WAIVED):
        return finding.outcome.value
    return finding.severity.value


STANDINGS: Final = tuple(MARKS)
"""Every standing, the worst first."""


def location(place: Place) -> str:
    """`path:line:column`, as far as it is known; empty for what stands nowhere."""
    if place.path is None:
        return ""
    numbers = (number for number in (place.line, place.column) if number is not None)
    return ":".join((clean(place.path), *map(str, numbers)))


def basis(desk: Desk, layer: Layer, clauses: tuple[str, ...]) -> str:
    """The clauses that a finding rests on, or that it rests on none."""
    language = desk.language
    match layer:
        case Layer.STRATEGY:
            named = language.join(tuple(one_line(clause) for clause in clauses))
            return language.plural("Clause {clauses}", "Clauses {clauses}", len(clauses), clauses=named)
        case Layer.QUALITY:
            return language.text("Data quality, no clause of the strategy")
        case Layer.VALIDITY:
            return language.text("Validity, no clause of the strategy")


def counts(language: Language, findings: Iterable[Finding]) -> str:
    """How many findings by severity, the unknown among the notes, and how many waived; empty for none at all."""
    findings = tuple(findings)
    severities = [finding.severity for finding in findings if finding.counts]
    number = {severity: severities.count(severity) for severity in Severity}
    outcomes = [finding.outcome for finding in findings]
    unknown, waived = outcomes.count(Outcome.UNKNOWN), outcomes.count(Outcome.WAIVED)
    notes = language.plural("{n} note", "{n} notes", number[Severity.NOTE])
    if unknown:
        notes = language.plural("{notes} ({n} unknown)", "{notes} ({n} unknown)", unknown, notes=notes)
    parts = (
        (number[Severity.ERROR], language.plural("{n} error", "{n} errors", number[Severity.ERROR])),
        (number[Severity.WARNING], language.plural("{n} warning", "{n} warnings", number[Severity.WARNING])),
        (number[Severity.NOTE], notes),
        (waived, language.plural("{n} waived breach", "{n} waived breaches", waived)),
    )
    return language.join(tuple(text for count, text in parts if count)) if findings else ""
