"""Import of many layanan from Excel: looked at first, then stored as a whole, and never twice."""

import json
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlmodel import Session

from sekampadi.db.models import Layanan
from sekampadi.db.queries.master import UppRow, list_upp, lock_upp
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import Permission, Principal
from sekampadi.i18n import t
from sekampadi.services.impor.berkas_excel import BarisLembar, ExcelCell
from sekampadi.services.impor.lembar_layanan import KOLOM, read_layanan
from sekampadi.services.master.kode import with_new_kode
from sekampadi.services.master.layanan import (
    IsianLayanan,
    change_layanan,
    names_of,
    read_isian,
    store_layanan,
)
from sekampadi.services.sistem.runtime import Runtime, record, require

_P = Permission.LAYANAN_MANAGE
_FIELDS: Final = ("upp", "nama", "biaya", "standar_waktu")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_KEEP_SECONDS: Final = 60 * 60

Baca = Callable[[bytes], list[BarisLembar]]
"""Reads a file as :func:`read_layanan` does; a server has it done by another process."""


class ImportAction(StrEnum):
    """What becomes of a row."""

    TAMBAH = "tambah"
    UBAH = "ubah"
    TETAP = "tetap"


@dataclass(frozen=True, slots=True)
class RencanaBaris:
    """A row without a mistake, and what becomes of it."""

    nomor: int  # as Excel counts
    upp: UppRow
    isian: IsianLayanan
    langkah: ImportAction


