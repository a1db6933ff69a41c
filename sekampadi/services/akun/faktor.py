"""Faktor kedua: an account's second factor, as its owner sets it up, changes it and gives it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, func, select

from sekampadi.db.models import CalonFaktor, FaktorKedua, KodePemulihan, Operator
from sekampadi.db.types import stored_id
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.faktor import (
    CALON_LIFE,
    WAJIB,
    WRONG_WINDOW,
    address_of,
    clean_code,
    find_step,
    grouped,
    hash_recovery,
    is_totp,
    make_recovery_codes,
    make_secret,
)
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import SKEW
from sekampadi.i18n import t
from sekampadi.services.akun.coba_masuk import own_tries, throttle
from sekampadi.services.akun.kode import HasilKode, lock_account, refusal, use_code
from sekampadi.services.akun.passwords import USERNAME, verify_password
from sekampadi.services.akun.rahasia import seal, unseal
from sekampadi.services.akun.sesi import end_sessions, hash_of
from sekampadi.services.sistem.runtime import Runtime, record, require

_P = Permission.AKUN


@dataclass(frozen=True, slots=True)
class FaktorSaya:
    """What a person sees of its second factor.

    ``sejak`` is None without one, ``sisa`` how many recovery codes are left, ``wajib`` says that it
    cannot be given up, ``harus`` that nothing else is open before there is one. ``salah`` is how many
    wrong codes came since ``salah_sejak`` (within :data:`~sekampadi.domain.faktor.WRONG_WINDOW`),
    ``pemulihan_pada`` when a recovery code was used last.
    """

    sejak: datetime | None
    sisa: int
    wajib: bool
    harus: bool
    salah: int = 0
    salah_sejak: datetime | None = None
    pemulihan_pada: datetime | None = None


@dataclass(frozen=True, slots=True)
class CalonBaru:
    """A secret that waits for its first code: as it is typed, and as a QR code holds it."""

    rahasia: str
    alamat: str

    def __repr__(self) -> str:
        """Say nothing of it: it may get into a log."""
        return "CalonBaru()"


def load_faktor(rt: Runtime, principal: Principal | None) -> FaktorSaya:
    """Return what stands of the own second factor."""
    person = require(principal, _P)
    with rt.reading() as session:
        row = session.get(FaktorKedua, person.operator_id)
        left = session.exec(
            select(func.count())
            .select_from(KodePemulihan)
            .where(col(KodePemulihan.operator_id) == person.operator_id)
        ).one()
        wajib = rt.settings.second_factor_required and person.role in WAJIB
        if row is None:
            return FaktorSaya(None, left, wajib, person.harus_faktor)
        since = row.gagal_sejak
        lately = row.gagal > 0 and since is not None and since > rt.now() - WRONG_WINDOW
        return FaktorSaya(
            *(row.sejak, left, wajib, person.harus_faktor),
            *((row.gagal, since) if lately else (0, None)),
            row.pemulihan_pada,
        )


def _gone() -> UnauthenticatedError:
    return UnauthenticatedError("sesi.required", t("Silakan masuk terlebih dahulu."))


def _text(isian: Mapping[str, object], field: str) -> str:
    value = isian.get(field)
    return value if isinstance(value, str) else ""


def _wrong(field: str, code: str, message: str) -> FieldErrors:
    return FieldErrors({field: DomainError(code, message)})


def check_owner(rt: Runtime, person: Principal, isian: Mapping[str, object]) -> bool:
    """Ask for the password, and where there is a second factor for a code, which is used up.

    Returns whether there is one.

    Raises:
        FieldErrors: ``sandi.missing``, ``sandi.wrong``, ``kode.missing``, and those of :class:`HasilKode`.
        DomainError: ``login.throttled``.
    """
    with rt.reading() as session:
        operator = session.get(Operator, person.operator_id)
        stored = operator.password_hash if operator else None
        has_one = session.get(FaktorKedua, person.operator_id) is not None
    wrong: dict[str, DomainError] = {}
    if not _text(isian, "sandi"):
        wrong["sandi"] = DomainError("sandi.missing", t("Isi kata sandi Anda."))
    if has_one and not clean_code(isian.get("kode")):
        wrong["kode"] = DomainError("kode.missing", t("Isi kode verifikasi."))
    if wrong:
        raise FieldErrors(wrong)
    tries = own_tries(person.operator_id)
    hasil = HasilKode.COCOK
    with throttle.counted(tries, rt.now()):
        right = verify_password(stored, _text(isian, "sandi"))
        if right and has_one:
            with rt.writing() as session:
                _lock(session, person.operator_id)
                hasil = use_code(
                    session, rt.settings, person.operator_id, isian.get("kode"), rt.now()
                )
                if not hasil.fits:
                    record(session, person, "akun.faktor_gagal", objek_akun(person.operator_id))
    if not right:
        raise _wrong("sandi", "sandi.wrong", t("Kata sandi salah."))
    if not hasil.fits:
        raise FieldErrors({"kode": refusal(hasil)})
    throttle.succeeded(tries, rt.now())
    return has_one


def _lock(session: Session, operator_id: int) -> None:
    """Let of two acts on an account's second factor one wait for the other."""
    if not lock_account(session, operator_id):
        raise _gone()


