"""What a person may do now; and a move that was made, in the line of time and in the audit trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from sekampadi.db.models import LangkahAlur
from sekampadi.db.queries.pengajuan import LangkahRow, list_nama_pelaku
from sekampadi.domain.izin import Principal
from sekampadi.domain.pengajuan.alur import A, AturanAlur, S, moves_from
from sekampadi.domain.pengajuan.delegasi import Sebagai
from sekampadi.i18n import t
from sekampadi.services.pengajuan.peran import pick_peran
from sekampadi.services.sistem.runtime import Runtime


def is_by(langkah: LangkahRow, person: Principal) -> bool:
    """Tell whether a person made a move; one that no account is known of, by the name it carries."""
    if langkah.operator_id is None:
        return langkah.oleh == person.username
    return langkah.operator_id == person.operator_id


@dataclass(frozen=True, slots=True)
class Tertahan:
    """A move that a role has and a person may not make, because he has made the one before it.

    ``oleh`` are the usernames of those who may instead.
    """

    aksi: str
    sebagai: str
    oleh: tuple[str, ...]

    @property
    def kalimat(self) -> str:
        """Why the button is not there, and who has it."""
        words = t(
            "“{aksi}” tidak dapat Anda lakukan sebagai {sebagai}, karena langkah sebelumnya "
            "Anda lakukan sendiri.",
            **{"aksi": self.aksi, "sebagai": self.sebagai},
        )
        if self.oleh:
            return words + " " + t("Yang dapat: {siapa}.", siapa=", ".join(self.oleh))
        return (
            words
            + " "
            + t(
                "Belum ada akun lain yang dapat. Mintalah Admin Pemprov membuat akun pejabatnya atau "
                "delegasi untuk orang lain."
            )
        )


def find_tertahan(
    session: Session,
    alur: Iterable[AturanAlur[S, A]],
    status: S,
    peran: tuple[Sebagai, ...],
    langkah: Sequence[LangkahRow],
    *,
    person: Principal,
    upp_id: int | None,
    today: date,
) -> Tertahan | None:
    """Return the move that is withheld from a person, for an already authorized use case.

    Args:
        upp_id: of whose papers; None for the province's.
    """
    moves = moves_from(alur, status, (s.peran for s in peran))
    own = [a for a in moves if is_own(a, langkah, person)]
    if not own:
        return None
    role = own[0].peran
    whose = upp_id if role.of_upp else None
    return Tertahan(
        own[0].aksi.label,
        pick_peran(peran, role).label,
        list_nama_pelaku(session, role, whose, today, but=person.operator_id),
    )


def is_own(aturan: AturanAlur[Any, Any], langkah: Sequence[LangkahRow], person: Principal) -> bool:
    """Tell whether a move may not follow one of another office that the person has made himself.

    Moves of the same office in between do not count: who takes back what he has handed over may
    hand it over again, and nobody gets around the rule by taking it back.
    """
    others = (s for s in reversed(langkah) if s.sebagai.peran is not aturan.peran)
    last = next(others, None)
    return aturan.orang_lain and last is not None and is_by(last, person)


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
