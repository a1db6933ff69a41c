"""Blocks of Bab I of an annual report, and who answered: only what is known, and nobody by himself."""

import pytest

from sekampadi.db.models import Sumber
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.build.tahunan.metode import kuesioner_blok, metode_blok
from sekampadi.reports.build.tahunan.pendahuluan import (
    dasar_hukum_blok,
    jadwal_blok,
    latar_blok,
    profil_blok,
    tim_blok,
    wilayah_blok,
)
from sekampadi.reports.build.tahunan.responden import responden_blok
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.master.metode import set_metode
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import load_bahan
from sekampadi.services.tahunan.naskah import save_naskah_tahunan
from tests.factories import Cast
from tests.reports.tahunan.tahun_kecil import TAHUN, answer, person, read, read_province, tell
from tests.reports.tahunan.test_blok_hasil import alike, cells, table, words

BELUM = ("[BELUM DIISI: lengkapi di menu Laporan Tahunan]",)


@pytest.fixture
def backend() -> str:
    """What a block says of its figures does not depend on the database."""
    return "sqlite"


def write(rt: Runtime, cast: Cast, bagian: str, **isian: object) -> None:
    """Write a part of upp-a's report."""
    save_naskah_tahunan(rt, person(cast), "", TAHUN, bagian=bagian, versi=0, isian=isian)


def test_what_only_a_person_can_write(rt: Runtime, cast: Cast) -> None:
    bahan = read(rt, cast)
    assert profil_blok(bahan).text == BELUM
    assert tim_blok(bahan).text == BELUM
    assert wilayah_blok(bahan).kosong  # of the province alone
    assert wilayah_blok(read_province(rt, cast)).text == BELUM
    assert profil_blok(read_province(rt, cast)).kosong
    write(rt, cast, "profil", teks="Tugas pokok.\n\nSumber daya.")
    write(rt, cast, "tim", baris=[["Budi", "Sekretaris", "Ketua"], ["Ani", "", "Anggota"]])
    bahan = read(rt, cast)
    assert profil_blok(bahan).text == ("Tugas pokok.", "Sumber daya.")
    assert cells(tim_blok(bahan), "tim") == [
        ["1", "Budi", "Sekretaris", "Ketua"],
        ["2", "Ani", "–", "Anggota"],
    ]


def test_what_is_proposed_stands_until_somebody_writes(rt: Runtime, cast: Cast) -> None:
    bahan = read(rt, cast)
    assert latar_blok(bahan).text[1].startswith("SKM UPP-A dilaksanakan")
    assert [line[0] for line in cells(jadwal_blok(bahan), "jadwal")] == [
        str(n) for n in range(1, 7)
    ]
    write(rt, cast, "latar", teks="Sebabnya lain.")
    assert latar_blok(read(rt, cast)).text == ("Sebabnya lain.",)


def test_regulations_are_numbered_once(rt: Runtime, cast: Cast) -> None:
    assert (
        dasar_hukum_blok(read(rt, cast)).text[0].startswith("1. Undang-Undang Nomor 25 Tahun 2009")
    )
    lines = "1. Undang-Undang A;\n2) Peraturan B;\n\n- Keputusan C;\n2017 bukan nomor urut."
    write(rt, cast, "dasar_hukum", teks=lines)
    assert dasar_hukum_blok(read(rt, cast)).text == (
        "1. Undang-Undang A;",
        "2. Peraturan B;",
        "3. Keputusan C;",
        "4. 2017 bukan nomor urut.",
    )


def test_what_nobody_told_is_a_sentence_and_no_figure(rt: Runtime, cast: Cast) -> None:
    answer(rt, 1, 12)
    blok = metode_blok(read(rt, cast))
    assert blok.text[-1] == (
        "Pada catatan pelaksanaan survei belum diisi: jumlah penerima layanan, jumlah kuesioner yang "
        "dibagikan, jumlah kuesioner yang kembali, dan pelaksana survei."
    )
    assert [line[0] for line in cells(blok, "pelaksanaan")] == [
        "Responden (orang)",
        "Pertanyaan survei",
        "Metode bobot",
    ]
    assert table(kuesioner_blok(read(rt, cast)), "kuesioner").columns == (
        "Triwulan",
        "Jawaban diolah",
    )


def test_what_was_told_of_some_triwulan_is_no_sum_of_the_year(rt: Runtime, cast: Cast) -> None:
    answer(rt, 1, 12)
    tell(rt, cast, 1, dilayani="100", dibagikan="30", kembali="24")
    bahan = read(rt, cast)
    assert metode_blok(bahan).text[-1] == (
        "Belum diisi untuk setiap triwulan: jumlah penerima layanan, jumlah kuesioner yang dibagikan, "
        "jumlah kuesioner yang kembali, dan pelaksana survei."
    )
    assert "Penerima layanan (orang)" not in {
        line[0] for line in cells(metode_blok(bahan), "pelaksanaan")
    }
    lines = cells(kuesioner_blok(bahan), "kuesioner")
    # Krejcie & Morgan: 80 of 100.
    assert lines[0] == ["Triwulan I 2022", "100", "80", "30", "24", "12"]
    assert lines[1] == ["Triwulan II 2022", "–", "–", "–", "–", "0"]
    assert lines[-1] == ["Tahun 2022", "–", "–", "–", "–", "12"]


