"""The findings as workflow commands, which GitHub shows as annotations on the lines of a pull request.

GitHub shows ten annotations of each level for a step, so no more are made: the worst first, and what is left over is
counted in a last notice, which takes one of the ten. Under a comparison only what the change is answerable for is
annotated. What is waived, was there before, came by the clock alone or is mended is counted, and a waiver that the
change adds is named.

The runner's rules: a command begins a line with `::`; `%`, CR and LF are written as `%25`, `%0D` and `%0A`, in
properties also `:` and `,`. Everything from a record is on one line and clean before that (see `terminal`), and each
line of a message is guarded, for the runner prints it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from intlstrat.findings import Finding, Place, Report, Severity
from intlstrat.formats import comparison_words, text_summary
from intlstrat.formats.comparison_words import Sides, sides
from intlstrat.formats.finding_words import asides, at, desk_for, rests_on, what_to_do, word
from intlstrat.formats.terminal import clean, guard
from intlstrat.formats.text_base import Desk, counts, standing
from intlstrat.language import Language
from intlstrat.rules.model import Pack

LIMIT: Final = 10
"""So many annotations of each level are shown for a step."""

LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def render(report: Report, pack: Pack, language: Language, prefix: str = "") -> str:
    """The commands, the worst first, and closing words. `prefix` goes before every path: "" or a folder with "/"."""
    desk = desk_for(report, pack, language)
    side = sides(report)
    shown = _shown(side.blamed, 0)
    rest = _rest(desk, side, shown, prefix)
    if rest and (shown or _adds_waivers(report)):
        shown = _shown(side.blamed, 1)
        closing = _notice([*_lead(desk), *_rest(desk, side, shown, prefix)], _title(desk))
    else:
        closing = guard(" ".join([*_lead(desk), *rest]))
    lines = [*(_annotation(desk, finding, prefix) for finding in shown), closing]
    return "".join(f"{line}\n" for line in lines)


def error(title: str, lines: Sequence[str]) -> str:
    """One error without a place, as a command."""
    return _command("error", {"title": clean(title)}, [clean(line) for line in lines])


def _shown(findings: Sequence[Finding], reserved: int) -> tuple[Finding, ...]:
    """The findings that become annotations, the worst first; so many notices are kept free."""
    room = dict.fromkeys(Severity, LIMIT) | {Severity.NOTE: LIMIT - reserved}
    by_level = {level: [one for one in findings if one.severity is level][: room[level]] for level in Severity}
    return tuple(one for level in Severity for one in by_level[level])


def _lead(desk: Desk) -> list[str]:
    """What was checked, against what, with what result."""
    return [text_summary.closing(desk), *text_summary.reservations(desk)]


def _rest(desk: Desk, side: Sides, shown: Sequence[Finding], prefix: str) -> list[str]:
    """What the annotations do not show."""
    language, comparison, lines = desk.language, desk.report.comparison, []
    left = _left(side.blamed, shown)
    if left:
        lines.append(
            language.text(
                "GitHub shows at most {limit} annotations of each kind. Not among them: {numbers}. "
                "The summary of the job has them all.",
                limit=LIMIT,
                numbers=counts(language, left),
            )
        )
    if comparison is not None:
        lines += [
            comparison_words.compared_with(desk, comparison),
            *comparison_words.told(desk, comparison),
            *comparison_words.reservations(desk, comparison),
        ]
        if comparison.added_waivers:
            lines.append(comparison_words.added_heading(desk, len(comparison.added_waivers)))
            lines += [comparison_words.added(desk, waiver, prefix) for waiver in comparison.added_waivers]
        lines += comparison_words.yardstick(desk, comparison)
    return lines


def _adds_waivers(report: Report) -> bool:
    """A reviewer is to see it also where there is nothing else to see."""
    return report.comparison is not None and bool(report.comparison.added_waivers)


def _left(findings: Sequence[Finding], shown: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that are not shown; two that are alike are still two."""
    identities = {id(finding) for finding in shown}
    return tuple(finding for finding in findings if id(finding) not in identities)


def _annotation(desk: Desk, finding: Finding, prefix: str) -> str:
    lines = [desk.message(finding.message), what_to_do(desk, finding), *asides(desk, finding, prefix)]
    title = f"{rests_on(desk, finding)} · {clean(finding.rule)}"
    if standing(finding) == "unknown":
        title = f"{word(desk, finding)} · {title}"
    return _command(LEVELS[finding.severity], {**_where(at(finding.place, prefix)), "title": title}, lines)


def _notice(lines: Sequence[str], title: str) -> str:
    return _command("notice", {"title": title}, lines)


def _title(desk: Desk) -> str:
    return desk.language.text("The check in numbers")


def _where(place: Place) -> dict[str, str]:
    """File, line and column. GitHub takes columns only where all is on one line."""
    if place.path is None:
        return {}
    where = {"file": clean(place.path)}
    if place.line is None:
        return where
    where["line"] = str(place.line)
    if place.end_line is not None and place.end_line >= place.line:
        where["endLine"] = str(place.end_line)
    if place.column is not None and place.end_line in (None, place.line):
        where["col"] = str(place.column)
        if place.end_column is not None and place.end_column >= place.column and place.end_line == place.line:
            where["endColumn"] = str(place.end_column)
    return where


def _command(level: str, properties: Mapping[str, str], lines: Sequence[str]) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = _data("\n".join(guard(line) for line in lines))
    return f"::{level} {told}::{text}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
