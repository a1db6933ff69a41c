"""Paper over HTTP: sheets and files from the own page only, documents to those with the right."""

import io
import uuid
from datetime import date

import pypdf
import pytest
from openpyxl import load_workbook
from sqlmodel import col, select, update

from sekampadi.api.http.middleware import MAX_BODY
from sekampadi.db.models import Jawaban, Layanan
from sekampadi.domain.izin import Role
from sekampadi.services.publik.publik import settle
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.api.conftest import BASE, Client, Login
from tests.impor import baris, berkas

OWN = {"origin": BASE}
LEMBAR, IMPOR = "/api/entri/lembar", "/api/entri/impor"


def sheet(**changes: object) -> dict[str, object]:
    return {
        "uuid": str(uuid.uuid4()),
        "layanan": "layanan-a1",
        "tanggal": "2023-05-10",
        "isian": factories.isian(),
        **changes,
    }


def stored(rt: Runtime) -> int:
    with rt.reading() as session:
        return len(session.exec(select(col(Jawaban.id))).all())


@pytest.fixture
async def petugas(login: Login, cast: factories.Cast) -> Client:
    return await login(cast.people[Role.PETUGAS_LAYANAN])


async def test_a_sheet_is_stored_once(petugas: Client, rt: Runtime) -> None:
    body = sheet()
    for _ in range(2):
        response = await petugas.post(LEMBAR, json=body, headers=OWN)
        assert (response.status_code, response.json()) == (
            200,
            {"uuid": body["uuid"], "tertunda": ""},
        )
        assert response.headers["cache-control"] == "no-store"
    assert stored(rt) == 1


async def test_a_sheet_of_a_frozen_triwulan_says_that_the_public_sees_it_later(
    petugas: Client, rt: Runtime
) -> None:
    for _ in range(12):
        factories.submit(rt, "layanan-a1", factories.isian(), day=date(2023, 3, 30))
    settle(rt)
    said = (await petugas.post(LEMBAR, json=sheet(tanggal="2023-03-30"), headers=OWN)).json()
    assert said["tertunda"].startswith("Angka publik Triwulan I 2023 sudah dibekukan: ")
    file = berkas([baris(tanggal=date(2023, 3, 30))]).getvalue()
    done = await petugas.post(f"{IMPOR}?layanan=layanan-a1&simpan=1", content=file, headers=OWN)
    assert done.json()["tertunda"] == said["tertunda"]


async def test_mistakes_come_back_by_field(petugas: Client, rt: Runtime) -> None:
    body = sheet(tanggal="2023-05-16", isian=factories.isian(usia="9", u3=None))
    response = await petugas.post(LEMBAR, json=body, headers=OWN)
    assert response.status_code == 422
    assert response.json()["error"]["fields"] == {
        "tanggal": "Tanggal 16 Mei 2023 belum tiba. Isi tanggal pada lembar.",
        "usia": "Usia harus antara 10 dan 110 tahun.",
        "u3": "Pilih satu jawaban.",
    }
    assert stored(rt) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff",
        b'{"isian": 5}',
        b'{"isian": {"usia": {"x": 1}}, "layanan": "layanan-a1", "tanggal": "2023-05-10", "uuid": 1}',
        b'{"isian": {}, "x": "' + b"x" * 70_000 + b'"}',
    ],
)
async def test_nonsense_is_refused(petugas: Client, rt: Runtime, body: bytes) -> None:
    response = await petugas.post(LEMBAR, content=body, headers=OWN)
    assert response.status_code == 422
    assert response.json()["error"]["code"]
    assert stored(rt) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
@pytest.mark.parametrize("address", [LEMBAR, f"{IMPOR}?layanan=layanan-a1&simpan=1"])
async def test_other_sites_pages_send_nothing(
    petugas: Client, rt: Runtime, headers: dict[str, str], address: str
) -> None:
    body = berkas([baris()]).getvalue() if "impor" in address else None
    if body is None:
        response = await petugas.post(address, json=sheet(), headers=headers)
    else:
        response = await petugas.post(address, content=body, headers=headers)
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "sesi.cross_site"
    assert stored(rt) == 0


