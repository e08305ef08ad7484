"""The rules and the clauses as SARIF declares them: reporting descriptors, and a taxonomy for the strategy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from intlstrat.findings import Finding, Layer, Severity
from intlstrat.formats.markdown_text import escape
from intlstrat.formats.page_words import texts
from intlstrat.formats.terminal import clean, one_line
from intlstrat.formats.text_base import Desk
from intlstrat.rules.model import Clause, Rule
from intlstrat.validity import VALIDITY_RULES, ValidityRule

Json = Mapping[str, object]

TAXONOMY: Final = 0
"""The strategy is the run's first taxonomy, and the only one."""

_MOST: Final = 1024
"""GitHub takes so many characters of a description."""

_PROBLEM: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
"""GitHub's own words for the severity of what is no question of security."""


def rules(desk: Desk, findings: Sequence[Finding]) -> tuple[list[Json], Mapping[str, int]]:
    """Every rule, and the index of each by its id: the reserved ones, the strategy's, and any that a finding names."""
    found = [_validity(desk, rule) for rule in VALIDITY_RULES.values()]
    found += [_rule(desk, rule) for rule in desk.pack.rules]
    known = {*VALIDITY_RULES, *(rule.id for rule in desk.pack.rules)}
    others = {one.rule: one for one in reversed(findings) if one.rule not in known}
    ids = [*VALIDITY_RULES, *(rule.id for rule in desk.pack.rules), *others]
    for name, one in others.items():
        words = dict.fromkeys(("title", "why", "fix"), clean(name))
        found.append(_descriptor(desk, name, (one.layer, one.severity, one.clauses), words))
    return found, {one: index for index, one in enumerate(ids)}


def taxonomy(desk: Desk) -> Json:
    """The strategy with its clauses, which the rules and the results refer to."""
    strategy = desk.pack.strategy
    version: Json = {} if strategy.version is None else {"version": one_line(strategy.version)}
    return {
        "name": taxonomy_name(desk),
        "organization": one_line(strategy.municipality),
        "fullName": one_line(strategy.title),
        "shortDescription": {"text": one_line(strategy.title)},
        **version,
        "isComprehensive": True,
        "taxa": [_taxon(desk, clause) for clause in strategy.clauses],
    }


def taxonomy_name(desk: Desk) -> str:
    """What a reference to the strategy calls it."""
    return one_line(desk.pack.strategy.id)


def taxa(desk: Desk, clauses: Sequence[str]) -> list[Json]:
    """References to the clauses; one that the strategy does not have is left out."""
    index = {clause.id: number for number, clause in enumerate(desk.pack.strategy.clauses)}
    component = {"name": taxonomy_name(desk), "index": TAXONOMY}
    return [
        {"id": one, "index": index[one], "toolComponent": component} for one in dict.fromkeys(clauses) if one in index
    ]


def _taxon(desk: Desk, clause: Clause) -> Json:
    summary = texts(desk.language, clause.summary)
    return {
        "id": clause.id,
        "shortDescription": {"text": _cut(summary, _MOST) or clean(clause.id)},
        "properties": {"chapter": clause.chapter, "force": clause.force},
    }


def _rule(desk: Desk, rule: Rule) -> Json:
    language = desk.language
    made = _descriptor(
        desk,
        rule.id,
        (rule.layer, rule.severity, rule.clauses),
        {"title": texts(language, rule.title), "why": texts(language, rule.why), "fix": texts(language, rule.fix)},
    )
    kinds = ["relevant"]
    related = [{"target": target, "kinds": kinds} for target in taxa(desk, rule.clauses)]
    return {**made, "relationships": related} if related else made


def _validity(desk: Desk, rule: ValidityRule) -> Json:
    said = {"title": rule.title, "why": rule.meaning, "fix": rule.fix}
    words = {key: desk.message(message) for key, message in said.items()}
    return _descriptor(desk, rule.id, (Layer.VALIDITY, rule.severity, ()), words)


def _descriptor(
    desk: Desk, rule_id: str, basis: tuple[Layer, Severity, Sequence[str]], words: Mapping[str, str]
) -> Json:
    layer, severity, clauses = basis
    to_do = desk.language.text("What to do:")
    return {
        "id": rule_id,
        "name": "".join(part.capitalize() for part in rule_id.split("-")),
        "shortDescription": {"text": _cut(words["title"], _MOST) or clean(rule_id)},
        "fullDescription": {"text": _cut(words["why"], _MOST) or clean(rule_id)},
        "help": {
            "text": f"{words['why']}\n\n{to_do} {words['fix']}",
            "markdown": f"{escape(words['why'])}\n\n**{escape(to_do)}** {escape(words['fix'])}",
        },
        "defaultConfiguration": {"level": severity.value},
        "properties": {
            "tags": [layer.value, *dict.fromkeys(one_line(clause) for clause in clauses)],
            "problem.severity": _PROBLEM[severity],
            "precision": "very-high",
        },
    }


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
