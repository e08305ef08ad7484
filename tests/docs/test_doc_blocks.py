"""What the documentation shows is true: its commands run and print what it says, its files are sound."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import typer
from cli_world import PACK, Cli, rule, write
from doc_pages import PAGES, ROOT, Block, blocks, commands, setting, source
from doc_world import Reader, Untrue, is_as_shown, reader
from test_cli_help import ALL

from run import command_line

RUN = [page for page in PAGES if any(block.language in ("console", "yaml") for block in blocks(source(page), page))]


def parsed(command: str, needs_all: bool = True) -> None:
    """Holds a command line to the options that there are. Words in capitals stand for something."""
    words = shlex.split(command.replace("[", "").replace("]", ""))
    words = words[1:] if words[0] == "intlstrat" else command_line(words[2:])
    if words[:1] in (["test"], ["--install-completion"], ["--show-completion"]):
        return
    if words and words[0].isupper():
        return
    path = next(path for size in (2, 1, 0) if (path := tuple(words[:size])) in ALL)
    rest = [word for word in words[len(path) :] if word not in ("--help", "--version")]
    assert path or not rest, f"there is no command {rest[0]}"
    inner = ALL[path]
    context = inner.context_class(inner, info_name="intlstrat")
    try:
        if not path:
            return
        inner.parse_args(context, list(rest))
    except typer.TyperException as error:
        if type(error).__name__ == "MissingParameter" and not needs_all:
            return
        raise Untrue(f"“{command}”: {error.format_message()}") from error
    for parameter in inner.get_params(context):
        choices = (parameter.metavar or "").split("|")
        given = context.params.get(parameter.name)
        if len(choices) > 1 and choices[0].islower() and isinstance(given, str) and not given.isupper():
            assert given in choices or given == parameter.metavar, command


def is_script(text: str, folder: Path) -> None:
    done = subprocess.run(["bash", "-n"], input=text, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


def is_expression(text: str, folder: Path) -> None:
    subject = "partner" if "partner." in text and "project." not in text else "project"
    extra = {f"rules/{subject}/{subject}-x.yaml": rule(f"{subject}-x", f"|\n  {' '.join(text.split())}")}
    ran = Cli(write(folder, {**PACK, **extra}))("rules", "--rules", "rules")
    assert ran.exit == 0, ran.err


def is_elsewhere(text: str, folder: Path) -> None:
    """Tested by following the page, or of another program than ours, which is not here to ask."""
    assert text.strip()


LANGUAGES: Mapping[str, Callable[[str, Path], object]] = {
    "json": lambda text, folder: json.loads(text),
    "toml": lambda text, folder: tomllib.loads(text),
    "sh": is_script,
    "cel": is_expression,
    **dict.fromkeys(("console", "yaml", "text", "lua", "vim", "powershell", "markdown"), is_elsewhere),
}


@pytest.mark.parametrize("page", PAGES)
def test_every_block_is_what_it_says(page: str, tmp_path: Path) -> None:
    for block in blocks(source(page), page):
        assert block.language in LANGUAGES, f"{block.place}: CONTRIBUTING.md says which languages a block may be in"
        LANGUAGES[block.language](block.text, tmp_path)


@pytest.mark.parametrize("page", RUN)
def test_a_page_can_be_followed(page: str, tmp_path: Path) -> None:
    text = source(page)
    follower = reader(tmp_path, setting(text, "start", "shipped"), setting(text, "lang", "nb"))
    for block in blocks(text, page):
        follower.does(block)


@pytest.mark.parametrize("page", PAGES)
def test_a_command_has_the_options_that_are_shown(page: str) -> None:
    for place, command in commands(source(page), page):
        try:
            parsed(command, needs_all=False)
        except (AssertionError, StopIteration) as error:
            pytest.fail(f"{place}: “{command}”: {error}")


@pytest.mark.parametrize("page", PAGES)
def test_links_within_the_project_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", source(page))
    inside = [link for link in links if not link.startswith(("https:", "http:"))]
    assert [link for link in inside if not (ROOT / page).parent.joinpath(link).exists()] == []


# What the pages cannot show of the machinery itself: that it sees what is wrong.


@pytest.mark.parametrize(
    ("said", "shown", "same"),
    [
        ("a\nb\n", "a\nb", True),
        ("a\nb\n", "a", False),
        ("a\nb\nc\n", "a\n…", True),
        ("a\nb\nc\n", "…\nc", True),
        ("a\nb\nc\n", "a\n…\nc", True),
        ("a\nb\nc\n", "a\n…\nd", False),
        ("8 feil i mono\n", "… feil i mono", True),
        ("8 feil i mono\n", "8 feil…", True),
        ("8 feil i mono\n", "9 feil…", False),
        ("a.c\n", "abc", False),
        ("", "a", False),
    ],
)
def test_output_is_compared(said: str, shown: str, same: bool) -> None:
    assert is_as_shown(said, shown) is same


@pytest.fixture
def follower(tmp_path: Path) -> Reader:
    return reader(tmp_path, "shipped", "nb")


def page_of(language: str, text: str) -> Block:
    (block,) = blocks(f"```{language}\n{text}```\n", "x.md")
    return block


@pytest.mark.parametrize(
    "text",
    [
        "$ intlstrat explain nothing\n",
        "$ intlstrat check data/projects/mono.yaml --quiet --select 4f\nAlt er i orden.\n",
        "$ intlstrat check --select 4f > funn.txt\n$ echo $?\n0\n",
        "$ ls nowhere\n",
        "$ cd nowhere\n",
        "intlstrat check\n",
    ],
)
def test_a_console_that_is_not_so_is_seen(follower: Reader, text: str) -> None:
    with pytest.raises(Untrue):
        follower.does(page_of("console", text))


@pytest.mark.parametrize(
    "text",
    [
        "title: A\nstatus: idea\n",
        "# data/projects/a.yaml\ntitle: A\n",
        "# data/projects/a.yaml\ntitle: A\nstatus: idea\npartners: [nobody]\n",
        "# in data/projects/nowhere.yaml\nstatus: idea\n",
        "# in data/projects/mono.yaml\nstatus: new\n",
        "# in data/projects/mono.yaml\nwaivers:\n  - {rule: project-x, reason: A, decided_by: B, until: 2027-01-01}\n",
        "# rules/project/project-goals.yaml\nid: project-goals\n",
        "# …\n",
        "# yaml-language-server: $schema=x\ntitle: A\n",
    ],
)
def test_a_file_that_is_not_sound_is_seen(follower: Reader, text: str) -> None:
    with pytest.raises(Untrue):
        follower.does(page_of("yaml", text))


def test_a_page_is_followed_from_its_top(follower: Reader) -> None:
    follower.does(page_of("yaml", "# data/projects/ny.yaml\ntitle: Ny\nstatus: idea\n"))
    follower.does(page_of("yaml", "# i data/projects/ny.yaml\nstatus: active\npartners: [kotka]\n"))
    follower.does(
        page_of("console", "$ intlstrat check data/projects/ny.yaml --select project-goals\n…\n$ echo $?\n1\n")
    )
    follower.does(
        page_of("console", "$ mkdir under && cat data/projects/ny.yaml\n…\ntitle: Ny\n…\n$ cd under\n$ pwd\n…/under\n")
    )
    follower.does(page_of("console", "$ intlstrat check --quiet | wc -l\n…\n$ intlstrat chek\n$ echo $?\n2\n"))


@pytest.mark.parametrize(
    "command", ["intlstrat chek", "intlstrat check --selct x", "intlstrat check --format xml", "intlstrat --selct"]
)
def test_a_command_that_there_is_not_is_seen(command: str) -> None:
    with pytest.raises((Untrue, AssertionError, StopIteration)):
        parsed(command, needs_all=False)


def test_a_block_that_cannot_be_read_is_seen(tmp_path: Path) -> None:
    is_expression("size(project.goals) > 0", tmp_path / "a")
    for language, text in (("cel", "size(project.gaols) > 0"), ("json", "{"), ("toml", "="), ("sh", "if")):
        with pytest.raises((AssertionError, ValueError)):
            LANGUAGES[language](text, tmp_path / "b")


def test_pages_and_commands_are_found() -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/rapport.md"} <= set(PAGES)
    assert len(list(commands(source("README.md"), "README.md"))) > 30
    assert {"README.md", "docs/pull-requests.md"} <= set(RUN)
