"""Which format goes where: standard output, the files of `--output`, and the summary page of a job on GitHub."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from intlstrat.cli import screen
from intlstrat.cli.again import instead
from intlstrat.cli.session import Stop
from intlstrat.findings import msg

if TYPE_CHECKING:
    from intlstrat.findings import Report
    from intlstrat.language import Language
    from intlstrat.rules.model import Pack

FORMATS: Final = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
ENDINGS: Final = {
    ".json": ("json", "gitlab", "sarif"),
    ".sarif": ("sarif",),
    ".xml": ("junit",),
    ".md": ("markdown",),
    ".txt": ("text", "github"),
}
"""The formats that a file with an ending may have: the first one, unless `--format` names another of them."""
_MACHINE = ("json", "sarif", "gitlab")
SUMMARY_LIMIT: Final = 1024 * 1024
"""So many bytes of a job's summary GitHub shows; of a longer one, nothing."""


class Output(Struct, frozen=True):
    """What is to be written, and how it is to look."""

    format: str | None
    files: tuple[str, ...]
    show_all: bool
    quiet: bool
    statistics: bool
    screen: screen.Screen
    fix: str = "intlstrat fix"
    """The command that mends slips of the pen in the same records, as it is typed."""

    def of_file(self, file: str) -> str:
        """The format of a file: that of its ending or, where that leaves it open, the one that was asked for."""
        family = ENDINGS.get(Path(file).suffix.lower())
        if family is None:
            return self.format or "text"
        return self.format if self.format in family else family[0]

    def of_screen(self) -> str:
        """The format of standard output: as asked for or, where files are written, text.

        In a job on GitHub it is annotations, which go nowhere else; on GitLab what the job's files would hold.
        """
        asked = self.format
        if asked is None and _is_set("GITHUB_ACTIONS"):
            return "github"
        if not self.files:
            return asked or ("gitlab" if _is_set("GITLAB_CI") else "text")
        return "github" if asked == "github" and self.is_left_over else "text"

    @property
    def is_left_over(self) -> bool:
        """Whether a format was asked for that none of the files takes."""
        return self.format is not None and all(self.of_file(file) != self.format for file in self.files)

    @property
    def wants_revision(self) -> bool:
        """Whether something that is written names the commit; git is not started for nothing."""
        named = {self.of_screen(), *map(self.of_file, self.files)}
        return bool(named - {"text", "github", "gitlab", "junit"}) or summary_file() is not None


def refuse_to_write(
    file: str, format_: str | None, folder: Path, rules: Path, endings: Collection[str] = tuple(ENDINGS)
) -> None:
    """A file whose ending names no format, and a record or a rule, is a wrong argument."""
    ending = Path(file).suffix.lower()
    if format_ is None and ending and ending not in endings:
        raise Stop(
            msg("The ending of {file} names none of the formats: {known}.", file=file, known=", ".join(endings)),
            msg("Give the file one of these endings, or say the format with --format."),
            then=instead(file, _with_ending(file, endings)),
        )
    from intlstrat import files

    refused = files.refused_target(Path(file), folder)
    if refused is not None:
        raise Stop(refused.message, refused.fix)
    target = Path(os.path.realpath(file))
    if ending in (".yaml", ".yml") and any(
        target.is_relative_to(os.path.realpath(kept)) for kept in (folder / "data", rules)
    ):
        raise Stop(
            msg("{file} lies among the records or the rules, and is not written over.", file=file),
            msg("Choose a file outside the folders data and rules."),
            then=instead(file, os.path.normpath(os.path.join(os.path.relpath(folder), Path(file).name))),
        )


def _with_ending(file: str, endings: Collection[str]) -> str:
    """The file with the nearest ending that there is."""
    from intlstrat.suggest import closest

    path = Path(file)
    return str(path.with_suffix(closest(path.suffix, endings, 0.5) or next(iter(endings))))


