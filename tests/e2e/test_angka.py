"""One set of figures: dashboard, laporan and the text of the PDF say the same as the API."""

import io
import json
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from sekampadi.db.queries.master import find_upp
from sekampadi.domain.izin import PROVINSI, Role
from tests.e2e import steps
from tests.e2e.conftest import OpenTab
from tests.e2e.harness import AppServer
from tests.factories import make_operator

Q1 = "dari=2023-01-01&sampai=2023-03-31"


@pytest.fixture(scope="module")
def people(shared_server: AppServer) -> None:
    with shared_server.runtime() as rt:
        with rt.reading() as session:
            biro = find_upp(session, PROVINSI, "biro-organisasi")
        assert biro is not None
        make_operator(rt, "roorg", Role.ADMIN_UPP, upp_id=biro.id)
        make_operator(rt, "pimpinan", Role.PIMPINAN)


def _text_of_pdf(page: Page, address: str) -> str:
    response = page.request.get(urljoin(page.url, address))
    assert response.status == 200
    reader = PdfReader(io.BytesIO(response.body()))
    assert len(reader.pages) == 1
    return reader.pages[0].extract_text()


@pytest.mark.usefixtures("people")
def test_biro_organisasi(shared_server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, shared_server, "roorg")
    page = tab.page
    page.get_by_text(
        "Hai roorg. Anda berperan sebagai Operator OPD pada Biro Organisasi"
    ).wait_for()
    assert page.locator('[data-uji="n"]').inner_text() == "84"
    assert page.locator('[data-uji="layanan"]').inner_text() == "4"
    document = json.loads(shared_server.command("ikm", "--upp", "biro-organisasi").stdout)
    ikm = page.locator('[data-uji="ikm"]').inner_text()
    assert ikm == document["nilai_ikm"].replace(".", ",")
    tab.open(f"{shared_server.url}/admin/laporan")
    assert page.locator('[data-uji="ikm"]').inner_text() == ikm
    tab.open(f"{shared_server.url}/admin/laporan?{Q1}")
    page.get_by_text("Tampilkan 1 sampai 29 dari 29 entri (disaring dari 84 entri").wait_for()
    assert page.locator('[data-uji="ikm"]').inner_text() == "86,60"
    rows = [
        row.all_inner_texts()
        for row in (page.locator("tfoot tr").nth(i).locator("td") for i in range(3))
    ]
    assert rows[0][:9] == ["101", "97", "98", "109", "95", "98", "102", "96", "109"]
    assert rows[1][:9] == ["3,48", "3,34", "3,38", "3,76", "3,28", "3,38", "3,52", "3,31", "3,76"]
    assert rows[2][:9] == ["0,39", "0,37", "0,38", "0,42", "0,36", "0,38", "0,39", "0,37", "0,42"]
    first = page.locator("tbody tr").first.locator("td").all_inner_texts()
    assert first == ["3", "3", "3", "4", "3", "3", "4", "3", "4", "17-01-2023"]
    text = _text_of_pdf(
        page, page.get_by_role("link", name="Unduh PDF").get_attribute("href") or ""
    )
    assert "86,60" in text
    assert "Biro Organisasi".upper() in text.upper()
    tab.shot("laporan-biro-1280")


@pytest.mark.usefixtures("people")
def test_the_province(shared_server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, shared_server, "pimpinan")
    page = tab.page
    assert page.locator('[data-uji="n"]').inner_text() == "4.563"
    document = json.loads(shared_server.command("ikm").stdout)
    assert page.locator('[data-uji="ikm"]').inner_text() == document["nilai_ikm"].replace(".", ",")
    capaian = page.get_by_role("row").filter(has_text="Biro Organisasi")
    biro = json.loads(shared_server.command("ikm", "--upp", "biro-organisasi").stdout)
    assert biro["nilai_ikm"].replace(".", ",") in capaian.inner_text()
    tab.shot("dashboard-provinsi-1280")
    tab.open(f"{shared_server.url}/admin/laporan?{Q1}")
    page.get_by_text("dari 2.349 entri (disaring dari 4.563 entri").wait_for()
    assert page.locator('[data-uji="ikm"]').inner_text() == "86,18"
    text = _text_of_pdf(
        page, page.get_by_role("link", name="Unduh PDF").get_attribute("href") or ""
    )
    for figure in ("86,18", "2.349", "1.399", "950", "238", "587", "792", "813", "516", "465"):
        assert figure in text
    public = page.request.get(f"{shared_server.url}/api/v1/ikm?{Q1}").json()
    assert (public["n"], public["nilai_ikm"], public["mutu"]) == (2349, "86.18", "B")


@pytest.mark.usefixtures("people")
def test_wrong_periods_are_said_in_words(shared_server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    steps.log_in(tab, shared_server, "roorg", "/admin/laporan")
    for query, sentence in (
        ("dari=2023-06-31", "Tanggal 2023-06-31 tidak ada di kalender."),
        ("dari=2023-03-31&sampai=2023-01-01", "Tanggal mulai harus sebelum"),
        ("dari=kemarin", "Tulis tanggal sebagai tahun-bulan-hari"),
        ("cakupan=dinas-kesehatan", "UPP tidak ditemukan."),
        ("dari=2020-01-01&sampai=2020-12-31", "Belum ada data pada periode ini."),
    ):
        tab.open(f"{shared_server.url}/admin/laporan?{query}")
        tab.page.get_by_text(sentence).wait_for()
    tab.shot("laporan-kosong-360")
