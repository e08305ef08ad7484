"""PATH: the findings of some files or folders, while the portfolio is still read whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_world import BARE, BARE_PROJECT, CLEAN, FINDINGS, GOOD, GOOD_PARTNER, NOT_CHECKED, Cli, write

TWO_PARTNERS = {**BARE, "data/partners/sorby.yaml": GOOD_PARTNER.replace("Nordby", "Sørby")}
"""Breaks portfolio-many as well."""
WAIVER = "- {rule: portfolio-many, reason: Ja, decided_by: Bystyret, until: 2030-01-01}\n"


@pytest.mark.parametrize(
    ("path", "exit_", "shown"),
    [
        ("data/projects/bart.yaml", FINDINGS, {"data/projects/bart.yaml"}),
        ("data/projects/godt.yaml", CLEAN, set()),
        ("data/projects", FINDINGS, {"data/projects/bart.yaml"}),
        ("data/projects/", FINDINGS, {"data/projects/bart.yaml"}),
        ("data", FINDINGS, {"data/projects/bart.yaml"}),
        (".", FINDINGS, {"data/projects/bart.yaml"}),
        ("./data/../data/projects//bart.yaml", FINDINGS, {"data/projects/bart.yaml"}),
        ("data/partners", CLEAN, set()),
        ("rules/strategy.yaml", CLEAN, set()),
    ],
)
def test_only_the_findings_of_the_path_are_shown(root: Path, path: str, exit_: int, shown: set[str]) -> None:
    ran = Cli(write(root, TWO_PARTNERS)).findings(path)
    assert ran.exit == exit_
    assert {finding["location"]["path"] for finding in ran.json["findings"]} == shown


def test_portfolio_rules_are_left_out(root: Path) -> None:
    cli = Cli(write(root, TWO_PARTNERS))
    assert "portfolio-many" in cli.findings().rules
    ran = cli.findings(".", "--show", "all")
    assert ran.exit == FINDINGS
    assert "portfolio-many" not in ran.rules
    assert "portfolio-many" not in ran.json["idle"]["rules"]
    assert all(outcome["rule"] != "portfolio-many" for outcome in ran.json["outcomes"])


def test_several_paths_add_up(root: Path) -> None:
    files = {**GOOD, **{f"data/projects/{name}.yaml": BARE_PROJECT for name in "abc"}}
    ran = Cli(write(root, files)).findings("data/projects/a.yaml", "data/projects/c.yaml")
    assert ran.exit == FINDINGS
    assert {finding["subject"]["id"] for finding in ran.json["findings"]} == {"a", "c"}
    assert ran.json["summary"]["records"] == {"partners": 0, "projects": 2, "unreadable": 0}


def test_a_path_is_relative_to_the_working_folder(bare: Cli) -> None:
    inside = Cli(bare.folder / "data/projects")
    assert inside.check("bart.yaml").exit == FINDINGS
    assert inside.check("godt.yaml").exit == CLEAN
    assert inside.check("data/projects/bart.yaml").exit == NOT_CHECKED
    assert inside.check("../partners").exit == CLEAN
    assert inside.check(bare.folder / "data/projects/bart.yaml").exit == FINDINGS


def test_a_path_is_relative_to_the_working_folder_with_root_too(bare: Cli, tmp_path: Path) -> None:
    outside = Cli(tmp_path)
    assert outside.check("--root", "repo", "repo/data/projects/bart.yaml").exit == FINDINGS
    assert outside.check("--root", "repo", "repo/data/partners").exit == CLEAN
    assert outside.check("--root", "repo", "data/partners").exit == NOT_CHECKED


@pytest.mark.parametrize("name", ["blå øy.yaml", "æøå/smørbrød og kål.yaml", "a'b.yaml", "[a].yaml", "a*b.yaml"])
def test_a_path_may_hold_anything(root: Path, name: str) -> None:
    ran = Cli(write(root, {**GOOD, f"data/projects/{name}": BARE_PROJECT})).findings(f"data/projects/{name}")
    assert ran.exit == FINDINGS
    assert {finding["location"]["path"] for finding in ran.json["findings"]} == {f"data/projects/{name}"}


def test_a_path_is_no_beginning_of_another(root: Path) -> None:
    files = {**GOOD, "data/projects/a/x.yaml": BARE_PROJECT, "data/projects/ab/y.yaml": BARE_PROJECT}
    ran = Cli(write(root, files)).findings("data/projects/a")
    assert {finding["subject"]["id"] for finding in ran.json["findings"]} == {"x"}


@pytest.mark.parametrize("path", ["../utenfor.yaml", "..", "/", "/etc/passwd", "ingen.yaml", "data/projects/bort.yaml"])
def test_a_path_outside_or_not_there_is_a_wrong_argument(bare: Cli, path: str) -> None:
    (bare.folder.parent / "utenfor.yaml").write_text(BARE_PROJECT)
    for arguments in ((path,), ("data", path)):
        ran = bare.check(*arguments)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert path in ran.err


@pytest.mark.parametrize("path", ["LESMEG.md", "data/projects/notat.txt", "tomt"])
def test_a_path_with_no_records_is_never_green(bare: Cli, path: str) -> None:
    write(bare.folder, {"LESMEG.md": "", "data/projects/notat.txt": ""})
    (bare.folder / "tomt").mkdir()
    for arguments in ((), ("--fail-on", "never"), ("--format", "json")):
        ran = bare.check(path, *arguments)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert path in ran.err


def test_the_waivers_are_a_path(root: Path) -> None:
    cli = Cli(write(root, {**BARE, "data/waivers.yaml": WAIVER.replace("portfolio-many", "portfolio-mange")}))
    ran = cli.findings("data/waivers.yaml")
    assert (ran.exit, ran.rules) == (FINDINGS, ["waiver-invalid"])
    assert cli.check("data/partners").exit == CLEAN


def test_a_waiver_of_the_portfolio_is_not_called_unused_where_its_rule_was_not_asked(root: Path) -> None:
    cli = Cli(write(root, {**TWO_PARTNERS, "data/waivers.yaml": WAIVER}))
    assert "waiver-unused" not in cli.findings().rules
    ran = cli.findings("data/waivers.yaml", "--fail-on", "note")
    assert (ran.exit, ran.rules) == (CLEAN, [])


def test_a_dangling_link_is_a_path(good: Cli) -> None:
    (good.folder / "data/projects/borte.yaml").symlink_to("ingenting")
    ran = good.findings("data/projects/borte.yaml")
    assert (ran.exit, ran.rules) == (NOT_CHECKED, ["record-unreadable"])


def test_a_link_to_the_data_repo_is_no_way_out_of_it(bare: Cli, tmp_path: Path) -> None:
    (tmp_path / "snarvei").symlink_to(bare.folder, target_is_directory=True)
    through = Cli(tmp_path / "snarvei")
    assert through.check("data/projects/bart.yaml").exit == FINDINGS
    assert through.check(bare.folder / "data/projects/bart.yaml").exit == FINDINGS
    assert bare.check(tmp_path / "snarvei/data/projects/bart.yaml").exit == FINDINGS


def test_options_and_paths_may_stand_in_any_order(bare: Cli) -> None:
    assert bare("check", "data/projects/bart.yaml", "--fail-on", "never").exit == CLEAN
    assert bare("check", "--fail-on", "never", "--", "data/projects/bart.yaml").exit == CLEAN
