"""What `new` needs of the data repo: the strategy, the other records, and what a check would find in the new one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import Struct, field
from msgspec.structs import replace

from intlstrat.cli.screen import Screen
from intlstrat.cli.session import Common, Loaded, data_root, day, language_of, load_rules
from intlstrat.memory import Memory

if TYPE_CHECKING:
    from intlstrat.authoring.new.world import World
    from intlstrat.files import Inputs
    from intlstrat.findings import Finding
    from intlstrat.formats.page_new import Look
    from intlstrat.language import Language
    from intlstrat.records.portfolio import RecordKind

_STAND_IN = "new-record"
"""The id of the draft until it has one of its own."""


class Place(Struct, frozen=True):
    """Where the new record goes, and what surrounds it."""

    kind: RecordKind
    root: Path
    loaded: Loaded
    inputs: Inputs
    language: Language
    as_of: str
    look: Look
    memory: Memory = field(default_factory=Memory)
    """What one judging of the draft leaves for the next."""

    def path(self, id_: str) -> str:
        """The file of a record with that id, relative to the root."""
        from intlstrat.files import KIND_FOLDERS

        return f"{KIND_FOLDERS[self.kind]}/{id_}.yaml"

    def world(self, id_: str | None) -> World:
        """What the interview is to know. The draft is judged under the id, where there is one."""
        from intlstrat.authoring.new.others import partners
        from intlstrat.authoring.new.world import World
        from intlstrat.rules.strategy_codes import strategy_codes

        pack = self.loaded.pack
        return World(
            self.kind,
            self.language,
            pack,
            strategy_codes(pack.strategy),
            partners([file for kind, file in self.inputs.records if kind == "partner"]),
            frozenset(_stem(file.path).casefold() for kind, file in self.inputs.records if kind == self.kind),
            lambda text: self.findings(id_ or _STAND_IN, text, self._near(id_ or _STAND_IN, text)),
            os.path.isfile(self.root / "schemas" / f"{self.kind}.schema.json"),
        )

    def findings(self, id_: str, text: str, inputs: Inputs | None = None) -> tuple[Finding, ...]:
        """What `check PATH` would find in the record, beside the others or beside those of `inputs`."""
        from intlstrat.check import check
        from intlstrat.files import InputFile
        from intlstrat.selection import Selection

        path, others = self.path(id_), inputs or self.inputs
        records = (*others.records, (self.kind, InputFile(path, text.encode("utf-8", "replace"))))
        selection = Selection(paths=(path,))
        checked = check(replace(others, records=records), self.loaded.pack, self.as_of, selection, memory=self.memory)
        return checked.report.findings

    def _near(self, id_: str, text: str) -> Inputs:
        """The records that the new one may name, or that may name it: no other has a say in what is found in it."""
        name = id_.encode()
        records = tuple(
            (kind, file)
            for kind, file in self.inputs.records
            if _stem(file.path) in text or (isinstance(file.content, bytes) and name in file.content)
        )
        return replace(self.inputs, records=records)

    def remaining(self, id_: str, text: str) -> tuple[Finding, ...]:
        """What the strategy and data quality still ask for, once the record is there."""
        return tuple(finding for finding in self.findings(id_, text) if finding.counts)


def place_for(kind: str, common: Common, shown: Screen) -> Place:
    """Reads what there is, or stops the command."""
    from intlstrat.files import read_inputs
    from intlstrat.formats.page_new import Look

    as_of, root = day(common), data_root(common)
    loaded = load_rules(common, root)
    language = language_of(common, loaded.pack.strategy.language)
    look = Look(language, shown.width, shown.color, shown.ascii)
    return Place(cast("RecordKind", kind), root, loaded, read_inputs(root), language, as_of, look)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
