"""The citizen's search for an UPP or a layanan."""

from dataclasses import dataclass

from sekampadi.db.queries.master import LayananRow, UppRow, list_layanan, list_upp
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.survei.pencarian import Calon, rank, read_words
from sekampadi.services.sistem.runtime import Runtime

MAKS_LAYANAN = 12
"""Layanan that are shown; who finds more says more."""


@dataclass(frozen=True, slots=True)
class HasilPencarian:
    """What was found, best first."""

    upp: list[UppRow]
    layanan: list[LayananRow]  # at most :data:`MAKS_LAYANAN` that fit
    semua: int  # how many layanan fit


def cari(rt: Runtime, text: object) -> HasilPencarian:
    """Look for active UPP and layanan, for everyone; without a word all UPP and no layanan."""
    words = read_words(text)
    if not words:
        with rt.reading() as session:
            return HasilPencarian(list_upp(session), [], 0)
    # A person types many letters, and the names change seldom.
    upp, layanan = rt.keep("pencarian", lambda s: (list_upp(s), list_layanan(s, PROVINSI)))
    offices = [(r, u) for u in upp if (r := rank(words, Calon(u.nama, u.kode))) is not None]
    services = [
        (r, row)
        for row in layanan
        if (r := rank(words, Calon(row.nama, f"{row.upp.nama} {row.kode}"))) is not None
    ]
    offices.sort(key=lambda pair: pair[0])
    services.sort(key=lambda pair: pair[0])
    return HasilPencarian(
        [u for _, u in offices], [row for _, row in services[:MAKS_LAYANAN]], len(services)
    )
