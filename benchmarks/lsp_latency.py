"""How long the language server takes to answer, seen from an editor. By hand; it fails nothing.

    python benchmarks/lsp_latency.py           500 made-up records, against the rules of this clone
    python benchmarks/lsp_latency.py DIR       a data repo of your own, which is copied and not touched

Every number is the time from the request to the answer, or from a change of one letter to its findings. Questions are
asked once while nothing else is going on, and once while a check runs.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parents[1]
sys.path[:0] = [str(HERE), str(HERE / "tests" / "lsp")]

from lsp_client import Client  # noqa: E402
from lsprotocol import types  # noqa: E402

ROUNDS = 30


def made_up(root: Path, partners: int = 80, projects: int = 420) -> Path:
    """A data repo with half-filled records, the same each time."""
    dice = random.Random(1)
    for folder in ("partners", "projects"):
        (root / "data" / folder).mkdir(parents=True)
    for number in range(partners):
        text = f"name: By nummer {number}\ncountry: {dice.choice(['DK', 'SE', 'FI', 'IS', 'UA', 'DE'])}\n"
        text += (
            f"relation: {dice.choice(['sister_city', 'friendship'])}\nstatus: {dice.choice(['active', 'dormant'])}\n"
        )
        text += "visits:\n  - {date: 2025-05-17, direction: incoming}\n" if dice.random() < 0.5 else ""
        (root / f"data/partners/by-{number}.yaml").write_text(text, encoding="utf-8")
    for number in range(projects):
        year = dice.randint(2010, 2027)
        text = f"title: Prosjekt nummer {number} om samarbeid\nstatus: {dice.choice(['idea', 'active', 'completed'])}\n"
        text += f"partners: [by-{dice.randrange(partners)}, by-{dice.randrange(partners)}]\n"
        text += f"period: {{start: {year}-01-01, end: {year + 2}-06-30}}\n" if dice.random() < 0.8 else ""
        text += f"budget: {{total: {dice.randint(10, 9000)}000}}\n" if dice.random() < 0.7 else ""
        text += f"sdgs: [{{goal: {dice.randint(1, 17)}}}]\n" if dice.random() < 0.6 else ""
        text += "goals: [{statement: Noe blir bedre}]\n" if dice.random() < 0.6 else ""
        (root / f"data/projects/prosjekt-{number}.yaml").write_text(text, encoding="utf-8")
    return root


def timed(
    name: str, ask: Callable[[], object], rounds: int = ROUNDS, first: Callable[[], object] = lambda: None
) -> None:
    """Asks so many times, each time after something else has been done, and prints how long it took."""
    taken = []
    for _ in range(rounds):
        first()
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    print(f"{name:42} median {statistics.median(taken):7.1f} ms   worst {max(taken):7.1f} ms")


def measure(root: Path) -> None:
    began = time.perf_counter()
    editor = Client(folders=[root])
    path = sorted((root / "data/projects").glob("*.yaml"))[0]
    text = path.read_text(encoding="utf-8")
    uri = editor.open(path)
    editor.findings(uri)
    print(f"{'start, until the first findings':42}        {(time.perf_counter() - began) * 1000:7.1f} ms")
    time.sleep(2)
    named = next((number for number, line in enumerate(text.splitlines()) if line.startswith("partners:")), 0)
    questions: dict[str, Callable[[], object]] = {
        "hover on a key": lambda: editor.hover(uri, 1, 2),
        "hover on a partner": lambda: editor.hover(uri, named, 12),
        "completion of keys": lambda: editor.complete(uri, len(text.splitlines()), 0),
        "completion of partners": lambda: editor.complete(uri, named, 12),
        "definition": lambda: editor.definition(uri, named, 12),
        "references": lambda: editor.references(uri, named, 12),
        "outline": lambda: editor.outline(uri),
        "workspace symbols": lambda: editor.symbols("prosjekt 4"),
        "code actions": lambda: editor.actions(uri, 0, 2),
    }
    for name, ask in questions.items():
        timed(name, ask)
    column = [len(text.splitlines()[0])]

    def typed() -> None:
        here = types.Position(0, column[0])
        editor.edit(uri, types.TextDocumentContentChangePartial(types.Range(here, here), "x"))
        column[0] += 1

    def typed_and_told() -> None:
        typed()
        editor.findings(uri)

    timed("a letter until its findings", typed_and_told, 10)
    for name, ask in questions.items():
        timed(f"{name}, while a check runs", ask, 10, typed)
    editor.findings(uri)
    print("exit", editor.leave())


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "repo"
        if arguments:
            shutil.copytree(arguments[0], root)
        else:
            made_up(root)
        measure(root)


if __name__ == "__main__":
    main(sys.argv[1:])
