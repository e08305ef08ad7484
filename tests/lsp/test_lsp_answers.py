"""What an editor asks, over a real connection, of the shipped data."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsp_client import Client
from lsp_world import at, relative
from lsprotocol import types

MONO = "data/projects/mono.yaml"
BROKEN = (
    "title: Ny 😀 plan\nstatus: active\npartners: [aalborg, karl\nsdgs:\n  - goal: 8\n    targets: [\"8.\n"
    "strategy: {principles: [2.1], goals: []}\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def mono(client: Client, repo: Path) -> str:
    """A project that names two partners, a programme's area and a waiver, and is not saved."""
    text = (repo / MONO).read_text(encoding="utf-8")
    text = text.replace("areas: [culture]", "areas: [culture]\npartners:\n  - aalborg\n  - rivne")
    text += "waivers:\n  - rule: project-goals\n"
    uri = client.open(repo / MONO)
    client.write(uri, text)
    return uri


@pytest.fixture(scope="module")
def text(client: Client, mono: str, repo: Path) -> str:
    written = (repo / MONO).read_text(encoding="utf-8")
    written = written.replace("areas: [culture]", "areas: [culture]\npartners:\n  - aalborg\n  - rivne")
    return written + "waivers:\n  - rule: project-goals\n"


def test_the_server_says_what_it_can(client: Client) -> None:
    offered = client.offered.capabilities
    assert client.offered.server_info is not None
    assert client.offered.server_info.name == "intlstrat"
    assert offered.hover_provider
    assert offered.definition_provider
    assert offered.references_provider
    assert offered.document_symbol_provider
    assert offered.workspace_symbol_provider
    assert offered.completion_provider is not None
    assert offered.completion_provider.resolve_provider
    assert isinstance(offered.code_action_provider, types.CodeActionOptions)
    assert list(offered.code_action_provider.code_action_kinds or ()) == ["quickfix", "source.fixAll.intlstrat"]
    assert isinstance(offered.text_document_sync, types.TextDocumentSyncOptions)
    assert offered.text_document_sync.change == types.TextDocumentSyncKind.Incremental


def test_hover_explains_the_word_and_names_its_span(client: Client, mono: str, text: str) -> None:
    found = client.hover(mono, *at(text, "aalb|org"))
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind == types.MarkupKind.Markdown
    assert found.contents.value.startswith("**Aalborg** · `aalborg`")
    assert "Ett prosjekt nevner den:\n\n- `mono` – Mono" in found.contents.value
    line, column = at(text, "aalborg")
    assert found.range == types.Range(types.Position(line, column), types.Position(line, column + 7))


@pytest.mark.parametrize(
    ("word", "path", "named"),
    [
        ("aalb|org", "data/partners/aalborg.yaml", "Aalborg"),
        ("cult|ure", "rules/strategy.yaml", "culture"),
        ("project-go|als", "rules/project/project-goals.yaml", "project-goals"),
    ],
)
def test_a_name_leads_to_what_it_names(
    client: Client, repo: Path, mono: str, text: str, word: str, path: str, named: str
) -> None:
    found = client.definition(mono, *at(text, word))
    assert found is not None
    assert relative(found.uri, repo) == path
    lines = (repo / path).read_text(encoding="utf-8").splitlines()
    assert lines[found.range.start.line][found.range.start.character : found.range.end.character] == named


@pytest.mark.parametrize("word", ["Mo|no", "stat|us", "role: part|ner"])
def test_what_names_nothing_leads_nowhere(client: Client, mono: str, text: str, word: str) -> None:
    assert client.definition(mono, *at(text, word)) is None
    assert client.references(mono, *at(text, word)) == []


def test_a_partner_is_traced_to_every_project_that_names_it(client: Client, repo: Path, mono: str, text: str) -> None:
    partner = client.open(repo / "data/partners/aalborg.yaml")
    line, column = at(text, "aalborg")
    place = types.Range(types.Position(line, column), types.Position(line, column + 7))
    for where in ((0, 5), (1, 3), (1, 8)):  # the first line, the key of the name, the name
        assert client.references(partner, *where) == [types.Location(mono, place)]
    from_project = client.references(mono, line, column, declaration=True)
    assert [relative(each.uri, repo) for each in from_project] == ["data/partners/aalborg.yaml", MONO]
    client.close(partner)


