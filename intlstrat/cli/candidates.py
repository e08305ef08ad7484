"""The values that completion offers: records, rules, clauses, words of a fixed choice.

What an option or an argument takes is read from the name that stands for its value on the help pages: `a|b|c` are the
words themselves, and the other names stand in `_OFFERS`. So a new option is completed without a line here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.cli.session import Common, Stop, data_root, rules_folder
from intlstrat.findings import N_, Layer

if TYPE_CHECKING:
    from intlstrat.language import Language
    from intlstrat.rules.model import Clause, Rule

FILES, FOLDERS, NOTHING = "files", "folders", "nothing"
"""What paths the shell is to add."""

_CHOICE: Final = re.compile(r"[a-z][a-z0-9_-]*(?:\|[a-z][a-z0-9_-]*)+")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""What can be typed in any shell without quotation marks; nothing else is offered."""
_LONGEST: Final = 72
_MEANINGS: Final[Mapping[str, str]] = {
    "nb": N_("Norwegian, bokmål"),
    "nn": N_("Norwegian, nynorsk"),
    "en": N_("English"),
    "partner": N_("a partner"),
    "project": N_("a project"),
    "always": N_("with colours"),
    "never": N_("not at all"),
    "auto": N_("with colours on a screen only"),
    "error": N_("only for errors"),
    "warning": N_("for errors and warnings"),
    "note": N_("for notes, too"),
    "findings": N_("what is wrong or unknown"),
    "all": N_("what is fulfilled, too"),
    "sarif": N_("for GitHub's code scanning"),
    "github": N_("annotations of a job on GitHub"),
    "gitlab": N_("the report of a job on GitLab"),
    "junit": N_("for what reads tests"),
    "json": N_("for machines"),
    "text": N_("for a screen"),
    "docx": N_("for Word"),
    "odt": N_("for LibreOffice"),
}
"""Of the words of fixed choices, whatever option they are of."""
_LAYERS: Final[Mapping[Layer, str]] = {
    Layer.VALIDITY: N_("what cannot be read"),
    Layer.STRATEGY: N_("breaches of the strategy"),
    Layer.QUALITY: N_("data that looks wrong or careless"),
}


class Candidate(Struct, frozen=True):
    """What may be written, and what it means in the reader's language."""

    value: str
    meaning: str = ""


class Offer(Struct, frozen=True):
    """The candidates, and what paths the shell adds to them."""

    candidates: tuple[Candidate, ...]
    paths: str = NOTHING

    def after(self, beginning: str) -> Offer:
        """The same with something before every value, which a path of the shell's cannot have."""
        return Offer(tuple(replace(each, value=beginning + each.value) for each in self.candidates))


class Given(Struct, frozen=True):
    """What is known where the cursor stands: the shell, the reader's language, `--root` and `--rules`."""

    shell: str
    language: Language
    root: str | None
    rules: str | None

    @property
    def common(self) -> Common:
        return Common(self.root, self.rules)


def values(parameter: Any, word: str, given: Given) -> Offer:
    """What may be written as the value of an option or an argument, where `word` is what there is of it."""
    name = parameter.metavar or ""
    if _CHOICE.fullmatch(name):
        return Offer(tuple(_begun(_choices(name, given.language), word, given)))
    offer = _OFFERS.get(name)
    return offer(word, given) if offer is not None else Offer(())


def _choices(name: str, language: Language) -> Iterator[Candidate]:
    for each in name.split("|"):
        yield Candidate(each, language.text(_MEANINGS[each]) if each in _MEANINGS else "")


def meaning(text: str) -> str:
    """A text on one short line that can do nothing to a terminal."""
    from intlstrat.formats.terminal import one_line

    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _begun(candidates: Iterable[Candidate], word: str, given: Given) -> Iterator[Candidate]:
    """The candidates that the word begins; fish looks inside them, too, and chooses for itself."""
    begun = word.casefold()
    for each in candidates:
        folded = each.value.casefold()
        if folded.startswith(begun) or (given.shell == "fish" and begun in folded):
            yield each


def _root(given: Given) -> Path | None:
    try:
        return data_root(given.common)
    except Stop:
        return None


