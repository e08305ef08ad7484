"""The benchmarks do what they say. How long anything takes is never asserted."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from portfolios import run

from benchmarks import against_peers, portfolios
from benchmarks.peers import nac, rules, spectral

SCHEMAS = Path(__file__).parents[1] / "schemas"


def digest(folder: Path) -> str:
    files = sorted((str(path.relative_to(folder)), path.read_bytes()) for path in folder.rglob("*.yaml"))
    return hashlib.sha256(repr(files).encode()).hexdigest()


def verdict(folder: Path) -> tuple[int, dict[str, Any]]:
    ran = run(folder, "check", "--as-of", "2026-11-23", "--lang", "en", "--format", "json")
    return ran.exit, json.loads(ran.out)


def loaded(folder: Path, kind: str) -> dict[str, Any]:
    """The records of one kind that any reader of YAML can read, by id, with texts where the schema wants texts."""
    found = {}
    for path in sorted((folder / "data" / f"{kind}s").rglob("*.yaml")):
        try:
            found[path.stem] = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
        except yaml.YAMLError:
            continue
    return found


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean") / "made"
    portfolios.make(folder, 120)
    return folder


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faulty") / "made"
    portfolios.make(folder, 120, faults="real")
    return folder


def test_a_portfolio_is_the_same_for_the_same_seed_and_another_for_another(clean: Path, tmp_path: Path) -> None:
    portfolios.make(tmp_path / "again", 120)
    portfolios.make(tmp_path / "other", 120, seed=2)
    assert digest(tmp_path / "again") == digest(clean) != digest(tmp_path / "other")


def test_nothing_is_found_in_a_clean_portfolio_and_it_is_spread_as_real_ones_are(clean: Path) -> None:
    exit_, told = verdict(clean)
    assert (exit_, told["findings"]) == (0, [])
    assert told["summary"]["records"] == {"partners": 20, "projects": 100, "unreadable": 0}
    sizes = sorted(path.stat().st_size for path in (clean / "data").rglob("*.yaml"))
    assert sizes[-1] > 8 * sizes[0]
    assert 1800 < sum(sizes) / len(sizes) < 2800
    statuses = Counter(record["status"] for record in loaded(clean, "project").values())
    assert statuses.keys() == {"idea", "applied", "planned", "active", "completed", "cancelled"}


def test_one_record_in_five_of_a_faulty_portfolio_has_a_fault_that_is_found(faulty: Path, clean: Path) -> None:
    exit_, told = verdict(faulty)
    at_fault = {
        finding["location"]["path"] for finding in told["findings"] if finding["subject"]["kind"] != "portfolio"
    }
    changed = {
        str(path.relative_to(clean).as_posix())
        for path in (clean / "data").rglob("*.yaml")
        if not (faulty / path.relative_to(clean)).exists()
        or path.read_bytes() != (faulty / path.relative_to(clean)).read_bytes()
    }
    assert exit_ == 1
    assert 120 * 0.1 < len(at_fault) < 120 * 0.35
    assert len(at_fault & changed) > 0.8 * len(at_fault)


def test_the_rules_that_peers_are_given_hold_in_a_clean_portfolio_and_not_in_a_faulty_one(
    clean: Path, faulty: Path
) -> None:
    broken = {}
    for folder in (clean, faulty):
        inventory = {f"{kind}s": loaded(folder, kind) for kind in ("partner", "project")}
        broken[folder] = [
            (rule, id_)
            for rule, kind, statuses, holds in rules.python_rules()
            for id_, record in inventory[f"{kind}s"].items()
            if record["status"] in statuses and not eval(holds, {"record": record, "inventory": inventory})
        ]
    assert broken[clean] == []
    assert len({rule for rule, _ in broken[faulty]}) > 5


@pytest.mark.parametrize("kind", ["partner", "project"])
def test_the_lean_schema_for_spectral_accepts_what_ours_accepts(kind: str, faulty: Path) -> None:
    whole = json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
    ours, lean = Draft202012Validator(whole), Draft202012Validator(spectral.lean(whole))
    records = list(loaded(faulty, kind).values())[:25]
    told = [(ours.is_valid(record), lean.is_valid(record)) for record in records]
    assert all(one == other for one, other in told)
    assert {one for one, _ in told} == {True, False}


def test_the_schema_for_nac_validate_has_the_keys_of_ours() -> None:
    theirs: dict[str, Any] = {}
    for document in yaml.safe_load_all(nac.schema()):
        theirs |= document
    for kind in ("partner", "project"):
        ours = json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
        assert set(theirs[kind]) == set(ours["properties"]) - {"waivers"}


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the cost of a process is asked of the system, as Unix tells it")
def test_a_measuring_has_every_figure_and_all_have_read_the_same_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = tmp_path / "result.json"
    parts = ["--parts", "start", "records", "since"]
    against_peers.main(
        ["--sizes", "20", "--rounds", "0", *parts, "--json", str(result), "--work", str(tmp_path / "work")]
    )
    told = json.loads(result.read_text("utf-8"))
    read = {"check, shipped data": 11, "check, least": 16, "check, least, one core": 16}
    read |= {
        "check 20": 20,
        "check 20, one core": 20,
        "compose 20": 20,
        "check in git, 20": 21,
        "check --since, 20": 21,
    }
    assert told["files"] == read
    assert all(figure["wall"] > 0 and figure["processor"] > 0 for figure in told["figures"].values())
    assert {"bare interpreter", "compose 20, with start", *read} <= told["figures"].keys()
    assert {"yaml", "cel_expr_python"} <= set(told["must_import"])
    table = capsys.readouterr().out
    for target in told["targets"]:
        assert target["name"] in table
    assert [target["wanted"] for target in told["targets"]].count("at most 2.2") == 1
