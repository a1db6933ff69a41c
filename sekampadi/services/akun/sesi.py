"""Login: password -> ticket of a few seconds -> cookie; and who is behind a cookie.

The event channel cannot set an HttpOnly cookie. So a login over it hands out a single-use
ticket, and the browser exchanges it for the cookie by a full navigation.
"""

import hashlib
import logging
import secrets
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, event, func, or_
from sqlalchemy import select as sql_select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, delete, select

from sekampadi.db.engine import batched
from sekampadi.db.models import FaktorKedua, MasukTertunda, Operator, Sesi, TiketMasuk, Upp
from sekampadi.db.scope import load_scope
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import UnauthenticatedError
from sekampadi.domain.faktor import WAJIB
from sekampadi.domain.izin import Principal, Role, Scope
from sekampadi.domain.periode import SKEW
from sekampadi.i18n import t
from sekampadi.services.akun.coba_masuk import AsalMasuk, percobaan
from sekampadi.services.akun.diam import bring_back, has_ended, is_over, moments, over
from sekampadi.services.akun.diam import hash_token as _hash_token
from sekampadi.services.akun.layar_masuk import disconnect, disconnect_ended, find_walls
from sekampadi.services.akun.passwords import USERNAME, verify_password
from sekampadi.services.akun.tiket import TICKET_LIFE, add_tertunda, add_ticket
from sekampadi.services.sistem.runtime import Runtime, record, runtime_of

logger = logging.getLogger(__name__)

_TOLD = "sekampadi.rights_changed"


class NeedsFaktorError(UnauthenticatedError):
    """The password was right, and the account has a second factor.

    Args:
        tertunda: the secret of the login that waits for :func:`~.masuk.finish_login`; no browser sees it.
    """

    def __init__(self, tertunda: str) -> None:
        super().__init__("login.faktor", t("Masukkan kode verifikasi."))
        self.tertunda = tertunda


def _clean_username(username: str) -> str:
    return username.strip().lower()[:60]


def is_known_browser(rt: Runtime, username: str, asal: AsalMasuk) -> bool:
    """Tell whether an account has logged in before in a browser."""
    return percobaan(rt.settings, _clean_username(username), asal).dikenal


def issue_ticket(rt: Runtime, username: str, password: str, asal: AsalMasuk | None = None) -> str:
    """Check what was typed, and hand out a ticket; ``login.failed`` is said for every reason.

    Raises:
        NeedsFaktorError: when there is a second step before the ticket; until it is made, the
            tries before count on, or who knows the password could begin them anew.
        DomainError: ``login.throttled``.
        UnauthenticatedError: ``login.failed``, the same for every reason.
    """
    username = _clean_username(username)
    now = rt.now()
    tries = percobaan(rt.settings, username, asal or AsalMasuk())
    # Counted before it is looked at, or who sends many at once gets an answer to each of them. Outside
    # of the transaction: Redis is asked, and nobody else writes meanwhile.
    with tries.counted(now) as give_back:
        ticket = _try_password(rt, username, password, asal.tab if asal else "")
    if ticket is None:
        tries.failed(now)
        logger.warning("refused a login: wrong")
        raise UnauthenticatedError("login.failed", t("Username atau kata sandi salah."))
    if isinstance(ticket, NeedsFaktorError):
        give_back()
        raise ticket
    tries.succeeded(now)
    return ticket


def _try_password(
    rt: Runtime, username: str, password: str, tab: str
) -> str | NeedsFaktorError | None:
    """Look at a password; return the ticket, what waits for a code, or None for a wrong one."""
    now = rt.now()
    with rt.reading() as session:
        # What cannot be a username is not asked for: PostgreSQL refuses NUL, for one.
        operator = (
            session.exec(select(Operator).where(col(Operator.username) == username)).one_or_none()
            if USERNAME.fullmatch(username)
            else None
        )
        enters = operator is not None and _is_open(session, operator)
        stored = operator.password_hash if operator and enters else None
        operator_id = operator.id if operator else None
    fits = verify_password(stored, password)
    objek = objek_akun(operator_id) if operator_id is not None else ""
    ticket = tertunda = ""
    with rt.writing() as session:
        if not fits or operator_id is None:
            record(session, None, "login.gagal", objek)
        elif session.get(FaktorKedua, operator_id) is not None:
            # Whoever knows the password and has no code is seen as well.
            record(session, None, "login.sandi", objek)
            tertunda = add_tertunda(session, operator_id, now, tab)
        else:
            ticket = add_ticket(session, operator_id, now)
    if not fits or operator_id is None:
        return None
    return NeedsFaktorError(tertunda) if tertunda else ticket


