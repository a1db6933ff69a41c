"""What the documents of a dossier are drawn of: frozen once it was handed over, as it would be before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from sekampadi.db.queries.dossier import find_dossier
from sekampadi.db.queries.pengajuan import get_beku, list_langkah
from sekampadi.domain.izin import Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiDossier, StatusDossier
from sekampadi.domain.pengajuan.dossier import SuratPengantar
from sekampadi.domain.pengajuan.isi_dossier import IsiDossier
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.periode import local_date
from sekampadi.services.pengajuan.dossier import (
    HANDED,
    MOVE,
    READ,
    unknown_dossier,
)
from sekampadi.services.pengajuan.dossier_isi import new_dossier, read_isi_dossier
from sekampadi.services.pengajuan.pengajuan import check_masa
from sekampadi.services.sistem.runtime import Runtime, require


@dataclass(frozen=True, slots=True)
class DokumenDossier:
    """What the documents of a dossier say."""

    isi: IsiDossier
    surat: SuratPengantar | None  # None until it is closed
    rancangan: bool  # whether it has not been handed over: its figures may still change
    pada: date  # the day on which it was handed over; of a draft today


def dokumen_of(isi: Mapping[str, Any], pada: date) -> DokumenDossier:
    """Return what the documents say that go with what is being handed over."""
    return DokumenDossier(IsiDossier.restore(isi), None, rancangan=False, pada=pada)


def load_dokumen(
    rt: Runtime, principal: Principal | None, triwulan: Triwulan, urut: int = 0
) -> DokumenDossier:
    """Read what the documents of a dossier say.

    Raises:
        DomainError: ``masa.*``.
        NotFoundError: ``dossier.unknown``; also for what is not closed to those who only read.
    """
    person = require(principal, READ)
    check_masa(rt, MasaLapor.of(triwulan))
    with rt.reading() as session:
        row = find_dossier(session, triwulan, urut)
        status = StatusDossier(row.status) if row else StatusDossier.DIHIMPUN
        closed = status is StatusDossier.DITUTUP
        if (urut and row is None) or not (closed or person.may(MOVE)):
            raise unknown_dossier()
        beku = None
        if row and row.beku_id is not None and status in HANDED:
            beku = get_beku(session, row.beku_id)
        if beku is None:
            isi = read_isi_dossier(session, triwulan, row or new_dossier(rt, triwulan, urut))
            return DokumenDossier(IsiDossier.restore(isi), None, rancangan=True, pada=rt.today())
        surat = None
        if row and closed and row.surat_tanggal is not None:
            surat = SuratPengantar(row.surat_nomor, row.surat_tanggal)
        return DokumenDossier(
            IsiDossier.restore(beku.isi),
            surat,
            rancangan=False,
            pada=_handed_on(session, row.id) if row else rt.today(),
        )


def _handed_on(session: Session, dossier_id: int | None) -> date:
    """Return the day on which a dossier was handed to the Kabag, the last time."""
    steps = list_langkah(session, dossier_id=dossier_id)
    moved = [s.waktu for s in steps if s.aksi == AksiDossier.SAMPAIKAN.value]
    return local_date(moved[-1])
