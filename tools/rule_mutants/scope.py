"""What the names in an expression stand for: which fields could stand in their place, and which codes for a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from intlstrat.records.models import MODELS, Words
from intlstrat.rules.model import Rule, Strategy
from intlstrat.rules.strategy_codes import CODE_KINDS, codes_of
from intlstrat.rules.types import KINDS, bare
from tools.rule_mutants.tokens import Token, begins, closing, tokens

MACROS = ("all", "exists", "exists_one", "filter", "map")
Kind = Any
"""A model, a dict from a field's name to its kind, a list that holds the kind of its items, `Codes`, or None for any
other plain value."""


class Codes(tuple[str, ...]):
    """The kind of a text that must be one of these."""


class Scope:
    """The names that one expression of a rule sees."""

    def __init__(self, rule: Rule, strategy: Strategy, sees_record: bool, sees_item: bool) -> None:
        """`sees_record` is false for what a rule about the portfolio asks of the whole."""
        kinds = _kinds(rule)
        self._strategy = strategy
        self.counts = tuple(each.name for each in rule.measures if each.fold == "sum" and each.expression.isdecimal())
        """The measures that count records."""
        self.fewest = 1 if rule.group_by else 0
        """The least that `count` can be: a group has a record."""
        self.codes = _code_lists(kinds if "linked" not in _text(rule) else tuple(MODELS), strategy)
        params = {name: of_value(parameter.value) for name, parameter in strategy.parameters.items()}
        code = dict.fromkeys(("code", "clause", "kind", "name"))
        self.names: dict[str, Kind] = {
            "params": params,
            "strategy": {kind: [code] for kind in CODE_KINDS},
            "as_of": None,
        }
        if sees_record:
            self.names |= self._record(kinds)
        else:
            self.names |= {"count": None, **{measure.name: None for measure in rule.measures}}
        if sees_item and (rule.for_each or rule.group_by):
            self.names["item"] = None
            if rule.for_each:
                self.names["item"] = element(self.kind_of(tokens(rule.for_each), self.names))

    def _record(self, kinds: tuple[str, ...]) -> dict[str, Kind]:
        found: dict[str, Kind] = {"personal": {kind: [None] for kind in KINDS}}
        if len(kinds) > 1:
            return {**found, "record": _either(*map(self._top, kinds))}
        other = "project" if kinds[0] == "partner" else "partner"
        return {**found, kinds[0]: self._top(kinds[0]), "linked": [self._top(other)]}

    def siblings(self, found: Sequence[Token], number: int) -> list[str]:
        """The other fields of what the field at `number` is a field of."""
        fields = self.fields_of(self.kind_before(found, number - 1))
        return [name for name in fields if name != found[number].text]

    def kind_before(self, found: Sequence[Token], number: int) -> Kind:
        """The kind of the primary that ends just before `number`."""
        names = {**self.names, **self.bound_at(found, number)}
        return self.kind_of(found[begins(found, number) : number], names)

    def variables(self, found: Sequence[Token], number: int) -> list[str]:
        """The other variables that can be seen at `number`."""
        names = {**self.names, **self.bound_at(found, number)}
        return [name for name in names if name != found[number].text]

    def other_codes(self, text: str) -> list[str]:
        """The other codes of every list that has this one."""
        return list(dict.fromkeys(code for codes in self.codes if text in codes for code in codes if code != text))

    def bound_at(self, found: Sequence[Token], number: int) -> dict[str, Kind]:
        """The variables of the macros around a token: in `goals.all(goal, …)`, `goal` is an item of `goals`."""
        bound: dict[str, Kind] = {}
        for at in range(number):
            if is_macro(found, at) and at + 2 < number < closing(found, at + 1):
                over = found[begins(found, at - 1) : at - 1]
                bound[found[at + 2].text] = element(self.kind_of(over, {**self.names, **bound}))
        return bound

    def kind_of(self, found: Sequence[Token], names: Mapping[str, Kind]) -> Kind:
        """The kind of a primary such as `project.funding.filter(f, …)`; None where it cannot be told."""
        if not found:
            return None
        if found[0].text == "(" and closing(found, 0) == len(found) - 1:
            return self.kind_of(found[1:-1], names)
        if found[0].kind != "name" or (len(found) > 1 and found[1].text == "("):
            return None
        kind, at = names.get(found[0].text), 1
        while at < len(found):
            if found[at].text == "." and is_macro(found, at + 1):
                if found[at + 1].text != "filter":
                    return None
                at = closing(found, at + 2) + 1
            elif found[at].text == ".":
                kind, at = self.fields_of(kind).get(found[at + 1].text), at + 2
            elif found[at].text == "[":
                kind, at = element(kind), closing(found, at) + 1
            else:  # `has(x) ? x : []`
                return None
        return kind

    def fields_of(self, kind: Kind) -> Mapping[str, Kind]:
        if isinstance(kind, dict):
            return kind
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return {name: self._of_field(field) for name, field in kind.model_fields.items()}
        return {}

    def _of_field(self, field: FieldInfo) -> Kind:
        words, annotation = _words_of(field), bare(field.annotation)
        if get_origin(annotation) is list:
            return [_model(bare(get_args(annotation)[0]))]
        if len(words) == 1 and not words[0].own_words and (codes := _codes(words[0], self._strategy)):
            return Codes(codes)
        return _model(annotation)

    def _top(self, kind: str) -> dict[str, Kind]:
        return {"id": None, "kind": Codes(MODELS), **self.fields_of(MODELS[kind])}


def is_macro(found: Sequence[Token], at: int) -> bool:
    after = found[at + 1 : at + 4]
    return found[at].text in MACROS and [each.text for each in after[::2]] == ["(", ","] and found[at - 1].text == "."


def element(kind: Kind) -> Kind:
    return kind[0] if isinstance(kind, list) else None


def _model(annotation: Any) -> Kind:
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def of_value(value: object) -> Kind:
    """The kind of a parameter by its value."""
    if isinstance(value, dict):
        return {name: of_value(part) for name, part in value.items()}
    if isinstance(value, list):
        merged = {name: of_value(part) for each in value if isinstance(each, dict) for name, part in each.items()}
        return [merged or None]
    return None


def _either(one: dict[str, Kind], other: dict[str, Kind]) -> dict[str, Kind]:
    """The fields of a record of either kind; a text that has other codes in each may be any of them all."""
    merged = {**one, **other}
    for name in one.keys() & other.keys():
        if isinstance(one[name], Codes) and isinstance(other[name], Codes):
            merged[name] = Codes(dict.fromkeys((*one[name], *other[name])))
    return merged


def _kinds(rule: Rule) -> tuple[str, ...]:
    if rule.subject == "portfolio":
        return tuple(dict.fromkeys((*rule.among, *(kind for each in rule.measures for kind in each.among or ()))))
    return tuple(MODELS) if rule.subject == "record" else (rule.subject,)


def _text(rule: Rule) -> str:
    return " ".join(text for text in (rule.when, rule.for_each, rule.require, *rule.values.values()) if text)


def _code_lists(kinds: tuple[str, ...], strategy: Strategy) -> list[tuple[str, ...]]:
    rates = strategy.parameters["exchange_rates"].value
    lists = [tuple(MODELS), tuple(rates) if isinstance(rates, dict) else ()]
    for kind in kinds:
        for words in _words_below(MODELS[kind]):
            lists.append(_codes(words, strategy))
    return lists


def _codes(words: Words, strategy: Strategy) -> tuple[str, ...]:
    if words.codes in CODE_KINDS:
        return tuple(code.code for code in codes_of(words.codes, strategy))
    return words.enum


@cache
def _words_below(model: type[BaseModel]) -> tuple[Words, ...]:
    """The lists of codes of every field below a model."""
    return tuple(words for field in model.model_fields.values() for words in _words_of(field))


@cache
def _words_of(field: FieldInfo) -> tuple[Words, ...]:
    """The list of codes of a field, or those of every field below it."""
    return (*(each for each in field.metadata if isinstance(each, Words)), *_words(field.annotation))


def _words(annotation: Any) -> Iterator[Words]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _words_below(annotation)
        return
    yield from (each for each in getattr(annotation, "__metadata__", ()) if isinstance(each, Words))
    for part in get_args(annotation):
        yield from _words(part)
