"""`intlstrat init` in a folder where there is nothing: what it writes and says, and that all of it works at once."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from cli_world import CLEAN, EKSEMPELVIK, NOT_CHECKED, Cli, Ran, one_line
from init_world import contents, copied, edit, load_yaml, made

from intlstrat import __version__

GENERATED = {f"schemas/{name}.schema.json" for name in ("partner", "project", "rule", "strategy", "waivers")}
HELPERS = {
    *(".github/workflows/intlstrat.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml", ".vscode/settings.json"),
    *(".vscode/extensions.json", ".editorconfig", ".gitattributes", ".gitignore", "README.md"),
    *("data/partners/.gitkeep", "data/projects/.gitkeep"),
}
DAYS = ("2026-01-01", "2026-11-25", "2027-06-30", "2027-12-31")


def example(folder: str) -> dict[str, bytes]:
    return {path: content for path, content in contents(EKSEMPELVIK).items() if path.startswith(f"{folder}/")}


def test_an_empty_folder_becomes_a_data_repo(cli: Cli, root: Path) -> None:
    ran = cli("init")
    assert (ran.exit, ran.err) == (CLEAN, "")
    written = contents(root)
    assert set(written) == {*example("data"), *example("rules"), *GENERATED, *HELPERS}
    assert {path: written[path] for path in example("data")} == example("data")
    assert {path: written[path] for path in example("rules")} == example("rules")


def test_a_folder_that_is_not_there_is_made(cli: Cli, root: Path) -> None:
    ran = cli("init", "ny mappe/data-repo")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert contents(root / "ny mappe/data-repo").keys() == contents(made(root / "annen").folder).keys()
    assert '\n  cd "ny mappe/data-repo"' in ran.out
    assert "  cd " not in Cli(root / "ny mappe")("init", ".").out


@pytest.mark.parametrize("options", [(), ("--lang", "en"), ("--empty",), ("--empty", "--lang", "en")], ids=" ".join)
def test_the_second_time_nothing_is_written(tmp_path: Path, options: tuple[str, ...]) -> None:
    cli = made(tmp_path / "repo", *options)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "repo").rglob("*")}
    again = cli("init", *options)
    assert (again.exit, again.err) == (CLEAN, "")
    said = "Everything is there already. Nothing was written." if "en" in options else "Alt er på plass fra før."
    assert again.out.startswith(said)
    assert len(again.out.splitlines()) == 1
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "repo").rglob("*")} == before


@pytest.mark.parametrize("day", DAYS)
def test_the_check_is_clean_at_once(scaffold: Cli, day: str) -> None:
    ran = scaffold("check", "--as-of", day)
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert "Lypohirsk" in ran.out


@pytest.mark.parametrize("command", [("rules", "test"), ("rules",), ("strategy",), ("explain", "C1")], ids=" ".join)
def test_the_other_commands_work_at_once(scaffold: Cli, command: tuple[str, ...]) -> None:
    ran = scaffold(*command)
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert ran.out


def test_empty_has_everything_but_the_examples_and_checks_nothing_yet(tmp_path: Path, scaffold: Cli) -> None:
    cli = made(tmp_path / "repo", "--empty")
    assert contents(cli.folder).keys() == contents(scaffold.folder).keys() - example("data").keys()
    ran = cli("check", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "There are no records" in ran.err
    assert "Write the first one" in ran.err
    (cli.folder / "data/projects/kyststi.yaml").write_text("title: Kyststi\nstatus: idea\n", encoding="utf-8")
    assert cli("check", "--select", "validity").exit == CLEAN


def test_the_examples_can_be_written_later(tmp_path: Path, scaffold: Cli) -> None:
    cli = made(tmp_path / "repo", "--empty")
    ran = cli("init")
    assert (ran.exit, ran.err) == (CLEAN, "")
    # The page for the reader is there already, and is never written over.
    assert "README.md" in ran.out
    wanted = {path: content for path, content in contents(scaffold.folder).items() if path != "README.md"}
    assert {path: content for path, content in contents(cli.folder).items() if path != "README.md"} == wanted


def test_removing_the_examples_as_the_readme_says_leaves_a_sound_repo(tmp_path: Path, scaffold: Cli) -> None:
    cli = copied(scaffold.folder, tmp_path / "repo")
    for path in example("data"):
        (cli.folder / path).unlink()
    assert "ingen oppføringer i data/partners" in cli("check").err
    (cli.folder / "data/projects/kyststi.yaml").write_text("title: Kyststi\nstatus: idea\n", encoding="utf-8")
    ran = cli("check", "--select", "validity")
    assert (ran.exit, ran.err) == (CLEAN, "")


@pytest.mark.parametrize("options", [(), ("--lang", "en")], ids=" ".join)
def test_nothing_names_fredrikstad_a_machine_or_an_unfilled_place(tmp_path: Path, options: tuple[str, ...]) -> None:
    cli = made(tmp_path / "repo", *options)
    for path, content in contents(cli.folder).items():
        text = content.decode("utf-8")
        assert not re.search(r"fredrikstad|pypi\.org|@[A-Z]+@|\r", text, re.IGNORECASE), path
        assert text.endswith("\n") or not text, path
        assert str(tmp_path) not in text, path


class TestWhatIsSaid:
    def test_every_file_is_counted_and_the_next_commands_are_there(self, cli: Cli, root: Path) -> None:
        ran = cli("init", "larvik", "--lang", "en")
        assert (ran.exit, ran.err) == (CLEAN, "")
        number = len(contents(root / "larvik"))
        assert ran.out.startswith(f"{number} files were written in larvik:\n")
        counted = re.findall(r"^  (\S+?)(/?)  +(?:(\d+) files)?", ran.out.partition("\nNext:")[0], re.MULTILINE)
        assert sum(int(count or 1) for _, _, count in counted) == number
        for command in ("cd larvik", "intlstrat check", "code .", "git init -b main", "git add .", "git commit"):
            assert f"\n  {command}" in ran.out
        assert "README.md says how to go on" in one_line(ran.out)

    def test_few_files_are_named(self, tmp_path: Path, scaffold: Cli) -> None:
        cli = copied(scaffold.folder, tmp_path / "repo")
        for path in ("rules/partner/partner-meeting.yaml", ".gitlab-ci.yml"):
            (cli.folder / path).unlink()
        ran = cli("init", "--lang", "en")
        assert ran.exit == CLEAN
        assert ran.out.startswith(
            "2 files were written here:\n  .gitlab-ci.yml\n  rules/partner/partner-meeting.yaml\n"
        )

    def test_an_empty_one_leads_to_the_first_record(self, cli: Cli) -> None:
        ran = cli("init", "--empty", "--lang", "en")
        assert ran.exit == CLEAN
        assert "intlstrat new partner record the first partner, one question at a time" in one_line(ran.out)

    @pytest.mark.parametrize("lang", ["nb", "nn", "en"])
    @pytest.mark.parametrize("width", [80, 40])
    def test_no_line_is_too_wide(self, cli: Cli, lang: str, width: int) -> None:
        ran = cli("init", "--lang", lang, COLUMNS=str(width))
        assert ran.exit == CLEAN
        assert [line for line in ran.out.splitlines() if len(line) > width] == []

    def test_what_a_terminal_cannot_show_is_put_plainly(self, cli: Cli) -> None:
        ran = cli("init", "\x1b[31mrød\n::error::", encoding="ascii")
        assert ran.exit == CLEAN
        assert ran.out.isascii()
        assert "\x1b" not in ran.out
        assert not any(line.lstrip().startswith("::") for line in ran.out.splitlines())

    @pytest.mark.parametrize(
        ("folder", "word"), [("-x", "./-x"), ("a b", '"a b"'), ("a$b", "'a$b'"), ("ærfugl", "ærfugl")]
    )
    def test_the_folder_can_be_gone_to_as_it_is_written(self, cli: Cli, folder: str, word: str) -> None:
        ran = cli("init", "--", folder)
        assert ran.exit == CLEAN
        assert f"\n  cd {word}" in ran.out

    def test_a_repository_of_git_is_not_made_anew(self, cli: Cli, root: Path) -> None:
        (root / ".git").mkdir()
        ran = cli("init", "--lang", "en")
        assert ran.exit == CLEAN
        assert "git init" not in ran.out
        assert "git add ." in ran.out

    def test_a_folder_within_a_repository_of_git_has_its_checks_in_the_wrong_place(self, cli: Cli, root: Path) -> None:
        (root / ".git").mkdir()
        ran = cli("init", "under", "--lang", "en")
        assert ran.exit == CLEAN
        assert "The folder lies within the git repository" in ran.out
        assert str(root) in ran.out.replace("\n", "")

    def test_the_language_of_what_is_there_goes_on(self, tmp_path: Path) -> None:
        """`--lang` may differ from the first time: what is written now goes with what is there."""
        cli = made(tmp_path / "repo", "--lang", "en")
        whole = contents(cli.folder)
        for path in ("README.md", "schemas/project.schema.json"):
            (cli.folder / path).unlink()
        ran = cli("init")
        assert ran.exit == CLEAN
        assert ran.out.startswith("2 files were written here:")
        ran = cli("init", "--lang", "nb")
        assert (ran.exit, ran.out) == (CLEAN, "Alt er på plass fra før. Ingenting er skrevet.\n")
        assert contents(cli.folder) == whole


class TestTheReadme:
    def shown(self, cli: Cli, language: str) -> list[str]:
        text = (cli.folder / "README.md").read_text(encoding="utf-8")
        return re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)

    @pytest.mark.parametrize("lang", ["nb", "nn", "en"])
    def test_is_in_the_language_and_names_the_version(self, tmp_path: Path, lang: str) -> None:
        cli = made(tmp_path / "repo", "--lang", lang)
        text = (cli.folder / "README.md").read_text(encoding="utf-8")
        assert ("# International partners" in text) == (lang == "en")
        assert f'"intlstrat=={__version__}"' in text

    @pytest.mark.parametrize("lang", ["nb", "en"])
    def test_of_an_empty_one_speaks_of_no_examples(self, tmp_path: Path, lang: str) -> None:
        text = (made(tmp_path / "repo", "--lang", lang, "--empty").folder / "README.md").read_text(encoding="utf-8")
        full = (made(tmp_path / "fullt", "--lang", lang).folder / "README.md").read_text(encoding="utf-8")
        title = "## Remove the examples" if lang == "en" else "## Fjern eksemplene"
        assert (title in text, title in full) == (False, True)
        assert "@" not in text + full
        assert "\n\n\n" not in text + full

    def test_names_another_package_where_one_is_given(self, tmp_path: Path) -> None:
        package = "git+https://host.example/o/intlstrat@abc"
        cli = made(tmp_path / "repo", "--package", package)
        files = [path for path, content in contents(cli.folder).items() if package.encode() in content]
        assert sorted(files) == [
            ".github/workflows/intlstrat.yml",
            ".gitlab-ci.yml",
            ".pre-commit-config.yaml",
            "README.md",
        ]
        for bad in ("x; rm -rf /", "$(x)", 'x"', "-r x", "x\ny", ""):
            ran = cli("init", "../annet", f"--package={bad}")
            assert (ran.exit, ran.out) == (NOT_CHECKED, ""), bad

    @pytest.mark.parametrize("lang", ["nb", "en"])
    def test_its_commands_run(self, tmp_path: Path, lang: str) -> None:
        cli = made(tmp_path / "repo", "--lang", lang)
        lines = [line.strip() for block in self.shown(cli, "text") for line in block.splitlines()]
        commands = [re.split(r"\s{2,}", line)[0] for line in lines]
        text = (cli.folder / "README.md").read_text(encoding="utf-8")
        commands += re.findall(r"\| `(intlstrat [^`]+)` \|", text)
        assert len(commands) >= 6
        for command in commands:
            program, *arguments = shlex.split(command)
            assert program == "intlstrat"
            # `new` asks in a terminal, and here is none; its own tests answer it.
            ran = cli(*arguments, *(["--help"] if arguments[0] == "new" else []))
            assert (ran.exit, ran.err) == (CLEAN, ""), command

    @pytest.mark.parametrize("lang", ["nb", "en"])
    def test_its_record_and_its_waiver_can_be_read(self, tmp_path: Path, lang: str) -> None:
        cli = made(tmp_path / "repo", "--lang", lang)
        record, waiver = self.shown(cli, "yaml")
        (cli.folder / "data/projects/ny.yaml").write_text(record, encoding="utf-8")
        edit(cli.folder / "data/partners/skarfavik.yaml", "sources:", waiver + "sources:")
        ran = cli("check", "--select", "validity", "--ignore", "waiver-unused")
        assert (ran.exit, ran.err) == (CLEAN, ""), ran.out

    @pytest.mark.parametrize("lang", ["nb", "en"])
    def test_what_it_names_is_there(self, tmp_path: Path, lang: str) -> None:
        cli = made(tmp_path / "repo", "--lang", lang)
        text = (cli.folder / "README.md").read_text(encoding="utf-8")
        named = {name for name in re.findall(r"`([a-z.][a-z./-]+)`", text) if "/" in name or name.startswith(".")}
        assert len(named) > 8
        assert [name for name in named if not (cli.folder / name).exists()] == []


def test_in_english_the_strategy_speaks_english(tmp_path: Path) -> None:
    cli = made(tmp_path / "repo", "--lang", "en")
    ran = cli("check")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert "Waived" in ran.out
    assert json.loads(cli("schema", "project").out)["title"] == "A project (intlstrat)"


def test_english_files_say_and_do_the_same_as_norwegian_ones(tmp_path: Path) -> None:
    """But for comments and for the names that people read."""

    def named(value: object) -> object:
        if isinstance(value, dict):
            return {key: named(part) for key, part in value.items() if key != "name"}
        return [named(part) for part in value] if isinstance(value, list) else value

    nb, en = (made(tmp_path / lang, "--lang", lang).folder for lang in ("nb", "en"))
    assert contents(nb).keys() == contents(en).keys()
    for path in (".github/workflows/intlstrat.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"):
        assert named(load_yaml(nb / path)) == named(load_yaml(en / path))
        assert not re.search("[æøåÆØÅ]", (en / path).read_text(encoding="utf-8"))


def test_the_cli_is_quick_to_start_and_needs_no_clone(scaffold: Cli) -> None:
    ran: Ran = scaffold("init", "--help", INTLSTRAT_LANG="en")
    assert ran.exit == CLEAN
    assert "[DIR]" in ran.out
    assert "--empty" in ran.out
