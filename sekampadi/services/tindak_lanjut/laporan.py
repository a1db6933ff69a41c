"""What the documents of a plan and of its result tell (decree, L.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.tindak_lanjut import BuktiRow, list_rencana
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN, Triwulan
from sekampadi.domain.tindak_lanjut.bukti import JenisBukti
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.domain.tindak_lanjut.sanding import Sanding
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp_of
from sekampadi.services.sistem.foto import FotoKecil, read_kecil
from sekampadi.services.sistem.runtime import Runtime, authorize, require
from sekampadi.services.sistem.simpanan import path_of
from sekampadi.services.tindak_lanjut.rencana import (
    READ,
    Rencana,
    assemble,
    check_triwulan,
    unknown_rencana,
)
from sekampadi.services.tindak_lanjut.sanding import read_sanding
from sekampadi.settings import Settings

FOTO_KEGIATAN = 4
"""Photos of an action that a document shows; further ones are counted."""
FOTO_DOKUMEN = 120
"""Photos of a whole document: it has to stay one that can be sent by mail."""
_SIDE = 320
"""Pixels a side of a small photo: sharp at the size at which a cell shows it."""


@dataclass(frozen=True, slots=True)
class BagianLaporan:
    """A triwulan of a report; without a plan where none was begun."""

    triwulan: Triwulan
    berakhir: bool
    rencana: Rencana | None


@dataclass(frozen=True, slots=True)
class LaporanTindakLanjut:
    """What an UPP planned, and what came of it, in a triwulan or in the four of a year."""

    upp: UppRow
    bagian: tuple[BagianLaporan, ...]
    sanding: Mapping[int, Sanding]  # by the id of a finished action
    foto: Mapping[int, FotoKecil] = field(default_factory=dict)
    """By the id of the evidence, as many as a document shows; without those whose file is gone."""

    @property
    def setahun(self) -> bool:
        """Whether it speaks of a year."""
        return len(self.bagian) > 1

    @property
    def realisasi(self) -> Realisasi:
        """How much of all its plans was carried out."""
        lines = (line for b in self.bagian if b.rencana for line in b.rencana.kegiatan)
        return Realisasi.of(line.row.hasil.status for line in lines)


def load_laporan_tindak_lanjut(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    kapan: Triwulan | int,
    *,
    unduh: bool = False,
    foto: bool = False,
) -> LaporanTindakLanjut:
    """Read the plan and the result of a triwulan, or of the triwulan of a year.

    Args:
        upp_kode: empty for the person's own UPP.
        kapan: a triwulan that is over, or a year that has begun.
        unduh: for a document, which takes the right to export.
        foto: whether it shows photos.

    Raises:
        DomainError: ``triwulan.unknown``, ``tahun.unknown``.
        NotFoundError: ``upp.unknown``; ``rencana.unknown`` where a triwulan has no plan.
    """
    person = require(principal, READ)
    if unduh:
        authorize(person, Permission.LAPORAN_EXPORT)
    if isinstance(kapan, Triwulan):
        check_triwulan(rt, kapan)
        triwulan = [kapan]
    else:
        if not TAHUN_MIN <= kapan <= rt.today().year:
            raise DomainError("tahun.unknown", t("Pilih tahun yang sudah berjalan."))
        triwulan = [Triwulan(kapan, nomor) for nomor in range(1, 5)]
    with rt.reading() as session:
        upp = require_upp_of(session, person, upp_kode)
        plans = list_rencana(session, person.scope, upp_ids=frozenset({upp.id}), triwulan=triwulan)
        found = {Triwulan(p.tahun, p.triwulan): assemble(session, p, upp) for p in plans}
        actions = [line.row for r in found.values() for line in r.kegiatan]
        sanding = read_sanding(session, rt, upp.id, actions)
    if not found and isinstance(kapan, Triwulan):
        raise unknown_rencana()
    today = Triwulan.of(rt.today())
    bagian = tuple(BagianLaporan(x, x < today, found.get(x)) for x in triwulan)
    photos = _shown(b.rencana for b in bagian) if foto else []
    return LaporanTindakLanjut(upp, bagian, sanding, _small(rt.settings, photos))


def photos_of(bukti: Iterable[BuktiRow]) -> list[BuktiRow]:
    """Return those files of evidence that are photos."""
    return [file for file in bukti if file.jenis == JenisBukti.FOTO]


def _shown(rencana: Iterable[Rencana | None]) -> list[BuktiRow]:
    lines = (line for r in rencana if r for line in r.kegiatan)
    found = [file for line in lines for file in photos_of(line.bukti)[:FOTO_KEGIATAN]]
    return found[:FOTO_DOKUMEN]


def _small(settings: Settings, photos: Iterable[BuktiRow]) -> dict[int, FotoKecil]:
    # A file that is gone or broken is named by the document instead.
    drawn = ((file.id, read_kecil(path_of(settings, file.sidik), side=_SIDE)) for file in photos)
    return {file_id: found for file_id, found in drawn if found is not None}
