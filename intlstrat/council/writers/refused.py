"""What a writer answers when it cannot make its document."""

from __future__ import annotations

from dataclasses import dataclass

from intlstrat.findings import Message


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no document, for the one who asked for it."""

    message: Message
