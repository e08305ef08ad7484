"""At which commit the data stands, and whether what was read differs from it. No filter of the repository is run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from intlstrat.files import Inputs
from intlstrat.findings import Revision
from intlstrat.vcs.git import Repository, open_repository
from intlstrat.vcs.snapshot import Snapshot, snapshot


def revision(root: Path, inputs: Inputs, rules: Path, pack: Mapping[str, bytes]) -> Revision | None:
    """The commit checked out at `root`; None outside git.

    It is dirty where the records, the waivers or the rules (the files of `pack`, where they lie below `root`) are not
    those of the commit. Line ends make no difference: git may write them in the way of the machine.
    """
    try:
        return _revision(root, inputs, rules, pack)
    except TimeoutError:  # a verdict need not name its commit
        return None


def _revision(root: Path, inputs: Inputs, rules: Path, pack: Mapping[str, bytes]) -> Revision | None:
    repository = open_repository(root)
    if not isinstance(repository, Repository):
        return None
    commit = repository.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if commit is None:
        return None
    own = Path(os.path.realpath(rules)).is_relative_to(os.path.realpath(root))
    committed = snapshot(repository, commit, repository.place_of(rules) if own else None)
    if not isinstance(committed, Snapshot):
        return Revision(commit, dirty=True)
    same = _by_path(inputs) == _by_path(committed.inputs)
    if same and own:
        before = committed.rules
        same = isinstance(before, Mapping) and _plain(before) == _plain(pack)
    return Revision(commit, dirty=not same)


def _by_path(inputs: Inputs) -> dict[str, object]:
    files = [file for _, file in inputs.records] + ([inputs.waivers] if inputs.waivers is not None else [])
    return _plain({file.path: file.content for file in files})


def _plain(files: Mapping[str, object]) -> dict[str, object]:
    """The files with line ends of one kind. A failure is like any other: what is not read does not differ."""
    return {
        path: content.replace(b"\r\n", b"\n") if isinstance(content, bytes) else None for path, content in files.items()
    }
