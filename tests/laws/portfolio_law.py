"""What a law of a rule about the whole portfolio is, and how the rule is held to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from days import DAYS
from held import Outcomes, outcomes, pack_of
from hypothesis import strategies as st
from law import Allowed
from records_made import Draw, Records, Values, portfolios, records

from intlstrat.findings import PORTFOLIO, Item, Outcome

Parameters = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Whole:
    """One case: the portfolio, what some items must come to, and the parameters that are not as shipped."""

    case: str
    records: Records
    expected: Mapping[Item, Outcome | Allowed]
    parameters: Parameters = ()


Cases = Callable[["Scene"], Iterator[Whole]]


@dataclass(frozen=True)
class PortfolioLaw:
    """A rule's law. `reads` are the keys that the clause speaks of, by kind of record; all others are of no account."""

    rule: str
    reads: Mapping[str, frozenset[str]]
    cases: Cases


LAWS: dict[str, PortfolioLaw] = {}


def law(rule: str, partner: str = "", project: str = "") -> Callable[[Cases], Cases]:
    """Registers the cases of a rule, with the keys that it may look at in each kind of record."""

    def registered(cases: Cases) -> Cases:
        assert rule not in LAWS, f"two laws for {rule}"
        LAWS[rule] = PortfolioLaw(
            rule, {"partner": frozenset(partner.split()), "project": frozenset(project.split())}, cases
        )
        return cases

    return registered


class Scene:
    """A drawn portfolio and a day; makes the records that a case adds to it."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.day: str = draw(st.sampled_from(DAYS))
        self.records: Records = draw(portfolios(most=2))
        self._spare: Mapping[str, Values] = {kind: draw(records(kind)) for kind in ("partner", "project")}

    def one(self, values: tuple[Any, ...]) -> Any:
        return self.draw(st.sampled_from(values))

    def without(self, wanted: Callable[[str, Values], bool]) -> Records:
        """The portfolio without the records that some condition picks."""
        return {key: record for key, record in self.named().items() if not wanted(key[0], record)}

    def named(self) -> Records:
        """The portfolio, with no project that names a partner, so that any record can be left out."""
        return {
            key: {name: value for name, value in record.items() if name != "partners"}
            for key, record in self.records.items()
        }

    def made(self, kind: str, number: int, **values: Any) -> Records:
        """So many records of a kind, alike in these values (a tuple is one for each) and anything else besides."""
        found: Records = {}
        for index in range(number):
            own = {key: value[index] if isinstance(value, tuple) else value for key, value in values.items()}
            record = {**self.draw(records(kind)), **own}
            found[kind, f"ny-{len(found)}"] = {key: value for key, value in record.items() if value is not None}
        return found

    def unrelated(self, law: PortfolioLaw, given: Records) -> Records:
        """The same portfolio with everything replaced that the clause does not speak of."""
        changed: Records = {}
        for (kind, id_), record in given.items():
            kept = {key: value for key, value in record.items() if key in law.reads[kind]}
            rest = {key: value for key, value in self._spare[kind].items() if key not in law.reads[kind]}
            changed[kind, id_] = {**rest, **kept}
        return changed


def hold(law: PortfolioLaw, scene: Scene, mutant: Parameters = ()) -> None:
    """Takes a portfolio through the cases of a rule: each must come to what the law says, whatever else is there."""
    for case in law.cases(scene):
        rules = pack_of(law.rule, case.parameters, mutant)
        before = outcomes(case.records, rules, scene.day)[law.rule].get(PORTFOLIO, {})
        assert matches(before, case.expected), _told(law, case, scene.day, before)
        after = outcomes(scene.unrelated(law, case.records), rules, scene.day)[law.rule].get(PORTFOLIO, {})
        assert after == before, f"with the rest replaced: {_told(law, case, scene.day, after)}"


def matches(found: Outcomes, expected: Mapping[Item, Outcome | Allowed]) -> bool:
    """Whether the items that the law speaks of came out as it says."""
    for item, wanted in expected.items():
        allowed = wanted if isinstance(wanted, frozenset) else frozenset[Outcome | None]({wanted})
        if found.get(item) not in allowed:
            return False
    return True


def _told(law: PortfolioLaw, case: Whole, day: str, found: Outcomes) -> str:
    return f"{law.rule}, {case.case}, as of {day}: {found}, not {dict(case.expected)}, for {case.records}"
