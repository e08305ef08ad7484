"""Asks every rule of every record: outcomes, and a finding for each breach, unknown and failure."""

from intlstrat.engine.evaluate import Evaluation, evaluate
from intlstrat.engine.told import findings_of

__all__ = ["Evaluation", "evaluate", "findings_of"]
