"""What came of an action (decree, L.2 b)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from sekampadi.db.queries.tindak_lanjut import KegiatanRow, kegiatan_row
from sekampadi.domain.izin import Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.tindak_lanjut.hasil import parse_hasil
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tindak_lanjut.kegiatan import held_kegiatan, store
from sekampadi.services.tindak_lanjut.rencana import WRITE


def save_hasil(
    rt: Runtime,
    principal: Principal | None,
    kegiatan_id: int,
    versi: int,
    isian: Mapping[str, object],
) -> KegiatanRow:
    """Tell what came of an action.

    What is shown to everyone as done goes off the public page when it is not done any more.

    Args:
        versi: of the action as the person has seen it.

    Raises:
        ConflictError: ``kegiatan.berubah`` when somebody has changed it since; nothing is written.
        FieldErrors: as :func:`~sekampadi.domain.tindak_lanjut.hasil.parse_hasil`.
        NotFoundError: ``kegiatan.unknown``.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        held = held_kegiatan(session, person, kegiatan_id, versi)
        row, plan = held
        dari = Triwulan(plan.tahun, plan.triwulan).periode.dari or date.min
        # Some things are mended while the triwulan still runs, before anybody has planned it.
        isi = parse_hasil(
            isian, mulai=min(dari, kegiatan_row(row).isi.mulai or dari), today=rt.today()
        )
        values = asdict(isi) | {"status": isi.status.value}
        if isi.selesai_pada is None:
            values["tayang_pada"] = None
        return store(session, person, held, values, "tindak_lanjut.hasil")
