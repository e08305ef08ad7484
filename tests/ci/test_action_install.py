"""The action's own installation. What is installed is a small stand-in; the real thing is installed for pre-commit."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from ci_world import NOT_CHECKED, ROOT, Runner, data_repo

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for an old Python is a shell script")

BACKEND = """\
import zipfile

def build_wheel(folder, *_):
    with zipfile.ZipFile(f"{folder}/intlstrat-9-py3-none-any.whl", "w") as wheel:
        wheel.writestr("intlstrat/__init__.py", "")
        wheel.writestr("intlstrat/__main__.py", "import sys; print('stand-in', *sys.argv[1:2]); sys.exit(1)")
        wheel.writestr("intlstrat-9.dist-info/METADATA", "Metadata-Version: 2.1\\nName: intlstrat\\nVersion: 9\\n")
        wheel.writestr("intlstrat-9.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\n")
        wheel.writestr("intlstrat-9.dist-info/RECORD", "")
    return "intlstrat-9-py3-none-any.whl"
"""


@pytest.fixture
def job(tmp_path: Path) -> Runner:
    """A job in a data repo with code that would like to be run, with an action that is quickly installed."""
    world = data_repo(tmp_path / "repo")
    for name in ("pip.py", "venv.py", "ensurepip.py", "sitecustomize.py", "intlstrat/__init__.py", "json.py"):
        world.write(name, f"open({str(tmp_path / 'pwned')!r}, 'w')\n")
    action, temp = tmp_path / "the action", tmp_path / "temp"
    shutil.copytree(ROOT / "ci", action / "ci")
    (action / "backend.py").write_text(BACKEND, encoding="utf-8")
    # It is built with a tool, as the real one is: pip starts itself anew for that.
    made: dict[str, Any] = {}
    exec(BACKEND.replace("intlstrat", "a_tool"), made)
    tool = (tmp_path / made["build_wheel"](tmp_path)).as_uri()
    needs = f'build-backend = "backend"\nbackend-path = ["."]\nrequires = ["a_tool @ {tool}"]\n'
    (action / "pyproject.toml").write_text(f"[build-system]\n{needs}", encoding="utf-8")
    temp.mkdir()
    astray = {"PYTHONPATH": str(world.root), "PIP_TARGET": str(tmp_path / "astray"), "PIP_USER": "1"}
    return Runner(world.root, temp, environment=astray, action=action)


def test_it_installs_itself_and_runs_no_code_of_the_data_repo(job: Runner, tmp_path: Path) -> None:
    installed = job.step("install", {}, {"python": {"python-path": sys.executable}})
    assert installed.exit == 0, installed.err
    assert Path(installed.outputs["python"]).is_relative_to(job.temp)
    checked = job.step("check", {}, {"install": installed.outputs})
    assert (checked.exit, checked.out, checked.err) == (1, "stand-in check\n", "")
    assert dict(checked.outputs) == {"exit": "1"}
    assert not (tmp_path / "pwned").exists()
    assert not (tmp_path / "astray").exists()


@pytest.mark.parametrize("python_path", ["", "given"])
def test_an_old_python_is_told_so(job: Runner, tmp_path: Path, python_path: str) -> None:
    old = tmp_path / "bin" / "python3"
    old.parent.mkdir()
    seen = "import sys; sys.version_info = (3, 10, 14); exec(sys.argv[3])"
    old.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{seen}' \"$@\"\n", encoding="utf-8")
    old.chmod(0o755)
    job.environment = {"PATH": f"{old.parent}{os.pathsep}{os.environ['PATH']}"}
    installed = job.step("install", {}, {"python": {"python-path": python_path and str(old)}})
    assert (installed.exit, dict(installed.outputs)) == (NOT_CHECKED, {})
    assert "needs Python 3.11 or newer" in installed.err
