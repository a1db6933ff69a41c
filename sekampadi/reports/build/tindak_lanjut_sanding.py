"""The appendix of the report on a plan's result: the unsur of its actions before and after."""

from sekampadi.domain.tindak_lanjut.sanding import Sanding, Sisi, caution_words
from sekampadi.i18n import format_angka, t
from sekampadi.reports.model import Cell, Table
from sekampadi.services.tindak_lanjut.laporan import LaporanTindakLanjut
from sekampadi.services.tindak_lanjut.rencana import KegiatanLine


def named(line: KegiatanLine) -> str:
    """Return an action's number and name, as every table and sentence calls it."""
    return f"{line.nomor} {line.row.isi.nama}"


def sanding_table(laporan: LaporanTindakLanjut) -> Table:
    """Build the appendix; an action that is not finished has no line in it."""
    rows = []
    for bagian in laporan.bagian:
        for line in bagian.rencana.kegiatan if bagian.rencana else ():
            if found := laporan.sanding.get(line.row.id):
                nama = bagian.triwulan.periode.nama
                rows.append(
                    (
                        Cell(named(line), small=nama if laporan.setahun else ""),
                        Cell(f"{found.unsur.kode} {found.unsur.nama}"),
                        _side(found, found.sebelum),
                        _side(found, found.sesudah),
                        Cell(found.perubahan, small=found.dasar),
                    )
                )
    return Table(
        "sanding",
        t("Lampiran: nilai unsur sebelum dan sesudah kegiatan"),
        (t("Kegiatan"), t("Unsur"), t("Sebelum"), t("Sesudah"), t("Perubahan")),
        tuple(rows),
        widths=(30, 18, 14, 14, 24),
        notes=(caution_words(),),
    )


def _side(found: Sanding, side: Sisi) -> Cell:
    if found.nyata is None:
        return Cell(t("n = {n}", n=format_angka(side.n)))
    return Cell(side.kalimat)
