"""Kode: looking at a code that was typed, and using it up in the same transaction."""

import logging
from datetime import datetime
from enum import Enum

from sqlalchemy import or_
from sqlmodel import Session, col, delete, select, update

from sekampadi.db.models import FaktorKedua, KodePemulihan
from sekampadi.domain.errors import DomainError
from sekampadi.domain.faktor import (
    MOST_WRONG,
    clean_code,
    find_step,
    fits_recovery,
    is_mistyped,
    is_totp,
    latest_step,
)
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
        "Terlalu banyak kode salah berturut-turut. Pakai kode pemulihan, atau minta admin mengatur "
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


def _use_recovery(session: Session, operator_id: int, code: str) -> HasilKode:
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
        update(FaktorKedua).where(col(FaktorKedua.operator_id) == operator_id).values(gagal=0)
    )
    return HasilKode.PEMULIHAN


def use_code(
    session: Session, settings: Settings, operator_id: int, typed: object, now: datetime
) -> HasilKode:
    """Look at a code of an account's application, or a recovery code, and use it up if it fits.

    Nothing is raised, because what a wrong one leaves has to be stored. ``session`` is one of
    :meth:`Runtime.writing`.
    """
    mine = col(FaktorKedua.operator_id) == operator_id
    row = session.exec(select(FaktorKedua).where(mine)).one_or_none()
    code = clean_code(typed)
    if row is None:
        return HasilKode.SALAH
    if is_mistyped(code):
        return HasilKode.BUKAN_KODE
    if not is_totp(code):
        return _use_recovery(session, operator_id, code)
    if row.gagal >= MOST_WRONG:
        return HasilKode.TERKUNCI
    secret = unseal(settings, operator_id, row.rahasia)
    if secret is None:
        logger.error("the second factor of account %s cannot be decrypted", operator_id)
        return HasilKode.TAK_TERBACA
    step = find_step(secret, code, now)
    if step is None:
        session.exec(update(FaktorKedua).where(mine).values(gagal=FaktorKedua.gagal + 1))
        return HasilKode.SALAH
    langkah = col(FaktorKedua.langkah)
    # Storing, not reading, decides: of two that come with one code at once one changes no row.
    stored = session.exec(
        update(FaktorKedua)
        .where(mine, or_(langkah < step, langkah > latest_step(now)))
        .values(langkah=step, gagal=0)
    ).rowcount
    if not stored:
        return HasilKode.DIPAKAI
    if not is_sealed_anew(settings, row.rahasia):
        sealed = seal(settings, operator_id, secret)
        session.exec(update(FaktorKedua).where(mine).values(rahasia=sealed))
    return HasilKode.COCOK
