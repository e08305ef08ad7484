"""A verdict to what an editor shows in its files: each finding with the text, the clause and the place of `check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from intlstrat.findings import PORTFOLIO, Finding, Outcome, Place, Report, Severity, Subject
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


@dataclass(frozen=True, slots=True)
class Pointer:
    """Another place that a diagnostic is about, and what is there."""

    file: Key
    span: Span
    said: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
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
        found: dict[Key, list[tuple[Finding, Place]]] = {}
        for finding in report.findings:
            for key, place in _places(finding, library, pack):
                found.setdefault(key, []).append((finding, place))
        made = {}
        for key, pairs in found.items():
            signature = (language.code, pack.digest, *pairs, *self._contents(key, pairs, library, report.names))
            kept = self._kept.get(key)
            if kept is None or kept[0] != signature:
                kept = (
                    signature,
                    tuple(self._diagnostic(desk, finding, key, place, library) for finding, place in pairs),
                )
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
    def _contents(
        key: Key, pairs: list[tuple[Finding, Place]], library: Library, names: Mapping[Subject, str]
    ) -> Iterator[object]:
        """What diagnostics show of other files, and the texts that places are counted in."""
        paths = {each.place.path for finding, _ in pairs for each in finding.related}
        paths |= {finding.place.path for finding, _ in pairs}
        yield from (names.get(other.subject) for finding, _ in pairs for other in finding.related)
        yield _content(key, library)
        for path in sorted(path for path in paths if path is not None and path != key[1]):
            yield _content(("data", path), library)

    def _diagnostic(self, desk: Desk, finding: Finding, key: Key, place: Place, library: Library) -> Diagnostic:
        rule = desk.pack.rule(finding.rule)
        return Diagnostic(
            self._span(key, place, library),
            said(desk, finding),
            "hint" if finding.outcome is Outcome.WAIVED else _LEVELS[finding.severity],
            finding.rule,
            tuple(self._related(desk, finding, key, place, library)),
            finding.rule == "waiver-unused",
            finding,
            rule.path if rule is not None else None,
        )

    def _related(self, desk: Desk, finding: Finding, key: Key, place: Place, library: Library) -> Iterator[Pointer]:
        others = [(finding.subject, finding.place)]
        others += [(each.subject, each.place) for each in finding.related]
        for subject, other in others:
            if other.path is None or other == place:
                continue
            about = subject if subject != PORTFOLIO else None
            name = desk.name(about) if about is not None else desk.message(finding.message)
            there: Key = ("data", other.path)
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


def _places(finding: Finding, library: Library, pack: Pack) -> Iterator[tuple[Key, Place]]:
    """Where a finding is shown. One about the portfolio is shown in every record that it names.

    One that names none is shown at its first clause in the strategy.
    """
    if finding.place.path is None:
        yield ("rules", STRATEGY_FILE), _in_strategy(finding, library, pack)
        return
    yield ("data", finding.place.path), finding.place
    if finding.subject == PORTFOLIO:
        seen = {finding.place.path}
        for other in finding.related:
            if other.place.path is not None and other.place.path not in seen:
                seen.add(other.place.path)
                yield ("data", other.place.path), other.place


def _in_strategy(finding: Finding, library: Library, pack: Pack) -> Place:
    strategy = library.strategy
    if strategy is None or strategy.document.root is None:
        return Place(STRATEGY_FILE)
    for clause in finding.clauses:
        for position, each in enumerate(pack.strategy.clauses):
            if each.id == clause:
                return strategy.document.place(("clauses", position, "id"))
    return strategy.document.place(())
