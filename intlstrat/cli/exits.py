"""The exits, named once (interface.md)."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from intlstrat.findings import Severity

if TYPE_CHECKING:
    from intlstrat.check import Checked


class Exit(IntEnum):
    """What the process ends with."""

    CLEAN = 0
    FINDINGS = 1
    NOT_CHECKED = 2
    INTERRUPTED = 130


def exit_of(checked: Checked, fail_on: str) -> Exit:
    """The exit of a check, where `fail_on` is the severity from which it is 1, or `never`."""
    if checked.report.incomplete:
        return Exit.NOT_CHECKED
    worst = checked.worst()
    if fail_on == "never" or worst is None or worst.rank > Severity(fail_on).rank:
        return Exit.CLEAN
    return Exit.FINDINGS
