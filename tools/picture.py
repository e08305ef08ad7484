"""The picture of the output in the README: what `intlstrat check` prints, as an SVG that loads nothing from elsewhere.

`python -m tools.picture` writes `docs/images/check.svg` from the shipped data, as of a fixed day.
"""

from __future__ import annotations

import io
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from intlstrat.cli.main import main as intlstrat

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "check.svg"
COMMAND = ("check", "data/partners/rivne.yaml", "--select", "4f", "--select", "4h")
WIDTH = 84
_COLORS = [(36, 41, 47), (179, 29, 40), (17, 99, 41), (125, 78, 0), (9, 80, 174), (110, 64, 201), (14, 105, 115)]
_GREY = (87, 96, 106)
THEME = TerminalTheme((255, 255, 255), (36, 41, 47), [*_COLORS, _GREY], [_GREY, *_COLORS[1:], (36, 41, 47)])


def picture() -> str:
    """The SVG of the command and of what it prints."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        intlstrat([*COMMAND, "--as-of", "2026-11-23", "--lang", "nb", "--color", "always"])
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text("$ intlstrat " + " ".join(COMMAND), style="bold"))
    console.print(Text.from_ansi(printed.getvalue()), soft_wrap=False)
    svg = console.export_svg(title="intlstrat", theme=THEME, unique_id="check", font_aspect_ratio=0.61)
    # Rich's own style sheet loads a font from elsewhere; any monospaced one will do.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono, Consolas")
    return re.sub(r"[ \t]+\n", "\n", svg)


def main() -> int:
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
