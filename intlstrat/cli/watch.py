"""`intlstrat check --watch`: stays, checks again whenever a record or a rule is saved, and shows what came of it."""

from __future__ import annotations

import gc
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol

from msgspec.structs import replace

from intlstrat import unfinished
from intlstrat.cli import screen
from intlstrat.cli.again import without
from intlstrat.cli.exits import Exit
from intlstrat.cli.live_screen import LiveScreen, live_screen
from intlstrat.cli.outputs import Output
from intlstrat.cli.request import Request
from intlstrat.cli.rounds import Rounds
from intlstrat.cli.session import Stop
from intlstrat.cli.steps import say_ignored
from intlstrat.cli.story import Story
from intlstrat.findings import msg

if TYPE_CHECKING:
    from intlstrat.formats.text_live import Live

_SLICE: Final = 0.05
"""Seconds between two looks at the keys and at the size of the screen."""
_PATIENCE: Final = 1.0
"""Seconds between two looks at the disk where the bell does not ring; it can be missed."""
_NO_BELL: Final = 0.25
"""The same where there is no bell."""
_SHARE: Final = 10
"""A look that takes long, at a drive far away, is taken so many times less of the time."""
_CTRL_C, _CTRL_L, _QUIT = "\x03", "\x0c", "qQ"


class Face(Protocol):
    """Where the verdicts are shown."""

    def first(self, story: Story) -> None:
        """Shows the first verdict."""

    def changed(self, story: Story) -> None:
        """Shows what has changed."""

    def is_done(self, story: Story) -> bool:
        """Whether nobody wants to see any more."""


def keep_checking(request: Request) -> int:
    """Runs until it is ended, and gives the exit: that of the last verdict, or 130 where it was interrupted."""
    _refuse_formats(request.wanted)
    unfinished.last_words(str)  # none: nothing is left undone
    rounds = Rounds(request)
    first = rounds.next()
    assert first is not None
    say_ignored(first.inputs, first.language)
    terminal = live_screen()
    story = Story(request, rounds, first, is_redrawn=terminal is not None)
    exit_ = Exit.INTERRUPTED
    try:
        if terminal is None:
            _watch(rounds, story, _Plain())
        else:
            with terminal:
                _watch(rounds, story, _Screen(terminal))
        exit_ = story.exit
    except KeyboardInterrupt:
        pass  # the ordinary end of a watch
    if terminal is not None:
        story.close()
    if exit_ is Exit.INTERRUPTED:
        raise Stop(exit_=exit_)  # without a word: nothing was left undone
    return exit_


def _refuse_formats(wanted: Output) -> None:
    if wanted.format not in (None, "text") and wanted.is_left_over:
        raise Stop(
            msg("“--watch” shows text, and “--format {format}” is another format.", format=wanted.format or ""),
            msg("Have it written to a file with --output: the file is written anew at every change."),
            then=without("--format"),
        )


def _watch(rounds: Rounds, story: Story, face: Face) -> None:
    """Waits, looks and shows, until nobody wants to see any more."""
    from intlstrat.files import Doorbell

    with Doorbell() as bell:
        bell.aim(rounds.folders)
        face.first(story)
        _tidy()
        due = 0.0  # something may have changed between the first verdict and the aiming of the bell
        while not face.is_done(story):
            if bell.wait(_SLICE) or monotonic() >= due or rounds.is_another_day():
                began = monotonic()
                has_changed = story.look()
                lasted = 0.0 if has_changed else monotonic() - began
                if has_changed:
                    face.changed(story)
                    _tidy()
                bell.aim(rounds.folders)
                due = monotonic() + max(_PATIENCE if bell.works else _NO_BELL, _SHARE * lasted)


def _tidy() -> None:
    """Looks for what nobody needs any more while nobody waits; and never again at what has been kept so far.

    All that a check of many records keeps takes Python a quarter of a second to go through, in the middle of the next.
    """
    gc.collect()
    gc.freeze()


class _Screen:
    """On a terminal: one view, in which only what has changed is drawn anew."""

    def __init__(self, terminal: LiveScreen) -> None:
        self._terminal = terminal
        self._size = terminal.size

    def first(self, story: Story) -> None:
        self._draw(story)

    def changed(self, story: Story) -> None:
        self._draw(story)

    def is_done(self, story: Story) -> bool:
        keys = self._terminal.keys()
        if _CTRL_C in keys:
            raise KeyboardInterrupt
        if _CTRL_L in keys:
            self._terminal.forget()
        if _CTRL_L in keys or self._size != self._terminal.size:
            self._draw(story)
        return any(key in _QUIT for key in keys)

    def _draw(self, story: Story) -> None:
        from intlstrat.formats import text_live

        self._size = columns, rows = self._terminal.size
        now, options = story.now, replace(story.options, width=min(columns, screen.WIDEST))
        live = replace(story.live, has_keys=self._terminal.has_keys)
        self._terminal.show(text_live.lines(live, now.loaded.pack, now.language, options, rows, columns))


class _Plain:
    """Where there is no terminal: the whole text first, and then a block for each change."""

    def __init__(self) -> None:
        self._trouble: tuple[str, ...] = ()

    def first(self, story: Story) -> None:
        screen.write(story.writer.rendered("text", for_file=False))
        self._tell(story.live)
        screen.tell(story.now.language.text("Waiting for changes. Ctrl-C quits."))

    def changed(self, story: Story) -> None:
        from intlstrat.formats import text_live

        now = story.now
        if not story.live.trouble:
            screen.write(text_live.block(story.live, now.loaded.pack, now.language, story.options))
        self._tell(story.live)

    def is_done(self, story: Story) -> bool:
        return screen.is_unheard()

    def _tell(self, live: Live) -> None:
        for line in (*live.trouble, *live.unwritten):
            screen.tell(line)
