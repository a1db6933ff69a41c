"""A workbook that is broken inside."""

import io
import zipfile

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.services.impor.bedah_excel import BatasBerkas, look_inside


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
        look_inside(bytes(data), BatasBerkas(10_000, 100_000, 100))
    assert caught.value.code == "impor.file"


def _workbook(shared: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst>{shared}</sst>")
    return out.getvalue()


_ROOM = BatasBerkas(100_000, 20_000_000, 100)


@pytest.mark.parametrize("pieces", [1, 2, 33])
def test_no_cell_holds_more_than_excel_lets_it(pieces: int) -> None:
    """However many pieces of an own style its text has; many cells may hold more together."""
    piece = "x" * (32_767 // pieces)
    fits = "<si>" + f"<r><t>{piece}</t></r>" * pieces + "</si>"
    look_inside(_workbook(fits * 3), _ROOM)
    with pytest.raises(DomainError, match="Satu sel memuat teks") as caught:
        look_inside(_workbook(fits.replace("</si>", "<r><t>" + "x" * 40 + "</t></r></si>")), _ROOM)
    assert caught.value.code == "impor.size"


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="{}"/>',
        "<row {}/>",
        "<{}/>",
        "<!--{}-->",
        "<?uji {}?>",
    ],
    ids=["attribute", "attributes", "name", "comment", "instruction"],
)
def test_a_tag_of_megabytes_is_refused_before_it_is_looked_at_again_and_again(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty-four megabytes pack into as many kilobytes, and cost seconds: the square of the size."""
    much = (
        "x" * 4_000_000 if "row {}" not in inside else " ".join(f'a{i}=""' for i in range(400_000))
    )
    read, pieces = zipfile.ZipExtFile.read, []

    def counted(self: zipfile.ZipExtFile, n: int = -1) -> bytes:
        pieces.append(n)
        return read(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    with pytest.raises(DomainError) as caught:
        look_inside(_workbook(inside.format(much)), _ROOM)
    assert caught.value.code == "impor.size"
    assert len(pieces) <= 6


def test_a_large_tag_that_is_still_a_tag_passes() -> None:
    look_inside(_workbook('<si x="' + "x" * 100_000 + '"><t>uji</t></si>'), _ROOM)
