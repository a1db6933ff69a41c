"""Monitoring: all UPP side by side, what needs attention first, and one UPP by itself (decree, M.5 and M.6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.tindak_lanjut_ringkas import seri_rencana
from sekampadi.db.queries.tugas import count_per_upp
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Principal, Scope
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN, Triwulan
from sekampadi.domain.pengajuan.pemantauan import (
    AlasanPerhatian,
    KeadaanUpp,
    Ketepatan,
    SampelTriwulan,
    perhatian_of,
    urgency,
)
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.publikasi import RESPONDEN_MIN
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp_of
from sekampadi.services.pengajuan.pemantauan.angka import (
    count_kode,
    count_moderasi,
    count_temuan,
    read_lembar,
    read_rtl,
    read_sampel_per_upp,
    read_terakhir,
)
from sekampadi.services.pengajuan.pemantauan.kode import KodeRow, list_kode
from sekampadi.services.pengajuan.pemantauan.kunjungan import (
    READ,
    WRITE,
    KunjunganRow,
    list_kunjungan,
)
from sekampadi.services.pengajuan.pemantauan.temuan import ANSWER
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.pengajuan.tenggat import Sel, read_matriks
from sekampadi.services.sistem.runtime import Runtime, require


@dataclass(frozen=True, slots=True)
class BarisPemantauan:
    """An UPP, its own layanan only, and why it needs attention."""

    upp: UppRow
    keadaan: KeadaanUpp
    perhatian: tuple[AlasanPerhatian, ...]


@dataclass(frozen=True, slots=True)
class Pemantauan:
    """All UPP that a person sees, on a day.

    ``lembar`` is the last triwulan that is over by then: of it are the sheets, and up to it what
    was handed in and planned.
    """

    triwulan: Triwulan
    lembar: Triwulan
    hari: date
    baris: tuple[BarisPemantauan, ...]  # what needs attention first

    @property
    def berakhir(self) -> bool:
        """Whether the triwulan is over."""
        return self.triwulan == self.lembar

    @property
    def perlu(self) -> int:
        """How many UPP need attention."""
        return sum(bool(b.perhatian) for b in self.baris)

    @property
    def realisasi(self) -> Realisasi:
        """What came of all plans together."""
        each = [b.keadaan.rtl for b in self.baris]
        return Realisasi(
            *(sum(r.rencana for r in each), sum(r.selesai for r in each)),
            *(sum(r.berjalan for r in each), sum(r.batal for r in each)),
        )


@dataclass(frozen=True, slots=True)
class PemantauanLengkap:
    """Monitoring with what stands behind its numbers, for a document."""

    pemantauan: Pemantauan
    kode: tuple[KodeRow, ...]  # those that hang
    kunjungan: tuple[KunjunganRow, ...]  # of the year, and older ones with open findings


@dataclass(frozen=True, slots=True)
class PemantauanUpp:
    """One UPP with its codes, visits and findings."""

    pemantauan: Pemantauan  # of it alone
    kode: tuple[KodeRow, ...]
    kunjungan: tuple[KunjunganRow, ...]
    boleh_tulis: bool
    boleh_jawab: bool

    @property
    def baris(self) -> BarisPemantauan:
        """What is told of it."""
        return self.pemantauan.baris[0]


def _before(triwulan: Triwulan) -> Triwulan:
    number = triwulan.tahun * 4 + triwulan.nomor - 2
    return Triwulan(number // 4, number % 4 + 1)


def _ketepatan(sel: Sequence[Sel], lembar: Triwulan, today: date) -> Ketepatan:
    end = lembar.periode.sampai or today
    due = [s for s in sel if (s.masa.periode.sampai or today) <= end]
    return Ketepatan(
        tepat=sum(s.disampaikan_pada is not None and not s.lewat for s in due),
        lambat=sum(s.lewat for s in due),
        belum=sum(s.disampaikan_pada is None and today > s.tenggat for s in due),
    )


def _media_of(upp: UppRow, lembar: Mapping[str, int]) -> int | None:
    """Return in how many media the sheet of an UPP was proven; None without a sheet."""
    return next((lembar[seri] for seri in seri_rencana(upp) if seri in lembar), None)


def read_pemantauan(
    session: Session,
    rt: Runtime,
    scope: Scope,
    triwulan: Triwulan,
    sejak: MasaLapor,
    *,
    upp: Sequence[UppRow] | None = None,
) -> Pemantauan:
    """Read how the UPP of a scope keep their surveys, for an already authorized use case.

    Args:
        upp: those it is about; without them all that are active. They lie in the scope.
    """
    today = rt.today()
    running = (triwulan.periode.sampai or today) >= today
    lembar = _before(triwulan) if running else triwulan
    rows = list_upp(session, scope) if upp is None else upp
    terakhir = read_terakhir(session, scope)
    jawaban = count_per_upp(session, scope, triwulan.periode)
    earlier = count_per_upp(session, scope, lembar.periode) if running else jawaban
    sampel = read_sampel_per_upp(session, scope, triwulan, _before(triwulan))
    kode, moderasi = count_kode(session, scope), count_moderasi(session, scope)
    terbit = read_lembar(session, lembar.periode)
    rtl, temuan = read_rtl(session, scope, lembar, today), count_temuan(session, scope, today)
    matriks = read_matriks(session, rt, scope, sejak)
    sel = {b.upp.id: b.sel for b in matriks.baris}
    due = today > MasaLapor.of(lembar).tenggat
    found = []
    for one in rows:
        media = _media_of(one, terbit)
        done, late = rtl.get(one.id, (Realisasi(0, 0), 0))
        open_, overdue = temuan.get(one.id, (0, 0))
        keadaan = KeadaanUpp(
            terakhir=terakhir.get(one.id),
            jawaban=jawaban.get(one.id, 0),
            sampel=sampel.get(one.id, SampelTriwulan()),
            kode=kode.get(one.id, ()),
            lembar=media is not None,
            wajib=due and earlier.get(one.id, 0) >= RESPONDEN_MIN,
            media=media or 0,
            moderasi=moderasi.get(one.id, 0),
            ketepatan=_ketepatan(sel.get(one.id, ()), lembar, today),
            rtl=done,
            rtl_lewat=late,
            temuan=open_,
            temuan_lewat=overdue,
        )
        why = perhatian_of(keadaan, today, berakhir=not running)
        found.append(BarisPemantauan(one, keadaan, why))
    found.sort(key=lambda b: (urgency(b.perhatian), b.upp.nama))
    return Pemantauan(triwulan, lembar, today, tuple(found))


def _asked(rt: Runtime, triwulan: Triwulan | None) -> Triwulan:
    running = Triwulan.of(rt.today())
    if triwulan is None:
        return running
    if triwulan.tahun < TAHUN_MIN or triwulan > running:
        raise DomainError("triwulan.unknown", t("Pilih triwulan yang sudah atau sedang berjalan."))
    return triwulan


def load_pemantauan(
    rt: Runtime, principal: Principal | None, triwulan: Triwulan | None = None
) -> Pemantauan:
    """Read how all UPP that a person sees keep their surveys.

    Args:
        triwulan: of the answers; without one the running one.

    Raises:
        DomainError: ``triwulan.unknown``.
    """
    person = require(principal, READ)
    asked, sejak = _asked(rt, triwulan), load_sejak(rt)
    with rt.reading() as session:
        return read_pemantauan(session, rt, person.scope, asked, sejak)


def load_temuan_semua(rt: Runtime, principal: Principal | None) -> tuple[KunjunganRow, ...]:
    """Read all visits with their findings that a person sees, the newest first."""
    person = require(principal, READ)
    with rt.reading() as session:
        return tuple(list_kunjungan(session, person.scope, rt.today()))


def load_pemantauan_lengkap(
    rt: Runtime, principal: Principal | None, triwulan: Triwulan | None = None
) -> PemantauanLengkap:
    """Read monitoring for a document.

    Raises:
        DomainError: ``triwulan.unknown``.
    """
    person = require(principal, READ)
    asked, sejak = _asked(rt, triwulan), load_sejak(rt)
    with rt.reading() as session:
        visits = list_kunjungan(session, person.scope, rt.today())
        return PemantauanLengkap(
            read_pemantauan(session, rt, person.scope, asked, sejak),
            tuple(list_kode(session, person.scope, hanging_only=True)),
            tuple(
                v
                for v in visits
                if v.tanggal.year == asked.tahun or any(f.status.terbuka for f in v.temuan)
            ),
        )


def load_pemantauan_upp(
    rt: Runtime, principal: Principal | None, upp_kode: str, triwulan: Triwulan | None = None
) -> PemantauanUpp:
    """Read one UPP, without a kode the own one.

    Raises:
        DomainError: ``triwulan.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    asked, sejak = _asked(rt, triwulan), load_sejak(rt)
    with rt.reading() as session:
        upp = require_upp_of(session, person, upp_kode)
        alone = Scope(frozenset({upp.id}))
        return PemantauanUpp(
            read_pemantauan(session, rt, alone, asked, sejak, upp=(upp,)),
            tuple(list_kode(session, alone)),
            tuple(list_kunjungan(session, alone, rt.today())),
            person.may(WRITE),
            person.may(ANSWER),
        )
