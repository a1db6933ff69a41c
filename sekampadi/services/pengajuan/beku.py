"""What is handed in is frozen: its figures and words as they were, its files, and a hash over all of it."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session, col, select

from sekampadi.db.models import Beku, BekuBerkas, Dossier, LangkahAlur, Pengajuan
from sekampadi.db.queries.pengajuan import get_beku, list_berkas
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.pengajuan.alur import StatusDossier
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.simpanan import path_of

_KUNCI: Final = re.compile(r"[0-9a-f]{32}")


class JenisBerkas(Labelled):
    """The papers that the SOP name."""

    LEMBAR = "lembar", t("Lembar laporan IKM triwulan (PDF)")
    RESPONDEN = "responden", t("Lembar data responden (Excel)")
    PENILAIAN = "penilaian", t("Lembar data isian jawaban (Excel)")
    RTL = "rtl", t("Rencana Tindak Lanjut (PDF)")
    TAHUNAN = "tahunan", t("Laporan SKM Tahunan (PDF)")
    HASIL_TL = "hasil_tl", t("Laporan Hasil Tindak Lanjut (PDF)")
    REKAP = "rekap", t("Rekapitulasi IKM dan TL")
    LAPORAN = "laporan", t("Laporan IKM Triwulan Pemprov")


_JAWABAN = frozenset({JenisBerkas.RESPONDEN, JenisBerkas.PENILAIAN})
"""What holds single answers: who takes it away is written down."""


@dataclass(frozen=True, slots=True)
class BerkasSiap:
    """A file that is to be handed in."""

    jenis: JenisBerkas
    nama: str
    isi: bytes


@dataclass(frozen=True, slots=True)
class BerkasBeku:
    """A stored file of what was handed in, and how it leaves."""

    path: Path
    nama: str
    jenis: JenisBerkas
    pada: datetime  # when it was handed in


def canonical(isi: Mapping[str, Any]) -> str:
    """Write what is frozen in the one way over which its hash is taken."""
    return json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sidik_of(isi: Mapping[str, Any]) -> str:
    """Return the hash of what is frozen."""
    return hashlib.sha256(canonical(isi).encode()).hexdigest()


def freeze(
    session: Session,
    rt: Runtime,
    isi: Mapping[str, Any],
    berkas: Sequence[BerkasSiap] = (),
    sidik: Sequence[str] = (),
) -> int:
    """Freeze what is handed in, in the transaction of its move; return its id.

    Args:
        sidik: the fingerprints of the files, which :func:`~sekampadi.services.sistem.simpanan.storing_all`
            stores with this transaction.
    """
    named = [
        {"jenis": b.jenis.value, "nama": b.nama, "sidik": s}
        for b, s in zip(berkas, sidik, strict=True)
    ]
    # Through JSON and back: what is hashed is what the database gives out again. The hash knows no
    # order, and what is stored keeps that of the sheet, in which documents print it.
    whole = json.loads(json.dumps({**isi, "berkas": named}, ensure_ascii=False))
    row = Beku(sidik=sidik_of(whole), isi=whole, dibuat_pada=rt.now())
    session.add(row)
    session.flush()
    beku_id = stored_id(row.id)
    for one, fingerprint in zip(berkas, sidik, strict=True):
        session.add(
            BekuBerkas(
                beku_id=beku_id,
                jenis=one.jenis.value,
                kunci=secrets.token_hex(16),
                sidik=fingerprint,
                nama=one.nama[:120],
                ukuran=len(one.isi),
            )
        )
    session.flush()
    return beku_id


def is_whole(session: Session, rt: Runtime, beku_id: int) -> bool:
    """Tell whether what was handed in is still what its hash says, its files included."""
    row = get_beku(session, beku_id)
    if row is None or sidik_of(row.isi) != row.sidik:
        return False
    for file in list_berkas(session, [beku_id]):
        path = path_of(rt.settings, file.sidik)
        if not path.is_file():
            return False
        with path.open("rb") as stored:
            if hashlib.file_digest(stored, "sha256").hexdigest() != file.sidik:
                return False
    return True


def load_berkas(rt: Runtime, principal: Principal | None, kunci: str) -> BerkasBeku:
    """Return the file behind a key, to who may see what it belongs to.

    The tables of answers take the right to take answers away; the province's papers the right to
    read dossiers.

    Raises:
        NotFoundError: ``berkas.unknown``; also when the file itself is gone.
    """
    person = require(principal, Permission.PENGAJUAN_READ)
    unknown = NotFoundError("berkas.unknown", t("Berkas tidak ditemukan."))
    if not _KUNCI.fullmatch(kunci):
        raise unknown
    with rt.reading() as session:
        row = session.exec(select(BekuBerkas).where(col(BekuBerkas.kunci) == kunci)).one_or_none()
        if row is None or not _may_see(session, person, row):
            raise unknown
        pada = session.get_one(Beku, row.beku_id).dibuat_pada
        path = path_of(rt.settings, row.sidik)
        found = BerkasBeku(path, row.nama, JenisBerkas(row.jenis), pada)
    if not found.path.is_file():
        raise unknown
    if found.jenis in _JAWABAN:
        with rt.writing() as session:
            record(session, person, "ekspor.penyampaian", f"berkas/{kunci}", nama=found.nama)
    return found


def _may_see(session: Session, person: Principal, row: BekuBerkas) -> bool:
    if row.jenis in _JAWABAN and not person.may(Permission.JAWABAN_EXPORT):
        return False
    of_upp = (
        select(Pengajuan.id)
        .join(LangkahAlur, col(LangkahAlur.pengajuan_id) == col(Pengajuan.id))
        .where(col(LangkahAlur.beku_id) == row.beku_id, within(person.scope, col(Pengajuan.upp_id)))
    )
    if session.exec(of_upp.limit(1)).first() is not None:
        return True
    of_province = (
        select(Dossier.id)
        .join(LangkahAlur, col(LangkahAlur.dossier_id) == col(Dossier.id))
        .where(col(LangkahAlur.beku_id) == row.beku_id)
    )
    if not person.may(Permission.DOSSIER_MOVE):  # reads what is closed
        of_province = of_province.where(col(Dossier.status) == StatusDossier.DITUTUP.value)
    return (
        person.may(Permission.DOSSIER_READ)
        and session.exec(of_province.limit(1)).first() is not None
    )
