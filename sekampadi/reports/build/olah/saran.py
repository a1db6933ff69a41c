"""The suggestions of a year to read, each with the unsur that it speaks of.

They stand in a file beside the scores of the same answers: no day and no order of theirs may join
words to scores.
"""

from collections.abc import Sequence

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


def saran_tahun_table(rows: Sequence[SaranTahun], most: int, *, triwulan: bool = True) -> Table:
    """Return the newest suggestions, so many at most, by their words.

    Args:
        rows: newest first.
        triwulan: whether the triwulan of each is told; not where one is hidden, as those that were
            left without would be of the hidden ones.
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
    told = (t("Triwulan"),) if triwulan else ()
    return Table(
        "olah_saran",
        t("Olah kritik dan saran"),
        (t("No."), *told, t("Jenis layanan"), t("Menyebut"), t("Kritik/saran/masukan")),
        tuple(
            (
                *(bulat(at), *(Cell(Triwulan.of(row.tanggal).periode.nama) for _ in told)),
                *(Cell(row.layanan), Cell(_menyebut(row.saran) or None, empty="")),
                Cell(row.saran),
            )
            for at, row in enumerate(shown, start=1)
        ),
        notes=tuple(notes),
    )
