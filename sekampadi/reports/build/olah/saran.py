"""The suggestions of a year to read, newest first, each with the unsur that it speaks of."""

from collections.abc import Sequence

from sekampadi.db.queries.tahunan.jawaban import SaranTahun
from sekampadi.domain.tindak_lanjut.usulan import Nada, read_unsur
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.model import Cell, Format, Table

_NADA = {Nada.KELUHAN: t("keluhan"), Nada.USUL: t("usul"), Nada.PUJIAN: t("pujian")}


def _menyebut(saran: str) -> str:
    found = read_unsur(saran)
    return "; ".join(f"{u.nama} ({_NADA[s.nada]})" for u, s in found.items())


def saran_tahun_table(rows: Sequence[SaranTahun], most: int) -> Table:
    """Return the newest suggestions, so many at most."""
    notes = [
        t(
            "Unsur dan nada dibaca dari daftar kata: bantuan untuk mencari teks, bukan penilaian "
            "atas layanan."
        )
    ]
    if len(rows) > most:
        notes.append(t("{a} terbaru dari {n} kritik dan saran.", a=most, n=len(rows)))
    return Table(
        "olah_saran",
        t("Olah kritik dan saran"),
        (t("No."), t("Tanggal"), t("Jenis layanan"), t("Menyebut"), t("Kritik/saran/masukan")),
        tuple(
            (
                *(bulat(at), Cell(row.tanggal, Format.TANGGAL), Cell(row.layanan)),
                *(Cell(_menyebut(row.saran) or None, empty=""), Cell(row.saran)),
            )
            for at, row in enumerate(rows[:most], start=1)
        ),
        notes=tuple(notes),
    )
