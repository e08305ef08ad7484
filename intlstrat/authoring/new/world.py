"""What an interview knows of the world around the new record."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from intlstrat.findings import Finding
from intlstrat.language import Language
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.fields import Field, field_at, record_field
from intlstrat.records.portfolio import Path, RecordKind
from intlstrat.rules.expressions import record_paths_in
from intlstrat.rules.model import Pack, Strategy

Answer = str | dict[str, str] | tuple[str | dict[str, str], ...]
"""A value as it is written: text, own words (`{other: …}`), or a list. An empty list says that there are none."""

Value = str | dict[str, "Value"] | list["Value"] | None
"""What stands in a record: text, maps and lists."""


class World(Struct, frozen=True):
    """The strategy, the other records, and the reader's language."""

    kind: RecordKind
    language: Language
    pack: Pack
    codes: StrategyCodes
    partners: tuple[tuple[str, str], ...]
    """The partners that there are: id and name."""
    taken: frozenset[str]
    """The names in use among records of this kind, without their ending and in lower case."""
    judge: Callable[[str], tuple[Finding, ...]]
    """What a check finds in the new record, given its text."""
    has_schema: bool = False
    """Whether the data repo has a JSON Schema that an editor can read."""

    @property
    def strategy(self) -> Strategy:
        return self.pack.strategy

    def named_by(self, rule_id: str) -> frozenset[Path]:
        """The fields that a rule's requirement names."""
        rule = self.pack.rule(rule_id)
        named = record_paths_in(rule.require) if rule is not None else ()
        # The last name may be a function that is called on the field.
        return frozenset(path if field_at(self.root, path) is not None else path[:-1] for path in named)

    @property
    def root(self) -> Field:
        return record_field(self.kind)

    @property
    def name_key(self) -> str:
        """The key that holds what people call the record."""
        return "name" if self.kind == "partner" else "title"
