"""Nothing is sent or fetched, and no program is started but git: the interpreter itself is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from git_runs import run_git
from portfolios import CLEAN, REPOSITORY

WATCHED = """
import json, os, sys
heard = []
def hear(event, values):
    if event.split(".")[0] in ("socket", "urllib", "http", "ftplib", "smtplib", "webbrowser"):
        heard.append(event)
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn"):
        heard.append(os.path.basename(str(values[0])))
sys.addaudithook(hear)
from intlstrat.cli.main import main
exits = [main([*command.split(), "--lang=en"]) for command in sys.argv[1:]]
sys.stdout.flush()
print(json.dumps([exits, heard]), file=sys.stderr)
"""


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A record that names hosts wherever it can, in a clone whose origin is one of them."""
    record = "title: https://host.example.invalid/a\nstatus: active\nsources: [https://host.example.invalid/b]\n"
    file = tmp_path / "data/projects/a.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(record, encoding="utf-8")
    run_git(tmp_path, "init", "-q")
    run_git(tmp_path, "add", "-A")
    run_git(tmp_path, "commit", "-q", "-m", "a")
    run_git(tmp_path, "remote", "add", "origin", "https://host.example.invalid/a.git")
    return tmp_path


def test_the_network_is_never_reached(repo: Path, tmp_path: Path) -> None:
    commands = ("check --since HEAD", "report --since HEAD --output a.md", "explain project-goals")
    done = subprocess.run(
        [sys.executable, "-P", "-c", WATCHED, *commands],
        cwd=repo,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    exits, heard = json.loads(done.stderr.splitlines()[-1])
    assert exits == [CLEAN, CLEAN, CLEAN], done.stderr
    assert {name.removesuffix(".exe") for name in heard} == {"git"}
