"""Finds the data repo, lists its files and reads their bytes. Follows no link out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from io import RawIOBase
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import Message, msg
from intlstrat.reasons import reason_of
from intlstrat.source.decode import MAX_BYTES

KIND_FOLDERS = {"partner": "data/partners", "project": "data/projects"}
"""Where the records of each kind lie, relative to the data repo's root."""
WAIVER_FILES = ("data/waivers.yaml", "data/waivers.yml")
"""The first of these that is there holds the waivers for the portfolio."""
MAX_PACK_FILES, MAX_PACK_BYTES = 1000, 8 * 1024 * 1024
"""The largest rule pack that is read."""
_AT_ONCE = 32 * 1024
"""So many bytes of a file are read at a time."""
_SUFFIXES = (".yaml", ".yml")
_BACKUPS = ("~", ".bak", ".orig", ".rej", ".swp", ".swo", ".tmp")


class ReadFailure(Struct, frozen=True):
    """Why a file cannot be read, or must not be written, and what to do."""

    message: Message
    fix: Message


LEADS_OUT = ReadFailure(
    msg("The file is a link that leads out of the data folder's repository, and is not followed."),
    msg("Put the file itself here instead of the link."),
)
LINK_TO_FOLDER = ReadFailure(
    msg("This is a link to a folder, and links to folders are not followed."),
    msg("Put the folder itself here instead of the link."),
)
NOT_ORDINARY = ReadFailure(msg("This is not an ordinary file."), msg("Put an ordinary text file here, or delete it."))
NOT_THERE = ReadFailure(
    msg("The file is not there: it is a link to nothing, or it vanished while it was read."),
    msg("Delete the link or put the file back, and run the check again."),
)


Reader = Callable[[str, Path], "bytes | ReadFailure"]
"""Gives the bytes of a file, or why there are none; no link out of a folder (the second path) is followed."""


class InputFile(Struct, frozen=True):
    """One file: its path relative to the root, with "/", and its bytes or why there are none."""

    path: str
    content: bytes | ReadFailure


class Inputs(Struct, frozen=True):
    """Everything that a run reads of the data: the record files by kind, the waivers, and files of no use."""

    records: tuple[tuple[str, InputFile], ...]
    waivers: InputFile | None
    ignored: tuple[str, ...]


def find_root(start: Path) -> Path | None:
    """The first folder from `start` upwards that holds `data/partners` or `data/projects`."""
    for folder in (start, *start.parents):
        if has_data(folder):
            return folder
    return None


def is_record_name(path: str) -> bool:
    """Whether a file among the records is one, by its name."""
    return path.endswith(_SUFFIXES)


def is_passed_over(name: str) -> bool:
    """Whether a file or folder is hidden, or an editor's backup."""
    return name.startswith((".", "#")) or name.endswith(_BACKUPS)


def has_data(root: Path) -> bool:
    """Whether `root` is a data repo."""
    return any(os.path.isdir(root / folder) for folder in KIND_FOLDERS.values())


def read_inputs(root: Path, read: Reader | None = None) -> Inputs:
    """Reads every record file below `root`, sorted by path, and `data/waivers.yaml` where it is there.

    `read` takes the place of `read_bytes`.
    """
    read = read or read_bytes
    records: list[tuple[str, InputFile]] = []
    ignored: list[str] = []
    # Paths of files are joined as text: a Path for each is most of the time that a thousand small files take.
    above, inside = os.path.join(root, ""), Path(os.path.realpath(root))
    for kind, folder in KIND_FOLDERS.items():
        for path, failure in sorted(_walk_inside(root, folder, inside), key=lambda found: found[0]):
            if failure is not None:
                records.append((kind, InputFile(path, failure)))
            elif is_record_name(path):
                records.append((kind, InputFile(path, read(above + path, inside))))
            else:
                ignored.append(path)
    named = (name for name in WAIVER_FILES if os.path.lexists(root / name))
    # The folder above may be the link.
    data = Path(os.path.realpath(root / "data"))
    waivers = next((InputFile(name, _read_inside(data / Path(name).name, inside, read)) for name in named), None)
    return Inputs(tuple(records), waivers, tuple(ignored))


def _walk_inside(root: Path, folder: str, inside: Path) -> Iterator[tuple[str, ReadFailure | None]]:
    """`_walk` for a folder that may itself be a link, as long as it leads to one below `inside`."""
    resolved = Path(os.path.realpath(root / folder))
    if not resolved.is_relative_to(inside):
        yield (
            folder,
            ReadFailure(
                msg("The folder is a link that leads out of the data folder's repository, and is not followed."),
                msg("Put the folder itself here instead of the link."),
            ),
        )
    elif os.path.lexists(root / folder) and not resolved.exists():
        yield (
            folder,
            ReadFailure(
                msg("The folder is not there: it is a link to nothing."),
                msg("Delete the link or put the folder back, and run the check again."),
            ),
        )
    else:
        yield from _walk(root, folder)


