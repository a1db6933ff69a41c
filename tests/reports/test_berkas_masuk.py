"""Hostile workbooks in the process that reads files: refused with a sentence, soon, in little memory."""

import base64
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.reports.worker import RenderPool
from sekampadi.reports.worker_process import BERKAS
from sekampadi.services.impor.impor_lembar import read_berkas
from sekampadi.services.impor.lembar_layanan import read_layanan
from sekampadi.services.sistem.foto import read_foto
from tests.impor import baris, berkas, templat

from . import pekerjaan

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"
_TODAY = date(2023, 6, 7)


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    pool = RenderPool(BERKAS, max_waiting=2)
    yield pool
    pool.close()


def with_part(name: str, text: bytes) -> bytes:
    """Return a template in which one part is another, or one part more."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(templat())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in source.namelist():
            if entry != name:
                archive.writestr(entry, source.read(entry))
        archive.writestr(name, text)
    return out.getvalue()


def sheet(rows: bytes, before: bytes = b"") -> bytes:
    return b"<worksheet %s>%s<sheetData>%s</sheetData></worksheet>" % (_NS.encode(), before, rows)


_CELLS = with_part(_SHEET, sheet(b"<row>" + b"<c><v>1</v></c>" * 800_000 + b"</row>"))
HOSTILE: dict[str, tuple[bytes, set[str]]] = {
    "800,000 cells": (_CELLS, {"impor.size"}),
    "800,000 cells, prefixed": (
        with_part(
            _SHEET,
            b'<x:worksheet xmlns:x="u"><x:sheetData>' + b"<x:row><x:c/></x:row>" * 800_000,
        ),
        {"impor.size", "impor.rows"},
    ),
    "a huge dimension": (
        with_part(_SHEET, sheet(b'<row r="1048576"/>', b'<dimension ref="A1:XFD1048576"/>')),
        {"impor.rows"},
    ),
    "a row number of 5,000 digits": (
        with_part(_SHEET, sheet(b'<row r="%s"/>' % (b"9" * 5000))),
        {"impor.rows"},
    ),
    "deep shared strings": (
        with_part("xl/sharedStrings.xml", b"<sst>" + b"<si>" * 300_000),
        {"impor.file"},
    ),
    "many shared strings": (
        with_part("xl/sharedStrings.xml", b"<sst>" + b"<si><t/></si>" * 2_000_000 + b"</sst>"),
        {"impor.size"},
    ),
    "a doctype in the relations": (
        with_part("xl/_rels/workbook.xml.rels", b"<!DOCTYPE x><Relationships/>"),
        {"impor.file"},
    ),
    "a doctype in a picture": (
        with_part("xl/media/image1.png", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
        {"impor.file"},
    ),
    "a doctype in UTF-16": (
        with_part("docProps/core.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")),
        {"impor.file"},
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "read", [read_layanan, lambda data: read_berkas(data, "layanan-a1", _TODAY)]
)
def test_a_hostile_file_is_refused_soon(name: str, read: Callable[[bytes], object]) -> None:
    data, codes = HOSTILE[name]
    with pytest.raises(DomainError) as caught:
        read(data)
    assert caught.value.code in codes
    assert caught.value.message.endswith(".")


def test_the_reading_process_stays_small_and_reads_on(pool: RenderPool) -> None:
    honest = berkas([baris(nomor=1)]).getvalue()
    args = ("layanan-a1", _TODAY)
    assert len(pool.call(read_berkas, honest, *args, timeout=30).baris) == 1
    before = pool.call(pekerjaan.resident, timeout=10)
    for data, codes in HOSTILE.values():
        with pytest.raises(DomainError) as caught:
            pool.call(read_berkas, data, *args, timeout=30)
        assert caught.value.code in codes
    assert pool.call(pekerjaan.resident, timeout=10) < before + 40 * 1024 * 1024
    assert len(pool.call(read_berkas, honest, *args, timeout=30).baris) == 1


def test_a_file_that_takes_too_long_costs_its_process_only(pool: RenderPool) -> None:
    with pytest.raises(DomainError) as caught:
        pool.call(pekerjaan.sleep, 60.0, timeout=0.3)
    assert caught.value.code == "report.timeout"
    assert pool.call(pekerjaan.echo, b"x", timeout=10) == b"x"


def test_memory_is_bounded(pool: RenderPool) -> None:
    with pytest.raises(DomainError) as caught:
        pool.call(pekerjaan.hoard, timeout=20)
    assert caught.value.code == "report.failed"
    assert pool.call(pekerjaan.echo, b"x", timeout=10) == b"x"


def test_a_photo_that_unpacks_to_more_than_there_is_room_for_is_told_so(pool: RenderPool) -> None:
    # 8000 pixels a side in white, without loss: 38 bytes.
    webp = base64.b85decode("Qb|Te9smFUS4BclR!}%h5dZ)HFF)VU2M5sq{`bHCfr#jT000")
    with pytest.raises(DomainError) as caught:
        pool.call(read_foto, webp, timeout=60)
    assert caught.value.code == "bukti.pixels"
    assert (
        caught.value.message == "Foto ini terlalu besar untuk dibuka. Perkecil, lalu unggah lagi."
    )
    assert pool.call(pekerjaan.echo, b"x", timeout=10) == b"x"
