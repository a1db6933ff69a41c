"""The downloads of a dossier over HTTP: drafts for who composes it, the closed one for the Pimpinan, too."""

from typing import Any
from urllib.parse import unquote

import pytest

from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.reports.build.dossier.laporan import build_laporan_dossier
from sekampadi.reports.model import Report
from sekampadi.services.pengajuan.dossier_naskah import begin_addendum
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client, Login
from tests.api.test_laporan import FORMS
from tests.factories import Cast
from tests.services.pengajuan.provinsi import fill_province, hand_in
from tests.services.pengajuan.test_dokumen_dossier import Meja

TW = Triwulan(2023, 1)


@pytest.fixture
def meja(rt: Runtime, cast: Cast) -> Meja:
    fill_province(rt, cast.people[Role.ADMIN_PEMPROV], TW, 1, 1)
    return Meja(rt, cast)


async def test_who_may_take_which(meja: Meja, client: Client, login: Login) -> None:
    address = "/unduh/dossier-rekap.pdf?triwulan=2023-1"
    assert (await client.get(address)).status_code == 401
    expected = {Role.ADMIN_UPP: 403, Role.PIMPINAN: 404, Role.KETUA_TIM: 200}
    for role, status in expected.items():
        answer = await (await login(meja.who(role))).get(address)
        assert answer.status_code == status, role
    assert "(rancangan)" in unquote(answer.headers["content-disposition"])
    meja.close()
    pimpinan = await login(meja.who(Role.PIMPINAN))
    answer = await pimpinan.get(address)
    assert answer.content.startswith(b"%PDF")
    assert "rancangan" not in unquote(answer.headers["content-disposition"])
    for more, status in (("&addendum=1", 404), ("&addendum=x", 404), ("&addendum=-1", 404)):
        assert (await pimpinan.get(address + more)).status_code == status
    for wrong in ("2023-2", "2022-4", "2023-9", "x", ""):
        answer = await pimpinan.get(f"/unduh/dossier-rekap.pdf?triwulan={wrong}")
        assert answer.status_code == 422, wrong


@pytest.mark.parametrize("form", FORMS)
async def test_every_form(meja: Meja, login: Login, form: str) -> None:
    browser = await login(meja.who(Role.KABAG_TATALAKSANA))
    for kind in ("rekap", "laporan", "surat"):
        answer = await browser.get(f"/unduh/dossier-{kind}.{form}?triwulan=2023-1")
        if kind == "surat" and form in {"xlsx", "csv"}:
            assert answer.status_code == 404
            continue
        assert answer.status_code == 200, answer.text[:300]
        name = f'"dossier-{kind}-berkas-tw-i-2023.{form}"'
        assert name in answer.headers["content-disposition"]


async def test_what_is_reckoned_with_lists_all_actions(
    meja: Meja, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def build(*args: Any, **more: Any) -> Report:
        asked.append(more)
        return build_laporan_dossier(*args, **more)

    monkeypatch.setattr("sekampadi.api.pengajuan.dossier.build_laporan_dossier", build)
    browser = await login(meja.who(Role.KABAG_TATALAKSANA))
    for form in ("pdf", "xlsx"):
        await browser.get(f"/unduh/dossier-laporan.{form}?triwulan=2023-1")
    assert asked == [{}, {"kegiatan": None}]


async def test_an_addendum_is_named_in_its_file(meja: Meja, login: Login) -> None:
    meja.close()
    hand_in(meja.rt, meja.provinsi, TW, "unit-02")
    begin_addendum(meja.rt, meja.provinsi, TW)
    browser = await login(meja.who(Role.KETUA_TIM))
    answer = await browser.get("/unduh/dossier-surat.pdf?triwulan=2023-1&addendum=1")
    named = unquote(answer.headers["content-disposition"])
    assert "Surat Pengantar Triwulan I 2023 – Addendum 1 (rancangan).pdf" in named
