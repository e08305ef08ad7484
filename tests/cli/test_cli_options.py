"""The day, the language, how much is shown, and the files that are written."""

from __future__ import annotations

import json
import os
import threading
from datetime import date
from pathlib import Path

import pytest
from cli_world import (
    BARE,
    BARE_PROJECT,
    CLEAN,
    FINDINGS,
    GOOD,
    GOOD_PROJECT,
    NOT_CHECKED,
    STRATEGY,
    UNKNOWN_PROJECT,
    Cli,
    one_line,
    rule,
    write,
)

ENGLISH = {"rules/strategy.yaml": STRATEGY.replace("language: nb", "language: en")}
DATED = {"rules/project/project-day.yaml": rule("project-day", 'as_of < "2027-01-01"')}


# The day


@pytest.mark.parametrize(("day", "exit_"), [("2026-12-31", CLEAN), ("2027-01-01", FINDINGS), ("2028-02-29", FINDINGS)])
def test_the_verdict_is_about_the_day(root: Path, day: str, exit_: int) -> None:
    ran = Cli(write(root, {**GOOD, **DATED})).findings("--as-of", day)
    assert (ran.exit, ran.json["as_of"]) == (exit_, day)


def test_the_day_is_today_where_none_is_given(good: Cli) -> None:
    before = date.today().isoformat()
    ran = good("check", "--format", "json")
    assert ran.exit == CLEAN
    assert before <= ran.json["as_of"] <= date.today().isoformat()


@pytest.mark.parametrize(
    "day", ["2026-2-3", "2026", "2026-11-31", "i dag", "2026-11-23T00:00", " 2026-11-23", "٢٠٢٦-11-23"]
)
def test_a_day_that_is_none_is_a_wrong_argument(good: Cli, day: str) -> None:
    ran = good("check", "--as-of", day)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "2026-06-30" in ran.err


# The language


@pytest.mark.parametrize(
    ("arguments", "environment", "strategy", "says"),
    [
        ((), "", "nb", "Brudd på project-goals."),
        ((), "", "en", "Breach of project-goals."),
        ((), "en", "nb", "Breach of project-goals."),
        ((), "nb", "en", "Brudd på project-goals."),
        ((), "nn", "en", "Brudd på project-goals."),
        ((), "klingon", "nb", "Brudd på project-goals."),
        (("--lang", "en"), "nb", "nb", "Breach of project-goals."),
        (("--lang", "nb"), "en", "en", "Brudd på project-goals."),
        (("--lang", "nn"), "", "en", "Brudd på project-goals."),
        (("--lang=en",), "", "nb", "Breach of project-goals."),
    ],
)
def test_the_language(root: Path, arguments: tuple[str, ...], environment: str, strategy: str, says: str) -> None:
    cli = Cli(write(root, {**BARE, **(ENGLISH if strategy == "en" else {})}))
    for format_ in ("text", "json"):
        ran = cli.check("--format", format_, *arguments, INTLSTRAT_LANG=environment)
        assert ran.exit == FINDINGS
        assert says in ran.out


def test_no_word_of_the_other_language_stands_in_a_verdict(bare: Cli) -> None:
    write(bare.folder, {"data/projects/u.yaml": UNKNOWN_PROJECT, "data/projects/f.yaml": "a: ["})
    nb, en = (bare.check("--lang", code, "--show", "all", "--statistics") for code in ("nb", "en"))
    assert nb.exit == en.exit == FINDINGS
    words = ("Error", "Warning", "Unknown", "Clause", "What to do", " and ", "checked", "Fulfilled")
    assert [word for word in words if word in nb.out] == []
    words = ("Feil", "Advarsel", "Ukjent", "Punkt", "Tiltak", " og ", "kontrollert", "Oppfylt")
    assert [word for word in words if word in en.out] == []


@pytest.mark.parametrize("code", ["sv", "NB", "nb_NO", "english", ""])
def test_an_unknown_language_is_a_wrong_argument(bare: Cli, code: str) -> None:
    for command in (("check",), ("strategy",), ("rules",), ("rules", "test"), ("explain", "1a"), ("schema", "partner")):
        ran = bare(*command, "--lang", code)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "nb, nn, en" in ran.err


# How much is shown


def test_all_is_well_in_a_few_words(good: Cli) -> None:
    ran = good.check()
    assert ran.exit == CLEAN
    assert len(ran.out.splitlines()) < 12
    assert "1 partner og 1 prosjekt" in one_line(ran.out)


def test_show_all_lists_what_is_fulfilled_and_what_does_not_apply(bare: Cli) -> None:
    few, all_ = bare.findings(), bare.findings("--show", "all")
    assert few.exit == all_.exit == FINDINGS
    assert few.json["outcomes"] == []
    assert {outcome["outcome"] for outcome in all_.json["outcomes"]} == {"fulfilled", "not_applicable"}
    text = bare.check("--show", "all")
    assert text.exit == FINDINGS
    assert "partner-areas" in text.out
    assert "project-large" in text.out
    assert "partner-areas" not in bare.check().out.replace("project-large", "")


