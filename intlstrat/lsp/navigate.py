"""From a name to what it names, and from that to every place that names it."""

from __future__ import annotations

from msgspec import Struct

from intlstrat.lsp.fields import field_at
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import File, Target, key_at, target_of
from intlstrat.lsp.spot import Spot
from intlstrat.lsp.track import plain as bare

_NAMES = {"partner": "name", "project": "title"}


class Site(Struct, frozen=True):
    """A place in a file (code points, end exclusive)."""

    file: File
    start: int
    end: int


def target_at(file: File, text: str, spot: Spot | None, line: int) -> Target | None:
    """What is named at a spot. The first line of a partner's file, and its name, stand for the partner."""
    if spot is not None:
        word = bare(text[spot.start : spot.end])
        if file.kind == "partner" and (*spot.path, *([word] if spot.wants == "key" else [])) == ("name",):
            return Target("partner", file.id)
        field = field_at(file.kind, spot.path) if spot.wants != "key" else None
        if field is not None and word:
            found = target_of(file.kind, spot.path, field.form, field.codes, word)
            return found[0] if found is not None else None
    return Target("partner", file.id) if file.kind == "partner" and line == 0 else None


def definition(target: Target, known: Known) -> Site | None:
    """Where a target is what it is: a partner's file, a rule's file, a line of the strategy."""
    if target.kind == "partner":
        file = known.library.partners.get(target.word)
        return head(file) if file is not None else None
    declared = (Site(file, each.start, each.end) for file, each in known.library.naming(target) if each.declares)
    return next(declared, None)


def references(target: Target, known: Known, with_definition: bool) -> list[Site]:
    """Every place that names a target, by file and line."""
    named = known.library.naming(target)
    found = [Site(file, each.start, each.end) for file, each in named if with_definition or not each.declares]
    if target.kind == "partner" and with_definition and (own := definition(target, known)) is not None:
        return [own, *found]
    return found


def head(file: File) -> Site:
    """The place that stands for a whole record: its name, or else its beginning."""
    found = key_at(file.document, (_NAMES.get(file.kind, "id"),))
    return Site(file, found.value.start, found.value.end) if found is not None else Site(file, 0, 0)
