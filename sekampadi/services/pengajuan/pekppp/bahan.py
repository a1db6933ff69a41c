"""What the score of a year rests on, read for any number of UPP at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.pekppp.tahun import (
    KodeTahun,
    LembarTahun,
    list_kode_terpasang,
    list_lembar_tahun,
)
from sekampadi.db.queries.pelaksanaan import list_pelaksanaan
from sekampadi.db.queries.pengajuan import PengajuanRow, list_geser, list_pengajuan
from sekampadi.db.queries.publikasi import list_media
from sekampadi.db.queries.rekap import Selection, read_rekap_per_upp
from sekampadi.db.queries.tindak_lanjut import (
    BuktiRow,
    KegiatanRow,
    list_bukti,
    list_kegiatan,
    list_rencana,
)
from sekampadi.db.queries.tindak_lanjut_ringkas import seri_rencana
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.pekppp.fakta import FaktaTahun, FaktaTriwulan
from sekampadi.domain.pengajuan.tenggat import Geser, MasaLapor, tenggat_of
from sekampadi.domain.periode import Periode, local_date
from sekampadi.domain.publikasi import MediaRow, PublikasiRow, StatusPublikasi
from sekampadi.domain.tindak_lanjut.hasil import Realisasi, StatusKegiatan


@dataclass(frozen=True, slots=True)
class LembarBerlaku:
    """A sheet in force, with the first day of its publication and where any revision was shown."""

    row: PublikasiRow
    terbit: date
    unsur: int
    upp_ids: frozenset[int]
    revisi: tuple[int, ...]  # the ids of all revisions
    media: tuple[MediaRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RencanaTahun:
    """The plan of a triwulan with its actions, and what proves each by the action's id."""

    triwulan: Triwulan
    kegiatan: tuple[KegiatanRow, ...]
    bukti: Mapping[int, tuple[BuktiRow, ...]]

    @property
    def selesai(self) -> date | None:
        """When its first action was finished."""
        days = [k.hasil.selesai_pada for k in self.kegiatan if k.hasil.selesai_pada]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class BahanPekppp:
    """What is known of an UPP in a year.

    Args:
        lembar: the sheets in force, the oldest first.
        lembar_lalu: those of the year before.
    """

    upp: UppRow
    fakta: FaktaTahun
    lembar: tuple[LembarBerlaku, ...]
    rencana: tuple[RencanaTahun, ...] = ()
    lembar_lalu: tuple[LembarBerlaku, ...] = ()
    kode: tuple[KodeTahun, ...] = ()
    pengajuan: tuple[PengajuanRow, ...] = ()


def _in_force(found: Iterable[LembarTahun]) -> dict[str, dict[Periode, LembarBerlaku]]:
    """Return the sheets in force by their series and period."""
    revisions: dict[tuple[str, Periode], list[LembarTahun]] = defaultdict(list)
    for one in found:
        revisions[one.row.seri, one.row.periode].append(one)
    sheets: dict[str, dict[Periode, LembarBerlaku]] = defaultdict(dict)
    for (seri, periode), own in revisions.items():
        for one in own:
            if one.row.status is StatusPublikasi.BERLAKU:
                sheets[seri][periode] = LembarBerlaku(
                    one.row,
                    min(local_date(r.row.waktu) for r in own),
                    one.unsur,
                    one.upp_ids,
                    tuple(r.row.id for r in own),
                )
    return sheets


def _pick(
    upp: UppRow, sheets: Mapping[str, Mapping[Periode, LembarBerlaku]]
) -> tuple[LembarBerlaku, ...]:
    """Return the sheets that count for an UPP, as its plans choose them."""
    own: dict[Periode, LembarBerlaku] = {}
    for seri in seri_rencana(upp):
        for periode, lembar in sheets.get(seri, {}).items():
            own.setdefault(periode, lembar)
    return tuple(sorted(own.values(), key=lambda x: (x.row.periode.dari, x.row.periode.sampai)))


def _read_lembar(
    session: Session, upp: Collection[UppRow], tahun: int, *, media: bool
) -> dict[int, tuple[LembarBerlaku, ...]]:
    names = {seri for row in upp for seri in seri_rencana(row)}
    found = list_lembar_tahun(session, names, date(tahun, 1, 1), date(tahun, 12, 31))
    sheets = _in_force(found)
    picked = {row.id: _pick(row, sheets) for row in upp}
    if not media:
        return picked
    shown: dict[int, list[MediaRow]] = defaultdict(list)
    for one in list_media(session, {i for own in picked.values() for x in own for i in x.revisi}):
        shown[one.publikasi_id].append(one)

    def with_media(lembar: LembarBerlaku) -> LembarBerlaku:
        rows = tuple(m for i in lembar.revisi for m in shown.get(i, ()))
        return LembarBerlaku(
            *(lembar.row, lembar.terbit, lembar.unsur, lembar.upp_ids, lembar.revisi), rows
        )

    return {upp_id: tuple(map(with_media, own)) for upp_id, own in picked.items()}


