"""How long `check --watch` takes from a save until the screen shows what it changed; run by hand.

    python benchmarks/watch_latency.py [--records 500] [--saves 20]

Records are made up, in a temporary folder, held to the rules of this repo; the watch runs in a process of its own on a
pseudo-terminal of 120 columns and 40 rows. Time is counted from when the file has been written until the last byte of
the new view has come, and the processor time of the watch beside it: on a machine that has other work to do, the first
says more of the machine than of the watch. A plain check of the same records is timed in the same run.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
DRAWN = b"\x1b[?2026l"
COUNTRIES = ("DK", "SE", "FI", "IS", "UA", "DE", "PL", "EE", "LV", "LT", "NL", "FR")
UNITS = ("Kultur og idrett", "Skole", "Teknisk", "Helse")


def records(folder: Path, number: int) -> None:
    """Writes records of which much is missing, as it is in the first year; the same every time."""
    chance = random.Random(1)
    partners, projects = folder / "data/partners", folder / "data/projects"
    for each in (partners, projects):
        each.mkdir(parents=True)
    for place in range(number // 6):
        lines = [f"name: By nummer {place}", f'country: "{chance.choice(COUNTRIES)}"', "relation: sister_city"]
        lines.append(f"status: {chance.choice(('active', 'active', 'dormant', 'ended'))}")
        lines += [f"responsible: {{unit: {chance.choice(UNITS)}}}"] * chance.randint(0, 1)
        (partners / f"by-{place}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for place in range(number - number // 6):
        year = chance.randint(2010, 2027)
        lines = [f"title: Prosjekt nummer {place} om samarbeid over landegrensene"]
        lines.append(f"status: {chance.choice(('idea', 'applied', 'planned', 'active', 'completed'))}")
        lines.append(f"partners: [by-{chance.randrange(number // 6)}]")
        more = (
            f"period: {{start: {year}-03-01, end: {year + 2}-06-30}}",
            f"budget: {{currency: NOK, total: {chance.randint(10, 9000)}000}}",
            f"responsible: {{unit: {chance.choice(UNITS)}}}",
            f"sdgs: [{{goal: {chance.randint(1, 17)}}}]",
            "goals: [{statement: Noe blir bedre}]",
        )
        lines += [line for line in more if chance.random() < 0.7]
        (projects / f"prosjekt-{place}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def plain_check(folder: Path) -> tuple[float, float]:
    """The seconds that a check takes, start and all; and those of the processor."""
    began, spent = time.perf_counter(), os.times()
    subprocess.run(command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(), check=False)
    after = os.times()
    taken = after.children_user + after.children_system - spent.children_user - spent.children_system
    return time.perf_counter() - began, taken


def command(folder: Path, *more: str) -> list[str]:
    check = [sys.executable, "-m", "intlstrat", "check", "--root", str(folder)]
    return [*check, "--rules", str(REPOSITORY / "rules"), *more]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm-256color"}


def until_drawn(descriptor: int, seconds: float) -> bool:
    """Reads until a view has been drawn; False where none came in time."""
    end, seen = time.monotonic() + seconds, b""
    while DRAWN not in seen:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return False
        seen = seen[-16:] + os.read(descriptor, 65536)
    return True


def processor_time(process: int) -> float:
    """The seconds of processor time that a process has taken (Linux only; 0 elsewhere)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def latencies(folder: Path, saves: int) -> tuple[list[float], float, float]:
    """The seconds of each save, the processor time of one on average, and that of a second in which nothing happens."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    found, spent = [], 0.0
    with subprocess.Popen(
        command(folder, "--watch"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(),
        start_new_session=True,
    ) as process:
        os.close(theirs)
        if not until_drawn(ours, 120):
            raise SystemExit("The watch did not begin.")
        time.sleep(3)
        idle = processor_time(process.pid)
        time.sleep(3)
        idle = (processor_time(process.pid) - idle) / 3
        for number in range(saves + 2):  # the first two warm it up
            path = folder / f"data/projects/prosjekt-{number}.yaml"
            text = path.read_text(encoding="utf-8") + f"budgett: {{total: {number}}}\n"
            before = processor_time(process.pid)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            began = time.perf_counter()
            if not until_drawn(ours, 60):
                raise SystemExit(f"Nothing was shown after save number {number}.")
            if number >= 2:
                found.append(time.perf_counter() - began)
            time.sleep(1.1)
            if number >= 2:
                spent += processor_time(process.pid) - before
        os.write(ours, b"q")
        while select.select([ours], [], [], 5)[0]:
            try:
                if not os.read(ours, 65536):
                    break
            except OSError:
                break
        process.wait(30)
    os.close(ours)
    return found, spent / saves - 1.1 * idle, idle


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description="Times check --watch from a save to the screen.")
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--saves", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records(folder, chosen.records)
        checks = [plain_check(folder) for _ in range(3)]
        found, spent, idle = latencies(folder, chosen.saves)
    print(f"{chosen.records} records, {chosen.saves} saves")
    print(f"save to screen: median {statistics.median(found) * 1000:.0f} ms, worst {max(found) * 1000:.0f} ms")
    print(f"processor time a save: {spent * 1000:.0f} ms; of a second of waiting: {idle * 1000:.0f} ms")
    wall, processor = min(checks)
    print(f"a plain check, start and all: {wall * 1000:.0f} ms, of the processor {processor * 1000:.0f} ms")


if __name__ == "__main__":
    main()
