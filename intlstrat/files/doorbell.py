"""Rings when something changes in some folders, within a few milliseconds.

It does not say what: a bell can be missed. watchfiles can lose what happens between two of its answers, a network
drive or a container may say nothing at all, a queue may run full, and a folder that is put in another's place is not
watched any more. So whoever listens also looks for himself now and then, and reads what there is.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from intlstrat.files.reading import is_passed_over, is_record_name

_STEP: Final = 5
"""Milliseconds without a further change after which it rings. An editor that saves touches a file several times."""
_MOST: Final = 100
"""Milliseconds after which it rings although there is no end of changes."""
_CROWD: Final = 0.05
"""Seconds of quiet that are waited for where several files change at once, as when git checks out a branch."""
_LONGEST: Final = 20
"""So many times that is waited for."""
_END: Final = 2.0
"""Seconds that the end of the watching is waited for; it takes a few milliseconds."""


class Doorbell:
    """A bell for the folders that it is aimed at; a context manager."""

    def __init__(self) -> None:
        self._rung: SimpleQueue[frozenset[str]] = SimpleQueue()
        self._stop = Event()
        self._thread: Thread | None = None
        self._aim: tuple[tuple[str, int, int], ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Waits for the thread too: one that comes back from watchfiles while Python ends takes the process with it."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_END)

    @property
    def works(self) -> bool:
        """Whether anybody watches; a system may have no more watches to give."""
        return self._thread is not None and self._thread.is_alive()

    def aim(self, folders: Sequence[Path]) -> None:
        """Watches these folders from now on, as far as they are there. Nothing happens where it does already."""
        there = tuple(found for folder in folders if (found := _identity(folder)) is not None)
        if there == self._aim and (self.works or not there):
            return
        self._stop.set()
        self._stop, self._aim = Event(), there
        names = [name for name, _, _ in there]
        self._thread = Thread(target=_listen, args=(names, self._stop, self._rung), daemon=True) if names else None
        if self._thread is not None:
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Waits for it to ring, so long at the most, and gives whether it has.

        One file gives an answer at once; where more change, the last of them is waited for.
        """
        try:
            rung = self._rung.get(timeout=seconds)
        except Empty:
            return False
        for _ in range(_LONGEST):
            if len(rung) < 2:
                break
            try:
                rung |= self._rung.get(timeout=_CROWD)
            except Empty:
                break
        return True


def _identity(folder: Path) -> tuple[str, int, int] | None:
    """The folder, and which one on the disk it is: another may be put in its place under the same name."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return os.fspath(folder), status.st_dev, status.st_ino


def _listen(names: list[str], stop: Event, rung: SimpleQueue[frozenset[str]]) -> None:
    """Passes on what changes, until it is stopped, or cannot go on."""
    from watchfiles import watch

    try:
        for changes in watch(
            *names, watch_filter=lambda _, path: not is_passed_over(os.path.basename(path)),
            debounce=_MOST, step=_STEP, stop_event=stop, raise_interrupt=False, ignore_permission_denied=True,
        ):  # fmt: skip
            rung.put(frozenset(path for _, path in changes if is_record_name(path)))
    except (OSError, RuntimeError):  # a folder that is gone, no more watches, a name that is no text
        return
