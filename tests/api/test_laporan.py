"""The downloads of laporan, rekap and package over HTTP: rights, forms, content."""

import csv
import io
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlmodel import col, select

from sekampadi.api.http import proses
from sekampadi.db.models import Audit
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client, Login
from tests.factories import Cast, isian, submit
from tests.reports.baca import docx_tables

FORMS = ("pdf", "xlsx", "docx", "csv")
TW1 = "dari=2023-01-01&sampai=2023-03-31"


async def _get(browser: Client, address: str) -> bytes:
    response = await browser.get(address)
    assert response.status_code == 200, response.text[:300]
    assert response.headers["cache-control"] == "private, no-store"
    return bytes(response.content)


def _text(body: bytes, form: str) -> str:
    if form == "pdf":
        return " ".join(p.extract_text() for p in PdfReader(io.BytesIO(body)).pages)
    if form == "csv":
        return body.decode("utf-8-sig")
    if form == "docx":
        cells = [c for table in docx_tables(body) for row in table for c in row]
        return " ".join([*(p.text for p in Document(io.BytesIO(body)).paragraphs), *cells])
    book = load_workbook(io.BytesIO(body), data_only=True)
    values = [c for s in book for row in s.iter_rows(values_only=True) for c in row]
    return " ".join(str(v).replace(".", ",") if isinstance(v, float) else str(v) for v in values)


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("form", FORMS)
async def test_every_form_shows_the_figure_of_the_decree(
    cast: Cast, login: Login, form: str
) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    text = _text(await _get(browser, f"/unduh/laporan.{form}?{TW1}"), form)
    assert "86,6" in text
    assert "UPP-A" in text
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    text = _text(await _get(browser, f"/unduh/rekap.{form}?{TW1}"), form)
    assert "86,6" in text
    assert "UPP-B" in text


@pytest.mark.usefixtures("quarter")
async def test_excel_holds_all_answers_and_their_three_totals(cast: Cast, login: Login) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    body = await _get(browser, f"/unduh/laporan.xlsx?{TW1}")
    sheet: Any = load_workbook(io.BytesIO(body), data_only=True)["Jawaban"]
    lines = list(sheet.iter_rows(values_only=True))
    assert len(lines) == 1 + 29 + 3
    assert lines[30][:10] == ("Jumlah nilai / unsur", 101, 97, 98, 109, 95, 98, 102, 96, 109)
    assert lines[31][1:4] == (3.48, 3.34, 3.38)
    assert lines[32][1:4] == (0.39, 0.37, 0.38)
    sheet = load_workbook(io.BytesIO(body))["Jawaban"]
    assert sheet["B31"].value == "=SUM(B2:B30)"
    assert sheet["B33"].value.startswith("=ROUND(B31/")
    assert sheet.freeze_panes == "B2"
    # The means of the unsur count and add up those answers, not what is typed elsewhere.
    unsur = load_workbook(io.BytesIO(body))["Nilai per unsur pelayanan"]
    assert unsur["C2"].value == """=SUMIF('Jawaban'!$A:$A,">0",'Jawaban'!B:B)"""
    assert unsur["D2"].value == "=ROUND(C2/COUNT('Jawaban'!$A:$A),2)"
    known = load_workbook(io.BytesIO(body), data_only=True)["Nilai per unsur pelayanan"]
    assert [known[at].value for at in ("C2", "D2", "C11", "E11")] == [101, 3.48, 905, 86.6]


