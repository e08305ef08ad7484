"""The data repo as it stood at a commit, read from git's store of objects into the same shapes as from the disk.

The same files count as on the disk, and links are treated alike: followed inside the data repo, and never out of it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.files import (
    KIND_FOLDERS,
    LEADS_OUT,
    LINK_TO_FOLDER,
    NOT_THERE,
    WAIVER_FILES,
    InputFile,
    Inputs,
    ReadFailure,
    is_passed_over,
    is_record_name,
)
from intlstrat.findings import msg
from intlstrat.source.decode import MAX_BYTES
from intlstrat.vcs.git import Repository

_TOO_LARGE = b" " * (MAX_BYTES + 1)
"""Stands for a file that is over the limit, whatever it holds."""


class Snapshot(Struct, frozen=True):
    """The records and waivers of a commit, and the files of its rules (path relative to the pack → bytes).

    `rules` is None where there was no folder of rules, and a `ReadFailure` where it could not be read whole.
    """

    inputs: Inputs
    rules: Mapping[str, bytes] | ReadFailure | None


class _Entry(Struct, frozen=True):
    """A file in a tree of git: `mode` is git's own, `id` the object's, `size` that of a blob."""

    path: str
    mode: int
    id: str
    size: int


def snapshot(repository: Repository, commit: str, rules: str | None) -> Snapshot | ReadFailure:
    """What stood in the data repo at a commit. `rules` is the folder of the rules below the clone's top, if it is.

    Gives a `ReadFailure` where the clone does not hold what it takes.
    """
    try:
        inputs = _Tree(repository, _tree(repository, commit, repository.prefix)).inputs()
        return Snapshot(inputs, _rules(repository, commit, rules) if rules is not None else None)
    except _LackingError:
        return ReadFailure(
            msg("This clone lacks some of the files of the commit {commit}.", commit=commit[:12]),
            msg("Fetch them: “git fetch --refetch --no-filter” makes the clone whole."),
        )


def listing(repository: Repository, tree: str) -> list[_Entry]:
    """Every file in a tree, those of its subfolders too, as git lists them."""
    answer = repository.ask("ls-tree", "-r", "-z", "--long", "--full-tree", tree)
    if answer is None:
        raise _LackingError
    entries = []
    for line in answer.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, id_, size = about.split()
        entries.append(_Entry(os.fsdecode(path), int(mode, 8), id_.decode(), int(size) if size.isdigit() else 0))
    return entries


def contents(repository: Repository, ids: Sequence[str]) -> dict[str, bytes]:
    """The bytes of these blobs."""
    wanted = list(dict.fromkeys(ids))
    found = _batch(repository, [id_.encode() for id_ in wanted])
    blobs = {id_: content for id_, (kind, content) in zip(wanted, found, strict=True) if kind == "blob"}
    if len(blobs) < len(wanted):
        raise _LackingError
    return blobs


class _LackingError(Exception):
    """The clone lacks an object that the commit has: it was made with a filter, or is broken."""


class _Tree:
    """A folder in a commit, the root of which no link leads out of. Without one, it holds nothing."""

    def __init__(self, repository: Repository, root: str | None) -> None:
        self._repository, self._root = repository, root

    def inputs(self) -> Inputs:
        """The records and waivers of a data repo, as `files.read_inputs` gives them for a folder on the disk."""
        records = [
            (kind, file)
            for kind, folder in KIND_FOLDERS.items()
            for file in sorted(self.files(folder, is_record_name), key=lambda file: file.path)
        ]
        waivers = next((file for name in WAIVER_FILES for file in self._read_named([name])), None)
        return Inputs(tuple(records), waivers, ())

    def files(self, folder: str, wanted: Callable[[str], bool]) -> list[InputFile]:
        """The wanted files below a folder, which may be a link to another in here, and what cannot be read there."""
        (found,) = self._look_up([folder])
        if found.kind == "missing":
            return []
        if found.kind != "tree":
            return [InputFile(folder, _FAILURES.get(found.kind, NOT_THERE))]
        entries = [
            replace(entry, path=f"{folder}/{entry.path}" if folder else entry.path)
            for entry in listing(self._repository, found.id)
            if not any(is_passed_over(name) for name in PurePosixPath(entry.path).parts)
        ]
        plain = [entry for entry in entries if stat.S_ISREG(entry.mode) and wanted(entry.path)]
        blobs = contents(self._repository, [entry.id for entry in plain if entry.size <= MAX_BYTES])
        files = [InputFile(entry.path, blobs.get(entry.id, _TOO_LARGE)) for entry in plain]
        links = self._read_named([entry.path for entry in entries if stat.S_ISLNK(entry.mode)])
        files += [file for file in links if wanted(file.path) or file.content is LINK_TO_FOLDER]
        modules = [entry for entry in entries if not stat.S_ISLNK(entry.mode) and not stat.S_ISREG(entry.mode)]
        return files + [InputFile(entry.path, _SUBMODULE) for entry in modules]

    def _read_named(self, paths: Sequence[str]) -> list[InputFile]:
        """The files at these paths, links followed as long as they stay inside; those that are not there left out."""
        found = self._look_up(paths)
        small = [one.id for one in found if one.kind == "blob" and one.size <= MAX_BYTES]
        blobs = contents(self._repository, small)
        files = []
        for path, one in zip(paths, found, strict=True):
            if one.kind == "blob":
                files.append(InputFile(path, blobs.get(one.id, _TOO_LARGE)))
            elif one.kind != "missing":
                files.append(InputFile(path, _FAILURES.get(one.kind, NOT_THERE)))
        return files

    def _look_up(self, paths: Sequence[str]) -> list[_Found]:
        """What stands at these paths, seen through links."""
        if self._root is None:
            return [_Found("missing")] * len(paths)
        asked = [os.fsencode(f"{self._root}:{path}") for path in paths if "\n" not in path]
        answers = _checked(self._repository, asked)
        found = [_Found("loop") if "\n" in path else next(answers) for path in paths]
        for path, one in zip(paths, found, strict=True):
            if one.kind == "missing" and not self._is_absent(self._root, path):
                raise _LackingError
        return found

    def _is_absent(self, root: str, path: str) -> bool:
        """Whether nothing has a path in the tree. git says the same of what it has not and of what there is not."""
        tree = root
        for name in PurePosixPath(path).parts:
            found = _entry(self._repository, tree, name)
            if found is None or stat.S_ISLNK(found.mode):
                return True
            if not stat.S_ISDIR(found.mode):
                return False
            tree = found.id
        return False


class _Found(Struct, frozen=True):
    """What git says of a name: an object's kind, or `missing`, `symlink` (leads out), `dangling`, `loop`, `notdir`."""

    kind: str
    id: str = ""
    size: int = 0


