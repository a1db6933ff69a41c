"""All sheets that everyone may read, newest first, for programs that go through them part by part."""

from dataclasses import dataclass

from sekampadi.db.queries.master import list_kode
from sekampadi.db.queries.publikasi import list_terbuka
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.services.sistem.runtime import Runtime


@dataclass(frozen=True, slots=True)
class LembarTerdaftar:
    """A published sheet with the kode of what it speaks of; empty for the province."""

    row: PublikasiRow
    upp: str
    layanan: str


def load_lembar_terbuka(
    rt: Runtime, *, sebelum: int | None, batas: int
) -> tuple[tuple[LembarTerdaftar, ...], bool]:
    """Read so many current sheets, newest first, and tell whether there are more.

    Args:
        rt: this process.
        sebelum: the number of the sheet that was read last; None begins with the newest.
        batas: how many.
    """
    with rt.reading() as session:
        rows = list_terbuka(session, sebelum, batas + 1)
        upp, layanan = list_kode(
            session, {r.upp_id for r in rows} - {None}, {r.layanan_id for r in rows} - {None}
        )
    found = tuple(
        LembarTerdaftar(r, upp.get(r.upp_id or 0, ""), layanan.get(r.layanan_id or 0, ""))
        for r in rows[:batas]
    )
    return found, len(rows) > batas
