"""Whether published sheets still say what everyone may read now."""

from collections.abc import Sequence

from sqlmodel import Session

from sekampadi.db.queries.publik import SimpulRow
from sekampadi.domain.laporan.rekap import Rekap, merge
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import PublikasiRow, StatusPublikasi
from sekampadi.i18n import format_angka, t
from sekampadi.services.publik.grup import read_simpul


def explain_changes(
    session: Session, seri: str, sheets: Sequence[tuple[PublikasiRow, Rekap]]
) -> list[str]:
    """Return for each sheet in force a sentence if the public figures changed since, else none."""
    ends = [d for row, _ in sheets for d in (row.periode.dari, row.periode.sampai) if d is not None]
    if not ends:
        return []
    kunci = seri.replace("upt:", "grup:")
    nodes = read_simpul(session, kunci, min(ends), max(ends))
    return [_explain(row, said, nodes) for row, said in sheets]


def _explain(row: PublikasiRow, said: Rekap, nodes: Sequence[SimpulRow]) -> str:
    if row.status is not StatusPublikasi.BERLAKU or not row.terbuka:
        return ""
    now = merge(x.rekap for x in nodes if x.tampil and _holds(row.periode, x))
    # No answer gives an unsur 0: the sheet does not know it.
    known = [pair for pair in zip(said.jumlah, now.jumlah, strict=True) if pair[0]]
    if not now.n or (now.n == said.n and all(a == b for a, b in known)):
        return ""
    return t(
        "Setelah lembar ini terbit, angka untuk umum berubah dan kini memuat {n} responden; "
        "lembar perbaikannya dapat menyusul.",
        n=format_angka(now.n),
    )


def _holds(periode: Periode, node: SimpulRow) -> bool:
    return (
        periode.dari is not None
        and periode.sampai is not None
        and periode.dari <= node.triwulan <= periode.sampai
    )
