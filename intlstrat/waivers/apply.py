"""Applies waivers: which of them covers which finding.

A waiver stands where its breach belongs: in the record, or in `data/waivers.yaml` for rules about the portfolio.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from intlstrat.findings import Finding, IsoDate, Message, Outcome, RuleOutcome, Subject, msg
from intlstrat.memory import Memory
from intlstrat.rules.model import Pack
from intlstrat.waivers.about import days, expired, expiring, fault, unused
from intlstrat.waivers.entries import Entry


@dataclass(frozen=True, slots=True)
class Waived:
    """The results and findings after the waivers have been applied, with findings about the waivers."""

    results: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]


def waive(
    results: Iterable[RuleOutcome],
    findings: Sequence[Finding],
    entries: Iterable[Entry],
    pack: Pack,
    as_of: str,
    set_aside: Iterable[Entry] = (),
    memory: Memory | None = None,
) -> Waived:
    """Applies every waiver that holds on the day; an ended one waives nothing, and its breaches say so.

    Those that are `set_aside` waive nothing; what is wrong with them is said all the same.
    """
    memory = memory or Memory()
    about: list[Finding] = []
    holding: list[Entry] = []
    ended: list[Entry] = []
    for entry in entries:
        faulty = fault(entry, pack)
        if faulty is not None:
            about += [faulty] if entry.is_spoken_of else []
        elif entry.waiver.until < as_of:
            about += [expired(entry)] if entry.is_spoken_of else []
            ended.append(entry)
        else:
            holding.append(entry)
    waivable = _by_subject_and_rule(findings, holding + ended)
    for entry in (each for each in holding if each.is_spoken_of):
        if not any(entry.covers(found) for found in waivable[entry.subject, entry.waiver.rule]):
            about.append(unused(entry))
        elif days(as_of, entry.waiver.until) <= _notice(pack):
            about.append(expiring(entry))
    for entry in set_aside:
        faulty = fault(entry, pack) or (expired(entry) if entry.waiver.until < as_of else None)
        about += [faulty] if faulty is not None else []
    changed = {id(found): _apply(found, holding, ended, memory) for found in chain.from_iterable(waivable.values())}
    applied = tuple(changed.get(id(found), found) for found in findings) if changed else tuple(findings)
    return Waived(_waived(results, changed.values()), (*applied, *about))


def _waived(results: Iterable[RuleOutcome], findings: Iterable[Finding]) -> tuple[RuleOutcome, ...]:
    """The results with as many of them waived as findings are: of two records with one id, perhaps only one."""
    left = Counter((found.rule, found.subject, found.item) for found in findings if found.outcome is Outcome.WAIVED)
    if not left:
        return tuple(results)
    rules, found = {rule for rule, _, _ in left}, list(results)
    for place, result in enumerate(found):
        if result.outcome is Outcome.BREACH and result.rule in rules:
            key = result.rule, result.subject, result.item
            if left[key] > 0:
                left[key] -= 1
                found[place] = replace(result, outcome=Outcome.WAIVED)
    return tuple(found)


def _by_subject_and_rule(
    findings: Iterable[Finding], entries: Iterable[Entry]
) -> dict[tuple[Subject, str], list[Finding]]:
    """The findings that any of the waivers may be about, so that the others need not be looked at one by one."""
    waivable: dict[tuple[Subject, str], list[Finding]] = {(entry.subject, entry.waiver.rule): [] for entry in entries}
    rules = {rule for _, rule in waivable}
    for each in findings if rules else ():
        if each.rule in rules and (found := waivable.get((each.subject, each.rule))) is not None:
            found.append(each)
    return waivable


def _notice(pack: Pack) -> int:
    """How many days before its end a waiver is spoken of."""
    notice = pack.strategy.parameters["waiver_notice_days"].value
    assert isinstance(notice, int)  # a pack where it is not is refused
    return notice


def _apply(found: Finding, holding: list[Entry], ended: list[Entry], memory: Memory) -> Finding:
    """The finding as waived, or with a word about the waiver that ended."""
    for entry in holding:
        if entry.covers(found):
            waive_it = partial(replace, found, outcome=Outcome.WAIVED, waiver=entry.waiver)
            return memory.recall("waived", (found,), waive_it, entry.waiver)
    last = max((entry for entry in ended if entry.covers(found)), key=lambda entry: entry.waiver.until, default=None)
    if last is None:
        return found
    also = msg("The waiver for this ended on {until}.", until=IsoDate(last.waiver.until))
    tell = partial(replace, found, message=replace(found.message, also=_chain(found.message.also, also)))
    return memory.recall("waived", (found,), tell, last.waiver.until)


def _chain(first: Message | None, second: Message) -> Message:
    return second if first is None else replace(first, also=_chain(first.also, second))
