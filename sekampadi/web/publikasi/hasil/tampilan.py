"""What is published, as lines and points a page can draw."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sekampadi.domain.ikm import BATAS_MUTU
from sekampadi.domain.publikasi import PublikasiRow, periode_kode
from sekampadi.domain.survei.responden import words_of
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, t
from sekampadi.services.publikasi.hasil import LembarTerbit

_LEFT, _RIGHT, _TOP, _BOTTOM = 26.0, 318.0, 28.0, 148.0
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
class Titik:
    """A point of the trend."""

    x: str
    y: str
    y_teks: str
    nilai: str
    label: str
    tahun: str


@dataclass(frozen=True)
class Batas:
    """Where a class begins."""

    y: str
    y_teks: str
    label: str


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
class Pilihan:
    """An UPP or a layanan, with its newest sheet; empty texts without one."""

    nama: str
    ikm: str
    mutu: str
    periode: str
    ke: str


def show_pilihan(nama: str, terbaru: PublikasiRow | None, ke: str) -> Pilihan:
    """Write an UPP or a layanan for the list."""
    if terbaru is None:
        return Pilihan(nama, "", "", t("belum ada yang terbit"), ke)
    return Pilihan(nama, koma(terbaru.nilai), terbaru.mutu, terbaru.periode.label, ke)


def koma(nilai: str) -> str:
    """Return a number of the open data as it is written in Indonesian."""
    return nilai.replace(".", ",")


def address(kunci: str = "", layanan: str = "", nomor: str = "") -> str:
    """Return the address of what is published of a part of the province."""
    return write_address("/hasil", upp=kunci, layanan=layanan, nomor=nomor)


def show_tren(rows: Sequence[PublikasiRow]) -> tuple[list[Titik], list[Batas], str]:
    """Draw the newest points of a series.

    Args:
        rows: sheets of periods of one kind, oldest first.

    Returns:
        Points, the classes' lower bounds in view, and the line as SVG points.
    """
    rows = rows[-_POINTS:]
    if len(rows) < 2:
        return [], [], ""
    values = [Decimal(row.nilai) for row in rows]
    middle = (max(values) + min(values)) / 2
    half = max((max(values) - min(values)) * Decimal("0.65"), Decimal(2))
    low, high = float(middle - half), float(middle + half)

    def y_of(value: Decimal) -> float:
        return _BOTTOM - (float(value) - low) / (high - low) * (_BOTTOM - _TOP)

    step = (_RIGHT - _LEFT) / (len(rows) - 1)
    points = []
    for i, (row, value) in enumerate(zip(rows, values, strict=True)):
        sampai = row.periode.sampai
        year = "" if sampai is None else str(sampai.year)
        previous = rows[i - 1].periode.sampai if i else None
        # In a dip the line comes from above on both sides: the figure stands below the point.
        around = values[max(0, i - 1) : i + 2]
        dip = value == min(around) and len(set(around)) > 1
        points.append(
            Titik(
                f"{_LEFT + i * step:.1f}",
                f"{y_of(value):.1f}",
                f"{y_of(value) + (16 if dip else -9):.1f}",
                koma(row.nilai),
                periode_kode(row.periode)
                .removeprefix("TW-")
                .removeprefix("SMT-")
                .replace("TAHUN", ""),
                year if previous is None or str(previous.year) != year else "",
            )
        )
    bounds = [
        Batas(f"{y_of(b):.1f}", f"{y_of(b) - 3:.1f}", name)
        for name, b in BATAS_MUTU.items()
        if low < float(b) < high
    ]
    return points, bounds, " ".join(f"{p.x},{p.y}" for p in points)


def show_groups(lembar: LembarTerbit) -> list[KelompokPublik]:
    """Return the respondents of a sheet, group by group."""
    return [
        KelompokPublik(
            words_of(k), [SelPublik(words_of(k, c), format_angka(n)) for c, n in cells.items()]
        )
        for k, cells in lembar.groups.items()
    ]
