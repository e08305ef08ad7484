"""Help pages speak the language of the reader's machine; errors do not ask it."""

from __future__ import annotations

import pytest
from cli_world import CLEAN, NOT_CHECKED, Cli

USAGE = {"nb": "Vis denne hjelpen", "nn": "Vis denne hjelpa", "en": "Show this message"}


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "nb"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nn_NO.UTF-8"}, "nn"),
        ({"LANG": "nb_NO"}, "nb"),
        ({"LANG": "no_NO.ISO8859-1"}, "nb"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "C"}, "nb"),
        ({"LANG": "C.UTF-8"}, "nb"),
        ({"LANG": "POSIX"}, "nb"),
        ({"LANG": "de_DE.UTF-8"}, "nb"),
        ({"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "", "LC_ALL": ""}, "nb"),
        ({"LC_ALL": "nn_NO.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LANG": "en_US.UTF-8"}, "nn"),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "nb"),
        ({"LANG": "en_US.UTF-8", "INTLSTRAT_LANG": "nn"}, "nn"),
        ({"LANG": "nn_NO.UTF-8", "INTLSTRAT_LANG": "klingon"}, "nn"),
    ],
)
def test_help_is_in_the_language_of_the_machine(cli: Cli, environment: dict[str, str], code: str) -> None:
    for arguments in (("--help",), ("check", "--help"), ("rules", "test", "--help")):
        ran = cli(*arguments, **environment)
        assert ran.exit == CLEAN
        assert USAGE[code] in ran.out
    front = cli(**environment)
    assert front.exit == NOT_CHECKED
    assert USAGE[code] in front.err


@pytest.mark.parametrize("code", USAGE)
def test_what_is_asked_for_on_the_command_line_wins(cli: Cli, code: str) -> None:
    for arguments in (("check", "--lang", code, "--help"), ("check", "--help", f"--lang={code}")):
        ran = cli(*arguments, LC_ALL="nn_NO.UTF-8" if code == "en" else "en_US.UTF-8", INTLSTRAT_LANG="nb")
        assert ran.exit == CLEAN
        assert USAGE[code] in ran.out


def test_errors_do_not_ask_the_machine(cli: Cli) -> None:
    ran = cli("chek", LC_ALL="en_US.UTF-8")
    assert ran.exit == NOT_CHECKED
    assert ran.err.startswith("Kommandoen chek finnes ikke.")
