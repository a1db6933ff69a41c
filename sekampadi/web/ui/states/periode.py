"""What the states of reports share: the period, picked from a list or given as two days."""

from datetime import date
from typing import Any

import reflex as rx

from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN
from sekampadi.domain.laporan.perbandingan import periode_before
from sekampadi.domain.periode import Periode, address_tanggal
from sekampadi.i18n import t
from sekampadi.web.context import runtime
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.formulir import clean_form
from sekampadi.web.ui.states.tabel import KelompokPilih, Keping, Pilih
from sekampadi.web.ui.states.tampilan import Tab

_DAY_MAX = 20
"""Longest text that is looked at as a day; anything but a day is a wrong one, which the page names."""


def period_key(periode: Periode) -> str:
    """Return the two days of a period as one text."""
    return f"{periode.dari or ''}_{periode.sampai or ''}"


def offer_periods(today: date, chosen: Periode | None) -> list[KelompokPilih]:
    """Offer the usual periods of each year that have begun, newest first.

    The chosen one is offered, too, when it is none of them.
    """
    years = []
    seen: set[str] = set()
    for year in range(today.year, TAHUN_MIN - 1, -1):
        periods = [
            *(Periode.triwulan(year, n) for n in range(4, 0, -1)),
            *(Periode.semester(year, n) for n in (2, 1)),
            Periode.tahun(year),
        ]
        begun = [p for p in periods if p.dari is not None and p.dari <= today]
        seen |= {period_key(p) for p in begun}
        years.append(KelompokPilih(str(year), [Pilih(period_key(p), p.label) for p in begun]))
    first = [Pilih("_", t("Semua sejak awal"))]
    if chosen is not None and period_key(chosen) not in seen | {"_"}:
        first.append(Pilih(period_key(chosen), chosen.label))
    return [KelompokPilih(t("Umum"), first), *years]


def _days(periode: Periode) -> dict[str, str]:
    return {"dari": str(periode.dari or ""), "sampai": str(periode.sampai or "")}


class PeriodeMixin(rx.State, mixin=True):
    """The period that a report is about, and the others one may pick."""

    dari: str = ""
    sampai: str = ""
    kunci_periode: str = "_"
    tahun: list[KelompokPilih] = []
    cepat: list[Tab] = []
    keping: list[Keping] = []
    tanpa_saringan: str = ""

    def _go(self, **changes: Any) -> EventSpec:
        """Lead to the address of what is shown, with changes."""
        raise NotImplementedError

    def _address(self, **changes: Any) -> str:
        """Return the address of what is shown, with changes."""
        raise NotImplementedError

    def _offer(self, chosen: Periode | None) -> None:
        """Offer the periods; without a chosen one the list keeps what it shows."""
        self.tahun = offer_periods(runtime().today(), chosen)
        if chosen is not None:
            self.kunci_periode = period_key(chosen)
        running = Periode.triwulan_of(runtime().today())
        usual = [(Periode(), t("Semua")), (running, t("Triwulan ini"))]
        if last := periode_before(running):
            usual.append((last, t("Triwulan lalu")))
        self.cepat = [Tab(period_key(p), words, self._address(**_days(p))) for p, words in usual]

    @rx.event
    def pilih_periode(self, kunci: str) -> EventSpec:
        """Take a period that was offered."""
        dari, _, sampai = str(kunci).partition("_")
        return self._go(dari=dari[:_DAY_MAX], sampai=sampai[:_DAY_MAX])

    @rx.event
    def terapkan(self, data: dict[str, Any]) -> EventSpec:
        """Take two days of one's own."""
        given = clean_form(data)
        days = {n: address_tanggal(str(given.get(n, ""))[:_DAY_MAX]) for n in ("dari", "sampai")}
        return self._go(**days)
