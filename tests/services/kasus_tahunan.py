"""Use cases that write into annual reports, done once each."""

from collections.abc import Iterator

from sekampadi.domain.izin import Role
from sekampadi.services.tahunan.ikm_lama import remove_ikm_lama, save_ikm_lama
from sekampadi.services.tahunan.naskah import (
    drop_draf_tahunan,
    save_draf_tahunan,
    save_naskah_tahunan,
)
from tests.services.kasus import Line, Stage, case

LAMA = {"nilai": "81,5", "n": "", "sumber": "Laporan SKM 2021"}


@case(Role.ADMIN_UPP)
def words_of_a_report(s: Stage) -> Iterator[list[Line]]:
    yield []
    at = {"bagian": "profil", "isian": {"teks": "Dinas ini melayani izin."}}
    save_draf_tahunan(s.rt, s.person, "", 2022, versi=0, **at)
    drop_draf_tahunan(s.rt, s.person, "", 2022, "profil")
    save_naskah_tahunan(s.rt, s.person, "", 2022, versi=0, **at)
    save_naskah_tahunan(s.rt, s.person, "", 2022, versi=1, **at)
    name = f"tahunan/upp:{s.person.upp_id}/2022"
    yield [("tahunan.tulis", name, {"bagian": "profil", "versi": 1})]


@case(Role.KETUA_TIM)
def index_of_before(s: Stage) -> Iterator[list[Line]]:
    yield []
    save_ikm_lama(s.rt, s.person, "", 2022, lama=2021, versi=0, isian=LAMA)
    for _ in range(2):
        remove_ikm_lama(s.rt, s.person, "", 2022, lama=2021, versi=1)
    told = {"nilai": "81.50", "n": None, "sumber": "Laporan SKM 2021"}
    name = "tahunan/provinsi/2022"
    yield [
        ("tahunan.ikm_lama", name, {"tahun": 2021, "sebelum": None, "sesudah": told}),
        ("tahunan.ikm_lama_hapus", name, {"tahun": 2021, "sebelum": told}),
    ]
