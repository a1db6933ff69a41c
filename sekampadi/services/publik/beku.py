"""Freezing the public figures of closed triwulan: once, for the whole province, with what is shown decided jointly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from sekampadi.db.counters import PROVINSI_KUNCI, keep_writers_out, rekap_to_columns, upp_kunci
from sekampadi.db.models import Publikasi, PublikLepas, PublikSimpul, PublikTunda
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.publik import (
    SimpulRow,
    bare,
    cell_of,
    list_frozen,
    list_with_answers,
    read_pohon,
    sel_of,
    upp_of_layanan,
)
from sekampadi.db.queries.publikasi import lock_publikasi
from sekampadi.db.queries.rekap import Selection, read_rekap_per_layanan
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import Periode, first_of_triwulan
from sekampadi.domain.publik.publik import Keputusan, Simpul, decide
from sekampadi.domain.publik.sel import too_few
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.sistem.runtime import Runtime

HARI_MODERASI = 7
"""So many days after its end a triwulan is still open to moderation and to late paper sheets."""

Masks = dict[Kelompok, tuple[bool, ...]]


@dataclass
class Rancang:
    """The province in one triwulan as it would be frozen."""

    triwulan: date  # its first day
    induk: dict[str, str | None] = field(default_factory=dict)  # of each node
    rekap: dict[str, Rekap] = field(default_factory=dict)
    stored: dict[str, SimpulRow] = field(default_factory=dict)  # frozen already

    def add(self, kunci: str, induk: str | None, rekap: Rekap | None = None) -> None:
        """Put a node in; what a layanan counts goes to all above it at the end."""
        self.induk[kunci] = induk
        self.rekap[kunci] = rekap or Rekap()

    def add_up(self) -> None:
        """Make every node the sum of its layanan."""
        for kunci in [k for k in self.induk if k.startswith("layanan:")]:
            above = self.induk[kunci]
            while above is not None:
                self.rekap[above] += self.rekap[kunci]
                above = self.induk[above]

    @property
    def simpul(self) -> list[Simpul]:
        """The nodes as the rules read them."""
        return [
            Simpul(kunci, self.induk[kunci], rekap.n, None if is_layanan(kunci) else cells(rekap))
            for kunci, rekap in self.rekap.items()
        ]

    @property
    def wajib(self) -> dict[str, Masks]:
        """The nodes that are public already, with their cells that are."""
        return {k: masks_of(row) for k, row in self.stored.items() if row.tampil}

    def upp_of(self, upp_ids: frozenset[int]) -> set[str]:
        """Return the keys of some UPP and of all below them."""
        mine = {upp_kunci(i) for i in upp_ids}
        return {k for k, above in self.induk.items() if k in mine or above in mine}


def is_layanan(kunci: str) -> bool:
    """Whether a node is a layanan."""
    return kunci.startswith("layanan:")


def layanan_kunci(layanan_id: int) -> str:
    """Name the node of a layanan."""
    return f"layanan:{layanan_id}"


def grup_kunci(upp_id: int) -> str:
    """Name the node of an UPP together with its UPT."""
    return f"grup:{upp_id}"


def cells(rekap: Rekap) -> dict[Kelompok, tuple[int, ...]]:
    """Return the people per cell in the order of the cells."""
    return {k: tuple(rekap.groups[k][c.value] for c in k.cells) for k in Kelompok}


def masks_of(row: SimpulRow) -> Masks:
    """Return which cells of a shown node are shown; none at all of a layanan."""
    if row.sel is None:
        return {}
    return {k: tuple(cell_of(row.sel, k, c) is not None for c in k.cells) for k in Kelompok}


def freezes_on(triwulan: date) -> date:
    """Return the day on which a triwulan is frozen for the whole province."""
    last = last_day(triwulan)
    # The last triwulan that a date can name has no day after it.
    return last if last == date.max else last + timedelta(days=HARI_MODERASI + 1)


def last_day(triwulan: date) -> date:
    """Return the last day of the triwulan that begins on a day."""
    last = Periode.triwulan_of(triwulan).sampai
    if last is None:
        raise RuntimeError("a triwulan has an end")
    return last


def list_due(session: Session, today: date) -> list[date]:
    """List the triwulan with answers that are to be frozen and are not yet, oldest first."""
    frozen = set(list_frozen(session))
    return [
        first
        for first in list_with_answers(session, first_of_triwulan(today))
        if first not in frozen and freezes_on(first) <= today
    ]


def freeze_due(rt: Runtime) -> int:
    """Freeze what is to be frozen by today; return how many triwulan that were."""
    with rt.reading() as session:
        due = list_due(session, rt.today())
        drafts = [(draft, _decide(draft)) for draft in (read_rancang(session, d) for d in due)]
    for draft, keputusan in drafts:
        with rt.writing() as session:
            # In the order in which who publishes takes them: the older sheets may be listed.
            lock_publikasi(session)
            keep_writers_out(session)
            if draft.triwulan in list_frozen(session):
                continue  # somebody else was faster
            now = read_rancang(session, draft.triwulan)
            # What was decided while nobody had to wait holds unless somebody changed something.
            store(session, rt, now, keputusan if now == draft else _decide(now))
    return len(drafts)


def freeze_now(session: Session, rt: Runtime, triwulan: date) -> None:
    """Freeze a triwulan; the session holds the sheets (``lock_publikasi``), then the counters."""
    draft = read_rancang(session, triwulan)
    store(session, rt, draft, _decide(draft))


def thaw_again(session: Session, rt: Runtime, triwulan: date) -> None:
    """Freeze a triwulan anew of which nothing is shown: nobody has read anything of it."""
    for table in (PublikSimpul, PublikTunda, PublikLepas):
        session.connection().execute(delete(table).where(table.c.triwulan == triwulan))
    freeze_now(session, rt, triwulan)


def _decide(draft: Rancang) -> Keputusan:
    try:
        return decide(draft.simpul, draft.wajib)
    except DomainError:
        # What was published early gives a part away already. Nothing is added to it.
        wajib = draft.wajib
        return Keputusan(frozenset(wajib), {k: m for k, m in wajib.items() if not is_layanan(k)})


def read_rancang(session: Session, triwulan: date) -> Rancang:
    """Read a triwulan as it would be frozen now; what is frozen of it already stays so."""
    draft = Rancang(triwulan, stored=read_pohon(session, triwulan))
    offices = list_upp(session, active_only=False)
    draft.add(PROVINSI_KUNCI, None)
    above = _places(offices, draft.stored)
    for grup in sorted({k for k in above.values() if k is not None and k != PROVINSI_KUNCI}):
        draft.add(grup, PROVINSI_KUNCI)
    for kunci, induk in above.items():
        draft.add(kunci, induk)
    for kunci, row in draft.stored.items():
        if is_layanan(kunci):
            draft.add(kunci, row.induk, row.rekap)
    owners = upp_of_layanan(session)
    periode = Periode(triwulan, last_day(triwulan))
    for layanan_id, rekap in read_rekap_per_layanan(session, Selection(PROVINSI, periode)).items():
        induk = upp_kunci(owners[layanan_id])
        kunci = layanan_kunci(layanan_id)
        # In an UPP that is frozen already every change waits, also of a layanan without answers.
        if induk not in draft.stored and kunci not in draft.induk:
            draft.add(kunci, induk, rekap)
    draft.add_up()
    return draft


def _places(offices: Sequence[UppRow], stored: Mapping[str, SimpulRow]) -> dict[str, str | None]:
    """Return below which node every UPP hangs: below its group, or below the province."""
    # Of an UPP that is frozen already its place then, whatever became of it since.
    above = {k: row.induk for k, row in stored.items() if k.startswith("upp:")}
    upt = [u for u in offices if u.induk_id is not None]
    heads = {u.induk_id for u in upt if upp_kunci(u.id) not in above}
    heads |= {u.id for u in offices if grup_kunci(u.id) in above.values()}
    for office in offices:
        head = office.induk_id if office.induk_id is not None else office.id
        grup = grup_kunci(head)
        # What is public of a group stays the sum of those it had then; and where the UPP itself
        # stands without a group already, one of its UPT alone would be none.
        is_open = grup not in stored and above.get(upp_kunci(head), grup) == grup
        above.setdefault(
            upp_kunci(office.id), grup if head in heads and is_open else PROVINSI_KUNCI
        )
    return above


def store(session: Session, rt: Runtime, draft: Rancang, keputusan: Keputusan) -> None:
    """Write a frozen triwulan, and list the older sheets that say the same."""
    _write(session, rt, draft, keputusan, set(draft.induk))
    _adopt(session, draft, keputusan.tampil)


def freeze_early(
    session: Session, rt: Runtime, triwulan: date, kunci: str, upp_ids: frozenset[int]
) -> None:
    """Freeze some UPP before the others, because a sheet makes the node ``kunci`` public now.

    Raises:
        DomainError: ``publikasi.disembunyikan`` when that would give a few people away.
    """
    draft = read_rancang(session, triwulan)
    present = draft.stored.get(kunci)
    if present is not None and present.tampil:
        return
    chosen = decide_early(draft, kunci)
    tampil = frozenset(draft.wajib) | {kunci}
    mine = draft.upp_of(upp_ids) | {kunci}
    _write(session, rt, draft, Keputusan(tampil, {**draft.wajib, kunci: chosen}), mine)


def decide_early(draft: Rancang, kunci: str) -> Masks:
    """Return which cells of a node may be public before the others are decided.

    Raises:
        DomainError: ``publikasi.disembunyikan`` when the node may not be shown at all.
    """
    nothing: Masks = {} if is_layanan(kunci) else {k: (False,) * len(k.cells) for k in Kelompok}
    jointly = _decide(draft)
    for chosen in (dict(jointly.sel.get(kunci, nothing)), nothing):
        try:
            found = decide(draft.simpul, {**draft.wajib, kunci: chosen})
        except DomainError:
            if chosen == nothing:
                raise
        else:
            _keep_units(draft, jointly.tampil, found.tampil)
            return chosen
    return nothing


def _keep_units(draft: Rancang, before: frozenset[str], after: frozenset[str]) -> None:
    """Refuse to hide now what the sheet of a group counted apart when it made its margin."""
    counted = {k for k in before if k.startswith("upp:") and draft.induk[k] in draft.wajib}
    if not counted <= after:
        raise too_few()


def foresee(draft: Rancang, kunci: str) -> frozenset[str]:
    """Return which nodes the joint freeze will show, once a sheet has made ``kunci`` public.

    A margin may be made of the UPP of an early group that are shown by this, as they will be: what is
    shown below a public node depends on nothing but what lies there, that is frozen with it and waits
    for changes until the joint freeze, and an early sheet that would hide one of them is refused.

    Raises:
        DomainError: ``publikasi.disembunyikan`` when the node may not be shown at all.
    """
    if kunci == PROVINSI_KUNCI or kunci in draft.wajib:
        return _decide(draft).tampil
    return decide(draft.simpul, {**draft.wajib, kunci: decide_early(draft, kunci)}).tampil


def _write(
    session: Session, rt: Runtime, draft: Rancang, keputusan: Keputusan, chosen: set[str]
) -> None:
    """Write the chosen nodes beside those that are frozen already."""
    tampil = keputusan.tampil
    jointly = PROVINSI_KUNCI in chosen
    rows: list[dict[str, Any]] = []
    for kunci in draft.stored.keys() | chosen:
        rekap, earlier = draft.rekap[kunci], draft.stored.get(kunci)
        if earlier is not None and earlier.tampil and rekap != earlier.rekap:
            raise RuntimeError(f"{kunci} is public already and may not change")
        if earlier is not None and (earlier.tampil or not (jointly or kunci in tampil)):
            rows.append(bare(earlier) | rekap_to_columns(rekap))
            continue
        shown = kunci in tampil
        rows.append(
            {
                "kunci": kunci,
                "triwulan": draft.triwulan,
                "induk": draft.induk[kunci],
                # Undecided until all is decided together.
                "tampil": shown if jointly or shown else None,
                "sel": sel_of(rekap, keputusan.sel[kunci])
                if shown and not is_layanan(kunci)
                else None,
                "dibekukan": rt.now() if earlier is None else earlier.dibekukan,
                **rekap_to_columns(rekap),
            }
        )
    connection = session.connection()
    connection.execute(delete(PublikSimpul).where(PublikSimpul.c.triwulan == draft.triwulan))
    connection.execute(insert(PublikSimpul), sorted(rows, key=lambda row: row["kunci"]))


def _adopt(session: Session, draft: Rancang, tampil: frozenset[str]) -> None:
    """List the sheets of before the joint decision that say what everyone may read anyway."""
    sheets = session.exec(
        select(Publikasi).where(
            col(Publikasi.dari) == draft.triwulan,
            col(Publikasi.sampai) == last_day(draft.triwulan),
            col(Publikasi.terbuka).is_(False),
            col(Publikasi.digantikan_pada).is_(None),
            col(Publikasi.ditarik_pada).is_(None),
        )
    ).all()
    for sheet in sheets:
        kunci = sheet.seri.replace("upt:", "grup:")
        if kunci not in tampil:
            continue
        rekap = draft.rekap[kunci]
        said = (sheet.n, {u["unsur"]: u["jumlah"] for u in sheet.isi["unsur"]})
        if said == (rekap.n, dict(zip(URUTAN, rekap.jumlah, strict=True))):
            sheet.terbuka = True
            session.add(sheet)
