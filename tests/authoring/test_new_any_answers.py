"""Whatever is answered, an interview goes on, and the file stays one that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interviews import Held, hold

from intlstrat.findings import Layer, Severity
from intlstrat.source import parse

LINES = ["", "", "", "-", "<", "<", "?", "+", "0", "1", "2", "3", "1 2", "1,2", "8.9", "2027-01-01", "5.6.2024", "x",
         "350 000", "DK", "Norge", "NOK", "ja", "=own", "own words", "sister_city", "active", "planned", "idea",
         "completed", "goals", "budget", "visits", "aalborg", "a: b # c", "- a", "~", "\udc80", "\x00", "²", "99999999",
         "1" * 5000, "a" * 300]  # fmt: skip
answers = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=12)), max_size=40)


@pytest.fixture(scope="module", params=["partner", "project"])
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Held:
    kind: str = request.param
    first = ("Coast", "", "planned") if kind == "project" else ("Aarhus", "", "DK", "sister_city", "active")
    return hold(tmp_path_factory.mktemp("repo"), kind, *first)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(lines=answers)
def test_nothing_that_is_typed_stops_an_interview_or_spoils_the_file(begun: Held, lines: list[str]) -> None:
    held = Held(begun.world, begun.interview, begun.state)
    for line in lines:
        question = held.question
        turn = held.interview.take(held.state, question, line)
        assert (turn.refusal is None) == (turn.does != "refuse")
        if turn.does != "go":
            assert turn.state == held.state
        held.state = turn.state
        held.interview.remarks(held.state, question.path, held.question.path)
    document = parse("", held.text.encode())
    assert document.problems == ()
    assert (document.value or {}) == held.interview.values(held.state)
    errors = [each for each in held.interview.findings(held.state) if each.layer is Layer.VALIDITY]
    required = {("title",), ("name",), ("status",), ("country",), ("relation",)}
    lacking = {(part.key,) for part in held.world.root.parts if (part.key,) in required} - set(held.state.given)
    assert [each.place.pointer for each in errors if each.severity is Severity.ERROR] == sorted(
        f"/{key}" for (key,) in lacking
    )


def test_enter_alone_leads_to_the_end(tmp_path: Path) -> None:
    for kind, first in (("project", ("Coast", "", "active")), ("partner", ("Aarhus", "", "DK", "1", "active"))):
        held = hold(tmp_path, kind, *first).until("summary")
        assert held.say("").last.does == "write"
