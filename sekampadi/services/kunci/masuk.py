"""Who is behind a key, asked anew at every request: what was taken back is over at the next one."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select, update

from sekampadi.db.models import KunciApi, Upp
from sekampadi.db.scope import load_scope
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import NotFoundError, UnauthenticatedError
from sekampadi.domain.integrasi.kunci import Guna, is_kunci, split_guna
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.sesi.layar_terhubung import last_day
from sekampadi.i18n import t
from sekampadi.services.akun.diam import hash_token
from sekampadi.services.sistem.runtime import Runtime, require

_K = KunciApi


@dataclass(frozen=True, slots=True)
class KunciSaya:
    """What a key is told of itself."""

    nama: str
    upp_kode: str
    upp_nama: str
    upt: tuple[tuple[str, str], ...]  # kode and name of the UPT that it reads as well
    guna: tuple[Guna, ...]
    sampai: date  # its last day


def find_kunci(rt: Runtime, kunci: str) -> Principal:
    """Return who is behind a key, and note the day.

    Raises:
        UnauthenticatedError: ``kunci.unknown``, the same for one that never was, is over, was taken back, or
            belongs to an UPP that is closed: whoever has found a key is told nothing of it.
    """
    if is_kunci(kunci):
        sidik, now, today = hash_token(kunci), rt.now(), rt.today()
        with rt.reading() as session:
            found = session.exec(
                select(_K, Upp.nama)
                .join(Upp, col(Upp.id) == col(_K.upp_id))
                .where(
                    col(_K.sidik) == sidik,
                    col(_K.dicabut).is_(None),
                    col(_K.berakhir) > now,
                    col(Upp.aktif),
                )
            ).one_or_none()
            if found is not None:
                row, upp_nama = found
                principal = Principal(
                    *(0, row.nama, Role.ADMIN_UPP, row.upp_id, upp_nama),
                    load_scope(session, Role.ADMIN_UPP, row.upp_id),
                    kunci_id=row.id,
                    guna=frozenset({Permission.API, *(g.izin for g in split_guna(row.guna))}),
                )
                used = row.terakhir_dipakai
        if found is not None:
            if used != today:
                _note(rt, principal, today)
            return principal
    raise UnauthenticatedError(
        "kunci.unknown", t("Kunci API tidak dikenal, sudah berakhir, atau sudah dicabut.")
    )


def _note(rt: Runtime, principal: Principal, today: date) -> None:
    with (
        suppress(DBAPIError),
        rt.writing() as session,
    ):  # no room, for one: the key is good all the same
        session.exec(
            update(_K)
            .where(
                col(_K.id) == principal.kunci_id,
                or_(col(_K.terakhir_dipakai).is_(None), col(_K.terakhir_dipakai) != today),
            )
            .values(terakhir_dipakai=today)
        )


def load_kunci_saya(rt: Runtime, principal: Principal | None) -> KunciSaya:
    """Tell a key what it is.

    Raises:
        UnauthenticatedError: ``sesi.required`` for nobody.
        ForbiddenError: ``izin.denied`` for a person.
        NotFoundError: ``kunci.unknown`` when it was deleted meanwhile.
    """
    principal = require(principal, Permission.API)
    with rt.reading() as session:
        row, upp = session.get(_K, principal.kunci_id), session.get(Upp, principal.upp_id)
        if row is None or upp is None:
            raise NotFoundError("kunci.unknown", t("Kunci ini tidak ditemukan."))
        upt = session.exec(
            select(Upp.kode, Upp.nama)
            .where(col(Upp.induk_id) == stored_id(upp.id), col(Upp.aktif))
            .order_by(col(Upp.nama), col(Upp.id))
        ).all()
        return KunciSaya(
            *(row.nama, upp.kode, upp.nama, tuple((kode, nama) for kode, nama in upt)),
            *(split_guna(row.guna), last_day(row.berakhir)),
        )


def needs_kunci() -> UnauthenticatedError:
    """Return what is said to whoever shows no key where one is needed."""
    return UnauthenticatedError(
        "kunci.required", t("Sertakan kunci API: Authorization: Bearer skp_...")
    )
