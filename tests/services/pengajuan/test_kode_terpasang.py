"""The log of codes: whose, with which photo, and what of it stays on the disk."""

import io
from datetime import date

import pytest
from PIL import Image

from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import PROVINSI, Principal, Role
from sekampadi.services.master.layanan import delete_layanan
from sekampadi.services.pengajuan.pemantauan import foto_kode, kode
from sekampadi.services.pengajuan.pemantauan.kode import KodeRow
from sekampadi.services.pengajuan.pemantauan.tabel_kode import TABLE_KODE
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files
from sekampadi.services.tabel.tabel import load_table
from tests.bukti import HOSTILE
from tests.factories import Cast, make_operator
from tests.services.kasus import png
from tests.services.kasus_pemantauan import KODE

sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def _rows(rt: Runtime) -> list[KodeRow]:
    with rt.reading() as session:
        return kode.list_kode(session, PROVINSI)


def _blue() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3000, 2000), "blue").save(out, "PNG")
    return out.getvalue()


def test_what_is_logged_is_read_back(rt: Runtime, cast: Cast) -> None:
    petugas = cast.people[Role.PETUGAS_LAYANAN]
    one = kode.add_kode(rt, petugas, KODE | {"layanan": "layanan-a1", "keterangan": "Depan"})
    (row,) = _rows(rt)
    assert (row.id, row.upp_kode, row.layanan_kode) == (one, "upp-a", "layanan-a1")
    assert (row.tempat, row.media.value, row.tanggal) == ("Loket 2", "poster", date(2023, 5, 1))
    assert (row.keterangan, row.kunci, row.dilepas_pada) == ("Depan", "", None)
    view = load_table(rt, petugas, TABLE_KODE, {})
    (line,) = view.page.rows
    assert (line.values["layanan"], line.values["dilepas"]) == ("Layanan a1", None)
    assert view.acts[one] == {"ubah", "foto", "lepas", "hapus"}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"media": "balon"}, "media", "media.unknown"),
        ({"tempat": " "}, "tempat", "tempat.missing"),
        ({"tanggal": "16-05-2023"}, "tanggal", "tanggal.future"),
        ({"layanan": "layanan-b1", "upp": "upp-a"}, "layanan", "layanan.other"),
        ({"upp": ""}, "upp", "upp.missing"),
    ],
)
@sqlite
def test_a_wrong_form_is_refused(
    changes: dict[str, str], field: str, code: str, rt: Runtime, cast: Cast
) -> None:
    form = KODE | {"upp": "upp-a"} | changes
    with pytest.raises(FieldErrors) as caught:
        kode.add_kode(rt, cast.people[Role.ADMIN_PEMPROV], form)
    assert caught.value.errors[field].code == code
    assert _rows(rt) == []


def test_codes_stay_inside_the_upp(rt: Runtime, cast: Cast) -> None:
    one = kode.add_kode(rt, cast.people[Role.ADMIN_UPP], KODE)
    foto_kode.save_foto(rt, cast.people[Role.ADMIN_UPP], one, data=png())
    kunci = _rows(rt)[0].kunci
    other = cast.admin_b
    acts = (
        lambda: kode.load_kode(rt, other, one),
        lambda: kode.change_kode(rt, other, one, KODE),
        lambda: kode.take_down(rt, other, one, {"tanggal": "10-05-2023"}),
        lambda: kode.put_up_again(rt, other, one),
        lambda: kode.remove_kode(rt, other, one),
        lambda: foto_kode.save_foto(rt, other, one, data=png()),
        lambda: foto_kode.load_foto(rt, other, kunci),
        lambda: kode.add_kode(rt, other, KODE | {"upp": "upp-a"}),
        lambda: load_table(rt, other, TABLE_KODE, {"upp": "upp-a"}),
    )
    for act in acts:
        with pytest.raises(NotFoundError):
            act()
    assert load_table(rt, other, TABLE_KODE, {}).page.total == 0
    assert foto_kode.load_foto(rt, cast.people[Role.PIMPINAN_UPP], kunci).path.is_file()
    assert [r.kunci for r in _rows(rt)] == [kunci]


