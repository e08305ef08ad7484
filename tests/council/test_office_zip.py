"""Office documents as zip files: what a template says of its own size is not believed."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from intlstrat.council.writers import office_zip

SIZE = 30_000_000


def zipped(content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("a.xml", content)
    return buffer.getvalue()


def lying(content: bytes, size: int) -> bytes:
    """A zip file whose only part is said to be of that size."""
    data, told = zipped(content), len(content).to_bytes(4, "little")
    assert data.count(told) == 2, "before the part and in the list of parts"
    return data.replace(told, size.to_bytes(4, "little"))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(zipped(b" " * SIZE), id="honest"),
        pytest.param(lying(b" " * SIZE, 7), id="lying"),
        *(
            pytest.param(zipped(b" " * SIZE, method), id=name)
            for method, name in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma"))
        ),
    ],
)
def test_no_more_is_unpacked_than_to_the_limit(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_zip, "LARGEST", 1_000_000)
    tracemalloc.start()
    found = office_zip.unpack(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found is None
    assert most < 10_000_000


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_what_office_programs_pack_is_unpacked(method: int) -> None:
    assert office_zip.unpack(zipped(b"x")) == {"a.xml": b"x"}
    assert office_zip.unpack(zipped(b"x", method)) is None


def test_the_limit_is_for_all_parts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = office_zip.pack({"a": b"x" * 600, "b": b"x" * 400}, "2026-11-25")
    monkeypatch.setattr(office_zip, "LARGEST", 1000)
    assert office_zip.unpack(packed) is not None
    monkeypatch.setattr(office_zip, "LARGEST", 999)
    assert office_zip.unpack(packed) is None
