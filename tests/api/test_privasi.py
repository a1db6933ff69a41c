"""The page for the public about what is kept, and copies of what is kept of a person."""

from html import unescape

import pytest
from sqlmodel import select

from sekampadi.db.models import Audit
from sekampadi.domain.izin import Role
from sekampadi.domain.privasi.hak import list_hak
from sekampadi.services.sistem.privasi import list_data_tersimpan
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client, Login
from tests.factories import Cast


async def test_everybody_reads_what_is_kept(client: Client, rt: Runtime, cast: Cast) -> None:
    response = await client.get("/privasi?utm_source=x")
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    text = unescape(response.text)
    for one in list_data_tersimpan(rt):
        for cell in (one.nama, one.isi, one.siapa, one.untuk, one.lama, one.pembaca):
            assert cell in text
    assert all(sentence in text for sentence in list_hak())
    assert "Pengendali Data Pribadi adalah Pemerintah Provinsi Kalimantan Barat" in text
    assert "<script" not in text
    assert len(response.content) < 40_000


async def test_the_page_tells_the_settings_of_this_installation(
    client: Client, rt: Runtime, cast: Cast
) -> None:
    assert "tidak dihapus otomatis" in (await client.get("/privasi")).text
    rt.settings = rt.settings.model_copy(update={"suggestion_months": 24, "session_hours": 3})
    text = (await client.get("/privasi")).text
    assert "24 bulan penuh, lalu teksnya dihapus" in text
    assert "3 jam sejak masuk" in text
    assert "tidak dihapus otomatis" not in text


@pytest.mark.parametrize("path", ["/lembar", "/lembar/layanan-a1", "/lembar/tidak-ada"])
async def test_plain_pages_lead_there(path: str, client: Client, cast: Cast) -> None:
    assert 'href="/privasi"' in (await client.get(path)).text


async def test_a_copy_is_a_file_of_its_own_person(login: Login, cast: Cast) -> None:
    browser = await login(cast.admin_b)
    response = await browser.get("/unduh/data-saya.json")
    assert response.status_code == 200
    assert response.headers["content-disposition"] == 'attachment; filename="data-saya.json"'
    assert "no-store" in response.headers["cache-control"]
    assert response.json()["akun"]["username"] == "admin-b"


async def test_a_copy_of_somebody_else_is_for_who_manages_the_account(
    login: Login, cast: Cast
) -> None:
    address = f"/unduh/data-operator.json?id={cast.admin_b.operator_id}"
    keeper = await login(cast.people[Role.PENGELOLA_SISTEM])
    response = await keeper.get(address)
    assert response.json()["akun"]["nomor"] == cast.admin_b.operator_id
    assert (await (await login(cast.admin_c)).get(address)).status_code == 404
    assert (await (await login(cast.people[Role.PIMPINAN])).get(address)).status_code == 403
    for wrong in ("", "?id=", "?id=x", "?id=-1", "?id=" + "9" * 30, "?id=%C2%B2"):
        response = await keeper.get(f"/unduh/data-operator.json{wrong}")
        assert response.status_code == 404, wrong


async def test_a_link_of_another_site_makes_no_copy_in_the_admins_name(
    login: Login, cast: Cast, rt: Runtime
) -> None:
    address = f"/unduh/data-operator.json?id={cast.admin_b.operator_id}"
    keeper = await login(cast.people[Role.PENGELOLA_SISTEM])
    for site in ("cross-site", "same-site"):
        response = await keeper.get(address, headers={"Sec-Fetch-Site": site})
        assert response.status_code == 403
    with rt.reading() as session:
        assert not session.exec(select(Audit).where(Audit.aksi == "operator.salinan")).all()
    for site in ("same-origin", "none"):
        assert (await keeper.get(address, headers={"Sec-Fetch-Site": site})).status_code == 200
