"""Accepted breaches: which waiver covers which finding, and what is the matter with the waivers themselves.

A waiver stands where its breach belongs: in the record, or in `data/waivers.yaml` for rules about the portfolio.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from intlstrat.findings import (
    PORTFOLIO,
    Finding,
    IsoDate,
    Layer,
    Message,
    Outcome,
    RuleOutcome,
    Subject,
    Waiver,
    msg,
)
from intlstrat.records.models import WAIVER_REQUIRED
from intlstrat.records.portfolio import Located, Path, Portfolio
from intlstrat.rules.model import Pack, Rule
from intlstrat.suggest import closest
from intlstrat.validity import VALIDITY_RULES
from intlstrat.validity import finding as validity_finding


@dataclass(frozen=True, slots=True)
class _Entry:
    """A waiver and where it stands."""

    waiver: Waiver
    subject: Subject
    source: Located
    path: Path

    def covers(self, found: Finding) -> bool:
        """Whether the finding is the breach that this waiver names."""
        return (
            found.outcome is Outcome.BREACH
            and found.layer is not Layer.VALIDITY
            and found.subject == self.subject
            and (self.subject == PORTFOLIO or found.place.path == self.source.place(()).path)
            and found.rule == self.waiver.rule
            and (self.waiver.item is None or (found.item is not None and self.waiver.item == str(found.item)))
        )


@dataclass(frozen=True, slots=True)
class Waived:
    """The results and findings after the waivers have been applied, with findings about the waivers."""

    results: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]


def waive(
    results: Iterable[RuleOutcome], findings: Sequence[Finding], portfolio: Portfolio, pack: Pack, as_of: str
) -> Waived:
    """Applies every waiver that holds on the day; an ended one waives nothing, and its breaches say so."""
    about: list[Finding] = []
    holding: list[_Entry] = []
    ended: list[_Entry] = []
    for entry in _entries(portfolio):
        fault = _fault(entry, pack)
        if fault is not None:
            about.append(fault)
        elif entry.waiver.until < as_of:
            about.append(_expired(entry))
            ended.append(entry)
        else:
            holding.append(entry)
    waivable = _by_subject_and_rule(findings, holding + ended)
    for entry in holding:
        if not any(entry.covers(found) for found in waivable.get((entry.subject, entry.waiver.rule), ())):
            about.append(_unused(entry))
        elif _days(as_of, entry.waiver.until) <= _notice(pack):
            about.append(_expiring(entry))
    applied = tuple(_apply(found, holding, ended) if _key(found) in waivable else found for found in findings)
    return Waived(tuple(_waived(results, applied)), (*applied, *about))


def _waived(results: Iterable[RuleOutcome], findings: Iterable[Finding]) -> Iterator[RuleOutcome]:
    """The results with as many of them waived as findings are: of two records with one id, perhaps only one."""
    left = Counter((found.rule, found.subject, found.item) for found in findings if found.outcome is Outcome.WAIVED)
    for result in results:
        key = result.rule, result.subject, result.item
        if result.outcome is Outcome.BREACH and left[key] > 0:
            left[key] -= 1
            yield replace(result, outcome=Outcome.WAIVED)
        else:
            yield result


def _key(found: Finding) -> tuple[Subject, str]:
    return found.subject, found.rule


def _by_subject_and_rule(
    findings: Iterable[Finding], entries: Iterable[_Entry]
) -> dict[tuple[Subject, str], list[Finding]]:
    """The findings that any of the waivers may be about, so that the others need not be looked at one by one."""
    found: dict[tuple[Subject, str], list[Finding]] = {(entry.subject, entry.waiver.rule): [] for entry in entries}
    for each in findings:
        if (key := _key(each)) in found:
            found[key].append(each)
    return found


def _notice(pack: Pack) -> int:
    """How many days before its end a waiver is spoken of."""
    notice = pack.strategy.parameters["waiver_notice_days"].value
    return notice if isinstance(notice, int) else 0


def _entries(portfolio: Portfolio) -> Iterator[_Entry]:
    """Every waiver that has what it must have; what lacks something is a finding already."""
    for record in portfolio.records:
        for position, data in enumerate(record.data.get("waivers", ())):
            if all(key in data for key in WAIVER_REQUIRED):
                index = record.index(("waivers",), position)
                yield _Entry(_waiver(data), record.subject, record.source, ("waivers", index))
    for data in portfolio.waivers:
        if portfolio.waivers_source is not None and all(key in data for key in WAIVER_REQUIRED):
            yield _Entry(_waiver(data), PORTFOLIO, portfolio.waivers_source, (data["index"],))


def _waiver(data: Mapping[str, Any]) -> Waiver:
    return Waiver(
        data["rule"], data["reason"], data["decided_by"], data["until"],
        data.get("case"), data.get("granted"), data.get("item"),
    )  # fmt: skip


def _apply(found: Finding, holding: list[_Entry], ended: list[_Entry]) -> Finding:
    """The finding as waived, or with a word about the waiver that ended."""
    for entry in holding:
        if entry.covers(found):
            return replace(found, outcome=Outcome.WAIVED, waiver=entry.waiver)
    last = max((entry for entry in ended if entry.covers(found)), key=lambda entry: entry.waiver.until, default=None)
    if last is None:
        return found
    also = msg("The waiver for this ended on {until}.", until=IsoDate(last.waiver.until))
    return replace(found, message=replace(found.message, also=_chain(found.message.also, also)))


def _chain(first: Message | None, second: Message) -> Message:
    return second if first is None else replace(first, also=_chain(first.also, second))


def _fault(entry: _Entry, pack: Pack) -> Finding | None:
    """What is wrong with a waiver, whatever the day."""
    rule_id = entry.waiver.rule
    rule = pack.rule(rule_id)
    if rule is None:
        return _invalid(entry, *_unknown_rule(rule_id, pack))
    if not rule.waivable:
        return _invalid(
            entry,
            msg("The rule {rule} cannot be waived.", rule=rule_id),
            msg("Mend the breach, and delete the waiver."),
        )
    if not _belongs(rule, entry.subject):
        return _invalid(entry, msg("The rule {rule} is not waived here.", rule=rule_id), _right_place(rule))
    return None


def _unknown_rule(rule_id: str, pack: Pack) -> tuple[Message, Message]:
    if rule_id in VALIDITY_RULES:
        return (
            msg("{rule} says what makes a record valid, and cannot be waived.", rule=rule_id),
            msg("Mend the record, and delete the waiver."),
        )
    if (suggestion := closest(rule_id, [rule.id for rule in pack.rules])) is not None:
        return (
            msg("There is no rule “{rule}”. Did you mean “{suggestion}”?", rule=rule_id, suggestion=suggestion),
            msg("Write {suggestion}, or delete the waiver.", suggestion=suggestion),
        )
    return (
        msg("There is no rule “{rule}”.", rule=rule_id),
        msg("Write the id of a rule (“intlstrat rules” lists them), or delete the waiver."),
    )


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


def _invalid(entry: _Entry, message: Message, fix: Message) -> Finding:
    return validity_finding("waiver-invalid", entry.subject, entry.source.place((*entry.path, "rule")), message, fix)


def _expired(entry: _Entry) -> Finding:
    place = entry.source.place((*entry.path, "until"))
    message = msg("The waiver of {rule} ended on {until}.", rule=entry.waiver.rule, until=IsoDate(entry.waiver.until))
    fix = msg("Mend the breach and delete the waiver, or have {body} decide anew.", body=entry.waiver.decided_by)
    return validity_finding("waiver-expired", entry.subject, place, message, fix)


def _expiring(entry: _Entry) -> Finding:
    place = entry.source.place((*entry.path, "until"))
    message = msg("The waiver of {rule} ends on {until}.", rule=entry.waiver.rule, until=IsoDate(entry.waiver.until))
    fix = msg("Mend the breach before then, or have {body} decide anew.", body=entry.waiver.decided_by)
    return validity_finding("waiver-expiring", entry.subject, place, message, fix)


def _unused(entry: _Entry) -> Finding:
    message = msg("No breach matches the waiver of {rule}.", rule=entry.waiver.rule)
    if entry.waiver.item is not None:
        message = msg(
            "No breach matches the waiver of {rule} for {item}.", rule=entry.waiver.rule, item=entry.waiver.item
        )
    fix = msg("Delete the waiver, so that it does not hide a later breach.")
    return validity_finding("waiver-unused", entry.subject, entry.source.place(entry.path), message, fix)


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)) // timedelta(days=1)