def _read_rencana(
    session: Session, scope: Scope, upp_ids: frozenset[int], triwulan: Collection[Triwulan]
) -> dict[int, list[RencanaTahun]]:
    plans = list_rencana(session, scope, upp_ids=upp_ids, triwulan=triwulan)
    ids = [stored_id(p.id) for p in plans]
    actions: dict[int, list[KegiatanRow]] = defaultdict(list)
    for row in list_kegiatan(session, ids):
        actions[row.tindak_lanjut_id].append(row)
    proofs: dict[int, list[BuktiRow]] = defaultdict(list)
    for file in list_bukti(session, ids):
        proofs[file.kegiatan_id].append(file)
    found: dict[int, list[RencanaTahun]] = defaultdict(list)
    for plan in sorted(plans, key=lambda p: (p.tahun, p.triwulan)):
        own = tuple(actions[stored_id(plan.id)])
        files = {k.id: tuple(proofs[k.id]) for k in own if k.id in proofs}
        found[plan.upp_id].append(RencanaTahun(Triwulan(plan.tahun, plan.triwulan), own, files))
    return found


def _fakta(
    lembar: LembarBerlaku | None,
    rencana: RencanaTahun | None,
    masa: MasaLapor,
    tenggat: date,
    dilayani: Mapping[tuple[int, Triwulan], int | None],
) -> FaktaTriwulan:
    triwulan = Triwulan(masa.tahun, masa.nomor)
    actions = rencana.kegiatan if rencana else ()
    proofs = rencana.bukti if rencana else {}
    served = [dilayani.get((i, triwulan)) for i in sorted(lembar.upp_ids)] if lembar else []
    known = [n for n in served if n is not None]
    return FaktaTriwulan(
        triwulan,
        tenggat,
        lembar.terbit if lembar else None,
        lembar.row.n if lembar else 0,
        lembar.unsur if lembar else 0,
        sum(known) if known and len(known) == len(served) else None,
        lembar.media if lembar else (),
        Realisasi.of(k.hasil.status for k in actions),
        sum(k.hasil.status is StatusKegiatan.SELESAI and k.id not in proofs for k in actions),
        rencana.selesai if rencana else None,
    )


def read_bahan(
    session: Session, scope: Scope, upp: Sequence[UppRow], tahun: int, today: date
) -> list[BahanPekppp]:
    """Read the year of some UPP, for an already authorized use case; in as many reads as for one."""
    ids = frozenset(row.id for row in upp)
    triwulan = [Triwulan(tahun, nomor) for nomor in range(1, 5)]
    sheets = _read_lembar(session, upp, tahun, media=True)
    plans = _read_rencana(session, scope, ids, triwulan)
    # A joint sheet speaks of UPP that the person does not see.
    spoken = ids | {i for own in sheets.values() for x in own for i in x.upp_ids}
    dilayani = {
        (p.upp_id, p.triwulan): p.isi.dilayani
        for p in list_pelaksanaan(session, PROVINSI, triwulan, spoken)
    }
    answers = read_rekap_per_upp(session, Selection(scope, Periode.tahun(tahun), ids))
    geser: list[Geser] = list_geser(session, [tahun])
    found = []
    for row in upp:
        own = {x.row.periode: x for x in sheets[row.id]}
        by_triwulan = {r.triwulan: r for r in plans.get(row.id, ())}
        fakta = tuple(
            _fakta(
                own.get(tw.periode),
                by_triwulan.get(tw),
                masa := MasaLapor(tahun, tw.nomor),
                tenggat_of(masa, row.id, geser),
                dilayani,
            )
            for tw in triwulan
        )
        whole = {tw.periode for tw in triwulan}
        others = tuple(m for x in sheets[row.id] if x.row.periode not in whole for m in x.media)
        n = answers[row.id].n if row.id in answers else 0
        year = FaktaTahun(tahun, today, n, fakta, others)
        found.append(BahanPekppp(row, year, sheets[row.id], tuple(plans.get(row.id, ()))))
    return found


def read_bahan_rinci(
    session: Session, person: Principal, upp: UppRow, tahun: int, today: date
) -> BahanPekppp:
    """Read the year of one UPP with all that proves it; plans are told to who may see them."""
    (bahan,) = read_bahan(session, person.scope, [upp], tahun, today)
    before = _read_lembar(session, [upp], tahun - 1, media=False)[upp.id]
    dari, sampai = date(tahun, 1, 1), date(tahun, 12, 31)
    handed_in = person.may(Permission.PENGAJUAN_READ)
    pengajuan = list_pengajuan(session, person.scope, [tahun]) if handed_in else []
    return BahanPekppp(
        upp,
        bahan.fakta,
        bahan.lembar,
        bahan.rencana if person.may(Permission.TINDAK_LANJUT_READ) else (),
        before,
        tuple(list_kode_terpasang(session, person.scope, upp.id, dari, sampai)),
        tuple(sorted((p for p in pengajuan if p.upp_id == upp.id), key=lambda p: p.masa)),
    )
