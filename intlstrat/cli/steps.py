"""The steps that `check` and `report` have in common, between the options and what is made of the verdict."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from intlstrat.cli import screen
from intlstrat.cli.again import Then, instead, without_path
from intlstrat.cli.session import Common, Stop, date_of
from intlstrat.findings import IsoDate, Revision, msg

if TYPE_CHECKING:
    from intlstrat.check import Asked, Checked
    from intlstrat.cli.session import Loaded
    from intlstrat.files import Inputs
    from intlstrat.language import Language
    from intlstrat.memory import Memory
    from intlstrat.selection import Selection


class Compare(Struct, frozen=True):
    """The other states that were asked for, as they were written."""

    since: str | None
    until: str | None
    waivers_from: str | None = None


def inputs_at(folder: Path, selection: Selection, inputs: Inputs | None = None) -> Inputs:
    """What there is to check; nothing, or nothing at the paths that were given, is no verdict.

    `inputs` are taken where they have been read already.
    """
    from intlstrat.files import read_inputs
    from intlstrat.selection import is_within

    inputs = inputs or read_inputs(folder)
    if not inputs.records:
        raise Stop(
            msg("There are no records in data/partners and data/projects."),
            msg("Write the first one as a .yaml file there; nothing was checked."),
            msg("“{command}” asks what is needed, and writes it.", command="intlstrat new project"),
        )
    found = [file for _, file in inputs.records] + ([inputs.waivers] if inputs.waivers is not None else [])
    # The rules' own files may be named, as pre-commit does with what has changed: they just have no findings.
    of_rules = any(path.partition("/")[0] == "rules" for path in selection.paths)
    if not of_rules and not any(is_within(file.path, selection.paths) for file in found):
        raise Stop(
            msg("There are no records at {paths}.", paths=selection.paths),
            msg("Name a .yaml file or a folder in data/partners or data/projects; nothing was checked."),
            then=_first_record(inputs, selection),
        )
    return inputs


def relative(folder: Path, path: str) -> str:
    """A path as given, relative to the data repo; one outside it, or not there, is a wrong argument."""
    absolute = Path(os.path.abspath(path))
    # Either may have been reached through a link; the path itself may be one, and is not followed.
    inside = [
        (absolute, os.path.abspath(folder)),
        (Path(os.path.realpath(absolute.parent), absolute.name), os.path.realpath(folder)),
    ]
    found = [full.relative_to(base).as_posix() for full, base in inside if full.is_relative_to(base)]
    if not found:
        raise Stop(
            msg("{path} lies outside the data repo {folder}.", path=path, folder=str(folder)),
            then=instead(path, os.path.relpath(folder / "data")),
        )
    if not os.path.lexists(absolute):
        raise _no_such_path(folder, path)
    return "" if found[0] == "." else found[0]


def _no_such_path(folder: Path, path: str) -> Stop:
    """A path that is not there; whoever wrote a record's id, or misspelt one, is shown the record's file."""
    from intlstrat.cli.candidates import record_files
    from intlstrat.suggest import closest

    message = msg("There is no {path}.", path=path)
    files = {file.stem: os.path.relpath(file) for _, file in record_files(folder)}
    nearest = closest(Path(path).stem, files)
    if nearest is not None:
        about = msg("Did you mean {suggestion}?", suggestion=files[nearest])
        return Stop(message, about, then=instead(path, files[nearest], sure=True))
    return Stop(message, msg("Check the spelling, or leave the path out to see everything."), then=without_path(path))


def _first_record(inputs: Inputs, selection: Selection) -> Then:
    """The line with a record that there is in the place of a path with none."""
    return instead(selection.paths[0], inputs.records[0][1].path)


def asked_for(common: Common, compare: Compare, root: Path, loaded: Loaded, as_of: str, language: Language) -> Asked:
    """The earlier states that are named, and the day that is looked ahead to."""
    from intlstrat.check import Asked

    ahead = f"{int(as_of[:4]) + 1:04}{as_of[4:8]}01" if as_of < "9999" else "9999-12-31"
    until = date_of("--until", compare.until, ahead) if compare.until is not None else None
    if until is not None and until < as_of:
        raise Stop(
            msg("{day} after {option} is earlier than the day that the verdict is about.",
                day=IsoDate(until), option="--until"),
            msg("Choose a later day, or an earlier one after --as-of."),
            then=instead(until, ahead),
        )  # fmt: skip
    if compare.since is None and compare.waivers_from is None:
        return Asked(until=until)
    from intlstrat.cli.bases import Bases

    bases = Bases(common, root, loaded, as_of, language)
    since = bases.read(compare.since, "--since") if compare.since is not None else None
    waivers = compare.waivers_from
    return Asked(since, bases.read(waivers, "--waivers-from", False) if waivers is not None else None, until)


def revision_of(root: Path, inputs: Inputs, loaded: Loaded) -> Revision | None:
    from intlstrat import vcs

    return vcs.revision(root, inputs, loaded.folder, loaded.files)


def rules_inside(root: Path, rules: Path) -> str | None:
    """Where the rules lie below the root, with "/"; None where they do not."""
    inside, top = Path(os.path.realpath(rules)), os.path.realpath(root)
    return inside.relative_to(top).as_posix() if inside.is_relative_to(top) else None


def checked_with_progress(
    inputs: Inputs,
    loaded: Loaded,
    as_of: str,
    selection: Selection,
    asked: Asked,
    language: Language,
    memory: Memory | None = None,
) -> Checked:
    from intlstrat import pack_cache
    from intlstrat.check import check
    from intlstrat.cli.progress import progress
    from intlstrat.cores import every_core

    with progress(len(inputs.records), language) as tick:
        checked = check(inputs, loaded.pack, as_of, selection, asked, tick, memory, every_core())
    pack_cache.remember_programs(loaded.pack.digest)
    return checked


def say_ignored(inputs: Inputs, language: Language) -> None:
    """Names the files that lie among the records and are none."""
    from intlstrat.formats.terminal import one_line

    for path in inputs.ignored:
        screen.tell(one_line(language.text("{path} is not a .yaml file and was passed over.", path=path)))
