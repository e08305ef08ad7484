"""`intlstrat new`: a new partner or project, asked for a question at a time, or given all at once."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from intlstrat.cli import screen
from intlstrat.cli.again import NO_LINE, instead
from intlstrat.cli.exits import Exit
from intlstrat.cli.options import AsOf, Color, Lang, Root, Rules
from intlstrat.cli.session import Common, Stop, one_of
from intlstrat.findings import N_, msg

if TYPE_CHECKING:
    from intlstrat.cli.new_world import Place
    from intlstrat.records.portfolio import RecordKind

KINDS = ("partner", "project")
_MOST = 1024 * 1024
"""So many bytes a record may have (records.md)."""


def new_command(
    kind: Annotated[str, typer.Argument(metavar="partner|project", help=N_("What the new record is."))],
    id_: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help=N_("The name of its file, without .yaml; else made from its name.")),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help=N_("A value of the record; then nothing is asked. May be repeated: period.start=2027-01-01."),
        ),
    ] = None,
    print_: Annotated[bool, typer.Option("--print", help=N_("Show the file, and write nothing."))] = False,
    as_of: AsOf = None,
    root: Root = None,
    rules: Rules = None,
    lang: Lang = None,
    color: Color = "auto",
) -> int:
    """Write a new partner or project: asks a question at a time, or takes it from --set or standard input."""
    from intlstrat.cli.new_world import place_for

    if kind not in KINDS:
        message = one_of("new", kind, KINDS)
        raise Stop(message, then=None if "suggestion" in message.values else instead(kind, KINDS[1]))
    place = place_for(kind, Common(root, rules, lang, as_of, color), screen.chosen(color))
    if set_:
        return _given(place, id_, set_, print_)
    if not sys.stdin.isatty():
        return _piped(place, id_, print_)
    if not sys.stdout.isatty():
        raise _nothing_to_go_by(place.kind)
    return _asked(place, id_, print_)


def _given(place: Place, id_: str | None, pairs: list[str], print_: bool) -> int:
    from intlstrat.authoring.new.given import from_pairs
    from intlstrat.cli.new_given import take

    world = place.world(id_)
    return _finish(place, *take(place, world, id_, from_pairs(pairs, world), is_typed=True), print_)


def _piped(place: Place, id_: str | None, print_: bool) -> int:
    """The record from standard input; none there is no record."""
    from intlstrat.authoring.new.given import from_text
    from intlstrat.cli.new_given import take

    text = sys.stdin.buffer.read(_MOST + 1)
    if not text.strip():
        raise _nothing_to_go_by(place.kind)
    if len(text) > _MOST:
        message = msg("What came in is more than 1 MiB, and no record is that long.")
        raise Stop(message, msg("Nothing was written."), then=NO_LINE)
    world = place.world(id_)
    return _finish(place, *take(place, world, id_, from_text(text, world), is_typed=False), print_)


def _nothing_to_go_by(kind: RecordKind) -> Stop:
    from intlstrat.records.fields import record_field

    required = [part.key for part in record_field(kind).parts if part.required]
    example = " ".join(("intlstrat new", kind, *(f"--set {key}=…" for key in required)))
    return Stop(
        msg("There is no terminal to ask in, and nothing was given."),
        msg("Give the record with --set, or as YAML on standard input: “{command}”", command=example),
        then=NO_LINE,
    )


def _asked(place: Place, id_: str | None, print_: bool) -> int:
    from intlstrat.cli.new_talk import talk

    try:
        found = talk(place, id_)
    except (KeyboardInterrupt, EOFError):
        raise Stop(msg("Nothing was written."), exit_=Exit.INTERRUPTED, then=NO_LINE) from None
    return _finish(place, *found, print_)


def _finish(place: Place, id_: str, text: str, print_: bool) -> int:
    """Writes the file, or shows it; says what remains."""
    from intlstrat.authoring.writing import create
    from intlstrat.formats.page_new import render_written

    if print_:
        screen.write_plain(text)
        return Exit.CLEAN
    path = place.path(id_)
    with _uninterrupted():
        reason = create(place.root, path, text.encode())
        if reason is not None:
            raise Stop(
                msg("{path} could not be written ({reason}).", path=path, reason=reason),
                msg("Nothing was written. Run the command again when there is room and leave to write."),
                then=NO_LINE,
            )
    screen.write(render_written(path, place.remaining(id_, text), place.look))
    return Exit.CLEAN


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """For the moment in which the file is written, Ctrl-C waits: the file is whole, or it is not there."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
