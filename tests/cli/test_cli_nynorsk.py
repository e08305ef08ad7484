"""Nynorsk: the program speaks it, and a rule pack without it is heard in bokmål, text by text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_world import (
    BARE,
    CLEAN,
    DAY,
    FINDINGS,
    NOT_CHECKED,
    UNKNOWN_PROJECT,
    Cli,
    one_line,
    rule,
    unquoted,
    write,
)

BOKMAL = re.compile(r"\b(ikke|hva|hvilke|hvor|noen|noe|brudd|fra|regler|oppføringer|advarsel|mappen|filen)\b", re.I)
NYNORSK_RULE = rule(
    "project-goals",
    "size(project.goals) > 0",
    at="goals",
    message='{nb: "Brudd på project-goals.", nn: "Brot på project-goals.", en: "Breach of project-goals."}',
)
"""Its message is in nynorsk, and its other texts are not."""


@pytest.fixture
def mixed(root: Path) -> Cli:
    """A finding of every severity, an unknown, and a file that cannot be read; one message in nynorsk."""
    more = {
        "rules/project/project-goals.yaml": NYNORSK_RULE,
        "data/projects/u.yaml": UNKNOWN_PROJECT,
        "data/projects/f.yaml": "a: [",
    }
    return Cli(write(root, {**BARE, **more}))


def test_a_check_is_in_nynorsk_and_the_rules_without_it_in_bokmal(mixed: Cli) -> None:
    ran = mixed.check("--lang", "nn", "--show", "all", "--statistics")
    assert (ran.exit, ran.err) == (FINDINGS, "")
    said = one_line(ran.out)
    for text in ("Brot på project-goals.", "Brudd på project-sdg.", "Tiltak: Rett det.", "1 regel ventar på"):
        assert text in said
    for text in (
        "Åtvaring",
        "Merknad",
        "Ukjent",
        "1 fil kunne ikkje lesast",
        "per 23. november 2026",
        "kontrollerte",
        "1 ukjent",
    ):
        assert text in said
    assert "Brudd på project-goals." not in said
    assert {word.lower() for word in BOKMAL.findall(said)} == {"brudd"}, "only the rules' own texts are in bokmål"


def test_a_json_report_is_in_nynorsk(mixed: Cli) -> None:
    ran = mixed.check("--format", "json", INTLSTRAT_LANG="nn")
    assert ran.exit == FINDINGS
    messages = {finding["rule"]: finding["message"] for finding in ran.json["findings"]}
    assert messages["project-goals"] == "Brot på project-goals."
    assert messages["project-sdg"] == "Brudd på project-sdg."
    assert (
        messages["record-unreadable"] == "Ein hakeparentes eller krøllparentes er ikkje lukka, eller eit komma manglar."
    )


@pytest.mark.parametrize("format_", ["markdown", "github", "gitlab", "sarif", "junit"])
def test_every_format_is_in_nynorsk(mixed: Cli, format_: str) -> None:
    ran = mixed.check("--format", format_, "--lang", "nn")
    assert ran.exit == FINDINGS
    assert "Brot på project-goals." in ran.out
    assert {word.lower() for word in BOKMAL.findall(ran.out)} <= {"brudd"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("explain", "project-goals"),
            ["Alvorsgrad", "Slik rettar du det", "Punktet i strategien", "Denne porteføljen"],
        ),
        (("explain", "1a"), ["Forplikting", "Dei 2 reglane som kontrollerer det", "Prosjekter har mål."]),
        (("explain", "record-invalid"), ["Kva det betyr", "Oppføringa har ein nøkkel som ikkje finst"]),
        (
            ("strategy",),
            [
                "Kapittel 1",
                "Kontrollsum for alle filene",
                "Punkt i alt",
                "kontrollert av minst éin regel",
                "Prosjekter har mål.",
            ],
        ),
        (("rules",), ["Reglar som kontrollerer strategien", "Tittel project-goals"]),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_the_pages_are_in_nynorsk(mixed: Cli, arguments: tuple[str, ...], says: list[str]) -> None:
    ran = mixed(*arguments, "--lang", "nn", *(("--as-of", DAY) if arguments[0] == "explain" else ()))
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert [text for text in says if text not in one_line(ran.out)] == []


def test_the_paper_for_the_council_is_in_nynorsk(mixed: Cli) -> None:
    ran = mixed("report", "--as-of", "2024-06-05", "--format", "markdown", "--lang", "nn")
    assert ran.exit == CLEAN
    assert ran.out.startswith("# Internasjonalt samarbeid: status per 5.\u00a0juni 2024\n")
    for text in (
        "## Samandrag",
        "## Oppfølging",
        "Venskapsbyar og andre partnarar",
        "Utrydde svolt",
        "Brot på project-goals.",
    ):
        assert text in ran.out
    assert {word.lower() for word in BOKMAL.findall(ran.out.replace("Sies ikke.", ""))} <= {"brudd"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--help",), ["Bruk: intlstrat", "Til dagleg", "Kontroller oppføringane mot strategien."]),
        (("check", "--help"), ["[VAL]", "Vis berre funn, og ingenting når det ikkje er nokon.", "(standard: "]),
        (("explain", "--help"), ["REGEL|PUNKT", "til dømes project-goals eller 4f"]),
    ],
    ids=" ".join,
)
def test_the_help_is_in_nynorsk(mixed: Cli, arguments: tuple[str, ...], says: list[str]) -> None:
    ran = mixed(*arguments, INTLSTRAT_LANG="nn")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert [text for text in says if text not in one_line(ran.out)] == []
    assert BOKMAL.findall(ran.out) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("chek",), "Kommandoen chek finst ikkje. Meinte du check?"),
        (("check", "--xyzzy"), "Valet --xyzzy finst ikkje."),
        (("explain",), "Noko manglar: REGEL|PUNKT."),
        (("explain", "xyzzy"), "er verken ein regel eller eit punkt i strategien."),
        (("check", "--as-of", "i dag"), "er ikkje ein dato."),
        (("check", "--root", "xyzzy"), "Det finst verken data/partners eller data/projects i xyzzy."),
        (("check", "data/projects/xyzzy.yaml"), "data/projects/xyzzy.yaml finst ikkje."),
    ],
)
def test_what_went_wrong_is_told_in_nynorsk(mixed: Cli, arguments: tuple[str, ...], says: str) -> None:
    ran = mixed(*arguments, INTLSTRAT_LANG="nn")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert says in unquoted(ran.err)


def test_the_run_of_the_examples_is_in_nynorsk(mixed: Cli) -> None:
    ran = mixed("rules", "test", "--lang", "nn")
    assert (ran.exit, ran.err) == (FINDINGS, "")
    assert "Reglar utan døme" in ran.out
    assert "7 reglar har ingen døme." in ran.out


def test_a_schema_is_in_nynorsk(mixed: Cli) -> None:
    ran = mixed("schema", "project", "--lang", "nn")
    assert ran.exit == CLEAN
    for text in ("FN-mål 2: Utrydde svolt", "FN-mål 17: Samarbeid for å nå måla", "Grunngiving", "Noreg"):
        assert text in ran.out
    assert "FN-mål 2: Utrydde sult" in mixed("schema", "project", "--lang", "nb").out


def test_the_rules_that_come_along_are_heard_in_bokmal(root: Path) -> None:
    """They have bokmål and English."""
    write(root, {"data/projects/strandrydding.yaml": "title: Strandrydding\nstatus: active\n"})
    ran = Cli(root)("check", "--as-of", DAY, "--lang", "nn")
    assert ran.exit == FINDINGS
    nb = Cli(root)("check", "--as-of", DAY, "--format", "json", "--lang", "nb")
    nn = Cli(root)("check", "--as-of", DAY, "--format", "json", "--lang", "nn")
    assert (nb.exit, nn.exit) == (FINDINGS, FINDINGS)
    texts = [
        [(each["rule"], each["message"]) for each in run.json["findings"] if each["outcome"] == "breach"]
        for run in (nb, nn)
    ]
    assert texts[0] == texts[1] != []
    assert "Åtvaring" in ran.out
