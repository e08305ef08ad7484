"""What every count is given: the verdict, the rules, the records and the reader's language. All texts are clean."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from msgspec import Struct

from intlstrat.council.figures import Named
from intlstrat.findings import Finding, Message, Report, Subject
from intlstrat.formats.page_words import subject_name
from intlstrat.formats.page_words import texts as pack_text
from intlstrat.formats.terminal import one_line
from intlstrat.language import Language
from intlstrat.records.portfolio import Dossier, Record
from intlstrat.rules.model import Pack, ParamValue
from intlstrat.validity import VALIDITY_RULES

LONGEST_NAME: Final = 120
"""So many characters of a name are shown."""

LONGEST_TEXT: Final = 400
"""So many characters of any other text of a record."""


def shortened(text: str, most: int) -> str:
    """The text as one clean line, visibly cut where it is longer than so many characters."""
    text = one_line(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def value(data: Any, *path: str) -> Any:
    """What stands at a path of keys in a record; None where it, or a part of the way, is not recorded."""
    for key in path:
        if not isinstance(data, dict):
            return None
        data = data.get(key)
    return data


class Desk(Struct, frozen=True, dict=True):
    """The report with everything that is needed to count it up."""

    report: Report
    pack: Pack
    dossier: Dossier
    language: Language

    @cached_property
    def records(self) -> dict[Subject, Record]:
        return {record.subject: record for record in self.dossier.records}

    @cached_property
    def unreadable_paths(self) -> frozenset[str]:
        """The files that gave no record."""
        found = (each.place.path for each in self.report.findings if each.rule == "record-unreadable")
        return frozenset(path for path in found if path is not None)

    def of(self, kind: str) -> tuple[Record, ...]:
        """The records of a kind by name; for people, so capitals make no difference."""
        found = (record for record in self.dossier.records if record.kind == kind)
        return tuple(sorted(found, key=lambda record: (record.name.casefold(), record.id)))

    def named(self, subject: Subject) -> Named:
        name = subject_name(self.language, subject, self.report.names)
        return Named(subject.kind, subject.id, shortened(name, LONGEST_NAME))

    def named_record(self, record: Record) -> Named:
        """A record under its own name, also where two files share an id."""
        return Named(record.kind, record.id, shortened(record.name, LONGEST_NAME))

    def named_all(self, subjects: Iterable[Subject]) -> tuple[Named, ...]:
        """The subjects once each, by name; the portfolio last."""
        named = {self.named(subject) for subject in subjects}
        return tuple(sorted(named, key=lambda each: (each.id is None, each.name.casefold(), each.kind, each.id or "")))

    def message(self, message: Message) -> str:
        return shortened(self.language.message(message), LONGEST_TEXT)

    def fix(self, finding: Finding) -> str:
        return one_line(self.language.message(finding.fix))

    def title(self, rule_id: str) -> str:
        """What a rule demands, in a few words; for the tool's own rules, what is the matter."""
        rule = self.pack.rule(rule_id)
        if rule is not None:
            return pack_text(self.language, rule.title)
        own = VALIDITY_RULES.get(rule_id)
        return one_line(self.language.message(own.title)) if own is not None else one_line(rule_id)

    def responsible(self, subject: Subject) -> str | None:
        """The unit that answers for a record."""
        record = self.records.get(subject)
        unit = value(record.data, "responsible", "unit") if record is not None else None
        return shortened(unit, LONGEST_NAME) if unit is not None else None

    def parameter(self, name: str) -> ParamValue | None:
        parameter = self.pack.strategy.parameters.get(name)
        return parameter.value if parameter is not None else None