def test_a_petugas_of_the_induk_logs_for_the_own_upp_alone(rt: Runtime, cast: Cast) -> None:
    petugas: Principal = make_operator(
        rt, "loket-c", Role.PETUGAS_LAYANAN, upp_id=cast.upp["upp-c"]
    )
    one = kode.add_kode(rt, cast.admin_c, KODE | {"upp": "upt-c1"})
    with pytest.raises(NotFoundError):
        kode.add_kode(rt, petugas, KODE | {"upp": "upt-c1"})
    with pytest.raises(NotFoundError):
        kode.load_kode(rt, petugas, one)
    assert load_table(rt, petugas, TABLE_KODE, {}).page.total == 0
    offices, _ = kode.load_pilihan_kode(rt, petugas, "")
    assert [u.kode for u in offices] == ["upp-c"]


def test_a_photo_is_drawn_anew_and_goes_with_the_row(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    one, two = (kode.add_kode(rt, admin, KODE) for _ in range(2))
    first = foto_kode.save_foto(rt, admin, one, data=_blue())
    foto_kode.save_foto(rt, admin, two, data=_blue())
    path = foto_kode.load_foto(rt, admin, first).path
    with Image.open(path) as picture:
        assert (picture.format, max(picture.size)) == ("JPEG", 1600)
    second = foto_kode.save_foto(rt, admin, one, data=png())
    with pytest.raises(NotFoundError):
        foto_kode.load_foto(rt, admin, first)
    assert path.is_file()  # the other row shows the same picture
    kode.remove_kode(rt, admin, two)
    assert not path.exists()
    kode.remove_kode(rt, admin, one)
    with pytest.raises(NotFoundError):
        foto_kode.load_foto(rt, admin, second)
    found = check_files(rt)
    assert (found.files, found.differences) == (0, ())


@sqlite
@pytest.mark.parametrize("name", sorted(HOSTILE)[::7])
def test_a_hostile_file_leaves_nothing(name: str, rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    one = kode.add_kode(rt, admin, KODE)
    with pytest.raises(DomainError):
        foto_kode.save_foto(rt, admin, one, data=HOSTILE[name][1])
    found = check_files(rt)
    assert (found.files, found.differences, _rows(rt)[0].kunci) == (0, (), "")


def test_what_was_taken_down_stays_written(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    one = kode.add_kode(rt, admin, KODE)
    for day in ("30-04-2023", "16-05-2023", "kemarin"):
        with pytest.raises(FieldErrors):
            kode.take_down(rt, admin, one, {"tanggal": day})
    kode.take_down(rt, admin, one, {"tanggal": "15-05-2023"})
    assert _rows(rt)[0].dilepas_pada == date(2023, 5, 15)
    with pytest.raises(ConflictError, match="sudah ditandai"):
        kode.take_down(rt, admin, one, {"tanggal": "15-05-2023"})
    assert load_table(rt, admin, TABLE_KODE, {"keadaan": "ada"}).page.total == 0
    assert (
        load_table(rt, admin, TABLE_KODE, {"keadaan": "lepas", "urut": "dilepas"}).page.total == 1
    )
    assert "aktif" in load_table(rt, admin, TABLE_KODE, {}).acts[one]
    kode.put_up_again(rt, admin, one)
    assert _rows(rt)[0].dilepas_pada is None


def test_a_layanan_whose_code_hangs_is_not_deleted(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    kode.add_kode(rt, admin, KODE | {"layanan": "layanan-a1"})
    with pytest.raises(ConflictError):
        delete_layanan(rt, admin, cast.layanan["layanan-a1"])
    delete_layanan(rt, admin, cast.layanan["layanan-a2"])
