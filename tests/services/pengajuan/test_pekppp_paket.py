"""The zip of PEKPPP: what is in it, that its index leads to all of it, and in how little memory."""

import hashlib
import io
import os
import pickle
import re
import subprocess
import sys
import zipfile
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from pypdf import PdfReader
from sqlmodel import select

from sekampadi.db.models import BuktiKegiatan, KodeTerpasang, PublikasiMedia
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.reports.build.pekppp.indeks import INDEKS, LEMBAR
from sekampadi.reports.build.pekppp.paket import HILANG, write_paket_pekppp
from sekampadi.services.publikasi.bukti import save_photo
from sekampadi.services.sistem.foto import photo_folder
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import path_of
from sekampadi.services.tindak_lanjut.bukti import add_bukti
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.petikan import pick
from tests.bukti import picture
from tests.services.pengajuan.test_pekppp import TAHUN, medium, sheet_id
from tests.services.tindak_lanjut.conftest import SARAN, SELESAI, Panggung

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
MB = 1024 * 1024
FILES = 200
ROOM = 60 * MB
"""What 200 MB of files may need more than none: far less than they have."""


class _Pipe(io.RawIOBase):
    """What cannot be wound back, as the pipe to the server."""

    def __init__(self) -> None:
        self.data = io.BytesIO()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self.data.write(data)  # type: ignore[arg-type]


def make(p: Panggung, kode: str = "upp-a") -> zipfile.ZipFile:
    pipe = _Pipe()
    write_paket_pekppp(p.rt, p.person, kode, TAHUN, lambda: pipe)  # type: ignore[arg-type,return-value]
    archive = zipfile.ZipFile(io.BytesIO(pipe.data.getvalue()))
    assert archive.testzip() is None
    return archive


def links(archive: zipfile.ZipFile) -> list[str]:
    page = archive.read(INDEKS).decode()
    return [unquote(unescape(x)) for x in re.findall(r"href=[\"']([^\"']+)", page)]


def code(p: Panggung, data: bytes, tempat: str) -> None:
    sidik = hashlib.sha256(data).hexdigest()
    path = path_of(p.rt.settings, sidik)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    with p.rt.writing() as session:
        session.add(
            KodeTerpasang(
                upp_id=p.cast.upp["upp-a"],
                tempat=tempat,
                media="cetak",
                tanggal=date(2023, 3, 1),
                sidik=sidik,
                dicatat_pada=p.rt.now(),
                dicatat_oleh="budi",
            )
        )


@pytest.fixture
def penuh(panggung: Panggung) -> Panggung:
    """Give upp-a a code, two media, a quoted suggestion and two proofs of a finished action."""
    p = panggung
    code(p, b"foto kode", "Loket <1> / Lantai 2")
    save_photo(p.rt, p.person, medium(p, sheet_id(p), "cetak", ""), picture())
    medium(p, sheet_id(p), "situs", "https://a.go.id/?a=1&b='x'")
    kegiatan_id = p.kegiatan(nama="Menambah loket: »Ramah« & cepat")
    pick(p.rt, p.person, p.rencana_id, "waktu", jawaban_id=p.saran_id)
    for nama in ("../../etc/passwd.jpg", "CON.jpg"):
        add_bukti(p.rt, p.person, kegiatan_id, nama=nama, data=picture(size=(61, len(nama))))
    save_hasil(p.rt, p.person, kegiatan_id, 1, SELESAI)
    return p


def test_the_zip_holds_what_proves_each_indicator(penuh: Panggung) -> None:
    archive = make(penuh)
    names = archive.namelist()
    assert names == [
        LEMBAR,
        "1-skm/001-lembar-ikm-triwulan-i-2023.pdf",
        "1-skm/002-laporan-hasil-tindak-lanjut-2023.pdf",
        "1-skm/003-alat-survei-kode-qr-loket-1-lantai-2.jpg",
        "2-media/001-cetak-lobi-lembar-triwulan-i-2023.jpg",
        "3-rtl/001-rtl-triwulan-i-2023.pdf",
        "3-rtl/002-rtl-triwulan-i-2023-menambah-loket-ramah-cepat.jpg",
        "3-rtl/003-rtl-triwulan-i-2023-menambah-loket-ramah-cepat.jpg",
        INDEKS,
    ]
    assert archive.read("1-skm/003-alat-survei-kode-qr-loket-1-lantai-2.jpg") == b"foto kode"
    with penuh.rt.reading() as session:
        sidik = [b.sidik for b in session.exec(select(BuktiKegiatan)).all()]
    assert [hashlib.sha256(archive.read(n)).hexdigest() for n in names if "menambah" in n] == sidik
    for name in names:
        if name.endswith(".pdf"):
            assert len(PdfReader(io.BytesIO(archive.read(name))).pages) >= 1


