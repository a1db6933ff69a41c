"""Kunci API: making a key and taking it back (decision 83)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from sekampadi.db.models import KunciApi
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.scope import within
from sekampadi.domain.errors import DomainError, FieldErrors, NotFoundError
from sekampadi.domain.integrasi.kunci import (
    DITAMPILKAN,
    Guna,
    join_guna,
    new_kunci,
    parse_kunci,
    split_guna,
)
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.sesi.layar_terhubung import end_of, last_day
from sekampadi.i18n import t
from sekampadi.services.akun.diam import hash_token
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.sistem.runtime import Runtime, record, require

_P = Permission.KUNCI_MANAGE
_K = KunciApi


@dataclass(frozen=True, slots=True)
class KunciBaru:
    """The only copy of a key that was just made."""

    id: int
    nama: str
    rahasia: str
    upp_nama: str
    guna: tuple[Guna, ...]
    sampai: date  # its last day


def list_upp_kunci(rt: Runtime, principal: Principal | None) -> tuple[UppRow, ...]:
    """Return the UPP for which a person makes keys: its own and their UPT, or all."""
    person = require(principal, _P)
    with rt.reading() as session:
        return tuple(list_upp(session, person.scope))


def _objek(row: KunciApi) -> str:
    return f"kunci/{row.id}"


def _told(row: KunciApi) -> dict[str, object]:
    # Neither the key nor its first letters.
    return {
        "nama": row.nama,
        "upp": row.upp_id,
        "guna": [g.value for g in split_guna(row.guna)],
        "sampai": last_day(row.berakhir).isoformat(),
    }


def make_kunci(rt: Runtime, principal: Principal | None, isian: Mapping[str, object]) -> KunciBaru:
    """Make a key for an UPP; what is returned is nowhere else.

    Args:
        rt: this process.
        principal: who acts.
        isian: as :func:`~sekampadi.domain.integrasi.kunci.parse_kunci`, with ``upp``: the kode of an UPP.

    Raises:
        FieldErrors: those of the form; ``upp.missing``, ``upp.inactive``.
        NotFoundError: ``upp.unknown``, also for one outside the scope.
    """
    person = require(principal, _P)
    isi = parse_kunci(isian, rt.today())
    kode = str(isian.get("upp") or "")
    if not kode:
        raise FieldErrors({"upp": DomainError("upp.missing", t("Pilih UPP dari daftar."))})
    rahasia = new_kunci()
    with rt.writing() as session:
        upp = require_upp(session, person.scope, kode)
        if not upp.aktif:
            raise FieldErrors({"upp": DomainError("upp.inactive", t("UPP ini tidak aktif."))})
        row = KunciApi(
            upp_id=upp.id,
            nama=isi.nama,
            guna=join_guna(isi.guna),
            awalan=rahasia[:DITAMPILKAN],
            sidik=hash_token(rahasia),
            dibuat=rt.now(),
            oleh=person.operator_id,
            berakhir=end_of(isi.sampai),
        )
        session.add(row)
        session.flush()
        record(session, person, "kunci.buat", _objek(row), **_told(row))
        return KunciBaru(row.id or 0, row.nama, rahasia, upp.nama, split_guna(row.guna), isi.sampai)


def _held(session: Session, person: Principal, kunci_id: int) -> KunciApi:
    row = session.exec(
        select(_K)
        .where(col(_K.id) == kunci_id, within(person.scope, col(_K.upp_id)))
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise _unknown()
    return row


def revoke_kunci(rt: Runtime, principal: Principal | None, kunci_id: int) -> None:
    """Take a key back: its next request is refused; twice does no harm.

    Raises:
        NotFoundError: ``kunci.unknown``.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        row = _held(session, person, kunci_id)
        if row.dicabut is not None:
            return
        row.dicabut = rt.now()
        session.add(row)
        record(session, person, "kunci.cabut", _objek(row), **_told(row))


def load_kunci(_rt: Runtime, principal: Principal | None, _kunci_id: int) -> None:
    """Refuse to open a form: a key is not changed, one of other uses is a new one.

    Raises:
        NotFoundError: ``kunci.unknown``, always.
    """
    require(principal, _P)
    raise _unknown()


def _unknown() -> NotFoundError:
    return NotFoundError("kunci.unknown", t("Kunci ini tidak ditemukan."))
