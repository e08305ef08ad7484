"""Why the system refuses a file, in the reader's language: it tells its own reasons in English, as a rule."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

from intlstrat.findings import N_, Term

_REASONS: Final[Mapping[int, str]] = {
    errno.EACCES: N_("Permission denied"),
    errno.EPERM: N_("Operation not permitted"),
    errno.ENOENT: N_("No such file or directory"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.EISDIR: N_("Is a directory"),
    errno.EEXIST: N_("File exists"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EDQUOT: N_("Disk quota exceeded"),
    errno.EFBIG: N_("File too large"),
    errno.EROFS: N_("Read-only file system"),
    errno.EIO: N_("Input/output error"),
    errno.EBUSY: N_("Device or resource busy"),
    errno.EMFILE: N_("Too many open files"),
    errno.ENFILE: N_("Too many open files in system"),
    errno.ENOMEM: N_("Cannot allocate memory"),
    errno.EPIPE: N_("Broken pipe"),
    errno.ETIMEDOUT: N_("Connection timed out"),
}
"""By the system's number; the texts are those of the GNU C library, so that in English they are what others say."""


def reason_of(error: OSError) -> str:
    """Why it was refused. What is not known here is told in the system's own words.

    So is what Windows says: in the user's language, and more exactly than by these numbers.
    """
    known = _REASONS.get(error.errno or 0) if getattr(error, "winerror", None) is None else None
    return Term(known) if known is not None else error.strerror or type(error).__name__


def reason_for(number: int) -> Term:
    """The reason with that number, one of those above."""
    return Term(_REASONS[number])
