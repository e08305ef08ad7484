"""A court of the small strategy, and a portfolio of two partners and two projects that name them."""

from __future__ import annotations

from collections.abc import Sequence

import verdicts
from portfolios import DAY
from verdicts import record

from intlstrat.records.portfolio import Record
from intlstrat.rules.court import Bound, Court

AALBORG = record("partner", "aalborg", {"notes": "x" * 300})
VESTBY = record("partner", "vestby", {"country": "SE"})
HAVNA = record("project", "havna", {"partners": ["vestby", "aalborg", "vestby"]})
BYEN = record("project", "byen", {"partners": ["aalborg", "sørby"]})
ALL = (AALBORG, VESTBY, BYEN, HAVNA)


def court() -> Court:
    return Court(verdicts.strategy(), DAY)


def bounds(records: Sequence[Record] = ALL) -> dict[str, Bound]:
    """The records of a portfolio as they are asked, by id."""
    return {bound.record.id: bound for bound in court().bind_all(records)}
