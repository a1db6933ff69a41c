"""Sentences of the comparison, the summary and the end that the golden cases do not come to."""

import re
from dataclasses import replace
from datetime import date

import pytest

from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.laporan import build_tahunan
from sekampadi.reports.build.tahunan.rangkuman.dokumentasi import dokumentasi_blok
from sekampadi.reports.build.tahunan.rangkuman.lampiran import hasil_lalu_blok, pengolahan_blok
from sekampadi.reports.build.tahunan.rangkuman.pengantar import pengantar_blok
from sekampadi.reports.build.tahunan.rangkuman.penutup import kesimpulan_blok
from sekampadi.reports.build.tahunan.rangkuman.perbandingan import perbandingan_blok
from sekampadi.reports.build.tahunan.rangkuman.perbandingan_kata import change_sentence
from sekampadi.reports.build.tahunan.rangkuman.rekomendasi import (
    rekomendasi_blok,
    usul_rekomendasi,
)
from sekampadi.reports.build.tahunan.rangkuman.ringkasan import ringkasan_text, summary_figures
from sekampadi.reports.model import Table
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.ikm_lama import save_ikm_lama
from sekampadi.services.tindak_lanjut.bukti import add_bukti
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from tests.bukti import done as pdf_file
from tests.bukti import pdf, picture
from tests.reports.tahunan.angka import strangers
from tests.reports.tahunan.contoh import (
    BAIK,
    DIBACA,
    LEMAH,
    SARAN,
    TAHUN,
    Kantor,
    Kasus,
    answers,
    at,
    kantor,
    plan,
    read,
    told,
    write,
)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def bahan_of(rt: Runtime, k: Kantor, dibaca: date = DIBACA) -> BahanTahunan:
    """Read a report, and look at its numbers by the way."""
    bahan, statistik = read(rt, Kasus("", lambda _: k, TAHUN, dibaca), k)
    for bentuk in BentukTahunan:
        assert strangers(build_tahunan(bahan, statistik, bentuk), bahan) == []
    return bahan


def advice(bahan: BahanTahunan) -> list[list[str]]:
    """Return what is recommended: act, why, by whom, how it is seen, until when, in which term."""
    table = rekomendasi_blok(bahan).isi[1]
    assert isinstance(table, Table)
    return [
        [act.text, act.small, by.text, seen.text, until.text, until.small]
        for _, _, act, by, seen, until in table.rows
    ]


def test_nine_answers_carry_an_index_and_nothing_of_unsur(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 9, unsur={"u3": (1,)})
    answers(rt, TAHUN - 1, 40)
    bahan = bahan_of(rt, k)
    said = " ".join((*ringkasan_text(bahan), *kesimpulan_blok(bahan).text))
    assert "dijawab oleh 9 responden" in said
    assert "U3" not in said
    assert "terlalu sedikit untuk menyimpulkan unsur mana yang baik atau lemah" in said
    assert rekomendasi_blok(bahan).isi == ()
    assert change_sentence(bahan, bahan.banding[-1]) == (
        "Nilai IKM tahun 2025 belum dapat dibandingkan dengan tahun 2024, karena jawaban tahun 2025 "
        "kurang dari 10."
    )


def test_of_a_year_before_with_few_answers_that_year_is_named(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 12)
    answers(rt, TAHUN - 1, 9)
    bahan = bahan_of(rt, k)
    assert change_sentence(bahan, bahan.banding[-1]).endswith("jawaban tahun 2024 kurang dari 10.")


@pytest.mark.parametrize(
    ("weak", "words"),
    [
        ("3", "– Selain U3, semua unsur bermutu B (Baik) atau lebih baik."),
        ("9452", "– Selain U2, U4, U5, dan U9, semua unsur bermutu B (Baik) atau lebih baik."),
        ("12345", "– Unsur yang bermutu B (Baik) atau lebih baik: U6, U7, U8, dan U9."),
        ("12345678", "– Unsur yang bermutu B (Baik) atau lebih baik: U9."),
        ("123456789", ""),
    ],
)
def test_of_good_and_weak_unsur_the_fewer_are_named(rt: Runtime, weak: str, words: str) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 20, semua=(4, 4, 3), unsur={f"u{at}": (1, 2) for at in weak})
    said = [s for s in kesimpulan_blok(bahan_of(rt, k)).text if "bermutu B" in s]
    assert said == ([words] if words else [])


