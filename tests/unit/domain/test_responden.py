"""The four groups of the publication sheet."""

import pytest

from sekampadi.domain.survei.responden import (
    JenisKelamin,
    Kelompok,
    KelompokUsia,
    Pekerjaan,
    Pendidikan,
    PenilaianUmum,
    Responden,
)


@pytest.mark.parametrize(
    ("usia", "kelompok"),
    [
        (10, "<=19"),
        (19, "<=19"),
        (20, "20-25"),
        (25, "20-25"),
        (26, "26-35"),
        (35, "26-35"),
        (36, "36-45"),
        (45, "36-45"),
        (46, "46-55"),
        (55, "46-55"),
        (56, ">=56"),
        (110, ">=56"),
    ],
)
def test_every_age_has_one_class(usia: int, kelompok: str) -> None:
    assert KelompokUsia.of(usia).value == kelompok


def test_the_groups_have_the_cells_of_the_sheet() -> None:
    assert {k.value: [c.value for c in k.cells] for k in Kelompok} == {
        "jenis_kelamin": ["L", "P"],
        "usia": ["<=19", "20-25", "26-35", "36-45", "46-55", ">=56"],
        "pendidikan": ["SD/MI", "SMP/MTs", "SMA/K/MA", "D1-D3", "D4/S-1", "S2/S3"],
        "pekerjaan": [
            "ASN",
            "TNI/POLRI",
            "Pegawai Swasta",
            "Wiraswasta/Usahawan",
            "Pelajar/Mahasiswa",
            "Masyarakat",
        ],
    }


def test_a_respondent_falls_into_one_cell_of_each_group() -> None:
    responden = Responden(56, JenisKelamin.LAKI_LAKI, Pendidikan.SD, Pekerjaan.TNI_POLRI)
    assert {k.value: c for k, c in responden.groups.items()} == {
        "jenis_kelamin": "L",
        "usia": ">=56",
        "pendidikan": "SD/MI",
        "pekerjaan": "TNI/POLRI",
    }


def test_everything_a_person_reads_has_words() -> None:
    assert [k.label for k in KelompokUsia] == [
        "≤ 19 tahun",
        "20–25 tahun",
        "26–35 tahun",
        "36–45 tahun",
        "46–55 tahun",
        "≥ 56 tahun",
    ]
    assert [p.label for p in PenilaianUmum] == ["Sangat baik", "Baik", "Kurang baik", "Buruk"]
    assert [p.value for p in PenilaianUmum] == ["4", "3", "2", "1"]
    assert [k.label for k in Kelompok] == ["Jenis kelamin", "Usia", "Pendidikan", "Pekerjaan"]
    assert [k.label for k in JenisKelamin] == ["Laki-laki", "Perempuan"]
    assert all(cell.label for k in Kelompok for cell in k.cells)
