"""The frozen files of what was handed in, over HTTP: to whom, and with which headers."""

from datetime import date
from urllib.parse import unquote

import pytest

from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.pengajuan.beku import BerkasSiap, JenisBerkas
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.isi import papers_of
from sekampadi.services.pengajuan.pengajuan import load_pengajuan
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Login
from tests.factories import Cast, submit

MASA = MasaLapor(2023, 1)
NAMES = {
    JenisBerkas.LEMBAR: "lembar ikm.pdf",
    JenisBerkas.RESPONDEN: "responden.xlsx",
    JenisBerkas.PENILAIAN: "penilaian.xlsx",
}


@pytest.fixture
def files(rt: Runtime, cast: Cast) -> dict[str, str]:
    """Hand upp-a's triwulan in; return the address of each file by its kind."""
    for _ in range(5):
        submit(rt, "layanan-a1", day=date(2023, 2, 1))
    admin, kirim = cast.people[Role.ADMIN_UPP], AksiPengajuan.KIRIM_HASIL
    publish(rt, admin, periode=MASA.periode)
    bahan = prepare(rt, admin, "upp-a", MASA, kirim)
    made = [BerkasSiap(k, NAMES[k], f"isi {k}".encode()) for k in papers_of(bahan.isi)]
    move(rt, admin, "upp-a", MASA, kirim, versi=0, serahan=Serahan({}, bahan, made))
    (rows,) = load_pengajuan(rt, admin, "upp-a", MASA).berkas.values()
    return {row.jenis: f"/unduh/penyampaian/{row.kunci}" for row in rows}


async def test_it_is_saved_and_kept_from_others(
    cast: Cast, login: Login, files: dict[str, str]
) -> None:
    browser = await login(cast.people[Role.PIMPINAN_UPP])
    for kind, address in files.items():
        response = await browser.get(address)
        assert (response.status_code, response.text) == (200, f"isi {kind}")
        head = response.headers
        told = unquote(head["content-disposition"])
        assert told.startswith("attachment; ")
        assert f"''{NAMES[JenisBerkas(kind)]}" in told
        assert head["cache-control"] == "private, no-store"
        assert head["etag"] == f'"{address.rpartition("/")[2]}"'
        assert head["content-security-policy"] == "default-src 'none'; sandbox"
        assert head["content-type"].endswith("pdf" if kind == "lembar" else "sheet")


@pytest.mark.parametrize("role", list(Role))
async def test_role_by_file(role: Role, cast: Cast, login: Login, files: dict[str, str]) -> None:
    browser = await login(cast.people[role])
    readers = {*Role} - {Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM}
    for address in files.values():
        response = await browser.get(address)
        assert response.status_code == (200 if role in readers else 403)


async def test_another_upp_and_no_key_are_not_found(
    cast: Cast, login: Login, files: dict[str, str]
) -> None:
    browser = await login(cast.admin_b)
    for address in (*files.values(), "/unduh/penyampaian/1", "/unduh/penyampaian/" + "g" * 32):
        assert (await browser.get(address)).status_code == 404
