"""What a person is told whose act changes a triwulan that is frozen for the public."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session

from sekampadi.db.counters import PROVINSI_KUNCI, list_frozen_among, upp_kunci
from sekampadi.domain.periode import Periode, first_of_triwulan
from sekampadi.domain.publik.publik import SEDIKIT
from sekampadi.i18n import format_angka, t
from sekampadi.services.sistem.runtime import Runtime


def list_tertunda(
    session: Session, rt: Runtime, changes: Iterable[tuple[int, date]]
) -> tuple[date, ...]:
    """List the triwulan in which changes, each an UPP and a day, wait before the public sees them.

    The session is the one that wrote the changes, so that no freeze comes between.
    """
    running = first_of_triwulan(rt.today())
    late = {(first_of_triwulan(day), upp_id) for upp_id, day in changes if day < running}
    if not late:
        return ()
    keys = {PROVINSI_KUNCI} | {upp_kunci(upp_id) for _, upp_id in late}
    frozen = list_frozen_among(session, {q for q, _ in late}, keys)
    return tuple(sorted({q for q, u in late if frozen & {(q, PROVINSI_KUNCI), (q, upp_kunci(u))}}))


def tell_tunda(triwulan: Sequence[date]) -> str:
    """Say that the public sees a change later, or never; nothing without a triwulan."""
    if not triwulan:
        return ""
    return t(
        "Angka publik {periode} sudah dibekukan: di sana perubahan baru tampak setelah {n} jawaban "
        "atau lebih dari satu bagian yang ditampilkan berubah.",
        periode=", ".join(Periode.triwulan_of(q).label for q in triwulan),
        n=format_angka(SEDIKIT),
    )
