"""The earlier states that `--since` and `--waivers-from` name, read from git. What cannot be had stops the command."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from intlstrat.cli import screen
from intlstrat.cli.again import Then, instead, without
from intlstrat.cli.session import Common, Loaded, Stop, refuse_day_first, usable_pack
from intlstrat.findings import IsoDate, Message, msg

if TYPE_CHECKING:
    from intlstrat.history import Base
    from intlstrat.language import Language
    from intlstrat.rules.model import Pack
    from intlstrat.vcs import NoBase, NoGit, Repository, Snapshot


class Bases:
    """Reads earlier states of one data repo."""

    def __init__(self, common: Common, root: Path, loaded: Loaded, as_of: str, language: Language) -> None:
        from intlstrat import vcs

        self._common, self._root, self._loaded, self._as_of, self._language = common, root, loaded, as_of, language
        found = vcs.open_repository(root)
        if isinstance(found, vcs.NoGit):
            raise Stop(found.message, found.fix, then=_without_git(found))
        self._repository: Repository = found

    def read(self, asked: str, option: str, with_rules: bool = True) -> Base:
        """The state that an option's value names, judged no later than the as-of date."""
        from intlstrat import vcs
        from intlstrat.files import ReadFailure
        from intlstrat.history import Base

        refuse_day_first(option, asked)
        found = vcs.find_base(self._repository, asked, option)
        if isinstance(found, vcs.NoBase):
            raise Stop(found.message, found.fix, then=_another(asked, found, self._as_of))
        if asked == found.day and found.day > self._as_of:
            raise Stop(
                msg("{day} after {option} is later than the day that the verdict is about.",
                    day=IsoDate(found.day), option=option),
                msg("Choose an earlier day, or a later one after --as-of."),
                then=instead(asked, f"{self._as_of[:8]}01"),
            )  # fmt: skip
        taken = vcs.snapshot(self._repository, found.id, self._rules_then() if with_rules else None)
        if isinstance(taken, ReadFailure):
            raise Stop(taken.message, taken.fix)
        pack = self._pack(taken, found.id) if with_rules else None
        return Base(asked, found.id, min(found.day, self._as_of), taken.inputs, pack)

    def _rules_then(self) -> str | None:
        """Where the rules of then lie in the clone; None where they do not."""
        if self._common.rules is None:
            return f"{self._repository.prefix}rules"
        return self._repository.place_of(self._loaded.folder)

    def _pack(self, taken: Snapshot, commit: str) -> Pack | None:
        """The rules of then; None where they cannot be used, which is said on standard error."""
        from intlstrat import files

        if isinstance(taken.rules, Mapping):
            pack = usable_pack(taken.rules)
            if pack is None:
                self._tell(_unusable(commit))
            return pack
        if taken.rules is not None:
            self._tell(_unusable(commit))
            return None
        if self._common.rules is None:  # as the command did then: the rules that come with the tool
            bundled = files.read_pack(files.bundled_rules())
            return usable_pack(bundled) if isinstance(bundled, Mapping) else None
        if self._rules_then() is None:  # rules from elsewhere are held against both states
            return self._loaded.pack
        self._tell(
            msg("The rules did not lie in {folder} then, so those of now are held against both states.",
                folder=self._common.rules)
        )  # fmt: skip
        return None

    def _tell(self, message: Message) -> None:
        from intlstrat.formats.terminal import one_line

        screen.tell(one_line(self._language.message(message)))


def _without_git(found: NoGit) -> Then | None:
    """The line without what git is asked for, unless the messages end in something better to type."""
    return None if "folder" in found.fix.values else without("--since", "--waivers-from")


def _another(asked: str, found: NoBase, as_of: str) -> Then | None:
    """What there is instead, where the messages suggest nothing and nothing has to be fetched.

    That is the first day of the history where one before it was asked for, and else a revision that there always is.
    """
    if found.fix.values or "git fetch" in str(found.fix.text):
        return None
    first = str(found.message.values.get("first", ""))
    return instead(asked, first if first and first <= as_of else "HEAD")


def _unusable(commit: str) -> Message:
    return msg(
        "The rules of the commit {commit} cannot be used, so those of now are held against both states.",
        commit=commit[:12],
    )
