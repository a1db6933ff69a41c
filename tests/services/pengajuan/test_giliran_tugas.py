"""Whose turn it is stands among what is to be done, until it is done."""

from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiDossier, AksiPengajuan
from sekampadi.domain.tugas import JenisTugas, Tugas
from sekampadi.services.tugas.tugas import load_tugas
from tests.services.pengajuan.conftest import Perjalanan

A, J = AksiPengajuan, JenisTugas
LINES = {J.PENYAMPAIAN, J.PERSETUJUAN, J.PENERIMAAN, J.DOSSIER}


def _lines(p: Perjalanan, role: Role) -> dict[JenisTugas, Tugas]:
    return {x.jenis: x for x in load_tugas(p.rt, p.who(role)) if x.jenis in LINES}


def test_the_line_moves_with_the_papers(perjalanan: Perjalanan) -> None:
    p = perjalanan
    for role in (Role.ADMIN_UPP, Role.PIMPINAN_UPP):
        (line,) = _lines(p, role).values()
        assert (line.jenis, line.jumlah) == (J.PENYAMPAIAN, 1)
        assert line.tautan == "/admin/pengajuan/rinci?upp=upp-a&masa=2023-1"
        assert line.tenggat is not None
        assert line.tenggat.isoformat() == "2023-04-07"
    assert not _lines(p, Role.ADMIN_PEMPROV), "nobody is late before the first has handed in"
    p.to(A.KIRIM_HASIL)
    # Clock and deadline: 15 May, 7 April. The three other UPP of the province are late, too.
    late = _lines(p, Role.ADMIN_PEMPROV)[J.PENYAMPAIAN]
    assert late.jumlah == 4
    assert late.tautan == "/admin/pengajuan?keadaan=terlambat"
    assert set(_lines(p, Role.PIMPINAN_UPP)) == {J.PERSETUJUAN}
    p.to(A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI)
    assert not _lines(p, Role.ADMIN_UPP)
    assert _lines(p, Role.ADMIN_PEMPROV)[J.PENERIMAAN].jumlah == 1
    p.to(A.TERIMA)
    (line,) = _lines(p, Role.ADMIN_PEMPROV).values()
    assert (line.jenis, line.jumlah) == (J.PENYAMPAIAN, 3)


def test_the_dossier_is_told_to_those_who_work_on_it(perjalanan: Perjalanan) -> None:
    p = perjalanan
    assert not _lines(p, Role.KETUA_TIM)
    p.dossier(Role.ADMIN_PEMPROV, AksiDossier.SERAHKAN)
    line = _lines(p, Role.KETUA_TIM)[J.DOSSIER]
    assert "Ketua Tim" in line.sasaran[0].nama
    assert J.DOSSIER not in _lines(p, Role.PIMPINAN)
