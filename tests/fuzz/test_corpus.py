"""What fuzzing has found, and what it must not find again: the corpus that is checked in, through every law."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fuzz_targets import TARGETS, seeds
from msgspec.structs import replace

from intlstrat.authoring.fix import Mending
from intlstrat.findings import msg
from intlstrat.load import load
from intlstrat.rules import pack
from intlstrat.source import parse

CORPUS = Path(__file__).parent / "corpus"
INPUTS = [(path.parent.name, path) for path in sorted(CORPUS.rglob("*.yaml"))]


def test_every_target_has_a_corpus_and_seeds() -> None:
    assert {target for target, _ in INPUTS} == set(TARGETS)
    assert all(len(list(seeds(target))) > 20 for target in TARGETS)


@pytest.mark.parametrize(("target", "path"), INPUTS, ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_what_was_found_once_holds(target: str, path: Path) -> None:
    TARGETS[target](path.read_bytes())


# The targets themselves: each notices when what it tries breaks a promise.


def test_a_record_without_a_finding_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = load
    monkeypatch.setattr("fuzz_targets.load", lambda *given: replace(real(*given), findings=()))
    with pytest.raises(AssertionError):
        TARGETS["record"](b"[")


def test_a_value_that_is_not_what_stands_there_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = parse
    monkeypatch.setattr("fuzz_targets.parse", lambda *given: replace(real(*given), value={"title": "b"}))
    with pytest.raises(AssertionError):
        TARGETS["record"](b"title: a\nstatus: idea\n")


def test_a_place_outside_the_file_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = pack.load_pack

    def moved(files: Any) -> Any:
        loaded = real(files)
        there = [replace(each, place=replace(each.place, line=9, end_line=9)) for each in loaded.problems]
        return replace(loaded, problems=tuple(there))

    monkeypatch.setattr(pack, "load_pack", moved)
    with pytest.raises(AssertionError):
        TARGETS["rule"](b"id: project-a\n")


def test_a_finding_without_words_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = load

    def silent(*given: Any) -> Any:
        found = real(*given)
        return replace(found, findings=tuple(replace(each, message=msg("")) for each in found.findings))

    monkeypatch.setattr("fuzz_targets.load", silent)
    with pytest.raises(AssertionError):
        TARGETS["record"](b"[")


def test_a_mending_that_is_not_done_in_one_go_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def longer(kind: str, path: str, content: bytes, known: Any) -> Mending:
        return Mending((), (), content + b"#")

    monkeypatch.setattr("fixing.mend", longer)
    with pytest.raises(AssertionError):
        TARGETS["fix"](b"title: a\n")
