"""Use cases that write into annual reports, done once each."""

from collections.abc import Iterator

from sekampadi.domain.izin import Role
from sekampadi.services.tahunan.foto import (
    add_foto_tahunan,
    describe_foto_tahunan,
    move_foto_tahunan,
    remove_foto_tahunan,
)
from sekampadi.services.tahunan.ikm_lama import remove_ikm_lama, save_ikm_lama
from sekampadi.services.tahunan.naskah import (
    drop_draf_tahunan,
    save_draf_tahunan,
    save_naskah_tahunan,
)
from tests.bukti import picture
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


@case(Role.ADMIN_UPP)
def photos_of_a_report(s: Stage) -> Iterator[list[Line]]:
    yield []
    whose = (s.rt, s.person, "", 2022)
    one, two = (
        add_foto_tahunan(*whose, keterangan=words, data=picture(size=size))
        for words, size in (("Loket", (60, 40)), ("Kursi", (61, 40)))
    )
    for arah in ("turun", "naik"):  # the second has no photo beneath it
        move_foto_tahunan(*whose, two.id, arah=arah)
    changed = {"semula": "Loket", "isian": {"keterangan": "Loket 2"}}
    describe_foto_tahunan(*whose, one.id, **changed)
    remove_foto_tahunan(*whose, one.id)
    name = f"tahunan/upp:{s.person.upp_id}/2022"
    told, other = (
        {"keterangan": r.keterangan, "ukuran": r.ukuran, "sidik": r.sidik} for r in (one, two)
    )
    after = told | {"keterangan": "Loket 2"}
    words = {
        **{"sidik": one.sidik, "sebelum": {"keterangan": "Loket"}},
        "sesudah": {"keterangan": "Loket 2"},
    }
    yield [
        ("tahunan.foto_tambah", name, {"sesudah": told}),
        ("tahunan.foto_tambah", name, {"sesudah": other}),
        ("tahunan.foto_urutan", name, {"keterangan": "Kursi", "arah": "naik"}),
        ("tahunan.foto_keterangan", name, words),
        ("tahunan.foto_hapus", name, {"sebelum": after}),
    ]
