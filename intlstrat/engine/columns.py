"""What the rules came to, put together by rule: for every rule a column of subjects, sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from intlstrat.engine.judged import Judged
from intlstrat.findings import Column, Item, Outcome, Subject
from intlstrat.findings.outcomes import ByItem, column
from intlstrat.rules.court import Verdict


def columns(rules: Sequence[str], subjects: Sequence[Subject], judged: Sequence[Judged]) -> Iterator[Column]:
    """The outcomes of the records of a kind, by rule (ids); each column sorted by subject and item."""
    order = sorted(range(len(subjects)), key=lambda place: str(subjects[place].id))
    subjects, judged = [subjects[place] for place in order], [judged[place] for place in order]
    if len(set(subjects)) < len(subjects):
        yield from _shared(rules, subjects, judged)
        return
    codes = b"".join(each.codes for each in judged)
    several: list[dict[int, ByItem]] = [{} for _ in rules]
    for place, each in enumerate(judged):
        for number, found in each.several.items():
            several[number][place] = found
    for number, rule in enumerate(rules):
        yield Column(rule, subjects, codes[number :: len(rules)], several[number])


def by_items(verdicts: Iterable[Verdict]) -> ByItem:
    """The outcomes of one rule for one subject, sorted by item."""
    results = [(each.item, each.outcome) for each in verdicts if each.fault is None]
    return tuple(sorted(results, key=_order) if len(results) > 1 else results)


def _shared(rules: Sequence[str], subjects: Sequence[Subject], judged: Sequence[Judged]) -> Iterator[Column]:
    """The outcomes by rule where records share an id: those of one subject together, sorted by item."""
    for number, rule in enumerate(rules):
        by_subject: dict[Subject, list[tuple[Item, Outcome]]] = {}
        for subject, each in zip(subjects, judged, strict=True):
            by_subject.setdefault(subject, []).extend(each.results(number))
        yield column(rule, [*by_subject], [tuple(sorted(each, key=_order)) for each in by_subject.values()])


def _order(result: tuple[Item, Outcome]) -> str:
    """Sorts the outcomes of one rule for one subject: its items are all numbers or all texts."""
    item = result[0]
    return f"{item:09}" if isinstance(item, int) else item or ""
