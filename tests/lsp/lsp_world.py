"""The data that the language server is tried on, and what `intlstrat check` says of it."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lsp_client import REPOSITORY, Client
from lsprotocol import types

from intlstrat.cli.main import main
from intlstrat.formats.terminal import one_line
from intlstrat.language import Language
from intlstrat.lsp.fields import FileKind
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import File, Library
from intlstrat.lsp.state import PackShelf, library_of, read_disk

DAY = "2026-06-30"
LEVELS = {"error": 1, "warning": 2, "note": 3}

Told = tuple[str, int, int, int, int, str, str, str, int, tuple[str, ...]]
"""Path, line and column from and to, rule, message, fix, severity, clauses."""


def shipped(folder: Path) -> Path:
    """The data and rules that come with the tool, in a folder of their own."""
    for name in ("data", "rules"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return folder


def check(root: Path, *arguments: str) -> dict[str, Any]:
    """What `intlstrat check --format json` says of a data repo."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(said):
        code = main(["check", "--format", "json", "--as-of", DAY, "--lang", "nb", "--root", str(root), *arguments])
    assert code in (0, 1)
    said.flush()
    assert isinstance(said.buffer, io.BytesIO)
    found: dict[str, Any] = json.loads(said.buffer.getvalue())
    return found


def of_check(root: Path, *arguments: str) -> list[Told]:
    """The findings of `check`, each as often as it is to be told: in every record that it names."""
    return sorted(told for finding in check(root, *arguments)["findings"] for told in _of_finding(finding, root))


def _of_finding(finding: Mapping[str, Any], root: Path) -> Iterable[Told]:
    waived = finding["outcome"] == "waived"
    said = (finding["rule"], one_line(finding["message"]), "" if waived else one_line(finding["fix"]))
    rest = (*said, 4 if waived else LEVELS[finding["severity"]], tuple(finding["clauses"]))
    places = [finding["location"]]
    if finding["subject"]["kind"] == "portfolio":
        places += [other["location"] for other in finding["related"]]
    if finding["location"]["path"] is None:
        places = [_in_strategy(finding["clauses"], root)]
    for place in {place["path"]: place for place in reversed(places)}.values():
        yield (place["path"], place["line"], place["column"], place["end_line"], place["end_column"], *rest)


def _in_strategy(clauses: Sequence[str], root: Path) -> Mapping[str, Any]:
    """The line of the strategy that defines the first clause."""
    lines = (root / "rules/strategy.yaml").read_text(encoding="utf-8").splitlines()
    wanted = f'  - id: "{clauses[0]}"'
    number = lines.index(wanted) + 1
    place = {"line": number, "column": 5, "end_line": number, "end_column": len(wanted) + 1}
    return {"path": "rules/strategy.yaml", **place}


def of_server(client: Client, root: Path) -> list[Told]:
    """The findings that the server has told of a data repo."""
    found = []
    for uri, params in client.diagnostics.items():
        path = relative(uri, root)
        if path is not None:
            found += [_told(path, diagnostic) for diagnostic in params.diagnostics]
    return sorted(found)


def relative(uri: str, root: Path) -> str | None:
    lead = f"{root.as_uri()}/"
    return uri[len(lead) :] if uri.startswith(lead) else None


def _told(path: str, found: types.Diagnostic) -> Told:
    message, *rest = found.message.split("\n")
    waived = found.severity == types.DiagnosticSeverity.Hint
    fix = "" if waived else rest[0].partition(": ")[2]
    if waived:
        message = message.partition(": ")[2]
    assert found.source == "intlstrat"
    assert isinstance(found.data, dict)
    start, end = found.range.start, found.range.end
    return (
        path, start.line + 1, start.character + 1, end.line + 1, end.character + 1, str(found.code), message, fix,
        int(found.severity or 0), tuple(found.data["clauses"]),
    )  # fmt: skip


def settled(client: Client, root: Path, expected: list[Told]) -> None:
    """Waits until the server tells what is expected; fails with the difference where it does not."""
    try:
        client.until(lambda: of_server(client, root) == expected, patience=15)
    except AssertionError:
        found = of_server(client, root)
        missing, more = (
            [each for each in expected if each not in found],
            [each for each in found if each not in expected],
        )
        raise AssertionError(f"not told: {missing[:5]}\ntold without reason: {more[:5]}") from None


def at(text: str, word: str, number: int = 1) -> tuple[int, int]:
    """Line and column (UTF-16) of a word, or of the place of a `|` in it."""
    cursor = word.find("|")
    plain = word.replace("|", "", 1)
    start = -1
    for _ in range(number):
        start = text.index(plain, start + 1)
    offset = start + max(cursor, 0)
    line = text.count("\n", 0, offset)
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return line, len(before.encode("utf-16-le")) // 2


def known(language: str = "nb", data: Path = REPOSITORY) -> Known:
    """What answers about the shipped data are made from, without a server."""
    disk = read_disk(data, REPOSITORY / "rules")
    library = library_of(disk.inputs, disk.rules, Library({}, {}))
    return Known(Language(language), PackShelf().rules(disk.rules, saved=False).pack, library, DAY)


def record(text: str, kind: FileKind = "project") -> File:
    """A file that stands nowhere else."""
    paths: dict[str, str] = {"partner": "data/partners/x.yaml", "waivers": "data/waivers.yaml"}
    return File("data", paths.get(kind, "data/projects/x.yaml"), kind, text.encode())
