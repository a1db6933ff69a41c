"""Use cases that write the province's dossiers, done once each."""

from collections.abc import Iterator

from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiDossier
from sekampadi.services.pengajuan.beku import BerkasSiap, JenisBerkas
from sekampadi.services.pengajuan.dossier_gerak import (
    SerahanDossier,
    move_dossier,
    prepare_dossier,
)
from sekampadi.services.pengajuan.dossier_naskah import begin_addendum, save_naskah
from tests.services.kasus import Line, Stage, case
from tests.services.pengajuan.provinsi import fill_province, hand_in

TRIWULAN = Triwulan(2023, 1)
BERKAS = "dossier/BERKAS/TW-I/2023"
SURAT = {"surat_nomor": "000.8/123/ORG", "surat_tanggal": "10-05-2023"}
DOKUMEN = tuple(BerkasSiap(j, "isi.pdf", b"isi") for j in (JenisBerkas.REKAP, JenisBerkas.LAPORAN))


def _begun(s: Stage) -> None:
    provinsi = s.cast.people[Role.ADMIN_PEMPROV]
    fill_province(s.rt, provinsi, TRIWULAN, accepted=0, missing=1)
    move_dossier(s.rt, provinsi, TRIWULAN, 0, AksiDossier.SERAHKAN, versi=0)


def _hand_over(s: Stage, versi: int) -> None:
    ketua = s.cast.people[Role.KETUA_TIM]
    _, tanda = prepare_dossier(s.rt, ketua, TRIWULAN, 0)
    given = SerahanDossier({"catatan": "Mohon dipelajari."}, tanda, DOKUMEN)
    move_dossier(s.rt, ketua, TRIWULAN, 0, AksiDossier.SAMPAIKAN, versi=versi, serahan=given)


@case(Role.KETUA_TIM)
def composing_a_dossier(s: Stage) -> Iterator[list[Line]]:
    _begun(s)
    yield []
    words = {"pengantar": "Puji syukur.", "simpulan": "Tambah loket."}
    save_naskah(s.rt, s.person, TRIWULAN, 0, versi=1, isian=words)
    _hand_over(s, 2)
    yield [
        (
            "dossier.naskah",
            BERKAS,
            {"sebelum": {"pengantar": "", "simpulan": ""}, "sesudah": words},
        ),
        (
            "dossier.langkah",
            BERKAS,
            {"langkah": "sampaikan", "dari": "disusun", "ke": "dipelajari"},
        ),
    ]


@case(Role.KABAG_TATALAKSANA)
def closing_a_dossier(s: Stage) -> Iterator[list[Line]]:
    _begun(s)
    _hand_over(s, 1)
    yield []
    given = SerahanDossier(SURAT)
    move_dossier(s.rt, s.person, TRIWULAN, 0, AksiDossier.TUTUP, versi=2, serahan=given)
    yield [("dossier.langkah", BERKAS, {"ke": "ditutup", "surat": "000.8/123/ORG"})]


@case(Role.ADMIN_PEMPROV)
def an_addendum(s: Stage) -> Iterator[list[Line]]:
    _begun(s)
    _hand_over(s, 1)
    given = SerahanDossier(SURAT)
    kabag = s.cast.people[Role.KABAG_TATALAKSANA]
    move_dossier(s.rt, kabag, TRIWULAN, 0, AksiDossier.TUTUP, versi=2, serahan=given)
    hand_in(s.rt, s.person, TRIWULAN, "unit-01")
    yield []
    begin_addendum(s.rt, s.person, TRIWULAN)
    yield [("dossier.addendum", f"{BERKAS}/ADD-1", {})]
