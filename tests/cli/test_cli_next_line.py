"""Every error ends in the next thing to type or to do; wherever the program stops, there is a case here."""

from __future__ import annotations

import ast
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_world import BARE, NOT_CHECKED, REPOSITORY, Cli, Ran, write
from git_runs import run_git
from test_cli_help import ALL

from intlstrat.cli import again
from intlstrat.cli.session import Stop
from intlstrat.findings import msg
from intlstrat.language import Language

CODE = REPOSITORY / "intlstrat" / "cli"

CASES = {
    "bare": [
        ("chek", "intlstrat check"),
        ("chek --show all", "intlstrat check --show all"),
        ("xyzzy", "intlstrat --help"),
        ("rules tset", "intlstrat rules test"),
        ("check --selct x", "intlstrat check --select x"),
        ("check --selct=x", "intlstrat check --select=x"),
        ("check --xyzzy", "intlstrat check --help"),
        ("--xyzzy", "intlstrat --help"),
        ("check --root", "intlstrat check --help"),
        ("check --quiet=ja", "intlstrat check --quiet"),
        ("explain", "intlstrat explain project-goals"),
        ("schema", "intlstrat schema project"),
        ("strategy a b", "intlstrat strategy"),
        ("explain 1a 1b", "intlstrat explain 1a"),
        ("schema projct", "intlstrat schema project"),
        ("schema xyzzy", "intlstrat schema partner"),
        ("schema --write project", "intlstrat schema --write"),
        ("check --format jsn", "intlstrat check --format json"),
        ("check --format=jsn", "intlstrat check --format=json"),
        ("check --format xyzzy", "intlstrat check --format text"),
        ("check --fail-on worst", "intlstrat check --fail-on error"),
        ("check --show x", "intlstrat check --show findings"),
        ("check --lang sv", "intlstrat check --lang nb"),
        ("rules --color blue", "intlstrat rules --color auto"),
        ("check --as-of 23.11.2026", "intlstrat check --as-of 2026-11-23"),
        ("check --as-of 2026-02-30", "intlstrat check --as-of 2026-06-30"),
        ("check --as-of 2026-11-23 --until 2020-01-01", "intlstrat check --as-of 2026-11-23 --until 2027-11-01"),
        ("check --as-of 2026-11-23 --until 2028", "intlstrat check --as-of 2026-11-23 --until 2027-11-01"),
        ("check --as-of 9999-11-23 --until 2028", "intlstrat check --as-of 9999-11-23 --until 9999-12-31"),
        ("check --as-of 9999-11-23 --until 2028-01-01", "intlstrat check --as-of 9999-11-23 --until 9999-12-31"),
        ("check --select projct-goals", "intlstrat check --select project-goals"),
        ("check --select zzzz", "intlstrat rules"),
        ("check --ignore zzzz", "intlstrat rules"),
        ("check --rules ingen", "intlstrat check"),
        ("check ingen.yaml", "intlstrat check"),
        ("check bart", "intlstrat check data/projects/bart.yaml"),
        ("check data/projects/bartt.yaml", "intlstrat check data/projects/bart.yaml"),
        ("fix data/projects/zzzz.yaml", "intlstrat fix --diff"),
        ("fix --check data/projects/zzzz.yaml", "intlstrat fix --check"),
        ("check data/projects/zzzz.yaml", "intlstrat check"),
        ("check tom", "intlstrat check data/partners/nordby.yaml"),
        ("check ..", "intlstrat check data"),
        ("check --output x.jsn", "intlstrat check --output x.json"),
        ("check --output lenke", ""),
        ("check --output data/projects/x.yaml --format text", "intlstrat check --output x.yaml --format text"),
        ("check --since HEAD", "intlstrat check"),
        ("explain zzzz", "intlstrat rules"),
        ("explain quality", "intlstrat rules"),
        ("explain validity", "intlstrat explain record-unreadable"),
        ("explain 1", "intlstrat explain 1a"),
        ("explain project-gols", "intlstrat explain project-goals"),
        ("report --format xyzzy", "intlstrat report --format text"),
        ("report --output -", "intlstrat report"),
        ("report --output x", "intlstrat report --output x.pdf"),
        ("report --output x.doc", "intlstrat report --output x.docx"),
        ("report --output data/x.pdf", "intlstrat report --output x.pdf"),
        ("report --template x.txt", "intlstrat report --template x.docx"),
        ("report --template x.docx", "intlstrat report --template x.docx --output rapport.docx"),
        ("report --template x.docx --output a.docx", "intlstrat report --output a.docx"),
        ("report --template tom.docx --output a.docx", "intlstrat report --output a.docx"),
        (
            "report --template tom.docx --template b.docx --output a.docx",
            "intlstrat report --template tom.docx --output a.docx",
        ),
        ("new xyzzy --set title=A", "intlstrat new project --set title=A"),
        (
            "new project bart --set title=A --set status=idea",
            "intlstrat new project bart-2 --set title=A --set status=idea",
        ),
        ("check --watch --format json", "intlstrat check --watch"),
        ("init rules/strategy.yaml", "intlstrat init ../strategy"),
        ("init x", "intlstrat init ../x"),
        ("init ../x --package ;rm", "intlstrat init ../x --package intlstrat==0.1.0"),
        ("--install-completion tcsh", "intlstrat --install-completion bash"),
        ("--show-completion bsah", "intlstrat --show-completion bash"),
        ("--show-completion bash zsh", "intlstrat --show-completion bash"),
        ("--install-completion pwsh", "intlstrat --show-completion powershell | Add-Content $PROFILE"),
    ],
    "empty": [
        ("check", "intlstrat init"),
        ("report", "intlstrat init"),
        ("schema --write", "intlstrat init"),
        ("check --root ny", "intlstrat init ny"),
    ],
    "no_records": [("check", "intlstrat new project"), ("report", "intlstrat new project")],
    "history": [
        ("check --since xyz", "intlstrat check --since HEAD"),
        ("check --since mian", "intlstrat check --since main"),
        ("check --since 2020-01-01", "intlstrat check --since 2026-01-15"),
        ("check --as-of 2025-06-01 --since 2020-01-01", "intlstrat check --as-of 2025-06-01 --since HEAD"),
        ("check --as-of 2026-11-23 --since 2030-01-01", "intlstrat check --as-of 2026-11-23 --since 2026-11-01"),
        ("check --since 1.2.2026", "intlstrat check --since 2026-02-01"),
        ("check --since 2026-02-30", "intlstrat check --since HEAD"),
    ],
    "bad_rules": [
        ("check", "intlstrat rules test"),
        ("explain 1a", "intlstrat rules test"),
        ("check --rules rules", "intlstrat rules test --rules rules"),
    ],
    "rules_no_folder": [("check", "intlstrat check"), ("strategy", "intlstrat strategy")],
    "schemas_no_folder": [("schema --write", "intlstrat schema --write")],
    "in_the_way": [("init", "intlstrat init")],
}
"""In each kind of folder: what is typed, and what the last line then says to type; empty where it is something else."""

