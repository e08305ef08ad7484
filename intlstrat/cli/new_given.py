"""`new` without questions: all that is wrong is told at once, and then nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intlstrat.cli import screen
from intlstrat.cli.again import NO_LINE, Then, with_id
from intlstrat.cli.session import Stop
from intlstrat.findings import Layer, Severity, msg

if TYPE_CHECKING:
    from intlstrat.authoring.new.given import Given, Wrong
    from intlstrat.authoring.new.world import World
    from intlstrat.cli.new_world import Place
    from intlstrat.records.types import Refusal


def take(place: Place, world: World, id_: str | None, given: Given, is_typed: bool) -> tuple[str, str]:
    """The id and the file's text. Raises `Stop` with everything that is wrong.

    `is_typed`: the record stands in the line that was typed, which can then be typed again with another id.
    """
    from intlstrat.authoring.new.file_text import file_text
    from intlstrat.authoring.new.given import Wrong
    from intlstrat.authoring.new.special import free_id, read_id
    from intlstrat.records.types import Refusal

    wrong, then = list(given.wrong), NO_LINE
    name = given.values.get(world.name_key)
    try:
        found = read_id(world, id_) if id_ is not None else free_id(world, name if isinstance(name, str) else "")
    except Refusal as refusal:
        found = ""
        wrong.append(Wrong("ID", refusal.message, refusal.fix))
        then = another_id(place.kind, id_, refusal)
    text = ""
    if not given.wrong:
        text = file_text(world, given.values)
        wrong += _refused(place, world, found, text, given)
        if id_ is None and isinstance(name, str) and name.strip():
            clash = _of_name(place, name, found)
            wrong += clash
            then = with_id(place.kind, None, found) if clash and found else NO_LINE
    if wrong:
        raise Stop(lines=_lines(place, wrong), then=then if is_typed and len(wrong) == 1 else NO_LINE)
    for key, taken in given.taken:
        screen.tell(place.language.text("{key}: understood as {text}", key=key, text=taken))
    return found, text


def another_id(kind: str, id_: str | None, refusal: Refusal) -> Then:
    """The line with the id that the refusal suggests in the place of the one that it refuses."""
    suggestion = refusal.fix.values.get("suggestion")
    return with_id(kind, id_, suggestion) if isinstance(suggestion, str) and suggestion else NO_LINE


def _of_name(place: Place, name: str, found: str) -> list[Wrong]:
    """What is wrong with the id that the name gives: there is none, or another record has it.

    Only a person can say whether that is the same one; so no number is put behind it here.
    """
    from intlstrat.authoring.new.given import Wrong
    from intlstrat.authoring.new.special import id_of_name

    own = id_of_name(name)
    if not own:
        message = msg("No id can be made from the name.")
        return [Wrong("ID", message, msg("Give one: intlstrat new {kind} ID", kind=place.kind))]
    if own == found:
        return []
    message = msg("The id “{id}” is taken already. Nothing is written over.", id=own)
    fix = msg(
        "If this is another one, give it an id of its own: intlstrat new {kind} {suggestion}",
        kind=place.kind, suggestion=found,
    )  # fmt: skip
    return [Wrong("ID", message, fix)]


def _refused(place: Place, world: World, id_: str, text: str, given: Given) -> list[Wrong]:
    """What a check would refuse to read; what is required and is not there is told in one."""
    from intlstrat.authoring.new.given import Wrong

    missing = [part.key for part in world.root.parts if part.required and given.values.get(part.key) is None]
    wrong = []
    if missing:
        options = " ".join(f"--set {key}=…" for key in missing)
        message = msg("These keys are required, and are not there: {keys}.", keys=tuple(missing))
        wrong.append(Wrong("", message, msg("Add {options}", options=options)))
    for finding in place.findings(id_ or "new-record", text):
        if finding.layer is Layer.VALIDITY and finding.severity is Severity.ERROR:
            key = (finding.place.pointer or "").removeprefix("/").replace("/", ".")
            if key not in missing:
                wrong.append(Wrong(key, finding.message, finding.fix))
    return wrong


def _lines(place: Place, wrong: list[Wrong]) -> tuple[str, ...]:
    from intlstrat.formats.terminal import one_line

    language = place.language
    lines = []
    for each in wrong:
        where = f"{one_line(each.where)}: " if each.where else ""
        lines.append(f"{where}{one_line(language.message(each.message))}")
        lines.append(f"    {one_line(language.message(each.fix))}")
    return (*lines, "", language.text("Nothing was written."))
