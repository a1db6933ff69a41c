"""What is recommended where no unsur stands out: what is open or missing, and where one may begin."""

from dataclasses import replace

import pytest

from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.reports.build.tahunan.rangkuman.rekomendasi import (
    rekomendasi_blok,
    usul_rekomendasi,
)
from sekampadi.reports.build.tahunan.rangkuman.ringkasan import ringkasan_text
from sekampadi.reports.model import Table
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan
from tests.reports.tahunan.contoh import (
    DIBACA,
    TAHUN,
    Kasus,
    answers,
    kantor,
    plan,
    read,
    told,
    write,
)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
LOKET = ("waktu", "Menambah satu loket", "")
KURSI = ("sarana", "Menambah kursi", "selesai")


def _lines(bahan: BahanTahunan) -> list[list[str]]:
    (table,) = rekomendasi_blok(bahan).isi
    assert isinstance(table, Table)
    assert table.kunci == "rekomendasi"
    return [[c.text for c in row[1:]] for row in table.rows]


def test_what_is_open_or_missing_is_recommended(rt: Runtime) -> None:
    """Of 4 × 50 people served 132 are the minimum sample; 60 answered."""
    k = kantor(rt)
    answers(rt, TAHUN, 60)
    told(rt, k, TAHUN, 50)
    # What follows from the third triwulan was due on 29 November and is late on 12 January.
    plan(rt, k, Triwulan(TAHUN, 3), (LOKET, KURSI))
    bahan, _ = read(rt, Kasus("", lambda _: k, TAHUN, DIBACA), k)
    late, sample, low = _lines(bahan)
    assert late == [
        *("Tindak lanjut", "Selesaikan: Menambah satu loket", "Kepala Bidang Pelayanan"),
        *("Kegiatan selesai, dengan bukti.", "30 Juni 2026"),
    ]
    (table,) = rekomendasi_blok(bahan).isi
    assert isinstance(table, Table)
    assert [row[2].small for row in table.rows[:2]] == [
        "RTL Triwulan III 2025; batas waktunya, 29 November 2025, sudah lewat.",
        "Responden 60, sampel minimum 132.",
    ]
    assert sample[0] == "Responden"
    assert sample[1].startswith("Capai sampel minimum: pasang kode QR")
    assert sample[-1] == "31 Desember 2026"
    least = min(bahan.hasil.unsur, key=lambda u: u.jumlah).unsur
    assert low[0] == "Unsur terendah"
    assert low[1].startswith(f"Dapat dimulai dari {least.kode} {least.nama}: ")
    assert "tidak dapat dipastikan" in table.rows[2][2].small
    assert ringkasan_text(bahan)[-1].endswith(
        "Tidak ada unsur di bawah mutu B. Berikutnya perlu menyelesaikan kegiatan tindak lanjut yang "
        f"masih terbuka dan mencapai sampel minimum, dan perbaikan dapat dimulai dari {least.kode} "
        f"{least.nama}; sarannya ada di bagian akhir laporan ini."
    )
    assert usul_rekomendasi(bahan).teks.startswith(
        "Selesaikan: Menambah satu loket. Pelaksana: Kepala Bidang Pelayanan."
    )
    write(rt, k, "rekomendasi", {"teks": "Menambah satu petugas bantu mulai Februari."})
    bahan, _ = read(rt, Kasus("", lambda _: k, TAHUN, DIBACA), k)
    assert rekomendasi_blok(bahan).isi == ()


def test_where_nothing_is_planned_a_plan_is_recommended(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 40, semua=(4,))
    bahan, _ = read(rt, Kasus("", lambda _: k, TAHUN, DIBACA), k)
    (line,) = _lines(bahan)  # all unsur are alike: there is no lowest to begin with
    assert line[1] == "Susun rencana tindak lanjut (RTL) dari lembar IKM yang terbit."


def test_with_nothing_open_or_missing_it_is_kept_up(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 60)
    plan(rt, k, Triwulan(TAHUN, 3), (KURSI,))
    bahan, _ = read(rt, Kasus("", lambda _: k, TAHUN, DIBACA), k)
    blok = rekomendasi_blok(bahan)
    assert blok.isi == ()
    assert blok.text[0].endswith("Pertahankan pelayanan yang ada.")
    assert not usul_rekomendasi(bahan).teks
    # More people than were served: one of the numbers is wrong, and that is looked at first.
    teliti = replace(bahan.laporan.ketelitian, populasi=59)
    wrong = replace(bahan, laporan=replace(bahan.laporan, ketelitian=teliti))
    assert _lines(wrong)[0][1].startswith("Periksa jumlah penerima layanan")


def test_of_many_open_activities_six_have_a_line(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 60)
    many = tuple(("waktu", f"Kegiatan nomor {at}", "") for at in range(8))
    plan(rt, k, Triwulan(TAHUN, 3), many)
    bahan, _ = read(rt, Kasus("", lambda _: k, TAHUN, DIBACA), k)
    said = [line[1] for line in _lines(bahan) if line[0] == "Tindak lanjut"]
    assert said == [
        *(f"Selesaikan: Kegiatan nomor {at}" for at in range(6)),
        "Selesaikan 2 kegiatan lain yang masih terbuka pada RTL.",
    ]
