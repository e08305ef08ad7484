"""What can be done about a finding: each action, once taken, does what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lsp_client import Client
from lsp_world import at, relative
from lsprotocol import types

from intlstrat.lsp.text import Position, Span, Text

MESSY = (
    "title: Ny 😀\nstatus: Active\nbudget: {total: 4.200.000}\nperiod: {start: 01.02.2026}\n"
    "participants: [{name: 😀 AS, country: NO}]\n"
)
PROJECT = "data/projects/ny.yaml"


@pytest.fixture
def messy(client: Client, repo: Path) -> Iterator[str]:
    """A project with a word, an amount and a date that are written wrongly, and nothing that the strategy asks for."""
    uri = client.open(repo / PROJECT, MESSY)
    client.findings(uri)
    yield uri
    client.close(uri)


def taken(text: str, action: types.CodeAction, path: str, repo: Path) -> str:
    """The text once an action has been taken, which must touch nothing else."""
    assert action.edit is not None
    for change in action.edit.document_changes or ():
        if isinstance(change, types.TextDocumentEdit):
            assert relative(change.text_document.uri, repo) == path
            for edit in sorted(change.edits, key=lambda each: each.range.start, reverse=True):
                assert isinstance(edit, types.TextEdit)
                start, end = edit.range.start, edit.range.end
                span = Span(Position(start.line, start.character), Position(end.line, end.character))
                text = Text(text).changed(span, edit.new_text).text
    return text


FIXES = [
    ("Act|ive", "Skriv active i stedet for Active.", "status: active\n"),
    ("4.2|00.000", "Skriv 4200000 i stedet for 4.200.000.", "{total: 4200000}"),
    ("01.0|2.2026", "Skriv 2026-02-01 i stedet for 01.02.2026.", "{start: 2026-02-01}"),
    ("country: N|O", "Sett anførselstegn rundt NO", '😀 AS, country: "NO"}'),
]


@pytest.mark.parametrize(("word", "title", "written"), FIXES)
def test_a_quick_fix_mends_what_the_command_would_mend(
    client: Client, repo: Path, messy: str, word: str, title: str, written: str
) -> None:
    line, column = at(MESSY, word)
    (action,) = [each for each in client.actions(messy, line, column, "quickfix") if each.title.startswith(title)]
    assert (action.kind, action.is_preferred) == ("quickfix", True)
    after = taken(MESSY, action, PROJECT, repo)
    assert written in after
    assert len(after.splitlines()) == len(MESSY.splitlines())
    before = {each.message for each in client.findings(messy)}
    about = {each.message for each in action.diagnostics or ()}
    assert about <= before
    client.write(messy, after)
    now = {each.message for each in client.findings(messy)}
    assert about & now == set()
    assert action.title not in [each.title for each in client.actions(messy, line, column, "quickfix")]


def test_all_can_be_mended_at_once(client: Client, repo: Path, messy: str) -> None:
    (action,) = client.actions(messy, 0, 0, "source.fixAll")
    assert action.kind == "source.fixAll.intlstrat"
    after = taken(MESSY, action, PROJECT, repo)
    assert after == (
        "title: Ny 😀\nstatus: active\nbudget: {total: 4200000}\nperiod: {start: 2026-02-01}\n"
        'participants: [{name: 😀 AS, country: "NO"}]\n'
    )
    client.write(messy, after)
    assert "record-invalid" not in [each.code for each in client.findings(messy)]
    assert client.actions(messy, 0, 0, "source.fixAll") == []


@pytest.mark.parametrize("only", ["refactor", "source.organizeImports"])
def test_nothing_is_offered_that_was_not_asked_for(client: Client, messy: str, only: str) -> None:
    assert client.actions(messy, 1, 9, only) == []


def test_a_missing_key_is_added_for_every_finding_that_asks_for_it(client: Client, repo: Path, messy: str) -> None:
    clean = MESSY.replace("Active", "active")
    client.write(messy, clean)
    client.findings(messy)
    actions = {each.title: each for each in client.actions(messy, 0, 2, "quickfix")}
    action = actions["Legg til nøkkelen «goals»."]
    assert [each.code for each in action.diagnostics or ()] == ["project-goals"]
    after = taken(clean, action, PROJECT, repo)
    assert "country: NO}]\ngoals:\n  - statement:\n    indicator:\n    target:\n    due:\n" in after
    filled = after.replace("statement:", "statement: Flere turer")
    client.write(messy, filled)
    assert "project-goals" not in [each.code for each in client.findings(messy)]


def test_a_waiver_is_begun_and_asks_for_its_reason(client: Client, repo: Path, messy: str) -> None:
    clean = MESSY.replace("Active", "active")
    client.write(messy, clean)
    client.findings(messy)
    actions = {each.title: each for each in client.actions(messy, 0, 2, "quickfix")}
    action = actions["Gi unntak fra project-goals med en begrunnelse."]
    assert not action.is_preferred
    begun = taken(clean, action, PROJECT, repo)
    assert begun.endswith("waivers:\n  - rule: project-goals\n    reason:\n    decided_by:\n    until:\n")
    client.write(messy, begun)
    found = [(str(each.code), each.message.splitlines()[0]) for each in client.findings(messy)]
    asked = [message for code, message in found if code == "waiver-invalid"]
    assert asked == [f"Nøkkelen «{key}» må ha en verdi, men har ingen." for key in ("reason", "decided_by", "until")]
    assert "project-goals" in [code for code, _ in found]
    done = begun.replace("reason:", "reason: Samordnes").replace("decided_by:", "decided_by: Formannskapet")
    client.write(messy, done.replace("until:", "until: 2027-01-01"))
    now = [each for each in client.findings(messy) if each.code in ("waiver-invalid", "project-goals")]
    assert [(each.code, each.severity) for each in now] == [("project-goals", types.DiagnosticSeverity.Hint)]
    assert "Begrunnelse: Samordnes" in now[0].message


def test_a_waiver_of_one_item_names_it(client: Client, repo: Path) -> None:
    text = "title: Ny\nstatus: active\ngoals:\n  - {statement: Flere turer}\n  - {statement: Mer glede}\n"
    uri = client.open(repo / PROJECT, text)
    client.findings(uri)
    titles = [each.title for each in client.actions(uri, *at(text, "{state|ment: Mer"), "quickfix")]
    assert "Gi unntak fra project-goals-measurable med en begrunnelse, bare for 1." in titles
    client.close(uri)


def test_a_rule_about_the_portfolio_is_waived_in_its_own_file(client: Client, repo: Path) -> None:
    strategy = client.open(repo / "rules/strategy.yaml")
    found = next(each for each in client.findings(strategy) if each.code == "portfolio-single-country")
    here = found.range.start.line, found.range.start.character
    title = "Gi unntak fra portfolio-single-country med en begrunnelse, bare for GT."
    action = next(each for each in client.actions(strategy, *here, "quickfix") if each.title == title)
    assert action.edit is not None
    created, edit = action.edit.document_changes or ()
    assert isinstance(created, types.CreateFile)
    assert relative(created.uri, repo) == "data/waivers.yaml"
    assert isinstance(edit, types.TextDocumentEdit)
    written = taken("", action, "data/waivers.yaml", repo)
    assert written == "- rule: portfolio-single-country\n  item: GT\n  reason:\n  decided_by:\n  until:\n"
    uri = client.open(repo / "data/waivers.yaml", written)
    assert {str(each.code) for each in client.findings(uri)} == {"waiver-invalid"}
    again = next(each for each in client.actions(strategy, *here, "quickfix") if each.title == title)
    assert again.edit is not None
    assert [type(each) for each in again.edit.document_changes or ()] == [types.TextDocumentEdit]
    done = (
        written.replace("reason:", "reason: Snart")
        .replace("by:", "by: Bystyret")
        .replace("until:", "until: 2027-01-01")
    )
    client.write(uri, done)
    assert client.findings(uri) == []
    hint = ("portfolio-single-country", types.DiagnosticSeverity.Hint)
    client.until(lambda: hint in [(each.code, each.severity) for each in client.diagnostics[strategy].diagnostics])
    client.close(uri)
    client.close(strategy)


def test_what_cannot_be_waived_is_not(client: Client, repo: Path) -> None:
    uri = client.open(repo / PROJECT, "title: Ny\nstatus: actve\n")
    client.findings(uri)
    titles = [each.title for each in client.actions(uri, 1, 9, "quickfix")]
    assert titles == ["Skriv active i stedet for actve."]
    client.close(uri)
