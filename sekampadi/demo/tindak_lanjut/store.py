"""Storing the demonstration's plans: all offices at once, in one transaction."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel, col, select

from sekampadi.db.models import (
    BuktiKegiatan,
    Jawaban,
    Kegiatan,
    Layanan,
    Operator,
    Petikan,
    Publikasi,
    SaranRilis,
    TindakLanjut,
)
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.types import stored_id
from sekampadi.demo.katalog import list_contoh_upp
from sekampadi.demo.tindak_lanjut.pictures import draw_picture, write_paper
from sekampadi.demo.tindak_lanjut.plans import (
    ContohBukti,
    ContohKegiatan,
    ContohLembar,
    ContohRencana,
    throw_plans,
)
from sekampadi.demo.watak import orang_of
from sekampadi.domain.izin import PROVINSI, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan, triwulan_of
from sekampadi.domain.periode import Periode
from sekampadi.domain.tindak_lanjut.bukti import JenisBukti
from sekampadi.services.sistem.audit.rantai import make_kejadian, remember
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.services.sistem.simpanan import drop_unnamed, path_of
from sekampadi.services.tindak_lanjut.lembar import lembar_of
from sekampadi.services.tindak_lanjut.rencana import objek_of


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes for an office: its account, where it has one."""

    operator_id: int | None = None
    username: str = "contoh"


def _writers(session: Session, offices: Iterable[UppRow]) -> dict[int, Writer]:
    query = select(Operator).where(col(Operator.role) == Role.ADMIN_UPP.value)
    own = {
        o.upp_id: Writer(o.id, o.username)
        for o in session.exec(query.order_by(col(Operator.id).desc()))
    }
    nobody = Writer()
    return {u.id: own.get(u.id) or own.get(u.induk_id or 0, nobody) for u in offices}


def _saran(session: Session) -> dict[tuple[int, Triwulan], list[tuple[int, str]]]:
    """Read what was written, by UPP and triwulan."""
    query = (
        select(col(Jawaban.id), col(Jawaban.tanggal), col(Jawaban.saran), col(Layanan.upp_id))
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(col(Jawaban.saran) != "", col(Jawaban.dihapus_pada).is_(None))
        .order_by(col(Jawaban.id))
    )
    found: dict[tuple[int, Triwulan], list[tuple[int, str]]] = {}
    for jawaban_id, tanggal, saran, upp_id in session.exec(query):
        found.setdefault((upp_id, Triwulan.of(tanggal)), []).append((stored_id(jawaban_id), saran))
    return found


def _sheets(session: Session) -> dict[int, list[ContohLembar]]:
    """Read the sheets of all UPP of whole triwulan, the oldest first."""
    saran = _saran(session)
    query = (
        select(Publikasi)
        .where(col(Publikasi.seri).startswith("upp:"), col(Publikasi.ditarik_pada).is_(None))
        .where(col(Publikasi.digantikan_pada).is_(None))
        .order_by(col(Publikasi.dari), col(Publikasi.id))
    )
    found: dict[int, list[ContohLembar]] = {}
    for row in session.exec(query):
        triwulan = triwulan_of(Periode(row.dari, row.sampai))
        if len(triwulan) == 1 and row.upp_id is not None:
            worst_first = tuple(n.unsur for n in lembar_of(row).nilai)
            said = saran.get((row.upp_id, triwulan[0]), [])
            sheet = ContohLembar(
                *(stored_id(row.id), row.nomor, triwulan[0], row.waktu, worst_first, said)
            )
            found.setdefault(row.upp_id, []).append(sheet)
    return found


def plan_demo(rt: Runtime) -> int:
    """Plan after every published triwulan as far as the clock says, in how many plans; once only."""
    kept: dict[bytes, str] = {}
    try:
        with rt.writing() as session:
            if session.exec(select(TindakLanjut.id).limit(1)).first() is not None:
                return 0
            offices = list_upp(session, PROVINSI, active_only=False)
            visitors = {upp.kode: orang_of(upp) for upp in list_contoh_upp()}
            sheets, now = _sheets(session), rt.now()
            plans = [
                plan
                for upp in offices
                if upp.kode in visitors
                for plan in throw_plans(upp, visitors[upp.kode], sheets.get(upp.id, []), now)
            ]
            _Shelf(session, rt, offices, kept).store(plans)
            record(session, None, "demo.tindak_lanjut", rencana=len(plans))
    except BaseException:
        with suppress(SQLAlchemyError, OSError):
            drop_unnamed(rt, kept.values())
        raise
    return len(plans)