def test_a_code_and_a_rule_are_traced_to_the_records_that_use_them(
    client: Client, repo: Path, mono: str, text: str
) -> None:
    strategy = (repo / "rules/strategy.yaml").read_text(encoding="utf-8")
    uri = client.open(repo / "rules/strategy.yaml")
    found = client.references(uri, *at(strategy, "code: cul|ture"))
    assert [relative(each.uri, repo) for each in found] == [MONO, "data/projects/tuko-pamoja.yaml"]
    found = client.references(uri, *at(strategy, "code: cul|ture"), declaration=True)
    assert [relative(each.uri, repo) for each in found][2:] == ["rules/strategy.yaml"]
    clause = client.references(uri, *at(strategy, 'id: "4|f"'))
    assert {relative(each.uri, repo) for each in clause} >= {"rules/project/project-goals.yaml"}
    client.close(uri)
    rule = repo / "rules/project/project-goals.yaml"
    uri = client.open(rule)
    found = client.references(uri, *at(rule.read_text(encoding="utf-8"), "id: project-|goals"))
    assert [relative(each.uri, repo) for each in found] == [MONO]
    client.close(uri)


def test_the_outline_has_the_keys_and_what_lists_hold(client: Client, mono: str) -> None:
    found = {each.name: each for each in client.outline(mono)}
    assert list(found) == [
        *("title", "status", "summary", "areas", "partners", "participants", "sources", "notes", "waivers"),
    ]
    assert found["title"].detail == "Mono"
    assert [each.name for each in found["participants"].children or ()] == ["Associação Cultural Mono"]
    assert [each.name for each in found["waivers"].children or ()] == ["project-goals"]
    for each in found.values():
        assert each.range.start <= each.selection_range.start
        assert each.selection_range.end <= each.range.end


def test_records_and_rules_are_found_by_name(client: Client, mono: str) -> None:
    def names(query: str) -> list[str]:
        return [each.name for each in client.symbols(query)]

    assert names("rivne") == ["Rivne"]
    assert names("NORÐUR") == ["Norðurþing"]
    assert "Mono" in names("mono")
    assert "Tydelige mål" in names("tydelige")
    assert names("no such thing") == []
    assert len(names("")) > 60


def test_a_broken_text_is_helped_all_the_same(client: Client, repo: Path) -> None:
    uri = client.open(repo / "data/projects/ny.yaml", "title: Ny\nstatus: active\n")
    assert [each.name for each in client.outline(uri)] == ["title", "status"]
    client.write(uri, BROKEN)
    assert [each.code for each in client.findings(uri)] == ["record-unreadable"]
    line, column = at(BROKEN, "karl|")
    items = client.complete(uri, line, column)
    assert [each.label for each in items] == ["karlskoga", "kotka", "nordurthing", "rivne"]
    edit = items[0].text_edit
    assert isinstance(edit, types.TextEdit)
    assert (edit.new_text, edit.range) == (
        "karlskoga", types.Range(types.Position(line, column - 4), types.Position(line, column)),
    )  # fmt: skip
    targets = client.complete(uri, *at(BROKEN, '"8.|'))
    assert [each.label for each in targets][:2] == ["8.1", "8.2"]
    assert len(targets) == 12
    hover = client.hover(uri, *at(BROKEN, "st|atus"))
    assert hover is not None
    assert [each.name for each in client.outline(uri)] == ["title", "status"]  # as it last was
    client.close(uri)


def test_columns_behind_an_emoji_are_counted_as_agreed(client: Client, repo: Path) -> None:
    written = 'title: Ny\nstatus: active\nareas: [{other: "😀😀"}, cultur]\n'
    uri = client.open(repo / "data/projects/emoji.yaml", written)
    line, column = at(written, "cultur")
    assert column == len(written.splitlines()[2]) - len("cultur]") + 2
    found = next(each for each in client.findings(uri) if each.code == "record-invalid")
    assert found.range == types.Range(types.Position(line, column), types.Position(line, column + 6))
    edit = client.complete(uri, line, column + 6)[0].text_edit
    assert edit is not None
    assert isinstance(edit, types.TextEdit)
    assert edit.range == found.range
    client.close(uri)


def test_a_proposal_is_explained_further_when_it_is_looked_at(client: Client, mono: str, text: str) -> None:
    items = client.complete(mono, *at(text, "rule: project-g|oals"))
    item = next(each for each in items if each.label == "project-sdg")
    assert (item.detail, item.documentation) == ("Bærekraftsmål", None)
    full = client.resolve(item).documentation
    assert isinstance(full, types.MarkupContent)
    assert "**Hvorfor**" in full.value
    assert [each.sort_text for each in items] == sorted(each.sort_text or "" for each in items)
