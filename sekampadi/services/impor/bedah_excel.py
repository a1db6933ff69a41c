"""Looking through an uploaded workbook before anything builds objects from it.

A zip of a few kilobytes can hold millions of cells, a sheet that claims a million rows, or elements
nested a hundred thousand deep. Every part is unpacked piece by piece and counted while it is parsed,
so that the first thing too many ends it: time and memory stay bounded whatever the file says.
"""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

_PARTS_MAX: Final = 200
_DEPTH_MAX: Final = 40
_ROW_MAX: Final = 100_000
_ROW_DIGITS: Final = 7
_PIECE: Final = 64 * 1024
_TOKEN_MAX: Final = 256 * 1024
"""Bytes of one tag or attribute. Expat looks at an unfinished one anew with every piece of it, so
what it costs grows with the square; no workbook has a tag of a kilobyte."""
_ELEMENTS_PER_CELL: Final = 5
"""A cell is one to four elements; the rest of a workbook has few."""
_SEPARATOR: Final = " "
UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(ValueError, OSError, NotImplementedError, RuntimeError, EOFError),
)
"""What a file that is no zip, or a broken one, makes of the reading."""
_TEXTS: Final = frozenset({"c", "si", "comment"})
"""Elements that are one text, however many pieces it has."""
_LETTERS_MAX: Final = 32_767
"""Letters in one cell: Excel's own limit. What reads cells spends long on a text of megabytes."""


@dataclass(frozen=True, slots=True)
class BatasBerkas:
    """What a workbook may hold."""

    bytes_max: int  # as it comes
    unpacked: int  # bytes of all its parts
    cells: int  # of all its sheets, the empty ones too
    merged: bool = True  # whether cells may be merged


def broken() -> DomainError:
    """Return what is said of a file that is no workbook."""
    return DomainError(
        "impor.file",
        t(
            "Berkas ini bukan buku kerja Excel (.xlsx) yang dapat dibaca. Pakai templat yang "
            "disediakan."
        ),
    )


def _too_much() -> DomainError:
    return DomainError("impor.size", t("Isi berkas terlalu besar. Bagi menjadi beberapa berkas."))


def _too_long() -> DomainError:
    return DomainError(
        "impor.rows", t("Lembar ini terlalu panjang. Hapus baris kosong di bawah isian.")
    )


class _Counter:
    """Counts what all parts of a workbook hold."""

    def __init__(self, batas: BatasBerkas) -> None:
        self._batas = batas
        self._elements = self._cells = self._rows = self._depth = 0
        self._letters = self._text_at = 0
        self.unpacked = 0

    def parser(self) -> Any:
        """Return a parser of the next part."""
        self._depth = self._rows = self._letters = self._text_at = 0
        parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.buffer_text = True
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def unpack(self, size: int) -> None:
        """Count bytes."""
        self.unpacked += size
        if self.unpacked > self._batas.unpacked:
            raise _too_much()

    def _doctype(self, *_: object) -> None:
        # Entities are declared nowhere else.
        raise broken()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEPTH_MAX:
            raise broken()
        if self._elements > self._batas.cells * _ELEMENTS_PER_CELL:
            raise _too_much()
        kind = name.rpartition(_SEPARATOR)[2]
        if not self._text_at:
            # A text in pieces of several styles is still the text of one cell.
            self._letters = 0
            if kind in _TEXTS:
                self._text_at = self._depth
        if kind == "c":
            self._cells += 1
            if self._cells > self._batas.cells:
                raise _too_much()
        elif kind == "row":
            self._rows += 1
            number = attributes.get("r", "")
            if self._rows > _ROW_MAX or len(number) > _ROW_DIGITS:
                raise _too_long()
            if number.isdecimal() and int(number) > _ROW_MAX:
                raise _too_long()
        elif kind == "mergeCell" and not self._batas.merged:
            raise DomainError(
                "impor.merged", t("Berkas ini memuat sel yang digabung. Pisahkan dulu sel-selnya.")
            )

    def _end(self, _name: str) -> None:
        if self._depth == self._text_at:
            self._text_at = 0
        self._depth -= 1

    def _text(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > _LETTERS_MAX:
            words = t(
                "Satu sel memuat teks yang terlalu panjang. Paling banyak 32.767 huruf dalam satu sel."
            )
            raise DomainError("impor.size", words)


def look_inside(data: bytes, batas: BatasBerkas) -> None:
    """Refuse a file that holds more than it may, or what no workbook needs.

    Raises:
        DomainError: ``impor.file``, ``impor.size``, ``impor.rows``, ``impor.merged``.
    """
    if len(data) > batas.bytes_max:
        kilobytes = batas.bytes_max // 1024
        size = f"{kilobytes // 1024} MB" if kilobytes % 1024 == 0 else f"{kilobytes} KB"
        raise DomainError(
            "impor.size", t("Berkas terlalu besar: paling besar {ukuran}.", ukuran=size)
        )
    counter = _Counter(batas)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS_MAX or sum(p.file_size for p in parts) > batas.unpacked:
                raise _too_much()
            for part in parts:
                _look_at(archive, part, counter)
    except UNREADABLE:
        raise broken() from None


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo, counter: _Counter) -> None:
    """Parse one part, whatever its name says it is."""
    parser = counter.parser()
    fed = 0
    is_xml = part.filename.endswith((".xml", ".rels", ".vml"))
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            counter.unpack(len(piece))
            fed += len(piece)
            try:
                parser.Parse(piece, False)
            except expat.ExpatError:
                # A picture, say. What expat cannot parse openpyxl cannot either.
                if is_xml:
                    raise broken() from None
                return
            if fed - parser.CurrentByteIndex > _TOKEN_MAX:
                raise _too_much()
    try:
        parser.Parse(b"", True)
    except expat.ExpatError:
        if is_xml and part.file_size:
            raise broken() from None
