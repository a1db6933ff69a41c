"""Both forms of the decree's L.2 as documents: the plan (RTL), and the report on its result."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from sekampadi.db.queries.tindak_lanjut import PetikanRow
from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import PublikasiRow, StatusPublikasi
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.domain.tindak_lanjut.laporan import (
    IMPLEMENTASI,
    KESIMPULAN,
    STRATEGI,
    TANPA_STRATEGI,
    conclude,
    conclude_tahun,
)
from sekampadi.domain.tindak_lanjut.rencana import IsianKegiatan
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import bulat, letterhead_lines, printed_note
from sekampadi.reports.build.tindak_lanjut_sanding import named, sanding_table
from sekampadi.reports.model import Cell, Format, KeyFigure, Picture, Report, Section, Table
from sekampadi.services.sistem.foto import FotoKecil
from sekampadi.services.tindak_lanjut.laporan import (
    FOTO_KEGIATAN,
    BagianLaporan,
    LaporanTindakLanjut,
    photos_of,
)
from sekampadi.services.tindak_lanjut.rencana import BarisRtl, KegiatanLine, Rencana

_KEPT = 0.7
"""Of the widths of a form's columns: one action named by a long word does not squeeze the others."""
_NONE = Cell(None)
_BLANK = Cell(None, empty="")
_ABOVE = Cell(None, empty="", continues=True)


def build_rtl(
    laporan: LaporanTindakLanjut,
    *,
    printed: date | datetime,
    letterhead: Letterhead | None = None,
) -> Report:
    """Build the plan of a triwulan (decree, L.2 a); its table is ``rtl``."""
    (bagian,) = laporan.bagian
    rencana = bagian.rencana
    if rencana is None:
        raise ValueError("there is no plan to print")
    lines = {
        "label": rencana.triwulan.periode.nama,
        "lembar": t("Nilai per unsur menurut lembar IKM Nomor {nomor}", nomor=rencana.lembar.nomor),
    }
    return Report(
        kind="rtl",
        title=t("RENCANA TINDAK LANJUT (RTL)"),
        subtitle=laporan.upp.nama,
        lines={**letterhead_lines(letterhead or Letterhead()), **lines},
        figures=(),
        tables=(_rtl_table(rencana),),
        text=tuple(_sheet_words(rencana)),
        notes=(
            t("Unsur diurutkan dari nilai terendah ke nilai tertinggi"),
            t("Nilai per unsur: nilai rata-rata (NRR), skala 1 sampai 4"),
            printed_note(printed),
        ),
        landscape=True,
    )


def _sheet_words(rencana: Rencana) -> Iterable[str]:
    """Say what has become of the sheet from which a plan has its values."""
    lembar, newer = rencana.lembar, rencana.lembar_baru
    if lembar.status is StatusPublikasi.DITARIK:
        yield _withdrawn(lembar)
    elif lembar.status is StatusPublikasi.DIGANTIKAN and not newer:
        yield t("Lembar Nomor {nomor} sudah digantikan.", nomor=lembar.nomor)
    if newer:
        yield t(
            "Lembar yang berlaku sekarang: Nomor {nomor}. Nilai yang berbeda dari RTL ini tertulis "
            "di bawah nilai unsurnya.",
            nomor=newer.nomor,
        )


def _withdrawn(lembar: PublikasiRow) -> str:
    return t(
        "Lembar Nomor {nomor} sudah ditarik. Alasan: {alasan}",
        nomor=lembar.nomor,
        alasan=lembar.alasan_tarik,
    )


def _rtl_table(rencana: Rencana) -> Table:
    rows = [row for baris in rencana.baris for row in _rtl_rows(baris)]
    return Table(
        "rtl",
        t("Rencana Tindak Lanjut"),
        (
            *(t("No"), t("Unsur Penilaian / Pelayanan"), t("Nilai per unsur")),
            *(t("Kritik / Saran / Masukan"), t("Rencana Tindak Lanjut (kegiatan / aktivitas)")),
            *(t("Waktu / Jadwal"), t("Penanggung Jawab")),
        ),
        tuple(rows),
        widths=(4, 14, 8, 24, 26, 12, 12),
        kept=_KEPT,
    )


