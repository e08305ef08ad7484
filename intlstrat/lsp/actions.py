"""What can be done about a finding at the cursor: mend it, waive its rule, add the key that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.authoring.fix.edits import Edit
from intlstrat.files import WAIVER_FILES
from intlstrat.findings import Finding, Layer, Message, Outcome, msg
from intlstrat.lsp.complete import quoted
from intlstrat.lsp.edit import add_key, add_waiver
from intlstrat.lsp.fixes import mends
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import File, Key
from intlstrat.lsp.words import Choice
from intlstrat.source import Path

Kind = Literal["quickfix", "source.fixAll.intlstrat"]
KINDS: Final[tuple[Kind, ...]] = ("quickfix", "source.fixAll.intlstrat")


class Action(Struct, frozen=True):
    """Something that can be done: what it is called, and the changes by file. `created` must be made first."""

    title: Message
    kind: Kind
    changes: Mapping[Key, tuple[Edit, ...]]
    findings: tuple[Finding, ...] = ()
    """The findings that it is about."""
    created: Key | None = None
    preferred: bool = False


def actions(
    file: File, start: int, end: int, findings: Sequence[Finding], known: Known, kinds: Sequence[str]
) -> tuple[Action, ...]:
    """What can be done in a span of a file. `findings` are those that stand there; `kinds` are what is asked for."""
    found: list[Action] = []
    if any(kind in kinds for kind in KINDS):
        found += _mending(file, start, end, findings, known, kinds)
    if "quickfix" in kinds:
        for finding in findings:
            found += _adding(file, finding)
        for finding in findings:
            found += _waiving(file, finding, known)
    return _once(found)


def _once(found: Sequence[Action]) -> tuple[Action, ...]:
    """What several findings ask for alike, once, for all of them."""
    made: dict[tuple[object, ...], Action] = {}
    for action in found:
        key = action.kind, *action.changes.items()
        same = made.get(key)
        made[key] = action if same is None else replace(same, findings=(*same.findings, *action.findings))
    return tuple(made.values())


def _mending(
    file: File, start: int, end: int, findings: Sequence[Finding], known: Known, kinds: Sequence[str]
) -> Iterator[Action]:
    found = mends(file, known)
    if "quickfix" in kinds:
        for mend in found.each:
            if mend.change.start <= end and start <= mend.change.end:
                about = tuple(each for each in findings if each.place.pointer == mend.pointer)
                yield Action(mend.what, "quickfix", {file.key: (mend.change,)}, about, preferred=True)
    if found.whole is not None and "source.fixAll.intlstrat" in kinds:
        title = msg("Mend all that can be mended in this file without deciding anything.")
        yield Action(title, "source.fixAll.intlstrat", {file.key: (found.whole,)})


def _adding(file: File, finding: Finding) -> Iterator[Action]:
    """Where a finding points at a key that is not there: that key."""
    path = steps(finding.place.pointer)
    if finding.place.path != file.path or not path or file.area != "data":
        return
    change = add_key(file, path)
    if change is not None:
        key = ".".join(str(step) for step in path if isinstance(step, str))
        yield Action(msg("Add the key “{key}”.", key=key), "quickfix", {file.key: (change,)}, (finding,))


def _waiving(file: File, finding: Finding, known: Known) -> Iterator[Action]:
    """A waiver in the file that it belongs in. What must be decided is left open, and `check` asks for it."""
    rule = known.rules.get(finding.rule)
    if finding.outcome is not Outcome.BREACH or finding.layer is Layer.VALIDITY or rule is None or not rule.waivable:
        return
    target: File = file
    created: Key | None = None
    if finding.subject.kind == "portfolio":
        held = next((known.library.data[name] for name in WAIVER_FILES if name in known.library.data), None)
        target = held or File("data", WAIVER_FILES[0], "waivers", b"")
        created = target.key if held is None else None
    elif finding.place.path != file.path:
        return
    item = {"item": quoted(Choice(str(finding.item), ""), "", True)} if finding.item is not None else {}
    change = add_waiver(target, {"rule": finding.rule, **item, "reason": "", "decided_by": "", "until": ""})
    if change is not None:
        title = msg("Waive {rule} with a reason.", rule=finding.rule)
        if item:
            title = msg("Waive {rule} with a reason, for {item} only.", rule=finding.rule, item=str(finding.item))
        yield Action(title, "quickfix", {target.key: (change,)}, (finding,), created)


def steps(pointer: str | None) -> Path:
    """The path of a JSON Pointer. A figure is the index of a list, or a year; both are looked up as they stand."""
    if not pointer:
        return ()
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    return tuple(int(part) if part.isdecimal() and len(part) < 4 else part for part in parts)
