"""Which commit `--since` and `--waivers-from` mean: a revision in git's own words, or the newest one of a day."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from intlstrat.findings import IsoDate, Message, msg
from intlstrat.suggest import closest
from intlstrat.vcs.git import Repository

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Commit(Struct, frozen=True):
    """A commit, and the day (ISO text) that its state is about."""

    id: str
    day: str


class NoBase(Struct, frozen=True):
    """Why there is no such commit, and what to do."""

    message: Message
    fix: Message


def find_base(repository: Repository, wanted: str, option: str) -> Commit | NoBase:
    """The commit that an option's value means.

    A day means the newest commit made by then on the line that leads to what is checked out, by the committer's own
    calendar, so that no time zone of this machine changes it. Anything else is a revision.
    """
    if _DAY.fullmatch(wanted):
        try:
            date.fromisoformat(wanted)
        except ValueError:
            return NoBase(
                msg("“{value}” after {option} is not a date.", value=wanted, option=option),
                msg("Write it as year-month-day, such as 2026-06-30."),
            )
        return _on_day(repository, wanted)
    commit = None
    if wanted and not wanted.startswith("-"):
        commit = repository.line("rev-parse", "--verify", "--quiet", f"{wanted}^{{commit}}")
    if commit is None or not _ID.fullmatch(commit):  # `^HEAD` is a revision to git, and names what to leave out
        return _no_revision(repository, wanted, option)
    told = repository.line("rev-list", "-1", "--format=%cs", commit) or ""
    day = told.rpartition("\n")[2]
    return Commit(commit, day) if _DAY.fullmatch(day) else _incomplete(repository, wanted)


def _on_day(repository: Repository, day: str) -> Commit | NoBase:
    history = repository.line("rev-list", "--first-parent", "--format=%H %cs", "HEAD")
    if history is None:
        return NoBase(
            msg("There is no commit yet, and so nothing to compare with."),
            msg("Make the first commit, or leave out --since and --waivers-from."),
        )
    first = ""
    for line in history.split("\n"):
        commit, _, made = line.partition(" ")
        if commit == "commit":
            continue  # what git puts before each of its own accord
        first = made
        if made <= day:
            return Commit(commit, day)
    if repository.is_shallow:
        return NoBase(
            msg(
                "This clone has only the newest commits, back to {first}, and none from {day} or before.",
                first=IsoDate(first),
                day=IsoDate(day),
            ),
            _fetch_all(),
        )
    return NoBase(
        msg(
            "The history begins on {first}; there is no commit from {day} or before.",
            first=IsoDate(first),
            day=IsoDate(day),
        ),
        msg("Choose a later day, or a revision."),
    )


def _no_revision(repository: Repository, wanted: str, option: str) -> NoBase:
    message = msg("There is no revision “{value}” here, as {option} says.", value=wanted, option=option)
    if repository.is_shallow:
        return NoBase(
            msg(
                "There is no revision “{value}” here, as {option} says: this clone has only the newest commits.",
                value=wanted,
                option=option,
            ),
            _fetch_all(),
        )
    remote, _, branch = wanted.partition("/")
    if branch and remote in (repository.line("remote") or "").split("\n"):
        return NoBase(message, msg("Fetch it first: “git fetch {remote} {branch}”.", remote=remote, branch=branch))
    names = (repository.line("for-each-ref", "--format=%(refname:short)") or "").split("\n")
    if (suggestion := closest(wanted, [name for name in names if name])) is not None:
        return NoBase(message, msg("Did you mean {suggestion}?", suggestion=suggestion))
    return NoBase(message, msg("Write a branch, a tag, a commit or a day such as 2026-06-30."))


def _incomplete(repository: Repository, wanted: str) -> NoBase:
    return NoBase(msg("This clone lacks parts of the revision “{value}”.", value=wanted), _fetch_all())


def _fetch_all() -> Message:
    return msg(
        "Fetch the whole history: “git fetch --unshallow”; in GitHub's checkout “fetch-depth: 0”, "
        "in GitLab “GIT_DEPTH: 0”."
    )
