"""What the page of a pengajuan shows: whose turn it is, what was handed in, each move, the SOP's times."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan, StatusPengajuan
from sekampadi.domain.pengajuan.mutu_baku import (
    BARIS_PENGAJUAN,
    SOP_ELEKTRONIK,
    SOP_HYBRID,
    begins,
    measure,
)
from sekampadi.domain.periode import ZONA, local_date
from sekampadi.domain.teks import write_address
from sekampadi.domain.tugas import tell_tenggat
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.pengajuan.isi import MENYERAHKAN, address_tahunan
from sekampadi.services.pengajuan.pengajuan import AturanUpp, Diserahkan, HalamanPengajuan
from sekampadi.web.pengajuan.rinci.isi import (
    BERUBAH,
    BerkasTampil,
    ButirAjuan,
    on_paper,
    show_files,
    show_isi,
)
from sekampadi.web.ui.states.shown import Shown

_A = AksiPengajuan
_PENJELASAN: dict[AksiPengajuan, str] = {
    _A.KIRIM_HASIL: t(
        "Lembar IKM, data responden, dan isian jawaban dibekukan seperti keadaannya sekarang, lalu "
        "diserahkan kepada Pimpinan UPP."
    ),
    _A.AJUKAN: t(
        "Lembar IKM dan rencana tindak lanjut dibekukan seperti keadaannya sekarang, lalu diajukan "
        "kepada Pimpinan UPP."
    ),
    _A.TERIMA_HASIL: t("Sesudah hasil diterima, operator menyusun RTL dan mengajukannya."),
    _A.SETUJUI: t("Yang diajukan diteruskan kepada Admin Pemprov tanpa perubahan."),
    _A.TERIMA: t("Penyampaian ini dinyatakan lengkap dan dihimpun Admin Pemprov."),
    _A.TARIK: t("Yang terakhir disampaikan ditarik kembali, dan dapat disampaikan lagi."),
    _A.BUKA: t(
        "UPP dapat memperbaiki dan mengajukan lagi. Berkas provinsi yang sudah ditutup tidak "
        "berubah."
    ),
}
_DIKEMBALIKAN = t("Tulis apa yang perlu diperbaiki; penerimanya membaca catatan ini.")
_SETAHUN = t(
    "Laporan SKM Tahunan dan Laporan Hasil Tindak Lanjut setahun dibekukan seperti keadaannya "
    "sekarang, lalu diajukan kepada Pimpinan UPP."
)


@dataclass(frozen=True)
class LangkahTampil:
    """A move that was made."""

    id: str
    aksi: str
    siapa: str
    waktu: str
    catatan: str
    mundur: bool
    berkas: list[BerkasTampil] = field(default_factory=list)


@dataclass(frozen=True)
class TombolTampil:
    """A move that the person may make; the first that leads on is the main one."""

    aksi: str
    kata: str
    utama: bool


@dataclass(frozen=True)
class SopTampil:
    """A row of the SOP, and how long it took here."""

    nomor: str
    kegiatan: str
    pelaksana: str
    kelengkapan: str
    waktu: str
    berlalu: str
    kini: bool


@dataclass(frozen=True)
class RinciTampil(Shown):
    """All that the page shows. ``nada`` says how its heading looks."""

    kunci: str = ""
    nama: str = ""
    masa: str = ""
    status: str = ""
    nada: str = ""
    giliran: str = ""
    alasan: str = ""  # why it came back, while it is back
    peringatan: str = ""
    tertahan: str = ""  # why a button that one expects is not there
    tenggat: str = ""
    lewat: bool = False
    judul_isi: str = ""
    kosong: str = ""
    butir: list[ButirAjuan] = field(default_factory=list)
    berkas: list[BerkasTampil] = field(default_factory=list)
    sidik: str = ""
    utuh: bool = True
    berubah: list[str] = field(default_factory=list)
    rtl: str = ""
    rtl_kata: str = ""
    publikasi: str = ""
    tahunan: str = ""  # where the report of the year is written
    tombol: list[TombolTampil] = field(default_factory=list)
    langkah: list[LangkahTampil] = field(default_factory=list)
    sop_judul: str = ""
    sop: list[SopTampil] = field(default_factory=list)


def ask_for(aturan: AturanUpp, kosong: bool) -> bool:
    """Tell whether a move asks for a note: to lead back, and to hand in where there is nothing."""
    return aturan.catatan or (aturan.aksi in MENYERAHKAN and kosong)


def explain(aturan: AturanUpp, nomor: int) -> str:
    """Say what a move does, before it is made."""
    if aturan.aksi is _A.AJUKAN and not nomor:
        return _SETAHUN
    return _PENJELASAN.get(aturan.aksi, _DIKEMBALIKAN)


def _when(moment: datetime) -> str:
    local = moment.astimezone(ZONA)
    return f"{format_tanggal(local.date())}, {local:%H.%M} {ZONA.kata}"


def _missing(page: HalamanPengajuan, kini: Mapping[str, Any]) -> str:
    """Say what is not there yet that the next move hands in."""
    if page.giliran is not Role.ADMIN_UPP:
        return ""
    if not page.masa.nomor:
        return _missing_of_year(kini["tahunan"])
    if page.lembar is None:
        return t("Belum ada lembar IKM yang berlaku. Terbitkan dahulu, atau tulis alasannya.")
    planned = page.rencana is not None and page.rencana.kegiatan
    if BARIS_PENGAJUAN[page.status] == 4 and not planned:
        return t("RTL belum berisi kegiatan. Susun RTL dahulu, lalu ajukan.")
    return ""


def _missing_of_year(laporan: Mapping[str, Any]) -> str:
    if not laporan["n"]:
        return t("Tidak ada jawaban pada tahun ini. Saat mengajukan, tulis alasannya.")
    if laporan["kurang"]:
        return t(
            "Laporan tahunan belum lengkap: {bagian}. Lengkapi dahulu, lalu ajukan.",
            bagian=", ".join(laporan["kurang"]),
        )
    return ""


def _giliran(page: HalamanPengajuan, kini: Mapping[str, Any]) -> tuple[str, str]:
    """Say whose turn it is, and what is in the way of it."""
    if page.giliran is None:
        return t("Selesai. Tidak ada yang perlu dilakukan lagi."), ""
    forward = [a.peran for a in page.boleh if not a.aksi.mundur]
    if page.giliran in forward:
        mine = next(s for s in page.sebagai if s.peran is page.giliran)
        return t("Sekarang giliran Anda sebagai {peran}.", peran=mine.label), _missing(page, kini)
    words = t("Sekarang giliran {peran}.", peran=page.giliran.label)
    if page.ada_pelaku:
        return words, _missing(page, kini)
    return words, _no_account(page, page.giliran)


def _no_account(page: HalamanPengajuan, giliran: Role) -> str:
    """Say that nobody can take the turn, why the reader cannot, and who makes the account.

    An Operator OPD has no acting one: what an UPT hands in needs an account of the UPT.
    """
    if giliran is not Role.ADMIN_UPP:
        words = t("Belum ada akun yang dapat bertindak sebagai {peran}.", peran=giliran.label)
        ask = t("Mintalah Admin Pemprov membuat akun atau delegasi.")
        own = t("Buatlah akunnya di menu Operator, atau tunjuk penggantinya di menu Delegasi.")
        return f"{words} {own if page.buat_akun else ask}"
    words = t("{upp} belum punya akun Operator OPD sendiri.", upp=page.upp.nama)
    if page.induk:
        words += " " + t(
            "Induknya, {induk}, dapat membaca tetapi tidak menyampaikan atas namanya.",
            induk=page.induk,
        )
    if page.buat_akun:
        ask = t(
            "Anda dapat membuatnya di menu Operator: hak akses Operator OPD, UPP {upp}.",
            upp=page.upp.nama,
        )
    elif page.induk:
        ask = t("Akunnya dibuat oleh Operator OPD {induk} atau Admin Pemprov.", induk=page.induk)
    else:
        ask = t("Akunnya dibuat oleh Admin Pemprov.")
    return f"{words} {ask}"


def _tenggat(page: HalamanPengajuan, today: date) -> tuple[str, bool]:
    """Say until when it is due, or how it was kept; and whether it is late."""
    sent = next((s.waktu for s in page.langkah if s.aksi == _A.SETUJUI.value), None)
    if sent is None:
        words = tell_tenggat(page.tenggat, today)
        return words[:1].upper() + words[1:], today > page.tenggat
    days = (local_date(sent) - page.tenggat).days
    kept = t("lewat {n} hari dari batas", n=days) if days > 0 else t("tepat waktu, batasnya")
    words = t(
        "Disampaikan {hari}, {kata} {batas}",
        hari=format_tanggal(local_date(sent)),
        kata=kept,
        batas=format_tanggal(page.tenggat),
    )
    return words, days > 0


def _langkah(row: Any, page: HalamanPengajuan) -> LangkahTampil:
    aksi = AksiPengajuan(row.aksi)
    handed = row.beku_id is not None and aksi in MENYERAHKAN
    return LangkahTampil(
        str(row.id),
        aksi.label,
        t("{siapa}, {sebagai}", siapa=row.oleh, sebagai=row.sebagai.label),
        _when(row.waktu),
        row.catatan,
        aksi.mundur,
        show_files(page.berkas.get(row.beku_id or 0, ())) if handed else [],
    )


def _alasan(page: HalamanPengajuan) -> str:
    """Tell why it came back: who has to mend it reads that first, not below all that was handed in."""
    if not page.status.dikembalikan or not page.langkah:
        return ""
    last = page.langkah[-1]
    return t("Catatan {siapa}: {catatan}", siapa=last.sebagai.label, catatan=last.catatan)


def _sop(page: HalamanPengajuan, hybrid: bool, now: datetime) -> list[SopTampil]:
    """Show the rows with their times; the province's are measured with the province's papers."""
    found = measure(
        BARIS_PENGAJUAN,
        StatusPengajuan.BELUM,
        begins(page.masa.periode),
        [(StatusPengajuan(s.ke), s.waktu) for s in page.langkah],
        now,
    )
    rows = []
    for row in SOP_HYBRID if hybrid else SOP_ELEKTRONIK:
        lama = found.get(row.nomor)
        words = t("tidak diukur") if row.nomor < 3 else t("belum sampai")
        if row.nomor > 5:
            words = t("diukur pada berkas provinsi")
        if lama is not None:
            words = t("{lama}, masih berjalan", lama=lama.label) if lama.berjalan else lama.label
        rows.append(
            SopTampil(
                *(str(row.nomor), row.kegiatan, row.pelaksana, row.kelengkapan, row.waktu, words),
                kini=lama is not None and lama.berjalan,
            )
        )
    return rows


def _nada(page: HalamanPengajuan, lewat: bool) -> str:
    if page.status is StatusPengajuan.DITERIMA:
        return "selesai"
    if page.status.dikembalikan:
        return "kembali"
    return "lewat" if lewat and not page.status.disampaikan else "jalan"


def _tombol(page: HalamanPengajuan) -> list[TombolTampil]:
    forward = sorted(page.boleh, key=lambda a: a.aksi.mundur)
    return [
        TombolTampil(a.aksi.value, a.aksi.label, at == 0 and not a.aksi.mundur)
        for at, a in enumerate(forward)
    ]


def show_rinci(
    page: HalamanPengajuan, given: Diserahkan, now: datetime, rtl_boleh: bool
) -> RinciTampil:
    """Show a pengajuan.

    Args:
        rtl_boleh: whether the person writes plans.
    """
    giliran, peringatan = _giliran(page, given.kini)
    tenggat, lewat = _tenggat(page, local_date(now))
    masa, kode, handed = page.masa, page.upp.kode, given.langkah
    hybrid, days = on_paper(given.isi), masa.periode
    beku_id = handed.beku_id if handed else None
    return RinciTampil(
        kunci=f"{kode}/{masa.kunci}/{page.versi}",
        nama=page.upp.nama,
        masa=masa.label,
        status=page.status.label,
        nada=_nada(page, lewat),
        giliran=giliran,
        alasan=_alasan(page),
        peringatan=peringatan,
        tertahan=page.tertahan.kalimat if page.tertahan else "",
        tenggat=tenggat,
        lewat=lewat,
        judul_isi=t("Yang disampaikan") if handed else t("Yang akan disampaikan"),
        kosong=t("Belum ada RTL untuk tahun ini.") if given.isi.get("hasil_tl") == {} else "",
        butir=list(show_isi(page, given.isi)),
        berkas=show_files(page.berkas.get(beku_id, ())) if beku_id is not None else [],
        sidik=given.sidik[:12],
        utuh=given.utuh,
        berubah=[BERUBAH[name] for name in sorted(given.berubah)],
        rtl=write_address("/admin/tindak-lanjut/rencana", upp=kode, triwulan=masa.kunci)
        if masa.nomor
        else "",
        rtl_kata=t("Susun RTL") if rtl_boleh and page.rencana is None else t("Buka RTL"),
        publikasi=write_address(
            "/admin/publikasi", cakupan=kode, periode=f"{days.dari}_{days.sampai}"
        )
        if masa.nomor
        else "",
        tahunan="" if masa.nomor else address_tahunan(kode, masa.tahun),
        tombol=_tombol(page),
        langkah=[_langkah(row, page) for row in page.langkah],
        sop_judul=t("SOP hybrid (kertas dan elektronik)") if hybrid else t("SOP elektronik"),
        sop=_sop(page, hybrid, now) if masa.nomor else [],
    )
