"""All findings of one record, drawn under its heading."""

from __future__ import annotations

from collections.abc import Iterator

from intlstrat.findings import Outcome
from intlstrat.formats import text_findings, text_unknown
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.text_base import Desk
from intlstrat.formats.text_findings import Group


def draw(sheet: Sheet, desk: Desk, group: Group) -> Iterator[int]:
    """Draws one part after the other, and gives each time how many findings that was; stop where it is enough.

    First what is wrong, the worst first; then what cannot be judged, by what is missing; last what is waived.
    """
    text_findings.heading(sheet, desk, group)
    for finding in group.findings:
        if finding.outcome is not Outcome.WAIVED and not text_unknown.waits(finding):
            text_findings.block(sheet, desk, finding)
            yield 1
    for gathered in text_unknown.gathered(group.findings):
        text_unknown.block(sheet, desk, gathered)
        yield len(gathered)
    for finding in group.findings:
        if finding.outcome is Outcome.WAIVED:
            text_findings.waived(sheet, desk, finding)
            yield 1
