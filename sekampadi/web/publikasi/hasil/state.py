"""What is published, for everyone: figures as text, and the trend as a line that needs no library."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import urlencode

import reflex as rx
from reflex_base.event import EventSpec

from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.kode import is_kode
from sekampadi.domain.periode import Periode, local_date
from sekampadi.domain.publikasi import PublikasiRow, periode_kode
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import margin_words, sample_words
from sekampadi.services.laporan.figures import PUBLIC_MIN
from sekampadi.services.publikasi import hasil
from sekampadi.services.publikasi.hasil import Hasil, LembarTerbit
from sekampadi.services.publikasi.hasil_periode import pick_periode
from sekampadi.web.context import in_thread, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.laporan.figur import Nilai, show_nilai

LEBAR, TINGGI = 340, 190
"""Of the drawing of the trend, in its own units."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 26.0, 318.0, 28.0, 148.0
_POINTS = 8
_BOUNDS = ((Decimal("88.31"), "A"), (Decimal("76.61"), "B"), (Decimal("65.00"), "C"))


@dataclass(frozen=True)
class BarisUpp:
    """An UPP in the list."""

    kode: str
    nama: str
    jenis: str
    ikm: str
    mutu: str
    periode: str


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
    terbit: str
    ke: str
    pdf: str


@dataclass(frozen=True)
class Pilihan:
    """A layanan with a sheet of its own."""

    nama: str
    ikm: str
    mutu: str
    periode: str
    ke: str


def _koma(nilai: str) -> str:
    return nilai.replace(".", ",")


def address(kunci: str = "", layanan: str = "", nomor: str = "") -> str:
    """Return the address of what is published of a part of the province."""
    given = {"upp": kunci, "layanan": layanan, "nomor": nomor}
    query = urlencode({k: v for k, v in given.items() if v})
    return "/hasil" + (f"?{query}" if query else "")


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
                _koma(row.nilai),
                periode_kode(row.periode)
                .removeprefix("TW-")
                .removeprefix("SMT-")
                .replace("TAHUN", ""),
                year if previous is None or str(previous.year) != year else "",
            )
        )
    bounds = [
        Batas(f"{y_of(b):.1f}", f"{y_of(b) - 3:.1f}", name)
        for b, name in _BOUNDS
        if low < float(b) < high
    ]
    return points, bounds, " ".join(f"{p.x},{p.y}" for p in points)


def _kind(periode: Periode) -> str:
    return periode_kode(periode).partition("-")[0]


def _show_groups(lembar: LembarTerbit) -> list[KelompokPublik]:
    return [
        KelompokPublik(
            k.label,
            [SelPublik(c.label, format_angka(lembar.groups[k][c.value])) for c in k.cells],
        )
        for k in Kelompok
    ]


