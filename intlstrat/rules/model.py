"""What a strategy and its rules are, once read and checked: frozen data, no YAML, no CEL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field

from intlstrat.findings import Layer, Severity

Texts = Mapping[str, str]
"""One text in several languages: `{"nb": …, "en": …}`."""

ParamValue = int | float | str | list[Any] | dict[str, Any]
"""A parameter's value; what a list or a map holds is such values again."""

RuleSubject = Literal["partner", "project", "record", "portfolio"]
"""`record` is every record of either kind."""


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a pack; of what was kept of one (`rules.stored`), no key that is not named is taken."""


class Clause(_Part, frozen=True):
    """One statement of the strategy. `not_checked` says why no rule checks what it demands."""

    id: str
    chapter: str
    force: str
    summary: Texts
    not_checked: Texts | None = None


class Chapter(_Part, frozen=True):
    """A chapter of the strategy, as clauses name it, and its heading there."""

    id: str
    title: Texts


class Code(_Part, frozen=True):
    """A code that records may use: an area, a programme, a principle or a goal."""

    code: str
    name: Texts
    clause: str | None = None
    kind: str | None = None


class Parameter(_Part, frozen=True):
    """A number, text, date, list or map that rules use. `value` is None where the strategy leaves it unset."""

    name: str
    value: ParamValue | None
    why: Texts
    interpretation: bool
    date: str | None = None
    title: Texts | None = None
    """What people call it; without one it goes by its name."""


class Strategy(_Part, frozen=True):
    """The strategy itself: title, version, clauses, codes and parameters."""

    id: str
    title: str
    municipality: str
    version: str | None
    adopted: str | None
    language: str
    examples_as_of: str | None
    clauses: tuple[Clause, ...]
    principles: tuple[Code, ...]
    goals: tuple[Code, ...]
    areas: tuple[Code, ...]
    programmes: tuple[Code, ...]
    relations: tuple[Code, ...]
    parameters: Mapping[str, Parameter]
    examples_params: Mapping[str, ParamValue | None] = field(default_factory=dict)
    """The parameters that the rules' examples run with, so that they hold whatever the municipality sets."""
    chapters: tuple[Chapter, ...] = ()
    """The headings of the chapters that have one."""


class Measure(_Part, frozen=True):
    """A number folded over the records that its own `where` picks."""

    name: str
    fold: Literal["sum", "min", "max"]
    expression: str
    among: tuple[str, ...] | None
    where: str | None


class Example(_Part, frozen=True):
    """One example of a rule: the records, and the outcome that they must give."""

    outcome: str
    case: Mapping[str, object]
    line: int
    column: int
    told: Mapping[str, object] = field(default_factory=dict)
    """What the outcome is to be told with: the `values` of a breach's message, or what is `missing` for an answer."""


class Rule(_Part, frozen=True):
    """One check: when it applies, what it requires, and what it says when that does not hold."""

    id: str
    path: str
    """Relative to the pack, with "/"."""
    subject: RuleSubject
    layer: Layer
    clauses: tuple[str, ...]
    severity: Severity
    when: str | None
    needs: tuple[str, ...]
    effective_from: str | None
    waivable: bool
    for_each: str | None
    group_by: str | None
    among: tuple[str, ...]
    where: str | None
    measures: tuple[Measure, ...]
    require: str
    at: str | None
    values: Mapping[str, str]
    title: Texts
    message: Texts
    why: Texts
    fix: Texts
    examples: tuple[Example, ...]
    interpretations: tuple[str, ...]
    """The parameters marked as interpretation that the rule's expressions name, sorted."""


class Pack(_Part, frozen=True):
    """A strategy with all its rules, sorted by id, and the digest of every file of the pack (`sha256:…`)."""

    strategy: Strategy
    rules: tuple[Rule, ...]
    digest: str

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def rules_of(self, clause_id: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if clause_id in rule.clauses)


TOLD_OTHERWISE = "told otherwise"
"""What an example comes to that has the right outcome, with other values or for want of something else."""


class ExampleResult(_Part, frozen=True):
    """What one example of a rule says that it comes to, and what it came to when it was run."""

    rule: str
    path: str
    """The rule's file, relative to the pack, with "/"."""
    line: int
    column: int
    expected: str
    """An outcome."""
    actual: str
    """An outcome, or any other word where the example could not be run; `detail` then says why."""
    detail: str | None = None

    @property
    def passed(self) -> bool:
        return self.expected == self.actual