def _shown(secret: str, username: str) -> CalonBaru:
    return CalonBaru(grouped(secret), address_of(secret, username))


def begin_faktor(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object]
) -> CalonBaru:
    """Make a secret for the own application; it counts once :func:`confirm_faktor` has seen its code.

    ``isian`` holds ``sandi`` and, where there is a second factor already, ``kode``.

    Raises:
        FieldErrors, DomainError: as :func:`check_owner`.
    """
    person = require(principal, _P)
    check_owner(rt, person, isian)
    secret = make_secret()
    with rt.writing() as session:
        _lock(session, person.operator_id)
        _drop_calon(session, person.operator_id)
        session.add(
            CalonFaktor(
                operator_id=person.operator_id,
                rahasia=seal(rt.settings, person.operator_id, secret),
                dibuat=rt.now(),
            )
        )
        record(session, person, "akun.faktor_mulai", objek_akun(person.operator_id))
    return _shown(secret, person.username)


def _drop_calon(session: Session, operator_id: int) -> None:
    session.exec(delete(CalonFaktor).where(col(CalonFaktor.operator_id) == operator_id))


def _find_calon(rt: Runtime, session: Session, operator_id: int) -> str | None:
    row = session.get(CalonFaktor, operator_id)
    if row is None or not row.dibuat - SKEW <= rt.now() < row.dibuat + CALON_LIFE:
        return None
    return unseal(rt.settings, operator_id, row.rahasia)


def load_calon(rt: Runtime, principal: Principal | None) -> CalonBaru | None:
    """Return the secret that waits for its first code, for a page whose connection was lost."""
    person = require(principal, _P)
    with rt.reading() as session:
        secret = _find_calon(rt, session, person.operator_id)
    return _shown(secret, person.username) if secret else None


def _new_codes(session: Session, operator_id: int) -> tuple[str, ...]:
    session.exec(delete(KodePemulihan).where(col(KodePemulihan.operator_id) == operator_id))
    codes = make_recovery_codes()
    session.add_all(
        KodePemulihan(operator_id=operator_id, kode_hash=hash_recovery(code)) for code in codes
    )
    return codes


def confirm_faktor(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object], *, token: str | None
) -> tuple[str, ...]:
    """Take the first code of a new secret, which counts from now on; return the recovery codes.

    Nobody sees these again. Of the account's sessions only the one behind ``token`` goes on.

    Raises:
        FieldErrors: ``kode.missing``, ``kode.wrong``.
        ConflictError: ``faktor.late`` when no secret waits any more.
        DomainError: ``login.throttled``.
    """
    person = require(principal, _P)
    code = clean_code(isian.get("kode"))
    if not code:
        raise _wrong("kode", "kode.missing", t("Isi kode verifikasi."))
    tries, now = own_tries(person.operator_id), rt.now()
    codes: tuple[str, ...] = ()
    with throttle.counted(tries, now), rt.writing() as session:
        _lock(session, person.operator_id)
        secret = _find_calon(rt, session, person.operator_id)
        if secret is None:
            raise ConflictError(
                "faktor.late", t("Kode QR ini sudah tidak berlaku. Tutup, lalu mulai lagi.")
            )
        step = find_step(secret, code, now) if is_totp(code) else None
        if step is not None:
            _drop_calon(session, person.operator_id)
            session.exec(
                delete(FaktorKedua).where(col(FaktorKedua.operator_id) == person.operator_id)
            )
            session.add(
                FaktorKedua(
                    operator_id=person.operator_id,
                    rahasia=seal(rt.settings, person.operator_id, secret),
                    langkah=step,
                    sejak=now,
                )
            )
            codes = _new_codes(session, person.operator_id)
            end_sessions(session, person.operator_id, but=hash_of(token))
            record(session, person, "akun.faktor_aktif", objek_akun(person.operator_id))
    if step is None:
        raise FieldErrors({"kode": refusal(HasilKode.SALAH)})
    throttle.succeeded(tries, now)
    return codes


