"""What a dossier holds: the province's sheet, all UPP, and what was accepted of them."""

from typing import Any

from sqlmodel import Session

from sekampadi.db.models import Dossier
from sekampadi.db.queries.dossier import dossier_row
from sekampadi.db.queries.pengajuan import get_beku
from sekampadi.db.queries.publikasi import list_of_seri_periode, publikasi_row
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import StatusDossier
from sekampadi.domain.pengajuan.dossier import make_nomor_dossier
from sekampadi.domain.publikasi import PublikasiRow, StatusPublikasi
from sekampadi.services.pengajuan.dossier import list_lines
from sekampadi.services.sistem.runtime import Runtime


def read_isi_dossier(session: Session, triwulan: Triwulan, dossier: Dossier) -> dict[str, Any]:
    """Return what a dossier holds now: the province's sheet, all UPP, and what was accepted of them."""
    lines = list_lines(session, triwulan, dossier_row(dossier))
    upp = []
    for line in lines:
        frozen = get_beku(session, line.beku_id) if line.beku_id is not None else None
        upp.append(
            {
                "kode": line.upp.kode,
                "nama": line.upp.nama,
                "pengajuan": line.pengajuan.id if line.pengajuan and line.termuat else None,
                "beku": line.beku_id if line.termuat else None,
                "sidik": frozen.sidik if frozen else "",
                "lembar": frozen.isi.get("lembar") if frozen else None,
                "rencana": (frozen.isi.get("rtl") or {}).get("rencana") if frozen else None,
            }
        )
    sheet = province_sheet(session, triwulan)
    return {
        "nomor": dossier.nomor,
        "triwulan": triwulan.kunci,
        "pengantar": dossier.pengantar,
        "simpulan": dossier.simpulan,
        "provinsi": sheet and {"nomor": sheet.nomor, "nilai": sheet.nilai, "n": sheet.n},
        "upp": upp,
    }


def province_sheet(session: Session, triwulan: Triwulan) -> PublikasiRow | None:
    """Find the province's own sheet of a triwulan that is in force."""
    rows = list_of_seri_periode(session, "provinsi", triwulan.periode)
    found = [publikasi_row(row) for row in rows]
    return next((row for row in found if row.status is StatusPublikasi.BERLAKU), None)


def new_dossier(rt: Runtime, triwulan: Triwulan, urut: int) -> Dossier:
    """Return a dossier that begins."""
    return Dossier(
        tahun=triwulan.tahun,
        triwulan=triwulan.nomor,
        urut=urut,
        nomor=make_nomor_dossier(triwulan, urut),
        status=StatusDossier.DIHIMPUN.value,
        diubah_pada=rt.now(),
    )