class Writer(Struct, frozen=True):
    """Writes one report wherever it is wanted. `prefix` leads from the checkout's top to the data repo."""

    report: Report
    pack: Pack
    language: Language
    wanted: Output
    prefix: str

    def write(self) -> bool:
        """Writes the files, the job's summary and the screen. False where a file could not be written.

        What could not be written is said last, where hundreds of lines on the screen do not push it out of sight.
        """
        failures = self.write_files()
        summary = self._summary()
        try:
            self._show()
        finally:
            if summary is not None:
                screen.tell(summary)
            for file, why in failures:
                screen.tell(why)
                screen.tell(another_place(file, self.language))
        return not failures

    def _show(self) -> None:
        format_ = self.wanted.of_screen()
        if self.wanted.files and self.wanted.is_left_over and self.wanted.format not in (None, format_):
            left = self.wanted.format or ""
            screen.tell(self.language.text("No file takes the format {format}: their endings say others.", format=left))
        _show(format_)(self.rendered(format_, for_file=False))

    def write_files(self) -> tuple[tuple[str, str], ...]:
        """Writes the files, and gives those that could not be written, each with a sentence that says why."""
        from intlstrat import files

        failures = []
        for file in self.wanted.files:
            content = self.rendered(self.wanted.of_file(file), for_file=True)
            reason = files.write_whole(Path(file), content.encode("utf-8"))
            if reason is not None:
                failures.append((file, unwritten(file, reason, self.language)))
        return tuple(failures)

    def rendered(self, format_: str, for_file: bool) -> str:
        """The report in one of the formats."""
        report, language, wanted = self.report, self.language, self.wanted
        if format_ == "json":
            from intlstrat.formats import json_format

            return json_format.render(report, language, wanted.show_all)
        if format_ == "text":
            from intlstrat.formats import text

            options = text.TextOptions(
                show_all=wanted.show_all,
                quiet=wanted.quiet,
                statistics=wanted.statistics,
                width=wanted.screen.width,
                color=wanted.screen.color and not for_file,
                ascii=wanted.screen.ascii and not for_file,
                fix=wanted.fix,
            )
            return text.render(report, self.pack, language, options)
        return self._for_ci(format_)

    def _for_ci(self, format_: str) -> str:
        from importlib import import_module

        render: Callable[[Report, Pack, Language, str], str]
        render = import_module(f"intlstrat.formats.{format_}_format").render
        return render(self.report, self.pack, self.language, self.prefix)

    def _summary(self) -> str | None:
        """Adds the report to the summary page of the job; a sentence where that fails, which changes nothing else."""
        from intlstrat import files

        file = summary_file()
        if file is None:
            return None
        from intlstrat.formats import markdown_format

        taken = os.path.getsize(file) if os.path.isfile(file) else 0
        most = SUMMARY_LIMIT - taken
        page = markdown_format.render(self.report, self.pack, self.language, self.prefix, most)
        full = self.language.text("the page is full")
        reason = files.append(Path(file), page.encode("utf-8")) if page else full
        if reason is None:
            return None
        return self.language.text("{file} could not be written: {reason}.", file=file, reason=reason)


def unwritten(file: str, reason: str, language: Language) -> str:
    """Why a file could not be written; of one in a folder that is not there, what to do about it too."""
    folder = os.path.dirname(file)
    if not folder or os.path.isdir(folder):
        return language.text("{file} could not be written: {reason}.", file=file, reason=reason)
    there = folder
    while there and not os.path.exists(there):
        there = os.path.dirname(there)
    if there and not os.path.isdir(there):
        return language.text(
            "{file} could not be written: {other} is a file, where a folder is wanted.", file=file, other=there
        )
    said = language.text("{file} could not be written: there is no folder {folder}.", file=file, folder=folder)
    return f"{said}\n{language.text('Make the folder first, or choose another place.')}"


def another_place(file: str, language: Language) -> str:
    """What to type where a file could not be written."""
    option = f"--output {Path(file).name}" if os.path.dirname(file) else f"--output ../{file}"
    return language.text("Choose another place, for instance: “{option}”", option=option)


def nothing_checked(lines: Sequence[str], language: Language) -> None:
    """Says on the page of the job, and as an annotation, why nothing was checked; standard output stays empty."""
    from intlstrat import files
    from intlstrat.formats.github_format import error
    from intlstrat.formats.markdown_text import escape

    title = language.text("Not checked. Nothing can be concluded from this run.")
    screen.write_error(f"{error(title, lines)}\n")
    file = summary_file()
    if file is not None:
        told = "\n".join(f"- {escape(line.strip())}" for line in lines if line.strip())
        files.append(Path(file), f"## intlstrat: {escape(title)}\n\n{told}\n".encode())


def is_on_github() -> bool:
    """Whether this is a job of GitHub's."""
    return _is_set("GITHUB_ACTIONS")


def summary_file() -> str | None:
    """Where GitHub wants the summary of a job, if it does."""
    return os.environ.get("GITHUB_STEP_SUMMARY") or None


def checkout_prefix(root: Path) -> str:
    """What leads from the top of what a CI job has checked out to the data repo; empty outside one.

    The places of annotations are counted from there, and all other paths from the data repo.
    """
    workspace = os.environ.get("GITHUB_WORKSPACE" if _is_set("GITHUB_ACTIONS") else "CI_PROJECT_DIR")
    if not (_is_set("GITHUB_ACTIONS") or _is_set("GITLAB_CI")):
        return ""
    from intlstrat import vcs

    found = vcs.open_repository(root)
    if isinstance(found, vcs.Repository):
        return found.prefix
    top, inside = os.path.realpath(workspace or root), Path(os.path.realpath(root))
    if not inside.is_relative_to(top) or inside == Path(top):
        return ""
    return f"{inside.relative_to(top).as_posix()}/"


def _show(format_: str) -> Callable[[str], None]:
    """How a format is written to standard output, whose encoding may not carry every character."""
    if format_ in _MACHINE:
        return screen.write_json
    if format_ == "junit":
        return screen.write_xml
    return screen.write_plain if format_ in ("github", "markdown") else screen.write


def _is_set(name: str) -> bool:
    return os.environ.get(name, "").lower() == "true"
