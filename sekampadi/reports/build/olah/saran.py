"""The suggestions of a year to read, each with the unsur that it speaks of.

They stand in a file beside the scores of the same answers, which have a day: no day and no order of
theirs may join words to scores.
"""

from collections.abc import Collection, Sequence

from sekampadi.db.queries.tahunan.jawaban import SaranTahun
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.tindak_lanjut.usulan import Nada, read_unsur
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.model import Cell, Table

_NADA = {Nada.KELUHAN: t("keluhan"), Nada.USUL: t("usul"), Nada.PUJIAN: t("pujian")}


def _menyebut(saran: str) -> str:
    found = read_unsur(saran)
    return "; ".join(f"{u.nama} ({_NADA[s.nada]})" for u, s in found.items())


def _triwulan(row: SaranTahun, few: Collection[Triwulan]) -> Cell:
    found = Triwulan.of(row.tanggal)
    return Cell(None if found in few else found.periode.nama)


def saran_tahun_table(
    rows: Sequence[SaranTahun], most: int, few: Collection[Triwulan] = ()
) -> Table:
    """Return the newest suggestions, so many at most, by their words.

    Args:
        rows: newest first.
        few: triwulan that are not named, as too few answered in them.
    """
    shown = sorted(rows[:most], key=lambda row: (row.saran.casefold(), row.saran, row.layanan))
    notes = [
        t(
            "Unsur dan nada dibaca dari daftar kata: bantuan untuk mencari teks, bukan penilaian "
            "atas layanan."
        ),
        t(
            "Urut abjad dan tanpa tanggal, agar tidak dapat dihubungkan dengan jawaban satu per satu."
        ),
    ]
    if len(rows) > most:
        notes.append(t("{a} terbaru dari {n} kritik dan saran.", a=most, n=len(rows)))
    return Table(
        "olah_saran",
        t("Olah kritik dan saran"),
        (t("No."), t("Triwulan"), t("Jenis layanan"), t("Menyebut"), t("Kritik/saran/masukan")),
        tuple(
            (
                *(bulat(at), _triwulan(row, few), Cell(row.layanan)),
                *(Cell(_menyebut(row.saran) or None, empty=""), Cell(row.saran)),
            )
            for at, row in enumerate(shown, start=1)
        ),
        notes=tuple(notes),
    )
