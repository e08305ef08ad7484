"""What only a process shows: a closed pipe, an interrupt, a full disk, closed streams."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from cli_world import BARE_PROJECT, CLEAN, FINDINGS, GOOD, INTERRUPTED, NOT_CHECKED, REPOSITORY, Cli, write

SLOW = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
import intlstrat.files
def read_inputs(root):
    print("ready", file=sys.stderr, flush=True)
    time.sleep(60)
intlstrat.files.read_inputs = read_inputs
from intlstrat.cli.main import main
sys.exit(main(["check", *sys.argv[1:]]))
"""


@pytest.mark.parametrize("arguments", [("check",), ("schema", "project")])
def test_a_closed_pipe_is_silent(arguments: Sequence[str]) -> None:
    exit_, err = _unheard(Cli(REPOSITORY), *arguments)
    assert (exit_, err) == (FINDINGS if arguments[0] == "check" else CLEAN, "")


def test_a_pipe_that_closes_after_the_first_line_is_silent() -> None:
    command = f'"{sys.executable}" -m intlstrat check --show all | head -1'
    done = subprocess.run(
        command, shell=True, cwd=REPOSITORY, env=Cli(REPOSITORY).outer(), capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_help_into_a_closed_pipe_is_silent(cli: Cli) -> None:
    exit_, err = _unheard(cli, "check", "--help")
    assert (exit_, err) == (CLEAN, "")


def _unheard(cli: Cli, *arguments: str) -> tuple[int, str]:
    """The exit, and what stands on standard error, where nobody reads standard output."""
    with cli.process(*arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        return process.wait(30), process.stderr.read()


def test_an_interrupt_is_130_without_a_stack_trace(good: Cli) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, "--lang", "en"],
        cwd=good.folder, env=good.outer(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stderr.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (INTERRUPTED, "", "Interrupted.\n")


@pytest.mark.parametrize("arguments", [("check",), ("--version",), ("--help",)])
def test_a_full_disk_is_told_in_a_word(arguments: tuple[str, ...]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "intlstrat", *arguments],
            cwd=REPOSITORY, env=Cli(REPOSITORY).outer(), stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert done.returncode == NOT_CHECKED
    assert len(done.stderr.splitlines()) == 1
    assert "ikke plass igjen på disken" in done.stderr


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-"])
def test_streams_that_are_closed_are_no_trouble(good: Cli, closed: str) -> None:
    command = f'"{sys.executable}" -m intlstrat check {closed}'
    done = subprocess.run(command, shell=True, cwd=good.folder, env=good.outer(), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (CLEAN, "")


def test_the_module_and_the_process_give_the_same(bare: Cli) -> None:
    process = bare.process("check", "--as-of", "2026-11-23")
    out, err = process.communicate(timeout=30)
    ran = bare.check()
    assert (process.returncode, out, err) == (ran.exit, ran.out, ran.err)


@pytest.mark.parametrize(("seed", "zone"), [("0", "Pacific/Kiritimati"), ("1", "Etc/GMT+12")])
def test_neither_hash_seed_nor_time_zone_nor_locale_matters(bare: Cli, seed: str, zone: str) -> None:
    process = bare.process(
        "check", "--as-of", "2026-11-23", "--format", "json", PYTHONHASHSEED=seed, TZ=zone, LC_ALL="C"
    )
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out) == (FINDINGS, bare.findings().out)


def test_output_of_windows_code_pages_in_a_process(bare: Cli) -> None:
    process = bare.process("check", "--as-of", "2026-11-23", encoding="cp1252")
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (FINDINGS, "")
    assert "Prøvestrategi" in out


IMPATIENT = """
import sys
import intlstrat.cli.progress
intlstrat.cli.progress._PATIENCE = -1
from intlstrat.cli.main import main
sys.exit(main(["check", "--format", "json"]))
"""


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("watched", [True, False])
def test_a_progress_bar_only_where_somebody_looks(root: Path, watched: bool) -> None:
    import pty

    cli = Cli(write(root, {**GOOD, **{f"data/projects/p{number}.yaml": BARE_PROJECT for number in range(40)}}))
    ours, theirs = pty.openpty() if watched else os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", IMPATIENT], cwd=root, env=cli.outer(), stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        out, _ = process.communicate(timeout=30)
    shown = b""
    with suppress(OSError):  # how a pseudo-terminal says that it has ended
        while part := os.read(ours, 65536):
            shown += part
    os.close(ours)
    assert process.returncode == FINDINGS
    assert len(json.loads(out)["findings"]) == 120
    assert ("Kontrollerer" in shown.decode()) is watched


def test_what_could_not_be_written_is_said_last(root: Path) -> None:
    """Below everything that is shown, where it is seen."""
    cli = Cli(write(root, {**GOOD, "data/projects/mono.yaml": BARE_PROJECT}))
    asked = ["check", "--lang", "en", "--output", "nowhere/funn.json", "--format", "text"]
    done = subprocess.run(
        [sys.executable, "-m", "intlstrat", *asked],
        cwd=root, env=cli.outer(GITHUB_STEP_SUMMARY=str(root / "nowhere" / "summary.md"), GITHUB_ACTIONS="true"),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode == NOT_CHECKED
    lines = done.stdout.splitlines()
    told = [number for number, line in enumerate(lines) if "could not be written" in line]
    assert len(told) == 2
    assert "checked as of" in " ".join(lines[: told[0]])
    assert not any("project-goals" in line for line in lines[told[0] :])
