"""What `intlstrat init` is to write: every file of a new data repo and its bytes, from what the tool carries.

Where a folder has rules or records of its own already, the example's are not mixed into them: rules of two strategies
do not work together, and nobody wants an invented town among the real ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

Files = Mapping[str, bytes]
"""Paths relative to the data repo's root, with "/", and what stands in each file."""

RULES, RECORDS, README = "rules/", "data/", "README.md"
_KEPT = ("data/partners/.gitkeep", "data/projects/.gitkeep")
"""Git keeps no empty folder, and the folders must be there when the examples are gone."""
_STRATEGY = "rules/strategy.yaml"
_HIDDEN = "dot-"
"""How the name of a template begins whose file is hidden; a hidden template would be easy to lose on the way."""


class Wish(Struct, frozen=True):
    """What was asked for: the language of the texts, the version that the checks install, and no examples.

    `readme` is the name of the file for the reader, who may have a `README.md` of another kind.
    """

    language: str
    version: str
    empty: bool
    readme: str = README
    package: str = ""
    """What the checks install, as pip takes it; this version of intlstrat by its name when left out."""


class Plan(Struct, frozen=True):
    """The files to write, and the folders that are left alone because they hold rules or records of their own."""

    files: Files
    own: tuple[str, ...]


def example(eksempelvik: Files, language: str) -> dict[str, bytes]:
    """The example's rules and records; its strategy speaks the language that was asked for."""
    files = {path: content for path, content in eksempelvik.items() if path.startswith((RULES, RECORDS))}
    if language == "en":
        files[_STRATEGY] = _in_english(files[_STRATEGY])
    return files


def _in_english(strategy: bytes) -> bytes:
    lines = strategy.decode("utf-8").splitlines(keepends=True)
    return "".join(
        "language: en # of messages and reports when nobody asks for another\n"
        if line.startswith("language:")
        else line
        for line in lines
    ).encode()


def spoken(eksempelvik: Files, there: Files, asked: str) -> str:
    """The language of the example: the one in which it is there already, else the one that was asked for."""
    found = there.get(_STRATEGY)
    return next((code for code in (asked, "nb", "en") if example(eksempelvik, code)[_STRATEGY] == found), asked)


def is_own(there: Files, example: Files, folder: str) -> bool:
    """Whether a folder holds anything but files of the example as they came."""
    return any(path.startswith(folder) and example.get(path) != content for path, content in there.items())


def plan(example: Files, templates: Files, schemas: Files, there: Files, wish: Wish) -> Plan:
    """The whole data repo, given the rules and records that are there already.

    `templates` lie in a folder for every language and one for each; `schemas` have been made from the strategy that
    will apply.
    """
    own = [folder for folder in (RULES, RECORDS) if is_own(there, example, folder)]
    files = {path: content for path, content in example.items() if path.startswith(RULES) and RULES not in own}
    # The example's records use the example's codes, so they go with its rules only.
    if not own and not wish.empty:
        files |= {path: content for path, content in example.items() if path.startswith(RECORDS)}
    if RECORDS not in own:
        files |= dict.fromkeys(_KEPT, b"")
    files |= schemas
    for path, content in templates.items():
        folder, _, name = path.partition("/")
        if folder in ("every", _texts(wish.language)):
            files[wish.readme if name == README else _visible(name)] = _filled(content, wish)
    return Plan(dict(sorted(files.items())), tuple(own))


def _filled(template: bytes, wish: Wish) -> bytes:
    """A template without what is only for the other of the two: a data repo with examples, or an empty one."""
    other = b"EXAMPLES" if wish.empty else b"EMPTY"
    text = re.sub(rb"@%s\{@\n.*?@\}%s@\n" % (other, other), b"", template, flags=re.DOTALL)
    text = re.sub(rb"@(?:EXAMPLES|EMPTY)\{@\n|@\}(?:EXAMPLES|EMPTY)@\n", b"", text)
    text = re.sub(rb"\n{3,}", b"\n\n", text)
    package = wish.package or f"intlstrat=={wish.version}"
    return text.replace(b"@PACKAGE@", package.encode()).replace(b"@VERSION@", wish.version.encode())


def _texts(language: str) -> str:
    """The folder of templates in a language; nynorsk has the texts in bokmål."""
    return "en" if language == "en" else "nb"


def _visible(name: str) -> str:
    parts = name.split("/")
    return "/".join(f".{part.removeprefix(_HIDDEN)}" if part.startswith(_HIDDEN) else part for part in parts)
