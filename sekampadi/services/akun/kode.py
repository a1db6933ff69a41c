"""Kode: looking at a code that was typed, and using it up in the same transaction."""

import logging
from datetime import datetime
from enum import Enum

from sqlalchemy import and_, case, or_
from sqlmodel import Session, col, delete, select, update

from sekampadi.db.models import FaktorKedua, KodePemulihan, Operator
from sekampadi.domain.errors import DomainError
from sekampadi.domain.faktor import (
    MOST_WRONG,
    WRONG_WINDOW,
    clean_code,
    find_step,
    fits_recovery,
    is_mistyped,
    is_totp,
    latest_step,
)
from sekampadi.domain.periode import SKEW
from sekampadi.i18n import t
from sekampadi.services.akun.rahasia import is_sealed_anew, seal, unseal
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)


class HasilKode(Enum):
    """What became of a code."""

    COCOK = "totp"
    PEMULIHAN = "pemulihan"
    SALAH = "kode.wrong"
    BUKAN_KODE = "kode.form"
    BUKAN_PEMULIHAN = "kode.unknown"
    DIPAKAI = "kode.used"
    TERKUNCI = "kode.locked"
    TAK_TERBACA = "kode.unreadable"

    @property
    def fits(self) -> bool:
        """Whether the code was right, and is used up now."""
        return self in {HasilKode.COCOK, HasilKode.PEMULIHAN}


_WORDS = {
    HasilKode.SALAH: t(
        "Kode tidak cocok. Masukkan kode yang sedang tampil. Bila tetap tidak cocok, jam ponsel Anda "
        "mungkin tidak tepat: setel jamnya ke otomatis."
    ),
    HasilKode.BUKAN_KODE: t("Kode aplikasi terdiri dari enam angka."),
    HasilKode.BUKAN_PEMULIHAN: t("Kode pemulihan ini salah atau sudah pernah dipakai."),
    HasilKode.DIPAKAI: t("Kode ini sudah dipakai. Tunggu kode berikutnya, paling lama 30 detik."),
    HasilKode.TERKUNCI: t(
        "Terlalu banyak kode salah. Pakai kode pemulihan, atau minta admin mengatur "
        "ulang verifikasi dua langkah Anda."
    ),
    HasilKode.TAK_TERBACA: t(
        "Kode aplikasi tidak dapat diperiksa karena kunci server sudah berganti. Pakai kode "
        "pemulihan, atau minta admin mengatur ulang verifikasi dua langkah Anda."
    ),
}


def refusal(hasil: HasilKode) -> DomainError:
    """Return what a person is told of a code that does not fit."""
    return DomainError(hasil.value, _WORDS[hasil])


def lock_account(session: Session, operator_id: int) -> bool:
    """Let of two acts on an account's second factor one wait for the other; tell whether it is there.

    Every such act asks for this before it touches another row: acts that took rows in orders of their
    own could each wait for the other. Rows that only point at the account are no reason to wait.
    """
    mine = select(Operator.id).where(col(Operator.id) == operator_id)
    return session.exec(mine.with_for_update(key_share=True)).one_or_none() is not None


def _use_recovery(session: Session, operator_id: int, code: str, now: datetime) -> HasilKode:
    rows = session.exec(select(KodePemulihan).where(col(KodePemulihan.operator_id) == operator_id))
    # All are looked at: how long it takes does not tell which one fits.
    fitting = [row.id for row in rows.all() if fits_recovery(row.kode_hash, code)]
    if not fitting:
        return HasilKode.BUKAN_PEMULIHAN
    # Deleting, not reading, decides who has used it: of two at once one finds nothing.
    used = session.exec(delete(KodePemulihan).where(col(KodePemulihan.id) == fitting[0])).rowcount
    if not used:
        return HasilKode.BUKAN_PEMULIHAN
    session.exec(
        update(FaktorKedua)
        .where(col(FaktorKedua.operator_id) == operator_id)
        .values(dasar=FaktorKedua.gagal, pemulihan_pada=now)
    )
    return HasilKode.PEMULIHAN