def _records(word: str, given: Given) -> Offer:
    """Record files by their ids, as paths; what has a slash is a path already, which the shell completes itself."""
    root = _root(given)
    if root is None or "/" in word or os.sep in word:
        return Offer((), FILES)
    kinds = {"partner": given.language.text("partner"), "project": given.language.text("project")}
    found = [
        (path, kinds[kind]) for kind, path in record_files(root) if path.stem.casefold().startswith(word.casefold())
    ]
    if _as_ids([path for path, _ in found], word, given.shell):
        return Offer(tuple(Candidate(path.stem, kind) for path, kind in found), FILES)
    paths = [(os.path.relpath(path), kind) for path, kind in found]
    return Offer(tuple(Candidate(path, kind) for path, kind in paths if path.isprintable()), FILES)


def record_files(root: Path) -> Iterator[tuple[str, Path]]:
    """The files of a data repo's records, each with its kind, of those whose name can be typed; no file is opened."""
    from intlstrat.files import KIND_FOLDERS

    for kind, folder in KIND_FOLDERS.items():
        yield from ((kind, path) for path in _files_in(root / folder))


def _files_in(folder: Path) -> Iterator[Path]:
    from intlstrat.files import is_passed_over, is_record_name

    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_passed_over(name) and _ID.fullmatch(name))
        for name in sorted(names):
            if is_record_name(name) and not is_passed_over(name) and _ID.fullmatch(name):
                yield Path(parent, name)


def _as_ids(paths: list[Path], word: str, shell: str) -> bool:
    """Whether ids are shown, until there is one left: bash and zsh put what all candidates begin with in the word's
    place, and that is less than was written where they lie in several folders."""
    return shell in ("bash", "zsh") and len({path.parent for path in paths}) > 1 and bool(word or shell == "bash")


def _names(word: str, given: Given) -> Offer:
    """Rules and clauses."""
    return Offer(tuple(_begun(_rules_and_clauses(given), word, given)))


def _selectable(word: str, given: Given) -> Offer:
    """Rules, clauses and layers."""
    layers = [Candidate(layer.value, given.language.text(text)) for layer, text in _LAYERS.items()]
    return Offer(tuple(_begun([*layers, *_rules_and_clauses(given)], word, given)))


def _rules_and_clauses(given: Given) -> Iterator[Candidate]:
    from intlstrat import files, pack_cache
    from intlstrat.rules.digest import digest
    from intlstrat.validity import VALIDITY_RULES

    language = given.language
    root = _root(given)
    folder = rules_folder(given.common, root)
    is_own = given.rules is None and root is not None and folder == root / "rules"
    found = files.read_pack(folder, root if is_own else None)
    if isinstance(found, Mapping):
        pack = pack_cache.recall(digest(found))
        if pack is not None:
            yield from _told(pack.strategy.clauses, pack.rules, language)
        else:
            yield from _unchecked(found, language)
    for rule in VALIDITY_RULES.values():
        yield Candidate(rule.id, meaning(language.message(rule.title)))


def _told(clauses: Iterable[Clause], rules: Iterable[Rule], language: Language) -> Iterator[Candidate]:
    for clause in clauses:
        if _ID.fullmatch(clause.id):
            yield Candidate(clause.id, meaning(language.pick(clause.summary)))
    for rule in rules:
        yield Candidate(rule.id, meaning(language.pick(rule.title)))


def _unchecked(found: Mapping[str, bytes], language: Language) -> Iterator[Candidate]:
    """Of rules that have not been found good yet, the ids are the names of the files: to check them takes too long."""
    from intlstrat.rules.read import STRATEGY_FILE, read_strategy

    strategy, _, _ = read_strategy(found)
    if strategy is not None:
        yield from _told(strategy.clauses, (), language)
    for path in sorted(found):
        stem, ending = os.path.splitext(path.rpartition("/")[2])
        if path != STRATEGY_FILE and ending in (".yaml", ".yml") and _ID.fullmatch(stem):
            yield Candidate(stem)


def _files(word: str, given: Given) -> Offer:
    return Offer((), FILES)


def _folders(word: str, given: Given) -> Offer:
    return Offer((), FOLDERS)


_OFFERS: Final[Mapping[str, Callable[[str, Given], Offer]]] = {
    "[PATH]...": _records,
    "RULE|CLAUSE": _names,
    "RULE|CLAUSE|LAYER": _selectable,
    "FILE": _files,
    "DIR": _folders,
    "[DIR]": _folders,
}
"""By what stands for the value on the help pages."""
