"""What the fixed words of records and rules mean, in their lists' order. Catalogue texts; editors show them."""

from __future__ import annotations

from typing import Final

from intlstrat.findings import N_
from intlstrat.records.meanings import MEANINGS as RECORD_MEANINGS
from intlstrat.records.sdg import UN_GOALS
from intlstrat.rules import shape

__all__ = ["MEANINGS", "UN_GOALS"]

MEANINGS: Final[dict[tuple[str, ...], tuple[str, ...]]] = {
    **RECORD_MEANINGS,
    shape.FORCES: (
        N_("A demand without exceptions."),
        N_("A demand as a main rule, with room for exceptions."),
        N_("A demand where it is appropriate."),
        N_("An aim to work towards."),
        N_("Says how things are, and demands nothing."),
    ),
    shape.SUBJECTS: (
        N_("The rule is asked about every partner."),
        N_("The rule is asked about every project."),
        N_("The rule is asked about every partner and every project."),
        N_("The rule is asked about all records together."),
    ),
    shape.RULE_LAYERS: (
        N_("A clause of the strategy demands it, and a finding is a breach of the strategy."),
        N_("No clause demands it: the data look wrong or careless."),
    ),
    shape.SEVERITIES: (N_("Must be put right."), N_("Ought to be put right."), N_("Worth knowing.")),
    shape.AMONG: (N_("Among the partners."), N_("Among the projects.")),
    shape.OUTCOMES: (
        N_("Examples in which the rule holds."),
        N_("Examples in which the rule does not hold."),
        N_("Examples in which the data needed are not recorded."),
        N_("Examples in which the rule does not apply."),
    ),
    shape.TEXT_LANGUAGES: (N_("Norwegian bokmål."), N_("Norwegian nynorsk."), N_("English.")),
}
"""The meanings of each list of words, by the list."""
