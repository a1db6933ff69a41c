"""A plan (RTL): begun from a published sheet, read with all that belongs to it (decree, L.2 a)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from sekampadi.db.models import TindakLanjut
from sekampadi.db.queries.master import UppRow, get_upp, lock_upp
from sekampadi.db.queries.tindak_lanjut import (
    BuktiRow,
    KegiatanRow,
    PetikanRow,
    find_rencana,
    find_rencana_of,
    list_bukti,
    list_kegiatan,
    list_petikan,
)
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.domain.tindak_lanjut.rencana import NilaiLembar, is_known
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp_of
from sekampadi.services.sistem.runtime import Runtime, record, require, runtime_of
from sekampadi.services.tindak_lanjut.lembar import Lembar, find_lembar, read_lembar

READ, WRITE = Permission.TINDAK_LANJUT_READ, Permission.TINDAK_LANJUT_WRITE


@dataclass(frozen=True, slots=True)
class KegiatanLine:
    """An action with its number, ``1.2``, and what proves it."""

    nomor: str
    row: KegiatanRow
    bukti: tuple[BuktiRow, ...]


@dataclass(frozen=True, slots=True)
class BarisRtl:
    """A line of the form: an unsur with its value, what was said of it, and what is planned.

    Args:
        nomor: its place from the worst, 1 to 9; an action is ``nomor.urutan``.
        baru: its value on a newer sheet, when that is another one.
    """

    nomor: int
    nilai: NilaiLembar
    baru: NilaiLembar | None
    petikan: tuple[PetikanRow, ...]
    kegiatan: tuple[KegiatanLine, ...]


@dataclass(frozen=True, slots=True)
class Rencana:
    """The plan of an UPP for a triwulan."""

    id: int
    upp: UppRow
    triwulan: Triwulan
    lembar: PublikasiRow  # whose figures it has taken over
    lembar_baru: PublikasiRow | None  # in force by now, when that is another one
    baris: tuple[BarisRtl, ...]
    realisasi: Realisasi
    dibuat_pada: datetime
    dibuat_oleh: str
    diubah_pada: datetime
    diubah_oleh: str

    @property
    def kegiatan(self) -> tuple[KegiatanLine, ...]:
        """All its actions, in the order of the form."""
        return tuple(line for baris in self.baris for line in baris.kegiatan)


@dataclass(frozen=True, slots=True)
class HalamanRencana:
    """What the page of a plan shows."""

    upp: UppRow
    triwulan: Triwulan
    rencana: Rencana | None  # None before it is begun
    lembar: PublikasiRow | None  # the sheet from which it can be begun; None for none
    boleh: bool  # whether the person may write


def check_triwulan(rt: Runtime, triwulan: Triwulan) -> None:
    """Refuse a triwulan that is not over.

    Raises:
        DomainError: ``triwulan.unknown``.
    """
    sampai = triwulan.periode.sampai
    if not is_known(triwulan) or sampai is None or sampai >= rt.today():
        raise DomainError("triwulan.unknown", t("Pilih triwulan yang sudah berakhir."))


def owned(session: Session, person: Principal, rencana_id: int) -> TindakLanjut:
    """Return a plan that a person may change, and hold it.

    Raises:
        NotFoundError: ``rencana.unknown``.
    """
    plan = find_rencana(session, person.scope, rencana_id, lock=True)
    if plan is None:
        raise unknown_rencana()
    return plan


def unknown_rencana() -> NotFoundError:
    """Return what is said of a plan that does not exist."""
    return NotFoundError("rencana.unknown", t("Rencana tindak lanjut tidak ditemukan."))


def objek_of(rencana_id: int) -> str:
    """Return how the audit trail names a plan and all that belongs to it."""
    return f"tindak_lanjut/{rencana_id}"


def touch(session: Session, person: Principal, plan: TindakLanjut) -> None:
    """Note on a plan that something of it has changed."""
    rt = runtime_of(session)
    if rt is None:
        raise RuntimeError("a plan is changed in a session of a runtime")
    plan.diubah_pada, plan.diubah_oleh = rt.now(), person.username
    session.add(plan)


def assemble(session: Session, plan: TindakLanjut, upp: UppRow | None = None) -> Rencana:
    """Read a plan with all that belongs to it, for an already authorized use case."""
    upp = upp or get_upp(session, plan.upp_id)
    if upp is None:
        raise unknown_rencana()
    plan_id, triwulan = stored_id(plan.id), Triwulan(plan.tahun, plan.triwulan)
    lembar, now = read_lembar(session, plan), find_lembar(session, upp, triwulan)
    newer = now if now and now.row.id != lembar.row.id else None
    kegiatan = list_kegiatan(session, [plan_id])
    realisasi = Realisasi.of(k.hasil.status for k in kegiatan)
    return Rencana(
        plan_id,
        upp,
        triwulan,
        lembar.row,
        newer.row if newer else None,
        _lines(session, plan_id, lembar, newer, kegiatan),
        realisasi,
        plan.dibuat_pada,
        plan.dibuat_oleh,
        plan.diubah_pada,
        plan.diubah_oleh,
    )


def _lines(
    session: Session,
    plan_id: int,
    lembar: Lembar,
    newer: Lembar | None,
    kegiatan: list[KegiatanRow],
) -> tuple[BarisRtl, ...]:
    petikan = list_petikan(session, [plan_id])
    bukti: dict[int, list[BuktiRow]] = {}
    for file in list_bukti(session, [plan_id]):
        bukti.setdefault(file.kegiatan_id, []).append(file)
    after = {n.unsur: n for n in newer.nilai} if newer else {}
    lines = []
    for nomor, nilai in enumerate(lembar.nilai, start=1):
        own = [k for k in kegiatan if k.unsur is nilai.unsur]
        changed = after.get(nilai.unsur)
        lines.append(
            BarisRtl(
                nomor,
                nilai,
                changed if changed and changed.nrr != nilai.nrr else None,
                tuple(p for p in petikan if p.unsur is nilai.unsur),
                # Numbers follow one another even where an action was taken out.
                tuple(
                    KegiatanLine(f"{nomor}.{at}", k, tuple(bukti.get(k.id, ())))
                    for at, k in enumerate(own, start=1)
                ),
            )
        )
    return tuple(lines)


def load_rencana(
    rt: Runtime, principal: Principal | None, upp_kode: str, triwulan: Triwulan
) -> HalamanRencana:
    """Read the plan of an UPP, without a kode the own one, for a triwulan that is over.

    Raises:
        DomainError: ``triwulan.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    check_triwulan(rt, triwulan)
    with rt.reading() as session:
        upp = require_upp_of(session, person, upp_kode)
        plan = find_rencana_of(session, upp.id, triwulan)
        rencana = assemble(session, plan, upp) if plan else None
        lembar = None if rencana else find_lembar(session, upp, triwulan)
    return HalamanRencana(upp, triwulan, rencana, lembar.row if lembar else None, person.may(WRITE))


