"""The message catalogues: finds every text in the code, brings the translations up to date, and compiles them.

`python -m tools.catalogue --write` updates `*.po` and `*.mo`; `--check` says whether they are up to date and complete;
`--missing` shows the texts that have no translation, each after its language.
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "intlstrat" / "language" / "locale"
LANGUAGES = ("nb", "nn")
# The functions that mark a text, and how many of their arguments are texts: with two, a singular and its plural.
KEYWORDS = {"msg": 1, "msg_n": 2, "N_": 1, "text": 1, "plural": 2, "counted": 2}


def template() -> Catalog:
    """Every text that the code marks.

    Babel's own reader goes by tokens: since 2.19 it takes `text[…]`, a part of a variable, for a call of `text`.
    """
    catalog = Catalog(project="intlstrat", fuzzy=False)
    for path in sorted((ROOT / "intlstrat").rglob("*.py")):
        location = path.relative_to(ROOT).as_posix()
        for text in _marked(path.read_bytes()):
            catalog.add(text, locations=[(location, None)])  # type: ignore[list-item]  # no line numbers, as Babel allows
    return catalog


def _marked(source: bytes) -> Iterator[str | tuple[str, ...]]:
    """The texts that a file marks, from top to bottom; a singular and its plural are a pair."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        texts = tuple(_text(each) for each in call.args[: KEYWORDS.get(name, 0)])
        if texts and all(texts):
            yield texts if len(texts) > 1 else texts[0]


def _text(node: ast.expr) -> str:
    """The text that an argument is; empty where it is anything else, a name for one."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def updated(language: str) -> Catalog:
    """The language's catalogue with the texts of today; translations of texts that are gone are dropped."""
    path = po_path(language)
    catalog = Catalog(locale=language, project="intlstrat", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as text, without dates or versions, so that the same texts give the same bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, omit_header=True, no_location=False, sort_output=True, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {}\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return header.format(catalog.locale_identifier).encode() + buffer.getvalue()


def mo_bytes(content: bytes, language: str) -> bytes:
    """The compiled catalogue. Babel puts a date into it: a fixed one, so that the same texts give the same bytes.

    Texts without a translation are left out, so that they come in the next language that has them. Babel itself would
    write a plural without translations in English.
    """
    buffer = io.BytesIO()
    catalog = read_po(io.BytesIO(content), locale=language)
    for text in list(missing(catalog)):
        catalog.delete(text)
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(buffer, catalog)
    return buffer.getvalue()


def texts(content: bytes) -> dict[str, object]:
    """What a compiled catalogue holds, without its header, in which Babel names its own version."""
    return {str(message.id): message.string for message in read_mo(io.BytesIO(content)) if message.id}


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "intlstrat.po"


def missing(catalog: Catalog) -> Iterator[str]:
    """The texts that have no translation."""
    for message in catalog:
        texts = message.string if isinstance(message.string, list | tuple) else (message.string,)
        if message.id and not all(texts):
            yield message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    for name in ("write", "check", "missing"):
        what.add_argument(f"--{name}", action="store_true")
    chosen = parser.parse_args()
    stale = 0
    for language in LANGUAGES:
        catalog = updated(language)
        content = po_bytes(catalog)
        po, mo = po_path(language), po_path(language).with_suffix(".mo")
        lacking = list(missing(catalog))
        if chosen.write:
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_bytes(content)
            mo.write_bytes(mo_bytes(content, language))
        elif chosen.missing:
            sys.stdout.writelines(f"{language}: {text!r}\n" for text in lacking)
        current = po.exists() and po.read_bytes() == content
        current = current and mo.exists() and texts(mo.read_bytes()) == texts(mo_bytes(content, language))
        if lacking or not current:
            sys.stderr.write(f"{language}: {len(lacking)} texts are not translated; up to date: {current}\n")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
