"""What waits of plans: those that are missing, actions that are late, and a year's report; gone once it is done."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.tugas import JenisTugas, Sasaran, Tugas
from sekampadi.i18n import format_tanggal
from sekampadi.services.laporan.cakupan import WITH_UPT
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan, remove_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin, take_over
from sekampadi.services.tugas.tugas import load_tugas, read_tugas
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast

TRIWULAN = Triwulan(2023, 1)
SEMUA = "/admin/tindak-lanjut"
BELUM = f"{SEMUA}?triwulan=2023-1&status=belum"
READERS = frozenset(Role) - {Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM}


def rencana(upp: str, bagian: str = "") -> str:
    address = f"{SEMUA}/rencana?upp={upp}&triwulan=2023-1"
    return f"{address}&bagian={bagian}" if bagian else address


def line(rt: Runtime, person: Principal, jenis: JenisTugas) -> Tugas | None:
    return next((x for x in load_tugas(rt, person) if x.jenis is jenis), None)


def plan(rt: Runtime, person: Principal, upp: str, *targets: date) -> list[int]:
    """Plan an action for each day, and return them."""
    rencana_id = begin(rt, person, upp, TRIWULAN)
    isian = {"penanggung_jawab": "Kepala Subbagian", "prioritas": "tinggi", "jangka": "pendek"}
    return [
        add_kegiatan(
            *(rt, person, rencana_id, "waktu"),
            isian | {"nama": f"Menambah loket {i}", "target": f"{target:%d-%m-%Y}"},
        ).id
        for i, target in enumerate(targets)
    ]


@pytest.fixture
def sheets(rt: Runtime, cast: Cast) -> int:
    """Publish the sheets of upp-a and upp-b, and the joint one of upp-c; return upp-a's."""
    for kode in ("layanan-a1", "layanan-b1", "layanan-c1", "layanan-t1"):
        for _ in range(6):
            factories.submit(rt, kode, day=date(2023, 3, 3))
    own = publish(rt, cast.people[Role.ADMIN_UPP], kunci="upp-a", periode=TRIWULAN.periode)
    publish(rt, cast.admin_c, kunci=f"upp-c{WITH_UPT}", periode=TRIWULAN.periode)
    publish(rt, cast.admin_b, kunci="upp-b", periode=TRIWULAN.periode)
    return own.id


def test_a_plan_waits_from_the_sheet_to_the_first_action(
    rt: Runtime, cast: Cast, sheets: int
) -> None:
    own, province = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    words, due = "RTL Triwulan I 2023 belum disusun", date(2023, 4, 7)
    mine = (Sasaran("UPP-A", rencana("upp-a")),)
    assert line(rt, own, JenisTugas.RTL) == Tugas(
        JenisTugas.RTL, 1, words, rencana("upp-a"), due, mine
    )
    found = line(rt, province, JenisTugas.RTL)
    assert found is not None
    assert (found.jumlah, found.tautan, found.tenggat) == (4, BELUM, due)
    # An UPT plans from the joint sheet of its induk, too.
    assert [x.nama for x in found.sasaran] == ["UPP-A", "UPP-B", "UPP-C", "UPT-C1"]
    assert found.sasaran[3].tautan == rencana("upt-c1")
    parent = line(rt, cast.admin_c, JenisTugas.RTL)
    assert parent is not None
    assert [x.nama for x in parent.sasaran] == ["UPP-C", "UPT-C1"]
    for role in Role:
        seen = line(rt, cast.people[role], JenisTugas.RTL) is not None
        assert seen == (role in READERS), role

    begin(rt, own, "", TRIWULAN)
    assert line(rt, own, JenisTugas.RTL) is not None  # a plan without an action is none
    [kegiatan] = plan(rt, own, "", date(2023, 6, 30))
    assert line(rt, own, JenisTugas.RTL) is None
    remove_kegiatan(rt, own, kegiatan, 1)
    assert line(rt, own, JenisTugas.RTL) is not None
    withdraw(rt, own, publikasi_id=sheets, alasan="Salah cetak")
    assert line(rt, own, JenisTugas.RTL) is None
    found = line(rt, province, JenisTugas.RTL)
    assert found is not None
    assert [x.nama for x in found.sasaran] == ["UPP-B", "UPP-C", "UPT-C1"]


def test_actions_are_late_from_the_day_after_their_target(
    rt: Runtime, cast: Cast, sheets: int, clock: SettableClock
) -> None:
    assert sheets
    own, province = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    today = rt.today()
    one, two, _ = plan(
        rt, own, "", today, today + timedelta(days=3), today + timedelta(days=30)
    )  # fmt: skip
    assert line(rt, own, JenisTugas.KEGIATAN) is None
    clock.advance(timedelta(days=1))
    assert line(rt, own, JenisTugas.KEGIATAN) == Tugas(
        *(
            JenisTugas.KEGIATAN,
            1,
            f"kegiatan lewat jadwal, paling lama sejak {format_tanggal(today)}",
        ),
        *(rencana("upp-a", "hasil"), None),
        (Sasaran("UPP-A, Triwulan I 2023", rencana("upp-a", "hasil")),),
    )
    clock.advance(timedelta(days=3))
    plan(rt, cast.admin_b, "", today + timedelta(days=1))
    found = line(rt, province, JenisTugas.KEGIATAN)
    assert found is not None
    assert (found.jumlah, found.tautan, found.tenggat) == (3, SEMUA, None)
    assert found.kalimat.endswith(format_tanggal(today))
    assert [x.nama for x in found.sasaran] == [
        *("UPP-A, Triwulan I 2023: 2", "UPP-B, Triwulan I 2023: 1")
    ]
    assert line(rt, cast.admin_c, JenisTugas.KEGIATAN) is None
    save_hasil(rt, own, one, 1, {"status": "batal", "alasan": "Anggaran dipotong"})
    found = line(rt, own, JenisTugas.KEGIATAN)
    assert found is not None
    assert found.jumlah == 1
    assert found.kalimat.endswith(format_tanggal(today + timedelta(days=3)))
    done = {"status": "selesai", "uraian": "Loket dibuka.", "selesai_pada": f"{today:%d-%m-%Y}"}
    save_hasil(rt, own, two, 1, done)
    assert line(rt, own, JenisTugas.KEGIATAN) is None


