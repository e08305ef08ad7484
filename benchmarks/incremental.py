"""How long a check takes, and how long one that remembers the last takes after one record was changed.

    python benchmarks/incremental.py [RECORDS]

Makes up a data repo (the same each time) in a temporary folder, and prints processor time in milliseconds, best of
several. Nothing is asserted: the ratios tell more than the numbers, which are the machine's.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import process_time

from intlstrat.check import check
from intlstrat.files import ReadFailure, bundled_rules, read_inputs, read_pack
from intlstrat.memory import Memory
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack
from intlstrat.selection import Selection

DAY = "2026-11-23"
RECORDS = 500
UNITS = ("Kultur og idrett", "Skole", "Teknisk", "Helse", "Plan og næring", "Beredskap")
COUNTRIES = ("DK", "SE", "FI", "IS", "UA", "DE", "PL", "EE", "LV", "LT", "NL", "FR", "ES", "IT", "MZ", "KE", "GT", "BR")


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    pack = bundled_pack()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_up(root, records)
        whole = best(3, lambda: partial(check, read_inputs(root), pack, DAY, Selection()))
        print(f"{records} records, processor time")
        print(f"a whole check                       {whole:8.1f} ms")
        memory = Memory()
        for what, path, note in (
            ("nothing", None, ""),
            ("a project", root / "data/projects/prosjekt-7.yaml", "Endret {} ganger"),
            ("a partner", root / "data/partners/by-7.yaml", "Endret {} ganger"),
            ("a phone number", root / "data/projects/prosjekt-8.yaml", "Ring 9{:07}"),
        ):
            spent = best(10, partial(Change(path, note).and_check, root, pack, memory))
            print(f"{what + ' has changed':<35} {spent:8.1f} ms   1 : {whole / spent:.0f}   {dict(memory.made)}")


def bundled_pack() -> Pack:
    files = read_pack(bundled_rules())
    if isinstance(files, ReadFailure):
        raise SystemExit("There are no rules.")
    pack = load_pack(files, examples=False).pack
    assert pack is not None
    return pack


def best(rounds: int, prepare: Callable[[], Callable[[], object]]) -> float:
    """The least processor time, in milliseconds, of what is prepared each time."""
    spent = []
    for _ in range(rounds):
        run = prepare()
        start = process_time()
        run()
        spent.append(process_time() - start)
    return 1000 * min(spent)


@dataclass
class Change:
    """A file whose notes are changed, each time to something else; with no path nothing is."""

    path: Path | None
    note: str
    times: int = 0

    def and_check(self, root: Path, pack: Pack, memory: Memory) -> Callable[[], object]:
        """Changes the file after a check, and gives the next check to be run. The files are read from disk before."""
        check(read_inputs(root), pack, DAY, Selection(), memory=memory)
        if self.path is not None:
            self.times += 1
            kept = [line for line in self.path.read_text("utf-8").splitlines() if not line.startswith("notes:")]
            self.path.write_text("\n".join([*kept, f"notes: {self.note.format(self.times)}\n"]), encoding="utf-8")
        return partial(check, read_inputs(root), pack, DAY, Selection(), memory=memory)


def make_up(root: Path, records: int) -> None:
    """A sixth of the records are partners, the rest projects with two of them each."""
    chance = random.Random(1)
    partners = max(8, records // 6)
    for folder in ("data/partners", "data/projects"):
        (root / folder).mkdir(parents=True)
    for number in range(partners):
        (root / f"data/partners/by-{number}.yaml").write_text(partner(number, chance), encoding="utf-8")
    for number in range(records - partners):
        text = project(number, partners, chance)
        (root / f"data/projects/prosjekt-{number}.yaml").write_text(text, encoding="utf-8")


def partner(number: int, chance: random.Random) -> str:
    visits = "".join(
        f"  - {{date: 202{chance.randint(3, 6)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}, "
        f"direction: {chance.choice(['outgoing', 'incoming'])}}}\n"
        for _ in range(chance.randint(1, 5))
    )
    parts = [
        f"since: {chance.randint(1950, 2020)}\n",
        f"responsible: {{unit: {chance.choice(UNITS)}}}\n",
        f"visits:\n{visits}",
        f"sdgs: [{{goal: {chance.randint(1, 17)}}}]\n",
        "agreement: {title: Avtale om samarbeid, signed: 2020-01-01, valid_until: 2028-01-01}\n",
    ]
    return (
        f'name: By nummer {number}\ncountry: "{chance.choice(COUNTRIES)}"\n'
        f"relation: {chance.choice(['sister_city', 'friendship', 'partnership'])}\n"
        f"status: {chance.choice(['active', 'active', 'dormant', 'ended', 'proposed'])}\n"
        + "".join(part for part in parts if chance.random() < 0.6)
    )


def project(number: int, partners: int, chance: random.Random) -> str:
    year = chance.randint(2010, 2027)
    statuses = ("idea", "applied", "planned", "active", "completed", "completed", "cancelled")
    kinds = ("own", "eu", "interreg", "nordic", "state", "county")
    parts = [
        f"period: {{start: {year}-0{chance.randint(1, 9)}-01, end: {year + chance.randint(1, 3)}-06-30}}\n",
        f"budget: {{currency: {chance.choice(['NOK', 'EUR', 'SEK'])}, total: {chance.randint(10, 9000) * 1000}, "
        f"own_by_year: {{{year}: {chance.randint(1, 50) * 1000}, {year + 1}: {chance.randint(1, 50) * 1000}}}}}\n",
        f"funding:\n  - {{source: X, kind: {chance.choice(kinds)}, amount: {chance.randint(1, 500) * 1000}, "
        f"status: {chance.choice(['granted', 'applied', 'rejected'])}}}\n",
        f"responsible: {{unit: {chance.choice(UNITS)}}}\n",
        f"sdgs: [{{goal: {chance.randint(1, 17)}}}]\n",
        f'strategy: {{principles: ["2.1"], goals: [{chance.randint(1, 4)}]}}\n',
        "goals: [{statement: Noe blir bedre}]\n",
    ]
    return (
        f"title: Prosjekt nummer {number} om samarbeid over landegrensene\nstatus: {chance.choice(statuses)}\n"
        f"partners: [by-{chance.randrange(partners)}, by-{chance.randrange(partners)}]\n"
        + "".join(part for part in parts if chance.random() < 0.65)
    )


if __name__ == "__main__":
    main()
