"""What a person may do now; and a move that was made, in the line of time and in the audit trail."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session

from sekampadi.db.models import LangkahAlur
from sekampadi.db.queries.pengajuan import LangkahRow
from sekampadi.domain.izin import Principal
from sekampadi.domain.pengajuan.alur import A, AturanAlur, S, moves_from
from sekampadi.domain.pengajuan.delegasi import Sebagai
from sekampadi.services.sistem.runtime import Runtime


def is_by(langkah: LangkahRow, person: Principal) -> bool:
    """Tell whether a person made a move; one that no account is known of, by the name it carries."""
    if langkah.operator_id is None:
        return langkah.oleh == person.username
    return langkah.operator_id == person.operator_id


def is_own(aturan: AturanAlur[Any, Any], langkah: Sequence[LangkahRow], person: Principal) -> bool:
    """Tell whether a move would approve or close what the person has handed over himself."""
    return aturan.orang_lain and bool(langkah) and is_by(langkah[-1], person)


def list_boleh(
    alur: Iterable[AturanAlur[S, A]],
    status: S,
    peran: Iterable[Sebagai],
    langkah: Sequence[LangkahRow],
    person: Principal,
) -> tuple[AturanAlur[S, A], ...]:
    """Return what a person may do now."""
    may = moves_from(alur, status, (s.peran for s in peran))
    return tuple(a for a in may if not is_own(a, langkah, person))


def add_langkah(
    session: Session,
    rt: Runtime,
    person: Principal,
    aturan: AturanAlur[Any, Any],
    sebagai: Sebagai,
    **values: Any,
) -> None:
    """Write a move into the line of time.

    Args:
        values: ``catatan``, ``beku_id``, and of what: ``pengajuan_id`` or ``dossier_id``.
    """
    session.add(
        LangkahAlur(
            aksi=aturan.aksi.value,
            dari=aturan.dari.value,
            ke=aturan.ke.value,
            waktu=rt.now(),
            operator_id=person.operator_id,
            oleh=person.username,
            sebagai=sebagai.peran.value,
            bentuk=sebagai.bentuk.value if sebagai.bentuk else "",
            **values,
        )
    )


def told(aturan: AturanAlur[Any, Any], sebagai: Sebagai, catatan: str) -> dict[str, str]:
    """Return what the audit trail says of a move."""
    return {
        "langkah": aturan.aksi.value,
        "dari": aturan.dari.value,
        "ke": aturan.ke.value,
        "sebagai": sebagai.label,
        "catatan": catatan,
    }
