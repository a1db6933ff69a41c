"""Layar terhubung: connecting a wall or a leader's phone to the leaders' screen, and taking it back.

A link of fifteen minutes, opened once, makes a cookie that shows the screen of one part and nothing
else until its last day (decision 75).
"""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select, update

from sekampadi.db.models import LayarTerhubung
from sekampadi.db.queries.master import UppRow, get_upp, list_upp
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import SKEW
from sekampadi.domain.sesi.layar_terhubung import TAUTAN_LIFE, end_of, last_day, parse_layar
from sekampadi.i18n import format_hari, t
from sekampadi.services.akun.diam import hash_token
from sekampadi.services.akun.sesi import principal_of, tell_rights_changed
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula

logger = logging.getLogger(__name__)

_P = Permission.LAYAR_CONNECT
_L = LayarTerhubung


@dataclass(frozen=True, slots=True)
class LayarBaris:
    """A wall as its form shows it."""

    id: int
    nama: str
    upp_nama: str  # empty for the province
    sampai: date


@dataclass(frozen=True, slots=True)
class TautanLayar:
    """The only copy of the link that connects a wall, until when it may be opened."""

    nama: str
    alamat: str
    sampai: datetime


def list_cakupan_layar(rt: Runtime, principal: Principal | None) -> tuple[bool, tuple[UppRow, ...]]:
    """Return whether a person connects walls of the province, and the UPP whose walls it connects."""
    person = require(principal, _P)
    with rt.reading() as session:
        return person.scope.upp_ids is None, tuple(list_upp(session, person.scope))


def _objek(row: LayarTerhubung) -> str:
    return f"layar/{row.id}"


def _told(row: LayarTerhubung) -> dict[str, object]:
    return {"nama": row.nama, "upp": row.upp_id, "sampai": last_day(row.berlaku_sampai).isoformat()}


def _unknown() -> NotFoundError:
    return NotFoundError("layar.unknown", t("Layar ini tidak ditemukan."))


def _held(session: Session, person: Principal, layar_id: int) -> LayarTerhubung:
    row = session.exec(
        select(_L)
        .where(col(_L.id) == layar_id, within(person.scope, col(_L.upp_id)))
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise _unknown()
    return row


def _standing(session: Session, person: Principal, layar_id: int, now: datetime) -> LayarTerhubung:
    row = _held(session, person, layar_id)
    if row.dicabut_pada is not None or row.berlaku_sampai <= now:
        raise ConflictError(
            "layar.over", t("Layar ini sudah dicabut atau berakhir. Hubungkan layar baru.")
        )
    return row


def _new_link(rt: Runtime, row: LayarTerhubung, person: Principal) -> TautanLayar:
    secret, ends = secrets.token_urlsafe(32), rt.now() + TAUTAN_LIFE
    row.tautan_hash, row.tautan_sampai = hash_token(secret), ends
    row.tautan_oleh = person.operator_id
    return TautanLayar(row.nama, f"{rt.settings.base_url}/layar/buka?tiket={secret}", ends)


def load_layar_terhubung(rt: Runtime, principal: Principal | None, layar_id: int) -> LayarBaris:
    """Read a wall for its form.

    Raises:
        NotFoundError: ``layar.unknown``.
    """
    person = require(principal, _P)
    with rt.reading() as session:
        row = session.exec(
            select(_L).where(col(_L.id) == layar_id, within(person.scope, col(_L.upp_id)))
        ).one_or_none()
        if row is None:
            raise _unknown()
        upp = get_upp(session, row.upp_id) if row.upp_id is not None else None
        return LayarBaris(layar_id, row.nama, upp.nama if upp else "", last_day(row.berlaku_sampai))


def connect_layar(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object]
) -> TautanLayar:
    """Make a wall, and the link that its device opens.

    Args:
        rt: this process.
        principal: who acts.
        isian: as :func:`~sekampadi.domain.sesi.layar_terhubung.parse_layar`, with ``upp``: the kode of
            an UPP, empty for the province.

    Raises:
        FieldErrors: those of the form; ``upp.missing`` for who connects none of the province,
            ``upp.inactive``.
        NotFoundError: ``upp.unknown``, also for one outside the scope.
    """
    person = require(principal, _P)
    isi = parse_layar(isian, rt.today())
    kode = str(isian.get("upp") or "")
    with rt.writing() as session:
        upp = require_upp(session, person.scope, kode) if kode else None
        if upp is None and person.scope.upp_ids is not None:
            missing = DomainError("upp.missing", t("Pilih UPP dari daftar."))
            raise FieldErrors({"upp": missing})
        if upp is not None and not upp.aktif:
            raise FieldErrors({"upp": DomainError("upp.inactive", t("UPP ini tidak aktif."))})
        row = LayarTerhubung(
            nama=isi.nama,
            upp_id=upp.id if upp else None,
            tautan_oleh=person.operator_id,
            dibuat=rt.now(),
            dibuat_oleh=person.operator_id,
            berlaku_sampai=end_of(isi.sampai),
        )
        link = _new_link(rt, row, person)
        session.add(row)
        session.flush()
        record(session, person, "layar.hubungkan", _objek(row), **_told(row))
        return link


