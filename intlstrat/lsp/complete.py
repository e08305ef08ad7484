"""What may be written at the cursor: the keys that are not there yet, and the values that a field may have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.formats.schema_lists import readings
from intlstrat.lsp.fields import Field, FileKind, field_at, fields_of
from intlstrat.lsp.hover import about
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import Target
from intlstrat.lsp.markdown import paragraphs, plain, strong
from intlstrat.lsp.spot import Spot
from intlstrat.lsp.track import plain as bare
from intlstrat.lsp.words import Choice, choices

_SPECIAL: Final = frozenset(":#,[]{}&*!|>%@`'\"")

Sort = Literal["key", "word", "partner", "rule", "date"]


class Item(Struct, frozen=True):
    """One proposal. `filter` is what the typed word is compared with, `new` replaces the word at the spot."""

    label: str
    detail: str
    documentation: str
    """Markdown; nothing where the detail says it all, or more can be had of the target."""
    new: str
    filter: str
    sort: Sort
    target: Target | None = None
    """What a longer explanation can be had of, when it is asked for."""


def complete(kind: FileKind, text: str, spot: Spot, known: Known) -> tuple[Item, ...]:
    """The proposals at a spot, in the order in which they are to be shown."""
    field = field_at(kind, spot.path)
    if field is None or (spot.start < len(text) and text[spot.start] in "&*!"):
        return ()
    lead = spot.lead
    if field.form == "list" and spot.wants != "key" and field.item is not None:
        if spot.start != spot.end or spot.lead.strip():
            return ()  # what stands there already is no list
        if spot.wants == "value":
            return tuple(_lists(field.item, kind, text, spot, known, lead))
        field, lead = field.item, "- "
    if field.form == "map":
        return tuple(_keys(field, kind, text, spot, known, lead)) if spot.wants != "value" else ()
    if spot.wants == "key":
        return ()
    return tuple(_values(field, kind, text, spot, known, lead))


def _keys(field: Field, kind: FileKind, text: str, spot: Spot, known: Known, lead: str) -> Iterator[Item]:
    language = known.language
    if field.model is None:
        for word in field.words:
            if word not in spot.keys:
                yield Item(word, "", "", f"{lead}{word}: ", word, "key")
        return
    for name, below in fields_of(field.model).items():
        if name in spot.keys:
            continue
        title = language.text(below.title)
        said = paragraphs(strong(title), plain(language.text(below.description)))
        new = name if spot.colon else lead + name + _after(below, text, spot, len(lead))
        yield Item(name, title, said, new, f"{name} {title}", "key")


def _after(field: Field, text: str, spot: Spot, lead: int) -> str:
    """What follows a new key: its colon and, for a list or a map, the beginning of the next line."""
    rest = text[spot.end : text.find("\n", spot.end) if "\n" in text[spot.end :] else len(text)]
    if spot.flow:
        return ": [" if field.form == "list" else ": {" if field.form == "map" else ": "
    if rest.strip() or field.form not in ("list", "map"):
        return ": "
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * (spot.column + (lead if lead > 1 else 0) + 2)
    return f":{newline}{indent}{'- ' if field.form == 'list' else ''}"


def _values(field: Field, kind: FileKind, text: str, spot: Spot, known: Known, lead: str) -> Iterator[Item]:
    written = text[spot.start : spot.end]
    opened = written[:1] if written[:1] in ("'", '"') else ""
    for each in choices(field, kind, known, spot.around):
        if each.value in spot.items and bare(written) != each.value:
            continue
        new = quoted(each, opened, spot.flow)
        search = " ".join(dict.fromkeys(f"{each.value} {each.name} {each.words}".split()))
        target = _target(field, each)
        yield Item(each.value, each.name, "", lead + new, opened + search, _sort(field), target)


def _lists(item: Field, kind: FileKind, text: str, spot: Spot, known: Known, lead: str) -> Iterator[Item]:
    """Values of a list that has no brackets and no hyphen yet."""
    for each in _values(item, kind, text, spot, known, ""):
        yield replace(each, new=f"{lead}[{each.new}]")


def _target(field: Field, each: Choice) -> Target | None:
    if field.form in ("partner", "rule"):
        return Target(field.form, each.value)
    return Target(field.codes, each.value) if field.form == "codes" else None


def _sort(field: Field) -> Sort:
    match field.form:
        case "partner" | "rule" | "date":
            return field.form
        case _:
            return "word"


def quoted(each: Choice, opened: str, flow: bool) -> str:
    """A value as it is to be written: in quotation marks where they are there already, or where it needs them.

    It needs them where a YAML reader may take it for a decimal or for yes or no, or where a sign in it means something.
    """
    mark = opened or ('"' if each.text and _needs_quotes(each.value, flow) else "")
    if mark == "'":
        return "'" + each.value.replace("'", "''") + "'"
    if mark == '"':
        return '"' + each.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return each.value


@cache
def _needs_quotes(value: str, flow: bool) -> bool:
    if any(not isinstance(reading, int) or isinstance(reading, bool) for reading in readings(value)):
        return True
    if value != value.strip() or not value or value[0] in _SPECIAL or (value[0] in "-?" and value[1:2] in ("", " ")):
        return True
    return ": " in value or " #" in value or value.endswith(":") or (flow and any(sign in value for sign in ",[]{}"))


def resolve(item: Target, known: Known) -> str:
    """The longer explanation of a proposal, as Markdown."""
    return about(item, known)
