"""The protocol over standard input and output: reading without waiting, and the exits that it asks for."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Generator
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.io_ import StdoutWriter, run_async
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method

from intlstrat import __version__

_CHUNK = 64 * 1024
_SWITCH = 0.0005
"""Seconds after which a check must let go of the interpreter: a question waits no longer than this for it."""


class Protocol(LanguageServerProtocol):
    """Leaves the texts to the session: pygls keeps them too, but ends lines where the protocol does not (U+2028)."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    @property
    def is_shut_down(self) -> bool:
        return self._shutdown


class Server(LanguageServer):
    """A language server that says on standard error, and in the editor's log, what goes wrong inside of it."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("intlstrat", __version__, protocol_cls=Protocol, converter_factory=default_converter)

    def report_server_error(self, error: Exception, source: Any) -> None:
        print(f"intlstrat lsp: {type(error).__name__}: {error}", file=sys.stderr, flush=True)


def serve(server: Server) -> int:
    """Answers on standard input and output until the client leaves. The exit is 0 where it said so first, else 1."""
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    sys.setswitchinterval(_SWITCH)
    server.protocol.set_writer(StdoutWriter(_protocols_own_output()))
    try:
        asyncio.run(_talk(server, sys.stdin.fileno()))
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    except BrokenPipeError:
        return 1
    return 0 if server.protocol.is_shut_down else 1


def _protocols_own_output() -> BinaryIO:
    """Standard output for the protocol alone: whatever else is written there by mistake goes to standard error."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return own


async def _talk(server: Server, source: int) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1024 * 1024)
    threading.Thread(target=_feed, args=(source, reader, loop), name="reader", daemon=True).start()
    try:
        await run_async(threading.Event(), reader, server.protocol, error_handler=server.report_server_error)
    except asyncio.IncompleteReadError:  # the client left in the middle of a word
        return


def _feed(source: int, reader: asyncio.StreamReader, loop: asyncio.AbstractEventLoop) -> None:
    """Hands on what comes in, whole chunks at a time; a thread of its own, because reading waits.

    It reads past Python's own buffer: that could not be closed while the thread waits at it.
    """
    try:
        while chunk := os.read(source, _CHUNK):
            loop.call_soon_threadsafe(reader.feed_data, chunk)
        loop.call_soon_threadsafe(reader.feed_eof)
    except (OSError, RuntimeError, ValueError):  # the loop or the input is gone
        return
