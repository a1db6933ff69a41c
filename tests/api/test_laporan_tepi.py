"""Odd data in every form, from the stored answer to the document: nothing, one, all 4, hostile and long names."""

import csv
import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from sekampadi.domain.izin import Role
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client, Login
from tests.factories import Cast, isian, make_layanan, make_upp, submit
from tests.reports.baca import docx_tables

TW1 = "dari=2023-01-01&sampai=2023-03-31"
FORMS = ("laporan.pdf", "laporan.xlsx", "laporan.docx", "laporan.csv", "lembar.pdf")
REKAP = ("rekap.pdf", "rekap.xlsx", "rekap.docx", "rekap.csv")
HOSTILE = '<script>alert(1)</script> & "Biro" <b>tebal</b> =1+1'
EMOJI = "Layanan \U0001f600 cepat & ramah"
LONG = ("Unit Pelaksana Teknis Pengujian Mutu Barang dan Jasa Kalimantan Barat " * 4)[:200].strip()
DAY = date(2023, 2, 2)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _read(form: str, body: bytes) -> str:
    """Read all words of a document, blanks left out: long names are broken over lines."""
    if form.endswith("pdf"):
        return _squeeze("".join(p.extract_text() for p in PdfReader(io.BytesIO(body)).pages))
    if form.endswith("csv"):
        lines = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")
        return _squeeze("".join(cell for line in lines for cell in line))
    if form.endswith("docx"):
        document: Any = Document(io.BytesIO(body))
        parts = [p.text for p in document.paragraphs]
        for section in document.sections:
            parts += [p.text for part in (section.header, section.footer) for p in part.paragraphs]
        parts += [cell for table in docx_tables(body) for row in table for cell in row]
        return _squeeze("".join(parts))
    book: Any = load_workbook(io.BytesIO(body), data_only=True)
    values = [v for sheet in book for row in sheet.iter_rows(values_only=True) for v in row]
    return _squeeze("".join("" if v is None else str(v) for v in values))


async def _documents(browser: Client, upp: str, forms: tuple[str, ...] = FORMS) -> dict[str, str]:
    found = {}
    for form in forms:
        response = await browser.get(f"/unduh/{form}?{TW1}" + (f"&upp={upp}" if upp else ""))
        assert response.status_code == 200, (form, response.text[:300])
        if form.endswith("docx"):
            with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
                assert archive.testzip() is None
        found[form] = _read(form, response.content)
    return found


@pytest.fixture
async def admin(login: Login, cast: Cast) -> Client:
    return await login(cast.people[Role.ADMIN_PEMPROV])


async def test_an_empty_period_and_an_upp_without_layanan(rt: Runtime, admin: Client) -> None:
    make_upp(rt, "kosong", nama="UPP tanpa layanan")
    for upp in ("upp-a", "kosong", ""):
        for form, text in (await _documents(admin, upp)).items():
            assert "belumadadata" in text.lower(), form
    for form, text in (await _documents(admin, "", REKAP)).items():
        assert "UPPtanpalayanan" in text, form
    # A list of all that have no answers would fill pages with dashes.
    response = await admin.get(f"/unduh/laporan.pdf?{TW1}")
    text = _read("pdf", response.content)
    assert "UPPtanpalayanan" not in text
    assert len(PdfReader(io.BytesIO(response.content)).pages) <= 5


async def test_one_answer(rt: Runtime, admin: Client) -> None:
    submit(rt, "layanan-a1", isian(u1="4"), day=DAY)
    # 28 points of 36: 28 * 0.111 * 25 = 77.70.
    for form, text in (await _documents(admin, "upp-a")).items():
        assert "77,70" in text or "77.7" in text or "77,7" in text, form
        assert "terlalusedikituntukmargin" in text.lower(), form
    rekap = await _documents(admin, "", REKAP)
    assert all("belumdapatdibandingkan" in text for text in rekap.values())


async def test_all_answers_four(rt: Runtime, admin: Client) -> None:
    for _ in range(3):
        submit(rt, "layanan-a1", isian(**{f"u{i}": "4" for i in range(1, 10)}), day=DAY)
    for _ in range(9):
        submit(rt, "layanan-b1", day=DAY)
    for form, text in (await _documents(admin, "upp-a")).items():
        assert "99,90" in text or "99.9" in text, form
        assert "SangatBaik" in text, form
    # Three people who agree are no proof that an office is better than another.
    rekap = await _documents(admin, "", REKAP)
    for form, text in rekap.items():
        assert "belumdapatdibandingkan" in text, form
        assert "diatas1" not in text, form


@pytest.mark.parametrize("nama", [HOSTILE, LONG, EMOJI])
async def test_names_and_suggestions_read_as_they_were_written(
    rt: Runtime, admin: Client, nama: str
) -> None:
    upp_id = make_upp(rt, "aneh", nama=nama)
    make_layanan(rt, upp_id, "aneh-1", nama=nama)
    make_layanan(rt, upp_id, "aneh-2", nama="Layanan lain")
    for kode in ("aneh-1", "aneh-2", "layanan-b1"):
        submit(rt, kode, isian(saran=f"Saran: {nama}"), day=DAY)
    plain = _squeeze(nama)
    for form, text in (await _documents(admin, "aneh")).items():
        assert plain in text or plain.upper() in text, form
        if not form.startswith("lembar"):
            assert f"Saran:{plain}" in text, form
    for form, text in (await _documents(admin, "", REKAP)).items():
        assert plain in text, form
