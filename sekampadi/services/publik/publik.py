"""Public figures: what everyone may read of a part of the province, from frozen triwulan only."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from sekampadi.db.counters import PROVINSI_KUNCI, keep_writers_out, upp_kunci
from sekampadi.db.queries.master import list_layanan, metode_of
from sekampadi.db.queries.publik import (
    Sel,
    SimpulRow,
    cell_of,
    count_tunda,
    list_frozen,
    read_tampil,
    read_upp_tampil,
    sel_of,
)
from sekampadi.domain.errors import DomainError, ForbiddenError
from sekampadi.domain.ikm import (
    HasilIkm,
    Metode,
    compute_ikm,
    compute_ikm_of_rekap,
    compute_rata_rata_upp,
)
from sekampadi.domain.laporan.pelaksanaan import triwulan_of
from sekampadi.domain.laporan.rekap import Rekap, merge
from sekampadi.domain.laporan.satuan import BERSAMA
from sekampadi.domain.periode import Periode, first_of_triwulan
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.laporan.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.publik.beku import (
    decide_early,
    foresee,
    freeze_due,
    freeze_early,
    freeze_now,
    freezes_on,
    grup_kunci,
    is_layanan,
    last_day,
    layanan_kunci,
    read_rancang,
)
from sekampadi.services.publik.grup import is_grup, offices_of, read_simpul
from sekampadi.services.publik.lepas import release_due
from sekampadi.services.sistem.runtime import Runtime

Groups = dict[str, dict[str, int | None]]
"""People per cell; None for a hidden one."""

_DUE = "publik-beku"


@dataclass(frozen=True, slots=True)
class Publik:
    """What is shown of a node in some triwulan."""

    triwulan: tuple[date, ...] = ()  # in which it is shown, by their first days
    sel: tuple[Sel | None, ...] = ()  # the people per cell in each
    rekap: Rekap = field(default_factory=Rekap)  # the sum of its counters

    @classmethod
    def of(cls, rows: Sequence[SimpulRow]) -> "Publik":
        """Put a node in several triwulan together."""
        return cls(
            tuple(row.triwulan for row in rows),
            tuple(row.sel for row in rows),
            merge(row.rekap for row in rows),
        )

    @property
    def groups(self) -> Groups:
        """People per cell as they were at the freeze; hidden where one triwulan hides the cell."""
        return {
            k: {c.value: _sum([cell_of(sel, k, c) for sel in self.sel]) for c in k.cells}
            for k in Kelompok
        }


def _sum(values: Sequence[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known and len(known) == len(values) else None


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """Figures as everyone may see them."""

    periode: Periode  # as asked for, its open ends closed by what is frozen
    hasil: HasilIkm | None  # None where nothing is shown
    groups: Groups  # a hidden cell is None
    triwulan: tuple[date, ...]  # those added up, by their first days


def settle(rt: Runtime) -> None:
    """Freeze what is to be frozen, and let waiting changes through where that gives nobody away."""
    if freeze_due(rt):
        forget_frozen(rt)
    release_due(rt)


def ensure_frozen(rt: Runtime) -> tuple[date, ...]:
    """Freeze what is to be frozen, looked for now and then; return all that is, oldest first."""

    def look(_session: Session) -> tuple[date, ...]:
        freeze_due(rt)
        with rt.reading() as session:
            return tuple(list_frozen(session))

    # A process that has just looked believes that nobody brought old papers in meanwhile.
    return rt.keep(_due_name(rt), look)


def _due_name(rt: Runtime) -> str:
    return f"{_DUE}-{rt.today()}"


def forget_frozen(rt: Runtime) -> None:
    """Look again at the next reading, after a commit that froze something."""
    rt.forget(_due_name(rt))


def simpul_of(cakupan: Cakupan) -> str:
    """Return the node of a part of the province."""
    if cakupan.layanan is not None:
        return layanan_kunci(cakupan.layanan.id)
    if cakupan.upp is None:
        return PROVINSI_KUNCI
    with_upt = cakupan.upp_ids is not None and len(cakupan.upp_ids) > 1
    return grup_kunci(cakupan.upp.id) if with_upt else upp_kunci(cakupan.upp.id)


def check_public_periode(periode: Periode, today: date) -> None:
    """Refuse days that would tell single answers apart: all but whole, closed triwulan.

    Raises:
        ForbiddenError: ``periode.not_whole_triwulan`` for anything but whole triwulan,
            ``periode.not_frozen`` for one that is not closed yet.
    """
    dari, sampai = periode.dari, periode.sampai
    if not periode.is_whole_triwulan:
        raise ForbiddenError(
            "periode.not_whole_triwulan",
            t(
                "Tanpa masuk, periode harus terdiri atas triwulan penuh yang sudah ditutup. "
                "Silakan masuk untuk rentang hari."
            ),
        )
    newest = first_of_triwulan(sampai) if sampai else dari
    if newest is not None and freezes_on(newest) > today:
        raise ForbiddenError(
            "periode.not_frozen",
            t(
                "Tanpa masuk, angka triwulan itu dapat dibaca mulai {tanggal}. Silakan masuk untuk angka yang masih berjalan.",
                tanggal=format_tanggal(freezes_on(newest)),
            ),
        )


def load_public_figures(
    rt: Runtime, *, kunci: str = "", layanan_kode: str = "", periode: Periode
) -> PublicFigures:
    """Read figures for everyone: the sum of the shown ones among closed triwulan."""
    check_public_periode(periode, rt.today())
    frozen = ensure_frozen(rt)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, None, kunci, layanan_kode)
        if frozen:
            dari = periode.dari or min(frozen[0], periode.sampai or frozen[0])
            sampai = periode.sampai or last_day(max(frozen[-1], dari))
            periode = Periode(first_of_triwulan(dari), sampai)
        publik = read_publik(session, simpul_of(cakupan), periode) if frozen else Publik()
        hasil = None
        if publik.triwulan:
            metode = metode_of(session, periode, rt.today())
            hasil = compute_ikm_of_rekap(publik.rekap, metode)
    return PublicFigures(periode, hasil, publik.groups, publik.triwulan)


def read_publik(session: Session, kunci: str, periode: Periode) -> Publik:
    """Read what is shown of a node in a period of whole triwulan with both ends."""
    if is_grup(kunci):
        return Publik.of([r for r in read_simpul(session, kunci, *_ends(periode)) if r.tampil])
    rows, rekap = read_tampil(session, kunci, *_ends(periode))
    return Publik(tuple(day for day, _ in rows), tuple(sel for _, sel in rows), rekap)


def read_rata_rata(session: Session, periode: Periode, metode: Metode) -> Decimal | None:
    """Return the mean of the indices of the UPP that are shown: over others it would be an equation."""
    rekaps = _read_upp(session, PROVINSI_KUNCI, periode)
    return compute_rata_rata_upp(compute_ikm_of_rekap(r, metode) for r in rekaps.values())


def _read_upp(session: Session, kunci: str, periode: Periode) -> dict[str, Rekap]:
    """Add up the public figures of every UPP as they are when a sheet of ``kunci`` is published.

    Of a triwulan that is not frozen yet as the joint freeze will show them: so the margin of a sheet
    and of its preview are those that it keeps.
    """
    found, frozen = read_upp_tampil(session, *_ends(periode)), set(list_frozen(session))
    for triwulan in _quarters(periode):
        if triwulan in frozen:
            continue
        draft = read_rancang(session, triwulan)
        if not draft.rekap.get(kunci, Rekap()).n:
            continue
        for upp in sorted(foresee(draft, kunci) - draft.wajib.keys()):
            if upp.startswith("upp:"):
                found[upp] = found.get(upp, Rekap()) + draft.rekap[upp]
    return found


def read_per_upp(
    session: Session, cakupan: Cakupan, periode: Periode, whole: Rekap, metode: Metode
) -> dict[int, HasilIkm]:
    """Return what everyone may know of the UPP of a part: those that are shown, and all others as one.

    So a margin made of them tells no more than they do, and those that will be shown with the joint
    freeze (:func:`~sekampadi.services.publik.beku.foresee`).

    Args:
        whole: the public figures of the part.
    """
    shown = {
        int(kunci.removeprefix("upp:")): rekap
        for kunci, rekap in _read_upp(session, simpul_of(cakupan), periode).items()
    }
    mine = {
        k: rekap
        for k, rekap in sorted(shown.items())
        if cakupan.upp_ids is None or k in cakupan.upp_ids
    }
    found = {k: compute_ikm_of_rekap(rekap, metode) for k, rekap in mine.items()}
    rest = whole.n - sum(h.n for h in found.values())
    if rest > 0:
        sums = zip(whole.jumlah, *(rekap.jumlah for rekap in mine.values()), strict=True)
        left = [first - sum(others) for first, *others in sums]
        found[BERSAMA] = compute_ikm(rest, left, metode)
    return found


def _ends(periode: Periode) -> tuple[date, date]:
    if periode.dari is None or periode.sampai is None:
        raise ValueError("a public period has both ends")
    return periode.dari, periode.sampai


def count_waiting(session: Session, cakupan: Cakupan, periode: Periode) -> int:
    """Count the changes of a part that are not public yet; for those who may see its figures."""
    if cakupan.upp_ids is None:
        return count_tunda(session, *_ends(periode), None)
    rows = list_layanan(session, cakupan.scope, upp_ids=cakupan.upp_ids, active_only=False)
    picked = {row.id for row in cakupan.dipilih}
    ids = {row.id for row in rows if not picked or row.id in picked}
    return count_tunda(session, *_ends(periode), ids)


def freeze_for_sheet(session: Session, rt: Runtime, cakupan: Cakupan, periode: Periode) -> None:
    """Freeze what a sheet speaks of where the province is not frozen yet.

    Raises:
        DomainError: ``publikasi.disembunyikan`` when it would give a few people away.
    """
    frozen, kunci = set(list_frozen(session)), simpul_of(cakupan)
    for triwulan in _quarters(periode):
        if triwulan in frozen:
            continue
        keep_writers_out(session)
        # Somebody may have frozen it while this waited.
        if triwulan in list_frozen(session) or not _answers(session, triwulan, kunci):
            continue
        if cakupan.upp_ids is None:
            freeze_now(session, rt, triwulan)
        else:
            freeze_early(session, rt, triwulan, kunci, cakupan.upp_ids)


def _answers(session: Session, triwulan: date, kunci: str) -> int:
    return read_rancang(session, triwulan).rekap.get(kunci, Rekap()).n


def _quarters(periode: Periode) -> list[date]:
    return [q.periode.dari for q in triwulan_of(periode) if q.periode.dari is not None]


def read_for_sheet(
    session: Session, rt: Runtime, cakupan: Cakupan, periode: Periode
) -> list[SimpulRow]:
    """Read a part in each triwulan of a period that has answers of it, as it is or would be public.

    The oldest triwulan comes first; ``tampil`` says whether it may be printed.
    """
    kunci, frozen = simpul_of(cakupan), set(list_frozen(session))
    found: list[SimpulRow] = []
    for triwulan in _quarters(periode):
        rows = read_simpul(session, kunci, triwulan, triwulan)
        if rows and rows[0].tampil is not None:
            found += rows
        elif triwulan not in frozen and triwulan < first_of_triwulan(rt.today()):
            found += _as_it_would_be(session, rt, triwulan, kunci)
    return [row for row in found if row.rekap.n]


def _as_it_would_be(session: Session, rt: Runtime, triwulan: date, kunci: str) -> list[SimpulRow]:
    draft = read_rancang(session, triwulan)
    rekap = draft.rekap.get(kunci)
    if rekap is None and is_grup(kunci):
        # Its UPP is public alone already; after the joint freeze the frozen tree has the word.
        head, upt = offices_of(session, kunci)
        rekap = merge(draft.rekap.get(k, Rekap()) for k in (head, *sorted(upt)))
    if rekap is None:
        return []
    row = SimpulRow(kunci, triwulan, draft.induk.get(kunci), False, None, rt.now(), rekap)
    if not rekap.n:
        return []
    if kunci not in draft.rekap:
        return [row]
    try:
        masks = decide_early(draft, kunci)
    except DomainError:
        return [row]
    sel = None if is_layanan(kunci) else sel_of(rekap, masks)
    return [replace(row, tampil=True, sel=sel)]
