"""Coverage-guided fuzzing with atheris: `python tests/fuzz/fuzz.py [TARGET …] --seconds 60`.

The targets run one after another, each in a process of its own, which has 2 seconds of a core for an input, and
512 MB.
What is found lands in the work folder, one file for each place in the code that fails; the run goes on. At the end
stand the figures, and the exit is 1 where something was found. An input that is mended belongs in `corpus/TARGET`.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SECONDS_AN_INPUT, MEGABYTES = 2, 512
SECONDS_BY_THE_CLOCK = 60
"""When an input is given up. Others may use the machine too, so what an input takes is measured on its core."""
MOST_BYTES = 4096
_LAST = re.compile(r"#(\d+)\s+\S+\s+cov: (\d+) ft: (\d+) corp: (\d+)/(\S+)")


@dataclass
class Figures:
    """What a run of one target came to."""

    target: str
    executions: int = 0
    seconds: float = 0.0
    edges: int = 0
    features: int = 0
    corpus: int = 0
    failed: bool = False
    found: list[Path] = field(default_factory=list)

    def line(self) -> str:
        rate = self.executions / self.seconds if self.seconds else 0
        return (
            f"{self.target}: {self.executions} inputs in {self.seconds:.0f} s ({rate:.0f} a second), "
            f"{self.edges} edges, {self.features} features, {self.corpus} in the corpus, {len(self.found)} found"
        )


def main(arguments: list[str]) -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(HERE)]
    options = _options(arguments)
    if options.child:
        _child(options)
    if importlib.util.find_spec("atheris") is None:
        print("Fuzzing needs atheris: pip install -e '.[fuzz]' (Linux on x86-64, Python up to 3.13).", file=sys.stderr)
        return 2
    from fuzz_targets import TARGETS

    names = options.target or list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        print(f"There is no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}.", file=sys.stderr)
        return 2
    figures = [_run(name, options) for name in names]
    for each in figures:
        print(each.line())
        for path in each.found:
            # The work folder may be gone when this is read, in CI: the input itself is in the log too.
            print(f"  {path}: {path.read_bytes()!r}")
    return 1 if any(each.found or each.failed for each in figures) else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Coverage-guided fuzzing of reading, rule loading and fix.")
    parser.add_argument("target", nargs="*", help="record, rule or fix; all of them when left out")
    parser.add_argument("--seconds", type=int, default=60, help="how long each target runs (60)")
    parser.add_argument("--seed", type=int, default=1, help="where the random numbers begin (1)")
    parser.add_argument("--work", type=Path, default=ROOT / ".fuzz", help="the folder of corpora and findings (.fuzz)")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _run(name: str, options: argparse.Namespace) -> Figures:
    """Fuzzes one target until its time is over; a process that an input ended is started again."""
    from fuzz_targets import seeds

    folder = options.work / name
    corpus, found = folder / "corpus", folder / "found"
    for each in (corpus, found, folder / "seeds"):
        each.mkdir(parents=True, exist_ok=True)
    for number, (label, content) in enumerate(seeds(name)):
        (folder / "seeds" / f"{number:04d}-{label}").write_bytes(content)
    before = set(found.iterdir())
    figures, begun = Figures(name), time.monotonic()
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        while (left := int(options.seconds - (time.monotonic() - begun))) > 0:
            log.flush()
            start = log.tell()
            command = [sys.executable, __file__, "--child", name, "--work", str(options.work)]
            ended = subprocess.run(
                [*command, "--seconds", str(left), "--seed", str(options.seed)], stdout=log, stderr=log, check=False
            )
            _count(figures, (folder / "log.txt").read_text(encoding="utf-8", errors="replace")[start:])
            if ended.returncode == 0:
                break
            if not set(found.iterdir()) - before:  # it was no input: it did not start
                figures.failed = True
                print((folder / "log.txt").read_text(encoding="utf-8", errors="replace")[-2000:], file=sys.stderr)
                break
    figures.seconds = time.monotonic() - begun
    figures.found = sorted(path for path in set(found.iterdir()) - before if path.suffix != ".txt")
    return figures


def _count(figures: Figures, log: str) -> None:
    lines = _LAST.findall(log)
    if lines:
        executions, edges, features, corpus, _ = lines[-1]
        figures.executions += int(executions)
        figures.edges, figures.features, figures.corpus = int(edges), int(features), int(corpus)


def _child(options: argparse.Namespace) -> None:
    """Runs libFuzzer in this process; it does not come back."""
    import atheris

    with atheris.instrument_imports(include=["intlstrat"]):
        from fuzz_targets import TARGETS
    (name,) = options.target
    folder = options.work / name
    flags = [
        f"-max_total_time={options.seconds}",
        f"-seed={options.seed}",
        f"-timeout={SECONDS_BY_THE_CLOCK}",
        f"-report_slow_units={SECONDS_BY_THE_CLOCK}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-max_len={MOST_BYTES}",
        f"-dict={HERE / 'yaml.dict'}",
        f"-artifact_prefix={folder / 'found'}/",
        "-print_final_stats=1",
    ]
    atheris.Setup(
        [sys.argv[0], *flags, str(folder / "corpus"), str(folder / "seeds")],
        _noted(TARGETS[name], folder / "found"),
        enable_python_coverage=True,
    )
    atheris.Fuzz()


def _noted(target: Any, found: Path) -> Any:
    """The target, but what it raises is noted once for each place in the code, and the run goes on."""
    seen: set[str] = set()

    def run(data: bytes) -> None:
        begun = time.process_time()
        try:
            target(data)
            taken = time.process_time() - begun
            assert taken <= SECONDS_AN_INPUT, f"It took {taken:.1f} s."
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            ours = [frame for frame in frames if str(ROOT) in frame.filename]
            place = f"{type(error).__name__}-{Path(ours[-1].filename).stem}-{ours[-1].lineno}"
            if place not in seen:
                seen.add(place)
                (found / f"{place}.yaml").write_bytes(data)
                (found / f"{place}.txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
                print(f"FOUND {place}", file=sys.stderr, flush=True)

    return run


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
