"""Use cases that write plans, done once each."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.services.layar.saran import release
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.tindak_lanjut import bukti, hasil, kegiatan, petikan, rencana, tayang
from tests.factories import isian, submit
from tests.services.kasus import Line, Stage, case, png
from tests.services.tindak_lanjut.conftest import KEGIATAN, SELESAI

TRIWULAN = Triwulan(2023, 1)


def _published(s: Stage) -> int:
    """Publish a sheet and return an answer with a suggestion that is released."""
    for i in range(6):
        identity = submit(s.rt, "layanan-a1", isian(saran=f"Lama {i}"), day=date(2023, 2, 2))
    with s.rt.reading() as session:
        found = session.exec(select(Jawaban.id).where(col(Jawaban.uuid) == identity)).one() or 0
    publish(s.rt, s.person, periode=TRIWULAN.periode)
    release(s.rt, s.person, found, show=True)
    return found


@case(Role.ADMIN_UPP)
def plan_and_its_result(s: Stage) -> Iterator[list[Line]]:
    jawaban_id = _published(s)
    yield []
    plan = rencana.begin(s.rt, s.person, "", TRIWULAN)
    one, two = (kegiatan.add_kegiatan(s.rt, s.person, plan, "waktu", KEGIATAN).id for _ in range(2))
    kegiatan.change_kegiatan(s.rt, s.person, one, 1, KEGIATAN | {"nama": "Menambah kursi"})
    kegiatan.move_kegiatan(s.rt, s.person, two, up=True)
    kegiatan.remove_kegiatan(s.rt, s.person, two, 1)
    quoted = petikan.pick(s.rt, s.person, plan, "waktu", jawaban_id=jawaban_id).id
    hasil.save_hasil(s.rt, s.person, one, 2, SELESAI)
    words = {"tampil": "1", "teks": "Kursi sudah ditambah."}
    tayang.save_tayang(s.rt, s.person, one, 3, words)
    tayang.save_tayang(s.rt, s.person, one, 4, {})
    petikan.change_petikan(s.rt, s.person, quoted, "Lama")
    petikan.drop_petikan(s.rt, s.person, quoted)
    name = f"tindak_lanjut/{plan}"
    changed = {
        "sebelum": {"nama": KEGIATAN["nama"]},
        "sesudah": {"nama": "Menambah kursi"},
        "kegiatan": one,
    }
    yield [
        ("tindak_lanjut.mulai", name, {"upp": "upp-a", "triwulan": "2023-1"}),
        ("tindak_lanjut.kegiatan_tambah", name, {"kegiatan": one}),
        ("tindak_lanjut.kegiatan_tambah", name, {"kegiatan": two}),
        ("tindak_lanjut.kegiatan_ubah", name, changed),
        ("tindak_lanjut.kegiatan_geser", name, {"kegiatan": two, "sesudah": {"urutan": 1}}),
        ("tindak_lanjut.kegiatan_hapus", name, {"kegiatan": two}),
        ("tindak_lanjut.petik", name, {"jawaban": jawaban_id, "unsur": "waktu"}),
        ("tindak_lanjut.hasil", name, {"kegiatan": one}),
        ("tindak_lanjut.tayang", name, {"kegiatan": one}),
        ("tindak_lanjut.turun", name, {"kegiatan": one}),
        ("tindak_lanjut.petik_ubah", name, {"sesudah": {}}),  # as many letters as before
        ("tindak_lanjut.petik_hapus", name, {"sebelum": {"karakter": 6}}),
    ]


@case(Role.ADMIN_UPP)
def values_of_a_revision(s: Stage) -> Iterator[list[Line]]:
    _published(s)
    plan = rencana.begin(s.rt, s.person, "", TRIWULAN)
    for _ in range(6):
        submit(s.rt, "layanan-a1", isian(u3="1"), day=date(2023, 2, 3))
    settle(s.rt)
    lama = "0001/UPP-A/TW-I/2023"
    publish(s.rt, s.person, periode=TRIWULAN.periode, menggantikan=lama, alasan="Menyusul")
    yield []
    rencana.take_over(s.rt, s.person, plan)
    yield [("tindak_lanjut.nilai_baru", f"tindak_lanjut/{plan}", {})]


@case(Role.ADMIN_UPP)
def evidence(s: Stage) -> Iterator[list[Line]]:
    _published(s)
    plan = rencana.begin(s.rt, s.person, "", TRIWULAN)
    one = kegiatan.add_kegiatan(s.rt, s.person, plan, "waktu", KEGIATAN).id
    yield []
    row = bukti.add_bukti(s.rt, s.person, one, nama="loket.png", data=png(), keterangan="Loket")
    bukti.remove_bukti(s.rt, s.person, row.id)
    name, about = f"tindak_lanjut/{plan}", {"kegiatan": one, "nama": KEGIATAN["nama"]}
    told = {
        "bukti": "loket.jpg",
        "jenis": "foto",
        "keterangan": "Loket",
        "ukuran": row.ukuran,
        "sidik": row.sidik,
    }
    yield [
        ("tindak_lanjut.bukti_tambah", name, about | {"sebelum": {}, "sesudah": told}),
        ("tindak_lanjut.bukti_hapus", name, about | {"sebelum": told, "sesudah": {}}),
    ]
