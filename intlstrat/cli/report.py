"""`intlstrat report`: the paper that goes to the council."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from msgspec import Struct, field
from msgspec.structs import replace

from intlstrat.cli import screen
from intlstrat.cli.again import but_for, instead, plus, without
from intlstrat.cli.exits import Exit
from intlstrat.cli.options import AsOf, Color, Lang, Root, Rules, Since, Until
from intlstrat.cli.outputs import another_place, refuse_to_write, unwritten
from intlstrat.cli.session import Common, Stop, data_root, day, language_of, load_rules, refused
from intlstrat.cli.steps import (
    Compare,
    asked_for,
    checked_with_progress,
    inputs_at,
    revision_of,
    rules_inside,
    say_ignored,
)
from intlstrat.findings import N_, Message, msg

if TYPE_CHECKING:
    from intlstrat.check import Checked
    from intlstrat.cli.session import Loaded
    from intlstrat.language import Language

FORMATS: Final = ("text", "markdown", "html", "pdf", "docx", "odt", "json")
ENDINGS: Final[Mapping[str, str]] = {
    ".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx",
    ".odt": "odt", ".json": "json",
}  # fmt: skip
TEMPLATES: Final[Mapping[str, str]] = {".docx": "docx", ".dotx": "docx", ".odt": "odt", ".ott": "odt"}
"""The format that a template with an ending is for."""

NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "html": ("pypandoc", "matplotlib"),
    "docx": ("pypandoc", "matplotlib"),
    "odt": ("pypandoc", "matplotlib"),
    "pdf": ("typst", "matplotlib"),
}
"""The modules of the extra `report` that a format is made with."""

BINARY: Final = ("pdf", "docx", "odt")


class _Wanted(Struct, frozen=True):
    """Where the paper goes, in which formats, and the templates by format."""

    format: str | None
    files: tuple[str, ...]
    templates: Mapping[str, bytes]
    screen: screen.Screen
    template_files: Mapping[str, str] = field(default_factory=dict)
    """What the template of a format was called."""

    def origin(self, format_: str) -> tuple[Message, ...]:
        """Which file a format's template came from, where it has one."""
        file = self.template_files.get(format_)
        return (msg("The template is {file}.", file=file),) if file is not None else ()

    def of_file(self, file: str) -> str:
        """The format of a file's ending or, where that names none, the one that was asked for."""
        return ENDINGS.get(Path(file).suffix.lower()) or self.format or "text"

    @property
    def of_screen(self) -> str | None:
        """The format of standard output; None where the files take all that was asked for."""
        taken = {self.of_file(file) for file in self.files}
        if self.format is not None and self.format not in taken:
            return self.format
        return None if self.files else "text"

    @property
    def formats(self) -> tuple[str, ...]:
        found = {*map(self.of_file, self.files)} | ({self.of_screen} if self.of_screen is not None else set())
        return tuple(format_ for format_ in FORMATS if format_ in found)


