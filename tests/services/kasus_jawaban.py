"""Use cases that write answers, sheets, files and notices, done once each."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlmodel import col, select, update

from sekampadi.db.models import Jawaban, Outbox
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.notifikasi.outbox import JenisPesan
from sekampadi.domain.periode import Periode
from sekampadi.services.impor.impor_jawaban import import_jawaban, import_jawaban_as_system
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.layar.saran import release
from sekampadi.services.moderasi import moderasi, moderasi_beruntun
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN
from sekampadi.services.moderasi.pengaduan import mark_pengaduan
from sekampadi.services.moderasi.urungkan import undo_remove
from sekampadi.services.notifikasi import notifikasi, outbox, outbox_gagal, peringatan
from sekampadi.services.publikasi import bukti, paket, publikasi
from sekampadi.services.survei.entri import enter_jawaban, undo_entri
from sekampadi.services.tabel.ekspor import start_ekspor
from tests import impor
from tests.factories import isian, make_operator, submit
from tests.services.kasus import Line, Stage, case, png
from tests.services.survei.test_beruntun import burst

ALASAN = "kiriman program, bukan orang"
TW_I = Periode.triwulan(2023, 1)


def _answer(s: Stage, **fields: object) -> int:
    identity = submit(s.rt, "layanan-a1", isian(**fields))
    with s.rt.reading() as session:
        return session.exec(select(Jawaban.id).where(col(Jawaban.uuid) == identity)).one() or 0


@case(Role.ADMIN_UPP)
def moderation(s: Stage) -> Iterator[list[Line]]:
    one = _answer(s, saran="treewww")
    yield []
    moderasi.review(s.rt, s.person, [one])
    for pengaduan in (True, True, False):
        mark_pengaduan(s.rt, s.person, [one], pengaduan=pengaduan)
    moderasi.move(s.rt, s.person, [one], "layanan-a2", ALASAN)
    moderasi.remove(s.rt, s.person, [one], ALASAN)
    moderasi.restore(s.rt, s.person, [one], ALASAN)
    removed = moderasi.remove(s.rt, s.person, [one], ALASAN).pada
    assert removed is not None
    undo_remove(s.rt, s.person, [one], removed)
    name = f"jawaban/{one}"
    where = {"layanan": "layanan-a2", "tanggal": "2023-05-15", "alasan": ALASAN}
    yield [
        ("jawaban.tinjau", name, {"layanan": "layanan-a1"}),
        ("jawaban.adukan", name, {"layanan": "layanan-a1"}),
        ("jawaban.bukan_aduan", name, {"layanan": "layanan-a1"}),
        ("jawaban.pindah", name, where | {"layanan": "layanan-a1", "ke": "layanan-a2"}),
        ("jawaban.hapus", name, where),
        ("jawaban.pulihkan", name, where),
        ("jawaban.hapus", name, where),
        (
            "jawaban.pulihkan",
            name,
            {k: v for k, v in where.items() if k != "alasan"} | {"urungkan": True},
        ),
    ]


@case(Role.ADMIN_UPP)
def moderation_of_a_burst(s: Stage) -> Iterator[list[Line]]:
    burst(s.rt, s.clock, 10)
    [line] = moderasi_beruntun.list_beruntun(s.rt, s.person).baris
    yield []
    moderasi_beruntun.review_beruntun(s.rt, s.person, line.beruntun)
    moderasi_beruntun.remove_beruntun(s.rt, s.person, line.beruntun, ALASAN)
    [line] = moderasi_beruntun.list_beruntun(s.rt, s.person).baris
    assert line.hapus is not None
    moderasi_beruntun.undo_remove_beruntun(s.rt, s.person, line.beruntun, line.hapus.pada)
    name, told = f"beruntun/{line.beruntun}", {"n": 10, "layanan": ["layanan-a1"]}
    yield [
        ("jawaban.tinjau_beruntun", name, told),
        ("jawaban.hapus_beruntun", name, told | {"alasan": ALASAN}),
        ("jawaban.urungkan_beruntun", name, told),
    ]


@case(Role.ADMIN_UPP)
def suggestion_on_the_wall(s: Stage) -> Iterator[list[Line]]:
    one = _answer(s, saran="Petugas ramah")
    yield []
    for show in (True, True, False):
        release(s.rt, s.person, one, show=show)
    yield [("saran.rilis", f"jawaban/{one}", {}), ("saran.tarik", f"jawaban/{one}", {})]


@case(Role.PETUGAS_LAYANAN)
def paper(s: Stage) -> Iterator[list[Line]]:
    yield []
    sheet = str(uuid.uuid4())
    where: dict[str, Any] = {"layanan_kode": "layanan-a1", "tanggal": "2023-05-10"}
    enter_jawaban(s.rt, s.person, uuid_text=sheet, isian=isian(), **where)
    undo_entri(s.rt, s.person, uuid_text=sheet)
    told = {"layanan": "layanan-a1", "tanggal": "2023-05-10"}
    yield [("jawaban.entri", sheet, told), ("jawaban.entri_batal", sheet, {})]


@case(Role.PETUGAS_LAYANAN)
def papers_from_a_file(s: Stage) -> Iterator[list[Line]]:
    yield []
    import_jawaban(s.rt, s.person, layanan_kode="layanan-a1", file=impor.berkas([impor.baris()]))
    yield [("jawaban.impor", "layanan:layanan-a1", {"n": 1, "sudah_ada": 0})]


@case(None)
def papers_by_command(s: Stage) -> Iterator[list[Line]]:
    yield []
    file = impor.berkas([impor.baris()])
    import_jawaban_as_system(s.rt, layanan_kode="layanan-a1", file=file)
    yield [("jawaban.impor", "layanan:layanan-a1", {"n": 1})]


@case(Role.ADMIN_UPP)
def sheet(s: Stage) -> Iterator[list[Line]]:
    for i in range(8):
        submit(s.rt, "layanan-a1", isian(usia=str(20 + i)), day=date(2023, 2, 2))
    yield []
    first = publikasi.publish(s.rt, s.person, periode=TW_I)
    fields = {"jenis": "cetak", "tanggal": "2023-04-05", "alamat": ""}
    media = bukti.add_media(s.rt, s.person, publikasi_id=first.id, isian=fields)
    bukti.save_photo(s.rt, s.person, media.id, png())
    bukti.remove_media(s.rt, s.person, media.id)
    again = publikasi.publish(
        s.rt, s.person, periode=TW_I, menggantikan=first.nomor, alasan="Nama dibetulkan"
    )
    publikasi.withdraw(s.rt, s.person, publikasi_id=again.id, alasan="Salah terbit")
    told = {"jenis": "cetak", "tanggal": "2023-04-05"}
    revised = {"alasan": "Nama dibetulkan", "menggantikan": first.nomor, "n": 8}
    yield [
        ("publikasi.terbit", first.nomor, {"n": 8, "nilai": first.nilai, "menggantikan": ""}),
        ("publikasi.media", first.nomor, told),
        ("publikasi.bukti", first.nomor, told),
        ("publikasi.media_hapus", first.nomor, told),
        ("publikasi.revisi", again.nomor, revised),
        ("publikasi.tarik", again.nomor, {"alasan": "Salah terbit"}),
    ]


@case(Role.PIMPINAN_UPP)
def taken_away(s: Stage) -> Iterator[list[Line]]:
    cakupan = paket.check_paket(s.rt, s.person, kunci="upp-a", periode=TW_I)
    yield []
    paket.note_paket(s.rt, s.person, cakupan, TW_I)
    start_ekspor(s.rt, s.person, TABLE_PENILAIAN, {"upp": "upp-a"})
    yield [
        ("ekspor.paket", "upp-a", {"dari": "2023-01-01", "sampai": "2023-03-31"}),
        ("ekspor.tabel", "penilaian", {"saringan": {"upp": "upp-a"}, "dicari": False}),
    ]


@case(Role.ADMIN_UPP)
def what_was_done(s: Stage) -> Iterator[list[Line]]:
    yield []
    fields = {"dilayani": "500", "pelaksana": "mandiri"}
    save_pelaksanaan(s.rt, s.person, "", Triwulan(2023, 1), fields)
    yield [("pelaksanaan.simpan", "upp-a", {"triwulan": "2023-1", "sebelum": None})]


@case(Role.PIMPINAN)
def notices(s: Stage) -> Iterator[list[Line]]:
    yield []
    notifikasi.save_saluran(s.rt, s.person, {"email": "pimpinan@kalbar.example", "webhook": ""})
    peringatan.save_aturan(s.rt, s.person, {"jenis": "buruk", "cakupan": ""})
    [rule] = peringatan.list_aturan(s.rt, s.person)
    peringatan.remove_aturan(s.rt, s.person, rule.id)
    name = f"peringatan/{rule.id}"
    yield [
        ("notifikasi.saluran", "", {"email": True, "webhook": False}),
        ("peringatan.simpan", name, {"jenis": "buruk", "cakupan": ""}),
        ("peringatan.hapus", name, {"jenis": "buruk"}),
    ]


@case(Role.PENGELOLA_SISTEM)
def message_again(s: Stage) -> Iterator[list[Line]]:
    leader = make_operator(s.rt, "pimpinan-dua", Role.PIMPINAN)
    with s.rt.writing() as session:
        outbox.enqueue(
            session, s.rt.now(), JenisPesan.EMAIL, "uji/1", {}, operator_id=leader.operator_id
        )
        session.execute(update(Outbox).values(status="gagal", selesai=s.rt.now()))
    [failed] = outbox_gagal.list_gagal(s.rt, s.person)
    yield []
    outbox_gagal.retry_gagal(s.rt, s.person, failed.id)
    yield [("outbox.ulangi", f"outbox/{failed.id}", {})]
