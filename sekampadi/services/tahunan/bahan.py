"""Bahan: all that an annual report is drawn of, read in one moment (decree, L.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow, metode_of
from sekampadi.db.queries.pelaksanaan import PelaksanaanRow, list_pelaksanaan
from sekampadi.db.queries.publikasi import list_publikasi
from sekampadi.db.queries.rekap import read_rekap, read_rekap_per_upp
from sekampadi.db.queries.tahunan.foto import FotoTahunanRow
from sekampadi.db.queries.tahunan.jawaban import NilaiMentah, list_metode_dalam, read_mentah
from sekampadi.db.queries.tahunan.naskah import list_ikm_lama
from sekampadi.db.queries.tahunan.selisih import read_selisih
from sekampadi.db.queries.tindak_lanjut import list_rencana
from sekampadi.db.queries.tindak_lanjut_ringkas import list_realisasi_tahun, seri_rencana
from sekampadi.db.queries.tugas import count_sumber
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm_of_rekap
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Scope
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_ketelitian
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.perbandingan import compare, judge
from sekampadi.domain.laporan.rekap import merge
from sekampadi.domain.laporan.satuan import compare_lain, compare_tahun
from sekampadi.domain.laporan.uji import Beda, Sampel
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.tahunan.perbandingan import compare_unsur
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.services.laporan.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.laporan.figures import hasil_per_upp
from sekampadi.services.laporan.laporan_lengkap import (
    LaporanLengkap,
    read_anggota,
    read_laporan_lengkap,
    read_populasi,
)
from sekampadi.services.laporan.rekap_pemprov import RekapPemprov, read_rekap_pemprov
from sekampadi.services.sistem.pengaturan import identitas_of
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tahunan.banding import TahunBanding
from sekampadi.services.tahunan.foto import read_foto_tahunan
from sekampadi.services.tahunan.lalu import TindakLanjutLalu, read_lalu, sum_realisasi
from sekampadi.services.tahunan.lingkup import (
    list_perangkat_tahun,
    list_upt_tahun,
    read_kuesioner,
)
from sekampadi.services.tahunan.naskah import BagianTertulis, read_kunci_draf, read_tertulis
from sekampadi.services.tahunan.objek import READ, ObjekTahunan, resolve_objek
from sekampadi.services.tahunan.saran import RingkasanSaran, read_ringkasan_saran, read_saran_tahun
from sekampadi.services.tahunan.simpanan import keep_setahun
from sekampadi.services.tindak_lanjut.rencana import Rencana, assemble

TAHUN_BANDING = 2
"""Years before that a report is compared with (decree, L.3)."""


@dataclass(frozen=True, slots=True)
class TriwulanTahun:
    """A triwulan of the year.

    Args:
        berakhir: whether it is over.
        hasil: its index by the weight method in force on its last day, as its sheet printed it.
        terbit: its sheet in force, for an UPP the one it plans from; None for none.
        gabungan: whether that sheet speaks of an induk together with its UPT, so that its figures
            are others than those of this report.
        tersembunyi: whether its answers and figures were taken out (``lindung.protect``).
        rencana: the plan of an UPP; None for none, and for the province.
        realisasi: what came of the actions planned, of an UPP or of all of the province.
        berencana: how many UPP have planned actions.
        pelaksanaan: what was told of the survey, by UPP.
    """

    triwulan: Triwulan
    berakhir: bool
    hasil: HasilIkm
    ketelitian: Ketelitian
    terbit: PublikasiRow | None
    rencana: Rencana | None
    realisasi: Realisasi
    berencana: int
    pelaksanaan: tuple[PelaksanaanRow, ...]
    gabungan: bool = False
    tersembunyi: bool = False


@dataclass(frozen=True, slots=True)
class BahanTahunan:
    """All that an annual report is drawn of.

    Args:
        laporan: the year as one.
        triwulan: its four.
        banding: the two years before, the older first.
        tahun_lalu: what came of the actions planned in the year before.
        lalu: the same by action, of an UPP, or by UPP, of the province.
        bagian: what people wrote, and what is proposed.
        saran: how often suggestions speak of each unsur; None without the right to read them.
        rekap: all UPP side by side, of the province alone.
        upt: the UPT of an UPP, whose answers are not in its report.
        sumber: answers by the way they came in.
        metode: weight methods that came into force after the first day of the year.
        perangkat: question sets under which people answered: ``kode``, ``versi``, ``nama``.
        kuesioner: their words, in the same order.
        mentah: single scores, for statistics; None where nobody asked.
        selisih: each unsur beside the eight others of the same answer (``kekuatan.judge_unsur``).
        dibaca: the day it was read.
        foto: of the survey, in their order.
        sedikit: how many answered, where they are too few for any figure (``lindung.protect``); else 0.
        upp_tersembunyi: UPP with answers whose figures were taken out.
        lain_upp: of the province, with its UPP as the units, each unsur beside the eight others (``satuan.compare_lain``).
    """

    objek: ObjekTahunan
    identitas: Identitas
    laporan: LaporanLengkap
    triwulan: tuple[TriwulanTahun, ...]
    banding: tuple[TahunBanding, ...]
    tahun_lalu: Realisasi
    lalu: TindakLanjutLalu
    bagian: tuple[BagianTertulis, ...]
    saran: RingkasanSaran | None
    rekap: RekapPemprov | None
    upt: tuple[UppRow, ...]
    sumber: Mapping[str, int]
    metode: tuple[tuple[date, Metode], ...]
    perangkat: tuple[Mapping[str, object], ...]
    kuesioner: tuple[PerangkatPertanyaan, ...]
    mentah: NilaiMentah | None
    selisih: tuple[Sampel, ...]
    dibaca: date
    foto: tuple[FotoTahunanRow, ...] = ()
    sedikit: int = 0
    upp_tersembunyi: int = 0
    lain_upp: tuple[Beda | None, ...] | None = None

    @property
    def n(self) -> int:
        """How many answered in the year, whether their figures are shown or not."""
        return self.sedikit or self.hasil.n

    @property
    def hasil(self) -> HasilIkm:
        """The index of the year."""
        return self.laporan.figures.hasil

    @property
    def berjalan(self) -> bool:
        """Whether the year is not over yet."""
        return self.dibaca.year == self.objek.tahun

    @property
    def kurang(self) -> tuple[BagianTertulis, ...]:
        """The parts without which the report is not complete."""
        return tuple(b for b in self.bagian if b.kurang)

    @property
    def realisasi(self) -> Realisasi:
        """What came of all actions of the year."""
        return sum_realisasi(x.realisasi for x in self.triwulan)

    def tertulis(self, kunci: str) -> BagianTertulis:
        """Return a part by its name."""
        return next(b for b in self.bagian if b.bagian.kunci == kunci)


def _triwulan(
    session: Session, rt: Runtime, objek: ObjekTahunan, laporan: LaporanLengkap
) -> tuple[TriwulanTahun, ...]:
    # What a year has of it is read at once for all four.
    cakupan, names = laporan.figures.cakupan, [row.upp for row in laporan.per_upp]
    numbers = tuple(Triwulan(objek.tahun, n) for n in range(1, 5))
    own = Scope(cakupan.upp_ids)
    seri = seri_rencana(objek.upp) if objek.upp else (objek.seri,)
    # The first series that has one counts. A sheet is public: an UPT sees that of its induk.
    sheets = [
        s for name in seri for s in list_publikasi(session, PROVINSI, name, current_only=True)
    ]
    done = list_realisasi_tahun(session, own, objek.tahun)
    told = list_pelaksanaan(session, own, numbers)
    plans = {}
    if objek.upp:
        rows = list_rencana(session, own, triwulan=numbers)
        plans = {row.triwulan: assemble(session, row, objek.upp) for row in rows}
    found = []
    for triwulan in numbers:
        periode, each = triwulan.periode, done[triwulan.nomor]
        selected = cakupan.selection(periode)
        upp = {} if objek.upp else read_rekap_per_upp(session, selected)
        rekap = read_rekap(session, selected) if objek.upp else merge(upp.values())
        metode = metode_of(session, periode, rt.today())
        hasil = compute_ikm_of_rekap(rekap, metode)
        mine = tuple(row for row in told if row.triwulan == triwulan)
        sheet = next((s for s in sheets if s.periode == periode), None)
        populasi = mine[0].isi.dilayani if objek.upp and mine else None
        found.append(
            TriwulanTahun(
                triwulan,
                periode.sampai is not None and periode.sampai < rt.today(),
                hasil,
                compute_ketelitian(
                    rekap,
                    hasil,
                    populasi,
                    sendiri=cakupan.satu_upp,
                    per_upp=None if objek.upp else hasil_per_upp(upp, names, metode),
                ),
                sheet,
                plans.get(triwulan.nomor),
                sum_realisasi(each.values()),
                sum(r.rencana > 0 for r in each.values()),
                mine,
                gabungan=sheet is not None and sheet.seri != objek.seri,
            )
        )
    return tuple(found)


def _banding(
    session: Session, rt: Runtime, objek: ObjekTahunan, cakupan: Cakupan, laporan: LaporanLengkap
) -> tuple[TahunBanding, ...]:
    years = [objek.tahun - back for back in range(TAHUN_BANDING, 0, -1)]
    lama = list_ikm_lama(session, objek.seri, years)
    now, sure = laporan.figures.hasil, laporan.ketelitian
    selected = [cakupan.selection(Periode.tahun(y)) for y in years]
    upp = [] if objek.upp else [read_rekap_per_upp(session, s) for s in selected]
    rekaps = [merge(u.values()) for u in upp] or [read_rekap(session, s) for s in selected]
    then = [compute_ikm_of_rekap(r, now.metode) for r in rekaps]
    anggota = read_anggota(session, cakupan)
    served = [read_populasi(session, cakupan, Periode.tahun(y), anggota)[1] for y in years]
    units = [hasil_per_upp(u, anggota.upp, now.metode) for u in upp]
    each = [
        compute_ketelitian(*args, per_upp=units[at] if units else None)
        for at, args in enumerate(zip(rekaps, then, served, strict=True))
    ]
    # Several chances to find a change by accident: they are corrected together.
    verdicts = judge([(sure, e) for e in each], dua_arah=True)
    pairs = list(zip(rekaps, then, strict=True))
    tested = [compare_tahun(sure.per_upp or {}, unit)[1] for unit in units]
    unsur = compare_unsur((laporan.figures.rekap, now), pairs, tested)
    found = []
    for year, hasil, teliti, verdict, gerak in zip(years, then, each, verdicts, unsur, strict=True):
        both = bool(hasil.n and now.n)
        found.append(
            TahunBanding(
                year,
                hasil if hasil.n else None,
                teliti if hasil.n else None,
                metode_of(session, Periode.tahun(year), rt.today()),
                compare(now, hasil, sure, teliti, verdict) if both else None,
                gerak if both else (),
                list_perangkat_tahun(session, cakupan, year),
                # Whoever typed it in before there were answers: these count, and it is not shown.
                lama.get(year) if not hasil.n else None,
            )
        )
    return tuple(found)


def read_bahan(
    session: Session,
    rt: Runtime,
    objek: ObjekTahunan,
    *,
    saran: bool = True,
    mentah: bool = False,
) -> BahanTahunan:
    """Read all of a report for an already authorized use case; it is the same for whoever asks.

    Args:
        saran: whether suggestions are counted, for who may read them.
        mentah: whether single scores are read, too, for statistics.
    """
    # Whether the person sees this report has been asked: its figures do not depend on who looks.
    cakupan = resolve_cakupan(session, None, objek.kode)
    laporan = read_laporan_lengkap(session, rt, cakupan, objek.periode)
    first, last = date(objek.tahun, 1, 2), date(objek.tahun, 12, 31)
    own = Scope(cakupan.upp_ids)
    before = list_realisasi_tahun(session, own, objek.tahun - 1)
    selection = cakupan.selection(objek.periode)
    perangkat = list_perangkat_tahun(session, cakupan, objek.tahun)
    return BahanTahunan(
        objek,
        identitas_of(session),
        laporan,
        _triwulan(session, rt, objek, laporan),
        _banding(session, rt, objek, cakupan, laporan),
        sum_realisasi(r for found in before.values() for r in found.values()),
        read_lalu(session, objek, own, before),
        read_tertulis(session, objek),
        read_ringkasan_saran(session, selection) if saran else None,
        read_rekap_pemprov(session, laporan) if objek.konteks.provinsi else None,
        list_upt_tahun(session, cakupan, objek),
        count_sumber(session, own, objek.periode),
        tuple(list_metode_dalam(session, first, last)),
        perangkat,
        read_kuesioner(session, perangkat),
        # At the province groups differ by who answers at which UPP: they are not compared.
        read_mentah(session, selection, kelompok=objek.upp is not None) if mentah else None,
        read_selisih(session, selection),
        rt.today(),
        read_foto_tahunan(session, objek),
        lain_upp=compare_lain(laporan.ketelitian.per_upp or {}) if objek.upp is None else None,
    )


def load_bahan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    saran: bool = True,
) -> BahanTahunan:
    """Read all of a report for a person, but single scores; it may be some seconds old.

    Args:
        upp_kode: empty for the own UPP, or for who has none, for the province.
        saran: whether suggestions are counted, too, for who may read them.

    Raises:
        DomainError: ``tahun.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    with rt.reading() as session:
        objek = resolve_objek(session, rt, person, upp_kode, tahun)
        drafts = read_kunci_draf(session, objek, person.operator_id)
    # Who may see it has been asked; what is kept is the same for everybody.
    bahan = keep_setahun(rt, objek, "bahan", lambda s: read_bahan(s, rt, objek, saran=False))
    if saran and person.may(Permission.SARAN_READ):
        counts = keep_setahun(rt, objek, "saran", lambda s: read_saran_tahun(s, objek))
        bahan = replace(bahan, saran=counts)
    parts = tuple(replace(b, draf=b.bagian.kunci in drafts) for b in bahan.bagian)
    return replace(bahan, bagian=parts)
