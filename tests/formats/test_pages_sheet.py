"""The sheet that pages are laid out on: wrapping, columns, colour, and what data must not do to it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from intlstrat.formats.sheet import MARKS, STYLES, Sheet, Span, plain, wrap
from intlstrat.formats.terminal import cells


def lines(text: str, width: int) -> list[str]:
    return [plain(line) for line in wrap([(text, "")], width, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("one two three", 12, ["one two", "three"]),
        ("  one   two  ", 20, ["one two"]),
        ("i 1\u00a0250\u00a0000 kr", 6, ["i", "1\u00a0250\u00a0", "000 kr"]),
        ("koster 1\u00a0250\u00a0000 kr", 12, ["koster", "1\u00a0250\u00a0000 kr"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ab abcdefgh", 4, ["ab", "abcd", "efgh"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("漢", 1, ["漢"]),
        ("ab c", 0, ["a", "b", "c"]),
        ("ab", -3, ["a", "b"]),
    ],
)
def test_wrapping_breaks_at_plain_spaces_and_counts_cells(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_roles_survive_the_wrapping() -> None:
    spans = [("red and", "error"), (" plain text", "")]
    assert wrap(spans, 3, 5) == [(("red", "error"),), (("and", "error"),), (("plain", ""),), (("text", ""),)]


def test_a_colour_begins_once_and_not_anew_at_every_word() -> None:
    sheet = Sheet(60, color=True)
    sheet.put(("red and", "error"), (" ", ""), ("red", "error"), (" plain text", ""), indent=0)
    sheet.verbatim(("a", "place"), ("b", "place"), indent=0)
    assert sheet.render().splitlines() == [
        "\x1b[1;31mred and red\x1b[0m plain text",
        "\x1b[36mab\x1b[0m",
    ]


def test_the_first_line_may_be_longer_than_the_rest() -> None:
    sheet = Sheet(40, color=False)
    sheet.put(("x" * 5 + " y" * 30, ""), indent=2, hang=4)
    first, second, *_ = sheet.render().splitlines()
    assert first.startswith("  xxxxx y")
    assert second.startswith("      y")


def test_rows_are_aligned_by_cells_and_keep_to_the_width() -> None:
    sheet = Sheet(60, color=False)
    for name in ("漢字", "ab"):
        sheet.row([[(name, "")], [("feil", "error")], [("en lang tekst " * 6, "")]], [6, 4])
    shown = sheet.render().splitlines()
    assert [line.index("feil") for line in shown if "feil" in line] == [6 + 2 + 2 - 2, 6 + 2 + 2]
    assert max(map(cells, shown)) <= 60


@pytest.mark.parametrize("width", [40, 41, 45, 60, 80, 200])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    sheet = Sheet(width, color=False)
    sheet.title("navn", "en tittel som er nokså lang, og som kanskje må brytes")
    sheet.row([[("a" * 30, "")], [("merknad", "note")], [("tekst " * 20, "")]], [30, 8], indent=4)
    sheet.put(("ord " * 60, ""), hang=4)
    assert max(map(cells, sheet.render().splitlines())) <= width


def test_prose_is_not_set_wider_than_can_be_read() -> None:
    sheet = Sheet(300, color=False)
    sheet.put(("ord " * 100, ""))
    assert max(map(cells, sheet.render().splitlines())) <= 102


def test_places_are_never_broken() -> None:
    sheet = Sheet(40, color=False)
    place = "data/projects/et-langt-navn med mellomrom og mer til.yaml:12:3"
    sheet.verbatim((place, "place"))
    assert sheet.render() == f"  {place}\n"


def test_gaps_do_not_add_up_and_end_no_page() -> None:
    sheet = Sheet(40, color=False)
    sheet.gap()
    sheet.put(("a", ""))
    sheet.gap()
    sheet.gap()
    sheet.heading("b")
    sheet.put(("", ""))
    sheet.gap()
    assert sheet.render() == "  a\n\nb\n"


def test_no_line_ends_with_a_space() -> None:
    sheet = Sheet(60, color=False)
    sheet.row([[("a", "")], [("", "")]], [10])
    sheet.row([[("a", "")], [("", "")], [("", "")]], [10, 4])
    assert sheet.render() == "  a\n  a\n"


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("spans", [[("::error::x", "")], [(":", "error"), (":error::x", "")], [(" ", ""), ("::x", "")]])
def test_no_line_speaks_to_a_ci_runner(spans: list[Span], color: bool) -> None:
    sheet = Sheet(60, color=color)
    sheet.verbatim(*spans, indent=0)
    sheet.put(*spans)
    for line in sheet.render().splitlines():
        assert not line.lstrip().startswith("::")
        assert "\\x3a" in line


def test_nothing_is_markup() -> None:
    text = "[bold]ikke[/bold] [link=x]y[/] :smile: \\[x]"
    for color in (False, True):
        sheet = Sheet(80, color=color)
        sheet.put((text, ""))
        assert sheet.render() == f"  {text}\n"


def test_colour_codes_stand_only_where_colour_is_asked_for() -> None:
    def page(color: bool) -> str:
        sheet = Sheet(60, color=color)
        for role in STYLES:
            sheet.put((f"tekst {role}", role))
        return sheet.render()

    assert "\x1b" not in page(False)
    assert page(True).count("\x1b[0m") == sum(1 for style in STYLES.values() if style)
    assert re.sub(r"\x1b\[[0-9;]*m", "", page(True)) == page(False)


def test_ascii_draws_with_ascii_and_leaves_letters_alone() -> None:
    sheet = Sheet(60, color=False, ascii=True)
    sheet.title("måling", "«ærlig» – 1\u00a0250\u202f000 … “så”")
    for mark in MARKS.values():
        sheet.put((mark, ""))
    first, second, *marks = sheet.render().splitlines()
    assert first == 'måling - "ærlig" - 1 250 000 ... "så"'
    assert second == "-" * 60
    assert marks == ["  +", "  x", "  ?", "  ~", "  -"]
    assert len({*MARKS.values()}) == len(MARKS)


def test_ascii_holds_amounts_together_while_it_wraps() -> None:
    sheet = Sheet(40, color=False, ascii=True)
    sheet.put((f"{'x' * 32} 1\u00a0250\u00a0000", ""), indent=0)
    assert sheet.render() == f"{'x' * 32}\n1 250 000\n"


def test_a_window_too_narrow_to_write_in_is_taken_as_one_of_forty() -> None:
    sheet = Sheet(3, color=False)
    sheet.put(("x" * 50, ""), indent=0)
    assert sheet.render() == f"{'x' * 40}\n{'x' * 10}\n"


def test_a_page_without_colour_does_not_pay_for_rich() -> None:
    code = (
        "import sys; from intlstrat.formats.sheet import Sheet; s = Sheet(80, color=False); "
        "s.title('é', 'ø'); s.render(); sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