def _checked(repository: Repository, names: Sequence[bytes]) -> Iterator[_Found]:
    """What git says of each name, seen through links inside the tree."""
    if not names:
        return
    given = b"".join(name + b"\n" for name in names)
    lines = (repository.ask("cat-file", "--batch-check", "--follow-symlinks", given=given) or b"").split(b"\n")
    rest = iter(lines)
    for name in names:
        line = next(rest, b"")
        if line == name + b" missing" or line.endswith(b" missing"):
            yield _Found("missing")
            continue
        words = line.split(b" ")
        if len(words) != 2 and len(words) != 3:
            raise _LackingError
        if words[0] in (b"symlink", b"dangling", b"loop", b"notdir"):
            left = int(words[1]) - len(next(rest, b"")) - 1
            while left >= 0:  # a target may hold line breaks
                left -= len(next(rest, b"")) + 1
            yield _Found("missing" if words[0] == b"notdir" else words[0].decode())
        elif len(words) == 3:
            yield _Found(words[1].decode(), words[0].decode(), int(words[2]))
        else:
            raise _LackingError


def _batch(repository: Repository, names: Sequence[bytes]) -> list[tuple[str, bytes]]:
    """The kind and the bytes of each object; a kind of `missing` where there is none."""
    if not names:
        return []
    answer = repository.ask("cat-file", "--batch", given=b"".join(name + b"\n" for name in names))
    if answer is None:
        raise _LackingError
    found: list[tuple[str, bytes]] = []
    at = 0
    for _ in names:
        end = answer.find(b"\n", at)
        words = answer[at:end].split(b" ")
        if end < 0 or len(words) != 3:
            found.append(("missing", b""))
            at = end + 1 if end >= 0 else len(answer)
            continue
        size = int(words[2])
        found.append((words[1].decode(), answer[end + 1 : end + 1 + size]))
        at = end + 1 + size + 1
    return found


def _tree(repository: Repository, commit: str, folder: str) -> str | None:
    """The tree of a folder (from the clone's top) in a commit; None where there was no such folder.

    Raises `_LackingError` where the clone does not hold what it takes to tell.
    """
    told = repository.ask("cat-file", "commit", commit)
    if told is None or not told.startswith(b"tree "):
        raise _LackingError
    tree = told[len(b"tree ") :].partition(b"\n")[0].decode()
    for name in PurePosixPath(folder).parts:
        found = _entry(repository, tree, name)
        if found is None or not stat.S_ISDIR(found.mode):
            return None
        tree = found.id
    return tree


def _entry(repository: Repository, tree: str, name: str) -> _Entry | None:
    """What has a name in a tree; None where nothing has. Raises `_LackingError` where the clone has no such tree."""
    answer = repository.ask("ls-tree", "-z", "--full-tree", tree, "--", name)
    if answer is None:
        raise _LackingError
    if not answer:
        return None
    about, _, path = answer.split(b"\0")[0].partition(b"\t")
    mode, _, id_ = about.split()
    return _Entry(os.fsdecode(path), int(mode, 8), id_.decode(), 0)


def _rules(repository: Repository, commit: str, folder: str) -> Mapping[str, bytes] | ReadFailure | None:
    """The files of the pack at a commit, but hidden ones and backups, as `files.read_pack` gives them."""
    files: dict[str, bytes] = {}
    for file in _Tree(repository, _tree(repository, commit, "")).files(folder, lambda path: True):
        if isinstance(file.content, ReadFailure):
            return ReadFailure(msg("The rules in {path} cannot be read.", path=file.path), file.content.fix)
        files[file.path.removeprefix(f"{folder}/")] = file.content
    return files or None


_FAILURES = {"symlink": LEADS_OUT, "tree": LINK_TO_FOLDER}
"""Why a link of a commit gives nothing, in the words for a link on the disk; else it leads to nothing."""
_SUBMODULE = ReadFailure(
    msg("This is a repository inside the repository (a submodule), and cannot be looked into at an earlier time."),
    msg("Put the folder itself here instead of the submodule."),
)