def _rtl_rows(baris: BarisRtl) -> Iterable[tuple[Cell, ...]]:
    """Return a line for each action; what belongs to all of them stands in the first."""
    nilai, baru = baris.nilai, baris.baru
    small = t("NIK {nik}, mutu {mutu}", nik=_comma(nilai.nik), mutu=nilai.mutu)
    if baru:
        small += t("; lembar baru: {nrr}", nrr=_comma(baru.nrr))
    head = (
        bulat(baris.nomor),
        Cell(f"{nilai.unsur.kode} {nilai.unsur.nama}"),
        Cell(Decimal(nilai.nrr), Format.DESIMAL, small=small),
        Cell("\n".join(map(quoted, baris.petikan)) or None),
    )
    if not baris.kegiatan:
        yield (*head, _NONE, _NONE, _NONE)
    for at, line in enumerate(baris.kegiatan):
        isi = line.row.isi
        small = t(
            "Prioritas {prioritas}, {jangka}",
            prioritas=isi.prioritas.label.lower(),
            jangka=isi.jangka.label.lower(),
        )
        if at:  # its page may not be that of the first
            small = f"{nilai.unsur.kode} {nilai.unsur.nama} · {small}"
        yield (
            *([_ABOVE] * len(head) if at else head),
            Cell(named(line), small=small),
            Cell(days_words(isi)),
            Cell(isi.penanggung_jawab),
        )


def days_words(isi: IsianKegiatan) -> str:
    """Say in words when an action is carried out, as documents do."""
    if isi.mulai:
        return Periode(isi.mulai, isi.target).label_hari
    return t("paling lambat {tanggal}", tanggal=format_tanggal(isi.target))


def _comma(decimal: str) -> str:
    return format_angka(Decimal(decimal))


def quoted(petikan: PetikanRow) -> str:
    """Quote a suggestion; of one that moderation has removed, say so."""
    if petikan.dihapus:
        return t("(saran dihapus oleh moderator)")
    return f"“{petikan.teks}”"


def build_hasil_tindak_lanjut(
    laporan: LaporanTindakLanjut,
    *,
    printed: date | datetime,
    letterhead: Letterhead | None = None,
) -> Report:
    """Build the report on what came of the plan of a triwulan, or of those of a year (decree, L.2 b).

    Its tables are ``implementasi_2026_1`` and ``strategi_2026_1`` of each triwulan with a plan; the
    second only where something is still to be done. ``sanding`` is an appendix that the form does not
    have: the unsur of finished actions before and after.
    """
    first = laporan.bagian[0].triwulan
    label = Periode.tahun(first.tahun).nama if laporan.setahun else first.periode.nama
    sections, tables = list[Section](), list[Table]()
    for bagian in laporan.bagian:
        if laporan.setahun:
            sections.append(Section(bagian.triwulan.periode.nama, text=_absent(bagian)))
        if bagian.rencana:
            own, more = _hasil_parts(laporan, bagian.rencana)
            sections += own
            tables += more
    if laporan.setahun:
        words = conclude_tahun(laporan.upp.nama, laporan.realisasi)
        judul = t("Kesimpulan {periode}", periode=label)
        sections.append(Section(judul, (), (KESIMPULAN, *words)))
    if laporan.sanding:
        tables.append(sanding_table(laporan))
        sections.append(Section(tables[-1].title, (tables[-1].kunci,)))
    return Report(
        kind="laporan-tindak-lanjut",
        title=t("LAPORAN HASIL TINDAK LANJUT"),
        subtitle=laporan.upp.nama,
        lines={**letterhead_lines(letterhead or Letterhead()), "label": label},
        figures=_figures(laporan),
        tables=tuple(tables),
        text=(),
        notes=(printed_note(printed),),
        sections=tuple(sections),
        landscape=True,
    )


def _absent(bagian: BagianLaporan) -> tuple[str, ...]:
    if bagian.rencana:
        return ()
    if not bagian.berakhir:
        return (t("Triwulan ini belum berakhir."),)
    return (t("Belum ada rencana tindak lanjut untuk triwulan ini."),)


def _figures(laporan: LaporanTindakLanjut) -> tuple[KeyFigure, ...]:
    r = laporan.realisasi
    return (
        KeyFigure(
            "realisasi",
            t("Realisasi rencana tindak lanjut"),
            Cell(r.persen, Format.PERSEN, t("belum ada rencana")),
        ),
        KeyFigure("rencana", t("Direncanakan"), bulat(r.rencana), t("kegiatan")),
        KeyFigure("selesai", t("Selesai"), bulat(r.selesai), t("kegiatan")),
        KeyFigure(
            "sisa", t("Belum selesai atau batal"), bulat(r.rencana - r.selesai), t("kegiatan")
        ),
    )


