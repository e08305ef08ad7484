"""A real client of the language server: pygls' own, over a real process's standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

Answer = TypeVar("Answer")

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds that anything may take on a machine with much else to do."""

MARKDOWN = [types.MarkupKind.Markdown]
CREATE = [types.ResourceOperationKind.Create]


def capabilities(
    encodings: Sequence[types.PositionEncodingKind | str] | None = None, watches: bool = False, markdown: bool = True
) -> types.ClientCapabilities:
    """What a modern editor says that it can do."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=encodings),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True, resource_operations=CREATE),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watches),
        ),
        text_document=types.TextDocumentClientCapabilities(
            hover=types.HoverClientCapabilities(content_format=MARKDOWN if markdown else [types.MarkupKind.PlainText]),
        ),
    )


class Client:
    """An editor with some folders. What it is told, it keeps; what it asks, it waits for."""

    def __init__(
        self,
        *arguments: str,
        folders: Sequence[Path],
        offered: types.ClientCapabilities | None = None,
        locale: str | None = None,
        options: Mapping[str, Any] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.diagnostics: dict[str, types.PublishDiagnosticsParams] = {}
        self.registered: list[types.Registration] = []
        self.told: list[types.PublishDiagnosticsParams] = []
        self.versions: dict[str, int] = {}
        self._latest = 0
        self._turn = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._client = LanguageClient("tests", "1")
        self._listen()
        command = [sys.executable, "-P", "-m", "intlstrat", "lsp", *arguments]
        surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY), **(environment or {})}
        self.wait_for(self._client.start_io(*command, cwd=folders[0] if folders else "/", env=surroundings))
        asked = types.InitializeParams(
            capabilities=offered or capabilities(),
            process_id=os.getpid(),
            locale=locale,
            initialization_options=options,
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders],
        )
        self.offered = self.wait_for(self._client.initialize_async(asked))
        self.do(self._client.initialized, types.InitializedParams())

    def _listen(self) -> None:
        def published(params: types.PublishDiagnosticsParams) -> None:
            with self._turn:
                self.diagnostics[params.uri] = params
                self.told.append(params)
                self._turn.notify_all()

        def register(params: types.RegistrationParams) -> None:
            with self._turn:
                self.registered += params.registrations
                self._turn.notify_all()

        self._client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
        self._client.feature(types.CLIENT_REGISTER_CAPABILITY)(register)

    def wait_for(self, answer: Awaitable[Answer]) -> Answer:
        async def waited() -> Answer:
            return await asyncio.wait_for(answer, PATIENCE)

        return asyncio.run_coroutine_threadsafe(waited(), self._loop).result()

    def do(self, notify: Callable[[Any], None], params: Any) -> None:
        """Sends a notification."""

        async def sent() -> None:
            notify(params)

        self.wait_for(sent())

    def until(self, holds: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Waits until something that the server tells makes `holds` true."""
        with self._turn:
            assert self._turn.wait_for(holds, patience), "The server has not told in time what was waited for."

    # What an editor does with a text.

    def open(self, path: Path, text: str | None = None) -> str:
        """Opens a file, with the text that is on the disk or another; gives its address."""
        uri = path.as_uri()
        written = path.read_text(encoding="utf-8") if text is None else text
        self.versions[uri] = self._version()
        item = types.TextDocumentItem(uri, "yaml", self.versions[uri], written)
        self.do(self._client.text_document_did_open, types.DidOpenTextDocumentParams(item))
        return uri

    def _version(self) -> int:
        """A version that no text has had, so that what is told of it can be told from what was told before."""
        self._latest += 1
        return self._latest

    def write(self, uri: str, text: str) -> None:
        """Replaces the whole text."""
        self.edit(uri, types.TextDocumentContentChangeWholeDocument(text))

    def edit(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> None:
        self.versions[uri] = self._version()
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.do(self._client.text_document_did_change, types.DidChangeTextDocumentParams(document, list(changes)))

    def save(self, uri: str) -> None:
        self.do(self._client.text_document_did_save, types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        document = types.TextDocumentIdentifier(uri)
        self.do(self._client.text_document_did_close, types.DidCloseTextDocumentParams(document))

    def touched(self, *paths: Path) -> None:
        """Tells that files have changed on the disk."""
        changes = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed) for path in paths]
        self.do(self._client.workspace_did_change_watched_files, types.DidChangeWatchedFilesParams(changes))

    def drop(self, folder: Path) -> None:
        """Closes a folder."""
        removed = types.WorkspaceFoldersChangeEvent([], [types.WorkspaceFolder(folder.as_uri(), folder.name)])
        self.do(self._client.workspace_did_change_workspace_folders, types.DidChangeWorkspaceFoldersParams(removed))

    def findings(self, uri: str) -> list[types.Diagnostic]:
        """The findings of the newest version of an open file, once they are there."""
        self.until(lambda: uri in self.diagnostics and self.diagnostics[uri].version == self.versions[uri])
        return list(self.diagnostics[uri].diagnostics)

    # What an editor asks.

    def hover(self, uri: str, line: int, column: int) -> types.Hover | None:
        return self.wait_for(self._client.text_document_hover_async(types.HoverParams(*_at(uri, line, column))))

    def complete(self, uri: str, line: int, column: int) -> list[types.CompletionItem]:
        asked = types.CompletionParams(*_at(uri, line, column))
        found = self.wait_for(self._client.text_document_completion_async(asked))
        return list(found.items) if isinstance(found, types.CompletionList) else list(found or [])

    def resolve(self, item: types.CompletionItem) -> types.CompletionItem:
        return self.wait_for(self._client.completion_item_resolve_async(item))

    def definition(self, uri: str, line: int, column: int) -> types.Location | None:
        found = self.wait_for(
            self._client.text_document_definition_async(types.DefinitionParams(*_at(uri, line, column)))
        )
        assert found is None or isinstance(found, types.Location)
        return found

    def references(self, uri: str, line: int, column: int, declaration: bool = False) -> list[types.Location]:
        document, position = _at(uri, line, column)
        asked = types.ReferenceParams(types.ReferenceContext(declaration), document, position)
        found = self.wait_for(self._client.text_document_references_async(asked))
        return list(found or [])

    def outline(self, uri: str) -> list[types.DocumentSymbol]:
        asked = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        found = self.wait_for(self._client.text_document_document_symbol_async(asked)) or []
        return [each for each in found if isinstance(each, types.DocumentSymbol)]

    def symbols(self, query: str) -> list[types.WorkspaceSymbol | types.SymbolInformation]:
        return list(self.wait_for(self._client.workspace_symbol_async(types.WorkspaceSymbolParams(query))) or [])

    def actions(self, uri: str, line: int, column: int, *only: str) -> list[types.CodeAction]:
        here = types.Position(line, column)
        context = types.CodeActionContext([], list(only) or None)
        asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(here, here), context)
        found = self.wait_for(self._client.text_document_code_action_async(asked)) or []
        return [each for each in found if isinstance(each, types.CodeAction)]

    # How it leaves.

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._client._server is not None
        return self._client._server

    def leave(self, *, politely: bool = True) -> int:
        """Leaves as the protocol says, or without the word that must come first; gives the server's exit."""
        if politely:
            self.wait_for(self._client.shutdown_async(None))
        self.do(self._client.exit, None)
        return self._exit()

    def vanish(self) -> int:
        """Closes the connection without a word."""

        async def gone() -> None:
            assert self.process.stdin is not None
            self.process.stdin.close()

        self.wait_for(gone())
        return self._exit()

    def _exit(self) -> int:
        code = self.wait_for(self.process.wait())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        return code


def _at(uri: str, line: int, column: int) -> tuple[types.TextDocumentIdentifier, types.Position]:
    return types.TextDocumentIdentifier(uri), types.Position(line, column)