@pytest.mark.usefixtures("quarter")
async def test_a_package_holds_sheet_and_tables_of_each_upp(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    submit(rt, "layanan-b1", isian(saran="=1+1"), day=date(2023, 2, 1))
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    archive = zipfile.ZipFile(io.BytesIO(await _get(browser, f"/unduh/paket.zip?{TW1}")))
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(names) == 4 * 3 + 2
    index = list(
        csv.reader(io.StringIO(archive.read("indeks.csv").decode("utf-8-sig")), delimiter=";")
    )
    lines = {row[0]: row for row in index[1:]}
    assert lines["upp-a"][3:6] == ["29", "86,60", "B"]
    assert lines["upp-c"][3:6] == ["0", "", ""]
    assert all(name in names for row in lines.values() for name in row[8:])
    page = archive.read("indeks.html").decode()
    assert "86,60" in page
    assert "belum ada data" in page
    # Names of files are long, and the row says whose they are.
    assert '<a href="upp-a/penilaian-upp-a.xlsx">penilaian.xlsx</a>' in page
    assert "86,60" in _text(archive.read("upp-a/lembar-ikm-upp-a.pdf"), "pdf")
    book: Any = load_workbook(io.BytesIO(archive.read("upp-a/penilaian-upp-a.xlsx")))
    assert book["Penilaian"].max_row == 30
    facts = [name for name, _ in book["Keterangan"].iter_rows(values_only=True)]
    assert facts.count("UPP") == 1
    book = load_workbook(io.BytesIO(archive.read("upp-b/responden-upp-b.xlsx")))
    assert book["Responden"].max_row == 2


@pytest.mark.usefixtures("quarter")
async def test_a_package_holds_the_published_sheet_where_there_is_one(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    terbit = publish(rt, cast.people[Role.ADMIN_UPP], periode=Periode.triwulan(2023, 1))
    submit(rt, "layanan-a1", isian(u1="1"), day=date(2023, 3, 31))
    submit(rt, "layanan-b1", day=date(2023, 2, 1))
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    archive = zipfile.ZipFile(io.BytesIO(await _get(browser, f"/unduh/paket.zip?{TW1}")))
    sheet = _text(archive.read("upp-a/lembar-ikm-upp-a.pdf"), "pdf")
    assert "29" in sheet
    assert "86,60" in sheet
    assert terbit.nomor in sheet
    assert "Diterbitkan" in sheet
    draft = _text(archive.read("upp-b/lembar-ikm-upp-b.pdf"), "pdf")
    assert "Dicetak" in draft
    assert "Nomor" not in draft
    index = list(
        csv.reader(io.StringIO(archive.read("indeks.csv").decode("utf-8-sig")), delimiter=";")
    )
    lines = {row[0]: row for row in index[1:]}
    assert lines["upp-a"][3:8] == ["29", "86,60", "B", f"Terbit, nomor {terbit.nomor}", "30"]
    assert lines["upp-b"][6:8] == ["Belum terbit", "1"]
    page = archive.read("indeks.html").decode()
    assert f"Terbit, nomor {terbit.nomor}; sejak terbit jawabannya berubah, Excel memuat 30" in page


@pytest.mark.usefixtures("quarter")
async def test_a_package_of_an_operator_is_that_of_the_own_upp(cast: Cast, login: Login) -> None:
    browser = await login(cast.admin_b)
    archive = zipfile.ZipFile(io.BytesIO(await _get(browser, f"/unduh/paket.zip?{TW1}")))
    assert {name.partition("/")[0] for name in archive.namelist()} == {
        "upp-b",
        "indeks.csv",
        "indeks.html",
    }
    for query in ("upp=upp-a", "upp=upp-a%2Bupt", "upp=tidak-ada"):
        for path in ("paket.zip", "laporan.pdf", "laporan.xlsx", "laporan.docx", "laporan.csv"):
            response = await browser.get(f"/unduh/{path}?{TW1}&{query}")
            assert response.status_code == 404, path


async def test_periods_and_parameters_are_read_strictly(cast: Cast, login: Login) -> None:
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    assert (await browser.get("/unduh/paket.zip")).status_code == 422
    assert (await browser.get("/unduh/laporan.pdf?dari=2023-06-31")).status_code == 422
    assert (
        await browser.get("/unduh/laporan.pdf?dari=2023-06-02&sampai=2023-06-01")
    ).status_code == 422
    assert (await browser.get("/unduh/laporan.pdf?layanan=layanan-a1,tidak-ada")).status_code == 404
    assert (await browser.get("/unduh/rekap.pdf?upp=upp-a")).status_code == 422


async def test_a_rekap_is_ordered_by_name_or_by_index(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    for kode, low in (("a1", 1), ("b1", 3), ("c1", 1)):
        for at in range(12):
            scores = {f"u{i}": str(low + (at + i) % 2) for i in range(1, 10)}
            submit(rt, f"layanan-{kode}", isian(**scores), day=date(2023, 2, 2))
    submit(rt, "layanan-t1", isian(), day=date(2023, 2, 2))  # a single answer places nobody
    browser = await login(cast.people[Role.ADMIN_PEMPROV])

    async def offices(address: str) -> list[list[str]]:
        """Return the UPP of each table that has a line for each of them."""
        lines = _text(await _get(browser, address), "csv").split("\r\n\r\n")
        tables = [[row.split(";") for row in part.splitlines()] for part in lines]
        named = [[r[1] for r in t if len(r) > 1 and r[1][:4] in {"UPP-", "UPT-"}] for t in tables]
        return [names for names in named if "UPP-A" in names]

    by_name = ["UPP-A", "UPP-B", "UPP-C", "UPT-C1"]
    by_index = ["UPP-B", "UPP-A", "UPP-C", "UPT-C1"]
    for urut, expected in (
        ("", by_name),
        ("&urut=nama", by_name),
        ("&urut=ikm", by_index),
        ("&urut=tidak-ada", by_name),
    ):
        assert await offices(f"/unduh/rekap.csv?{TW1}{urut}") == [expected, expected], urut


def _lines(rt: Runtime) -> list[str]:
    with rt.reading() as session:
        trail = session.exec(select(Audit).where(col(Audit.aksi).startswith("ekspor.")))
        return sorted(row.aksi for row in trail)


async def test_a_third_large_file_has_to_wait_and_leaves_a_line_only_when_it_is_made(
    rt: Runtime, cast: Cast, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proses, "PATIENCE", 0.3)
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    for _ in range(proses.MOST):
        assert proses._places.acquire(blocking=False)
    try:
        for address in (f"paket.zip?{TW1}", "pekppp.zip?upp=upp-a&tahun=2023"):
            response = await browser.get(f"/unduh/{address}")
            assert response.status_code == 503
            assert response.headers["retry-after"]
            assert "sedang dibuat" in response.text
        assert _lines(rt) == []
    finally:
        for _ in range(proses.MOST):
            proses._places.release()
    assert (await browser.get(f"/unduh/paket.zip?{TW1}")).status_code == 200
    assert (await browser.get("/unduh/pekppp.zip?upp=upp-a&tahun=2023")).status_code == 200
    assert _lines(rt) == ["ekspor.paket", "ekspor.pekppp"]


def test_who_takes_a_large_file_slowly_leaves_the_other_place_to_the_rest(
    cast: Cast, rt: Runtime
) -> None:
    from sekampadi.domain.errors import DomainError
    from sekampadi.domain.periode import Periode
    from sekampadi.reports.build.berkas import FileJob

    def begin(role: Role) -> proses.Making:
        person = cast.people[role]
        return proses.Making(FileJob("paket", rt.settings, person, "", (), Periode(), rt.now()))

    first = begin(Role.ADMIN_UPP)
    with pytest.raises(DomainError) as caught:
        begin(Role.PIMPINAN_UPP)  # of the same UPP: it makes accounts for itself
    assert caught.value.code == "berkas.busy"
    other = begin(Role.ADMIN_PEMPROV)
    for making in (first, other):
        making.close()
    begin(Role.PIMPINAN_UPP).close()


def test_a_process_that_dies_breaks_the_answer_off(cast: Cast, rt: Runtime) -> None:
    from sekampadi.domain.errors import DomainError
    from sekampadi.domain.periode import Periode
    from sekampadi.reports.build.berkas import FileJob

    job = FileJob(
        "tidak-ada", rt.settings, cast.people[Role.ADMIN_PEMPROV], "", (), Periode(), rt.now()
    )
    making = proses.Making(job)
    with pytest.raises(DomainError) as caught:
        making.begin()
    assert caught.value.code == "berkas.failed"
    making.close()
    assert proses._places.acquire(blocking=False)
    proses._places.release()
