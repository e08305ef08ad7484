"""Reads a file that the user names, wherever it lies."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from intlstrat.files.reading import ReadFailure
from intlstrat.findings import msg
from intlstrat.reasons import reason_of

MOST_BYTES: Final = 64 * 1024 * 1024
"""So large a file is read; a document template is far smaller."""


def read_given(path: Path) -> bytes | ReadFailure:
    """The bytes of a file, or why there are none."""
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ReadFailure(
            msg("There is no file {file}.", file=str(path)), msg("Check the name and the folder that you stand in.")
        )
    except OSError as error:
        reason = reason_of(error)
        return ReadFailure(
            msg("{file} could not be read: {reason}.", file=str(path), reason=reason),
            msg("Check the name, and whether you may read it."),
        )
    if len(content) > MOST_BYTES:
        return ReadFailure(
            msg("{file} is larger than {n} MiB.", file=str(path), n=MOST_BYTES // 1024 // 1024),
            msg("Choose a smaller file."),
        )
    return content
