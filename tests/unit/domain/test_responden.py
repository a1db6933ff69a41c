"""The four groups of the publication sheet."""

import pytest

from sekampadi.db.models.rekap import CELL_COLUMNS
from sekampadi.domain.survei.responden import (
    Choice,
    JenisKelamin,
    Kelompok,
    KelompokUsia,
    Pekerjaan,
    Pendidikan,
    PenilaianUmum,
    Responden,
    words_of,
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


NUMBERS = {
    "jenis_kelamin": ["L", "P"],
    "usia": ["<=19", "20-25", "26-35", "36-45", "46-55", ">=56"],
    "pendidikan": ["SD/MI", "SMP/MTs", "SMA/K/MA", "D1-D3", "D4/S-1", "S2/S3"],
    "pekerjaan": [
        *("ASN", "TNI/POLRI", "Pegawai Swasta", "Wiraswasta/Usahawan"),
        *("Pelajar/Mahasiswa", "Masyarakat"),
    ],
}
"""What each number of a grouping has stood for since the first answer. Lines are added at the end."""


def test_a_number_stands_for_the_same_choice_for_ever() -> None:
    found = {k.value: {c.nomor: c.value for c in k.cells} for k in Kelompok}
    for kelompok, values in NUMBERS.items():
        assert found[kelompok] == dict(enumerate(values, start=1)), kelompok
    # One after another without a gap, or cells that are stored as a list would be shifted.
    assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in found.values())
    assert all(len(found[k.value]) == len(k.cells) for k in Kelompok)
    columns = {f"{k.value}_{n}": (k.value, v) for k in Kelompok for n, v in found[k.value].items()}
    stored = {column: (k.value, v) for k in Kelompok for v, column in CELL_COLUMNS[k].items()}
    assert stored == columns


def test_what_is_unknown_here_is_called_by_its_stored_name() -> None:
    assert words_of("usia", "<=19") == "≤ 19 tahun"
    assert (words_of("usia"), words_of("asal_daerah")) == ("Usia", "Asal daerah")
    assert (words_of("usia", "20-24"), words_of("asal_daerah", "Kota")) == ("20-24", "Kota")


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


def test_lists_of_cells_go_by_number_whatever_order_the_lines_have() -> None:
    class Urutan(Choice):
        KEDUA = "b", 2
        PERTAMA = "a", 1

    assert tuple(Urutan) == (Urutan.KEDUA, Urutan.PERTAMA)
    assert Urutan.by_number() == (Urutan.PERTAMA, Urutan.KEDUA)
