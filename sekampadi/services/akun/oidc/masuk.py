"""Whom the provider has let in: the account that is linked, and what is still asked before its ticket."""

import logging
from dataclasses import dataclass

from sqlmodel import col, select

from sekampadi.db.models import FaktorKedua, Operator
from sekampadi.db.types import stored_id
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import UnauthenticatedError
from sekampadi.i18n import t
from sekampadi.services.akun.oidc.token import Orang
from sekampadi.services.akun.sesi import principal_of
from sekampadi.services.akun.tiket import add_tertunda, add_ticket
from sekampadi.services.sistem.runtime import Runtime, record

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JalanMasuk:
    """How a login goes on: with a ticket, or with the secret of one that waits for its code."""

    tiket: str = ""
    tertunda: str = ""

    def __repr__(self) -> str:
        """Say nothing of it: it may get into a log."""
        return "JalanMasuk()"


def enter(rt: Runtime, orang: Orang) -> JalanMasuk:
    """Begin the session of the account that is linked with a person; nobody gets an account by this.

    The second factor of the account is asked for unless the provider says that it has asked for two.

    Raises:
        UnauthenticatedError: ``oidc.unknown``, the same for who is linked with none and for an account
            that is closed.
    """
    found = JalanMasuk()
    with rt.writing() as session:
        linked = col(Operator.oidc_sub) == orang.kunci
        operator = session.exec(select(Operator).where(linked)).one_or_none()
        operator_id = stored_id(operator.id) if operator else None
        if operator_id is None or principal_of(session, operator_id) is None:
            record(
                session,
                None,
                "login.oidc_gagal",
                objek_akun(operator_id) if operator_id is not None else "",
            )
        else:
            has_one = session.get(FaktorKedua, operator_id) is not None
            if has_one and not orang.dua_faktor:
                faktor, found = (
                    "diminta",
                    JalanMasuk(tertunda=add_tertunda(session, operator_id, rt.now())),
                )
            else:
                faktor = "penyedia" if orang.dua_faktor else "tidak ada"
                found = JalanMasuk(tiket=add_ticket(session, operator_id, rt.now()))
            record(session, None, "login.oidc", objek_akun(operator_id), faktor=faktor)
    if not (found.tiket or found.tertunda):
        logger.warning("refused a login by the provider: no account")
        raise UnauthenticatedError(
            "oidc.unknown",
            t(
                "Akun Anda di layanan itu belum dihubungkan dengan akun yang aktif di sini. Masuklah "
                "dengan kata sandi, lalu hubungkan di Akun saya."
            ),
        )
    return found
