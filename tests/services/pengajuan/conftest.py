"""A plan of upp-a that can be handed in, and everybody whom the SOP name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.pengajuan.alur import (
    ALUR_TRIWULAN,
    AksiDossier,
    AksiPengajuan,
    StatusDossier,
)
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.tahunan.bagian import list_bagian
from sekampadi.services.pengajuan.beku import BerkasSiap, JenisBerkas
from sekampadi.services.pengajuan.dossier import load_dossier
from sekampadi.services.pengajuan.dossier_gerak import (
    SerahanDossier,
    move_dossier,
    prepare_dossier,
)
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.isi import MENYERAHKAN, papers_of
from sekampadi.services.pengajuan.pengajuan import HalamanPengajuan, load_pengajuan
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.naskah import save_naskah_tahunan
from tests.factories import Cast
from tests.services.tindak_lanjut.conftest import (  # noqa: F401
    TRIWULAN,
    Panggung,
    answer,
    content,
    panggung,
    terbit,
)

MASA = MasaLapor(TRIWULAN.tahun, TRIWULAN.nomor)
DOKUMEN = (JenisBerkas.REKAP, JenisBerkas.LAPORAN)


def papers(kinds: Sequence[JenisBerkas]) -> tuple[BerkasSiap, ...]:
    """Return a small file of each kind; what real ones hold is tested where they are made."""
    return tuple(BerkasSiap(k, f"{k.value}.pdf", f"isi {k.value}".encode()) for k in kinds)


def write_tahunan(rt: Runtime, person: Principal, *kunci: str, tahun: int = 2023) -> None:
    """Write parts of a person's annual report; without names all that it cannot be without."""
    for part in list_bagian(provinsi=False):
        if part.kunci in kunci if kunci else part.wajib:
            isian: dict[str, object] = {"teks": f"Tentang {part.judul}."}
            if part.tabel:
                isian = {"baris": [[f"{k.judul} satu" for k in part.kolom]]}
            save_naskah_tahunan(rt, person, "", tahun, bagian=part.kunci, versi=0, isian=isian)


@dataclass
class Perjalanan:
    """The journey of upp-a's papers, from one role to the next."""

    rt: Runtime
    cast: Cast

    def who(self, role: Role) -> Principal:
        """Return the person of upp-a, or of the province, with a role."""
        return self.cast.people[role]

    def halaman(self, role: Role = Role.ADMIN_UPP, upp: str = "upp-a") -> HalamanPengajuan:
        """Read where the papers are, as somebody sees them."""
        return load_pengajuan(self.rt, self.who(role), upp, MASA)

    def go(
        self, role: Role, aksi: AksiPengajuan, catatan: str = "", *, versi: int | None = None
    ) -> None:
        """Make a move with all that belongs to it."""
        person, at = self.who(role), self.halaman().versi if versi is None else versi
        if aksi not in MENYERAHKAN:
            serahan = Serahan({"catatan": catatan})
        else:
            bahan = prepare(self.rt, person, "upp-a", MASA, aksi)
            serahan = Serahan({"catatan": catatan}, bahan, papers(sorted(papers_of(bahan.isi))))
        move(self.rt, person, "upp-a", MASA, aksi, versi=at, serahan=serahan)

    def to(self, *steps: AksiPengajuan) -> None:
        """Make several moves, each by the role that may."""
        for aksi in steps:
            role = {a.aksi: a.peran for a in ALUR_TRIWULAN}[aksi]
            self.go(role, aksi, "Mohon diperbaiki.")

    def dossier(
        self,
        role: Role,
        aksi: AksiDossier,
        isian: Mapping[str, object] | None = None,
        *,
        urut: int = 0,
    ) -> StatusDossier:
        """Make a move of the province's dossier."""
        person = self.who(role)
        found = load_dossier(self.rt, self.who(Role.ADMIN_PEMPROV), TRIWULAN, urut).dossier
        tanda = ""
        berkas: tuple[BerkasSiap, ...] = ()
        if aksi is AksiDossier.SAMPAIKAN:
            _, tanda = prepare_dossier(self.rt, person, TRIWULAN, urut)
            berkas = papers(DOKUMEN)
        serahan = SerahanDossier(isian or {}, tanda, berkas)
        versi = found.versi if found else 0
        return move_dossier(self.rt, person, TRIWULAN, urut, aksi, versi=versi, serahan=serahan)


@pytest.fixture
def perjalanan(panggung: Panggung) -> Perjalanan:  # noqa: F811
    """Plan an action of upp-a and publish the province's sheet."""
    panggung.kegiatan()
    admin = panggung.cast.people[Role.ADMIN_PEMPROV]
    publish(panggung.rt, admin, periode=TRIWULAN.periode)
    return Perjalanan(panggung.rt, panggung.cast)
