"""The command line of `report`: what goes where, in which format, and what is refused with which exit."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from cli_world import BARE, CLEAN, DAY, GOOD, NOT_CHECKED, PACK, Cli, Files, Ran, one_line, rule, unquoted, write
from git_runs import run_git

FILES = {".txt": "text", ".md": "markdown", ".json": "json"}
HEAVY = ("html", "pdf", "docx", "odt")


def report(cli: Cli, *arguments: str | Path, **environment: str) -> Ran:
    return cli("report", "--as-of", DAY, *arguments, **environment)


def refused(ran: Ran) -> str:
    """What is said where no paper is made: nothing on standard output, and at most three lines beside it."""
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert 0 < len(ran.err.splitlines()) <= 4
    return unquoted(one_line(ran.err))


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def kind(content: str | bytes) -> str:
    """The format of a paper by what it begins with."""
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    if text.startswith("{"):
        assert json.loads(text)["schema_version"] == 1
        return "json"
    if text.startswith("# Internasjonalt samarbeid"):
        return "markdown"
    assert text.startswith("Internasjonalt samarbeid")
    return "text"


@pytest.mark.parametrize("arguments", [(), ("--format", "text"), ("--format", "markdown"), ("--format", "json")])
def test_a_format_goes_to_standard_output(good: Cli, arguments: tuple[str, ...]) -> None:
    ran = report(good, *arguments)
    assert (ran.exit, ran.err, kind(ran.out)) == (CLEAN, "", arguments[1] if arguments else "text")


def test_breaches_do_not_change_the_exit(bare: Cli) -> None:
    assert bare.check().exit != CLEAN
    ran = report(bare)
    assert (ran.exit, ran.err) == (CLEAN, "")


@pytest.mark.parametrize("ending", FILES)
def test_a_file_has_the_format_of_its_ending(good: Cli, ending: str) -> None:
    for name in (f"sak{ending}", f"SAK{ending.upper()}"):
        ran = report(good, "--output", name)
        assert (ran.exit, ran.out, ran.err) == (CLEAN, "", f"{name} er skrevet.\n")
        assert kind((good.folder / name).read_bytes()) == FILES[ending]


def test_several_files_each_whole_and_nothing_beside_them(good: Cli) -> None:
    before = files_in(good.folder)
    ran = report(good, "--output", "a.txt", "--output", "b.md", "--output", "c.json", "--output", "d.md")
    assert (ran.exit, ran.out, len(ran.err.splitlines())) == (CLEAN, "", 4)
    assert files_in(good.folder) - before == {"a.txt", "b.md", "c.json", "d.md"}
    assert (good.folder / "b.md").read_bytes() == (good.folder / "d.md").read_bytes()
    assert (good.folder / "c.json").read_text() == report(good, "--format", "json").out


def test_a_format_that_no_file_takes_goes_to_standard_output(good: Cli) -> None:
    ran = report(good, "--format", "json", "--output", "sak.md")
    assert (ran.exit, kind(ran.out), kind((good.folder / "sak.md").read_bytes())) == (CLEAN, "json", "markdown")
    ran = report(good, "--format", "markdown", "--output", "sak.md")
    assert (ran.exit, ran.out) == (CLEAN, "")


def test_an_ending_that_says_nothing_takes_the_format_that_is_asked_for(good: Cli) -> None:
    ran = report(good, "--format", "json", "--output", "sak", "--output", "sak.ukjent")
    assert (ran.exit, ran.out) == (CLEAN, "")
    assert [kind((good.folder / name).read_bytes()) for name in ("sak", "sak.ukjent")] == ["json", "json"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("uten", "The ending of uten names none of the formats"),
        ("-", "- after --output is no file."),
        ("data/projects/sak.md", "data/projects/sak.md would lie among the records or the rules."),
        ("rules/sak.md", "rules/sak.md would lie among the records or the rules."),
    ],
)
def test_a_place_that_a_paper_must_not_have_is_refused(good: Cli, file: str, said: str) -> None:
    before = files_in(good.folder)
    assert said in refused(report(good, "--output", file, "--lang", "en"))
    assert files_in(good.folder) == before


def test_a_file_given_twice_is_written_once(good: Cli) -> None:
    ran = report(good, "--output", "sak.md", "--output", "sak.md", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "sak.md is written.\n")
    names = ("a.md", "b.txt", "./a.md", str(good.folder / "b.txt"))
    ran = report(good, *(word for name in names for word in ("--output", name)), "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "a.md is written.\nb.txt is written.\n")


def test_a_day_written_the_norwegian_way_is_told_how_to_write_it(good: Cli) -> None:
    run_git(good.folder, "init", "-q")
    for option in ("--since", "--until"):
        said = f"18.06.2026 after {option} looks like a date, and dates are written otherwise: 2026-06-18."
        assert said in refused(report(good, option, "18.06.2026", "--lang", "en"))
        ran = report(good, option, "31.02.2026", "--lang", "en")
        assert (ran.exit, "dates are written otherwise" in ran.err) == (NOT_CHECKED, False)


def test_a_file_is_the_same_as_what_is_shown_without_colour(good: Cli) -> None:
    shown = report(good, "--color", "always")
    ran = report(good, "--color", "always", "--output", "sak.txt")
    text = (good.folder / "sak.txt").read_text()
    assert (shown.exit, ran.exit) == (CLEAN, CLEAN)
    assert "\x1b[" in shown.out
    assert "\x1b" not in text
    assert text == report(good, "--color", "never").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "pdff"), "pdff after --format is not known. Did you mean pdf?"),
        (("--format", "sarif"), "sarif after --format is not known."),
        (("--output", "sak.xlsx"), "sak.xlsx"),
        (("--output", "data/projects/ny.yaml"), "names none of the formats"),
        (("--format", "json", "--output", "data/projects/ny.yaml"), "is not written over"),
        (("--color", "noe"), "noe after --color is not known."),
        (("--lang", "no"), "no etter --lang er ikke kjent."),
        (("--as-of", "2026-02-30"), "2026-02-30 after --as-of is not a date."),
        (("--root", "finnes-ikke"), "There is no data/partners and no data/projects in finnes-ikke."),
        (("--rules", "finnes-ikke"), "There is no folder finnes-ikke."),
        (("--since", "HEAD"), "git"),
        (("--until", "2026-01-01"), "is earlier than the day"),
        (("data/projects",), "This is too much: data/projects."),
        (("--fail-on", "error"), "There is no option --fail-on."),
        (("--output",), "The option --output wants a value."),
    ],
)
def test_what_cannot_be_done_is_refused(good: Cli, arguments: tuple[str, ...], said: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(good.folder.parent))
    before = files_in(good.folder)
    day = () if "--as-of" in arguments else ("--as-of", DAY)
    assert said in refused(good("report", *day, *arguments, INTLSTRAT_LANG="en"))
    assert files_in(good.folder) == before


def test_no_records(root: Path) -> None:
    assert refused(report(Cli(root), "--lang", "en"))
    cli = Cli(write(root, {**PACK, "data/projects/.gitkeep": ""}))
    assert "There are no records in data/partners and data/projects." in refused(report(cli, "--lang", "en"))


def test_bad_rules(root: Path) -> None:
    broken = {"rules/project/project-goals.yaml": rule("project-goals", "size(project.gaols) > 0")}
    cli = Cli(write(root, {**GOOD, **broken}))
    ran = report(cli, "--output", "sak.txt", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "rules/project/project-goals.yaml:6:23: “gaols”" in ran.err
    assert not (root / "sak.txt").exists()


def test_what_cannot_be_read_from_disk_is_2_with_the_paper_written(good: Cli) -> None:
    (good.folder / "data/projects/borte.yaml").symlink_to("finnes-ikke.yaml")
    ran = report(good, "--output", "sak.md", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "Not everything could be checked, so this paper is not whole." in (good.folder / "sak.md").read_text()


def test_a_rule_that_fails_is_2_with_the_paper_written(root: Path) -> None:
    failing = {"rules/project/project-x.yaml": rule("project-x", '"{}[project.title] == 1"')}
    ran = report(Cli(write(root, {**GOOD, **failing})), "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "this paper is not whole" in one_line(ran.out)


def test_a_file_that_cannot_be_written_is_2_and_the_others_are_written(good: Cli) -> None:
    ran = report(good, "--output", "ingen/sak.txt", "--output", "sak.md", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err.splitlines() == [
        "ingen/sak.txt could not be written: there is no folder ingen.",
        "Make the folder first, or choose another place.",
        "Choose another place, for instance: “--output sak.txt”",
        "sak.md is written.",
    ]
    assert kind(
        (good.folder / "sak.md").read_text().replace("# International cooperation", "# Internasjonalt samarbeid")
    )
    (good.folder / "mappe.md").mkdir()
    folder = report(good, "--output", "mappe.md", "--lang", "en")
    assert (folder.exit, "mappe.md could not be written" in folder.err) == (NOT_CHECKED, True)


@pytest.mark.parametrize("file", ["fil/sak.txt", "fil/under/sak.txt"])
@pytest.mark.parametrize("command", ["report", "check"])
def test_a_file_in_the_place_of_a_folder_is_told_as_such(good: Cli, command: str, file: str) -> None:
    (good.folder / "fil").write_text("en fil")
    ran = good(command, "--output", file, "--as-of", DAY, "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert ran.err.splitlines() == [
        f"{file} could not be written: fil is a file, where a folder is wanted.",
        "Choose another place, for instance: “--output sak.txt”",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a privilege to make links")
def test_a_link_in_the_data_repo_is_not_followed(good: Cli, tmp_path: Path) -> None:
    victim = tmp_path / "hemmelig.md"
    victim.write_text("mitt")
    (good.folder / "sak.md").symlink_to(victim)
    assert "sak.md is not written" in refused(report(good, "--output", "sak.md", "--lang", "en"))
    assert victim.read_text() == "mitt"


def test_an_earlier_paper_is_written_over(good: Cli) -> None:
    write(good.folder, {"sak.txt": "gammel " * 9000})
    ran = report(good, "--output", "sak.txt")
    assert (ran.exit, (good.folder / "sak.txt").read_text()) == (CLEAN, report(good).out)


TEMPLATES: dict[str, tuple[tuple[str, ...], str]] = {
    "ending": (("--template", "mal.pdf", "--output", "a.docx"), "mal.pdf is no template for Word or OpenDocument."),
    "not-asked-for": (("--template", "mal.docx"), "The template mal.docx is for docx, which is not asked for."),
    "of-the-other": (("--template", "mal.ott", "--output", "a.docx"), "The template mal.ott is for odt, which is not"),
    "twice": (
        ("--template", "mal.docx", "--template", "to.dotx", "--output", "a.docx"),
        "There is more than one template for docx.",
    ),
    "not-there": (("--template", "borte.docx", "--output", "a.docx"), "There is no file borte.docx."),
    "no-folder": (("--template", "to.dotx/b.docx", "--output", "a.docx"), "There is no file to.dotx/b.docx."),
    "folder": (("--template", "mappe.odt", "--output", "a.odt"), "mappe.odt could not be read: Is a directory"),
    "broken-docx": (("--template", "mal.docx", "--output", "a.docx"), "The template is not a Word document"),
    "broken-odt": (("--template", "mal.odt", "--output", "a.odt"), "The template is not an OpenDocument"),
}


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_template_that_cannot_be_used_is_refused_and_nothing_is_written(good: Cli, case: str) -> None:
    write(
        good.folder, {"mal.docx": b"PK\x03\x04tull", "to.dotx": b"x", "mal.odt": b"", "mappe.odt/a": b"", "mal.ott": ""}
    )
    arguments, said = TEMPLATES[case]
    before = files_in(good.folder)
    assert said in refused(report(good, *arguments, "--lang", "en"))
    assert files_in(good.folder) == before


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes modules look as if they were not installed."""

    def hide(*modules: str) -> None:
        real = util.find_spec
        monkeypatch.setattr(util, "find_spec", lambda name, *more: None if name in modules else real(name, *more))
        for name in modules:
            monkeypatch.setitem(sys.modules, name, None)

    return hide


