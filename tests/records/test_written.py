"""An example of how a field may be written: it is a value that the field takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel
from reading import PARTNER, PROJECT, load_text

from intlstrat.records.models import MODELS, Budget, Goal
from intlstrat.records.portfolio import RecordKind
from intlstrat.records.written import example

TEXTS = {"partner": PARTNER, "project": PROJECT}


@pytest.mark.parametrize(
    ("model", "key", "written"),
    [
        (MODELS["partner"], "since", "since: 1985"),
        (MODELS["partner"], "visits", "visits: [{date: 2026-06-05, direction: outgoing}]"),
        (MODELS["partner"], "review", None),  # a group: its parts have examples of their own
        (MODELS["partner"], "contact_level", None),  # an assessment, which nobody should copy
        (MODELS["partner"], "sources", None),  # without a title, a source says nothing
        (MODELS["project"], "sdgs", "sdgs: [{goal: 11}]"),
        (MODELS["project"], "summary", None),  # any text would do
        (MODELS["project"], "areas", None),  # the strategy's own codes
        (MODELS["project"], "risk_factors", None),
        (MODELS["project"], "goals", None),  # without its statement a goal is none
        (MODELS["project"], "budget", None),
        (MODELS["project"], "aims", None),
        (Budget, "total", "total: 45000"),
        (Goal, "due", "due: 2026-06-05"),
    ],
)
def test_it_is_short_and_says_something(model: type[BaseModel], key: str, written: str | None) -> None:
    assert example(model, key) == written


def examples() -> Iterator[tuple[RecordKind, str, str]]:
    kinds: tuple[RecordKind, ...] = ("partner", "project")
    for kind in kinds:
        for key in MODELS[kind].model_fields:
            if (written := example(MODELS[kind], key)) is not None:
                yield kind, key, written


@pytest.mark.parametrize(("kind", "key", "written"), list(examples()))
def test_it_can_be_written(kind: RecordKind, key: str, written: str) -> None:
    others = "".join(line for line in TEXTS[kind].splitlines(keepends=True) if not line.startswith(f"{key}:"))
    loaded = load_text(f"{others}{written}\n", kind)
    assert [finding.rule for finding in loaded.findings] == []
