"""Letting changes through to frozen public figures: five answers or more of one part at once, never fewer."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import delete, insert, update
from sqlmodel import Session

from sekampadi.db.counters import PROVINSI_KUNCI, keep_writers_out, rekap_to_columns, upp_kunci
from sekampadi.db.models import PublikLepas, PublikSimpul, PublikTunda
from sekampadi.db.queries.publik import (
    LepasRow,
    SimpulRow,
    TundaRow,
    bare,
    list_lepas,
    list_tunda,
    list_waiting,
    read_pohon,
    upp_of_layanan,
    upwards,
)
from sekampadi.db.queries.publikasi import lock_publikasi
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.publik.publik import SEDIKIT, Keputusan, Simpul, still_safe, units
from sekampadi.services.publik.beku import layanan_kunci, thaw_again
from sekampadi.services.sistem.runtime import Runtime


def release_due(rt: Runtime) -> int:
    """Let through what may be, in every frozen triwulan; return how many answers that were."""
    with rt.reading() as session:
        waiting = list_waiting(session, SEDIKIT)
    done = 0
    for triwulan in waiting:
        with rt.reading() as session:
            if not _Keluaran(session, triwulan, n_only=True).has_chance:
                continue
        with rt.writing() as session:
            lock_publikasi(session)  # as who publishes: the sheets, then the counters
            keep_writers_out(session)
            done += _release(session, rt, triwulan)
    return done


def _release(session: Session, rt: Runtime, triwulan: date) -> int:
    work = _Keluaran(session, triwulan)
    if not work.has_chance:
        return 0
    if not work.tampil:
        thaw_again(session, rt, triwulan)
        return len(work.tunda)
    done = sum(work.try_unit(unit) for unit in work.units)
    if done:
        work.write(session)
    return done


@dataclass(frozen=True, slots=True)
class _Satuan:
    """Layanan whose public figures change together: a shown one, or the hidden ones left of a sum."""

    layanan: frozenset[str]
    tunda: tuple[TundaRow, ...]


class _Keluaran:
    """One triwulan while it is looked through; ``n_only`` will do to ask for a chance."""

    def __init__(self, session: Session, triwulan: date, *, n_only: bool = False) -> None:
        self.pohon = read_pohon(session, triwulan, n_only=n_only)
        self.tampil = frozenset(k for k, row in self.pohon.items() if row.tampil)
        self.tunda = list_tunda(session, triwulan, n_only=n_only)
        self.lepas = {(r.layanan_id, r.jawaban_id): r for r in list_lepas(session, triwulan)}
        self.known = {r.jawaban_id for r in self.lepas.values()}
        self.done: list[TundaRow] = []
        self.new: set[str] = set()
        # Before the province is decided what is frozen early waits until then.
        self.jointly = PROVINSI_KUNCI in self.pohon
        if self.jointly:
            self._add_missing(session)

    @property
    def has_chance(self) -> bool:
        """Whether enough answers wait in any part; asked before anybody is kept waiting."""
        if not self.jointly:
            return False
        if not self.tampil:
            return len(self.tunda) >= SEDIKIT
        return any(self._enough(unit) or self._turns_back(unit) for unit in self.units)

    @property
    def units(self) -> list[_Satuan]:
        """The parts in which answers wait, those below a shown node."""
        waiting: dict[str, list[TundaRow]] = {}
        for row in self.tunda:
            waiting.setdefault(layanan_kunci(row.layanan_id), []).append(row)
        found = []
        for keys in units(self._simpul(self.pohon), self.tampil):
            mine = tuple(r for kunci in sorted(waiting.keys() & keys) for r in waiting[kunci])
            if mine and self._is_covered(min(keys)):
                found.append(_Satuan(keys, mine))
        return found

    def _is_covered(self, kunci: str) -> bool:
        """Whether a shown node holds a layanan; what none holds nobody sees."""
        return any(above in self.tampil for above in upwards(self.pohon, kunci))

    def _enough(self, unit: _Satuan) -> bool:
        # An answer that has changed figures before, here or elsewhere, hides nobody.
        return len({r.jawaban_id for r in unit.tunda} - self.known) >= SEDIKIT

    def _turns_back(self, unit: _Satuan) -> bool:
        """Whether the part would be again what it was at the freeze, answer by answer.

        Everybody may have read that already, so it tells nothing new: a removal that is undone
        leaves no trace in public figures.
        """
        inside = {(r.layanan_id, r.jawaban_id): r.rekap.n > 0 for r in unit.tunda}
        if inside.keys() - self.lepas.keys():
            return False
        mine = (r for r in self.lepas.values() if layanan_kunci(r.layanan_id) in unit.layanan)
        return all(inside.get((r.layanan_id, r.jawaban_id), r.di_dalam) == r.awal for r in mine)

    def try_unit(self, unit: _Satuan) -> int:
        """Let the waiting answers of a part through if nobody is given away; return how many."""
        back = self._turns_back(unit)
        if not back and not self._enough(unit):
            return 0
        lepas = dict(self.lepas)
        for row in unit.tunda:
            key = (row.layanan_id, row.jawaban_id)
            earlier = lepas.get(key)
            awal = row.rekap.n < 0 if earlier is None else earlier.awal
            lepas[key] = LepasRow(*key, awal, row.rekap.n > 0)
        after = self._with(unit.tunda)
        if not back and not self._keeps_enough(unit, lepas):
            return 0
        if not still_safe(self._simpul(after), Keputusan(self.tampil, {})):
            return 0
        self.pohon, self.lepas = after, lepas
        self.known |= {r.jawaban_id for r in unit.tunda}
        self.done += unit.tunda
        return len(unit.tunda)

    def _keeps_enough(self, unit: _Satuan, lepas: dict[tuple[int, int], LepasRow]) -> bool:
        """Whether enough answers of the freeze stand behind a part that no change has ever touched."""
        n = sum(self.pohon[k].rekap.n for k in unit.layanan)
        before = [r for r in self.lepas.values() if layanan_kunci(r.layanan_id) in unit.layanan]
        at_freeze = n + sum(r.awal and not r.di_dalam for r in before)
        at_freeze -= sum(r.di_dalam and not r.awal for r in before)
        touched = sum(r.awal for r in lepas.values() if layanan_kunci(r.layanan_id) in unit.layanan)
        return at_freeze == 0 or at_freeze - touched >= SEDIKIT

    def _with(self, rows: Iterable[TundaRow]) -> dict[str, SimpulRow]:
        pohon = dict(self.pohon)
        for row in rows:
            for kunci in upwards(self.pohon, layanan_kunci(row.layanan_id)):
                pohon[kunci] = replace(pohon[kunci], rekap=pohon[kunci].rekap + row.rekap)
        return pohon

    def _add_missing(self, session: Session) -> None:
        """Give layanan that had no answers at the freeze their place, hidden, below their UPP."""
        missing = {r.layanan_id for r in self.tunda}
        missing -= {i for i in missing if layanan_kunci(i) in self.pohon}
        if not missing:
            return
        root, owners = self.pohon[PROVINSI_KUNCI], upp_of_layanan(session)
        for layanan_id in sorted(missing):
            upp = upp_kunci(owners[layanan_id])
            for kunci, induk in ((upp, PROVINSI_KUNCI), (layanan_kunci(layanan_id), upp)):
                if kunci not in self.pohon:
                    self.pohon[kunci] = replace(
                        root, kunci=kunci, induk=induk, tampil=False, sel=None, rekap=Rekap()
                    )
                    self.new.add(kunci)

    @staticmethod
    def _simpul(pohon: dict[str, SimpulRow]) -> list[Simpul]:
        # Cells stay as they were at the freeze, so only the answers are judged.
        return [Simpul(row.kunci, row.induk, row.rekap.n) for row in pohon.values()]

    def write(self, session: Session) -> None:
        """Write what was let through."""
        connection = session.connection()
        done = {layanan_kunci(tunda.layanan_id) for tunda in self.done}
        for kunci in sorted({above for k in done for above in upwards(self.pohon, k)}):
            row = self.pohon[kunci]
            values = rekap_to_columns(row.rekap)
            if kunci in self.new:
                connection.execute(insert(PublikSimpul).values(**bare(row), **values))
                continue
            connection.execute(
                update(PublikSimpul)
                .where(PublikSimpul.c.kunci == kunci, PublikSimpul.c.triwulan == row.triwulan)
                .values(**values)
            )
        for tunda in self.done:
            lepas = self.lepas[tunda.layanan_id, tunda.jawaban_id]
            change: dict[str, object] = {"triwulan": tunda.triwulan, **asdict(lepas)}
            for table in (PublikLepas, PublikTunda):
                same = [c == change[c.name] for c in table.primary_key.columns]
                connection.execute(delete(table).where(*same))
            connection.execute(insert(PublikLepas).values(**change))
