"""Pelaksanaan: what an operator tells of the survey of a triwulan, and the population that follows from it."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict, dataclass, fields

from sekampadi.db.models import PelaksanaanSurvei
from sekampadi.db.queries.master import UppRow, lock_upp
from sekampadi.db.queries.pelaksanaan import PelaksanaanRow, list_pelaksanaan
from sekampadi.db.queries.rekap import Selection, read_rekap
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.pelaksanaan import (
    TAHUN_MIN,
    Pelaksana,
    Pelaksanaan,
    Triwulan,
    parse_pelaksanaan,
)
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp_of
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula

_WRITE = Permission.LAPORAN_PUBLISH
"""Who answers for the figures of an UPP also tells how they came about."""


@dataclass(frozen=True, slots=True)
class RekapPelaksanaan:
    """What was told of one UPP over a period."""

    dilayani: int | None = None  # people in all its triwulan; None unless every one was told
    dibagikan: int | None = None  # likewise
    kembali: int | None = None  # likewise
    pelaksana: tuple[Pelaksana, ...] = ()  # both, when it changed; empty when nobody told
    pihak_ketiga: tuple[str, ...] = ()  # by name


def _total(values: Iterable[int | None], count: int) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known and len(known) == count else None


def summarise(rows: Iterable[PelaksanaanRow], count: int) -> RekapPelaksanaan:
    """Add up what was told; it takes ``count`` lines, triwulan times UPP, for a sum to be one."""
    told = [row.isi for row in rows]
    return RekapPelaksanaan(
        _total((p.dilayani for p in told), count),
        _total((p.dibagikan for p in told), count),
        _total((p.kembali for p in told), count),
        tuple(p for p in Pelaksana if any(isi.pelaksana is p for isi in told)),
        tuple(sorted({p.pihak_ketiga for p in told if p.pihak_ketiga})),
    )


def populasi_of(
    rows: Iterable[PelaksanaanRow], triwulan: tuple[Triwulan, ...], upp_ids: Set[int]
) -> int | None:
    """Return how many people some UPP served; None unless each told it for each triwulan."""
    if not triwulan or not upp_ids:
        return None
    mine = [row for row in rows if row.upp_id in upp_ids]
    return summarise(mine, len(triwulan) * len(upp_ids)).dilayani


@dataclass(frozen=True, slots=True)
class HalamanPelaksanaan:
    """The form of an UPP in a triwulan."""

    upp: UppRow
    triwulan: Triwulan
    isi: Pelaksanaan | None  # None when nothing was told
    diubah_oleh: str  # empty for nobody
    boleh: bool  # whether the person may change it
    n: int  # answers of the triwulan so far

    @property
    def mustahil(self) -> bool:
        """Whether more people answered than were served, as far as told."""
        served = self.isi.dilayani if self.isi else None
        return served is not None and self.n > served


def _check(rt: Runtime, triwulan: Triwulan) -> None:
    if triwulan.tahun < TAHUN_MIN or triwulan > Triwulan.of(rt.today()):
        raise DomainError("triwulan.unknown", t("Pilih triwulan yang sudah atau sedang berjalan."))


def load_pelaksanaan(
    rt: Runtime, principal: Principal | None, upp_kode: str, triwulan: Triwulan
) -> HalamanPelaksanaan:
    """Read what was told of an UPP, without a kode the own one, in a triwulan that has begun.

    Raises:
        DomainError: ``triwulan.unknown``.
    """
    person = require(principal, Permission.LAPORAN_READ)
    _check(rt, triwulan)
    with rt.reading() as session:
        upp = require_upp_of(session, person, upp_kode)
        ids = frozenset({upp.id})
        rows = list_pelaksanaan(session, person.scope, (triwulan,), ids)
        n = read_rekap(session, Selection(person.scope, triwulan.periode, ids)).n
    row = rows[0] if rows else None
    return HalamanPelaksanaan(
        upp,
        triwulan,
        row.isi if row else None,
        row.diubah_oleh if row else "",
        person.may(_WRITE),
        n,
    )


def _stored(isi: Pelaksanaan) -> dict[str, object]:
    return asdict(isi) | {"pelaksana": isi.pelaksana.value}


def isian_pelaksanaan(isi: Pelaksanaan | None) -> dict[str, str]:
    """Return what the form shows of what was told; empty fields where nobody told anything."""
    told = asdict(isi) if isi else dict.fromkeys(f.name for f in fields(Pelaksanaan))
    return {name: "" if value is None else str(value) for name, value in told.items()}


def save_pelaksanaan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    triwulan: Triwulan,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> Pelaksanaan:
    """Write what is told of an UPP, without a kode the own one, in a triwulan that has begun.

    Args:
        semula: as :func:`isian_pelaksanaan` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        DomainError: ``triwulan.unknown``.
    """
    person = require(principal, _WRITE)
    _check(rt, triwulan)
    isi = parse_pelaksanaan(isian)
    with rt.writing() as session:
        upp = require_upp_of(session, person, upp_kode)
        lock_upp(session, upp.id)
        rows = list_pelaksanaan(session, person.scope, (triwulan,), frozenset({upp.id}))
        seen = isian_pelaksanaan(rows[0].isi if rows else None)
        check_semula(
            *(session, semula, seen, isian_pelaksanaan(isi)),
            aksi="pelaksanaan.",
            objek=upp.kode,
            oleh=rows[0].diubah_oleh if rows else "",
        )
        key = (upp.id, triwulan.tahun, triwulan.nomor)
        row = session.get(PelaksanaanSurvei, key) or PelaksanaanSurvei(
            upp_id=upp.id,
            tahun=triwulan.tahun,
            triwulan=triwulan.nomor,
            pelaksana=isi.pelaksana.value,
            diubah=rt.now(),
            diubah_oleh=person.username,
        )
        row.dilayani, row.dibagikan, row.kembali = isi.dilayani, isi.dibagikan, isi.kembali
        row.pelaksana, row.pihak_ketiga = isi.pelaksana.value, isi.pihak_ketiga
        row.diubah, row.diubah_oleh = rt.now(), person.username
        session.add(row)
        record(
            session,
            person,
            "pelaksanaan.simpan",
            upp.kode,
            triwulan=triwulan.kunci,
            sebelum=_stored(rows[0].isi) if rows else None,
            sesudah=_stored(isi),
        )
    return isi
