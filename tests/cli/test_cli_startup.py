"""Start-up is part of the feel: what a run imports, and what it must not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from cli_world import CLEAN, DAY, EKSEMPELVIK, REPOSITORY, Cli

LOADED = (
    "import sys; from intlstrat.cli.main import main; code = main(sys.argv[1:]); print(*sys.modules); sys.exit(code)"
)


def modules(
    folder: Path, *arguments: str, exit_: int = CLEAN, environment: Mapping[str, str] | None = None
) -> set[str]:
    """The packages that a run has imported by its end."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=folder, env=Cli(folder).outer(**environment or {}), capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (exit_, "")
    names = done.stdout.splitlines()[-1].split()
    return {name.partition(".")[0] for name in names} | {name for name in names if name.startswith("google.protobuf")}


def test_version_imports_next_to_nothing(tmp_path: Path) -> None:
    heavy = {"pydantic", "pydantic_core", "yaml", "cel_expr_python", "rich", "babel", "google.protobuf", "phonenumbers"}
    heavy |= {"stdnum", "pycountry", "platformdirs", "jsonschema"}
    assert modules(tmp_path, "--version") & heavy == set()


@pytest.mark.parametrize("arguments", [("check", "--as-of", DAY), ("check", "--as-of", DAY, "--show", "all")])
def test_a_clean_check_does_not_pay_for_what_it_does_not_need(arguments: Sequence[str]) -> None:
    modules(EKSEMPELVIK, "check")  # the rules have been found good before: that is the ordinary run
    heavy = {"rich", "google.protobuf", "phonenumbers", "stdnum", "jsonschema", "pygls", "lsprotocol", "asyncio"}
    assert modules(EKSEMPELVIK, *arguments) & heavy == set()


def test_a_check_that_has_findings_does_not_either() -> None:
    modules(REPOSITORY, "check", exit_=1)
    heavy = {"rich", "google.protobuf", "phonenumbers", "stdnum", "jsonschema"}
    assert modules(REPOSITORY, "check", "--as-of", DAY, exit_=1) & heavy == set()


def test_help_reads_no_rules(tmp_path: Path) -> None:
    assert modules(tmp_path, "check", "--help") & {"yaml", "cel_expr_python", "rich", "babel"} == set()


@pytest.mark.parametrize(
    ("words", "word", "more"), [(("check",), "kyst", {"pydantic"}), (("explain",), "project", {"pydantic", "babel"})]
)
def test_completion_imports_next_to_nothing(words: Sequence[str], word: str, more: set[str]) -> None:
    modules(EKSEMPELVIK, "rules")  # the rules have been found good before
    heavy = {"rich", "google.protobuf", "phonenumbers", "stdnum", "pycountry", "cel_expr_python", "jsonschema"} | more
    asked = {"_INTLSTRAT_COMPLETE": "bash", "_INTLSTRAT_WORD": word}
    loaded = modules(EKSEMPELVIK, *words, environment=asked)
    assert "intlstrat" in loaded
    assert loaded & heavy == set()
