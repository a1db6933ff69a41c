"""What came of the actions that were planned in the year before a report (the ministry's form, appendix)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.tahunan.kegiatan import KegiatanTahun, list_kegiatan_tahun
from sekampadi.domain.izin import Scope
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.services.tahunan.objek import ObjekTahunan


@dataclass(frozen=True, slots=True)
class TindakLanjutLalu:
    """What came of the year before.

    Args:
        kegiatan: the actions of an UPP, by triwulan and unsur; none of the province.
        per_upp: the UPP of the province that planned some, by name; none of an UPP.
    """

    kegiatan: tuple[KegiatanTahun, ...] = ()
    per_upp: tuple[tuple[UppRow, Realisasi], ...] = ()


def sum_realisasi(found: Iterable[Realisasi]) -> Realisasi:
    """Add up what came of actions."""
    each = list(found)
    return Realisasi(
        sum(r.rencana for r in each),
        sum(r.selesai for r in each),
        sum(r.berjalan for r in each),
        sum(r.batal for r in each),
    )


def read_lalu(
    session: Session,
    objek: ObjekTahunan,
    scope: Scope,
    before: Mapping[int, Mapping[int, Realisasi]],
) -> TindakLanjutLalu:
    """Read it for an already authorized use case, in one statement.

    Args:
        before: the counts of that year: triwulan -> UPP -> what came of its actions.
    """
    if objek.upp is None:
        return TindakLanjutLalu(
            per_upp=tuple(
                (upp, sum_realisasi(each[upp.id] for each in before.values() if upp.id in each))
                for upp in list_upp(session, scope, active_only=False)
                if any(upp.id in each for each in before.values())
            )
        )
    return TindakLanjutLalu(tuple(list_kegiatan_tahun(session, scope, objek.tahun - 1)))
