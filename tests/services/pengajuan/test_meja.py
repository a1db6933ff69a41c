"""The table walk: every state x role x move of both SOP, held against a table written by hand.

Written from the decree (H) and the issue, not from the program; whatever is not here is refused.
"""

import itertools
from datetime import date

import pytest
from sqlmodel import delete, select

from sekampadi.db.models import Dossier, LangkahAlur, Pengajuan
from sekampadi.domain.errors import ConflictError, DomainError, ForbiddenError
from sekampadi.domain.izin import PROVINSI, Role
from sekampadi.domain.pengajuan.alur import AksiDossier, AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.pengajuan.beku import BerkasSiap, JenisBerkas
from sekampadi.services.pengajuan.dossier_gerak import SerahanDossier, move_dossier, prepare_dossier
from sekampadi.services.pengajuan.gerak import Bahan, Serahan, move
from sekampadi.services.pengajuan.isi import papers_of, read_isi
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.services.pengajuan.conftest import MASA, Perjalanan, papers, write_tahunan
from tests.services.tindak_lanjut.conftest import TRIWULAN

TRIWULANAN = """
belum               kirim_hasil        admin_upp      hasil_dikirim
hasil_dikirim       tarik              admin_upp      belum
hasil_dikirim       terima_hasil       pimpinan_upp   hasil_diterima
hasil_dikirim       kembalikan_hasil   pimpinan_upp   hasil_dikembalikan
hasil_dikembalikan  kirim_hasil        admin_upp      hasil_dikirim
hasil_diterima      ajukan             admin_upp      tl_diajukan
tl_diajukan         tarik              admin_upp      hasil_diterima
tl_diajukan         setujui            pimpinan_upp   disetujui
tl_diajukan         kembalikan_tl      pimpinan_upp   tl_dikembalikan
tl_dikembalikan     ajukan             admin_upp      tl_diajukan
disetujui           terima             admin_pemprov  diterima
disetujui           kembalikan         admin_pemprov  dikembalikan
dikembalikan        ajukan             admin_upp      tl_diajukan
diterima            buka               admin_pemprov  dikembalikan
"""
DOSSIER = """
dihimpun    serahkan           admin_pemprov      disusun
disusun     tarik              admin_pemprov      dihimpun
disusun     kembalikan_himpun  ketua_tim          dihimpun
disusun     sampaikan          ketua_tim          dipelajari
dipelajari  tarik              ketua_tim          disusun
dipelajari  kembalikan_susun   kabag_tatalaksana  disusun
dipelajari  tutup              kabag_tatalaksana  ditutup
"""
KEADAAN = (
    *("belum", "hasil_dikirim", "hasil_dikembalikan", "hasil_diterima", "tl_diajukan"),
    *("tl_dikembalikan", "disetujui", "dikembalikan", "diterima"),
)
KEADAAN_DOSSIER = ("dihimpun", "disusun", "dipelajari", "ditutup")
ISIAN = {
    **{"catatan": "Sudah diperiksa.", "surat_nomor": "000.8/1/ORG"},
    "surat_tanggal": "10-05-2023",
}


def _written(table: str) -> dict[tuple[str, str, str], str]:
    lines = (line.split() for line in table.strip().splitlines())
    return {(dari, aksi, peran): ke for dari, aksi, peran, ke in lines}


def _serahan(rt: Runtime, aksi: str) -> Serahan:
    if aksi not in {"kirim_hasil", "ajukan"}:
        return Serahan(ISIAN)
    with rt.reading() as session:
        upp = require_upp(session, PROVINSI, "upp-a")
        isi = read_isi(session, upp, MASA, AksiPengajuan(aksi))
    bahan = Bahan(upp, MASA, AksiPengajuan(aksi), isi)
    return Serahan(ISIAN, bahan, papers(sorted(papers_of(isi))))


def _put(p: Perjalanan, status: str) -> None:
    """Put the papers of upp-a into a state, without a history."""
    with p.rt.writing() as session:
        session.execute(delete(LangkahAlur))
        session.execute(delete(Pengajuan))
        admin = p.who(Role.ADMIN_UPP)
        session.add(
            Pengajuan(
                upp_id=admin.upp_id or 0,
                tahun=MASA.tahun,
                triwulan=MASA.nomor,
                status=status,
                versi=5,
                diubah_pada=p.rt.now(),
            )
        )


def _status(p: Perjalanan) -> tuple[str, int]:
    with p.rt.reading() as session:
        row = session.exec(select(Pengajuan)).one()
        return row.status, row.versi


