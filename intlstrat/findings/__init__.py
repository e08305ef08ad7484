"""What a run comes to: plain frozen data that every other room speaks in.

Nothing here reads a file, knows YAML or prints.
"""

from intlstrat.findings.finding import (
    NOWHERE,
    PORTFOLIO,
    Change,
    Finding,
    Item,
    Kind,
    Layer,
    Outcome,
    Place,
    Related,
    Severity,
    Subject,
    Waiver,
)
from intlstrat.findings.messages import N_, Awaited, IsoDate, Message, SlotValue, Term, msg, msg_n
from intlstrat.findings.outcomes import Column, Outcomes, RuleOutcome
from intlstrat.findings.report import (
    AddedWaiver,
    ClauseTally,
    Comparison,
    Forecast,
    Foreseen,
    RecordCounts,
    Report,
    Revision,
    StrategyChange,
    StrategyRef,
    Tally,
)

__all__ = [
    "NOWHERE",
    "N_",
    "PORTFOLIO",
    "AddedWaiver",
    "Awaited",
    "Change",
    "ClauseTally",
    "Column",
    "Comparison",
    "Finding",
    "Forecast",
    "Foreseen",
    "IsoDate",
    "Item",
    "Kind",
    "Layer",
    "Message",
    "Outcome",
    "Outcomes",
    "Place",
    "RecordCounts",
    "Related",
    "Report",
    "Revision",
    "RuleOutcome",
    "Severity",
    "SlotValue",
    "StrategyChange",
    "StrategyRef",
    "Subject",
    "Tally",
    "Term",
    "Waiver",
    "msg",
    "msg_n",
]
