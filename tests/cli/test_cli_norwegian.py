"""Norwegian words for commands and for the fixed words of options: the line to type next has the English one."""

from __future__ import annotations

import pytest
import typer
from cli_world import NOT_CHECKED, Cli

from intlstrat.cli import check, main, new, outputs, report, screen
from intlstrat.cli.norwegian import _WRITTEN, word_meant
from intlstrat.findings import Layer
from intlstrat.language import LANGUAGES


@pytest.mark.parametrize(
    ("line", "said", "next_line"),
    [
        (("sjekk",), "Kommandoen sjekk finnes ikke. Mente du check?", "Skriv: «intlstrat check»"),
        (("Rapport",), "Kommandoen Rapport finnes ikke. Mente du report?", "Skriv: «intlstrat report»"),
        (("regler", "test"), "Kommandoen regler finnes ikke. Mente du rules?", "Skriv: «intlstrat rules test»"),
        (("ny", "prosjekt"), "Kommandoen ny finnes ikke. Mente du new?", "Skriv: «intlstrat new prosjekt»"),
        (("new", "prosjekt"), "Mente du project?", "Skriv: «intlstrat new project»"),
        (("check", "--fail-on", "advarsel"), "Mente du warning?", "Skriv: «intlstrat check --fail-on warning»"),
        (("check", "--fail-on=aldri"), "Mente du never?", "Skriv: «intlstrat check --fail-on=never»"),
        (("check", "--lang", "bokmål"), "Mente du nb?", "Skriv: «intlstrat check --lang nb»"),
        (("check", "--select", "kvalitet"), "Mente du quality?", "Skriv: «intlstrat check --select quality»"),
        (("check", "--format", "tekst"), "Mente du text?", "Skriv: «intlstrat check --format text»"),
    ],
)
def test_the_word_meant_is_told(good: Cli, line: tuple[str, ...], said: str, next_line: str) -> None:
    ran = good(*line)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    lines = ran.err.splitlines()
    assert any(said in each for each in lines[:-1])
    assert lines[-1] == next_line


def test_a_word_means_nothing_where_it_is_not_asked_for() -> None:
    assert word_meant("advarsel", ("error", "never")) is None


def test_every_word_is_of_a_command_or_an_option() -> None:
    app = typer.main.get_command(main._app())
    commands = dict(app.commands.items())  # type: ignore[attr-defined]  # a group
    known = {
        *commands, *commands["rules"].commands, *new.KINDS, *check.FAIL_ON, *check.SHOW, *outputs.FORMATS,
        *report.FORMATS, *screen.COLOR_CHOICES, *LANGUAGES, *Layer,
    }  # fmt: skip
    assert set(_WRITTEN) <= known
    for word, ways in _WRITTEN.items():
        assert not known & set(ways), word
