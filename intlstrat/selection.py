"""What of the findings is shown, and what is looked at: the paths and the patterns that were given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from msgspec import Struct

from intlstrat.findings import PORTFOLIO, Finding, Layer
from intlstrat.rules.model import Pack
from intlstrat.validity import VALIDITY_RULES


class Selection(Struct, frozen=True):
    """What of the findings is shown. Patterns are globs over rule ids, clause ids and layers; none shows all.

    `paths` are files or folders relative to the root, with "/"; with any, rules about the portfolio are not asked.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


def known_names(pack: Pack) -> frozenset[str]:
    """Everything that a pattern of `--select` or `--ignore` can answer to."""
    rules = (rule.id for rule in pack.rules)
    clauses = (clause.id for clause in pack.strategy.clauses)
    return frozenset({*rules, *clauses, *VALIDITY_RULES, *(layer.value for layer in Layer)})


def is_selected(finding: Finding, selection: Selection) -> bool:
    """`--ignore` wins over `--select`; the validity layer is shown whatever is selected."""
    if not selection.select and not selection.ignore:
        return True
    names = (finding.rule, finding.layer.value, *finding.clauses)
    if _matches(names, selection.ignore):
        return False
    return not selection.select or finding.layer is Layer.VALIDITY or _matches(names, selection.select)


def selected_rules(pack: Pack, selection: Selection) -> frozenset[str] | None:
    """The rules that the patterns leave to be shown; None where there are no patterns."""
    if not selection.select and not selection.ignore:
        return None
    named = {rule.id: (rule.id, rule.layer.value, *rule.clauses) for rule in pack.rules}
    return frozenset(
        rule
        for rule, names in named.items()
        if not _matches(names, selection.ignore) and (not selection.select or _matches(names, selection.select))
    )


def is_within(path: str | None, paths: Sequence[str]) -> bool:
    """Whether a file is one of the paths, or lies below one."""
    return not paths or (path is not None and any(each in (path, "") or path.startswith(f"{each}/") for each in paths))


def is_near(finding: Finding, paths: Sequence[str]) -> bool:
    """Whether a finding is of the paths. A rule that was not asked cannot tell that its waiver is unused."""
    unasked = paths and finding.rule == "waiver-unused" and finding.subject == PORTFOLIO
    return not unasked and is_within(finding.place.path, paths)


def _matches(names: Iterable[str], patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)
