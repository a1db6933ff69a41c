"""The citizen's side: which survey there is, and storing an answer exactly once."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import Session, col, select

from sekampadi.db.counters import Change, Place, add_to_counters
from sekampadi.db.models import Jawaban, Sumber
from sekampadi.db.queries.master import (
    LayananRow,
    UppRow,
    find_layanan,
    list_layanan,
    list_upp,
    perangkat_id_in_force,
    read_perangkat,
)
from sekampadi.db.siap import Siap
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.moderasi import TANPA_TANDA, Tanda, sidik_saran, tanda_awal
from sekampadi.domain.periode import local_date
from sekampadi.domain.survei.awal import durasi_sejak, within_tenggang
from sekampadi.domain.survei.beruntun import Kiriman
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.survei import Isian, JawabanBaru, parse_jawaban, parse_uuid
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.metrics.counters import counting_answer
from sekampadi.services.laporan.cakupan import require_layanan
from sekampadi.services.notifikasi.beruntun_kabar import note_beruntun
from sekampadi.services.notifikasi.peringatan import find_sorotan, note_jawaban
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.awal import closed_at, find_awal
from sekampadi.services.survei.beruntun import Asal, log_unmarked, mark_susulan, pola_of
from sekampadi.services.survei.tanda import known_ukuran, mark_new

logger = logging.getLogger(__name__)

_STORE = Siap(insert(Jawaban).returning(col(Jawaban.id)))
_STORED = Siap(select(col(Jawaban.layanan_id)).where(col(Jawaban.uuid) == bindparam("uuid")))


@dataclass(frozen=True, slots=True)
class Survei:
    """An open survey: the layanan it is about, and its questions."""

    layanan: LayananRow
    perangkat_id: int
    perangkat: PerangkatPertanyaan


@dataclass(frozen=True, slots=True)
class Masuk:
    """How an answer comes in."""

    layanan: LayananRow
    perangkat_id: int
    sumber: Sumber
    waktu: datetime  # the moment it reached the system
    tanggal: date  # the province's calendar day it counts on
    durasi: int | None = None  # seconds; None when nobody knows
    tanda: Tanda = TANPA_TANDA  # the marks it brings along
    asal: Asal | None = None  # the browser; None when there is none

    @property
    def place(self) -> Place:
        """Where it counts."""
        return Place(self.layanan.upp.id, self.layanan.id, 0, self.sumber.value, self.tanggal)


@dataclass(frozen=True, slots=True)
class Pengisian:
    """How a browser filled in a survey. Paper and imports have none, and are not marked for it."""

    awal: object = ""  # the signed start that its draft carries, unparsed
    asal: Asal | None = None  # None when nobody knows


def list_open_upp(rt: Runtime) -> list[UppRow]:
    """List the active UPP, for everyone."""
    with rt.reading() as session:
        return list_upp(session)


def list_open_layanan(rt: Runtime, upp_kode: str) -> list[LayananRow]:
    """List the active layanan of an active UPP, for everyone."""
    with rt.reading() as session:
        upp = next((u for u in list_upp(session) if u.kode == upp_kode), None)
        if upp is None:
            raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
        return list_layanan(session, PROVINSI, upp_id=upp.id)


def open_layanan(
    session: Session, layanan_kode: str, awal: datetime | None, now: datetime
) -> LayananRow:
    """Find the open layanan of a kode, or one that closed after a survey about it began.

    Raises:
        NotFoundError: ``layanan.unknown``; ``layanan.inactive``.
    """
    layanan = require_layanan(session, PROVINSI, layanan_kode)
    if not layanan.is_open and not within_tenggang(awal, closed_at(session, layanan.id), now):
        raise NotFoundError("layanan.inactive", t("Survei untuk layanan ini sudah ditutup."))
    return layanan


def no_perangkat() -> NotFoundError:
    """Return what is said while no question set is in force."""
    return NotFoundError("perangkat.none", t("Survei belum tersedia."))


def open_survei(
    rt: Runtime, layanan_kode: str, *, uuid_text: object = "", awal: object = ""
) -> Survei:
    """Open the survey of a layanan, also if it closed after the signed start of a draft."""
    begun = find_awal(rt, uuid_text, layanan_kode, awal) if awal else None
    with rt.reading() as session:
        layanan = open_layanan(session, layanan_kode, begun, rt.now())
        perangkat_id = perangkat_id_in_force(session, rt.today())
    if perangkat_id is None:
        raise no_perangkat()
    return Survei(layanan, perangkat_id, load_perangkat(rt, perangkat_id))


def load_perangkat(rt: Runtime, perangkat_id: int) -> PerangkatPertanyaan:
    """Return the words of a question set that is or was in force: none of these is ever changed."""
    return rt.keep(f"perangkat/{perangkat_id}", lambda s: read_perangkat(s, perangkat_id))


def is_stored(rt: Runtime, uuid_text: object, layanan_kode: str) -> bool:
    """Tell whether a survey about a layanan was sent already; one that cannot be was not."""
    try:
        identity = parse_uuid(uuid_text)
        with rt.reading() as session:
            return _check_same(session, identity, layanan_kode)
    except DomainError:
        return False


def submit_jawaban(
    rt: Runtime,
    *,
    uuid_text: object,
    layanan_kode: str,
    isian: Isian,
    sumber: Sumber = Sumber.DARING,
    durasi: int | None = None,
    pengisian: Pengisian | None = None,
) -> uuid.UUID:
    """Store an answer and count it, exactly once: sent again with its identity, it changes nothing.

    Args:
        durasi: seconds it took, as the browser says. A signed start knows better.
        pengisian: how a browser filled it in; None for other programs.

    Raises:
        DomainError: ``survei.uuid``.
        ConflictError: ``survei.uuid_taken`` when the identity belongs to another layanan.
    """
    with counting_answer(sumber.value) as outcome:
        identity = parse_uuid(uuid_text)
        outcome.new = _submit(
            rt,
            identity,
            layanan_kode,
            parse_jawaban(isian),
            sumber=sumber,
            durasi=durasi,
            pengisian=pengisian,
        )
    return identity


def submit_baru(
    rt: Runtime,
    identity: uuid.UUID,
    layanan_kode: str,
    baru: JawabanBaru,
    *,
    sumber: Sumber = Sumber.DARING,
    durasi: int | None = None,
    pengisian: Pengisian | None = None,
) -> bool:
    """Do what :func:`submit_jawaban` does with an answer that is read; tell whether it is new."""
    with counting_answer(sumber.value) as outcome:
        outcome.new = _submit(
            rt,
            identity,
            layanan_kode,
            baru,
            sumber=sumber,
            durasi=durasi,
            pengisian=pengisian,
        )
    return outcome.new


def _submit(
    rt: Runtime,
    identity: uuid.UUID,
    layanan_kode: str,
    baru: JawabanBaru,
    *,
    sumber: Sumber,
    durasi: int | None,
    pengisian: Pengisian | None,
) -> bool:
    now, begun, tanda, asal = rt.now(), None, TANPA_TANDA, None
    if pengisian is not None:
        begun, asal = find_awal(rt, identity, layanan_kode, pengisian.awal), pengisian.asal
        known = durasi_sejak(begun, now)
        tanda, durasi = tanda_awal(known), durasi if known is None else known

    def admit(session: Session) -> Masuk:
        layanan = open_layanan(session, layanan_kode, begun, now)
        # Its words are not needed here, and a submit holds the write lock while it asks.
        perangkat_id = perangkat_id_in_force(session, local_date(now))
        if perangkat_id is None:
            raise no_perangkat()
        return Masuk(
            layanan, perangkat_id, sumber, now, local_date(now), durasi, tanda=tanda, asal=asal
        )

    return store_once(rt, identity, layanan_kode, baru, admit)


def store_once(
    rt: Runtime,
    identity: uuid.UUID,
    layanan_kode: str,
    baru: JawabanBaru,
    admit: Callable[[Session], Masuk],
) -> bool:
    """Store an answer and count it unless it is stored; the one way in for single answers.

    Args:
        identity: under which it stands, made where it was filled in.
        admit: finds in the write session how it comes in, or refuses it; called only when it is
            not stored yet.

    Raises:
        ConflictError: ``survei.uuid_taken`` when the identity belongs to another layanan.
    """
    try:
        upp_id = _store(rt, identity, layanan_kode, baru, admit)
    except IntegrityError:
        # Another process stored the same identity between our look and our write.
        upp_id = None
        with rt.reading() as session:
            if not _check_same(session, identity, layanan_kode):
                raise  # something else was wrong: the person must not be thanked
    rt.figures_changed(upp_id)
    return upp_id is not None


def jawaban_columns(identity: uuid.UUID, masuk: Masuk, baru: JawabanBaru) -> dict[str, Any]:
    """Spread an answer over the columns of its table."""
    return {
        "uuid": identity,
        "layanan_id": masuk.layanan.id,
        "perangkat_id": masuk.perangkat_id,
        "sumber": masuk.sumber.value,
        "waktu": masuk.waktu,
        "tanggal": masuk.tanggal,
        **answer_columns(baru),
        "saran_sidik": sidik_saran(baru.saran),
        "durasi_detik": masuk.durasi,
    }


def answer_columns(baru: JawabanBaru) -> dict[str, Any]:
    """Spread what a person answered over the columns of the table."""
    penilaian = baru.penilaian
    return {
        **penilaian.responden.columns,
        "umum": int(penilaian.umum.value),
        "saran": baru.saran,
        **{u.field: penilaian.nilai[u] for u in URUTAN},
    }


def _store(
    rt: Runtime,
    identity: uuid.UUID,
    layanan_kode: str,
    baru: JawabanBaru,
    admit: Callable[[Session], Masuk],
) -> int | None:
    ukuran = known_ukuran(rt)
    pola = pola_of(baru.penilaian)
    sorotan = find_sorotan(rt, baru)
    with rt.writing() as session:
        if _check_same(session, identity, layanan_kode):
            return None
        masuk = admit(session)
        columns = jawaban_columns(identity, masuk, baru)
        # How long it took counts only by the server's own clock.
        known = None if Tanda.TANPA_AWAL in masuk.tanda else masuk.durasi
        kiriman = Kiriman(masuk.waktu, identity, pola, masuk.layanan.id, known)
        temuan = rt.pengamat.judge(masuk.asal, kiriman)
        kiriman.tanda = temuan.tanda
        tanda = mark_new(session, columns, ukuran) | masuk.tanda | temuan.tanda
        columns |= {"tanda": int(tanda), "beruntun": temuan.beruntun}
        jawaban_id: int = _STORE.run(session.connection(), columns).scalar_one()
        rekap = Rekap.of([baru.penilaian])
        add_to_counters(session, Change(masuk.place, rekap, 1, jawaban_id))
        upp_id = masuk.layanan.upp.id
        note_jawaban(session, sorotan, rt.now(), upp_id, jawaban_id)
    # Only after the commit, so that whoever recognises the burst finds all that came before.
    later = rt.pengamat.note(masuk.asal, kiriman)
    if later:
        try:
            with rt.writing() as session:
                mark_susulan(session, later)
                note_beruntun(session, rt.now(), later)
        except SQLAlchemyError as error:
            log_unmarked(error)
    return upp_id


def _check_same(session: Session, identity: uuid.UUID, layanan_kode: str) -> bool:
    """Tell whether the identity is stored already, for this very layanan."""
    found = _STORED.run(session.connection(), {"uuid": identity})
    layanan_id: int | None = found.scalar_one_or_none()
    if layanan_id is None:
        return False
    layanan = find_layanan(session, PROVINSI, layanan_kode)
    if layanan is None or layanan.id != layanan_id:
        raise ConflictError(
            "survei.uuid_taken",
            t("Survei ini sudah terkirim untuk layanan lain. Mulai survei baru."),
        )
    return True