async def test_a_sheet_of_brackets_is_no_sheet(petugas: Client, rt: Runtime) -> None:
    response = await petugas.post(LEMBAR, content=b"[" * 30_000, headers=OWN)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "entri.body")


async def test_another_upps_layanan_is_not_found(petugas: Client, rt: Runtime) -> None:
    response = await petugas.post(LEMBAR, json=sheet(layanan="layanan-b1"), headers=OWN)
    assert response.status_code == 404
    file = berkas([baris()], "layanan-b1").getvalue()
    for address in (f"{IMPOR}?layanan=layanan-b1", f"{IMPOR}?layanan=layanan-b1&simpan=1"):
        assert (await petugas.post(address, content=file, headers=OWN)).status_code == 404
    for address in ("/unduh/kuesioner.pdf", "/unduh/templat-jawaban.xlsx"):
        assert (await petugas.get(address, params={"layanan": "layanan-b1"})).status_code == 404
        assert (await petugas.get(address)).status_code == 404
    assert stored(rt) == 0


async def test_a_file_is_looked_at_stored_and_told_by_cell(petugas: Client, rt: Runtime) -> None:
    address = f"{IMPOR}?layanan=layanan-a1"
    file = berkas([baris(usia=20 + i) for i in range(3)]).getvalue()
    seen = (await petugas.post(address, content=file, headers=OWN)).json()
    assert (seen["baru"], seen["disimpan"], seen["dari"]) == (3, False, "10 Mei 2023")
    assert stored(rt) == 0
    done = (await petugas.post(f"{address}&simpan=1", content=file, headers=OWN)).json()
    assert (done["baru"], done["disimpan"]) == (3, True)
    bad = berkas([baris(), baris(nilai=[3, 3, 9, 3, 3, 3, 3, 3, 3])]).getvalue()
    told = (await petugas.post(f"{address}&simpan=1", content=bad, headers=OWN)).json()
    assert (told["galat"], told["disimpan"]) == (["Baris 3, kolom U3: isi 1 sampai 4"], False)
    response = await petugas.post(address, content=b"no workbook", headers=OWN)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "impor.file")
    assert stored(rt) == 3


async def test_too_much_is_refused_before_it_is_read(petugas: Client, rt: Runtime) -> None:
    response = await petugas.post(
        f"{IMPOR}?layanan=layanan-a1", content=b"x" * (MAX_BODY + 1), headers=OWN
    )
    assert response.status_code == 413


async def test_the_questionnaire_and_the_template(petugas: Client, rt: Runtime) -> None:
    response = await petugas.get("/unduh/kuesioner.pdf?layanan=layanan-a1")
    assert response.headers["content-type"] == "application/pdf"
    assert 'filename="kuesioner-layanan-a1.pdf"' in response.headers["content-disposition"]
    [page] = pypdf.PdfReader(io.BytesIO(response.content)).pages
    assert "PADA UNIT LAYANAN UPP-A" in page.extract_text()
    response = await petugas.get("/unduh/templat-jawaban.xlsx?layanan=layanan-a1")
    assert "spreadsheetml" in response.headers["content-type"]
    assert load_workbook(io.BytesIO(response.content)).sheetnames == ["Jawaban", "Petunjuk"]
    with rt.writing() as session:
        session.exec(
            update(Layanan)
            .where(col(Layanan.kode) == "layanan-a1")
            .values(aktif=False, nama="=HYPERLINK(1)\x07")
        )
    response = await petugas.get("/unduh/templat-jawaban.xlsx?layanan=layanan-a1")
    cell = load_workbook(io.BytesIO(response.content))["Petunjuk"]["B3"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert (await petugas.get("/unduh/kuesioner.pdf?layanan=layanan-a1")).status_code == 404
