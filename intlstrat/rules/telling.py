"""What a breach is told with: the values of a message's slots, and how much work it is to tell them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from intlstrat.findings import IsoDate, SlotValue
from intlstrat.language import slots
from intlstrat.rules.meter import A_BREACH
from intlstrat.rules.model import Rule

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def item_text(item: object) -> str:
    """What an item is called: a map by its code, or else its name; anything else as it stands."""
    if isinstance(item, dict):
        for key in ("code", "name", "id"):
            if isinstance(item.get(key), str):
                return str(item[key])
        return ", ".join(f"{key}: {item_text(value)}" for key, value in sorted(item.items()))
    if isinstance(item, list):
        return ", ".join(map(item_text, item))
    return str(item).lower() if isinstance(item, bool) else str(item)


def slot_value(value: Any) -> SlotValue:
    """A value of CEL as a message's slot takes it."""
    if isinstance(value, list):
        parts = [(part, slot_value(part)) for part in value]
        return tuple(found if isinstance(found, str) else item_text(part) for part, found in parts)
    if isinstance(value, str):
        return IsoDate(value) if _ISO_DATE.fullmatch(value) else value
    if isinstance(value, bool | int | float):
        return value
    return "–" if value is None else item_text(value)


def slot_uses(rule: Rule) -> dict[str, int]:
    """How often the texts of a rule show each slot, in the language that does so most."""
    uses: dict[str, int] = {}
    for texts in (rule.message, rule.fix):
        for text in texts.values():
            for name, count in Counter(slots(text)).items():
                uses[name] = max(uses.get(name, count), count)
    return uses


def telling(values: Mapping[str, SlotValue], uses: Mapping[str, int]) -> int:
    """The work of telling a breach with these values: a long text that a message shows often makes a long message."""
    letters = 0
    for name, value in values.items():
        parts = value if isinstance(value, tuple) else (value,)
        letters += sum(len(part) for part in parts if isinstance(part, str)) * (1 + 2 * uses.get(name, 0))
    return A_BREACH + letters // 10