def _hasil_parts(
    laporan: LaporanTindakLanjut, rencana: Rencana
) -> tuple[list[Section], list[Table]]:
    """Return what the form says of one triwulan."""
    level = 2 if laporan.setahun else 1
    tables = [_implementasi_table(rencana, laporan.foto)]
    sisa = [k for k in rencana.kegiatan if k.row.hasil.status is not StatusKegiatan.SELESAI]
    terbuka = [k for k in sisa if k.row.hasil.status.terbuka]
    words = conclude(laporan.upp.nama, rencana.realisasi, [(named(k), k.row.hasil) for k in sisa])
    sections = [
        Section(t("Implementasi"), (tables[0].kunci,), (IMPLEMENTASI,), level),
        Section(t("Kesimpulan"), (), (KESIMPULAN, *words), level),
    ]
    if terbuka:
        tables.append(_strategi_table(rencana.triwulan, terbuka))
        sections.append(Section(t("Strategi"), (tables[1].kunci,), (STRATEGI,), level))
    elif rencana.kegiatan:
        sections.append(Section(t("Strategi"), (), (TANPA_STRATEGI,), level))
    return sections, tables


def _kunci(kind: str, triwulan: Triwulan) -> str:
    return f"{kind}_{triwulan.tahun}_{triwulan.nomor}"


def _implementasi_table(rencana: Rencana, foto: Mapping[int, FotoKecil]) -> Table:
    rows = [row for baris in rencana.baris for row in _implementasi_rows(baris, foto)]
    return Table(
        _kunci("implementasi", rencana.triwulan),
        t("Implementasi {triwulan}", triwulan=rencana.triwulan.periode.nama),
        (
            *(t("No"), t("Rencana Tindak Lanjut"), t("Uraian Deskripsi Tindak Lanjut")),
            *(t("Dokumentasi Kegiatan"), t("Tantangan / Hambatan")),
        ),
        tuple(rows),
        widths=(4, 24, 30, 22, 20),
        kept=_KEPT,
    )


def _implementasi_rows(
    baris: BarisRtl, foto: Mapping[int, FotoKecil]
) -> Iterable[tuple[Cell, ...]]:
    unsur = baris.nilai.unsur
    if not baris.kegiatan:
        words = t("{kode} {nama}: tidak ada kegiatan", kode=unsur.kode, nama=unsur.nama)
        yield (bulat(baris.nomor), Cell(words), _NONE, _NONE, _NONE)
    for at, line in enumerate(baris.kegiatan):
        hasil = line.row.hasil
        status = hasil.status.label
        if hasil.selesai_pada:
            status = t("{status} {hari}", status=status, hari=format_tanggal(hasil.selesai_pada))
        elif hasil.alasan:
            # Excel and CSV have no paragraphs: the reason stands beside what it is for.
            status = t("{status}: {alasan}", status=status, alasan=hasil.alasan)
        yield (
            _ABOVE if at else bulat(baris.nomor),
            Cell(named(line), small=f"{unsur.kode} {unsur.nama} · {status}"),
            Cell(hasil.uraian or None),
            _evidence(line, foto),
            Cell(hasil.hambatan or None),
        )


def _evidence(line: KegiatanLine, foto: Mapping[int, FotoKecil]) -> Cell:
    """Return what proves an action: some photos, the others counted, everything else by its name."""
    photos = photos_of(line.bukti)
    shown = photos[:FOTO_KEGIATAN]
    pictures = [
        Picture(f.nama, foto[f.id].isi, foto[f.id].lebar, foto[f.id].tinggi)
        for f in shown
        if f.id in foto
    ]
    words = [f.nama for f in shown if f.id not in foto]
    if more := len(photos) - len(shown):
        words.append(t("dan {n} foto lain", n=more))
    words += [f.nama for f in line.bukti if f not in photos]
    return Cell("\n".join(words) or None, empty="" if pictures else "–", pictures=tuple(pictures))


def _strategi_table(triwulan: Triwulan, terbuka: Iterable[KegiatanLine]) -> Table:
    rows = []
    for at, line in enumerate(terbuka, start=1):
        hasil = line.row.hasil
        rows.append(
            (
                bulat(at),
                Cell(named(line)),
                Cell(hasil.strategi or None, empty=t("belum diisi")),
                Cell(hasil.strategi_target, Format.TANGGAL),
                Cell(hasil.strategi_penanggung_jawab or None),
                Cell(hasil.stakeholder or None),
            )
        )
    return Table(
        _kunci("strategi", triwulan),
        t("Strategi {triwulan}", triwulan=triwulan.periode.nama),
        (
            *(t("No"), t("RTL"), t("Strategi Penyelesaian"), t("Target Waktu Penyelesaian")),
            *(t("Penanggung Jawab"), t("Stakeholder Terkait")),
        ),
        tuple(rows),
        widths=(4, 24, 30, 12, 15, 15),
        kept=_KEPT,
    )
