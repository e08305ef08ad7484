"""Which format goes where: `--format`, several `--output`, jobs on GitHub and GitLab, and the job's summary."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cli_world import BARE_PROJECT, CLEAN, FINDINGS, GOOD_PARTNER, GOOD_PROJECT, NOT_CHECKED, Cli, write
from git_world import WAIVER, GitCli, run_git

GITHUB = {"GITHUB_ACTIONS": "true"}
GITLAB = {"GITLAB_CI": "true"}


def kind(text: str) -> str:
    """Which format a text is in, by what only that format has."""
    if text.startswith("[") or text.startswith("{"):
        document = json.loads(text)
        return "gitlab" if isinstance(document, list) else "sarif" if "runs" in document else "json"
    if text.startswith("<?xml"):
        assert ElementTree.fromstring(text.encode()).tag == "testsuites"
        return "junit"
    if text.startswith("::"):
        return "github"
    return "markdown" if text.startswith("## ") else "text"


def kind_of(file: Path) -> str:
    return kind(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"])
def test_each_format_is_written_to_standard_output_and_leaves_the_exit_as_it_is(bare: Cli, format_: str) -> None:
    ran = bare.check("--format", format_)
    assert (ran.exit, ran.err, kind(ran.out)) == (FINDINGS, "", format_)
    assert bare.check("--format", format_, "--fail-on", "never").exit == CLEAN


def test_many_files_in_one_run_each_by_its_ending_while_the_terminal_gets_text(bare: Cli) -> None:
    files = {"a.json": "json", "a.sarif": "sarif", "a.xml": "junit", "a.md": "markdown", "a.txt": "text"}
    ran = bare.check(*(part for name in files for part in ("--output", name)))
    assert (ran.exit, ran.err) == (FINDINGS, "")
    assert {name: kind_of(bare.folder / name) for name in files} == files
    assert ran.out == bare.check().out


@pytest.mark.parametrize(
    ("format_", "name", "expected"),
    [
        ("gitlab", "a.json", "gitlab"),
        ("sarif", "a.json", "sarif"),
        ("junit", "a.json", "json"),
        ("json", "a.sarif", "sarif"),
        ("gitlab", "a.xml", "junit"),
        ("github", "a.txt", "github"),
        ("gitlab", "a.rapport", "gitlab"),
        ("markdown", "uten-ending", "markdown"),
    ],
)
def test_the_format_that_is_given_chooses_where_the_ending_leaves_it_open(
    bare: Cli, format_: str, name: str, expected: str
) -> None:
    ran = bare.check("--format", format_, "--output", name)
    assert (ran.exit, kind(ran.out), kind_of(bare.folder / name)) == (FINDINGS, "text", expected)
    assert ("Ingen fil tar formatet" in ran.err) == (format_ != expected)


@pytest.mark.parametrize(
    ("environment", "arguments", "expected"),
    [
        (GITHUB, (), "github"),
        (GITHUB, ("--output", "a.sarif"), "github"),
        (GITHUB, ("--format", "json"), "json"),
        (GITHUB, ("--format", "text"), "text"),
        (GITHUB, ("--format", "github", "--output", "a.sarif"), "github"),
        (GITLAB, (), "gitlab"),
        (GITLAB, ("--output", "a.xml"), "text"),
        (GITLAB, ("--format", "text"), "text"),
        ({"GITHUB_ACTIONS": "false"}, (), "text"),
        ({"GITHUB_ACTIONS": ""}, (), "text"),
        ({"CI": "true"}, (), "text"),
    ],
)
def test_in_a_job_the_format_is_chosen_by_itself_unless_given(
    bare: Cli, environment: dict[str, str], arguments: tuple[str, ...], expected: str
) -> None:
    ran = bare.check(*arguments, **environment)
    assert (ran.exit, kind(ran.out)) == (FINDINGS, expected)


def test_other_commands_are_the_same_in_a_job(bare: Cli) -> None:
    assert bare("explain", "project-goals", **GITHUB).out == bare("explain", "project-goals").out


class TestSummary:
    """GitHub shows what is written to GITHUB_STEP_SUMMARY on the page of the job."""

    @pytest.fixture
    def summary(self, bare: Cli) -> Path:
        bare.environment["GITHUB_STEP_SUMMARY"] = str(bare.folder.parent / "summary.md")
        return bare.folder.parent / "summary.md"

    def test_the_report_is_put_at_its_end(self, bare: Cli, summary: Path) -> None:
        summary.write_text("# Før\n", encoding="utf-8")
        ran = bare.check(**GITHUB)
        assert (ran.exit, kind(ran.out)) == (FINDINGS, "github")
        page = summary.read_text(encoding="utf-8")
        assert page.startswith("# Før\n## intlstrat")
        assert page.removeprefix("# Før\n") == bare.check("--format", "markdown").out

    def test_it_is_made_where_it_is_not_there_and_whatever_the_format(self, bare: Cli, summary: Path) -> None:
        assert bare.check("--format", "json", "--quiet").exit == FINDINGS
        assert kind_of(summary) == "markdown"

    def test_without_the_variable_there_is_none(self, bare: Cli) -> None:
        assert bare.check(GITHUB_STEP_SUMMARY="", **GITHUB).exit == FINDINGS
        assert sorted(path.name for path in bare.folder.parent.iterdir()) == ["repo"]

    def test_it_stays_below_what_github_shows(self, bare: Cli, summary: Path) -> None:
        write(bare.folder, {f"data/projects/{number}.yaml": BARE_PROJECT for number in range(300)})
        summary.write_text("x" * 950_000, encoding="utf-8")
        assert bare.check(**GITHUB).exit == FINDINGS
        assert 950_000 < summary.stat().st_size <= 1024 * 1024
        assert "Det er ikke plass til alt" in summary.read_text(encoding="utf-8")

    def test_that_it_cannot_be_written_is_said_and_changes_nothing_else(self, bare: Cli, summary: Path) -> None:
        summary.mkdir()
        ran = bare.check(**GITHUB)
        assert (ran.exit, kind(ran.out)) == (FINDINGS, "github")
        assert "summary.md" in ran.err

    def test_a_run_that_checks_nothing_says_so_where_a_reviewer_looks(self, bare: Cli, summary: Path) -> None:
        ran = bare.check("--since", "finnes-ikke", INTLSTRAT_LANG="en", **GITHUB)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        (line,) = ran.err.splitlines()
        assert line.startswith("::error title=Not checked. Nothing can be concluded from this run.::")
        assert "does not lie in a git repository" in summary.read_text(encoding="utf-8")
        plain = bare.check("--since", "finnes-ikke", GITHUB_STEP_SUMMARY="")
        assert (plain.exit, "::" in plain.err) == (NOT_CHECKED, False)

    def test_what_it_says_then_is_no_command(self, bare: Cli, summary: Path) -> None:
        ran = bare.check("--since", "x\n::error::y\r##[error]z\x1b[2J <b>", **GITHUB)
        assert (ran.exit, len(ran.err.splitlines())) == (NOT_CHECKED, 1)
        assert "##[" not in ran.err
        page = summary.read_text(encoding="utf-8")
        assert "\x1b" not in ran.err + page
        assert "<b>" not in page


def paths_in(format_: str, text: str) -> set[str]:
    """The paths of records that an output points at."""
    if format_ == "gitlab":
        return {entry["location"]["path"] for entry in json.loads(text)}
    if format_ == "sarif":
        places = [result["locations"][0]["physicalLocation"] for result in json.loads(text)["runs"][0]["results"]]
        return {place["artifactLocation"]["uri"] for place in places}
    return {line.partition("file=")[2].partition(",")[0] for line in text.splitlines() if "file=" in line}


@pytest.mark.parametrize("format_", ["github", "gitlab", "sarif"])
class TestSubfolder:
    """In a job, places are counted from the top of what is checked out; everywhere else from the data repo."""

    def expect(self, run: Cli, format_: str, prefix: str, **environment: str) -> None:
        ran = run("check", "--format", format_, "--as-of", "2026-11-23", **environment)
        assert paths_in(format_, ran.out) == {f"{prefix}data/projects/bart.yaml"}
        assert ran.exit == FINDINGS

    def test_of_a_repository(self, bare: Cli, format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(bare.folder.parents[1]))
        run_git(bare.folder.parent, "init", "-q")
        self.expect(bare, format_, "")
        for job in (GITHUB, GITLAB):
            self.expect(bare, format_, "repo/", **job)

    def test_of_a_workspace_without_git(self, bare: Cli, format_: str, tmp_path: Path) -> None:
        top = str(bare.folder.parent)
        self.expect(bare, format_, "repo/", GITHUB_WORKSPACE=top, PATH=str(tmp_path), **GITHUB)
        self.expect(bare, format_, "repo/", CI_PROJECT_DIR=top, PATH=str(tmp_path), **GITLAB)
        self.expect(bare, format_, "", GITHUB_WORKSPACE=str(bare.folder), PATH=str(tmp_path), **GITHUB)
        self.expect(bare, format_, "", GITHUB_WORKSPACE=str(tmp_path / "annet"), PATH=str(tmp_path), **GITHUB)

    def test_no_more_than_the_top_of_it(self, bare: Cli, format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(bare.folder.parent))
        run_git(bare.folder, "init", "-q")
        self.expect(bare, format_, "", GITHUB_WORKSPACE=str(bare.folder.parent), **GITHUB)


def test_in_a_pull_request_only_what_it_breaks_is_annotated(repo: GitCli) -> None:
    repo.commit({"data/projects/gammel.yaml": BARE_PROJECT, "data/partners/nordby.yaml": GOOD_PARTNER})
    repo.write({"data/projects/ny.yaml": BARE_PROJECT.replace("Bart", "Nytt")})
    repo.write({"data/projects/unntak.yaml": f"{GOOD_PROJECT.replace('sdgs: [{goal: 8}]', '')}waivers: [{WAIVER}]\n"})
    ran = repo.check("--since", "HEAD", INTLSTRAT_LANG="en", **GITHUB)
    assert ran.exit == FINDINGS
    commands = [line for line in ran.out.splitlines() if line.startswith("::") and "file=" in line]
    assert {path for line in commands for path in [line.partition("file=")[2].partition(",")[0]]} == {
        "data/projects/ny.yaml",
        "data/projects/unntak.yaml",
    }
    assert "gammel" not in ran.out
    assert "There from before: 1 error, 1 warning and 1 note." in ran.out
    assert "1 waiver is added:" in ran.out


@pytest.mark.parametrize("format_", ["sarif", "gitlab", "junit", "markdown", "github", "json"])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_standard_output_of_any_encoding_is_read_back(bare: Cli, format_: str, encoding: str) -> None:
    write(bare.folder, {"data/projects/日本.yaml": BARE_PROJECT.replace("Bart", "Blåbær 日本 🚢")})
    ran = bare("check", "--format", format_, "--as-of", "2026-11-23", encoding=encoding)
    assert (ran.exit, ran.err, kind(ran.out.removeprefix("\ufeff"))) == (FINDINGS, "", format_)


def test_a_closed_pipe_is_silent(bare: Cli) -> None:
    for format_ in ("github", "sarif", "junit", "markdown"):
        process = bare.process("check", "--format", format_, "--as-of", "2026-11-23")
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait() == FINDINGS
        process.stderr.close()


def test_the_help_names_every_format(cli: Cli) -> None:
    ran = cli("check", "--help")
    assert ran.exit == CLEAN
    assert "text|json|sarif|github|gitlab|junit|markdown" in ran.out
