"""`intlstrat fix`: what it writes, what it says, and what it ends with."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from cli_world import CLEAN, FINDINGS, GOOD, INTERRUPTED, NOT_CHECKED, Cli, one_line, write

from intlstrat.files import refused_target

WRONG = """\
# ført av Kari
titel: Havnefest   # arbeidstittel

status: Active
period: {start: 05.06.2026}
goals:
  statement: Flere besøk
  target: 3
"""
RIGHT = """\
# ført av Kari
title: Havnefest   # arbeidstittel

status: active
period: {start: 2026-06-05}
goals:
  - statement: Flere besøk
    target: 3
"""
FILE = "data/projects/havnefest.yaml"
UNSURE = WRONG.replace("05.06.2026", "5/6/2026")


@pytest.fixture
def wrong(root: Path) -> Cli:
    """The command line where one file is to be mended."""
    return Cli(write(root, {**GOOD, FILE: WRONG}))


@pytest.fixture
def unsure(root: Path) -> Cli:
    """The command line where one file is to be mended, and one thing to be decided."""
    return Cli(write(root, {**GOOD, FILE: UNSURE}))


def text(cli: Cli, path: str = FILE) -> str:
    return (cli.folder / path).read_bytes().decode()


def test_mends_and_then_there_is_nothing_left(wrong: Cli) -> None:
    ran = wrong("fix", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert text(wrong) == RIGHT
    assert [line.strip() for line in ran.out.splitlines() if "→" in line] == [
        "2:1   titel → title",
        "4:9   status: Active → active",
        "5:17  start: 05.06.2026 → 2026-06-05",
        "7:3   goals: statement: … → - statement: …",
    ]
    assert f"{FILE} · 4 mends" in ran.out
    assert one_line(ran.out).endswith("4 places were mended in 1 file. “intlstrat check” shows how it all stands.")
    again = wrong("fix", "--lang", "en")
    assert (again.exit, again.out) == (CLEAN, "There is nothing to mend, and nothing that needs a decision.\n")
    assert wrong.findings().rules.count("record-invalid") == 0


def test_what_needs_a_decision_is_listed_as_the_check_shows_it(unsure: Cli) -> None:
    ran = unsure("fix", "--lang", "en")
    assert (ran.exit, ran.err) == (FINDINGS, "")
    assert text(unsure) == RIGHT.replace("2026-06-05", "5/6/2026")
    told = ran.out.partition("This needs a decision of yours, and is left as it is:\n\n")[2]
    assert "Havnefest · project" in told
    assert f"{FILE}:5:10" in told
    assert "5 │ period: {start: 5/6/2026}" in told
    assert "Write 2026-06-05 if the day stands first, or 2026-05-06 if the month does." in one_line(told)
    assert one_line(told).endswith(
        "3 places were mended in 1 file. 1 thing needs a decision. “intlstrat check” shows how it all stands."
    )
    again = unsure("fix", "--lang", "en")
    assert again.exit == FINDINGS
    assert "There is nothing to mend without deciding something. 1 thing needs a decision." in one_line(again.out)


def test_check_says_it_and_writes_nothing(unsure: Cli) -> None:
    before = os.stat(unsure.folder / FILE)
    ran = unsure("fix", "--check", "--lang", "en")
    assert (ran.exit, ran.err) == (FINDINGS, "")
    assert text(unsure) == UNSURE
    assert os.stat(unsure.folder / FILE).st_mtime_ns == before.st_mtime_ns
    assert "2:1  titel → title" in ran.out
    assert one_line(ran.out).endswith(
        "3 places can be mended in 1 file. Nothing was written. 1 thing needs a decision. “intlstrat fix” mends "
        "what can be mended."
    )


def test_places_are_those_of_the_file_on_the_disk(root: Path) -> None:
    line = "funding: {amount: 4.200, status: Granted, kind: privat, source: kr 5}\n"
    cli = Cli(write(root, {**GOOD, FILE: f"title: A\nstatus: idea\n{line}"}))
    ran = cli("fix", "--check", "--lang", "en")
    assert ran.exit == FINDINGS
    assert "3:34  status: Granted → granted" in ran.out
    assert f"{FILE}:3:11\n    3 │ {line}      │           ^^^^^^^^^^^^^" in ran.out
    ran = cli("fix", "--lang", "en")
    assert ran.exit == FINDINGS
    assert f"{FILE}:3:12\n    3 │ funding: [{{amount" in ran.out


def test_check_and_diff_are_content_with_what_is_well(good: Cli) -> None:
    for option in ("--check", "--diff"):
        ran = good("fix", option)
        assert ran.exit == CLEAN
        assert "Det er ingenting å rette, og ingenting som må avgjøres." in ran.out + ran.err
    assert good("fix", "--diff").out == ""


def test_check_fails_for_a_mend_alone(wrong: Cli) -> None:
    assert wrong("fix", "--check").exit == FINDINGS
    assert wrong("fix", "--diff").exit == FINDINGS


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_the_diff_can_be_applied(root: Path, end: str, last: bool) -> None:
    written = WRONG.replace("\n", end)
    written = written if last else written.removesuffix(end)
    cli = Cli(write(root, {**GOOD, FILE: written}))
    ran = cli("fix", "--diff", "--lang", "en")
    assert ran.exit == FINDINGS
    assert text(cli) == written
    assert ran.out.startswith(f"--- a/{FILE}\n+++ b/{FILE}\n@@ ")
    assert ("\\ No newline at end of file" in ran.out) is not last
    assert "Nothing was written" in ran.err
    subprocess.run(["git", "apply", "-"], cwd=root, input=ran.out.encode(), check=True)
    applied = text(cli)
    (root / FILE).write_bytes(written.encode())
    assert cli("fix").exit == CLEAN
    assert applied == text(cli) == (RIGHT.replace("\n", end) if last else RIGHT.replace("\n", end).removesuffix(end))


def test_the_diff_says_where_the_rest_is_told(unsure: Cli) -> None:
    ran = unsure("fix", "--diff", "--lang", "en")
    assert ran.exit == FINDINGS
    assert "“intlstrat fix --check” shows what needs a decision." in ran.err


def test_the_diff_has_colours_on_a_terminal_only(wrong: Cli) -> None:
    ran = wrong("fix", "--diff", "--color", "always")
    assert ran.exit == FINDINGS
    assert "\x1b[1;31m-titel: Havnefest   # arbeidstittel\x1b[0m\n" in ran.out
    plain = wrong("fix", "--diff")
    assert plain.exit == FINDINGS
    assert "\x1b" not in plain.out


def test_a_hostile_record_gives_no_orders(root: Path) -> None:
    hostile = WRONG + '# \u202e::error::x\nnotes: |\n  ##[error]x\n  ::error::x\nsummary: "Kari\u200b"\n'
    cli = Cli(write(root, {**GOOD, FILE: hostile.replace("titel: Havnefest", "titel: ::Havn\u202e")}))
    for option in ("--diff", "--check"):
        ran = cli("fix", option)
        assert ran.exit == FINDINGS
        assert "\u202e" not in ran.out
        assert "##[" not in ran.out
        assert not any(
            line.lstrip(" +-").startswith("::") and line.startswith(("::", " ")) for line in ran.out.splitlines()
        )


def test_personal_data_is_shown_nowhere(root: Path) -> None:
    secret = """\
