"""The written reasons why a change that nothing notices is none that matters."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from tools.rule_mutants.trial import Tried

REASONS = Path(__file__).with_name("reasons.yaml")
Named = tuple[str, str]
"""A rule and a change of it."""


def read_reasons(path: Path) -> dict[Named, str]:
    """The reason for each change. Raises ValueError where one is missing, or a change stands twice."""
    found: dict[Named, str] = {}
    for rule, entries in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
        for entry in entries:
            why = str(entry.get("why") or "").strip()
            for change in entry["changes"]:
                if not why or (rule, change) in found:
                    raise ValueError(f"{path.name}: {rule}: {change} has no reason, or stands twice")
                found[rule, change] = why
    return found


def without_reason(unnoticed: Iterable[Tried], reasons: dict[Named, str]) -> list[Tried]:
    """The changes that nothing notices, and for which no reason is given."""
    return [each for each in unnoticed if (each.rule, each.change) not in reasons]


def stale(unnoticed: Iterable[Tried], reasons: dict[Named, str], rules: Iterable[str]) -> list[Named]:
    """The reasons for what is noticed after all, or is no change any more; of these rules, all of which were tried."""
    needed, tried = {(each.rule, each.change) for each in unnoticed}, set(rules)
    return [named for named in reasons if named not in needed and named[0] in tried]
