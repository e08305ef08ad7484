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
from intlstrat.findings.messages import N_, IsoDate, Message, SlotValue, msg, msg_n
from intlstrat.findings.report import (
    AddedWaiver,
    ClauseTally,
    Comparison,
    Forecast,
    Foreseen,
    RecordCounts,
    Report,
    Revision,
    RuleOutcome,
    StrategyChange,
    StrategyRef,
    Tally,
)

__all__ = [
    "NOWHERE",
    "N_",
    "PORTFOLIO",
    "AddedWaiver",
    "Change",
    "ClauseTally",
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
    "Waiver",
    "msg",
    "msg_n",
]