def redeem_ticket(rt: Runtime, ticket: str, *, gawai: str = "") -> tuple[str, datetime]:
    """Exchange a ticket, once, for the secret of a cookie; return also when its session ends.

    Args:
        rt: this process.
        ticket: what a browser brings.
        gawai: in which device, as :func:`~sekampadi.domain.sesi.gawai.describe_gawai` says it.

    Raises:
        UnauthenticatedError: ``login.ticket`` when it is unknown, used or too old.
    """
    now = rt.now()
    token = secrets.token_urlsafe(32)
    ends = now + timedelta(hours=rt.settings.session_hours)
    late = UnauthenticatedError(
        "login.ticket", t("Proses masuk kedaluwarsa. Silakan masuk kembali.")
    )
    with rt.reading() as session:
        # An invented ticket takes no turn of those who write.
        if session.get(TiketMasuk, _hash_token(ticket)) is None:
            raise late
    with rt.writing() as session:
        row = session.get(TiketMasuk, _hash_token(ticket))
        if row is not None:
            # Deleting, not reading, decides who gets it: of two requests one finds nothing.
            deleted = session.exec(
                delete(TiketMasuk).where(col(TiketMasuk.token_hash) == row.token_hash)
            ).rowcount
            # One that lasts longer than any was made before the clock was set back.
            if deleted and now < row.berlaku_sampai <= now + TICKET_LIFE + SKEW:
                session.exec(delete(Sesi).where(over(rt)))
                principal = principal_of(session, row.operator_id)
                if principal is not None:
                    session.add(
                        Sesi(
                            token_hash=_hash_token(token),
                            operator_id=row.operator_id,
                            dibuat=now,
                            berlaku_sampai=ends,
                            terakhir=now,
                            gawai=gawai,
                        )
                    )
                    record(session, principal, "login.masuk")
                    return token, ends
    raise late


def _is_open(session: Session, operator: Operator) -> bool:
    """Tell whether an account may be used: it is active, and so is its UPP."""
    upp = session.get(Upp, operator.upp_id) if operator.upp_id is not None else None
    return operator.aktif and (upp is None or upp.aktif)


# Every event of every page asks who is behind it: built once, and rows instead of objects.
_PERSONS = (
    sql_select(
        *(col(Operator.id), col(Operator.username), col(Operator.role), col(Operator.upp_id)),
        *(func.coalesce(col(Upp.nama), ""), col(Operator.harus_ganti)),
        col(FaktorKedua.operator_id).is_not(None).label("berfaktor"),
    )
    .select_from(Operator)
    .join(Upp, col(Upp.id) == col(Operator.upp_id), isouter=True)
    .join(FaktorKedua, col(FaktorKedua.operator_id) == col(Operator.id), isouter=True)
    .where(col(Operator.aktif), or_(col(Operator.upp_id).is_(None), col(Upp.aktif)))
)
_BY_ID = _PERSONS.where(col(Operator.id) == bindparam("operator_id"))
_LOGGED_IN = _PERSONS.join(Sesi, col(Sesi.operator_id) == col(Operator.id)).where(
    col(Sesi.berlaku_sampai) > bindparam("now"), col(Sesi.terakhir) > bindparam("idle")
)
_BY_COOKIE = _LOGGED_IN.where(col(Sesi.token_hash) == bindparam("token_hash"))


def _principal(person: Sequence[Any], scope: Scope, *, needs_faktor: bool) -> Principal:
    operator_id, username, role_name, upp_id, upp_nama, harus_ganti, has_faktor = person
    role = Role(role_name)
    harus_faktor = needs_faktor and role in WAJIB and not has_faktor
    return Principal(
        *(operator_id, username, role, upp_id, upp_nama, scope, harus_ganti, harus_faktor)
    )


def _found(session: Session, person: Row[*tuple[Any, ...]] | None) -> Principal | None:
    if person is None:
        return None
    rt, scope = runtime_of(session), load_scope(session, Role(person.role), person.upp_id)
    needs_faktor = rt is not None and rt.settings.second_factor_required
    return _principal(person, scope, needs_faktor=needs_faktor)


def principal_of(session: Session, operator_id: int) -> Principal | None:
    """Return the person behind an account as it is now; None for a closed or unknown one."""
    return _found(session, session.execute(_BY_ID, {"operator_id": operator_id}).one_or_none())