def test_an_index_typed_in_by_hand_is_marked_and_not_tested(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 20)
    isi = {"nilai": "71,05", "n": "", "sumber": "Laporan SKM 2024"}
    save_ikm_lama(at(rt, DIBACA), k.orang, k.kode, TAHUN, lama=2024, versi=0, isian=isi)
    bahan = bahan_of(rt, k)
    said = "Menurut laporan terdahulu, nilai tahun 2024 adalah 71,05; selisihnya tidak diuji."
    assert said in ringkasan_text(bahan)
    blok = perbandingan_blok(bahan)
    assert blok.text == (
        "Nilai IKM tahun 2024 sebesar 71,05 diambil dari Laporan SKM 2024; jawabannya tidak ada pada "
        "SEKAMPADI, sehingga perubahannya tidak dapat diuji.",
        "Hasil survei tahun 2023 tidak ada.",
    )
    table, chart = blok.isi
    assert isinstance(table, Table)
    assert [c.text for c in table.rows[0]] == [
        "2024",
        "–",
        "71,05",
        "–",
        "C",
        "–",
        "–",
        "tidak diuji",
    ]
    assert table.rows[0][0].small == "diisi tangan"
    assert not isinstance(chart, Table)
    assert getattr(chart, "labels", ()) == ("2024 (diisi tangan)", "2025")


@pytest.mark.parametrize(
    ("arah", "words"),
    [
        (
            Arah.NAIK,
            "Nilai IKM naik {d} poin, dari {a} pada tahun 2024 menjadi {b} pada tahun 2025.",
        ),
        (
            Arah.TURUN,
            "Nilai IKM turun {d} poin, dari {a} pada tahun 2024 menjadi {b} pada tahun 2025.",
        ),
        (
            Arah.KECIL,
            "Nilai IKM bergeser dari {a} pada tahun 2024 menjadi {b} pada tahun 2025; perubahan {d} "
            "poin itu nyata, tetapi kurang dari 2,00 poin.",
        ),
        (
            Arah.SETARA,
            "Nilai IKM tahun 2025 ({b}) belum dapat dibedakan dari nilai tahun 2024 ({a}); selisihnya "
            "mungkin hanya kebetulan.",
        ),
    ],
    ids=lambda x: x.value if isinstance(x, Arah) else "",
)
def test_a_change_has_the_words_of_its_verdict(rt: Runtime, arah: Arah, words: str) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 20)
    answers(rt, TAHUN - 1, 20)
    bahan = bahan_of(rt, k)
    last = bahan.banding[-1]
    assert last.perubahan is not None
    assert last.hasil is not None
    judged = replace(last.perubahan, putusan=replace(last.perubahan.putusan, arah=arah))
    a, b = (str(h.nilai).replace(".", ",") for h in (last.hasil, bahan.hasil))
    change = f"{abs((bahan.hasil.nilai or 0) - (last.hasil.nilai or 0))}".replace(".", ",")
    said = change_sentence(bahan, replace(last, perubahan=judged))
    assert said == words.format(a=a, b=b, d=change)


ANTREAN = "Tambah loket atau petugas pada jam sibuk, dan catat waktu tunggu setiap hari."
JANJI = "Ukur waktu tiap langkah layanan selama sebulan, lalu umumkan janji waktu di loket."


def test_advice_follows_what_is_planned_and_what_came_of_it(rt: Runtime) -> None:
    """Of the eight suggestions four speak of queues, three of how long it takes until all is done."""
    k = kantor(rt)
    answers(rt, TAHUN, 60, unsur={"u3": LEMAH}, saran=SARAN)
    (line,) = advice(bahan_of(rt, k))
    assert line[0].startswith(ANTREAN)
    assert line[1:3] == [
        "4 saran responden menyebut lamanya antrean.",
        "Koordinator petugas loket",
    ]
    # Three months from 12 January end in April, whose triwulan ends in June.
    assert line[4:] == ["30 Juni 2026", "jangka pendek"]
    plan(rt, k, Triwulan(TAHUN, 3), (("waktu", "Menambah satu loket", ""),))
    who, loket = "Kepala Bidang Pelayanan", "Menambah satu loket"
    assert advice(bahan_of(rt, k, date(2025, 11, 1))) == [
        [
            *(f"Lanjutkan kegiatan yang sudah direncanakan: {loket}.", "", who),
            "Kegiatan selesai pada batas waktunya, dengan bukti.",
            *("29 November 2025", "jangka pendek"),
        ]
    ]
    assert advice(bahan_of(rt, k)) == [
        [
            f"Selesaikan kegiatan yang lewat batas waktu: {loket} (29 November 2025).",
            *("", who, "Kegiatan selesai, dengan bukti.", "30 Juni 2026", "jangka pendek"),
        ]
    ]
    rencana = bahan_of(rt, k).triwulan[2].rencana
    assert rencana is not None
    row = rencana.kegiatan[0].row
    off = {"status": "batal", "alasan": "Anggaran tidak tersedia."}
    save_hasil(at(rt, DIBACA), k.orang, row.id, row.versi, off)
    again, new = advice(bahan_of(rt, k))
    assert again[0] == f"Rencanakan kembali kegiatan yang dibatalkan, atau gantinya: {loket}."
    # Another counter was planned: what is added answers the other complaint.
    assert new[0].startswith(JANJI)
    assert new[1] == "3 saran responden menyebut lamanya penyelesaian."
    done = {
        **{"status": "selesai", "uraian": "Loket kedua dibuka."},
        "selesai_pada": "10-11-2025",
    }
    save_hasil(at(rt, DIBACA), k.orang, row.id, row.versi + 1, done)
    watch, new = advice(bahan_of(rt, k))
    assert watch[0] == f"Amati hasil kegiatan yang sudah selesai: {loket}."
    assert watch[4:] == ["30 September 2026", "jangka pendek"]
    assert new[0].startswith(JANJI)


