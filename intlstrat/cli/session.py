"""What every command needs before it can begin: the data repo, the rules, the language, the day. Or why not."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from intlstrat.cli.again import Then, instead, line, without, written
from intlstrat.cli.exits import Exit
from intlstrat.findings import Message, msg
from intlstrat.language import LANGUAGES, Language

if TYPE_CHECKING:
    from intlstrat.files import Reader
    from intlstrat.rules.model import Pack
    from intlstrat.rules.pack import LoadedPack


class Stop(Exception):
    """Ends a command before it has anything to show: what to say on standard error, the exit, and what to type."""

    def __init__(
        self,
        *messages: Message,
        lines: tuple[str, ...] = (),
        exit_: Exit = Exit.NOT_CHECKED,
        then: Then | None = None,
    ) -> None:
        super().__init__()
        self.messages, self.lines, self.exit, self.then = messages, lines, exit_, then


class Common(Struct, frozen=True):
    """The options that the commands share, as they were given."""

    root: str | None = None
    rules: str | None = None
    lang: str | None = None
    as_of: str | None = None
    color: str = "auto"


class Loaded(Struct, frozen=True):
    """A pack that works, the folder that it was read from, and the files there (path relative to it → bytes)."""

    pack: Pack
    folder: Path
    files: Mapping[str, bytes]


def first_language(lang: str | None) -> Language:
    """The language until the strategy's own is known: as asked for, else bokmål."""
    return Language(asked_language(lang) or "nb")


def asked_language(lang: str | None) -> str | None:
    """The language of `--lang` or INTLSTRAT_LANG; a wrong word in the environment is passed over."""
    if lang is not None:
        if lang not in LANGUAGES:
            raise refused("--lang", lang, LANGUAGES)
        return lang
    found = os.environ.get("INTLSTRAT_LANG")
    return found if found in LANGUAGES else None


def language_of(common: Common, strategy_language: str) -> Language:
    """The language of a command's output."""
    return Language(asked_language(common.lang) or strategy_language)


def day(common: Common) -> str:
    """The as-of date as ISO text; today where none is given."""
    return date.today().isoformat() if common.as_of is None else date_of("--as-of", common.as_of)


def date_of(option: str, value: str, example: str = "2026-06-30") -> str:
    """The date (ISO text) after an option; anything else stops the command, with a day that may stand there."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        refuse_day_first(option, value)
        raise Stop(
            msg("“{value}” after {option} is not a date.", value=value, option=option),
            msg("Write it as year-month-day, such as {day}.", day=example),
            then=instead(value, example),
        )
    return value


def refuse_day_first(option: str, value: str) -> None:
    """A date with the day first, as people write it, stops the command: it says how that date is written here."""
    day_, month, year = value.split(".") if value.count(".") == 2 else ("", "", "")
    try:
        iso = date(int(year), int(month), int(day_)).isoformat()
    except (ValueError, OverflowError):
        return
    raise Stop(
        msg(
            "“{value}” after {option} looks like a date, and dates are written otherwise: {iso}.",
            value=value,
            option=option,
            iso=iso,
        )
    )


def data_root(common: Common) -> Path:
    """The data repo: what `--root` says, or the first folder upwards that holds records."""
    from intlstrat import files

    if common.root is not None:
        root = Path(common.root)
        if not files.has_data(root):
            raise Stop(
                msg("There is no data/partners and no data/projects in {folder}.", folder=common.root),
                msg("Give the data repo's own folder with --root."),
                then=_where_records_are(common.root),
            )
        return root
    here = _here()
    found = files.find_root(here) if here is not None else None
    if found is None:
        raise Stop(
            msg(
                "There are no records here: neither this folder nor any above it holds data/partners or data/projects."
            ),
            msg("Go to the data repo's folder, or give it with --root."),
            msg("“{command}” sets up a new one.", command="intlstrat init"),
        )
    return found


def _where_records_are(asked: str) -> Then:
    """What to type in the place of a folder without records: the repo that one stands in, or how to make one there."""
    from intlstrat import files

    here = _here()
    found = files.find_root(here) if here is not None else None
    return instead(asked, str(found)) if found is not None else line("init", asked)


def _here() -> Path | None:
    """The working folder; None where it has been deleted."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return None


