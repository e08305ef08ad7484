"""Files to portfolio: what cannot be read becomes findings."""

from intlstrat.load.portfolio import load, unknown_partners
from intlstrat.load.record import stem

__all__ = ["load", "stem", "unknown_partners"]
