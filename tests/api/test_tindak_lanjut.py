"""The downloads of a plan and its result over HTTP."""

import io
from datetime import date
from urllib.parse import unquote

import pytest
from docx import Document
from docx.oxml.ns import qn

from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests.api.conftest import Login
from tests.api.test_laporan import FORMS, _text
from tests.factories import Cast, submit

TRIWULAN = Triwulan(2023, 1)
KEGIATAN = {
    **{"nama": "Menambah satu loket", "mulai": "", "target": "30-06-2023"},
    **{"penanggung_jawab": "Kepala Subbagian", "prioritas": "tinggi", "jangka": "pendek"},
}


@pytest.fixture
def plan(rt: Runtime, cast: Cast) -> None:
    """Begin upp-a's plan with one action."""
    for _ in range(5):
        submit(rt, "layanan-a1", day=date(2023, 2, 1))
    person = cast.people[Role.ADMIN_UPP]
    publish(rt, person, periode=TRIWULAN.periode)
    add_kegiatan(rt, person, begin(rt, person, "", TRIWULAN), "waktu", KEGIATAN)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("form", FORMS)
async def test_every_form_of_both_documents(cast: Cast, login: Login, form: str) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    for address, name, words in (
        (f"rtl.{form}?triwulan=2023-1", "rtl-upp-a-2023-1", "Kepala Subbagian"),
        (
            f"laporan-tindak-lanjut.{form}?upp=upp-a&triwulan=2023-1",
            "laporan-tindak-lanjut-upp-a-2023-1",
            "Menambah satu loket",
        ),
        (
            f"laporan-tindak-lanjut.{form}?tahun=2023",
            "laporan-tindak-lanjut-upp-a-2023",
            "Menambah satu loket",
        ),
    ):
        response = await browser.get(f"/unduh/{address}")
        assert response.status_code == 200, response.text[:300]
        assert f'"{name}.{form}"' in response.headers["content-disposition"]
        if form == "docx":
            body = Document(io.BytesIO(response.content)).element.body
            text = " ".join(x.text or "" for x in body.iter(qn("w:t")))
        else:
            text = _text(response.content, form)
        text = " ".join(text.replace("\xa0", " ").split())
        assert words in text
        assert "2023" in unquote(response.headers["content-disposition"])


@pytest.mark.usefixtures("plan")
async def test_another_upp_is_not_found(cast: Cast, login: Login) -> None:
    browser = await login(cast.admin_b)
    for query in ("upp=upp-a&triwulan=2023-1", "upp=upp-a&tahun=2023", "upp=x&triwulan=2023-1"):
        response = await browser.get(f"/unduh/laporan-tindak-lanjut.pdf?{query}")
        assert response.status_code == 404, query


@pytest.mark.parametrize(
    "query", ["", "triwulan=2023-5", "tahun=23", "tahun=2023&triwulan=2023-1", "triwulan=2099-1"]
)
async def test_a_time_that_is_none_is_refused(cast: Cast, login: Login, query: str) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    response = await browser.get(f"/unduh/laporan-tindak-lanjut.csv?{query}")
    assert response.status_code == 422
