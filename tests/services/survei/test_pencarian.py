"""The citizen's search, over a real database."""

from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.pencarian import MAKS_LAYANAN, cari
from tests.factories import make_layanan, make_upp


def test_layanan_and_offices_are_found(rt: Runtime) -> None:
    samsat = make_upp(rt, "samsat-pontianak")
    make_layanan(rt, samsat, "pkb-tahunan")
    make_layanan(rt, samsat, "pkb-lama", aktif=False)
    other = make_upp(rt, "rsud")
    for number in range(MAKS_LAYANAN + 2):
        make_layanan(rt, other, f"rawat-{number}")
    everything = cari(rt, "  ")
    assert ([u.kode for u in everything.upp], everything.layanan) == (
        ["rsud", "samsat-pontianak"],
        [],
    )
    found = cari(rt, "bayar STNK")
    assert [u.kode for u in found.upp] == ["samsat-pontianak"]
    assert [row.kode for row in found.layanan] == ["pkb-tahunan"]
    many = cari(rt, "berobat")
    assert (len(many.layanan), many.semua) == (MAKS_LAYANAN, MAKS_LAYANAN + 2)
    assert cari(rt, "tidak ada begini") == type(found)([], [], 0)
