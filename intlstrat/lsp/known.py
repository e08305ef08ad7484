"""What answers are made from: the reader's language, the rules, the files, and the day."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from intlstrat.language import Language
from intlstrat.lsp.library import Library
from intlstrat.rules.model import Clause, Pack, Rule


class Known(Struct, frozen=True, dict=True):
    """Everything that is known where a question is asked. Without a pack, there is no strategy to speak of."""

    language: Language
    pack: Pack | None
    library: Library
    day: str
    """Today, or the as-of date (ISO text)."""

    @cached_property
    def rules(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.pack.rules} if self.pack is not None else {}

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.pack.strategy.clauses} if self.pack is not None else {}
