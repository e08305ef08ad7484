"""The language server: which request is answered by what."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from lsprotocol import types

from intlstrat.language import LANGUAGES
from intlstrat.lsp import answers, wire
from intlstrat.lsp.actions import KINDS
from intlstrat.lsp.checker import Checker, Failed, Judged, Prepared, Result
from intlstrat.lsp.protocol import Server, serve
from intlstrat.lsp.publish import Publisher
from intlstrat.lsp.session import Options, Repo, Session
from intlstrat.lsp.text import Text

_TRIGGERS: Final = [":", " ", "-", "[", "{", ",", '"', "'"]
_WATCHED: Final = ("**/data/**", "**/rules/**")
_PATIENCE: Final = 20.0
"""Seconds that a question waits for the first reading of a data repo."""


def run(options: Options) -> int:
    """Serves one editor on standard input and output; gives the exit."""
    editor = _Editor(Server(), options)
    try:
        return serve(editor.server)
    finally:
        editor.leave()


class _Editor:
    """One editor at the other end, from its first word to its last."""

    def __init__(self, server: Server, options: Options) -> None:
        self.server, self.options = server, options
        self.session: Session | None = None
        self.checker: Checker | None = None
        self.publisher: Publisher | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.read = asyncio.Event()
        _register(self)

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
        repo = self.session.repos[root]
        match result:
            case Prepared():
                self.session.prepared(repo, result)
                self.read.set()
                self.read = asyncio.Event()
            case Judged() if result.number == repo.number:
                self.publisher.judged(repo, result)
            case Failed():
                self.server.report_server_error(result.error, type(result.error))

    async def desk(self, uri: str) -> answers.Desk | None:
        """What is needed to answer about a file; None for one that lies in no data repo."""
        path = wire.path_of(uri)
        if self.session is None or path is None:
            return None
        found = self.session.repo_of_known(path)
        if found is None:
            return None
        await self.ready(found[0])
        at = self.session.at(path)
        return answers.Desk(self.session, *at, self.server.client_capabilities) if at is not None else None

    async def ready(self, repo: Repo) -> None:
        """Waits until a data repo has been read for the first time."""
        while repo.rules is None:
            await asyncio.wait_for(self.read.wait(), _PATIENCE)

    def leave(self) -> None:
        if self.checker is not None:
            self.checker.stop()


def _register(editor: _Editor) -> None:
    _register_life(editor)
    _register_texts(editor)
    _register_questions(editor)
    _register_names(editor)


def _register_life(editor: _Editor) -> None:
    server = editor.server

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        editor.begin(params)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        await editor.watch()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.added:
            if editor.session is not None and (path := wire.path_of(folder.uri)) is not None:
                editor.session.add_folder(path)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        paths = [path for change in params.changes if (path := wire.path_of(change.uri)) is not None]
        if editor.session is not None:
            editor.session.on_disk(paths)


def _register_texts(editor: _Editor) -> None:
    server = editor.server

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        if editor.session is not None and (path := wire.path_of(document.uri)) is not None:
            editor.session.opened(path, document.uri, document.text, document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        path = wire.path_of(params.text_document.uri)
        if editor.session is not None and path is not None:
            editor.session.changed(
                path, lambda text: _edited(text, params.content_changes), params.text_document.version
            )

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        if editor.session is not None and (path := wire.path_of(params.text_document.uri)) is not None:
            editor.session.saved(path)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        path = wire.path_of(params.text_document.uri)
        if editor.session is not None and editor.publisher is not None and path is not None:
            editor.session.closed(path)


def _edited(text: Text, changes: Sequence[Any]) -> Text:
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            text = text.changed(wire.span(change.range), change.text)
        else:
            text = replace(text, text=change.text)
    return text


def _register_questions(editor: _Editor) -> None:
    server = editor.server

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        desk = await editor.desk(params.text_document.uri)
        return answers.hover(desk, params.position) if desk is not None else None

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(_TRIGGERS, resolve_provider=True))
    async def completion(params: types.CompletionParams) -> types.CompletionList | None:
        desk = await editor.desk(params.text_document.uri)
        return answers.completion(desk, params.position) if desk is not None else None

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def resolve(item: types.CompletionItem) -> types.CompletionItem:
        return answers.resolved(editor.session, item) if editor.session is not None else item

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([*KINDS]))
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        desk = await editor.desk(params.text_document.uri)
        return answers.code_actions(desk, params.range, params.context.only) if desk is not None else None


def _register_names(editor: _Editor) -> None:
    server = editor.server

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> types.Location | None:
        desk = await editor.desk(params.text_document.uri)
        return answers.definition(desk, params.position) if desk is not None else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[types.Location] | None:
        desk = await editor.desk(params.text_document.uri)
        wanted = params.context.include_declaration
        return answers.references(desk, params.position, wanted) if desk is not None else None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        desk = await editor.desk(params.text_document.uri)
        return answers.outline(desk) if desk is not None else None

    @server.feature(types.WORKSPACE_SYMBOL)
    async def symbols(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        if editor.session is None:
            return []
        for repo in editor.session.repos.values():
            await editor.ready(repo)
        return answers.symbols(editor.session, params.query)
