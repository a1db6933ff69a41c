"""Published sheets over HTTP: PDF with a code that is read, CSV and JSON with their metadata, photos."""

import asyncio
import csv
import io
from collections import OrderedDict
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.reports.worker import RenderPool
from sekampadi.services.publikasi.bukti import add_media
from sekampadi.services.publikasi.hasil import load_hasil
from sekampadi.services.publikasi.hasil_data import KOLOM
from sekampadi.services.publikasi.hasil_periode import pick_periode
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.sistem.pengaturan import save_identitas, save_logo
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.api.conftest import BASE, Client, Login
from tests.factories import Cast

TW_I = Periode.triwulan(2023, 1)


@pytest.fixture
def terbit(rt: Runtime, cast: Cast, quarter: None) -> PublikasiRow:
    """Publish the 29 answers of the decree."""
    return publish(rt, cast.people[Role.ADMIN_UPP], periode=TW_I)


def _read_codes(pdf: bytes) -> list[str]:
    """Read the codes of the pictures on the first page."""
    [page] = PdfReader(io.BytesIO(pdf)).pages
    pictures = [Image.open(io.BytesIO(image.data)).convert("L") for image in page.images]
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


async def test_the_sheet_has_its_number_and_a_code_that_leads_to_its_check(
    client: Client, terbit: PublikasiRow
) -> None:
    response = await client.get(f"/unduh/publikasi/{terbit.nomor}.pdf")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    assert "ikm-0001-upp-a-tw-i-2023.pdf" in response.headers["content-disposition"]
    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    for words in ("86,60", terbit.nomor, "Diterbitkan 15 Mei 2023", terbit.kode[:4]):
        assert words in text
    assert "TIDAK BERLAKU" not in text
    [address] = _read_codes(response.content)
    assert address == f"{BASE}/cek/{terbit.kode}"
    response = await client.get(f"/cek/{terbit.kode.lower()}")
    assert response.status_code == 302
    assert response.headers["location"] == f"/cek?kode={terbit.kode}"
    # What can be no code reaches the page, which says so.
    odd = await client.get("/cek/<script>")
    assert odd.headers["location"] == "/cek?kode=%3Cscript%3E"


async def test_a_sheet_that_was_replaced_says_so_on_its_face(
    rt: Runtime, client: Client, cast: Cast, terbit: PublikasiRow
) -> None:
    await client.get(f"/unduh/publikasi/{terbit.nomor}.pdf")  # as it was, kept in the process
    person = cast.people[Role.ADMIN_UPP]
    new = publish(rt, person, periode=TW_I, menggantikan=terbit.nomor, alasan="Nama dibetulkan")
    response = await client.get(f"/unduh/publikasi/{terbit.nomor}.pdf")
    [page] = PdfReader(io.BytesIO(response.content)).pages
    text = " ".join(page.extract_text().split())
    assert "TIDAK BERLAKU LAGI" in text
    assert new.nomor in text.replace(" ", "")
    assert "Nomor 0001/UPP-A/TW-I/2023" in text
    data = (await client.get(f"/unduh/publikasi/{terbit.nomor}.json")).json()
    assert data["status"] == "digantikan"
    assert new.nomor in data["keterangan"]


def _picture(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=1).to_pil().tobytes()
    finally:
        document.close()


