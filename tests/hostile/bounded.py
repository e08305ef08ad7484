"""Runs the command line as a real process with a ceiling on it, and tells what it took.

A process that is started by pytest counts pytest's own memory as its peak (Linux keeps the peak of what it was before
it became another program), so a small launcher stands between them and measures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from portfolios import DAY, REPOSITORY

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on a process's memory, and no wait4")

MOST_SECONDS, MOST_MIB = 3.0, 200  # two seconds, and half as much again where other tests run beside
"""What the whole of a command may take: processor time, and memory at its peak."""
_HANGS, _CEILING = 20, 1 << 30
"""Seconds on the wall after which it counts as hanging, and bytes of address space that it can have at all."""

_LAUNCHER = """
import json, os, resource, signal, subprocess, sys
said, seconds, space, plain, *command = sys.argv[1:]
if plain == "plain" and os.geteuid() == 0:  # root may read everything, so it gives that up for good
    import ctypes
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if ctypes.CDLL(None, use_errno=True).prctl(24, capability, 0, 0, 0):
            sys.exit(97)
resource.setrlimit(resource.RLIMIT_AS, (int(space), int(space)))
child = subprocess.Popen(command)
signal.signal(signal.SIGALRM, lambda *_: child.kill())
signal.alarm(int(seconds))
_, status, used = os.wait4(child.pid, 0)
unit = 1 if sys.platform == "darwin" else 1024
took = {"seconds": used.ru_utime + used.ru_stime, "bytes": used.ru_maxrss * unit, "status": status}
with open(said, "w") as file:
    json.dump(took, file)
sys.exit(os.waitstatus_to_exitcode(status) & 255)
"""


@dataclass(frozen=True)
class Bounded:
    """What a process came to, and took."""

    exit: int
    out: str
    err: str
    seconds: float
    mib: float

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def within(self) -> Bounded:
        """Itself, when it stayed within its bounds, ended by itself and said nothing of how it is made."""
        assert "Traceback" not in self.out + self.err, self.err[-2000:]
        assert self.exit in (0, 1, 2), (self.exit, self.err[-2000:])
        assert self.seconds <= MOST_SECONDS, f"{self.seconds:.2f} s"
        assert self.mib <= MOST_MIB, f"{self.mib:.0f} MiB"
        return self


def run_bounded(folder: Path, *arguments: str, plain_user: bool = False) -> Bounded:
    """The command line in `folder`, as a pipe would see it; killed when it hangs or takes a gigabyte."""
    said = folder.parent / f"{folder.name}.took.json"
    said.unlink(missing_ok=True)
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(said), str(_HANGS), str(_CEILING),
         "plain" if plain_user else "-", sys.executable, "-P", "-m", "intlstrat", *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", "COLUMNS": "80"},
        stdin=subprocess.DEVNULL, capture_output=True, timeout=_HANGS * 2, check=False,
    )  # fmt: skip
    if ran.returncode == 97:
        pytest.skip("root cannot give up its leave to read everything here")
    took = json.loads(said.read_text())
    out, err = ran.stdout.decode(), ran.stderr.decode()
    return Bounded(ran.returncode, out, err, took["seconds"], took["bytes"] / (1 << 20))


def check_bounded(folder: Path, *arguments: str, plain_user: bool = False, bounded: bool = True) -> Bounded:
    """`check` with every outcome as JSON, within its bounds."""
    asked = ("check", "--format", "json", "--show", "all", "--lang", "en", "--as-of", DAY, *arguments)
    for _ in range(2):  # what others do on the machine makes the same work look longer, now and then
        ran = run_bounded(folder, *asked, plain_user=plain_user)
        if not bounded or ran.seconds <= MOST_SECONDS:
            return ran.within() if bounded else ran
    return run_bounded(folder, *asked, plain_user=plain_user).within()
