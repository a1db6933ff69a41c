"""Twelve years of offices that annual reports have to tell of rightly, and one that is not over.

Each fills a database by the program's own use cases; what people answer is drawn from a seed.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sekampadi.db.queries.master import perangkat_in_force
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.survei.perangkat import option_field
from sekampadi.domain.survei.responden import Pekerjaan, Pendidikan
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.statistik.hasil import Statistik
from sekampadi.domain.tahunan.statistik.hitung import compute_statistik
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.master.metode import set_metode
from sekampadi.services.master.pertanyaan import (
    draft_version,
    load_perangkat,
    publish_draft,
    update_draft,
)
from sekampadi.services.master.upp import set_upp_active
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.ikm_lama import save_ikm_lama
from sekampadi.services.tahunan.naskah import save_naskah_tahunan
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests.conftest import make_clock
from tests.factories import isian, make_layanan, make_operator, make_upp, submit
from tests.services.tahunan.utuh import load_utuh

TAHUN = 2025
DIBACA = date(2026, 1, 12)
"""The day on which the reports are read."""

BAIK = (3, 3, 3, 4, 4)
SEDANG = (2, 3, 3, 3, 4)
LEMAH = (1, 2, 3, 3, 3)
"""What people pick from when they score an unsur."""

_PENDIDIKAN = (Pendidikan.SMA, Pendidikan.SARJANA)
_PEKERJAAN = (Pekerjaan.ASN, Pekerjaan.SWASTA, Pekerjaan.WIRASWASTA)
SARAN = (
    "Antreannya lama sekali, mohon ditambah petugas loket.",
    "Petugasnya ramah dan membantu.",
    "Menunggu terlalu lama, lebih dari dua jam.",
    "Kursi ruang tunggu kurang.",
    "Prosesnya lambat, berkali-kali disuruh kembali.",
    "Terima kasih.",
    "Lama menunggu hasilnya.",
    "Pelayanan lambat, antrean panjang.",
)


@dataclass(frozen=True, slots=True)
class Kantor:
    """Who reads and writes a report."""

    kode: str  # empty for the province
    orang: Principal
    pemprov: Principal


@dataclass(frozen=True, slots=True)
class Kasus:
    """A case: what fills its database, and of which year it is read when."""

    nama: str
    isi: Callable[[Runtime], Kantor]
    tahun: int = TAHUN
    dibaca: date = DIBACA


def at(rt: Runtime, day: date) -> Runtime:
    """Return the same database on another day."""
    return Runtime(rt.engine, rt.settings, make_clock(day), rt.listeners)


def kantor(rt: Runtime, nama: str = "Dinas Perizinan", layanan: int = 2) -> Kantor:
    """Store an UPP with some layanan, its admin, and the admin of the province."""
    upp_id = make_upp(rt, "dinas", nama=nama)
    for i, words in enumerate(("Izin usaha", "Izin bangunan", "Konsultasi")[:layanan], start=1):
        make_layanan(rt, upp_id, f"layanan-{i}", nama=words)
    pemprov = make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
    return Kantor("dinas", make_operator(rt, "admin", Role.ADMIN_UPP, upp_id=upp_id), pemprov)


def answers(
    rt: Runtime,
    tahun: int,
    n: int,
    *,
    layanan: Sequence[str] = ("layanan-1", "layanan-2"),
    unsur: Mapping[str, Sequence[int]] | None = None,
    semua: Sequence[int] = BAIK,
    saran: Sequence[str] = (),
    hari: int = 360,
) -> None:
    """Let people answer, spread over the first ``hari`` days of a year.

    Args:
        unsur: by field (``u3``), what is picked from for it instead of ``semua``.
        saran: what the first of them suggest, each once.
    """
    rng, first = random.Random(tahun * 1000 + n), date(tahun, 1, 2)
    rt = at(rt, max(DIBACA, date(tahun, 12, 31)))
    for i in range(n):
        # Who likes one unsur mostly likes the others, too.
        mood = rng.choice((-1, 0, 0, 1)) if len(semua) > 1 else 0
        scores = {u.field: rng.choice((unsur or {}).get(u.field, semua)) for u in URUTAN}
        picked = {
            field: str(min(4, max(1, score + (mood if rng.random() < 0.5 else 0))))
            for field, score in scores.items()
        }
        fields = isian(
            **picked,
            umum=str(max(2, round(sum(map(int, picked.values())) / 9))),
            usia=str(rng.randint(18, 65)),
            jenis_kelamin="LPP"[i % 3],
            pendidikan=rng.choice(_PENDIDIKAN).value,
            pekerjaan=rng.choice(_PEKERJAAN).value,
            saran=saran[i] if i < len(saran) else "",
        )
        submit(rt, layanan[i % len(layanan)], fields, day=first + timedelta(i * hari // n))


def told(rt: Runtime, k: Kantor, tahun: int, dilayani: int) -> None:
    """Tell how the survey of each triwulan was carried out."""
    for nomor in range(1, 5):
        fields = {
            **{"dilayani": str(dilayani), "dibagikan": "30", "kembali": "25"},
            "pelaksana": "mandiri",
        }
        save_pelaksanaan(at(rt, DIBACA), k.orang, k.kode, Triwulan(tahun, nomor), fields)


def plan(
    rt: Runtime, k: Kantor, triwulan: Triwulan, kegiatan: Sequence[tuple[str, str, str]]
) -> None:
    """Publish the sheet of a triwulan, and plan actions from it: ``(unsur, nama, status)``."""
    sampai = triwulan.periode.sampai
    assert sampai is not None
    rt = at(rt, sampai + timedelta(5))
    publish(rt, k.orang, periode=triwulan.periode)
    number = begin(rt, k.orang, "", triwulan)
    for unsur, nama, status in kegiatan:
        fields = {
            **{"nama": nama, "mulai": "", "penanggung_jawab": "Kepala Bidang Pelayanan"},
            "target": (sampai + timedelta(60)).strftime("%d-%m-%Y"),
            **{"prioritas": "tinggi", "jangka": "pendek"},
        }
        made = add_kegiatan(rt, k.orang, number, unsur, fields).id
        if status == "selesai":
            done = {
                **{"status": "selesai", "uraian": "Sudah dikerjakan seluruhnya."},
                "selesai_pada": (sampai + timedelta(5)).strftime("%d-%m-%Y"),
            }
            save_hasil(rt, k.orang, made, 1, done)


def write(rt: Runtime, k: Kantor, bagian: str, isi: Mapping[str, object]) -> None:
    """Write a part of the report."""
    rt, kode = at(rt, DIBACA), k.kode
    save_naskah_tahunan(rt, k.orang, kode, TAHUN, bagian=bagian, versi=0, isian=isi)


def _dua_belas(rt: Runtime) -> Kantor:
    k = kantor(rt)
    answers(rt, 2024, 12)
    answers(rt, TAHUN, 12, unsur={"u3": LEMAH}, saran=SARAN[:2])
    return k


def _tanpa_jawaban(rt: Runtime) -> Kantor:
    k = kantor(rt)
    isi = {"nilai": "82,45", "n": "150", "sumber": "Laporan SKM 2024"}
    save_ikm_lama(at(rt, DIBACA), k.orang, k.kode, TAHUN, lama=2024, versi=0, isian=isi)
    return k


def _semua_empat(rt: Runtime) -> Kantor:
    k = kantor(rt)
    answers(rt, 2024, 40)
    answers(rt, TAHUN, 40, semua=(4,))
    return k


def _satu_layanan(rt: Runtime) -> Kantor:
    """One layanan, and everything told and written that can be."""
    k, only = kantor(rt, layanan=1), ("layanan-1",)
    answers(rt, 2023, 40, layanan=only, unsur={"u3": LEMAH})
    answers(rt, 2024, 60, layanan=only, unsur={"u3": LEMAH})
    answers(rt, TAHUN, 90, layanan=only, unsur={"u3": LEMAH, "u8": SEDANG}, saran=SARAN)
    told(rt, k, TAHUN, 120)
    plan(rt, k, Triwulan(2024, 4), (("waktu", "Menyusun jadwal loket", "selesai"),))
    loket = ("waktu", "Menambah satu loket", "selesai")
    plan(rt, k, Triwulan(TAHUN, 1), (loket, ("sarana", "Menambah kursi tunggu", "")))
    plan(rt, k, Triwulan(TAHUN, 2), (("waktu", "Memasang nomor antrean", ""),))
    sign = ["Pontianak, 12 Januari 2026", "Kepala Dinas Perizinan", "Siti Aminah, S.H.", ""]
    write(rt, k, "penanda", {"baris": [sign]})
    write(rt, k, "profil", {"teks": "Dinas Perizinan menerbitkan izin usaha dan izin bangunan."})
    team = [["Rahmat", "Sekretaris", "Penanggung jawab"], ["Dewi", "Analis", "Pelaksana"]]
    write(rt, k, "tim", {"baris": team})
    write(rt, k, "ringkasan", {"teks": "Loket kedua dibuka pada bulan April."})
    write(rt, k, "kelemahan", {"teks": "Loket hanya satu sampai bulan Maret."})
    return k


def _tahun_pertama(rt: Runtime) -> Kantor:
    k = kantor(rt, layanan=3)
    answers(rt, TAHUN, 50, layanan=("layanan-1", "layanan-2", "layanan-3"))
    return k


def _ganti_bobot(rt: Runtime) -> Kantor:
    k = kantor(rt)
    answers(rt, 2024, 40)
    answers(rt, TAHUN, 40)
    change = {"berlaku_dari": "01-07-2025", "metode": "tepat"}
    set_metode(at(rt, date(TAHUN, 6, 15)), k.pemprov, change)
    return k


def _ganti_kuesioner(rt: Runtime) -> Kantor:
    k, early = kantor(rt), at(rt, date(TAHUN, 6, 15))
    with rt.reading() as session:
        old = perangkat_in_force(session, date(TAHUN, 6, 15))
    assert old is not None
    number = draft_version(early, k.pemprov, old[0])
    isi = load_perangkat(early, k.pemprov, number).isi
    fields: dict[str, object] = {"nama": isi.nama, "umum": isi.umum}
    for q in isi.pertanyaan:
        fields[q.unsur.field] = q.teks
        fields |= {option_field(q.unsur.field, i): w for i, w in enumerate(q.opsi, 1)}
    fields["u3"] = "Seberapa cepat Saudara dilayani sejak mengambil nomor antrean?"
    update_draft(early, k.pemprov, number, fields)
    publish_draft(early, k.pemprov, number, {"berlaku_dari": "01-07-2025"})
    answers(rt, 2024, 40)
    answers(rt, TAHUN, 40)
    return k


def _upp_nonaktif(rt: Runtime) -> Kantor:
    """Closed at the end of May; read by the province, whose accounts outlive it."""
    k = kantor(rt)
    answers(rt, 2024, 40)
    answers(rt, TAHUN, 24, hari=140)
    set_upp_active(at(rt, date(TAHUN, 6, 2)), k.pemprov, k.orang.upp_id or 0, active=False)
    return Kantor(k.kode, k.pemprov, k.pemprov)


def _upt(rt: Runtime) -> Kantor:
    parent = make_upp(rt, "dinas", nama="Dinas Kesehatan")
    upt_id = make_upp(rt, "upt", nama="UPT Laboratorium", jenis="UPT", induk_id=parent)
    make_layanan(rt, parent, "layanan-induk", nama="Rekomendasi")
    make_layanan(rt, upt_id, "layanan-1", nama="Uji sampel")
    make_layanan(rt, upt_id, "layanan-2", nama="Uji air")
    pemprov = make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
    admin = make_operator(rt, "admin", Role.ADMIN_UPP, upp_id=upt_id)
    answers(rt, TAHUN, 20, layanan=("layanan-induk",), semua=LEMAH)
    answers(rt, 2024, 40, unsur={"u8": LEMAH})
    answers(rt, TAHUN, 40, unsur={"u8": LEMAH}, saran=SARAN[3:4])
    return Kantor("upt", admin, pemprov)


def _provinsi(rt: Runtime) -> Kantor:
    pemprov = make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
    for at_, nama in enumerate(("Badan Pendapatan", "Biro Organisasi", "Dinas Sosial"), start=1):
        upp_id = make_upp(rt, f"upp-{at_}", nama=nama)
        make_layanan(rt, upp_id, f"layanan-{at_}", nama=f"Layanan {nama}")
        low = {"u3": LEMAH} if at_ < 3 else {}
        answers(rt, 2024, 30, layanan=(f"layanan-{at_}",), unsur=low)
        answers(rt, TAHUN, 30 + at_, layanan=(f"layanan-{at_}",), unsur=low, saran=SARAN)
        admin = make_operator(rt, f"admin-{at_}", Role.ADMIN_UPP, upp_id=upp_id)
        if at_ == 1:
            loket = ("waktu", "Menambah satu loket", "selesai")
            plan(rt, Kantor("", admin, pemprov), Triwulan(TAHUN, 1), (loket,))
    upt = make_upp(rt, "upt-1", nama="UPT Samsat", jenis="UPT", induk_id=1)
    make_layanan(rt, upt, "layanan-upt", nama="Pajak kendaraan")
    answers(rt, TAHUN, 12, layanan=("layanan-upt",))
    make_upp(rt, "upp-sepi", nama="Dinas Tanpa Jawaban")
    return Kantor("", pemprov, pemprov)


def _turun_dalam_margin(rt: Runtime) -> Kantor:
    k = kantor(rt)
    answers(rt, 2024, 40, unsur={"u3": BAIK})
    answers(rt, TAHUN, 40, unsur={"u3": (3, 3, 3, 3, 4)})
    return k


def _turun_nyata(rt: Runtime) -> Kantor:
    k = kantor(rt)
    answers(rt, 2024, 80)
    answers(rt, TAHUN, 80, unsur={"u3": LEMAH, "u2": SEDANG}, saran=SARAN)
    return k


def _berjalan(rt: Runtime) -> Kantor:
    k = kantor(rt)
    answers(rt, 2025, 60)
    answers(rt, 2026, 30, hari=130)
    return k


KASUS = (
    Kasus("dua_belas", _dua_belas),
    Kasus("tanpa_jawaban", _tanpa_jawaban),
    Kasus("semua_empat", _semua_empat),
    Kasus("satu_layanan", _satu_layanan),
    Kasus("tahun_pertama", _tahun_pertama),
    Kasus("ganti_bobot", _ganti_bobot),
    Kasus("ganti_kuesioner", _ganti_kuesioner),
    Kasus("upp_nonaktif", _upp_nonaktif),
    Kasus("upt", _upt),
    Kasus("provinsi", _provinsi),
    Kasus("turun_dalam_margin", _turun_dalam_margin),
    Kasus("turun_nyata", _turun_nyata),
    Kasus("berjalan", _berjalan, 2026, date(2026, 5, 20)),
)
"""The twelve cases, and a year that is not over."""


_DIBACA: dict[str, tuple[BahanTahunan, Statistik]] = {}


def read_once(rt: Runtime, kasus: Kasus, k: Kantor) -> tuple[BahanTahunan, Statistik]:
    """Read as :func:`read` does, a case of :data:`KASUS` once for all tests: its database is a copy."""
    if kasus.nama not in _DIBACA:
        _DIBACA[kasus.nama] = read(rt, kasus, k)
    return _DIBACA[kasus.nama]


def read(rt: Runtime, kasus: Kasus, k: Kantor) -> tuple[BahanTahunan, Statistik]:
    """Read what a report of the case is drawn of, and its statistics."""
    rt = at(rt, kasus.dibaca)
    bahan = load_utuh(rt, k.orang, k.kode, kasus.tahun)
    raw = bahan.mentah
    assert raw is not None
    return bahan, compute_statistik(raw.nilai, raw.umum, raw.kelompok)