def report_command(
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="text|markdown|html|pdf|docx|odt|json",
            help=N_("The format of the output; text when left out."),
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help=N_("Write a file, in the format of its ending, and nothing on the screen. May be repeated."),
        ),
    ] = None,
    template: Annotated[
        list[str] | None,
        typer.Option(
            "--template",
            metavar="FILE",
            help=N_("Your own .docx or .odt, whose styles, page set-up, header and footer are used. May be repeated."),
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    root: Root = None,
    rules: Rules = None,
    lang: Lang = None,
    color: Color = "auto",
) -> int:
    """Make the paper for the council."""
    common = Common(root, rules, lang, as_of, color)
    if format_ is not None and format_ not in FORMATS:
        raise refused("--format", format_, FORMATS)
    # However often and in whatever way a file is named, it is written once, under its first name.
    files: dict[str, str] = {}
    for file in output or ():
        files.setdefault(os.path.realpath(file), file)
    wanted = _Wanted(format_, tuple(files.values()), {}, screen.chosen(color))
    _refuse_what_cannot_be_had(wanted)
    named = {TEMPLATES.get(Path(path).suffix.lower(), ""): path for path in template or []}
    wanted = replace(wanted, templates=_templates(template or [], wanted), template_files=named)
    return _run(common, wanted, Compare(since, until))


def _run(common: Common, wanted: _Wanted, compare: Compare) -> int:
    """The steps, once the options are known to be words that there are."""
    from intlstrat.selection import Selection

    as_of, folder = day(common), data_root(common)
    loaded = load_rules(common, folder)
    for file in wanted.files:
        refuse_to_write(file, wanted.format, folder, loaded.folder, ENDINGS)
        _refuse_place(file, wanted, folder, loaded.folder)
    selection = Selection((), (), ())
    inputs = inputs_at(folder, selection)
    language = language_of(common, loaded.pack.strategy.language)
    asked = asked_for(common, compare, folder, loaded, as_of, language)
    revision = revision_of(folder, inputs, loaded)
    asked = replace(asked, revision=revision, rules_folder=rules_inside(folder, loaded.folder), records=True)
    checked = checked_with_progress(inputs, loaded, as_of, selection, asked, language)
    say_ignored(inputs, language)
    _say_unreadable(checked, language)
    made = _made(checked, loaded, wanted, language)
    written = [_to_file(file, made[wanted.of_file(file)], language) for file in wanted.files]
    if wanted.of_screen is not None:
        _show(wanted.of_screen, made[wanted.of_screen])
    return Exit.NOT_CHECKED if checked.report.incomplete or not all(written) else Exit.CLEAN


def _refuse_place(file: str, wanted: _Wanted, folder: Path, rules: Path) -> None:
    """A file that names no format, that is none, or that would lie among the records or the rules."""
    if file == "-":
        raise Stop(
            msg("“-” after --output is no file."),
            msg("Leave --output out, and the paper goes to standard output."),
            then=without("--output"),
        )
    if wanted.format is None and not Path(file).suffix:
        raise Stop(
            msg("The ending of {file} names none of the formats: {known}.", file=file, known=", ".join(ENDINGS)),
            msg("Give the file one of these endings, or say the format with --format."),
            then=instead(file, f"{file}.pdf"),
        )
    target = Path(os.path.realpath(file))
    if any(target.is_relative_to(os.path.realpath(kept)) for kept in (folder / "data", rules)):
        raise Stop(
            msg("{file} would lie among the records or the rules.", file=file),
            msg("Choose a place outside the folders data and rules."),
            then=instead(file, os.path.normpath(os.path.join(os.path.relpath(folder), Path(file).name))),
        )


def _say_unreadable(checked: Checked, language: Language) -> None:
    """Names the files that gave no record: the paper is made without them."""
    from intlstrat.formats.terminal import one_line

    for finding in checked.report.findings:
        if finding.rule == "record-unreadable":
            said = language.text("{path} could not be read, and is not in the paper.", path=finding.place.path or "")
            screen.tell(one_line(said))


def _refuse_what_cannot_be_had(wanted: _Wanted) -> None:
    """Formats whose programs are not installed, and those that a screen cannot show."""
    from importlib.util import find_spec

    lacking = [name for name in wanted.formats if any(find_spec(each) is None for each in NEEDS.get(name, ()))]
    if lacking:
        raise Stop(
            msg("The formats {formats} need programs that are not installed.", formats=tuple(lacking))
            if len(lacking) > 1
            else msg("The format {format} needs programs that are not installed.", format=lacking[0]),
            msg("The formats text, markdown and json need nothing more."),
            msg("Install them with: “{command}”", command='pip install "intlstrat[report]"'),
        )
    if wanted.of_screen in BINARY and sys.stdout.isatty():
        raise Stop(
            msg("The format {format} cannot be shown on a screen.", format=wanted.of_screen or ""),
            msg("Write it to a file, for instance: --output {file}", file=f"rapport.{wanted.of_screen}"),
            then=plus("--output", f"rapport.{wanted.of_screen}"),
        )


def _templates(paths: list[str], wanted: _Wanted) -> dict[str, bytes]:
    """The templates by the format that each is for; one that nothing uses is a wrong argument."""
    from intlstrat import files

    found: dict[str, bytes] = {}
    for path in paths:
        format_ = TEMPLATES.get(Path(path).suffix.lower())
        if format_ is None:
            raise Stop(
                msg("{file} is no template for Word or OpenDocument.", file=path),
                msg("A template ends with one of {known}.", known=", ".join(TEMPLATES)),
                then=instead(path, f"{os.path.splitext(path)[0]}.docx"),
            )
        if format_ not in wanted.formats:
            raise Stop(
                msg("The template {file} is for {format}, which is not asked for.", file=path, format=format_),
                msg("Ask for it too, for instance: --output {file}", file=f"rapport.{format_}"),
                then=plus("--output", f"rapport.{format_}"),
            )
        if format_ in found:
            more = msg("There is more than one template for {format}.", format=format_)
            raise Stop(more, msg("Give one of them."), then=but_for("--template", path))
        content = files.read_given(Path(path))
        if isinstance(content, files.ReadFailure):
            raise Stop(content.message, content.fix, then=without("--template"))
        found[format_] = content
    return found


def _made(checked: Checked, loaded: Loaded, wanted: _Wanted, language: Language) -> dict[str, str | bytes]:
    """The paper in every format that is wanted, each made once."""
    from intlstrat.council.figures.count import figures
    from intlstrat.council.paper import paper
    from intlstrat.council.writers import Look, write
    from intlstrat.council.writers.refused import Refused

    assert checked.dossier is not None
    found = figures(checked.report, loaded.pack, checked.dossier, language)
    # The figures alone need no sentences, and a large portfolio's sentences take a while.
    document = paper(found, loaded.pack, language) if wanted.formats != ("json",) else None
    made: dict[str, str | bytes] = {}
    for format_ in wanted.formats:
        to_screen = format_ == wanted.of_screen
        look = Look(wanted.screen.width, wanted.screen.color and to_screen, wanted.screen.ascii and to_screen)
        result = write(format_, found, document, language, look, wanted.templates.get(format_))
        if isinstance(result, Refused):
            raise Stop(result.message, *wanted.origin(format_), then=without("--template"))
        made[format_] = result
    return made


def _to_file(file: str, content: str | bytes, language: Language) -> bool:
    """Writes a file; says so, or why it could not be."""
    from intlstrat import files

    reason = files.write_whole(Path(file), content.encode("utf-8") if isinstance(content, str) else content)
    if reason is not None:
        screen.tell(unwritten(file, reason, language))
        screen.tell(another_place(file, language))
        return False
    screen.tell(language.text("{file} is written.", file=file))
    return True


def _show(format_: str, content: str | bytes) -> None:
    """Writes to standard output, whose encoding may not carry every character."""
    if isinstance(content, bytes):
        screen.write_bytes(content)
    elif format_ == "json":
        screen.write_json(content)
    elif format_ == "markdown":
        screen.write_plain(content)
    else:
        screen.write(content)
