"""What a move hands in: the figures of the sheet, the plan, the report of a year, as they are now."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.pelaksanaan import list_pelaksanaan
from sekampadi.db.queries.tindak_lanjut import find_rencana_of
from sekampadi.db.queries.tugas import count_sumber
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import CATATAN_MIN, AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.teks import write_address
from sekampadi.i18n import t
from sekampadi.services.pengajuan.beku import JenisBerkas
from sekampadi.services.tahunan.serahan import read_serahan
from sekampadi.services.tindak_lanjut.lembar import Lembar, find_lembar
from sekampadi.services.tindak_lanjut.rencana import Rencana, assemble

MENYERAHKAN = frozenset({AksiPengajuan.KIRIM_HASIL, AksiPengajuan.AJUKAN})
"""The moves that hand papers in; all others speak of those that lie there."""


def _lembar(lembar: Lembar | None) -> dict[str, Any] | None:
    if lembar is None:
        return None
    row = lembar.row
    return {
        **{"nomor": row.nomor, "kode": row.kode, "seri": row.seri, "revisi": row.revisi},
        **{"n": row.n, "nilai": row.nilai, "mutu": row.mutu},
        "unsur": {n.unsur.value: n.nrr for n in lembar.nilai},
    }


def isi_hasil(session: Session, upp: UppRow, triwulan: Triwulan) -> dict[str, Any]:
    """Return what row 3 of the SOP hands to the Pimpinan UPP: the sheet, and how many answers it is of.

    ``kertas`` is what the hybrid SOP asks for: the sheets of paper that were typed in, and what the
    UPP has told of those handed out and come back.
    """
    scope = Scope(frozenset({upp.id}))
    told = list_pelaksanaan(session, scope, (triwulan,))
    counted = count_sumber(session, scope, triwulan.periode)
    return {
        "lembar": _lembar(find_lembar(session, upp, triwulan)),
        "jawaban": dict(sorted(counted.items())),
        "kertas": {
            "dibagikan": told[0].isi.dibagikan if told else None,
            "kembali": told[0].isi.kembali if told else None,
        },
    }


def _rencana(rencana: Rencana) -> dict[str, Any]:
    """Return a plan as it is handed in.

    What citizens wrote stays where it is, under its answer's number: moderation can still take it
    away from every screen.
    """
    return {
        "lembar": rencana.lembar.nomor,
        "rencana": rencana.realisasi.rencana,
        "selesai": rencana.realisasi.selesai,
        "baris": [
            {
                "nomor": b.nomor,
                "unsur": b.nilai.unsur.value,
                "nrr": b.nilai.nrr,
                "jawaban": [p.jawaban_id for p in b.petikan],
                "kegiatan": [
                    {
                        **{"nomor": k.nomor, "nama": k.row.isi.nama, "jadwal": k.row.isi.jadwal},
                        "penanggung_jawab": k.row.isi.penanggung_jawab,
                        "prioritas": k.row.isi.prioritas.value,
                        "jangka": k.row.isi.jangka.value,
                        "status": k.row.hasil.status.value,
                        "uraian": k.row.hasil.uraian,
                        "hambatan": k.row.hasil.hambatan,
                        "alasan": k.row.hasil.alasan,
                        "bukti": [f.sidik for f in k.bukti],
                    }
                    for k in b.kegiatan
                ],
            }
            for b in rencana.baris
        ],
    }


def find_rencana_masa(session: Session, upp: UppRow, triwulan: Triwulan) -> Rencana | None:
    """Read the plan of an UPP for a triwulan, for an already authorized use case."""
    plan = find_rencana_of(session, upp.id, triwulan)
    return assemble(session, plan, upp) if plan else None


def isi_tindak_lanjut(session: Session, upp: UppRow, triwulan: Triwulan) -> dict[str, Any]:
    """Return what row 4 hands to Admin Pemprov: the sheet and the RTL.

    Raises:
        ConflictError: ``pengajuan.tanpa_rtl`` while there is a sheet and no planned action.
    """
    hasil = isi_hasil(session, upp, triwulan)
    rencana = find_rencana_masa(session, upp, triwulan)
    if hasil["lembar"] is not None and (rencana is None or not rencana.kegiatan):
        raise ConflictError(
            "pengajuan.tanpa_rtl",
            t(
                "RTL {triwulan} belum berisi kegiatan. Susun dahulu rencananya.",
                triwulan=triwulan.periode.label,
            ),
        )
    return {**hasil, "rtl": _rencana(rencana) if rencana else None}


def _plans(session: Session, upp: UppRow, tahun: int) -> dict[str, Rencana]:
    return {
        str(nomor): plan
        for nomor in (1, 2, 3, 4)
        if (plan := find_rencana_masa(session, upp, Triwulan(tahun, nomor))) is not None
    }


def address_tahunan(upp_kode: str, tahun: int) -> str:
    """Return the page on which the annual report of an UPP is written."""
    return write_address("/admin/tahunan", upp=upp_kode, tahun=str(tahun))


class TahunanKurangError(ConflictError):
    """The annual report lacks parts; ``alamat`` is the page on which they are written."""

    def __init__(self, upp: UppRow, tahun: int, kurang: Sequence[str]) -> None:
        super().__init__(
            "pengajuan.tahunan_kurang",
            t(
                "Laporan tahunan {tahun} belum lengkap: {bagian}. Lengkapi dahulu di menu Laporan "
                "Tahunan.",
                tahun=tahun,
                bagian=", ".join(kurang),
            ),
        )
        self.alamat = address_tahunan(upp.kode, tahun)


def isi_tahunan(session: Session, upp: UppRow, tahun: int) -> dict[str, Any]:
    """Return what is handed in for a year: the annual report, and what came of the four plans.

    An UPP without any answer in the year has nothing to report on: it hands in the word of why, as it
    does after a triwulan without a sheet (:func:`needs_word`), and what came of its plans, if it has any.

    Raises:
        ConflictError: ``pengajuan.tanpa_rtl`` without planned actions.
        TahunanKurangError: while the report lacks what it cannot be without. Both only where there
            are answers.
    """
    plans, laporan = _plans(session, upp, tahun), read_serahan(session, upp, tahun)
    if laporan["n"] and not any(plan.kegiatan for plan in plans.values()):
        raise ConflictError(
            "pengajuan.tanpa_rtl",
            t("Tidak ada RTL tahun {tahun} yang dapat dilaporkan hasilnya.", tahun=tahun),
        )
    if laporan["n"] and laporan["kurang"]:
        raise TahunanKurangError(upp, tahun, laporan["kurang"])
    return _setahun(laporan, plans)


def _setahun(laporan: Mapping[str, Any], plans: Mapping[str, Rencana]) -> dict[str, Any]:
    told = {nomor: _rencana(plan) for nomor, plan in plans.items()}
    return {"tahunan": laporan, "hasil_tl": told}


def read_isi(session: Session, upp: UppRow, masa: MasaLapor, aksi: AksiPengajuan) -> dict[str, Any]:
    """Return what a move hands in, as it is now.

    Raises:
        ConflictError: ``pengajuan.tanpa_rtl``, ``pengajuan.tahunan_kurang``.
    """
    about = {"aksi": aksi.value, "upp": upp.kode, "nama": upp.nama, "masa": masa.kunci}
    triwulan = masa.triwulan
    if triwulan is None:
        return {**about, **isi_tahunan(session, upp, masa.tahun)}
    if aksi is AksiPengajuan.KIRIM_HASIL:
        return {**about, **isi_hasil(session, upp, triwulan)}
    return {**about, **isi_tindak_lanjut(session, upp, triwulan)}


def isi_kini(session: Session, upp: UppRow, masa: MasaLapor) -> dict[str, Any]:
    """Return all that could be handed in now, whether anything is missing or not."""
    triwulan = masa.triwulan
    if triwulan is None:
        laporan = read_serahan(session, upp, masa.tahun)
        return _setahun(laporan, _plans(session, upp, masa.tahun))
    rencana = find_rencana_masa(session, upp, triwulan)
    return {
        **isi_hasil(session, upp, triwulan),
        "rtl": _rencana(rencana) if rencana else None,
    }


def papers_of(isi: Mapping[str, Any]) -> frozenset[JenisBerkas]:
    """Return the files that have to go with what is handed in."""
    if "hasil_tl" in isi:
        report = {JenisBerkas.TAHUNAN} if isi["tahunan"]["n"] else set()
        return frozenset({*report, JenisBerkas.HASIL_TL} if isi["hasil_tl"] else report)
    sheet = {JenisBerkas.LEMBAR} if isi["lembar"] else set()
    if isi["aksi"] == AksiPengajuan.KIRIM_HASIL.value:
        return frozenset({*sheet, JenisBerkas.RESPONDEN, JenisBerkas.PENILAIAN})
    return frozenset({*sheet, JenisBerkas.RTL} if isi["rtl"] else sheet)


def needs_word(isi: Mapping[str, Any]) -> bool:
    """Tell whether a move has to say why there is nothing: no sheet, or in a year no answer."""
    if "tahunan" in isi:
        return not isi["tahunan"]["n"]
    return "lembar" in isi and isi["lembar"] is None


def check_word(isi: Mapping[str, Any], catatan: str) -> None:
    """Have a move say why there is no sheet, or no answer.

    Raises:
        FieldErrors: ``catatan.missing``.
    """
    if needs_word(isi) and len(catatan) < CATATAN_MIN:
        words = t("Tidak ada lembar yang berlaku. Tulis alasannya pada catatan.")
        if "tahunan" in isi:
            words = t("Tidak ada jawaban pada tahun ini. Tulis alasannya pada catatan.")
        raise FieldErrors({"catatan": DomainError("catatan.missing", words)})
