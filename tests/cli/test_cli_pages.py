"""`explain`, `strategy`, `rules`, `rules test` and `schema`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_world import (
    BARE,
    CLEAN,
    DAY,
    EKSEMPELVIK,
    FINDINGS,
    NOT_CHECKED,
    PACK,
    REPOSITORY,
    STRATEGY,
    Cli,
    one_line,
    rule,
    unquoted,
    write,
)
from jsonschema import Draft202012Validator

from intlstrat.findings import Layer
from intlstrat.validity import VALIDITY_RULES

SCHEMAS = ("partner", "project", "rule", "strategy", "waivers", "findings")
EXAMPLES = "{fulfilled: [{project: {sdgs: [{goal: 8}]}}], breach: [{project: {}}]}"


# explain


def test_a_rule_is_explained_with_the_state_of_the_portfolio(bare: Cli) -> None:
    ran = bare("explain", "project-goals", "--as-of", DAY)
    assert (ran.exit, ran.err) == (CLEAN, "")
    for text in ("project-goals", "Tittel project-goals", "Derfor.", "Rett det.", "1a", "size(project.goals) > 0"):
        assert text in ran.out
    assert "data/projects/bart.yaml:1:1" in ran.out
    assert "23. november 2026" in ran.out


def test_a_clause_is_explained_with_its_rules(bare: Cli) -> None:
    ran = bare("explain", "1a", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "")
    for text in ("Projects have goals.", "project-goals", "project-targets", "data/projects/bart.yaml:1:1"):
        assert text in ran.out
    assert "project-sdg" not in ran.out


@pytest.mark.parametrize("name", VALIDITY_RULES)
def test_every_rule_of_the_validity_layer_is_explained(bare: Cli, name: str) -> None:
    for code in ("nb", "en"):
        ran = bare("explain", name, "--lang", code)
        assert (ran.exit, ran.err) == (CLEAN, "")
        assert ran.out.startswith(name)


@pytest.mark.parametrize("folder", [REPOSITORY, EKSEMPELVIK])
def test_the_shipped_rules_and_clauses_are_explained(tmp_path: Path, folder: Path) -> None:
    """Without records, so that it is quick."""
    cli = Cli(tmp_path)
    names = [path.stem for path in (folder / "rules").glob("*/*.yaml")]
    names += re.findall(r'- (?:\{)?id: "([^"]+)"', (folder / "rules/strategy.yaml").read_text(encoding="utf-8"))
    assert len(names) > 20
    for name, code in ((names[0], "nb"), (names[-1], "en")):
        ran = cli("explain", name, "--rules", folder / "rules", "--lang", code)
        assert (ran.exit, ran.err) == (CLEAN, "")
        assert name in ran.out.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "id_"), [("1A", "1a"), ("Project-GOALS", "project-goals"), ("Record-Invalid", "record-invalid")]
)
def test_capital_letters_in_a_name_change_nothing(bare: Cli, name: str, id_: str) -> None:
    ran, same = bare("explain", name), bare("explain", id_)
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert ran.out == same.out


def test_of_two_clauses_that_differ_in_capital_letters_the_very_one_is_explained(root: Path) -> None:
    clause = '  - {id: "1A", chapter: "1", force: aim, summary: {nb: Noe annet., en: Another.}}\nparameters:'
    cli = Cli(write(root, {**BARE, "rules/strategy.yaml": STRATEGY.replace("parameters:", clause)}))
    found = {name: cli("explain", name, "--lang", "en") for name in ("1a", "1A")}
    assert [ran.exit for ran in found.values()] == [CLEAN, CLEAN]
    assert ["Another." in ran.out for ran in found.values()] == [False, True]


WORDS_FOR_LAYERS = {
    Layer.VALIDITY: ("gyldighet", "Gyldigheit"),
    Layer.STRATEGY: ("strategi",),
    Layer.QUALITY: ("kvalitet", "Datakvalitet"),
}


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("code", ["nb", "en"])
def test_of_a_layer_it_is_told_which_rules_it_has(bare: Cli, code: str, layer: Layer) -> None:
    for word in (layer.value, layer.value.capitalize(), *WORDS_FOR_LAYERS[layer]):
        ran = bare("explain", word, "--lang", code)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        first, *more = unquoted(ran.err).splitlines()
        assert first.startswith(f"{word} er et lag" if code == "nb" else f"{word} is a layer")
        rules = [name for name in VALIDITY_RULES if name in more[0]]
        if layer is Layer.VALIDITY:
            assert rules == [*VALIDITY_RULES]
            assert "intlstrat rules" not in ran.err
            assert more[-1].endswith(f": intlstrat explain {rules[0]} --lang {code}")
        else:
            assert rules == []
            assert "intlstrat rules" in more[0]


@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_of_a_chapter_it_is_told_which_clauses_it_has(bare: Cli, code: str) -> None:
    ran = bare("explain", "1", "--lang", code)
    first, clauses, line = unquoted(ran.err).splitlines()
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert first.startswith({"nb": "1 er et kapittel", "nn": "1 er eit kapittel", "en": "1 is a chapter"}[code])
    assert clauses.endswith(" 1a, 1b.")
    assert line.endswith(f": intlstrat explain 1a --lang {code}")


@pytest.mark.parametrize("code", ["nb", "en"])
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("project-gaols", "project-goals"),
        ("record-unreadible", "record-unreadable"),
        ("xyzzy", None),
        ("", None),
        ("project-*", None),
    ],
)
def test_an_unknown_name_is_a_wrong_argument(bare: Cli, code: str, name: str, meant: str | None) -> None:
    ran = bare("explain", name, "--lang", code)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    asks = f"Mente du {meant}?" if code == "nb" else f"Did you mean {meant}?"
    if meant is not None:
        assert asks in unquoted(ran.err)
    elif name != "project-*":
        assert "intlstrat rules" in ran.err


@pytest.mark.parametrize(
    "command", [("explain", "project-goals"), ("explain", "4f"), ("strategy",), ("rules",), ("schema", "project")]
)
def test_without_a_data_repo_there_is_still_the_strategy(cli: Cli, command: tuple[str, ...]) -> None:
    ran = cli(*command)
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert ran.out
    assert "data/projects/" not in ran.out.replace("data/projects/*", "")


@pytest.mark.parametrize(
    "command", [("explain", "project-goals"), ("strategy",), ("rules",), ("rules", "test"), ("schema", "project")]
)
def test_a_root_that_is_asked_for_and_is_none_is_a_wrong_argument(cli: Cli, command: tuple[str, ...]) -> None:
    for option in ("--root", "--rules"):
        ran = cli(*command, option, "ingen")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "ingen" in ran.err


@pytest.mark.parametrize(
    "command",
    [("check",), ("explain", "project-goals"), ("strategy",), ("rules",), ("rules", "test"), ("schema", "rule")],
)
def test_every_command_finds_the_rules_the_same_way(root: Path, command: tuple[str, ...]) -> None:
    bad = {"rules/project/project-x.yaml": rule("project-x", "project.budjet > 1")}
    cli = Cli(write(root, {**BARE, **bad}))
    (root / "data/dypt").mkdir()
    for runner in (cli, Cli(root / "data/dypt"), Cli(root.parent)):
        ran = runner(*command, *(("--root", root) if runner.folder == root.parent else ()))
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "project-x.yaml:6:" in ran.err


def test_explain_of_a_data_repo_without_records(root: Path) -> None:
    write(root, PACK)
    (root / "data/projects").mkdir(parents=True)
    ran = Cli(root)("explain", "project-goals")
    assert (ran.exit, ran.err) == (CLEAN, "")


def test_explain_says_where_the_data_is_private(root: Path) -> None:
    secret = {"data/projects/bart.yaml": "title: 01010012356\nstatus: active\n"}
    ran = Cli(write(root, {**BARE, **secret}))("explain", "project-goals")
    assert ran.exit == CLEAN
    assert "01010012356" not in ran.out


# strategy and rules


def test_the_strategy_has_every_clause_with_its_rules(bare: Cli) -> None:
    for code in ("nb", "en"):
        ran = bare("strategy", "--lang", code)
        assert (ran.exit, ran.err) == (CLEAN, "")
        names = ["project-goals", "project-targets", "project-sdg", "partner-areas", "project-large", "portfolio-many"]
        assert [name for name in ("1a", "1b", "2", *names) if name not in ran.out] == []
        assert ("Projects have goals." if code == "en" else "Prosjekter har mål.") in ran.out


def test_the_strategy_says_what_nothing_checks_and_why(cli: Cli) -> None:
    ran = cli("strategy", "--lang", "en")
    assert ran.exit == CLEAN
    assert "Says what an annex holds and demands nothing." in one_line(ran.out)


def test_the_rules_are_listed(bare: Cli) -> None:
    for code, title in (("nb", "Tittel"), ("en", "Title")):
        ran = bare("rules", "--lang", code)
        assert (ran.exit, ran.err) == (CLEAN, "")
        assert [path for path in PACK if "strategy" not in path and f"{title} {Path(path).stem}" not in ran.out] == []


# rules test


def test_rules_with_good_examples(root: Path) -> None:
    good = {"project-sdg.yaml": rule("project-sdg", "size(project.sdgs) > 0", examples=EXAMPLES)}
    write(root, {"strategy.yaml": PACK["rules/strategy.yaml"], **good})
    ran = Cli(root)("rules", "test", "--rules", ".", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert "2 examples of 1 rule" in one_line(ran.out)


def test_an_example_that_does_not_come_out_as_it_says(root: Path) -> None:
    bad = {"project-sdg.yaml": rule("project-sdg", "size(project.sdgs) == 0", examples=EXAMPLES)}
    cli = Cli(write(root, {"strategy.yaml": PACK["rules/strategy.yaml"], **bad}))
    ran = cli("rules", "test", "--rules", ".", "--lang", "en")
    assert (ran.exit, ran.err) == (FINDINGS, "")
    assert "project-sdg.yaml:11:" in ran.out
    write(root.parent, {"annet/data/projects/a.yaml": BARE["data/projects/bart.yaml"]})
    ran = cli("check", "--rules", ".", "--root", "../annet")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "project-sdg.yaml:11:" in ran.err


def test_a_rule_without_examples_loads_and_fails_the_test(bare: Cli) -> None:
    ran = bare("rules", "test")
    assert (ran.exit, ran.err) == (FINDINGS, "")
    assert "project-goals" in ran.out
    assert bare.check().exit == FINDINGS


def test_the_options_of_rules_are_those_of_its_test(root: Path) -> None:
    cli = Cli(write(root, BARE))
    before = cli("rules", "test", "--lang", "en", "--color", "always")
    assert before.exit == FINDINGS
    assert cli("rules", "--lang", "en", "--color", "always", "test") == before
    assert cli("rules", "--lang", "nb", "--color", "never", "test", "--lang", "en", "--color", "always") == before
    assert Cli(root.parent)("rules", "--root", root, "test", "--lang", "en", "--color", "always") == before


def test_the_rules_of_eksempelvik_are_tested() -> None:
    ran = Cli(EKSEMPELVIK)("rules", "test")
    assert (ran.exit, ran.err) == (CLEAN, "")


def test_the_rules_of_fredrikstad_are_tested(cli: Cli) -> None:
    ran = cli("rules", "test")
    assert (ran.exit, ran.err) == (CLEAN, "")


# schema


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid(name: str) -> None:
    ran = Cli(REPOSITORY)("schema", name)
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert ran.json["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert ran.json["title"]
    Draft202012Validator.check_schema(ran.json)


def test_a_schema_speaks_the_language() -> None:
    nb, en = (Cli(EKSEMPELVIK)("schema", "project", "--lang", code) for code in ("nb", "en"))
    assert nb.exit == en.exit == CLEAN
    assert en.json["properties"]["goals"]["title"] == "Goals"
    assert nb.json["properties"]["goals"]["title"] == "Mål"
    assert list(nb.json["properties"]) == list(en.json["properties"])


def test_a_schema_has_the_codes_of_the_strategy() -> None:
    fredrikstad, eksempelvik = (Cli(folder)("schema", "project") for folder in (REPOSITORY, EKSEMPELVIK))
    assert fredrikstad.exit == eksempelvik.exit == CLEAN
    assert "interreg-sverige-norge" in fredrikstad.out
    assert "interreg-sverige-norge" not in eksempelvik.out


@pytest.mark.parametrize("name", ["projects", "Project", "findigns", "xyzzy", ""])
def test_an_unknown_schema_names_the_choices(cli: Cli, name: str) -> None:
    ran = cli("schema", name)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert all(choice in ran.err for choice in SCHEMAS)


def test_a_schema_for_an_ascii_screen_is_still_json() -> None:
    ran = Cli(REPOSITORY, "ascii")("schema", "partner", "--lang", "nb")
    assert ran.exit == CLEAN
    assert ran.json["title"]
