"""A verdict to what an editor shows in its files: each finding with the text, the clause and the place of `check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.files import KIND_FOLDERS
from intlstrat.findings import PORTFOLIO, Finding, Kind, Outcome, Place, Report, Severity, Subject
from intlstrat.formats.finding_words import asides, desk_for, rests_on, what_to_do, word
from intlstrat.formats.text_base import Desk
from intlstrat.language import Language
from intlstrat.lsp.library import STRATEGY_FILE, Key, Library
from intlstrat.lsp.text import START, Span, Text
from intlstrat.rules.model import Pack
from intlstrat.rules.read import PackProblem

Level = Literal["error", "warning", "information", "hint"]

_LEVELS: Final[Mapping[Severity, Level]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "information",
}


_Shown = Finding | tuple[Finding, Place]
"""A finding at its own place, or at another that it is shown at too."""

_MOST_RELATED: Final = 50
"""So many of the places that a finding relates are listed with it: each of them lists as many in turn."""


class Pointer(Struct, frozen=True):
    """Another place that a diagnostic is about, and what is there."""

    file: Key
    span: Span
    said: str


class Diagnostic(Struct, frozen=True):
    """One finding as an editor shows it, or a problem of the rules (then there is no finding)."""

    span: Span
    message: str
    level: Level
    rule: str
    related: tuple[Pointer, ...]
    faded: bool
    finding: Finding | None = None
    rule_file: str | None = None
    """The file of the rule, relative to the rules."""


class Diagnoser:
    """Turns verdicts into diagnostics, and keeps those of files for which nothing has changed since the last one."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self._kept: dict[Key, tuple[tuple[object, ...], tuple[Diagnostic, ...]]] = {}
        self._texts: dict[Key, tuple[bytes, Text]] = {}

    def of_report(
        self, report: Report, pack: Pack, language: Language, library: Library
    ) -> Mapping[Key, tuple[Diagnostic, ...]]:
        """The diagnostics of every file that has any."""
        desk = desk_for(report, pack, language)
        made = {}
        for key, shown in _by_file(report.findings, library, pack).items():
            signature = (language.code, pack.digest, *shown, *self._around(key, shown, library, report.names))
            kept = self._kept.get(key)
            if kept is None or kept[0] != signature:
                kept = signature, tuple(self._diagnostic(desk, each, key, library) for each in shown)
            self._kept[key] = kept
            made[key] = kept[1]
        self._kept = {key: self._kept[key] for key in made}
        return made

    def of_problems(
        self, problems: Iterable[PackProblem], language: Language, library: Library
    ) -> Mapping[Key, tuple[Diagnostic, ...]]:
        """What is wrong with the rules, in their own files."""
        found: dict[Key, list[Diagnostic]] = {}
        for problem in problems:
            key: Key = ("rules", problem.place.path or STRATEGY_FILE)
            said = f"{language.message(problem.message)}\n{language.message(problem.fix)}"
            span = self._span(key, problem.place, library)
            found.setdefault(key, []).append(Diagnostic(span, said, "error", "rules", (), False))
        return {key: tuple(diagnostics) for key, diagnostics in found.items()}

    @staticmethod
    def _around(key: Key, shown: list[_Shown], library: Library, names: Mapping[Subject, str]) -> Iterator[object]:
        """What diagnostics show of other files, and the texts that places are counted in."""
        yield _content(key, library)
        for each in shown:
            finding = each if isinstance(each, Finding) else each[0]
            for subject, place in _others(finding) if finding.related else ():
                yield names.get(subject)
                yield _content(("data", place.path or ""), library)

    def _diagnostic(self, desk: Desk, each: _Shown, key: Key, library: Library) -> Diagnostic:
        finding, place = (each, each.place) if isinstance(each, Finding) else each
        rule = desk.pack.rule(finding.rule)
        return Diagnostic(
            self._span(key, place, library),
            said(desk, finding),
            "hint" if finding.outcome is Outcome.WAIVED else _LEVELS[finding.severity],
            finding.rule,
            tuple(self._related(desk, finding, place, library)),
            finding.rule == "waiver-unused",
            finding,
            rule.path if rule is not None else None,
        )

    def _related(self, desk: Desk, finding: Finding, place: Place, library: Library) -> Iterator[Pointer]:
        for subject, other in _others(finding):
            if other.path is not None and other != place:
                there: Key = ("data", other.path)
                name = desk.name(subject) if subject != PORTFOLIO else desk.message(finding.message)
                yield Pointer(there, self._span(there, other, library), name)

    def _span(self, key: Key, place: Place, library: Library) -> Span:
        content = _content(key, library)
        if content is None:
            return START
        known = self._texts.get(key)
        if known is None or known[0] is not content:
            files = library.data if key[0] == "data" else library.rules
            known = content, Text(files[key[1]].text, self.encoding)
            self._texts[key] = known
        return known[1].span_of(place)


