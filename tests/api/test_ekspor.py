"""Excel files of tables, opened again: the rows and types of the screen, and text that stays text."""

import asyncio
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import select
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sekampadi.db.models import Jawaban
from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.daftar_tabel import TABLES
from sekampadi.services.tabel.ekspor import (
    Ekspor,
    export_folder,
    read_ekspor,
    start_ekspor,
    take_ekspor,
    write_state,
)
from sekampadi.services.tabel.tabel import load_table
from tests.api.conftest import Client, Login, make_client
from tests.factories import Cast, isian, submit

FORMULAS = (
    '=HYPERLINK("http://x","y")',
    "+1 untuk petugasnya",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1;2)",
    "#N/A",
    "=1",
    "_x0041_ tetap",
    "bagus 👍 <b>&amp;</b>\nbaris kedua",
)
# A workbook knows no zones: these are hours of the province.
HARI = datetime(2023, 1, 2)  # noqa: DTZ001
KINI = datetime(2023, 5, 15, 10)  # noqa: DTZ001


async def _book(browser: Client, address: str) -> Any:
    response = await browser.get(address)
    assert response.status_code == 200, response.text[:300]
    assert response.headers["cache-control"] == "private, no-store"
    return load_workbook(io.BytesIO(response.content))


async def test_a_file_arrives_whole_where_the_server_sends_files_by_itself(
    rt: Runtime, cast: Cast, login: Login, app: ASGIApp
) -> None:
    for i in range(12):
        submit(rt, "layanan-a1", isian(saran=f"saran nomor {i}"))
    cookie = (await login(cast.people[Role.ADMIN_UPP])).cookies

    async def server(scope: Scope, receive: Receive, send: Send) -> None:
        """Do as granian does: take the path, and open it when the application is done."""
        paths: list[str] = []

        async def take(message: Message) -> None:
            if message["type"] == "http.response.pathsend":
                paths.append(message["path"])
            else:
                await send(message)

        scope["extensions"] = {"http.response.pathsend": {}}
        await app(scope, receive, take)
        for path in paths:
            body = await asyncio.to_thread(Path(path).read_bytes)
            await send({"type": "http.response.body", "body": body})

    async with make_client(server) as browser:
        browser.cookies = cookie
        book = await _book(browser, "/unduh/tabel/penilaian.xlsx")
    assert book["Penilaian"].max_row == 13
    assert not list(export_folder(rt.settings).iterdir())


async def test_each_value_stands_under_its_heading(rt: Runtime, cast: Cast, login: Login) -> None:
    scores = {f"u{i}": str((i - 1) % 4 + 1) for i in range(1, 10)}
    submit(rt, "layanan-a1", isian(**scores, saran="ramah"), day=date(2023, 1, 2))
    browser = await login(cast.people[Role.ADMIN_UPP])

    async def lines(address: str, sheet: str) -> list[tuple[object, ...]]:
        return list((await _book(browser, address))[sheet].iter_rows(values_only=True))

    heads = ("No.", "Tanggal", "UPP", "Jenis Layanan", "Penilaian Umum")
    values = (1, HARI, "UPP-A", "Layanan a1", "Baik")
    assert await lines("/unduh/tabel/penilaian.xlsx", "Penilaian") == [
        (*heads, *(f"U{i}" for i in range(1, 10)), "Saran", "Sumber", "Tanda", "Pengaduan"),
        (*values, 1, 2, 3, 4, 1, 2, 3, 4, 1, "ramah", "Daring", None, None),
    ]
    assert await lines("/unduh/tabel/responden.xlsx", "Responden") == [
        ("No.", "Usia", "JK", "Pendidikan", "Pekerjaan", "Tanggal Survey"),
        (1, 35, "P", "D4/S-1", "ASN", HARI),
    ]
    with rt.reading() as session:
        [found] = session.exec(select(Jawaban.id))
    remove(rt, cast.people[Role.ADMIN_UPP], [found], "Isian percobaan")
    removed = await lines("/unduh/tabel/penilaian.xlsx?status=dihapus", "Penilaian")
    assert removed[0][-3:] == ("Dihapus pada", "Dihapus oleh", "Alasan")
    assert removed[1][-3:] == (KINI, "admin_upp", "Isian percobaan")
    facts = await lines("/unduh/tabel/penilaian.xlsx?dari=2023-01-01&cari=ramah", "Keterangan")
    assert facts == [
        ("Tabel", "Penilaian"),
        ("Pencarian", "ramah"),
        ("Status", "Dihitung"),
        ("Tanda", "Semua"),
        ("UPP", "UPP-A"),
        ("Layanan", "Semua layanan"),
        ("Sumber", "Semua"),
        ("Tanggal mulai", "01-01-2023"),
        ("Tanggal akhir", "–"),
        ("Urutan", "Tanggal, menurun"),
        ("Dibuat pada", KINI),
        ("Dibuat oleh", "admin_upp"),
        ("Jumlah baris", 0),
    ]


