"""`python -m tools.rule_mutants`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from tools import rule_mutants
from tools.rule_mutants.reasons import REASONS, read_reasons, stale, without_reason
from tools.rule_mutants.trial import Trial, Tried

STRATEGY = "strategy"
"""Stands for the parameters of the examples, among the rules."""
Told = tuple[Counter[str], list[Tried]]
"""How many mutants came to what, and those that nothing noticed."""


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a pack, by their path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def main(given: Sequence[str] | None = None) -> int:
    """Runs the mutants of a pack and prints what became of them; the exit is 1 where one is noticed by nothing."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.rule_mutants", description=rule_mutants.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("only", nargs="*", metavar="RULE", help=f"only these rules, or “{STRATEGY}”")
    parser.add_argument("--rules", type=Path, default=Path("rules"), help="the folder of the pack")
    parser.add_argument("--reasons", type=Path, default=REASONS, help="the file with the reasons")
    parser.add_argument("--one-in", type=int, default=1, metavar="N", help="try one change in N, to know sooner")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="so many at a time")
    chosen = parser.parse_args(given)
    started = time.monotonic()
    trial, reasons = Trial(files_of(chosen.rules)), read_reasons(chosen.reasons)
    rules = chosen.only or [*trial.rules, STRATEGY]
    if unknown := [rule for rule in rules if rule not in (*trial.rules, STRATEGY)]:
        parser.error(f"there is no rule {unknown[0]}")
    fates: Counter[str] = Counter()
    unnoticed: list[Tried] = []
    for counted, found in _all(trial, rules, chosen):
        fates += counted
        unnoticed += found
    bare = without_reason(unnoticed, reasons)
    gone = stale(unnoticed, reasons, rules) if chosen.one_in == 1 else []
    for each in bare:
        print(f"{each.rule}: {each.change}: noticed by none of the examples")
    for rule, change in gone:
        print(f"{rule}: {change}: stands in {chosen.reasons.name} and need not")
    _figure(fates, len(unnoticed) - len(bare), len(bare), time.monotonic() - started)
    return 1 if bare or gone else 0


def _figure(fates: Counter[str], reasoned: int, bare: int, seconds: float) -> None:
    rows = [
        (fates["refused"], "refused by the loader"),
        (fates["same"], "the same for every record that there can be"),
        (fates["noticed"], "noticed by the rule's own examples"),
        (reasoned, "noticed by nothing, with a written reason"),
        (bare, "noticed by nothing"),
    ]
    print(f"{sum(fates.values())} changes by one token, in {seconds:.0f} s:")
    for count, words in rows:
        print(f"{count:7} {words}")


def _all(trial: Trial, rules: Sequence[str], chosen: argparse.Namespace) -> Iterator[Told]:
    """What became of the mutants of each rule, in the rules' order."""
    if chosen.jobs == 1 or len(rules) == 1:
        yield from (_one(trial, rule, chosen.one_in) for rule in rules)
        return
    with ProcessPoolExecutor(chosen.jobs) as pool:
        yield from pool.map(_elsewhere, [(chosen.rules, rule, chosen.one_in) for rule in rules])


def _one(trial: Trial, rule: str, one_in: int) -> Told:
    tried = list(trial.of_parameters() if rule == STRATEGY else trial.of_rule(rule, one_in))
    return Counter(each.fate for each in tried), [each for each in tried if each.fate == "unnoticed"]


def _elsewhere(work: tuple[Path, str, int]) -> Told:
    """The same in another process, which reads the pack once."""
    folder, rule, one_in = work
    return _one(_trial_of(folder), rule, one_in)


@cache
def _trial_of(folder: Path) -> Trial:
    return Trial(files_of(folder))


if __name__ == "__main__":
    sys.exit(main())
