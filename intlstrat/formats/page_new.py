"""`new`: a question as it is asked, the summary before the file is written, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from intlstrat.findings import Finding, Layer, Message, Outcome
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.terminal import cells, clean, one_line
from intlstrat.language import Language

_WIDEST_CODE: Final = 26
_WIDEST_VALUE: Final = 60


class Look(Struct, frozen=True):
    """How pages are to look."""

    language: Language
    width: int
    color: bool
    ascii: bool

    def sheet(self) -> Sheet:
        return Sheet(self.width, color=self.color, ascii=self.ascii)


Choice = tuple[str, str, str]
"""A mark to choose by (or none), a code and a name (or none)."""


class Asked(Struct, frozen=True):
    """One question."""

    number: int
    titles: tuple[str | int, ...]
    about: str
    reasons: tuple[Finding, ...]
    choices: tuple[Choice, ...]
    hints: tuple[str, ...] = ()


def render_greeting(heading: Message, keys: str, look: Look) -> str:
    """What stands before the first question."""
    sheet = look.sheet()
    sheet.put((look.language.message(heading), "title"), indent=0)
    sheet.put((keys, "label"), indent=3)
    return sheet.render()


def render_question(asked: Asked, look: Look) -> str:
    """The question: what it is about, who asks, what there is to choose from, and what an empty answer does."""
    sheet, language = look.sheet(), look.language
    sheet.put((f"{asked.number}. {_title(asked.titles, language)}", "heading"), indent=0)
    if asked.about:
        sheet.put((one_line(asked.about), ""), indent=3)
    for basis, sentences in by_clause(asked.reasons, language, _reason):
        sheet.put((f"{basis}: ", "label"), (" ".join(sentences), "label"), indent=3)
    _list(sheet, asked.choices)
    if asked.hints:
        sheet.put((" · ".join(asked.hints), "label"), indent=3)
    return "\n" + sheet.render()


def _list(sheet: Sheet, choices: Sequence[Choice]) -> None:
    widths = [max((cells(clean(row[at])) for row in choices), default=0) for at in (0, 1)]
    widths = [widths[0], min(widths[1], _WIDEST_CODE)] if widths[0] else [min(widths[1], _WIDEST_CODE)]
    for mark, code, name in choices:
        row = [[(clean(mark), "label")]] if len(widths) > 1 else []
        sheet.row([*row, [(clean(code), "name")], [(one_line(name), "")]], widths, indent=3)


def render_help(
    lines: Sequence[str], why: Sequence[tuple[str, str]], choices: Sequence[Choice], keys: Sequence[str], look: Look
) -> str:
    """More about a question: what it is for, why it is asked (clauses and reason), and what can be typed."""
    sheet = look.sheet()
    for line in lines:
        sheet.put((one_line(line), ""), indent=3)
    for basis, reason in why:
        sheet.put((f"{basis}: ", "strong"), (one_line(reason), ""), indent=3)
    _list(sheet, choices)
    for key in keys:
        sheet.put((key, "label"), indent=3)
    return sheet.render()


def render_refusal(message: Message, fix: Message, look: Look) -> str:
    """Why an answer is not taken, and what to write."""
    sheet, language = look.sheet(), look.language
    sheet.put(("× ", "error"), (one_line(language.message(message)), ""), indent=3, hang=2)
    sheet.put((one_line(language.message(fix)), ""), indent=5)
    return sheet.render()


def render_taken(text: str, look: Look) -> str:
    """What an answer was taken for."""
    sheet = look.sheet()
    sheet.put((look.language.text("Understood: {text}", text=one_line(text)), "fulfilled"), indent=3)
    return sheet.render()


def render_remarks(findings: Sequence[Finding], look: Look) -> str:
    """What is odd about an answer beside the others; it stands all the same."""
    sheet, language = look.sheet(), look.language
    for finding in findings:
        text = one_line(language.message(finding.message))
        sheet.put(("! ", "warning"), (text, ""), indent=3, hang=2)
        sheet.put((one_line(language.message(finding.fix)), "label"), indent=5)
    return sheet.render()


def render_summary(
    path: str, rows: Sequence[tuple[tuple[str | int, ...], str]], remaining: int, keys: str, look: Look
) -> str:
    """The answers, numbered, and the file that they will make."""
    sheet, language = look.sheet(), look.language
    sheet.put((language.text("Summary"), "heading"), indent=0)
    sheet.put((language.text("This will be written to {path}:", path=clean(path)), ""), indent=3)
    width = min(max((cells(_title(titles, language)) for titles, _ in rows), default=0), _WIDEST_CODE + 6)
    for number, (titles, value) in enumerate(rows, 1):
        name = [(_title(titles, language), "name")]
        sheet.row([[(f"{number:>2}", "label")], name, [(_short(one_line(value)), "")]], [2, width], indent=3)
    if remaining:
        left = language.plural(
            "The strategy will still ask for one thing.", "The strategy will still ask for {n} things.", remaining
        )
        sheet.put((left, "label"), indent=3)
    sheet.put((keys, "label"), indent=3)
    return "\n" + sheet.render()


def render_written(path: str, findings: Sequence[Finding], look: Look) -> str:
    """Where the record is, what the strategy still asks for, and what to type next."""
    sheet, language = look.sheet(), look.language
    sheet.put((language.text("Written: {path}", path=clean(path)), "fulfilled"), indent=0)
    groups = by_clause(findings, language)
    if groups:
        sheet.heading(language.text("What remains, by clause:"))
        for basis, sentences in groups:
            sheet.put((basis, "strong"))
            for sentence in sentences:
                sheet.put(("- ", "label"), (sentence, ""), indent=4, hang=2)
    else:
        sheet.put((language.text("The strategy asks for nothing more."), "fulfilled"), indent=0)
    sheet.heading(language.text("Next:"))
    rows = [(f"intlstrat check {_quoted(path)}", language.text("what remains, with what to do about each"))]
    if groups:
        strategy = next((each for each in findings if each.layer is Layer.STRATEGY), findings[0])
        rows.append((f"intlstrat explain {one_line(strategy.rule)}", language.text("why it is asked for")))
    for command, meaning in rows:
        if 2 + cells(command) + 2 + cells(meaning) <= look.width:
            sheet.verbatim((command, "name"), ("  ", ""), (meaning, ""))
        else:
            sheet.verbatim((command, "name"))
            sheet.put((meaning, ""), indent=4)
    return "\n" + sheet.render()


def _sentence(finding: Finding, language: Language) -> str:
    return language.message(finding.message)


def _reason(finding: Finding, language: Language) -> str:
    """Why something is asked for; that a key lacks is plain from the question."""
    title = finding.message.values.get("title")
    if finding.outcome is Outcome.UNKNOWN and isinstance(title, Mapping):
        return language.text("It is needed to judge: {title}.", title=title)
    return language.message(finding.message)


def by_clause(
    findings: Sequence[Finding], language: Language, say: Callable[[Finding, Language], str] = _sentence
) -> list[tuple[str, list[str]]]:
    """The findings' sentences, gathered by what they rest on, each once; the strategy's first."""
    gathered: dict[str, list[str]] = {}
    for finding in sorted(findings, key=lambda each: each.layer is not Layer.STRATEGY):
        if finding.layer is Layer.STRATEGY:
            named = language.join(tuple(one_line(clause) for clause in finding.clauses))
            basis = language.plural("Clause {clauses}", "Clauses {clauses}", len(finding.clauses), clauses=named)
        else:
            basis = language.text("Data quality")
        sentence = one_line(say(finding, language))
        if sentence not in gathered.setdefault(basis, []):
            gathered[basis].append(sentence)
    return list(gathered.items())


def _title(titles: Sequence[str | int], language: Language) -> str:
    """`Goals 1 · Indicator`; a title that says what the one before it says is left out."""
    words: list[str] = []
    for part in titles:
        if isinstance(part, int):
            words[-1] += f" {part}"
        elif (text := language.text(part)) != (words[-1].rpartition(" ")[0] if words else None):
            words.append(text)
    return one_line(" · ".join(words))


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST_VALUE else text[: _WIDEST_VALUE - 1] + "…"


def _quoted(path: str) -> str:
    path = clean(path)
    return path if all(char.isalnum() or char in "-_./" for char in path) else f'"{path}"'
