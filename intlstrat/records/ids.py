"""Ids of records: what they look like, what a name gives, and what to say of one that nobody has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from intlstrat.findings import Message, msg
from intlstrat.suggest import closest, only_close

_ID = re.compile(r"[a-z0-9-]+")
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ł": "l"})  # what Unicode does not take apart


def is_id(word: str) -> bool:
    """Whether it is lower-case letters a–z, digits and hyphens only."""
    return _ID.fullmatch(word) is not None


def folded_id(name: str) -> str:
    """The id that a name gives: `Ærø på ny` → `aero-pa-ny`. Empty where no letter or digit can be kept."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")


def unknown_partner(partner: str, known: Iterable[str]) -> tuple[Message, Message, str | None]:
    """What to say of a partner's id that no record has, what to write, and the right id where it can be no other.

    `known` are the ids that there are.
    """
    shown = partner if len(partner) <= 60 else partner[:59] + "…"
    ids = [each for each in known if is_id(each)]
    if (suggestion := closest(partner, ids)) is not None:
        return (
            msg("There is no partner “{partner}”. Did you mean “{suggestion}”?", partner=shown, suggestion=suggestion),
            msg("Write {suggestion}, or make a file for the partner.", suggestion=suggestion),
            only_close(partner, ids),
        )
    return (
        msg("There is no partner “{partner}”.", partner=shown),
        msg("Write the name of a file in data/partners without .yaml, or name the organisation under “participants”."),
        None,
    )
