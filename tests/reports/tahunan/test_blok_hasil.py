"""Blocks of an annual report with the index: the decree's table, triwulan, units, general rating."""

from dataclasses import replace
from datetime import date

import pytest

from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.ketelitian import compute_ketelitian
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.hasil import hasil_blok, umum_blok
from sekampadi.reports.build.tahunan.kelebihan import kelebihan_blok, kelemahan_blok
from sekampadi.reports.build.tahunan.triwulan import triwulan_blok
from sekampadi.reports.build.tahunan.unit import layanan_blok, unit_unsur_blok
from sekampadi.reports.model import Chart, Table
from sekampadi.services.master.metode import set_metode
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan, load_bahan
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.reports.contoh import spread
from tests.reports.tahunan import tahun_kecil
from tests.reports.tahunan.tahun_kecil import HARI, TAHUN, answer, person, read, read_province
from tests.reports.test_tabel_keputusan import LINES, SUMS


@pytest.fixture
def backend() -> str:
    """What a block says of its figures does not depend on the database."""
    return "sqlite"


def alike(
    rt: Runtime, triwulan: int, many: int, nilai: int, layanan: str = "layanan-a1", **other: str
) -> None:
    """Leave answers that give every unsur the same score."""
    fields = factories.isian(**{f"u{at}": str(nilai) for at in range(1, 10)}, **other)
    for _ in range(many):
        factories.submit(rt, layanan, fields, day=HARI[triwulan])


def table(blok: Blok, kunci: str) -> Table:
    """Return the table of a block."""
    (found,) = [x for x in blok.isi if isinstance(x, Table) and x.kunci == kunci]
    return found


def cells(blok: Blok, kunci: str) -> list[list[str]]:
    """Return what stands in the rows of a table, and in its totals."""
    return [[cell.text for cell in line] for line, _ in table(blok, kunci).lines]


def words(blok: Blok) -> str:
    """Return all sentences of a block."""
    return " ".join((*blok.text, *blok.penutup))


def of_rekap(bahan: BahanTahunan, rekap: Rekap, metode: Metode) -> BahanTahunan:
    """Return a report of other answers."""
    hasil = compute_ikm_of_rekap(rekap, metode)
    figures = replace(bahan.laporan.figures, rekap=rekap, hasil=hasil)
    sure = compute_ketelitian(rekap, hasil)
    return replace(bahan, laporan=replace(bahan.laporan, figures=figures, ketelitian=sure))


@pytest.mark.parametrize(
    ("metode", "whole"), [(Metode.SEKAMPADI, "81,11"), (Metode.TEPAT, "81,19")]
)
def test_the_decrees_table_of_an_upp(rt: Runtime, cast: Cast, metode: Metode, whole: str) -> None:
    rekap = Rekap(n=100, sebaran=tuple(spread(100, s) for s in SUMS), total_kuadrat=86_200)
    blok = hasil_blok(of_rekap(read(rt, cast), rekap, metode))
    *lines, total = cells(blok, "unsur")
    for got, (nrr, ikm, mutu, kinerja) in zip(lines, LINES, strict=True):
        assert got[3:] == [nrr.replace(".", ","), ikm.replace(".", ","), mutu, kinerja]
    # The decree prints 91,25 for 3,67 x 25 and 81,25 for the whole; neither is right.
    assert lines[7][4] == "91,75"
    assert total[3:] == ["3,25", whole, "B", "Baik"]
    said = f"Nilai IKM UPP-A tahun {TAHUN} adalah {whole} dari 100 responden, mutu B (Baik)."
    assert blok.text[0] == said
    assert ["Nilai IKM", whole] in cells(blok, "ikm")


def test_strong_and_weak_unsur_of_the_decrees_table(rt: Runtime, cast: Cast) -> None:
    rekap = Rekap(n=100, sebaran=tuple(spread(100, s) for s in SUMS), total_kuadrat=86_200)
    bahan = of_rekap(read(rt, cast), rekap, Metode.SEKAMPADI)
    weak = kelemahan_blok(bahan).text[0]
    assert weak.startswith(
        "Unsur yang mutunya di bawah B: U3 Waktu pelayanan (69,50, mutu C); U1 Persyaratan (75,00, "
        "mutu C); U2 Prosedur (76,50, mutu C); U5 Produk layanan (76,50, mutu C)."
    )
    assert "Nilai U2, U5 belum dapat dibedakan dari batas mutu B" in weak
    strong = kelebihan_blok(bahan)
    assert "U8 Sarana dan prasarana (91,75, mutu A)" in strong.text[0]
    assert len(table(strong, "kekuatan").rows) == 9


