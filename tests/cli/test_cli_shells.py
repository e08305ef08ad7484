"""Completion in real shells, and setting it up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_world import CLEAN, NOT_CHECKED, Cli
from completion_world import found, on_path, shipped

from intlstrat.cli import shells
from intlstrat.cli.complete import SHELLS


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The shipped records and rules; to be read only."""
    return shipped(tmp_path_factory.mktemp("city"))


def run(cli: Cli, tmp_path: Path, *command: str) -> str:
    """What a shell prints, with `intlstrat` on its path; it says nothing on standard error."""
    environment = cli.outer(PATH=on_path(tmp_path), HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path / "config"))
    done = subprocess.run(command, cwd=cli.folder, env=environment, capture_output=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def script(cli: Cli, shell: str) -> str:
    ran = cli("--show-completion", shell)
    assert (ran.exit, ran.err) == (CLEAN, "")
    return ran.out


def bash(cli: Cli, tmp_path: Path, *words: str) -> list[str]:
    """What bash would offer for the last word."""
    line = " ".join(f"'{word}'" for word in words)
    asks = f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _intlstrat_completion intlstrat; "
    shows = 'printf "%s\\n" "${COMPREPLY[@]}"'
    return run(cli, tmp_path, found("bash"), "--norc", "-c", f"{script(cli, 'bash')}\n{asks}{shows}").splitlines()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("intlstrat", "explain", "4"), ["4a", "4b", "4c", "4d", "4e", "4f", "4g", "4h"]),
        (("intlstrat", "check", "mon"), ["data/projects/mono.yaml"]),
        (("intlstrat", "check", "da"), ["data"]),
        (("intlstrat", "check", "--format", "=", "j"), ["json", "junit"]),
        (("intlstrat", "init", "ru"), ["rules"]),
        (("intlstrat", "explain", "zzz"), [""]),
    ],
)
def test_bash(city: Cli, tmp_path: Path, words: tuple[str, ...], expected: list[str]) -> None:
    assert bash(city, tmp_path, *words) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("intlstrat explain 4h", "4h\tKommunen gjør risikovurderinger der det er hensiktsmessig."),
        ("intlstrat check mon", "data/projects/mono.yaml\tprosjekt"),
        ("intlstrat check --format=sar", "--format=sarif\tfor kodeskanningen til GitHub"),
        ("intlstrat init ru", "rules/\tDirectory"),
        ("intlstrat explain zzz", ""),
    ],
)
def test_fish(city: Cli, tmp_path: Path, line: str, expected: str) -> None:
    said = run(city, tmp_path, found("fish"), "-c", f"{script(city, 'fish')}\ncomplete -C '{line}'")
    assert said.strip() == expected


def test_zsh_can_read_its_script(city: Cli, tmp_path: Path) -> None:
    path = tmp_path / "completion.zsh"
    path.write_text(script(city, "zsh"))
    assert run(city, tmp_path, found("zsh"), "-f", "-c", f". {path}; whence -w _intlstrat") == "_intlstrat: function\n"


def test_shellcheck_has_nothing_to_say_of_the_script_for_bash(city: Cli) -> None:
    checker = Path(sys.executable).with_name("shellcheck")
    done = subprocess.run([checker, "-s", "bash", "-e", "SC2034", "-"], input=script(city, "bash"), text=True)
    assert done.returncode == 0


@pytest.mark.parametrize("shell", SHELLS)
def test_no_script_evaluates_what_it_is_given(city: Cli, shell: str) -> None:
    assert "eval" not in script(city, shell)
    assert "Invoke-Expression" not in script(city, shell)
    assert script(city, shell).isascii()


def install(cli: Cli, shell: str, home: Path, **environment: str) -> str:
    ran = cli("--install-completion", shell, HOME=str(home), **environment)
    assert (ran.exit, ran.err) == (CLEAN, "")
    return ran.out


@pytest.mark.parametrize(("shell", "settings"), [("bash", ".bashrc"), ("zsh", ".zshrc")])
def test_setting_up_adds_one_line_once(cli: Cli, tmp_path: Path, shell: str, settings: str) -> None:
    home = tmp_path / "hjem og hus"
    home.mkdir()
    (home / settings).write_text("alias ll='ls -l'")
    said = install(cli, shell, home)
    assert f"{home / settings} er skrevet." in said
    assert "tabulatortasten" in said
    first, second = (home / settings).read_text().splitlines()
    assert first == "alias ll='ls -l'"
    assert (home / f".local/share/intlstrat/completion.{shell}").read_text() == script(cli, shell)
    assert "satt opp fra før" in install(cli, shell, home)
    assert (home / settings).read_text().splitlines() == [first, second]
    asks = "complete -p intlstrat" if shell == "bash" else "whence -w _intlstrat"
    norc = "--norc" if shell == "bash" else "-f"
    said = run(cli, tmp_path, found(shell), norc, "-c", f". '{home / settings}'; {asks}")
    assert "_intlstrat" in said


def test_setting_up_fish_writes_where_fish_looks(cli: Cli, tmp_path: Path) -> None:
    install(cli, "fish", tmp_path, XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert (tmp_path / "config/fish/completions/intlstrat.fish").read_text() == script(cli, "fish")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [
        tmp_path / "config/fish/completions/intlstrat.fish"
    ]


def test_an_older_script_is_brought_up_to_date(cli: Cli, tmp_path: Path) -> None:
    install(cli, "bash", tmp_path)
    path = tmp_path / ".local/share/intlstrat/completion.bash"
    path.write_text("# old\n")
    assert f"{path} er skrevet." in install(cli, "bash", tmp_path)
    assert path.read_text() == script(cli, "bash")


def test_powershell_is_told_what_to_type(cli: Cli, tmp_path: Path) -> None:
    for name in ("powershell", "pwsh"):
        ran = cli("--install-completion", name, HOME=str(tmp_path))
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "intlstrat --show-completion powershell | Add-Content $PROFILE" in ran.err
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize(
    ("more", "says"),
    [(("tcsh",), "bash, zsh, fish, powershell"), (("bsah",), "Mente du bash?"), (("bash", "zsh"), "for mye: zsh")],
)
def test_another_shell_is_a_wrong_argument(cli: Cli, option: str, more: tuple[str, ...], says: str) -> None:
    ran = cli(option, *more)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert says in ran.err
    assert ran.err.splitlines()[-1].endswith(f"«intlstrat {option} bash»")


def test_the_shell_is_found_out(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("fish", "/usr/bin/fish"))
    ran = cli("--show-completion")
    assert (ran.exit, ran.out) == (CLEAN, shells.SCRIPTS["fish"].lstrip("\n"))


def test_where_it_cannot_be_found_out_it_has_to_be_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> tuple[str, str]:
        raise OSError

    monkeypatch.setattr("shellingham.detect_shell", fails)
    assert cli("--show-completion", SHELL="/bin/zsh").out == shells.SCRIPTS["zsh"].lstrip("\n")
    ran = cli("--show-completion", SHELL="")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "intlstrat --show-completion bash" in ran.err


def test_settings_that_cannot_be_written_are_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / ".bashrc").mkdir()
    ran = cli("--install-completion", "bash", HOME=str(tmp_path))
    assert ran.exit == NOT_CHECKED
    assert ".bashrc lot seg ikke skrive" in ran.err
    assert "intlstrat --show-completion" in ran.err.splitlines()[-1]
    assert os.path.isdir(tmp_path / ".bashrc")
