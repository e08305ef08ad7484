"""Sends a signal at hundreds of moments of a real process, by the clock; by hand, because it takes minutes.

    python tests/faults/sweep.py --moments 300 --signal SIGINT check --output ut.json
    python tests/faults/sweep.py --script .venv/bin/intlstrat report --output ut.pdf

The moments are spread evenly from the start of the process to a little past its end. What came of them is counted: the
exit, what stands last on standard error, and whether anything was left in halves, with the first and the last moment.

    python tests/faults/sweep.py --every 3000 report --format html

takes a thousand moments of one process, at every so many calls of a function (`hook/forks.py`; Linux only).
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[0]), *(str(Path(__file__).parents[1] / part) for part in ("", "cli"))]
sys.path.insert(0, str(Path(__file__).parents[2]))

from faults_world import MENDABLE, TRACES, Place, place  # noqa: E402 - a script finds them only now


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--moments", type=int, default=100)
    options.add_argument("--signal", default="SIGINT")
    options.add_argument("--records", type=int, default=300)
    options.add_argument("--script", help="the installed intlstrat, in place of python -m intlstrat")
    options.add_argument("--group", action="store_true", help="to the whole process group, as from a terminal")
    options.add_argument("--every", type=int, help="fork at every so many calls, in place of many processes")
    options.add_argument("--life", type=float, help="seconds; of a process that does not end by itself")
    asked, arguments = options.parse_known_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder:
        records = {f"data/projects/p{number:04}.yaml": MENDABLE for number in range(asked.records)}
        made = place(Path(folder), records)
        command = [asked.script] if asked.script else [sys.executable, "-P", "-m", "intlstrat"]
        command += arguments
        if asked.every:
            made.run(*arguments)
            faults = {"FAULT_EVERY": str(asked.every), "FAULT_SIGNAL": str(int(getattr(signal, asked.signal)))}
            environment = {**made.environment(), **faults}
            subprocess.run(command, cwd=made.repo, env=environment, stdout=subprocess.DEVNULL, check=False)
        else:
            sweep(made, command, asked)


def sweep(made: Place, command: list[str], asked: argparse.Namespace) -> None:
    """Runs the command to its end twice (the first fills the cache), and then to each moment."""
    first = made.files()
    for _ in range(0 if asked.life else 2):
        began = time.monotonic()
        subprocess.run(command, cwd=made.repo, env=made.environment(), capture_output=True, check=False)
        lasted = time.monotonic() - began
    whole = made.files()
    life = asked.life or lasted
    found: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for moment in range(asked.moments):
        for path in made.files().keys() - first.keys():
            (made.root / path).unlink()
        for path, content in first.items():
            (made.root / path).write_bytes(content)
        after = 1.1 * life * moment / asked.moments
        exit_, err = struck(command, made, asked, after)
        halves = [path for path, content in made.files().items() if content not in (first.get(path), whole.get(path))]
        trace = any(each in err for each in TRACES)
        found[exit_, trace, bool(halves or made.left_over()), (err.splitlines() or [""])[-1][:60]].append(after)
        if trace or halves or made.left_over():
            print(f"{after:.4f}", halves, made.left_over(), err, sep="\n")
    print(" ".join(command[-4:]), asked.signal, f"{asked.moments} moments in {life:.2f} s", flush=True)
    for (code, has_trace, is_half, said), moments in sorted(found.items(), key=lambda each: each[1][0]):
        when = f"{moments[0]:.3f}–{moments[-1]:.3f} s"
        print(f"  {len(moments):4} × exit {code}, trace {has_trace}, halves {is_half}, {said!r}: {when}")


def struck(command: list[str], made: Place, asked: argparse.Namespace, after: float) -> tuple[int, str]:
    """The exit, and what was said, of a process that gets the signal after so many seconds."""
    with subprocess.Popen(
        command, cwd=made.repo, env=made.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True,
    ) as process:  # fmt: skip
        time.sleep(after)
        (os.killpg if asked.group else os.kill)(process.pid, getattr(signal, asked.signal))
        try:
            _, err = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            return 999, "it goes on"
        return process.returncode, err.decode("utf-8", "replace")


if __name__ == "__main__":
    main()
