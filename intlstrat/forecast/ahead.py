"""What becomes a breach by a day if nothing is done, each with its first day.

Only rules that ask for the day can come to something else as time passes, and a waiver that ends brings its breach
back. Each record is judged on the days on which that can happen: its own dates and the parameters', moved by the
numbers of months and days that the rules reckon with, and a few days in between for what is reckoned in other ways.
Between two of them that differ, the first day is searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.engine import findings_of
from intlstrat.findings import PORTFOLIO, Finding, Foreseen, Layer, Outcome, Outcomes, Subject
from intlstrat.forecast.days import dates_in, halfway, net, next_day, numbers_in, numbers_in_text, turns
from intlstrat.records.portfolio import Record
from intlstrat.rules.court import Bound, Court
from intlstrat.rules.court import Verdict as Ruling
from intlstrat.rules.expressions import parameters_in, uses
from intlstrat.rules.fold import PortfolioRule, court_for, portfolio_rules
from intlstrat.rules.judge import RecordRule, applies_to, record_rules
from intlstrat.rules.model import Pack, Rule
from intlstrat.verdict import State, Verdict
from intlstrat.waivers import Entry, fault, waive

_LOOKS = 10
"""So many times the work that a rule may do for a record in one verdict it may do for one in looking ahead."""
_MOST_DAYS = 200
"""So many of the records' own dates are asked for the portfolio, which costs a look at every record each."""

Open = dict[str, Finding]
"""The breaches of a day that count, by fingerprint."""


class Outlook(Struct, frozen=True):
    """What is to come, by first day, and the rules that failed on a day to come and not before, once each."""

    foreseen: tuple[Foreseen, ...]
    failures: tuple[Finding, ...]


def forecast(state: State, found: Verdict, until: str, whole: bool = True) -> Outlook:
    """The breaches that are not there on the state's day and come up to and with `until` (ISO text).

    `found` is what the state came to; with `whole` False the portfolio is left out.
    """
    ahead = _Ahead(state, found, until)
    foreseen = sorted(ahead.foreseen(whole), key=lambda each: each.date)
    return Outlook(tuple(foreseen), tuple(ahead.failures))


class _Group(Struct, frozen=True):
    """Rules that turn on the same days.

    `shifts` are the numbers of months or days that they reckon with; with `counts_days` no date says when they turn.
    """

    rules: tuple[RecordRule, ...]
    folds: tuple[PortfolioRule, ...]
    shifts: tuple[int, ...]
    counts_days: bool

    @property
    def names(self) -> frozenset[str]:
        return frozenset([rule.rule.id for rule in self.rules] + [fold.rule.id for fold in self.folds])


class _Ahead:
    """The rules that ask for the day, ready to be asked on any."""

    def __init__(self, state: State, found: Verdict, until: str) -> None:
        pack, records = state.pack, state.portfolio.records
        self._state, self._until = state, until
        self._court = court_for(pack, state.as_of, _LOOKS)
        self._bounds = self._court.bind_all(records)
        self._groups = _groups(pack, self._court)
        self._failed = set(found.failed)
        self.failures: list[Finding] = []
        self._waivers = [entry for entry in state.waivers if fault(entry, pack) is None]
        moving = frozenset[str]().union(*(group.names for group in self._groups))
        self._still: dict[tuple[Subject, str | None], list[Finding]] = {}
        for finding in found.findings:
            if finding.rule not in moving and finding.layer is not Layer.VALIDITY:
                path = finding.place.path if finding.subject != PORTFOLIO else None
                self._still.setdefault((finding.subject, path), []).append(_unwaived(finding))

    def foreseen(self, whole: bool) -> Iterator[Foreseen]:
        for bound in self._bounds:
            yield from self._of_record(bound)
        if whole:
            yield from self._of_portfolio()

    def _of_record(self, bound: Bound) -> Iterator[Foreseen]:
        record = bound.record
        waivers = [each for each in self._waivers if (each.subject, each.file) == (record.subject, record.path)]
        dates = {*dates_in(record.data), *(each for other in bound.linked for each in dates_in(other.data))}
        left = waivers
        for group in self._groups:
            rules = [rule for rule in group.rules if applies_to(rule.rule, record.kind)]
            if rules:
                own = [entry for entry in waivers if entry.waiver.rule in group.names]
                left = [entry for entry in left if entry.waiver.rule not in group.names]
                judged = partial(self._judged, rules, bound)
                yield from self._first_days(judged, own, self._days(dates, group), group.counts_days)
        yield from self._of_waivers(self._still.get((record.subject, record.path), []), left)

    def _of_portfolio(self) -> Iterator[Foreseen]:
        waivers = [entry for entry in self._waivers if entry.subject == PORTFOLIO]
        dates = {each for bound in self._bounds for each in dates_in(bound.record.data)}
        left = waivers
        for group in self._groups:
            if group.folds:
                own = [entry for entry in waivers if entry.waiver.rule in group.names]
                left = [entry for entry in left if entry.waiver.rule not in group.names]
                days = self._days(dates, group)
                days = days if len(days) <= _MOST_DAYS else self._days((), group)
                yield from self._first_days(partial(self._folded, group.folds), own, days, with_net=True)
        yield from self._of_waivers(self._still.get((PORTFOLIO, None), []), left)

    def _of_waivers(self, still: Sequence[Finding], waivers: Sequence[Entry]) -> Iterator[Foreseen]:
        """What comes back when waivers end, of the rules that the day is nothing to."""
        if waivers:
            yield from self._first_days(lambda _: still, waivers, (), with_net=False)

    def _judged(self, rules: Iterable[RecordRule], bound: Bound, day: str) -> Iterator[Finding]:
        self._court.move_to(day)
        again = self._court.again(bound)
        for rule in rules:
            yield from self._told(rule.rule, bound.record, rule.judge(again))

    def _folded(self, folds: Iterable[PortfolioRule], day: str) -> Iterator[Finding]:
        self._court.move_to(day)
        bounds = [self._court.again(bound) for bound in self._bounds]
        for fold in folds:
            yield from self._told(fold.rule, None, fold.judge(bounds))

    def _told(self, rule: Rule, record: Record | None, verdicts: Iterable[Ruling]) -> Iterator[Finding]:
        """The breaches among what a rule came to; that it failed is kept, once."""
        for verdict in verdicts:
            if verdict.fault is not None:
                if rule.id not in self._failed:
                    self.failures += findings_of(rule, record, verdict, self._state.portfolio.unreadable)
                self._failed.add(rule.id)
            elif verdict.outcome is Outcome.BREACH:
                yield from findings_of(rule, record, verdict, self._state.portfolio.unreadable)

    def _first_days(
        self,
        judged: Callable[[str], Iterable[Finding]],
        waivers: Sequence[Entry],
        days: Iterable[str],
        with_net: bool,
    ) -> Iterator[Foreseen]:
        """Every breach that comes, with its first day. `judged` gives the breaches of a day, waived or not.

        The days of the waivers' ends are looked at as well, and with `with_net` some days in between.
        """

        @cache
        def on(day: str) -> Open:
            return _open([*judged(day)], waivers, self._state.pack, day)

        before = self._state.as_of
        seen = set(on(before))
        between = net(before, self._until) if with_net else [self._until]
        for day in sorted({*days, *(next_day(each.waiver.until) for each in waivers), *between}):
            if not before < day <= self._until:
                continue
            for fingerprint in [each for each in on(day) if each not in seen]:
                first = _first(fingerprint, on, before, day)
                seen.add(fingerprint)
                yield Foreseen(first, on(first)[fingerprint])
            before = day

    def _days(self, dates: Iterable[str], group: _Group) -> list[str]:
        """The days ahead on which rules that reckon with these dates, or with a parameter's, can turn."""
        ahead: set[str] = set()
        effective = [fold.rule.effective_from for fold in group.folds if fold.rule.effective_from is not None]
        for each in {*dates, *dates_in(self._court.params), *effective}:
            ahead |= {day for day in turns(each, group.shifts) if self._state.as_of < day <= self._until}
        return sorted(ahead)