@dataclass(frozen=True, slots=True)
class GalatBaris:
    """A mistake: the row, the column's heading, and what is wrong."""

    nomor: int
    kolom: str
    pesan: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would do."""

    baris: tuple[RencanaBaris, ...]  # the rows without a mistake
    galat: tuple[GalatBaris, ...]  # all mistakes; with any, nothing is stored

    def count(self, langkah: ImportAction) -> int:
        """Count the rows of which this becomes."""
        return sum(1 for b in self.baris if b.langkah is langkah)


def _columns(head: BarisLembar) -> dict[str, int]:
    titles = [cell.teks.casefold() for cell in head.sel]
    missing = [k for k in KOLOM if titles.count(k.casefold()) != 1]
    if missing:
        raise DomainError(
            "impor.heading",
            t(
                "Baris pertama harus berisi judul kolom dari templat, masing-masing satu kali. "
                "Periksa: {judul}.",
                judul=", ".join(missing),
            ),
        )
    return {f: titles.index(k.casefold()) for f, k in zip(_FIELDS, KOLOM, strict=True)}


def _find_upp(offices: Sequence[UppRow], text: str) -> UppRow | None:
    wanted = text.casefold()
    if not text and len(offices) == 1:
        return offices[0]
    return next((u for u in offices if wanted in {u.kode, u.nama.casefold()}), None)


def _read_row(
    row: BarisLembar, columns: dict[str, int], offices: Sequence[UppRow]
) -> tuple[UppRow | None, IsianLayanan, list[GalatBaris]]:
    cells = {f: row.sel[i] for f, i in columns.items() if i < len(row.sel)}
    reader = FormReader({f: cell.teks for f, cell in cells.items()})
    for field, cell in cells.items():
        if cell.rumus:
            reader.wrong(field, "impor.formula", t("Berisi rumus; isi dengan nilainya."))
    isian = read_isian(reader)
    text = cells["upp"].teks if "upp" in cells else ""
    upp = _find_upp(offices, text)
    if upp is None:
        reader.wrong(
            "upp",
            "upp.unknown",
            t("Tidak ada UPP aktif {nama} yang Anda kelola.", nama=f"“{text[:80]}”")
            if text
            else t("UPP belum diisi."),
        )
    titles = dict(zip(_FIELDS, KOLOM, strict=True))
    errors = [GalatBaris(row.nomor, titles[f], e.message) for f, e in reader.errors.items()]
    return upp, isian, errors


def _step(known: Layanan | None, isian: IsianLayanan) -> ImportAction:
    if known is None:
        return ImportAction.TAMBAH
    same = (known.biaya, known.standar_waktu) == (isian.biaya, isian.standar_waktu)
    return ImportAction.TETAP if same else ImportAction.UBAH


def _plan(session: Session, principal: Principal, rows: Sequence[BarisLembar]) -> ImportPlan:
    if not rows:
        raise DomainError("impor.empty", t("Berkas ini kosong."))
    columns = _columns(rows[0])
    offices = list_upp(session, principal.scope)
    known: dict[int, dict[str, Layanan]] = {}
    seen: dict[tuple[int, str], int] = {}
    plan: list[RencanaBaris] = []
    errors: list[GalatBaris] = []
    for row in rows[1:]:
        upp, isian, wrong = _read_row(row, columns, offices)
        errors += wrong
        if upp is None or wrong:
            continue
        key = (upp.id, isian.nama.casefold())
        if key in seen:
            errors.append(GalatBaris(row.nomor, KOLOM[1], t("Sama dengan baris {n}.", n=seen[key])))
            continue
        seen[key] = row.nomor
        if upp.id not in known:
            known[upp.id] = names_of(session, upp.id)
        step = _step(known[upp.id].get(key[1]), isian)
        plan.append(RencanaBaris(row.nomor, upp, isian, step))
    if not plan and not errors:
        raise DomainError("impor.empty", t("Belum ada layanan di bawah judul kolom."))
    return ImportPlan(tuple(plan), tuple(errors))


def _plan_rows(rt: Runtime, person: Principal, rows: Sequence[BarisLembar]) -> ImportPlan:
    with rt.reading() as session:
        return _plan(session, person, rows)


def _run_rows(rt: Runtime, person: Principal, rows: Sequence[BarisLembar]) -> ImportPlan:
    def work() -> ImportPlan:
        with rt.writing() as session:
            for upp_id in sorted({b.upp.id for b in _plan(session, person, rows).baris}):
                lock_upp(session, upp_id)
            # Again under the locks: what was looked at may have changed.
            session.expire_all()
            plan = _plan(session, person, rows)
            if plan.galat:
                raise DomainError(
                    "impor.errors", t("Masih ada baris yang salah. Tidak ada yang disimpan.")
                )
            known = {b.upp.id: names_of(session, b.upp.id) for b in plan.baris}
            for baris in plan.baris:
                _do(session, person, baris, known[baris.upp.id])
            counts = {step.value: plan.count(step) for step in ImportAction}
            record(session, person, "layanan.impor", jumlah=counts)
            return plan

    plan = with_new_kode(work)
    rt.figures_changed(*(b.upp.id for b in plan.baris if b.langkah is not ImportAction.TETAP))
    return plan


def _do(
    session: Session, person: Principal, baris: RencanaBaris, known: dict[str, Layanan]
) -> None:
    if baris.langkah is ImportAction.TAMBAH:
        store_layanan(session, person, baris.upp, baris.isian)
    elif baris.langkah is ImportAction.UBAH:
        change_layanan(session, person, known[baris.isian.nama.casefold()], baris.isian)


# --- the file between its upload and the word to do it ------------------------------------------


def _folder(rt: Runtime) -> Path:
    return rt.settings.data_dir / "unggahan"


def _path(rt: Runtime, person: Principal, token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise NotFoundError("impor.gone", t("Berkas ini sudah tidak ada. Unggah sekali lagi."))
    return _folder(rt) / f"layanan-{person.operator_id}-{token}.json"


def keep_upload(
    rt: Runtime, principal: Principal | None, data: bytes, baca: Baca = read_layanan
) -> str:
    """Read a file, keep what it says for an hour for its uploader, and return what names it.

    Raises:
        DomainError: ``impor.*`` when the file as a whole is wrong.
    """
    person = require(principal, _P)
    rows = baca(data)
    _plan_rows(rt, person, rows)
    folder = _folder(rt)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("layanan-*"):
        mine = old.name.startswith(f"layanan-{person.operator_id}-")
        if mine or time.time() - old.stat().st_mtime > _KEEP_SECONDS:
            old.unlink(missing_ok=True)
    token = secrets.token_urlsafe(18)
    content = [[row.nomor, [[cell.teks, cell.rumus] for cell in row.sel]] for row in rows]
    _path(rt, person, token).write_text(json.dumps(content), encoding="utf-8")
    return token


def _kept(rt: Runtime, person: Principal, token: str) -> list[BarisLembar]:
    try:
        content = json.loads(_path(rt, person, token).read_text(encoding="utf-8"))
    except OSError:
        raise NotFoundError(
            "impor.gone", t("Berkas ini sudah tidak ada. Unggah sekali lagi.")
        ) from None
    return [
        BarisLembar(nomor, tuple(ExcelCell(teks, rumus) for teks, rumus in cells))
        for nomor, cells in content
    ]


def plan_upload(rt: Runtime, principal: Principal | None, token: str) -> ImportPlan:
    """Say what a kept file would do."""
    person = require(principal, _P)
    return _plan_rows(rt, person, _kept(rt, person, token))


def run_upload(rt: Runtime, principal: Principal | None, token: str) -> ImportPlan:
    """Do what a kept file says and forget it: all of it, or nothing when anything in it is wrong.

    The same file again does nothing more.

    Raises:
        DomainError: as :func:`plan_upload`; ``impor.errors`` when rows have mistakes.
    """
    person = require(principal, _P)
    plan = _run_rows(rt, person, _kept(rt, person, token))
    _path(rt, person, token).unlink(missing_ok=True)
    return plan