async def test_a_filter_without_any_choice_is_told_by_a_dash(cast: Cast, login: Login) -> None:
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    book = await _book(browser, "/unduh/tabel/penilaian.xlsx")
    facts = dict(book["Keterangan"].iter_rows(values_only=True))
    # Of the whole province nobody picks a layanan before an UPP.
    assert (facts["UPP"], facts["Layanan"]) == ("Semua UPP", "–")


async def test_the_file_has_the_rows_and_types_of_the_screen(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    for i in range(12):
        submit(
            rt,
            "layanan-a1",
            isian(u1=str(1 + i % 4), saran=f"saran nomor {i}"),
            day=date(2023, 1, 1 + i),
        )
    submit(rt, "layanan-b1", isian(saran="milik B"))
    person = cast.people[Role.ADMIN_UPP]
    book = await _book(
        await login(person), "/unduh/tabel/penilaian.xlsx?dari=2023-01-03&urut=u1&ukuran=10"
    )
    assert book.sheetnames == ["Penilaian", "Keterangan"]
    sheet = book["Penilaian"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}11"
    screen = load_table(
        rt, person, TABLE_PENILAIAN, {"dari": "2023-01-03", "urut": "u1", "ukuran": "100"}
    )
    # A file is read elsewhere: it names the office, too, that a screen of one office leaves out.
    told = TABLE_PENILAIAN.spec.columns_for(person, screen.query.filters)
    assert [c.key for c in told if c not in screen.columns] == ["upp"]
    columns = [c for c in told if c.excel]
    assert [c.value for c in sheet[1]] == ["No.", *(c.title for c in columns)]
    lines = list(sheet.iter_rows(min_row=2))
    assert len(lines) == len(screen.page.rows) == 10
    for number, (cells, row) in enumerate(zip(lines, screen.page.rows, strict=True), start=1):
        assert cells[0].value == number
        for cell, column in zip(cells[1:], columns, strict=True):
            shown = column.words(row.values[column.key])
            if isinstance(shown, date):
                assert isinstance(cell.value, datetime)
                assert cell.is_date
                assert cell.value.date() == shown
            else:
                assert (cell.value or "") == shown, column.key
                assert cell.data_type == ("n" if isinstance(shown, int) or not shown else "s")
    assert all(sheet.column_dimensions[c].width >= 7 for c in "ABCD")
    facts = {r[0].value: r[1].value for r in book["Keterangan"].iter_rows()}
    assert facts["Tanggal mulai"] == "03-01-2023"
    assert facts["Urutan"] == "U1, menaik"
    assert facts["Dibuat pada"] == KINI
    assert facts["Dibuat oleh"] == person.username
    assert facts["Jumlah baris"] == 10


async def test_text_that_looks_like_a_formula_arrives_as_text(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    for text in FORMULAS:
        submit(rt, "layanan-a1", isian(saran=text))
    book = await _book(
        await login(cast.people[Role.ADMIN_PEMPROV]),
        "/unduh/tabel/penilaian.xlsx?cari=&urut=tanggal",
    )
    sheet = book["Penilaian"]
    at = [c.value for c in sheet[1]].index("Saran")
    cells = [row[at] for row in sheet.iter_rows(min_row=2)]
    assert [c.data_type for c in cells] == ["s"] * len(FORMULAS)
    # Excel reads "_x005F_" as the underscore it stands for; openpyxl gives it as it is written.
    assert [c.value.replace("_x005F_", "_") for c in cells] == list(FORMULAS)
    assert [bool(c.quotePrefix) for c in cells] == [t[0] in "=+-@#" for t in FORMULAS]


async def test_a_file_is_for_its_person_once(rt: Runtime, cast: Cast, login: Login) -> None:
    submit(rt, "layanan-a1")
    owner, other = cast.people[Role.ADMIN_PEMPROV], cast.people[Role.KETUA_TIM]
    name = start_ekspor(rt, owner, TABLE_PENILAIAN, {})
    with pytest.raises(NotFoundError):
        read_ekspor(rt, other, name)
    for _ in range(200):
        if read_ekspor(rt, owner, name).finished:
            break
        await asyncio.sleep(0.1)
    assert read_ekspor(rt, owner, name).selesai == 1
    browser = await login(other)
    assert (await browser.get(f"/unduh/ekspor/{name}.xlsx")).status_code == 404
    browser = await login(owner)
    response = await browser.get(f"/unduh/ekspor/{name}.xlsx")
    assert response.status_code == 200
    assert 'filename="penilaian-2023-05-15.xlsx"' in response.headers["content-disposition"]
    assert (await browser.get(f"/unduh/ekspor/{name}.xlsx")).status_code == 404
    assert list(export_folder(rt.settings).iterdir()) == []


async def test_names_that_nobody_was_given_are_not_found(
    rt: Runtime, cast: Cast, login: Login, tmp_path: Path
) -> None:
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    for name in ("x", "0" * 32, "..%2Fsekampadi", "%00"):
        assert (await browser.get(f"/unduh/ekspor/{name}.xlsx")).status_code == 404
    assert (await browser.get("/unduh/tabel/penilaian.xlsx?sampay=1")).status_code == 422
    assert (await browser.get("/unduh/tabel/penilaian.xlsx?status=semua")).status_code == 422


async def test_another_upp_cannot_be_taken_away(rt: Runtime, cast: Cast, login: Login) -> None:
    submit(rt, "layanan-a1", isian(saran="rahasia A"))
    submit(rt, "layanan-b1", isian(saran="milik B"))
    browser = await login(cast.admin_b)
    for table in ("penilaian", "responden"):
        for query in ("upp=upp-a", "layanan=layanan-a1", "upp=upp-a%2Bupt"):
            assert (await browser.get(f"/unduh/tabel/{table}.xlsx?{query}")).status_code in {
                404,
                422,
            }
    book = await _book(browser, "/unduh/tabel/penilaian.xlsx?cari=rahasia")
    assert book["Penilaian"].max_row == 1
    book = await _book(browser, "/unduh/tabel/penilaian.xlsx")
    assert book["Penilaian"].max_row == 2


def test_those_without_the_right_start_nothing(rt: Runtime, cast: Cast) -> None:
    for role in (Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM):
        for table in TABLES.values():
            if table.spec.export_permission is None or cast.people[role].may(table.spec.permission):
                continue
            with pytest.raises(ForbiddenError):
                start_ekspor(rt, cast.people[role], table, {})


def test_an_unfinished_file_is_not_handed_out(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    folder = export_folder(rt.settings)
    folder.mkdir(parents=True)
    for number, (status, code) in enumerate(
        (("jalan", "ekspor.unfinished"), ("gagal", "ekspor.failed"), ("antre", "ekspor.unfinished"))
    ):
        name = f"{number:032x}"
        write_state(folder, Ekspor(name, f"operator/{person.operator_id}", "x.xlsx", status))
        with pytest.raises(DomainError) as caught:
            take_ekspor(rt, person, name)
        assert caught.value.code == code
    write_state(folder, Ekspor(f"{9:032x}", f"operator/{person.operator_id}", "x.xlsx", "antre"))
    with pytest.raises(DomainError) as caught:
        start_ekspor(rt, person, TABLE_PENILAIAN, {})
    assert caught.value.code == "ekspor.busy"
