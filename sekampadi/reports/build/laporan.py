"""The laporan of an UPP, a layanan or the province in a period (decree, L.1 and L.3)."""

from datetime import date, datetime

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.laporan.gerak import format_perubahan
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.pelaksanaan import Pelaksana
from sekampadi.domain.laporan.perbandingan import POIN_MIN, Arah, format_p
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.tabel import REACH
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import (
    bulat,
    closing_notes,
    desimal,
    extremes_words,
    group_tables,
    index_figures,
    letterhead_lines,
    mutu,
    period_lines,
    saran_parts,
    sebaran_chart,
    sebaran_table,
    selisih,
    share,
    total_table,
    umum_table,
    unsur_chart,
    unsur_table,
)
from sekampadi.reports.build.ketelitian import MARGIN_NOTE, confidence_words
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.model import Cell, Format, KeyFigure, Report, Section, Table
from sekampadi.services.laporan.laporan_lengkap import LaporanLengkap, Pembanding
from sekampadi.services.laporan.pelaksanaan import RekapPelaksanaan


def _margin_head(ketelitian: Ketelitian) -> str:
    if ketelitian.satuan:
        return t("Margin dengan UPP sebagai satuan (±, 95 %)")
    if ketelitian.koreksi or ketelitian.semua:
        return t("Margin (±, 95 %, tanpa koreksi populasi)")
    return t("Margin (±, 95 %)")


def comparison_table(laporan: LaporanLengkap) -> Table:
    """Return the period of a report beside those it is compared with."""
    figures = laporan.figures
    # A column of a period without answers would hold dashes only; the note says that it has none.
    others = [p for p in laporan.pembanding if p.hasil.n]

    def line(name: str, now: Cell, cells: list[tuple[Cell, Cell]]) -> tuple[Cell, ...]:
        return (Cell(name), now, *(cell for pair in cells for cell in pair))

    hasil = figures.hasil
    rows = [
        line(
            t("Jumlah responden"),
            bulat(hasil.n),
            [(bulat(p.hasil.n), selisih(hasil.n - p.hasil.n)) for p in others],
        ),
        line(
            t("Nilai IKM"),
            desimal(hasil.nilai),
            [(desimal(p.hasil.nilai), selisih(p.perubahan.ikm)) for p in others],
        ),
        line(
            _margin_head(laporan.ketelitian),
            desimal(laporan.ketelitian.margin_satuan),
            [
                (desimal(p.ketelitian.margin_satuan), desimal(p.perubahan.putusan.margin))
                for p in others
            ],
        ),
        line(
            t("Mutu pelayanan"),
            mutu(hasil)[0],
            [(mutu(p.hasil)[0], Cell(None, empty="")) for p in others],
        ),
    ]
    for at, u in enumerate(hasil.unsur):
        changes = [p.perubahan.unsur[at] for p in others]
        rows.append(
            line(
                t("NRR {kode} {nama}", kode=u.unsur.kode, nama=u.unsur.nama),
                desimal(u.nrr),
                [(desimal(c.dulu.nrr), selisih(c.nrr)) for c in changes],
            )
        )
    heads = [text for p in others for text in (p.periode.label, t("Perubahan"))]
    return Table(
        "perbandingan",
        t("Perbandingan antarperiode"),
        (t("Uraian"), figures.periode.label, *heads),
        tuple(rows),
        widths=(30, 16, *([16, 15] * len(others))),
        notes=_comparison_notes(laporan),
        across=(
            *(t("Periode"), t("n"), t("IKM"), t("Margin ±"), t("Mutu")),
            *(t("NRR {kode}", kode=u.unsur.kode) for u in hasil.unsur),
        ),
    )


def _comparison_notes(laporan: LaporanLengkap) -> tuple[str, ...]:
    hasil = laporan.figures.hasil
    now = laporan.ketelitian
    notes = [note for p in laporan.pembanding for note in comparison_words(p, hasil, now)]
    changed = any(p.perubahan.arah.nyata for p in laporan.pembanding)
    if changed and laporan.figures.cakupan.satu_upp:
        notes.append(
            t("UPP ini dinilai sendiri; rekap menilainya di antara semua UPP, jadi lebih ketat.")
        )
    return tuple(notes)


def _why_not(pembanding: Pembanding, now: Ketelitian) -> str:
    """Say why two periods cannot be compared, of the one without answers before all else."""
    then = pembanding.ketelitian
    if not then.n:
        return t("belum dapat dibandingkan; periode itu tidak mempunyai jawaban.")
    if not now.n:
        return t("belum dapat dibandingkan; periode ini belum mempunyai jawaban.")
    why = pembanding.perubahan.putusan.sebab
    if why and not (now.sedikit or then.sedikit):
        return t("perubahannya tidak diuji; {sebab}.", sebab=why)
    if then.sedikit:
        return t("belum dapat dibandingkan; jawaban periode itu kurang dari {n}.", n=N_UJI)
    return t("belum dapat dibandingkan; jawaban periode ini kurang dari {n}.", n=N_UJI)


