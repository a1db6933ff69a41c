"""Evidence of actions: forty hostile files and more, and what is left on the disk of each."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlmodel import Session, select

from sekampadi.db.models import BuktiKegiatan
from sekampadi.db.queries.tindak_lanjut import BuktiRow, bukti_row
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX, KEGIATAN_FILES_MAX, JenisBukti
from sekampadi.reports.worker import RenderPool
from sekampadi.reports.worker_process import BERKAS
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files, drop_unnamed, path_of
from sekampadi.services.tindak_lanjut.baca_bukti import read_bukti
from sekampadi.services.tindak_lanjut.bukti import add_bukti, load_bukti, remove_bukti
from tests import bukti
from tests.bukti import HONEST, HOSTILE, DuaKegiatan, make_dua, padded_pdf, picture, snapshot
from tests.conftest import Content, Copy

sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def content() -> Content:
    """Give every test a plan."""
    return make_dua


@pytest.fixture
def dua(rt: Runtime, copied: Copy) -> DuaKegiatan:
    dua: DuaKegiatan = copied.made
    return dua


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    """Start the process that opens files, with as little memory as it has at work."""
    pool = RenderPool(BERKAS)
    yield pool
    pool.close()


def _add(
    rt: Runtime, dua: DuaKegiatan, data: bytes, nama: str = "a", *, to: int = 0, **more: Any
) -> BuktiRow:
    admin = dua.cast.people[Role.ADMIN_UPP]
    return add_bukti(rt, admin, dua.kegiatan[to], nama=nama, data=data, **more)


def _rows(rt: Runtime) -> list[BuktiRow]:
    with rt.reading() as session:
        return [bukti_row(row) for row in session.exec(select(BuktiKegiatan))]


def test_there_are_forty() -> None:
    assert len(HOSTILE) >= 40


@sqlite
def test_hostile_files_leave_nothing_behind(
    rt: Runtime, dua: DuaKegiatan, pool: RenderPool
) -> None:
    _add(rt, dua, picture())  # that there is a store, and something in it to be kept
    before = snapshot(rt.settings.data_dir)
    assert before

    def read(data: bytes) -> tuple[JenisBukti, bytes]:
        return pool.call(read_bukti, data, timeout=30)

    for what, (nama, data, code) in HOSTILE.items():
        with pytest.raises(DomainError) as caught:
            _add(rt, dua, data, nama, read=read)
        assert caught.value.code == code, what
        assert caught.value.message.endswith("."), what
        assert snapshot(rt.settings.data_dir) == before, what
    assert len(_rows(rt)) == 1
    assert check_files(rt).differences == ()
    # Outside the data folder, where ``../../x`` might lead, there is nothing new, either.
    outside = {p.name for p in rt.settings.data_dir.parent.iterdir()}
    assert "x" not in outside


@sqlite
@pytest.mark.parametrize("what", HONEST)
def test_honest_files_are_kept(what: str, rt: Runtime, dua: DuaKegiatan) -> None:
    nama, data, shown = HONEST[what]
    row = _add(rt, dua, data, nama, keterangan="Rapat  pertama\0")
    assert (row.nama, row.keterangan) == (shown, "Rapat pertama")
    found = load_bukti(rt, dua.cast.people[Role.PIMPINAN_UPP], row.kunci)
    stored = found.path.read_bytes()
    assert row.ukuran == len(stored)
    assert found.path == path_of(rt.settings, row.sidik)
    if found.jenis is JenisBukti.PDF:
        assert stored == data  # it may be signed
    else:
        with Image.open(io.BytesIO(stored)) as picture:
            assert (picture.format, picture.mode) == ("JPEG", "RGB")
            assert not picture.getexif()
        assert b"script" not in stored


@sqlite
def test_of_a_photo_only_its_pixels_survive(rt: Runtime, dua: DuaKegiatan) -> None:
    data = bukti.with_gps()
    assert b"Kamera Rahasia" in data
    row = _add(rt, dua, data)
    stored = path_of(rt.settings, row.sidik).read_bytes()
    assert b"Rahasia" not in stored
    assert b"Exif" not in stored
    with Image.open(io.BytesIO(stored)) as drawn:
        assert drawn.size == (40, 60)  # upright, as it was held


@sqlite
def test_grey_in_sixteen_bits_stays_grey(rt: Runtime, dua: DuaKegiatan) -> None:
    out = io.BytesIO()
    Image.new("I;16", (50, 50), 40_000).save(out, "PNG")
    row = _add(rt, dua, out.getvalue())
    with Image.open(path_of(rt.settings, row.sidik)) as drawn:
        assert drawn.getpixel((9, 9)) == (156, 156, 156)


@sqlite
def test_an_action_has_room_for_fifty_megabytes(rt: Runtime, dua: DuaKegiatan) -> None:
    for mark in range(5):
        _add(rt, dua, padded_pdf(BYTES_MAX, mark))
    before = snapshot(rt.settings.data_dir)
    assert len(before) == 5
    with pytest.raises(ConflictError, match=r"bukti\.kegiatan_full"):
        _add(rt, dua, picture())
    assert snapshot(rt.settings.data_dir) == before
    # Of another action it is the first; and room that was made is room.
    _add(rt, dua, padded_pdf(BYTES_MAX, 0), to=1)
    remove_bukti(rt, dua.cast.people[Role.ADMIN_UPP], _rows(rt)[1].id)
    _add(rt, dua, picture())
    assert len(snapshot(rt.settings.data_dir)) == 5


@sqlite
def test_an_action_has_so_many_files(rt: Runtime, dua: DuaKegiatan) -> None:
    for i in range(KEGIATAN_FILES_MAX):
        _add(rt, dua, picture(size=(40 + i, 40)))
    with pytest.raises(ConflictError, match=r"bukti\.kegiatan_count"):
        _add(rt, dua, picture(size=(9, 9)))


def test_the_same_file_is_stored_once_and_goes_with_its_last_row(
    rt: Runtime, dua: DuaKegiatan
) -> None:
    admin = dua.cast.people[Role.ADMIN_UPP]
    first, second = _add(rt, dua, picture()), _add(rt, dua, picture(), to=1)
    assert first.sidik == second.sidik
    assert first.kunci != second.kunci
    [name] = snapshot(rt.settings.data_dir)
    assert name == f"berkas/{first.sidik[:2]}/{first.sidik}"
    with pytest.raises(ConflictError, match=r"bukti\.there"):
        _add(rt, dua, picture(), "lagi.jpg")
    remove_bukti(rt, admin, first.id)
    assert load_bukti(rt, admin, second.kunci).path.is_file()
    remove_bukti(rt, admin, second.id)
    assert snapshot(rt.settings.data_dir) == {}
    for act in (
        lambda: load_bukti(rt, admin, second.kunci),
        lambda: remove_bukti(rt, admin, second.id),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_another_upp_finds_nothing(rt: Runtime, dua: DuaKegiatan) -> None:
    row = _add(rt, dua, picture())
    before = snapshot(rt.settings.data_dir)
    stranger = dua.cast.admin_b
    for act in (
        lambda: load_bukti(rt, stranger, row.kunci),
        lambda: remove_bukti(rt, stranger, row.id),
        lambda: add_bukti(rt, stranger, row.kegiatan_id, nama="x", data=picture("PNG")),
        lambda: load_bukti(rt, stranger, "../../x"),
        lambda: load_bukti(rt, stranger, "\0"),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert snapshot(rt.settings.data_dir) == before
    assert len(_rows(rt)) == 1
    opened = []

    def read(data: bytes) -> tuple[JenisBukti, bytes]:
        opened.append(data)
        return read_bukti(data)

    with pytest.raises(NotFoundError):
        add_bukti(rt, stranger, row.kegiatan_id, nama="x", data=picture(), read=read)
    assert opened == []


def test_a_transaction_that_fails_leaves_nothing(
    rt: Runtime, dua: DuaKegiatan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def commit(_session: Session) -> None:
        assert len(snapshot(rt.settings.data_dir)) == 1  # it is there before it is named
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("sekampadi.services.sistem.simpanan._sync", commit)
        with pytest.raises(OSError, match="no space"):
            _add(rt, dua, picture())
    assert snapshot(rt.settings.data_dir) == {}
    assert _rows(rt) == []


def test_a_transaction_that_fails_leaves_what_another_row_names(
    rt: Runtime, dua: DuaKegiatan, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = _add(rt, dua, picture())
    before = snapshot(rt.settings.data_dir)

    def fail(_folder: Path) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("sekampadi.services.sistem.simpanan._sync", fail)
        with pytest.raises(OSError, match="no space"):
            _add(rt, dua, picture(), to=1)
    assert snapshot(rt.settings.data_dir) == before
    assert [r.id for r in _rows(rt)] == [row.id]


def test_whoever_stores_while_another_removes_has_a_file(rt: Runtime, dua: DuaKegiatan) -> None:
    """The same bytes come and go from several threads; every row that is left has its file."""
    admin = dua.cast.people[Role.ADMIN_UPP]
    data, failures = picture(), list[BaseException]()

    def come_and_go(to: int) -> None:
        try:
            for _ in range(12):
                row = _add(rt, dua, data, to=to)
                assert load_bukti(rt, admin, row.kunci).path.read_bytes()
                remove_bukti(rt, admin, row.id)
            _add(rt, dua, data, to=to)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=come_and_go, args=(to,)) for to in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(_rows(rt)) == 2
    assert len(snapshot(rt.settings.data_dir)) == 1
    assert check_files(rt).differences == ()


def test_what_is_about_to_be_named_is_not_cleared_away(
    rt: Runtime, dua: DuaKegiatan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the file and the commit of its row, who clears away waits."""
    there, go = threading.Event(), threading.Event()

    def pause(_folder: Path) -> None:
        there.set()
        go.wait(20)

    monkeypatch.setattr("sekampadi.services.sistem.simpanan._sync", pause)
    adding = threading.Thread(target=_add, args=(rt, dua, picture()))
    adding.start()
    there.wait(20)
    [name] = snapshot(rt.settings.data_dir)
    clearing = threading.Thread(target=drop_unnamed, args=(rt, [name[-64:]]))
    clearing.start()
    clearing.join(1)  # time enough for one who does not wait
    go.set()
    adding.join()
    clearing.join()
    assert list(snapshot(rt.settings.data_dir)) == [name]
    assert check_files(rt).differences == ()
