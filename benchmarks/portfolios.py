"""Makes a portfolio of so many made-up records, the same to the last byte for the same seed.

    python -m benchmarks.portfolios FOLDER --records 10000
    python -m benchmarks.portfolios FOLDER --records 10000 --seed 2 --faults real

A sixth are partners, the rest projects, in `data/partners/COUNTRY` and `data/projects/YEAR`. They come with the rules
of this clone, in which the two parameters that the municipality has yet to decide are set. Without faults nothing is
found in them as of 2026-11-23; with `--faults real` a fifth have a fault, of the kinds in `made_up/faults.py`.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.made_up import words
from benchmarks.made_up.faults import SHARE, spoil
from benchmarks.made_up.money import frame
from benchmarks.made_up.partners import parties, partner
from benchmarks.made_up.parts import AS_OF, Record, slug
from benchmarks.made_up.projects import project

HERE = Path(__file__).parents[1]
FAULTS = ("clean", "real")


class Portfolio(NamedTuple):
    """What was made."""

    records: int
    bytes: int
    faults: Counter[str]


def make(folder: Path, records: int, seed: int = 1, faults: str = "clean") -> Portfolio:
    """Fills a folder that is empty or not there."""
    written, put_in = 0, Counter[str]()
    made: set[Path] = set()
    for kind, name, record, chance in records_of(records, seed):
        if faults == "real" and chance.random() < SHARE:
            put_in[spoil(record, chance)] += 1
        path = folder / "data" / kind / place_of(record, kind) / f"{name}.yaml"
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        content = text(record, kind, chance).encode()
        with open(path, "xb") as file:
            file.write(content)
        written += len(content)
    write_rules(folder / "rules", records)
    return Portfolio(records, written, put_in)


def records_of(records: int, seed: int) -> Iterator[tuple[str, str, Record, random.Random]]:
    """Each record's folder, id, and keys, and the dice for what is left to do with it."""
    known = parties(max(8, records // 6))
    for number, party in enumerate(known):
        chance = random.Random(f"{seed} partner {number}")
        yield "partners", party.id, partner(party, chance), chance
    for number in range(records - len(known)):
        chance = random.Random(f"{seed} project {number}")
        record = project(number, known, chance)
        yield "projects", slug(record["title"]), record, chance


def place_of(record: Record, kind: str) -> str:
    """The subfolder: a partner's country, or the year in which a project starts."""
    if kind == "partners":
        return record["country"].strip('"').lower()
    return record["period"][8:12] if "period" in record else "uten-periode"


def text(record: Record, kind: str, chance: random.Random) -> str:
    """The file, with a comment here and there as people leave them. One in thirty was saved on Windows."""
    lines = (
        [f"# yaml-language-server: $schema=../../../schemas/{kind[:-1]}.schema.json"] if chance.random() < 0.5 else []
    )
    remark = chance.randrange(60)
    for nth, (key, value) in enumerate(record.items()):
        if nth == remark:
            lines.append(chance.choice(words.COMMENTS))
        lines.append(f"{key}:{'' if value.startswith(chr(10)) else ' '}{value.rstrip(chr(10))}")
    return ("\r\n" if chance.random() < 1 / 30 else "\n").join("\n".join([*lines, ""]).split("\n"))


def write_rules(folder: Path, records: int) -> None:
    shutil.copytree(HERE / "rules", folder)
    strategy = folder / "strategy.yaml"
    content = strategy.read_text(encoding="utf-8")
    for parameter, value in (("annual_frame", frame(records)), ("max_sister_cities", 20)):
        content = content.replace(f"\n  {parameter}:\n", f"\n  {parameter}:\n    value: {value}\n", 1)
    strategy.write_text(content, encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes a portfolio of made-up records.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", choices=FAULTS, default="clean")
    asked = parser.parse_args()
    if asked.folder.exists() and any(asked.folder.iterdir()):
        parser.error(f"{asked.folder} is not empty")
    made = make(asked.folder, asked.records, asked.seed, asked.faults)
    print(
        f"{made.records} records, {made.bytes} bytes, {made.bytes // made.records} a record; check them as of {AS_OF}"
    )
    for name, number in sorted(made.faults.items()):
        print(f"{number:7} {name}")


if __name__ == "__main__":
    main()
