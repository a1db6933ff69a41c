"""Import of paper answers from Excel: first looked at, then stored as a whole, and never twice."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from sekampadi.db.counters import Change, move_counters
from sekampadi.db.engine import batched
from sekampadi.db.models import Jawaban, Sumber
from sekampadi.db.queries.master import (
    LayananRow,
    perangkat_id_in_force,
    perangkat_in_force,
)
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Scope
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.moderasi import tanda_of
from sekampadi.domain.survei.entri import KOLOM
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.services.impor.impor_lembar import (
    BYTES_MAX,
    GALAT_MAX,
    BarisKertas,
    Berkas,
    GalatSel,
    read_berkas,
)
from sekampadi.services.laporan.cakupan import require_layanan
from sekampadi.services.publik.tunda import list_tertunda
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.survei.storing import Masuk, jawaban_columns

Progress = Callable[[str, int, int], None]
"""Is told the kind of work, how much is done, and how much there is."""

Baca = Callable[[bytes, str, date], Berkas]
"""Reads a file as :func:`read_berkas` does; a server has it done by another process."""


@dataclass(frozen=True, slots=True)
class HasilImpor:
    """What a file would do, or has done."""

    layanan: LayananRow
    lembar: int  # papers in the file without a mistake
    baru: int  # not stored before; afterwards those that were stored now
    sudah_ada: int  # stored before, and left alone
    dari: date | None  # the first day on them
    sampai: date | None
    galat: tuple[GalatSel, ...]  # the first mistakes, by row and column
    jumlah_galat: int  # of all mistakes; with any, nothing is stored
    disimpan: bool = False
    tertunda: tuple[date, ...] = ()  # those whose public figures are frozen


class ImporError(DomainError):
    """A file has mistakes; nothing of it was stored."""

    def __init__(self, hasil: HasilImpor) -> None:
        super().__init__(
            "impor.cells",
            t(
                "Ada {n} isian yang perlu diperbaiki. Tidak ada yang disimpan.",
                n=format_angka(hasil.jumlah_galat),
            ),
        )
        self.hasil = hasil


def _ignore(_label: str, _done: int, _total: int) -> None:
    """Show no progress."""


def _perangkat(session: Session, papers: Sequence[BarisKertas]) -> dict[date, int | None]:
    """Find the question set of each day on the papers."""
    days = {paper.tanggal for paper in papers}
    return {day: perangkat_id_in_force(session, day) for day in days}


def _without_perangkat(
    papers: Sequence[BarisKertas], perangkat: dict[date, int | None]
) -> list[GalatSel]:
    kolom = next(k for k in KOLOM if k.field == "tanggal")
    return [
        GalatSel(
            paper.baris,
            kolom.judul,
            "",
            t("belum ada kuesioner yang berlaku pada {hari}", hari=format_tanggal(paper.tanggal)),
        )
        for paper in papers
        if perangkat[paper.tanggal] is None
    ]


def _stored(session: Session, papers: Sequence[BarisKertas]) -> set[UUID]:
    found: set[UUID] = set()
    ids = [paper.identity for paper in papers]
    for batch in batched(ids):
        found.update(session.exec(select(Jawaban.uuid).where(col(Jawaban.uuid).in_(batch))))
    return found


def _look(session: Session, layanan: LayananRow, berkas: Berkas) -> HasilImpor:
    papers = berkas.baris
    missing = _without_perangkat(papers, _perangkat(session, papers))
    known = len(_stored(session, papers))
    days = [paper.tanggal for paper in papers]
    return HasilImpor(
        layanan=layanan,
        lembar=len(papers),
        baru=len(papers) - known,
        sudah_ada=known,
        dari=min(days, default=None),
        sampai=max(days, default=None),
        galat=(*berkas.galat, *missing[: GALAT_MAX - len(berkas.galat)]),
        jumlah_galat=berkas.jumlah_galat + len(missing),
    )


def load_templat(
    rt: Runtime, principal: Principal | None, *, layanan_kode: str
) -> tuple[LayananRow, PerangkatPertanyaan | None]:
    """Read what the template of a layanan says: the layanan, and the questions in force."""
    principal = require(principal, Permission.JAWABAN_ENTER)
    with rt.reading() as session:
        found = perangkat_in_force(session, rt.today())
        return require_layanan(session, principal.scope, layanan_kode), found[1] if found else None


def preview_impor(
    rt: Runtime,
    principal: Principal | None,
    *,
    layanan_kode: str,
    file: IO[bytes],
    baca: Baca = read_berkas,
) -> HasilImpor:
    """Look at a file without storing anything."""
    principal = require(principal, Permission.JAWABAN_ENTER)
    return _preview(rt, principal.scope, layanan_kode, file, baca)


def preview_impor_as_system(rt: Runtime, *, layanan_kode: str, file: IO[bytes]) -> HasilImpor:
    """Look at a file for the command line on the server itself."""
    return _preview(rt, PROVINSI, layanan_kode, file, read_berkas)


def _preview(
    rt: Runtime, scope: Scope, layanan_kode: str, file: IO[bytes], baca: Baca
) -> HasilImpor:
    with rt.reading() as session:
        layanan = require_layanan(session, scope, layanan_kode)
    berkas = baca(_content(file), layanan.kode, rt.today())
    with rt.reading() as session:
        return _look(session, layanan, berkas)


def import_jawaban(
    rt: Runtime,
    principal: Principal | None,
    *,
    layanan_kode: str,
    file: IO[bytes],
    progress: Progress = _ignore,
    baca: Baca = read_berkas,
) -> HasilImpor:
    """Store all papers of a file, or none (:class:`ImporError`); those already stored stay.

    Raises:
        ImporError: ``impor.cells`` when any cell is wrong.
    """
    principal = require(principal, Permission.JAWABAN_ENTER)
    return _import(rt, _Impor(principal, layanan_kode, progress, baca), file)


def import_jawaban_as_system(
    rt: Runtime, *, layanan_kode: str, file: IO[bytes], progress: Progress = _ignore
) -> HasilImpor:
    """Store a file for the command line on the server itself; see :func:`import_jawaban`."""
    return _import(rt, _Impor(None, layanan_kode, progress), file)


@dataclass(frozen=True, slots=True)
class _Impor:
    """Who imports, None for the command line, and for what."""

    acting: Principal | None
    layanan_kode: str
    progress: Progress
    baca: Baca = read_berkas

    def layanan(self, session: Session) -> LayananRow:
        # Also one that has been closed since: its papers were given while it was open.
        scope = self.acting.scope if self.acting else PROVINSI
        return require_layanan(session, scope, self.layanan_kode)


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(BYTES_MAX + 1)


def _import(rt: Runtime, impor: _Impor, file: IO[bytes]) -> HasilImpor:
    impor.progress(t("Membaca berkas"), 0, 0)
    with rt.reading() as session:
        layanan = impor.layanan(session)
    data = _content(file)
    berkas = impor.baca(data, layanan.kode, rt.today())
    sidik = hashlib.sha256(data).hexdigest()
    try:
        hasil = _store(rt, impor, berkas, sidik)
    except IntegrityError:
        # The same file was being stored by somebody else: now its papers are there.
        hasil = _store(rt, impor, berkas, sidik)
    if hasil.baru:
        rt.figures_changed(layanan.upp.id)
    return hasil


def _store(rt: Runtime, impor: _Impor, berkas: Berkas, sidik: str) -> HasilImpor:
    label, now = t("Menyimpan jawaban"), rt.now()
    with rt.writing() as session:
        layanan = impor.layanan(session)
        hasil = _look(session, layanan, berkas)
        if hasil.jumlah_galat:
            raise ImporError(hasil)
        perangkat = _perangkat(session, berkas.baris)
        known = _stored(session, berkas.baris)
        new: list[tuple[BarisKertas, Masuk]] = []
        for paper in berkas.baris:
            perangkat_id = perangkat[paper.tanggal]
            if paper.identity not in known and perangkat_id is not None:
                masuk = Masuk(layanan, perangkat_id, Sumber.KERTAS, now, paper.tanggal)
                new.append((paper, masuk))
        connection = session.connection()
        done = 0
        for batch in batched(new):
            connection.execute(insert(Jawaban), [_columns(*pair) for pair in batch])
            done += len(batch)
            impor.progress(label, done, len(new))
        _count(session, new)
        if new:
            record(
                session,
                impor.acting,
                "jawaban.impor",
                f"layanan:{layanan.kode}"[:120],
                n=len(new),
                sudah_ada=len(known),
                sidik=sidik,
            )
        days = {(layanan.upp.id, paper.tanggal) for paper, _ in new}
        tertunda = list_tertunda(session, rt, days)
    return replace(hasil, disimpan=True, tertunda=tertunda)


def _columns(paper: BarisKertas, masuk: Masuk) -> dict[str, Any]:
    nilai = tuple(paper.baru.penilaian.nilai[u] for u in URUTAN)
    # All papers of a file arrive at one moment, so that "Baik" on many of them means nothing:
    # only what a paper shows by itself is marked.
    tanda = tanda_of(nilai, paper.baru.saran)
    return jawaban_columns(paper.identity, masuk, paper.baru) | {"tanda": int(tanda)}


def _count(session: Session, new: Sequence[tuple[BarisKertas, Masuk]]) -> None:
    ids: dict[UUID, int] = {}
    for batch in batched([paper.identity for paper, _ in new]):
        stored = session.connection().execute(
            select(col(Jawaban.uuid), col(Jawaban.id)).where(col(Jawaban.uuid).in_(batch))
        )
        ids |= {row.uuid: row.id for row in stored}
    move_counters(
        session,
        [
            Change(masuk.place, Rekap.of([paper.baru.penilaian]), 1, ids[paper.identity])
            for paper, masuk in new
        ],
    )
