"""The language server: which request is answered by what."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, Final

from lsprotocol import types
from msgspec.structs import replace

from intlstrat.lsp import answers, wire
from intlstrat.lsp.actions import KINDS
from intlstrat.lsp.editor import Editor
from intlstrat.lsp.options import Options
from intlstrat.lsp.protocol import Server, serve
from intlstrat.lsp.text import Text

_TRIGGERS: Final = [":", " ", "-", "[", "{", ",", '"', "'"]


def run(options: Options) -> int:
    """Serves one editor on standard input and output; gives the exit."""
    editor = Editor(Server(), options)
    _register(editor)
    code = serve(editor.server)
    if editor.checker is not None and not editor.checker.stop():
        # It is in the middle of something long, and nobody waits for it any more.
        sys.stderr.flush()
        os._exit(code)
    return code


def _register(editor: Editor) -> None:
    _register_life(editor)
    _register_texts(editor)
    _register_questions(editor)
    _register_names(editor)


def _register_life(editor: Editor) -> None:
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
        for folder in params.event.removed:
            if (path := wire.path_of(folder.uri)) is not None:
                editor.drop(path)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        paths = [path for change in params.changes if (path := wire.path_of(change.uri)) is not None]
        if editor.session is not None:
            editor.session.on_disk(paths)


def _register_texts(editor: Editor) -> None:
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
        if path is not None:
            editor.close(path)


def _edited(text: Text, changes: Sequence[Any]) -> Text:
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            text = text.changed(wire.span(change.range), change.text)
        else:
            text = replace(text, text=change.text)
    return text


def _register_questions(editor: Editor) -> None:
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


def _register_names(editor: Editor) -> None:
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
        for repo in list(editor.session.repos.values()):  # one may be dropped while it is waited for
            await editor.ready(repo)
        return answers.symbols(editor.session, params.query)
