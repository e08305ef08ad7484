"""`intlstrat strategy`: every clause, the rules that check it, and what nothing checks."""

from __future__ import annotations

from intlstrat.cli import screen
from intlstrat.cli.exits import Exit
from intlstrat.cli.explain import root_or_none
from intlstrat.cli.options import Color, Lang, Root, Rules
from intlstrat.cli.session import Common, language_of, load_rules


def strategy_command(root: Root = None, rules: Rules = None, lang: Lang = None, color: Color = "auto") -> int:
    """Show every clause of the strategy with the rules that check it, and why some have none."""
    from intlstrat.formats.page_strategy import render_strategy

    common = Common(root, rules, lang, None, color)
    shown = screen.chosen(color)
    loaded = load_rules(common, root_or_none(common))
    language = language_of(common, loaded.pack.strategy.language)
    screen.write(render_strategy(loaded.pack, language, width=shown.width, color=shown.color, ascii=shown.ascii))
    return Exit.CLEAN
