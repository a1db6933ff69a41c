"""The figures as JSON: one shape for the API and the command line (``GET /api/v1/ikm``)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.survei.responden import Kelompok


def _text(value: Decimal | None) -> str | None:
    # Already rounded to two places by the domain; str keeps them, with a point.
    return None if value is None else f"{value:.2f}"


def ikm_document(hasil: HasilIkm, groups: Mapping[str, Mapping[str, int | None]]) -> dict[str, Any]:
    """Return the document of an index and its respondents.

    Args:
        groups: people per cell of each grouping; None for a cell that is hidden.
    """
    return {
        "n": hasil.n,
        "nilai_ikm": _text(hasil.nilai),
        "mutu": hasil.mutu.value if hasil.mutu else None,
        "kinerja": hasil.kinerja,
        "metode": hasil.metode.value,
        "unsur": [
            {
                "kode": u.unsur.kode,
                "nama": u.unsur.nama,
                "jumlah": u.jumlah,
                "nrr": _text(u.nrr),
                "nrr_tertimbang": _text(u.nrr_tertimbang),
            }
            for u in hasil.unsur
        ],
        "responden": {
            k.value: {cell.value: groups[k].get(cell.value) for cell in k.cells} for k in Kelompok
        },
    }
