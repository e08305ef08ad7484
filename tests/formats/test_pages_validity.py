"""The ids that no strategy can change, and their pages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pages_report import REPORT

from intlstrat import validity
from intlstrat.findings import Severity
from intlstrat.formats.page_validity import render_validity
from intlstrat.language import Language
from intlstrat.validity import VALIDITY_RULES

SPECIFIED = {
    "record-unreadable": Severity.ERROR,
    "record-invalid": Severity.ERROR,
    "record-reference": Severity.ERROR,
    "record-id": Severity.ERROR,
    "waiver-expired": Severity.ERROR,
    "waiver-invalid": Severity.ERROR,
    "waiver-expiring": Severity.NOTE,
    "waiver-unused": Severity.NOTE,
    "rule-failed": Severity.ERROR,
}
"""The table of the machine formats' specification (interface.md)."""


def test_the_table_holds_exactly_the_ids_that_are_specified() -> None:
    assert {name: one.severity for name, one in VALIDITY_RULES.items()} == SPECIFIED
    assert all(name == one.id for name, one in VALIDITY_RULES.items())


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        VALIDITY_RULES["x"] = VALIDITY_RULES["record-id"]  # type: ignore[index]  # that it cannot be done is what is tested


def test_every_text_is_a_catalogue_text_of_its_own() -> None:
    texts = [text for one in VALIDITY_RULES.values() for text in (one.title, one.meaning, one.fix)]
    assert all(isinstance(text.text, str) and text.text for text in texts)
    assert len({str(text.text) for text in texts}) == 3 * len(VALIDITY_RULES)


@pytest.mark.parametrize("name", VALIDITY_RULES)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_id_has_a_page(name: str, language: str) -> None:
    page = render_validity(VALIDITY_RULES[name], None, Language(language), width=80, color=False)
    assert page.startswith(name)
    assert len(page.splitlines()) > 10


def test_the_page_lists_the_findings_of_its_id_only() -> None:
    page = render_validity(VALIDITY_RULES["record-invalid"], REPORT, Language("en"), width=80, color=False)
    assert "1 finding:\n    Kai  data/projects/kai.yaml:2:3\n      There is no such key.\n" in page
    other = render_validity(VALIDITY_RULES["record-id"], REPORT, Language("en"), width=80, color=False)
    assert "No finding of this kind." in other
    assert "kai.yaml" not in other


def test_the_module_knows_nothing_but_findings() -> None:
    tree = ast.parse(Path(validity.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert {name for name in imported if name.startswith("intlstrat")} == {"intlstrat.findings"}
