"""Whether the nine unsur measure one thing."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from sekampadi.domain.tahunan.statistik.hasil import PLACES, Keandalan, Statistik, rounded
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.tahunan.alt import bar_words
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.statistik.sel import (
    NAMES,
    angka,
    decimal_of,
    join_names,
    nama,
    why_not,
)
from sekampadi.reports.model import Cell, Chart, ChartKind, Palette, Series, Table

ALPHA_LEAST: Final = Decimal("0.70")
"""From this alpha on items are taken as one measure (Nunnally 1978)."""
BUTIR_LEAST: Final = Decimal("0.30")
"""Below this an item says little of what the others say (Nunnally and Bernstein 1994)."""
_MOST_NAMED: Final = 4
"""Unsur named one by one; more of the nine are most of them."""
N_MANTAP: Final = 30
"""With fewer answers alpha changes much from one sample to the next (Yurdugül 2008)."""


def keandalan_blok(statistik: Statistik) -> Blok:
    """Tell whether the nine unsur measure one thing: Cronbach's alpha and item-total correlations."""
    words = tuple(keandalan_words(statistik))
    found = statistik.keandalan
    if found.alpha is None:
        return Blok(words)
    cells = [angka(b.korelasi) for b in found.butir]
    notes = [
        t(
            "Korelasi Pearson setiap unsur dengan jumlah kedelapan unsur lainnya. Lazimnya alfa mulai "
            "{alfa} dianggap konsisten dan unsur di bawah {butir} kurang searah (Nunnally dan Bernstein "
            "1994).",
            alfa=format_angka(ALPHA_LEAST),
            butir=format_angka(BUTIR_LEAST),
        )
    ]
    if any(c.value is None for c in cells):
        notes.append(t("Tanda –: tidak dapat dihitung karena nilainya sama pada semua responden."))
    table = Table(
        "statistik_keandalan",
        t("Korelasi unsur dengan jumlah unsur lainnya, dan alfa Cronbach"),
        (t("Unsur pelayanan"), t("Korelasi")),
        tuple((Cell(nama(b.unsur)), c) for b, c in zip(found.butir, cells, strict=True)),
        ((Cell(t("Alfa Cronbach")), angka(found.alpha)),),
        widths=(70, 30),
        notes=tuple(notes),
    )
    chart = Chart(
        "grafik_keandalan",
        t("Korelasi setiap unsur dengan jumlah unsur lainnya"),
        ChartKind.BATANG,
        NAMES,
        (Series(t("Korelasi"), tuple(decimal_of(c) for c in cells)),),
        Palette.AKSEN,
        high=Decimal(1),
    )
    return Blok(words, (table, replace(chart, alt=f"{bar_words(chart)} {words[0]}")))


def keandalan_words(statistik: Statistik) -> list[str]:
    """Say whether the nine unsur measure one thing, and which does not go with the others."""
    found = statistik.keandalan
    if found.alpha is None:
        sebab = why_not(statistik, t("jumlah nilai semua atau hampir semua responden sama"))
        return [t("Keandalan tidak dapat dihitung: {sebab}.", sebab=sebab)]
    shown = angka(found.alpha)
    if rounded(found.alpha, PLACES) >= ALPHA_LEAST:
        words = [t("Kesembilan unsur dijawab secara konsisten (alfa Cronbach {alfa}).", alfa=shown.text)]  # fmt: skip
    else:
        words = [
            t(
                "Kesembilan unsur belum dijawab secara konsisten (alfa Cronbach {alfa}): nilai gabungan "
                "perlu dibaca bersama nilai tiap unsur.",
                alfa=shown.text,
            )
        ]
    weak = _weak(found)
    if statistik.n < N_MANTAP:
        words.append(t("Jawaban masih sedikit, sehingga angka ini mudah berubah."))
    elif len(weak) > _MOST_NAMED:
        words.append(t("Sebagian besar unsur kurang searah dengan unsur lainnya."))
    elif weak:
        words.append(t("Kurang searah dengan unsur lainnya: {unsur}.", unsur=join_names(weak)))
    return words


def _weak(found: Keandalan) -> list[str]:
    shown = [(b.unsur, angka(b.korelasi)) for b in found.butir]
    return [
        f"{nama(u)} ({cell.text})"
        for u, cell in shown
        if isinstance(cell.value, Decimal) and cell.value < BUTIR_LEAST
    ]
