"""One editor at the other end: what it has open, what is checked for it, and what it is told."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from lsprotocol import types
from msgspec.structs import replace

from intlstrat.language import LANGUAGES
from intlstrat.lsp import answers, wire
from intlstrat.lsp.checker import Checker, Failed, Judged, Prepared, Result
from intlstrat.lsp.options import Options
from intlstrat.lsp.protocol import Server
from intlstrat.lsp.publish import Publisher
from intlstrat.lsp.session import Repo, Session

_WATCHED: Final = ("**/data/**", "**/rules/**")
_PATIENCE: Final = 20.0
"""Seconds that a question waits for the first reading of a data repo."""


class Editor:
    """One editor at the other end, from its first word to its last."""

    def __init__(self, server: Server, options: Options) -> None:
        self.server, self.options = server, options
        self.session: Session | None = None
        self.checker: Checker | None = None
        self.publisher: Publisher | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.read = asyncio.Event()

    def begin(self, params: types.InitializeParams) -> None:
        """The first word: what the editor can do, and which folders it has."""
        self.loop = asyncio.get_running_loop()
        wishes = params.initialization_options if isinstance(params.initialization_options, dict) else {}
        lang = wishes.get("lang")
        self.options = replace(
            self.options,
            lang=self.options.lang or (lang if lang in LANGUAGES else None),
            locale=params.locale or "",
        )
        encoding = str(
            getattr(self.server.workspace.position_encoding, "value", self.server.workspace.position_encoding)
        )
        self.checker = Checker(encoding, self._post)
        self.session = Session(self.options, encoding, self.checker)
        self.publisher = Publisher(self.server, self.session)
        folders = [folder.uri for folder in params.workspace_folders or []] or [params.root_uri or ""]
        for uri in folders:
            if (path := wire.path_of(uri)) is not None:
                self.session.add_folder(path)
        self.checker.start()

    async def watch(self) -> None:
        """Asks to be told of changes on the disk, where the editor can."""
        workspace = self.server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is None or not watching.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(glob) for glob in _WATCHED]
        asked = types.Registration(
            "intlstrat-files",
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            types.DidChangeWatchedFilesRegistrationOptions(watchers),
        )
        await self.server.client_register_capability_async(types.RegistrationParams([asked]))
        assert self.session is not None
        self.session.watched = True

    def _post(self, root: Path, result: Result) -> None:
        """Takes a result from the checker's thread to the loop."""
        assert self.loop is not None
        try:
            self.loop.call_soon_threadsafe(self._take, root, result)
        except RuntimeError:  # the loop is gone, and so is the editor
            return

    def _take(self, root: Path, result: Result) -> None:
        assert self.session is not None
        assert self.publisher is not None
        repo = self.session.repos.get(root)
        match result:
            case _ if repo is None:  # of a folder that has been closed since
                return
            case Prepared():
                self.session.prepared(repo, result)
                self._wake()
            case Judged() if result.number == repo.number:
                self.publisher.judged(repo, result)
            case Failed():
                self.server.report_server_error(result.error, type(result.error))
                repo.failed = repo.rules is None  # nobody is to wait for what does not come
                self._wake()

    def _wake(self) -> None:
        """Lets everybody who waits for a data repo look again."""
        self.read.set()
        self.read = asyncio.Event()

    async def desk(self, uri: str) -> answers.Desk | None:
        """What is needed to answer about a file; None for one that lies in no data repo."""
        path = wire.path_of(uri)
        if self.session is None or path is None:
            return None
        found = self.session.repo_of_known(path)
        if found is None:
            return None
        if not await self.ready(found[0]):
            return None
        at = self.session.at(path)
        return answers.Desk(self.session, *at, self.server.client_capabilities) if at is not None else None

    async def ready(self, repo: Repo) -> bool:
        """Waits until a data repo has been read for the first time; False where that has failed, or it is closed."""
        while repo.rules is None:
            if repo.failed or self.session is None or self.session.repos.get(repo.root) is not repo:
                return False
            try:
                await asyncio.wait_for(self.read.wait(), _PATIENCE)
            except TimeoutError:
                return False
        return True

    def drop(self, folder: str) -> None:
        """A folder that the editor has closed: nothing more is said about the data repo in it."""
        if self.session is not None:
            self._clear(self.session.drop_folder(folder))

    def close(self, path: str) -> None:
        """A file that the editor has closed, and with it a data repo that was opened only through its files."""
        if self.session is not None:
            self._clear(self.session.closed(path))

    def _clear(self, repo: Repo | None) -> None:
        if repo is not None and self.publisher is not None:
            self.publisher.clear(repo)
            self._wake()
