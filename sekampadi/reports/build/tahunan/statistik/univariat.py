"""Each unsur by itself (decree, L.3: analisa univariat)."""

from collections.abc import Sequence
from decimal import Decimal

from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.survei.unsur import SKOR, Unsur
from sekampadi.domain.tahunan.statistik.hasil import N_ANALISIS, Statistik
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat, desimal, share
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.statistik.sel import (
    EMPTY,
    NAMES,
    NONE_YET,
    angka,
    join_names,
    nama,
)
from sekampadi.reports.model import Cell, Chart, ChartKind, Format, Palette, Series, Table


def univariat_blok(statistik: Statistik, hasil: HasilIkm) -> Blok:
    """Describe each unsur by itself, without conclusions: frequencies, mean, standard deviation.

    Args:
        hasil: the index of the same answers, whose means stand in all other tables, too.
    """
    words = tuple(univariat_words(statistik, hasil))
    if not statistik.n:
        return Blok(words)
    rows = []
    for one, u in zip(statistik.univariat, hasil.unsur, strict=True):
        counts = [c for n in one.frekuensi for c in (bulat(n), share(n, statistik.n))]
        rows.append((Cell(nama(one.unsur)), *counts, desimal(u.nrr), angka(one.simpangan)))
    last = (Cell(t("Jumlah responden")), bulat(statistik.n), *[EMPTY] * 9)
    notes = [t("Nilai 1 yang paling rendah, nilai 4 yang paling baik bagi masyarakat.")]
    if statistik.n == 1:
        notes.append(t("Simpangan baku memerlukan lebih dari satu jawaban."))
    table = Table(
        "statistik_univariat",
        t("Frekuensi, rata-rata, dan simpangan baku per unsur"),
        (
            t("Unsur pelayanan"),
            *(head for s in SKOR for head in (t("Nilai {s}", s=s), "%")),
            t("Rata-rata"),
            t("Simpangan baku"),
        ),
        tuple(rows),
        (last,),
        widths=(30, *([8, 9] * 4), 10, 12),
        notes=tuple(notes),
    )
    chart = Chart(
        "grafik_univariat",
        t("Frekuensi jawaban per unsur"),
        ChartKind.TUMPUK,
        NAMES,
        tuple(
            Series(t("Nilai {s}", s=s), tuple(u.frekuensi[s - 1] for u in statistik.univariat))
            for s in SKOR
        ),
        Palette.SKOR,
        Format.BULAT,
        alt=t("Banyaknya jawaban bernilai 1 sampai 4 pada setiap unsur. {kalimat}", kalimat=words[0]),
    )  # fmt: skip
    return Blok(words, (table, chart))


def univariat_words(statistik: Statistik, hasil: HasilIkm) -> list[str]:
    """Say which unsur stand highest and lowest, and where answers differ most."""
    if not statistik.n:
        what = t("Frekuensi, rata-rata, dan simpangan baku")
        return [t("{apa} tidak dapat dihitung: {sebab}.", apa=what, sebab=NONE_YET)]
    if statistik.n < N_ANALISIS:
        few = t(
            "Jawaban baru {n}; angka ini hanya menggambarkan mereka yang menjawab.",
            n=format_angka(statistik.n),
        )
        return [few]
    means = [(u.unsur, desimal(u.nrr)) for u in hasil.unsur]
    high, low = _ends(means)
    if high[0] == low[0]:
        words = [t("Rata-rata semua unsur sama, yaitu {nilai}.", nilai=high[0])]
    else:
        words = [
            t(
                "Rata-rata tertinggi pada {atas} ({a}), terendah pada {bawah} ({b}).",
                atas=high[1],
                a=high[0],
                bawah=low[1],
                b=low[0],
            )
        ]
    spread = [(u.unsur, angka(u.simpangan)) for u in statistik.univariat]
    high, low = _ends(spread)
    if high[0] != low[0]:
        words.append(
            t(
                "Jawaban paling beragam pada {atas} (simpangan baku {a}), paling seragam pada {bawah} ({b}).",
                atas=high[1],
                a=high[0],
                bawah=low[1],
                b=low[0],
            )
        )
    elif all(max(u.frekuensi) == statistik.n for u in statistik.univariat):
        words.append(t("Pada setiap unsur semua responden memberi nilai yang sama."))
    return words


def _ends(cells: Sequence[tuple[Unsur, Cell]]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the highest and the lowest figure, each with the names of all that have it."""
    found = []
    for pick in (max, min):
        value = pick(c.value for _, c in cells if isinstance(c.value, Decimal))
        same = [(u, c) for u, c in cells if c.value == value]
        found.append((same[0][1].text, join_names(nama(u) for u, _ in same)))
    return found[0], found[1]
