"""The words of a dossier while they are typed: a draft of this person, beside what is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete

from sekampadi.db.models import Dossier, DrafDossier
from sekampadi.db.queries.dossier import find_dossier
from sekampadi.db.queries.pengajuan import list_langkah
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiDossier
from sekampadi.domain.pengajuan.dossier import DRAF_FIELDS, TEKS_MAX
from sekampadi.domain.teks import clean_text
from sekampadi.i18n import t
from sekampadi.services.pengajuan.dossier import MOVE, unknown_dossier
from sekampadi.services.pengajuan.dossier_gerak import GerakDossier
from sekampadi.services.sistem.runtime import Runtime, require


@dataclass(frozen=True, slots=True)
class DrafNaskah:
    """What was typed: on which version of the dossier, what, and when last."""

    versi: int
    isi: Mapping[str, str]
    diubah_pada: datetime


def _held(session: Session, triwulan: Triwulan, urut: int, *, lock: bool = False) -> Dossier:
    row = find_dossier(session, triwulan, urut, lock=lock)
    if row is None:
        raise unknown_dossier()
    return row


def save_draf_naskah(
    rt: Runtime,
    principal: Principal | None,
    triwulan: Triwulan,
    urut: int,
    *,
    versi: int,
    isi: Mapping[str, object],
) -> datetime:
    """Keep what a person has typed as words of a dossier, while he may save them; return when.

    Args:
        versi: of the dossier as it was when the typing began.
        isi: the form's fields; what is none of them, or no text, is left out.

    Raises:
        ConflictError: ``alur.bukan_saatnya``.
        DomainError: ``draf.too_long``.
        ForbiddenError: ``alur.bukan_peran``, ``alur.diri_sendiri``.
        NotFoundError: ``dossier.unknown``.
    """
    person, now = require(principal, MOVE), rt.now()
    texts = {k: clean_text(v) for k, v in isi.items() if k in DRAF_FIELDS and isinstance(v, str)}
    if any(len(v) > TEKS_MAX for v in texts.values()):
        raise DomainError("draf.too_long", t("Isian terlalu panjang untuk disimpan sebagai draf."))
    with rt.writing() as session:
        # Two tabs of one person wait for each other.
        row = _held(session, triwulan, urut, lock=True)
        langkah = list_langkah(session, dossier_id=row.id)
        GerakDossier(session, rt, person, triwulan, row, langkah).rule(AksiDossier.SAMPAIKAN)
        session.merge(
            DrafDossier(
                operator_id=person.operator_id,
                dossier_id=stored_id(row.id),
                versi=versi,
                isi=texts,
                diubah_pada=now,
            )
        )
    return now


def load_draf_naskah(
    rt: Runtime, principal: Principal | None, triwulan: Triwulan, urut: int
) -> DrafNaskah | None:
    """Return a person's own draft of the words of a dossier.

    Raises:
        NotFoundError: ``dossier.unknown``.
    """
    person = require(principal, MOVE)
    with rt.reading() as session:
        row = _held(session, triwulan, urut)
        draf = session.get(DrafDossier, (person.operator_id, stored_id(row.id)))
        return DrafNaskah(draf.versi, dict(draf.isi), draf.diubah_pada) if draf else None


def drop_draf_naskah(
    rt: Runtime, principal: Principal | None, triwulan: Triwulan, urut: int
) -> None:
    """Throw a person's own draft away; no harm when there is none.

    Raises:
        NotFoundError: ``dossier.unknown``.
    """
    person = require(principal, MOVE)
    with rt.writing() as session:
        remove_draf(session, person, stored_id(_held(session, triwulan, urut).id))


def remove_draf(session: Session, person: Principal, dossier_id: int) -> None:
    """Remove a draft together with what takes its place, for an already authorized use case."""
    session.exec(
        delete(DrafDossier).where(
            col(DrafDossier.operator_id) == person.operator_id,
            col(DrafDossier.dossier_id) == dossier_id,
        )
    )
