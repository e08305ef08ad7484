"""Tells the editor of verdicts: what has changed, open files first, and never so much that typing waits."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from intlstrat.lsp import wire
from intlstrat.lsp.checker import Judged
from intlstrat.lsp.library import Key
from intlstrat.lsp.protocol import Server
from intlstrat.lsp.session import Repo, Session


class Publisher:
    """Publishes diagnostics file by file; between two files, whatever the editor asks comes first."""

    def __init__(self, server: Server, session: Session) -> None:
        self.server, self.session = server, session
        self._pending: dict[tuple[Repo, Key], int | None] = {}
        """What is still to be told, and the version of the file that it is about."""
        self._told: dict[tuple[Repo, Key], int | None] = {}
        """The version of an open file that was last published."""
        self._task: asyncio.Task[None] | None = None

    def judged(self, repo: Repo, result: Judged) -> None:
        """Takes in a verdict, and publishes what it changes."""
        before, repo.diagnostics, repo.judged = repo.diagnostics, result.diagnostics, result.number
        keys = {**dict.fromkeys(result.diagnostics), **dict.fromkeys(before)}
        changed = [key for key in keys if result.diagnostics.get(key) != before.get(key)]
        opened = [key for path in self.session.open if (key := self._open_in(repo, path)) is not None]
        fresh = [key for key in opened if self._told.get((repo, key), -1) != self._version(repo, key)]
        for key in dict.fromkeys((*fresh, *(key for key in changed if key in opened))):
            self._publish(repo, key, self._version(repo, key))
            self._pending.pop((repo, key), None)
        for key in changed:
            if key not in opened:
                self._pending[repo, key] = self._version(repo, key)
        if self._pending and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._drain())

    def clear(self, repo: Repo) -> None:
        """Takes back everything that was said about a data repo."""
        told, repo.diagnostics = repo.diagnostics, {}
        pending = [key for of, key in self._pending if of is repo]
        for key in dict.fromkeys((*told, *pending)):
            self._pending.pop((repo, key), None)
            self._publish(repo, key, self._version(repo, key))
        self._told = {at: version for at, version in self._told.items() if at[0] is not repo}

    async def _drain(self) -> None:
        while self._pending:
            repo, key = next(iter(self._pending))
            self._publish(repo, key, self._pending.pop((repo, key)))
            await asyncio.sleep(0)

    def _open_in(self, repo: Repo, path: str) -> Key | None:
        found = self.session.repo_of_known(path)
        return found[1] if found is not None and found[0] is repo else None

    def _version(self, repo: Repo, key: Key) -> int | None:
        known = self.session.open.get(repo.path_of(key))
        return known.version if known is not None else None

    def _publish(self, repo: Repo, key: Key, version: int | None) -> None:
        path = repo.path_of(key)
        found = [wire.diagnostic(each, repo, self.session) for each in repo.diagnostics.get(key, ())]
        self._told[repo, key] = version
        self.server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(wire.uri_of(self.session, path), found, version)
        )
