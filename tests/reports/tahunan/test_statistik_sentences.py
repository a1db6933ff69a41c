"""Sentences of an annual report's statistics: what they say, and that their tables say it."""

import re
from decimal import Decimal
from typing import Any

import pytest

from sekampadi.reports.build.olah.statistik import statistik_tables
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.model import Chart
from tests.reports.statistik_contoh import (
    NAMA,
    Jawaban9,
    all_alike,
    first_of,
    one_group,
    random_case,
    tables_of,
    texts_of,
    thousands,
    twelve,
)
from tests.unit.domain.tahunan.acuan import SEEDS, over_all_seeds

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


def _numbers(sentence: str) -> list[str]:
    for name in NAMA:
        sentence = sentence.replace(name, "")
    return NUMBER.findall(sentence)


def _foreign(blok: Blok) -> list[str]:
    cells = {c.text for table in tables_of(blok).values() for line, _ in table.lines for c in line}
    return [n for sentence in blok.text for n in _numbers(sentence) if n not in cells]


@over_all_seeds
def test_every_number_of_a_sentence_is_that_of_a_cell_beside_it(seed: int) -> None:
    for blok in random_case(seed)[1].values():
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


@over_all_seeds
def test_what_a_sentence_names_is_what_its_table_shows(seed: int) -> None:
    _, blocks = random_case(seed)
    uni = blocks["univariat"]
    if high := _claim(uni.text, r"tertinggi pada (.*?) \(\d"):
        rows = tables_of(uni)["statistik_univariat"].rows
        top = max(row[-2].value for row in rows)  # type: ignore[type-var]
        assert high == ALL_NAMES(row[0].text for row in rows if row[-2].value == top)
    pairs = blocks["bivariat"]
    if closest := _claim(pairs.text, r"(?:: |paling erat )(U\d[^(;:]*?) \(rho"):
        first = next(
            r for r in tables_of(pairs)["statistik_spearman"].rows if r[4].text != "tidak terbukti"
        )
        assert closest == f"{first[1].text} dengan {first[2].text}"
    alpha = blocks["keandalan"]
    if alpha.isi:
        value: Any = tables_of(alpha)["statistik_keandalan"].totals[0][1].value
        assert ("belum dijawab" in alpha.text[0]) == (value < Decimal("0.70"))
        assert any("masih sedikit" in x for x in alpha.text) == (random_case(seed)[0].n < 30)
    important = blocks["kepentingan"]
    named = [name for name in NAMA if f"{name} (kepentingan" in important.text[0]]
    if important.isi:
        table = tables_of(important)["statistik_kepentingan"]
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
    table = tables_of(first_of(twelve(), n).blocks()["univariat"])["statistik_univariat"]
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
    table = tables_of(twelve().blocks()["kelompok"])["statistik_kelompok_jenis_kelamin"]
    # Two halves apart: H = 12 - 1; its p by chi square of one degree is 0.00091, of four tests 0.0018.
    assert texts_of(table.rows[0]) == [NAMA[0], "11,00", "< 0,001", "0,002", "1,000", "besar"]
    assert texts_of(table.rows[4]) == [NAMA[4], "–", "–", "–", "–", "–"]


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
            "Kepentingan tersirat tidak dapat dihitung: penilaian umum semua atau hampir semua responden sama.",
        ),
    }  # fmt: skip


def test_words_where_all_answers_are_alike() -> None:
    alike = "setiap unsur dinilai sama oleh semua responden."
    assert _words(all_alike(40)) == {
        "univariat": ("Rata-rata semua unsur sama, yaitu 4,00.", "Pada setiap unsur semua responden memberi nilai yang sama."),
        "bivariat": (f"Hubungan antarunsur tidak dapat dihitung: {alike}",),
        "kelompok": (f"Perbandingan antarkelompok tidak dapat dihitung: {alike}",),
        "keandalan": ("Keandalan tidak dapat dihitung: jumlah nilai semua atau hampir semua responden sama.",),
        "kepentingan": ("Kepentingan tersirat tidak dapat dihitung: penilaian umum semua atau hampir semua responden sama.",),
    }  # fmt: skip
    mixed = Jawaban9([[4] * 9] * 40, [3 + i % 2 for i in range(40)], one_group(40))
    assert mixed.blocks()["kepentingan"].text == (
        "Kepentingan tersirat tidak dapat dihitung: terlalu sedikit responden yang nilai unsurnya dan "
        "penilaian umumnya lain daripada yang terbanyak.",
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
    return [random_case(seed)[1][name].text for seed in SEEDS]


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
        for table in tables_of(random_case(seed)[1]["kelompok"]).values()
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


@over_all_seeds
def test_the_picture_names_the_quadrants_as_the_table_does(seed: int) -> None:
    blok = random_case(seed)[1]["kepentingan"]
    for chart in (x for x in blok.isi if isinstance(x, Chart)):
        (_, line_x), (_, line_y) = chart.bounds
        rows = tables_of(blok)["statistik_kepentingan"].rows
        for row, x, y in zip(rows, *(s.nilai for s in chart.series), strict=True):
            # Where the printed figures say nothing, those before rounding decide.
            if x is not None and y is not None and x != line_x and y != line_y:
                assert row[-1].text == chart.areas[(x > line_x) + 2 * (y < line_y)]


def test_of_the_province_groups_are_not_compared_and_it_says_why() -> None:
    answers = Jawaban9(all_alike(40).nilai, [None] * 40, {})
    blok = answers.blocks()["kelompok"]
    assert blok.text == (
        "Perbedaan antarkelompok tingkat provinsi tidak diuji, karena perbedaan itu dapat timbul hanya "
        "dari siapa mengisi di UPP mana.",
    )
    assert blok.isi == ()
    olah = next(x for x in statistik_tables(answers.statistik) if x.kunci == "olah_kelompok")
    assert (olah.rows, olah.notes) == ((), blok.text)
