"""Accepted breaches: the waivers that stand in the data, what they cover, and what is the matter with themselves."""

from intlstrat.waivers.about import fault, unknown_rule
from intlstrat.waivers.apply import Waived, waive
from intlstrat.waivers.entries import Entry, carried, entries

__all__ = ["Entry", "Waived", "carried", "entries", "fault", "unknown_rule", "waive"]