async def test_a_sheet_looks_the_same_whatever_becomes_of_mark_and_names(
    rt: Runtime,
    client: Client,
    cast: Cast,
    terbit: PublikasiRow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = _picture((await client.get(f"/unduh/publikasi/{terbit.nomor}.pdf")).content)
    admin, mark = cast.people[Role.ADMIN_PEMPROV], io.BytesIO()
    Image.new("RGB", (60, 60), "red").save(mark, "PNG")
    save_logo(rt, admin, mark.getvalue())
    names = ("daerah", "pemerintah", "singkatan", "pengelola")
    save_identitas(rt, admin, {**dict.fromkeys(names, "Nama lain"), "aksen": "#7A1F5C"})
    monkeypatch.setattr("sekampadi.api.publikasi._kept", OrderedDict())  # as after a restart
    after = _picture((await client.get(f"/unduh/publikasi/{terbit.nomor}.pdf")).content)
    assert after == before


async def test_csv_and_json_say_what_their_figures_mean(
    client: Client, terbit: PublikasiRow
) -> None:
    document = (await client.get("/unduh/hasil.json?upp=upp-a")).json()
    about, [item] = document["metadata"], document["items"]
    for name in ("nama", "definisi", "satuan", "periode", "sumber", "metode", "alamat"):
        assert about[name], name
    assert about["periode"] == {"mulai": "2023-01-01", "selesai": "2023-03-31"}
    assert about["sumber"] == "Pemerintah Provinsi Kalimantan Barat"
    assert (item["nilai_ikm"], item["mutu"], item["n"]) == ("86.60", "B", 29)
    assert [u["nrr"] for u in item["unsur"]][:3] == ["3.48", "3.34", "3.38"]
    assert item["responden"]["jenis_kelamin"] == {"L": 17, "P": 12}
    # Twenty-six of twenty-nine would tell the three others.
    assert item["responden"]["pekerjaan"]["ASN"] is None
    assert item["responden"]["pekerjaan"]["Masyarakat"] is None

    response = await client.get("/unduh/hasil.csv?upp=upp-a")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == KOLOM
    figures = {(r["indikator"], r["kode"]): r["nilai"] for r in rows}
    assert figures["ikm", "ikm"] == "86.60"
    assert figures["nik", "U1"] == "87.07"
    assert figures["responden", "pekerjaan:Masyarakat"] == ""
    for row in rows:
        assert all(row[c] for c in KOLOM if c != "nilai"), row
    one = await client.get(f"/unduh/publikasi/{terbit.nomor}.csv")
    assert one.content == response.content


@pytest.mark.parametrize(
    ("dari", "sampai", "code"),
    [
        ("2023-01-01", "2023-03-31", ""),
        ("2023-01-01", "2023-04-30", "periode.not_whole_triwulan"),
        ("2023-02-01", "", "periode.not_whole_triwulan"),
        ("2023-04-01", "2023-06-30", "periode.not_frozen"),
        ("2023-03-31", "2023-01-01", "periode.reversed"),
        ("2023-02-30", "2023-03-31", "tanggal.unknown"),
        ("Januari", "", "tanggal.format"),
        # The API has figures of it; a sheet of it is not published.
        ("2022-10-01", "2022-12-31", "publikasi.periode"),
        ("", "2023-03-31", "publikasi.periode"),
    ],
)
async def test_days_that_mean_no_sheet_are_told_as_the_api_tells_them(
    rt: Runtime, client: Client, terbit: PublikasiRow, dari: str, sampai: str, code: str
) -> None:
    told = ""
    try:
        lembar = pick_periode(load_hasil(rt, kunci="upp-a"), dari, sampai, rt.today())
        assert lembar.row.nomor == terbit.nomor
    except DomainError as error:
        told = error.code
    answer = (await client.get(f"/api/v1/ikm?upp=upp-a&dari={dari}&sampai={sampai}")).json()
    assert told == code
    if code != "publikasi.periode":
        assert answer.get("code", "") == code
    else:
        assert "code" not in answer


async def test_the_api_lists_what_is_published(
    rt: Runtime, client: Client, cast: Cast, terbit: PublikasiRow
) -> None:
    document = (await client.get("/api/v1/hasil")).json()
    assert document["provinsi"] is None
    assert {i["kode"]: i["terbaru"] and i["terbaru"]["nomor"] for i in document["items"]} == {
        **dict.fromkeys(("upp-b", "upp-c", "upt-c1")),
        "upp-a": terbit.nomor,
    }
    publish(rt, cast.people[Role.ADMIN_PEMPROV], periode=TW_I)
    province = (await client.get("/api/v1/hasil/provinsi")).json()
    assert province["items"][0]["rata_rata_upp"] == "86.60"
    assert (await client.get("/api/v1/hasil/upp-b")).json()["items"] == []
    assert (await client.get("/api/v1/hasil/bukan-upp")).status_code == 404
    withdraw(rt, cast.people[Role.ADMIN_UPP], publikasi_id=terbit.id, alasan="Salah unggah")
    assert (await client.get("/api/v1/hasil/upp-a")).json()["items"] == []


@pytest.mark.parametrize("nomor", ["x", "0001/UPP-A/TW-I/2024", "%00", "é", "a" * 200, "../../x"])
async def test_unknown_numbers_are_not_found(
    client: Client, terbit: PublikasiRow, nomor: str
) -> None:
    assert (await client.get(f"/unduh/publikasi/{nomor}.pdf")).status_code == 404


async def test_a_name_is_no_formula_in_a_spreadsheet(
    rt: Runtime, client: Client, cast: Cast
) -> None:
    upp = factories.make_upp(rt, "upp-x", nama='=HYPERLINK("http://jahat")')
    factories.make_layanan(rt, upp, "layanan-x1")
    for _ in range(5):
        factories.submit(rt, "layanan-x1", day=date(2023, 2, 1))
    publish(rt, cast.people[Role.ADMIN_PEMPROV], kunci="upp-x", periode=TW_I)
    text = (await client.get("/unduh/hasil.csv?upp=upp-x")).content.decode("utf-8-sig")
    assert all(r["cakupan"].startswith("'=") for r in csv.DictReader(io.StringIO(text)))


async def test_photos_of_the_log_go_in_and_out_for_their_owner(
    rt: Runtime, client: Client, login: Login, cast: Cast, terbit: PublikasiRow
) -> None:
    isian = {"jenis": "cetak", "tanggal": "2023-04-05"}
    person = cast.people[Role.ADMIN_UPP]
    media = add_media(rt, person, publikasi_id=terbit.id, isian=isian)
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "PNG")
    upload, photo = f"/api/unggah/bukti/{media.id}", f"/unduh/bukti/{media.id}.jpg"
    owner, stranger = await login(person), await login(cast.admin_b)
    own_site = {"sec-fetch-site": "same-origin"}
    assert (await owner.post(upload, content=out.getvalue())).status_code == 403
    response = await owner.post(upload, content=out.getvalue(), headers=own_site)
    assert response.json() == {"ke": f"/admin/publikasi?terbitan={terbit.id}"}
    response = await owner.get(photo)
    assert response.headers["content-type"] == "image/jpeg"
    assert response.headers["cache-control"] == "private, no-store"
    assert response.content.startswith(b"\xff\xd8")
    assert (await stranger.get(photo)).status_code == 404
    assert (await stranger.post(upload, content=b"x", headers=own_site)).status_code == 404
    assert (await client.get(photo)).status_code == 401
    assert (await owner.post(upload, content=b"GIF89a", headers=own_site)).status_code == 422
    assert (await owner.get("/unduh/bukti/0x1.jpg")).status_code == 404