def _walk(root: Path, folder: str) -> Iterator[tuple[str, ReadFailure | None]]:
    """Every file below a folder but hidden ones and editors' backups, and every folder that cannot be entered."""
    pending = [folder]  # and no function that calls itself: a stranger's folders may be nested thousands deep
    while pending:
        yield from _walk_one(root, pending.pop(), pending)


def _walk_one(root: Path, folder: str, folders: list[str]) -> Iterator[tuple[str, ReadFailure | None]]:
    """The files of one folder; adds the folders in it to `folders`."""
    try:
        entries = list(os.scandir(root / folder))
    except FileNotFoundError:
        return
    except NotADirectoryError:
        yield (
            folder,
            ReadFailure(
                msg("There is a file here, where a folder is wanted."),
                msg("Give the file another name, and make the folder."),
            ),
        )
        return
    except OSError as error:
        yield (
            folder,
            ReadFailure(
                msg("The folder could not be read from disk ({reason}).", reason=reason_of(error)),
                msg("Give the user leave to read the folder, and run the check again."),
            ),
        )
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if is_passed_over(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            folders.append(path)
        elif entry.is_symlink() and os.path.isdir(entry.path):
            yield (
                path,
                LINK_TO_FOLDER,
            )
        else:
            yield path, None


def _read_inside(path: Path, inside: Path, read: Reader) -> bytes | ReadFailure:
    """`read` for a file whose folder may not be below `inside`."""
    return read(os.fspath(path), inside) if path.is_relative_to(inside) else LEADS_OUT


def _whole(file: RawIOBase) -> bytes:
    """All that is in a file, at most one byte more than the limit.

    A little at a time: what was asked for as a MiB keeps a page of memory of its own, however little came.
    """
    parts, left = [], MAX_BYTES + 1
    while left > 0 and (part := file.read(min(left, _AT_ONCE))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def read_bytes(path: str | Path, inside: Path) -> bytes | ReadFailure:
    """The bytes of a regular file, at most one more than the limit, or why they cannot be had.

    A link is followed only as long as it stays below `inside` (a resolved path): records may come from strangers.
    """
    try:
        if os.path.islink(path) and not Path(os.path.realpath(path, strict=True)).is_relative_to(inside):
            return LEADS_OUT
        # Opening a pipe would wait for a writer for ever, so the kind is asked first and the opening never waits.
        if not stat.S_ISREG(os.stat(path).st_mode):
            return NOT_ORDINARY
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb", buffering=0) as file:
            # Something else may have taken its place meanwhile.
            return _whole(file) if stat.S_ISREG(os.fstat(descriptor).st_mode) else NOT_ORDINARY
    except FileNotFoundError:
        return NOT_THERE
    except PermissionError:
        return ReadFailure(
            msg("The file may not be read by this user."),
            msg("Give the user leave to read the file, and run the check again."),
        )
    except OSError as error:
        return ReadFailure(
            msg("The file could not be read from disk ({reason}).", reason=reason_of(error)),
            msg("Check the disk and the file, and run the check again."),
        )


def read_pack(
    folder: Path, repository: Path | None = None, read: Reader | None = None
) -> Mapping[str, bytes] | ReadFailure:
    """Every file of a rule pack but hidden ones and backups: path relative to the pack, with "/" → bytes.

    A folder that belongs to a `repository` may come from a stranger, and then no link out of that is followed. `read`
    takes the place of `read_bytes`.
    """
    read = read or read_bytes
    files: dict[str, bytes] = {}
    inside, size = Path(os.path.realpath(folder)), 0
    if repository is not None and not inside.is_relative_to(os.path.realpath(repository)):
        return ReadFailure(
            msg("The folder {path} is a link that leads out of the data's repository.", path=folder.name),
            msg("Put the folder itself here instead of the link, or say with --rules where the rules are."),
        )
    if not inside.is_dir():
        return ReadFailure(
            msg("{path} is there, and is no folder of rules.", path=folder.name),
            msg("Put the folder of the rules here, or say with --rules where it is."),
        )
    for path, failure in _walk(folder, ""):
        content = failure or read(os.path.join(folder, path), inside)
        if isinstance(content, ReadFailure):
            message = msg("The rules in {path} cannot be read.", path=path or ".")
            return ReadFailure(replace(message, also=content.message), content.fix)
        files[path], size = content, size + len(content)
        if len(files) > MAX_PACK_FILES or size > MAX_PACK_BYTES:
            return ReadFailure(
                msg(
                    "The rules are more than {files} files or 8 MiB, and rules are never that many.",
                    files=MAX_PACK_FILES,
                ),
                msg("Check that it is the right folder, and move what are no rules out of it."),
            )
    return files


def bundled_rules() -> Path:
    """The rules that travel with the tool: in the installed package, or beside it in a clone."""
    package = Path(__file__).parent.parent
    installed = package / "bundled_rules"
    return installed if installed.is_dir() else package.parent / "rules"
