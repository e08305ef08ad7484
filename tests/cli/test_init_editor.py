"""What `intlstrat init` tells editors: every record and rule is checked against the schema of its kind."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli_world import CLEAN, Cli
from init_world import contents, made
from jsonschema import Draft202012Validator, FormatChecker

KINDS = {"partners": "partner", "projects": "project", "waivers.yaml": "waivers", "strategy.yaml": "strategy"}


def settings(folder: Path) -> Any:
    return json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))


def matches(pattern: str, path: str) -> bool:
    """As the YAML language server does it: the pattern may begin in any folder, and `**/` may be nothing."""
    expression = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return re.fullmatch(f"(?:.*/)?{expression}", path) is not None


def schemas_of(folder: Path, path: str) -> list[str]:
    """The schemas that the settings map a file to."""
    mapping = settings(folder)["yaml.schemas"]
    return [schema for schema, patterns in mapping.items() if any(matches(pattern, path) for pattern in patterns)]


@cache
def validator(schema: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")), format_checker=FormatChecker())


def as_json(value: Any) -> Any:
    """Dates as ISO text and keys as text, as JSON has them."""
    if isinstance(value, dict):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def load_yaml(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def yaml_files(folder: Path) -> list[str]:
    return [path for path in contents(folder) if path.startswith(("data/", "rules/")) and path.endswith(".yaml")]


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_every_file_is_mapped_to_the_schema_of_its_kind_and_holds_what_it_asks(tmp_path: Path, lang: str) -> None:
    folder = made(tmp_path / "repo", "--lang", lang).folder
    files = yaml_files(folder)
    assert len(files) == 37
    seen = set()
    for path in files:
        parts = path.split("/")
        kind = KINDS.get(parts[1], "rule")
        assert schemas_of(folder, path) == [f"./schemas/{kind}.schema.json"], path
        errors = validator(folder / f"schemas/{kind}.schema.json").iter_errors(as_json(load_yaml(folder / path)))
        assert [f"{error.json_path}: {error.message}" for error in errors] == [], path
        seen.add(kind)
    assert seen == {"partner", "project", "waivers", "strategy", "rule"}


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("data/partners/x.yml", "partner"),
        ("data/partners/under/x.yaml", "partner"),
        ("data/projects/under/x.yml", "project"),
        ("data/waivers.yml", "waivers"),
        ("rules/record/quality-x.yaml", "rule"),
        ("rules/portfolio/under/x.yaml", "rule"),
    ],
)
def test_a_new_file_is_mapped(scaffold: Cli, path: str, schema: str) -> None:
    assert schemas_of(scaffold.folder, path) == [f"./schemas/{schema}.schema.json"]


@pytest.mark.parametrize("path", [".gitlab-ci.yml", ".github/workflows/intlstrat.yml", "data/x.yaml", "rules/x.md"])
def test_other_files_are_not(scaffold: Cli, path: str) -> None:
    assert schemas_of(scaffold.folder, path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("status: completed", "status: complete"), ("areas: [beredskap,", "areas: [bredskap,"), ("title:", "tittel:")],
)
def test_a_slip_is_seen(scaffold: Cli, old: str, new: str) -> None:
    folder = scaffold.folder
    text = (folder / "data/projects/kystvarsel.yaml").read_text(encoding="utf-8")
    assert old in text
    (schema,) = schemas_of(folder, "data/projects/kystvarsel.yaml")
    wrong = folder.parent / "feil.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not validator(folder / schema).is_valid(as_json(load_yaml(wrong)))


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_schemas_are_those_that_the_tool_prints(tmp_path: Path, lang: str) -> None:
    cli = made(tmp_path / "repo", "--lang", lang)
    for path in sorted((cli.folder / "schemas").iterdir()):
        ran = cli("schema", path.name.removesuffix(".schema.json"))
        assert (ran.exit, ran.out) == (CLEAN, path.read_text(encoding="utf-8"))


def test_every_record_names_its_schema_for_other_editors_too(scaffold: Cli) -> None:
    for path in yaml_files(scaffold.folder):
        line = re.match(r"# yaml-language-server: \$schema=(\S+)\n", (scaffold.folder / path).read_text("utf-8"))
        assert line is not None
        named = ((scaffold.folder / path).parent / line[1]).resolve()
        assert [named] == [(scaffold.folder / schema).resolve() for schema in schemas_of(scaffold.folder, path)]


def test_the_settings_keep_yaml_as_people_wrote_it_and_send_nothing_away(scaffold: Cli) -> None:
    found = settings(scaffold.folder)
    assert found["[yaml]"]["editor.insertSpaces"] is True
    assert found["[yaml]"]["editor.formatOnSave"] is False
    assert found["yaml.format.enable"] is False
    assert found["yaml.schemaStore.enable"] is False
    assert found["redhat.telemetry.enabled"] is False
    assert found["files.eol"] == "\n"


def test_the_extension_is_advised(scaffold: Cli) -> None:
    advice = json.loads((scaffold.folder / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert advice == {"recommendations": ["redhat.vscode-yaml"]}


def test_git_and_editors_keep_line_endings(scaffold: Cli) -> None:
    assert "* text=auto eol=lf" in (scaffold.folder / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert "end_of_line = lf" in (scaffold.folder / ".editorconfig").read_text(encoding="utf-8").splitlines()


def test_git_ignores_nothing_of_what_was_written(scaffold: Cli) -> None:
    ignored = (scaffold.folder / ".gitignore").read_text(encoding="utf-8").split()
    names = contents(scaffold.folder)
    assert [path for path in names for pattern in ignored if fnmatchcase(f"/{path}", pattern)] == []