def _change_words(pembanding: Pembanding, why_not: str) -> str:
    """Say in words which way an index went."""
    perubahan = pembanding.perubahan
    putusan = perubahan.putusan
    if putusan.p is None or perubahan.ikm is None:
        return why_not
    change = {
        "selisih": format_perubahan(perubahan.ikm, putusan),
        "p": format_p(putusan.p),
        "poin": format_angka(POIN_MIN),
        "sisi": t("dua arah") if pembanding.dua_arah else t("satu arah"),
    }
    return {
        Arah.NAIK: t("IKM naik, {selisih} poin (uji dua arah, {p}).", **change),
        Arah.TURUN: t("IKM turun, {selisih} poin (uji {sisi}, {p}).", **change),
        Arah.KECIL: t(
            "IKM bergeser {selisih} poin ({p}); nyata, tetapi kurang dari {poin} poin.", **change
        ),
        Arah.SETARA: t(
            "IKM belum dapat dibedakan; selisih {selisih} poin mungkin hanya kebetulan ({p}).",
            **change,
        ),
    }[putusan.arah]


def comparison_words(pembanding: Pembanding, hasil: HasilIkm, ketelitian: Ketelitian) -> list[str]:
    """Say in words what changed, and what has to be known of it."""
    notes = [
        t(
            "{nama} ({periode}): {perubahan}",
            nama=pembanding.nama,
            periode=pembanding.periode.label,
            perubahan=_change_words(pembanding, _why_not(pembanding, ketelitian)),
        )
    ]
    if pembanding.metode_asli is not hasil.metode:
        notes.append(
            t(
                "IKM {periode} dihitung ulang dengan metode {kini} agar dapat dibandingkan; waktu itu "
                "berlaku metode {dulu}.",
                periode=pembanding.periode.label,
                kini=hasil.metode.label,
                dulu=pembanding.metode_asli.label,
            )
        )
    return notes


def _index_cells(hasil: HasilIkm, ketelitian: Ketelitian) -> tuple[Cell, ...]:
    return (
        bulat(hasil.n),
        desimal(hasil.nilai, empty=t("belum ada data")),
        desimal(ketelitian.margin_bebas),
        *mutu(hasil),
    )


def _index_heads() -> tuple[str, ...]:
    return (t("n"), t("IKM"), t("Margin ±"), t("Mutu"), t("Kinerja"))


def upp_table(laporan: LaporanLengkap) -> Table:
    """Return the UPP of a part, each with its own layanan."""
    return Table(
        "upp",
        t("Nilai per UPP"),
        (t("No."), t("UPP"), *_index_heads()),
        tuple(
            (bulat(at), Cell(row.upp.nama), *_index_cells(row.hasil, row.ketelitian))
            for at, row in enumerate(laporan.per_upp, start=1)
        ),
        widths=(6, 44, 9, 12, 11, 8, 16),
        notes=(MARGIN_NOTE,),
    )


def layanan_table(laporan: LaporanLengkap) -> Table:
    """Return the layanan of a part."""
    several = len({row.layanan.upp.id for row in laporan.per_layanan}) > 1
    rows = []
    for at, row in enumerate(laporan.per_layanan, start=1):
        names = [Cell(row.layanan.nama)] + [Cell(row.layanan.upp.nama)] * several
        rows.append((bulat(at), *names, *_index_cells(row.hasil, row.ketelitian)))
    return Table(
        "layanan",
        t("Nilai per jenis layanan"),
        (t("No."), t("Jenis layanan"), *([t("UPP")] * several), *_index_heads()),
        tuple(rows),
        widths=(6, 30, *([20] * several), 9, 12, 11, 8, 16),
        notes=(MARGIN_NOTE,),
    )


def execution_table(told: RekapPelaksanaan, ketelitian: Ketelitian) -> Table:
    """Return how the survey was carried out, as far as it was told."""
    unknown, uncertain = t("belum diisi"), t("belum diketahui")
    if ketelitian.mustahil:
        uncertain = t("periksa jumlah penerima layanan")
    by = ", ".join(p.label for p in told.pelaksana)
    if told.pihak_ketiga and Pelaksana.PIHAK_KETIGA in told.pelaksana:
        by += f" ({', '.join(told.pihak_ketiga)})"
    returned, minimum = Cell(None, empty=unknown), ketelitian.sampel_minimum
    if told.dibagikan is not None and told.kembali is not None:
        returned = share(told.kembali, told.dibagikan)
    cells = (
        (t("Penerima layanan (orang)"), bulat(told.dilayani, empty=unknown)),
        (t("Sampel minimum, Krejcie & Morgan (orang)"), bulat(minimum, empty=uncertain)),
        (t("Responden (orang)"), bulat(ketelitian.n)),
        (t("Kuesioner dibagikan"), bulat(told.dibagikan, empty=unknown)),
        (t("Kuesioner kembali"), bulat(told.kembali, empty=unknown)),
        (t("Tingkat pengembalian"), returned),
        (t("Pelaksana survei"), Cell(by or None, empty=unknown)),
    )
    return Table(
        "pelaksanaan",
        t("Pelaksanaan survei"),
        (t("Pelaksanaan survei"), t("Keterangan")),
        tuple((Cell(name), cell) for name, cell in cells),
        widths=(50, 50),
    )


