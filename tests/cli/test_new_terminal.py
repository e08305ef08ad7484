"""`intlstrat new` at a terminal: a real one (a pseudo-terminal), plain and not, and Ctrl-C at any moment."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cli_world import CLEAN, DAY, GOOD, INTERRUPTED, NOT_CHECKED, Cli, one_line, write

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this system")
termios = pytest.importorskip("termios", reason="there are no pseudo-terminals on this system")

PROMPT, KEYS = "> ", "Ctrl-C: stop"
CURSOR = b"\x1b[6n"
"""Where is the cursor? prompt_toolkit waits a little for the answer."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


_BEGUN: list[Terminal] = []


@dataclass
class Terminal:
    """A process at a terminal of its own."""

    pid: int
    file: int
    is_over: bool = False
    seen: bytes = b""
    is_plain: bool = False
    _read: int = field(default=0)

    @property
    def text(self) -> str:
        return _ESCAPES.sub("", self.seen.decode("utf-8", "replace"))

    def until(self, words: str, seconds: float = 60) -> None:
        """Waits for words that were not there before."""
        end = time.monotonic() + seconds
        while words not in self.text[self._read :]:
            more = self._more()
            assert more, f"{words!r} did not come:\n{self.text}"
            assert time.monotonic() < end, f"{words!r} did not come in time:\n{self.text}"
        self._read = self.text.index(words, self._read) + len(words)

    def say(self, *lines: str) -> None:
        """Answers each question when its prompt is there."""
        for line in lines:
            self.wait()
            self.write(f"{line}\r")

    def wait(self) -> None:
        """Waits for the next prompt: a plain one, or the line of keys that is drawn below any other."""
        self.until(PROMPT if self.is_plain else KEYS)

    def write(self, text: str) -> None:
        os.write(self.file, text.encode())

    def end(self, seconds: float = 60) -> int:
        """Waits for the process, and gives its exit."""
        end = time.monotonic() + seconds
        while self._more():
            assert time.monotonic() < end, self.text
        code = self.exit()
        os.close(self.file)
        return code

    def exit(self) -> int:
        """The exit, when the process has ended."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.is_over = True
        return code

    def _more(self) -> bool:
        if not select.select([self.file], [], [], 1)[0]:
            return True
        try:
            new = os.read(self.file, 65536)
        except OSError:  # how Linux says that the other end is closed
            return False
        self.seen += new
        if CURSOR in self.seen[-len(new) - len(CURSOR) + 1 :] and new:  # it may come in two parts
            self.write("\x1b[1;1R")
        return bool(new)


def at_terminal(cli: Cli, *arguments: str, **environment: str) -> Terminal:
    """Starts `intlstrat` at a terminal of 80 columns, in English."""
    command = [sys.executable, "-P", "-m", "intlstrat", *arguments, "--as-of", DAY, "--lang", "en"]
    pid, file = pty.fork()
    if pid == 0:  # pragma: no cover - the other process
        os.chdir(cli.folder)
        os.execve(sys.executable, command, cli.outer(**environment))
    terminal = Terminal(pid, file, is_plain=environment.get("TERM") == "dumb")
    _BEGUN.append(terminal)
    if not terminal.is_plain:
        terminal.until("1. Title")
    return terminal


def written(cli: Cli) -> set[str]:
    return {path.name for path in (cli.folder / "data").rglob("*.yaml")} - {"godt.yaml", "nordby.yaml"}


def echoes(terminal: Terminal) -> bool:
    """Whether the terminal shows what is typed and takes it line by line, as before the program began."""
    modes = termios.tcgetattr(terminal.file)[3]
    return bool(modes & termios.ECHO and modes & termios.ICANON)


def everything(cli: Cli) -> set[str]:
    """The names of all files among the records, hidden ones too."""
    return {path.name for path in (cli.folder / "data").rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """What a test that failed left running is ended, so that it disturbs no other."""
    yield
    while _BEGUN:
        terminal = _BEGUN.pop()
        if not terminal.is_over:
            os.kill(terminal.pid, signal.SIGKILL)
            terminal.exit()


@pytest.fixture
def repo_(tmp_path: Path) -> Cli:
    return Cli(write(tmp_path / "repo", GOOD))


def test_at_a_plain_terminal_all_is_plain_lines(repo_: Cli) -> None:
    terminal = at_terminal(repo_, "new", "project", TERM="dumb")
    terminal.say("Kyststi", "", "plan", "?", "Flere går tur", "", "", "", "", "", "", "decent work", "", "", "", "", "")
    assert terminal.end() == CLEAN
    assert b"\x1b" not in terminal.seen
    shown = one_line(terminal.text)
    for words in (
        "A new project",
        "1. Title What the project is called. Required.",
        "Understood: Planned (planned)",
        "Clause 1a: Breach of project-goals.",
        "Clause 1a: Therefore.",  # the rule's why, asked for with ?
        "Understood: Decent work and economic growth (8)",
        "Summary This will be written to data/projects/kyststi.yaml:",
        "Written: data/projects/kyststi.yaml",
    ):
        assert words in shown, terminal.text
    assert not [line for line in terminal.text.splitlines() if len(line) > 80]
    assert "statement: Flere går tur\n" in (repo_.folder / "data/projects/kyststi.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}], ids=["colours", "none"])
def test_at_an_ordinary_terminal(repo_: Cli, environment: dict[str, str]) -> None:
    terminal = at_terminal(repo_, "new", "project", "kysten", **environment)
    terminal.say("Kyststi", "sometime", "idea", "", "", "", "")
    assert terminal.end() == CLEAN
    assert "is not known here" in terminal.text
    assert "Enter: skip · <: back" in terminal.text
    assert written(repo_) == {"kysten.yaml"}
    assert bool(re.search(rb"\x1b\[[0-9;]*3[0-9]m", terminal.seen)) == (not environment)


@pytest.mark.parametrize("term", ["dumb", "xterm"])
@pytest.mark.parametrize("lines", [(), ("Kyststi",), ("Kyststi", "", "idea"), ("Kyststi", "", "idea", "")], ids=len)
def test_ctrl_c_leaves_nothing(repo_: Cli, lines: tuple[str, ...], term: str) -> None:
    terminal = at_terminal(repo_, "new", "project", TERM=term)
    terminal.say(*lines)
    terminal.wait()
    terminal.write("\x03")
    assert terminal.end() == INTERRUPTED
    assert terminal.text.rstrip().endswith("Nothing was written.")
    assert written(repo_) == set()


def test_the_end_of_the_input_leaves_nothing(repo_: Cli) -> None:
    terminal = at_terminal(repo_, "new", "project")
    terminal.say("Kyststi")
    terminal.wait()
    terminal.write("\x04")
    assert terminal.end() == INTERRUPTED
    assert terminal.text.rstrip().endswith("Nothing was written.")
    assert written(repo_) == set()


@pytest.mark.parametrize("term", ["dumb", "xterm"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_whatever_ends_it_the_terminal_is_given_back(repo_: Cli, number: signal.Signals, term: str) -> None:
    terminal = at_terminal(repo_, "new", "project", TERM=term)
    terminal.say("Kyststi", "", "idea")
    terminal.wait()
    assert echoes(terminal) == (term == "dumb")  # a plain terminal edits its lines itself
    os.kill(terminal.pid, number)
    code = terminal.exit()
    is_given_back = echoes(terminal)
    os.close(terminal.file)
    assert code == -number
    assert is_given_back
    assert "Traceback" not in terminal.text
    assert everything(repo_) == {"godt.yaml", "nordby.yaml"}


def test_a_terminal_that_goes_away_leaves_nothing(repo_: Cli) -> None:
    terminal = at_terminal(repo_, "new", "project")
    terminal.say("Kyststi")
    terminal.wait()
    os.close(terminal.file)
    assert terminal.exit() == -signal.SIGHUP
    assert everything(repo_) == {"godt.yaml", "nordby.yaml"}


def test_an_id_that_is_taken_is_refused_before_anything_is_asked(repo_: Cli) -> None:
    terminal = at_terminal(repo_, "new", "project", "godt", TERM="dumb")
    assert terminal.end() == NOT_CHECKED
    assert PROMPT not in terminal.text
    assert "is taken already" in terminal.text
    last = one_line(terminal.text).rpartition("Write, for instance: ")[2]
    assert last.strip() == f"“intlstrat new project godt-2 --as-of {DAY} --lang en”"