def _content(key: Key, library: Library) -> bytes | None:
    file = (library.data if key[0] == "data" else library.rules).get(key[1])
    return file.content if file is not None else None


def said(desk: Desk, finding: Finding) -> str:
    """What `check` says of a finding: what is wrong, what to do, and the clauses that it rests on."""
    message = desk.message(finding.message)
    if finding.outcome is Outcome.WAIVED:
        message = f"{word(desk, finding)}: {message}"
    about = f"{rests_on(desk, finding)} · {finding.rule}"
    if finding.outcome is Outcome.WAIVED:
        return "\n".join((message, about, *_asides(desk, finding)))
    return "\n".join((message, what_to_do(desk, finding), about, *_asides(desk, finding)))


def _asides(desk: Desk, finding: Finding) -> list[str]:
    """What else there is to say, but for the other records: an editor lists those beside the finding."""
    return asides(desk, replace(finding, related=()), "")


def _others(finding: Finding) -> list[tuple[Subject, Place]]:
    """The places of a finding: its own and the first of those that it relates."""
    found = [(finding.subject, finding.place)]
    if finding.subject == PORTFOLIO and finding.place.path is not None:
        found = [(Subject(*_record_of(finding.place.path)), finding.place)]
    return [*found, *((each.subject, each.place) for each in finding.related[:_MOST_RELATED])]


def _record_of(path: str) -> tuple[Kind, str]:
    """Whose file a path is."""
    kind: Kind = "partner" if path.startswith(f"{KIND_FOLDERS['partner']}/") else "project"
    return kind, path.rpartition("/")[2].rpartition(".")[0]


def _by_file(findings: Iterable[Finding], library: Library, pack: Pack) -> dict[Key, list[_Shown]]:
    """The findings by the file that they are shown in. One about the portfolio is shown in every record that it names.

    One that names none is shown at its first clause in the strategy.
    """
    found: dict[Key, list[_Shown]] = {}
    for finding in findings:
        path = finding.place.path
        if path is None:
            found.setdefault(("rules", STRATEGY_FILE), []).append((finding, _in_strategy(finding, library, pack)))
            continue
        found.setdefault(("data", path), []).append(finding)
        if finding.related and finding.subject == PORTFOLIO:
            places = {each.place.path: each.place for each in reversed(finding.related) if each.place.path != path}
            for other, place in sorted(places.items(), key=lambda pair: pair[0] or ""):
                found.setdefault(("data", other or ""), []).append((finding, place))
    return found


def _in_strategy(finding: Finding, library: Library, pack: Pack) -> Place:
    strategy = library.strategy
    if strategy is None or strategy.document.root is None:
        return Place(STRATEGY_FILE)
    for clause in finding.clauses:
        for position, each in enumerate(pack.strategy.clauses):
            if each.id == clause:
                return strategy.document.place(("clauses", position, "id"))
    return strategy.document.place(())
