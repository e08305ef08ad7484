"""Nothing hostile gets through: from records, file names, rules, arguments and the environment, to any output."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_world import (
    CLEAN,
    FINDINGS,
    GOOD,
    NOT_CHECKED,
    PACK,
    STRATEGY,
    Cli,
    Files,
    Ran,
    rule,
    write,
)

NASTY = {
    "escape": "\x1b[31mrødt\x1b[0m\x1b]0;tittel\x07",
    "return": "uskyldig\r::error::skyldig",
    "newline": "uskyldig\n::error file=a,line=1::skyldig",
    "command": "::error::skyldig",
    "set-output": "::set-output name=a::b",
    "azure": "##vso[task.complete result=Succeeded;]",
    "markup": "[red]rødt[/red] [link=http://x]y[/link] [/]",
    "bidi": "uskyldig \u202egidlyks\u2066x\u2069",
    "invisible": "u\u200bs\u2060k\ufeffy\u00adl\u2028d\u2029ig\u0085",
    "c1": "a\x9b31mb\x90c\x9d",
    "nul": "a\x00b\x08c\x7f",
    "combining": "\u0301::error::x",
    "blanks": " \u00a0\u3000::error::x",
    "wide": "漢字" * 60,
    "long": "x" * 5000,
    "words": "ord " * 1250,
    "slots": "{n} {project} {0} %s %(a)s {",
    "html": "<script>alert(1)</script>&amp;",
    "tags": "\U000e0041\U000e0042",
    "surrogates": "\ud83d\ude00",
}
"""What records, rules and arguments could try to do to a terminal or to a CI runner."""

VIEWS = (
    (),
    ("--lang", "en"),
    ("--show", "all", "--statistics"),
    ("--quiet", "--color", "always"),
    ("--format", "json", "--show", "all"),
)


def quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar, with escapes for what may not stand in a file."""
    return json.dumps(text, ensure_ascii=True)


def nasty_record(text: str) -> str:
    """A project with the text in every place that is shown, by a rule, by the tool or as an excerpt."""
    one = quoted(text)
    return (
        f"title: {one}\nstatus: {one}\n{one}: {one}\npartners: [{one}]\ngoals:\n- statement: {one}\n  target: {one}\n"
        f"budget: {{total: {one}, currency: {one}, {one}: 1}}\nsummary: {one}\nsdgs: [{{goal: {one}}}]\n"
        f"period: {{start: {one}}}\nparticipants: [{{name: {one}, country: {one}}}]\n"
        f"waivers:\n- {{rule: project-sdg, reason: {one}, decided_by: {one}, case: {one}, until: 2030-01-01}}\n"
        f"- {{rule: {one}, reason: {one}, decided_by: {one}, item: {one}, until: 2030-01-01}}\n"
    )


def hidden(char: str) -> bool:
    """Whether a character acts instead of being seen."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def harmless(text: str, colored: bool = False) -> bool:
    """Whether an output can do nothing but be read."""
    if colored:
        import re

        text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    acting = {char for char in text if hidden(char) and char != "\n"}
    lines = [line for line in text.splitlines() if _as_a_runner_sees(line).startswith("::")]
    assert (acting, lines) == (set(), [])
    assert "##vso[" not in text
    assert "##[" not in text
    return True


def _as_a_runner_sees(line: str) -> str:
    """Without what GitHub's runner passes over before it looks for a command."""
    return "".join(char for char in line if not char.isspace() and unicodedata.category(char)[0] not in "MC")


def seen(ran: Ran, arguments: tuple[str, ...] = ()) -> bool:
    if "json" in arguments and ran.exit != NOT_CHECKED:
        document = json.loads(ran.out)
        assert not {char for char in ran.out if hidden(char) and char != "\n"}
        assert isinstance(document, dict)
        return harmless(ran.err)
    return harmless(ran.out, "always" in arguments) and harmless(ran.err)


