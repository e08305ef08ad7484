"""Help and wrong arguments, in bokmål and in English; help in nynorsk, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from cli_world import CLEAN, NOT_CHECKED, REPOSITORY, Cli, one_line, unquoted
from typer.core import TyperGroup

from intlstrat import __version__
from intlstrat.cli.main import _app
from intlstrat.language import Language

NB, NN, EN = Language("nb"), Language("nn"), Language("en")
SAME = {
    "[ID]",
    "partner|project",
    "JSON",
    "YAML",
    "text|json|sarif|github|gitlab|junit|markdown",
    "auto|always|never",
    "nb|nn|en",
    "findings|all",
    "error|warning|note|never",
}
SAME |= {
    "partner|project",
    "partner|project|rule|strategy|waivers|findings|report",
    "text|markdown|html|pdf|docx|odt|json",
}
"""What is written the same way in every language."""

ENGLISH = {
    "the",
    "of",
    "and",
    "or",
    "to",
    "this",
    "that",
    "show",
    "with",
    "file",
    "default",
    "options",
    "usage",
    "exit",
}
ENGLISH |= {"command", "commands", "arguments", "message", "install", "current", "shell", "only", "where", "what"}
"""Words that no Norwegian help text has a use for."""


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it."""
    yield path, command
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from commands(inner, (*path, name))


ALL = dict(commands(typer.main.get_command(_app())))


def test_the_commands_are_those_of_the_specification_so_far() -> None:
    names = {"check", "explain", "strategy", "rules", "schema", "init"}
    assert names <= {path[0] for path in ALL if path}
    assert ("rules", "test") in ALL


def test_version(cli: Cli) -> None:
    for arguments in (("--version",), ("--version", "check")):
        ran = cli(*arguments)
        assert (ran.exit, ran.out, ran.err) == (CLEAN, f"intlstrat {__version__}\n", "")


@pytest.mark.parametrize("path", ALL, ids=" ".join)
@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_every_command_has_help(cli: Cli, path: tuple[str, ...], code: str) -> None:
    for arguments in ((*path, "--help"), *([(*path, "--lang", code, "--help")] if len(path) == 1 else [])):
        ran = cli(*arguments, INTLSTRAT_LANG=code)
        assert (ran.exit, ran.err) == (CLEAN, "")
        assert ran.out.startswith(("Usage: " if code == "en" else "Bruk: ") + " ".join(("intlstrat", *path)))
        assert all(len(line) <= 80 for line in ran.out.splitlines())


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_help_text_is_translated(path: tuple[str, ...]) -> None:
    command = ALL[path]
    context = command.context_class(command, info_name="x")
    texts = [command.help, *(parameter.help for parameter in command.get_params(context))]
    texts += [parameter.metavar for parameter in command.get_params(context) if parameter.metavar]
    for text in texts:
        assert text
        assert text in SAME or text not in (NB.text(text), NN.text(text)), text


@pytest.mark.parametrize("path", ALL, ids=" ".join)
@pytest.mark.parametrize("code", ["nb", "nn"])
def test_no_english_is_left_in_norwegian_help(cli: Cli, path: tuple[str, ...], code: str) -> None:
    ran = cli(*path, "--help", INTLSTRAT_LANG=code)
    assert ran.exit == CLEAN
    text = re.sub(r"«.*?»|\(standard: .*?\)", "", ran.out.lower())
    words = set(re.findall(r"(?<![-|/\w])[a-z]+(?![|/\w])", text))
    assert sorted(words & ENGLISH) == []


def test_no_arguments_show_the_help_and_check_nothing(cli: Cli) -> None:
    ran = cli()
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err == cli("--help").out
    assert cli(INTLSTRAT_LANG="en").err.startswith("Usage: ")


