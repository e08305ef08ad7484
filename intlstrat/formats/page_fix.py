"""`fix`: what was mended, or can be, and what is left for somebody to decide; or the diff of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from intlstrat.findings import Place, Report
from intlstrat.formats import text_findings
from intlstrat.formats.sheet import Sheet, Span
from intlstrat.formats.terminal import cells, clean, guard, one_line
from intlstrat.formats.text_base import Desk, TextOptions
from intlstrat.language import Language
from intlstrat.rules.model import Pack

_ARROW: Final = "→"
_MARK: Final = "\ufeff"
_ROLES: Final = {"-": "error", "+": "fulfilled", "@": "note"}


class Change(Struct, frozen=True):
    """One mend: where it stands in the file as it was, what was there, and what is there now.

    `path` leads to it in the record.
    """

    place: Place
    path: tuple[str | int, ...]
    before: str
    after: str


class Fixing(Struct, frozen=True):
    """What `fix` came to. `report` has the findings that are left and nothing else.

    `again` is the command as it is typed to write the mends, where none of them was written.
    """

    changed: Sequence[tuple[str, Sequence[Change]]]
    report: Report
    written: bool
    again: str
    check: str
    unwritten: int = 0
    """So many files could be mended and not be written."""
    unproved: Sequence[str] = ()
    """The files that are left whole, because it could not be proved that a mend changes nothing else."""


def render_fix(fixing: Fixing, pack: Pack, language: Language, options: TextOptions, arrow: bool = True) -> str:
    """The mends file by file, what needs a decision as `check` shows it, and a closing sentence.

    `arrow` is False where the output cannot carry one.
    """
    desk = Desk(fixing.report, pack, language, options)
    sheet = Sheet(options.width, color=options.color, ascii=options.ascii)
    for path, changes in fixing.changed:
        _file(sheet, desk, path, changes, f" {_ARROW if arrow and not options.ascii else '->'} ")
    if fixing.report.findings:
        sheet.heading(language.text("This needs a decision of yours, and is left as it is:"))
    for sentence in left_whole(fixing, language):
        sheet.put((sentence, ""), indent=0)
        sheet.gap()
    for group in text_findings.groups(fixing.report.findings):
        text_findings.heading(sheet, desk, group)
        for finding in group.findings:
            text_findings.block(sheet, desk, finding)
    sheet.gap()
    sheet.put((closing(fixing, language), "strong"), indent=0)
    return sheet.render()


def left_whole(fixing: Fixing, language: Language) -> list[str]:
    """A sentence for each file that nothing was mended in, although something in it could be."""
    return [
        language.text(
            "Nothing is mended in {path}: the way it is written, it cannot be proved that the rest would stay the "
            "same. Mend the file by hand.",
            path=one_line(path),
        )
        for path in fixing.unproved
    ]


def closing(fixing: Fixing, language: Language) -> str:
    """How much was mended, how much is left to decide, and the command to go on with."""
    mends, files = sum(len(changes) for _, changes in fixing.changed), len(fixing.changed)
    left, sentences = len(fixing.report.findings), []
    if fixing.unwritten:
        sentences.append(
            language.plural("{n} file could not be written.", "{n} files could not be written.", fixing.unwritten)
        )
    elif not mends and not left:
        return language.text("There is nothing to mend, and nothing that needs a decision.")
    elif not mends and not fixing.unproved:
        sentences.append(language.text("There is nothing to mend without deciding something."))
    if mends:
        sentences.append(_mended(fixing, language, mends, language.plural("{n} file", "{n} files", files)))
    if left:
        sentences.append(language.plural("{n} thing needs a decision.", "{n} things need a decision.", left))
    if mends and not fixing.written:
        sentences.append(language.text("“{command}” mends what can be mended.", command=one_line(fixing.again)))
    else:
        sentences.append(language.text("“{command}” shows how it all stands.", command=one_line(fixing.check)))
    return " ".join(sentences)


def _mended(fixing: Fixing, language: Language, mends: int, files: str) -> str:
    if fixing.written:
        return language.plural(
            "{n} place was mended in {files}.", "{n} places were mended in {files}.", mends, files=files
        )
    return language.plural(
        "{n} place can be mended in {files}. Nothing was written.",
        "{n} places can be mended in {files}. Nothing was written.",
        mends,
        files=files,
    )


def render_diff(lines: Iterable[str], color: bool, applied: bool = False) -> str:
    """A unified diff. Whatever a line holds that a terminal or a runner would obey is shown as an escape.

    With `applied`, a file's byte order mark stays what it is, since a patch without it does not fit the file.
    """
    from rich.color import ColorSystem
    from rich.style import Style

    from intlstrat.formats.sheet import STYLES

    out: list[str] = []
    for line in lines:
        shown = guard(_line(line, applied))
        bold = line.startswith(("--- ", "+++ "))
        role = "title" if bold else _ROLES.get(line[:1], "")
        if color and STYLES.get(role):
            shown = Style.parse(STYLES[role]).render(shown, color_system=ColorSystem.STANDARD)
        out.append(f"{shown}\n")
    return "".join(out)


def _line(line: str, applied: bool) -> str:
    """The line with tabs, and the CR of its line end, as they are, so that the diff can be applied."""
    body, head = line.removesuffix("\r"), ""
    end = line[len(body) :]
    if applied and body[:1] in ("-", "+", " ") and body[1:2] == _MARK:
        head, body = body[:2], body[2:]
    return head + "\t".join(clean(part) for part in body.split("\t")) + end


def _file(sheet: Sheet, desk: Desk, path: str, changes: Sequence[Change], arrow: str) -> None:
    sheet.gap()
    number = desk.language.plural("{n} mend", "{n} mends", len(changes))
    title: tuple[Span, ...] = ((clean(path), "title"), (f" · {number}", "label"))
    if sheet.fits(title, 0):
        sheet.verbatim(*title, indent=0)
    else:
        sheet.verbatim(title[0], indent=0)
        sheet.put((number, "label"), indent=0)
    text_findings.rule(sheet)
    places = [f"{change.place.line}:{change.place.column}" for change in changes]
    width = max(map(cells, places))
    for place, change in zip(places, changes, strict=True):
        key = _key(change)
        name = f"{key}: " if key else ""
        sheet.row(
            [
                [(place.rjust(width), "label")],
                [
                    (name, ""),
                    (one_line(change.before), "error"),
                    (arrow, "label"),
                    (one_line(change.after), "fulfilled"),
                ],
            ],
            [width],
        )


def _key(change: Change) -> str:
    """The key that a value stands under; empty where the key itself is mended."""
    names = [part for part in change.path if isinstance(part, str)]
    if not names or names[-1] == change.before:
        return ""
    # A year says little without the key that it stands under.
    return one_line(".".join(names[-2:]) if names[-1].isdecimal() else names[-1])
