"""Which respondent cells of the shown nodes are shown, in every grouping of the sheet.

A layanan shows none: its few answers would be spread over twenty cells. Above it a cell of fewer
than five people is hidden, and so is what would give it away: along its row, which adds up to the
node's answers, down its column, which adds up to the cell of the node above, and by anything
longer (:mod:`sekampadi.domain.publik.jaring`).
"""

from collections.abc import Mapping, Sequence, Set

from sekampadi.domain.errors import DomainError
from sekampadi.domain.publik.jaring import Jaring, Sel, sensitive
from sekampadi.domain.publik.pohon import SEDIKIT, Pohon, Simpul, Sisa
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.i18n import t

Terlihat = Mapping[str, Mapping[Kelompok, tuple[bool, ...]]]
"""Per node and grouping, which cells are shown."""


def too_few() -> DomainError:
    """Return the error of figures that would give a few people away."""
    return DomainError(
        "publikasi.disembunyikan",
        t(
            "Angka bagian ini disembunyikan: bersama angka lain yang sudah terbuka, jawaban kurang dari {n} orang dapat dihitung darinya.",
            n=SEDIKIT,
        ),
    )


class _Kisi:
    """The cells of one grouping over the tree, while it is decided which of them are shown.

    Those of the nodes of ``tetap`` may not be changed.
    """

    def __init__(
        self,
        pohon: Pohon,
        tampil: Set[str],
        kelompok: Kelompok,
        terlihat: set[Sel],
        tetap: Set[str],
    ) -> None:
        self.pohon, self.tampil, self.terlihat, self.tetap = pohon, tampil, terlihat, tetap
        self.lebar = len(kelompok.cells)
        self.nilai = _values(pohon, kelompok)
        self.baris = sorted(k for k in self.nilai if k in tampil)
        bagian = {k: [a for a in pohon.anak[k] if a in self.nilai] for k in self.nilai}
        # A column is a tree of its own, with the people of one cell instead of all answers.
        self.kolom = [
            Pohon(
                [
                    Simpul(k, pohon.simpul[k].induk, self.nilai[k][c])
                    for k in pohon.atas_ke_bawah
                    if k in self.nilai
                ]
            )
            for c in range(self.lebar if self.nilai else 0)
        ]
        self.induk = [k for k in reversed(pohon.atas_ke_bawah) if bagian.get(k)]

    def shown_in(self, kunci: str) -> list[int]:
        """List the shown cells of a row."""
        return [c for c in range(self.lebar) if (kunci, c) in self.terlihat]

    def free_in(self, kunci: str) -> list[Sel]:
        """List the cells of a row that could be hidden yet, the smallest first."""
        if kunci in self.tetap:
            return []
        cells = [(kunci, c) for c in self.shown_in(kunci)]
        return sorted(cells, key=lambda s: (self.nilai[s[0]][s[1]], s))

    def sisa_baris(self, kunci: str) -> Sisa:
        """Return what is left of a row without its shown cells."""
        row = self.nilai[kunci]
        left = [row[c] for c in range(self.lebar) if (kunci, c) not in self.terlihat]
        if len(left) == self.lebar:
            # Nothing of the row is shown: its answers are those of the node.
            return Sisa(0, 0)
        return Sisa(sum(left), sum(n > 0 for n in left))

    def unsafe_baris(self) -> list[str]:
        """List the rows of which a few people are left."""
        return [k for k in self.baris if not self.sisa_baris(k).is_safe]

    def unsafe_kolom(self) -> list[Sel]:
        """List the shown sums down the tree of which a few people are left."""
        found = []
        for c, kolom in enumerate(self.kolom):
            shown = {k for k, cell in self.terlihat if cell == c}
            hidden = kolom.tertutup(shown)
            found += [
                (k, c) for k in self.induk if k in shown and not kolom.sisa(k, hidden).is_safe
            ]
        return found

    def first_determined(self) -> Sel | None:
        """Return a cell of a few people that can be worked out; None when there is none."""
        jaring = Jaring(self.pohon, self.tampil, self.nilai, self.terlihat)
        for kunci, c in sensitive(self.nilai, SEDIKIT - 1):
            if (kunci, c) in self.terlihat or jaring.is_determined(
                (kunci, c), self.nilai[kunci][c]
            ):
                return kunci, c
        return None

    def repair(self) -> None:
        """Hide more until nobody is given away; refuse when all is hidden that may be."""
        while True:
            if rows := self.unsafe_baris():
                self._hide_one(self.free_in(rows[0]), rows[0])
            elif columns := self.unsafe_kolom():
                kunci, c = columns[0]
                shown = {k for k, cell in self.terlihat if cell == c}
                below = [(k, c) for k in self.kolom[c].teratas(kunci, shown)]
                below = [s for s in below if s[0] not in self.tetap]
                self._hide_one(sorted(below, key=lambda s: (self.nilai[s[0]][c], s)), kunci, c)
            elif (sel := self.first_determined()) is not None:
                self._hide_one(self.free_in(sel[0]), *sel)
            else:
                return

    def _hide_one(self, choice: list[Sel], kunci: str, c: int | None = None) -> None:
        """Hide the first of the choice; without any, something above ``kunci``, then anything."""
        node: str | None = kunci
        while not choice and node is not None:
            row = self.free_in(node)
            choice = [s for s in row if s[1] == c] or row
            node = self.pohon.simpul[node].induk
        if not choice:
            choice = [s for k in self.baris for s in self.free_in(k)]
        if not choice:
            raise too_few()
        self.terlihat.discard(choice[0])

    def show_nobody(self) -> None:
        """Show the cells of nobody that everyone can work out anyway: 0 tells more than a dash."""
        jaring = Jaring(self.pohon, self.tampil, self.nilai, self.terlihat)
        zeros = [
            (k, c)
            for k in self.baris
            if k not in self.tetap and self.shown_in(k)
            for c in range(self.lebar)
            if (k, c) not in self.terlihat and self.nilai[k][c] == 0
        ]
        self.terlihat |= {sel for sel in zeros if jaring.is_determined(sel, 0)}


