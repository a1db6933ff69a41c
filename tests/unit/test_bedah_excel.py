"""A workbook that is broken inside."""

import io
import zipfile

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.services.bedah_excel import Batas, look_inside


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_broken_packing_is_no_workbook(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a.xml", "<a>" + "uji " * 500 + "</a>")
    data = bytearray(out.getvalue())
    at = 30 + len("a.xml")
    data[at + 9 : at + 20] = b"\xff" * 11
    data[at] |= 0x07 if method == zipfile.ZIP_DEFLATED else 0
    with pytest.raises(DomainError) as caught:
        look_inside(bytes(data), Batas(10_000, 100_000, 100))
    assert caught.value.code == "impor.file"