def saran_table(laporan: LaporanLengkap) -> Table:
    """Return the newest suggestions."""
    saran, notes = laporan.saran or (), tuple[str, ...]()
    if laporan.jumlah_saran > len(saran):
        many = laporan.jumlah_saran > REACH
        n = t("lebih dari {n}", n=format_angka(REACH)) if many else str(laporan.jumlah_saran)
        notes = (t("{a} terbaru dari {n} kritik dan saran.", a=len(saran), n=n),)
    return Table(
        "saran",
        t("Kritik, saran, dan masukan"),
        (t("No."), t("Tanggal"), t("Jenis layanan"), t("Kritik/saran/masukan")),
        tuple(
            (bulat(at), Cell(row.tanggal, Format.TANGGAL), Cell(row.layanan), Cell(row.saran))
            for at, row in enumerate(saran, start=1)
        ),
        widths=(6, 17, 27, 50),
        notes=notes,
    )


def _summary(laporan: LaporanLengkap) -> str:
    hasil = laporan.figures.hasil
    words = confidence_words(laporan.ketelitian)
    return " ".join((*words, extremes_words(hasil)) if hasil.n else words)


def build_laporan_upp(
    laporan: LaporanLengkap,
    *,
    printed: date | datetime,
    small_cells: SmallCells = SmallCells.HIDDEN,
    letterhead: Letterhead | None = None,
) -> Report:
    """Build the laporan of an UPP, a layanan or the province.

    Its tables are ``unsur``, ``total``, ``sebaran``, ``umum``, one for each grouping of respondents,
    and, where there is something to say, ``perbandingan``, ``upp``, ``layanan``, ``pelaksanaan``
    and ``saran``.
    """
    figures = laporan.figures
    hasil, rekap, cakupan = figures.hasil, figures.rekap, figures.cakupan
    groups = group_tables(rekap.groups, small_cells)
    tables = [unsur_table(hasil), total_table(hasil), sebaran_table(hasil, rekap)]
    tables += [umum_table(rekap), *groups]
    sections = [
        Section(t("Hasil SKM per unsur"), ("unsur", "total", "grafik_unsur"), (_summary(laporan),)),
        Section(t("Sebaran jawaban"), ("grafik_sebaran", "sebaran")),
    ]
    if any(p.hasil.n for p in laporan.pembanding):
        tables.append(comparison_table(laporan))
        sections.append(Section(t("Perbandingan"), ("perbandingan",)))
    elif laporan.pembanding:
        sections.append(Section(t("Perbandingan"), text=_comparison_notes(laporan)))
    if laporan.per_upp:
        tables.append(upp_table(laporan))
    # Of a period without any answer a list of all that have none says nothing more.
    if laporan.per_upp and hasil.n:
        sections.append(Section(t("Per UPP"), ("upp",)))
    if laporan.per_layanan:
        tables.append(layanan_table(laporan))
    if laporan.per_layanan and hasil.n:
        sections.append(Section(t("Per jenis layanan"), ("layanan",)))
    people, title = ["umum", *(g.kunci for g in groups)], t("Profil responden")
    if laporan.pelaksanaan is not None:
        tables.append(execution_table(laporan.pelaksanaan, laporan.ketelitian))
        people, title = [*people, "pelaksanaan"], t("Responden dan pelaksanaan survei")
    sections.append(Section(title, tuple(people)))
    if laporan.saran is not None:
        tables.append(saran_table(laporan))
        said = saran_parts(laporan.saran, laporan.saran_sejak)
        sections.append(Section(t("Kritik dan saran"), *said))
    picked = "; ".join(row.nama for row in cakupan.beberapa)
    both = any(p.dua_arah for p in laporan.pembanding)
    return Report(
        kind="laporan",
        title=t("LAPORAN SURVEI KEPUASAN MASYARAKAT"),
        subtitle=cakupan.nama,
        lines={
            **letterhead_lines(letterhead or Letterhead()),
            **period_lines(figures.periode),
            "layanan": t("Layanan: {nama}", nama=picked) if picked else "",
        },
        figures=(
            *index_figures(hasil, laporan.ketelitian),
            KeyFigure("layanan", t("Jumlah layanan"), bulat(figures.jumlah_layanan)),
        ),
        tables=tuple(tables),
        text=(),
        notes=closing_notes(
            hasil, laporan.ketelitian, figures.periode, figures.dibaca, printed, dua_arah=both
        ),
        charts=(unsur_chart(hasil), sebaran_chart(hasil, rekap)),
        sections=tuple(sections),
    )
