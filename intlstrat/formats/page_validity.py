"""`explain` for the ids that no strategy can change: `record-invalid`, `waiver-expired` and the like."""

from __future__ import annotations

from intlstrat.findings import Layer, Report
from intlstrat.formats.page_parts import facts
from intlstrat.formats.page_state import entries, findings_of, state_heading
from intlstrat.formats.page_words import LAYERS, severity
from intlstrat.formats.sheet import Sheet
from intlstrat.language import Language
from intlstrat.validity import ValidityRule


def render_validity(
    rule: ValidityRule, report: Report | None, language: Language, *, width: int, color: bool, ascii: bool = False
) -> str:
    """The page of a reserved id; `report` is None where no data were found."""
    sheet = Sheet(width, color=color, ascii=ascii)
    sheet.title(rule.id, language.message(rule.title))
    rows = [
        (language.text("Kind of rule"), language.message(LAYERS[Layer.VALIDITY])),
        (language.text("Severity"), severity(language, rule.severity)[0]),
        (language.text("Waivers"), language.text("A finding of this kind cannot be waived.")),
    ]
    facts(sheet, rows)
    sheet.heading(language.text("What it means"))
    sheet.put((language.message(rule.meaning), ""))
    sheet.heading(language.text("How to fix it"))
    sheet.put((language.message(rule.fix), ""))
    if state_heading(sheet, report, language) and report is not None:
        _state(sheet, rule, report, language)
    return sheet.render()


def _state(sheet: Sheet, rule: ValidityRule, report: Report, language: Language) -> None:
    found = findings_of(report, rule.id)
    if not found:
        sheet.put((language.text("No finding of this kind."), "fulfilled"))
        return
    sheet.put((language.plural("{n} finding:", "{n} findings:", len(found)), ""))
    entries(sheet, found, report, language, indent=4)