def test_without_complaints_advice_is_the_first_act_of_the_unsur(rt: Runtime) -> None:
    k = kantor(rt, layanan=1)
    answers(rt, TAHUN, 40, layanan=("layanan-1",), unsur={"u3": LEMAH})
    ((act, why, *_),) = advice(bahan_of(rt, k))
    assert (act, why) == (JANJI, "")


def test_ones_own_advice_stands_in_place_of_what_is_proposed(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 40, unsur={"u3": LEMAH})
    proposed = usul_rekomendasi(bahan_of(rt, k))
    assert proposed.teks.startswith(f"U3 Waktu pelayanan: {JANJI}")
    assert proposed.teks.endswith(
        "Pelaksana: Penanggung jawab layanan. Ukuran: Sembilan dari sepuluh permohonan selesai dalam "
        "janji waktu yang diumumkan. Batas waktu: 30 Juni 2026."
    )
    own = "Menambah satu petugas bantu, oleh sekretariat, mulai Februari 2026."
    write(rt, k, "rekomendasi", {"teks": own})
    blok = rekomendasi_blok(bahan_of(rt, k))
    assert [x.kunci for x in blok.isi] == ["dasar_saran"]
    assert blok.penutup == (own,)


def test_the_layanan_where_an_unsur_is_lowest_is_named_with_its_figure(rt: Runtime) -> None:
    """Of ten answers or more; nine are too few, however low."""
    k = kantor(rt, layanan=3)
    for layanan, n, score in (("layanan-1", 20, 3), ("layanan-2", 20, 2), ("layanan-3", 9, 1)):
        answers(rt, TAHUN, n, layanan=(layanan,), semua=(4,), unsur={"u3": (score,)})
    table = rekomendasi_blok(bahan_of(rt, k)).isi[0]
    assert isinstance(table, Table)
    at_ = table.columns.index("Layanan terendah")
    assert table.rows[0][1].text == "U3 Waktu pelayanan"
    assert table.rows[0][at_].text == "Izin bangunan (50,00)"


def test_when_all_unsur_are_weak_none_is_praised(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 40, semua=(1, 2))
    text = kesimpulan_blok(bahan_of(rt, k)).text
    assert "– Nilai semua unsur berada di bawah mutu B." in text
    assert "Yang sudah baik:" not in text


def test_the_processing_sheet_adds_up(rt: Runtime) -> None:
    """IKM = sum of the weighted means x 25, as the decree's sheet says it (K.2 g)."""
    k = kantor(rt)
    answers(rt, TAHUN, 29)
    bahan = bahan_of(rt, k)
    (table,) = pengolahan_blok(bahan).isi
    assert isinstance(table, Table)
    sums = [int(str(c.value)) for c in table.rows[0][1:]]
    assert sum(sums[:-1]) == sums[-1]
    assert table.totals[0][-1].value == bahan.hasil.nilai


