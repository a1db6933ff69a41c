"""Deadlines as the page shows them: small, because they are sent for sixty UPP and three years."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sekampadi.domain.pengajuan.pengingat import what_is_due
from sekampadi.domain.pengajuan.tenggat import MasaLapor, StatusTenggat
from sekampadi.domain.periode import local_date
from sekampadi.domain.tugas import tell_tenggat
from sekampadi.i18n import format_angka, format_bulan, format_hari, format_tanggal, t
from sekampadi.services.pengajuan.jadwal.giliran import Giliran
from sekampadi.services.pengajuan.jadwal.kalender import Acara, Kalender
from sekampadi.services.pengajuan.pengajuan import address_of
from sekampadi.services.pengajuan.tenggat import BarisMatriks, Matriks, Sel
from sekampadi.web.ui.states.shown import Shown

TAHUN_TAMPIL: Final = 3
"""Years the matrix shows beside each other."""
_S = StatusTenggat
HURUF: Final[dict[StatusTenggat, str]] = {
    _S.BERJALAN: "b",
    _S.DITUNGGU: "w",
    _S.TERLAMBAT: "t",
    _S.DIKEMBALIKAN: "k",
    _S.DISAMPAIKAN: "s",
    _S.DITERIMA: "d",
}
"""What a cell is sent as; a capital says that it came late."""
TANDA: Final[dict[StatusTenggat, str]] = {
    _S.BERJALAN: "·",
    _S.DITUNGGU: "○",
    _S.TERLAMBAT: "!",
    _S.DIKEMBALIKAN: "↩",
    _S.DISAMPAIKAN: "→",
    _S.DITERIMA: "✓",
}
"""What a cell shows beside its colour."""
_ROMAWI = ("Thn", "I", "II", "III", "IV")


@dataclass(frozen=True)
class KolomMasa:
    """A column: what is handed in for."""

    kunci: str
    kepala: str
    nama: str


@dataclass(frozen=True)
class GrupTahun:
    """The heading above the columns of a year."""

    tahun: str
    lebar: int


@dataclass(frozen=True)
class BarisTampil:
    """A line: an UPP, and a letter of :data:`HURUF` for each column."""

    kunci: str
    nama: str
    sel: str


@dataclass(frozen=True)
class BarisJumlah:
    """How many UPP stand so, column by column."""

    huruf: str
    isi: list[str]


@dataclass(frozen=True)
class MatriksTampil(Shown):
    """The matrix; ``pilih`` is the column that is looked at."""

    kolom: list[KolomMasa] = field(default_factory=list)
    grup: list[GrupTahun] = field(default_factory=list)
    baris: list[BarisTampil] = field(default_factory=list)
    jumlah: list[BarisJumlah] = field(default_factory=list)
    pilih: int = 0
    nama: str = ""
    tenggat: str = ""
    ringkas: str = ""
    terlambat: int = 0
    dapat_diingatkan: bool = False


def letter(sel: Sel) -> str:
    """Return what a cell is sent as."""
    one = HURUF[sel.keadaan]
    return one.upper() if sel.lewat and sel.status.disampaikan else one


def _is_wanted(baris: BarisMatriks, at: Sequence[int], keadaan: str) -> bool:
    return not keadaan or any(baris.sel[i].keadaan.value == keadaan for i in at)


def show_matriks(
    matriks: Matriks, *, tahun: int, masa: MasaLapor | None, keadaan: str, today: date
) -> MatriksTampil:
    """Show the years up to one.

    Args:
        masa: the column that is looked at; without one the newest that is over.
        keadaan: shows only the UPP that stand so in that column, or without one in any.
    """
    at = [i for i, m in enumerate(matriks.masa) if tahun - TAHUN_TAMPIL < m.tahun <= tahun]
    if not at:
        return MatriksTampil()
    shown = [matriks.masa[i] for i in at]
    over = [i for i in at if (end := matriks.masa[i].periode.sampai) and end < today]
    newest = [i for i in over if matriks.masa[i].nomor] or over or at
    here = at[shown.index(masa)] if masa in shown else newest[-1]
    asked = [here] if masa in shown else at
    rows = [b for b in matriks.baris if _is_wanted(b, asked, keadaan)]
    counts = [Counter(b.sel[i].keadaan for b in rows) for i in at]
    years = Counter(m.tahun for m in shown)
    one = matriks.masa[here]
    every = Counter(b.sel[here].keadaan for b in matriks.baris)
    late = sum(
        not b.sel[here].status.disampaikan and today > b.sel[here].tenggat for b in matriks.baris
    )
    return MatriksTampil(
        kolom=[KolomMasa(m.kunci, _ROMAWI[m.nomor], m.label) for m in shown],
        grup=[GrupTahun(str(tahun), n) for tahun, n in years.items()],
        baris=[
            BarisTampil(b.upp.kode, b.upp.nama, "".join(letter(b.sel[i]) for i in at)) for b in rows
        ],
        jumlah=[
            BarisJumlah(HURUF[k], [format_angka(c[k]) if c[k] else "" for c in counts])
            for k in reversed(_S)
            if k is not _S.BERJALAN and any(c[k] for c in counts)
        ],
        pilih=at.index(here),
        nama=one.label,
        tenggat=_days(matriks, here),
        ringkas=" · ".join(
            f"{format_angka(every[k])} {k.label.lower()}" for k in reversed(_S) if every[k]
        ),
        terlambat=late,
        dapat_diingatkan=here in over,
    )


def _days(matriks: Matriks, here: int) -> str:
    """Say the last day of a column, which differs where it was moved for some."""
    days = Counter(b.sel[here].tenggat for b in matriks.baris)
    if not days:
        return ""
    usual = max(days, key=lambda d: days[d])
    others = sum(n for d, n in days.items() if d != usual)
    words = t("Paling lambat {tanggal}", tanggal=format_tanggal(usual))
    return words + (t("; {n} UPP punya batas sendiri", n=others) if others else "")


@dataclass(frozen=True)
class BarisMilik:
    """What the own UPP hands in; ``tombol`` says what is done there, ``penting`` that it is one's turn."""

    kunci: str
    nama: str
    upp: str
    huruf: str
    keadaan: str
    batas: str
    langkah: str
    tombol: str
    alamat: str
    penting: bool


def show_milik(giliran: Giliran, today: date, own: int | None) -> BarisMilik:
    """Show what an UPP hands in, and what comes next."""
    sel, masa = giliran.sel, giliran.sel.masa
    end = masa.periode.sampai
    running = end is None or end >= today
    due = tell_tenggat(sel.tenggat, today)
    batas, tombol, langkah = due[:1].upper() + due[1:], t("Buka"), ""
    if running:
        langkah = t(
            "{apa} disampaikan sesudah {tanggal}.",
            apa=what_is_due(masa),
            tanggal=format_tanggal(end or today),
        )
    elif sel.status.disampaikan:
        batas = t("Disampaikan sesudah batasnya") if sel.lewat else t("Disampaikan tepat waktu")
    if giliran.langkah is not None:
        langkah, tombol = t("Giliran Anda."), giliran.langkah.label
    elif giliran.giliran is not None:
        langkah = t("Menunggu {peran}.", peran=giliran.giliran.label)
    return BarisMilik(
        f"{giliran.upp.kode}/{masa.kunci}",
        masa.label,
        giliran.upp.nama if giliran.upp.id != own else "",
        letter(sel),
        StatusTenggat.BERJALAN.label if running else sel.status.label,
        batas,
        langkah,
        tombol,
        "" if running else address_of(giliran.upp.kode, masa),
        giliran.langkah is not None,
    )


@dataclass(frozen=True)
class BarisAcara:
    """A deadline in the calendar; ``bulan`` is empty for a second one in the same month."""

    kunci: str
    bulan: str
    hari: str
    nama: str
    apa: str
    jarak: str
    geser: str
    ringkas: str
    belum: list[str]
    lewat: bool


@dataclass(frozen=True)
class BarisGeser:
    """A move of a deadline."""

    nama: str
    upp: str
    tanggal: str
    alasan: str
    siapa: str


@dataclass(frozen=True)
class KalenderTampil(Shown):
    """The calendar of a year."""

    tahun: str = ""
    pilihan: list[str] = field(default_factory=list)
    acara: list[BarisAcara] = field(default_factory=list)
    geser: list[BarisGeser] = field(default_factory=list)
    sejak: str = ""


def _acara(acara: Acara, before: Acara | None, reason: str, today: date) -> BarisAcara:
    day, masa = acara.tanggal, acara.masa
    bulan = format_bulan(day)
    due = tell_tenggat(day, today)
    names = ", ".join(u.nama for u in acara.upp[:3])
    more = len(acara.upp) - 3
    done = len(acara.upp) - len(acara.belum)
    moved = ""
    if day != masa.tenggat:
        moved = t(
            "Digeser dari {tanggal}: {alasan}", tanggal=format_tanggal(masa.tenggat), alasan=reason
        )
    end = masa.periode.sampai
    open_now = end is not None and end < today
    single = len(acara.upp) == 1
    said = t("{a} dari {b} UPP sudah menyampaikan", a=done, b=len(acara.upp))
    if single:
        said = t("Belum disampaikan") if acara.belum else t("Sudah disampaikan")
    return BarisAcara(
        f"{masa.kunci}/{day}",
        "" if before and format_bulan(before.tanggal) == bulan else bulan,
        str(day.day),
        masa.label + ("" if acara.semua else ": " + names + (f" +{more}" if more > 0 else "")),
        what_is_due(masa),
        due[:1].upper() + due[1:] if acara.belum else "",
        moved,
        said if open_now else t("Belum berakhir"),
        [u.nama for u in acara.belum] if open_now and not single else [],
        bool(acara.belum) and day < today,
    )


def show_kalender(kalender: Kalender, today: date) -> KalenderTampil:
    """Show the calendar of a year."""
    reasons = {
        (row.geser.masa, row.geser.tanggal): row.geser.alasan for row, _ in reversed(kalender.geser)
    }
    before = [None, *kalender.acara]
    return KalenderTampil(
        tahun=str(kalender.tahun),
        pilihan=[str(n) for n in kalender.pilihan],
        acara=[
            _acara(a, b, reasons.get((a.masa, a.tanggal), ""), today)
            for a, b in zip(kalender.acara, before, strict=False)
        ],
        geser=[
            BarisGeser(
                row.geser.masa.label,
                upp.nama if upp else t("Semua UPP"),
                format_tanggal(row.geser.tanggal),
                row.geser.alasan,
                t("{siapa}, {tanggal}", siapa=row.oleh, tanggal=format_hari(local_date(row.waktu))),
            )
            for row, upp in kalender.geser
        ],
        sejak=kalender.sejak.label,
    )