def test_quiet_shows_findings_only(bare: Cli, tmp_path: Path) -> None:
    ran = bare.check("--quiet")
    assert ran.exit == FINDINGS
    assert "project-goals" in ran.out
    assert "kontrollert" not in ran.out
    assert ran.out == bare.check("-q").out
    assert bare.check().out.startswith(ran.out.rstrip("\n"))
    well = Cli(write(tmp_path / "godt", GOOD)).check("--quiet")
    assert (well.exit, well.out, well.err) == (CLEAN, "", "")


def test_statistics_has_a_row_for_every_rule(bare: Cli) -> None:
    ran = bare.check("--statistics")
    assert ran.exit == FINDINGS
    for name in ("project-goals", "project-large", "partner-areas", "portfolio-many", "quality-unit"):
        assert name in ran.out.partition("Punktene")[0]
    assert Cli(bare.folder).check("--statistics", "--quiet").exit == FINDINGS


def test_statistics_is_shown_where_all_is_well(good: Cli) -> None:
    ran = good.check("--statistics")
    assert ran.exit == CLEAN
    assert "project-goals" in ran.out


# Formats


@pytest.mark.parametrize("language", ["nb", "en"])
def test_an_unknown_format_names_the_choices(bare: Cli, language: str) -> None:
    ran = bare.check("--format", "jsno", "--lang", language)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    for word in ("jsno", "--format", "json", "text"):
        assert word in ran.err


def test_the_text_of_a_pipe_and_of_a_file_is_the_same(bare: Cli) -> None:
    ran = bare.check("--output", "ut.txt")
    assert ran.exit == FINDINGS
    assert (bare.folder / "ut.txt").read_text(encoding="utf-8") == ran.out == bare.check().out


# Files


def test_the_format_of_a_file_follows_its_ending_and_the_terminal_still_gets_text(bare: Cli) -> None:
    ran = bare.check("--output", "a.json", "--output", "b.txt", "--output", "C.JSON")
    assert ran.exit == FINDINGS
    assert ran.out == bare.check().out
    texts = {name: (bare.folder / name).read_text(encoding="utf-8") for name in ("a.json", "b.txt", "C.JSON")}
    assert json.loads(texts["a.json"])["schema_version"] == 1
    assert texts["a.json"] == texts["C.JSON"] == bare.findings().out
    assert texts["b.txt"] == ran.out


def test_a_file_of_another_ending_gets_the_format_that_is_given(bare: Cli) -> None:
    ran = bare.check("--format", "json", "--output", "funn", "--output", "b.log", "--output", "a.txt")
    assert ran.exit == FINDINGS
    for name in ("funn", "b.log"):
        assert json.loads((bare.folder / name).read_text(encoding="utf-8"))["schema_version"] == 1
    assert (bare.folder / "a.txt").read_text(encoding="utf-8") == ran.out == bare.check().out


def test_a_file_has_no_colour_and_all_letters(bare: Cli) -> None:
    ran = bare.check("--color", "always", "--output", "a.txt", PYTHONIOENCODING="ascii")
    assert ran.exit == FINDINGS
    assert "\x1b[" in ran.out
    content = (bare.folder / "a.txt").read_bytes()
    assert b"\x1b" not in content
    assert "│" in content.decode("utf-8")
    assert b"\r" not in content


def test_the_quiet_file_of_a_verdict_without_findings_is_empty_and_there(good: Cli) -> None:
    assert good.check("--quiet", "--output", "a.txt").exit == CLEAN
    assert (good.folder / "a.txt").read_bytes() == b""


@pytest.mark.parametrize("file", ["ingen/a.json", "mappe.txt", "b.json/a.txt", "x" * 300 + ".json"])
@pytest.mark.parametrize("folder", ["good", "bare"])
def test_a_file_that_cannot_be_written_makes_the_exit_2(request: pytest.FixtureRequest, folder: str, file: str) -> None:
    cli: Cli = request.getfixturevalue(folder)
    (cli.folder / "mappe.txt").mkdir()
    ran = cli.check("--output", "b.json", "--output", file)
    assert ran.exit == NOT_CHECKED
    assert ran.out == cli.check().out
    assert "kunne ikke skrives" in ran.err
    assert file in ran.err
    assert json.loads((cli.folder / "b.json").read_text(encoding="utf-8"))["schema_version"] == 1
    assert sorted(path.name for path in cli.folder.iterdir()) == ["b.json", "data", "mappe.txt", "rules"]


