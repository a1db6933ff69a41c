"""What of an annual report is handed in: its figures, and which words it had (decree, L.4)."""

from typing import Any

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow, metode_of
from sekampadi.db.queries.rekap import Selection, read_rekap
from sekampadi.db.queries.tahunan.naskah import list_ikm_lama
from sekampadi.domain.ikm import compute_ikm_of_rekap, two_places
from sekampadi.domain.izin import Scope
from sekampadi.domain.periode import Periode
from sekampadi.services.tahunan.bahan import TAHUN_BANDING
from sekampadi.services.tahunan.naskah import read_tertulis
from sekampadi.services.tahunan.objek import objek_of


def read_serahan(session: Session, upp: UppRow, tahun: int) -> dict[str, Any]:
    """Return what is frozen of the annual report of an UPP, for an already authorized use case.

    ``naskah`` are the versions of the parts that somebody wrote, and stay; ``lama`` are the earlier
    indices by hand, whole, as each can be typed over; ``kurang`` are the titles of the parts without which the report is not complete.
    """
    periode = Periode.tahun(tahun)
    if periode.sampai is None:
        raise AssertionError("unreachable: a year has two ends")
    objek = objek_of(session, upp, tahun)
    own = frozenset({upp.id})
    rekap = read_rekap(session, Selection(Scope(own), periode, own))
    hasil = compute_ikm_of_rekap(rekap, metode_of(session, periode, periode.sampai))
    bagian = read_tertulis(session, objek)
    lama = list_ikm_lama(session, objek.seri, range(tahun - TAHUN_BANDING, tahun))
    return {
        **{"n": hasil.n, "nilai": two_places(hasil.nilai), "metode": hasil.metode.value},
        "mutu": hasil.mutu.value if hasil.mutu else None,
        "unsur": {u.unsur.value: two_places(u.nrr) for u in hasil.unsur},
        "naskah": {b.bagian.kunci: b.naskah.versi for b in bagian if b.naskah},
        "lama": {
            str(year): {
                **{"versi": row.versi, "nilai": f"{row.nilai.nilai:.2f}"},
                **{"n": row.nilai.n, "sumber": row.nilai.sumber},
            }
            for year, row in lama.items()
        },
        "kurang": [b.bagian.judul for b in bagian if b.kurang],
    }
