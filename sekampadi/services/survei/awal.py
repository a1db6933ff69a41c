"""The signed start of a survey: made when the page has a draft, read when the draft comes back."""

import hashlib
import uuid
from datetime import datetime
from functools import lru_cache

from sqlmodel import Session, SQLModel, select

from sekampadi.db.models import Layanan, Upp
from sekampadi.domain.errors import DomainError
from sekampadi.domain.survei.awal import read_awal, sign_awal
from sekampadi.domain.survei.survei import parse_uuid
from sekampadi.services.sistem.runtime import Runtime

_LAYANAN = SQLModel.metadata.tables[str(Layanan.__tablename__)]
_UPP = SQLModel.metadata.tables[str(Upp.__tablename__)]


def _key(rt: Runtime) -> bytes:
    return _derive(rt.settings.secrets[0])


@lru_cache(maxsize=16)
def _derive(secret: str) -> bytes:
    return hashlib.blake2b(secret.encode(), person=b"awal survei").digest()


def _identity(text: object) -> uuid.UUID | None:
    try:
        return parse_uuid(text)
    except DomainError:
        return None


def begin_survei(rt: Runtime, uuid_text: object, layanan_kode: str, awal: object = "") -> str:
    """Sign the start of a survey, unless that has been done.

    Returns:
        What the browser keeps in the draft; empty when it has it already, or is no draft.
    """
    identity = _identity(uuid_text)
    if identity is None or find_awal(rt, identity, layanan_kode, awal) is not None:
        return ""
    return sign_awal(_key(rt), identity, layanan_kode, rt.now())


def find_awal(rt: Runtime, uuid_text: object, layanan_kode: str, awal: object) -> datetime | None:
    """Return when a survey began; None when no server of ours has signed it."""
    identity = _identity(uuid_text)
    if identity is None:
        return None
    # Begun before the secret was replaced, it is a start all the same.
    read = (read_awal(_derive(s), identity, layanan_kode, awal) for s in rt.settings.secrets)
    return next((begun for begun in read if begun is not None), None)


def renew_awal(
    rt: Runtime, uuid_text: object, layanan_kode: str, awal: object
) -> tuple[uuid.UUID, str]:
    """Make an identity for a survey filled in where another was sent: it began when that one did.

    Returns:
        The identity, and its signed start; empty when nobody knows when it began.
    """
    begun, identity = find_awal(rt, uuid_text, layanan_kode, awal), uuid.uuid4()
    return identity, sign_awal(_key(rt), identity, layanan_kode, begun) if begun else ""


def closed_at(session: Session, layanan_id: int) -> datetime | None:
    """Return when a layanan or, earlier, its UPP was closed; None for an open one or if unknown."""
    query = (
        select(_LAYANAN.c.aktif, _LAYANAN.c.ditutup_pada, _UPP.c.aktif, _UPP.c.ditutup_pada)
        .join_from(_LAYANAN, _UPP, _UPP.c.id == _LAYANAN.c.upp_id)
        .where(_LAYANAN.c.id == layanan_id)
    )
    own_open, own, upp_open, of_upp = session.connection().execute(query).one()
    moments = [m for is_open, m in ((own_open, own), (upp_open, of_upp)) if not is_open]
    known = [m for m in moments if m is not None]
    return min(known) if known and len(known) == len(moments) else None
