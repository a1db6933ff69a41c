"""Blocks of an annual report with suggestions and actions, on a year in which everything is there."""

from dataclasses import replace

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Petikan
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.saran import list_quoted, saran_blok
from sekampadi.reports.build.tahunan.tindak_lanjut import (
    realisasi_blok,
    realisasi_words,
    tindak_lanjut_blok,
)
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.naskah import save_naskah_tahunan
from tests.conftest import Content
from tests.factories import Cast, make_cast
from tests.reports.tahunan.tahun_kecil import (
    LAMBAT,
    TAHUN,
    answer,
    full_year,
    person,
    read,
    read_province,
)
from tests.reports.tahunan.test_blok_hasil import cells, table, words

KOSONG = f"Belum ada kegiatan tindak lanjut yang direncanakan dari hasil survei tahun {TAHUN}."


def _fill(rt: Runtime) -> Cast:
    cast = make_cast(rt)
    full_year(rt, cast)
    return cast


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content:
    """Begin with the year in which everything is there, or with an empty one."""
    return make_cast if "kosong" in request.fixturenames else _fill


@pytest.fixture
def kosong() -> None:
    """Ask for a year without anything."""


def test_suggestions_by_unsur_and_tone(rt: Runtime, cast: Cast) -> None:
    blok = saran_blok(read(rt, cast))
    # 12 and 20 ask for another counter, 6 praise the staff.
    assert blok.text == (
        "Responden menulis 38 kritik dan saran. Menurut daftar kata, yang paling sering disebut adalah "
        "U3 Waktu pelayanan, dalam 32 saran.",
    )
    lines = {line[0]: line[1:] for line in cells(blok, "saran_unsur")}
    assert lines["U3 Waktu pelayanan"] == ["0", "32", "0", "32"]
    assert lines["U7 Perilaku petugas"] == ["0", "0", "6", "6"]
    assert lines["U8 Sarana dan prasarana"] == ["0", "0", "0", "0"]
    assert lines["Saran yang tidak menyebut unsur"] == ["", "", "", "0"]
    assert lines["Seluruh kritik dan saran"] == ["", "", "", "38"]
    assert any("presisi" in note for note in table(blok, "saran_unsur").notes)
    assert cells(blok, "petikan") == [
        ["1", "U3 Waktu pelayanan", f"“{LAMBAT}”", "Triwulan I 2022"],
    ]


def test_a_piece_of_a_quotation_is_not_quoted_beside_it(rt: Runtime, cast: Cast) -> None:
    bahan = read(rt, cast)
    at, tw = next((i, x) for i, x in enumerate(bahan.triwulan) if x.rencana)
    assert tw.rencana is not None
    place, baris = next((i, b) for i, b in enumerate(tw.rencana.baris) if b.petikan)
    whole = baris.petikan[0]
    piece = replace(whole, teks=whole.teks[:12] + "…")
    lines = list(tw.rencana.baris)
    for petikan in ((piece, whole), (whole, piece), (whole, whole)):
        lines[place] = replace(baris, petikan=petikan)
        each = list(bahan.triwulan)
        each[at] = replace(tw, rencana=replace(tw.rencana, baris=tuple(lines)))
        found = [p for _, _, p in list_quoted(replace(bahan, triwulan=tuple(each)))]
        assert [p.teks for p in found if p.jawaban_id == whole.jawaban_id] == [whole.teks]


def test_what_a_moderator_removed_is_quoted_nowhere(rt: Runtime, cast: Cast) -> None:
    with rt.reading() as session:
        (quoted,) = session.exec(select(col(Petikan.jawaban_id))).all()
    remove(rt, person(cast), [quoted], "Menyebut nama orang")
    bahan = read(rt, cast)
    blok = saran_blok(bahan)
    assert [x.kunci for x in blok.isi] == ["saran_unsur"]
    assert blok.text[0].startswith("Responden menulis 37 kritik dan saran.")
    assert cells(tindak_lanjut_blok(bahan), "tindak_lanjut")[0][3] == "–"


