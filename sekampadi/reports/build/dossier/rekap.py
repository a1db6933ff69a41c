"""The rekapitulasi IKM and TL of all UPP (decree, H, row 6), and the tables that the report shares with it."""

from collections.abc import Sequence
from decimal import Decimal

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.laporan.pelaksanaan import Pelaksana
from sekampadi.domain.pengajuan.isi_dossier import IsiDossier, NilaiEkstrem, UppDossier
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import BELUM, bulat, desimal, letterhead_lines, mutu
from sekampadi.reports.build.rekap_pemprov import YES, name_extremes
from sekampadi.reports.model import Cell, Format, KeyFigure, Report, Section, Table
from sekampadi.services.pengajuan.dokumen.dossier import DokumenDossier
from sekampadi.services.publikasi.isi import thaw_hasil

_NONE = Cell(None, empty="")


def titled(dokumen: DokumenDossier, title: str) -> str:
    """Return the title of a document: a draft says so on every page, an addendum has its number."""
    addendum = dokumen.isi.addendum.upper()
    words = " – ".join(part for part in (title, addendum) if part)
    return t("RANCANGAN – {judul}", judul=words) if dokumen.rancangan else words


def heading_lines(dokumen: DokumenDossier, letterhead: Letterhead) -> dict[str, str]:
    """Return the lines beneath the title."""
    isi = dokumen.isi
    days = isi.triwulan.periode
    return {
        **letterhead_lines(letterhead),
        "label": t("{nama}, {hari}", nama=days.nama, hari=days.label_hari),
        "nomor": t("Nomor berkas {nomor}", nomor=isi.nomor),
    }


def handed_note(dokumen: DokumenDossier) -> str:
    """Say of which day the figures are."""
    day = format_tanggal(dokumen.pada)
    if dokumen.rancangan:
        return t("Rancangan per {hari}; angkanya masih dapat berubah sampai disampaikan", hari=day)
    return t("Angka dan keterangan sebagaimana disampaikan {hari}", hari=day)


def addendum_words(isi: IsiDossier) -> tuple[str, ...]:
    """Say what an addendum is for; nothing for the dossier itself."""
    if isi.induk is None:
        return ()
    return (
        t(
            "{addendum} melengkapi berkas {nomor}, yang disampaikan dengan surat Nomor {surat} "
            "tanggal {hari}. Isinya hanya UPP yang belum ada di berkas sebelumnya atau yang diperbarui.",
            addendum=isi.addendum,
            nomor=isi.induk.nomor,
            surat=isi.induk.surat_nomor,
            hari=format_tanggal(isi.induk.surat_tanggal),
        ),
    )


def province_of(isi: IsiDossier) -> HasilIkm | None:
    """Return the province's index as its sheet was published; an addendum speaks of it no more."""
    return thaw_hasil(isi.provinsi) if isi.provinsi and not isi.urut else None


def mean_of(isi: IsiDossier) -> Decimal | None:
    """Return the mean of the UPP as the province's sheet says it."""
    mean = isi.provinsi.get("rata_rata_upp") if isi.provinsi and not isi.urut else None
    return Decimal(mean) if mean is not None else None


def _remarks(upp: UppDossier) -> str:
    said = []
    if upp.lembar is None:
        said.append(t("tanpa lembar: {alasan}", alasan=upp.alasan or "–"))
    else:
        said += [t("lembar gabungan induk dan UPT")] if upp.lembar.gabungan else []
        said += (
            [t("lembar sudah {keadaan}", keadaan=upp.lembar.catatan)] if upp.lembar.catatan else []
        )
    said += [t("memperbarui yang termuat sebelumnya")] if upp.pembaruan else []
    return "; ".join(said)


def _extreme(found: NilaiEkstrem | None) -> Cell:
    return Cell(name_extremes(found.unsur, found.nrr) if found else None)


def _ikm_row(at: int, upp: UppDossier) -> tuple[Cell, ...]:
    lembar = upp.lembar
    if lembar is None:
        blank = (Cell(None), bulat(None), desimal(None), Cell(None, Format.MUTU), *[Cell(None)] * 3)
        return (bulat(at), Cell(upp.nama), *blank, Cell(_remarks(upp)))
    return (
        bulat(at),
        Cell(upp.nama),
        Cell(lembar.nomor),
        bulat(lembar.n),
        desimal(lembar.nilai),
        Cell(lembar.mutu.value, Format.MUTU),
        Cell(lembar.mutu.kinerja),
        _extreme(lembar.terendah),
        _extreme(lembar.tertinggi),
        Cell(_remarks(upp) or None, empty=""),
    )


