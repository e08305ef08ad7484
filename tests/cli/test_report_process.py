"""What only a process shows of `report`: bytes on standard output, a terminal, a closed pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from cli_world import CLEAN, DAY, NOT_CHECKED, Cli

REPORT = (sys.executable, "-m", "intlstrat", "report", "--as-of", DAY)


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(("format_", "exit_"), [("pdf", NOT_CHECKED), ("docx", NOT_CHECKED), ("odt", NOT_CHECKED)])
def test_a_terminal_is_shown_no_bytes(good: Cli, format_: str, exit_: int) -> None:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*REPORT, "--format", format_, "--lang", "en"],
        cwd=good.folder, env=good.outer(), stdout=theirs, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # how a pseudo-terminal says that it has ended
            while part := os.read(ours, 65536):
                shown += part
        _, err = process.communicate(timeout=60)
    os.close(ours)
    assert (process.returncode, shown) == (exit_, b"")
    assert err.splitlines()[0].replace("“", "").startswith(f"The format {format_} cannot be shown on a screen.")
    assert f"--output rapport.{format_}" in err


def test_bytes_go_into_a_pipe_and_other_formats_into_their_files(good: Cli) -> None:
    done = subprocess.run(
        [*REPORT, "--format", "pdf", "--output", "sak.md"], cwd=good.folder, env=good.outer(), capture_output=True
    )
    assert (done.returncode, done.stdout[:5]) == (CLEAN, b"%PDF-")
    assert done.stdout.rstrip().endswith(b"%%EOF")
    assert (good.folder / "sak.md").read_text().startswith("# ")


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_closed_pipe_is_silent(good: Cli, format_: str) -> None:
    with good.process("report", "--as-of", DAY, "--format", format_) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (CLEAN, "")


def test_bytes_into_a_closed_pipe_are_silent(good: Cli) -> None:
    """Without the second that a PDF takes. The exit is still that of the run: here something could not be read."""
    (good.folder / "data/projects/borte.yaml").symlink_to("finnes-ikke.yaml")
    code = (
        "import sys; from intlstrat.cli import report as r, main as m; "
        "r._made = lambda *all: {'pdf': b'x' * 1_000_000}; sys.exit(m.main(sys.argv[1:]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "report", "--as-of", DAY, "--format", "pdf"],
        cwd=good.folder, env=good.outer(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = "data/projects/borte.yaml kunne ikke leses og er ikke med i rapporten.\n"
        assert (process.wait(60), process.stderr.read().decode()) == (NOT_CHECKED, said)


def test_a_full_disk_is_told_in_a_word(good: Cli) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with open("/dev/full", "w") as full:
        done = subprocess.run(REPORT, cwd=good.folder, env=good.outer(), stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, len(done.stderr.splitlines())) == (NOT_CHECKED, 1)
    assert "ikke plass igjen på disken" in done.stderr
