"""The rooms whose mutants are tried, and the tests that are to notice them.

These are the quick ones that stand in one process: what another process runs is never changed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    tests: tuple[str, ...]
    """Files and folders below `tests`."""
    without: str = ""
    """An expression for `pytest -k`: tests that are left out, for they are slow and others see the same."""
    apart: bool = False
    """Whether something is remembered from one test to the next in this room, so that each needs its own process."""


ONCE = ("intlstrat.cli.main._app", "typer.main.get_command", "intlstrat.pack_cache._stamp")
"""What a run of the command line makes anew each time, and no room has a part in. It takes half of such a run."""

ROOMS: Mapping[str, Room] = {
    "waivers": Room(
        ("waivers", "engine/test_waivers.py", "engine/test_waivers_file.py", "engine/test_waiver_notes.py", "history"),
        without="not test_laws",
    ),
    "history": Room(("history", "waivers"), without="not test_laws"),
    "engine": Room(
        (
            *("engine", "test_memory.py", "cli/test_cli_until.py", "rules/test_conditions.py"),
            *("rules/test_effective_from.py", "rules/test_interpretations.py", "rules/test_messages.py"),
            *("rules/test_portfolio_counts.py", "rules/test_portfolio_measures.py"),
        )
    ),
    "rules": Room(("rules", "engine", "language"), without="not shipped", apart=True),
    "source": Room(
        ("source", "engine/test_broken_records.py", "records/test_commas.py"),
        without="not another_tool and not every_place and not absent",
    ),
}
