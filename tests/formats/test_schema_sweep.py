"""Every kind of field with every odd value, quoted and not: the schemas and the tool must agree."""

from __future__ import annotations

import itertools

import pytest
import yaml
from schema_world import READERS, schema_accepts, tool_accepts

from intlstrat.formats.schema_lists import readings

PARTNER = "name: Aalborg\nrelation: sister_city\nstatus: active\n"

FIELDS = {
    "text": "notes: {}",
    "date": "review: {{date: {}}}",
    "year": "since: {}",
    "amount": "budget: {{total: {}}}",
    "number": "goals: [{{statement: a, target: {}}}]",
    "bool": "plan: {{activities: [{{done: {}}}]}}",
    "word": "contact_level: {}",
    "code": "areas: [{}]",
    "figures as code": "strategy: {{principles: [{}]}}",
    "country": "country: {}",
    "currency": "budget: {{currency: {}}}",
    "goal": "sdgs: [{{goal: {}}}]",
    "target": "sdgs: [{{goal: 8, targets: [{}]}}]",
    "scale": "risk_assessment: {{risks: [{{impact: {}}}]}}",
    "count": "visits: [{{participants: {}}}]",
    "key of a year": "budget: {{own_by_year: {{{}: 1}}}}",
}
FIGURES = """0 1 2 3 5 6 17 18 08 010 017 0x10 0o17 1_000 1e3 1.0 2.1 2.10 8.1 8.10 8.100 8.9 8.a 8,1 3,5 -1 -0 +1 .5 5.
1.5e3 1799 1800 1985 2200 2201 02024 999999999999999 1000000000000000 000000000000000000001 1000000 1000001 12:30 1:2:3
4.200 4.200.000 12/24 2024-02-29 2023-02-29 2024-04-31 2024-6-5 2024-06-05 05.06.2024 0000-01-01 \u0663 \u2167 3½"""
WORDS = "true false True FALSE yes no on off y n NO No SE dk DNK NOK kr ~ null Null culture high .inf .nan a"
ODD = [*FIGURES.split(), *WORDS.split(" ")]
SPACED = [
    "4 200 000",
    "4 2000",
    "0 001",
    "1 000 000 000 000 000",
    "999 999 999 999 999",
    "4\u00a0200",
    "4\u2009200",
    "- 1",
    " 5",
    "\u3000",
]
# Figures that are too many only when the spaces between them are counted out.
BEYOND_A_PATTERN = {("amount", "1 000 000 000 000 000")}


@pytest.mark.parametrize("kind", FIELDS)
def test_in_quotation_marks_the_schema_and_the_tool_agree(kind: str) -> None:
    base = _base(kind)
    for value, reader in itertools.product([*ODD, *SPACED], READERS):
        text = base + FIELDS[kind].format(f'"{value}"')
        if (kind, value) not in BEYOND_A_PATTERN:
            assert schema_accepts("partner", text, reader) is tool_accepts("partner", text), (value, reader)


@pytest.mark.parametrize("kind", FIELDS)
def test_without_quotation_marks_the_schema_accepts_all_that_the_tool_accepts(kind: str) -> None:
    base = _base(kind)
    for value, reader in itertools.product(ODD, READERS):
        text = base + FIELDS[kind].format(value)
        if value == "NO" and kind == "country" and reader == "YAML 1.1":
            continue
        try:
            READERS[reader](text)
        except (ValueError, yaml.YAMLError):  # the plain reader cannot read it
            continue
        if tool_accepts("partner", text):
            assert schema_accepts("partner", text, reader), (value, reader)


@pytest.mark.parametrize(
    ("word", "read_as"),
    [
        ("culture", []),
        ("4f", []),
        ("1", [1]),
        ("08", [8]),
        ("010", [10, 8]),
        ("2.10", [2.1]),
        ("1e3", [1000.0]),
        ("on", [True]),
        ("NO", [False]),
    ],
)
def test_what_yaml_readers_take_a_code_for(word: str, read_as: list[object]) -> None:
    assert list(readings(word)) == read_as
    for read in READERS.values():
        assert read(word) in [word, *read_as]


def _base(kind: str) -> str:
    return PARTNER if kind == "country" else PARTNER + "country: DK\n"
