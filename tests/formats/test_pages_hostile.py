"""What data must not do to a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace
from pages_report import EXAMPLE_RESULTS, REPORT
from pages_world import PACK

from intlstrat.findings import Outcomes
from intlstrat.formats.page_clause import render_clause
from intlstrat.formats.page_examples import render_examples
from intlstrat.formats.page_rule import render_rule
from intlstrat.formats.page_rules import render_rules
from intlstrat.formats.page_strategy import render_strategy
from intlstrat.formats.page_validity import render_validity
from intlstrat.language import Language
from intlstrat.validity import VALIDITY_RULES

HOSTILE = "[bold red]x[/] \x1b[31m\x07\u202e\u200b\n::error::\r\n::stop-commands::x %s {n} ##[group]\ud800"


def hostile(value: Any) -> Any:
    """The value with every text that a file could hold made hostile; what programs rely on stays."""
    if isinstance(value, Enum) or value is None or isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return value if value in KEPT else f"{value} {HOSTILE}"
    if isinstance(value, Outcomes):
        return Outcomes.of(hostile(part) for part in value)
    if isinstance(value, tuple | list):
        return type(value)(hostile(part) for part in value)
    if isinstance(value, Mapping):
        return {hostile(key) if not isinstance(key, Struct) else key: hostile(part) for key, part in value.items()}
    assert isinstance(value, Struct)
    return replace(value, **{name: hostile(getattr(value, name)) for name in value.__struct_fields__})


KEPT = {"partner", "project", "record", "portfolio", "nb", "en", "sum", "new", "fulfilled", "breach", "unknown"} | {
    "not_applicable"
}


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_nothing_in_the_data_reaches_the_terminal_or_the_runner(color: bool, width: int, language: str) -> None:
    pack, report = hostile(PACK), hostile(replace(REPORT, names={}))
    report = replace(report, names={one.subject: f"navn {HOSTILE}" for one in report.findings})
    look: dict[str, Any] = {"width": width, "color": color}
    reader = Language(language)
    pages = [
        *(render_rule(pack, one, report, reader, **look) for one in pack.rules),
        *(render_clause(pack, one, report, reader, **look) for one in pack.strategy.clauses),
        *(render_validity(one, report, reader, **look) for one in VALIDITY_RULES.values()),
        render_strategy(pack, reader, **look),
        render_rules(pack, reader, **look),
        render_examples(hostile(EXAMPLE_RESULTS), (HOSTILE,), reader, **look),
    ]
    for page in pages:
        text = re.sub(r"\x1b\[[0-9;]*m", "", page) if color else page
        assert not re.search(r"[^\n\x20-\x7e\u00a0-\U0010ffff]|[\u200b-\u200f\u202a-\u202e\ud800-\udfff]", text)
        assert not re.search(r"^\s*::", text, re.MULTILINE)
        assert "##[" not in text
        page.encode("utf-8")
    assert all("[bold red]" in page for page in pages[:4])
