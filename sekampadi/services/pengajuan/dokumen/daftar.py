"""The list of the province's dossiers: all triwulan that are over, each with its addenda."""

from collections import Counter
from dataclasses import dataclass

from sekampadi.db.queries.dossier import DossierRow, list_dossier
from sekampadi.db.queries.master import list_upp
from sekampadi.db.queries.pengajuan import list_pengajuan
from sekampadi.domain.izin import PROVINSI, Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import StatusDossier, StatusPengajuan
from sekampadi.domain.pengajuan.tenggat import list_masa
from sekampadi.services.pengajuan.dossier import MOVE, READ
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.sistem.runtime import Runtime, require


@dataclass(frozen=True, slots=True)
class BarisDaftarDossier:
    """A triwulan: its dossiers, and how many UPP were accepted."""

    triwulan: Triwulan
    dossier: tuple[DossierRow, ...]  # the first one and its addenda; empty before it has begun
    diterima: int
    jumlah: int  # UPP that hand in


def load_daftar_dossier(rt: Runtime, principal: Principal | None) -> tuple[BarisDaftarDossier, ...]:
    """List the triwulan that are over, the newest first; who only reads finds what is closed."""
    person = require(principal, READ)
    masa = list_masa(load_sejak(rt), rt.today())
    with rt.reading() as session:
        seen: dict[Triwulan, list[DossierRow]] = {}
        for row in list_dossier(session):
            if person.may(MOVE) or row.status is StatusDossier.DITUTUP:
                seen.setdefault(row.triwulan, []).append(row)
        accepted = Counter(
            r.masa
            for r in list_pengajuan(session, PROVINSI, {m.tahun for m in masa})
            if r.status is StatusPengajuan.DITERIMA
        )
        count = len(list_upp(session, PROVINSI))
    return tuple(
        BarisDaftarDossier(triwulan, tuple(seen.get(triwulan, ())), accepted[one], count)
        for one in reversed(masa)
        if (triwulan := one.triwulan) and (person.may(MOVE) or triwulan in seen)
    )
