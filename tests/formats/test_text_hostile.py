"""Whatever a report says, its text only ever shows it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_everyday import everyday_pack
from report_hostile import hostile, reports

from intlstrat.findings import Report
from intlstrat.formats.text import TextOptions, render
from intlstrat.language import LANGUAGES, Language

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_OPTIONS = st.builds(
    TextOptions, st.booleans(), st.booleans(), st.booleans(), st.integers(0, 200), st.booleans(), st.booleans()
)


def _check(text: str) -> None:
    assert text == "" or text.endswith("\n")
    for line in text.split("\n"):
        plain = re.sub(r"\x1b\[[0-9;]+m", "", line)
        assert not plain.lstrip().startswith("::"), plain
        assert not [char for char in plain if unicodedata.category(char) in _HIDDEN and char not in "\u200c\u200d"]
        assert "##[" not in plain
        assert not line.endswith(" ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("ascii", [False, True])
def test_a_hostile_report_is_only_shown(language: str, width: int, color: bool, ascii: bool) -> None:
    options = TextOptions(show_all=True, statistics=True, width=width, color=color, ascii=ascii)
    _check(render(hostile(), everyday_pack(), Language(language), options))


def test_markup_and_emoji_codes_are_shown_as_they_stand() -> None:
    text = render(hostile(), everyday_pack(), Language("en"), TextOptions(width=120, color=True))
    assert "[red]bold[/red] :boom:" in text
    assert r"\x1b[31mrød\x1b]8;;" in text
    assert r"\u202etxt.eliv\u2066" in text
    assert r"data/projects/Ærlig talt/nr 1 \x1b[2Jåø.yaml:" in text


def test_color_codes_are_ours_alone() -> None:
    text = render(hostile(), everyday_pack(), Language("en"), TextOptions(color=True))
    assert set(re.findall(r"\x1b[^m]*m", text)) <= {
        f"\x1b[{code}m" for code in ("0", "1", "2", "32", "33", "36", "1;31")
    }


@given(reports(), st.sampled_from(LANGUAGES), _OPTIONS)
def test_any_report_is_only_shown(report: Report, language: str, options: TextOptions) -> None:
    _check(render(report, everyday_pack(), Language(language), options))
