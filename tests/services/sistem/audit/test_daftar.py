"""The table of the trail: searched, filtered, in words, and one row of it opened."""

from datetime import date

import pytest
from sqlmodel import Session

from sekampadi.domain.audit.kata import (
    aksi_in_words,
    bidang_in_words,
    compare_rincian,
    isi_in_words,
    list_rincian,
    objek_in_words,
)
from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.master import kelola_operator, upp
from sekampadi.services.sistem.audit.daftar import TABLE_AUDIT, load_rincian_audit
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.services.tabel.tabel import dump_table, load_table
from tests.conftest import SettableClock
from tests.factories import Cast


def _told(rt: Runtime, person: Principal, **given: str) -> list[tuple[str, str]]:
    page = load_table(rt, person, TABLE_AUDIT, given).page
    return [(row.values["aksi"], row.values["objek"]) for row in page.rows]


@pytest.fixture
def trail(rt: Runtime, cast: Cast, clock: SettableClock) -> dict[str, int]:
    """Four acts on four days; return the ids that matter."""
    admin, admin_b = cast.people[Role.ADMIN_PEMPROV], cast.admin_b
    clock.set_local(date(2023, 5, 1), 23, 59, 59)
    row = upp.create_upp(rt, admin, {"nama": "Dinas Padi", "jenis": "Dinas", "induk": ""})
    clock.set_local(date(2023, 5, 2), 0)
    upp.update_upp(rt, admin, row.id, {"nama": "Dinas Ketan", "jenis": "Badan", "induk": ""})
    clock.set_local(date(2023, 5, 3), 0)
    kelola_operator.reset_account_password(rt, admin, admin_b.operator_id)
    clock.set_local(date(2023, 5, 4), 0)
    with rt.writing() as session:
        record(session, None, "login.gagal", "")
        record(session, admin_b, "layanan.aktif", "layanan-b1")
    return {"upp": row.id, "admin_b": admin_b.operator_id}