def test_of_a_triwulan_that_is_not_over_nothing_is_missing(rt: Runtime, cast: Cast) -> None:
    told = {"pelaksana": "mandiri", "dilayani": "50", "dibagikan": "10", "kembali": "5"}
    save_pelaksanaan(rt, person(cast), "", Triwulan(2023, 1), told)
    assert "elum diisi" not in words(metode_blok(read(rt, cast, 2023)))


def test_a_year_that_was_told_wholly(rt: Runtime, cast: Cast) -> None:
    answer(rt, 1, 12, sumber=Sumber.KERTAS)
    answer(rt, 2, 4)
    for at in (1, 2, 3, 4):
        tell(rt, cast, at, dilayani="50", dibagikan="10", kembali="5")
    write(rt, cast, "metode", teks="Petugas mendatangi ruang tunggu.")
    bahan = read(rt, cast)
    blok = metode_blok(bahan)
    # Krejcie & Morgan: 132 of 200.
    assert blok.text[-1] == (
        "Jumlah responden (16) di bawah sampel minimum: 132 dari 200 penerima layanan (Krejcie & Morgan)."
    )
    assert blok.penutup == ("Petugas mendatangi ruang tunggu.",)
    told = dict(cells(blok, "pelaksanaan"))
    assert told["Tingkat pengembalian"] == "50,0 %"
    assert told["Pelaksana survei"] == "Mandiri"
    assert told["Metode bobot"] == "sekampadi (bobot 0,111)"
    other = kuesioner_blok(bahan)
    assert other.text[0].endswith("Dari 40 kuesioner yang dibagikan, 20 kembali (50,0 %).")
    assert cells(other, "kuesioner")[-1] == ["Tahun 2022", "200", "132", "40", "20", "16"]
    # Four of sixteen: the twelve would give them away.
    assert cells(other, "sumber") == [
        ["Daring", "*", "*"],
        ["Kertas", "*", "*"],
        ["Jumlah", "16", "100,0 %"],
    ]


def test_the_province_counts_who_told(rt: Runtime, cast: Cast) -> None:
    answer(rt, 1, 12)
    answer(rt, 1, 5, layanan="layanan-b1")
    tell(rt, cast, 1, dilayani="100")
    blok = kuesioner_blok(read_province(rt, cast))
    assert table(blok, "kuesioner").columns == (
        *("Triwulan", "UPP yang mengisi", "Penerima layanan", "Jawaban diolah"),
    )
    lines = cells(blok, "kuesioner")
    assert lines[0] == ["Triwulan I 2022", "1", "100", "17"]
    assert lines[-1] == ["Tahun 2022", "", "–", "17"]


def test_a_new_weight_method_is_named_one_set_anew_is_not(rt: Runtime, cast: Cast) -> None:
    answer(rt, 1, 12)
    admin = cast.people[Role.ADMIN_PEMPROV]
    fields = {"berlaku_dari": "01-03-2022", "metode": "sekampadi", "yakin": "ubah nilai yang lalu"}
    set_metode(rt, admin, fields)
    assert "Metode bobot" not in words(metode_blok(read(rt, cast)))
    set_metode(rt, admin, fields | {"berlaku_dari": "01-07-2022", "metode": "tepat"})
    assert (
        "Metode bobot berganti dalam tahun ini (“sekampadi” mulai 1 Maret 2022; “tepat” mulai 1 Juli 2022). "
        "Nilai IKM tahun ini seluruhnya dihitung dengan metode “tepat”"
    ) in words(metode_blok(read(rt, cast)))


def test_an_office_with_upt(rt: Runtime, cast: Cast) -> None:
    said = words(metode_blok(load_bahan(rt, cast.admin_c, "upp-c", TAHUN)))
    assert "Layanan UPT tidak termasuk, karena dilaporkan tersendiri: UPT-C1." in said


def test_small_groups_are_hidden_unless_asked_for(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 10, 3, pekerjaan="ASN")
    alike(rt, 1, 7, 3, pekerjaan="Masyarakat", jenis_kelamin="L")
    alike(rt, 1, 2, 3, pekerjaan="TNI/POLRI")
    bahan = read(rt, cast)
    blok = responden_blok(bahan)
    people = {line[0]: line[1:] for line in cells(blok, "pekerjaan")}
    # 10 of 19. Less it, two of 19 would be left alone: the seven go with them.
    assert people["ASN"] == ["10", "52,6 %"]
    assert people["TNI/POLRI"] == people["Masyarakat"] == ["*", "*"]
    assert people["Jumlah"] == ["19", "100,0 %"]
    assert blok.text[0].startswith(
        "Kelompok responden terbesar menurut jenis kelamin: Perempuan (12 orang, 63,2 %); usia: 26–35 "
        "tahun (19 orang, 100,0 %); "
    )
    shown = responden_blok(bahan, small_cells=SmallCells.SHOWN)
    assert ["TNI/POLRI", "2", "10,5 %"] in cells(shown, "pekerjaan")


def test_a_tie_has_no_largest_and_a_handful_no_groups(rt: Runtime, cast: Cast) -> None:
    assert responden_blok(read(rt, cast)).text == (f"Belum ada responden pada tahun {TAHUN}.",)
    alike(rt, 1, 3, 3)
    few = responden_blok(read(rt, cast))
    assert not few.isi
    assert few.text[0].startswith(
        "Sebaran menurut jenis kelamin, usia, pendidikan, dan pekerjaan tidak"
    )
    alike(rt, 1, 3, 3)
    alike(rt, 1, 6, 3, jenis_kelamin="L")
    said = responden_blok(read(rt, cast)).text[0]
    assert "jenis kelamin" not in said
    assert "usia: 26–35 tahun (12 orang" in said
