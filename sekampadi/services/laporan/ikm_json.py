"""The figures as JSON: one shape for the API and the command line (``GET /api/v1/ikm``)."""

from collections.abc import Mapping
from typing import Any

from sekampadi.domain.ikm import HasilIkm, two_places
from sekampadi.domain.survei.responden import Kelompok


def ikm_document(hasil: HasilIkm, groups: Mapping[str, Mapping[str, int | None]]) -> dict[str, Any]:
    """Return the document of an index and its respondents; a hidden cell of the groups is None."""
    return {
        "n": hasil.n,
        "nilai_ikm": two_places(hasil.nilai),
        "mutu": hasil.mutu.value if hasil.mutu else None,
        "kinerja": hasil.kinerja,
        "metode": hasil.metode.value,
        "unsur": [
            {
                "kode": u.unsur.kode,
                "nama": u.unsur.nama,
                "jumlah": u.jumlah,
                "nrr": two_places(u.nrr),
                "nrr_tertimbang": two_places(u.nrr_tertimbang),
            }
            for u in hasil.unsur
        ],
        "responden": {
            k.value: {cell.value: groups[k].get(cell.value) for cell in k.cells} for k in Kelompok
        },
    }