@pytest.mark.parametrize("format_", HEAVY)
def test_without_the_extra_it_says_what_to_install(good: Cli, without: Callable[..., None], format_: str) -> None:
    without("pypandoc", "typst", "matplotlib")
    endings = [format_, format_.upper()] + (["htm"] if format_ == "html" else [])
    for arguments in (("--format", format_), *(("--output", f"sak.{ending}") for ending in endings)):
        said = refused(report(good, *arguments, "--lang", "en"))
        assert f"The format {format_} needs programs that are not installed." in said
        assert 'pip install "intlstrat[report]"'.replace('"', "") in said.replace('"', "")
        assert "The formats text, markdown and json need nothing more." in said
    assert not (good.folder / f"sak.{format_}").exists()


def test_without_one_program_only_its_formats_lack(good: Cli, without: Callable[..., None]) -> None:
    without("typst")
    said = refused(report(good, "--output", "a.html", "--output", "b.pdf", "--lang", "en"))
    assert "The format pdf needs" in said
    without("pypandoc")
    said = refused(report(good, "--output", "a.docx", "--output", "b.pdf", "--output", "c.md", "--lang", "en"))
    assert "The formats pdf and docx need" in said
    assert not (good.folder / "c.md").exists()


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_without_the_extra_the_plain_formats_work(good: Cli, without: Callable[..., None], format_: str) -> None:
    without("pypandoc", "typst", "matplotlib", "numpy", "PIL")
    ran = report(good, "--format", format_)
    assert (ran.exit, ran.err, kind(ran.out)) == (CLEAN, "", format_)