ELSEWHERE = {
    ("bases.py", "read"): "a clone that lacks files: tests/history, tests/cli/test_cli_since_git.py",
    ("init.py", "init_command"): "a disk that gives out: tests/cli/test_init_there.py",
    ("init.py", "_read"): "an installation that has lost files",
    ("lsp.py", "_refuse_without_pygls"): "tests/lsp/test_lsp_life.py",
    ("new.py", "_asked"): "an interrupt: tests/cli/test_new_terminal.py",
    ("new.py", "_finish"): "a disk that gives out: tests/cli/test_new.py",
    ("new.py", "_nothing_to_go_by"): "standard input: tests/cli/test_new.py",
    ("new.py", "_piped"): "standard input: tests/cli/test_new.py",
    ("new_talk.py", "talk"): "an interrupt: tests/cli/test_new_terminal.py",
    ("watch.py", "keep_checking"): "an interrupt: tests/cli/test_watch.py",
    ("report.py", "_refuse_what_cannot_be_had"): "tests/cli/test_report_command.py",
    ("shells.py", "_or_stop"): "tests/cli/test_cli_shells.py",
    ("shells.py", "_shell"): "tests/cli/test_cli_shells.py, for a shell that cannot be found out",
    ("session.py", "refused"): "makes the message of others",
}
"""Where the program stops for a reason that takes more than a command line to bring about."""


def folder(kind: str, root: Path) -> Cli:
    """The command line in one of the folders of `CASES`."""
    files = {"empty": {}, "no_records": {"data/projects/.gitkeep": ""}}.get(kind, dict(BARE))
    if kind == "bad_rules":
        files["rules/project/project-goals.yaml"] = "id: project-goals\n"
    if kind == "schemas_no_folder":
        files["schemas"] = "x"
    if kind == "rules_no_folder":
        files = {"rules": "x", "data/projects/a.yaml": "title: A\nstatus: idea\n"}
    if kind == "in_the_way":
        files = {"data/partners": "x"}
    root.mkdir(exist_ok=True)
    write(root, files)
    if kind == "bare":
        (root / "tom").mkdir()
        (root / "tom.docx").write_bytes(b"")
        (root / "lenke").symlink_to("data/projects/bart.yaml")
    if kind == "history":
        run_git(root, "init", "-q")
        run_git(root, "add", "-A")
        run_git(root, "commit", "-q", "-m", "Alt")
    return Cli(root, environment={"GIT_CEILING_DIRECTORIES": str(root.parent)})


