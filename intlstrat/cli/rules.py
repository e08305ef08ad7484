"""`intlstrat rules` lists the rules; `intlstrat rules test` runs every rule's examples."""

from __future__ import annotations

import typer
from msgspec.structs import replace

from intlstrat.cli import screen
from intlstrat.cli.exits import Exit
from intlstrat.cli.explain import root_or_none
from intlstrat.cli.options import Color, Lang, OptionalColor, Root, Rules
from intlstrat.cli.session import Common, language_of, load_rules


def rules_command(
    context: typer.Context, root: Root = None, rules: Rules = None, lang: Lang = None, color: Color = "auto"
) -> int:
    """List the rules, or run their examples with “rules test”."""
    common = Common(root, rules, lang, None, color)
    if context.invoked_subcommand is not None:
        context.obj = common
        return Exit.CLEAN
    from intlstrat.formats.page_rules import render_rules

    shown = screen.chosen(color)
    loaded = load_rules(common, root_or_none(common))
    language = language_of(common, loaded.pack.strategy.language)
    screen.write(render_rules(loaded.pack, language, width=shown.width, color=shown.color, ascii=shown.ascii))
    return Exit.CLEAN


def rules_test_command(
    context: typer.Context, root: Root = None, rules: Rules = None, lang: Lang = None, color: OptionalColor = None
) -> int:
    """Run the examples of every rule. The exit is 1 where one does not come out as it says, or a rule has none."""
    from intlstrat.formats.page_examples import render_examples
    from intlstrat.rules.pack import test_pack

    given = {"root": root, "rules": rules, "lang": lang, "color": color}
    common: Common = replace(context.obj, **{name: value for name, value in given.items() if value is not None})
    shown = screen.chosen(common.color)
    loaded = load_rules(common, root_or_none(common), whole=True, examples=False)
    language = language_of(common, loaded.pack.strategy.language)
    results, without = test_pack(loaded.pack)
    screen.write(render_examples(results, without, language, width=shown.width, color=shown.color, ascii=shown.ascii))
    return Exit.FINDINGS if without or not all(result.passed for result in results) else Exit.CLEAN
