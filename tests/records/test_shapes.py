"""Lists, maps and single values where another shape stands; every field of every model, found by walking the models."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel
from reading import CODES, PARTNER, PROJECT, at, load_files, load_text, message, only, record, remedy

from intlstrat.records.models import MODELS, Goal, WaiverEntry
from intlstrat.records.portfolio import Path, RecordKind
from intlstrat.source import pointer

KINDS: tuple[RecordKind, ...] = ("partner", "project")

# A good value for each required key, by name.
REQUIRED: dict[str, str] = {
    "name": "Kotka", "country": "FI", "relation": "sister_city", "title": "Mono", "status": "active",
    "statement": "Flere møter", "goal": "8", "rule": "project-goals", "reason": "Vedtatt",
    "decided_by": "Formannskapet", "until": "2027-01-01",
}  # fmt: skip


def _shape(annotation: Any) -> tuple[str, Any]:
    """list, map, part or value, and what is in it; `| None` and annotations are looked through."""
    if get_origin(annotation) is Annotated:
        return _shape(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        (inner,) = [part for part in get_args(annotation) if part is not type(None)]
        return _shape(inner)
    if get_origin(annotation) is list:
        return "list", get_args(annotation)[0]
    if get_origin(annotation) is dict:
        return "map", None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "part", annotation
    return "value", None


def _fields(model: type[BaseModel], path: Path = ()) -> Iterator[tuple[Path, str, Any]]:
    """Every field below a model: its path (the first item of each list), its shape and what is in it."""
    for name, field in model.model_fields.items():
        shape, inner = _shape(field.annotation)
        here = (*path, name)
        yield here, shape, inner
        if shape == "part":
            yield from _fields(inner, here)
        elif shape == "list":
            inner_shape, part = _shape(inner)
            yield (*here, 0), inner_shape, part
            if inner_shape == "part":
                yield from _fields(part, (*here, 0))


FIELDS = [(kind, path, shape, inner) for kind in KINDS for path, shape, inner in _fields(MODELS[kind])]


def _models_at(kind: RecordKind, path: Path) -> type[BaseModel] | None:
    return next((inner for of, at, shape, inner in FIELDS if (of, at, shape) == (kind, path, "part")), None)


def _filled(model: type[BaseModel]) -> dict[str, Any]:
    return {name: REQUIRED[name] for name, field in model.model_fields.items() if field.is_required()}


def _record(kind: RecordKind, path: Path, value: object) -> str:
    """A record with `value` at `path` and, above it, nothing but what is required."""
    data: Any = _filled(MODELS[kind])
    part, here = data, path[:0]
    for step, following in zip(path, (*path[1:], None), strict=True):
        here = (*here, step)
        model = _models_at(kind, here)
        below: Any = (
            value if following is None else [] if isinstance(following, int) else _filled(model) if model else {}
        )
        if isinstance(step, int):
            part.append(below)
        else:
            part[step] = below
        part = below
    return json.dumps(data, ensure_ascii=False, indent=1)


def _of(*shapes: str) -> pytest.MarkDecorator:
    cases = [(kind, path) for kind, path, shape, _ in FIELDS if shape in shapes]
    assert cases
    return pytest.mark.parametrize(("kind", "path"), cases, ids=[f"{kind}{pointer(path)}" for kind, path in cases])


def test_the_walk_finds_fields_of_every_shape_and_depth() -> None:
    found = {(kind, pointer(path)): shape for kind, path, shape, _ in FIELDS}
    assert found["partner", "/visits"] == "list"
    assert found["partner", "/agreement/decision/date"] == "value"
    assert found["project", "/budget/own_by_year"] == "map"
    assert found["project", "/plan/activities/0/done"] == "value"
    assert found["project", "/sdgs/0/targets/0"] == "value"
    assert found["project", "/goals/0/result"] == "part"


@_of("list")
def test_a_lone_scalar_is_no_list(kind: RecordKind, path: Path) -> None:
    portfolio = load_text(_record(kind, path, "alene"), kind)
    finding = only(portfolio)
    assert (finding.rule, finding.place.pointer) == ("record-invalid", pointer(path))
    assert message(finding) == "A list is wanted here, even of one item."
    item = _models_at(kind, (*path, 0))
    if item is None:
        assert remedy(finding) == "Put a hyphen before it, on a line of its own, or write [alene]."
    elif item is Goal:
        assert remedy(finding) == "Write it as “- statement: alene” on a line of its own, below “goals:”."
    else:
        required = f" (required: {', '.join(_filled(item))})" if _filled(item) else ""
        assert remedy(finding).startswith("Write each item as “- key: value”, and its other keys on lines below")
        assert remedy(finding).endswith(f" The keys are {', '.join(item.model_fields)}{required}.")
    assert path in record(portfolio).lost


@pytest.mark.parametrize("written", ["goals: {}", "goals:\n  - {}", "goals: [{}]"])
@pytest.mark.parametrize(
    "value",
    ["Flere unge lærer musikk", '"Musikk: flere lærer det"', "\"'Kor #1'\"", '"null"', '"- a"', '"12"', '"a b:"'],
)
def test_what_is_said_of_a_goal_in_words_leads_all_the_way(written: str, value: str) -> None:
    finding = only(load_text(f"{PROJECT}{written.format(value)}\n"))
    quoted = re.fullmatch("Write it as “(- statement: .+)” on a line of its own, below “goals:”.", remedy(finding))
    assert quoted is not None, remedy(finding)
    portfolio = load_text(f"{PROJECT}goals:\n  {quoted[1]}\n")
    assert portfolio.findings == ()
    assert record(portfolio).data["goals"] == [{"statement": json.loads(value) if value[0] == '"' else value}]


def test_what_is_said_leads_all_the_way_where_the_key_takes_the_value() -> None:
    assert remedy(only(load_text(f"{PROJECT}sdgs: 11\n"))) == (
        "Write it as “- goal: 11” on a line of its own, below “sdgs:”."
    )
    assert load_text(f"{PROJECT}sdgs:\n- goal: 11\n").findings == ()
    for value in ("Klima", "18", '" "'):
        assert remedy(only(load_text(f"{PROJECT}sdgs: {value}\n"))).endswith(
            "The keys are goal, targets, contribution (required: goal)."
        )


@_of("list")
def test_keys_are_no_list(kind: RecordKind, path: Path) -> None:
    finding = only(load_text(_record(kind, path, {"a": "b"}), kind))
    assert (finding.rule, finding.place.pointer) == ("record-invalid", pointer(path))
    assert "Put a hyphen and a space before the first key" in remedy(finding)


@_of("list")
def test_an_empty_list_is_a_list(kind: RecordKind, path: Path) -> None:
    portfolio = load_text(_record(kind, path, []), kind)
    assert portfolio.findings == ()
    assert at(record(portfolio).data, pointer(path)[1:].replace("/", ".")) == []


@_of("part", "map")
def test_a_lone_scalar_is_no_map(kind: RecordKind, path: Path) -> None:
    portfolio = load_text(_record(kind, path, "alene"), kind)
    finding = only(portfolio)
    assert (finding.rule, finding.place.pointer) == ("record-invalid", pointer(path))
    assert "key: value”" in remedy(finding) or remedy(finding).startswith("Write it as “- statement: alene”")
    assert path in record(portfolio).lost


@_of("part", "map")
def test_a_list_is_no_map(kind: RecordKind, path: Path) -> None:
    finding = only(load_text(_record(kind, path, ["a"]), kind))
    assert (finding.rule, finding.place.pointer) == ("record-invalid", pointer(path))
    assert "Take away the hyphen" in remedy(finding)


@_of("part")
def test_every_part_refuses_a_key_that_it_does_not_know(kind: RecordKind, path: Path) -> None:
    model = _models_at(kind, path)
    assert model is not None
    known = next(iter(model.model_fields))
    for value in ("a", None):
        finding = only(load_text(_record(kind, path, _filled(model) | {f"{known}s_": value}), kind))
        assert (finding.rule, finding.place.pointer) == ("record-invalid", f"{pointer(path)}/{known}s_")
        assert f"Did you mean “{known}”?" in message(finding)


@_of("value")
def test_neither_a_list_nor_keys_are_a_value(kind: RecordKind, path: Path) -> None:
    for value in (["a"], [], {"a": "b"}):
        finding = only(load_text(_record(kind, path, value), kind))
        assert (finding.rule, finding.place.pointer) == ("record-invalid", pointer(path))
        assert "Write a single value" in remedy(finding) or "own words" in remedy(finding)


@_of("value")
def test_a_quoted_nothing_is_blank_and_refused(kind: RecordKind, path: Path) -> None:
    finding = only(load_text(_record(kind, path, ""), kind))
    assert (finding.rule, finding.place.pointer) == ("record-invalid", pointer(path))


@pytest.mark.parametrize(
    ("kind", "path"), [(kind, path[:-1]) for kind, path, _, _ in FIELDS if path[-1] == 0], ids=lambda value: str(value)
)
def test_an_empty_item_is_refused(kind: RecordKind, path: Path) -> None:
    finding = only(load_text(_record(kind, path, [None]), kind))
    assert (finding.rule, finding.place.pointer) == ("record-invalid", f"{pointer(path)}/0")
    assert message(finding) == "This list item is empty."
    assert "delete the hyphen" in remedy(finding)


def _missing() -> Iterator[tuple[RecordKind, Path, str]]:
    for kind in KINDS:
        parts = [
            ((), MODELS[kind]),
            *((path, inner) for of, path, shape, inner in FIELDS if (of, shape) == (kind, "part")),
        ]
        for path, model in parts:
            for name in _filled(model):
                yield kind, path, name


@pytest.mark.parametrize(("kind", "path", "key"), list(_missing()), ids=lambda value: str(value))
def test_every_required_key(kind: RecordKind, path: Path, key: str) -> None:
    model = _models_at(kind, path) if path else MODELS[kind]
    assert model is not None
    rest = {name: value for name, value in _filled(model).items() if name != key}
    rule = "waiver-invalid" if model is WaiverEntry else "record-invalid"
    for left, says in ((rest, "is not there"), (rest | {key: None}, "has no value")):
        text = _record(kind, path, left) if path else json.dumps(left, indent=1)
        portfolio = load_text(text, kind)
        finding = only(portfolio)
        assert (finding.rule, finding.place.pointer) == (rule, f"{pointer(path)}/{key}")
        assert message(finding) == f"The key “{key}” is required, and {says}."
        assert (*path, key) in record(portfolio).lost


def test_what_is_required_is_what_the_specification_says() -> None:
    assert {(kind, pointer(path), key) for kind, path, key in _missing()} == {
        *(("partner", "", key) for key in ("name", "country", "relation", "status")),
        *(("project", "", key) for key in ("title", "status")),
        *((kind, "/goals/0", "statement") for kind in KINDS),
        *((kind, "/sdgs/0", "goal") for kind in KINDS),
        *((kind, "/waivers/0", key) for kind in KINDS for key in ("rule", "reason", "decided_by", "until")),
    }


def test_unset_and_empty_lists_are_the_same_but_for_visits() -> None:
    unset = record(load_text(PARTNER, "partner")).data
    empty = record(load_text(PARTNER + "visits: []\nareas: []\ngoals: []\n", "partner")).data
    assert unset["areas"] == empty["areas"] == []
    assert unset["goals"] == empty["goals"] == []
    assert "visits" not in unset
    assert empty["visits"] == []


def test_a_strategy_without_a_list_of_codes_lets_every_code_be() -> None:
    assert load_text(f"{PROJECT}areas: [hva som helst]\n", codes=type(CODES)({})).findings == ()


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_in_the_specification_is_read_whole(kind: RecordKind) -> None:
    portfolio = load_files(
        {"data/partners/karlskoga.yaml": SPECIFIED["partner"], "data/projects/p.yaml": SPECIFIED["project"]}
    )
    assert portfolio.findings == ()
    (found,) = portfolio.of(kind)
    every = {path[0] for of, path, _, _ in FIELDS if of == kind}
    assert every <= set(found.data)


SPECIFIED: dict[RecordKind, str] = {
    "partner": """\
