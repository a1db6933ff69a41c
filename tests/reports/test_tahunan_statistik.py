"""Statistics of an annual report: figures, sentences, and what neither may tell."""

import io
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import combinations
from math import sqrt
from typing import Any

import pypdfium2
import pytest
from docx import Document

from sekampadi.domain.survei.responden import words_of
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.statistik.hasil import N_KELOMPOK
from sekampadi.reports.build.olah.statistik import statistik_tables
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.model import Cell, Chart, ChartKind, Table
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.excel.laporan import render_laporan_xlsx
from sekampadi.reports.render.pdf import render_laporan_pdf
from tests.reports.ooxml import faults
from tests.reports.statistik_contoh import (
    Jawaban9,
    all_alike,
    first_of,
    one_group,
    random_answers,
    thousands,
    twelve,
)
from tests.unit.domain.tahunan import acuan

SEEDS = range(200)
NAMA = [f"{u.kode} {u.nama}" for u in URUTAN]
ALL_NAMES = "; ".join
NUMBER = re.compile(r"[−-]?\d[\d.]*(?:,\d+)?")
TIDAK_SEBAB = (
    "Responden yang menilai tinggi yang satu cenderung menilai tinggi pula yang lain; hubungan bukan "
    "bukti bahwa yang satu menyebabkan yang lain."
)
TERSIRAT = (
    "Kepentingan ini tersirat dari hubungan nilai unsur dengan penilaian umum; responden tidak "
    "ditanya, dan hubungan bukan bukti sebab akibat."
)


@cache
def _random(seed: int) -> tuple[Jawaban9, dict[str, Blok]]:
    answers = random_answers(seed)
    return answers, answers.blocks()


