"""Why the system refuses a file, in the reader's language."""

from __future__ import annotations

import errno
import os
import platform

import pytest

from intlstrat.findings import msg
from intlstrat.language import Language
from intlstrat.reasons import reason_for, reason_of


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("nb", "det er ikke plass igjen på disken"),
        ("nn", "det er ikkje plass igjen på disken"),
        ("en", "No space left on device"),
    ],
)
def test_a_reason_is_said_in_the_readers_language(code: str, written: str) -> None:
    reason = reason_of(OSError(errno.ENOSPC, "No space left on device"))
    told = msg("{path} could not be written ({reason}).", path="a.yaml", reason=reason)
    assert f"({written})" in Language(code).message(told)
    assert Language(code).value(reason_for(errno.ENOSPC)) == written


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another system says it in other words")
def test_in_english_it_is_what_the_system_says() -> None:
    for number in (errno.EACCES, errno.ENOENT, errno.EROFS, errno.EIO, errno.EFBIG, errno.ENAMETOOLONG):
        assert str(reason_for(number)) == os.strerror(number)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENODEV, "No such device"), "No such device"),
        (OSError(None, "another library's words"), "another library's words"),
        (OSError("one thing only"), "OSError"),
        (PermissionError(), "PermissionError"),
    ],
)
def test_what_is_not_known_is_told_as_it_came(error: OSError, told: str) -> None:
    assert Language("nb").value(reason_of(error)) == told


class OnWindows(PermissionError):
    """An error as Windows raises it: with its own number beside that of C."""

    winerror = 32


def test_what_windows_says_is_told_as_it_says_it() -> None:
    told = "Filen brukes av et annet program"
    assert reason_of(OnWindows(errno.EACCES, told)) == told
    assert reason_of(PermissionError(errno.EACCES, told)) == "Permission denied"