def test_what_a_record_says_can_only_be_read(root: Path) -> None:
    files = {f"data/projects/{name}.yaml": nasty_record(text) for name, text in NASTY.items()}
    for name, text in NASTY.items():
        files[f"data/partners/{name}.yaml"] = f"name: {quoted(text)}\ncountry: DK\nrelation: network\nstatus: active\n"
    cli = Cli(write(root, {**GOOD, **files}))
    for view in VIEWS:
        ran = cli.check(*view)
        assert (ran.exit, ran.err) == (FINDINGS, "")
        assert seen(ran, view)
    for name in ("project-goals", "1b", "record-invalid", "waiver-invalid"):
        ran = cli("explain", name)
        assert (ran.exit, seen(ran)) == (CLEAN, True)


@pytest.mark.parametrize("text", [NASTY["long"], NASTY["words"], NASTY["wide"]], ids=["long", "words", "wide"])
def test_a_very_long_title_does_not_fill_the_screen(root: Path, text: str) -> None:
    ran = Cli(write(root, {**GOOD, "data/projects/lang.yaml": f"title: {quoted(text)}\nstatus: active\n"})).check()
    assert ran.exit == FINDINGS
    assert len(ran.out) < 6000
    assert all(len(line) <= 80 for line in ran.out.splitlines())


@pytest.mark.parametrize(
    "content",
    [
        b"\x1b[31m: \x1b[0m\n",
        b"title: \x00\n",
        b"title: \xff\xfe::error::\n",
        "title: \u202ea\nstatus: b\n".encode(),
        b"\xff\xfet\x00i\x00",
        b"title: a\r::error::b\rstatus: x\r",
        b"::error::x: y\n::warning::z: a\n",
        b"? [::error::]\n: x\n",
        b"title: !!python/object/apply:os.system ['echo hei']\n",
        b"a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n",
    ],
)
def test_bytes_that_are_no_record_can_only_be_read(root: Path, content: bytes) -> None:
    cli = Cli(write(root, {**GOOD, "data/projects/ond.yaml": content}))
    for view in VIEWS:
        ran = cli.check(*view)
        assert (ran.exit, seen(ran, view)) == (FINDINGS, True)


NAMES = [
    "::error::x",
    "a\x1b[31mb",
    "a\n::error::b",
    "a\rb",
    "\u202eb",
    "a b\u200b",
    "[red]",
    "a##vso[x]",
    "x" * 200,
    "-rf",
    "\udcff\udcfe",
    "æøå",
]


def test_a_file_name_can_only_be_read(good: Cli) -> None:
    """A record with such a name is a finding; any other file is named on standard error."""
    for name in NAMES:
        for ending in (".yaml", ".txt"):
            (good.folder / "data/projects" / (name + ending)).write_text("title: [\n")
    for view in VIEWS:
        ran = good.check(*view)
        assert (ran.exit, seen(ran, view)) == (FINDINGS, True)
        assert len(ran.err.splitlines()) == len(NAMES)
    assert len(good.findings().rules) == len(NAMES)


def test_a_folder_name_can_only_be_read(good: Cli) -> None:
    folder = good.folder / "data/projects/::error::\n::error::\x1b[31m"
    write(folder, {"a.yaml": "title: [\n", "b.txt": ""})
    for view in VIEWS:
        ran = good.check(*view)
        assert (ran.exit, seen(ran, view)) == (FINDINGS, True)


ARGUMENTS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "command": lambda text: (text,),
    "command-of-rules": lambda text: ("rules", text),
    "path": lambda text: ("check", "--", text),
    "option": lambda text: ("check", f"--{text}"),
    "short-option": lambda text: ("check", f"-{text}"),
    "option-value": lambda text: ("check", f"--quiet={text}"),
    "format": lambda text: ("check", "--format", text),
    "select": lambda text: ("check", "--select", text),
    "as-of": lambda text: ("check", "--as-of", text),
    "lang": lambda text: ("check", "--lang", text),
    "color": lambda text: ("check", "--color", text),
    "root": lambda text: ("check", "--root", text),
    "rules": lambda text: ("check", "--rules", text),
    "explain": lambda text: ("explain", "--", text),
    "schema": lambda text: ("schema", "--", text),
    "too-much": lambda text: ("strategy", "--", text),
}