@pytest.mark.parametrize(
    ("arguments", "nb", "en"),
    [
        (("chek",), "Kommandoen chek finnes ikke. Mente du check?", "There is no command chek. Did you mean check?"),
        (("xyzzy",), "Kommandoen xyzzy finnes ikke.", "There is no command xyzzy."),
        (("rules", "tset"), "Kommandoen tset finnes ikke. Mente du test?", "no command tset. Did you mean test?"),
        (("check", "--selct", "x"), "Valget --selct finnes ikke. Mente du --select?", "Did you mean --select?"),
        (("check", "--xyzzy"), "Valget --xyzzy finnes ikke.", "There is no option --xyzzy."),
        (("--xyzzy",), "Valget --xyzzy finnes ikke.", "There is no option --xyzzy."),
        (("check", "-x"), "Valget -x finnes ikke.", "There is no option -x."),
        (("check", "--root"), "Valget --root må ha en verdi.", "The option --root wants a value."),
        (("check", "--quiet=ja"), "Valget --quiet skal ikke ha noen verdi.", "The option --quiet takes no value."),
        (("explain",), "Noe mangler: REGEL|PUNKT.", "Something is missing: RULE|CLAUSE."),
        (("schema",), "Noe mangler: partner|project|rule", "Something is missing: partner|project|rule"),
        (("strategy", "a", "b"), "Dette er for mye: a b.", "This is too much: a b."),
        (("explain", "4f", "4g"), "Dette er for mye: 4g.", "This is too much: 4g."),
        (("schema", "projct"), "Mente du project?", "Did you mean project?"),
    ],
)
def test_a_wrong_argument_is_told_in_the_language(cli: Cli, arguments: tuple[str, ...], nb: str, en: str) -> None:
    for code, text in (("nb", nb), ("en", en)):
        ran = cli(*arguments, INTLSTRAT_LANG=code)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert text in unquoted(ran.err)
        assert "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [("chek", "--lang", "en"), ("check", "--lang=en", "--xyzzy")])
def test_the_language_is_found_wherever_it_stands(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli(*arguments)
    assert ran.exit == NOT_CHECKED
    assert "There is no" in ran.err


@pytest.mark.parametrize(
    ("arguments", "exit_", "said"),
    [
        (("--help", "--lang", "en"), CLEAN, "Usage: intlstrat"),
        (("--lang", "en", "--help"), CLEAN, "Usage: intlstrat"),
        (("--lang=en", "explain", "project-goals"), CLEAN, "How to fix it"),
        (("--lang", "en", "rules", "test"), CLEAN, "Everything came out as it should."),
        (("--lang", "dansk", "rules"), NOT_CHECKED, "intlstrat rules --lang nb"),
        (("--lang", "en"), NOT_CHECKED, "Usage: intlstrat"),
    ],
)
def test_the_language_may_stand_before_the_command(cli: Cli, arguments: tuple[str, ...], exit_: int, said: str) -> None:
    ran = cli(*arguments)
    assert ran.exit == exit_
    assert said in ran.out + ran.err


def test_a_wrong_argument_leads_to_help(cli: Cli) -> None:
    ran = cli("rules", "test", "--xyzzy")
    assert ran.exit == NOT_CHECKED
    assert ran.err.splitlines()[-1] == "«intlstrat rules test --help» viser hva som kan skrives."


def test_the_help_of_check_names_every_option_of_the_specification(cli: Cli) -> None:
    ran = cli("check", "--help")
    assert ran.exit == CLEAN
    options = [
        "format",
        "output",
        "select",
        "ignore",
        "fail-on",
        "show",
        "quiet",
        "statistics",
        "as-of",
        "root",
        "rules",
        "lang",
        "color",
    ]
    assert [option for option in options if f"--{option}" not in ran.out] == []


def test_help_tells_the_defaults(cli: Cli) -> None:
    ran = cli("check", "--help", INTLSTRAT_LANG="en")
    assert ran.exit == CLEAN
    assert one_line(ran.out).count("(default: ") == 3


def test_nothing_but_typers_own_words_is_missing_from_the_catalogue() -> None:
    assert EN.text("Show this message and exit.") == "Show this message and exit."
    assert NB.text("Show this message and exit.") == "Vis denne hjelpen og avslutt."
    assert NN.text("Show this message and exit.") == "Vis denne hjelpa og avslutt."
    assert REPOSITORY.is_dir()
