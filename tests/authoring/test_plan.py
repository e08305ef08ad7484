"""What a new data repo is to hold, worked out without a disk."""

from __future__ import annotations

import pytest

from intlstrat.authoring.plan import Plan, Wish, example, is_own, plan, spoken

EKSEMPELVIK = {
    "rules/strategy.yaml": b"id: x\nlanguage: nb # bokm\xc3\xa5l\nrest: 1\n",
    "rules/project/a.yaml": b"id: a\n",
    "data/partners/p.yaml": b"name: P\n",
    "data/waivers.yaml": b"- rule: a\n",
    "schemas/old.schema.json": b"{}",
}
TEMPLATES = {
    "every/dot-gitignore": b"*~\n",
    "nb/README.md": b"utgave @VERSION@\n",
    "en/README.md": b"version @VERSION@\n",
    "nb/dot-github/workflows/x.yml": b"x\n",
}
SCHEMAS = {"schemas/partner.schema.json": b"{}"}
KEPT = {"data/partners/.gitkeep", "data/projects/.gitkeep"}
RULES = {"rules/strategy.yaml", "rules/project/a.yaml"}
RECORDS = {"data/partners/p.yaml", "data/waivers.yaml"}


def planned(
    there: dict[str, bytes] | None = None, language: str = "nb", empty: bool = False, readme: str = "README.md"
) -> Plan:
    wish = Wish(language, "1.2.3", empty, readme)
    return plan(example(EKSEMPELVIK, language), TEMPLATES, SCHEMAS, there or {}, wish)


def test_rules_records_schemas_and_templates() -> None:
    found = planned()
    assert found.own == ()
    assert list(found.files) == sorted(found.files)
    others = {".gitignore", "README.md", ".github/workflows/x.yml"}
    assert set(found.files) == RULES | RECORDS | KEPT | set(SCHEMAS) | others
    assert found.files["README.md"] == b"utgave 1.2.3\n"
    assert found.files["rules/strategy.yaml"] == EKSEMPELVIK["rules/strategy.yaml"]


def test_in_english_the_texts_and_the_strategy_are() -> None:
    files = planned(language="en").files
    assert files["README.md"] == b"version 1.2.3\n"
    assert b"\nlanguage: en #" in files["rules/strategy.yaml"]
    assert files["rules/strategy.yaml"].endswith(b"\nrest: 1\n")
    assert ".github/workflows/x.yml" not in files


def test_nynorsk_has_the_texts_in_bokmal() -> None:
    assert planned(language="nn").files == planned().files


def test_empty_leaves_out_the_records_alone() -> None:
    assert set(planned().files) - set(planned(empty=True).files) == RECORDS


def test_the_readme_may_have_another_name() -> None:
    files = planned(readme="INTLSTRAT.md").files
    assert "README.md" not in files
    assert files["INTLSTRAT.md"] == b"utgave 1.2.3\n"


@pytest.mark.parametrize(
    ("there", "own", "without"),
    [
        ({}, (), set()),
        (EKSEMPELVIK, (), set()),
        ({"rules/project/a.yaml": b"id: a\n"}, (), set()),
        ({"rules/project/a.yaml": b"id: b\n"}, ("rules/",), RULES | RECORDS),
        ({"rules/project/b.yaml": b"id: b\n"}, ("rules/",), RULES | RECORDS),
        ({"data/partners/q.yaml": b"name: Q\n"}, ("data/",), RECORDS | KEPT),
        ({"data/waivers.yaml": b""}, ("data/",), RECORDS | KEPT),
        (
            {"data/waivers.yaml": b"", "rules/strategy.yaml": b"id: y\n"},
            ("rules/", "data/"),
            RULES | RECORDS | KEPT,
        ),
    ],
)
def test_what_is_ones_own_is_not_mixed_with_the_example(
    there: dict[str, bytes], own: tuple[str, ...], without: set[str]
) -> None:
    found = planned(there)
    assert found.own == own
    assert set(planned().files) - set(found.files) == without


def test_the_example_goes_on_in_the_language_that_it_began_in() -> None:
    for code in ("nb", "en"):
        there = {"rules/strategy.yaml": example(EKSEMPELVIK, code)["rules/strategy.yaml"]}
        assert spoken(EKSEMPELVIK, there, "nb") == code
        assert spoken(EKSEMPELVIK, there, "en") == code
        assert not is_own(there, example(EKSEMPELVIK, code), "rules/")
    assert spoken(EKSEMPELVIK, {}, "en") == "en"
    assert spoken(EKSEMPELVIK, {"rules/strategy.yaml": b"id: y\n"}, "nn") == "nn"
