"""What stands before the first section: whose paper it is, what it rests on, and how to make it again."""

from __future__ import annotations

import re
from typing import Final

from intlstrat.council.figures import Figures
from intlstrat.council.parts.words import Words, capital, line, strong
from intlstrat.council.tree import Block, Facts, Line, Paragraph, Run

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def front(figures: Figures, words: Words) -> tuple[Block, ...]:
    """The facts that anybody needs to make the same paper again, and what the paper lacks."""
    language, strategy = words.language, figures.strategy
    items: list[tuple[str, Line]] = [
        (language.text("Municipality"), line(figures.municipality)),
        (language.text("As of"), line(words.date(figures.as_of))),
        (language.text("Strategy"), line(_strategy(figures, words))),
        (language.text("Fingerprint of the rules"), line(Run(strategy.digest, "code"))),
        (language.text("Revision of the data"), _revision(figures, words)),
    ]
    if figures.changes is not None:
        since = language.text("how it stood on {date}", date=words.date(figures.changes.as_of))
        commit = Run(figures.changes.commit[:12], "code")
        items.append((language.text("Compared with"), line(since, " (commit ", commit, ")")))
    if figures.forecast is not None:
        items.append((language.text("Looks ahead to"), line(words.date(figures.forecast.until))))
    items.append((language.text("Can be made again with"), line(Run(_command(figures), "code"))))
    return (Facts(tuple(items)), *_reservations(figures, words))


def _strategy(figures: Figures, words: Words) -> str:
    language, strategy = words.language, figures.strategy
    parts = [strategy.title]
    if strategy.version is not None:
        parts.append(language.text("version {version}", version=strategy.version))
    if strategy.adopted is not None:
        parts.append(language.text("adopted {date}", date=words.date(strategy.adopted)))
    return ", ".join(parts)


def _revision(figures: Figures, words: Words) -> Line:
    revision = figures.revision
    if revision is None:
        return line(words.language.text("the data are not kept in git"))
    if revision.dirty:
        return line(Run(revision.commit, "code"), words.language.text(", with changes that are not committed"))
    return line(Run(revision.commit, "code"))


def _command(figures: Figures) -> str:
    """The command that makes the paper again, for the revision above."""
    since = ""
    if figures.changes is not None:
        # A day as it was asked for: a commit would be judged on its own day.
        asked = figures.changes.since
        since = f" --since {asked if _DAY.fullmatch(asked) else figures.changes.commit[:12]}"
    until = f" --until {figures.forecast.until}" if figures.forecast is not None else ""
    return f"intlstrat report --as-of {figures.as_of}{since}{until} --lang {figures.language}"


def _reservations(figures: Figures, words: Words) -> list[Block]:
    """What the paper could not take in."""
    language, told = words.language, []
    if figures.incomplete:
        told.append(
            language.text(
                "Not everything could be checked, so this paper is not whole. “intlstrat check” says what is amiss."
            )
        )
    n = figures.records.unreadable
    if n:
        text = words.counted(
            "One file could not be read as a record and is missing in all overviews and figures:",
            "{n} files could not be read as records and are missing in all overviews and figures:",
            n,
        )
        told.append(f"{capital(text)} {words.listing(figures.unreadable)}.")
    return [Paragraph(line(strong(language.text("Note:")), f" {text}")) for text in told]
