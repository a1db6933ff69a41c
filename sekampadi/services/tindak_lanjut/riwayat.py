"""The history of a plan: who changed what, when, from what to what; read from the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from sekampadi.db.models import Audit, Operator
from sekampadi.db.queries.tindak_lanjut import find_rencana
from sekampadi.domain.izin import Principal
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tindak_lanjut.rencana import READ, objek_of, unknown_rencana

RIWAYAT_MAX = 200
"""Acts shown, the newest first."""

_AKSI: dict[str, str] = {
    "mulai": t("menyusun RTL"),
    "nilai_baru": t("memakai nilai lembar baru"),
    "kegiatan_tambah": t("menambah kegiatan"),
    "kegiatan_ubah": t("mengubah kegiatan"),
    "kegiatan_hapus": t("menghapus kegiatan"),
    "kegiatan_geser": t("memindahkan kegiatan"),
    "hasil": t("melaporkan hasil kegiatan"),
    "petik": t("memetik saran"),
    "petik_ubah": t("mengubah petikan saran"),
    "petik_hapus": t("menghapus petikan saran"),
    "bukti_tambah": t("mengunggah bukti"),
    "bukti_hapus": t("menghapus bukti"),
    "tayang": t("menampilkan kegiatan di halaman Hasil"),
    "turun": t("menurunkan kegiatan dari halaman Hasil"),
}


@dataclass(frozen=True, slots=True)
class RiwayatRow:
    """One act; ``perubahan`` holds name, before and after of what it changed, as stored."""

    id: int
    waktu: datetime
    oleh: str
    aksi: str  # in words
    tentang: str  # the action's name, or nothing
    perubahan: tuple[tuple[str, object, object], ...]


def _changes(rincian: Mapping[str, Any]) -> tuple[tuple[str, object, object], ...]:
    before, after = rincian.get("sebelum") or {}, rincian.get("sesudah") or {}
    names = dict.fromkeys([*before, *after])
    return tuple((k, before.get(k), after.get(k)) for k in names if before.get(k) != after.get(k))


def load_riwayat(
    rt: Runtime, principal: Principal | None, rencana_id: int
) -> tuple[RiwayatRow, ...]:
    """Read the history of a plan, the newest act first.

    Raises:
        NotFoundError: ``rencana.unknown``.
    """
    person = require(principal, READ)
    with rt.reading() as session:
        if find_rencana(session, person.scope, rencana_id) is None:
            raise unknown_rencana()
        rows = session.exec(
            select(Audit, Operator.username)
            .join(Operator, col(Operator.id) == col(Audit.operator_id), isouter=True)
            .where(col(Audit.objek) == objek_of(rencana_id))
            .order_by(col(Audit.id).desc())
            .limit(RIWAYAT_MAX)
        ).all()
        return tuple(
            RiwayatRow(
                audit.id or 0,
                audit.waktu,
                username or "",
                _AKSI.get(audit.aksi.removeprefix("tindak_lanjut."), audit.aksi),
                str(audit.rincian.get("nama") or ""),
                _changes(audit.rincian),
            )
            for audit, username in rows
        )