def ikm_table(isi: IsiDossier) -> Table:
    """Return the accepted sheets side by side, beneath them both figures of the province, named."""
    whole, totals = province_of(isi), list[tuple[Cell, ...]]()
    if whole is not None:
        totals = [
            (
                _NONE,
                Cell(t("IKM Pemprov (gabungan responden)")),
                Cell(isi.provinsi_nomor),
                bulat(whole.n),
                desimal(whole.nilai),
                *mutu(whole),
                *[_NONE] * 3,
            ),
            (
                *(_NONE, Cell(t("Rata-rata UPP")), Cell(isi.provinsi_nomor), _NONE),
                desimal(mean_of(isi), empty=BELUM),
                *[_NONE] * 5,
            ),
        ]
    return Table(
        "ikm",
        t("Rekapitulasi nilai IKM"),
        (
            *(t("No."), t("UPP"), t("Nomor lembar"), t("n"), t("IKM"), t("Mutu"), t("Kinerja")),
            *(t("Unsur terendah"), t("Unsur tertinggi"), t("Keterangan")),
        ),
        tuple(_ikm_row(at, upp) for at, upp in enumerate(isi.termuat, start=1)),
        tuple(totals),
        widths=(4, 24, 22, 8, 8, 7, 12, 12, 12, 18),
        notes=(
            t("Setiap angka menurut lembar IKM yang diterima, dengan nomornya."),
            *_both_words(isi),
        ),
    )


def _both_words(isi: IsiDossier) -> tuple[str, ...]:
    """Say what both figures of the province are."""
    if province_of(isi) is None:
        return ()
    return (
        t(
            "IKM Pemprov menurut lembar Nomor {nomor}. Gabungan responden: semua responden dihitung "
            "bersama. Rata-rata UPP: rata-rata nilai IKM semua UPP yang mempunyai jawaban, termasuk "
            "yang belum menyampaikan; setiap UPP dihitung sama.",
            nomor=isi.provinsi_nomor,
        ),
    )


def persen_cell(realisasi: Realisasi, rumus: str = "") -> Cell:
    """Make the cell of how much was carried out; None where nothing was planned."""
    return Cell(realisasi.persen, Format.PERSEN, rumus=rumus if realisasi.rencana else "")


def planned_by(upp: Sequence[UppDossier]) -> int:
    """Count the actions that some UPP plan."""
    return sum(len(u.kegiatan) for u in upp)


def total_lalu(upp: Sequence[UppDossier]) -> Realisasi:
    """Add up what came of the plans that some UPP made for the triwulan before."""
    plans = [u.rtl_lalu for u in upp if u.rtl_lalu]
    return Realisasi(sum(p.rencana for p in plans), sum(p.selesai for p in plans))


def _yes(condition: bool) -> Cell:
    return Cell(YES if condition else None, empty="")


def tindak_lanjut_table(isi: IsiDossier) -> Table:
    """Return what each UPP plans, who carried its survey out, and when it was handed in."""
    rows = []
    for at, upp in enumerate(isi.termuat, start=1):
        before = upp.rtl_lalu or Realisasi(0, 0)
        rows.append(
            (
                bulat(at),
                Cell(upp.nama),
                _yes(bool(upp.kegiatan)),
                _yes(not upp.kegiatan),
                bulat(len(upp.kegiatan)),
                bulat(before.rencana or None),
                bulat(before.selesai if before.rencana else None),
                persen_cell(before, "ROUND({sel:6}/{sel:5}*100,2)"),
                _yes(Pelaksana.MANDIRI in upp.pelaksana),
                _yes(Pelaksana.PIHAK_KETIGA in upp.pelaksana),
                Cell(upp.disampaikan, Format.TANGGAL),
                bulat(upp.terlambat or None, empty=t("tepat waktu")),
            )
        )
    whole = total_lalu(isi.termuat)
    total = (
        *(_NONE, Cell(t("Jumlah")), _NONE, _NONE),
        bulat(planned_by(isi.termuat), "SUM({kolom})"),
        bulat(whole.rencana, "SUM({kolom})"),
        bulat(whole.selesai, "SUM({kolom})"),
        persen_cell(whole, "ROUND({total:0:6}/{total:0:5}*100,2)"),
        *[_NONE] * 4,
    )
    return Table(
        "tindak_lanjut",
        t("Rekapitulasi tindak lanjut"),
        (
            *(t("No."), t("UPP"), t("Tindak lanjut: ada"), t("Tindak lanjut: tidak")),
            *(t("RTL direncanakan"), t("RTL triwulan lalu"), t("Selesai"), t("Selesai (%)")),
            *(t("Pelaksana: mandiri"), t("Pelaksana: pihak ke-3")),
            *(t("Disampaikan"), t("Terlambat (hari)")),
        ),
        tuple(rows),
        (total,) if rows else (),
        widths=(4, 29, 9, 9, 12, 9, 9, 10, 10, 10, 15, 11),
        notes=(
            t(
                "RTL direncanakan: kegiatan menurut yang diterima Admin Pemprov. RTL triwulan lalu: "
                "kegiatan yang direncanakan sesudah triwulan sebelumnya, dan yang sudah selesai saat "
                "berkas ini disusun; rencana yang baru disampaikan belum dapat selesai. Pelaksana kosong: belum diisi UPP. Disampaikan: hari pertama kali "
                "disetujui Pimpinan UPP; terlambat dihitung dari batas UPP itu."
            ),
        ),
    )


