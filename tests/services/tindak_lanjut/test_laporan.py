"""What the documents of a plan and its result read: in scope, with the right to export, with photos."""

import hashlib
import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from sekampadi.db.models import BuktiKegiatan
from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Permission, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import path_of
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.laporan import load_laporan_tindak_lanjut
from tests.services.tindak_lanjut.conftest import SELESAI, TRIWULAN, Panggung


def store(rt: Runtime, kegiatan_id: int, nama: str, data: bytes, jenis: str = "foto") -> int:
    """Keep a file of evidence as the store does; return the id of its row."""
    sidik = hashlib.sha256(data).hexdigest()
    path = path_of(rt.settings, sidik)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    with rt.writing() as session:
        row = BuktiKegiatan(
            kegiatan_id=kegiatan_id,
            kunci=hashlib.md5(nama.encode()).hexdigest(),
            sidik=sidik,
            jenis=jenis,
            nama=nama,
            ukuran=len(data),
            diunggah_pada=datetime(2023, 5, 1, tzinfo=UTC),
            diunggah_oleh="x",
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def photo(colour: str, size: tuple[int, int] = (1600, 1200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def test_a_report_has_small_photos_four_of_an_action(panggung: Panggung) -> None:
    rt, one = panggung.rt, panggung.kegiatan()
    colours = ("red", "green", "blue", "white", "black")
    ids = [store(rt, one, f"{c}.jpg", photo(c, (1200, 1600))) for c in colours]
    store(rt, one, "notulen.pdf", b"%PDF-1.4", "pdf")
    found = load_laporan_tindak_lanjut(rt, panggung.person, "", TRIWULAN, unduh=True, foto=True)
    assert list(found.foto) == ids[:4]
    small = found.foto[ids[0]]
    with Image.open(io.BytesIO(small.isi)) as picture:
        assert picture.size == (small.lebar, small.tinggi) == (240, 320)
        red, green, blue = picture.convert("RGB").resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 50
    assert not load_laporan_tindak_lanjut(rt, panggung.person, "", TRIWULAN).foto


def test_a_photo_that_is_gone_or_broken_is_left_out(panggung: Panggung) -> None:
    rt, one = panggung.rt, panggung.kegiatan()
    gone = store(rt, one, "hilang.jpg", photo("red"))
    for path in (rt.settings.data_dir / "berkas").rglob("*"):
        if path.is_file():
            path.unlink()
    store(rt, one, "rusak.jpg", b"\xff\xd8\xff nothing")
    whole = store(rt, one, "utuh.jpg", photo("blue"))
    found = load_laporan_tindak_lanjut(rt, panggung.person, "", TRIWULAN, unduh=True, foto=True)
    assert gone not in found.foto
    assert list(found.foto) == [whole]


def test_a_year_has_four_triwulan(panggung: Panggung) -> None:
    one = panggung.kegiatan()
    panggung.kegiatan("biaya")
    save_hasil(panggung.rt, panggung.person, one, 1, SELESAI)
    year = load_laporan_tindak_lanjut(panggung.rt, panggung.person, "", 2023)
    assert year.setahun
    assert [b.triwulan.nomor for b in year.bagian] == [1, 2, 3, 4]
    assert [b.rencana is not None for b in year.bagian] == [True, False, False, False]
    today = Triwulan.of(panggung.rt.today())
    assert [b.berakhir for b in year.bagian] == [Triwulan(2023, n) < today for n in range(1, 5)]
    assert (year.realisasi.selesai, year.realisasi.rencana) == (1, 2)
    for tahun in (2019, panggung.rt.today().year + 1):
        with pytest.raises(DomainError) as caught:
            load_laporan_tindak_lanjut(panggung.rt, panggung.person, "", tahun)
        assert caught.value.code == "tahun.unknown"


def test_without_a_plan_and_in_another_upp_there_is_none(panggung: Panggung) -> None:
    rt, cast = panggung.rt, panggung.cast
    with pytest.raises(NotFoundError) as caught:
        load_laporan_tindak_lanjut(rt, cast.admin_b, "", TRIWULAN)
    assert caught.value.code == "rencana.unknown"
    with pytest.raises(NotFoundError) as other:
        load_laporan_tindak_lanjut(rt, cast.admin_b, "upp-a", TRIWULAN)
    assert other.value.code == "upp.unknown"
    leader = cast.people[Role.PIMPINAN]
    found = load_laporan_tindak_lanjut(rt, leader, "upp-a", TRIWULAN, unduh=True)
    assert found.bagian[0].rencana == panggung.rencana()


def test_a_document_takes_the_right_to_export(
    panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Permission] = []

    def refuse(_person: object, permission: Permission) -> None:
        asked.append(permission)
        raise ForbiddenError("izin.denied", "no")

    monkeypatch.setattr("sekampadi.services.tindak_lanjut.laporan.authorize", refuse)
    load_laporan_tindak_lanjut(panggung.rt, panggung.person, "", TRIWULAN)
    with pytest.raises(ForbiddenError):
        load_laporan_tindak_lanjut(panggung.rt, panggung.person, "", TRIWULAN, unduh=True)
    assert asked == [Permission.LAPORAN_EXPORT]
