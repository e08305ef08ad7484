"""Texts for people, not yet translated, with the values of their slots.

Each format renders them in the reader's language and escapes the values for its own medium.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

SlotValue = str | int | float | bool | tuple[str, ...] | Mapping[str, str]
"""What a message's slot may hold; a map is one text in several languages."""


class IsoDate(str):
    """A day (`2024-06-05`) that a message shows in the reader's own way; any other text is shown as it stands."""

    __slots__ = ()


class Term(str):
    """A text of the catalogue that a message shows in the reader's language."""

    __slots__ = ()


class Awaited(str):
    """What an unknown outcome waits for: a path (`budget.total`), or a record (`partner aalborg`).

    A message shows the path as it stands, and the record with its kind in the reader's language.
    """

    __slots__ = ()


class Message(Struct, frozen=True):
    """A text for people, not yet translated.

    `text` is either a key of the message catalogue (English, with `{slot}` names) or, for the texts of a rule pack,
    a template per language. `plural` with `count` gives the catalogue's plural form.
    """

    text: str | Mapping[str, str]
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None
    also: Message | None = None
    """A sentence that follows."""


def msg(text: str, /, **values: SlotValue) -> Message:
    """A catalogue message; the text is found by the catalogue's extractor through this function's name."""
    return Message(text, values)


def msg_n(singular: str, plural: str, count: int, /, **values: SlotValue) -> Message:
    """A catalogue message with a number in it; `{n}` is that number."""
    return Message(singular, {**values, "n": count}, plural, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it, known to the extractor
    """Marks a catalogue text that is looked up later; gives it back as it is."""
    return text
