"""What an editor has open, and the data repos that it lies in. Paths are absolute; nothing here knows the protocol."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path
from time import monotonic

from msgspec import Struct

from intlstrat.files import find_root, is_passed_over, is_record_name
from intlstrat.language import Language
from intlstrat.lsp.checker import Checker, Job, Prepared
from intlstrat.lsp.diagnose import Diagnostic
from intlstrat.lsp.fields import FileKind
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import STRATEGY_FILE, File, Key, Library, kind_of_data
from intlstrat.lsp.options import Options
from intlstrat.lsp.state import Disk, Rules, kind_of_rules, rules_folder
from intlstrat.lsp.text import Text
from intlstrat.rules.pack import is_rule

RULES_PAUSE = 0.3
"""Seconds without a change before rules that are being written are looked at: that takes a second of its own."""
UNWATCHED = 2.0
"""Seconds for which the disk is taken for unchanged where the editor does not tell of changes."""


class Open(Struct, frozen=True):
    """A file that is open in the editor."""

    uri: str
    text: Text
    version: int | None


class Repo:
    """One data repo, as far as it is known."""

    def __init__(self, root: Path, rules: Path) -> None:
        self.root, self.rules_folder = root, rules
        self.number = 0
        self.disk: Disk | None = None
        self.read_at = 0.0
        self.reread_for = 1
        """The number of the job from which on the disk will have been read anew; 0 where nothing waits for that."""
        self.library = Library({}, {})
        self.rules: Rules | None = None
        self.failed = False
        """Whether it could not be read even once, so that nothing can be answered about it."""
        self.language: Language | None = None
        self.diagnostics: Mapping[Key, tuple[Diagnostic, ...]] = {}
        self.judged = 0
        """The number of the job that the diagnostics are of."""

    def key_of(self, path: str) -> Key | None:
        """Which file of the repo a path is; None for one that is neither a record, nor waivers, nor a rule."""
        below = _below(path, self.root)
        if below is not None and (kind := kind_of_data(below)) is not None:
            hidden = any(is_passed_over(part) for part in below.split("/"))
            return ("data", below) if kind == "waivers" or (is_record_name(below) and not hidden) else None
        below = _below(path, self.rules_folder)
        if below is not None and (below == STRATEGY_FILE or is_rule(below)):
            return ("rules", below)
        return None

    def path_of(self, key: Key) -> str:
        return str((self.root if key[0] == "data" else self.rules_folder) / key[1])

    def file(self, key: Key) -> File | None:
        return (self.library.data if key[0] == "data" else self.library.rules).get(key[1])


def _below(path: str, folder: Path) -> str | None:
    """A path relative to a folder, with "/"; either may have been reached through a link."""
    found = _relative(path, str(folder))
    return found if found is not None else _relative(os.path.realpath(path), os.path.realpath(folder))


def _relative(path: str, folder: str) -> str | None:
    folder = folder.rstrip(os.sep) + os.sep
    return path[len(folder) :].replace(os.sep, "/") if path.startswith(folder) and path != folder else None


class Session:
    """Everything that is open, and the checks that are asked for when it changes."""

    def __init__(self, options: Options, encoding: str, checker: Checker) -> None:
        self.options, self.encoding, self.checker = options, encoding, checker
        self.watched = False
        """Whether the editor tells of changes on the disk."""
        self.repos: dict[Path, Repo] = {}
        self.folders: dict[str, Path] = {}
        """The folders of the editor, and the root of the data repo that each of them lies in."""
        self._numbers = count(1)  # of all jobs: what comes of one for a repo that was dropped fits no later one
        self.open: dict[str, Open] = {}
        if options.root is not None:
            self._add(options.root)

    def add_folder(self, path: str) -> None:
        """Takes in the data repo that a folder of the editor lies in, or is."""
        if self.options.root is None and (root := find_root(Path(path))) is not None:
            self.folders[path] = self._add(root).root

    def drop_folder(self, path: str) -> Repo | None:
        """Forgets a folder that the editor has closed; gives the data repo that it was the last folder of."""
        root = self.folders.pop(path, None)
        return self._forget(root) if root is not None and root not in self.folders.values() else None

    def _forget(self, root: Path) -> Repo | None:
        self.checker.forget(root)
        return self.repos.pop(root, None)

    def _add(self, root: Path) -> Repo:
        known = self.repos.get(root)
        if known is None:
            root = Path(os.path.abspath(root))
            known = self.repos[root] = Repo(root, Path(os.path.abspath(rules_folder(root, self.options.rules))))
            self.check(known, reread=True)
        return known

    def repo_of(self, path: str) -> tuple[Repo, Key] | None:
        """The data repo and the file there that a path is; its rules are a repo's too."""
        if self.options.root is None and (root := find_root(Path(path).parent)) is not None:
            self._add(root)
        return self.repo_of_known(path)

    def opened(self, path: str, uri: str, text: str, version: int | None) -> None:
        self.open[path] = Open(uri, Text(text.removeprefix("\ufeff"), self.encoding), version)
        self._touched(path, reread=True)

    def changed(self, path: str, change: Callable[[Text], Text], version: int | None) -> None:
        """One or more edits of an open file, as a function of its text."""
        known = self.open.get(path)
        if known is not None:
            self.open[path] = Open(known.uri, change(known.text), version)
            self._touched(path, reread=False)

    def closed(self, path: str) -> Repo | None:
        """Gives the data repo of the file where that is in no folder of the editor, and has no other file open."""
        self.open.pop(path, None)
        found = self.repo_of_known(path)
        if found is None:
            return None
        repo = found[0]
        if self.options.root is not None or repo.root in self.folders.values() or self._is_open(repo):
            self.check(repo, reread=True)
            return None
        return self._forget(repo.root)

    def _is_open(self, repo: Repo) -> bool:
        return any((at := self.repo_of_known(path)) is not None and at[0] is repo for path in self.open)

    def saved(self, path: str) -> None:
        self._touched(path, reread=True)

    def on_disk(self, paths: Iterable[str]) -> None:
        """Files that have changed outside the editor, or were saved by it."""
        changed = list(paths)
        for repo in self.repos.values():
            if any(_below(path, folder) is not None for path in changed for folder in (repo.root, repo.rules_folder)):
                self.check(repo, reread=True)

    def _touched(self, path: str, *, reread: bool) -> None:
        found = self.repo_of(path)
        if found is None:
            return
        repo, key = found
        if path in self.open:
            repo.library = repo.library.changed(self._file(repo, key, path))
        self.check(repo, reread=reread, pause=RULES_PAUSE if key[0] == "rules" and not reread else 0.0)

    def _file(self, repo: Repo, key: Key, path: str) -> File:
        content = self.open[path].text.text.encode("utf-8", "surrogatepass")
        before = repo.file(key)
        if before is not None and before.content == content:
            return before
        return File(*key, _kind(key), content, before)

    def check(self, repo: Repo, *, reread: bool, pause: float = 0.0) -> None:
        """Has the newest state of a data repo checked."""
        repo.number = next(self._numbers)
        if reread or (not self.watched and monotonic() - repo.read_at > UNWATCHED):
            repo.reread_for = repo.number
            repo.rules_folder = Path(os.path.abspath(rules_folder(repo.root, self.options.rules)))
        disk = None if repo.reread_for else repo.disk
        job = Job(
            repo.number, repo.root, repo.rules_folder, self._overlay(repo), repo.library, disk,
            self.options.today, self.options.language, monotonic() + pause if pause else 0.0,
        )  # fmt: skip
        self.checker.submit(job)

    def _overlay(self, repo: Repo) -> dict[Key, bytes]:
        found = {}
        for path in self.open:
            at = self.repo_of_known(path)
            if at is not None and at[0] is repo and (file := repo.file(at[1])) is not None:
                found[at[1]] = file.content
        return found

    def repo_of_known(self, path: str) -> tuple[Repo, Key] | None:
        """`repo_of` without looking for repos that are not known yet."""
        nearest = sorted(self.repos.values(), key=lambda repo: len(str(repo.root)), reverse=True)
        return next(((repo, key) for repo in nearest if (key := repo.key_of(path)) is not None), None)

    def prepared(self, repo: Repo, result: Prepared) -> None:
        """Takes in what a job has read; what has been typed since then is newer."""
        if repo.reread_for and result.number >= repo.reread_for:
            repo.reread_for, repo.read_at = 0, monotonic()
        repo.disk, repo.rules, repo.language = result.disk, result.rules, result.language
        ats = [(path, self.repo_of_known(path)) for path in self.open]
        # Made from what is known so far, not from what was read: an older job does not know what a text last was.
        files = [self._file(repo, at[1], path) for path, at in ats if at is not None and at[0] is repo]
        repo.library = result.library
        for file in files:
            repo.library = repo.library.changed(file)

    def known(self, repo: Repo) -> Known:
        """What answers about a repo are made from."""
        pack = repo.rules.pack if repo.rules is not None else None
        return Known(repo.language or self.options.language(None), pack, repo.library, self.options.today)

    def at(self, path: str) -> tuple[Repo, File, Text] | None:
        """The repo, the file and the text at a path, as they stand in the editor or else on the disk."""
        found = self.repo_of_known(path)
        file = found[0].file(found[1]) if found is not None else None
        if found is None or file is None:
            return None
        known = self.open.get(path)
        return found[0], file, known.text if known is not None else Text(file.text, self.encoding)


def _kind(key: Key) -> FileKind:
    return (kind_of_data(key[1]) or "project") if key[0] == "data" else kind_of_rules(key[1])