@pytest.mark.parametrize("where", ARGUMENTS)
def test_a_hostile_argument_can_only_be_read(good: Cli, where: str) -> None:
    """In CI an argument may be the name of a branch or of a file that a stranger chose."""
    for name in ("escape", "newline", "command", "azure", "bidi", "invisible", "combining", "blanks", "long"):
        ran = good(*ARGUMENTS[where](NASTY[name]))
        assert (ran.exit, ran.out) == (NOT_CHECKED, ""), name
        assert seen(ran)
        assert len(ran.err.splitlines()) <= 5


@pytest.mark.parametrize(
    "name", [name for name in NASTY if name not in ("nul", "surrogates", "c1", "long", "words", "wide")]
)
def test_a_file_that_cannot_be_written_can_only_be_read(good: Cli, name: str) -> None:
    ran = good.check("--output", f"ingen/{NASTY[name]}/a.json", "--output", f"{NASTY[name]}/")
    assert ran.exit in (CLEAN, NOT_CHECKED)
    assert seen(ran)


@pytest.mark.parametrize(
    "name", ["escape", "newline", "command", "azure", "markup", "bidi", "combining", "blanks", "long"]
)
def test_what_a_rule_pack_says_can_only_be_read(root: Path, name: str) -> None:
    """A pack is trusted to judge, not to speak to the terminal."""
    one = quoted(NASTY[name])
    both = f"{{nb: {one}, en: {one}}}"
    texts = {"title": both, "message": both, "why": both, "fix": both}
    strategy = STRATEGY.replace("Prøvestrategi", one).replace('"3"', one).replace("Prosjekter har mål.", one)
    pack: Files = {
        **PACK,
        "rules/strategy.yaml": strategy,
        "rules/project/project-goals.yaml": rule("project-goals", "size(project.goals) > 0", **texts),
    }
    cli = Cli(write(root, {**GOOD, **pack, "data/projects/bart.yaml": "title: Bart\nstatus: active\n"}))
    commands: list[tuple[str, ...]] = [("check", *VIEWS[2]), ("check", *VIEWS[4])]
    commands += [("explain", "project-goals"), ("explain", "1a"), ("strategy",), ("rules",)]
    exits = set()
    for command in commands:
        ran = cli(*command)
        exits.add(ran.exit)
        assert seen(ran, command)
    assert exits <= {CLEAN, FINDINGS} or exits == {NOT_CHECKED}


@pytest.mark.parametrize(
    "name", ["return", "newline", "command", "azure", "bidi", "combining", "blanks", "long", "slots"]
)
def test_what_a_broken_rule_says_can_only_be_read(root: Path, name: str) -> None:
    one = quoted(NASTY[name])
    broken: dict[str, Any] = {
        "rules/project/project-a.yaml": rule("project-a", one),
        "rules/project/project-b.yaml": rule("project-b", "true", clauses=f"[{one}]"),
        "rules/project/project-c.yaml": rule("project-c", "true") + f"{one}: 1\n",
        "rules/project/project-d.yaml": rule("project-d", "true", at=one, needs=f"[{one}]"),
    }
    for content in (broken, {"rules/strategy.yaml": f"id: {one}\n{one}: {one}\nlanguage: {one}\n"}):
        ran = Cli(write(root, {**GOOD, **content})).check()
        assert (ran.exit, ran.out, seen(ran)) == (NOT_CHECKED, "", True)


def test_what_a_failing_rule_says_can_only_be_read(root: Path) -> None:
    failing = {"rules/project/project-x.yaml": rule("project-x", quoted("{}[project.title] == 1"))}
    files = {**GOOD, **failing, "data/projects/ond.yaml": f"title: {quoted(NASTY['newline'])}\nstatus: active\n"}
    ran = Cli(write(root, files)).check()
    assert ran.exit == NOT_CHECKED
    assert seen(ran)


def test_the_environment_can_only_be_read(good: Cli) -> None:
    for name in ("COLUMNS", "TERM", "INTLSTRAT_LANG", "LANG", "LANGUAGE", "NO_COLOR", "TZ"):
        ran = good.check(**{name: "::error::\x1b[31m"})
        assert (ran.exit, seen(ran)) == (CLEAN, True)
