"""The published sheet a plan begins from, and the values of its unsur."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlmodel import Session

from sekampadi.db.models import Publikasi, TindakLanjut
from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.publikasi import list_of_seri_periode, publikasi_row
from sekampadi.db.queries.tindak_lanjut_ringkas import seri_rencana
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.publikasi import PublikasiRow, StatusPublikasi
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tindak_lanjut.rencana import NilaiLembar, from_worst
from sekampadi.services.publikasi.isi import UnsurTerbit


@dataclass(frozen=True, slots=True)
class Lembar:
    """A sheet as a plan sees it."""

    row: PublikasiRow
    nilai: tuple[NilaiLembar, ...]  # from the worst unsur to the best
    upp_ids: frozenset[int]  # whose answers it speaks of

    @property
    def gabungan(self) -> bool:
        """Whether it speaks of an induk together with its UPT."""
        return len(self.upp_ids) > 1


def _nilai(isi: Mapping[str, Any]) -> tuple[NilaiLembar, ...]:
    found = []
    for stored in isi["unsur"]:
        # A plan is about the nine unsur of today; a sheet may know others.
        if stored["unsur"] in URUTAN and stored.get("nrr") is not None:
            line = UnsurTerbit.of(stored)
            rata = Fraction(stored["jumlah"], isi["n"])
            unsur = Unsur(stored["unsur"])
            found.append(NilaiLembar(unsur, line.nrr or "", line.nik or "", line.mutu or "", rata))
    return from_worst(found)


def lembar_of(sheet: Publikasi) -> Lembar:
    """Return a stored sheet as a plan sees it."""
    ids = sheet.isi["cakupan"]["upp_ids"] or ()
    return Lembar(publikasi_row(sheet), _nilai(sheet.isi), frozenset(ids))


def _current(session: Session, seri: str, triwulan: Triwulan) -> Publikasi | None:
    for sheet in list_of_seri_periode(session, seri, triwulan.periode):
        if publikasi_row(sheet).status is StatusPublikasi.BERLAKU:
            return sheet
    return None


def find_lembar(session: Session, upp: UppRow, triwulan: Triwulan) -> Lembar | None:
    """Find the sheet in force from which an UPP plans."""
    for seri in seri_rencana(upp):
        if sheet := _current(session, seri, triwulan):
            return lembar_of(sheet)
    return None


def read_lembar(session: Session, plan: TindakLanjut) -> Lembar:
    """Read the sheet whose figures a plan has taken over."""
    return lembar_of(session.get_one(Publikasi, plan.publikasi_id))


def saran_upp_ids(lembar: Lembar, upp_id: int) -> frozenset[int]:
    """Return whose suggestions belong to the plan of an UPP.

    Of a joint sheet all, when the plan is that of the induk; an UPT plans by what was said of itself.
    """
    own = lembar.row.seri in {f"upp:{upp_id}", f"upt:{upp_id}"}
    return lembar.upp_ids if own and lembar.upp_ids else frozenset({upp_id})
