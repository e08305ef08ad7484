"""What has changed between two whole states: which findings are new, existing and fixed, and what caused each.

A difference is laid to one cause by changing one thing at a time, from the earlier state to the later one: first the
day, then the rules, then the records, then the waivers. The last of these steps that brought a finding, or took it
away, is its cause. A step in which nothing changed cannot be the cause of anything and is not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import Change, Finding, Outcome, Subject
from intlstrat.history.matching import Pairs, Side, pair
from intlstrat.memory import Memory
from intlstrat.verdict import State, Verdict, verdict
from intlstrat.waivers import Entry, carried

Cause = Literal["clock", "rules", "data", "waiver"]
_CAUSES: tuple[Cause, ...] = ("clock", "rules", "data", "waiver")
"""The cause of each step, in the order in which one thing after another is changed."""

_THEN, _NEW_RECORDS, _NOW = 0, 3, 4
"""How many steps have been taken: none, those up to the records of now, all."""

_ABSENT, _WAIVED, _UNKNOWN = 9, 8, 3
"""How bad it is that a finding is not there, is waived, is unknown; below these, the rank of its severity."""


class Earlier(Struct, frozen=True):
    """The state to compare with.

    `under_new_rules` holds the same records as read under the rules of now (whose codes may differ); `renamed` leads
    from the subjects of then to those of now, for records whose file has another name.
    """

    state: State
    under_new_rules: State
    renamed: Mapping[Subject, Subject]
    same_rules: bool
    same_records: bool


class Differences(Struct, frozen=True):
    """The findings of now, each with its change, and those of then that are gone, with theirs."""

    findings: tuple[Finding, ...]
    fixed: tuple[Finding, ...]


def compare(earlier: Earlier, now: State, found: Verdict, whole: bool, memory: Memory) -> Differences:
    """Compares the verdict `found` on the state `now` with that on an earlier state.

    With `whole` False, rules about the portfolio are not asked.
    """
    return _Steps(earlier, now, found, whole, memory).differences()


class _Steps:
    """The states on the way from then to now, each judged when it is first asked for."""

    def __init__(self, earlier: Earlier, now: State, found: Verdict, whole: bool, memory: Memory) -> None:
        self._earlier, self._now, self._whole, self._memory = earlier, now, whole, memory
        self._verdicts: dict[int, tuple[Finding, ...]] = {_NOW: found.findings}
        self._pairs: dict[tuple[int, int], Pairs] = {}
        then = earlier.state
        waivers = carried(then.waivers, now.portfolio, earlier.renamed, standing=now.waivers, are_spoken_of=True)
        self._old_waivers = waivers
        same_waivers = sorted(map(_waiver_key, waivers)) == sorted(map(_waiver_key, now.waivers))
        self._changed = (
            then.as_of != now.as_of,
            not earlier.same_rules,
            not earlier.same_records,
            not same_waivers,
        )

    def differences(self) -> Differences:
        now, then = self._at(_NOW), self._at(_THEN)
        gone = [place for place, other in enumerate(self._match(_THEN, _NOW).later) if other is None]
        return Differences(
            tuple(replace(finding, change=self._change(place)) for place, finding in enumerate(now)),
            tuple(replace(then[place], change=Change("fixed", self._cause_of_end(place))) for place in gone),
        )

    def _change(self, place: int) -> Change:
        """How the finding of now at a place in the list compares with the earlier state."""
        bad, before = _badness(self._at(_NOW)[place]), self._bad_before(_THEN, place)
        if before <= bad:
            is_now_waived = bad == _WAIVED and before < bad
            if not is_now_waived:
                is_faded = bad == _UNKNOWN and before < bad
                why = self._cause(place, lambda earlier: earlier < _UNKNOWN) if is_faded else None
                return Change("existing", None, why)
            return Change("fixed", self._cause(place, lambda earlier: earlier < _WAIVED))
        return Change("new", self._cause(place, lambda earlier: earlier > bad))

    def _cause(self, place: int, is_otherwise: Callable[[int], bool]) -> Cause:
        """The last step before which the finding of now was otherwise than it is."""
        for step in self._steps_back():
            if is_otherwise(self._bad_before(step, place)):
                return _CAUSES[step]
        raise AssertionError("two states that differ in nothing came to different verdicts")

    def _cause_of_end(self, place: int) -> Cause:
        """The last step before which the finding of then was still there, as bad as then."""
        bad = _badness(self._at(_THEN)[place])
        for step in self._steps_back():
            other = self._match(_THEN, step).later[place]
            if other is not None and (_badness(self._at(step)[other]) < _WAIVED or bad == _WAIVED):
                return _CAUSES[step]
        raise AssertionError("two states that differ in nothing came to different verdicts")

    def _steps_back(self) -> Iterator[int]:
        """The steps that changed something, the last one first; each as the number of steps before it."""
        return (step for step in reversed(range(len(_CAUSES))) if self._changed[step])

    def _bad_before(self, step: int, place: int) -> int:
        """How bad the finding of now was before a step."""
        other = self._match(step, _NOW).earlier[place]
        return _ABSENT if other is None else _badness(self._at(step)[other])

    def _match(self, earlier: int, later: int) -> Pairs:
        """The findings of two steps, each with its like."""
        if (earlier, later) not in self._pairs:
            renamed = self._earlier.renamed if earlier < _NEW_RECORDS <= later else {}
            self._pairs[earlier, later] = pair(self._side(earlier), self._side(later), renamed)
        return self._pairs[earlier, later]

    def _side(self, step: int) -> Side:
        return Side(self._at(step), self._states[step].portfolio)

    @cached_property
    def _states(self) -> tuple[State, ...]:
        """The states after none, one, two, three and all four of the steps."""
        then, new_rules, now = self._earlier.state, self._earlier.under_new_rules, self._now
        return (
            then,
            replace(then, as_of=now.as_of),
            replace(new_rules, as_of=now.as_of),
            replace(now, waivers=self._old_waivers),
            now,
        )

    def _at(self, step: int) -> tuple[Finding, ...]:
        """The findings after so many steps."""
        if step not in self._verdicts:
            if step > 0 and not self._changed[step - 1]:
                self._verdicts[step] = self._at(step - 1)
            elif not any(self._changed[step:]):
                self._verdicts[step] = self._at(_NOW)
            else:
                state = self._states[step]
                # Before there was a record there was nothing to judge, and so no portfolio that lacks something.
                is_there = bool(state.portfolio.records or state.portfolio.unreadable)
                self._verdicts[step] = verdict(state, self._whole and is_there, memory=self._memory).findings
        return self._verdicts[step]


def _badness(finding: Finding) -> int:
    """The lower, the worse."""
    if finding.outcome is Outcome.WAIVED:
        return _WAIVED
    return _UNKNOWN if finding.outcome is Outcome.UNKNOWN else finding.severity.rank


def _waiver_key(entry: Entry) -> str:
    return repr((entry.subject, entry.waiver, entry.is_spoken_of))
