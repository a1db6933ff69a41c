"""The suggestions on the wall: which may be shown, and releasing one."""

from datetime import timedelta

from sqlmodel import Session

from sekampadi.db.models import SaranRilis
from sekampadi.db.queries.layar import SaranLayarRow, list_saran, withdraw
from sekampadi.db.queries.penilaian import lock_jawaban
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.moderasi import StatusJawaban
from sekampadi.domain.periode import Periode
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.sistem.runtime import Runtime, record, require

PILIHAN_SARAN = 30
"""Suggestions offered for release."""


PILIHAN_HARI = 90
"""Days whose suggestions are offered."""


def list_calon(session: Session, rt: Runtime, cakupan: Cakupan) -> tuple[SaranLayarRow, ...]:
    """List the suggestions of a part that may be released, the newest first."""
    since = Periode(rt.today() - timedelta(days=PILIHAN_HARI))
    rows = list_saran(session, cakupan.selection(since), released_only=False, limit=PILIHAN_SARAN)
    return tuple(rows)


def load_calon(
    rt: Runtime, principal: Principal | None, kunci: str = "", layanan_kode: str = ""
) -> tuple[SaranLayarRow, ...]:
    """List the newest suggestions with whether they are released."""
    person = require(principal, Permission.JAWABAN_MODERATE)
    with rt.reading() as session:
        return list_calon(session, rt, resolve_cakupan(session, person, kunci, layanan_kode))


def release(rt: Runtime, principal: Principal | None, jawaban_id: int, *, show: bool) -> None:
    """Put a suggestion on the leaders' wall, or take it off; twice does no harm."""
    person = require(principal, Permission.JAWABAN_MODERATE)
    with rt.writing() as session:
        held = lock_jawaban(session, person.scope, [jawaban_id])
        if not held or held[0].status is not StatusJawaban.AKTIF:
            raise NotFoundError("jawaban.unknown", t("Jawaban tidak ditemukan."))
        there = session.get(SaranRilis, jawaban_id) is not None
        if there != show:
            if show:
                session.add(
                    SaranRilis(
                        jawaban_id=jawaban_id,
                        dirilis_pada=rt.now(),
                        dirilis_oleh=person.username,
                    )
                )
            else:
                withdraw(session, jawaban_id)
            aksi = "saran.rilis" if show else "saran.tarik"
            record(session, person, aksi, f"jawaban/{jawaban_id}")
    rt.figures_changed(held[0].place.upp_id)
