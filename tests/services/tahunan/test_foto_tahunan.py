"""Photos of the survey: who adds, describes, moves and removes them, and two who do so at once."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from sqlmodel import col, select

from sekampadi.db.models import Audit, FotoTahunan
from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.tahunan.foto import FOTO_MAX
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files, path_of
from sekampadi.services.tahunan.bahan import load_bahan
from sekampadi.services.tahunan.foto import (
    add_foto_tahunan,
    describe_foto_tahunan,
    load_foto_tahunan,
    move_foto_tahunan,
    remove_foto_tahunan,
)
from tests.bukti import HOSTILE, done, pdf, picture, snapshot, with_gps
from tests.factories import Cast
from tests.services.tahunan.berebut import race

TAHUN = 2022
SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def _picture(number: int = 0) -> bytes:
    return picture(size=(60 + number, 40))


def _add(
    rt: Runtime, person: Principal, words: object = "Loket", data: bytes = b"", upp: str = ""
) -> int:
    data = data or _picture()
    return add_foto_tahunan(rt, person, upp, TAHUN, keterangan=words, data=data).id


def _words(rt: Runtime, person: Principal, upp: str = "") -> list[str]:
    return [row.keterangan for row in load_bahan(rt, person, upp, TAHUN).foto]


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as caught:
        act()
    return caught.value.code


@SQLITE
@pytest.mark.parametrize("role", list(Role))
def test_each_role_adds_and_sees_what_it_should(role: Role, rt: Runtime, cast: Cast) -> None:
    person = cast.people[role]
    may = {
        Role.ADMIN_UPP: {"upp-a"},
        Role.ADMIN_PEMPROV: {"", "upp-a", "upp-b"},
        Role.KETUA_TIM: {""},
    }.get(role, set())
    for number, upp in enumerate(("", "upp-a", "upp-b")):
        if upp == "" and role.of_upp:
            continue
        if upp in may:
            row_id = _add(rt, person, data=_picture(number), upp=upp)
            at = (rt, person, upp, TAHUN, row_id)
            describe_foto_tahunan(*at, semula="Loket", isian={"keterangan": "Kursi"})
            move_foto_tahunan(*at, arah="naik")
            assert _words(rt, person, upp) == ["Kursi"]
            remove_foto_tahunan(*at)
            assert _words(rt, person, upp) == []
            continue
        denied = {Role.KETUA_TIM: "tahunan.bukan_penulis", Role.ADMIN_UPP: "upp.unknown"}
        expected = denied.get(role, "izin.denied")
        assert _code(lambda upp=upp: _add(rt, person, upp=upp)) == expected
        at = (rt, person, upp, TAHUN, 1)
        assert _code(lambda at=at: remove_foto_tahunan(*at)) == expected
        assert _code(lambda at=at: move_foto_tahunan(*at, arah="naik")) == expected
        changed = {"semula": "", "isian": {"keterangan": "x"}}
        assert _code(lambda at=at, c=changed: describe_foto_tahunan(*at, **c)) == expected


@SQLITE
def test_a_key_opens_for_who_sees_the_report_alone(rt: Runtime, cast: Cast) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    own = add_foto_tahunan(rt, admin, "", TAHUN, keterangan="Loket", data=_picture())
    of_all = add_foto_tahunan(rt, pemprov, "", TAHUN, keterangan="Rapat", data=_picture(1))
    for person in (admin, cast.people[Role.PIMPINAN_UPP], pemprov, cast.people[Role.PIMPINAN]):
        assert load_foto_tahunan(rt, person, own.kunci).nama == "Loket"
    for person in (pemprov, cast.people[Role.KETUA_TIM], cast.people[Role.PIMPINAN]):
        assert load_foto_tahunan(rt, person, of_all.kunci).nama == "Rapat"
    assert _code(lambda: load_foto_tahunan(rt, cast.admin_b, own.kunci)) == "foto.unknown"
    # Their own report has no kode in the address either, and is another one.
    for person in (admin, cast.admin_b):
        assert _code(lambda p=person: load_foto_tahunan(rt, p, of_all.kunci)) == "foto.unknown"
    for wrong in ("", "0" * 32, own.kunci.upper(), own.kunci + "\n", "../../x"):
        assert _code(lambda w=wrong: load_foto_tahunan(rt, admin, w)) == "foto.unknown"
    petugas = cast.people[Role.PETUGAS_LAYANAN]
    assert _code(lambda: load_foto_tahunan(rt, petugas, own.kunci)) == "izin.denied"
    path_of(rt.settings, own.sidik).unlink()
    assert _code(lambda: load_foto_tahunan(rt, admin, own.kunci)) == "foto.unknown"


@SQLITE
def test_a_photo_of_another_report_is_not_reached_through_the_own_one(
    rt: Runtime, cast: Cast
) -> None:
    foreign = _add(rt, cast.admin_b)
    at = (rt, cast.people[Role.ADMIN_UPP], "", TAHUN, foreign)
    changed = {"semula": "Loket", "isian": {"keterangan": "x"}}
    assert _code(lambda: describe_foto_tahunan(*at, **changed)) == "foto.unknown"
    assert _code(lambda: move_foto_tahunan(*at, arah="naik")) == "foto.unknown"
    assert _code(lambda: remove_foto_tahunan(*at)) == "foto.unknown"
    other_year = (rt, cast.admin_b, "", TAHUN - 1, foreign)
    assert _code(lambda: remove_foto_tahunan(*other_year)) == "foto.unknown"
    assert _words(rt, cast.admin_b) == ["Loket"]


@SQLITE
def test_nothing_of_the_camera_is_kept(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    row = add_foto_tahunan(rt, admin, "", TAHUN, keterangan="Loket", data=with_gps())
    body = path_of(rt.settings, row.sidik).read_bytes()
    assert b"Kamera" not in body
    with Image.open(io.BytesIO(body)) as drawn:
        assert (drawn.format, drawn.size, not drawn.getexif()) == ("JPEG", (40, 60), True)


@SQLITE
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_photo_is_refused_and_leaves_nothing(rt: Runtime, cast: Cast, name: str) -> None:
    _, data, _ = HOSTILE[name]
    before = snapshot(rt.settings.data_dir)
    with pytest.raises(DomainError) as caught:
        add_foto_tahunan(rt, cast.people[Role.ADMIN_UPP], "", TAHUN, keterangan="x", data=data)
    assert caught.value.code.startswith("bukti.")
    assert snapshot(rt.settings.data_dir) == before
    assert _words(rt, cast.people[Role.ADMIN_UPP]) == []


@SQLITE
def test_a_pdf_is_told_what_is_taken(rt: Runtime, cast: Cast) -> None:
    with pytest.raises(DomainError, match=r"Pilih foto \(JPEG, PNG, atau WebP\)"):
        _add(rt, cast.people[Role.ADMIN_UPP], data=done(pdf()))


@SQLITE
@pytest.mark.parametrize(
    ("words", "code"),
    [
        *(("", "missing"), ("  \u202e\n", "missing"), (None, "missing"), (["x"], "missing")),
        *((3, "missing"), ("x" * 201, "too_long")),
    ],
)
def test_a_photo_without_a_caption_is_refused(
    rt: Runtime, cast: Cast, words: object, code: str
) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    with pytest.raises(FieldErrors) as caught:
        _add(rt, admin, words)
    assert caught.value.errors["keterangan"].code == f"keterangan.{code}"
    row_id = _add(rt, admin, "x" * 200)
    at = (rt, admin, "", TAHUN, row_id)
    with pytest.raises(FieldErrors):
        describe_foto_tahunan(*at, semula="x" * 200, isian={"keterangan": words})
    assert _words(rt, admin) == ["x" * 200]


@SQLITE
def test_twelve_are_enough_and_the_same_one_is_taken_once(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    ids = [_add(rt, admin, f"Foto {i}", _picture(i)) for i in range(FOTO_MAX - 1)]
    assert _code(lambda: _add(rt, admin, "Lagi", _picture(0))) == "foto.there"
    _add(rt, admin, "Terakhir", _picture(50))
    assert _code(lambda: _add(rt, admin, "Lebih", _picture(51))) == "foto.count"
    assert len(_words(rt, admin)) == FOTO_MAX
    # Another UPP may have the same photo, and keeps it when the first one goes.
    shared = add_foto_tahunan(rt, cast.admin_b, "", TAHUN, keterangan="Sama", data=_picture(0))
    remove_foto_tahunan(rt, admin, "", TAHUN, ids[0])
    assert path_of(rt.settings, shared.sidik).is_file()
    _add(rt, admin, "Pengganti", _picture(51))
    assert _words(rt, admin)[-1] == "Pengganti", "a new one comes last"
    assert check_files(rt).differences == ()


@SQLITE
def test_they_stand_in_the_order_that_people_give_them(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    a, _, c = [_add(rt, admin, name, _picture(i)) for i, name in enumerate("abc")]

    def move(row_id: int, arah: object) -> list[str]:
        move_foto_tahunan(rt, admin, "", TAHUN, row_id, arah=arah)
        return _words(rt, admin)

    assert move(c, "naik") == ["a", "c", "b"]
    assert move(c, "naik") == ["c", "a", "b"]
    assert move(c, "naik") == ["c", "a", "b"], "it is the first"
    assert move(a, "turun") == ["c", "b", "a"]
    assert move(a, "turun") == ["c", "b", "a"], "it is the last"
    for odd in ("", "NAIK", None, ["naik"], {"naik": 1}, 1):
        assert _code(lambda odd=odd: move(a, odd)) == "foto.arah"
    remove_foto_tahunan(rt, admin, "", TAHUN, c)
    _add(rt, admin, "d", _picture(9))
    assert _words(rt, admin) == ["b", "a", "d"]


@SQLITE
def test_who_saw_an_older_caption_is_told_the_new_one(rt: Runtime, cast: Cast) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    row_id = _add(rt, admin)
    describe_foto_tahunan(
        rt, pemprov, "upp-a", TAHUN, row_id, semula="Loket", isian={"keterangan": "Loket 2"}
    )
    at = (rt, admin, "", TAHUN, row_id)
    with pytest.raises(DomainError, match="“Loket 2”") as caught:
        describe_foto_tahunan(*at, semula="Loket", isian={"keterangan": "Loket 3"})
    assert caught.value.code == "isian.berubah"
    # Who wrote the same, or presses twice, has changed nothing.
    describe_foto_tahunan(*at, semula="Loket", isian={"keterangan": "Loket 2"})
    with rt.reading() as session:
        acts = session.exec(select(Audit.aksi).where(col(Audit.aksi).startswith("tahunan.")))
        assert list(acts) == ["tahunan.foto_tambah", "tahunan.foto_keterangan"]


def test_of_many_at_once_twelve_stay_and_each_only_once(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    for i in range(FOTO_MAX - 2):
        _add(rt, admin, f"Foto {i}", _picture(i))
    same = [lambda: _add(rt, admin, "Sama", _picture(60))] * 3
    others = [lambda i=i: _add(rt, admin, f"Lain {i}", _picture(61 + i)) for i in range(4)]
    done_, told = race(*same, *others)
    assert len(done_) == 2
    assert {getattr(e, "code", repr(e)) for e in told.values()} <= {"foto.there", "foto.count"}
    words = _words(rt, admin)
    assert len(words) == FOTO_MAX
    assert words.count("Sama") <= 1
    assert check_files(rt).differences == ()


def test_of_two_who_remove_one_photo_one_is_told_that_it_is_gone(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    for number in range(10):
        row_id = _add(rt, admin, data=_picture(number))
        act = [lambda i=row_id: remove_foto_tahunan(rt, admin, "", TAHUN, i)] * 2
        done_, told = race(*act)
        assert len(done_) == 1
        assert [getattr(e, "code", repr(e)) for e in told.values()] == ["foto.unknown"]
    with rt.reading() as session:
        assert session.exec(select(FotoTahunan)).all() == []
    assert check_files(rt).files == 0


@SQLITE
def test_a_photo_whose_file_is_lost_is_named_by_the_check(rt: Runtime, cast: Cast) -> None:
    row = add_foto_tahunan(
        rt, cast.people[Role.ADMIN_UPP], "", TAHUN, keterangan="Loket", data=_picture()
    )
    path_of(rt.settings, row.sidik).unlink()
    assert check_files(rt).differences == (
        f"Berkas hilang: {row.sidik} (foto laporan tahunan, Loket)",
    )
