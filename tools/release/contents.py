"""What may lie in the wheel and in the source archive. What no pattern allows is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intlstrat import __version__

METADATA = f"intlstrat-{__version__}.dist-info"
SDIST = f"intlstrat-{__version__}"

_NAME = r"[a-z0-9_-]+"
_RULES = rf"(?:strategy|(?:partner|project|record|portfolio)/{_NAME})\.yaml"

WHEEL: dict[str, str] = {
    "the program": rf"intlstrat/(?:{_NAME}/)*{_NAME}\.py",
    "the marker that it has types": r"intlstrat/py\.typed",
    "the strategy and its rules": rf"intlstrat/bundled_rules/{_RULES}",
    "translations, compiled": r"intlstrat/language/locale/(?:nb|nn)/LC_MESSAGES/intlstrat\.mo",
    "tables of codes": r"intlstrat/records/data/[a-z_]+\.(?:tsv|txt)",
    "outlines of countries, and whose they are": r"intlstrat/council/data/outlines\.(?:json|md)",
    "styles of the report": r"intlstrat/council/writers/paper\.(?:css|typ)",
    "the example: records": rf"intlstrat/authoring/eksempelvik/data/(?:waivers|(?:partners|projects)/{_NAME})\.yaml",
    "the example: rules": rf"intlstrat/authoring/eksempelvik/rules/{_RULES}",
    "the example: schemas": r"intlstrat/authoring/eksempelvik/schemas/[a-z]+\.schema\.json",
    "what a new data repo gets: settings": r"intlstrat/authoring/scaffold/every/dot-(?:[a-z]+|vscode/[a-z]+\.json)",
    "what a new data repo gets: words": r"intlstrat/authoring/scaffold/(?:nb|en)/README\.md",
    "what a new data repo gets: checks": (
        r"intlstrat/authoring/scaffold/(?:nb|en)/dot-(?:gitlab-ci\.yml|pre-commit-config\.yaml|github/workflows/[a-z]+\.yml)"
    ),
    "metadata": rf"{re.escape(METADATA)}/(?:METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)",
}
"""Everything that a wheel may hold, each kind with a pattern of its paths."""


def strangers(names: Iterable[str]) -> list[str]:
    """The paths of a wheel that no pattern allows."""
    return sorted(name for name in names if not any(re.fullmatch(pattern, name) for pattern in WHEEL.values()))


def missing(names: Iterable[str]) -> list[str]:
    """The kinds of files that a wheel has none of."""
    there = list(names)
    return [kind for kind, pattern in WHEEL.items() if not any(re.fullmatch(pattern, name) for name in there)]


def untracked(names: Iterable[str], tracked: Iterable[str]) -> list[str]:
    """How the paths of a source archive differ from what is committed: `+ path` is too much, `- path` is too little."""
    wanted = {f"{SDIST}/{name}" for name in tracked} | {f"{SDIST}/PKG-INFO"}
    there = set(names)
    return [*(f"+ {name}" for name in sorted(there - wanted)), *(f"- {name}" for name in sorted(wanted - there))]