def test_nothing_of_suggestions_for_who_may_not_read_them(rt: Runtime, cast: Cast) -> None:
    save_naskah_tahunan(
        rt, person(cast), "", TAHUN, bagian="saran", versi=0, isian={"teks": "Sudah dibahas."}
    )
    bahan = replace(read(rt, cast), saran=None)
    assert saran_blok(bahan) == Blok(penutup=("Sudah dibahas.",))
    assert {line[3] for line in cells(tindak_lanjut_blok(bahan), "tindak_lanjut")} == {"–", ""}


def test_the_plan_goes_from_the_worst_unsur_of_the_year_to_the_best(
    rt: Runtime, cast: Cast
) -> None:
    blok = tindak_lanjut_blok(read(rt, cast))
    found = table(blok, "tindak_lanjut")
    assert found.columns == (
        *("No.", "Prioritas Unsur", "Nilai IKM", "Keluhan", "Program/Kegiatan", "Waktu"),
        "Penanggung Jawab",
    )
    # 202, 252, 264 and 277 points of 73 answers, times 25.
    waktu, sarana, perilaku = (
        "U3 Waktu pelayanan",
        "U8 Sarana dan prasarana",
        "U7 Perilaku petugas",
    )
    assert [line[:5] for line in cells(blok, "tindak_lanjut")] == [
        ["1", waktu, "69,18", f"“{LAMBAT}”", "Menambah satu loket"],
        ["", "", "", "", "Memasang nomor antrean"],
        ["2", "U1 Persyaratan", "86,30", "–", "Belum ada kegiatan"],
        ["3", "U2 Prosedur", "86,30", "–", "Belum ada kegiatan"],
        ["4", "U5 Produk layanan", "86,30", "–", "Belum ada kegiatan"],
        ["5", "U6 Kompetensi petugas", "86,30", "–", "Belum ada kegiatan"],
        ["6", sarana, "90,41", "–", "Membeli kursi tunggu"],
        ["7", "U9 Penanganan pengaduan, saran dan masukan", "90,41", "–", "Belum ada kegiatan"],
        ["8", "U4 Biaya/tarif", "94,86", "–", "Belum ada kegiatan"],
        ["9", perilaku, "94,86", "–", "Melatih petugas baru"],
    ]
    assert [row[4].small for row in found.rows if row[4].small] == [
        "RTL Triwulan I 2022, jangka pendek; selesai",
        "U3 Waktu pelayanan · RTL Triwulan I 2022, jangka pendek; berjalan",
        "RTL Triwulan II 2022, jangka pendek; selesai",
        "RTL Triwulan I 2022, jangka pendek; batal",
    ]
    assert found.rows[0][5].text == "paling lambat 31 Desember 2022"


def test_a_quotation_stands_beside_the_actions_of_its_own_plan(rt: Runtime, cast: Cast) -> None:
    """Also when another plan has the first action, and when its plan has none for the unsur."""
    bahan = read(rt, cast)
    at, tw = next((i, x) for i, x in enumerate(bahan.triwulan) if x.rencana)
    later = bahan.triwulan[at + 1]
    assert tw.rencana is not None
    assert later.rencana is not None

    def moved(*, keep: bool) -> BahanTahunan:
        assert tw.rencana is not None
        assert later.rencana is not None
        waktu = next(b for b in tw.rencana.baris if b.petikan)
        here = [replace(b, petikan=()) for b in tw.rencana.baris]
        there = [
            replace(b, petikan=waktu.petikan, kegiatan=waktu.kegiatan if keep else ())
            if b.nilai.unsur is waktu.nilai.unsur
            else b
            for b in later.rencana.baris
        ]
        each = list(bahan.triwulan)
        each[at] = replace(tw, rencana=replace(tw.rencana, baris=tuple(here)))
        each[at + 1] = replace(later, rencana=replace(later.rencana, baris=tuple(there)))
        return replace(bahan, triwulan=tuple(each))

    lines = cells(tindak_lanjut_blok(moved(keep=True)), "tindak_lanjut")
    assert [line[3] for line in lines[:4]] == ["–", "", f"“{LAMBAT}”", ""]
    lines = cells(tindak_lanjut_blok(moved(keep=False)), "tindak_lanjut")
    assert [line[3:5] for line in lines[:3]] == [
        ["–", "Menambah satu loket"],
        ["", "Memasang nomor antrean"],
        [f"“{LAMBAT}”", "Belum ada kegiatan"],
    ]


