"""The publication sheet of a period, one page for the wall (decree, L.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sekampadi.domain.identitas import Identitas, Letterhead
from sekampadi.domain.ikm import rentang_mutu
from sekampadi.domain.laporan.ketelitian import Ketelitian, chance_words, margin_line
from sekampadi.domain.periode import Periode, local_date
from sekampadi.domain.survei.responden import Kelompok, words_of
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import letterhead_lines
from sekampadi.reports.build.small_cells import (
    HIDDEN_MARK,
    Groups,
    SmallCells,
    hidden_notes,
    visible,
)
from sekampadi.reports.model import Cell, Format, KeyFigure, Report, Table
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.figures import Figures

_BESIDE_N = Kelompok.JENIS_KELAMIN
"""The grouping that stands beside the number of respondents."""


@dataclass(frozen=True, slots=True)
class Terbitan:
    """What a published sheet prints beside its figures."""

    nomor: str
    kode: str  # the check code, in groups
    alamat: str  # behind the QR code: tells whether the paper is genuine and current
    pernyataan: str = ""  # that it is not current any more, and what replaced it


def _tahun(periode: Periode, today: date) -> str:
    """Return the year or years a period lies in, empty when its beginning is open."""
    if periode.dari is None:
        return ""
    first = periode.dari.year
    last = (periode.sampai or max(today, periode.dari)).year
    years = str(first) if first == last else f"{first}–{last}"
    return t("TAHUN {tahun}", tahun=years)


def _nama(cakupan: Cakupan, identitas: Identitas) -> tuple[str, str]:
    """Return what the sheet speaks of, and what that belongs to."""
    if cakupan.layanan is not None:
        return cakupan.layanan.nama, cakupan.layanan.upp.nama
    if cakupan.upp is not None:
        return cakupan.nama, ""
    return t("LAYANAN PUBLIK {pemerintah}", pemerintah=identitas.singkatan.upper()), ""


def _table(kelompok: str, cells: Mapping[str, int | None]) -> Table:
    label = words_of(kelompok)
    return Table(
        kelompok,
        label.upper(),
        (label, t("Orang")),
        tuple(
            (Cell(words_of(kelompok, c)), Cell(n, Format.BULAT, HIDDEN_MARK))
            for c, n in cells.items()
        ),
    )


def _notes(
    figures: Figures, today: date, shown: Groups, ketelitian: Ketelitian | None
) -> list[str]:
    notes = [
        t("Mutu: {rentang}", rentang="  |  ".join(rentang_mutu())),
        t("Metode: {metode}", metode=figures.hasil.metode.label),
    ]
    sampai = figures.periode.sampai
    if sampai is None or sampai > today:
        notes.append(t("Data sampai dengan {tanggal}", tanggal=format_tanggal(today)))
    if ketelitian is not None and (words := chance_words(ketelitian)):
        notes.append(words.removesuffix("."))
    notes += hidden_notes(shown)
    if any(_people(cells) not in {None, figures.hasil.n} for cells in shown.values()):
        notes.append(t("Kelompok responden menurut keadaan saat triwulan dibekukan"))
    return notes


def _people(cells: Mapping[str, int | None]) -> int | None:
    """Add the cells of a grouping up; None where one is hidden."""
    known = [v for v in cells.values() if v is not None]
    return sum(known) if len(known) == len(cells) else None


def _uncertainty(ketelitian: Ketelitian | None) -> dict[str, str]:
    """Say beside the index how far it can be relied on; nothing where nobody knows."""
    if ketelitian is None or not ketelitian.n:
        return {"margin": "", "sampel": ""}
    sampel = ""
    if ketelitian.kurang:
        sampel = t(
            "Jumlah responden di bawah sampel minimum ({n} orang)",
            n=format_angka(ketelitian.sampel_minimum),
        )
    return {"margin": margin_line(ketelitian), "sampel": sampel}


def _terbitan(terbitan: Terbitan | None) -> dict[str, str]:
    if terbitan is None:
        return {}
    return {
        "nomor": t("Nomor {nomor}", nomor=terbitan.nomor),
        "kode_cek": terbitan.kode,
        "alamat_cek": terbitan.alamat,
        "pernyataan": terbitan.pernyataan,
    }


def _printed(printed: date | datetime, terbitan: Terbitan | None) -> str:
    day = local_date(printed) if isinstance(printed, datetime) else printed
    if terbitan is not None:
        return t("Diterbitkan {tanggal}", tanggal=format_tanggal(day))
    return t("Dicetak {tanggal}", tanggal=format_tanggal(day))


def build_lembar(
    figures: Figures,
    *,
    printed: date | datetime,
    groups: Groups | None = None,
    small_cells: SmallCells = SmallCells.HIDDEN,
    ketelitian: Ketelitian | None = None,
    letterhead: Letterhead | None = None,
    terbitan: Terbitan | None = None,
) -> Report:
    """Build the publication sheet of a province, an UPP or a layanan.

    Args:
        printed: the day of printing; of a published sheet, of its publication.
        groups: people per cell, instead of the counters' own.
        ketelitian: how far the index can be relied on; None when the sheet shall not speak of it.
    """
    letterhead = letterhead or Letterhead()
    hasil, rekap = figures.hasil, figures.rekap
    today = local_date(figures.dibaca)
    shown = visible(rekap.groups if groups is None else groups, small_cells)
    nama, induk = _nama(figures.cakupan, letterhead.identitas)
    tahun, label, hari = (
        _tahun(figures.periode, today),
        figures.periode.nama,
        figures.periode.label_hari,
    )
    if hasil.n:
        text = t(
            "TERIMA KASIH ATAS PENILAIAN YANG TELAH ANDA BERIKAN. MASUKAN ANDA SANGAT BERMANFAAT "
            "BAGI KEMAJUAN PELAYANAN PUBLIK KAMI, AGAR KAMI TERUS MEMPERBAIKI DAN MENINGKATKAN "
            "KUALITAS PELAYANAN BAGI MASYARAKAT."
        )
    else:
        text = t(
            "BELUM ADA PENILAIAN PADA PERIODE INI. PENILAIAN ANDA SANGAT BERMANFAAT BAGI KEMAJUAN "
            "PELAYANAN PUBLIK KAMI."
        )
    empty = t("belum ada data")
    return Report(
        kind="lembar",
        title=t("INDEKS KEPUASAN MASYARAKAT (IKM)"),
        subtitle=nama,
        lines={
            **letterhead_lines(letterhead),
            "induk": induk,
            "tahun": tahun,
            "periode": t("Periode survei: {hari}", hari=hari),
            **_uncertainty(ketelitian),
            "label": "" if label.upper() == tahun else label,
            **_terbitan(terbitan),
        },
        figures=(
            KeyFigure("nilai_ikm", t("NILAI IKM"), Cell(hasil.nilai, Format.DESIMAL, empty)),
            KeyFigure("mutu", t("MUTU PELAYANAN"), Cell(hasil.mutu and hasil.mutu.value)),
            KeyFigure("kinerja", t("KINERJA PELAYANAN"), Cell(hasil.kinerja)),
            KeyFigure("n", t("JUMLAH"), Cell(hasil.n, Format.BULAT), t("orang")),
            *(
                KeyFigure(c, words_of(_BESIDE_N, c), Cell(n, Format.BULAT), t("orang"))
                for c, n in shown.get(_BESIDE_N, {}).items()
            ),
        ),
        tables=tuple(_table(str(k), cells) for k, cells in shown.items()),
        text=(text,),
        notes=(*_notes(figures, today, shown, ketelitian), _printed(printed, terbitan)),
    )
