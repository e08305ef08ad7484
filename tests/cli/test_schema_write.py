"""`intlstrat schema --write`: what the editor knows keeps up with the strategy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_world import CLEAN, NOT_CHECKED, Cli
from init_world import contents, copied, edit


@pytest.fixture
def repo(scaffold: Cli, tmp_path: Path) -> Cli:
    return copied(scaffold.folder, tmp_path / "kopi")


def test_new_codes_reach_the_schemas(repo: Cli) -> None:
    before = contents(repo.folder)
    edit(
        repo.folder / "rules/strategy.yaml",
        "  - {code: havn,",
        "  - {code: fjell, name: {nb: Fjell}}\n  - {code: havn,",
    )
    ran = repo("schema", "--write")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert {"schemas/partner.schema.json", "schemas/project.schema.json"} <= set(ran.out.split())
    after = contents(repo.folder)
    assert {path for path in after if after[path] != before[path]} == {*ran.out.split(), "rules/strategy.yaml"}
    assert b'"fjell"' in after["schemas/project.schema.json"]
    assert after["schemas/project.schema.json"].decode() == repo("schema", "project").out


def test_nothing_new_changes_nothing(repo: Cli) -> None:
    before = contents(repo.folder)
    ran = repo("schema", "--write")
    assert (ran.exit, ran.out, ran.err) == (CLEAN, "Skjemaene var oppdatert.\n", "")
    assert contents(repo.folder) == before


def test_the_folder_is_made(repo: Cli) -> None:
    for path in (repo.folder / "schemas").iterdir():
        path.unlink()
    (repo.folder / "schemas").rmdir()
    ran = Cli(repo.folder / "data")("schema", "--write")
    assert ran.exit == CLEAN
    assert len(ran.out.splitlines()) == len(list((repo.folder / "schemas").iterdir())) == 5


def test_without_it_a_name_is_wanted(repo: Cli) -> None:
    ran = repo("schema", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err.startswith("Something is missing: partner|project|rule|")
    assert ran.err.endswith("\nWrite, for instance: “intlstrat schema project”\n")


def test_a_name_is_too_much(repo: Cli) -> None:
    ran = repo("schema", "project", "--write", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err.startswith("This is too much: project.\n--write writes all of them.\n")
    assert ran.err.endswith("“intlstrat schema --write --lang en”\n")


def test_without_a_data_repo_there_is_nowhere_to_write(cli: Cli, root: Path) -> None:
    ran = cli("schema", "--write", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "There are no records here" in ran.err
    assert contents(root) == {}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_that_leads_out_is_not_followed(repo: Cli, tmp_path: Path) -> None:
    outside = tmp_path / "utenfor.json"
    outside.write_text("{}", encoding="utf-8")
    path = repo.folder / "schemas/partner.schema.json"
    path.unlink()
    path.symlink_to(outside)
    ran = repo("schema", "--write", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err.startswith("schemas/partner.schema.json could not be written (")
    assert outside.read_text(encoding="utf-8") == "{}"
