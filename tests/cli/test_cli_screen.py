"""Widths, colours and encodings: the same verdict on every screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_world import BARE, CLEAN, EKSEMPELVIK, FINDINGS, REPOSITORY, UNKNOWN_PROJECT, Cli, write

COLOR = re.compile(r"\x1b\[[0-9;]*m")
WITH_STATISTICS = ("check", "--show", "all", "--statistics")
COMMANDS = (
    ("check",),
    WITH_STATISTICS,
    ("explain", "project-goals"),
    ("explain", "4f"),
    ("explain", "record-invalid"),
    ("strategy",),
    ("rules",),
    ("check", "--help"),
    ("rules", "test"),
)
PLACE = re.compile(r"[^ ]+\.yaml(:[0-9]+:[0-9]+)?( .*)?")


def run(command: tuple[str, ...], folder: Path = REPOSITORY, encoding: str = "utf-8", **environment: str) -> str:
    ran = Cli(folder, encoding)(*command, **environment)
    assert ran.exit in (CLEAN, FINDINGS)
    assert ran.err == ""
    return ran.out


@pytest.mark.parametrize("command", [each for each in COMMANDS if each != WITH_STATISTICS], ids=" ".join)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_screen(command: tuple[str, ...], width: int) -> None:
    out = run(command, COLUMNS=str(width))
    wide = [line for line in out.splitlines() if len(line) > width and not _unbreakable(line)]
    assert wide == []
    assert command == ("rules", "test") or len(max(out.splitlines(), key=len)) > width * 0.7


@pytest.mark.parametrize(
    "width",
    [
        pytest.param(40, marks=pytest.mark.xfail(reason="the numbers alone take 48 columns")),
        pytest.param(80, marks=pytest.mark.xfail(reason="quality-future-agreement-decision takes two columns more")),
        120,
    ],
)
def test_no_line_of_the_statistics_is_wider_than_the_screen(width: int) -> None:
    test_no_line_is_wider_than_the_screen(WITH_STATISTICS, width)


def _unbreakable(line: str) -> bool:
    """A place that can be clicked, or one word."""
    return bool(PLACE.fullmatch(line.strip())) or " " not in line.strip()


@pytest.mark.parametrize("width", ["0", "1", "20", "39", "-5", "æ", ""])
def test_a_width_that_cannot_be_is_no_trouble(width: str) -> None:
    assert run(("check",), EKSEMPELVIK, COLUMNS=width)


def test_lines_are_no_longer_than_can_be_read(bare: Cli) -> None:
    assert bare.check(COLUMNS="500").out == bare.check(COLUMNS="120").out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_pipe_gets_no_colour(command: tuple[str, ...]) -> None:
    assert "\x1b" not in run(command)


@pytest.mark.parametrize("command", [each for each in COMMANDS if "--help" not in each], ids=" ".join)
def test_colour_changes_nothing_but_the_colour(command: tuple[str, ...]) -> None:
    colored = run((*command, "--color", "always"))
    assert COLOR.search(colored)
    assert COLOR.sub("", colored) == run(command)


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


@pytest.mark.parametrize(
    ("isatty", "term", "wanted"), [(True, "xterm", True), (True, "dumb", False), (False, "xterm", False)]
)
def test_a_terminal_gets_colour(
    bare: Cli, monkeypatch: pytest.MonkeyPatch, isatty: bool, term: str, wanted: bool
) -> None:
    from intlstrat.cli import screen

    class Terminal:
        encoding = "utf-8"

        def isatty(self) -> bool:
            return isatty

    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setenv("TERM", term)
    assert screen.screen("auto").color is wanted


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "cp850", "latin-1"])
def test_no_encoding_is_too_small(command: tuple[str, ...], encoding: str) -> None:
    assert run(command, encoding=encoding)


def test_ascii_draws_with_ascii(root: Path) -> None:
    cli = Cli(write(root, {**BARE, "data/projects/u.yaml": UNKNOWN_PROJECT}))
    ran = cli("check", "--lang", "en", encoding="ascii")
    assert ran.exit == FINDINGS
    assert "\\u" not in ran.out
    assert "\\x" not in ran.out.replace("Pr\\xf8vestrategi", "")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp865"])
def test_norwegian_letters_stand_where_the_encoding_has_them(encoding: str) -> None:
    out = run(("check",), EKSEMPELVIK, encoding)
    assert "Håndverk i tre" in out
    assert "\\x" not in out
    assert "\\u" not in out


def test_every_way_of_looking_has_the_same_findings(bare: Cli) -> None:
    texts = [
        bare.check(*arguments, **environment)
        for arguments in ((), ("--color", "always"))
        for environment in ({}, {"COLUMNS": "40"}, {"COLUMNS": "120"})
    ]
    assert {ran.exit for ran in texts} == {FINDINGS}
    for ran in texts:
        places = re.findall(r"(data/\S+:\d+:\d+)", COLOR.sub("", ran.out))
        assert places == ["data/projects/bart.yaml:1:1"] * 3
