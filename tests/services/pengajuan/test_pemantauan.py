"""Monitoring: figures made by hand, what comes first, and how few statements it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role, Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.domain.pengajuan.pemantauan import AlasanPerhatian, KeadaanUpp
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.pengajuan.pemantauan import kode, kunjungan, temuan
from sekampadi.services.pengajuan.pemantauan.angka import read_rtl
from sekampadi.services.pengajuan.pemantauan.pemantauan import (
    Pemantauan,
    load_pemantauan,
    load_pemantauan_lengkap,
)
from sekampadi.services.publikasi.bukti import add_media
from sekampadi.services.publikasi.daftar import load_publikasi
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import Cast, make_layanan, make_operator, make_upp, submit
from tests.services.kasus_pemantauan import KODE, KUNJUNGAN, TEMUAN
from tests.services.pengajuan.conftest import Perjalanan

A = AksiPengajuan
sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def _of(found: Pemantauan, kode_upp: str) -> KeadaanUpp:
    return next(b.keadaan for b in found.baris if b.upp.kode == kode_upp)


@contextmanager
def _counted(rt: Runtime) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(rt.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(rt.engine, "before_cursor_execute", note)


def test_the_figures_of_an_upp(perjalanan: Perjalanan, rt: Runtime, cast: Cast) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    perjalanan.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI)
    for _ in range(3):
        submit(rt, "layanan-a1", day=date(2023, 4, 3))
    submit(rt, "layanan-a2", day=date(2023, 4, 4))
    told = {"dilayani": "100", "pelaksana": "mandiri"}
    save_pelaksanaan(rt, admin, "", Triwulan(2023, 1), told)
    for media in ("poster", "poster", "situs"):
        kode.add_kode(rt, admin, KODE | {"media": media, "tanggal": "01-04-2023"})
    gone = kode.add_kode(rt, admin, KODE | {"tanggal": "01-04-2023"})
    kode.take_down(rt, admin, gone, {"tanggal": "02-04-2023"})
    sheet = load_publikasi(rt, admin)[0].row
    for jenis, alamat in (("situs", "https://a.id"), ("situs", "https://b.id"), ("cetak", "")):
        isian = {"jenis": jenis, "tanggal": "01-04-2023", "alamat": alamat, "keterangan": ""}
        add_media(rt, admin, publikasi_id=sheet.id, isian=isian)
    with rt.writing() as session:
        for row in session.exec(select(Jawaban).limit(2)):
            row.tanda = 1
            session.add(row)
    visit = kunjungan.add_kunjungan(rt, pemprov, "upp-a", KUNJUNGAN | {"tanggal": "01-04-2023"})
    temuan.add_temuan(rt, pemprov, visit, TEMUAN | {"target": "02-04-2023"})
    temuan.add_temuan(rt, pemprov, visit, TEMUAN | {"target": ""})
    found = load_pemantauan(rt, pemprov)
    one = _of(found, "upp-a")
    assert (found.triwulan, found.lembar) == (Triwulan(2023, 2), Triwulan(2023, 1))
    assert (one.terakhir, one.senyap(found.hari), one.jawaban) == (date(2023, 4, 4), 41, 4)
    # Krejcie & Morgan: 80 of 100, as told of the triwulan before.
    assert (one.sampel.minimum, one.sampel.menurut, one.kurang) == (80, Triwulan(2023, 1), 76)
    assert one.kode == (("poster", 2), ("situs", 1))
    assert (one.lembar, one.media, one.moderasi) == (True, 1, 2)
    # Handed in on 15 May; it was due on 7 April.
    assert (one.ketepatan.tepat, one.ketepatan.lambat, one.ketepatan.belum) == (0, 1, 0)
    assert (one.rtl.rencana, one.rtl.selesai) == (1, 0)
    assert (one.temuan, one.temuan_lewat) == (2, 1)
    (line,) = (b for b in found.baris if b.upp.kode == "upp-a")
    assert line.perhatian == (
        AlasanPerhatian.TEMUAN,
        AlasanPerhatian.SENYAP,
        AlasanPerhatian.MODERASI,
    )
    # Of a triwulan that is over the sample is too small; of the running one it may still grow.
    past = load_pemantauan(rt, pemprov, Triwulan(2023, 1))
    assert past.berakhir
    assert AlasanPerhatian.SAMPEL in next(b.perhatian for b in past.baris if b.upp.kode == "upp-a")


def test_what_needs_attention_comes_first(perjalanan: Perjalanan, rt: Runtime, cast: Cast) -> None:
    perjalanan.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI)
    kode.add_kode(rt, cast.people[Role.ADMIN_UPP], KODE)
    found = load_pemantauan(rt, cast.people[Role.KETUA_TIM])
    why = {b.upp.kode: b.perhatian for b in found.baris}
    # upp-c and its UPT have one sheet together, which nobody has shown; upp-b has nothing at all.
    shared = (
        AlasanPerhatian.TENGGAT,
        AlasanPerhatian.SENYAP,
        AlasanPerhatian.MEDIA,
        AlasanPerhatian.KODE,
    )
    assert list(why.items()) == [
        ("upp-c", shared),
        ("upt-c1", shared),
        ("upp-b", (AlasanPerhatian.TENGGAT, AlasanPerhatian.SENYAP, AlasanPerhatian.KODE)),
        ("upp-a", (AlasanPerhatian.SENYAP, AlasanPerhatian.MEDIA)),
    ]
    silent = _of(found, "upp-b")
    assert (silent.terakhir, silent.lembar, silent.ketepatan.belum) == (None, False, 1)
    assert found.perlu == 4


def test_an_upp_sees_itself_and_its_upt(rt: Runtime, cast: Cast) -> None:
    seen = {
        who.username: [b.upp.kode for b in load_pemantauan(rt, who).baris]
        for who in (cast.admin_b, cast.admin_c, cast.admin_upt)
    }
    assert seen["admin-b"] == ["upp-b"]
    assert sorted(seen["admin-c"]) == ["upp-c", "upt-c1"]
    assert seen["admin-upt"] == ["upt-c1"]
    kode.add_kode(rt, cast.people[Role.ADMIN_UPP], KODE)
    assert load_pemantauan_lengkap(rt, cast.admin_b).kode == ()
    with pytest.raises(DomainError, match="triwulan"):
        load_pemantauan(rt, cast.admin_b, Triwulan(2023, 3))


@sqlite
def test_an_empty_province_has_no_lines(rt: Runtime) -> None:
    found = load_pemantauan_lengkap(rt, make_operator(rt, "pemprov"))
    assert (found.pemantauan.baris, found.kode, found.kunjungan) == ((), (), ())


@sqlite
def test_a_document_has_the_years_visits_and_what_is_still_open(rt: Runtime, cast: Cast) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    days = ("10-05-2023", "10-05-2022", "10-05-2021")
    new, old, done = (
        kunjungan.add_kunjungan(rt, pemprov, "upp-a", KUNJUNGAN | {"tanggal": day}) for day in days
    )
    temuan.add_temuan(rt, pemprov, old, TEMUAN)
    temuan.close_temuan(rt, pemprov, temuan.add_temuan(rt, pemprov, done, TEMUAN), 1)
    found = load_pemantauan_lengkap(rt, pemprov).kunjungan
    assert [v.id for v in found] == [new, old]
    past = load_pemantauan_lengkap(rt, pemprov, Triwulan(2021, 2)).kunjungan
    assert [v.id for v in past] == [old, done]


def test_sixty_upp_take_as_many_statements_as_four(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PIMPINAN]
    submit(rt, "layanan-a1", day=date(2023, 5, 2))
    load_pemantauan(rt, person)  # with which triwulan it began is kept from here
    with _counted(rt) as few:
        load_pemantauan(rt, person)
    for i in range(56):
        upp = make_upp(rt, f"banyak-{i}")
        make_layanan(rt, upp, f"layanan-banyak-{i}")
        submit(rt, f"layanan-banyak-{i}", day=date(2023, 1 + i % 5, 1 + i % 14))
    with _counted(rt) as many:
        found = load_pemantauan(rt, person)
    assert len(found.baris) == 60
    assert _of(found, "banyak-13").terakhir == date(2023, 4, 14)
    assert len(many) == len(few) <= 16
    assert not any("FROM jawaban" in s and "tanda" not in s for s in many)


def test_nothing_is_late_on_its_last_day(
    perjalanan: Perjalanan, rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    due = date(2023, 6, 30)  # of the action that is planned
    scope = Scope(frozenset({cast.upp["upp-a"]}))
    with rt.reading() as session:
        for day, late in ((due, 0), (due + timedelta(days=1), 1)):
            found = read_rtl(session, scope, Triwulan(2023, 1), day)
            assert found[cast.upp["upp-a"]][1] == late
    for at, wanted in ((7, False), (8, True)):
        clock.set_local(date(2023, 4, at))
        assert _of(load_pemantauan(rt, cast.people[Role.ADMIN_PEMPROV]), "upp-a").wajib == wanted
