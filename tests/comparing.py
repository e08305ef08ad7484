"""Two states built from text and compared in this process, without git or the command line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from portfolios import PARTNER, STRATEGY, rule

from intlstrat.check import Asked, Checked, check
from intlstrat.files import InputFile, Inputs
from intlstrat.findings import Finding
from intlstrat.history import Base
from intlstrat.memory import Memory
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack
from intlstrat.selection import Selection

DAY = "2026-06-30"
WAIVERS = "data/waivers.yaml"
GOALS = rule("project-goals", "size(project.goals) > 0", at="goals")
TARGETS = rule("project-targets", "has(item.target)", for_each="project.goals", at="goals[item].target")


@cache
def pack_of(*rules: str, parameters: str = "", strategy: str = STRATEGY) -> Pack:
    """A pack of rules given as the texts of their files."""
    files = {"strategy.yaml": strategy + (f"parameters: {parameters}\n" if parameters else "")}
    files |= {f"{text.partition(chr(10))[0].removeprefix('id: ')}.yaml": text for text in rules}
    loaded = load_pack({name: text.encode() for name, text in files.items()}, examples=False)
    assert loaded.pack is not None, loaded.problems
    return loaded.pack


def inputs_of(files: Mapping[str, str] | None) -> Inputs:
    """Records by their path, as the disk gives them; a partner that is well comes with them. None: no record at all."""
    if files is None:
        return Inputs((), None, ())
    given = {"data/partners/nordby.yaml": PARTNER, **files}
    records = tuple(
        (path.split("/")[1].removesuffix("s"), InputFile(path, text.encode()))
        for path, text in sorted(given.items())
        if path != WAIVERS
    )
    waivers = InputFile(WAIVERS, files[WAIVERS].encode()) if WAIVERS in files else None
    return Inputs(records, waivers, ())


def compared(
    then: Mapping[str, str] | None,
    now: Mapping[str, str] | None,
    pack: Pack,
    pack_then: Pack | None = None,
    days: tuple[str, str] = (DAY, DAY),
    paths: tuple[str, ...] = (),
    memory: Memory | None = None,
    strictly: bool = False,
) -> Checked:
    """What comes of checking `now` against `then`; of the records below `paths` alone, where there are any.

    With `strictly`, the waivers of then count, and no others.
    """
    base = Base("HEAD", "0" * 40, days[0], inputs_of(then), pack_then or pack)
    asked = Asked(since=base, waivers_from=base if strictly else None)
    return check(inputs_of(now), pack, days[1], Selection(paths=paths), asked, memory=memory)


def told(checked: Checked) -> list[tuple[str, str | None, str, str | None]]:
    """Rule, record, state and cause of every finding of now and of those that are gone, sorted."""
    assert checked.report.comparison is not None
    found = (*checked.report.findings, *checked.report.comparison.fixed)
    return sorted((each.rule, each.subject.id, *change(each)) for each in found)


def change(finding: Finding) -> tuple[str, str | None]:
    assert finding.change is not None
    return finding.change.state, finding.change.cause
