"""What is tried with any bytes: reading a record, loading a rule, mending a file; and what must hold of each.

Each target takes the bytes of a file, and raises where a promise is broken. It knows nothing of the fuzzer, so the
corpus that is checked in runs as an ordinary test (`test_corpus.py`). The file's kind is told from its own words, so
that every input is a plain YAML file that can be read by eye.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from fixing import KNOWN, must_hold
from reading import CODES, PATHS, WAIVERS

from intlstrat.authoring.fix import Kind
from intlstrat.files import InputFile, Inputs
from intlstrat.findings import Message, Place
from intlstrat.language import LANGUAGES, Language
from intlstrat.load import load
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules import pack
from intlstrat.rules.model import Strategy
from intlstrat.rules.read import STRATEGY_FILE, PackProblem, read_strategy
from intlstrat.source import Document, Quoted, parse

ROOT = Path(__file__).parents[2]
_LANGUAGES = [Language(code) for code in LANGUAGES]
_ID = re.compile(rb"^id:[ ]*([a-z0-9-]{1,60})[ ]*\r?$", re.MULTILINE)
_SUBJECT = re.compile(rb"^subject:[ ]*(partner|project|record|portfolio)\b", re.MULTILINE)


def read_a_record(data: bytes) -> None:
    """The bytes as a record's file: one record or a reason why not; every finding has its place and its words."""
    kind = _kind(data)
    portfolio = _loaded(data, kind)
    document = parse(WAIVERS if kind == "waivers" else PATHS[kind], data)
    if kind != "waivers":
        assert len(portfolio.records) + portfolio.unreadable == 1
    assert not document.fatal or not portfolio.records
    assert not portfolio.unreadable or any(each.rule == "record-unreadable" for each in portfolio.findings)
    for each in portfolio.findings:
        _stands(each.place, document)
        _is_said(each.message, each.fix)
    if not document.problems and (composed := _composed(document.text)) is not None:
        assert document.value == _valued(composed)


def load_a_rule(data: bytes) -> None:
    """The bytes as a rule's file, or as the strategy's: a pack that works, or what is wrong with it and where."""
    if b"\nclauses:\n" in data or data.startswith(b"clauses:\n"):
        path, files = STRATEGY_FILE, {STRATEGY_FILE: data, "record/quality-phone.yaml": _shipped("quality-phone")}
    else:
        found, subject = _ID.search(data), _SUBJECT.search(data)
        name = found[1].decode() if found is not None else "project-fuzzed"
        path = f"{subject[1].decode() if subject is not None else 'project'}/{name}.yaml"
        files = {STRATEGY_FILE: _strategy(), path: data}
    with patch.object(pack, "read_strategy", _strategy_of):
        loaded = pack.load_pack(files)
    assert (loaded.pack is None) == bool(loaded.problems)
    document = parse(path, data)
    for problem in loaded.problems:
        if problem.place.path == path:
            _stands(problem.place, document)
        _is_said(problem.message, problem.fix)


def mend_a_file(data: bytes) -> None:
    """The bytes as a file to be mended: twice is once, what is not mended is the same, and no findings grow."""
    found = must_hold(data, _kind(data), KNOWN)
    for each in found.mends:
        _is_said(each.what)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "record": read_a_record,
    "rule": load_a_rule,
    "fix": mend_a_file,
}


def seeds(target: str) -> Iterable[tuple[str, bytes]]:
    """What the fuzzer begins with: names and bytes of our own records and rules, and of the official YAML suite."""
    folder = "rules" if target == "rule" else "data"
    for root in (ROOT, ROOT / "intlstrat/authoring/eksempelvik"):
        for path in sorted((root / folder).rglob("*.yaml")):
            yield path.name, path.read_bytes()
    for path in sorted((Path(__file__).parent / "corpus").rglob("*.yaml")):
        yield path.name, path.read_bytes()
    if target == "rule":
        return
    for case in json.loads((ROOT / "tests/source/yaml_suite/cases.json").read_text(encoding="utf-8")):
        yield f"{case['id'].replace('/', '-')}.yaml", case["yaml"].encode()


def _kind(data: bytes) -> Kind:
    if re.match(rb"(?:\xef\xbb\xbf)?(?:#[^\n]*\n|\s)*-\s", data):
        return "waivers"
    return "partner" if b"country:" in data or b"relation:" in data else "project"


def _loaded(data: bytes, kind: Kind, codes: StrategyCodes = CODES) -> Portfolio:
    if kind == "waivers":
        return load(Inputs((), InputFile(WAIVERS, data), ()), codes)
    return load(Inputs(((kind, InputFile(PATHS[kind], data)),), None, ()), codes)


def _stands(place: Place, document: Document) -> None:
    """Whether a place is one of the text: on one line that there is, from and to a column that there is."""
    assert place.line is not None
    assert place.column is not None
    assert place.end_column is not None
    lines = re.split("\n", document.text)
    assert place.end_line == place.line
    assert 1 <= place.line <= len(lines), place
    assert 1 <= place.column <= place.end_column <= len(lines[place.line - 1]) + 1, place


def _is_said(*messages: Message) -> None:
    """Whether there are words for it in every language, with no slot left empty."""
    for message in messages:
        for language in _LANGUAGES:
            assert language.message(message).strip()


def _composed(text: str) -> Any:
    """The nodes as PyYAML composes them, or None: it refuses an anchor's name that is used again."""
    text += "\n" if text[-1:] in (" ", "\t") else ""  # as `source` reads it
    try:
        return yaml.compose(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.composer.ComposerError:
        return None


def _valued(node: Any) -> Any:
    """A node's value, with what is done here with those that are not recorded."""
    if isinstance(node, yaml.SequenceNode):
        return [_valued(each) for each in node.value]
    if isinstance(node, yaml.MappingNode):
        parts = {key.value: _valued(value) for key, value in node.value}
        return {key: value for key, value in parts.items() if value is not None}
    if not node.style:
        return None if node.value in ("", "~", "null") else node.value
    return Quoted(node.value)


def _strategy_of(files: Mapping[str, bytes]) -> tuple[Strategy | None, Document | None, list[PackProblem]]:
    """As the pack reads it; the shipped one, which is most of the work of an input, only once."""
    if files[STRATEGY_FILE] is not _strategy():
        return read_strategy(files)
    strategy, document, problems = _shipped_strategy()
    return strategy, document, [*problems]


@cache
def _shipped_strategy() -> tuple[Strategy | None, Document | None, list[PackProblem]]:
    return read_strategy({STRATEGY_FILE: _strategy()})


@cache
def _strategy() -> bytes:
    return (ROOT / "rules" / STRATEGY_FILE).read_bytes()


@cache
def _shipped(rule: str) -> bytes:
    return next((ROOT / "rules").rglob(f"{rule}.yaml")).read_bytes()
