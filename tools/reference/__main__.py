"""`python -m tools.reference --write | --check`."""

from __future__ import annotations

import argparse
import sys

from tools import reference
from tools.reference.pages import FOLDERS, ROOT, pages


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.reference", description=reference.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", action="store_true", help="write the pages, and remove those that are no more")
    what.add_argument("--check", action="store_true", help="say which pages are not up to date")
    write = parser.parse_args().write
    wanted = {ROOT / path: text for path, text in pages()}
    there = {path for folder in FOLDERS.values() for path in (ROOT / folder).glob("*.md")}
    stale = 0
    for path in sorted(wanted.keys() | there):
        current = path.read_text(encoding="utf-8") if path.exists() else None
        text = wanted.get(path)
        if text == current:
            continue
        if not write:
            sys.stderr.write(f"{path.relative_to(ROOT)} is not up to date; run python -m tools.reference --write\n")
            stale = 1
        elif text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return stale


if __name__ == "__main__":
    sys.exit(main())