def belum_table(isi: IsiDossier) -> Table:
    """Return the UPP that are missing, each with where its papers are."""
    return Table(
        "belum",
        t("UPP yang belum termuat"),
        (t("No."), t("UPP"), t("Keadaan"), t("Batas")),
        tuple(
            (bulat(at), Cell(u.nama), Cell(u.status.label), Cell(u.tenggat, Format.TANGGAL))
            for at, u in enumerate(isi.belum, start=1)
        ),
        widths=(5, 45, 32, 18),
    )


def rekap_parts(isi: IsiDossier) -> tuple[list[Table], list[Section]]:
    """Return the rekapitulasi as sections of a document."""
    tables = list[Table]()
    sections = [Section(t("Rekapitulasi nilai IKM"), (), (t("Belum ada UPP yang diterima."),))]
    if isi.termuat:
        tables = [ikm_table(isi), tindak_lanjut_table(isi)]
        sections = [Section(table.title, (table.kunci,)) for table in tables]
    if isi.belum:
        tables.append(belum_table(isi))
        sections.append(Section(tables[-1].title, ("belum",)))
    return tables, sections


def count_figures(isi: IsiDossier) -> tuple[KeyFigure, ...]:
    """Return the key figures of what is in a dossier."""
    whole, late = total_lalu(isi.termuat), sum(u.terlambat > 0 for u in isi.termuat)
    missing = (
        () if isi.urut else (KeyFigure("belum", t("UPP belum termuat"), bulat(len(isi.belum))),)
    )
    return (
        KeyFigure("termuat", t("UPP termuat"), bulat(len(isi.termuat))),
        *missing,
        KeyFigure("terlambat", t("Disampaikan terlambat"), bulat(late), t("UPP")),
        KeyFigure("rencana", t("RTL direncanakan"), bulat(planned_by(isi.termuat)), t("kegiatan")),
        KeyFigure(
            "persen",
            t("Realisasi RTL triwulan lalu"),
            Cell(whole.persen, Format.PERSEN, t("tidak ada rencana")),
        ),
    )


def build_rekap_dossier(dokumen: DokumenDossier, letterhead: Letterhead) -> Report:
    """Build the rekapitulasi; its tables are ``ikm``, ``tindak_lanjut``, and ``belum`` if any are missing."""
    isi = dokumen.isi
    whole = province_of(isi)
    figures = count_figures(isi)
    if whole is not None:
        name = t("IKM Pemprov (gabungan responden)")
        mean = KeyFigure("rata_rata", t("Rata-rata UPP"), desimal(mean_of(isi), empty=BELUM))
        figures = (KeyFigure("nilai_ikm", name, desimal(whole.nilai)), mean, *figures)
    tables, sections = rekap_parts(isi)
    return Report(
        kind="dossier-rekap",
        title=titled(dokumen, t("REKAPITULASI IKM DAN TINDAK LANJUT")),
        subtitle=letterhead.identitas.pemerintah,
        lines=heading_lines(dokumen, letterhead),
        figures=figures,
        tables=tuple(tables),
        text=addendum_words(isi),
        notes=(handed_note(dokumen),),
        sections=tuple(sections),
        landscape=True,
    )


def named(upp: Sequence[UppDossier], most: int = 0) -> str:
    """Name some UPP in a sentence; no more than ``most`` where a table has them all."""
    names = [u.nama for u in upp]
    if not most or len(names) <= most:
        return ", ".join(names)
    rest = counted(len(names) - most)
    return t("{nama}, dan {n} lain menurut tabel", nama=", ".join(names[:most]), n=rest)


def counted(n: int) -> str:
    """Say how many UPP."""
    return t("{n} UPP", n=format_angka(n))
