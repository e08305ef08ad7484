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
Color = Annotated[str, typer.Option("--color", metavar="auto|always|never", help=N_("Whether to use colours."))]
OptionalColor = Annotated[
    str | None, typer.Option("--color", metavar="auto|always|never", help=N_("Whether to use colours."))
]
