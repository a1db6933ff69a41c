"""Import of layanan: what a file does, what is wrong with it, and files that mean harm."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import select

from sekampadi.db.models import Audit, Layanan, Upp
from sekampadi.domain.errors import (
    DomainError,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.services.impor.impor_layanan import (
    KOLOM,
    ImportAction,
    ImportPlan,
    keep_upload,
    plan_upload,
    run_upload,
)
from sekampadi.services.impor.templat_layanan import make_template
from sekampadi.services.sistem.runtime import Runtime
from tests.factories import Cast

Row = tuple[object, ...]


def workbook(
    rows: list[Row],
    *,
    head: Row = KOLOM,
    title: str = "Layanan",
    change: Callable[[Any], None] | None = None,
) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in [head, *rows]:
        sheet.append(list(row))
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS: list[Row] = [
    ("upp-a", "Izin Usaha", "0", "3 Hari Kerja"),
    ("UPP-C", "Konsultasi", 50000, None),
    ("upp-a", "Layanan a1", "0", "1 Jam"),
    ("upp-a", "layanan A2", "Rp 10.000", "1 Jam"),
]


def count(rt: Runtime) -> int:
    with rt.reading() as session:
        return len(session.exec(select(Layanan)).all())


def plan_import(rt: Runtime, person: Principal | None, data: bytes) -> ImportPlan:
    return plan_upload(rt, person, keep_upload(rt, person, data))


def run_import(rt: Runtime, person: Principal | None, data: bytes) -> ImportPlan:
    return run_upload(rt, person, keep_upload(rt, person, data))


def test_a_file_is_planned_done_and_done_only_once(rt: Runtime, cast: Cast) -> None:
    admin, data = cast.people[Role.ADMIN_PEMPROV], workbook(ROWS)
    plan = plan_import(rt, admin, data)
    assert plan.galat == ()
    assert [(b.nomor, b.upp.kode, b.langkah) for b in plan.baris] == [
        (2, "upp-a", ImportAction.TAMBAH),
        (3, "upp-c", ImportAction.TAMBAH),
        (4, "upp-a", ImportAction.TETAP),
        (5, "upp-a", ImportAction.UBAH),
    ]
    assert count(rt) == 5
    run_import(rt, admin, data)
    with rt.reading() as session:
        rows = {r.kode: (r.nama, r.biaya, r.standar_waktu) for r in session.exec(select(Layanan))}
    assert rows["upp-a-izin-usaha"] == ("Izin Usaha", "0", "3 Hari Kerja")
    assert rows["upp-c-konsultasi"] == ("Konsultasi", "50.000", "")
    assert rows["layanan-a2"] == ("layanan A2", "Rp 10.000", "1 Jam")
    again = run_import(rt, admin, data)
    assert again.count(ImportAction.TETAP) == 4
    assert count(rt) == 7
    with rt.reading() as session:
        acts = [a.aksi for a in session.exec(select(Audit))]
    assert sorted(acts) == ["layanan.buat"] * 2 + ["layanan.impor"] * 2 + ["layanan.ubah"]


def test_all_or_nothing_and_every_mistake_told(rt: Runtime, cast: Cast) -> None:
    data = workbook(
        [
            *ROWS,
            ("upp-b", "Milik B", "0", ""),
            ("tidak ada", "X", "", ""),
            ("upp-a", "Izin  usaha", "", ""),
            ("upp-a", "y" * 201, "b" * 101, "=1+1"),
            ("upp-a", "=HYPERLINK(1)", "", ""),
            (None, None, None, None),
            (None, "Tanpa UPP", "", ""),
        ]
    )
    admin = cast.people[Role.ADMIN_UPP]
    plan = plan_import(rt, admin, data)
    told = {(g.nomor, g.kolom) for g in plan.galat}
    assert told == {
        (3, "UPP"),  # UPP-C is not the admin's
        (6, "UPP"),
        (7, "UPP"),
        (7, "Jenis Layanan"),
        (8, "Jenis Layanan"),
        (9, "Jenis Layanan"),
        (9, "Biaya"),
        (9, "Standar Waktu"),
        (10, "Jenis Layanan"),
    }
    with pytest.raises(DomainError) as caught:
        run_import(rt, admin, data)
    assert caught.value.code == "impor.errors"
    assert count(rt) == 5


def test_whoever_has_one_upp_need_not_name_it(rt: Runtime, cast: Cast) -> None:
    plan = run_import(rt, cast.admin_b, workbook([(None, "Izin Trayek", "", "")]))
    assert [b.upp.kode for b in plan.baris] == ["upp-b"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (40 * 1024 * 1024))
    return out.getvalue()


def zip_of(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return out.getvalue()


def lying_bomb() -> bytes:
    """Say in the head that an entry is small, though it is not."""
    data = bytearray(bomb())
    real, false = (40 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    return bytes(data.replace(real, false))


def rewritten(change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(workbook(ROWS)))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            archive.writestr(entry.filename, change(entry.filename, source.read(entry)))
    return out.getvalue()


def laughs(name: str, text: bytes) -> bytes:
    if name != "xl/worksheets/sheet1.xml":
        return text
    return b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + text


def far_away(name: str, text: bytes) -> bytes:
    return text.replace(b'r="5"', b'r="1048576"') if name.endswith("sheet1.xml") else text


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "impor.file"),
    "no zip": (b"UPP;Jenis Layanan;Biaya", "impor.file"),
    "a zip of something else": (zip_of({"hello.txt": b"hello"}), "impor.file"),
    "an old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "impor.file"),
    "a bomb": (bomb(), "impor.size"),
    "a lying bomb": (lying_bomb(), "impor.file"),
    "an entity": (rewritten(laughs), "impor.file"),
    "cut off": (workbook(ROWS)[:-200], "impor.file"),
    "broken xml": (
        rewritten(lambda n, x: x[:-30] if n.endswith("sheet1.xml") else x),
        "impor.file",
    ),
    "too large": (b"PK" + b"\0" * (1000 * 1024), "impor.size"),
    "10,000 rows": (
        workbook([("upp-a", f"Layanan {i}", "", "") for i in range(10_000)]),
        "impor.rows",
    ),
    "a row far away": (rewritten(far_away), "impor.rows"),
    "other columns": (workbook(ROWS, head=("Nama", "Alamat", "Telepon", "X")), "impor.heading"),
    "a column twice": (
        workbook(ROWS, head=("UPP", "Jenis Layanan", "Jenis Layanan", "Biaya")),
        "impor.heading",
    ),
    "merged cells": (
        workbook(ROWS, change=lambda sheet: sheet.merge_cells("A2:A3")),
        "impor.merged",
    ),
    "empty": (workbook([]), "impor.empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read(rt: Runtime, cast: Cast, name: str) -> None:
    data, code = HOSTILE[name]
    for attempt in (plan_import, run_import, keep_upload):
        with pytest.raises(DomainError) as caught:
            attempt(rt, cast.people[Role.ADMIN_PEMPROV], data)
        assert caught.value.code == code
    assert count(rt) == 5
    assert not list((rt.settings.data_dir / "unggahan").glob("*"))


def test_the_template_can_be_filled_in(rt: Runtime, cast: Cast) -> None:
    book = load_workbook(io.BytesIO(make_template(rt, cast.admin_c)))
    assert [c.value for c in book["Layanan"][1]] == list(KOLOM)
    assert {row[1].value for row in book["UPP"].iter_rows(min_row=2)} == {"upp-c", "upt-c1"}
    for column, value in enumerate(("UPT-C1", "Uji Tanah", "Rp 5.000", "2 Hari"), 1):
        book["Layanan"].cell(2, column, value)
    out = io.BytesIO()
    book.save(out)
    plan = run_import(rt, cast.admin_c, out.getvalue())
    assert [(b.upp.kode, b.isian.nama, b.langkah) for b in plan.baris] == [
        ("upt-c1", "Uji Tanah", ImportAction.TAMBAH)
    ]


def test_no_text_of_the_template_is_hidden_by_the_one_beside_it(rt: Runtime, cast: Cast) -> None:
    with rt.writing() as session:
        session.get_one(Upp, cast.upp["upp-c"]).nama = "Biro " * 40
    book = load_workbook(io.BytesIO(make_template(rt, cast.admin_c)))
    rows = [row for row in book["UPP"].iter_rows(min_row=2) if row[1].value == "upp-c"]
    [(name, _)] = rows
    assert name.alignment.wrap_text
    assert book["UPP"].row_dimensions[name.row].height > 45
    assert book["Layanan"]["B2"].alignment.wrap_text
    notes = [row[0].value for row in book["Petunjuk"].iter_rows()]
    assert all(line[0].isupper() and line.endswith(".") for line in notes)
    assert "Paling banyak 2.000 baris dalam satu berkas." in notes


def test_an_upload_belongs_to_the_person_who_sent_it(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    first = keep_upload(rt, admin, workbook(ROWS[:1]))
    token = keep_upload(rt, admin, workbook(ROWS[:1]))
    with pytest.raises(NotFoundError):
        plan_upload(rt, admin, first)  # the newer one has taken its place
    for person in (cast.admin_b, cast.people[Role.ADMIN_PEMPROV]):
        with pytest.raises(NotFoundError):
            run_upload(rt, person, token)
    for wrong in ("", "../../sekampadi", "a" * 65, "\0" * 20, f"{token}/../x"):
        with pytest.raises(NotFoundError):
            plan_upload(rt, admin, wrong)
    assert plan_upload(rt, admin, token).count(ImportAction.TAMBAH) == 1
    assert run_upload(rt, admin, token).count(ImportAction.TAMBAH) == 1
    with pytest.raises(NotFoundError):
        run_upload(rt, admin, token)


def test_role_by_action(rt: Runtime, cast: Cast) -> None:
    data = workbook([("upp-a", "Peran", "", "")])
    acts = (
        lambda p: plan_import(rt, p, data),
        lambda p: run_import(rt, p, data),
        lambda p: run_upload(rt, p, keep_upload(rt, p, data)),
        lambda p: make_template(rt, p),
    )
    for act in acts:
        with pytest.raises(UnauthenticatedError):
            act(None)
        for role, person in cast.people.items():
            if Permission.LAYANAN_MANAGE in role.permissions:
                act(person)
            else:
                with pytest.raises(ForbiddenError):
                    act(person)


def test_two_thousand_rows_are_stored(rt: Runtime, cast: Cast) -> None:
    rows: list[Row] = [("upp-b", f"Layanan nomor {i}", "0", "1 Jam") for i in range(2000)]
    plan = run_import(rt, cast.admin_b, workbook(rows))
    assert plan.count(ImportAction.TAMBAH) == 2000
    assert count(rt) == 2005