name: Aalborg
country: DK
relation: sister_city
status: active
since: 1950
summary: Vennskapsby
contact_level: high
areas: [culture, knowledge, {other: "Idrett"}]
traditions:
  - {name: Julegran, since: 1960, frequency: yearly, description: En gran}
benefit: {municipality: Mye, partner: Like mye}
agreement:
  title: Avtale
  signed: 2023-11-20
  valid_until: 2027-10-31
  decision: {body: Bystyret, date: 2023-11-09, case: PS 112/23}
goals: [{statement: Flere besøk}]
plan: {description: Som før}
budget: {total: 0}
visits:
  - {date: 2024-05-17, direction: outgoing, purpose: Feiring, participants: 4, cost: 45000}
strategy: {principles: ["2.1", 2.3], goals: [1, "3"]}
sdgs: [{goal: 11, targets: ["11.4", 11.a], contribution: Kultur}]
risk_factors: [conflict_area]
risk_assessment: {not_needed: Liten}
evaluation: {planned: 2027-01-01}
review: {date: 2025-03-01, conclusion: continue, note: Bra}
responsible: {unit: Kultur og idrett, role: Seksjonsleder, email: postmottak@eksempel.kommune.no}
waivers:
  - rule: partner-goals
    item: 1
    reason: Ny
    decided_by: Bystyret
    case: PS 1/25
    granted: 2025-01-01
    until: 2026-01-01
