"""No output can forge an annotation, a log command or a terminal control: every command, from every place of a repo."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from portfolios import CLEAN, FINDINGS, NOT_CHECKED, STRATEGY, Ran, World, rule

ATTACKS = {
    "github": "::error file=a,line=1::skyldig",
    "github-after-a-break": "a\n::stop-commands::x\r::add-mask::y\r\n::error::z",
    "github-older": "a ##[error]skyldig ##[group]b",
    "azure": "a ##vso[task.setvariable variable=x]y ##VSO[task.complete]",
    "teamcity": "a\n##teamcity[buildStatus status='SUCCESS'] ##TeamCity[x]",
    "gitlab": "\x1b[0Ksection_start:1:a[collapsed=true]\r\x1b[0Kb\x1b[0Ksection_end:1:a\r\x1b[0K",
    "ansi": "\x1b[2J\x1b[31mrød\x1b[0m \x9b31m",
    "osc": "\x1b]8;;http://ond.example\x07her\x1b]8;;\x07 \x1b]52;c;aGVp\x07 \x9d0;x\x9c",
    "bidi": "a\u202egidlyks\u2066b\u2069",
    "tags": "a\U000e0041\U000e0042 \u200b\u2060\ufeff\u00ad",
}


TOGETHER = {
    "marks": "\n".join(
        ATTACKS[name] for name in ("github", "github-after-a-break", "github-older", "azure", "teamcity")
    ),
    "controls": "\n".join(ATTACKS[name] for name in ("gitlab", "ansi", "osc", "bidi", "tags")),
}
"""All of them, each at the beginning of a line: a run of every command from every place takes its time."""


def quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar, with escapes for what may not stand in a file."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(f"\\U{ord(char):08x}" if unicodedata.category(char)[0] == "C" else char for char in plain)


def texts(one: str) -> dict[str, str]:
    both = f"{{nb: {one}, en: {one}}}"
    return {"title": both, "message": both, "why": both, "fix": both}


def _in_record(world: World, one: str) -> None:
    world.project(
        "havna", f"summary: {one}\n{one}: {one}\ngoals: [{{statement: {one}, due: {one}}}]\n", f"title: {one}\n"
    )
    world.partner("nordby", "", f"name: {one}\ncountry: {one}\nrelation: {one}\nstatus: {one}\n")
    world.rule("project-a", "false", values="{x: project.summary}", message='{nb: "{x} {title}", en: "{x} {title}"}')


def _in_waivers(world: World, one: str) -> None:
    waiver = f"reason: {one}\n  decided_by: {one}\n  case: {one}\n  until: 2030-01-01\n"
    world.project("havna", f"waivers:\n- rule: project-a\n  {waiver}- rule: {one}\n  item: {one}\n  {waiver}")
    world.waivers(f"- rule: {one}\n  {waiver}- {one}\n- {{{one}: {one}}}\n")
    world.rule("project-a", "false")


def _in_strategy(world: World, one: str) -> None:
    world.strategy = STRATEGY.replace("Prøvestrategi", one).replace("Prøve kommune", one).replace('"1"', one, 1)
    world.strategy = world.strategy.replace("Prosjekter har mål.", one).replace("Projects have goals.", one)
    world.strategy = world.strategy.replace("Kultur,", f"{one},").replace("culture", one).replace("norec", one)
    world.parameter("limit", one).project("havna").rule("project-a", "false")


def _in_texts_of_a_rule(world: World, one: str) -> None:
    world.project("havna").rule("project-a", "false", **texts(one))


def _in_a_broken_rule(world: World, one: str) -> None:
    world.project("havna").rule("project-b", "true", clauses=f"[{one}]", severity=one, at=one, needs=f"[{one}]")
    world.write("rules/project/project-c.yaml", rule("project-c", "true") + f"{one}: 1\n")
    world.write("rules/project/project-d.yaml", rule("project-d").replace('"true"', quoted(f"project.title == {one}(")))
    world.write("rules/project/project-e.yaml", rule("project-e", examples=f"{{breach: [{{{one}: 1}}]}}"))
    world.write("rules/project/project-f.yaml", f"id: {one}\n{one}: [\n")


def _in_a_failing_rule(world: World, one: str) -> None:
    world.project("havna", base=f"title: {one}\nstatus: active\n").rule("project-a", "{}[project.title] == 1")
    world.rule("project-b", "int(project.title) > 1").rule("project-c", "add_months(project.title, 1) > as_of")


def _in_file_names(world: World, one: str) -> None:
    name = re.sub("[/\0]", "", yaml.safe_load(one))[:60]
    world.project("havna").rule("project-a")
    for path in (f"data/projects/{name}.yaml", f"data/projects/{name}", f"data/{name}", f"rules/{name}.yaml"):
        world.write(path, "title: [\n")
    world.write(f"data/projects/mappe {name}/a.yaml", "title: [\n")


def _in_names_of_rules(world: World, one: str) -> None:
    world.project("havna").rule("project-a", "false", id=one)


PLACES: dict[str, Callable[[World, str], None]] = {
    "a record": _in_record,
    "waivers": _in_waivers,
    "the strategy": _in_strategy,
    "the texts of a rule": _in_texts_of_a_rule,
    "a broken rule": _in_a_broken_rule,
    "a failing rule": _in_a_failing_rule,
    "file names": _in_file_names,
    "the ids of rules": _in_names_of_rules,
}
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check",),
    ("check", "--lang", "en", "--show", "all", "--statistics"),
    ("check", "--quiet", "--color", "always"),
    ("check", "--format", "json", "--show", "all"),
    ("explain", "project-a"),
    ("explain", "1a"),
    ("explain", "rule-failed"),
    ("strategy",),
    ("rules",),
    ("rules", "test"),
    ("schema", "project"),
    ("schema", "rule"),
)


def forged(text: str, colored: bool = False) -> list[str]:
    """What of an output acts instead of being read: on a terminal, or on the machine that runs the job."""
    if colored:
        text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    acts = [
        repr(char) for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char != "\n"
    ]
    # GitHub passes over blanks and marks before it looks; the others look anywhere in a line, in any case of letters.
    for line in text.splitlines():
        seen = "".join(char for char in line if not char.isspace() and unicodedata.category(char)[0] not in "MC")
        acts += [line] if seen.startswith("::") else []
    return acts + re.findall(r"##(?:\[|vso\[|teamcity\[)", text, re.IGNORECASE)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("attack", TOGETHER)
def test_nothing_is_forged(world: World, attack: str, place: str) -> None:
    if place == "file names" and os.name == "nt":
        pytest.skip("such names cannot be given on Windows")
    PLACES[place](world, quoted(TOGETHER[attack]))
    for command in COMMANDS:
        ran = world.run(*command)
        assert ran.exit in (CLEAN, FINDINGS, NOT_CHECKED)
        assert "Traceback" not in ran.err
        assert (command, forged(ran.out, "always" in command), forged(ran.err)) == (command, [], [])
        assert told(ran, command)


def told(ran: Ran, command: tuple[str, ...]) -> bool:
    """Whether a run said something, and JSON that is JSON."""
    if ran.out and ("json" in command or "schema" in command):
        json.loads(ran.out)
    return bool(ran.out or ran.err or "--quiet" in command)


@pytest.mark.parametrize("attack", ["github", "azure", "teamcity"])
def test_the_files_that_a_runner_reads_are_not_touched(world: World, attack: str) -> None:
    """A job's own files are named by the environment; what a record says must never get there as it stands."""
    _in_record(world, quoted(ATTACKS[attack]))
    names = ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE")
    files = {name: str(world.write(f"../{name}", "")) for name in names}
    assert world.run("check", **files).exit == FINDINGS
    assert [Path(path).read_text(encoding="utf-8") for path in files.values()] == [""] * len(names)


def test_every_attack_is_among_those_that_are_tried_together() -> None:
    assert all(any(attack in together for together in TOGETHER.values()) for attack in ATTACKS.values())


def test_json_says_the_same_though_it_is_written_with_escapes(world: World) -> None:
    title = ATTACKS["azure"] + ATTACKS["tags"] + ATTACKS["bidi"]
    world.strategy = STRATEGY.replace("Prøvestrategi", quoted(title))
    ran = world.project().rule("project-a").run("check", "--format", "json")
    assert ran.exit == CLEAN
    assert json.loads(ran.out)["strategy"]["title"] == title
