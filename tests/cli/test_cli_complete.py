"""Completion: what a shell is told may be written where the cursor stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_world import BARE, GOOD_PARTNER, GOOD_PROJECT, PACK, Cli, write
from completion_world import ask, shipped, values
from test_cli_help import ALL

FREE = {"DATE", "REVISION|DATE", "REVISION", "PACKAGE", "KEY=VALUE"}
"""What is completed by nothing: only the writer knows it."""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The shipped records and rules; to be read only."""
    return shipped(tmp_path_factory.mktemp("city"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("explain 4", ["4a", "4b", "4c", "4d", "4e", "4f", "4g", "4h"]),
        ("explain 4F", ["4f"]),
        ("explain project-goals", ["project-goals", "project-goals-measurable"]),
        ("explain record-i", ["record-invalid", "record-id"]),
        ("check --select project-go", ["project-goals", "project-goals-measurable"]),
        ("check --select vali", ["validity"]),
        ("check --select 4f --ignore 4", ["4a", "4b", "4c", "4d", "4e", "4f", "4g", "4h"]),
        ("check --select=project-end", ["--select=project-end-product"]),
        ("schema p", ["partner", "project"]),
        ("schema ", ["partner", "project", "rule", "strategy", "waivers", "findings", "report"]),
        ("check --format s", ["sarif"]),
        ("check --format=j", ["--format=json", "--format=junit"]),
        ("report --format do", ["docx"]),
        ("check --lang ", ["nb", "nn", "en"]),
        ("check --fail-on n", ["note", "never"]),
        ("check --show ", ["findings", "all"]),
        ("strategy --color ", ["auto", "always", "never"]),
        ("check --st", ["--statistics"]),
        ("check --statistics --st", []),
        ("check --select 4f --sel", ["--select"]),
        ("ex", ["explain"]),
        ("rules t", ["test"]),
        ("rules --lang en t", ["test"]),
        ("--v", ["--version"]),
        ("explain 4f 4", []),
        ("check --as-of ", []),
        ("chek ", []),
        ("check -- --st", []),
    ],
)
def test_what_may_be_written(city: Cli, line: str, expected: list[str]) -> None:
    assert values(city, line) == expected


def test_every_command_is_offered_with_its_meaning(city: Cli) -> None:
    _, offered = ask(city, "", INTLSTRAT_LANG="nn")
    assert set(offered) == {path[0] for path in ALL if path}
    assert offered["check"] == "Kontroller oppføringane mot strategien."


@pytest.mark.parametrize("path", [path for path in ALL if path], ids=" ".join)
def test_every_value_that_can_be_known_is_offered(city: Cli, path: tuple[str, ...]) -> None:
    command = ALL[path]
    line = " ".join(path)
    options = [each for each in command.get_params(command.context_class(command)) if each.param_type_name == "option"]
    assert set(values(city, f"{line} -")) == {max(option.opts, key=len) for option in options}
    for option in options:
        if not option.is_flag and option.metavar not in FREE:
            paths, offered = ask(city, f"{line} {option.opts[0]} ")
            assert offered or paths in ("files", "folders"), option.opts


def test_meanings_are_in_the_language_of_the_reader(city: Cli) -> None:
    for code, meaning in (("nb", "Kommunen gjør risikovurderinger"), ("en", "The municipality does risk assessments")):
        assert ask(city, "explain 4h", LANG=f"{code}_XX.UTF-8")[1]["4h"].startswith(meaning.split()[0])
    assert ask(city, "check --show f", LANG="en_GB")[1] == {"findings": "what is wrong or unknown"}
    assert ask(city, "check --lang en --show f", LANG="nb_NO")[1] == {"findings": "what is wrong or unknown"}
    assert ask(city, "check --show f", LANG="nb_NO")[1] == {"findings": "det som er galt eller ukjent"}
    rule = ask(city, "explain project-goals", INTLSTRAT_LANG="en")[1]["project-goals"]
    assert rule
    assert rule != ask(city, "explain project-goals", INTLSTRAT_LANG="nb")[1]["project-goals"]


def test_a_record_is_found_by_its_id(city: Cli) -> None:
    assert ask(city, "check mon") == ("files", {"data/projects/mono.yaml": "prosjekt"})
    assert values(city, "check KOT") == ["data/partners/kotka.yaml"]
    below = Cli(city.folder / "data" / "partners")
    assert values(below, "check mon") == ["../projects/mono.yaml"]
    elsewhere = Cli(city.folder.parent)
    assert values(elsewhere, "check mon") == []
    assert values(elsewhere, f"check --root {city.folder.name} mon") == [f"{city.folder.name}/data/projects/mono.yaml"]
    assert values(elsewhere, f"check --root={city.folder.name} mon") == [f"{city.folder.name}/data/projects/mono.yaml"]