@dataclass(frozen=True)
class Told:
    """A case that was run: what was typed in which language, and what came of it."""

    typed: str
    expected: str
    code: str
    ran: Ran

    @property
    def quoted(self) -> list[str]:
        """What stands in quotation marks on the last line."""
        marks = "“”" if self.code == "en" else "«»"
        return re.findall(f"{marks[0]}(.*?){marks[1]}", self.ran.err.splitlines()[-1])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Told], set[tuple[str, int]]]:
    """Every case, the languages taking turns, and the lines of code at which the program stopped."""
    reached: set[tuple[str, int]] = set()
    found: list[Told] = []
    real = Stop.__init__

    def noted(self: Stop, *arguments: object, **more: object) -> None:
        caller = sys._getframe(1)
        reached.add((Path(caller.f_code.co_filename).name, caller.f_lineno))
        real(self, *arguments, **more)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stop, "__init__", noted)
        for kind, cases in CASES.items():
            cli = folder(kind, tmp_path_factory.mktemp(kind) / "repo")
            for typed, expected in cases:
                code = "nb" if "--lang" in typed else ("en", "nb", "nn")[len(found) % 3]
                ran = cli(*shlex.split(typed.replace(";", "';'")), INTLSTRAT_LANG=code)
                found.append(Told(typed, expected, code, ran))
    return found, reached


def test_an_error_ends_in_something_to_type(told: tuple[list[Told], set[tuple[str, int]]]) -> None:
    for case in told[0]:
        assert (case.ran.exit, case.ran.out) == (NOT_CHECKED, ""), case
        assert case.quoted, case
        assert not case.expected or case.quoted[0] == case.expected, case
        for line in case.quoted:
            exists(line, case.typed)


def exists(line: str, typed: str) -> None:
    """What is to be typed is a command that there is, and not the one that failed unless something was to be done."""
    if not line.startswith("intlstrat ") or "|" in line:
        return
    words = shlex.split(line)[1:]
    path = next(path for size in (2, 1, 0) if (path := tuple(words[:size])) in ALL)
    assert path or words[0] in ("--help", "--show-completion", "--install-completion"), typed


def stops() -> Iterator[tuple[str, str, int, int]]:
    """Every place where the program stops: file, function, and the lines of the call."""
    for path in sorted(CODE.glob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Stop":
                        yield path.name, function.name, node.lineno, node.end_lineno or node.lineno


def test_there_is_a_case_for_every_place_where_the_program_stops(
    told: tuple[list[Told], set[tuple[str, int]]],
) -> None:
    reached = {
        (file, first)
        for file, _, first, last in stops()
        for name, at in told[1]
        if name == file and first <= at <= last
    }
    missed = [(file, function, first) for file, function, first, _ in stops() if (file, first) not in reached]
    left = [where for where in missed if where[:2] not in ELSEWHERE]
    assert not left, "\n".join(map(str, left))


EN = Language("en")


@pytest.mark.parametrize(
    ("then", "line"),
    [
        (None, "Then write once more: “intlstrat check --format xml”"),
        (again.instead("xml", "json"), "Write, for instance: “intlstrat check --format json”"),
        (again.instead("xml", "json", sure=True), "Write: “intlstrat check --format json”"),
        (again.without("--format"), "Write, for instance: “intlstrat check”"),
        (again.but_for("--format", "xml"), "Write, for instance: “intlstrat check”"),
        (again.plus("--quiet"), "Write: “intlstrat check --format xml --quiet”"),
        (again.line("rules", "my file"), "Write, for instance: “intlstrat rules 'my file'”"),
    ],
)
def test_the_line_that_was_typed_becomes_the_next_one(then: again.Then | None, line: str) -> None:
    assert again.next_line(["Something."], [], then, ["check", "--format", "xml"], EN) == line


def test_a_line_that_has_something_to_type_is_the_last() -> None:
    assert again.next_line(["Write “git fetch”."], [], None, ["check"], EN) == ""
    messages = [msg("There is no {value}.", value="a"), msg("Did you mean {suggestion}?", suggestion="b")]
    assert (
        again.next_line(["x"], messages, None, ["check", "a", "--root=a"], EN) == "Write: “intlstrat check b --root=b”"
    )


def test_a_long_line_is_not_said_again() -> None:
    said = again.next_line(["x"], [], again.without("--root"), ["check", "x" * 500], EN)
    assert said == "“intlstrat check --help” shows what can be written."


def test_words_that_were_typed_do_nothing_to_the_terminal(bare: Cli) -> None:
    ran = bare("check", "--format", "x\x1b[31m\u202e\n::error::y", INTLSTRAT_LANG="en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err
    assert not any(line.startswith("::") for line in ran.err.splitlines())


def test_a_file_that_cannot_be_written_ends_in_another_place(bare: Cli) -> None:
    for command in ("check", "report"):
        ran = bare(command, "--output", "data/ingen/x.md", INTLSTRAT_LANG="en")
        assert ran.exit == NOT_CHECKED
        assert "“" in ran.err.splitlines()[-1]
    ran = bare("check", "--output", "ingen/x.md", INTLSTRAT_LANG="en")
    assert ran.err.splitlines()[-1] == "Choose another place, for instance: “--output x.md”"
