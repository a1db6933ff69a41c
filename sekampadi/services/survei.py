"""The citizen's side: which survey there is, and storing an answer exactly once."""

import logging
import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from sekampadi.db.counters import Place, add_to_counters
from sekampadi.db.models import Jawaban, Sumber
from sekampadi.db.queries.master import (
    LayananRow,
    UppRow,
    find_layanan,
    list_layanan,
    list_upp,
    perangkat_in_force,
)
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.periode import local_date
from sekampadi.domain.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.rekap import Rekap
from sekampadi.domain.survei import Isian, JawabanBaru, parse_jawaban, parse_uuid
from sekampadi.domain.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.services.runtime import Runtime

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Survei:
    """An open survey: the layanan it is about, and its questions."""

    layanan: LayananRow
    perangkat_id: int
    perangkat: PerangkatPertanyaan


def list_open_upp(rt: Runtime) -> list[UppRow]:
    """List the active UPP, for everyone."""
    with rt.reading() as session:
        return list_upp(session)


def list_open_layanan(rt: Runtime, upp_kode: str) -> list[LayananRow]:
    """List the active layanan of an active UPP, for everyone.

    Raises:
        NotFoundError: ``upp.unknown``.
    """
    with rt.reading() as session:
        upp = next((u for u in list_upp(session) if u.kode == upp_kode), None)
        if upp is None:
            raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
        return list_layanan(session, PROVINSI, upp_id=upp.id)


def _open(session: Session, rt: Runtime, layanan_kode: str) -> Survei:
    layanan = find_layanan(session, PROVINSI, layanan_kode)
    if layanan is None:
        raise NotFoundError("layanan.unknown", t("Layanan tidak ditemukan."))
    if not layanan.is_open:
        raise NotFoundError("layanan.inactive", t("Survei untuk layanan ini sudah ditutup."))
    found = perangkat_in_force(session, rt.today())
    if found is None:
        raise NotFoundError("perangkat.none", t("Survei belum tersedia."))
    return Survei(layanan, *found)


def open_survei(rt: Runtime, layanan_kode: str) -> Survei:
    """Open the survey of a layanan.

    Raises:
        NotFoundError: ``layanan.unknown``, ``layanan.inactive`` or ``perangkat.none``.
    """
    with rt.reading() as session:
        return _open(session, rt, layanan_kode)


def submit_jawaban(
    rt: Runtime,
    *,
    uuid_text: object,
    layanan_kode: str,
    isian: Isian,
    sumber: Sumber = Sumber.DARING,
) -> uuid.UUID:
    """Store an answer and count it, exactly once.

    Args:
        rt: the runtime.
        uuid_text: the identity of the survey, made in the browser when it began.
        layanan_kode: the layanan it is about.
        isian: all its fields, unparsed.
        sumber: the way it came in.

    Returns:
        The identity under which the answer stands. A repeated submit of the same identity
        for the same layanan changes nothing and returns it too.

    Raises:
        FieldErrors: when a field is wrong; nothing is stored.
        NotFoundError: as :func:`open_survei`.
        DomainError: ``survei.uuid``.
        ConflictError: ``survei.uuid_taken`` when the identity belongs to another layanan.
    """
    identity = parse_uuid(uuid_text)
    jawaban = parse_jawaban(isian)
    try:
        upp_id = _store(rt, identity, layanan_kode, jawaban, sumber)
    except IntegrityError:
        # Another process stored the same identity between our look and our write.
        upp_id = None
        with rt.reading() as session:
            if not _check_same(session, identity, layanan_kode):
                raise  # something else was wrong: the person must not be thanked
    if upp_id is not None:
        rt.figures_changed(upp_id)
    return identity


def _store(
    rt: Runtime, identity: uuid.UUID, layanan_kode: str, baru: JawabanBaru, sumber: Sumber
) -> int | None:
    now = rt.now()
    with rt.writing() as session:
        if _check_same(session, identity, layanan_kode):
            return None
        survei = _open(session, rt, layanan_kode)
        penilaian, responden = baru.penilaian, baru.penilaian.responden
        session.add(
            Jawaban(
                uuid=identity,
                layanan_id=survei.layanan.id,
                perangkat_id=survei.perangkat_id,
                sumber=sumber.value,
                waktu=now,
                tanggal=local_date(now),
                usia=responden.usia,
                jenis_kelamin=responden.jenis_kelamin.value,
                pendidikan=responden.pendidikan.value,
                pekerjaan=responden.pekerjaan.value,
                umum=int(penilaian.umum.value),
                saran=baru.saran,
                **{u.field: penilaian.nilai[u] for u in URUTAN},
            )
        )
        session.flush()
        place = Place(survei.layanan.upp.id, survei.layanan.id, 0, sumber.value, local_date(now))
        add_to_counters(session, place, Rekap.of([penilaian]))
        return survei.layanan.upp.id


def _check_same(session: Session, identity: uuid.UUID, layanan_kode: str) -> bool:
    """Tell whether the identity is stored already, for this very layanan."""
    layanan_id = session.exec(
        select(Jawaban.layanan_id).where(col(Jawaban.uuid) == identity)
    ).one_or_none()
    if layanan_id is None:
        return False
    layanan = find_layanan(session, PROVINSI, layanan_kode)
    if layanan is None or layanan.id != layanan_id:
        raise ConflictError(
            "survei.uuid_taken",
            t("Survei ini sudah terkirim untuk layanan lain. Mulai survei baru."),
        )
    return True
