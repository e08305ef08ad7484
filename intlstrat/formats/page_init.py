"""`init`: what was written, what was left alone, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from itertools import groupby
from typing import Final

from msgspec import Struct

from intlstrat.findings import Message, msg
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.terminal import cells, clean
from intlstrat.language import Language

_FEW: Final = 8
"""So many files can be named one by one."""

_MEANINGS: Final[Mapping[str, Message]] = {
    "data": msg("the records: partners and projects"),
    "rules": msg("the strategy and its rules, for you to edit"),
    "schemas": msg("what editors propose and check by"),
    ".vscode": msg("settings for VS Code, and the extension that it advises"),
    ".github": msg("the check of changes on GitHub"),
    ".gitlab-ci.yml": msg("the check of changes on GitLab"),
    ".pre-commit-config.yaml": msg("the check before each commit"),
    "README.md": msg("what this is and how to use it: begin here"),
    "INTLSTRAT.md": msg("what this is and how to use it: begin here"),
    ".editorconfig": msg("settings for editors"),
    ".gitattributes": msg("settings for git"),
    ".gitignore": msg("settings for git"),
}

_OWN: Final[Mapping[str, Message]] = {
    "rules/": msg("There are rules in rules/ already: the example's rules and records are left out."),
    "data/": msg("There are records in data/ already: the example's records are left out."),
}


class Done(Struct, frozen=True):
    """What `init` did in a folder.

    `kept` are files that are there with other content; `own` the folders that the example was not mixed into. `git`
    is the folder of the git repository that all of it lies in, "." where that is the folder itself.
    """

    folder: str
    written: tuple[str, ...]
    kept: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    git: str | None = None
    has_records: bool = True
    complete: bool = True


def render_init(done: Done, language: Language, *, width: int, color: bool, ascii: bool = False) -> str:
    """What was done, and the commands to go on with where something was and nothing went wrong."""
    sheet = Sheet(width, color=color, ascii=ascii)
    if done.written:
        _written(sheet, done, language)
    elif done.complete:
        sheet.put((language.text("Everything is there already. Nothing was written."), ""), indent=0)
    for folder in done.own:
        sheet.gap()
        sheet.put((language.message(_OWN[folder]), ""), indent=0)
    if done.kept:
        sheet.heading(language.text("Left alone, because they were there already with other content:"))
        for path in done.kept:
            sheet.verbatim((clean(path), "place"))
    if done.written and done.complete:
        _next(sheet, done, language)
    return sheet.render()


def _written(sheet: Sheet, done: Done, language: Language) -> None:
    number = len(done.written)
    folder = clean(done.folder)
    if done.folder == ".":
        heading = language.plural("{n} file was written here:", "{n} files were written here:", number)
    else:
        heading = language.plural(
            "{n} file was written in {folder}:", "{n} files were written in {folder}:", number, folder=folder
        )
    sheet.heading(heading)
    if number <= _FEW:
        for path in done.written:
            sheet.verbatim((clean(path), "place"))
        return
    rows = []
    for top, group in groupby(done.written, key=lambda path: path.partition("/")[0]):
        paths = list(group)
        name = paths[0] if len(paths) == 1 else f"{top}/"
        count = language.plural("{n} file", "{n} files", len(paths)) if len(paths) > 1 else ""
        rows.append((clean(name), count, language.message(_MEANINGS[top])))
    widths = [max(cells(row[0]) for row in rows), max(cells(row[1]) for row in rows)]
    for name, count, meaning in rows:
        sheet.row([[(name, "place")], [(count, "label")], [(meaning, "")]], widths)


def _next(sheet: Sheet, done: Done, language: Language) -> None:
    rows = [(f"cd {_quoted(done.folder)}", language.text("go to the folder"))] if done.folder != "." else []
    if done.has_records:
        rows.append(("intlstrat check", language.text("check the records")))
    else:
        rows.append(("intlstrat new partner", language.text("record the first partner, one question at a time")))
        rows.append(("intlstrat check", language.text("check it")))
    rows.append(("code .", language.text("open the folder in VS Code, and say yes to the extension that it advises")))
    if done.git is None:
        rows.append(("git init -b main", language.text("make it a git repository")))
    rows.append(("git add .", language.text("take in all the files")))
    rows.append(("git commit -m intlstrat", language.text("commit them")))
    sheet.heading(language.text("Next:"))
    # The name of the folder may be long, and what to do there is plain.
    width = max(cells(command) for command, _ in rows if not command.startswith("cd "))
    for command, meaning in rows:
        if cells(command) <= width:
            sheet.row([[(command, "name")], [(meaning, "")]], [width])
        else:
            sheet.verbatim((command, "name"))
    sheet.gap()
    if done.git not in (None, "."):
        within = msg(
            "The folder lies within the git repository {git}. GitHub, GitLab and pre-commit read their files at the "
            "top of a repository only: give the folder one of its own, or move the files and fit them to it.",
            git=done.git or "",
        )
        sheet.put((clean(language.message(within)), ""), indent=0)
    for readme in {"README.md", "INTLSTRAT.md"}.intersection(done.written):
        rest = msg("{file} says how to go on: with your own strategy and records, and with checks.", file=readme)
        sheet.put((language.message(rest), ""), indent=0)


def _quoted(folder: str) -> str:
    """The folder as it is written after `cd`, in the shells of Unix and of Windows."""
    folder = clean(folder if not folder.startswith("-") else f"./{folder}")
    plain = all(char.isalnum() or char in "-_./\\:" for char in folder)
    if plain:
        return folder
    return shlex.quote(folder) if set('"$`!') & set(folder) else f'"{folder}"'