class _Shelf:
    """Writes plans with all that belongs to them, table after table."""

    def __init__(
        self, session: Session, rt: Runtime, offices: Sequence[UppRow], kept: dict[bytes, str]
    ) -> None:
        self.session, self.rt, self.kept = session, rt, kept
        self.writers, self.kode = _writers(session, offices), {u.id: u.kode for u in offices}
        self._trail: list[dict[str, Any]] = []

    def _insert(self, kind: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows and return their ids in the order of the rows."""
        if not rows:
            return []
        table = SQLModel.metadata.tables[str(kind.__tablename__)]
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        return list(self.session.connection().execute(statement, rows).scalars())

    def store(self, plans: Sequence[ContohRencana]) -> None:
        """Write everything."""
        plan_ids = self._insert(TindakLanjut, [self._plan_row(plan) for plan in plans])
        quoted = [(at, i) for at, plan in enumerate(plans) for i in range(len(plan.quotes))]
        ids = self._insert(
            Petikan, [self._quote_row(plans[at], plan_ids[at], i) for at, i in quoted]
        )
        petikan = dict(zip(quoted, ids, strict=True))
        acts = [(at, action) for at, plan in enumerate(plans) for action in plan.actions]
        rows = []
        for at, action in acts:
            shown = None if action.quote is None else petikan[at, action.quote]
            rows.append(self._action_row(plans[at], plan_ids[at], action, shown))
        newest = max((plan.sheet.triwulan.kunci for plan in plans), default="")
        for plan, plan_id in zip(plans, plan_ids, strict=True):
            if plan.sheet.triwulan.kunci == newest:
                self._tell(plan, plan_id)
        evidence = []
        for (at, action), kegiatan_id in zip(acts, self._insert(Kegiatan, rows), strict=True):
            files = [self._file_row(plans[at], kegiatan_id, file) for file in action.files]
            evidence += files
            if plans[at].sheet.triwulan.kunci == newest:
                self._tell_action(plans[at], plan_ids[at], action, kegiatan_id, files)
        self._insert(BuktiKegiatan, evidence)
        self._release(plans)
        self._write_trail()

    def _by(self, plan: ContohRencana) -> Writer:
        return self.writers[plan.upp_id]

    def _plan_row(self, plan: ContohRencana) -> dict[str, Any]:
        by, triwulan = self._by(plan).username, plan.sheet.triwulan
        return {
            "upp_id": plan.upp_id,
            "tahun": triwulan.tahun,
            "triwulan": triwulan.nomor,
            "publikasi_id": plan.sheet.publikasi_id,
            "dibuat_pada": plan.dibuat,
            "dibuat_oleh": by,
            "diubah_pada": plan.diubah,
            "diubah_oleh": by,
        }

    def _quote_row(self, plan: ContohRencana, plan_id: int, at: int) -> dict[str, Any]:
        quote = plan.quotes[at]
        return {
            "tindak_lanjut_id": plan_id,
            "unsur": quote.unsur.value,
            "jawaban_id": quote.jawaban_id,
            "teks": quote.teks,
            "dipilih_pada": quote.waktu,
            "dipilih_oleh": self._by(plan).username,
        }

    def _action_row(
        self, plan: ContohRencana, plan_id: int, action: ContohKegiatan, petikan_id: int | None
    ) -> dict[str, Any]:
        return {
            "tindak_lanjut_id": plan_id,
            "unsur": action.unsur.value,
            "urutan": action.urutan,
            "versi": 1 + len(action.steps),
            **action.rencana,
            **action.values,
            "tayang_petikan_id": petikan_id,
            "diubah_pada": action.diubah,
            "diubah_oleh": self._by(plan).username,
        }

    def _file_row(self, plan: ContohRencana, kegiatan_id: int, file: ContohBukti) -> dict[str, Any]:
        jenis = JenisBukti.FOTO if file.foto else JenisBukti.PDF
        if file.foto:
            data = draw_picture(file.unsur, file.hari.year, after=file.sesudah)
            name = f"{'sesudah' if file.sesudah else 'sebelum'}-{file.unsur}"
        else:
            data, name = write_paper(), "berita-acara"
        return {
            "kegiatan_id": kegiatan_id,
            # Thrown anew each time: the code of these dice is public.
            "kunci": secrets.token_hex(16),
            "sidik": self._keep(data),
            "jenis": jenis.value,
            "nama": f"{name}-{file.hari:%Y%m%d}{jenis.ending}",
            "keterangan": file.keterangan,
            "ukuran": len(data),
            "diunggah_pada": file.waktu,
            "diunggah_oleh": self._by(plan).username,
        }

    def _keep(self, data: bytes) -> str:
        """Put bytes into the store of files, before the rows that name them are committed.

        The store takes one file in one transaction; here are seventy, and nobody else is there.
        """
        if data not in self.kept:
            sidik = self.kept[data] = hashlib.sha256(data).hexdigest()
            path = path_of(self.rt.settings, sidik)
            for folder in (path.parent.parent, path.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(data)
        return self.kept[data]

    def _release(self, plans: Sequence[ContohRencana]) -> None:
        """Release the suggestions that everyone reads beside an action."""
        released: dict[int, dict[str, Any]] = {}
        for plan in plans:
            for action in plan.actions:
                if action.quote is not None:
                    quote = plan.quotes[action.quote]
                    row = {
                        "jawaban_id": quote.jawaban_id,
                        "dirilis_pada": quote.waktu,
                        "dirilis_oleh": "contoh",
                    }
                    released.setdefault(quote.jawaban_id, row)
        if released:
            table = SQLModel.metadata.tables[str(SaranRilis.__tablename__)]
            self.session.connection().execute(insert(table), list(released.values()))

    def _line(
        self, plan: ContohRencana, plan_id: int, waktu: datetime, verb: str, **rincian: object
    ) -> None:
        self._trail.append(
            {
                "waktu": waktu,
                "operator_id": self._by(plan).operator_id,
                "aksi": f"tindak_lanjut.{verb}",
                "objek": objek_of(plan_id),
                "rincian": rincian,
            }
        )

    def _tell(self, plan: ContohRencana, plan_id: int) -> None:
        """Tell how a plan was begun, as its services would have told it."""
        told, sheet = partial(self._line, plan, plan_id), plan.sheet
        where = {"upp": self.kode[plan.upp_id], "triwulan": sheet.triwulan.kunci}
        told(plan.dibuat, "mulai", **where, lembar=sheet.nomor)
        for quote in plan.quotes:
            told(
                *(quote.waktu, "petik"),
                unsur=quote.unsur.value,
                jawaban=quote.jawaban_id,
                sebelum={"karakter": 0},
                sesudah={"karakter": len(quote.teks)},
            )

    def _tell_action(
        self,
        plan: ContohRencana,
        plan_id: int,
        action: ContohKegiatan,
        kegiatan_id: int,
        files: Sequence[Mapping[str, Any]],
    ) -> None:
        """Tell what was done to an action, likewise."""
        nama = action.rencana["nama"]
        told = partial(self._line, plan, plan_id, kegiatan=kegiatan_id, nama=nama)
        planned = {k: _plain(v) for k, v in action.rencana.items()}
        told(action.dibuat, "kegiatan_tambah", sebelum={}, sesudah=planned)
        known = ContohKegiatan.untold()
        for step in action.steps:
            changed = [k for k, v in step.values.items() if v != known[k]]
            before = {k: _plain(known[k]) for k in changed}
            after = {k: _plain(step.values[k]) for k in changed}
            told(step.waktu, step.verb, sebelum=before, sesudah=after)
            known |= step.values
        for file in files:
            kept = {k: file[k] for k in ("jenis", "keterangan", "ukuran", "sidik")}
            told(
                *(file["diunggah_pada"], "bukti_tambah"),
                sebelum={},
                sesudah={"bukti": file["nama"], **kept},
            )

    def _write_trail(self) -> None:
        if self._trail:
            # The trail is read by its ids, the newest act last.
            self._trail.sort(key=lambda row: row["waktu"])
            for row in self._trail:
                remember(self.session, make_kejadian(**row))


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (int, str)) else str(value)
