"""The portfolio as it stood at an earlier time, and what is new, existing and fixed since."""

from intlstrat.history.differences import Differences, Earlier, compare
from intlstrat.history.past import Base, WaiverChoice, added_waivers, earlier, lapsed, renamed, waivers_of
from intlstrat.history.yardstick import strategy_changes

__all__ = [
    "Base",
    "Differences",
    "Earlier",
    "WaiverChoice",
    "added_waivers",
    "compare",
    "earlier",
    "lapsed",
    "renamed",
    "strategy_changes",
    "waivers_of",
]
