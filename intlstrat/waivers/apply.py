"""Applies waivers: which of them covers which finding.

A waiver stands where its breach belongs: in the record, or in `data/waivers.yaml` for rules about the portfolio.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import Column, Finding, IsoDate, Item, Message, Outcome, Outcomes, Subject, msg
from intlstrat.memory import Memory
from intlstrat.rules.model import Pack
from intlstrat.waivers.about import days, expired, expiring, fault, unused
from intlstrat.waivers.entries import Entry


class Waived(Struct, frozen=True):
    """The results and findings after the waivers have been applied, with findings about the waivers."""

    results: Outcomes
    findings: tuple[Finding, ...]


def waive(
    results: Outcomes,
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


def _waived(results: Outcomes, findings: Iterable[Finding]) -> Outcomes:
    """The results with as many of them waived as findings are: of two records with one id, perhaps only one."""
    left: dict[str, dict[Subject, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for found in findings:
        if found.outcome is Outcome.WAIVED:
            left[found.rule][found.subject].append(found.item)
    if not left:
        return results
    return Outcomes(
        _waived_column(column, left[column.rule]) if column.rule in left else column for column in results.columns
    )


def _waived_column(column: Column, left: dict[Subject, list[Item]]) -> Column:
    """One rule's results with the items of `left` waived, and taken off it."""
    changed = {}
    for place, subject in enumerate(column.subjects):
        if items := left.get(subject):
            several = []
            for item, outcome in column.at(place):
                is_waived = outcome is Outcome.BREACH and item in items
                several.append((item, Outcome.WAIVED if is_waived else outcome))
                if is_waived:
                    items.remove(item)
            changed[place] = tuple(several)
    return column.changed(changed)


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