def test_a_years_report_waits_in_january_for_actions_without_a_word(
    rt: Runtime, cast: Cast, sheets: int, clock: SettableClock
) -> None:
    assert sheets
    own = cast.people[Role.ADMIN_UPP]
    one, two = plan(rt, own, "", date(2024, 6, 1), date(2024, 6, 2))
    for day in (date(2023, 12, 31), date(2024, 2, 1), date(2025, 1, 10)):
        clock.set_local(day)
        assert line(rt, own, JenisTugas.LAPORAN_TL) is None, day
    clock.set_local(date(2024, 1, 1))
    assert line(rt, own, JenisTugas.LAPORAN_TL) == Tugas(
        *(JenisTugas.LAPORAN_TL, 2),
        "kegiatan belum ada kabarnya untuk Laporan Hasil Tindak Lanjut 2023",
        *(rencana("upp-a", "hasil"), date(2024, 1, 14)),
        (Sasaran("UPP-A, Triwulan I 2023", rencana("upp-a", "hasil")),),
    )
    # To say why nothing has been done is a word, too.
    save_hasil(rt, own, one, 1, {"status": "belum", "alasan": "Menunggu anggaran perubahan"})
    found = line(rt, own, JenisTugas.LAPORAN_TL)
    assert found is not None
    assert found.jumlah == 1
    clock.set_local(date(2024, 1, 31))
    save_hasil(rt, own, two, 1, {"status": "berjalan", "uraian": "Loket sedang dibangun."})
    assert line(rt, own, JenisTugas.LAPORAN_TL) is None
    assert line(rt, cast.admin_b, JenisTugas.LAPORAN_TL) is None


def test_what_waits_is_read_in_as_many_statements_however_many_plans_there_are(
    rt: Runtime, cast: Cast, sheets: int, clock: SettableClock
) -> None:
    assert sheets
    statements: list[str] = []

    def read() -> int:
        statements.clear()
        with rt.reading() as session:
            read_tugas(session, rt, cast.people[Role.PIMPINAN].scope)
        return len(statements)

    event.listen(rt.engine, "before_cursor_execute", lambda *a: statements.append(str(a[2])))
    before = read()
    for person in (cast.people[Role.ADMIN_UPP], cast.admin_b, cast.admin_upt):
        plan(rt, person, "", *(date(2023, 4, i) for i in range(2, 12)))
    clock.advance(timedelta(days=1))
    assert read() == before


def _changed(rt: Runtime, person: Principal) -> list[str]:
    found = line(rt, person, JenisTugas.NILAI_RTL)
    assert found is None or found.jumlah == len(found.sasaran)
    return [x.nama for x in found.sasaran] if found else []


def test_changed_values_wait_until_they_are_taken_over(
    rt: Runtime, cast: Cast, sheets: int
) -> None:
    own, province = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    mine, joint = (begin(rt, p, k, TRIWULAN) for p, k in ((own, ""), (cast.admin_upt, "")))
    begin(rt, cast.admin_b, "", TRIWULAN)

    def revise(person: Principal, kunci: str, nomor: str) -> str:
        again = {"menggantikan": nomor, "alasan": "jawaban susulan"}
        return publish(rt, person, kunci=kunci, periode=TRIWULAN.periode, **again).nomor

    def answers(kode: str) -> None:
        for _ in range(6):
            factories.submit(rt, kode, factories.isian(u3="1"), day=date(2023, 3, 9))
        settle(rt)

    nomor = revise(own, "upp-a", "0001/UPP-A/TW-I/2023")
    assert _changed(rt, own) == []  # the same figures under another number
    answers("layanan-a1")
    nomor = revise(own, "upp-a", nomor)
    found = line(rt, own, JenisTugas.NILAI_RTL)
    assert found is not None
    assert found.kalimat == "RTL nilainya berubah karena revisi lembar"
    assert (found.tautan, found.tenggat) == (rencana("upp-a"), None)
    assert _changed(rt, own) == ["UPP-A, Triwulan I 2023"]
    # An UPT that plans by the sheet of its induk learns of it when that is revised.
    answers("layanan-t1")
    revise(cast.admin_c, f"upp-c{WITH_UPT}", "0001/UPP-C/TW-I/2023")
    assert _changed(rt, cast.admin_upt) == ["UPT-C1, Triwulan I 2023"]
    assert len(_changed(rt, province)) == 2
    assert _changed(rt, cast.admin_b) == []
    take_over(rt, own, mine)
    assert _changed(rt, own) == []
    # A sheet of its own comes before that of its induk, which changes it no more.
    publish(rt, cast.admin_upt, kunci="upt-c1", periode=TRIWULAN.periode)
    assert len(_changed(rt, cast.admin_upt)) == 1
    take_over(rt, cast.admin_upt, joint)
    assert _changed(rt, province) == []


def test_a_withdrawn_sheet_leaves_nothing_to_take_over(
    rt: Runtime, cast: Cast, sheets: int
) -> None:
    own = cast.people[Role.ADMIN_UPP]
    begin(rt, own, "", TRIWULAN)
    withdraw(rt, own, publikasi_id=sheets, alasan="salah hitung layanan")
    assert _changed(rt, own) == []