sources: [{title: Kilde, url: "https://eksempel.no", date: 2026-01-10}]
notes: Merk
""",
    "project": """\
title: Urban Platsinnovation
status: completed
summary: Om byer
programme: interreg-oks
areas: [business, culture]
partners: [karlskoga]
participants:
  - {name: Lysekils kommun, country: SE, role: lead}
municipality_role: partner
period: {start: 2015-10-01, end: 2018-09-30}
goals:
  - statement: Flere
    indicator: Antall
    unit: stk
    baseline: 0
    target: 120
    due: 2018-09-30
    result: {value: 96, date: 2018-10-15, note: Nesten}
plan:
  description: Slik
  activities:
    - {title: En, start: 2015-10-01, end: 2016-02-01, responsible: Vi, deliverable: Noe, done: true}
  end_product: En bok
budget:
  currency: NOK
  total: 4200000
  lines: [{item: Lønn, amount: 2100000}, {item: Reise, amount: 2 100 000}]
  own_by_year: {2024: 500000, 2025: 500000}
funding:
  - {source: Interreg, programme: {other: Eget}, kind: interreg, amount: 2100000, status: granted}
risk_factors: [minors]
risk_assessment:
  date: 2015-06-01
  risks:
    - {description: Fare, likelihood: 3, impact: 4, mitigation: Tiltak, owner: Leder}
evaluation:
  planned: 2018-09-01
  completed: 2018-12-01
  goal_attainment: God
  results: Gode
  economy: I balanse
  document: docs/evaluering.pdf
sdgs: [{goal: 8, targets: ["8.9"], contribution: Arbeid}]
strategy: {principles: ["2.4"], goals: [1, 3]}
benefit: {municipality: Mye, partner: Mye}
services: Bedre
green_transition: Ja
responsible: {unit: Næring, role: Leder, email: naering@eksempel.kommune.no}
decision: {body: Formannskapet, date: 2015-08-20, case: PS 61/15}
documents: [{title: Søknad, path: docs/soknad.pdf}]
waivers: []
sources: [{title: Kilde}]
notes: Merk
""",
}