def begin(rt: Runtime, principal: Principal | None, upp_kode: str, triwulan: Triwulan) -> int:
    """Begin the plan of an UPP, without a kode the own one; return its id, also of one that is there.

    Raises:
        ConflictError: ``rencana.tanpa_lembar`` when no sheet of the triwulan is in force.
        DomainError: ``triwulan.unknown``.
    """
    person = require(principal, WRITE)
    check_triwulan(rt, triwulan)
    with rt.writing() as session:
        upp = require_upp_of(session, person, upp_kode)
        lock_upp(session, upp.id)
        plan = find_rencana_of(session, upp.id, triwulan)
        if plan is not None:
            return stored_id(plan.id)
        lembar = find_lembar(session, upp, triwulan)
        if lembar is None:
            raise ConflictError(
                "rencana.tanpa_lembar",
                t(
                    "RTL disusun dari nilai lembar yang terbit. Terbitkan dahulu lembar IKM {triwulan}.",
                    triwulan=triwulan.periode.label,
                ),
            )
        now = rt.now()
        plan = TindakLanjut(
            upp_id=upp.id,
            tahun=triwulan.tahun,
            triwulan=triwulan.nomor,
            publikasi_id=lembar.row.id,
            dibuat_pada=now,
            dibuat_oleh=person.username,
            diubah_pada=now,
            diubah_oleh=person.username,
        )
        session.add(plan)
        session.flush()
        plan_id = stored_id(plan.id)
        record(
            session,
            person,
            "tindak_lanjut.mulai",
            objek_of(plan_id),
            upp=upp.kode,
            triwulan=triwulan.kunci,
            lembar=lembar.row.nomor,
        )
    return plan_id


def take_over(rt: Runtime, principal: Principal | None, rencana_id: int) -> None:
    """Take over the values of the sheet in force; texts, actions and results stay as they are.

    Raises:
        ConflictError: ``rencana.lembar_sama`` when there is no newer one.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        plan = owned(session, person, rencana_id)
        upp = get_upp(session, plan.upp_id)
        lembar = upp and find_lembar(session, upp, Triwulan(plan.tahun, plan.triwulan))
        if not lembar or lembar.row.id == plan.publikasi_id:
            raise ConflictError(
                "rencana.lembar_sama", t("Nilai RTL ini sudah menurut lembar yang berlaku.")
            )
        before = read_lembar(session, plan)
        plan.publikasi_id = lembar.row.id
        touch(session, person, plan)
        record(
            session,
            person,
            "tindak_lanjut.nilai_baru",
            objek_of(rencana_id),
            sebelum={"lembar": before.row.nomor, **{n.unsur.value: n.nrr for n in before.nilai}},
            sesudah={"lembar": lembar.row.nomor, **{n.unsur.value: n.nrr for n in lembar.nilai}},
        )