def _shown(x: float | None, places: int = 2) -> str:
    """Round as a person would who sees the number to nine places."""
    if x is None:
        return "–"
    value = Decimal(f"{x:.9f}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{value or abs(value)}".replace(".", ",").replace("-", "−")


def _shown_p(p: float | None) -> str:
    if p is None:
        return "–"
    return "< 0,001" if p < 0.001 else f"0,{int(p * 1000):03d}" if p < 1 else "1,000"


def _near_p(cell: Cell, p: float | None) -> bool:
    """A p that lies a hair from a thousandth may be cut to either side of it."""
    hair = 1e-9
    return cell.text in {_shown_p(None if p is None else max(0.0, p + x)) for x in (-hair, 0, hair)}


def _tables(blok: Blok) -> dict[str, Table]:
    return {x.kunci: x for x in blok.isi if isinstance(x, Table)}


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return [cell.text for cell in row]


def _column(answers: Jawaban9, at: int) -> list[float]:
    return [float(row[at]) for row in answers.nilai]


def _rho(x: list[float], y: list[float]) -> float | None:
    if len(x) < 10 or acuan.nearly_alike(x) or acuan.nearly_alike(y):
        return None
    return acuan.pearson(acuan.mean_ranks(x), acuan.mean_ranks(y))


def _family(ps: list[float | None]) -> list[float | None]:
    known = iter(acuan.step_up([p for p in ps if p is not None]))
    return [None if p is None else next(known) for p in ps]


# --- figures, worked out in another way --------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_univariat_and_keandalan_as_another_computation_prints_them(seed: int) -> None:
    answers, blocks = _random(seed)
    n = answers.n
    assert bool(blocks["univariat"].isi) == (n > 0)
    if n:
        table = _tables(blocks["univariat"])["statistik_univariat"]
        for at, row in enumerate(table.rows):
            own = _column(answers, at)
            counts = [own.count(float(s)) for s in (1, 2, 3, 4)]
            cells = [x for c in counts for x in (f"{c}", _shown(100 * c / n, 1) + " %")]
            spread = sqrt(acuan.variance(own)) if n > 1 else None
            assert _texts(row) == [NAMA[at], *cells, _shown(sum(own) / n), _shown(spread)]
            assert row[-2].value == answers.hasil.unsur[at].nrr
        assert table.totals[0][1].value == n
    totals = [float(sum(row)) for row in answers.nilai]
    if n < 10 or len(set(totals)) == 1:
        assert blocks["keandalan"].isi == ()
        return
    table = _tables(blocks["keandalan"])["statistik_keandalan"]
    spread9 = sum(acuan.variance(_column(answers, at)) for at in range(9))
    assert table.totals[0][1].text == _shown(9 / 8 * (1 - spread9 / acuan.variance(totals)))
    for at, row in enumerate(table.rows):
        own = _column(answers, at)
        rest = [t - o for t, o in zip(totals, own, strict=True)]
        varies = len(set(own)) > 1 and len(set(rest)) > 1
        assert row[1].text == _shown(acuan.pearson(own, rest) if varies else None)


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_as_another_computation_prints_them(seed: int) -> None:
    answers, blocks = _random(seed)
    pairs = list(combinations(range(9), 2))
    rho = [_rho(_column(answers, a), _column(answers, b)) for a, b in pairs]
    blok = blocks["bivariat"]
    if not any(r is not None for r in rho):
        assert blok.isi == ()
        return
    p = [None if r is None else acuan.p_of_rho(r, answers.n) for r in rho]
    found = dict(zip(pairs, zip(rho, p, _family(p), strict=True), strict=True))
    table = _tables(blok)["statistik_spearman"]
    assert len(table.rows) == 36
    sizes = []
    for number, row in enumerate(table.rows, start=1):
        r, p_one, p_bh = found.pop((NAMA.index(row[1].text), NAMA.index(row[2].text)))
        assert (row[0].value, row[3].text) == (number, _shown(r))
        assert _near_p(row[5], p_one)
        assert _near_p(row[6], p_bh)
        sizes.append(-1.0 if r is None else abs(r))
        proven = p_bh is not None and p_bh < 0.05
        assert (row[4].text not in {"tidak terbukti", "–"}) == proven
    assert sizes == pytest.approx(sorted(sizes, reverse=True), abs=1e-9)
    known = sum(r is not None for r in rho)
    proven_pairs = sum(x is not None and x < 0.05 for x in _family(p))
    assert [row[3].value for row in table.totals] == [known, proven_pairs]


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_as_another_computation_prints_them(seed: int) -> None:
    answers, blocks = _random(seed)
    tables = _tables(blocks["kelompok"])
    for kunci, cells in answers.kelompok.items():
        large = [c for c in dict.fromkeys(cells) if cells.count(c) >= 5]
        n = sum(cells.count(c) for c in large)
        groups = [
            [
                [float(row[at]) for row, c in zip(answers.nilai, cells, strict=True) if c == name]
                for name in large
            ]
            for at in range(9)
        ]
        varies = [len({v for g in each for v in g}) > 1 for each in groups]
        if len(large) < 2 or not any(varies):
            assert f"statistik_kelompok_{kunci}" not in tables
            continue
        h = [acuan.kruskal(each) if v else None for each, v in zip(groups, varies, strict=True)]
        p = [None if x is None else acuan.p_of_chi2(x, len(large) - 1) for x in h]
        table = tables[f"statistik_kelompok_{kunci}"]
        for at, (row, p_bh) in enumerate(zip(table.rows, _family(p), strict=True)):
            one = h[at]
            by_name = dict(zip(table.columns, row, strict=True))
            assert by_name["Unsur pelayanan"].text == NAMA[at]
            assert by_name["Epsilon kuadrat"].text == _shown(
                None if one is None else one / (n - 1), 3
            )
            assert _near_p(by_name["p terkoreksi"], p_bh)
            if "H" in by_name:
                assert by_name["H"].text == _shown(one)
                assert _near_p(by_name["p"], p[at])


@pytest.mark.parametrize("seed", SEEDS)
def test_importance_as_another_computation_prints_it(seed: int) -> None:
    answers, blocks = _random(seed)
    rated = [at for at, u in enumerate(answers.umum) if u is not None]
    whole = [float(answers.umum[at] or 0) for at in rated]
    rho = [_rho([_column(answers, at)[i] for i in rated], whole) for at in range(9)]
    blok = blocks["kepentingan"]
    known = [at for at in range(9) if rho[at] is not None]
    if not known:
        assert blok.isi == ()
        return
    p = _family([None if r is None else acuan.p_of_rho(r, len(rated)) for r in rho])
    table = _tables(blok)["statistik_kepentingan"]
    means = [sum(_column(answers, at)) / answers.n for at in range(9)]
    for at, row in enumerate(table.rows):
        assert _texts(row[:2]) == [NAMA[at], _shown(rho[at])]
        assert _near_p(row[2], p[at])
        assert row[3].value == answers.hasil.unsur[at].nrr
    line = table.totals[0]
    assert line[1].text == _shown(sum(rho[at] or 0 for at in known) / len(known))
    assert line[3].text == _shown(sum(means[at] for at in known) / len(known))
    assert table.totals[1][1].value == len(rated)
    # Without any proof nothing is put into a quadrant, in words, table or picture.
    proven = any(x is not None and x < 0.05 for x in p)
    charts = [x for x in blok.isi if isinstance(x, Chart)]
    assert ("Kuadran" in table.columns) == (len(charts) == 1) == proven
    if proven:
        assert charts[0].kind is ChartKind.KUADRAN
        assert [v is None for v in charts[0].series[1].nilai] == [r is None for r in rho]


# --- sentences ---------------------------------------------------------------------------------


def _numbers(sentence: str) -> list[str]:
    for name in NAMA:
        sentence = sentence.replace(name, "")
    return NUMBER.findall(sentence)


def _foreign(blok: Blok) -> list[str]:
    cells = {c.text for table in _tables(blok).values() for line, _ in table.lines for c in line}
    return [n for sentence in blok.text for n in _numbers(sentence) if n not in cells]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_of_a_sentence_is_that_of_a_cell_beside_it(seed: int) -> None:
    for blok in _random(seed)[1].values():
        assert 1 <= len(blok.text) <= 3
        assert _foreign(blok) == [], blok.text
        assert not any(re.search(r"None|\bnan\b|[{}?]|  ", sentence) for sentence in blok.text)
        for chart in (x for x in blok.isi if isinstance(x, Chart)):
            assert blok.text[0] in chart.alt


def test_a_number_that_is_in_no_cell_is_seen() -> None:
    blok = twelve().blocks()["bivariat"]
    wrong = Blok((blok.text[0].replace("1,00", "0,99"),), blok.isi)
    assert _foreign(wrong) == ["0,99"]


def _claim(words: tuple[str, ...], pattern: str) -> str:
    found = re.search(pattern, words[0])
    return found.group(1) if found else ""


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_sentence_names_is_what_its_table_shows(seed: int) -> None:
    _, blocks = _random(seed)
    uni = blocks["univariat"]
    if high := _claim(uni.text, r"tertinggi pada (.*?) \(\d"):
        rows = _tables(uni)["statistik_univariat"].rows
        top = max(row[-2].value for row in rows)  # type: ignore[type-var]
        assert high == ALL_NAMES(row[0].text for row in rows if row[-2].value == top)
    pairs = blocks["bivariat"]
    if closest := _claim(pairs.text, r"(?:: |paling erat )(U\d[^(;:]*?) \(rho"):
        first = next(
            r for r in _tables(pairs)["statistik_spearman"].rows if r[4].text != "tidak terbukti"
        )
        assert closest == f"{first[1].text} dengan {first[2].text}"
    alpha = blocks["keandalan"]
    if alpha.isi:
        value: Any = _tables(alpha)["statistik_keandalan"].totals[0][1].value
        assert ("belum dijawab" in alpha.text[0]) == (value < Decimal("0.70"))
        assert any("masih sedikit" in x for x in alpha.text) == (_random(seed)[0].n < 30)
    important = blocks["kepentingan"]
    named = [name for name in NAMA if f"{name} (kepentingan" in important.text[0]]
    if important.isi:
        table = _tables(important)["statistik_kepentingan"]
        mean_rho, mean = table.totals[0][1].value, table.totals[0][3].value
        for row in table.rows:
            low = row[-1].text == "Lebih penting, kinerja di bawah"
            plain: Any = row[1].value is not None and (
                row[1].value > mean_rho and row[3].value < mean
            )  # type: ignore[operator]
            sure = row[2].text == "< 0,001" or (
                row[2].value is not None and row[2].value < Decimal("0.05")
            )  # type: ignore[operator]
            assert (row[0].text in named) == bool(low and plain and sure)


def _words(answers: Jawaban9) -> dict[str, tuple[str, ...]]:
    return {name: blok.text for name, blok in answers.blocks().items()}


def test_words_for_nobody() -> None:
    nobody = first_of(twelve(), 0)
    assert _words(nobody) == {
        "univariat": ("Frekuensi, rata-rata, dan simpangan baku tidak dapat dihitung: belum ada jawaban.",),
        "bivariat": ("Hubungan antarunsur tidak dapat dihitung: belum ada jawaban.",),
        "kelompok": ("Perbandingan antarkelompok tidak dapat dihitung: belum ada jawaban.",),
        "keandalan": ("Keandalan tidak dapat dihitung: belum ada jawaban.",),
        "kepentingan": ("Kepentingan tersirat tidak dapat dihitung: belum ada jawaban.",),
    }  # fmt: skip
    assert all(blok.isi == () for blok in nobody.blocks().values())


@pytest.mark.parametrize("n", [1, 9])
def test_words_for_a_few(n: int) -> None:
    few = "jawaban terlalu sedikit (kurang dari sepuluh)."
    assert _words(first_of(twelve(), n)) == {
        "univariat": (f"Jawaban baru {n}; angka ini hanya menggambarkan mereka yang menjawab.",),
        "bivariat": (f"Hubungan antarunsur tidak dapat dihitung: {few}",),
        "kelompok": (f"Perbandingan antarkelompok tidak dapat dihitung: {few}",),
        "keandalan": (f"Keandalan tidak dapat dihitung: {few}",),
        "kepentingan": ("Kepentingan tersirat tidak dapat dihitung: penilaian umum terlalu sedikit (kurang dari sepuluh).",),
    }  # fmt: skip
    table = _tables(first_of(twelve(), n).blocks()["univariat"])["statistik_univariat"]
    assert (table.rows[0][-1].text == "–") == (n == 1)


def test_words_for_twelve_worked_out_by_hand() -> None:
    """The variances are 3/11 for U1, U2 and U4, 12/11 for U3; their sum 21/11, that of the totals 31/11."""
    same = ALL_NAMES(NAMA[4:])
    alone = "tidak ada dua kelompok yang masing-masing beranggotakan sedikitnya lima orang."
    assert _words(twelve()) == {
        "univariat": (
            "Rata-rata tertinggi pada U4 Biaya/tarif (3,50), terendah pada U1 Persyaratan; U2 Prosedur (2,50).",
            f"Jawaban paling beragam pada U3 Waktu pelayanan (simpangan baku 1,04), paling seragam pada {same} (0,00).",
        ),
        "bivariat": (
            "Dari 6 pasangan unsur, 1 terbukti berhubungan: U1 Persyaratan dengan U2 Prosedur (rho 1,00, kuat).",
            TIDAK_SEBAB,
        ),
        "kelompok": (
            "Penilaian terbukti berbeda menurut jenis kelamin, terbesar pada U1 Persyaratan; U2 Prosedur (epsilon kuadrat 1,000, besar).",
            f"Menurut usia, pendidikan, dan pekerjaan tidak dapat dibandingkan: {alone}",
        ),
        "keandalan": (
            "Kesembilan unsur belum dijawab secara konsisten (alfa Cronbach 0,36): nilai gabungan perlu dibaca bersama nilai tiap unsur.",
            "Jawaban masih sedikit, sehingga angka ini mudah berubah.",
        ),
        "kepentingan": (
            "Pada peta, kepentingan tersiratnya di atas dan kinerjanya di bawah rata-rata unsur: "
            "U1 Persyaratan (kepentingan tersirat 1,00, kinerja 2,50); U2 Prosedur (kepentingan tersirat 1,00, kinerja 2,50). "
            "Selisih kinerja itu tidak diuji di sini.",
            TERSIRAT,
        ),
    }  # fmt: skip
    table = _tables(twelve().blocks()["kelompok"])["statistik_kelompok_jenis_kelamin"]
    # Two halves apart: H = 12 - 1; its p by chi square of one degree is 0.00091, of four tests 0.0018.
    assert _texts(table.rows[0]) == [NAMA[0], "11,00", "< 0,001", "0,001", "1,000", "besar"]
    assert _texts(table.rows[4]) == [NAMA[4], "–", "–", "–", "–", "–"]


def test_words_for_thousands_of_whom_everybody_rates_four() -> None:
    """Proven beyond doubt (rho 0.06 of 5,000), and too small to matter; alpha is 9/8 x (1 - 0.5 / 0.53)."""
    two, others = ALL_NAMES(NAMA[:2]), ALL_NAMES(NAMA[2:])
    alone = "tidak ada dua kelompok yang masing-masing beranggotakan sedikitnya lima orang."
    assert _words(thousands()) == {
        "univariat": (
            f"Rata-rata tertinggi pada {two} (3,50), terendah pada {others} (3,00).",
            f"Jawaban paling beragam pada {two} (simpangan baku 0,50), paling seragam pada {others} (0,00).",
        ),
        "bivariat": (
            "Dari 1 pasangan unsur, 1 terbukti berhubungan, tetapi begitu lemah sehingga dapat diabaikan: "
            "U1 Persyaratan dengan U2 Prosedur (rho 0,06).",
        ),
        "kelompok": (
            "Perbedaan antarkelompok yang terbukti begitu kecil sehingga dapat diabaikan; yang terbesar pada U1 Persyaratan "
            "menurut jenis kelamin (epsilon kuadrat 0,004).",
            f"Menurut usia, pendidikan, dan pekerjaan tidak dapat dibandingkan: {alone}",
        ),
        "keandalan": (
            "Kesembilan unsur belum dijawab secara konsisten (alfa Cronbach 0,06): nilai gabungan perlu dibaca bersama nilai tiap unsur.",
            "Kurang searah dengan unsur lainnya: U1 Persyaratan (0,06); U2 Prosedur (0,06).",
        ),
        "kepentingan": (
            "Kepentingan tersirat tidak dapat dihitung: semua penilaian umum sama.",
        ),
    }  # fmt: skip


def test_words_where_all_answers_are_alike() -> None:
    alike = "setiap unsur dinilai sama oleh semua responden."
    assert _words(all_alike(40)) == {
        "univariat": ("Rata-rata semua unsur sama, yaitu 4,00.", "Pada setiap unsur semua responden memberi nilai yang sama."),
        "bivariat": (f"Hubungan antarunsur tidak dapat dihitung: {alike}",),
        "kelompok": (f"Perbandingan antarkelompok tidak dapat dihitung: {alike}",),
        "keandalan": ("Keandalan tidak dapat dihitung: jumlah nilai semua responden sama.",),
        "kepentingan": ("Kepentingan tersirat tidak dapat dihitung: semua penilaian umum sama.",),
    }  # fmt: skip
    mixed = Jawaban9([[4] * 9] * 40, [3 + i % 2 for i in range(40)], one_group(40))
    assert mixed.blocks()["kepentingan"].text == (
        "Kepentingan tersirat tidak dapat dihitung: setiap unsur dinilai sama oleh semua responden yang "
        "memberi penilaian umum.",
    )


def test_words_where_nobody_gives_a_general_rating() -> None:
    answers = Jawaban9(twelve().nilai, [None] * 12, one_group(12))
    assert answers.blocks()["kepentingan"].text == (
        "Kepentingan tersirat tidak dapat dihitung: tidak ada responden yang memberi penilaian umum.",
    )
    assert answers.blocks()["kelompok"].text == (
        "Perbandingan antarkelompok tidak dapat dihitung: tidak ada dua kelompok yang masing-masing "
        "beranggotakan sedikitnya lima orang.",
    )


def test_words_where_two_unsur_go_against_each_other() -> None:
    nilai = [[2 + i % 2, 3 - i % 2, *[3] * 7] for i in range(40)]
    words = Jawaban9(nilai, [None] * 40, one_group(40)).blocks()["bivariat"].text
    assert words == (
        "Dari 1 pasangan unsur, 1 terbukti berhubungan: U1 Persyaratan dengan U2 Prosedur (rho −1,00, "
        "kuat).",
        "Responden yang menilai tinggi yang satu cenderung menilai rendah yang lain; hubungan bukan "
        "bukti bahwa yang satu menyebabkan yang lain.",
    )


def _cases(name: str) -> list[tuple[str, ...]]:
    return [_random(seed)[1][name].text for seed in SEEDS]


def test_the_random_answers_lead_to_every_kind_of_sentence() -> None:
    """A test of two hundred cases says little where most of them are alike."""
    said = {
        "univariat": ("belum ada jawaban", "Jawaban baru", "tertinggi", "Rata-rata semua unsur sama"),
        "bivariat": ("sedikit", "dinilai sama", "Tidak ada pasangan", "paling erat U", "beberapa pasangan"),
        "kelompok": ("lima orang", "Tidak ada unsur", "terbukti berbeda menurut"),
        "keandalan": ("belum dijawab", "dijawab secara konsisten", "jumlah nilai"),
        "kepentingan": ("tidak ada responden", "Pada peta, ", "terlalu dekat", "kebetulan", "Tidak ada unsur"),
    }  # fmt: skip
    for name, parts in said.items():
        whole = _cases(name)
        for part in parts:
            assert any(part in words[0] for words in whole), (name, part)
    open_ = {
        {"H"} <= set(table.columns)
        for seed in SEEDS
        for table in _tables(_random(seed)[1]["kelompok"]).values()
    }
    assert open_ == {True, False}


def test_words_where_most_unsur_go_their_own_way() -> None:
    nilai = [[2 + (i >> at) % 2 for at in range(9)] for i in range(512)]
    words = Jawaban9(nilai, [None] * 512, one_group(512)).blocks()["keandalan"].text
    assert words == (
        "Kesembilan unsur belum dijawab secara konsisten (alfa Cronbach 0,00): nilai gabungan perlu "
        "dibaca bersama nilai tiap unsur.",
        "Sebagian besar unsur kurang searah dengan unsur lainnya.",
    )


def test_the_closest_pair_is_named_also_where_it_goes_the_other_way() -> None:
    """U1 against U2 perfectly, U3 with U4 less so."""
    nilai = [[2 + i % 2, 3 - i % 2, 2 + i // 20, 2 + min(1, i // 18), *[3] * 5] for i in range(40)]
    words = Jawaban9(nilai, [None] * 40, one_group(40)).blocks()["bivariat"].text
    assert words[0] == (
        "Dari 6 pasangan unsur, 2 terbukti berhubungan: paling erat U1 Persyaratan dengan U2 Prosedur "
        "(rho −1,00, kuat)."
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_picture_names_the_quadrants_as_the_table_does(seed: int) -> None:
    blok = _random(seed)[1]["kepentingan"]
    for chart in (x for x in blok.isi if isinstance(x, Chart)):
        (_, line_x), (_, line_y) = chart.bounds
        rows = _tables(blok)["statistik_kepentingan"].rows
        for row, x, y in zip(rows, *(s.nilai for s in chart.series), strict=True):
            # Where the printed figures say nothing, those before rounding decide.
            if x is not None and y is not None and x != line_x and y != line_y:
                assert row[-1].text == chart.areas[(x > line_x) + 2 * (y < line_y)]


# --- what must not be told ---------------------------------------------------------------------


def _with_groups(sizes: dict[str, int]) -> Jawaban9:
    cells = [c for c, n in sizes.items() for _ in range(n)]
    n = len(cells)
    nilai = [[1 + (i * (at + 3) + at) % 4 for at in range(9)] for i in range(n)]
    return Jawaban9(nilai, [None] * n, one_group(n) | {"pekerjaan": cells})


@pytest.mark.parametrize(
    ("small", "told"),
    [
        ({}, True),
        ({"TNI/POLRI": 3}, False),
        ({"TNI/POLRI": 2, "Wiraswasta/Usahawan": 2}, False),
        ({"TNI/POLRI": 2, "Wiraswasta/Usahawan": 3}, True),
    ],
)
def test_no_figure_tells_how_many_people_a_small_group_has(small: dict[str, int], told: bool) -> None:  # fmt: skip
    answers = _with_groups({"ASN": 31, "Masyarakat": 27, **small})
    blok = answers.blocks()["kelompok"]
    table = _tables(blok)["statistik_kelompok_pekerjaan"]
    # Whoever knows H and epsilon squared knows n, and by it how many were left out.
    assert ({"H", "p"} <= set(table.columns)) == told
    notes = " ".join(table.notes)
    assert ("58 jawaban" in notes) == told
    whole = " ".join([*blok.text, *notes.split(), *(c.text for row in table.rows for c in row)])
    assert not any(name in whole for name in small)
    assert ("kurang dari 5 orang" in notes) == bool(small)
    assert "Kelompok: ASN; Masyarakat." in notes
    # The Excel file is asked the same, and there no figure has more digits than on paper.
    olah = next(x for x in statistik_tables(answers.statistik) if x.kunci == "olah_kelompok")
    word = words_of("pekerjaan")
    lines = [dict(zip(olah.columns, row, strict=True)) for row in olah.rows if row[0].value == word]
    assert len(lines) == 9
    for line, row in zip(lines, table.rows, strict=True):
        assert line["Jawaban"].value == (58 if told else None)
        alike = row[0].text in {NAMA[1], NAMA[5]}  # all give it the same: nothing to compare
        for name in ("H", "p"):
            assert (line[name].value is not None) == (told and not alike)
        if alike:
            continue
        paper = dict(zip(table.columns, row, strict=True))
        same = line["p terkoreksi"].text == paper["p terkoreksi"].text
        assert (same and line["Epsilon kuadrat"].text == paper["Epsilon kuadrat"].text) != told
    hidden = {c.text for line in lines for name, c in line.items() if name != "Derajat bebas"}
    assert told or not hidden & {"58", "58,00"}


@pytest.mark.parametrize("seed", SEEDS)
def test_small_groups_are_never_named(seed: int) -> None:
    answers, blocks = _random(seed)
    blok = blocks["kelompok"]
    for kunci, cells in answers.kelompok.items():
        table = _tables(blok).get(f"statistik_kelompok_{kunci}")
        if table is None:
            continue
        named = table.notes[0].removeprefix("Kelompok: ").partition(". Derajat")[0].split("; ")
        large = {words_of(kunci, c) for c in cells if cells.count(c) >= N_KELOMPOK}
        assert set(named) == large


# --- on paper ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers", [twelve(), random_answers(5), thousands()], ids=["12", "some", "5000"]
)
def test_every_form_carries_the_figures(answers: Jawaban9) -> None:
    report = answers.report()
    pdf = pypdfium2.PdfDocument(render_laporan_pdf(report))
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    pdf.close()
    word = render_docx(report)
    assert faults(word) == []
    document = Document(io.BytesIO(word))
    told = [x.get("descr") for x in document.element.iter() if str(x.tag).endswith("}docPr")]
    for chart in report.charts:
        assert chart.alt in told
    cells = {c.text for table in document.tables for row in table.rows for c in row.cells}
    for table in report.tables:
        for row, _ in table.lines:
            for cell in row:
                # Word keeps the sign with its number by a space of its own.
                assert cell.text in {c.replace("\u00a0", " ") for c in cells} | cells
                assert cell.text in text or len(cell.text) > 20
    assert len(render_laporan_xlsx(report)) > 5000
