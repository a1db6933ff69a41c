"""Akun: one's own account, its username and its password."""

from collections.abc import Mapping
from dataclasses import dataclass

from sekampadi.db.models import Operator
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import DomainError, UnauthenticatedError
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import Permission, Principal
from sekampadi.i18n import t
from sekampadi.services.akun.coba_masuk import own_tries, throttle
from sekampadi.services.akun.kode import forget_wrong
from sekampadi.services.akun.passwords import check_new_password, hash_password, verify_password
from sekampadi.services.akun.sesi import end_sessions, hash_of
from sekampadi.services.master.kelola_operator import read_username, unique_username
from sekampadi.services.master.nama_operator import replace_name
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula

_P = Permission.AKUN


@dataclass(frozen=True, slots=True)
class AkunSaya:
    """What a person sees of its own account."""

    username: str
    peran: str
    upp_nama: str
    harus_ganti: bool


def load_akun(_rt: Runtime, principal: Principal | None) -> AkunSaya:
    """Return the own account."""
    person = require(principal, _P)
    return AkunSaya(person.username, person.role.label, person.upp_nama, person.harus_ganti)


def _gone() -> UnauthenticatedError:
    return UnauthenticatedError("sesi.required", t("Silakan masuk terlebih dahulu."))


def rename_akun(
    rt: Runtime,
    principal: Principal | None,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> str:
    """Change the own username; return it as it is stored.

    Args:
        semula: the ``username`` that the form was opened with; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: ``username.format``, ``username.taken``.
    """
    person = require(principal, _P)
    with unique_username(), rt.writing() as session:
        reader = FormReader(isian)
        username = read_username(session, reader, person.operator_id)
        reader.check()
        operator = session.get(Operator, person.operator_id, with_for_update=True)
        if operator is None:
            raise _gone()
        seen, baru = {"username": operator.username}, {"username": username}
        objek = objek_akun(person.operator_id)
        check_semula(*(session, semula, seen, baru), aksi=("akun.", "operator."), objek=objek)
        before, operator.username = operator.username, username
        session.add(operator)
        if before != username:
            replace_name(session, before, username)
        record(session, person, "akun.ubah", objek)
    return username


def _read_passwords(isian: Mapping[str, object], person: Principal) -> tuple[str, str, FormReader]:
    reader = FormReader(isian)
    lama, baru, ulang = (
        value if isinstance(value := isian.get(field), str) else ""
        for field in ("lama", "baru", "ulang")
    )
    if not lama:
        reader.wrong("lama", "lama.missing", t("Isi kata sandi Anda sekarang."))
    if not baru:
        reader.wrong("baru", "baru.missing", t("Isi kata sandi baru."))
    elif baru == lama:
        reader.wrong("baru", "baru.same", t("Kata sandi baru harus berbeda dari yang sekarang."))
    else:
        try:
            check_new_password(baru, names=(person.username, person.upp_nama))
        except DomainError as error:
            reader.wrong("baru", error.code, error.message)
    if baru and ulang != baru:
        reader.wrong("ulang", "ulang.differs", t("Ulangan tidak sama dengan kata sandi baru."))
    return lama, baru, reader


def change_password(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object], *, token: str | None
) -> None:
    """Change the own password; of the account's sessions only the one behind ``token`` goes on.

    Raises:
        FieldErrors: when a field is wrong, ``lama.wrong`` among them.
        DomainError: ``login.throttled`` after too many wrong passwords.
    """
    person = require(principal, _P)
    lama, baru, reader = _read_passwords(isian, person)
    reader.check()
    # Not the budget of the login: a stranger who uses that up keeps nobody from changing it.
    tries = own_tries(person.operator_id)
    with rt.reading() as session:
        operator = session.get(Operator, person.operator_id)
        stored = operator.password_hash if operator else None
    with throttle.counted(tries, rt.now()):
        right = verify_password(stored, lama)
    if not right:
        reader.wrong("lama", "lama.wrong", t("Kata sandi sekarang salah."))
        reader.check()
    password_hash = hash_password(baru)
    with rt.writing() as session:
        operator = session.get(Operator, person.operator_id)
        if operator is None or operator.password_hash != stored:
            raise _gone()
        operator.password_hash, operator.harus_ganti = password_hash, False
        session.add(operator)
        forget_wrong(session, person.operator_id)
        end_sessions(session, person.operator_id, but=hash_of(token))
        record(session, person, "akun.kata_sandi", objek_akun(person.operator_id))
    throttle.succeeded(tries, rt.now())