def test_a_path_is_left_to_the_shell(city: Cli) -> None:
    for line in ("check data/pro", "check ./", "report --output rap", "report --template m"):
        assert ask(city, line) == ("files", {})
    for line in ("init m", "check --root ..", "rules --rules r"):
        assert ask(city, line) == ("folders", {})
    assert ask(city, "explain zzz") == ("nothing", {})


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_what_is_written_is_never_taken_back(root: Path, shell: str) -> None:
    """bash and zsh put what all candidates begin with in the word's place."""
    files = {f"data/projects/{name}.yaml": GOOD_PROJECT for name in ("nord-a", "nord-b", "sor")}
    cli = Cli(write(root, {**PACK, **files, "data/partners/nordby.yaml": GOOD_PARTNER}))
    assert values(cli, "check so", shell) == ["data/projects/sor.yaml"]
    assert values(cli, "check nord-", shell) == ["data/projects/nord-a.yaml", "data/projects/nord-b.yaml"]
    assert values(cli, "check nord", shell) == ["nordby", "nord-a", "nord-b"]
    assert values(cli, "check nord", "powershell")[0] == "data/partners/nordby.yaml"


def test_bash_takes_words_apart_and_keeps_quotation_marks(city: Cli) -> None:
    assert values(city, "check --format = j", "bash") == ["json", "junit"]
    assert len(values(city, "check --format =", "bash")) == 7
    assert values(city, 'check --select "project-go', "bash") == ["project-goals", "project-goals-measurable"]


def test_rules_that_are_new_are_offered_by_name(root: Path) -> None:
    cli = Cli(write(root, BARE))
    assert ask(cli, "explain project-", INTLSTRAT_NO_CACHE="1")[1].keys() == {
        *("project-goals", "project-targets", "project-sdg", "project-large")
    }
    assert ask(cli, "explain 1", INTLSTRAT_NO_CACHE="1", INTLSTRAT_LANG="en")[1] == {
        "1a": "Projects have goals.",
        "1b": "We serve the UN goals.",
    }


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({}, "explain 4"),
        ({}, "check a"),
        ({"rules/strategy.yaml": "a: [\n"}, "explain p"),
        ({"rules/strategy.yaml": b"\xff\xfe"}, "check --select p"),
        ({"rules": "no folder"}, "explain p"),
        ({}, "explain --root nowhere 4"),
        ({}, "explain --rules nowhere 4"),
        ({}, "check --root \0 a"),
        ({}, "--lang"),
        ({}, "explain --lang xx 4"),
    ],
)
def test_trouble_is_silent(root: Path, files: dict[str, str | bytes], line: str) -> None:
    cli = Cli(write(root, {"data/projects/a.yaml": GOOD_PROJECT, **files}))
    *words, word = line.split(" ")
    ran = cli(*words, _INTLSTRAT_COMPLETE="bash", _INTLSTRAT_WORD=word)
    assert ran.err == ""
    assert "rror" not in ran.out


def test_names_and_texts_from_strangers_do_nothing_to_a_shell(root: Path) -> None:
    hostile = [
        "$(touch x).yaml",
        "a;b.yaml",
        "-rf.yaml",
        "a b.yaml",
        "a\tb.yaml",
        "a\nb.yaml",
        "`x`.yaml",
        "a\x1b[1m.yaml",
    ]
    files = {f"data/projects/{name}": GOOD_PROJECT for name in hostile}
    files |= {f"data/projects/{folder}/zz.yaml": GOOD_PROJECT for folder in ("$(calc)", "a b", "x;y")}
    strategy = str(PACK["rules/strategy.yaml"]).replace("Prosjekter har mål.", '"Mål\\n\\t$(x)"')
    cli = Cli(write(root, {**PACK, **files, "data/projects/a.yaml": GOOD_PROJECT, "rules/strategy.yaml": strategy}))
    assert ask(cli, "check ")[1] == {"data/projects/a.yaml": "prosjekt"}
    meaning = ask(cli, "explain 1a")[1]["1a"]
    assert meaning == "Mål $(x)"


@pytest.mark.parametrize("line", ["init ny", "check --output x.json", "--version", "report --output x.md"])
def test_no_command_is_run(bare: Cli, line: str) -> None:
    before = sorted(bare.folder.rglob("*"))
    ran = bare(*line.split(" "), _INTLSTRAT_COMPLETE="zsh", _INTLSTRAT_WORD="")
    assert "intlstrat" not in ran.out
    assert sorted(bare.folder.rglob("*")) == before


def test_another_word_in_the_environment_is_passed_over(bare: Cli) -> None:
    ran = bare("--version", _INTLSTRAT_COMPLETE="complete_bash")
    assert (ran.exit, ran.err) == (0, "")
    assert ran.out.startswith("intlstrat ")