def rules_folder(common: Common, root: Path | None) -> Path:
    """The rule pack: what `--rules` says, or the data repo's own, or the one that travels with the tool."""
    from intlstrat import files

    if common.rules is not None:
        folder = Path(common.rules)
        if not os.path.isdir(folder):
            raise Stop(
                msg("There is no folder {folder}.", folder=common.rules),
                msg("Give the folder of the rules with --rules."),
                then=without("--rules"),
            )
        return folder
    own = root / "rules" if root is not None else None
    # What is there and is no folder (a link to nothing, say) must not quietly become another strategy.
    return own if own is not None and os.path.lexists(own) else files.bundled_rules()


def load_rules(common: Common, root: Path | None, whole: bool = False, examples: bool = True) -> Loaded:
    """The pack of the folder that the options and the data repo lead to. A bad one stops the command.

    One that has been found good before comes without its rules' examples, unless it is wanted `whole`. With
    `examples` False they are not run.
    """
    return pack_of(common, *read_rules(common, root), whole, examples)


def read_rules(common: Common, root: Path | None, read: Reader | None = None) -> tuple[Path, Mapping[str, bytes]]:
    """The folder of the rules, and its files. Where they cannot be read the command stops."""
    from intlstrat import files

    folder = rules_folder(common, root)
    is_own = common.rules is None and root is not None and folder == root / "rules"
    found = files.read_pack(folder, root if is_own else None, read)
    if isinstance(found, files.ReadFailure):
        raise Stop(found.message, found.fix)
    return folder, found


def pack_of(
    common: Common, folder: Path, found: Mapping[str, bytes], whole: bool = False, examples: bool = True
) -> Loaded:
    """The pack that these files of a folder make; see `load_rules`."""
    from intlstrat import pack_cache
    from intlstrat.rules.digest import digest

    known = None if whole else pack_cache.recall(digest(found))
    if known is not None:
        pack_cache.recall_programs(known.digest)
        return Loaded(known, folder, found)
    from intlstrat.rules.pack import load_pack

    loaded = load_pack(found, examples)
    if loaded.pack is None:
        raise Stop(lines=_problem_lines(common, folder, loaded))
    if examples:
        pack_cache.remember(loaded.pack)
    return Loaded(loaded.pack, folder, found)


def usable_pack(found: Mapping[str, bytes]) -> Pack | None:
    """The pack of these files; None where something is wrong with it. Its examples are not run."""
    from intlstrat import pack_cache
    from intlstrat.rules.digest import digest
    from intlstrat.rules.pack import load_pack

    return pack_cache.recall(digest(found)) or load_pack(found, examples=False).pack


def _problem_lines(common: Common, folder: Path, loaded: LoadedPack) -> tuple[str, ...]:
    """What is wrong with a pack, a block for each problem, with the place first."""
    from intlstrat.formats.terminal import one_line

    language = first_language(common.lang)
    shown = _near(folder)
    lines: list[str] = []
    for problem in loaded.problems:
        place = problem.place
        where = f"{shown}/{place.path}:{place.line}:{place.column}"
        lines.append(f"{one_line(where)}: {one_line(language.message(problem.message))}")
        lines.append(f"    {one_line(language.message(problem.fix))}")
    count = len(loaded.problems)
    given = (("--root", common.root), ("--rules", common.rules))
    again = written(["rules", "test", *(part for name, value in given if value for part in (name, value))])
    told = language.plural(
        "The rules cannot be used: one thing is wrong with them. Nothing was checked.",
        "The rules cannot be used: {n} things are wrong with them. Nothing was checked.",
        count,
    )
    tries = one_line(language.text("“{command}” shows whether they are right again.", command=again))
    lines += ["", f"{told} {tries}"]
    return tuple(lines)


def _near(folder: Path) -> str:
    """The folder as seen from where the user stands, where it lies below."""
    try:
        return folder.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (OSError, ValueError):
        return folder.as_posix()


def refused(option: str, value: str, known: tuple[str, ...]) -> Stop:
    """Stops for an option's value that is none of a few words."""
    message = one_of(option, value, known)
    return Stop(message, then=None if "suggestion" in message.values else instead(value, known[0]))


def one_of(option: str, value: str, known: tuple[str, ...]) -> Message:
    """The message about an option's value that is none of a few words."""
    from intlstrat.cli.norwegian import word_meant
    from intlstrat.suggest import closest

    suggestion = word_meant(value, known) or closest(value, known)
    if suggestion is not None:
        return msg(
            "“{value}” after {option} is not known. Did you mean {suggestion}? The choices are {known}.",
            value=value, option=option, suggestion=suggestion, known=", ".join(known),
        )  # fmt: skip
    return msg(
        "“{value}” after {option} is not known. The choices are {known}.",
        value=value,
        option=option,
        known=", ".join(known),
    )