def test_it_is_searched_and_filtered(rt: Runtime, cast: Cast, trail: dict[str, int]) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    new, changed = ("upp.buat", "dinas-padi"), ("upp.ubah", "dinas-padi")
    reset, failed, opened = (
        *(("operator.kata_sandi", "admin-b"), ("login.gagal", "")),
        ("layanan.aktif", "layanan-b1"),
    )
    # The newest first; of those of one moment the last one.
    assert _told(rt, admin) == [opened, failed, reset, changed, new]
    assert _told(rt, admin, jenis="upp") == [changed, new]
    assert _told(rt, admin, aksi="upp.ubah") == [changed]
    assert _told(rt, admin, operator=str(admin.operator_id)) == [reset, changed, new]
    assert _told(rt, admin, operator="0") == [failed]
    assert _told(rt, admin, upp="upp-b") == [opened]
    # A day begins and ends at midnight of the province.
    assert _told(rt, admin, dari="2023-05-02", sampai="2023-05-02") == [changed]
    assert _told(rt, admin, sampai="2023-05-01") == [new]
    # By object, by who acted, by whom it was about, by what has changed.
    assert _told(rt, admin, cari="dinas-padi") == [changed, new]
    assert _told(rt, admin, cari="ketan") == [changed]
    assert _told(rt, admin, cari="admin-b") == [opened, reset]
    assert _told(rt, admin, cari="ketan", operator="0") == []
    assert _told(rt, admin, urut="waktu")[0] == new
    # The UPP is that of who did it, not of what was changed.
    rows = load_table(rt, admin, TABLE_AUDIT, {}).page.rows
    assert [row.values["upp"] for row in rows] == ["UPP-B", "", *["Pemprov"] * 3]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        *(({"operator": "x"}, "saring.unknown"), ({"operator": "9" * 30}, "saring.unknown")),
        *(({"jenis": "%"}, "saring.unknown"), ({"upp": "tidak-ada"}, "upp.unknown")),
        ({"dari": "2023-05-02", "sampai": "2023-05-01"}, "periode.reversed"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(
    rt: Runtime, cast: Cast, given: dict[str, str], code: str
) -> None:
    with pytest.raises(DomainError) as caught:
        load_table(rt, cast.people[Role.PENGELOLA_SISTEM], TABLE_AUDIT, given)
    assert caught.value.code == code


def test_choices_of_acts_are_those_of_the_kind(
    rt: Runtime, cast: Cast, trail: dict[str, int]
) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    view = load_table(rt, admin, TABLE_AUDIT, {"jenis": "tenggat"})
    assert [o.value for o in view.options["aksi"]] == ["", "tenggat.geser"]
    people = [o.label for o in view.options["operator"]]
    assert people[:2] == ["Semua", "Tanpa akun"]
    assert "admin-b" in people


def test_a_row_is_opened_with_before_and_after_in_words(
    rt: Runtime, cast: Cast, trail: dict[str, int]
) -> None:
    admin = cast.people[Role.PENGELOLA_SISTEM]
    rows = {r.values["aksi"]: r.id for r in load_table(rt, admin, TABLE_AUDIT, {}).page.rows}
    row = load_rincian_audit(rt, admin, rows["upp.ubah"])
    assert (row.aksi, row.objek, row.oleh) == ("Mengubah UPP", "dinas-padi", "admin_pemprov")
    assert row.perubahan == (("Nama", "Dinas Padi", "Dinas Ketan"), ("Jenis", "Dinas", "Badan"))
    assert (row.lain, len(row.jejak)) == ((), 64)
    about = load_rincian_audit(rt, admin, rows["operator.kata_sandi"])
    assert (about.objek, about.perubahan) == ("admin-b", ())
    for role in (None, Role.ADMIN_UPP, Role.PIMPINAN):
        person = cast.people[role] if role else None
        with pytest.raises((ForbiddenError, DomainError)):
            load_rincian_audit(rt, person, rows["upp.ubah"])
    with pytest.raises(NotFoundError) as caught:
        load_rincian_audit(rt, admin, 10**9)
    assert caught.value.code == "audit.unknown"


def test_a_file_holds_all_of_what_is_filtered(
    rt: Runtime, cast: Cast, trail: dict[str, int]
) -> None:
    admin = cast.people[Role.PENGELOLA_SISTEM]

    def read(session: Session) -> list[tuple[object, ...]]:
        dump = dump_table(session, admin, TABLE_AUDIT, {"jenis": "upp"})
        assert [c.key for c in dump.columns][-3:] == ["rincian", "operator_id", "jejak"]
        return [line for part in dump.chunks for line in part]

    with rt.reading() as session:
        lines = read(session)
    assert [line[1] for line in lines] == ["Mengubah UPP", "Menambah UPP"]
    assert "Dinas Ketan" in str(lines[0][5])


def test_words() -> None:
    assert aksi_in_words("upp.buat") == "Menambah UPP"
    assert aksi_in_words("lain.sekali") == "lain.sekali"
    assert bidang_in_words("standar_waktu") == "Standar waktu"
    assert bidang_in_words("ikm_lama") == "IKM lama"
    told = {"a": None, "b": True, "c": ["x", ""], "d": {"e_f": 1}}
    assert isi_in_words(told) == "A: –; B: ya; C: x, –; D: E f: 1"
    assert isi_in_words("2026-11-27") == "27-11-2026"
    assert isi_in_words("2026-11-27 dan lain") == "2026-11-27 dan lain"
    assert objek_in_words("tindak_lanjut/346") == "RTL 346"
    assert objek_in_words("operator/0") == "Akun 0"
    assert objek_in_words("kode/7") == "Kode 7"
    assert objek_in_words("pengajuan/upp-a/2023-1") == "pengajuan/upp-a/2023-1"
    assert compare_rincian({}) == ()
    assert compare_rincian({"sebelum": "permen", "sesudah": ""}) == (("Isi", "permen", "–"),)
    assert compare_rincian({"sebelum": None, "sesudah": {"a": 1}}) == (("A", "–", "1"),)
    assert list_rincian({"sebelum": {}, "sesudah": {}, "alasan": "x"}) == (("Alasan", "x"),)


@pytest.mark.parametrize(
    ("dari", "sampai", "all_"),
    [("0001-01-01", "9999-12-31", True), ("9999-12-31", "", False), ("", "0001-01-01", False)],
)
def test_days_at_the_ends_of_the_calendar_are_days(
    rt: Runtime, cast: Cast, trail: dict[str, int], dari: str, sampai: str, all_: bool
) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    assert trail
    found = _told(rt, admin, dari=dari, sampai=sampai)
    assert found == (_told(rt, admin) if all_ else [])
