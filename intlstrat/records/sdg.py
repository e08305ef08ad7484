"""The UN's goals and targets by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intlstrat.findings import N_

UN_GOALS: Final = (
    N_("No poverty"),
    N_("Zero hunger"),
    N_("Good health and well-being"),
    N_("Quality education"),
    N_("Gender equality"),
    N_("Clean water and sanitation"),
    N_("Affordable and clean energy"),
    N_("Decent work and economic growth"),
    N_("Industry, innovation and infrastructure"),
    N_("Reduced inequalities"),
    N_("Sustainable cities and communities"),
    N_("Responsible consumption and production"),
    N_("Climate action"),
    N_("Life below water"),
    N_("Life on land"),
    N_("Peace, justice and strong institutions"),
    N_("Partnerships for the goals"),
)
"""The UN's own short names of its goals. Catalogue texts; the bokmål ones are those of the table of goals."""

TARGET_NAMES: Final[Mapping[str, str]] = {}
"""Target code → what it is about, as a catalogue text."""