def find_principal(rt: Runtime, token: str | None) -> Principal | None:
    """Return who is behind a cookie; None when nobody is, or no longer."""
    if not token or len(token) > 100:
        return None
    token_hash, asked = _hash_token(token), moments(rt)
    with rt.reading() as session:
        found = {"token_hash": token_hash, **asked}
        person = session.connection().execute(_BY_COOKIE, found).one_or_none()
        if person is not None:
            return _found(session, person)
        row = session.get(Sesi, token_hash)
        if row is None:
            return find_walls(session, [token_hash], asked["now"]).get(token_hash)
        ended = is_over(row, asked)
    if ended:
        with suppress(DBAPIError):  # no room, for one: it is over all the same
            drop_ended(rt)
    return None


def drop_ended(rt: Runtime) -> None:
    """Forget sessions whose time is over, so that none comes back when the clock is set back.

    What was noted of others before that lets none last longer.
    """
    if not has_ended(rt):
        return
    with rt.writing() as session:
        session.exec(delete(Sesi).where(over(rt)))
        bring_back(session, rt)
        disconnect_ended(session, rt.now())


def find_principals(rt: Runtime, tokens: Collection[str]) -> dict[str, Principal]:
    """Return who is behind many cookies at once; those that are worth nothing are left out."""
    by_hash = {_hash_token(token): token for token in tokens if token and len(token) <= 100}
    found: dict[str, Principal] = {}
    scopes: dict[tuple[Role, int | None], Scope] = {}
    with rt.reading() as session:
        for some in batched(sorted(by_hash)):
            query = _LOGGED_IN.add_columns(col(Sesi.token_hash)).where(
                col(Sesi.token_hash).in_(some)
            )
            for *person, token_hash in session.execute(query, moments(rt)):
                key = (Role(person[2]), person[3])
                if key not in scopes:
                    scopes[key] = load_scope(session, *key)
                found[by_hash[token_hash]] = _principal(
                    person, scopes[key], needs_faktor=rt.settings.second_factor_required
                )
        if rest := [h for h, token in by_hash.items() if token not in found]:
            walls = find_walls(session, rest, rt.now())
            found |= {by_hash[token_hash]: wall for token_hash, wall in walls.items()}
    return found


def mark_of(token: str, principal: Principal) -> str:
    """Return what names a login together with its rights: another person, role or scope has another.

    Nobody can tell the cookie from it.
    """
    ids = principal.scope.upp_ids
    scope = "*" if ids is None else ",".join(str(i) for i in sorted(ids))
    parts = (_hash_token(token), principal.operator_id, principal.role.value, principal.upp_id)
    text = "|".join(str(part) for part in (*parts, scope))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def tell_rights_changed(session: Session) -> None:
    """Let this process look at its logins again as soon as a transaction is stored.

    Other processes look by themselves every few seconds, and before every event.
    """
    rt = runtime_of(session)
    if rt is not None and not session.info.get(_TOLD):
        session.info[_TOLD] = True
        event.listen(session, "after_commit", lambda _session: rt.rights_changed(), once=True)


def hash_of(token: str | None) -> str:
    """Return under which hash a cookie's secret is stored; nothing is stored under an empty one."""
    return _hash_token(token) if token else ""


def end_sessions(session: Session, operator_id: int, *, but: str = "") -> None:
    """End all sessions of an account but that of one hash, and what would begin one."""
    session.exec(
        delete(Sesi).where(col(Sesi.operator_id) == operator_id, col(Sesi.token_hash) != but)
    )
    session.exec(delete(TiketMasuk).where(col(TiketMasuk.operator_id) == operator_id))
    session.exec(delete(MasukTertunda).where(col(MasukTertunda.operator_id) == operator_id))
    tell_rights_changed(session)


def end_session(rt: Runtime, token: str | None) -> None:
    """End the session behind a cookie, a wall's, too; nothing happens when there is none."""
    if not token:
        return
    with rt.writing() as session:
        sesi = session.get(Sesi, _hash_token(token))
        if sesi is not None:
            record(session, principal_of(session, sesi.operator_id), "login.keluar")
            session.delete(sesi)
            tell_rights_changed(session)
        elif (layar_id := disconnect(session, _hash_token(token), rt.now())) is not None:
            record(session, None, "layar.putus", f"layar/{layar_id}")
            tell_rights_changed(session)
