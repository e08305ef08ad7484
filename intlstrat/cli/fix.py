"""`intlstrat fix`: mends in the records what can be mended without deciding anything, and lists the rest."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intlstrat.cli import screen
from intlstrat.cli.again import beside
from intlstrat.cli.exits import Exit
from intlstrat.cli.options import Color, Lang, Root, Rules
from intlstrat.cli.session import Common, data_root, day, language_of, load_rules
from intlstrat.cli.steps import inputs_at, relative, say_ignored
from intlstrat.findings import N_

if TYPE_CHECKING:
    from intlstrat.authoring.fix.flow import Fixed
    from intlstrat.cli.session import Loaded
    from intlstrat.formats.page_fix import Fixing
    from intlstrat.language import Language


def fix_command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help=N_("Mend only these files or folders.")),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help=N_("Show the changes as a diff, and write nothing."))] = False,
    check: Annotated[bool, typer.Option("--check", help=N_("Say what can be mended, and write nothing."))] = False,
    root: Root = None,
    rules: Rules = None,
    lang: Lang = None,
    color: Color = "auto",
) -> int:
    """Mend in the records what can be mended without deciding anything."""
    common = Common(root, rules, lang, None, color)
    shown = screen.chosen(color)
    folder = data_root(common)
    loaded = load_rules(common, folder)
    language = language_of(common, loaded.pack.strategy.language)
    writes = not (diff or check)
    fixed = _fixed(folder, loaded, common, language, tuple(relative(folder, path) for path in paths or ()), writes)
    failed = _written(folder, fixed, language) if writes else frozenset()
    fixing = _fixing(fixed, failed, writes, common, paths)
    if diff:
        _show_diff(fixed, fixing, shown.color, language)
    else:
        _show(fixing, loaded, shown, language)
    if failed or fixed.report.incomplete:
        return Exit.NOT_CHECKED
    left = fixed.undecided or (fixed.files and not writes)
    return Exit.FINDINGS if left else Exit.CLEAN


def _fixed(
    folder: Path, loaded: Loaded, common: Common, language: Language, paths: tuple[str, ...], writes: bool
) -> Fixed:
    from intlstrat.authoring.fix.flow import fix
    from intlstrat.cli.progress import progress
    from intlstrat.selection import Selection, is_within

    inputs = inputs_at(folder, Selection(paths=paths))
    with progress(len(inputs.records), language) as tick:
        fixed = fix(inputs, loaded.pack, day(common), lambda path: is_within(path, paths), writes, tick)
    say_ignored(inputs, language)
    return fixed


def _written(folder: Path, fixed: Fixed, language: Language) -> frozenset[str]:
    """Writes the mended files. Those that could not be written, each with the reason told."""
    from intlstrat.authoring.saving import save
    from intlstrat.formats.terminal import one_line

    failed = []
    for file in fixed.files:
        reason = save(folder, file.path, file.before, file.after)
        if reason is not None:
            failed.append(file.path)
            for message in reason:
                screen.tell(one_line(language.message(message)))
    return frozenset(failed)


def _fixing(fixed: Fixed, failed: frozenset[str], is_written: bool, common: Common, paths: list[str] | None) -> Fixing:
    from intlstrat.formats.page_fix import Change, Fixing

    changed = [
        (file.path, [Change(mend.place, mend.path, mend.before, mend.after) for mend in file.mends])
        for file in fixed.files
        if file.path not in failed
    ]
    again, look = (beside(command, paths, common.root, common.rules) for command in ("fix", "check"))
    return Fixing(changed, fixed.report, is_written, again, look, len(failed), fixed.unproved)


def _show(fixing: Fixing, loaded: Loaded, shown: screen.Screen, language: Language) -> None:
    from intlstrat.formats.page_fix import render_fix
    from intlstrat.formats.terminal import carries
    from intlstrat.formats.text_base import TextOptions

    options = TextOptions(width=shown.width, color=shown.color, ascii=shown.ascii)
    arrow = carries(sys.stdout.encoding, "→")
    screen.write(render_fix(fixing, loaded.pack, language, options, arrow))


def _show_diff(fixed: Fixed, fixing: Fixing, color: bool, language: Language) -> None:
    """The diff on standard output, where it may be taken on by another program, and the numbers beside it."""
    from intlstrat.formats.page_fix import closing, left_whole, render_diff
    from intlstrat.formats.terminal import one_line

    lines = (line for file in fixed.files for line in file.diff)
    screen.write_plain(render_diff(lines, color, applied=not sys.stdout.isatty()))
    for sentence in left_whole(fixing, language):
        screen.tell(sentence)
    screen.tell(closing(fixing, language))
    if fixed.undecided:
        command = one_line(f"{fixing.again} --check")
        screen.tell(language.text("“{command}” shows what needs a decision.", command=command))
