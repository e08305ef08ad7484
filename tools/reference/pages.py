"""All the pages, and where each lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from intlstrat.language import Language
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack
from tools.reference.command_pages import commands_page
from tools.reference.fields import field_page
from tools.reference.rule_pages import SUBJECTS, clauses_page, has_rules, parameters_page, rules_page, subject_page
from tools.reference.words import ABOUT
from tools.reference.writing import Book, whole

ROOT: Final = Path(__file__).parents[2]
FOLDERS: Final = {"nb": "docs/referanse", "en": "docs/reference"}
"""The folder of each language."""


def shipped() -> Pack:
    """The pack of this repository."""
    folder = ROOT / "rules"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}
    loaded = load_pack(files, examples=False)
    if loaded.pack is None:
        raise SystemExit(f"{folder}: {loaded.problems}")
    return loaded.pack


def pages() -> Iterator[tuple[str, str]]:
    """Every page: its path from the root of the repository, and its Markdown."""
    pack = shipped()
    for code, folder in FOLDERS.items():
        book = Book(Language(code), pack)
        for name, page in of_book(book).items():
            yield f"{folder}/{book.file(name)}", page


def of_book(book: Book) -> dict[str, str]:
    """The pages of one language by their names."""
    found = {kind: field_page(book, kind) for kind in ("project", "partner", "waivers")}
    found["rules"] = rules_page(book)
    found |= {f"rules-{subject}": subject_page(book, subject) for subject in SUBJECTS if has_rules(book, subject)}
    found |= {"commands": commands_page(book), "parameters": parameters_page(book), "clauses": clauses_page(book)}
    return {"index": _index(book, list(found)), **found}


def _index(book: Book, names: list[str]) -> str:
    about = ABOUT[book.language.code]
    lines = []
    for name in names:
        inner = name.startswith("rules-")
        told = "" if inner else f": {about[name].partition('. ')[0].rstrip('.')}."
        lines.append(f"{'  ' if inner else ''}- [{book.title(name)}]({book.file(name)}){told}")
    return whole([*book.head("index"), "\n".join(lines)])
