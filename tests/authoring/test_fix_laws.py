"""What holds of every mending, whatever a file holds: nothing is lost, nothing is decided, twice is once."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from fixing import KNOWN, PATHS, mending, must_hold
from hypothesis import given, settings
from hypothesis import strategies as st

from intlstrat.authoring.fix import Kind, Known, mend
from intlstrat.authoring.fix.proof import holds
from intlstrat.authoring.fix.wants import Want
from intlstrat.files import InputFile, Inputs, read_pack
from intlstrat.load import load
from intlstrat.rules.read import read_strategy
from intlstrat.rules.strategy_codes import strategy_codes

REPOSITORY = Path(__file__).parents[2]
EKSEMPELVIK = REPOSITORY / "intlstrat" / "authoring" / "eksempelvik"
KINDS: dict[str, Kind] = {"partners": "partner", "projects": "project"}


@cache
def known(root: Path) -> Known:
    """What the records of a data repo may name."""
    files = read_pack(root / "rules")
    assert isinstance(files, dict)
    strategy, _, _ = read_strategy(files)
    assert strategy is not None
    partners = frozenset(path.stem for path in (root / "data" / "partners").glob("*.yaml"))
    return Known(strategy_codes(strategy), partners, frozenset(Path(path).stem for path in files))


def records(root: Path) -> list[tuple[Kind, Path]]:
    return [(KINDS.get(path.parent.name, "waivers"), path) for path in sorted((root / "data").rglob("*.yaml"))]


EXAMPLES = [(kind, path.read_text(encoding="utf-8")) for kind, path in records(EKSEMPELVIK)]


@pytest.mark.parametrize(
    ("root", "kind", "path"),
    [(root, kind, path) for root in (REPOSITORY, EKSEMPELVIK) for kind, path in records(root)],
    ids=lambda value: value.stem if isinstance(value, Path) else str(value),
)
def test_no_record_that_we_ship_needs_mending(root: Path, kind: Kind, path: Path) -> None:
    content = path.read_bytes()
    found = mend(kind, path.name, content, known(root))
    assert (found.mends, found.content) == ((), content)


@given(st.binary(max_size=200), st.sampled_from(list(PATHS)))
def test_no_bytes_are_too_much(content: bytes, kind: Kind) -> None:
    must_hold(content, kind)


PIECES = st.sampled_from(
    [
        *("titel", "title", "Status", "status", "goals", "statment", "areas", "partners", "budget", "total", "period"),
        *("start", "country", "waivers", "rule", ": ", ":\n", "\n", "\n  ", "\n- ", "  - ", "[", "]", "{", "}", ", "),
        *("&a ", "*a", "!x ", "<<", "# c\n", '"', "'", "|\n", ">-\n", "\r\n", "\t", "---\n", "...", "? ", "\ufeff"),
        *("Active", "active", "05.06.2024", "5/6/2024", "4.200.000", "kr 5", "NO", "8.10", "Norge", "Culture", "~"),
        *("project-gaols", "Aalborg", "\u2028", "\x85", "é", "🎉", "1 200", "ja", "null"),
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=25), st.sampled_from(list(PATHS)))
def test_no_yaml_is_too_much(pieces: list[str], kind: Kind) -> None:
    must_hold("".join(pieces).encode(), kind)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[Kind, bytes]:
    """A good record with some slips of the pen in it."""
    kind, text = draw(st.sampled_from(EXAMPLES))
    for slip in draw(st.lists(st.sampled_from(SLIPS), min_size=1, max_size=5)):
        found = list(re.finditer(slip, text))
        if found:
            match = draw(st.sampled_from(found))
            text = text[: match.start()] + SLIP[slip](match[0]) + text[match.end() :]
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return kind, text.encode()


SLIP: dict[str, Callable[[str], str]] = {
    r"(?<=[ {])[a-z_]{4,}(?=:)": lambda word: word[:2] + word[3] + word[2] + word[4:],
    r"(?<=\n)[a-z_]{4,}(?=:)": lambda word: word.capitalize(),
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}": lambda day: ".".join(reversed(day.split("-"))),
    r"(?<=: )[0-9]{4,}(?=\n|[,}])": lambda amount: f"kr {amount}",
    r"(?<=\[)[a-z_-]+(?=\])": lambda word: word.upper(),
    r"\[[a-z_-]+\]": lambda word: word[1:-1],
    r"(?<=\n  )- (?=[a-z]+:)": lambda hyphen: "  ",
    r'"NO"': lambda word: word[1:-1],
    r"(?<=country: )[A-Z]{2}": lambda code: code.lower(),
}
SLIPS = list(SLIP)


@settings(max_examples=30)
@given(spoilt())
def test_slips_are_mended_and_nothing_else_is_touched(record: tuple[Kind, bytes]) -> None:
    kind, content = record
    here = known(EKSEMPELVIK)
    found = must_hold(content, kind, here)
    if kind == "waivers":
        return
    before, after = (
        load(Inputs(((kind, InputFile(PATHS[kind], text)),), None, ()), here.codes).records
        for text in (content, found.content)
    )
    touched = {str(part) for each in found.mends for part in (each.path[0], each.after)}
    for one, other in zip(before, after, strict=False):
        assert {key: part for key, part in one.data.items() if key not in touched and part} == {
            key: part for key, part in other.data.items() if key not in touched and part
        }


def test_slips_like_these_are_mended() -> None:
    """So that the law above is not one about files that nothing is done to."""
    for pattern, slip in SLIP.items():
        slipped = (
            (kind, text[: match.start()] + slip(match[0]) + text[match.end() :])
            for kind, text in EXAMPLES
            for match in re.finditer(pattern, text)
        )
        assert any(mend(kind, PATHS[kind], text.encode(), known(EKSEMPELVIK)).mends for kind, text in slipped), pattern


BEFORE = "titel: 'A'  # c\n\nstatus: idea\nnotes: b\n"
RENAMED = [Want("key", ("titel",), "title", ())]


def test_the_proof_takes_what_was_wanted() -> None:
    assert holds(BEFORE, BEFORE.replace("titel", "title"), RENAMED)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        BEFORE.replace("titel", "title").replace("# c", "# d"),
        BEFORE.replace("titel", "title").replace("  # c", ""),
        BEFORE.replace("titel", "title").replace("'A'", '"A"'),
        BEFORE.replace("titel", "title").replace("'A'", "A"),
        BEFORE.replace("titel", "title").replace("notes: b", "notes: c"),
        BEFORE.replace("titel", "title").replace("\n\n", "\n"),
        "status: idea\ntitle: 'A'  # c\n\nnotes: b\n",
        BEFORE.replace("titel", "title") + "more: x\n",
        "title: [\n",
        "",
    ],
)
def test_the_proof_takes_nothing_else(after: str) -> None:
    assert not holds(BEFORE, after, RENAMED)


def test_without_proof_the_file_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "titel: A\nstatus: idea\n"
    assert mending(text).mends != ()
    monkeypatch.setattr("intlstrat.authoring.fix.mending.holds", lambda *_: False)
    found = mending(text)
    assert (found.mends, found.content) == ((), text.encode())
    assert [each.place.pointer for each in found.undecided] == ["/titel", "/title"]


def test_a_large_file_is_mended_in_time() -> None:
    text = "title: A\nstatus: idea\nnotes: |\n" + "  x y z\n" * 20_000 + "summary: |\n  NO\nperiod: {start: 1.2.2024}\n"
    assert len(must_hold(text.encode(), "project", KNOWN).mends) == 1
