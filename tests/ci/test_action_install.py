"""The action's own installation, for real: it needs the package registry, as on GitHub."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from ci_world import FINDINGS, NOT_CHECKED, Runner, commit, data_repo

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins for a Python are shell scripts")


def runner(tmp_path: Path) -> Runner:
    """A job in a data repo with a finding, and with code that would like to be run."""
    world = data_repo(tmp_path / "repo")
    world.project("badet")
    for name in ("pip.py", "venv.py", "ensurepip.py", "sitecustomize.py", "intlstrat/__init__.py", "json.py"):
        world.write(name, f"open({str(tmp_path / 'pwned')!r}, 'w')\n")
    commit(world.root)
    (tmp_path / "temp").mkdir()
    return Runner(
        world.root, tmp_path / "temp", environment={"PYTHONPATH": ".", "PIP_TARGET": str(tmp_path / "astray")}
    )


def test_it_installs_itself_and_runs_no_code_of_the_data_repo(tmp_path: Path) -> None:
    job = runner(tmp_path)
    installed = job.step("install", {}, {"python": {"python-path": sys.executable}})
    assert installed.exit == 0, f"The action could not be installed. Is the machine online?\n{installed.err}"
    assert Path(installed.outputs["python"]).is_relative_to(job.temp)
    checked = job.step("check", {"lang": "en"}, {"install": installed.outputs})
    assert (checked.exit, checked.outputs["exit"]) == (FINDINGS, "1"), checked.err
    assert "data/projects/badet.yaml" in checked.out
    assert not (tmp_path / "pwned").exists()
    assert not (tmp_path / "astray").exists()


@pytest.mark.parametrize("python_path", ["", "old"])
def test_an_old_python_is_told_so(tmp_path: Path, python_path: str) -> None:
    job = runner(tmp_path)
    old = tmp_path / "bin" / "python3"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    job.environment = {"PATH": f"{old.parent}{os.pathsep}{os.environ['PATH']}"}
    installed = job.step("install", {}, {"python": {"python-path": str(old) if python_path else ""}})
    assert (installed.exit, dict(installed.outputs)) == (NOT_CHECKED, {})
    assert "needs Python 3.11 or newer" in installed.err