@pytest.mark.parametrize("file", ["a.yaml.txt2", "a.json.bak", "funn.csv", "a.jsonl"])
def test_an_ending_that_names_no_format_is_a_wrong_argument(bare: Cli, file: str) -> None:
    ran = bare.check("--output", "a.json", "--output", file)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ".json" in ran.err
    assert sorted(path.name for path in bare.folder.iterdir()) == ["data", "rules"]


@pytest.mark.parametrize("file", ["", "."])
def test_a_file_without_a_name_cannot_be_written(bare: Cli, file: str) -> None:
    assert bare.check("--output", file).exit == NOT_CHECKED


@pytest.mark.parametrize("file", ["data/projects/godt.yaml", "data/ny.yml", "rules/strategy.yaml", "lenke/godt.yaml"])
def test_neither_a_record_nor_a_rule_is_written_over(bare: Cli, file: str) -> None:
    """A slip of the hand must not cost a record."""
    (bare.folder / "lenke").symlink_to("data/projects", target_is_directory=True)
    before = {path: path.read_bytes() for path in bare.folder.rglob("*.y*ml")}
    ran = bare.check("--format", "json", "--output", file)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert file in ran.err
    assert {path: path.read_bytes() for path in bare.folder.rglob("*.y*ml")} == before


def test_a_file_is_written_whole_or_not_at_all(bare: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare.folder / "a.json").write_text("gammelt")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _no_space)
        ran = bare.check("--output", "a.json")
    assert ran.exit == NOT_CHECKED
    assert "ikke plass igjen på disken" in ran.err
    assert (bare.folder / "a.json").read_text() == "gammelt"
    assert sorted(path.name for path in bare.folder.iterdir()) == ["a.json", "data", "rules"]
    (bare.folder / "a.json").chmod(0o640)
    assert bare.check("--output", "a.json").exit == FINDINGS
    assert (bare.folder / "a.json").stat().st_mode & 0o777 == 0o640
    assert json.loads((bare.folder / "a.json").read_text(encoding="utf-8"))["as_of"]


def _no_space(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_new_file_can_be_read_by_those_who_may(bare: Cli) -> None:
    before = os.umask(0o022)
    try:
        assert bare.check("--output", "a.json").exit == FINDINGS
    finally:
        os.umask(before)
    assert (bare.folder / "a.json").stat().st_mode & 0o777 == 0o644


def test_files_are_written_to_where_a_link_leads(bare: Cli, tmp_path: Path) -> None:
    """The user's own link outside the data repo is not turned into a file: what it leads to is written."""
    (tmp_path / "arkiv.json").write_text("gammelt")
    (tmp_path / "siste.json").symlink_to(tmp_path / "arkiv.json")
    assert bare.check("--output", tmp_path / "siste.json").exit == FINDINGS
    assert (tmp_path / "siste.json").is_symlink()
    assert json.loads((tmp_path / "arkiv.json").read_text(encoding="utf-8"))["schema_version"] == 1


def test_what_is_no_ordinary_file_is_written_to_and_not_replaced(bare: Cli) -> None:
    """A pipe stands in for a device such as /dev/stdout: a test must never touch a real one."""
    pipe = bare.folder / "rør"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    ran = bare.check("--output", "rør")
    replaced = not pipe.is_fifo()
    if not replaced:
        reader.join(10)
    assert (ran.exit, replaced) == (FINDINGS, False)
    assert got == [ran.out.encode()]


def test_more_records_give_exact_counts(root: Path) -> None:
    files = {**GOOD, **{f"data/projects/p{number}.yaml": BARE_PROJECT for number in range(3)}}
    ran = Cli(write(root, files)).check()
    assert ran.exit == FINDINGS
    assert "3 feil, 3 advarsler og 3 merknader" in one_line(ran.out)
    assert "4 prosjekter" in one_line(ran.out)
    assert "1 partner " in one_line(ran.out)


def test_the_text_says_how_much_is_unreadable(root: Path) -> None:
    ran = Cli(write(root, {**GOOD, "data/projects/f.yaml": "a: [", "data/projects/g.yaml": GOOD_PROJECT})).check()
    assert ran.exit == FINDINGS
    assert "1 fil" in one_line(ran.out)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a privilege to make links")
@pytest.mark.parametrize("target", ["../utenfor.json", "data/projects/godt.yaml", ".git/config"])
def test_a_link_in_the_data_repo_is_not_written_through(bare: Cli, target: str) -> None:
    """A change from a stranger could aim it."""
    goal = bare.folder / target
    goal.parent.mkdir(exist_ok=True)
    if not goal.exists():
        goal.write_text("urørt", encoding="utf-8")
    before = goal.read_bytes()
    (bare.folder / "funn.json").symlink_to(target)
    ran = bare.check("--output", "funn.json")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "funn.json" in ran.err
    assert goal.read_bytes() == before