def test_what_came_of_the_plans(rt: Runtime, cast: Cast) -> None:
    blok = realisasi_blok(read(rt, cast))
    assert cells(blok, "realisasi") == [
        ["Triwulan I 2022", "3", "1", "1", "0", "1", "33,33 %"],
        ["Triwulan II 2022", "1", "1", "0", "0", "0", "100,00 %"],
        ["Triwulan III 2022", "0", "0", "0", "0", "0", "–"],
        ["Triwulan IV 2022", "0", "0", "0", "0", "0", "–"],
        ["Tahun 2022", "4", "2", "1", "0", "1", "50,00 %"],
    ]
    assert blok.text == (
        "Dari 4 kegiatan yang direncanakan dari hasil survei tahun 2022, 2 selesai (50,00 %), sedangkan "
        "1 dibatalkan.",
        "Kegiatan tindak lanjut dari hasil survei tahun 2021 tidak tercatat.",
    )


def test_the_year_after_tells_of_the_year_before(rt: Runtime, cast: Cast) -> None:
    bahan = read(rt, cast, 2023)
    assert tindak_lanjut_blok(bahan).text == (KOSONG.replace("2022", "2023"),)
    blok = realisasi_blok(bahan)
    assert blok.text == (
        "Dari 4 kegiatan yang direncanakan dari hasil survei tahun 2022, 2 selesai (50,00 %), sedangkan "
        "1 dibatalkan.",
    )
    # The second triwulan of 2023 is not over.
    assert cells(blok, "realisasi") == [
        ["Triwulan I 2023", "0", "0", "0", "0", "0", "–"],
        ["Tahun 2023", "0", "0", "0", "0", "0", "–"],
        ["Tahun 2022", "4", "2", "1", "0", "1", "50,00 %"],
    ]


def test_the_province_counts_the_upp_with_plans(rt: Runtime, cast: Cast) -> None:
    bahan = read_province(rt, cast)
    assert not tindak_lanjut_blok(bahan).isi
    assert cells(realisasi_blok(bahan), "realisasi")[:2] == [
        ["Triwulan I 2022", "1", "3", "1", "1", "0", "1", "33,33 %"],
        ["Triwulan II 2022", "1", "1", "1", "0", "0", "0", "100,00 %"],
    ]


@pytest.mark.usefixtures("kosong")
def test_without_plans_and_suggestions_there_are_sentences(rt: Runtime, cast: Cast) -> None:
    answer(rt, 1, 6)
    bahan = read(rt, cast)
    assert saran_blok(bahan).text == (
        f"Tidak ada kritik atau saran yang ditulis responden pada tahun {TAHUN}.",
    )
    assert tindak_lanjut_blok(bahan) == Blok((KOSONG,))
    assert realisasi_blok(bahan) == Blok(
        ("Kegiatan tindak lanjut dari hasil survei tahun 2021 tidak tercatat.",)
    )
    assert realisasi_blok(read_province(rt, cast)).text[0] == KOSONG


@pytest.mark.usefixtures("kosong")
def test_a_few_mentions_are_no_order(rt: Runtime, cast: Cast) -> None:
    answer(rt, 1, 9, saran=LAMBAT)
    assert words(saran_blok(read(rt, cast))) == "Responden menulis 9 kritik dan saran."


def test_what_is_said_of_all_and_of_none() -> None:
    assert realisasi_words(Realisasi(3, 3), 2022) == (
        "Semua kegiatan yang direncanakan dari hasil survei tahun 2022 selesai (3 kegiatan)."
    )
    assert realisasi_words(Realisasi(1, 0, 0, 1), 2022) == (
        "Satu kegiatan yang direncanakan dari hasil survei tahun 2022 dibatalkan."
    )
    assert realisasi_words(Realisasi(2, 0, 0, 2), 2022) == (
        "Semua kegiatan yang direncanakan dari hasil survei tahun 2022 dibatalkan (2 kegiatan)."
    )
    assert realisasi_words(Realisasi(1234, 0, 2, 1), 2022) == (
        "Dari 1.234 kegiatan yang direncanakan dari hasil survei tahun 2022, belum ada yang selesai, "
        "sedangkan 1 dibatalkan."
    )
