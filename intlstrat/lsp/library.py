"""The files of a data repo as they stand in the editor or on the disk, and what each of them names.

A file is parsed when something about it is first asked. One that is no YAML for the moment is answered for by what it
was when it last could be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from intlstrat.files import KIND_FOLDERS, WAIVER_FILES
from intlstrat.formats.terminal import one_line
from intlstrat.lsp.fields import FileKind, walk
from intlstrat.records import personal
from intlstrat.source import Document, Path, parse
from intlstrat.source.document import Entry as KeyEntry
from intlstrat.source.document import Node

STRATEGY_FILE: Final = "strategy.yaml"
CODE_LISTS: Final = ("principles", "goals", "areas", "programmes", "relations")
"""The lists of the strategy that define codes."""

Area = Literal["data", "rules"]
Key = tuple[Area, str]
"""A file of a data repo: its area, and its path there with "/"."""


class Target(Struct, frozen=True):
    """Something that has a place of its own and is named from others: a partner, a rule, a clause, a code.

    `kind` is "partner", "rule", "clauses" or one of the strategy's lists of codes.
    """

    kind: str
    word: str


class Mention(Struct, frozen=True):
    """A place in a file where a target is named (code points, end exclusive); `declares` where it is what it is."""

    target: Target
    start: int
    end: int
    declares: bool = False


class File:
    """One file: its area, its path there with "/", what it is, and its bytes."""

    def __init__(self, area: Area, path: str, kind: FileKind, content: bytes, last: File | None = None) -> None:
        self.area, self.path, self.kind, self.content = area, path, kind, content
        # Kept only as far as it was looked at: a text must not be parsed for the sake of one that is gone.
        self._last: File | None = None
        if last is not None:
            self._last = last.good if last.is_parsed else last._last

    @property
    def key(self) -> Key:
        return self.area, self.path

    @property
    def is_parsed(self) -> bool:
        return "document" in self.__dict__

    @cached_property
    def document(self) -> Document:
        return parse(self.path, self.content)

    @property
    def good(self) -> File | None:
        """This file, or what it was when it could last be read."""
        return self._last if self.document.fatal else self

    @cached_property
    def text(self) -> str:
        """The text as the document counts it; of one that is refused whole, as far as it is text."""
        if self.document.text:
            return self.document.text
        return self.content.decode("utf-8", "replace").removeprefix("\ufeff")

    @property
    def id(self) -> str:
        """The id that the file's name gives."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @cached_property
    def name(self) -> str:
        """What people call the record, in one line and with personal data blotted out; else its id."""
        good = self.good
        key = {"partner": "name", "project": "title", "rule": "id", "strategy": "title"}.get(self.kind, "")
        found = good.document.part((key,)) if good is not None and key else None
        if not isinstance(found, str) or not found.strip():
            return self.id
        return one_line(personal.mask(found, personal.find({key: found}).values))

    def value(self, key: str) -> str | None:
        """The plain value of a key of the record, as it stands there."""
        found = self.good.document.part((key,)) if self.good is not None else None
        return found if isinstance(found, str) else None

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Everything that this very text names, or declares."""
        return tuple(_mentions(self)) if not self.document.fatal else ()


class Library:
    """All files of a data repo, by area and path."""

    def __init__(self, data: Mapping[str, File], rules: Mapping[str, File]) -> None:
        self.data, self.rules = data, rules

    @cached_property
    def partners(self) -> Mapping[str, File]:
        """The files of the partners by id."""
        return {file.id: file for file in sorted(self.data.values(), key=_path) if file.kind == "partner"}

    @property
    def strategy(self) -> File | None:
        return self.rules.get(STRATEGY_FILE)

    def all(self) -> Iterator[File]:
        for files in (self.data, self.rules):
            yield from sorted(files.values(), key=_path)

    def naming(self, target: Target) -> Iterator[tuple[File, Mention]]:
        """Every place that names or declares a target, by file. A partner's own is not one: its file declares it."""
        for file in self.all():
            for mention in file.mentions:
                if mention.target == target:
                    yield file, mention

    @cached_property
    def _projects_by_partner(self) -> Mapping[str, tuple[File, ...]]:
        found: dict[str, dict[str, File]] = {}
        for file in sorted(self.data.values(), key=_path):
            for mention in file.mentions if file.kind == "project" else ():
                if mention.target.kind == "partner":
                    found.setdefault(mention.target.word, {})[file.path] = file
        return {partner: tuple(files.values()) for partner, files in found.items()}

    def projects_of(self, partner: str) -> tuple[File, ...]:
        """The projects that name a partner."""
        return self._projects_by_partner.get(partner, ())

    def changed(self, file: File) -> Library:
        """The library with one file in place of what stood at its path, or added."""
        if file.area == "data":
            return Library({**self.data, file.path: file}, self.rules)
        return Library(self.data, {**self.rules, file.path: file})

    def warm(self) -> None:
        """Looks at everything once, so that the first question need not wait for it."""
        for file in self.all():
            _ = file.mentions, file.name


def _path(file: File) -> str:
    return file.path


def kind_of_data(path: str) -> FileKind | None:
    """What a file below the root is, by its path; None where it is neither a record nor holds waivers."""
    if path in WAIVER_FILES:
        return "waivers"
    kinds: dict[str, FileKind] = {"partner": "partner", "project": "project"}
    return next((kinds[kind] for kind, folder in KIND_FOLDERS.items() if path.startswith(f"{folder}/")), None)


def node_at(document: Document, path: Path) -> Node | None:
    """Where the value at a path stands."""
    node = document.root
    for step in path:
        if node is None:
            return None
        if isinstance(node.parts, dict) and isinstance(step, str) and step in node.parts:
            node = node.parts[step].value
        elif isinstance(node.parts, list) and isinstance(step, int) and step < len(node.parts):
            node = node.parts[step]
        else:
            return None
    return node


def key_at(document: Document, path: Path) -> KeyEntry | None:
    """The key at the end of a path, with its value."""
    parent = node_at(document, path[:-1])
    if not path or parent is None or not isinstance(parent.parts, dict):
        return None
    return parent.parts.get(str(path[-1]))


def target_of(kind: FileKind, path: Path, type_: str, codes: str, word: str) -> tuple[Target, bool] | None:
    """What a value names, and whether it declares it; None for a value that names nothing."""
    if type_ in ("partner", "rule"):
        return Target(type_, word), False
    if type_ == "codes":
        return Target(codes, word), False
    if kind == "rule" and path == ("id",):
        return Target("rule", word), True
    if kind == "strategy" and len(path) == 3 and isinstance(path[1], int):
        if path[0] in CODE_LISTS and path[2] == "code":
            return Target(str(path[0]), word), True
        if path[0] == "clauses" and path[2] == "id":
            return Target("clauses", word), True
        if path[0] in CODE_LISTS and path[2] == "clause":
            return Target("clauses", word), False
    return None


def _mentions(file: File) -> Iterator[Mention]:
    for path, field, word in walk(file.kind, file.document.value):
        found = target_of(file.kind, path, field.form, field.codes, word)
        node = node_at(file.document, path) if found is not None else None
        if found is not None and node is not None:
            yield Mention(found[0], node.start, node.end, found[1])