def test_without_answers_one_sentence_and_no_table(rt: Runtime, cast: Cast) -> None:
    bahan = read(rt, cast)
    assert hasil_blok(bahan) == Blok(
        (f"Belum ada jawaban pada tahun {TAHUN}, sehingga nilai IKM belum dapat dihitung.",)
    )
    for blok in (triwulan_blok, layanan_blok, unit_unsur_blok, umum_blok, kelemahan_blok):
        assert blok(bahan).kosong
    assert not kelebihan_blok(bahan).isi


def test_of_fewer_than_ten_answers_nothing_is_called_weak(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 9, 1)
    bahan = read(rt, cast)
    assert kelemahan_blok(bahan).text == (
        "Jawaban kurang dari sepuluh, terlalu sedikit untuk menyebut unsur yang lemah.",
    )
    assert not kelebihan_blok(bahan).isi
    assert "mutu D (Tidak Baik)" in hasil_blok(bahan).text[0]
    assert words(umum_blok(bahan)) == ""


def test_all_fours(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 10, 4)
    alike(rt, 2, 10, 4)
    bahan = read(rt, cast)
    assert "Tidak ada margin: rata-rata tiap jawaban sama." in words(hasil_blok(bahan))
    assert "Margin" not in {line[0] for line in cells(hasil_blok(bahan), "ikm")}
    assert kelebihan_blok(bahan).text == ("Semua unsur bernilai sama, 100,00.",)
    assert kelemahan_blok(bahan).text == ("Tidak ada unsur yang mutunya di bawah B.",)
    assert triwulan_blok(bahan).text[0] == "IKM setiap triwulan sama."


def test_what_may_be_chance_is_called_so(rt: Runtime, cast: Cast) -> None:
    answer(rt, 1, 10)
    answer(rt, 2, 11, layanan="layanan-a2")
    bahan = read(rt, cast)
    said = "IKM antartriwulan belum dapat dibedakan; selisihnya mungkin hanya kebetulan."
    assert triwulan_blok(bahan).text[0] == said
    assert layanan_blok(bahan).text == (
        "Perbedaan nilai di antara layanan belum dapat dibedakan dari kebetulan.",
    )


def test_up_and_down_again(rt: Runtime, cast: Cast) -> None:
    for at, nilai in ((1, 3), (2, 4), (3, 3)):
        alike(rt, at, 10, nilai)
    blok = triwulan_blok(read(rt, cast))
    assert blok.text[0] == (
        "IKM naik dari Triwulan I 2022 ke Triwulan II 2022. "
        "IKM turun dari Triwulan II 2022 ke Triwulan III 2022. "
        "IKM Triwulan II 2022 lebih tinggi daripada semua triwulan lain."
    )
    # 27 x 0,111 x 25 = 74,925; 36 x 0,111 x 25 = 99,90.
    assert [[line[2], *line[5:]] for line in cells(blok, "triwulan")] == [
        ["74,93", "–", "–"],
        ["99,90", "+24,97", "naik"],
        ["74,93", "−24,97", "turun"],
        ["belum ada data", "–", "–"],
    ]
    (chart,) = [x for x in blok.isi if isinstance(x, Chart)]
    assert [None if v is None else str(v) for v in chart.series[0].nilai] == [
        "74.93",
        "99.90",
        "74.93",
        None,
    ]


def test_of_nine_answers_no_direction_is_said(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 10, 3)
    alike(rt, 2, 9, 4)
    blok = triwulan_blok(read(rt, cast))
    assert blok.text == ("Belum ada lembar IKM triwulan yang berlaku untuk tahun ini.",)
    assert cells(blok, "triwulan")[1][6] == "belum diketahui"


def test_of_one_triwulan_there_is_neither_change_nor_line(rt: Runtime, cast: Cast) -> None:
    alike(rt, 2, 12, 3)
    blok = triwulan_blok(read(rt, cast))
    assert "Perubahan" not in table(blok, "triwulan").columns
    assert len(blok.isi) == 1


def test_a_change_of_the_weight_method_is_no_change_of_the_service(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 10, 3)
    alike(rt, 3, 10, 3)
    fields = {"berlaku_dari": "01-07-2022", "metode": "tepat", "yakin": "ubah nilai yang lalu"}
    set_metode(rt, cast.people[Role.ADMIN_PEMPROV], fields)
    blok = triwulan_blok(read(rt, cast))
    first, _, third, _ = cells(blok, "triwulan")
    # 74,925 with 0,111 and 75,00 with 1/9.
    assert (first[2], first[5], first[6]) == ("74,93", "sekampadi", "75,00")
    assert third[2:3] + third[5:] == ["75,00", "tepat", "75,00", "0,00", "belum dapat dibedakan"]
    assert blok.text[0] == "IKM setiap triwulan sama bila dihitung dengan satu metode bobot."


