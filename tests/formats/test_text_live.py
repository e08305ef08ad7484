"""The view of `check --watch`: what stands on it, in which order, and how it is cut to the screen."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from msgspec.structs import replace

if __name__ == "__main__":  # as pytest does it
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_builders import finding, report
from report_compared import compared
from report_everyday import MONO, all_well, everyday, everyday_pack
from report_hostile import hostile, reports

from intlstrat.findings import Finding, Outcome, Outcomes, Place, Report, RuleOutcome, Subject
from intlstrat.formats.live_changes import NO_CHANGES, Changes, Filed, changes
from intlstrat.formats.terminal import cells
from intlstrat.formats.text import TextOptions, render
from intlstrat.formats.text_live import Event, Live, block, lines
from intlstrat.language import Language

GOLDEN = Path(__file__).parent / "golden"
MONO_FILE = "data/projects/mono.yaml"
COLOR = re.compile(r"\x1b\[[0-9;]*m")


def live(made: Report, **more: object) -> Live:
    return Live(made, "14:20:11", "14:32:07", **more)  # type: ignore[arg-type]  # a test names fields by keyword


def saved() -> Live:
    """Mono was saved: one of its findings is new, and one is mended that was there before."""
    now = everyday()
    mono = [each for each in now.findings if each.subject == MONO and each.outcome is Outcome.BREACH]
    holds = RuleOutcome("project-communication", MONO, None, Outcome.FULFILLED)
    old = replace(mono[1], rule="project-communication", place=replace(mono[1].place, pointer="/communication"))
    now = replace(now, results=Outcomes.of(sorted((*now.results, holds), key=lambda each: each.rule)))
    before = replace(now, findings=(*(each for each in now.findings if each is not mono[0]), old))
    found = changes(Filed(before), Filed(now))
    assert (found.new, found.mended) == ((mono[0],), (old,))
    return live(now, event=Event(saved=(MONO_FILE,)), last=found, total=found)


def trouble() -> Live:
    told = ("rules/strategy.yaml:3:1: Dette er ikke YAML.", "    Rett det.", "Reglene kan ikke brukes.")
    return replace(saved(), trouble=told, tried="14:33:00")


def shown(made: Live, rows: int = 24, columns: int = 80, language: str = "nb", **options: object) -> tuple[str, ...]:
    given = TextOptions(width=columns, **options)  # type: ignore[arg-type]
    return lines(made, everyday_pack(), Language(language), given, rows, columns)


CASES = {
    "live-start-nb-80x24.txt": shown(live(everyday())),
    "live-saved-nb-80x24.txt": shown(saved()),
    "live-saved-en-120x40.txt": shown(saved(), 40, 120, "en"),
    "live-saved-nn-80x10.txt": shown(saved(), 10, language="nn"),
    "live-saved-nb-80x24-color.txt": shown(saved(), color=True),
    "live-saved-en-80x24-ascii.txt": shown(saved(), language="en", ascii=True),
    "live-trouble-nb-80x24.txt": shown(trouble()),
    "live-compared-nb-80x24.txt": shown(live(compared())),
    "live-all-well-nb-80x24.txt": shown(live(all_well(), event=Event(saved=(MONO_FILE,)))),
}


@pytest.mark.parametrize("name", CASES)
def test_the_view_is_as_it_was(name: str) -> None:
    assert "".join(f"{line}\n" for line in CASES[name]) == (GOLDEN / name).read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.glob("live-*.txt")} == set(CASES)


def place_of(view: tuple[str, ...], text: str) -> int:
    return next(number for number, line in enumerate(view) if text in line)


def test_what_the_save_changed_comes_first_then_its_file_then_the_worst() -> None:
    view = shown(saved(), 200)
    order = [
        "Kontrollert kl. 14:32:07",
        "Siden kl. 14:20:11",
        f"Lagret: {MONO_FILE}",
        "√ Mono: ",
        "Mono · prosjekt",
        "Som før",
    ]
    places = [place_of(view, text) for text in order]
    assert places == sorted(places)
    after = [line for line in view[places[-1] :] if " · " in line and line.endswith(("prosjekt", "partner"))]
    assert after[0] == "Mono · prosjekt"
    assert len(after) > 2


def test_a_finding_looks_as_it_does_in_the_whole_text() -> None:
    whole = render(everyday(), everyday_pack(), Language("nb"), TextOptions(width=80))
    view = shown(live(everyday()), 500)
    start = place_of(view, " · prosjekt")
    body = "\n".join(view[start:])
    assert body in whole
    assert len(view) > 60


def test_every_finding_is_shown_or_counted() -> None:
    subjects = [Subject("project", f"p{number:02}") for number in range(12)]
    places = [Place(f"data/projects/{subject.id}.yaml", "/x", 1, 1) for subject in subjects]
    made = live(report([finding("r", *each) for each in zip(subjects, places, strict=True)]))
    for rows in range(4, 150):
        view = shown(made, rows, language="en")
        more = re.search(r"and (\d+) more findings?; ", view[-1])
        whole = sum(line.strip() == "What to do: Put it right." for line in view)
        assert whole + (int(more[1]) if more else 0) == 12, rows
    assert not more


def test_the_numbers_are_those_of_the_whole_text() -> None:
    (first, *_) = shown(live(everyday()), language="en")
    closing = render(everyday(), everyday_pack(), Language("en"), TextOptions(width=120))
    assert first.removeprefix("Checked at 14:32:07: ").rstrip(".") in closing.replace("\n", " ")


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (Event(saved=("data/a.yaml",)), "Saved: data/a.yaml · no finding has changed"),
        (Event(saved=("data/a.yaml", "data/b.yaml")), "2 files saved · no finding has changed"),
        (Event(deleted=("data/a.yaml",)), "Deleted: data/a.yaml · no finding has changed"),
        (Event(deleted=("data/a.yaml", "b")), "2 files deleted · no finding has changed"),
        (Event(rules=True), "The rules have changed · no finding has changed"),
        (Event(day="2026-11-24"), "A new day: 24 November 2026 · no finding has changed"),
        (Event(("data/a.yaml",), ("b",), True), "Saved: data/a.yaml · Deleted: b · The rules have changed · no"),
    ],
)
def test_what_happened_is_said(event: Event, text: str) -> None:
    assert any(line.startswith(text) for line in shown(live(everyday(), event=event), columns=120, language="en"))


def test_the_total_is_said_and_that_nothing_changed() -> None:
    (some, *_) = everyday().findings
    total = Changes((some, some), (some,), (some,), (some,))
    (_, second, *_) = shown(live(everyday(), total=total), columns=120, language="en")
    assert second == "Since 14:20:11: 2 new findings, 1 fixed, 1 waived and 1 no longer asked for. q quits."
    (_, second, *_) = shown(live(everyday(), has_keys=False), columns=120, language="en")
    assert second == "No finding has changed since 14:20:11. Ctrl-C quits."


def test_of_many_that_are_gone_some_are_named() -> None:
    made = everyday()
    view = shown(live(report(), event=Event(saved=("x",)), last=Changes(mended=made.findings)), language="en")
    assert sum(line.startswith("  √ ") for line in view) == 4
    assert f"  and {len(made.findings) - 4} more" in view


def test_a_record_that_is_gone_keeps_its_name() -> None:
    gone = [each for each in everyday().findings if each.subject == MONO][:1]
    made = live(report(), event=Event(deleted=(MONO_FILE,)), last=Changes(lapsed=tuple(gone)), names={MONO: "Mono"})
    assert any(line.startswith("  – Mono: ") for line in shown(made))


def test_in_a_comparison_only_what_is_new_is_listed_unless_all_is_wanted() -> None:
    new = [each for each in compared().findings if each.is_blamed]
    some, everything = (shown(live(compared()), 500, show_all=wanted) for wanted in (False, True))
    assert sum(bool(re.match(r"  [×!i~?] ", line)) for line in some) == len(new)
    assert len(everything) > len(some) + 20
    assert any(line.startswith("Nytt: ") for line in some)


def test_a_file_that_could_not_be_written_is_said() -> None:
    assert "funn.json kunne ikke skrives: nei." in shown(
        live(everyday(), unwritten=("funn.json kunne ikke skrives: nei.",))
    )


def check(view: tuple[str, ...], rows: int, columns: int) -> None:
    """Nothing of the view may do anything but stand there."""
    assert len(view) <= rows
    for line in view:
        plain = COLOR.sub("", line)
        assert cells(plain) <= columns, plain
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain), plain
        assert not plain.lstrip().startswith("::")


SIZES = st.tuples(st.integers(1, 60), st.integers(1, 200))


@settings(max_examples=40)
@given(reports(), reports(), SIZES, st.booleans(), st.booleans())
def test_any_view_fits_the_screen(before: Report, now: Report, size: tuple[int, int], color: bool, ascii: bool) -> None:
    rows, columns = size
    found = changes(Filed(before), Filed(now))
    made = live(now, event=Event(("x\x1b[2J.yaml",)), last=found, total=found, trouble=("\x1b[2J",), tried="14:33:00")
    check(shown(made, rows, columns, color=color, ascii=ascii), rows, columns)


@pytest.mark.parametrize("columns", [20, 40, 80, 120])
def test_a_hostile_report_is_only_shown(columns: int) -> None:
    for rows in (10, 300):
        check(shown(live(hostile()), rows, columns, color=True), rows, columns)


def test_colour_changes_nothing_but_the_colour() -> None:
    colored = shown(saved(), color=True)
    assert tuple(COLOR.sub("", line) for line in colored) == shown(saved())
    assert colored != shown(saved())


def told(made: Live, **options: object) -> str:
    return block(made, everyday_pack(), Language("en"), TextOptions(**options))  # type: ignore[arg-type]


def test_a_block_tells_what_changed_and_nothing_else() -> None:
    text = told(saved())
    assert text.startswith(f"\n14:32:07 · Saved: {MONO_FILE}\n────")
    assert "  √ Mono: " in text
    assert len(re.findall(r"^  [×!i~?] ", text, re.MULTILINE)) == 1
    assert (
        text.endswith("\n\nChecked at 14:32:07: 8 errors, 4 warnings and 7 notes (3 unknown), and 1 waived.\n")
        or "Checked at 14:32:07: " in text
    )
    assert "Since 14:20:11: 1 new finding and 1 fixed.\n" in text
    assert "quits" not in text


def test_a_quiet_block_has_the_new_findings_only() -> None:
    text = told(saved(), quiet=True)
    assert "×" in text
    assert "√" not in text
    assert "Checked at" not in text
    assert told(replace(saved(), last=NO_CHANGES), quiet=True) == ""


def test_a_block_of_a_hostile_report_is_only_shown() -> None:
    findings: tuple[Finding, ...] = hostile().findings
    text = told(live(hostile(), event=Event(("::error::x\x1b",)), last=Changes(new=findings, mended=findings)))
    check(tuple(text.split("\n")), 10_000, 10_000)


if __name__ == "__main__":
    for golden, view in CASES.items():
        (GOLDEN / golden).write_text("".join(f"{line}\n" for line in view), encoding="utf-8", newline="\n")
