"""Reads of invitations that several subjects share."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from sekampadi.db.models import metadata
from sekampadi.domain.integrasi.undangan import name_terpakai, name_undangan

_UNDANGAN, _TERPAKAI, _LAYANAN, _BULAN = (
    metadata.tables[name] for name in ("undangan", "undangan_terpakai", "layanan", "undangan_bulan")
)


@dataclass(frozen=True, slots=True)
class UndanganRow:
    """An invitation as its link finds it: its reference is of no concern."""

    kunci: str
    layanan_kode: str
    minggu: str
    terpakai: bool


def find_undangan(session: Session, keys: Sequence[bytes], token: str) -> UndanganRow | None:
    """Find the invitation of a link's secret; None when there is none."""
    names = [name_undangan(key, token) for key in keys]
    query = (
        select(_UNDANGAN.c.kunci, _LAYANAN.c.kode, _UNDANGAN.c.minggu, _UNDANGAN.c.terpakai)
        .join_from(_UNDANGAN, _LAYANAN, _LAYANAN.c.id == _UNDANGAN.c.layanan_id)
        .where(_UNDANGAN.c.kunci.in_(names))
    )
    row = session.connection().execute(query).one_or_none()
    if row is None:
        return None
    kunci, kode, minggu, terpakai = row
    signs = [name_terpakai(key, kunci) for key in keys]
    used = select(_TERPAKAI.c.tanda).where(_TERPAKAI.c.tanda.in_(signs)).limit(1)
    spent = bool(terpakai) or session.connection().execute(used).first() is not None
    return UndanganRow(kunci, kode, minggu, spent)


def count_undangan(
    session: Session, layanan_id: int, bulan: str, *, dibuat: int = 0, dijawab: int = 0
) -> None:
    """Add to how many invitations of a layanan were made, and answered, in a month (``YYYY-MM``)."""
    connection = session.connection()
    kind = postgresql if connection.dialect.name == "postgresql" else sqlite
    new = kind.insert(_BULAN).values(
        layanan_id=layanan_id, bulan=bulan, dibuat=dibuat, dijawab=dijawab
    )
    sums = {name: _BULAN.c[name] + new.excluded[name] for name in ("dibuat", "dijawab")}
    connection.execute(new.on_conflict_do_update(index_elements=["layanan_id", "bulan"], set_=sums))
