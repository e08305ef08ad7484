"""Mutation testing of the rooms `waivers`, `history`, `engine`, `rules` and `source`: see CONTRIBUTING.

`python -m tools.mutants ROOM…` tries the mutants of these rooms, or of all; exit 1 where one survives without a reason.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tools.mutants.changes import Mutant, mutants
from tools.mutants.reasons import Reason, reasons, unexplained
from tools.mutants.rooms import ONCE, ROOMS, Room
from tools.mutants.seen import Seen
from tools.mutants.trial import Fate, Trial

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "intlstrat"


def main(arguments: Sequence[str] | None = None) -> int:
    """Tries the mutants that the arguments ask for; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("rooms", metavar="ROOM", nargs="*", help=", ".join(ROOMS))
    parser.add_argument("--only", action="append", metavar="PART", help="mutants whose file:function holds it; or more")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="so many at a time")
    parser.add_argument("--first", type=int, default=60, help="so many tests for every mutant, before all for the rest")
    parser.add_argument(
        "--quick", action="store_true", help="no more tests than --first, and none for what has a reason"
    )
    parser.add_argument("--left", type=Path, metavar="FILE", help="only what it names; then it names what survives")
    parser.add_argument("--noticed", action="store_true", help="says which test notices each")
    given = parser.parse_args(arguments)
    if unknown := set(given.rooms) - set(ROOMS):
        parser.error(f"there is no room {', '.join(sorted(unknown))}")
    if len(rooms := given.rooms or list(ROOMS)) > 1:
        # A process each: what one room has imported and made is not there for the next.
        return max([_in_a_fork([room, *_options(given)]) for room in rooms])
    (room,) = rooms
    parts = given.only or [""]
    made = [
        each
        for path in sorted((PACKAGE / room).rglob("*.py"))
        if _is_wanted(path.as_posix(), parts)  # making them takes a while
        for each in mutants(PACKAGE, path.relative_to(PACKAGE).as_posix())
        if any(part in f"{each.file}:{each.function}" for part in parts)
    ]
    made = _wanted(made, room, given)
    say = _sayer()
    say(f"{room}: {len(made)} mutants.")
    started = time.monotonic()
    trial = Trial(PACKAGE, made, say, given.jobs, given.first, ROOMS[room].apart, ONCE)
    trial.seen, trial.to_the_end = Seen(PACKAGE, ROOT / ".mutants", room), not given.quick
    fates = tried(trial, ROOT / "tests", ROOMS[room])
    if len(fates) != len(made):
        say("The tests could not be run.")
        return 2
    if given.left is not None:
        written = reasons(room)
        names = [_name(each.mutant) for each in fates if each.survived and not _is_explained(each.mutant, written)]
        given.left.write_text(json.dumps(names, ensure_ascii=False, indent=0), encoding="utf-8")
    is_part = bool(given.only) or given.quick or given.left is not None
    return told(room, fates, say, given.noticed, is_part, time.monotonic() - started)


def _is_wanted(file: str, parts: Sequence[str]) -> bool:
    return any(".py" not in part or part.partition(":")[0] in file for part in parts)


def _wanted(made: list[Mutant], room: str, given: argparse.Namespace) -> list[Mutant]:
    """Those of the mutants that `--quick` and `--left` leave."""
    if given.quick:
        written = reasons(room)
        made = [each for each in made if not _is_explained(each, written)]
    if given.left is not None and given.left.exists():
        left = {tuple(each) for each in json.loads(given.left.read_text(encoding="utf-8"))}
        made = [each for each in made if _name(each) in left]
    return made


def _name(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.file, mutant.function, mutant.change


def _is_explained(mutant: Mutant, written: Sequence[Reason]) -> bool:
    return any(reason.covers(mutant) for reason in written)


def _options(given: argparse.Namespace) -> list[str]:
    options = [*(f"--only={part}" for part in given.only or ()), f"--jobs={given.jobs}", f"--first={given.first}"]
    return options + ["--noticed"] * given.noticed + ["--quick"] * given.quick


def _in_a_fork(arguments: Sequence[str]) -> int:
    sys.stdout.flush()
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 2
    try:
        code = main(arguments)
    finally:
        sys.stdout.flush()
        os._exit(code)


def _sayer() -> Callable[[str], None]:
    """Says it on what is standard output now, whatever the tests do with it."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    return lambda text: print(text, file=out, flush=True)


def tried(trial: Trial, tests: Path, room: Room) -> list[Fate]:
    """What became of the trial's mutants under the tests of the room, which lie below `tests`."""
    options = ["-o", "addopts=", "--import-mode=importlib", "-n0", "-p", "no:terminal", "-s", "--assert=plain"]
    options += ["-p", "no:cacheprovider", "--rootdir", str(tests.parent), "-o", "tmp_path_retention_policy=none"]
    pytest.main([*options, "-k", room.without, *(str(tests / each) for each in room.tests)], plugins=[trial])
    return trial.fates


def told(
    room: str, fates: Sequence[Fate], say: Callable[[str], None], noticed: bool, is_part: bool, seconds: float
) -> int:
    """Says what became of them; the exit code."""
    written = reasons(room)
    survivors = [fate for fate in fates if fate.survived]
    without = [fate for fate in survivors if not _is_explained(fate.mutant, written)]
    for fate in fates if noticed else ():
        outcome = fate.noticed_by or ("survives" if fate.ended else "does not end")
        say(f"{fate.mutant.file}:{fate.mutant.function}: {fate.mutant.change}\n    {outcome}")
    for fate in without:
        say(f"\n# {fate.tests} tests run it.\n{unexplained(fate.mutant)}")
    for reason in written if not is_part else ():
        if not any(reason.covers(fate.mutant) for fate in survivors):
            say(f"\nNo survivor has this reason any more. {reason.told}")
    killed = sum(fate.noticed_by is not None for fate in fates)
    say(
        f"\n{room}: {len(fates)} made, {killed} killed, {len(fates) - killed - len(survivors)} did not end, "
        f"{len(survivors) - len(without)} survived with a reason, {len(without)} without; {seconds:.0f} s."
    )
    return 1 if without else 0


if __name__ == "__main__":
    sys.exit(main())