def test_the_actions_of_the_year_before_are_told_one_by_one(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN - 1, 40, unsur={"u3": LEMAH})
    actions = (("waktu", "Menambah satu loket", "selesai"), ("sarana", "Menambah kursi", ""))
    plan(rt, k, Triwulan(TAHUN - 1, 2), actions)
    bahan = bahan_of(rt, k)
    proved, _ = bahan.lalu.kegiatan
    add_bukti(at(rt, DIBACA), k.orang, proved.row.id, nama="loket.jpg", data=picture())
    blok = hasil_lalu_blok(bahan_of(rt, k))
    (table,) = blok.isi
    assert isinstance(table, Table)
    assert [[c.text for c in line] for line in table.rows] == [
        [
            *("1", "Triwulan II 2024", "U3 Waktu pelayanan", "Menambah satu loket"),
            *("29 Agustus 2024", "Selesai", "Sudah dikerjakan seluruhnya.", "1"),
        ],
        [
            *("2", "Triwulan II 2024", "U8 Sarana dan prasarana", "Menambah kursi"),
            *("29 Agustus 2024", "Belum dimulai", "–", "0"),
        ],
    ]


def test_photos_of_actions_are_counted_and_those_of_the_survey_are_asked_for(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 40, unsur={"u3": LEMAH})
    asked = "Foto pelaksanaan survei tidak tersimpan pada SEKAMPADI dan dilampirkan oleh penyusun."
    assert dokumentasi_blok(bahan_of(rt, k)) == Blok((asked,))
    plan(rt, k, Triwulan(TAHUN, 2), (("waktu", "Menambah satu loket", "selesai"),))
    rencana = bahan_of(rt, k).triwulan[1].rencana
    assert rencana is not None
    done, number = at(rt, DIBACA), rencana.kegiatan[0].row.id
    add_bukti(done, k.orang, number, nama="loket.jpg", data=picture())
    add_bukti(done, k.orang, number, nama="surat.pdf", data=pdf_file(pdf()))
    blok = dokumentasi_blok(bahan_of(rt, k))
    assert blok.text[0] == asked
    (table,) = blok.isi
    assert isinstance(table, Table)
    assert [[c.text for c in line] for line in table.rows] == [["Triwulan II 2025", "1"]]


def test_the_foreword_is_signed_or_says_that_nobody_is_named(rt: Runtime) -> None:
    k = kantor(rt)
    assert (
        pengantar_blok(bahan_of(rt, k)).text[-1] == "Penanda tangan kata pengantar ini belum diisi."
    )
    sign = ["Pontianak, 12 Januari 2026", "Kepala Dinas", "Siti Aminah", "197001012000032001"]
    write(rt, k, "penanda", {"baris": [sign]})
    assert pengantar_blok(bahan_of(rt, k)).tanda == (
        *("", "Pontianak, 12 Januari 2026", "Kepala Dinas", "", ""),
        *("Siti Aminah", "NIP 197001012000032001"),
    )


def test_key_figures_are_what_is_known(rt: Runtime) -> None:
    k = kantor(rt)
    assert [f.kunci for f in summary_figures(bahan_of(rt, k))] == ["nilai_ikm", "n"]
    answers(rt, TAHUN, 20, semua=BAIK)
    known = [f.kunci for f in summary_figures(bahan_of(rt, k))]
    assert known == ["nilai_ikm", "mutu", "kinerja", "n"]
    plan(rt, k, Triwulan(TAHUN, 2), (("waktu", "Menambah loket", "selesai"),))
    more = [(f.label, f.text) for f in summary_figures(bahan_of(rt, k))[4:]]
    assert more == [
        ("Kegiatan selesai", "1 dari 1 kegiatan"),
        ("Realisasi tindak lanjut", "100,00 %"),
    ]


def test_margin_and_method_stand_in_their_chapters_and_not_in_the_summary(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 60)
    told(rt, k, TAHUN, 50)
    report = build_tahunan(bahan_of(rt, k), None, BentukTahunan.KEPUTUSAN)
    assert not any(note.startswith(("Metode", "Margin")) for note in report.notes)
    lines = [row[0].text for name in ("ikm", "pelaksanaan") for row in report.table(name).rows]
    assert {
        *("Margin (±, 95 %)", "Margin dengan koreksi populasi (±, 95 %)", "Metode bobot"),
        *("Sampel minimum, Krejcie & Morgan (orang)", "Penerima layanan (orang)"),
    } <= set(lines)


@pytest.mark.parametrize("bentuk", list(BentukTahunan), ids=lambda b: b.value)
def test_a_preview_and_who_may_not_read_suggestions_have_a_report(
    rt: Runtime, bentuk: BentukTahunan
) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 40, unsur={"u3": LEMAH}, saran=SARAN)
    bahan = replace(bahan_of(rt, k), saran=None)
    report = build_tahunan(bahan, None, bentuk)
    assert not any("Analisis Univariat" in s.title for s in report.sections)
    assert "Keluhan" not in report.table("dasar_saran").columns
    assert not any(row[2].small for row in report.table("rekomendasi").rows)
    assert not any("keluhan" in text.lower() for s in report.sections for text in s.text)
    assert strangers(report, bahan) == []


