"""What is kept in the user's cache from one check to the next: it makes a check start faster, and changes nothing."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cel_expr_python import cel
from cli_world import BARE_PROJECT, DAY, FINDINGS, GOOD, NOT_CHECKED, Cli, Ran, write
from msgspec import msgpack


class Kept:
    """A portfolio that was checked twice, and the programs that are kept since then."""

    def __init__(self, folder: Path) -> None:
        self.cli = Cli(write(folder / "repo", {**GOOD, "data/projects/mono.yaml": BARE_PROJECT}))
        self._cache = folder / "cache"
        first = self.check()
        assert self.files() == []  # the first run has tried the examples of the rules, and their programs with them
        self.said = self.check()
        assert (first.exit, first.err, self.said) == (FINDINGS, "", first)
        (self.file,) = self.files()

    def check(self, *arguments: str) -> Ran:
        """A check in a process of its own: what is kept in memory is kept no longer."""
        done = subprocess.run(
            [sys.executable, "-m", "intlstrat", "check", "--as-of", DAY, *arguments],
            cwd=self.cli.folder, env=self.cli.outer(XDG_CACHE_HOME=str(self._cache)),
            capture_output=True, encoding="utf-8", timeout=60,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr)

    def known(self) -> dict[str, Any]:
        """What is known, by the source. CEL writes the parts of a program in any order."""
        found: dict[str, Any] = msgpack.decode(self.file.read_bytes()[32:])["programs"]
        return found

    def put(self, known: dict[str, Any]) -> None:
        """Writes what is to be known, with a right sum."""
        content = msgpack.encode({"sources": {}, "programs": known})
        self.file.write_bytes(hashlib.sha256(content).digest() + content)

    def files(self) -> list[Path]:
        return sorted(self._cache.rglob("*.programs"))


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_it_is_written_once(kept: Kept) -> None:
    time, content = kept.file.stat().st_mtime_ns, kept.file.read_bytes()
    assert kept.check() == kept.said
    assert (kept.file.stat().st_mtime_ns, kept.file.read_bytes()) == (time, content)


def test_it_is_read(kept: Kept) -> None:
    """Only a program that says something else than its rule can show it."""
    true = cel.NewEnv(variables={}).compile("true", disable_check=True).serialize()
    known = kept.known()
    kept.put({source: {**one, "program": true} if "project.goals" in source else one for source, one in known.items()})
    assert "project-goals" in kept.said.out
    told = kept.check()
    assert told.exit == 0 or "project-goals" not in told.out


def test_what_programs_weigh_is_read_too(kept: Kept) -> None:
    """Only weights that no rule may lift can show it."""
    known = kept.known()
    assert any(len(one["weights"]) > 0 for one in known.values())
    for one in known.values():
        one["weights"] = {sizes: [(1 << 60, 0) for _ in found] for sizes, found in one["weights"].items()}
    kept.put(known)
    told = kept.check()
    assert (told.exit, told.err) == (NOT_CHECKED, "")


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "folder"])
def test_what_is_damaged_is_made_anew(kept: Kept, damage: str) -> None:
    content, known = kept.file.read_bytes(), kept.known()
    kept.file.unlink()
    if damage == "folder":
        kept.file.mkdir()
    else:
        kept.file.write_bytes(
            {"cut": content[:-20], "changed": content.replace(b"size", b"sise"), "empty": b""}[damage]
        )
    assert kept.check() == kept.said
    if damage != "folder":
        assert kept.known().keys() == known.keys()


@pytest.mark.parametrize("damage", ["cut", "no UTF-8", "another rule", "empty", "folder"])
def test_a_damaged_pack_is_read_anew(kept: Kept, damage: str) -> None:
    file = kept.file.with_suffix(".json")
    content = file.read_bytes()
    file.unlink()
    if damage == "folder":
        file.mkdir()
    else:
        changed = {
            "cut": content[:-20],
            "no UTF-8": content.replace(b"nb", b"\xff\xff", 1),
            "another rule": content.replace(b'"require":"', b'"require":"!', 1),
            "empty": b"",
        }[damage]
        assert changed != content
        file.write_bytes(changed)
    assert kept.check() == kept.said
    if damage != "folder":
        assert file.read_bytes() == content, "it is whole again"


def test_other_rules_have_their_own(kept: Kept) -> None:
    rule = kept.cli.folder / "rules" / "project" / "project-goals.yaml"
    rule.write_text(f"{rule.read_text(encoding='utf-8')}\n# Lest igjen i november.\n", encoding="utf-8")
    for _ in range(2):
        assert kept.check().exit == FINDINGS
    assert len(kept.files()) == 2


def test_they_go_with_their_pack(kept: Kept) -> None:
    """The newest packs are kept, and nothing of the others."""
    rule = kept.cli.folder / "rules" / "project" / "project-goals.yaml"
    text = rule.read_text(encoding="utf-8")
    for number in range(16):
        other = kept.file.with_name(f"{number}.json")
        other.write_text("{}")
    rule.write_text(f"{text}\n# Enda en gang.\n", encoding="utf-8")
    assert kept.check().exit == FINDINGS
    assert not kept.file.exists()


def test_nothing_is_kept_where_nothing_may_be(kept: Kept) -> None:
    kept.file.unlink()
    kept.cli.environment["INTLSTRAT_NO_CACHE"] = "1"
    assert kept.check() == kept.said
    assert kept.files() == []


def test_what_cel_does_not_know_is_made_anew(kept: Kept) -> None:
    """The sum is right, and the programs are of another version of CEL."""
    kept.put({source: {**one, "program": b"of another version"} for source, one in kept.known().items()})
    assert kept.check() == kept.said
    assert b"of another version" not in [one["program"] for one in kept.known().values()]


def test_those_of_an_earlier_state_are_not_kept_with_those_of_now(kept: Kept) -> None:
    """Of another pack none are kept, and so a file does not grow with each comparison."""
    git = ["git", "-C", str(kept.cli.folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    rule = kept.cli.folder / "rules" / "project" / "project-goals.yaml"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("size(project.goals) > 0", "size(project.goals) >= 1"), encoding="utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Før"]):
        subprocess.run([*git, *command], check=True)
    rule.write_text(text, encoding="utf-8")
    before = kept.known().keys()
    for _ in range(2):
        assert kept.check("--since", "HEAD").exit in (0, FINDINGS)
    assert [source for source in kept.known().keys() - before if ">= 1" in source] == []
