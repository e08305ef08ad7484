"""What `intlstrat fix` would mend in a file, as changes of its text. The only module that knows that command."""

from __future__ import annotations

from dataclasses import dataclass

from intlstrat.findings import Message
from intlstrat.lsp.edit import Change
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import File


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing that can be mended without deciding anything."""

    what: Message
    change: Change


def mends(file: File, known: Known) -> tuple[Mend, ...]:
    """Everything that can be mended in a file; nothing where it cannot be read."""
    return ()
