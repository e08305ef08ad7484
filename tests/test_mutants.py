"""The script for mutation testing: which mutants it makes, that tests notice them, and that its reasons are whole.

The trial of whole rooms takes long, and is not part of this: `python -m tools.mutants`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from argparse import Namespace
from pathlib import Path

import pytest

from tools.mutants.__main__ import _is_wanted, _wanted
from tools.mutants.changes import Mutant, mutants
from tools.mutants.plan import Plan, Ran
from tools.mutants.reasons import reasons, unexplained
from tools.mutants.rooms import ROOMS
from tools.mutants.seen import Seen

REPOSITORY = Path(__file__).parents[1]
CODE = '''\
from functools import cache
from intlstrat.findings import msg

LIMIT = 3


@cache
def is_many(count: int, limit: int = 2) -> bool:
    """Whether it is."""
    return count > limit


class Teller:
    @property
    def told(self) -> object:
        return msg("There are many.", count=len(self.words))

    def add(self, word: str) -> None:
        self.words = self.words + [word]
'''


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Mutant]:
    package = tmp_path_factory.mktemp("package")
    (package / "telling.py").write_text(CODE, encoding="utf-8")
    return mutants(package, "telling.py")


def test_functions_are_changed_also_those_with_a_decorator(made: list[Mutant]) -> None:
    changes = {(each.function, each.now) for each in made}
    assert {
        ("is_many", "return count >= limit"),
        ("is_many", "def is_many(count: int, limit: int = 3) -> bool:"),
        ("Teller.add", "self.words = self.words - [word]"),
        ("Teller.add", "self.words = None"),
        ("Teller.told", 'return msg("There are many.", count=None)'),
    } <= changes


def test_texts_of_messages_annotations_and_what_stands_in_no_function_are_left_alone(made: list[Mutant]) -> None:
    assert not [each for each in made if "XX" in each.now or "None) -> " in each.now or "LIMIT" in each.now]


def test_the_lines_that_a_test_must_run(made: list[Mutant]) -> None:
    lines = {each.now: each.lines for each in made}
    assert lines["return count >= limit"] == range(10, 11)
    assert 10 in lines["def is_many(count: int, limit: int = 3) -> bool:"]


def test_a_trial_of_a_small_package(tmp_path: Path) -> None:
    """One mutant of two is noticed; the other gives the same, whatever one does."""
    files = {
        "house/__init__.py": "",
        "house/sums.py": "def larger(one, other):\n    return one if one > other else other\n",
        "tests/test_sums.py": """
            from house.sums import larger

            def test_it():
                assert larger(2, 3) == larger(3, 2) == 3
        """,
        "pytest.ini": "[pytest]\npythonpath = .\n",
        "run.py": """
            from pathlib import Path
            from tools.mutants.__main__ import tried
            from tools.mutants.changes import mutants
            from tools.mutants.rooms import Room
            from tools.mutants.trial import Trial
            here = Path(__file__).parent
            said = []
            made = mutants(here / "house", "sums.py")
            trial = Trial(here / "house", made, said.append, jobs=2, most=9, apart=False)
            for fate in tried(trial, here / "tests", Room(("test_sums.py",))):
                print(fate.mutant.now, "|", fate.noticed_by)
        """,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(textwrap.dedent(text), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-P", "run.py"], cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert sorted(ran.stdout.splitlines()) == [
        "return one if (one > other) and False else other | tests/test_sums.py::test_it",
        "return one if (one > other) or True else other | tests/test_sums.py::test_it",
        "return one if one >= other else other | None",
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_what_has_a_reason_stands_in_the_code_still(room: str) -> None:
    for reason in reasons(room):
        files = list((REPOSITORY / "intlstrat").glob(reason.file))
        assert files, reason.told
        if reason.was is not None:
            code = " ".join(files[0].read_text(encoding="utf-8").split())
            assert " ".join(reason.was.split()) in code, reason.told


def test_a_survivor_is_written_as_a_reason_is_read(made: list[Mutant], tmp_path: Path) -> None:
    mutant = next(each for each in made if each.now.startswith("return msg("))
    (tmp_path / "room.toml").write_text(unexplained(mutant).replace('why = ""', 'why = "So."'), encoding="utf-8")
    (reason,) = reasons("room", tmp_path)
    assert [each for each in made if reason.covers(each)] == [mutant]


@pytest.mark.parametrize("why", ["", "why = ' '\n"])
def test_a_reason_that_says_nothing_is_none(tmp_path: Path, why: str) -> None:
    text = f"[[kind]]\nfile = '*'\nfunction = '*'\nchange = '.*'\n{why}"
    (tmp_path / "room.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="must have change, file, function, why"):
        reasons("room", tmp_path)


def test_small_tests_are_tried_first_and_long_ones_last() -> None:
    def ran(seconds: float, lines: int) -> Ran:
        return Ran(seconds, True, {"a.py": {1, *range(100, 100 + lines)}})

    known = {"t.py::long": ran(2, 1700), "t.py::whole[a]": ran(0.3, 1800), "t.py::whole[b]": ran(0.3, 1801)}
    known |= {"t.py::other": ran(0.3, 1900), "t.py::small": ran(0.2, 9), "t.py::none": Ran(0.1, True, {"a.py": {2}})}
    plan = Plan({**known, "t.py::red": Ran(0.1, False, {"a.py": {1}})})
    one, two = (Mutant("a.py", "f", "was", now, range(1, 2), "") for now in ("one", "two"))
    assert plan.take(one, 2) == ["t.py::small", "t.py::whole[a]", "t.py::other"]
    assert plan.take(one, None) == ["t.py::whole[b]", "t.py::long"]
    assert (plan.left(one), plan.tried(one)) == ([], 5)
    plan.noticed(one, "t.py::other")
    assert plan.take(two, 1) == ["t.py::other", "t.py::small"]


def test_what_a_test_runs_is_found_again_by_what_stands_in_the_lines(tmp_path: Path) -> None:
    def write(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def known() -> dict[str, Ran]:
        return Seen(tmp_path / "house", tmp_path / ".mutants", "room").known(["tests/t.py::a", "tests/t.py::b"])

    write("house/a.py", "one\ntwo\nthree\nfour\n")
    write("tests/t.py", "a\n")
    assert known() == {}
    seen = Seen(tmp_path / "house", tmp_path / ".mutants", "room")
    seen.keep({"tests/t.py::a": Ran(1, True, {"a.py": {1, 3}}), "tests/t.py::b": Ran(1, False, {})})
    assert known() == {"tests/t.py::a": Ran(1, True, {"a.py": {1, 3}})}
    write("house/a.py", "zero\none\n2\nthree\nand\nfour\n")
    assert known()["tests/t.py::a"].lines == {"a.py": {1, 2, 4, 5}}
    write("house/a.py", "four\n")
    assert known()["tests/t.py::a"].lines == {"a.py": set()}
    write("tests/t.py", "b\n")
    assert known() == {}


def test_only_what_survived_before_is_tried_again(made: list[Mutant], tmp_path: Path) -> None:
    left = tmp_path / "left.json"
    assert _wanted(made, "rules", Namespace(quick=False, left=left)) == made
    left.write_text(json.dumps([[made[1].file, made[1].function, made[1].change]]), encoding="utf-8")
    assert _wanted(made, "rules", Namespace(quick=True, left=left)) == [made[1]]
    files = ("rules/fold.py", "rules/x.py", "rules/y.py")
    assert [_is_wanted(file, ["rules/fold.py:_fold", "x.py"]) for file in files] == [True, True, False]
    assert _is_wanted("rules/y.py", ["_folded"])
