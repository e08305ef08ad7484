"""What is the matter with a waiver itself: it waives nothing, has ended, ends soon, or is not needed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from intlstrat.findings import Finding, IsoDate, Message, Subject, msg
from intlstrat.rules.model import Pack, Rule
from intlstrat.suggest import closest_id, only_close
from intlstrat.validity import VALIDITY_RULES
from intlstrat.validity import finding as validity_finding
from intlstrat.waivers.entries import Entry

_MOST_RULES = 5
"""So many rules of a clause are named."""


def fault(entry: Entry, pack: Pack) -> Finding | None:
    """What is wrong with a waiver, whatever the day."""
    rule_id = entry.waiver.rule
    rule = pack.rule(rule_id)
    if rule is None:
        named = (each.id for each in pack.strategy.clauses if each.id.casefold() == rule_id.casefold())
        if (clause := next(named, None)) is not None:
            return _invalid(entry, *_clause_named(clause, pack, entry.subject))
        message, fix, sure = unknown_rule(rule_id, [rule.id for rule in pack.rules])
        return _invalid(entry, message, fix, sure is not None)
    if not rule.waivable:
        return _invalid(
            entry,
            msg("The rule {rule} cannot be waived.", rule=rule_id),
            msg("Mend the breach, and delete the waiver."),
        )
    if not _belongs(rule, entry.subject):
        return _invalid(entry, msg("The rule {rule} is not waived here.", rule=rule_id), _right_place(rule))
    return None


def unknown_rule(rule_id: str, known: Collection[str]) -> tuple[Message, Message, str | None]:
    """What is wrong with the rule that a waiver names, the remedy, and the rule's id where it can be no other."""
    if rule_id in VALIDITY_RULES:
        return (
            msg("{rule} says what makes a record valid, and cannot be waived.", rule=rule_id),
            msg("Mend the record, and delete the waiver."),
            None,
        )
    if (suggestion := closest_id(rule_id, known)) is not None:
        return (
            msg("There is no rule “{rule}”. Did you mean “{suggestion}”?", rule=rule_id, suggestion=suggestion),
            msg("Write {suggestion}, or delete the waiver.", suggestion=suggestion),
            suggestion if only_close(rule_id, known) == suggestion else None,
        )
    return (
        msg("There is no rule “{rule}”.", rule=rule_id),
        msg("Write the id of a rule (“intlstrat rules” lists them), or delete the waiver."),
        None,
    )


def _clause_named(clause: str, pack: Pack, subject: Subject) -> tuple[Message, Message]:
    """What is wrong with a waiver that names a clause, and which rules of it may be meant: those of here first."""
    rules = sorted(
        (rule for rule in pack.rules_of(clause) if rule.waivable), key=lambda rule: not _belongs(rule, subject)
    )
    message = msg("“{clause}” is a clause of the strategy, and not a rule.", clause=clause)
    if not rules:
        return message, msg("Delete the waiver: no rule of that clause can be waived.")
    ids = ", ".join(rule.id for rule in rules[:_MOST_RULES])
    if len(rules) > _MOST_RULES:
        return message, msg("Write the id of a rule of that clause, such as {rules}.", rules=ids)
    return message, msg("Write the id of a rule of that clause: {rules}.", rules=ids)


def _belongs(rule: Rule, subject: Subject) -> bool:
    return rule.subject == subject.kind or (rule.subject == "record" and subject.kind != "portfolio")


def _right_place(rule: Rule) -> Message:
    if rule.subject == "portfolio":
        return msg("Move the waiver to data/waivers.yaml: the rule is about the whole portfolio.")
    if rule.subject == "partner":
        return msg("Move the waiver to the file of the partner that it is for.")
    if rule.subject == "project":
        return msg("Move the waiver to the file of the project that it is for.")
    return msg("Move the waiver to the file of the record that it is for.")


def _invalid(entry: Entry, message: Message, fix: Message, is_sure: bool = False) -> Finding:
    place = entry.source.place((*entry.path, "rule"))
    return validity_finding("waiver-invalid", entry.subject, place, message, fix, mendable=is_sure)


def expired(entry: Entry) -> Finding:
    """That a waiver has ended."""
    place = entry.source.place((*entry.path, "until"))
    message = msg("The waiver of {rule} ended on {until}.", rule=entry.waiver.rule, until=IsoDate(entry.waiver.until))
    fix = msg("Mend the breach and delete the waiver, or have {body} decide anew.", body=entry.waiver.decided_by)
    return validity_finding("waiver-expired", entry.subject, place, message, fix)


def expiring(entry: Entry) -> Finding:
    """That a waiver ends soon."""
    place = entry.source.place((*entry.path, "until"))
    message = msg("The waiver of {rule} ends on {until}.", rule=entry.waiver.rule, until=IsoDate(entry.waiver.until))
    fix = msg("Mend the breach before then, or have {body} decide anew.", body=entry.waiver.decided_by)
    return validity_finding("waiver-expiring", entry.subject, place, message, fix)


def unused(entry: Entry) -> Finding:
    """That a waiver matches no breach."""
    message = msg("No breach matches the waiver of {rule}.", rule=entry.waiver.rule)
    if entry.waiver.item is not None:
        message = msg(
            "No breach matches the waiver of {rule} for {item}.", rule=entry.waiver.rule, item=entry.waiver.item
        )
    fix = msg("Delete the waiver, so that it does not hide a later breach.")
    return validity_finding("waiver-unused", entry.subject, entry.place, message, fix)


def days(start: str, end: str) -> int:
    """Days from one day (ISO text) to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
