"""A data repo as it is checked: what is on the disk, the unsaved texts over it, and the rules."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from msgspec import Struct

from intlstrat import files, pack_cache
from intlstrat.files import WAIVER_FILES, InputFile, Inputs, ReadFailure
from intlstrat.findings import Place
from intlstrat.lsp.fields import FileKind
from intlstrat.lsp.library import STRATEGY_FILE, File, Key, Library, kind_of_data
from intlstrat.rules.digest import digest
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import is_rule, load_pack
from intlstrat.rules.read import PackProblem

Overlay = Mapping[Key, bytes]
"""The texts that are open in the editor, in place of what the disk has."""


class Disk(Struct, frozen=True):
    """What was read from the disk: the records and waivers, and the files of the rules or why there are none."""

    inputs: Inputs
    rules: Mapping[str, bytes] | ReadFailure


class Rules(Struct, frozen=True):
    """The rules that are used, and what is wrong with those that stand in the files. Without a pack, none can be."""

    pack: Pack | None
    problems: tuple[PackProblem, ...]


def read_disk(root: Path, rules: Path) -> Disk:
    """Reads everything that a check reads."""
    is_own = rules == root / "rules"
    return Disk(files.read_inputs(root), files.read_pack(rules, root if is_own else None))


def rules_folder(root: Path, given: Path | None) -> Path:
    """Where the rules of a data repo are: as was asked for, its own, or those that travel with the tool."""
    own = root / "rules"
    return given or (own if os.path.lexists(own) else files.bundled_rules())


def inputs_of(disk: Disk, overlay: Overlay) -> Inputs:
    """The records and waivers, with the unsaved texts in place of what the disk has."""
    records = {file.path: (kind, file) for kind, file in disk.inputs.records}
    waivers = disk.inputs.waivers
    for (area, path), content in overlay.items():
        kind = kind_of_data(path) if area == "data" else None
        if kind in ("partner", "project"):
            records[path] = (kind, InputFile(path, content))
        elif kind == "waivers" and (waivers is None or WAIVER_FILES.index(path) <= WAIVER_FILES.index(waivers.path)):
            waivers = InputFile(path, content)
    return Inputs(tuple(records[path] for path in sorted(records)), waivers, disk.inputs.ignored)


def rules_of(disk: Disk, overlay: Overlay) -> Mapping[str, bytes] | ReadFailure:
    """The files of the rules, with the unsaved texts in place of what the disk has."""
    changed = {path: content for (area, path), content in overlay.items() if area == "rules"}
    if isinstance(disk.rules, ReadFailure) or not changed:
        return disk.rules
    return {**disk.rules, **changed}


def library_of(inputs: Inputs, rules: Mapping[str, bytes] | ReadFailure, before: Library) -> Library:
    """The files as answers are made from them; what has not changed is taken over from `before`."""
    data = {}
    read: list[tuple[FileKind, InputFile]] = [(cast(FileKind, kind), file) for kind, file in inputs.records]
    read += [("waivers", inputs.waivers)] if inputs.waivers is not None else []
    for kind, file in read:
        if isinstance(file.content, bytes):
            data[file.path] = _file(before.data.get(file.path), ("data", file.path), kind, file.content)
    found = {} if isinstance(rules, ReadFailure) else rules
    laws = {
        path: _file(before.rules.get(path), ("rules", path), kind_of_rules(path), content)
        for path, content in found.items()
        if path == STRATEGY_FILE or is_rule(path)
    }
    return Library(data, laws)


def kind_of_rules(path: str) -> FileKind:
    return "strategy" if path == STRATEGY_FILE else "rule"


def _file(before: File | None, key: Key, kind: FileKind, content: bytes) -> File:
    if before is not None and before.content == content:
        return before
    return File(*key, kind, content, before)


class PackShelf:
    """Loads rule packs, and remembers the last ones: who edits a rule goes back and forth between a few."""

    def __init__(self) -> None:
        self._loaded: dict[str, Rules] = {}
        self._good: Pack | None = None

    def rules(self, found: Mapping[str, bytes] | ReadFailure, saved: bool) -> Rules:
        """The rules in these files, or the last that were good with what is wrong with these. `saved`: all on disk."""
        if isinstance(found, ReadFailure):
            problem = PackProblem(Place(STRATEGY_FILE), found.message, found.fix)
            return Rules(self._good, (problem,))
        name = digest(found)
        loaded = self._loaded.get(name) or self._load(found, name, saved)
        self._loaded.pop(name, None)
        self._loaded[name] = loaded
        if len(self._loaded) > 8:
            del self._loaded[next(iter(self._loaded))]
        if loaded.pack is not None:
            self._good = loaded.pack
            return loaded
        return Rules(self._good, loaded.problems)

    @staticmethod
    def _load(found: Mapping[str, bytes], name: str, saved: bool) -> Rules:
        known = pack_cache.recall(name)
        if known is not None:
            return Rules(known, ())
        loaded = load_pack(found)
        if loaded.pack is not None and saved:
            pack_cache.remember(loaded.pack)
        return Rules(loaded.pack, loaded.problems)
