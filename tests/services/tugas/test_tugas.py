"""What waits, by role and scope: with its number, its deadline and its very place; gone once it is done."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from sekampadi.db.models import Sumber
from sekampadi.domain.errors import ForbiddenError, UnauthenticatedError
from sekampadi.domain.izin import PROVINSI, Principal, Role, Scope
from sekampadi.domain.laporan.perhatian import DIAM_HARI, JenisPerhatian
from sekampadi.domain.notifikasi.outbox import JenisPesan
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import RESPONDEN_MIN
from sekampadi.domain.tugas import JenisTugas, Tugas
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from sekampadi.services.layar.layar import load_layar
from sekampadi.services.master.layanan import create_layanan
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN
from sekampadi.services.moderasi.moderasi import review
from sekampadi.services.moderasi.moderasi_beruntun import list_beruntun, review_beruntun
from sekampadi.services.notifikasi import outbox
from sekampadi.services.notifikasi.outbox import KirimError
from sekampadi.services.publik.publik import ensure_frozen
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.publikasi.rancangan import load_rancangan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import load_table
from sekampadi.services.tugas import tugas
from sekampadi.services.tugas.mulai import load_harian, load_mulai
from sekampadi.services.tugas.tugas import keep_tugas, load_tugas, read_tugas
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.services.survei.test_beruntun import burst

TODAY = date(2023, 5, 15)  # where the clock stands
Q1 = Periode.triwulan(2023, 1)
DAYS = "periode=2023-01-01_2023-03-31"


def of_kind(rt: Runtime, person: Principal, jenis: JenisTugas) -> Tugas | None:
    return next((x for x in load_tugas(rt, person) if x.jenis is jenis), None)


@pytest.fixture
def answered(rt: Runtime, cast: Cast) -> Cast:
    """Let every office have an answer today, so that none is silent."""
    for kode in ("layanan-a1", "layanan-b1", "layanan-c1", "layanan-t1"):
        factories.submit(rt, kode)
    return cast


@pytest.fixture
def quarter(rt: Runtime, answered: Cast) -> Cast:
    """Give upp-a, upp-b and the UPT of upp-c enough answers for a sheet, upp-c itself too few."""
    day = date(2023, 3, 3)
    for kode, n in (("layanan-a1", 8), ("layanan-b1", 6), ("layanan-t1", 7), ("layanan-c1", 4)):
        for _ in range(n):
            factories.submit(rt, kode, day=day)
    return answered


def test_nothing_waits_where_all_is_done(rt: Runtime, answered: Cast) -> None:
    assert [load_tugas(rt, answered.people[role]) for role in Role] == [()] * len(Role)
    with pytest.raises(UnauthenticatedError):
        load_tugas(rt, None)


def test_the_sheets_of_the_last_triwulan_wait_until_they_are_published(
    rt: Runtime, quarter: Cast
) -> None:
    ensure_frozen(rt)  # hides the figures of the UPT, see below
    province, own = quarter.people[Role.ADMIN_PEMPROV], quarter.people[Role.ADMIN_UPP]
    line = of_kind(rt, own, JenisTugas.LEMBAR)
    assert line is not None
    assert (line.jumlah, line.tenggat) == (1, date(2023, 4, 7))
    assert line.kalimat == "lembar IKM Triwulan I 2023 belum terbit"
    assert line.tautan == f"/admin/publikasi?cakupan=upp-a&{DAYS}"
    line = of_kind(rt, province, JenisTugas.LEMBAR)
    assert line is not None
    assert [x.nama for x in line.sasaran] == ["Provinsi Kalimantan Barat", "UPP-A", "UPP-B"]
    assert line.jumlah == 3
    assert line.tautan == f"/admin/publikasi?{DAYS}"
    # Whoever only reads sees what is late; who types or keeps the machine does not.
    assert of_kind(rt, quarter.people[Role.PIMPINAN_UPP], JenisTugas.LEMBAR) is not None
    for role in (Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM):
        assert load_tugas(rt, quarter.people[role]) == ()

    sheet = publish(rt, own, kunci="upp-a", periode=Q1)
    assert of_kind(rt, own, JenisTugas.LEMBAR) is None
    publish(rt, province, periode=Q1)
    line = of_kind(rt, province, JenisTugas.LEMBAR)
    assert line is not None
    assert [x.nama for x in line.sasaran] == ["UPP-B"]
    withdraw(rt, own, publikasi_id=sheet.id, alasan="Salah cetak")
    assert of_kind(rt, own, JenisTugas.LEMBAR) is not None


@pytest.mark.parametrize("n", [RESPONDEN_MIN - 1, RESPONDEN_MIN])
def test_a_sheet_waits_from_the_least_number_of_answers_on(
    rt: Runtime, answered: Cast, n: int
) -> None:
    for _ in range(n):
        factories.submit(rt, "layanan-a1", day=date(2023, 3, 3))
    line = of_kind(rt, answered.people[Role.ADMIN_PEMPROV], JenisTugas.LEMBAR)
    waiting = [x.nama for x in line.sasaran] if line else []
    assert waiting == ["Provinsi Kalimantan Barat", "UPP-A"] * (n == RESPONDEN_MIN)


def test_a_sheet_of_an_upp_with_its_upt_stands_for_both(rt: Runtime, quarter: Cast) -> None:
    parent = quarter.admin_c
    line = of_kind(rt, parent, JenisTugas.LEMBAR)
    assert line is not None
    assert [x.tautan for x in line.sasaran] == [f"/admin/publikasi?cakupan=upt-c1&{DAYS}"]
    publish(rt, parent, periode=Q1)  # all that the person may see: with its UPT
    assert of_kind(rt, parent, JenisTugas.LEMBAR) is None
    assert of_kind(rt, quarter.admin_upt, JenisTugas.LEMBAR) is None


def test_a_sheet_that_cannot_be_published_does_not_wait(rt: Runtime, quarter: Cast) -> None:
    """The freeze hides the UPT's figures: with them, those of upp-c's four people could be told."""
    reader = quarter.people[Role.PIMPINAN]

    def waiting() -> set[str]:
        line = of_kind(rt, reader, JenisTugas.LEMBAR)
        return {x.nama for x in line.sasaran} if line else set()

    before = waiting()
    ensure_frozen(rt)
    person = quarter.people[Role.ADMIN_PEMPROV]
    refused = {
        kode.upper()
        for kode in ("upp-a", "upp-b", "upt-c1")
        if load_rancangan(rt, person, kunci=kode, layanan_kode="", periode=Q1).galat
    }
    assert refused
    assert waiting() == before - refused


def test_an_office_is_silent_by_the_rule_of_the_wall(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    factories.submit(rt, "layanan-a1", day=TODAY - timedelta(days=DIAM_HARI - 1))
    factories.submit(rt, "layanan-b1", day=TODAY - timedelta(days=DIAM_HARI))
    line = of_kind(rt, cast.people[Role.PIMPINAN], JenisTugas.DIAM)
    assert line is not None
    assert [x.nama for x in line.sasaran] == ["UPP-B", "UPP-C", "UPT-C1"]
    assert line.sasaran[0].tautan == "/admin?cakupan=upp-b"
    assert line.tautan == "/admin/rekap?dari=2023-05-02&sampai=2023-05-15"
    assert line.kalimat == "UPP tanpa jawaban selama 14 hari terakhir"
    assert of_kind(rt, cast.people[Role.ADMIN_UPP], JenisTugas.DIAM) is None
    own = of_kind(rt, cast.admin_b, JenisTugas.DIAM)
    assert own is not None
    assert (own.jumlah, own.tautan) == (1, "/unduh/poster.pdf?upp=upp-b")
    clock.advance(timedelta(days=1))
    assert of_kind(rt, cast.people[Role.ADMIN_UPP], JenisTugas.DIAM) is not None


def test_an_office_that_has_just_opened_is_not_silent_yet(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    for kode in cast.layanan:
        factories.submit(rt, kode, day=TODAY)
    factories.make_upp(rt, "upp-baru", nama="UPP-BARU")
    isian = {"upp": "upp-baru", "nama": "Layanan baru"}
    create_layanan(rt, cast.people[Role.ADMIN_PEMPROV], isian)

    def silent() -> list[str]:
        line = of_kind(rt, cast.people[Role.PIMPINAN], JenisTugas.DIAM)
        wall = load_layar(rt, cast.people[Role.PIMPINAN]).snapshot.pengumpulan
        told = {b.nama for p in wall for b in p.bagian if p.jenis is JenisPerhatian.DIAM}
        found = [s.nama for s in line.sasaran] if line else []
        assert told == set(found)
        return found

    assert silent() == []
    clock.advance(timedelta(days=DIAM_HARI - 1))
    assert "UPP-BARU" not in silent()
    clock.advance(timedelta(days=2))
    assert "UPP-BARU" in silent()


def test_an_office_without_a_layanan_that_is_open_is_not_silent(
    rt: Runtime, answered: Cast
) -> None:
    empty = factories.make_upp(rt, "upp-kosong")
    shut = factories.make_upp(rt, "upp-tutup", aktif=False)
    factories.make_layanan(rt, empty, "layanan-tutup", aktif=False)
    factories.make_layanan(rt, shut, "layanan-lama")
    assert load_tugas(rt, answered.people[Role.PIMPINAN]) == ()


def test_marked_answers_wait_for_who_moderates_them(
    rt: Runtime, answered: Cast, clock: SettableClock
) -> None:
    province, own = answered.people[Role.ADMIN_PEMPROV], answered.people[Role.ADMIN_UPP]
    leader = answered.people[Role.PIMPINAN_UPP]
    factories.submit(rt, "layanan-a1", factories.isian(saran="treewww"))
    line = of_kind(rt, own, JenisTugas.TINJAU)
    assert line == Tugas(
        JenisTugas.TINJAU, 1, "jawaban bertanda perlu ditinjau", "/admin/penilaian?tinjau=satuan"
    )
    burst(rt, clock, 60, ("layanan-a1", "layanan-b1"))
    line = of_kind(rt, province, JenisTugas.BERUNTUN)
    assert line is not None
    assert (line.jumlah, line.tautan) == (60, "/admin/penilaian?tinjau=beruntun")
    assert line.kalimat == "jawaban beruntun pada 2 layanan perlu ditinjau"
    line = of_kind(rt, own, JenisTugas.BERUNTUN)
    assert line is not None
    assert line.kalimat == "jawaban beruntun pada Layanan a1 perlu ditinjau"
    assert of_kind(rt, own, JenisTugas.TINJAU) is not None  # those of bursts are told of apart
    assert load_tugas(rt, leader) == load_tugas(rt, answered.admin_c) == ()
    view = load_table(rt, own, TABLE_PENILAIAN, {"tinjau": "satuan"})
    review(rt, own, [row.id for row in view.page.rows])
    review_beruntun(rt, own, list_beruntun(rt, own).baris[0].beruntun)
    assert load_tugas(rt, own) == ()


def test_a_message_that_was_given_up_waits_for_the_keeper_of_the_system(
    rt: Runtime, answered: Cast
) -> None:
    keeper = answered.people[Role.PENGELOLA_SISTEM]

    def fail(_rt: Runtime, _pesan: outbox.Pesan) -> None:
        raise KirimError("SMTP 550", final=True)

    with rt.writing() as session:
        outbox.enqueue(session, rt.now(), JenisPesan.EMAIL, "uji/1", {})
    assert load_tugas(rt, keeper) == ()
    assert outbox.deliver_next(rt, {JenisPesan.EMAIL: fail})
    assert load_tugas(rt, keeper) == (
        Tugas(JenisTugas.PESAN, 1, "pesan gagal dikirim", "/admin/notifikasi"),
    )
    assert load_tugas(rt, answered.people[Role.ADMIN_PEMPROV]) == ()


AFTER_SHEET = [JenisTugas.RTL, JenisTugas.PENYAMPAIAN]
"""What a published sheet asks for next: a plan, and that it is handed in."""


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Scope]:
    """Keep what is read as long as nobody does anything; remember of which scope it was read."""
    found: list[Scope] = []

    def read(session: Session, rt: Runtime, scope: Scope) -> tuple[Tugas, ...]:
        found.append(scope)
        return read_tugas(session, rt, scope)

    monkeypatch.setattr(tugas, "FRESH_SECONDS", 3600.0)
    monkeypatch.setattr(tugas, "read_tugas", read)
    return found


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_opens_and_who_watches_share_a_read_until_somebody_has_done_something(
    rt: Runtime, quarter: Cast, reads: list[Scope]
) -> None:
    own = quarter.people[Role.ADMIN_UPP]
    for _ in range(20):
        assert [x.jenis for x in load_tugas(rt, own)] == [JenisTugas.LEMBAR]
        assert [x.jenis for x in keep_tugas(rt, own.scope)] == [JenisTugas.LEMBAR]
        # Nothing that waits hangs on who is logged in.
        redeem_ticket(rt, issue_ticket(rt, own.username, factories.PASSWORD))
    assert reads == [own.scope]
    publish(rt, own, kunci="upp-a", periode=Q1)
    assert [x.jenis for x in keep_tugas(rt, own.scope)] == AFTER_SHEET
    assert [x.jenis for x in load_tugas(rt, own)] == AFTER_SHEET
    assert [x.jenis for x in load_tugas(rt, quarter.admin_b)] == [JenisTugas.LEMBAR]
    assert reads == [own.scope, own.scope, quarter.admin_b.scope]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_was_read_while_somebody_acted_is_not_kept(
    rt: Runtime, quarter: Cast, monkeypatch: pytest.MonkeyPatch, reads: list[Scope]
) -> None:
    own = quarter.people[Role.ADMIN_UPP]
    shared = tugas.read_tugas

    def read(session: Session, rt: Runtime, scope: Scope) -> tuple[Tugas, ...]:
        before = shared(session, rt, scope)
        monkeypatch.setattr(tugas, "read_tugas", shared)
        publish(rt, own, kunci="upp-a", periode=Q1)
        return before

    monkeypatch.setattr(tugas, "read_tugas", read)
    assert [x.jenis for x in load_tugas(rt, own)] == [JenisTugas.LEMBAR]
    assert [x.jenis for x in load_tugas(rt, own)] == AFTER_SHEET


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_shares_a_read_still_sees_only_what_is_his_business(
    rt: Runtime, quarter: Cast, reads: list[Scope]
) -> None:
    factories.submit(rt, "layanan-a1", factories.isian(saran="treewww"))
    whole = {Role.ADMIN_PEMPROV, Role.PIMPINAN}
    seen = {role: {x.jenis for x in load_tugas(rt, quarter.people[role])} for role in whole}
    assert reads == [PROVINSI]
    assert seen[Role.ADMIN_PEMPROV] - seen[Role.PIMPINAN] == {JenisTugas.TINJAU}


def test_the_first_steps_are_shown_until_somebody_has_answered(rt: Runtime) -> None:
    admin = factories.make_operator(rt, "awal")
    found = load_mulai(rt, admin)
    assert found is not None
    assert (found.upp, found.layanan, found.pertama) == (False, False, "")
    upp = factories.make_upp(rt, "upp-baru")
    own = factories.make_operator(rt, "operator", Role.ADMIN_UPP, upp_id=upp)
    assert load_mulai(rt, own) == load_mulai(rt, admin) != found
    factories.make_layanan(rt, upp, "layanan-baru")
    found = load_mulai(rt, own)
    assert found is not None
    assert (found.upp, found.layanan, found.pertama) == (True, True, "layanan-baru")
    # Another office's answers are no answers of this one.
    other = factories.make_upp(rt, "upp-lain")
    factories.make_layanan(rt, other, "layanan-lain")
    factories.submit(rt, "layanan-lain")
    assert load_mulai(rt, admin) is None
    assert load_mulai(rt, own) == found
    # Nor are its layanan.
    empty = factories.make_operator(
        rt, "kosong", Role.ADMIN_UPP, upp_id=factories.make_upp(rt, "upp-kosong")
    )
    found = load_mulai(rt, empty)
    assert found is not None
    assert (found.upp, found.layanan, found.pertama) == (True, False, "")
    factories.submit(rt, "layanan-baru")
    assert load_mulai(rt, own) is None


def test_the_counter_knows_todays_answers_of_its_own_office(rt: Runtime, cast: Cast) -> None:
    petugas = cast.people[Role.PETUGAS_LAYANAN]
    found = load_harian(rt, petugas)
    assert (found.hari_ini, found.kertas, found.upp_kode) == (0, 0, "upp-a")
    assert [row.kode for row in found.layanan] == ["layanan-a1", "layanan-a2"]
    factories.submit(rt, "layanan-a1")
    factories.submit(rt, "layanan-a2", sumber=Sumber.KERTAS)
    factories.submit(rt, "layanan-a2", day=TODAY - timedelta(days=1))
    factories.submit(rt, "layanan-b1")
    found = load_harian(rt, petugas)
    assert (found.hari_ini, found.kertas) == (2, 1)
    with pytest.raises(ForbiddenError):
        load_harian(rt, cast.people[Role.PIMPINAN])
