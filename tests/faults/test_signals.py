"""Ctrl-C and SIGTERM at any moment: nothing in halves, no stack trace, and an exit that says what happened.

Each moment is a landmark in the life of a process and no time, so that it is the same one on every machine.
`sweep.py` takes hundreds of moments by the clock.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from faults_world import CHECK, INTERRUPTED, MENDABLE, NEW, REPORT, Place, place
from git_runs import run_git

from benchmarks.portfolios import make

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process cannot send itself these signals on Windows")

INT, TERM = signal.SIGINT, signal.SIGTERM
ENDS = {INT: INTERRUPTED, TERM: -TERM}
SINCE = (*CHECK, "--since", "HEAD")
TO_FILE = (*CHECK, "--output", "ut.json")
TO_WORD = (*REPORT, "--output", "ut.docx")
RULES = ("rules", "test")
INIT = ("init", "../ny")

CASES = [
    (CHECK, "import:intlstrat.cli.main", INT),
    (CHECK, "import:pydantic", INT),
    (CHECK, "open:nordby.yaml", TERM),
    (CHECK, "open:bart.yaml", INT),
    (CHECK, "call:judge", INT),
    (CHECK, "atexit", INT),
    (SINCE, "call:communicate", INT),
    (TO_FILE, "open:.tmp", TERM),
    (TO_FILE, "call:_take_after", INT),
    (TO_FILE, "os.rename:.tmp", TERM),
    (TO_WORD, "tempfile.mkdtemp:", INT),
    (TO_WORD, "call:communicate", INT),
    (("fix",), "import:ruamel.yaml", INT),
    (("fix",), "open:.tmp", INT),
    (("fix",), "os.rename:.tmp", TERM),
    (NEW, "os.link:.tmp", TERM),
    (INIT, "os.link:.tmp#20", INT),
    (RULES, "open:project-sdg.yaml", INT),
    ((*CHECK, "--watch"), "call:is_done", INT),
    (("lsp",), "call:_talk", TERM),
]  # fmt: skip


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place whose rules have been found good, as in any run but the first; in git."""
    made = place(tmp_path_factory.mktemp("ready"))
    run_git(made.repo, "init", "--quiet")
    run_git(made.repo, "add", ".")
    run_git(made.repo, "commit", "--quiet", "-m", "first")
    made.run(*CHECK)
    return made


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the commands that only add files write, left to themselves."""
    made = place(tmp_path_factory.mktemp("whole"))
    for arguments in (("fix",), NEW, INIT):
        made.run(*arguments)
    return made.files()


@pytest.fixture
def before(ready: Place) -> dict[str, bytes]:
    """The files as they were."""
    shutil.rmtree(ready.root / "ny", ignore_errors=True)
    (ready.repo / "data/projects/ny.yaml").unlink(missing_ok=True)
    (ready.repo / "data/projects/rettes.yaml").write_text(MENDABLE, encoding="utf-8")
    return ready.files()


@pytest.mark.parametrize(("arguments", "at", "number"), CASES, ids=lambda part: str(part))
def test_a_signal_at_a_moment(
    ready: Place, before: dict[str, bytes], whole: dict[str, bytes],
    arguments: tuple[str, ...], at: str, number: signal.Signals,
) -> None:  # fmt: skip
    group = {"FAULT_GROUP": "1"} if "communicate" in at else {}
    done = ready.run(*arguments, environment={"FAULT_AT": at, "FAULT_SIGNAL": str(int(number)), **group})
    assert done.was_struck
    assert (done.exit, done.is_plain) == (ENDS[number], True), done.err
    assert ready.left_over() == []
    for path, content in ready.files().items():
        assert content in (before.get(path), whole.get(path)), path
    assert ready.files().keys() >= before.keys()


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="no process is begun here")
@pytest.mark.parametrize(("group", "number"), [({"FAULT_GROUP": "1"}, INT), ({}, TERM)])
def test_a_signal_while_other_processes_are_at_work(
    tmp_path: Path, group: dict[str, str], number: signal.Signals
) -> None:
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("on one core no process is begun")
    make(tmp_path / "repo", 300, 1)
    many = place(tmp_path, {})
    struck = {"FAULT_AT": "call:_receive", "FAULT_SIGNAL": str(int(number)), **group}
    done = many.run(*CHECK, environment=struck)
    assert done.was_struck
    assert (done.exit, done.out, done.is_plain) == (ENDS[number], b"", True), done.err
    assert many.left_over() == []


LEAVING = """
import atexit, os, signal, sys
from intlstrat import unfinished
unfinished.listen()
unfinished.last_words(lambda: "Interrupted.")
atexit.register(lambda: print("tidied up"))
atexit.register(lambda: number and signal.raise_signal(number))
number = int(sys.argv[1])
sys.stdout.write("the verdict\\n")
unfinished.leave(1)
"""


@pytest.mark.parametrize(("number", "code"), [(0, 1), (INT, 130), (TERM, -TERM)])
def test_once_all_is_written_libraries_tidy_up_and_a_signal_says_no_more(number: int, code: int) -> None:
    done = subprocess.run([sys.executable, "-c", LEAVING, str(int(number))], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout == ("the verdict\n" if number else "the verdict\ntidied up\n")
