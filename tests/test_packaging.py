"""What goes into the wheel and the source archive, and what their metadata says."""

from __future__ import annotations

import ast
import email
import os
import re
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling import build
from packaging.utils import canonicalize_name

from intlstrat import __version__
from tools.bounds import lowest
from tools.release.contents import missing, strangers

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def contents(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel but its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}


def below(folder: Path, name: str) -> dict[str, bytes]:
    """The files below a folder as they are to lie in the wheel, below `name`."""
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def build_in(source: Path, target: Path) -> Path:
    """Builds the wheel of a source tree."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(source)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        return target / build.build_wheel(str(target))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_in(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, unpacked."""
    target = tmp_path_factory.mktemp("sdist")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        name = build.build_sdist(str(target))
    with tarfile.open(target / name) as archive:
        archive.extractall(target, filter="data")
    return target / f"intlstrat-{__version__}"


def test_the_wheel_holds_the_package_and_the_rules_and_nothing_else(wheel: Path) -> None:
    package = below(ROOT / "intlstrat", "intlstrat")
    assert contents(wheel) == {
        **{name: content for name, content in package.items() if not name.endswith(".po")},
        **below(ROOT / "rules", "intlstrat/bundled_rules"),
    }


def test_the_wheel_holds_every_kind_that_it_may_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert strangers(names) == []
    assert missing(names) == []


def test_of_fredrikstad_the_wheel_holds_the_rules_alone(wheel: Path) -> None:
    records = set(below(ROOT / "data", "data").values())
    assert [name for name, content in contents(wheel).items() if content in records] == []


@pytest.mark.parametrize(
    "name",
    [
        "intlstrat/py.typed",
        "intlstrat/records/data/sdg_targets.txt",
        "intlstrat/language/locale/nb/LC_MESSAGES/intlstrat.mo",
        "intlstrat/language/locale/nn/LC_MESSAGES/intlstrat.mo",
        "intlstrat/authoring/eksempelvik/rules/strategy.yaml",
        "intlstrat/authoring/scaffold/every/dot-vscode/settings.json",
        "intlstrat/authoring/scaffold/nb/dot-github/workflows/intlstrat.yml",
        "intlstrat/authoring/scaffold/nb/README.md",
        "intlstrat/bundled_rules/strategy.yaml",
    ],
)
def test_the_wheel_holds_data(wheel: Path, name: str) -> None:
    assert contents(wheel)[name] or name.endswith("py.typed")


def test_the_source_archive_builds_the_same_wheel(wheel: Path, unpacked: Path, tmp_path: Path) -> None:
    again = build_in(unpacked, tmp_path)
    assert contents(again) == contents(wheel)
    assert again.read_bytes() == wheel.read_bytes()


def test_the_source_archive_is_complete(unpacked: Path) -> None:
    folders = {"ci", "data", "docs", "intlstrat", "rules", "schemas", "tests", "tools"}
    files = {
        ".ci/run",
        ".pre-commit-hooks.yaml",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "PKG-INFO",
        "README.md",
        "action.yml",
        "pyproject.toml",
        "run.py",
    }
    found = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert files <= found
    assert folders <= {name.split("/")[0] for name in found}
    assert not any(name.startswith((".venv/", ".git/")) or "__pycache__" in name for name in found)


def test_the_metadata_names_version_licence_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        folder = f"intlstrat-{__version__}.dist-info"
        metadata = email.message_from_bytes(archive.read(f"{folder}/METADATA"))
        commands = archive.read(f"{folder}/entry_points.txt").decode()
        licence = archive.read(f"{folder}/licenses/LICENSE")
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "intlstrat = intlstrat.__main__:run" in commands
    assert licence == (ROOT / "LICENSE").read_bytes()


def test_what_is_imported_is_depended_on_and_nothing_else() -> None:
    imported: set[str] = set()
    for path in (ROOT / "intlstrat").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    distributions = packages_distributions()
    libraries = imported - set(sys.stdlib_module_names) - {"intlstrat"}
    # Several distributions may share a name such as `google`; one of them must be declared.
    needed = {name: {canonicalize_name(found) for found in distributions[name]} for name in libraries}
    extras = PROJECT["optional-dependencies"]
    wanted = (*PROJECT["dependencies"], *extras["report"], *extras["lsp"])
    declared = {canonicalize_name(re.split(r"[<>=!~ \[]", dependency)[0]) for dependency in wanted}
    assert [name for name, providers in needed.items() if not providers & declared] == []
    assert declared - set().union(*needed.values()) == set()


def test_the_changelog_knows_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\]", changelog, re.MULTILINE)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no executable bit")
@pytest.mark.parametrize("name", ["run.py", ".ci/run"])
def test_a_script_can_be_started(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


def test_every_dependency_of_a_user_has_one_lower_bound() -> None:
    wanted = [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["report"],
        *PROJECT["optional-dependencies"]["lsp"],
    ]
    assert len(list(lowest(PROJECT))) == len(wanted)
    assert "babel==2.14" in set(lowest(PROJECT))
    with pytest.raises(SystemExit, match="rich does not have one lower bound"):
        list(lowest({**PROJECT, "dependencies": ["rich"]}))