def _count_wrong(session: Session, operator_id: int, now: datetime) -> None:
    """Count a wrong code with those of its window, or as the first one of a new window."""
    gagal, sejak = col(FaktorKedua.gagal), col(FaktorKedua.gagal_sejak)
    # What is closed opens by itself at no time.
    anew = and_(gagal - FaktorKedua.dasar < MOST_WRONG, sejak <= now - WRONG_WINDOW)
    # Without a beginning, after all was forgiven, and with one from before the clock was set back.
    begins = or_(anew, gagal == 0, sejak.is_(None), sejak > now + SKEW)
    session.exec(
        update(FaktorKedua)
        .where(col(FaktorKedua.operator_id) == operator_id)
        .values(
            gagal=case((anew, 1), else_=gagal + 1),
            dasar=case((anew, 0), else_=FaktorKedua.dasar),
            diberi_tahu=case((anew, 0), else_=FaktorKedua.diberi_tahu),
            gagal_sejak=case((begins, now), else_=sejak),
        )
    )


def forgive(session: Session, operator_id: int, salah: int) -> None:
    """Take off the count what was typed wrong in the very login that brought a right code."""
    gagal, dasar = col(FaktorKedua.gagal), col(FaktorKedua.dasar)
    rest = case((gagal - salah > dasar, gagal - salah), else_=dasar)
    mine = col(FaktorKedua.operator_id) == operator_id
    session.exec(update(FaktorKedua).where(mine, gagal > dasar).values(gagal=rest))


def forget_wrong(session: Session, operator_id: int) -> None:
    """Begin the count anew: whoever typed wrong codes knew a password that counts no more."""
    nothing = {"gagal": 0, "dasar": 0, "diberi_tahu": 0, "gagal_sejak": None}
    mine = col(FaktorKedua.operator_id) == operator_id
    session.exec(update(FaktorKedua).where(mine).values(nothing))


def use_code(
    session: Session, settings: Settings, operator_id: int, typed: object, now: datetime
) -> HasilKode:
    """Look at a code of an account's application, or a recovery code, and use it up if it fits.

    Nothing is raised, because what a wrong one leaves has to be stored. ``session`` is one of
    :meth:`Runtime.writing`, which has asked for :func:`lock_account`.
    """
    mine = col(FaktorKedua.operator_id) == operator_id
    fresh = select(FaktorKedua).where(mine).execution_options(populate_existing=True)
    row = session.exec(fresh).one_or_none()
    code = clean_code(typed)
    if row is None:
        return HasilKode.SALAH
    if is_mistyped(code):
        return HasilKode.BUKAN_KODE
    if not is_totp(code):
        return _use_recovery(session, operator_id, code, now)
    if row.gagal - row.dasar >= MOST_WRONG:
        return HasilKode.TERKUNCI
    secret = unseal(settings, operator_id, row.rahasia)
    if secret is None:
        logger.error("the second factor of account %s cannot be decrypted", operator_id)
        return HasilKode.TAK_TERBACA
    step = find_step(secret, code, now)
    if step is None:
        _count_wrong(session, operator_id, now)
        return HasilKode.SALAH
    langkah = col(FaktorKedua.langkah)
    # Storing, not reading, decides: of two that come with one code at once one changes no row.
    stored = session.exec(
        update(FaktorKedua)
        .where(mine, or_(langkah < step, langkah > latest_step(now)))
        .values(langkah=step)
    ).rowcount
    if not stored:
        return HasilKode.DIPAKAI
    if not is_sealed_anew(settings, row.rahasia):
        sealed = seal(settings, operator_id, secret)
        session.exec(update(FaktorKedua).where(mine).values(rahasia=sealed))
    return HasilKode.COCOK