def test_every_move_of_an_upp(perjalanan: Perjalanan) -> None:
    p, written = perjalanan, _written(TRIWULANAN)
    done = set()
    given = {a.value: _serahan(p.rt, a.value) for a in AksiPengajuan}
    for dari in KEADAAN:
        _put(p, dari)
        for aksi, role in itertools.product(AksiPengajuan, Role):
            key = (dari, aksi.value, role.value)
            try:
                move(p.rt, p.who(role), "upp-a", MASA, aksi, versi=5, serahan=given[aksi.value])
            except (ConflictError, ForbiddenError):
                assert key not in written, key
                assert _status(p) == (dari, 5)
                continue
            assert _status(p) == (written.get(key), 6), key
            done.add(key)
            _put(p, dari)
    assert done == set(written)


def test_nobody_moves_the_papers_of_another_upp(perjalanan: Perjalanan) -> None:
    p = perjalanan
    for dari in KEADAAN:
        _put(p, dari)
        for aksi, person in itertools.product(AksiPengajuan, (p.cast.admin_c, p.cast.admin_b)):
            with pytest.raises(DomainError) as caught:
                move(p.rt, person, "upp-a", MASA, aksi, versi=5, serahan=Serahan(ISIAN))
            assert caught.value.code == "upp.unknown"


def test_a_year_goes_the_same_way_without_the_first_step(
    perjalanan: Perjalanan, clock: SettableClock
) -> None:
    p, tahun = perjalanan, MasaLapor(2023, 0)
    p.to(AksiPengajuan.KIRIM_HASIL)  # the first move of all says when it began
    clock.set_local(date(2024, 1, 3))
    write_tahunan(p.rt, p.who(Role.ADMIN_UPP))
    with p.rt.reading() as session:
        upp = require_upp(session, PROVINSI, "upp-a")
        isi = read_isi(session, upp, tahun, AksiPengajuan.AJUKAN)
    kinds = (JenisBerkas.TAHUNAN, JenisBerkas.HASIL_TL)
    assert papers_of(isi) == {*kinds}
    serahan = Serahan(ISIAN, Bahan(upp, tahun, AksiPengajuan.AJUKAN, isi), papers(kinds))
    admin, head = p.who(Role.ADMIN_UPP), p.who(Role.PIMPINAN_UPP)
    with pytest.raises(ConflictError):
        move(p.rt, admin, "upp-a", tahun, "kirim_hasil", versi=0, serahan=serahan)
    moves = (
        *((admin, "ajukan", "tl_diajukan"), (admin, "tarik", "belum")),
        *((admin, "ajukan", "tl_diajukan"), (head, "setujui", "disetujui")),
        (p.who(Role.ADMIN_PEMPROV), "terima", "diterima"),
    )
    for versi, (person, aksi, ke) in enumerate(moves):
        assert move(p.rt, person, "upp-a", tahun, aksi, versi=versi, serahan=serahan) == ke


def _put_dossier(p: Perjalanan, status: str) -> None:
    with p.rt.writing() as session:
        session.execute(delete(LangkahAlur))
        session.execute(delete(Dossier))
        session.add(
            Dossier(
                tahun=TRIWULAN.tahun,
                triwulan=TRIWULAN.nomor,
                urut=0,
                nomor="BERKAS/TW-I/2023",
                status=status,
                versi=5,
                diubah_pada=p.rt.now(),
            )
        )


def test_every_move_of_the_dossier(perjalanan: Perjalanan) -> None:
    p, written = perjalanan, _written(DOSSIER)
    dokumen = [
        BerkasSiap(k, f"{k.value}.pdf", b"isi") for k in (JenisBerkas.REKAP, JenisBerkas.LAPORAN)
    ]
    done = set()
    for dari in KEADAAN_DOSSIER:
        _put_dossier(p, dari)
        tanda = ""
        if dari == "disusun":
            _, tanda = prepare_dossier(p.rt, p.who(Role.KETUA_TIM), TRIWULAN, 0)
        for aksi, role in itertools.product(AksiDossier, Role):
            key = (dari, aksi.value, role.value)
            berkas = dokumen if aksi is AksiDossier.SAMPAIKAN else []
            serahan = SerahanDossier(ISIAN, tanda, berkas)
            try:
                move_dossier(p.rt, p.who(role), TRIWULAN, 0, aksi, versi=5, serahan=serahan)
            except (ConflictError, ForbiddenError):
                assert key not in written, key
                continue
            with p.rt.reading() as session:
                assert session.exec(select(Dossier)).one().status == written.get(key), key
            done.add(key)
            with p.rt.writing() as session:
                session.execute(delete(LangkahAlur))
            _put_dossier(p, dari)
    assert done == set(written)
