"""A municipality sets its own numbers: no value of a parameter makes the shipped packs unusable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from intlstrat.files import read_pack
from intlstrat.rules.pack import load_pack

ROOT = Path(__file__).parent.parent.parent
PACKS = (ROOT / "rules", ROOT / "intlstrat" / "authoring" / "eksempelvik" / "rules")

# For each parameter of Fredrikstad's pack, values that another municipality might set.
OTHER_VALUES = {
    "council_term": ["{start: 2023-10-18, end: 2027-10-17}"],
    "larger_project_total": ["2000000", "2 000 000", "750000.5"],
    "evaluation_deadline_months": ["12"],
    "active_contact_levels": ["[high, medium]", "[]"],
    "visits_each_way": ["2"],
    "visit_warning_share": ["0.5", "1"],
    "nordic_neighbours": ["[SE]", "[]"],
    "single_country_relations": ["{GT: 2, MZ: 1}", "{}"],
    "named_relations": ["[{name: Kotka, country: FI}]", "[]"],
    "high_risk_countries": ["[UA, SY]", "[]"],
    "risk_score_needs_mitigation": ["12"],
    "annual_frame": ["1500000", "1 500 000"],
    "max_sister_cities": ["6"],
    "exchange_rates": ["{NOK: 1, EUR: 11.72}", "{NOK: 1, EUR: 12}"],
    "review_after_months": ["24"],
    "unused_partner_months": ["60"],
    "external_share": ["0.3", "1"],
    "waiver_notice_days": ["14"],
}


def _with_value(text: str, name: str, value: str | None) -> str:
    """The strategy's text with another value for a parameter, or with none."""
    start = re.search(rf"^  {name}:\n", text, re.MULTILINE)
    assert start is not None
    rest = re.sub(r"\A    value:.*\n(?:      .*\n)*", "", text[start.end() :])
    return text[: start.end()] + (f"    value: {value}\n" if value is not None else "") + rest


def _problems(values: dict[str, str | None]) -> tuple[object, ...]:
    """What is wrong with Fredrikstad's pack once these parameters have other values, or none."""
    files = read_pack(PACKS[0])
    assert isinstance(files, dict)
    text = files["strategy.yaml"].decode()
    for name, value in values.items():
        changed = _with_value(text, name, value)
        assert changed != text or value is None, name
        text = changed
    return load_pack({**files, "strategy.yaml": text.encode()}).problems


# A pack takes a second to load with its examples, so many parameters are set at once, each value at least once.
@pytest.mark.parametrize("number", range(max(map(len, OTHER_VALUES.values()))))
def test_other_values_are_no_trouble(number: int) -> None:
    assert _problems({name: values[min(number, len(values) - 1)] for name, values in OTHER_VALUES.items()}) == ()


@pytest.mark.parametrize("number", range(3))
def test_parameters_may_be_unset(number: int) -> None:
    assert _problems(dict.fromkeys(list(OTHER_VALUES)[number::3])) == ()


def test_a_value_that_is_trouble_is_found_among_others() -> None:
    values = {name: values[0] for name, values in OTHER_VALUES.items()}
    assert _problems({**values, "risk_score_needs_mitigation": "[a, b]"}) != ()


@pytest.mark.parametrize("folder", PACKS, ids=["fredrikstad", "eksempelvik"])
def test_the_examples_name_every_parameter(folder: Path) -> None:
    files = read_pack(folder)
    assert isinstance(files, dict)
    pack = load_pack(files).pack
    assert pack is not None
    assert set(pack.strategy.examples_params) == set(pack.strategy.parameters)


def test_the_examples_run_with_their_own_parameters() -> None:
    files = read_pack(PACKS[0])
    assert isinstance(files, dict)
    text = (
        files["strategy.yaml"].decode().replace("\n  larger_project_total: 500000\n", "\n  larger_project_total: 1\n")
    )
    problems = load_pack({**files, "strategy.yaml": text.encode()}).problems
    assert {problem.place.path for problem in problems} >= {"project/project-evaluation.yaml"}


def test_a_parameter_that_is_not_there_is_refused() -> None:
    files = read_pack(PACKS[0])
    assert isinstance(files, dict)
    text = files["strategy.yaml"].decode() + "  larger_projct_total: 3\n"
    (problem,) = load_pack({**files, "strategy.yaml": text.encode()}).problems
    assert problem.message.values["suggestion"] == "larger_project_total"


@pytest.mark.parametrize("value", ["1.500.000", "1,5", "2'000'000", "01.10.2023"])
def test_figures_that_are_no_number_are_refused_where_they_stand(value: str) -> None:
    files = read_pack(PACKS[0])
    assert isinstance(files, dict)
    text = _with_value(files["strategy.yaml"].decode(), "annual_frame", value)
    (problem,) = load_pack({**files, "strategy.yaml": text.encode()}).problems
    assert problem.message.values["value"] == value
    assert problem.place.pointer == "/parameters/annual_frame/value"
