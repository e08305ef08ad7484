"""`intlstrat check`: holds the records to the strategy, and says what came of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intlstrat.cli import screen
from intlstrat.cli.exits import Exit
from intlstrat.cli.options import AsOf, Color, Lang, Root, Rules
from intlstrat.cli.session import Common, Stop, data_root, day, language_of, load_rules, one_of
from intlstrat.findings import N_, Message, Revision, Severity, msg

if TYPE_CHECKING:
    from intlstrat.check import Checked, Selection
    from intlstrat.cli.session import Loaded
    from intlstrat.files import Inputs
    from intlstrat.language import Language

FORMATS = ("text", "json")
FAIL_ON = ("error", "warning", "note", "never")
SHOW = ("findings", "all")
_ENDINGS = {".json": "json", ".txt": "text"}


@dataclass(frozen=True, slots=True)
class Output:
    """What is to be written, and how it is to look."""

    format: str
    files: tuple[str, ...]
    show_all: bool
    quiet: bool
    statistics: bool
    screen: screen.Screen


def check_command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help=N_("Show only the findings of these files or folders.")),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="text|json", help=N_("The format of the output; text when left out.")),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help=N_("Also write a file, in the format of its ending, or of --format. May be repeated."),
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE|CLAUSE|LAYER",
            help=N_("Show only these rules, clauses or layers. Globs; may be repeated."),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULE|CLAUSE|LAYER",
            help=N_("Leave out these rules, clauses or layers. Globs; may be repeated."),
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="error|warning|note|never", help=N_("The severity from which the exit is 1.")
        ),
    ] = "error",
    show: Annotated[
        str,
        typer.Option(
            "--show", metavar="findings|all", help=N_("all: list also what is fulfilled and what does not apply.")
        ),
    ] = "findings",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help=N_("Show findings only; nothing when there are none."))
    ] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help=N_("Show a table of outcomes by rule."))] = False,
    as_of: AsOf = None,
    root: Root = None,
    rules: Rules = None,
    lang: Lang = None,
    color: Color = "auto",
) -> int:
    """Check the records against the strategy."""
    common = Common(root, rules, lang, as_of, color)
    for option, value, known in (
        ("--format", format_ or "text", FORMATS),
        ("--fail-on", fail_on, FAIL_ON),
        ("--show", show, SHOW),
    ):
        if value not in known:
            raise Stop(one_of(option, value, known))
    shown, as_of_day = screen.chosen(color), day(common)
    folder = data_root(common)
    loaded = load_rules(common, folder)
    selection = _selection(folder, loaded, tuple(select or ()), tuple(ignore or ()), tuple(paths or ()))
    for file in output or ():
        _refuse_to_write(file, format_, folder, loaded.folder)
    wanted = Output(format_ or "text", tuple(output or ()), show == "all", quiet, statistics, shown)
    inputs = _inputs(folder, selection)
    needs_revision = "json" in (wanted.format, *(_format_of(file, wanted.format) for file in wanted.files))
    revision = _revision(folder, loaded.folder) if needs_revision else None
    language = language_of(common, loaded.pack.strategy.language)
    checked = _checked(inputs, loaded, as_of_day, selection, revision, language)
    _say_ignored(inputs, language)
    written = _write(checked, loaded, wanted, language)
    return _exit(checked, fail_on) if written else Exit.NOT_CHECKED


def _inputs(folder: Path, selection: Selection) -> Inputs:
    """What there is to check; nothing, or nothing at the paths that were given, is no verdict."""
    from intlstrat.check import is_within
    from intlstrat.files import read_inputs

    inputs = read_inputs(folder)
    if not inputs.records:
        raise Stop(
            msg("There are no records in data/partners and data/projects."),
            msg("Write the first one as a .yaml file there; nothing was checked."),
        )
    read = [file for _, file in inputs.records] + ([inputs.waivers] if inputs.waivers is not None else [])
    # The rules' own files may be named, as pre-commit does with what has changed: they just have no findings.
    of_rules = any(path.partition("/")[0] == "rules" for path in selection.paths)
    if not of_rules and not any(is_within(file.path, selection.paths) for file in read):
        raise Stop(
            msg("There are no records at {paths}.", paths=selection.paths),
            msg("Name a .yaml file or a folder in data/partners or data/projects; nothing was checked."),
        )
    return inputs


def _refuse_to_write(file: str, format_: str | None, folder: Path, rules: Path) -> None:
    """A file whose ending names no format, and a record or a rule, is a wrong argument."""
    ending = Path(file).suffix.lower()
    if format_ is None and ending and ending not in _ENDINGS:
        raise Stop(
            msg("The ending of {file} names none of the formats: {known}.", file=file, known=", ".join(_ENDINGS)),
            msg("Give the file one of these endings, or say the format with --format."),
        )
    target = Path(os.path.realpath(file))
    if ending in (".yaml", ".yml") and any(
        target.is_relative_to(os.path.realpath(kept)) for kept in (folder / "data", rules)
    ):
        raise Stop(
            msg("{file} lies among the records or the rules, and is not written over.", file=file),
            msg("Choose a file outside the folders data and rules."),
        )


def _selection(
    folder: Path, loaded: Loaded, select: tuple[str, ...], ignore: tuple[str, ...], paths: tuple[str, ...]
) -> Selection:
    from fnmatch import fnmatchcase

    from intlstrat.check import Selection, known_names

    known = known_names(loaded.pack)
    for option, patterns in (("--select", select), ("--ignore", ignore)):
        for pattern in patterns:
            if not any(fnmatchcase(name, pattern) for name in known):
                raise Stop(*_nothing_answers(option, pattern, known))
    return Selection(select, ignore, tuple(_relative(folder, path) for path in paths))


def _nothing_answers(option: str, pattern: str, known: frozenset[str]) -> tuple[Message, ...]:
    from intlstrat.suggest import closest

    suggestion = closest(pattern, known)
    message = msg("No rule, clause or layer answers to “{value}” after {option}.", value=pattern, option=option)
    if suggestion is not None:
        return message, msg("Did you mean {suggestion}?", suggestion=suggestion)
    return message, msg("“intlstrat rules” lists the rules, and “intlstrat strategy” the clauses.")


def _relative(folder: Path, path: str) -> str:
    """A path as given, relative to the data repo; one outside it, or not there, is a wrong argument."""
    absolute = Path(os.path.abspath(path))
    # Either may have been reached through a link; the path itself may be one, and is not followed.
    inside = [
        (absolute, os.path.abspath(folder)),
        (Path(os.path.realpath(absolute.parent), absolute.name), os.path.realpath(folder)),
    ]
    found = [full.relative_to(base).as_posix() for full, base in inside if full.is_relative_to(base)]
    if not found:
        raise Stop(msg("{path} lies outside the data repo {folder}.", path=path, folder=str(folder)))
    if not os.path.lexists(absolute):
        raise Stop(
            msg("There is no {path}.", path=path), msg("Check the spelling, or leave the path out to see everything.")
        )
    return "" if found[0] == "." else found[0]


def _revision(folder: Path, rules: Path) -> Revision | None:
    from intlstrat import vcs

    inside = [rules] if rules.resolve().is_relative_to(folder.resolve()) else []
    return vcs.revision(folder, [folder / "data", *inside])


def _checked(
    inputs: Inputs, loaded: Loaded, as_of: str, selection: Selection, revision: Revision | None, language: Language
) -> Checked:
    from intlstrat.check import check
    from intlstrat.cli.progress import progress

    with progress(len(inputs.records), language) as tick:
        return check(inputs, loaded.pack, as_of, selection, revision, tick)


def _say_ignored(inputs: Inputs, language: Language) -> None:
    """Names the files that lie among the records and are none."""
    from intlstrat.formats.terminal import one_line

    for path in inputs.ignored:
        screen.tell(one_line(language.text("{path} is not a .yaml file and was passed over.", path=path)))


def _write(checked: Checked, loaded: Loaded, wanted: Output, language: Language) -> bool:
    """Writes the files, then the screen, which gets text where there are files. False where a file failed."""
    from intlstrat import files

    well = True
    for file in wanted.files:
        content = _rendered(checked, loaded, wanted, language, _format_of(file, wanted.format), for_file=True)
        reason = files.write_whole(Path(file), content.encode("utf-8"))
        if reason is not None:
            screen.tell(language.text("{file} could not be written: {reason}.", file=file, reason=reason))
            well = False
    on_screen = "text" if wanted.files else wanted.format
    show = screen.write_json if on_screen == "json" else screen.write
    show(_rendered(checked, loaded, wanted, language, on_screen, for_file=False))
    return well


def _format_of(file: str, given: str) -> str:
    return _ENDINGS.get(Path(file).suffix.lower(), given)


def _rendered(
    checked: Checked, loaded: Loaded, wanted: Output, language: Language, format_: str, for_file: bool
) -> str:
    """The report in one of the formats."""
    if format_ == "json":
        from intlstrat.formats import json_format

        return json_format.render(checked.report, language, wanted.show_all)
    from intlstrat.formats import text

    options = text.TextOptions(
        show_all=wanted.show_all,
        quiet=wanted.quiet,
        statistics=wanted.statistics,
        width=wanted.screen.width,
        color=wanted.screen.color and not for_file,
        ascii=wanted.screen.ascii and not for_file,
    )
    return text.render(checked.report, loaded.pack, language, options)


def _exit(checked: Checked, fail_on: str) -> Exit:
    if checked.report.incomplete:
        return Exit.NOT_CHECKED
    worst = checked.worst()
    if fail_on == "never" or worst is None or worst.rank > Severity(fail_on).rank:
        return Exit.CLEAN
    return Exit.FINDINGS
