"""The report as Markdown, for GitHub's job summary and for comments on a merge request: for people.

Under a comparison what is new comes first, then what is mended and which waivers were added; what was there before is
folded away. Within a section the worst come first, and after that the report's order. With `most` the text takes no
more than so many bytes: fewer findings are shown, the worst first, and the rest are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as html_escape

from intlstrat.findings import Comparison, Finding, Foreseen, IsoDate, Outcome, Report
from intlstrat.formats import comparison_words, text_summary
from intlstrat.formats.comparison_words import Sides, sides
from intlstrat.formats.finding_words import (
    asides,
    desk_for,
    position,
    rests_on,
    result,
    word,
    worst_first,
)
from intlstrat.formats.markdown_parts import Section, fit, folded
from intlstrat.formats.markdown_text import code, escape
from intlstrat.formats.page_words import OUTCOMES
from intlstrat.formats.terminal import clean, one_line
from intlstrat.formats.text_base import Desk, counts
from intlstrat.formats.text_tables import JUDGED
from intlstrat.language import Language
from intlstrat.rules.model import Pack

# Who is given room first. The heading is always there, and the table is the first to go.
_TOP, _NEW, _WAIVERS, _FIXED, _CLOCK, _FORECAST, _BEFORE, _UNKNOWN, _WAIVED, _TABLE = range(10)


def render(report: Report, pack: Pack, language: Language, prefix: str = "", most: int | None = None) -> str:
    """The text, empty only where `most` has not even room for the heading. `prefix` goes before every path."""
    desk = desk_for(report, pack, language)
    side = sides(report)
    sections = [Section(_heading(desk, side)), Section(_summary(desk))]
    if report.comparison is None:
        sections += _all(desk, side, prefix)
    else:
        sections += _compared(desk, report.comparison, side, prefix)
    sections += [*_foreseen(desk, prefix), *_waived(desk, side, prefix), *_clauses(desk), Section(_footer(desk))]
    return fit(sections, most, lambda left: escape(_left_out(desk, left)))


def _left_out(desk: Desk, left: int) -> str:
    return desk.language.plural(
        "There is no room for everything: {n} entry is left out. The worst are shown.",
        "There is no room for everything: {n} entries are left out. The worst are shown.",
        left,
    )


def _heading(desk: Desk, side: Sides) -> str:
    language = desk.language
    if desk.report.comparison is None:
        text = result(desk, desk.report.findings)
    elif new := (*side.blamed, *side.excused):
        text = language.text("new with this change: {numbers}", numbers=counts(language, new))
    else:
        text = language.text("nothing new with this change")
    return f"## intlstrat: {escape(text)}"


def _summary(desk: Desk) -> str:
    """What was checked with what result, what that does not cover, and what is right."""
    comparison = desk.report.comparison
    paragraphs = [[text_summary.closing(desk), *text_summary.reservations(desk)]]
    if comparison is not None:
        told = [comparison_words.compared_with(desk, comparison), *comparison_words.told(desk, comparison)]
        paragraphs.append([*told, *comparison_words.reservations(desk, comparison)])
    paragraphs.append(text_summary.fulfilled(desk))
    return "\n\n".join(escape(" ".join(sentences)) for sentences in paragraphs)


def _all(desk: Desk, side: Sides, prefix: str) -> list[Section]:
    """Without a comparison: breaches in the open, what could not be judged folded away."""
    language = desk.language
    breaches = [one for one in side.blamed if one.outcome is not Outcome.UNKNOWN]
    unknown = [one for one in side.blamed if one.outcome is Outcome.UNKNOWN]
    return [
        *_open(language.text("Findings"), _items(desk, breaches, prefix), _NEW),
        *_folded(language.text("What could not be judged"), _items(desk, unknown, prefix), _UNKNOWN),
    ]


def _compared(desk: Desk, comparison: Comparison, side: Sides, prefix: str) -> list[Section]:
    language = desk.language
    added = [f"- {escape(comparison_words.added(desk, one, prefix))}" for one in comparison.added_waivers]
    moved = [f"- {escape(each)}" for each in comparison_words.yardstick(desk, comparison)]
    by_clock = language.text("New only because time has passed")
    return [
        *_open(language.text("New"), _items(desk, (*side.blamed, *side.excused), prefix), _NEW),
        *_open(language.text("Waivers that are added"), added, _WAIVERS),
        *_open(language.text("Changes of the strategy and its rules"), moved, _WAIVERS),
        *_open(language.text("Fixed"), _items(desk, comparison.mended, prefix, to_do=False), _FIXED),
        *_folded(language.text("No longer asked for"), _items(desk, comparison.lapsed, prefix, to_do=False), _FIXED),
        *_folded(by_clock, _items(desk, side.clock, prefix), _CLOCK),
        *_folded(language.text("There from before"), _items(desk, side.existing, prefix), _BEFORE),
    ]


def _waived(desk: Desk, side: Sides, prefix: str) -> list[Section]:
    excused = {id(one) for one in side.excused}
    waived = [one for one in side.waived if id(one) not in excused]
    return _folded(desk.language.text("Waived breaches"), _items(desk, waived, prefix), _WAIVED)


def _foreseen(desk: Desk, prefix: str) -> list[Section]:
    """What becomes a breach if nothing is done, by its first day."""
    forecast = desk.report.forecast
    if forecast is None:
        return []
    title = desk.language.text(
        "What becomes a breach up to and including {date} if nothing is done", date=IsoDate(forecast.until)
    )
    if not forecast.foreseen:
        nothing = desk.language.text("Nothing.")
        return [Section(f"### {escape(title)}\n\n{escape(nothing)}")]
    return _open(title, [_coming(desk, one, prefix) for one in forecast.foreseen], _FORECAST)


def _coming(desk: Desk, one: Foreseen, prefix: str) -> str:
    return _item(desk, one.finding, prefix, lead=f"{escape(one_line(desk.language.date(one.date)))}: ")


def _items(desk: Desk, findings: Iterable[Finding], prefix: str, *, to_do: bool = True) -> list[str]:
    return [_item(desk, finding, prefix, to_do=to_do) for finding in worst_first(findings)]


def _item(desk: Desk, finding: Finding, prefix: str, lead: str = "", *, to_do: bool = True) -> str:
    """A finding: what is wrong; clause, rule and place; what to do; and what else there is to say."""
    what_to_do = escape(desk.language.text("What to do:")), escape(desk.message(finding.fix))
    where = position(finding.place, prefix)
    basis = [escape(rests_on(desk, finding)), code(clean(finding.rule)), *([code(where)] if where else [])]
    lines = [
        f"- {lead}**{escape(word(desk, finding))}:** {escape(desk.message(finding.message))}",
        " · ".join(basis),
        *(["**{}** {}".format(*what_to_do)] if to_do else []),
        *(escape(aside) for aside in asides(desk, finding, prefix)),
    ]
    return "\\\n  ".join(lines)


def _open(title: str, items: Sequence[str], rank: int) -> list[Section]:
    return [Section(f"### {escape(title)} ({len(items)})", tuple(items), rank=rank)] if items else []


def _folded(title: str, items: Sequence[str], rank: int) -> list[Section]:
    return [folded(f"{html_escape(title)} ({len(items)})", items, rank)] if items else []


def _clauses(desk: Desk) -> list[Section]:
    """What the clauses came to; those that nothing was judged for are only counted."""
    language = desk.language
    told = [one for one in desk.report.clauses if any(one.tally.of(outcome) for outcome in JUDGED)]
    if not told:
        return []
    summaries = {clause.id: one_line(language.pick(clause.summary)) for clause in desk.pack.strategy.clauses}
    words = [language.message(OUTCOMES[outcome]) for outcome in JUDGED]
    names = [language.text("Clause"), *(each[:1].upper() + each[1:] for each in words), language.text("What it says")]
    rows = [_row(names), _row(["---", *("---:" for _ in JUDGED), "---"])]
    for one in told:
        numbers = [language.number(one.tally.of(outcome)) for outcome in JUDGED]
        rows.append(_row([escape(clean(one.id)), *numbers, escape(summaries.get(one.id, ""))]))
    silent = len(desk.report.clauses) - len(told)
    items = ["\n".join(rows)]
    if silent:
        text = language.plural(
            "For {n} other clause, nothing was judged.", "For {n} other clauses, nothing was judged.", silent
        )
        items.append(f"\n{escape(text)}")
    title = html_escape(language.text("The clauses of the strategy"))
    return [folded(title, ["\n".join(items)], _TABLE, counted=False)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _footer(desk: Desk) -> str:
    """As of when, by which bytes of the strategy, for which commit."""
    language, report = desk.language, desk.report
    title = one_line(f"{report.strategy.title}, {report.strategy.version or ''}".rstrip(", "))
    told = [
        escape(language.text("As of {date}", date=IsoDate(report.as_of))),
        f"{escape(title)} {code(clean(report.strategy.digest))}",
    ]
    if report.revision is not None:
        commit = [escape(language.text("commit")), code(clean(report.revision.commit))]
        if report.revision.dirty:
            commit.append(escape(language.text("(with changes that are not committed)")))
        told.append(" ".join(commit))
    if report.comparison is not None:
        told.append(" ".join((escape(language.text("compared with commit")), code(clean(report.comparison.commit)))))
    return " · ".join([*told, escape(f"intlstrat {one_line(report.tool_version)}")])
