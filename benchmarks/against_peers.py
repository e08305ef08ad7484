"""Measures the tool, its peers and its limits in the same run, over the same files.

    python -m benchmarks.against_peers --install FOLDER                   puts the peers in a folder, once
    python -m benchmarks.against_peers --peers FOLDER --json FILE         all of it
    python -m benchmarks.against_peers --parts start since --rounds 3     some of it
    python -m benchmarks.against_peers --sizes 100 --rounds 0             small, to see that it works

Nothing is asserted: a table says how each ratio stands to its target. `benchmarks/README.md` says what is compared.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import portfolios
from benchmarks.measuring import limits, memory, targets, telling, tool
from benchmarks.measuring.running import Contender, Failed, Figure, interleaved, run
from benchmarks.peers import installing
from benchmarks.peers.peers import COMPARABLE, PEERS, Peer

PARTS = ("start", "records", "memory", "since", "peers")
LEAST = 16
"""So few records are still without findings; what a check of them takes is its start."""
LIMIT, LARGE = 10_000, 50_000
"""Where a check is held against composing; from how many records on everything is run less often."""
SINCE = (1000, 10_000)
PEER_RECORDS = (100, 1000)
PROOF = 30
"""A peer shows among so many records that it reads them all, and that it finds a fault."""


@dataclass
class Bench:
    """A run: what was asked for, and what has come of it."""

    work: Path
    sizes: list[int]
    rounds: int
    peers: Path | None
    figures: dict[str, Figure] = field(default_factory=dict)
    targets: list[targets.Target] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    memory: dict[str, int | None] = field(default_factory=dict)
    about: dict[str, object] = field(default_factory=dict)

    @property
    def cache(self) -> Path:
        return self.work / "cache"

    def portfolio(self, records: int, faults: str = "clean") -> Path:
        """Made when it is first asked for."""
        folder = self.work / f"{faults}-{records}"
        if not folder.exists():
            print(f"making {records} records", file=sys.stderr)
            made = portfolios.make(self.work / "making", records, 1, faults)
            (self.work / "making").rename(folder)
            assert made.records == records
        return folder

    def check(self, name: str, records: int, more: tuple[str, ...] = (), cores: int | None = None) -> Contender:
        return tool.check(name, self.portfolio(records), self.cache, more, cores, self.fewer(records))

    def fewer(self, records: int) -> int | None:
        return (self.rounds + 1) // 2 if records >= LARGE else None

    def measure(self, contenders: list[Contender], rounds: int | None = None) -> None:
        self.figures |= interleaved(contenders, self.rounds if rounds is None else rounds)
        for contender in contenders:
            if contender.name.startswith(("check ", "check, ")):
                self.files[contender.name] = tool.seen(self.figures[contender.name].out)
            elif contender.inside:
                self.files[contender.name] = json.loads(self.figures[contender.name].out.splitlines()[-1])["files"]


def start(bench: Bench) -> None:
    """What a check costs before it has much to check."""
    shipped = bench.work / "shipped"
    if not shipped.exists():
        for folder in ("data", "rules"):
            shutil.copytree(tool.HERE / folder, shipped / folder)
    checks = [tool.check("check, shipped data", shipped, bench.cache), bench.check("check, least", LEAST)]
    for each in checks:
        run(each)  # the rules are found good, and compiled Python is there
    clean, same = (limits.third_party(tool.CHECK, each.folder, bench.cache) for each in reversed(checks))
    bench.about["must_import"] = sorted({name.split(".")[0] for name in clean})
    bare = [
        limits.bare("bare interpreter", clean, bench.work),
        limits.bare("bare interpreter, same check", same, bench.work),
        limits.bare("bare interpreter, no imports", [], bench.work),
    ]
    bench.measure([*checks, *bare], 3 * bench.rounds)
    bench.targets += targets.start(bench.figures)


def records(bench: Bench) -> None:
    """Checks of every size, on one core and on all, and composing the same files."""
    contenders = [bench.check("check, least", LEAST), bench.check("check, least, one core", LEAST, cores=1)]
    for size in bench.sizes:
        contenders += [bench.check(f"check {size}", size), bench.check(f"check {size}, one core", size, cores=1)]
        contenders += limits.compose(bench.portfolio(size), size, bench.fewer(size))
    bench.measure(contenders)
    for size in bench.sizes:
        bench.targets += targets.limit(bench.figures, size, size == LIMIT)
    long = [size for size in bench.sizes if size >= 1000] or bench.sizes
    for cores in (", one core", "") if len(long) > 1 else ():
        bench.targets += targets.evenness(bench.figures, long, cores)


def remembered(bench: Bench) -> None:
    """Memory at the largest size, on all cores."""
    size = bench.sizes[-1]
    for records in (LEAST, size):
        bench.memory[f"check {records}"] = memory.peak(bench.check(f"check {records}", records))
    most, least = bench.memory[f"check {size}"], bench.memory[f"check {LEAST}"]
    if most is not None and least is not None:
        bench.targets.append(targets.memory(size, most, least, size >= LARGE))


def since(bench: Bench) -> None:
    """A check of what is new since the commit before the last."""
    sizes = [size for size in SINCE if size <= bench.sizes[-1]] or bench.sizes
    contenders = []
    for size in sizes:
        repo = bench.work / f"git-{size}"
        if not repo.exists():
            shutil.copytree(bench.portfolio(size), bench.work / "making")
            tool.commit_a_change(bench.work / "making", size)
            (bench.work / "making").rename(repo)
        contenders.append(tool.check(f"check in git, {size}", repo, bench.cache))
        contenders.append(tool.check(f"check --since, {size}", repo, bench.cache, ("--since", "HEAD~1")))
    bench.measure(contenders)
    for size in sizes:
        bench.targets += targets.since(bench.figures, size)


def peers(bench: Bench) -> None:
    """The peers that are installed. Each must first have read every file, and found fault with a faulty portfolio."""
    if bench.peers is None:
        return
    there = {each.program: installing.program(bench.peers, each.program) for each in PEERS}
    bench.about["peers"] = {name: installing.version(path) for name, path in there.items() if path is not None}
    sizes = [size for size in PEER_RECORDS if size <= bench.sizes[-1]] or bench.sizes[:1]
    contenders = []
    for size in sizes:
        contenders.append(bench.check(f"check {size} beside peers", size))
        for each in PEERS:
            one = each.contender(bench.peers, bench.portfolio(size), bench.work, size)
            contenders += [one] if one is not None else []
    names = {contender.name for contender in contenders}
    for each in PEERS:
        if f"{each.name} {sizes[0]}" in names:
            bench.files[f"{each.name} {PROOF}"] = proof(bench, bench.peers, each)
    bench.measure(contenders, min(bench.rounds, 3))
    for size in sizes:
        ours = bench.figures[f"check {size} beside peers"]
        rivals = [each for each in PEERS if f"{each.name} {size}" in names]
        fastest = min(
            (each.name for each in rivals if each.does == COMPARABLE),
            key=lambda name: bench.figures[f"{name} {size}"].wall,
            default=None,
        )
        for each in rivals:
            judged = each.name == fastest and size == sizes[-1]
            bench.targets.append(targets.peer(each.name, size, bench.figures[f"{each.name} {size}"], ours, judged))


def proof(bench: Bench, peers: Path, each: Peer) -> int:
    """How many files a peer has read of a clean portfolio. A faulty one shows that it does its work."""
    clean = each.contender(peers, bench.portfolio(PROOF), bench.work, PROOF, counting=True)
    faulty = each.contender(peers, bench.portfolio(PROOF, "real"), bench.work, PROOF)
    assert clean is not None
    assert faulty is not None
    read = each.count(run(clean).out)
    try:
        run(faulty)
    except Failed:
        if read != PROOF:
            raise Failed(f"{each.name} has read {read} of {PROOF} files.") from None
        return read
    raise Failed(f"{each.name} found nothing in a faulty portfolio.")


RUN = {"start": start, "records": records, "memory": remembered, "since": since, "peers": peers}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measures the tool, its peers and its limits.")
    parser.add_argument("--install", type=Path, metavar="FOLDER", help="install the peers there, and nothing else")
    parser.add_argument(
        "--peers", type=Path, metavar="FOLDER", help="where they were installed; none are measured without"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep the portfolios there, for the next time")
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args(arguments)
    if asked.install:
        installing.install(asked.install.resolve())
        return
    telling.warn_if_busy()
    with tempfile.TemporaryDirectory() as temporary:
        work = (asked.work or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        bench = Bench(work, sorted(asked.sizes), asked.rounds, asked.peers.resolve() if asked.peers else None)
        try:
            for part in PARTS:
                if part in asked.parts:
                    RUN[part](bench)
        finally:  # also when it was interrupted, or a peer failed: what has been measured took its time
            tell(bench, asked.json)


def tell(bench: Bench, file: Path | None) -> None:
    if file:
        told = telling.as_json(bench.figures, bench.targets, bench.files, bench.memory, bench.about)
        file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(telling.table(bench.figures, bench.targets, bench.files))
    for name, size in bench.memory.items():
        print(f"memory, {name}: {'not told' if size is None else f'{size / 2**20:.0f} MB'}")


if __name__ == "__main__":
    main()
