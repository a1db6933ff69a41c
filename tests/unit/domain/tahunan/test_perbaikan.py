"""What is proposed for an unsur: an open catalogue, and the rule that picks from it."""

from collections import Counter
from datetime import date

import pytest

from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tahunan.perbaikan.katalog import KATALOG
from sekampadi.domain.tahunan.perbaikan.pilih import (
    KegiatanAda,
    UsulPerbaikan,
    choose_tindakan,
    is_planned,
    jangka_of,
    propose_perbaikan,
    read_tema,
    tenggat_of,
)
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.domain.tindak_lanjut.rencana import Jangka

HARI = date(2026, 1, 12)
JANJI, ANTREAN, JAM, KABAR = KATALOG[Unsur.WAKTU]


def kegiatan(
    nama: str, status: StatusKegiatan, target: date = date(2025, 6, 30), oleh: str = "Sekretaris"
) -> KegiatanAda:
    return KegiatanAda(nama, oleh, target, status)


def proposed(*each: KegiatanAda, tema: Counter[object] | None = None) -> tuple[UsulPerbaikan, ...]:
    return propose_perbaikan(Unsur.WAKTU, tema or Counter(), each, hari=HARI, mulai=HARI)  # type: ignore[arg-type]


def test_each_unsur_has_some_acts_with_all_that_an_advice_needs() -> None:
    assert tuple(KATALOG) == URUTAN
    for unsur, acts in KATALOG.items():
        assert len(acts) >= 3, unsur
        for act in acts:
            for words in (act.tindakan, act.ukuran):
                assert words[0].isupper()
                assert words.endswith(".")
            assert act.pelaksana
            assert act.hal[0].islower()
            assert act.bulan % 3 == 0
            # What is proposed and then planned in the same words is known again.
            assert is_planned(unsur, act, [act.tindakan]), act.tindakan
    hal = [act.hal for acts in KATALOG.values() for act in acts]
    assert len(hal) == len(set(hal))


@pytest.mark.parametrize(
    ("saran", "hal"),
    [
        ("Antreannya lama sekali, mohon ditambah petugas loket.", {"lamanya antrean"}),
        ("Toilet kotor dan bau", {"kebersihan"}),
        ("parkirannya sempit bgt", {"tempat parkir"}),
        ("petugasnya judes", {"sikap petugas"}),
        ("dimintai uang rokok sama calo", {"pungutan di luar ketentuan"}),
        ("Petugasnya ramah dan membantu.", set()),
        ("Antrean cepat, terima kasih", set()),
        ("Terima kasih.", set()),
    ],
)
def test_what_a_suggestion_asks_for(saran: str, hal: set[str]) -> None:
    found = {act.hal for act in read_tema(saran)}
    assert hal <= found
    assert bool(hal) == bool(found)


@pytest.mark.parametrize(
    ("unsur", "nama", "hal"),
    [
        (Unsur.WAKTU, "Membuka loket tambahan pada jam ramai", "lamanya antrean"),
        (Unsur.WAKTU, "Menetapkan janji layanan waktu penyelesaian", "lamanya penyelesaian"),
        (Unsur.SARANA, "Menata tempat parkir", "tempat parkir"),
        (Unsur.KOMPETENSI, "Melatih petugas pelayanan", "pengetahuan petugas"),
        (Unsur.WAKTU, "Melimpahkan penandatanganan layanan rutin", None),
    ],
)
def test_an_activity_is_known_as_an_act_of_the_catalogue(
    unsur: Unsur, nama: str, hal: str | None
) -> None:
    assert [a.hal for a in KATALOG[unsur] if is_planned(unsur, a, [nama])] == ([hal] if hal else [])


def test_the_act_that_most_ask_for_is_chosen_else_the_first() -> None:
    assert choose_tindakan(Unsur.WAKTU, {}) is JANJI
    assert choose_tindakan(Unsur.WAKTU, {JAM: 1}) is JAM
    assert choose_tindakan(Unsur.WAKTU, {KABAR: 2, JAM: 2, ANTREAN: 1}) is JAM
    assert choose_tindakan(Unsur.WAKTU, {ANTREAN: 9, JAM: 1}, ["Menambah loket"]) is JAM
    every = [act.tindakan for act in KATALOG[Unsur.WAKTU]]
    assert choose_tindakan(Unsur.WAKTU, {ANTREAN: 9}, every) is None


def test_what_is_open_goes_on_and_nothing_new_is_proposed_beside_it() -> None:
    late = kegiatan("Menambah loket", StatusKegiatan.BERJALAN)
    going = kegiatan("Memasang layar", StatusKegiatan.BELUM, date(2026, 12, 1), "Kepala Seksi")
    first, second = proposed(late, going)
    assert first.tindakan == (
        "Selesaikan kegiatan yang lewat batas waktu: Menambah loket (30 Juni 2025)."
    )
    assert (first.pelaksana, first.tenggat) == ("Sekretaris", date(2026, 6, 30))
    assert second.tindakan == "Lanjutkan kegiatan yang sudah direncanakan: Memasang layar."
    assert (second.pelaksana, second.tenggat) == ("Kepala Seksi", date(2026, 12, 1))
    assert not first.baru
    assert not second.baru


def test_an_activity_is_late_the_day_after_its_last_one() -> None:
    (due,) = proposed(kegiatan("Menambah loket", StatusKegiatan.BELUM, HARI))
    assert due.tindakan.startswith("Lanjutkan")


def test_called_off_is_planned_anew_done_is_watched_and_each_is_told_apart() -> None:
    done = kegiatan("Menambah loket", StatusKegiatan.SELESAI)
    off = kegiatan("Mengirim kabar lewat pesan", StatusKegiatan.BATAL)
    again, watch, new = proposed(done, off)
    assert again.tindakan.endswith("atau gantinya: Mengirim kabar lewat pesan.")
    assert watch.tindakan == "Amati hasil kegiatan yang sudah selesai: Menambah loket."
    assert new.tindakan == JANJI.tindakan
    assert new.baru


def test_of_many_activities_three_are_named() -> None:
    many = [kegiatan(f"Kegiatan {i}", StatusKegiatan.SELESAI) for i in range(1, 6)]
    watch, _ = proposed(*many)
    assert watch.tindakan.endswith("Kegiatan 1; Kegiatan 2; Kegiatan 3; dan 2 kegiatan lain.")
    assert watch.pelaksana == "Sekretaris"


def test_why_an_act_was_chosen_is_said_with_its_number() -> None:
    (new,) = proposed(tema=Counter({ANTREAN: 1234}))
    assert new.alasan == "1.234 saran responden menyebut lamanya antrean."
    (plain,) = proposed()
    assert plain.alasan == ""


@pytest.mark.parametrize(
    ("mulai", "bulan", "tenggat"),
    [
        (date(2025, 12, 31), 3, date(2026, 3, 31)),
        (date(2026, 1, 12), 3, date(2026, 6, 30)),
        (date(2026, 1, 12), 18, date(2027, 9, 30)),
        (date(2026, 11, 30), 3, date(2027, 3, 31)),
        (date(2026, 10, 1), 3, date(2027, 3, 31)),
    ],
)
def test_a_deadline_is_the_end_of_a_triwulan(mulai: date, bulan: int, tenggat: date) -> None:
    assert tenggat_of(mulai, bulan) == tenggat


def test_the_terms_are_those_of_the_ministry() -> None:
    assert [jangka_of(n) for n in (3, 11, 12, 24, 25)] == [
        *(Jangka.PENDEK, Jangka.PENDEK),
        *(Jangka.MENENGAH, Jangka.MENENGAH),
        Jangka.PANJANG,
    ]
