"""Packs that cannot work: a file with the place marked that the complaint is to point at."""

from __future__ import annotations

from portfolios import NOT_CHECKED, Ran, World, rule

UNUSABLE = (
    "The rules cannot be used: one thing is wrong with them. Nothing was checked. "
    "“intlstrat rules test” shows whether they are right again."
)
"""The last line, whatever it is that is wrong."""
HERE = "‹"
"""Stands before the character that the complaint is to point at, and is taken out before the file is written."""


def refused(world: World, name: str, text: str) -> tuple[Ran, str]:
    """The run with a file of the pack, and the place that its text marks."""
    before = text.partition(HERE)[0]
    world.write(f"rules/{name}", text.replace(HERE, "", 1))
    if not any((world.root / "data").glob("projects/*")):
        world.project()
    place = f"rules/{name}:{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}"
    return world.run("check", "--format", "json", "--lang", "en"), place


def complains(world: World, name: str, text: str, words: str) -> None:
    """The only complaint is this one, at the marked place; nothing is on standard output, and the exit is 2."""
    ran, place = refused(world, name, text)
    first, fix, *rest = ran.err.splitlines()
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert first.startswith(f"{place}: "), first
    assert words in first
    assert "None" not in f"{first}{fix}"
    assert fix.startswith("    ")
    assert rest[-1] == UNUSABLE, ran.err


def project(require: str = "true", **more: str | None) -> str:
    return rule("project-a", require, **more)