@state_permission(Permission.PUBLIC)
class HasilState(rx.State):
    """What the visitor reads; the address says it."""

    galat: str = ""
    rinci: bool = False
    daftar: list[BarisUpp] = []
    nama: str = ""
    periode: str = ""
    nomor: str = ""
    terbit: str = ""
    nilai: Nilai = Nilai()
    margin: str = ""
    sampel: str = ""
    rata_rata: str = ""
    catatan: str = ""
    unsur: list[BarisUnsur] = []
    kelompok: list[KelompokPublik] = []
    tersembunyi: bool = False
    titik: list[Titik] = []
    batas: list[Batas] = []
    garis: str = ""
    tren_kalimat: str = ""
    terbitan: list[Terbit] = []
    layanan: list[Pilihan] = []
    pdf: str = ""
    csv: str = ""
    json: str = ""
    survei: str = ""

    @rx.event
    async def muat(self) -> None:
        """Read what the address names."""
        query = self.router.url.query_parameters
        kunci = query.get("upp", "").replace(" ", "+")
        layanan, nomor = query.get("layanan", ""), query.get("nomor", "")
        self.galat, self.rinci = "", bool(kunci or layanan)
        try:
            if not all(is_kode(k) for k in (kunci.removesuffix("+upt"), layanan) if k):
                raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
            found = await in_thread(
                hasil.load_hasil, kunci=kunci, layanan_kode=layanan, nomor=nomor
            )
        except DomainError as error:
            self.galat, self.rinci, self.nomor, self.nama = error.message, False, "", ""
            found = None
        if found is not None:
            if not nomor:
                found = self._pick(found, query.get("dari", ""), query.get("sampai", ""))
            self._show(found, kunci, layanan)
        if self.rinci:
            self.daftar = []
        else:
            await self._load_daftar()

    def _pick(self, found: Hasil, dari: str, sampai: str) -> Hasil:
        """Show the sheet of the days in the address; where there is none, say so and what is shown."""
        if not dari.strip() and not sampai.strip():
            return found
        try:
            lembar = pick_periode(found, dari[:20], sampai[:20], runtime().today())
        except DomainError as error:
            self.galat = error.message
            if found.lembar is not None:
                shown = found.lembar.row.periode.label
                self.galat += " " + t("Yang tampil di bawah ini: {periode}.", periode=shown)
            return found
        return replace(found, lembar=lembar)

    async def _load_daftar(self) -> None:
        rows = (await in_thread(hasil.load_daftar_hasil)).upp
        self.daftar = [
            BarisUpp(
                row.upp.kode,
                row.upp.nama,
                row.upp.jenis,
                _koma(row.terbaru.nilai) if row.terbaru else "",
                row.terbaru.mutu if row.terbaru else "",
                row.terbaru.periode.label if row.terbaru else t("belum ada yang terbit"),
            )
            for row in rows
        ]

    def _show(self, found: Hasil, kunci: str, layanan: str) -> None:
        self.nama = found.nama
        self.layanan = [
            Pilihan(
                row.nama,
                _koma(row.terbaru.nilai),
                row.terbaru.mutu,
                row.terbaru.periode.label,
                address(layanan=row.kode),
            )
            for row in found.layanan
        ]
        self.terbitan = [
            Terbit(
                x.row.nomor,
                x.row.periode.label,
                _koma(x.row.nilai),
                x.row.mutu,
                format_angka(x.row.n),
                format_tanggal(local_date(x.row.waktu)),
                address(kunci, layanan, x.row.nomor),
                hasil.address_of(x.row),
            )
            for x in reversed(found.terbitan)
        ]
        query = urlencode({k: v for k, v in (("upp", kunci), ("layanan", layanan)) if v})
        self.csv, self.json = (f"/unduh/hasil.{s}?{query}".rstrip("?") for s in ("csv", "json"))
        self.survei = (
            f"/survei?layanan={layanan}" if layanan else f"/?upp={kunci.removesuffix('+upt')}"
        )
        if found.lembar is None:
            self.nomor, self.unsur, self.kelompok, self.titik, self.garis = "", [], [], [], ""
            return
        self._show_lembar(found.lembar)
        kind = _kind(found.lembar.row.periode)
        same = [x.row for x in found.terbitan if _kind(x.row.periode) == kind]
        self.titik, self.batas, self.garis = show_tren(same)
        self.tren_kalimat = ", ".join(
            f"{r.periode.label}: {_koma(r.nilai)}" for r in same[-_POINTS:]
        )

    def _show_lembar(self, lembar: LembarTerbit) -> None:
        row = lembar.row
        self.nama = row.nama
        self.periode, self.nomor = row.periode.label, row.nomor
        self.terbit = format_tanggal(local_date(row.waktu))
        self.nilai = show_nilai(lembar.figures.hasil)
        self.rata_rata = _koma(lembar.rata_rata or "")
        teliti = lembar.ketelitian
        self.margin = margin_words(teliti) if teliti else ""
        self.sampel = sample_words(teliti) if teliti else ""
        self.unsur = [
            BarisUnsur(
                u.unsur.kode,
                u.unsur.nama,
                format_angka(u.nik),
                u.mutu or "",
                f"{u.nik or 0}%",
            )
            for u in lembar.figures.hasil.unsur
        ]
        self.kelompok = _show_groups(lembar)
        self.tersembunyi = any(v is None for c in lembar.groups.values() for v in c.values())
        self.catatan = lembar.catatan
        self.pdf = hasil.address_of(row)

    @rx.event
    def buka(self, ke: str) -> EventSpec | None:
        """Open another sheet of the list."""
        known = {row.ke for row in self.terbitan}
        return rx.redirect(ke) if isinstance(ke, str) and ke in known else None


TERSEMBUNYI = t(
    "Tanda – : tidak ditampilkan, supaya jawaban kurang dari {n} orang tidak dapat dihitung.",
    n=PUBLIC_MIN,
)
"""What the dash in a table of respondents means."""
