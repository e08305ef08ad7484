"""The edge of git: what is checked out, and what stood at an earlier commit. Reads git's own store of objects only."""

from intlstrat.vcs.base import Commit, NoBase, find_base
from intlstrat.vcs.git import NoGit, Repository, open_repository
from intlstrat.vcs.revision import revision
from intlstrat.vcs.snapshot import Snapshot, snapshot

__all__ = [
    "Commit",
    "NoBase",
    "NoGit",
    "Repository",
    "Snapshot",
    "find_base",
    "open_repository",
    "revision",
    "snapshot",
]