HELP = {
    "nb": ("Lag rapporten til bystyret", "Formatet på utskriften; text når det utelates."),
    "nn": ("Bruk: intlstrat report",),
    "en": ("Make the paper for the council", "The format of the output; text when left out."),
}


@pytest.mark.parametrize("lang", HELP)
def test_help(cli: Cli, lang: str) -> None:
    ran = cli("report", "--help", "--lang", lang, COLUMNS="100")
    assert (ran.exit, ran.err) == (CLEAN, "")
    said = one_line(ran.out)
    for option in (
        "--format",
        "--output",
        "--template",
        "--since",
        "--until",
        "--as-of",
        "--root",
        "--rules",
        "--lang",
    ):
        assert option in said
    assert "text|markdown|html|pdf|docx|odt|json" in said
    assert [words for words in HELP[lang] if words not in said] == []


def test_the_paper_is_in_the_language_of_the_strategy_or_as_asked(good: Cli) -> None:
    assert "Internasjonalt samarbeid" in report(good).out
    for ran in (report(good, "--lang", "en"), report(good, INTLSTRAT_LANG="en")):
        assert (ran.exit, "International cooperation" in ran.out) == (CLEAN, True)
    nn = report(good, "--lang", "nn", "--format", "json")
    assert (nn.exit, nn.json["language"]) == (CLEAN, "nn")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_stream_that_cannot_carry_every_sign(root: Path, encoding: str) -> None:
    files: Files = {**BARE, "data/projects/kyrillisk.yaml": "title: Рівне – «æ»\nstatus: active\n"}
    cli = Cli(write(root, files))
    for format_ in ("text", "markdown", "json"):
        ran = report(cli, "--format", format_, encoding=encoding)
        assert (ran.exit, ran.err) == (CLEAN, "")
    assert json.loads(ran.out)["projects"][-1]["record"]["name"] == "Рівне – «æ»"


def test_files_among_the_records_that_are_none_are_named(good: Cli) -> None:
    write(good.folder, {"data/projects/notat.txt": "x"})
    ran = report(good, "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "data/projects/notat.txt is not a .yaml file and was passed over.\n")
