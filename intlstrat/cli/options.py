"""The options that several commands share, declared once. Help texts are catalogue texts, translated in `cli.main`."""

from __future__ import annotations

from typing import Annotated

import typer

from intlstrat.findings import N_

Root = Annotated[
    str | None,
    typer.Option(
        "--root",
        metavar="DIR",
        help=N_("The data repo; else the first folder upwards with data/partners or data/projects."),
    ),
]
Rules = Annotated[
    str | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        help=N_("The rules; else the data repo's own folder rules/, or those that come with the tool."),
    ),
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="nb|nn|en", help=N_("The language of the output; else the strategy's own.")),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help=N_("The day that the verdict is about, as year-month-day; else today.")
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="REVISION|DATE",
        help=N_("Compare with the data, rules and waivers of then: show what is new, and count what is old."),
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE", help=N_("Look ahead: what becomes a breach by then if nothing is done, and when.")
    ),
]
WaiversFrom = Annotated[
    str | None,
    typer.Option(
        "--waivers-from",
        metavar="REVISION",
        help=N_("Use the waivers of that revision, so that a change cannot waive itself."),
    ),
]
Color = Annotated[str, typer.Option("--color", metavar="auto|always|never", help=N_("Whether to use colours."))]
OptionalColor = Annotated[
    str | None, typer.Option("--color", metavar="auto|always|never", help=N_("Whether to use colours."))
]
