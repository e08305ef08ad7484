"""One verdict after the other on a data repo that somebody is working on: what lies on disk now, if it is new."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from intlstrat import files
from intlstrat.cli.outputs import refuse_to_write
from intlstrat.cli.request import Request, check_patterns, selection_of
from intlstrat.cli.session import Loaded, Stop, data_root, day, language_of, pack_of, read_rules
from intlstrat.cli.steps import asked_for, checked_with_progress, inputs_at, revision_of, rules_inside
from intlstrat.language import Language
from intlstrat.memory import Memory

if TYPE_CHECKING:
    from intlstrat.check import Asked, Checked
    from intlstrat.files import Inputs
    from intlstrat.findings import Subject
    from intlstrat.formats.live_changes import Filed
    from intlstrat.formats.text_live import Event

_SAVING: Final = 0.04
"""Seconds: some editors save by putting another file in a file's place, and for a moment there is none."""


class Round(Struct, frozen=True, dict=True):
    """One verdict, and what it rests on."""

    checked: Checked
    loaded: Loaded
    inputs: Inputs
    contents: Mapping[str, object]
    """What each file held, or why that could not be had."""
    as_of: str
    language: Language

    @cached_property
    def filed(self) -> Filed:
        """Its report, to be compared."""
        from intlstrat.formats.live_changes import Filed

        return Filed(self.checked.report)

    def renamed(self, before: Round) -> Mapping[Subject, Subject]:
        """From the subjects of an earlier round to those of now, for records whose file has another name."""
        if not before.contents.keys() - self.contents.keys():
            return {}
        from intlstrat.history import renamed

        return renamed(before.inputs, self.inputs)

    def event(self, before: Round) -> Event:
        """What happened between an earlier round and this one."""
        from intlstrat.formats.text_live import Event

        then, now = before.contents, self.contents
        return Event(
            tuple(path for path in now if now[path] != then.get(path)),
            tuple(path for path in then if path not in now),
            self.loaded.pack.digest != before.loaded.pack.digest,
            self.as_of if self.as_of != before.as_of else None,
        )


class Rounds:
    """Gives the rounds. What is wrong with the arguments, the rules or the records as a whole raises `Stop`."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.folder = data_root(request.common)
        self._shelf = files.Shelf()
        self._loaded: Loaded | None = None
        self._refused: tuple[Path, Mapping[str, bytes], Stop] | None = None
        self._asked: tuple[Loaded, str, Asked] | None = None
        self._last: Round | None = None
        self._memory = Memory()
        loaded = self._rules()
        self._selection = selection_of(self.folder, loaded, request.choice)
        for file in request.wanted.files:
            refuse_to_write(file, request.wanted.format, self.folder, loaded.folder)

    @property
    def folders(self) -> tuple[Path, ...]:
        """What is to be watched: the data and the rules, the data repo's own where it has any."""
        own = self.folder / "rules"
        used = self._loaded.folder if self._loaded is not None else own
        return tuple(dict.fromkeys((self.folder / "data", used)))

    def is_another_day(self) -> bool:
        """Whether it is another day than at the last round."""
        return self._last is not None and self._last.as_of != day(self._request.common)

    def next(self) -> Round | None:
        """The verdict on what lies there now; None where nothing has changed since the last one."""
        as_of, loaded = day(self._request.common), self._rules()
        check_patterns(loaded, self._request.choice)
        inputs = self._inputs()
        contents, last = _contents(inputs), self._last
        if last is not None and (contents, as_of) == (last.contents, last.as_of) and loaded is last.loaded:
            return None
        language = language_of(self._request.common, loaded.pack.strategy.language)
        checked = self._check(inputs, loaded, as_of, language)
        self._last = Round(checked, loaded, inputs, contents, as_of, language)
        return self._last

    def _rules(self) -> Loaded:
        """The rules, read anew where one of their files has changed."""
        folder, found = read_rules(self._request.common, self.folder, self._shelf.read)
        known = self._loaded
        if known is not None and set(known.files) - set(found):
            time.sleep(_SAVING)
            folder, found = read_rules(self._request.common, self.folder, self._shelf.read)
        if known is not None and (folder, found) == (known.folder, known.files):
            return known
        if self._refused is not None and self._refused[:2] == (folder, found):
            raise self._refused[2]
        try:
            self._loaded = pack_of(self._request.common, folder, found)
        except Stop as stop:
            self._refused = folder, found, stop
            raise
        return self._loaded

    def _inputs(self) -> Inputs:
        """The records, read once more where one that was there is gone: it may be in the middle of being saved."""
        inputs = files.read_inputs(self.folder, self._shelf.read)
        if self._last is not None and self._last.contents.keys() - _contents(inputs).keys():
            time.sleep(_SAVING)
            inputs = files.read_inputs(self.folder, self._shelf.read)
        return inputs_at(self.folder, self._selection, inputs)

    def _check(self, inputs: Inputs, loaded: Loaded, as_of: str, language: Language) -> Checked:
        request = self._request
        if self._asked is None or self._asked[0] is not loaded or self._asked[1] != as_of:
            asked = asked_for(request.common, request.compare, self.folder, loaded, as_of, language)
            self._asked = loaded, as_of, replace(asked, rules_folder=rules_inside(self.folder, loaded.folder))
        asked = self._asked[2]
        if request.wanted.files and request.wanted.wants_revision:
            asked = replace(asked, revision=revision_of(self.folder, inputs, loaded))
        if self._last is None:
            return checked_with_progress(inputs, loaded, as_of, self._selection, asked, language, self._memory)
        from intlstrat.check import check

        return check(inputs, loaded.pack, as_of, self._selection, asked, memory=self._memory)


def _contents(inputs: Inputs) -> dict[str, object]:
    """What each file holds, or why that cannot be had."""
    read = (*(file for _, file in inputs.records), *((inputs.waivers,) if inputs.waivers is not None else ()))
    return {file.path: file.content for file in read}