def renew_pemulihan(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object]
) -> tuple[str, ...]:
    """Make new recovery codes in the place of all old ones, and return them once.

    Raises:
        ConflictError: ``faktor.none`` without a second factor.
        FieldErrors, DomainError: as :func:`check_owner`.
    """
    person = require(principal, _P)
    if not check_owner(rt, person, isian):
        raise _none()
    with rt.writing() as session:
        _lock(session, person.operator_id)
        codes = _new_codes(session, person.operator_id)
        record(session, person, "akun.pemulihan", objek_akun(person.operator_id))
    return codes


def _none() -> ConflictError:
    return ConflictError("faktor.none", t("Verifikasi dua langkah akun ini tidak aktif."))


def remove_faktor(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object], *, token: str | None
) -> None:
    """Give the own second factor up; of the account's sessions only the one behind ``token`` goes on.

    Raises:
        ConflictError: ``faktor.wajib`` where the role has to have one, ``faktor.none`` without one.
        FieldErrors, DomainError: as :func:`check_owner`.
    """
    person = require(principal, _P)
    if rt.settings.second_factor_required and person.role in WAJIB:
        raise ConflictError(
            "faktor.wajib",
            t("Peran Anda wajib memakai verifikasi dua langkah. Anda dapat mengganti aplikasinya."),
        )
    if not check_owner(rt, person, isian):
        raise _none()
    with rt.writing() as session:
        _lock(session, person.operator_id)
        drop_faktor(session, person.operator_id)
        end_sessions(session, person.operator_id, but=hash_of(token))
        record(session, person, "akun.faktor_lepas", objek_akun(person.operator_id))


def drop_faktor(session: Session, operator_id: int) -> bool:
    """Take an account's second factor away, with all that belongs to it; tell whether there was one."""
    _drop_calon(session, operator_id)
    session.exec(delete(KodePemulihan).where(col(KodePemulihan.operator_id) == operator_id))
    gone = delete(FaktorKedua).where(col(FaktorKedua.operator_id) == operator_id)
    return bool(session.exec(gone).rowcount)


def reset_faktor(session: Session, acting: Principal | None, operator: Operator) -> None:
    """Take somebody's second factor away in a transaction that has asked for the right to it.

    ``acting`` is None for the command line. The account's sessions end.

    Raises:
        ConflictError: ``faktor.none``.
    """
    _lock(session, stored_id(operator.id))
    if not drop_faktor(session, stored_id(operator.id)):
        raise _none()
    end_sessions(session, stored_id(operator.id))
    record(session, acting, "operator.faktor", objek_akun(stored_id(operator.id)))


def reset_faktor_as_system(rt: Runtime, *, username: str) -> None:
    """Take an account's second factor away from the command line, and end its sessions.

    Raises:
        NotFoundError: ``operator.unknown``.
        ConflictError: ``faktor.none``.
    """
    username = username.strip().lower()
    unknown = NotFoundError("operator.unknown", t("Operator tidak ditemukan."))
    if not USERNAME.fullmatch(username):
        raise unknown  # PostgreSQL refuses to look for NUL, for one
    with rt.writing() as session:
        named = col(Operator.username) == username
        operator = session.exec(select(Operator).where(named)).one_or_none()
        if operator is None:
            raise unknown
        reset_faktor(session, None, operator)