def asks_for_the_day(rule: Rule) -> bool:
    """Whether a rule can come to something else on another day."""
    if rule.subject == "portfolio" and rule.effective_from is not None:
        return True
    return any(uses(text, "as_of") for text in _texts(rule))


def _texts(rule: Rule) -> list[str]:
    """The expressions that decide what a rule comes to."""
    texts = [rule.when, rule.for_each, rule.group_by, rule.where, rule.require]
    texts += [text for measure in rule.measures for text in (measure.expression, measure.where)]
    return [text for text in texts if text]


def _counts_days(rule: Rule) -> bool:
    """Whether a rule reckons with a number of days, so that no date and no count of months says when it turns."""
    return any(uses(text, "days_between") for text in _texts(rule))


def _open(findings: Sequence[Finding], waivers: Sequence[Entry], pack: Pack, day: str) -> Open:
    """The breaches of a day once its waivers are applied; a waiver that has ended is one of them."""
    waived = waive(Outcomes(), findings, waivers, pack, day).findings
    return {
        each.fingerprint: each
        for each in waived
        if each.outcome is Outcome.BREACH and (each.layer is not Layer.VALIDITY or each.rule == "waiver-expired")
    }


def _first(fingerprint: str, on: Callable[[str], Open], before: str, day: str) -> str:
    """The first day after `before` with the breach, which is there on `day`."""
    while (middle := halfway(before, day)) is not None:
        if fingerprint in on(middle):
            day = middle
        else:
            before = middle
    return day


def _unwaived(finding: Finding) -> Finding:
    if finding.outcome is not Outcome.WAIVED:
        return finding
    return replace(finding, outcome=Outcome.BREACH, waiver=None)


def _groups(pack: Pack, court: Court) -> list[_Group]:
    """The rules that ask for the day, put together by the numbers that they reckon with."""
    found: dict[tuple[tuple[int, ...], bool], tuple[list[RecordRule], list[PortfolioRule]]] = {}
    for rule in record_rules(pack, court):
        if asks_for_the_day(rule.rule):
            found.setdefault(_kind(pack, rule.rule), ([], []))[0].append(rule)
    for fold in portfolio_rules(pack, court):
        if asks_for_the_day(fold.rule):
            found.setdefault(_kind(pack, fold.rule), ([], []))[1].append(fold)
    return [_Group(tuple(rules), tuple(folds), *kind) for kind, (rules, folds) in found.items()]


def _kind(pack: Pack, rule: Rule) -> tuple[tuple[int, ...], bool]:
    """The numbers of months or days that a rule may reckon with, and whether it counts days."""
    texts = _texts(rule)
    named = [pack.strategy.parameters[name].value for name in parameters_in(texts)]
    found = {*numbers_in(named), *(number for text in texts for number in numbers_in_text(text))}
    return tuple(sorted(found)), _counts_days(rule)
