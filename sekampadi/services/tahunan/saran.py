"""What people suggested over a year: how often each unsur is spoken of, and the texts to read.

Which unsur a text speaks of, and in what tone, is read off word lists (``domain.tindak_lanjut``):
a help to find texts, no verdict on a service.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from sekampadi.db.queries.rekap import Selection
from sekampadi.db.queries.tahunan.jawaban import SaranTahun, list_saran_tahun
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tahunan.perbaikan.pilih import read_tema
from sekampadi.domain.tahunan.perbaikan.tindakan import TindakanBaku
from sekampadi.domain.tindak_lanjut.usulan import Nada, read_unsur
from sekampadi.services.laporan.cakupan import resolve_cakupan
from sekampadi.services.sistem.runtime import Runtime, authorize, require
from sekampadi.services.tahunan.objek import READ, ObjekTahunan, resolve_objek
from sekampadi.services.tindak_lanjut.kegiatan import parse_unsur

HALAMAN = 50
"""Texts of a page."""


@dataclass(frozen=True, slots=True)
class RingkasanSaran:
    """The suggestions of a year.

    Args:
        jumlah: all of them.
        menyebut: by unsur and tone, how many speak of it; one may speak of several.
        tanpa: those that speak of none, as far as the lists know.
        tema: by act of the catalogue, how many ask for it.
    """

    jumlah: int
    menyebut: Mapping[Unsur, Mapping[Nada, int]]
    tanpa: int
    tema: Mapping[TindakanBaku, int]

    def banyak(self, unsur: Unsur) -> int:
        """How many speak of an unsur, in whatever tone."""
        return sum(self.menyebut[unsur].values())


@dataclass(frozen=True, slots=True)
class HalamanSaran:
    """A page of suggestions, newest first, and how many there are of the kind."""

    saran: tuple[SaranTahun, ...]
    jumlah: int


def read_ringkasan_saran(session: Session, selection: Selection) -> RingkasanSaran:
    """Count the suggestions of a selection for an already authorized use case."""
    rows = list_saran_tahun(session, selection)
    counts = {u: dict.fromkeys(Nada, 0) for u in URUTAN}
    silent, tema = 0, Counter[TindakanBaku]()
    for row in rows:
        found = read_unsur(row.saran)
        silent += not found
        for unsur, sebutan in found.items():
            counts[unsur][sebutan.nada] += 1
        tema.update(read_tema(row.saran))
    return RingkasanSaran(len(rows), counts, silent, tema)


def read_saran_tahun(session: Session, objek: ObjekTahunan) -> RingkasanSaran:
    """Count the suggestions of a report's year for an already authorized use case."""
    cakupan = resolve_cakupan(session, None, objek.kode)
    return read_ringkasan_saran(session, cakupan.selection(objek.periode))


def load_saran_tahun(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    unsur: object = "",
    halaman: int = 1,
) -> HalamanSaran:
    """Read the suggestions of a year that speak of an unsur; without one, those that speak of none.

    Raises:
        DomainError: ``tahun.unknown``, ``unsur.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    authorize(principal, Permission.SARAN_READ)
    about = parse_unsur(unsur) if unsur else None
    with rt.reading() as session:
        objek = resolve_objek(session, rt, person, upp_kode, tahun)
        cakupan = resolve_cakupan(session, person, objek.kode)
        rows = list_saran_tahun(session, cakupan.selection(objek.periode))
    spoken = [(row, read_unsur(row.saran)) for row in rows]
    kept = [row for row, found in spoken if (about in found if about else not found)]
    at = max(0, halaman - 1) * HALAMAN
    return HalamanSaran(tuple(kept[at : at + HALAMAN]), len(kept))
