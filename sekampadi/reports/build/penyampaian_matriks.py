"""The matrix of what is handed in, to be taken away: all years, and each cell with its days."""

from collections import Counter
from datetime import date, datetime

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.pengajuan.tenggat import StatusTenggat
from sekampadi.domain.periode import local_date
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import bulat, letterhead_lines, printed_note
from sekampadi.reports.model import Cell, Format, Report, Table
from sekampadi.services.pengajuan.tenggat import Matriks, Sel


def _words(sel: Sel) -> str:
    return sel.keadaan.label + (
        t(" (sesudah batasnya)") if sel.lewat and sel.status.disampaikan else ""
    )


def _matriks(matriks: Matriks) -> Table:
    counts = [Counter(b.sel[i].keadaan for b in matriks.baris) for i in range(len(matriks.masa))]
    return Table(
        "matriks",
        t("Penyampaian per UPP"),
        (t("UPP"), *(m.label for m in matriks.masa)),
        tuple((Cell(b.upp.nama), *(Cell(_words(s)) for s in b.sel)) for b in matriks.baris),
        totals=tuple(
            (Cell(k.label), *(bulat(c[k]) for c in counts))
            for k in reversed(StatusTenggat)
            if any(c[k] for c in counts)
        ),
    )


def _rincian(matriks: Matriks) -> Table:
    def line(nama: str, sel: Sel) -> tuple[Cell, ...]:
        day = local_date(sel.disampaikan_pada) if sel.disampaikan_pada else None
        late = (day - sel.tenggat).days if day is not None and day > sel.tenggat else None
        return (
            Cell(nama),
            Cell(sel.masa.label),
            Cell(_words(sel)),
            Cell(sel.status.label),
            Cell(sel.tenggat, Format.TANGGAL),
            Cell(day, Format.TANGGAL),
            bulat(late),
        )

    return Table(
        "rincian",
        t("Rincian"),
        (
            *(t("UPP"), t("Masa"), t("Keadaan"), t("Kedudukan berkas"), t("Batas")),
            *(t("Pertama disampaikan"), t("Terlambat (hari)")),
        ),
        tuple(line(b.upp.nama, s) for b in matriks.baris for s in b.sel),
    )


def build_penyampaian_matriks(
    matriks: Matriks, *, printed: date | datetime, letterhead: Letterhead | None = None
) -> Report:
    """Build the matrix and what stands behind each of its cells; its tables are ``matriks``, ``rincian``."""
    return Report(
        kind="penyampaian",
        title=t("PENYAMPAIAN LEMBAR IKM, RTL, DAN LAPORAN TAHUNAN"),
        subtitle="",
        lines={**letterhead_lines(letterhead or Letterhead())},
        figures=(),
        tables=(_matriks(matriks), _rincian(matriks)),
        text=(),
        notes=(printed_note(printed),),
        landscape=True,
    )
