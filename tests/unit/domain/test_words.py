"""The words of choices, as people read them: each has its own, in the order in which it is offered."""

from enum import Enum

import pytest

from sekampadi.domain.ikm import BATAS_MUTU, Mutu
from sekampadi.domain.laporan.pelaksanaan import Pelaksana
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.notifikasi.outbox import JenisPesan
from sekampadi.domain.notifikasi.peringatan import JenisPeringatan
from sekampadi.domain.publikasi import Media, StatusPublikasi
from sekampadi.domain.survei.perangkat import Keadaan
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.domain.survei.unsur import Unsur


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (StatusPublikasi, ["Berlaku", "Digantikan", "Ditarik"]),
        (
            Media,
            [
                "Cetak (papan pengumuman, brosur, banner)",
                "Elektronik (layar informasi, radio, televisi)",
                "Media sosial",
                "Situs web",
                "Aplikasi",
                "Baliho/billboard",
                "Media lain",
            ],
        ),
        (Keadaan, ["Draf", "Terjadwal", "Berlaku", "Arsip"]),
        (Pelaksana, ["Mandiri", "Pihak ke-3"]),
        (Arah, ["naik", "turun", "bergeser", "belum dapat dibedakan", "belum diketahui"]),
        (Kedudukan, ["Atas", "Tengah", "Bawah", "Kurang dari 10 jawaban"]),
        (
            JenisPesan,
            [
                "Penilaian aturan",
                "Kabar kiriman beruntun",
                "E-mail",
                "Webhook",
                "Kabar ke sistem lain",
            ],
        ),
        (JenisPeringatan, ["Nilai IKM di bawah batas", "Penilaian Buruk", "Kata dalam saran"]),
    ],
)
def test_a_choice_is_called_by_its_words(kind: type[Enum], words: list[str]) -> None:
    assert [choice.label for choice in kind] == words  # type: ignore[attr-defined]


def test_the_nine_unsur_have_the_names_of_the_decree() -> None:
    assert [(u.kode, u.nama) for u in Unsur] == [
        ("U1", "Persyaratan"),
        ("U2", "Prosedur"),
        ("U3", "Waktu pelayanan"),
        ("U4", "Biaya/tarif"),
        ("U5", "Produk layanan"),
        ("U6", "Kompetensi petugas"),
        ("U7", "Perilaku petugas"),
        ("U8", "Sarana dan prasarana"),
        ("U9", "Penanganan pengaduan, saran dan masukan"),
    ]


def test_a_field_of_the_respondent_is_asked_for_by_its_question() -> None:
    assert [k.asked_as for k in Kelompok] == [
        "Jenis kelamin",
        "Usia",
        "Pendidikan terakhir",
        "Pekerjaan",
    ]
    # Only a choice of single letters is typed as it is, and only education goes from low to high.
    assert [k for k in Kelompok if k.by_letter] == [Kelompok.JENIS_KELAMIN]
    assert [k for k in Kelompok if k.about.ordered] == [Kelompok.PENDIDIKAN]


def test_a_class_is_said_in_words() -> None:
    assert [m.kinerja for m in Mutu] == ["Sangat Baik", "Baik", "Kurang Baik", "Tidak Baik"]
    assert [str(lower) for lower in BATAS_MUTU.values()] == ["88.31", "76.61", "65.00"]


def test_where_an_index_stands_is_said_without_a_number_of_a_rank() -> None:
    assert [k.kata for k in Kedudukan] == [
        "di atas",
        "belum dapat dibedakan",
        "di bawah",
        "belum dapat dibandingkan",
    ]
