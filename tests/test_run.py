"""`run.py`: the one command from a clone. The real set-up, with its downloads, is made by `.ci/run`."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "run.py"
Run = Callable[..., "subprocess.CompletedProcess[str]"]

posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in for the environment's Python is a shell script")


@pytest.fixture
def script() -> ModuleType:
    """`run.py` as a module of its own for each test."""
    spec = importlib.util.spec_from_file_location("run", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(tmp_path: Path, script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the script with an environment that is ready, whose Python is a stand-in for the one that runs the tests."""
    venv = tmp_path / "et miljø"
    (venv / "bin").mkdir(parents=True)
    (venv / "pyvenv.cfg").write_text(f"home = {tmp_path}\n", encoding="utf-8")
    python = venv / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (venv / "intlstrat-run.txt").write_text(script.wanted_stamp("dev"), encoding="utf-8")
    monkeypatch.setenv("INTLSTRAT_VENV", str(venv))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def started(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(SCRIPT), *arguments]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120)

    return started


def test_an_old_python_can_read_it() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported <= set(sys.stdlib_module_names)
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))


def test_an_old_python_is_told_so(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script.sys, "version_info", (3, 9, 2, "final", 0))
    assert script.main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "intlstrat trenger Python 3.11 eller nyere. Dette er Python 3.9.2." in said.err
    assert "intlstrat needs Python 3.11 or newer. This is Python 3.9.2." in said.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["check"]),
        (["--show", "all"], ["check", "--show", "all"]),
        (["data/projects/mono.yaml"], ["check", "data/projects/mono.yaml"]),
        (["mono.yaml"], ["check", "mono.yaml"]),
        (["check", "--quiet"], ["check", "--quiet"]),
        (["explain", "4f"], ["explain", "4f"]),
        (["rules", "test"], ["rules", "test"]),
        (["--version"], ["--version"]),
        (["--help"], ["--help"]),
    ],
)
def test_what_is_written_becomes_a_command_of_intlstrat(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: list[str]
) -> None:
    monkeypatch.chdir(ROOT / "rules")
    assert script.command_line(arguments) == expected


def test_started_elsewhere_it_checks_the_records_of_the_clone(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert script.command_line(["--quiet"]) == ["check", "--root", str(ROOT), "--quiet"]
    assert script.command_line(["check", "--quiet"]) == ["check", "--root", str(ROOT), "--quiet"]
    assert script.command_line(["report", "--format", "json"]) == ["report", "--root", str(ROOT), "--format", "json"]
    assert script.command_line(["--root", "x"]) == ["check", "--root", "x"]
    assert script.command_line(["--root=x"]) == ["check", "--root=x"]
    (tmp_path / "data" / "partners").mkdir(parents=True)
    assert script.command_line([]) == ["check"]


def test_a_changed_project_file_asks_for_a_new_set_up(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(script, "is_whole", lambda: True)
    monkeypatch.setattr(script, "STAMP", str(tmp_path / "stamp"))
    monkeypatch.setattr(script, "HERE", str(tmp_path))
    (tmp_path / "pyproject.toml").write_text("one", encoding="utf-8")
    assert not script.is_ready("")
    (tmp_path / "stamp").write_text(script.wanted_stamp(""), encoding="utf-8")
    assert script.is_ready("")
    assert not script.is_ready("report")
    (tmp_path / "stamp").write_text(script.wanted_stamp("report"), encoding="utf-8")
    assert script.is_ready("")
    assert script.is_ready("report")
    assert not script.is_ready("dev")
    (tmp_path / "stamp").write_text(script.wanted_stamp("dev"), encoding="utf-8")
    assert script.is_ready("")
    assert script.is_ready("report")
    assert script.is_ready("dev")
    (tmp_path / "pyproject.toml").write_text("two", encoding="utf-8")
    assert not script.is_ready("")


def test_what_is_installed_for_one_command_stays_when_another_needs_more(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(script, "is_whole", lambda: True)
    monkeypatch.setattr(script, "STAMP", str(tmp_path / "stamp"))
    monkeypatch.setattr(script, "pip", lambda base: ["pip"])

    def succeeds(*command: str) -> bool:
        ran.append(command)
        return True

    monkeypatch.setattr(script, "succeeds", succeeds)
    for extra in ("", "report", "lsp"):
        assert not script.is_ready(extra)
        script.set_up(extra)
        assert script.is_ready(extra)
    assert [command[-1] for command in ran] == [".", ".[report]", ".[lsp,report]"]
    assert script.is_ready("report")
    assert not script.is_ready("dev")


@pytest.mark.parametrize(
    ("arguments", "extra"), [(["lsp"], "lsp"), (["report"], "report"), (["test"], "dev"), (["check"], ""), ([], "")]
)
def test_each_command_has_what_it_needs_installed(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, arguments: list[str], extra: str
) -> None:
    asked: list[str] = []
    monkeypatch.chdir(ROOT)  # `test` goes there

    def is_ready(wanted: str) -> bool:
        asked.append(wanted)
        return True

    monkeypatch.setattr(script, "is_ready", is_ready)
    monkeypatch.setattr(script, "become", lambda arguments, **variables: 0)
    assert script.main(arguments) == 0
    assert asked == [extra]


@posix
def test_an_environment_whose_python_is_gone_is_not_whole(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    monkeypatch.setattr(script, "VENV", str(tmp_path))
    monkeypatch.setattr(script, "PYTHON", str(python))
    assert not script.is_whole()
    (tmp_path / "pyvenv.cfg").write_text(f"home = {tmp_path}\nexecutable = {tmp_path}/python3.11\n", encoding="utf-8")
    assert not script.is_whole()
    (tmp_path / "python3.11").touch()
    (tmp_path / "python3.12").touch()
    python.symlink_to(tmp_path / "python3.12")
    assert not script.is_whole()
    python.unlink()
    python.symlink_to(tmp_path / "python3.11")
    assert script.is_whole()
    (tmp_path / "python3.11").unlink()
    assert not script.is_whole()


@posix
def test_output_and_exits_pass_through(run: Run) -> None:
    shown = run("--version")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("intlstrat ")
    assert run("--quiet", "--fail-on", "never").returncode == 0
    assert run("--no-such-option").returncode == 2


@posix
def test_what_to_type_next_is_said_as_it_was_called(run: Run) -> None:
    done = run("explain", "project-gaols", "--lang", "en")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("run.py explain project-goals --lang en”")
    assert "“python3 " in done.stderr.splitlines()[-1]


@posix
def test_nothing_in_the_working_folder_is_taken_for_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "yaml.py").write_text("raise SystemExit(99)", encoding="utf-8")
    (tmp_path / "intlstrat.py").write_text("raise SystemExit(99)", encoding="utf-8")
    assert run("--quiet", "--fail-on", "never", cwd=tmp_path).returncode == 0


@posix
def test_the_tests_are_run_from_the_clone(run: Run, tmp_path: Path) -> None:
    done = run("test", "--collect-only", "tests/test_run.py", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "test_an_old_python_can_read_it" in done.stdout


@posix
def test_a_set_up_that_fails_says_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("INTLSTRAT_VENV", str(tmp_path / "file" / "venv"))
    done = run("--version")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "sudo apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr
