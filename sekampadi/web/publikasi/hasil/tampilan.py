"""What is published, as lines and points a page can draw."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sekampadi.domain.publikasi import PublikasiRow, periode_kode
from sekampadi.domain.survei.responden import words_of
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.tren import trend_chart
from sekampadi.services.publikasi.hasil import LembarTerbit
from sekampadi.services.tindak_lanjut.tayang import TayangRow
from sekampadi.web.ui.states.gambar import MIDDLE, ShownChart, show_chart

_POINTS = 8


@dataclass(frozen=True)
class BarisUnsur:
    """An unsur with its bar."""

    kode: str
    nama: str
    nik: str
    mutu: str
    lebar: str


@dataclass(frozen=True)
class SelPublik:
    """People of a cell, or a dash."""

    label: str
    orang: str


@dataclass(frozen=True)
class KelompokPublik:
    """A grouping of respondents."""

    judul: str
    sel: list[SelPublik] = field(default_factory=list)


@dataclass(frozen=True)
class Terbit:
    """A published sheet in the list."""

    nomor: str
    periode: str
    ikm: str
    mutu: str
    n: str
    ke: str
    pdf: str


@dataclass(frozen=True)
class Dilakukan:
    """What was said to an UPP, and what it did about it."""

    kata: str  # what was said, as a quotation or by its unsur
    dikutip: bool
    teks: str
    kapan: str


@dataclass(frozen=True)
class LayananOption:
    """An UPP or a layanan, with its newest sheet; empty texts without one."""

    nama: str
    ikm: str
    mutu: str
    periode: str
    ke: str


def show_pilihan(nama: str, terbaru: PublikasiRow | None, ke: str) -> LayananOption:
    """Write an UPP or a layanan for the list."""
    if terbaru is None:
        return LayananOption(nama, "", "", t("belum ada yang terbit"), ke)
    return LayananOption(nama, koma(terbaru.nilai), terbaru.mutu, terbaru.periode.label, ke)


def koma(nilai: str) -> str:
    """Return a number of the open data as it is written in Indonesian."""
    return nilai.replace(".", ",")


def address(kunci: str = "", layanan: str = "", nomor: str = "") -> str:
    """Return the address of what is published of a part of the province."""
    return write_address("/hasil", upp=kunci, layanan=layanan, nomor=nomor)


def _label(row: PublikasiRow) -> str:
    kind = periode_kode(row.periode).removeprefix("TW-").removeprefix("SMT-").replace("TAHUN", "")
    sampai = row.periode.sampai
    return kind if sampai is None else f"{kind} {sampai.year}"


def show_tren(rows: Sequence[PublikasiRow]) -> tuple[ShownChart, str]:
    """Draw the newest points of a series, and tell them in a sentence; nothing of less than two.

    The sheets are of periods of one kind, oldest first.
    """
    rows = rows[-_POINTS:]
    if len(rows) < 2:
        return ShownChart(), ""
    values = [Decimal(row.nilai) for row in rows]
    chart = trend_chart(t("Perkembangan"), [_label(r) for r in rows], values, least=Decimal(2))
    words = ", ".join(f"{r.periode.label}: {koma(r.nilai)}" for r in rows)
    return show_chart(chart, MIDDLE), words


def show_tayang(rows: Sequence[TayangRow]) -> list[Dilakukan]:
    """Write what an UPP did; where nobody may be quoted, the unsur says what it was about."""
    return [
        Dilakukan(
            f"“{row.kutipan}”" if row.kutipan else t("tentang {unsur}", unsur=row.unsur.nama),
            bool(row.kutipan),
            row.teks,
            t(
                "Selesai {tanggal} · masukan {triwulan}",
                tanggal=format_tanggal(row.selesai),
                triwulan=row.triwulan.periode.label,
            ),
        )
        for row in rows
    ]


def show_groups(lembar: LembarTerbit) -> list[KelompokPublik]:
    """Return the respondents of a sheet, group by group."""
    return [
        KelompokPublik(
            words_of(k), [SelPublik(words_of(k, c), format_angka(n)) for c, n in cells.items()]
        )
        for k, cells in lembar.groups.items()
    ]