def _values(pohon: Pohon, kelompok: Kelompok) -> dict[str, tuple[int, ...]]:
    """Return the cells of a grouping; nothing when some node has none."""
    nodes = [k for k in pohon.atas_ke_bawah if not pohon.is_layanan(k)]
    found = {}
    for kunci in nodes:
        cells = pohon.simpul[kunci].sel
        if cells is None:
            return {}
        found[kunci] = cells[kelompok]
        if sum(found[kunci]) != pohon.n(kunci):
            raise ValueError(f"the cells of {kunci} are not its answers")
    return found


def decide_sel(pohon: Pohon, tampil: Set[str], wajib: Terlihat) -> Terlihat:
    """Decide which cells of the shown nodes are shown; those of ``wajib`` are so already.

    Raises:
        DomainError: ``publikasi.disembunyikan`` when the cells of ``wajib`` give somebody away,
            whatever else is hidden.
    """
    rows = [k for k in sorted(tampil) if not pohon.is_layanan(k)]
    result: dict[str, dict[Kelompok, tuple[bool, ...]]] = {k: {} for k in rows}
    for kelompok in Kelompok:
        nilai = _values(pohon, kelompok)
        shown = _shown(wajib, kelompok, rows)
        shown |= {
            (k, c)
            for k in rows
            if k in nilai and k not in wajib
            for c, people in enumerate(nilai[k])
            if people >= SEDIKIT
        }
        kisi = _Kisi(pohon, tampil, kelompok, shown, wajib.keys())
        if nilai:
            kisi.repair()
            kisi.show_nobody()
        for k in rows:
            result[k][kelompok] = tuple((k, c) in kisi.terlihat for c in range(kisi.lebar))
    return result


def _shown(sel: Terlihat, kelompok: Kelompok, rows: Sequence[str]) -> set[Sel]:
    return {
        (k, c)
        for k in rows
        if k in sel
        for c, is_shown in enumerate(sel[k].get(kelompok, ()))
        if is_shown
    }


def cells_are_safe(pohon: Pohon, tampil: Set[str], sel: Terlihat) -> bool:
    """Whether the shown cells give nobody away; True for nodes without cells."""
    rows = [k for k in sorted(tampil) if not pohon.is_layanan(k)]
    for kelompok in Kelompok:
        kisi = _Kisi(pohon, tampil, kelompok, _shown(sel, kelompok, rows), frozenset())
        if kisi.nilai and (
            kisi.unsafe_baris() or kisi.unsafe_kolom() or kisi.first_determined() is not None
        ):
            return False
    return True