@pytest.fixture
def drawings(pool: RenderPool, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count, at each drawing for strangers, how many are under way."""
    under_way, seen = 0, []
    draw = pool.run

    async def run(*args: Any, **kwargs: Any) -> bytes:
        nonlocal under_way
        under_way += 1
        seen.append(under_way)
        try:
            return await draw(*args, **kwargs)
        finally:
            under_way -= 1

    monkeypatch.setattr(pool, "run", run)
    monkeypatch.setattr("sekampadi.api.publikasi._kept", OrderedDict())
    return seen


async def test_a_sheet_that_many_ask_for_is_drawn_once(
    client: Client, terbit: PublikasiRow, drawings: list[int]
) -> None:
    address = f"/unduh/publikasi/{terbit.nomor}.pdf"
    found = await asyncio.gather(*(client.get(address) for _ in range(8)))
    assert {r.status_code for r in found} == {200}
    assert len({r.content for r in found}) == 1
    assert drawings == [1]


async def test_strangers_sheets_are_drawn_one_after_another_and_not_without_end(
    client: Client,
    rt: Runtime,
    cast: Cast,
    terbit: PublikasiRow,
    drawings: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sekampadi.api.publikasi._DRAWING_MAX", 2)
    person = cast.people[Role.ADMIN_UPP]
    sheets = [terbit]
    for _ in range(3):
        before = sheets[-1].nomor
        sheets.append(publish(rt, person, periode=TW_I, menggantikan=before, alasan="salah ketik"))
    found = await asyncio.gather(
        *(client.get(f"/unduh/publikasi/{sheet.nomor}.pdf") for sheet in sheets)
    )
    assert sorted(r.status_code for r in found) == [200, 200, 503, 503]
    assert drawings == [1, 1]
    refused = next(r for r in found if r.status_code == 503)
    assert "Coba lagi sebentar lagi" in refused.text
    # Nothing of it stays: who asks again is served; of those drawn the oldest goes first.
    monkeypatch.setattr("sekampadi.api.publikasi._KEPT_MAX", 2)
    for sheet in sheets:
        assert (await client.get(f"/unduh/publikasi/{sheet.nomor}.pdf")).status_code == 200
    del drawings[:]
    for sheet in reversed(sheets):
        await client.get(f"/unduh/publikasi/{sheet.nomor}.pdf")
    assert drawings == [1, 1]
