"""What a dossier holds: the province's sheet, all UPP, and what was accepted of them.

Every figure of its documents stands in it: they are drawn of nothing else, now and years later.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session

from sekampadi.db.models import Dossier, Publikasi
from sekampadi.db.queries.dossier import dossier_row, find_dossier, list_termuat
from sekampadi.db.queries.pelaksanaan import list_pelaksanaan
from sekampadi.db.queries.pengajuan import (
    get_beku,
    list_disampaikan,
    list_geser,
    list_langkah,
)
from sekampadi.db.queries.publikasi import find_by, list_of_seri_periode, publikasi_row
from sekampadi.db.queries.tindak_lanjut_ringkas import list_realisasi
from sekampadi.domain.ikm import NilaiUnsur, two_places
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.ketelitian import compute_ketelitian
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.peringkat import Kedudukan, group
from sekampadi.domain.pengajuan.alur import AksiPengajuan, StatusDossier, StatusPengajuan
from sekampadi.domain.pengajuan.dossier import make_nomor_dossier
from sekampadi.domain.pengajuan.tenggat import MasaLapor, tenggat_of
from sekampadi.domain.periode import local_date
from sekampadi.domain.publikasi import StatusPublikasi
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.services.laporan.rekap_pemprov import extremes
from sekampadi.services.pengajuan.dossier import BarisDossier, list_lines
from sekampadi.services.publikasi.isi import thaw
from sekampadi.services.sistem.runtime import Runtime


def read_isi_dossier(session: Session, triwulan: Triwulan, dossier: Dossier) -> dict[str, Any]:
    """Return what a dossier holds now; an addendum speaks of those that come late and of nobody else."""
    # One that has not begun has no id, and holds what it would hold.
    begun = dossier_row(dossier) if dossier.id is not None else None
    lines = list_lines(session, triwulan, begun)
    if dossier.urut:
        lines = [line for line in lines if line.termuat]
    frozen = {
        line.upp.id: beku.isi
        for line in lines
        if line.termuat and line.beku_id is not None and (beku := get_beku(session, line.beku_id))
    }
    sheets = _sheets(session, (isi.get("lembar") for isi in frozen.values()))
    places = _kedudukan(sheets)
    masa = MasaLapor.of(triwulan)
    sent = list_disampaikan(session, PROVINSI, [triwulan.tahun])
    geser = list_geser(session, [triwulan.tahun])
    told = {r.upp_id: r.isi for r in list_pelaksanaan(session, PROVINSI, (triwulan,))}
    held = list_termuat(session, triwulan)
    before = list_realisasi(session, PROVINSI, triwulan.sebelumnya)
    upp = []
    for line in lines:
        row, isi = line.pengajuan, frozen.get(line.upp.id, {})
        day = sent.get(row.id) if row else None
        lembar = isi.get("lembar")
        own = told.get(line.upp.id)
        upp.append(
            {
                "kode": line.upp.kode,
                "nama": line.upp.nama,
                "pengajuan": row.id if row and line.termuat else None,
                "beku": line.beku_id if line.termuat else None,
                "sidik": _sidik(session, line),
                "status": (row.status if row else StatusPengajuan.BELUM).value,
                "disampaikan": local_date(day).isoformat() if day else None,
                "tenggat": tenggat_of(masa, line.upp.id, geser).isoformat(),
                "lembar": lembar and {**lembar, **_about(sheets[lembar["kode"]])},
                "alasan": _why(session, line) if isi and not lembar else "",
                "kedudukan": places.get(lembar["kode"]) if lembar else None,
                "kegiatan": list(_kegiatan(isi.get("rtl") or {})),
                "rtl_lalu": _counted(before.get(line.upp.id)) if isi else None,
                "pelaksana": [own.pelaksana.value] if own and isi else [],
                "pembaruan": row is not None and line.termuat and row.id in held,
            }
        )
    sheet = province_sheet(session, triwulan)
    return {
        "nomor": dossier.nomor,
        "triwulan": triwulan.kunci,
        "urut": dossier.urut,
        "pengantar": dossier.pengantar,
        "simpulan": dossier.simpulan,
        "provinsi": sheet and {"nomor": sheet.nomor, "kode": sheet.kode, "isi": sheet.isi},
        "induk": _induk(session, triwulan) if dossier.urut else None,
        "upp": upp,
    }


def without_papers(line: Mapping[str, Any], status: StatusPengajuan) -> dict[str, Any]:
    """Return the line of an UPP that is missing: where its papers were, and nothing of them."""
    return {
        **line,
        **{"pengajuan": None, "beku": None, "sidik": "", "status": status.value},
        **{"disampaikan": None, "lembar": None, "alasan": "", "kedudukan": None},
        **{"kegiatan": [], "rtl_lalu": None, "pelaksana": [], "pembaruan": False},
    }


def _sidik(session: Session, line: BarisDossier) -> str:
    row = get_beku(session, line.beku_id) if line.termuat and line.beku_id is not None else None
    return row.sidik if row else ""


def _sheets(session: Session, lembar: Iterable[Mapping[str, Any] | None]) -> dict[str, Publikasi]:
    """Read the sheets that were accepted, by their check codes; a sheet is never changed."""
    found = {}
    for one in lembar:
        sheet = find_by(session, kode=one["kode"]) if one else None
        if sheet is not None:
            found[sheet.kode] = sheet
    return found


def _kedudukan(sheets: Mapping[str, Publikasi]) -> dict[str, str]:
    """Say of each sheet how it stands against the others; one that is too small says nothing."""
    figures = [thaw(sheet.isi) for sheet in sheets.values()]
    places = group([compute_ketelitian(f.rekap, f.hasil) for f in figures])
    pairs: Iterable[tuple[str, Kedudukan | None]] = zip(sheets, places, strict=True)
    return {kode: place.value for kode, place in pairs if place is not None}


def _about(sheet: Publikasi) -> dict[str, Any]:
    """Return what a sheet says beside its index, and what has become of it by now."""

    def named(unsur: Iterable[NilaiUnsur]) -> list[dict[str, str | None]]:
        return [{"unsur": u.unsur.value, "nrr": two_places(u.nrr)} for u in unsur]

    low, high = extremes(thaw(sheet.isi).hasil)
    status = publikasi_row(sheet).status
    return {
        "terendah": named(low),
        "tertinggi": named(high),
        "catatan": "" if status is StatusPublikasi.BERLAKU else status.label.lower(),
    }


def _why(session: Session, line: BarisDossier) -> str:
    """Return the words with which papers without a sheet were handed in."""
    if line.pengajuan is None:
        return ""
    steps = list_langkah(session, pengajuan_id=line.pengajuan.id)
    said = [s.catatan for s in steps if s.aksi == AksiPengajuan.AJUKAN.value]
    return said[-1] if said else ""


def _kegiatan(rtl: Mapping[str, Any]) -> Iterable[dict[str, str]]:
    for baris in rtl.get("baris", ()):
        for k in baris["kegiatan"]:
            fields = ("nama", "jadwal", "penanggung_jawab", "status")
            yield {"unsur": baris["unsur"], **{name: k[name] for name in fields}}


def _counted(realisasi: Realisasi | None) -> dict[str, int] | None:
    if realisasi is None:
        return None
    return {"rencana": realisasi.rencana, "selesai": realisasi.selesai}


def _induk(session: Session, triwulan: Triwulan) -> dict[str, Any] | None:
    first = find_dossier(session, triwulan, 0)
    if first is None or first.surat_tanggal is None:
        return None
    return {
        "nomor": first.nomor,
        "surat_nomor": first.surat_nomor,
        "surat_tanggal": first.surat_tanggal.isoformat(),
    }


def province_sheet(session: Session, triwulan: Triwulan) -> Publikasi | None:
    """Find the province's own sheet of a triwulan that is in force."""
    rows = list_of_seri_periode(session, "provinsi", triwulan.periode)
    return next((r for r in rows if publikasi_row(r).status is StatusPublikasi.BERLAKU), None)


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
