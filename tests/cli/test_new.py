"""`intlstrat new` without a terminal: what it writes and says, and that it never writes over anything."""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path

import pytest
from cli_world import CLEAN, DAY, FINDINGS, GOOD, GOOD_PROJECT, NOT_CHECKED, Cli, Ran, one_line, unquoted, write

from intlstrat.authoring import writing

COAST = ("--set", "title=Kyststi for alle", "--set", "status=planned")


def new(cli: Cli, *arguments: str, **environment: str) -> Ran:
    return cli("new", *arguments, "--as-of", DAY, **environment)


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input that there is nothing in."""
    give(monkeypatch, b"")


def give(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def files(cli: Cli) -> set[str]:
    return {path.relative_to(cli.folder).as_posix() for path in (cli.folder / "data").rglob("*") if path.is_file()}


def test_it_writes_the_record_and_says_what_remains_and_what_to_type(good: Cli) -> None:
    ran = new(good, "project", *COAST, "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "")
    text = (good.folder / "data/projects/kyststi-for-alle.yaml").read_text(encoding="utf-8")
    assert text == (
        "# What the project is called. Required.\ntitle: Kyststi for alle\n\n"
        "# Where the project stands: idea, applied, planned, active, completed or cancelled. Required.\n"
        "status: planned\n"
    )
    assert ran.out == (
        "\nWritten: data/projects/kyststi-for-alle.yaml\n\n"
        "What remains, by clause:\n"
        "  Clause 1a\n    - Breach of project-goals.\n"
        "  Clause 1b\n    - Breach of project-sdg.\n"
        "  Data quality\n    - Breach of quality-unit.\n\n"
        "Next:\n"
        "  intlstrat check data/projects/kyststi-for-alle.yaml\n    what remains, with what to do about each\n"
        "  intlstrat explain project-goals  why it is asked for\n"
    )


def test_what_remains_is_what_the_check_finds(good: Cli) -> None:
    said = new(good, "project", *COAST, "--lang", "en").out
    found = good.findings("data/projects/kyststi-for-alle.yaml", "--lang", "en")
    assert found.exit == FINDINGS
    messages = [finding["message"] for finding in found.json["findings"]]
    assert messages
    assert all(f"- {message}\n" in said for message in messages)


def test_where_nothing_remains_it_says_so(good: Cli) -> None:
    ran = new(good, "project", *COAST, "--set", "goals=[{statement: A, target: 3}]", "--set", "sdgs.0.goal=8",
              "--set", "responsible.unit=Kultur", "--lang", "en")  # fmt: skip
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert "The strategy asks for nothing more." in ran.out
    assert "explain" not in ran.out
    assert good.check("data/projects/kyststi-for-alle.yaml").exit == CLEAN


def test_an_id_can_be_given(good: Cli) -> None:
    assert new(good, "project", "kysten", *COAST).exit == CLEAN
    assert "data/projects/kysten.yaml" in files(good)


def test_it_works_where_there_are_no_records_yet(root: Path) -> None:
    cli = Cli(write(root, {path: text for path, text in GOOD.items() if path.startswith("rules/")}))
    (root / "data/partners").mkdir(parents=True)
    ran = new(cli, "project", *COAST)
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert files(cli) == {"data/projects/kyststi-for-alle.yaml"}


def test_print_shows_the_file_and_writes_nothing(good: Cli) -> None:
    before = files(good)
    ran = new(good, "project", *COAST, "--print", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert ran.out.startswith("# What the project is called. Required.\ntitle: Kyststi for alle\n")
    assert files(good) == before


def test_the_editor_s_line_is_there_where_the_schema_is(good: Cli) -> None:
    write(good.folder, {"schemas/project.schema.json": "{}"})
    ran = new(good, "project", *COAST, "--print")
    assert (ran.exit, ran.out.splitlines()[0]) == (
        CLEAN,
        "# yaml-language-server: $schema=../../schemas/project.schema.json",
    )
    assert (good.folder / "data/projects/../../schemas/project.schema.json").is_file()


def test_what_was_taken_for_something_else_is_told_on_standard_error(good: Cli) -> None:
    ran = new(good, "project", *COAST, "--set", "period.start=1. mars 2027", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "period.start: understood as 1 March 2027 (2027-03-01)\n")


def test_ctrl_c_while_the_file_is_written_waits(good: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    create = writing.create

    def interrupted(root: Path, name: str, content: bytes) -> str | None:
        signal.raise_signal(signal.SIGINT)
        return create(root, name, content)

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(writing, "create", interrupted)
    ran = new(good, "project", *COAST)
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert (good.folder / "data/projects/kyststi-for-alle.yaml").read_bytes().endswith(b"status: planned\n")
    assert signal.getsignal(signal.SIGINT) is before


class TestNothingIsWritten:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), ["There is no terminal to ask in, and nothing was given.", "--set title=… --set status=…"]),
            (("--set", "title=A"), ["These keys are required, and are not there: status.", "Add --set status=…"]),
            (("--set", "titel=A"), ["title and status", "The key titel is not known here. Did you mean title?"]),
            ((*COAST, "--set", "period.start=5/6/2027"), ["period.start: 5/6/2027 is not a date", "Write 2027-06-05"]),
            (
                (*COAST, "--set", "goals.0.statement=A", "--set", "goals.0.target=40.000"),
                ["goals.0.target: 40.000 can mean several things here.", "Write 40000 if", "or 40 if it stands before"],
            ),
            ((*COAST, "--set", "partners=nordbi"), ["partners.0: There is no partner nordbi. Did you mean nordby?"]),
            ((*COAST, "--set", 'sdgs=[{goal: 8, targets: ["9.1"]}]'), ["The target 9.1 is of UN goal 9"]),
            (("--set", "title=東京", "--set", "status=idea"), ["No id can be made", "intlstrat new project ID"]),
            (("kyst sti", *COAST), ["ID: kyst sti is no id.", "Write kyst-sti"]),
            (("godt", *COAST), ["ID: The id godt is taken already. Nothing is written over."]),
            (("Godt", *COAST), ["ID: Godt is no id."]),
            ((*COAST, "--set", "waivers=[{rule: x}]"), ["waivers.0"]),
            ((*COAST, "--set", "goals=x"), ["goals: A list is wanted here"]),
            ((*COAST, "--set", "summary=a\x01b"), ["summary: The text holds the control character U+0001."]),
            ((*COAST, "--set", "summary=a\udc80b"), ["summary: The text holds a character"]),
            ((*COAST, "--set", f"summary={'a' * 1_100_000}"), ["1 MiB"]),
        ],
    )
    def test_where_something_is_wrong(self, good: Cli, arguments: tuple[str, ...], said: list[str]) -> None:
        before = files(good)
        ran = new(good, "project", *arguments, "--lang", "en")
        assert (ran.exit, ran.out, files(good)) == (NOT_CHECKED, "", before)
        for words in said:
            assert words in unquoted(one_line(ran.err)), ran.err

    def test_and_all_that_is_wrong_is_told_at_once(self, good: Cli) -> None:
        ran = new(good, "project", "godt", "--set", "titel=A", "--set", "status=x", "--set", "areas.0.b=c",
                  "--set", "budget.total=mye", "--lang", "en")  # fmt: skip
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        for key in ("ID: ", "titel: ", "status: ", "areas.0: ", "budget.total: ", "required"):
            assert key in ran.err
        assert "\n\nNothing was written.\n" in ran.err

    @pytest.mark.parametrize("name", ["godt", "Godt", "GODT"])
    def test_over_another_file(self, good: Cli, name: str) -> None:
        path = good.folder / "data/projects/godt.yaml"
        path.rename(path.with_name(f"{name}.yml"))
        before = (good.folder / f"data/projects/{name}.yml").read_bytes()
        ran = new(good, "project", "godt", *COAST)
        assert ran.exit == NOT_CHECKED
        assert (good.folder / f"data/projects/{name}.yml").read_bytes() == before

    def test_a_second_time_from_the_same_name(self, good: Cli) -> None:
        assert new(good, "project", *COAST).exit == CLEAN
        before = sorted((good.folder / "data/projects").iterdir())
        ran = new(good, "project", *COAST, "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "The id “kyststi-for-alle” is taken already. Nothing is written over." in ran.err
        assert "intlstrat new project kyststi-for-alle-2" in ran.err
        assert sorted((good.folder / "data/projects").iterdir()) == before

    def test_over_a_file_that_came_in_the_meantime(self, good: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        path = good.folder / "data/projects/kyststi-for-alle.yaml"
        create = writing.create

        def late(root: Path, name: str, content: bytes) -> str | None:
            path.write_text("title: En annen\n", encoding="utf-8")
            return create(root, name, content)

        monkeypatch.setattr(writing, "create", late)
        ran = new(good, "project", *COAST, "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "could not be written (File exists)" in ran.err
        assert path.read_text(encoding="utf-8") == "title: En annen\n"

    def test_through_a_link_that_leads_out(self, good: Cli, tmp_path: Path) -> None:
        (tmp_path / "ute").mkdir()
        projects = good.folder / "data/projects"
        (projects / "godt.yaml").unlink()
        projects.rmdir()
        projects.symlink_to(tmp_path / "ute", target_is_directory=True)
        ran = new(good, "project", *COAST, "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert list((tmp_path / "ute").iterdir()) == []

    def test_where_the_folder_may_not_be_written_in(self, good: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(writing, "create", lambda *_: "No space left on device")
        ran = new(good, "project", *COAST, "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "kyststi-for-alle.yaml could not be written (No space left on device)" in one_line(ran.err)
        assert "Nothing was written." in ran.err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("new",), "Something is missing: partner|project."),
            (("new", "prosjekt"), "Did you mean project?"),
            (("new", "project", "a", "b"), "This is too much: b"),
            (("new", "project", "--root", "nowhere"), "no data/partners"),
        ],
    )
    def test_for_wrong_arguments(self, good: Cli, arguments: tuple[str, ...], said: str) -> None:
        ran = good(*arguments, "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert said in unquoted(one_line(ran.err))

    def test_for_an_option_without_its_value(self, good: Cli) -> None:
        ran = good("new", "project", "--lang", "en", "--set")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "The option --set wants a value." in ran.err

    def test_under_rules_that_cannot_be_used(self, good: Cli) -> None:
        write(good.folder, {"rules/strategy.yaml": "id: x\n"})
        ran = new(good, "project", *COAST)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")


class TestStandardInput:
    def test_a_record_as_in_a_file(self, good: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        give(monkeypatch, b"title: Kyststi\nstatus: Planlagt\ngoals:\n  - statement: Flere\n    due: 5.6.2027\n")
        ran = new(good, "project", "--lang", "nb")
        assert ran.exit == CLEAN
        text = (good.folder / "data/projects/kyststi.yaml").read_text(encoding="utf-8")
        assert "status: planned\n" in text
        assert "    due: 2027-06-05\n" in text
        assert "status: forstått som Planlagt (planned)" in ran.err

    def test_a_pair_on_each_line(self, good: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        give(monkeypatch, b"name=Aarhus\ncountry=Danmark\nrelation=sister_city\nstatus=active\n")
        ran = new(good, "partner")
        assert ran.exit == CLEAN
        assert "country: DK\n" in (good.folder / "data/partners/aarhus.yaml").read_text(encoding="utf-8")

    def test_what_is_set_wins_and_standard_input_is_left_alone(
        self, good: Cli, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        give(monkeypatch, b"title: Noe annet\nstatus: idea\n")
        assert new(good, "project", *COAST).exit == CLEAN
        assert sys.stdin.read().startswith("title: Noe annet")

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"title: [A\n", ""),
            (b"- a\n", "holds no keys"),
            (b"title: A\ntitle: B\nstatus: idea\n", "2: "),
            (b"x" * 1_100_000, "more than 1 MiB"),
            (b"title: A\n", "These keys are required, and are not there: status."),
        ],
    )
    def test_that_is_wrong(self, good: Cli, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str) -> None:
        give(monkeypatch, content)
        before = files(good)
        ran = new(good, "project", "--lang", "en")
        assert (ran.exit, ran.out, files(good)) == (NOT_CHECKED, "", before)
        assert said in one_line(ran.err)


class TestTheLastLineOfAnError:
    """It is the line to type, if there is one; never the one that has just failed."""

    @pytest.mark.parametrize(
        ("arguments", "last"),
        [
            (("project", "Kyst Sti"), "Write, for instance: “intlstrat new project kyst-sti SET”"),
            (("project", "godt"), "Write, for instance: “intlstrat new project godt-2 SET”"),
            (("project", "Godt"), "Write, for instance: “intlstrat new project godt-2 SET”"),
            (("project", "project"), "Write, for instance: “intlstrat new project project-2 SET”"),
            (("project",), "Write, for instance: “intlstrat new project kyststi-for-alle-2 SET”"),
            (("project", "東京"), "Nothing was written."),
            (("project", "godt", "--set", "areas.0.b=c"), "Nothing was written."),
            (("project", "x", "--set", "period.start=5/6/2027"), "Nothing was written."),
            (("xyzzy",), "Write, for instance: “intlstrat new project SET”"),
            (("prosjekt",), "Write: “intlstrat new project SET”"),
        ],
    )
    def test_of_a_line_with_a_record(self, good: Cli, arguments: tuple[str, ...], last: str) -> None:
        for name in ("project", "kyststi-for-alle"):
            write(good.folder, {f"data/projects/{name}.yaml": GOOD_PROJECT})
        ran = new(good, *arguments, *COAST, "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        rest = "--set 'title=Kyststi for alle' --set status=planned --lang en --as-of 2026-11-23"
        assert ran.err.splitlines()[-1] == last.replace("SET", rest)
        assert "once more" not in ran.err

    def test_where_another_value_is_the_id_too(self, good: Cli) -> None:
        ran = new(good, "project", "--rules", "rules", *COAST, "rules", "--lang", "en")
        assert ran.exit == CLEAN
        ran = new(good, "project", "--rules", "rules", *COAST, "rules", "--lang", "en")
        assert ran.exit == NOT_CHECKED
        assert "new project --rules rules --set 'title=Kyststi for alle' --set status=planned rules-2 " in ran.err

    @pytest.mark.parametrize("lang", ["nb", "nn", "en"])
    def test_of_nothing_at_all(self, good: Cli, lang: str) -> None:
        ran = new(good, "project", "--lang", lang)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        marks = "“”" if lang == "en" else "«»"
        example = f"{marks[0]}intlstrat new project --set title=… --set status=…{marks[1]}"
        assert ran.err.splitlines()[-1].endswith(example)

    @pytest.mark.parametrize(
        "content", [b"title: A\n", b"title: [A\n", b"x" * 1_100_000, b"title: Godt\nstatus: idea\n", b"- a\n"]
    )
    @pytest.mark.parametrize("id_", [(), ("godt",)], ids=["no id", "id"])
    def test_of_what_was_piped(
        self, good: Cli, monkeypatch: pytest.MonkeyPatch, content: bytes, id_: tuple[str, ...]
    ) -> None:
        give(monkeypatch, content)
        ran = new(good, "project", *id_, "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert ran.err.splitlines()[-1] == "Nothing was written."

    def test_where_the_disk_gives_out(self, good: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(writing, "create", lambda *_: "No space left on device")
        ran = new(good, "project", *COAST, "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert ran.err.splitlines()[-1].startswith("Nothing was written. Run the command again when there is room")


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("width", [80, 40])
def test_no_line_is_too_wide(good: Cli, lang: str, width: int) -> None:
    ran = new(good, "project", *COAST, "--lang", lang, COLUMNS=str(width))
    assert ran.exit == CLEAN
    assert [line for line in ran.out.splitlines() if len(line) > width and "intlstrat " not in line] == []


def test_what_a_terminal_must_not_be_sent_is_shown_plainly(good: Cli) -> None:
    ran = new(good, "project", "x", "--set", "title=\u202e::error::", "--set", "status=ide\x1b[31m", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "\x1b" not in ran.err
    ran = new(good, "project", "\x1b[31m", *COAST, "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "\x1b" not in ran.err
