"""Widths, colours and encodings: the same verdict on every screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_world import BARE, CLEAN, EKSEMPELVIK, FINDINGS, GOOD_PARTNER, REPOSITORY, UNKNOWN_PROJECT, Cli, write

from intlstrat.cli import screen

COLOR = re.compile(r"\x1b\[[0-9;]*m")
PLACE = re.compile(r"[^ ]+\.yaml(:[0-9]+:[0-9]+)?( .*)?")
COMMANDS = (
    ("check",),
    ("check", "--show", "all", "--statistics"),
    ("explain", "project-goals"),
    ("explain", "1a"),
    ("explain", "record-invalid"),
    ("strategy",),
    ("rules",),
    ("rules", "test"),
    ("check", "--help"),
)
SHIPPED = (("check",), ("explain", "project-evaluation"), ("strategy",), ("rules",))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data repo with a finding of every kind."""
    more = {
        "data/projects/u.yaml": UNKNOWN_PROJECT,
        "data/projects/f.yaml": "a: [",
        "data/partners/sør.yaml": GOOD_PARTNER,
        "data/projects/w.yaml": "title: Ør\nstatus: active\nwaivers:\n"
        "- {rule: project-goals, reason: Æ, decided_by: Bystyret, until: 2030-01-01}\n",
    }
    return write(tmp_path_factory.mktemp("skjerm"), {**BARE, **more})


def run(folder: Path, command: tuple[str, ...], encoding: str = "utf-8", **environment: str) -> str:
    ran = Cli(folder, encoding)(*command, **environment)
    assert ran.exit in (CLEAN, FINDINGS)
    assert ran.err == ""
    return ran.out


def too_wide(out: str, width: int) -> list[str]:
    """The lines that are wider, but for places that can be clicked and single words."""
    lines = (line for line in out.splitlines() if len(line) > width)
    return [line for line in lines if not PLACE.fullmatch(line.strip()) and " " in line.strip()]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_screen(folder: Path, command: tuple[str, ...], width: int) -> None:
    out = run(folder, command, COLUMNS=str(width))
    if "--statistics" in command and width == 40:
        pytest.xfail("the numbers of the statistics alone take 48 columns")
    assert too_wide(out, width) == []


@pytest.mark.parametrize("command", SHIPPED, ids=" ".join)
@pytest.mark.parametrize("width", [48, 80])
def test_no_line_about_the_shipped_data_is_wider_than_the_screen(command: tuple[str, ...], width: int) -> None:
    out = run(REPOSITORY, command, COLUMNS=str(width))
    assert too_wide(out, width) == []
    assert max(len(line) for line in out.splitlines()) > width * 0.7


def test_no_line_of_the_shipped_statistics_is_wider_than_the_screen() -> None:
    assert too_wide(run(REPOSITORY, ("check", "--statistics"), COLUMNS="80"), 80) == []


@pytest.mark.parametrize("width", ["0", "1", "20", "39", "-5", "æ", ""])
def test_a_width_that_cannot_be_is_no_trouble(bare: Cli, width: str) -> None:
    assert bare.check(COLUMNS=width).exit == FINDINGS


def test_lines_are_no_longer_than_can_be_read(bare: Cli) -> None:
    ran = bare.check(COLUMNS="500")
    assert ran.exit == FINDINGS
    assert ran.out == bare.check(COLUMNS="120").out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_pipe_gets_no_colour(folder: Path, command: tuple[str, ...]) -> None:
    assert "\x1b" not in run(folder, command)


@pytest.mark.parametrize("command", COMMANDS[:-1], ids=" ".join)
def test_colour_changes_nothing_but_the_colour(folder: Path, command: tuple[str, ...]) -> None:
    colored = run(folder, (*command, "--color", "always"))
    assert COLOR.search(colored)
    assert COLOR.sub("", colored) == run(folder, command)


@pytest.mark.parametrize(
    ("arguments", "environment", "wanted"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ((), {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": ""}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "auto"), {"FORCE_COLOR": "1"}, True),
    ],
)
def test_who_decides_about_colour(
    bare: Cli, arguments: tuple[str, ...], environment: dict[str, str], wanted: bool
) -> None:
    ran = bare.check(*arguments, **environment)
    assert ran.exit == FINDINGS
    assert ("\x1b[" in ran.out) is wanted


class Terminal:
    """Standard output as far as the question of colour goes."""

    encoding = "utf-8"

    def __init__(self, isatty: bool) -> None:
        self.isatty = lambda: isatty


@pytest.mark.parametrize(
    ("isatty", "term", "wanted"), [(True, "xterm", True), (True, "dumb", False), (False, "xterm", False)]
)
def test_a_terminal_gets_colour(monkeypatch: pytest.MonkeyPatch, isatty: bool, term: str, wanted: bool) -> None:
    monkeypatch.setattr("sys.stdout", Terminal(isatty))
    monkeypatch.setenv("TERM", term)
    assert screen.screen("auto").color is wanted


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1"])
def test_no_encoding_is_too_small(folder: Path, command: tuple[str, ...], encoding: str) -> None:
    assert run(folder, command, encoding)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_no_encoding_is_too_small_for_the_shipped_data(encoding: str) -> None:
    assert run(REPOSITORY, ("check",), encoding)


def test_ascii_draws_with_ascii(folder: Path) -> None:
    out = run(folder, ("check", "--lang", "en"), "ascii")
    assert set(re.findall(r"\\[ux][0-9a-f]+", out)) <= {"\\xf8", "\\xd8", "\\xc6"}, "letters of the records only"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp865"])
def test_norwegian_letters_stand_where_the_encoding_has_them(encoding: str) -> None:
    out = run(EKSEMPELVIK, ("check",), encoding)
    assert "Håndverk i tre" in out
    assert "\\x" not in out
    assert "\\u" not in out


def test_every_way_of_looking_has_the_same_findings(bare: Cli) -> None:
    for arguments in ((), ("--color", "always")):
        for columns in ("40", "80", "120"):
            ran = bare.check(*arguments, COLUMNS=columns)
            assert ran.exit == FINDINGS
            places = re.findall(r"(data/\S+:\d+:\d+)", COLOR.sub("", ran.out))
            assert places == ["data/projects/bart.yaml:1:1"] * 3
