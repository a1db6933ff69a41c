"""Photos of codes over HTTP, and the document of all UPP: to whom, and what it says."""

import io

import openpyxl
import pytest

from sekampadi.domain.izin import Role
from sekampadi.services.pengajuan.pemantauan import kode, kunjungan, temuan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files
from tests.api.conftest import BASE, Login
from tests.bukti import HOSTILE, padded_pdf, with_gps
from tests.factories import Cast, submit
from tests.reports.baca import pdf_words
from tests.services.kasus_pemantauan import KODE, KUNJUNGAN, TEMUAN

OWN = {"sec-fetch-site": "same-origin", "origin": BASE}


def _address(rt: Runtime, cast: Cast) -> str:
    one = kode.add_kode(rt, cast.people[Role.ADMIN_UPP], KODE)
    return f"/api/unggah/kode-qr/{one}"


async def test_a_photo_comes_in_and_goes_out_without_its_place(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    address = _address(rt, cast)
    petugas = await login(cast.people[Role.PETUGAS_LAYANAN])
    answer = await petugas.post(address, content=with_gps(), headers=OWN)
    assert answer.status_code == 200
    found = f"/unduh/kode-qr/{answer.json()['kunci']}"
    photo = await petugas.get(found)
    assert (photo.status_code, photo.headers["content-type"]) == (200, "image/jpeg")
    assert b"Exif" not in photo.content
    assert photo.headers["content-disposition"].startswith("inline")
    assert photo.headers["cache-control"] == "private, no-store"
    assert "sandbox" in photo.headers["content-security-policy"]
    # Who reads the UPP sees it; another UPP, and who prints no codes, does not.
    pimpinan = await login(cast.people[Role.PIMPINAN_UPP])
    assert (await pimpinan.get(found)).status_code == 200
    other = await login(cast.admin_b)
    assert (await other.get(found)).status_code == 404
    assert (await other.post(address, content=with_gps(), headers=OWN)).status_code == 404
    stranger = await login(cast.people[Role.PENGELOLA_SISTEM])
    assert (await stranger.get(found)).status_code == 403


async def test_what_is_no_photo_leaves_nothing(rt: Runtime, cast: Cast, login: Login) -> None:
    address = _address(rt, cast)
    admin = await login(cast.people[Role.ADMIN_UPP])
    for name in ("HTML as a photo", "SVG as a photo"):
        answer = await admin.post(address, content=HOSTILE[name][1], headers=OWN)
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bukti.kind")
    pdf = await admin.post(address, content=padded_pdf(2000), headers=OWN)
    assert pdf.json()["error"]["code"] == "bukti.kind"
    empty = await admin.post(address, content=b"", headers=OWN)
    assert empty.json()["error"]["code"] == "bukti.empty"
    large = await admin.post(address, content=bytes(11 * 1024 * 1024), headers=OWN)
    assert large.status_code == 413
    foreign = OWN | {"sec-fetch-site": "cross-site"}
    assert (await admin.post(address, content=with_gps(), headers=foreign)).status_code == 403
    reader = await login(cast.people[Role.PIMPINAN_UPP])
    assert (await reader.post(address, content=with_gps(), headers=OWN)).status_code == 403
    assert (await admin.post("/api/unggah/kode-qr/x", content=b"x", headers=OWN)).status_code == 404
    found = check_files(rt)
    assert (found.files, found.differences) == (0, ())


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_the_document_says_the_same_in_both_forms(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    for _ in range(2):
        submit(rt, "layanan-a1")
    kode.add_kode(rt, cast.people[Role.ADMIN_UPP], KODE)
    visit = kunjungan.add_kunjungan(rt, pemprov, "upp-a", KUNJUNGAN)
    temuan.add_temuan(rt, pemprov, visit, TEMUAN)
    browser = await login(pemprov)
    book = openpyxl.load_workbook(
        io.BytesIO((await browser.get("/unduh/pemantauan.xlsx?triwulan=2023-2")).content)
    )
    rows = list(book["Keadaan tiap UPP"].iter_rows(values_only=True))
    head = {name: at for at, name in enumerate(rows[0])}
    (line,) = (r for r in rows if r[1] == "UPP-A")
    assert [line[head[n]] for n in ("Hari lalu", "Jawaban", "Kode QR", "Temuan")] == [0, 2, 1, 1]
    (kode_row,) = list(book["Kode QR yang terpasang"].iter_rows(values_only=True))[1:]
    assert kode_row[1:5] == ("UPP-A", "semua layanan", "Loket 2", "Poster")
    paper = " ".join(pdf_words((await browser.get("/unduh/pemantauan.pdf")).content))
    assert "PEMANTAUAN PELAKSANAAN" in paper
    assert "Kode QR di loket sobek." in paper
    assert "Triwulan II 2023" in paper
    # An UPP reads of itself alone.
    own = await login(cast.admin_b)
    alone = " ".join(pdf_words((await own.get("/unduh/pemantauan.pdf")).content))
    assert "UPP-A" not in alone
    assert "Kode QR di loket" not in alone
    for wrong in ("2023-5", "2024-1", "kapan"):
        answer = await browser.get(f"/unduh/pemantauan.pdf?triwulan={wrong}")
        assert (answer.status_code, "triwulan" in answer.text) == (422, True)