def test_the_summary_is_in_plain_words(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN - 1, 80)
    answers(rt, TAHUN, 80, unsur={"u3": LEMAH}, saran=SARAN)
    said = " ".join(ringkasan_text(bahan_of(rt, k)))
    for word in ("margin", "taraf", "uji", "kebetulan", "korelasi", "p ="):
        assert word not in said.lower(), word
    assert re.search(
        r"Artinya, masyarakat yang menjawab menilai pelayanan .* (kurang )?baik\.", said
    )
    assert said.endswith(
        "Selanjutnya didahulukan perbaikan U3 Waktu pelayanan; sarannya ada di bagian akhir laporan ini."
    )


def test_the_summary_tells_no_change_that_cannot_be_told(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 20, semua=BAIK)
    answers(rt, TAHUN - 1, 20, semua=BAIK)
    bahan = bahan_of(rt, k)
    last = bahan.banding[-1]
    assert last.perubahan is not None
    assert last.perubahan.arah is Arah.SETARA
    then = f"{last.hasil.nilai}".replace(".", ",") if last.hasil else ""
    said = f"Tahun 2024 nilainya {then}; selisihnya belum dapat dibedakan."
    assert said in ringkasan_text(bahan)
    untested = replace(
        last.perubahan, putusan=replace(last.perubahan.putusan, arah=Arah.TIDAK_DIKETAHUI)
    )
    bahan = replace(bahan, banding=(*bahan.banding[:-1], replace(last, perubahan=untested)))
    assert f"Tahun 2024 nilainya {then}; selisihnya tidak diuji." in ringkasan_text(bahan)


@pytest.mark.parametrize(
    ("status", "words", "good"),
    [
        (
            ("selesai", "selesai", "batal"),
            "Dari 3 kegiatan tindak lanjut yang direncanakan, 2 sudah selesai (66,67 %), sedangkan 1 "
            "dibatalkan.",
            True,
        ),
        (
            ("selesai", "batal", ""),
            "Dari 3 kegiatan tindak lanjut yang direncanakan, 1 sudah selesai (33,33 %), sedangkan 1 "
            "dibatalkan.",
            False,
        ),
        (
            ("batal", "batal"),
            "Semua kegiatan tindak lanjut yang direncanakan (2 kegiatan) dibatalkan.",
            False,
        ),
        (("batal",), "Satu kegiatan tindak lanjut yang direncanakan dibatalkan.", False),
    ],
    ids=["nothing left", "one left", "all off", "the one off"],
)
def test_what_was_called_off_is_neither_done_nor_left(
    rt: Runtime, status: tuple[str, ...], words: str, good: bool
) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 40, unsur={"u3": LEMAH})
    actions = tuple(
        ("waktu", f"Kegiatan nomor {i}", "selesai" if s == "selesai" else "")
        for i, s in enumerate(status)
    )
    plan(rt, k, Triwulan(TAHUN, 2), actions)
    rencana = bahan_of(rt, k).triwulan[1].rencana
    assert rencana is not None
    for line, s in zip(rencana.kegiatan, status, strict=True):
        if s == "batal":
            off = {"status": "batal", "alasan": "Anggaran tidak tersedia."}
            save_hasil(at(rt, DIBACA), k.orang, line.row.id, line.row.versi, off)
    text = kesimpulan_blok(bahan_of(rt, k)).text
    at_ = text.index(f"– {words}")
    mend = text.index("Yang perlu diperbaiki:")
    assert (at_ < mend) is good


def test_of_a_year_without_answers_nothing_is_said_of_a_method(rt: Runtime) -> None:
    k = kantor(rt)
    isi = {"nilai": "82,45", "n": "150", "sumber": "Laporan SKM 2024"}
    save_ikm_lama(at(rt, DIBACA), k.orang, k.kode, TAHUN, lama=2024, versi=0, isian=isi)
    bahan = bahan_of(rt, k)
    blok = perbandingan_blok(bahan)
    for bentuk in BentukTahunan:
        assert build_tahunan(bahan, None, bentuk).notes == ("Dicetak 12 Januari 2026",)
    assert blok.text[1] == "Nilai IKM tahun 2024 sebesar 82,45 diambil dari Laporan SKM 2024."
    table = blok.isi[0]
    assert isinstance(table, Table)
    assert table.notes == (
        "Diisi tangan: diambil dari laporan terdahulu, tidak dihitung dari jawaban survei.",
    )
