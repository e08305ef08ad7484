"""`rules test`: which examples did not come out as they say, and which rules have none."""

from __future__ import annotations

from collections.abc import Sequence

from intlstrat.findings import Outcome
from intlstrat.formats.page_words import outcome
from intlstrat.formats.sheet import MARKS, Sheet, Span
from intlstrat.formats.terminal import clean, one_line
from intlstrat.language import Language
from intlstrat.rules.model import TOLD_OTHERWISE, ExampleResult


def render_examples(
    results: Sequence[ExampleResult],
    without_examples: Sequence[str],
    language: Language,
    *,
    width: int,
    color: bool,
    ascii: bool = False,
) -> str:
    """What went wrong, in the order given, and a closing sentence with the counts."""
    sheet = Sheet(width, color=color, ascii=ascii)
    failed = [result for result in results if not result.passed]
    if failed:
        sheet.heading(language.text("Examples that did not come out as they say"))
        for result in failed:
            _failure(sheet, result, language)
    if without_examples:
        sheet.heading(language.text("Rules without examples"))
        for rule in without_examples:
            sheet.put((clean(rule), "name"))
        text = language.text("Write at least one example of every outcome that the rule can have, under “examples”.")
        sheet.put((text, "label"))
    sheet.gap()
    _closing(sheet, results, len(failed), len(without_examples), language)
    return sheet.render()


def _failure(sheet: Sheet, result: ExampleResult, language: Language) -> None:
    place = clean(f"{result.path}:{result.line}:{result.column}")
    sheet.put((clean(result.rule), "name"))
    sheet.verbatim((place, "place"), indent=4)
    expected: Span = (_word(language, result.expected), "strong")
    actual: Span = (_word(language, result.actual), "breach")
    sheet.put((language.text("expected:"), "label"), (" ", ""), expected, ("  ", ""), indent=6)
    sheet.put((language.text("came to:"), "label"), (" ", ""), actual, indent=6)
    if result.detail is not None:
        sheet.put((one_line(result.detail), ""), indent=6)


def _word(language: Language, value: str) -> str:
    """An outcome's word, with the code that stands in the file where the two differ."""
    if value in tuple(Outcome):
        return outcome(language, Outcome(value))[0]
    if value == TOLD_OTHERWISE:
        return language.text("as it should, but it tells something else")
    return language.text("could not be run")


def _closing(sheet: Sheet, results: Sequence[ExampleResult], failed: int, without: int, language: Language) -> None:
    rules = len({result.rule for result in results})
    examples = language.plural("{n} example", "{n} examples", len(results))
    ran = language.text(
        "{examples} of {rules} run.", examples=examples, rules=language.plural("{n} rule", "{n} rules", rules)
    )
    if not failed and not without:
        good = language.text("Everything came out as it should.")
        sheet.put((f"{MARKS['fulfilled']} {ran} {good}", "fulfilled"), indent=0)
        return
    bad = language.plural("{n} example came out otherwise.", "{n} examples came out otherwise.", failed)
    none = language.plural("{n} rule has no examples.", "{n} rules have no examples.", without)
    parts = [ran, *([bad] if failed else []), *([none] if without else [])]
    sheet.put((f"{MARKS['breach']} {' '.join(parts)}", "breach"), indent=0)