def isian_layar(nama: str, sampai: date) -> dict[str, str]:
    """Return what the form of a wall shows of it."""
    return {"nama": nama, "sampai": format_hari(sampai)}


def change_layar(
    rt: Runtime,
    principal: Principal | None,
    layar_id: int,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Change the name and the last day of a wall; what it shows stays.

    Args:
        semula: as :func:`isian_layar` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: those of the form.
        NotFoundError: ``layar.unknown``.
        ConflictError: ``layar.over`` for one that was taken back or has ended.
    """
    person = require(principal, _P)
    isi = parse_layar(isian, rt.today())
    with rt.writing() as session:
        row = _standing(session, person, layar_id, rt.now())
        before, seen = _told(row), isian_layar(row.nama, last_day(row.berlaku_sampai))
        baru = isian_layar(isi.nama, isi.sampai)
        check_semula(session, semula, seen, baru, aksi="layar.", objek=_objek(row))
        row.nama, row.berlaku_sampai = isi.nama, end_of(isi.sampai)
        session.add(row)
        record(session, person, "layar.ubah", _objek(row), sebelum=before, sesudah=_told(row))


def renew_tautan(rt: Runtime, principal: Principal | None, layar_id: int) -> TautanLayar:
    """Make a new link for a wall: the device that opens it takes the place of the one before.

    Raises:
        NotFoundError: ``layar.unknown``.
        ConflictError: ``layar.over``.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        row = _standing(session, person, layar_id, rt.now())
        link = _new_link(rt, row, person)
        session.add(row)
        record(session, person, "layar.tautan", _objek(row), nama=row.nama)
        return link


def revoke_layar(rt: Runtime, principal: Principal | None, layar_id: int) -> None:
    """Take a wall back: its screen ends within ten seconds, and no link opens it again; twice does no harm.

    Raises:
        NotFoundError: ``layar.unknown``.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        row = _held(session, person, layar_id)
        if row.dicabut_pada is not None:
            return
        row.dicabut_pada = rt.now()
        row.token_hash = row.tautan_hash = row.tautan_sampai = None
        session.add(row)
        record(session, person, "layar.cabut", _objek(row), **_told(row))
        tell_rights_changed(session)


def _late() -> NotFoundError:
    return NotFoundError(
        "layar.tautan",
        t(
            "Tautan ini sudah dipakai atau kedaluwarsa. Mintalah tautan baru kepada admin yang "
            "menghubungkan layar ini."
        ),
    )


def _opens(session: Session, tiket: str, now: datetime) -> LayarTerhubung | None:
    """Find the wall that a link opens: it stands, and who made the link may still make one."""
    row = session.exec(select(_L).where(col(_L.tautan_hash) == hash_token(tiket))).one_or_none()
    if row is None or row.dicabut_pada is not None or row.tautan_sampai is None:
        return None
    # One that lasts longer than any was made before the clock was set back.
    if not now < row.tautan_sampai <= now + TAUTAN_LIFE + SKEW or row.berlaku_sampai <= now:
        return None
    upp = get_upp(session, row.upp_id) if row.upp_id is not None else None
    if upp is not None and not upp.aktif:
        return None
    maker = principal_of(session, row.tautan_oleh)
    allowed = (
        maker is not None
        and maker.may(_P)
        and (maker.scope.upp_ids is None if row.upp_id is None else maker.scope.covers(row.upp_id))
    )
    return row if allowed else None


def peek_tautan(rt: Runtime, tiket: str) -> str:
    """Return the name of the wall that a link would connect, without using the link up.

    Raises:
        NotFoundError: ``layar.tautan``, the same for every reason.
    """
    with rt.reading() as session:
        row = _opens(session, tiket, rt.now())
        if row is None:
            raise _late()
        return row.nama


def open_tautan(rt: Runtime, tiket: str, *, gawai: str = "") -> tuple[str, datetime]:
    """Use a link up, for the secret of a cookie that shows the wall; return also when that ends.

    The device that showed it before does so no longer.

    Raises:
        NotFoundError: ``layar.tautan``, the same for every reason.
    """
    peek_tautan(rt, tiket)  # an invented one takes no turn of those who write
    token = secrets.token_urlsafe(32)
    with rt.writing() as session:
        row = _opens(session, tiket, rt.now())
        # Changing, not reading, decides who gets it: of two requests one finds nothing.
        taken = (
            row
            and session.exec(
                update(_L)
                .where(col(_L.id) == row.id, col(_L.tautan_hash) == hash_token(tiket))
                .values(
                    token_hash=hash_token(token),
                    tautan_hash=None,
                    tautan_sampai=None,
                    gawai=gawai,
                    terakhir=rt.now(),
                )
            ).rowcount
        )
        if row is None or not taken:
            raise _late()
        record(session, None, "layar.terhubung", f"layar/{stored_id(row.id)}", gawai=gawai)
        tell_rights_changed(session)
        return token, row.berlaku_sampai
