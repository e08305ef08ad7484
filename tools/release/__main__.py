"""Makes a release out of the commit that is checked out.

    python -m tools.release                    wheel, source archive, bill of materials and checksums, in dist/
    python -m tools.release --need-audit       the same, and fails where no service could be asked of vulnerabilities
    python -m tools.release --output FOLDER    in another folder

Ends with 0 where all holds, 1 where something does not. Needs git, and the extra `release`.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from tools.release import contents
from tools.release.audit import Audit, Verdict, audit
from tools.release.building import Broken, Built, build_repeatedly, members, run
from tools.release.resolved import Resolved, resolve
from tools.release.sbom import must_be_valid, sbom

ROOT = Path(__file__).parents[2]


def tell(text: str) -> None:
    print(text, flush=True)


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def checked(built: Built) -> None:
    """Holds both files to what may lie in them, and to the checks of those who publish packages."""
    names = members(built.wheel)
    if wrong := contents.strangers(names):
        raise Broken(f"The wheel holds what it should not: {', '.join(wrong)}")
    if lacking := contents.missing(names):
        raise Broken(f"The wheel lacks {', '.join(lacking)}.")
    tracked = run("git", "ls-tree", "-r", "-z", "--name-only", "HEAD", cwd=ROOT).split("\0")[:-1]
    if differ := contents.untracked(members(built.sdist), tracked):
        raise Broken("The source archive is not what is committed:\n" + "\n".join(differ))
    run(sys.executable, "-I", "-m", "twine", "check", "--strict", str(built.wheel), str(built.sdist), cwd=ROOT)
    run(sys.executable, "-I", "-m", "check_wheel_contents", str(built.wheel), cwd=ROOT)


def told(resolved: Resolved, found: Audit, need_audit: bool) -> None:
    """Says what the audit came to; raises `Broken` where a release must not be made of it."""
    lines = "".join(f"\n  {line}" for line in found.lines)
    if found.verdict is Verdict.CLEAN:
        tell(f"Audited: {found.lines[-1]}.")
    elif found.verdict is Verdict.VULNERABLE:
        raise Broken(f"There are known vulnerabilities:{lines}")
    elif need_audit:
        raise Broken(f"Not audited, and --need-audit was given:{lines}")
    else:
        tell(f"NOT AUDITED: whether the {len(resolved.packages)} packages have vulnerabilities is not known.{lines}")


def make(output: Path, work: Path, need_audit: bool) -> None:
    """Makes the four files in `work`, and puts them into `output` once all of it holds."""
    commit = run("git", "rev-parse", "HEAD", cwd=ROOT).strip()
    if run("git", "status", "--porcelain", cwd=ROOT):
        tell("Something here is not committed, and will not be in it.")
    built = build_repeatedly(ROOT, work)
    checked(built)
    tell(f"Built from {commit[:12]}, five times, with the same bytes.")
    resolved = resolve(built.wheel, work)
    bill = work / f"{contents.SDIST}.cdx.json"
    bill.write_text(sbom(resolved, sha256(built.wheel)), encoding="utf-8", newline="\n")
    must_be_valid(bill)
    told(resolved, audit((package.pin for package in resolved.packages), work), need_audit)
    files = sorted((built.wheel, built.sdist, bill))
    output.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, output / file.name)
    sums = "".join(f"{sha256(file)}  {file.name}\n" for file in sorted(files, key=lambda each: each.name))
    (output / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    tell(sums.rstrip())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.release", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="the folder to put the files into")
    parser.add_argument("--need-audit", action="store_true", help="fail where no service could be asked")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        try:
            make(arguments.output.resolve(), Path(work), arguments.need_audit)
        except Broken as broken:
            print(broken, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
