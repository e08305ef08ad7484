"""The JSON Schemas beside the data: in bokmål, with the codes of the strategy that the data stand under.

`python -m tools.schemas --write` writes them; `--check` says which are not up to date. The names of countries and
currencies come from the installed libraries and may differ from one release to the next, so they are not compared.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from intlstrat.formats.schemas import SCHEMAS, json_schema
from intlstrat.language import Language
from intlstrat.rules.model import Strategy
from intlstrat.rules.read import read_strategy

ROOT = Path(__file__).parent.parent
FOLDERS: Mapping[Path, Path] = {
    ROOT / "rules": ROOT / "schemas",
    ROOT / "intlstrat/authoring/eksempelvik/rules": ROOT / "intlstrat/authoring/eksempelvik/schemas",
}
"""The folders of rules, and where the schemas of each lie."""

WRITTEN = tuple(name for name in SCHEMAS if name != "findings")
_FROM_LIBRARIES = ("country", "country_or_nothing", "currency", "currency_or_nothing")


def strategy_in(folder: Path) -> Strategy:
    """The strategy of a folder of rules."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}
    strategy, _, problems = read_strategy(files)
    if strategy is None:
        raise SystemExit(f"{folder}: {problems}")
    return strategy


def schemas() -> Iterator[tuple[Path, str]]:
    """Every schema file, and what should stand in it."""
    for rules, folder in FOLDERS.items():
        strategy = strategy_in(rules)
        for name in WRITTEN:
            schema = json_schema(name, Language("nb"), strategy)
            yield folder / f"{name}.schema.json", json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def same(one: str, other: str) -> bool:
    """Whether two schemas are the same but for what comes from the installed libraries."""
    return _ours(one) == _ours(other)


def _ours(content: str) -> object:
    schema = json.loads(content)
    for name in _FROM_LIBRARIES:
        schema["$defs"].pop(name, None)
    return schema


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", action="store_true", help="write the files")
    what.add_argument("--check", action="store_true", help="say which files are not up to date")
    chosen = parser.parse_args()
    stale = 0
    for path, content in schemas():
        if chosen.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
        elif not path.exists() or not same(path.read_text(encoding="utf-8"), content):
            sys.stderr.write(f"{path.relative_to(ROOT)} is not up to date; run python -m tools.schemas --write\n")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
