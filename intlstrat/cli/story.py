"""The verdicts of a watch: the first one, the last one, and what changed from the one to the other."""

from __future__ import annotations

from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from intlstrat.cli import screen
from intlstrat.cli.exits import Exit, exit_of
from intlstrat.cli.outputs import Writer, checkout_prefix
from intlstrat.cli.request import Request
from intlstrat.cli.rounds import Round, Rounds
from intlstrat.cli.session import Stop

if TYPE_CHECKING:
    from intlstrat.formats.text_base import TextOptions
    from intlstrat.formats.text_live import Live

_CROWD: Final = 3
"""So many files or more that change one after the other, as when git checks out a branch, are told as one change."""
_TOGETHER: Final = 0.5
"""Seconds that may lie between them."""


class Story:
    """The verdicts so far: the first one, the last one, and what the last look at the disk came to."""

    def __init__(self, request: Request, rounds: Rounds, first: Round, is_redrawn: bool) -> None:
        from intlstrat.formats.text_live import Live

        self._request, self._rounds, self._first, self.now = request, rounds, first, first
        # What is written one below the other is told once.
        self._together = _TOGETHER if is_redrawn else 0.0
        self._before, self._told = first, monotonic() - self._together
        self.live: Live = Live(first.checked.report, _time(), _time())
        self._write_files()

    @property
    def exit(self) -> Exit:
        """The exit, if it ended now."""
        if self.live.trouble or self.live.unwritten:
            return Exit.NOT_CHECKED
        return exit_of(self.now.checked, self._request.fail_on)

    @property
    def options(self) -> TextOptions:
        """How text is to look."""
        from intlstrat.formats.text_base import TextOptions

        wanted, seen = self._request.wanted, self._request.wanted.screen
        return TextOptions(
            wanted.show_all, wanted.quiet, wanted.statistics, seen.width, seen.color, seen.ascii, wanted.fix
        )

    @property
    def writer(self) -> Writer:
        """Writes the last verdict."""
        now, wanted = self.now, self._request.wanted
        return Writer(now.checked.report, now.loaded.pack, now.language, wanted, checkout_prefix(self._rounds.folder))

    def look(self) -> bool:
        """Looks at the disk, and gives whether there is anything to tell."""
        try:
            found = self._rounds.next()
        except Stop as stop:
            return self._cannot(stop)
        if found is not None:
            self._tell(found)
        elif self.live.trouble:
            self.live = replace(self.live, trouble=())
        else:
            return False
        return True

    def close(self) -> None:
        """The last words, once the view is gone."""
        from intlstrat.formats import text

        now = self.now
        if not self.options.quiet:
            screen.write(text.ending(now.checked.report, now.loaded.pack, now.language, self.options))
        for line in (*self.live.trouble, *self.live.unwritten):
            screen.tell(line)

    def _tell(self, found: Round) -> None:
        from intlstrat.formats.live_changes import changes

        whole = found.event(self._before)
        is_crowd = len(whole.saved) + len(whole.deleted) >= _CROWD
        if not is_crowd or monotonic() - self._told >= self._together:
            self._before = self.now
        report, last, first = found.checked.report, self._before, self._first
        self.live = replace(
            self.live,
            report=report,
            checked=_time(),
            event=found.event(last),
            last=changes(last.filed, found.filed, found.renamed(last)),
            total=changes(first.filed, found.filed, found.renamed(first)),
            names=last.checked.report.names,
            trouble=(),
        )
        self.now, self._told = found, monotonic()
        self._write_files()

    def _cannot(self, stop: Stop) -> bool:
        from intlstrat.formats.terminal import one_line

        trouble = (*(one_line(self.now.language.message(each)) for each in stop.messages), *stop.lines)
        trouble = tuple(line for line in trouble if line.strip())
        is_new = trouble != self.live.trouble
        self.live = replace(self.live, trouble=trouble, tried=_time() if is_new else self.live.tried)
        return is_new

    def _write_files(self) -> None:
        if self._request.wanted.files:
            self.live = replace(self.live, unwritten=tuple(why for _, why in self.writer.write_files()))


def _time() -> str:
    return datetime.now().strftime("%H:%M:%S")