def test_the_running_year_shows_what_has_begun(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 5, 15))
    fields = factories.isian()
    for _ in range(10):
        factories.submit(rt, "layanan-a1", fields, day=date(2023, 2, 1))
    bahan = read(rt, cast, 2023)
    names = [line[0] for line in cells(triwulan_blok(bahan), "triwulan")]
    assert names == ["Triwulan I 2023", "Triwulan II 2023 (berjalan)"]
    assert (
        hasil_blok(bahan)
        .text[0]
        .startswith(
            "Nilai IKM UPP-A tahun 2023 sampai dengan 15 Mei 2023 adalah 74,93 dari 10 responden"
        )
    )


def test_a_sheet_is_named_and_what_it_said_then(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 10, 3)
    publish(rt, person(cast), periode=read(rt, cast).triwulan[0].triwulan.periode)
    blok = triwulan_blok(read(rt, cast))
    sheet = table(blok, "triwulan").rows[0][-1]
    assert (sheet.text, sheet.small) == (f"0001/UPP-A/TW-I/{TAHUN}", "")
    assert "Belum ada lembar" not in words(blok)
    alike(rt, 1, 10, 4)
    # 10 x 27 and 10 x 36 over twenty: 31,5 x 0,111 x 25 = 87,4125.
    row = table(triwulan_blok(read(rt, cast)), "triwulan").rows[0]
    assert (row[2].text, row[-1].small) == ("87,41", "pada lembar: 74,93")


def test_layanan_above_and_below(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 10, 4)
    alike(rt, 1, 10, 3, "layanan-a2")
    bahan = read(rt, cast)
    assert layanan_blok(bahan).text == (
        "Nilai di atas layanan lain bersama-sama: Layanan a1. Nilai di bawah layanan lain "
        "bersama-sama: Layanan a2.",
    )
    *lines, whole = cells(unit_unsur_blok(bahan), "unit_unsur")
    assert lines == [
        ["Layanan a1", "10", *["4,00"] * 9, "99,90"],
        ["Layanan a2", "10", *["3,00"] * 9, "74,93"],
    ]
    assert whole == ["Seluruhnya", "20", *["3,50"] * 9, "87,41"]


def test_of_a_handful_nothing_is_told_apart(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 10, 4)
    alike(rt, 1, 4, 1, "layanan-a2")
    bahan = read(rt, cast)
    # The other one goes, too: the whole less it is the handful.
    for blok in (layanan_blok(bahan), unit_unsur_blok(bahan)):
        assert not blok.isi
        assert "Sebagian layanan tidak dirinci" in words(blok)


def test_one_layanan(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 10, 4, "layanan-b1")
    bahan = load_bahan(rt, cast.admin_b, "", TAHUN)
    assert layanan_blok(bahan) == Blok(
        ("Survei ini menilai satu jenis layanan, yaitu Layanan b1.",)
    )
    assert unit_unsur_blok(bahan).kosong


def test_the_decrees_table_of_the_province(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 10, 4)
    alike(rt, 1, 30, 3, "layanan-b1")
    answer(rt, 1, 5, layanan="layanan-c1")
    tahun_kecil.tell(rt, cast, 1)
    bahan = read_province(rt, cast)
    blok = hasil_blok(bahan)
    first, second, _ = cells(blok, "satuan_kerja")
    assert first[1:] == [
        "UPP-A",
        "99,90",
        "A",
        "Sangat Baik",
        *["semua (4,00)"] * 2,
        "",
        "",
        "Y",
        "",
    ]
    assert second[1:7] == ["UPP-B", "74,93", "C", "Kurang Baik", *["semua (3,00)"] * 2]
    rata = bahan.rekap.rata_rata if bahan.rekap else None
    assert ["Rata-rata UPP", str(rata).replace(".", ",")] in cells(blok, "ikm")
    assert cells(blok, "tanpa_jawaban") == [["1", "UPT-C1", "belum ada data"]]
    assert "Nilai di atas UPP lain bersama-sama: UPP-A." in words(blok)
    assert [line[1] for line in cells(layanan_blok(bahan), "upp")] == ["UPP-A", "UPP-B", "UPP-C"]


def test_the_general_rating_names_the_most_frequent_unless_there_are_two(
    rt: Runtime, cast: Cast
) -> None:
    alike(rt, 1, 7, 3, umum="3")
    alike(rt, 1, 5, 3, umum="4")
    assert words(umum_blok(read(rt, cast))) == (
        "Penilaian umum yang paling banyak dipilih adalah “Baik”: 7 orang (58,3 %)."
    )
    alike(rt, 1, 2, 3, umum="4")
    assert words(umum_blok(read(rt, cast))) == ""
