"""Holds portfolios of plain values to the shipped rules, or to one of them, through the use case."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import yaml
from msgspec.structs import replace
from portfolios import SHIPPED
from records_made import Records, Values

from intlstrat.check import check
from intlstrat.files import InputFile, Inputs, ReadFailure, read_pack
from intlstrat.findings import Item, Outcome, Report, Subject
from intlstrat.memory import Memory
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import is_rule, load_pack
from intlstrat.selection import Selection

Outcomes = dict[Item, Outcome]
"""What a rule came to for one subject, by item (None where it has none)."""


@cache
def files() -> Mapping[str, bytes]:
    found = read_pack(SHIPPED)
    assert not isinstance(found, ReadFailure)
    return found


@cache
def paths() -> dict[str, str]:
    """Every rule of the shipped pack and its file, found by walking it."""
    return {path.rpartition("/")[2].removesuffix(".yaml"): path for path in sorted(files()) if is_rule(path)}


def ids(subject: str) -> list[str]:
    """The rules of a folder of the pack: partner, project, portfolio or record (both kinds)."""
    return [rule for rule, path in paths().items() if path.startswith(f"{subject}/")]


@cache
def pack() -> Pack:
    """All shipped rules."""
    return _loaded(files())


@cache
def pack_of(rule: str, parameters: tuple[tuple[str, Any], ...] = (), mutant: tuple[tuple[str, Any], ...] = ()) -> Pack:
    """One shipped rule; the parameters as the rules' examples have them, but for those given here.

    `mutant` replaces keys of the rule (None takes one away).
    """
    strategy = yaml.safe_load(_text("strategy.yaml"))
    given = {name: value for name, value in strategy["examples_params"].items() if value is not None}
    for name, parameter in strategy["parameters"].items():
        value = {**given, **dict(parameters)}.get(name)
        parameter.pop("value", None)
        if value is not None:
            parameter["value"] = value
    body = yaml.safe_load(_text(paths()[rule]))
    body = {key: value for key, value in {**body, **dict(mutant)}.items() if value is not None}
    del strategy["examples_params"]
    made = {"strategy.yaml": strategy, paths()[rule]: body}
    return _loaded({path: json.dumps(content, default=str).encode() for path, content in made.items()})


def _text(path: str) -> str:
    return files()[path].decode()


def _loaded(content: Mapping[str, bytes]) -> Pack:
    loaded = load_pack(content, examples=False)
    assert loaded.pack is not None, loaded.problems
    return loaded.pack


def text(record: Values) -> bytes:
    """A record as YAML, a key a line."""
    return "".join(f"{key}: {_flow(value)}\n" for key, value in record.items()).encode()


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def inputs(records: Records, waivers: list[Values] | None = None) -> Inputs:
    """The files of a portfolio."""
    made = ((kind, InputFile(f"data/{kind}s/{id_}.yaml", text(record))) for (kind, id_), record in records.items())
    waived = InputFile("data/waivers.yaml", _flow(waivers).encode()) if waivers is not None else None
    return Inputs(tuple(made), waived, ())


@lru_cache(maxsize=64)
def _memory(digest: str, day: str) -> Memory:
    """The rules compiled for a day are what takes time."""
    return Memory()


def report(given: Inputs, rules: Pack, day: str) -> Report:
    return check(given, rules, day, Selection(), memory=_memory(rules.digest, day)).report


def outcomes(records: Records, rules: Pack, day: str) -> dict[str, dict[Subject, Outcomes]]:
    """Every outcome, by rule, subject and item. The records must be valid and no rule may fail."""
    found = report(inputs(records), rules, day)
    wrong = [each for each in found.findings if each.rule.startswith(("record-", "rule-"))]
    assert not wrong, wrong
    grouped: dict[str, dict[Subject, Outcomes]] = defaultdict(lambda: defaultdict(dict))
    for result in found.results:
        of = grouped[result.rule][result.subject]
        assert result.item not in of, result
        of[result.item] = result.outcome
    return grouped


def only(rules: Pack, rule: str) -> Pack:
    """A pack with one of its rules."""
    found = rules.rule(rule)
    assert found is not None, rule
    return replace(rules, rules=(found,), digest=f"{rules.digest}-{rule}")
