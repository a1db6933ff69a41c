"""Which plans are listed, for the own UPP and in the table of all, and what is said of each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import load_table
from sekampadi.services.tindak_lanjut.daftar import KeadaanRencana, load_daftar, load_keadaan
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.petikan import pick
from sekampadi.services.tindak_lanjut.rencana import begin
from sekampadi.services.tindak_lanjut.sanding import load_sanding
from sekampadi.services.tindak_lanjut.tabel_rencana import TABLE_RENCANA
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.services.tindak_lanjut.conftest import SELESAI, TRIWULAN, Panggung


def _table(rt: Runtime, person: Principal, **given: str) -> list[dict[str, object]]:
    page = load_table(rt, person, TABLE_RENCANA, given).page
    assert len({row.id for row in page.rows}) == page.total == len(page.rows)
    return [dict(row.values) for row in page.rows]


def test_own_triwulan_are_listed_back_to_the_first_sheet(
    panggung: Panggung, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 10, 1))
    daftar = load_daftar(panggung.rt, panggung.person)
    assert daftar.upp is not None
    assert daftar.upp.kode == "upp-a"
    assert not daftar.banyak
    assert [(x.triwulan.kunci, x.lembar, x.dimulai) for x in daftar.baris] == [
        ("2023-3", False, False),
        ("2023-2", False, False),
        ("2023-1", True, True),
    ]
    assert daftar.baris[0].tenggat == date(2023, 10, 7)


def test_a_line_counts_what_is_done_and_what_is_late(
    panggung: Panggung, clock: SettableClock
) -> None:
    done = panggung.kegiatan()
    panggung.kegiatan("biaya", target="01-06-2023")
    save_hasil(panggung.rt, panggung.person, done, 1, SELESAI)
    (line,) = load_daftar(panggung.rt, panggung.person).baris
    assert (line.realisasi.rencana, line.realisasi.selesai, line.terlambat) == (2, 1, 0)
    assert line.diubah_oleh == panggung.person.username
    clock.set_local(date(2023, 6, 2))
    (line,) = load_daftar(panggung.rt, panggung.person).baris
    assert line.terlambat == 1


def test_who_belongs_to_the_province_has_no_own_triwulan(panggung: Panggung, cast: Cast) -> None:
    daftar = load_daftar(panggung.rt, cast.people[Role.PIMPINAN])
    assert (daftar.upp, daftar.baris, daftar.banyak) == (None, (), True)


def test_an_upt_may_plan_from_the_sheet_of_its_induk(panggung: Panggung, cast: Cast) -> None:
    (line,) = load_daftar(panggung.rt, cast.admin_upt).baris
    assert (line.triwulan, line.lembar, line.dimulai) == (TRIWULAN, True, False)


def test_the_table_has_plans_and_sheets_without_one(
    panggung: Panggung, cast: Cast, clock: SettableClock
) -> None:
    leader = cast.people[Role.PIMPINAN]
    done = panggung.kegiatan()
    for unsur in ("biaya", "produk"):
        panggung.kegiatan(unsur)
    save_hasil(panggung.rt, panggung.person, done, 1, SELESAI)
    rows = {row["kode"]: row for row in _table(panggung.rt, leader)}
    # The UPT plans from the sheet of its induk, as home and rekap ask of it.
    assert set(rows) == {"upp-a", "upp-c", "upt-c1"}
    mine, waiting = rows["upp-a"], rows["upp-c"]
    told = ("triwulan", "kegiatan", "selesai", "terlambat", "dimulai")
    assert [mine[k] for k in told] == [20231, 3, 1, 0, 1]
    assert Decimal(str(mine["persen"])) == Decimal("33.33")
    assert [waiting[k] for k in told] == [20231, 0, 0, 0, 0]
    assert waiting["persen"] is None
    assert waiting["diubah"] is None
    clock.set_local(date(2023, 7, 1))  # a day after their target
    rows = {row["kode"]: row for row in _table(panggung.rt, leader)}
    assert rows["upp-a"]["terlambat"] == 2


def test_the_table_forgets_a_sheet_that_is_withdrawn_but_no_plan(
    panggung: Panggung, cast: Cast
) -> None:
    leader, rencana = cast.people[Role.PIMPINAN], panggung.rencana()
    withdraw(panggung.rt, panggung.person, publikasi_id=rencana.lembar.id, alasan="salah hitung")
    assert {row["kode"] for row in _table(panggung.rt, leader)} == {
        *("upp-a", "upp-c", "upt-c1"),
    }
    begin(panggung.rt, cast.admin_c, "", TRIWULAN)
    assert {row["kode"] for row in _table(panggung.rt, leader, status="belum")} == {"upt-c1"}


def test_filters_of_the_table(panggung: Panggung, cast: Cast, clock: SettableClock) -> None:
    leader, rt = cast.people[Role.PIMPINAN], panggung.rt

    def found(**given: str) -> list[object]:
        return sorted(str(row["kode"]) for row in _table(rt, leader, **given))

    assert found(status="belum") == ["upp-c", "upt-c1"]
    assert found(status="berjalan") == ["upp-a"]  # begun, and nothing in it yet
    done = panggung.kegiatan()
    assert found(status="berjalan") == ["upp-a"]
    assert found(status="terlambat") == found(status="selesai") == []
    clock.set_local(date(2023, 7, 1))
    assert found(status="terlambat") == ["upp-a"]
    save_hasil(rt, panggung.person, done, 1, SELESAI)
    assert found(status="selesai") == ["upp-a"]
    assert found(status="terlambat") == found(status="berjalan") == []
    assert found(triwulan="2023-1") == ["upp-a", "upp-c", "upt-c1"]
    assert found(triwulan="2023-2") == []
    assert found(upp="upp-c") == found(cari="UPP-C") == ["upp-c"]
    for urut in ("persen", "-persen", "terlambat", "upp"):
        assert len(_table(rt, leader, urut=urut)) == 3
    with pytest.raises(DomainError, match="Pilih triwulan"):
        found(triwulan="2023-9")


def test_the_table_ends_at_the_own_upp(panggung: Panggung, cast: Cast) -> None:
    assert {row["kode"] for row in _table(panggung.rt, cast.admin_c)} == {"upp-c", "upt-c1"}
    assert [row["kode"] for row in _table(panggung.rt, cast.admin_upt)] == ["upt-c1"]
    assert _table(panggung.rt, cast.admin_b) == []
    with pytest.raises(NotFoundError):
        _table(panggung.rt, cast.admin_b, upp="upp-a")


def test_an_open_page_asks_whether_a_plan_has_changed(
    panggung: Panggung, cast: Cast, clock: SettableClock
) -> None:
    rt, leader = panggung.rt, cast.people[Role.PIMPINAN]
    begun, oleh = load_keadaan(rt, leader, panggung.rencana_id)
    assert (begun, oleh) == (KeadaanRencana.of(panggung.rencana()), panggung.person.username)
    assert begun.diubah_pada == rt.now()
    quoted = pick(
        *(rt, panggung.person, panggung.rencana_id, "waktu"), jawaban_id=panggung.saran_id
    )
    remove(rt, panggung.person, [panggung.saran_id], alasan="Isian percobaan")
    removed = load_keadaan(rt, leader, panggung.rencana_id)[0]
    assert (
        removed
        == replace(begun, dihapus=frozenset({quoted.id}))
        == KeadaanRencana.of(panggung.rencana())
    )
    lama = panggung.rencana().lembar
    baru = publish(
        *(rt, panggung.person),
        periode=TRIWULAN.periode,
        menggantikan=lama.nomor,
        alasan="Salah cetak",
    )
    assert load_keadaan(rt, leader, panggung.rencana_id)[0] == replace(removed, lembar_id=baru.id)
    clock.set_local(date(2023, 5, 16))
    done = panggung.kegiatan()
    changed = load_keadaan(rt, leader, panggung.rencana_id)[0]
    assert changed.diubah_pada == rt.now() > begun.diubah_pada
    save_hasil(rt, panggung.person, done, 1, SELESAI)
    clock.set_local(date(2023, 5, 30))
    assert set(load_sanding(rt, leader, panggung.rencana_id)) == {done}
    for load in (load_keadaan, load_sanding):
        with pytest.raises(NotFoundError):
            load(rt, cast.admin_b, panggung.rencana_id)
