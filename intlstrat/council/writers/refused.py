"""What a writer answers when it cannot make its document."""

from __future__ import annotations

from msgspec import Struct

from intlstrat.findings import Message


class Refused(Struct, frozen=True):
    """Why there is no document, for the one who asked for it."""

    message: Message