def test_each_link_of_the_index_is_in_the_zip_or_leads_outside(penuh: Panggung) -> None:
    archive = make(penuh)
    found = links(archive)
    inside = [x for x in found if not x.startswith("http")]
    assert sorted({*inside, INDEKS}) == sorted(archive.namelist())
    assert [x for x in found if x.startswith("http")] == ["https://a.go.id/?a=1&b='x'"]
    page = archive.read(INDEKS).decode()
    assert "<script" not in page
    assert "Loket &lt;1&gt; / Lantai 2" in page
    assert HILANG not in page


def test_what_people_have_said_is_not_in_the_zip(penuh: Panggung) -> None:
    archive = make(penuh)
    words = SARAN.split(",")[0]
    for name in archive.namelist():
        if name.endswith(".pdf"):
            pages = PdfReader(io.BytesIO(archive.read(name))).pages
            assert words not in " ".join(page.extract_text() for page in pages), name
    assert words not in archive.read(INDEKS).decode()


def test_a_file_that_is_gone_is_named_by_the_index(penuh: Panggung) -> None:
    with penuh.rt.reading() as session:
        row = session.exec(select(BuktiKegiatan)).first()
        media = session.exec(select(PublikasiMedia).where(PublikasiMedia.bukti != "")).one()
        assert row is not None
        path_of(penuh.rt.settings, row.sidik).unlink()
        (photo_folder(penuh.rt.settings) / media.bukti).unlink()
    archive = make(penuh)
    assert len(archive.namelist()) == 7
    page = archive.read(INDEKS).decode()
    assert page.count(HILANG) == 2
    inside = [x for x in links(archive) if not x.startswith("http")]
    assert sorted({*inside, INDEKS}) == sorted(archive.namelist())


def test_another_upp_is_not_found_before_anything_is_written(panggung: Panggung) -> None:
    pipe = _Pipe()
    with pytest.raises(NotFoundError):
        write_paket_pekppp(
            panggung.rt,
            panggung.cast.admin_b,
            "upp-a",
            TAHUN,
            lambda: pipe,  # type: ignore[arg-type,return-value]
        )
    assert pipe.data.getvalue() == b""


def _peak(rt: Runtime, p: Panggung, target: Path) -> int:
    """Make the zip in a process of its own and return the most memory it has had."""
    person = p.cast.people[Role.ADMIN_UPP]
    job = pickle.dumps((rt.settings, person, "upp-a", TAHUN, rt.now(), str(target)))
    words = [sys.executable, "-m", "tests.services.pengajuan.pekppp_proses"]
    done = subprocess.run(words, input=job, capture_output=True, check=True)
    return int(done.stdout) * 1024


def test_two_hundred_files_need_no_more_memory_than_none(
    rt: Runtime, panggung: Panggung, tmp_path: Path
) -> None:
    p = panggung
    kegiatan_id = p.kegiatan()
    few = _peak(rt, p, tmp_path / "few.zip")
    with rt.writing() as session:
        for i in range(FILES):
            data = os.urandom(MB)
            sidik = hashlib.sha256(data).hexdigest()
            path = path_of(rt.settings, sidik)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            session.add(
                BuktiKegiatan(
                    kegiatan_id=kegiatan_id,
                    kunci=f"{i:032x}",
                    sidik=sidik,
                    jenis="foto",
                    nama=f"foto-{i}.jpg",
                    ukuran=MB,
                    diunggah_pada=rt.now(),
                    diunggah_oleh="budi",
                )
            )
    many = _peak(rt, p, tmp_path / "many.zip")
    with zipfile.ZipFile(tmp_path / "many.zip") as archive:
        photos = [x for x in archive.infolist() if x.filename.endswith(".jpg")]
        assert (len(photos), sum(x.file_size for x in photos)) == (FILES, FILES * MB)
        assert archive.testzip() is None
        inside = [x for x in links(archive) if not x.startswith("http")]
        assert sorted({*inside, INDEKS}) == sorted(archive.namelist())
    assert many < few + ROOM
