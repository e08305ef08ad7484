"""Live findings: what the server tells is what `check` says, word for word and place for place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lsp_client import Client
from lsp_world import at, of_check, of_server, relative, settled, shipped
from lsprotocol import types

from intlstrat.lsp.options import Options

MONO = "data/projects/mono.yaml"


@pytest.fixture
def text(repo: Path) -> str:
    return (repo / MONO).read_text(encoding="utf-8")


def test_every_finding_of_every_file_is_told_as_check_says_it(client: Client, repo: Path) -> None:
    expected = of_check(repo)
    assert len(expected) > 150
    assert {each[0] for each in expected} >= {"rules/strategy.yaml", MONO, "data/partners/rivne.yaml"}
    settled(client, repo, expected)


def test_the_clause_stands_with_the_finding(client: Client, repo: Path) -> None:
    uri = client.open(repo / MONO)
    told = next(each for each in client.findings(uri) if each.code == "project-goals")
    assert told.message.splitlines() == [
        "Prosjektet har ingen mål.",
        "Tiltak: Skriv minst ett mål under «goals»: hva som skal oppnås («statement»), hva det måles med "
        "(«indicator»), måltallet («target») og fristen («due»).",
        "Punkt 4f og 1a · project-goals",
    ]
    assert told.code_description is not None
    assert told.code_description.href == (repo / "rules/project/project-goals.yaml").as_uri()
    client.close(uri)


def test_the_record_of_a_portfolio_finding_points_at_the_others(client: Client, repo: Path) -> None:
    settled(client, repo, of_check(repo))
    culture = [
        (uri, each)
        for uri, params in client.diagnostics.items()
        for each in params.diagnostics
        if each.code == "portfolio-traditions-first"
    ]
    assert len(culture) > 1
    everywhere = {uri for uri, _ in culture}
    for uri, each in culture:
        assert each.related_information is not None
        assert {other.location.uri for other in each.related_information} == everywhere - {uri}


UNSAVED = [
    ("status: active", "status: actve"),  # a word that is none
    ("title: Mono\n", ""),  # a required key that is gone
    ("areas: [culture]", "areas: [culture"),  # no YAML at all
    ("areas: [culture]", "areas: [culture]\npartners: [aalborgg, rivne]"),  # another record is named
    ("title: Mono", 'title: "Mono 😀🎉"\npartnere: []'),  # beyond the first 65 536 characters
    ("title: Mono", "title: Mono\nrisk_factors: [😀, minors]"),
    ("status: active", "status: active\r\nnonsense: 1\r"),  # line ends of three kinds
    ("status: active", "status: active\u2028\nsummary2: x"),  # which ends no line
    ("status: active", "status: idea"),  # most rules do not apply any more
    (
        "notes:",
        "waivers:\n  - {rule: project-goals, reason: Ikke nødvendig, decided_by: Bystyret, until: 2027-01-01}\n"
        "  - {rule: project-sdg, reason: Nei, decided_by: Bystyret, until: 2020-01-01}\n"
        "  - {rule: project-gaols, reason: Nei, decided_by: Bystyret, until: 2027-01-01}\n"
        "  - {rule: project-plan, reason: , until: 2027-01-01}\nnotes:",
    ),
]


@pytest.mark.parametrize(("old", "new"), UNSAVED)
def test_a_text_that_is_not_saved_is_checked_as_if_it_were(
    client: Client, repo: Path, text: str, tmp_path: Path, old: str, new: str
) -> None:
    changed = text.replace(old, new, 1)
    assert changed != text
    uri = client.open(repo / MONO)
    client.write(uri, changed)
    same = shipped(tmp_path)
    (same / MONO).write_bytes(changed.encode("utf-8"))
    expected = [_in_units(each, changed) for each in of_check(same)]
    settled(client, repo, sorted(expected))
    client.close(uri)


def _in_units(told: tuple, text: str) -> tuple:  # type: ignore[type-arg]
    """A place of `check` (lines that end at LF, code points) as the protocol counts it (also CR, UTF-16)."""
    if told[0] != MONO:
        return told
    lines = text.split("\n")
    ends = []
    for line, column in ((told[1], told[2]), (told[3], told[4])):
        before = "\n".join([*lines[: line - 1], lines[line - 1][: column - 1]])
        pieces = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        ends += [len(pieces), len(pieces[-1].encode("utf-16-le")) // 2 + 1]
    return (told[0], *ends, *told[5:])


def test_a_closed_file_is_what_the_disk_has_again(client: Client, repo: Path, text: str) -> None:
    uri = client.open(repo / MONO)
    client.write(uri, text.replace("status: active", "status: actve"))
    assert any(each.code == "record-invalid" for each in client.findings(uri))
    client.close(uri)
    settled(client, repo, of_check(repo))


def test_a_record_that_was_never_saved_counts(client: Client, repo: Path) -> None:
    before = of_check(repo)
    new = repo / "data/projects/kyststi.yaml"
    uri = client.open(new, "title: Kyststi\nstatus: active\npartners: [nowhere]\n")
    found = {str(each.code) for each in client.findings(uri)}
    assert {"record-reference", "project-goals"} <= found
    assert not new.exists()
    client.close(uri)
    settled(client, repo, before)
    assert client.diagnostics[uri].diagnostics == ()


def test_what_changes_on_the_disk_is_seen_when_the_editor_tells_of_it(client: Client, repo: Path) -> None:
    before, path = of_check(repo), repo / "data/partners/aalborg.yaml"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"country: DK", b"country: XX"))
    client.touched(path)
    after = of_check(repo)
    assert after != before
    settled(client, repo, after)
    path.unlink()
    client.touched(path)
    settled(client, repo, of_check(repo))
    assert client.diagnostics[path.as_uri()].diagnostics == ()
    path.write_bytes(kept)
    client.touched(path)
    settled(client, repo, before)


def test_the_portfolios_waivers_are_live_too(client: Client, repo: Path, tmp_path: Path) -> None:
    written = (
        "- {rule: portfolio-nordic-neighbours, item: SE, reason: Snart, decided_by: Bystyret, until: 2027-01-01}\n"
        "- {rule: portfolio-number, reason: Nei, decided_by: Bystyret, until: 2027-01-01}\n"
    )
    uri = client.open(repo / "data/waivers.yaml", written)
    same = shipped(tmp_path)
    (same / "data/waivers.yaml").write_text(written, encoding="utf-8")
    expected = of_check(same)
    assert any(each[5] == "waiver-unused" for each in expected)
    settled(client, repo, expected)
    faded = [each for each in client.findings(uri) if types.DiagnosticTag.Unnecessary in (each.tags or ())]
    assert [each.code for each in faded] == ["waiver-unused"] * len(faded)
    assert faded
    client.close(uri)


def test_typing_faster_than_checking_ends_with_the_last_text(client: Client, repo: Path, text: str) -> None:
    uri = client.open(repo / MONO)
    line, column = at(text, "Mono|")
    for number in range(1, 41):
        here = types.Position(line, column + number - 1)
        client.edit(uri, types.TextDocumentContentChangePartial(types.Range(here, here), "x"))
    line, column = at(text, "active|")
    end = types.Position(line, column)
    client.edit(uri, types.TextDocumentContentChangePartial(types.Range(types.Position(line, column - 1), end), ""))
    found = client.findings(uri)
    assert any(each.message.startswith("«activ» er ikke kjent her.") for each in found)
    versions = [each.version for each in client.told if each.uri == uri and each.version is not None]
    assert versions == sorted(versions)
    client.close(uri)


def test_bad_rules_are_told_in_their_file_and_the_records_keep_their_findings(client: Client, repo: Path) -> None:
    before = of_check(repo)
    settled(client, repo, before)
    path = repo / "rules/project/project-goals.yaml"
    text = path.read_text(encoding="utf-8")
    uri = client.open(path)
    client.write(uri, text.replace("size(project.goals) > 0", "size(project.gaols) > 0"))
    client.until(lambda: bool(client.diagnostics.get(uri) and client.diagnostics[uri].diagnostics))
    problem = client.diagnostics[uri].diagnostics[0]
    line, column = at(text, "size(project.|goals)")
    assert (problem.range.start.line, problem.severity) == (line, types.DiagnosticSeverity.Error)
    assert "gaols" in problem.message
    assert column > 0
    assert of_server_without(client, repo, uri) == before
    client.write(uri, text.replace("severity: error", "severity: warning"))
    client.until(lambda: not client.diagnostics[uri].diagnostics)
    client.until(
        lambda: any(
            each[5] == "project-goals" and each[8] == types.DiagnosticSeverity.Warning
            for each in of_server(client, repo)
        )
    )
    client.close(uri)
    settled(client, repo, before)


def of_server_without(client: Client, repo: Path, uri: str) -> list[tuple]:  # type: ignore[type-arg]
    held = client.diagnostics.pop(uri)
    try:
        return [*of_server(client, repo)]
    finally:
        client.diagnostics[uri] = held


def test_a_file_outside_any_data_repo_has_no_findings(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_text("status: nonsense\n", encoding="utf-8")
    uri = client.open(path)
    assert client.hover(uri, 0, 2) is None
    assert client.outline(uri) == []
    assert uri not in client.diagnostics
    assert client.hover("untitled:Untitled-1", 0, 2) is None
    client.close(uri)


def test_a_data_repo_that_is_opened_without_a_folder_is_found(client: Client, tmp_path: Path) -> None:
    other = shipped(tmp_path / "other")
    shutil.rmtree(other / "rules")
    uri = client.open(other / MONO)
    assert client.findings(uri)
    assert MONO in {relative(each, other) for each in client.diagnostics}
    client.close(uri)


@pytest.mark.parametrize(
    ("lang", "strategys", "locale", "expected"),
    [
        ("en", "nb", "nb", "en"),
        (None, "nn", "en-GB", "nn"),
        (None, None, "en-GB", "en"),
        (None, None, "no", "nb"),
        (None, None, "nb_NO.UTF-8", "nb"),
        (None, None, "fr", "nb"),
        (None, None, "", "nb"),
    ],
)
def test_the_language_is_what_was_asked_for_then_the_strategys_then_the_editors(
    lang: str | None, strategys: str | None, locale: str, expected: str
) -> None:
    assert Options(lang=lang, locale=locale).language(strategys).code == expected
