"""Papers from Excel: all or nothing, never twice, and every mistake told by its cell."""

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import col, select, update

from sekampadi.db.models import Audit, Jawaban, Perangkat
from sekampadi.domain.errors import (
    DomainError,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.services.impor.impor_jawaban import (
    HasilImpor,
    ImporError,
    import_jawaban,
    import_jawaban_as_system,
    load_templat,
    preview_impor,
)
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.impor import Rumus, baris, berkas, templat

MARET = datetime(2023, 3, 31)  # noqa: DTZ001 - a cell of Excel knows no zones


def stored(rt: Runtime) -> list[Jawaban]:
    with rt.reading() as session:
        rows = list(session.exec(select(Jawaban).order_by(col(Jawaban.id))))
        session.expunge_all()
        return rows


def run(
    rt: Runtime, person: Principal, file: io.BytesIO, layanan: str = "layanan-a1"
) -> HasilImpor:
    return import_jawaban(rt, person, layanan_kode=layanan, file=file)


def wrong(rt: Runtime, person: Principal, file: io.BytesIO) -> list[str]:
    """Expect mistakes, told alike by preview and import, and nothing stored."""
    hasil = preview_impor(rt, person, layanan_kode="layanan-a1", file=file)
    with pytest.raises(ImporError) as caught:
        run(rt, person, file)
    assert caught.value.hasil == hasil
    assert stored(rt) == []
    assert check_rekap(rt) == []
    return [galat.kalimat for galat in hasil.galat]


@pytest.fixture
def admin(cast: factories.Cast) -> Principal:
    return cast.people[Role.ADMIN_UPP]


def test_a_file_is_looked_at_and_then_stored(rt: Runtime, admin: Principal) -> None:
    file = berkas(
        [
            baris(nomor=1, saran="=SUM(A1) kata saya", nilai=(1, 2, 3, 4, "a", "b", "C", "d", 4)),
            baris(nomor=2, tanggal=MARET, jenis_kelamin="laki-laki", umum="d"),
        ]
    )
    seen = preview_impor(rt, admin, layanan_kode="layanan-a1", file=file)
    assert (seen.lembar, seen.baru, seen.sudah_ada, seen.disimpan) == (2, 2, 0, False)
    assert (seen.dari, seen.sampai) == (date(2023, 3, 31), date(2023, 5, 10))
    assert stored(rt) == []
    told: list[int] = []
    rt.listeners.append(told.append)
    done = run(rt, admin, file)
    assert (done.baru, done.sudah_ada, done.disimpan) == (2, 0, True)
    one, two = stored(rt)
    assert [getattr(one, f"u{i}") for i in range(1, 10)] == [1, 2, 3, 4, 1, 2, 3, 4, 4]
    assert (one.saran, one.sumber, one.waktu) == ("=SUM(A1) kata saya", "kertas", rt.now())
    assert (two.tanggal, two.jenis_kelamin, two.umum) == (date(2023, 3, 31), "L", 4)
    assert told == [admin.upp_id]
    assert check_rekap(rt) == []
    with rt.reading() as session:
        audit = session.exec(select(Audit).where(col(Audit.aksi) == "jawaban.impor")).one()
        assert audit.rincian["n"] == 2


def test_a_repeated_file_adds_nothing_and_a_longer_one_only_the_rest(
    rt: Runtime, admin: Principal
) -> None:
    rows = [baris(usia=20 + i) for i in range(3)]
    run(rt, admin, berkas(rows))
    told: list[int] = []
    rt.listeners.append(told.append)
    again = run(rt, admin, berkas(rows))
    assert (again.baru, again.sudah_ada) == (0, 3)
    assert told == []
    more = run(rt, admin, berkas([*rows[::-1], baris(usia=50)]))
    assert (more.baru, more.sudah_ada) == (1, 3)
    assert len(stored(rt)) == 4
    assert check_rekap(rt) == []


def test_two_equal_papers_in_one_file_are_two_people(rt: Runtime, admin: Principal) -> None:
    rows = [baris(), baris(), baris(nomor="7")]
    assert run(rt, admin, berkas(rows)).baru == 3
    assert run(rt, admin, berkas(rows)).baru == 0
    assert run(rt, admin, berkas([*rows, baris()])).baru == 1
    assert len(stored(rt)) == 4


def test_an_answer_removed_since_does_not_come_back(rt: Runtime, admin: Principal) -> None:
    file = berkas([baris()])
    run(rt, admin, file)
    remove(rt, admin, [row.id for row in stored(rt) if row.id], "lembar percobaan")
    assert run(rt, admin, file).baru == 0
    assert stored(rt)[0].dihapus_pada is not None
    assert check_rekap(rt) == []


def test_one_wrong_cell_stores_nothing(rt: Runtime, admin: Principal) -> None:
    rows = [baris(usia=20 + i) for i in range(20)]
    rows[5] = baris(usia=9, nilai=(3, 3, 7, 3, 3, 3, 3, 3, None))
    rows[9] = baris(tanggal=date(2023, 5, 16))
    assert wrong(rt, admin, berkas(rows)) == [
        "Baris 7, kolom Usia: isi 10 sampai 110 (tahun)",
        "Baris 7, kolom U3: isi 1 sampai 4",
        "Baris 7, kolom U9: isi 1 sampai 4",
        "Baris 11, kolom Tanggal Survei: Tanggal 16 Mei 2023 belum tiba. Isi tanggal pada lembar.",
    ]


def test_formulas_are_not_worked_out(rt: Runtime, admin: Principal) -> None:
    assert wrong(
        rt, admin, berkas([baris(nilai=(Rumus("=1+2"), *[3] * 8), saran=Rumus("=A1"))])
    ) == [
        "Baris 2, kolom U1: berisi rumus; isi dengan nilainya",
        "Baris 2, kolom Kritik/Saran: berisi rumus; isi dengan nilainya",
    ]


def test_a_day_without_questions_is_told(rt: Runtime, admin: Principal) -> None:
    with rt.writing() as session:
        session.exec(update(Perangkat).values(berlaku_dari=date(2023, 1, 1)))
    assert wrong(rt, admin, berkas([baris(), baris(tanggal=date(2022, 12, 31))])) == [
        "Baris 3, kolom Tanggal Survei: belum ada kuesioner yang berlaku pada 31 Desember 2022"
    ]


def test_many_mistakes_are_counted_and_the_first_told(rt: Runtime, admin: Principal) -> None:
    hasil = preview_impor(rt, admin, layanan_kode="layanan-a1", file=berkas([baris(usia=1)] * 300))
    assert (hasil.jumlah_galat, len(hasil.galat)) == (300, 200)


def test_empty_rows_and_moved_columns_do_no_harm(rt: Runtime, admin: Principal) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    heads = ["Catatan", *(c.value for c in load_workbook(io.BytesIO(templat()))["Jawaban"][1])]
    order = [0, *range(len(heads) - 1, 0, -1)]
    sheet.append([str(heads[i]).upper() for i in order])
    sheet.append([])
    values = ["catatan saya", *baris(usia=44)]
    sheet.append([values[i] for i in order])
    sheet["Z40"] = "   "
    out = io.BytesIO()
    book.save(out)
    assert run(rt, admin, out).baru == 1
    assert stored(rt)[0].usia == 44


def _zip(entries: dict[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return out


def _repacked(change: Callable[[str, bytes], bytes]) -> io.BytesIO:
    source = zipfile.ZipFile(berkas([baris()]))
    return _zip({n: change(n, source.read(n)) for n in source.namelist()})


def _bomb() -> io.BytesIO:
    return _zip({"xl/worksheets/sheet1.xml": b" " * (120 * 1024 * 1024)})


def _far_row() -> io.BytesIO:
    def change(name: str, body: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return body
        far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
        return body.replace(b"</sheetData>", far)

    return _repacked(change)


def _entities() -> io.BytesIO:
    """Return a workbook whose sheet declares an entity that grows to a billion characters."""
    levels = "".join(
        f'<!ENTITY x{i} "{f"&x{i - 1};" * 10}">' if i else '<!ENTITY x0 "0123456789">'
        for i in range(9)
    )

    def change(name: str, body: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return body
        return f"<!DOCTYPE x [{levels}]><worksheet>&x8;</worksheet>".encode()

    return _repacked(change)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: io.BytesIO(b""), "impor.file"),
        (lambda: io.BytesIO(b"usia,u1\n35,3\n"), "impor.file"),
        (lambda: _zip({"x.txt": b"x"}), "impor.file"),
        (lambda: io.BytesIO(berkas([baris()]).getvalue()[:-200]), "impor.file"),
        (lambda: _repacked(lambda n, b: b[:60] if n.endswith("sheet1.xml") else b), "impor.file"),
        (_entities, "impor.file"),
        (_bomb, "impor.size"),
        (lambda: io.BytesIO(b"PK" + b"\0" * (11 * 1024 * 1024)), "impor.size"),
        (_far_row, "impor.rows"),
        (lambda: berkas([]), "impor.empty"),
        (lambda: berkas([baris()], "layanan-b1"), "impor.layanan"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_is_no_template_is_refused_as_a_whole(
    rt: Runtime, admin: Principal, make: Callable[[], io.BytesIO], code: str
) -> None:
    with pytest.raises(DomainError) as caught:
        preview_impor(rt, admin, layanan_kode="layanan-a1", file=make())
    assert caught.value.code == code


@pytest.mark.parametrize("change", [("J1", "Nilai"), ("J1", "U4")])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_other_headings_are_refused(rt: Runtime, admin: Principal, change: tuple[str, str]) -> None:
    book = load_workbook(berkas([baris()]))
    book["Jawaban"][change[0]] = change[1]
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(DomainError) as caught:
        run(rt, admin, out)
    assert caught.value.code == "impor.heading"


def test_another_upps_layanan_is_not_found(rt: Runtime, cast: factories.Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    for kode in ("layanan-b1", "tidak-ada", ""):
        for act in (
            lambda k=kode: run(rt, admin, berkas([baris()], k), k),
            lambda k=kode: preview_impor(rt, admin, layanan_kode=k, file=berkas([baris()], k)),
            lambda k=kode: load_templat(rt, admin, layanan_kode=k),
        ):
            with pytest.raises(NotFoundError):
                act()
    assert stored(rt) == []
    assert run(rt, cast.admin_c, berkas([baris()], "layanan-t1"), "layanan-t1").baru == 1


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_only_those_with_the_right_import(rt: Runtime, cast: factories.Cast, role: Role) -> None:
    person = cast.people[role]
    if person.may(Permission.JAWABAN_ENTER):
        assert run(rt, person, berkas([baris()])).baru == 1
        return
    with pytest.raises(ForbiddenError):
        run(rt, person, berkas([baris()]))
    with pytest.raises(ForbiddenError):
        preview_impor(rt, person, layanan_kode="layanan-a1", file=berkas([baris()]))
    with pytest.raises(UnauthenticatedError):
        import_jawaban(rt, None, layanan_kode="layanan-a1", file=berkas([baris()]))


def test_the_same_file_at_once_is_stored_once(rt: Runtime, admin: Principal) -> None:
    body = berkas([baris(usia=20 + i % 60, nomor=i) for i in range(300)]).getvalue()
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: run(rt, admin, io.BytesIO(body)).baru, range(4)))
    assert sorted(done) == [0, 0, 0, 300]
    assert len(stored(rt)) == 300
    assert check_rekap(rt) == []


def test_the_command_line_imports_for_every_upp_and_tells_progress(
    rt: Runtime, cast: factories.Cast
) -> None:
    told: list[tuple[Any, ...]] = []
    hasil = import_jawaban_as_system(
        rt,
        layanan_kode="layanan-b1",
        file=berkas([baris(nomor=i) for i in range(600)], "layanan-b1"),
        progress=lambda *step: told.append(step),
    )
    assert hasil.baru == 600
    assert told[-2:] == [("Menyimpan jawaban", 500, 600), ("Menyimpan jawaban", 600, 600)]


def test_the_template_says_what_may_be_filled_in(rt: Runtime, admin: Principal) -> None:
    layanan, perangkat = load_templat(rt, admin, layanan_kode="layanan-a1")
    assert (layanan.kode, perangkat and perangkat.kode) == ("layanan-a1", "sekampadi")
    book = load_workbook(io.BytesIO(templat("layanan-a1")))
    sheet = book["Jawaban"]
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists["D2:D10001"] == '"L,P"'
    assert lists["J2:J10001"] == '"1,2,3,4"'
    assert lists["B2:B10001"] == "DATE(2021,5,15)"
    assert sheet.freeze_panes == "C2"
    guide = [[str(v or "") for v in row] for row in book["Petunjuk"].values]
    assert ["Kode layanan", "layanan-a1"] in guide