titel: A
status: idea
summary: Ring Kari på 912 34 567
notes: |
  Ring Kari på 913 34 567
decision: {case: 01010012356}
period: {start: 914 34 567}
"""
    cli = Cli(write(root, {**GOOD, FILE: secret}))
    for option in ("--diff", "--check"):
        ran = cli("fix", option)
        assert ran.exit == FINDINGS
        assert not [part for part in ("912", "913", "914", "12356") if part in ran.out + ran.err]
        assert "█" in ran.out
    ran = cli("fix")
    assert ran.exit == FINDINGS
    assert "case: ███████████ → " in ran.out
    assert text(cli) == secret.replace("titel", "title").replace("01010012356", '"01010012356"')


def test_only_what_is_named_is_mended(root: Path) -> None:
    cli = Cli(write(root, {**GOOD, FILE: WRONG, "data/projects/annet.yaml": WRONG, "data/partners/vik.yaml": "x: [\n"}))
    ran = cli("fix", FILE, "--lang", "en")
    assert ran.exit == CLEAN
    assert (text(cli), text(cli, "data/projects/annet.yaml")) == (RIGHT, WRONG)
    assert f"“intlstrat check {FILE}” shows how it all stands." in one_line(ran.out)
    ran = cli("fix", "data/projects", "--check", "--root", ".", "--lang", "en")
    assert ran.exit == FINDINGS
    assert "“intlstrat fix data/projects --root .” mends what can be mended." in one_line(ran.out)
    assert cli("fix").exit == FINDINGS
    assert text(cli, "data/projects/annet.yaml") == RIGHT


def test_the_waivers_of_the_portfolio_are_mended_too(root: Path) -> None:
    waivers = "rule: portfolio-mny\nreason: x\ndecided_by: y\nuntil: 1.2.2030\n"
    cli = Cli(write(root, {**GOOD, "data/waivers.yaml": waivers}))
    assert cli("fix").exit == CLEAN
    assert text(cli, "data/waivers.yaml") == (
        "- rule: portfolio-many\n  reason: x\n  decided_by: y\n  until: 2030-02-01\n"
    )


def test_a_waiver_in_the_wrong_place_is_left_to_decide(root: Path) -> None:
    waivers = "- {rule: project-goals, reason: x, decided_by: y, until: 2030-02-01}\n"
    cli = Cli(write(root, {**GOOD, "data/waivers.yaml": waivers}))
    ran = cli("fix", "--lang", "en")
    assert ran.exit == FINDINGS
    assert "The rule project-goals is not waived here." in ran.out


def test_partners_are_known_by_their_files(root: Path) -> None:
    project = "title: A\nstatus: idea\npartners: [Nordby, srby, vik]\n"
    files = {FILE: project, "data/partners/soerby.yaml": "x: [\n", "data/partners/vik.yaml": "x: [\n"}
    cli = Cli(write(root, {**GOOD, **files}))
    ran = cli("fix", FILE, "--lang", "en")
    assert ran.exit == FINDINGS
    assert text(cli) == project.replace("Nordby", "nordby")
    assert "There is no partner “srby”." in ran.out


def test_untouched_files_keep_their_time_and_mended_ones_their_permissions(wrong: Cli) -> None:
    other = wrong.folder / "data/projects/godt.yaml"
    before = os.stat(other)
    (wrong.folder / FILE).chmod(0o640)
    assert wrong("fix").exit == CLEAN
    assert os.stat(other).st_mtime_ns == before.st_mtime_ns
    assert os.stat(other).st_ino == before.st_ino
    if os.name == "posix":
        assert stat.S_IMODE(os.stat(wrong.folder / FILE).st_mode) == 0o640


def test_a_link_is_not_written_through(wrong: Cli, tmp_path: Path) -> None:
    inside, outside = wrong.folder / "kept.yaml", tmp_path / "outside.yaml"
    (wrong.folder / FILE).rename(inside)
    outside.write_text(WRONG, encoding="utf-8")
    (wrong.folder / FILE).symlink_to(inside)
    ran = wrong("fix", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "is a link" in ran.err
    assert "Mend the file that the link leads to, or put the file itself here." in ran.err
    assert inside.read_text(encoding="utf-8") == WRONG
    (wrong.folder / FILE).unlink()
    (wrong.folder / FILE).symlink_to(outside)
    ran = wrong("fix", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "leads out of the data folder" in one_line(ran.out)
    assert outside.read_text(encoding="utf-8") == WRONG


def test_a_file_that_cannot_be_read_makes_the_exit_2_and_the_others_are_mended(wrong: Cli) -> None:
    (wrong.folder / "data/projects/borte.yaml").symlink_to("nothing")
    ran = wrong("fix", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "The file is not there" in one_line(ran.out)
    assert text(wrong) == RIGHT
    assert wrong("fix", FILE).exit == CLEAN


def test_a_file_that_cannot_be_written_is_whole_and_told(wrong: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("intlstrat.files.writing.os.replace", full)
    ran = wrong("fix", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert f"{FILE} could not be written (No space left on device)." in ran.err
    assert ran.out == "1 file could not be written. “intlstrat check” shows how it all stands.\n"
    assert text(wrong) == WRONG
    assert sorted(path.name for path in (wrong.folder / FILE).parent.iterdir()) == ["godt.yaml", "havnefest.yaml"]


def test_an_interrupt_leaves_whole_files(wrong: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("intlstrat.files.writing.os.replace", interrupted)
    ran = wrong("fix", "--lang", "en")
    assert (ran.exit, ran.err) == (INTERRUPTED, "Interrupted.\n")
    assert text(wrong) == WRONG
    assert sorted(path.name for path in (wrong.folder / FILE).parent.iterdir()) == ["godt.yaml", "havnefest.yaml"]


def test_a_file_that_changed_meanwhile_is_left(wrong: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(path: Path, root: Path) -> object:
        path.write_text("title: Ny\nstatus: idea\n", encoding="utf-8")
        return refused_target(path, root)

    monkeypatch.setattr("intlstrat.authoring.saving.refused_target", meanwhile)
    ran = wrong("fix", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert ran.err == f"{FILE} has been changed since it was read, and is left as it is.\nRun the command again.\n"
    assert text(wrong) == "title: Ny\nstatus: idea\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["data/projects/no-such.yaml"], "There is no data/projects/no-such.yaml."),
        (["/"], "/ lies outside the data repo"),
        (["--dif"], "There is no option --dif. Did you mean --diff?"),
        (["--color", "red"], "“red” after --color is not known."),
        (["--root", "nowhere"], "There is no data/partners and no data/projects in nowhere."),
        (["--rules", "nowhere"], "There is no folder nowhere."),
        (["rules.txt"], "There is no rules.txt."),
    ],
)
def test_wrong_arguments(wrong: Cli, arguments: list[str], reason: str) -> None:
    ran = wrong("fix", *arguments, "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert reason in ran.err
    assert text(wrong) == WRONG


def test_an_empty_data_repo_has_nothing_to_mend(root: Path) -> None:
    cli = Cli(write(root, {**GOOD, FILE: WRONG}))
    for path in (root / "data").rglob("*.yaml"):
        path.unlink()
    ran = cli("fix", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "There are no records in data/partners and data/projects." in ran.err


def test_the_words_are_the_readers(unsure: Cli) -> None:
    for lang, expected in (
        ("nb", "3 steder kan rettes i 1 fil. Ingenting er skrevet. 1 ting må avgjøres."),
        ("nn", "3 stader kan rettast i 1 fil. Ingenting er skrive. 1 ting må avgjerast."),
    ):
        ran = unsure("fix", "--check", "--lang", lang)
        assert ran.exit == FINDINGS
        assert expected in one_line(ran.out)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850", "utf-8"])
def test_every_console_can_show_it(unsure: Cli, encoding: str) -> None:
    for option in ("--check", "--diff"):
        ran = unsure("fix", option, encoding=encoding)
        assert ran.exit == FINDINGS
        assert "\\u2192" not in ran.out
        assert "\\u2500" not in ran.out
    assert ("titel → title" if encoding == "utf-8" else "titel -> title") in unsure(
        "fix", "--check", encoding=encoding
    ).out


def test_at_forty_columns_nothing_is_lost(unsure: Cli) -> None:
    ran = unsure("fix", "--check", "--lang", "en", COLUMNS="40")
    assert ran.exit == FINDINGS
    assert "start: 5/6/2026" in ran.out
    assert "titel → title" in ran.out


UNPROVED = "titel: A\nstatus: idea\nnotes:\t a\n"
"""The tab after the colon is what one of the two readers cannot read."""


@pytest.mark.parametrize(
    ("lang", "reason"),
    [
        ("en", f"Nothing is mended in {FILE}: the way it is written, it cannot be proved that the rest would stay"),
        ("nb", f"Ingenting blir rettet i {FILE}: slik filen er skrevet, kan det ikke bevises at resten blir stående"),
        ("nn", f"Ingenting blir retta i {FILE}: slik fila er skriven, kan det ikkje provast at resten blir ståande"),
    ],
)
def test_a_file_that_no_mend_can_be_proved_in_is_left_and_said_so(root: Path, lang: str, reason: str) -> None:
    cli = Cli(write(root, {**GOOD, FILE: UNPROVED}))
    for options in ([], ["--check"]):
        ran = cli("fix", *options, "--lang", lang)
        assert ran.exit == FINDINGS
        assert reason in one_line(ran.out)
        assert "without deciding something" not in one_line(ran.out)
    ran = cli("fix", "--diff", "--lang", lang)
    assert (ran.exit, ran.out) == (FINDINGS, "")
    assert reason in one_line(ran.err)
    assert text(cli) == UNPROVED


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("first", ["titel: A", "title: A"])
def test_the_diff_of_a_file_with_a_mark_can_be_applied(root: Path, end: str, first: str) -> None:
    written = "\ufeff" + end.join([first, "status: Active", ""])
    cli = Cli(write(root, {**GOOD, FILE: written}))
    ran = cli("fix", "--diff")
    assert ran.exit == FINDINGS
    subprocess.run(["git", "apply", "-"], cwd=root, input=ran.out.encode(), check=True)
    assert text(cli) == "\ufeff" + end.join(["title: A", "status: active", ""])


def test_the_mark_gives_a_runner_no_orders(root: Path) -> None:
    cli = Cli(write(root, {**GOOD, FILE: "\ufeff::error::x: y\ntitel: A\nstatus: idea\n"}))
    ran = cli("fix", "--diff")
    assert ran.exit == FINDINGS
    assert "\n \ufeff\\x3a:error::x: y\n" in ran.out


HINT = "mends what of this can mean one thing only."
SURE = [
    "goals: {statement: Flere besøk, target: 3}",
    "goals:\n  statement: Flere besøk\n  target: 3",
    "period: {start: 05.06.2026}",
    "goal: []",
    "areas: {other: Kultur}",
    "partners: nordby",
    "sdgs: [{goal: 8, targets: 8.9}]",
    "budget: {total: 4.200.000}",
    "budget: {total: kr 4 200}",
    "partners: [nordbi]",
    "waivers: [{rule: project-goal, reason: A, decided_by: B, until: 2027-01-01}]",
]
DOUBTFUL = [
    "period: {start: 5/6/2026}",
    "period: {start: 5.6.26}",
    "goals: {qwerty: Flere besøk}",
    "areas: kultur, næring",
    "partners: nordby og oslo",
    "budget: {total: '4.200'}",
    "budget: {total: kr 4 200, currency: DKK}",
    "partners: [ukjent]",
    "waivers: [{rule: ukjent, reason: A, decided_by: B, until: 2027-01-01}]",
]


@pytest.mark.parametrize(
    ("lines", "is_sure"), [*((each, True) for each in SURE), *((each, False) for each in DOUBTFUL)]
)
def test_check_tells_of_fix_just_where_it_mends_something(root: Path, lines: str, is_sure: bool) -> None:
    cli = Cli(write(root, {**GOOD, FILE: f"title: Havnefest\nstatus: active\n{lines}\n"}))
    told = cli("check", FILE, "--lang", "en")
    mended = cli("fix", "--check", FILE, "--lang", "en")
    assert (told.exit, mended.exit) == (FINDINGS, FINDINGS)
    assert ("can be mended" in mended.out) is is_sure
    assert (f"“intlstrat fix {FILE}” {HINT}" in one_line(told.out)) is is_sure
    assert (HINT in one_line(told.out)) is is_sure


@pytest.mark.parametrize("first", ["", "- "])
def test_check_tells_of_fix_for_the_waivers_of_the_whole_portfolio(root: Path, first: str) -> None:
    entry = "rule: portfolio-manny\n  reason: A\n  decided_by: B\n  until: 2027-01-01\n"
    text = f"- {entry}" if first else entry.replace("\n  ", "\n")
    cli = Cli(write(root, {**GOOD, "data/waivers.yaml": text}))
    told = cli("check", "--lang", "en")
    assert told.exit == FINDINGS
    assert f"“intlstrat fix” {HINT}" in one_line(told.out)
    assert cli("fix", "--check").exit == FINDINGS


def test_the_hint_names_the_command_as_it_is_typed(wrong: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTLSTRAT_CALLED", "python run.py")
    ran = wrong("check", "--root", ".", "--lang", "en")
    assert ran.exit == FINDINGS
    assert f"“python run.py fix --root .” {HINT}" in one_line(ran.out)
