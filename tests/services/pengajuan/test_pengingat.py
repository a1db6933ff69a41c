"""Reminders on both databases: a year on a fast clock, and by hand."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Notifikasi, Operator
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.notifikasi.outbox import JenisPesan
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.periode import local_date
from sekampadi.services.master.kelola_operator import set_account_active
from sekampadi.services.notifikasi.notifikasi import save_saluran
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.pengajuan.delegasi import add_delegasi
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.isi import MENYERAHKAN, papers_of
from sekampadi.services.pengajuan.jadwal.pengingat import check_pengingat, ingatkan
from sekampadi.services.pengajuan.pengajuan import load_pengajuan
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.pengajuan.tenggat import move_tenggat
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import Cast, make_operator
from tests.notifikasi import outbox_rows, with_settings
from tests.services.pengajuan.conftest import papers

A = AksiPengajuan
Q1 = MasaLapor(2023, 1)
HOURS = ((0, 0), (0, 30), (23, 30))
Told = Counter[tuple[str, str, str]]
"""Day, who, and what it was about: how often."""


def told(rt: Runtime) -> Told:
    with rt.reading() as session:
        rows = session.exec(
            select(Notifikasi, Operator.username)
            .join(Operator, col(Operator.id) == col(Notifikasi.operator_id))
            .where(Notifikasi.jenis == "pengingat")
        ).all()
        found: Told = Counter()
        for row, username in rows:
            about = re.search(r"(Triwulan [IV]+ \d{4}|Tahun \d{4}), ", row.judul)
            assert about, row.judul
            found[local_date(row.waktu).isoformat(), username, about[1]] += 1
        return found


def go(rt: Runtime, person: Principal, upp: str, masa: MasaLapor, *steps: AksiPengajuan) -> None:
    """Make moves of an UPP without a sheet, which have to say why."""
    for aksi in steps:
        versi, catatan = load_pengajuan(rt, person, upp, masa).versi, {"catatan": "Belum cukup."}
        serahan = Serahan(catatan)
        if aksi in MENYERAHKAN:
            bahan = prepare(rt, person, upp, masa, aksi)
            serahan = Serahan(catatan, bahan, papers(sorted(papers_of(bahan.isi))))
        move(rt, person, upp, masa, aksi, versi=versi, serahan=serahan)


def hand_in(rt: Runtime, cast: Cast, masa: MasaLapor, *more: AksiPengajuan) -> None:
    """Take upp-a's papers all the way to Admin Pemprov, from where they are."""
    admin, chief = cast.people[Role.ADMIN_UPP], cast.people[Role.PIMPINAN_UPP]
    for aksi in more:
        go(rt, chief if aksi in {A.TERIMA_HASIL, A.SETUJUI} else admin, "upp-a", masa, aksi)


ALL = (A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI)


def moved(rt: Runtime, cast: Cast, masa: MasaLapor, day: str, upp: str = "") -> None:
    isian = {"tanggal": day, "alasan": "Libur bersama"}
    move_tenggat(rt, cast.people[Role.ADMIN_PEMPROV], masa, upp, isian)


def the_year(rt: Runtime, cast: Cast) -> dict[date, Callable[[], object]]:
    """What people do half an hour after midnight of some days."""
    pemprov, chief = cast.people[Role.ADMIN_PEMPROV], cast.people[Role.PIMPINAN_UPP]
    plh = {
        **{"peran": "pimpinan_upp", "bentuk": "plh", "dari": "05-04-2024", "sampai": "07-04-2024"},
        **{"dasar": "800/12/ORG", "username": "sekretaris"},
    }
    q4, q1, q2 = MasaLapor(2023, 4), MasaLapor(2024, 1), MasaLapor(2024, 2)
    return {
        # A day of a leap year is a fortnight before it.
        date(2024, 1, 5): lambda: moved(rt, cast, q4, "14-03-2024", "upp-b"),
        date(2024, 1, 3): lambda: hand_in(rt, cast, q4, *ALL),
        date(2024, 4, 2): lambda: hand_in(rt, cast, q1, A.KIRIM_HASIL),
        date(2024, 4, 4): lambda: add_delegasi(rt, chief, plh),
        date(2024, 4, 10): lambda: hand_in(rt, cast, q1, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI),
        date(2024, 4, 20): lambda: go(rt, pemprov, "upp-a", q1, A.KEMBALIKAN),
        date(2024, 4, 22): lambda: hand_in(rt, cast, q1, A.AJUKAN, A.SETUJUI),
        date(2024, 5, 1): lambda: set_account_active(
            rt, pemprov, cast.admin_upt.operator_id, False
        ),
        date(2024, 7, 3): lambda: hand_in(rt, cast, q2, *ALL),
        date(2024, 7, 4): lambda: go(rt, pemprov, "upp-a", q2, A.TERIMA),
        date(2024, 7, 6): lambda: moved(rt, cast, q2, "21-07-2024"),
    }


def expected(who: list[str], about: str, *days: str) -> Iterator[tuple[str, str, str]]:
    for day in days:
        for username in who:
            yield day, username, about


ADMIN_A, ALL_ADMINS = ["admin_upp", "sekretaris"], ["admin-b", "admin-c", "admin-upt"]
LATE = ["2024-01-08", "2024-01-14", "2024-01-21"]
EXPECTED: Told = Counter(
    [
        # The fourth triwulan of 2023, until 7 January; upp-b's is moved to 14 March.
        *expected([*ADMIN_A, *ALL_ADMINS], "Triwulan IV 2023", "2023-12-24", "2023-12-31"),
        *expected(["admin-c", "admin-upt"], "Triwulan IV 2023", "2024-01-06", *LATE),
        *expected(["admin-b"], "Triwulan IV 2023", "2024-02-29", "2024-03-07", "2024-03-13"),
        *expected(["admin-b"], "Triwulan IV 2023", "2024-03-15", "2024-03-21", "2024-03-28"),
        # The year 2023, until 14 January; nobody hands it in.
        *expected(
            [*ADMIN_A, *ALL_ADMINS],
            "Tahun 2023",
            *["2023-12-31", "2024-01-07", "2024-01-13", "2024-01-15", "2024-01-21", "2024-01-28"],
        ),
        # The first of 2024: at upp-a the turn is the Pimpinan's, then the Admin's again.
        *expected([*ADMIN_A, *ALL_ADMINS], "Triwulan I 2024", "2024-03-24", "2024-03-31"),
        *expected(["pimpinan_upp", "sekretaris"], "Triwulan I 2024", "2024-04-06"),
        *expected(["pimpinan_upp"], "Triwulan I 2024", "2024-04-08"),
        *expected(ADMIN_A, "Triwulan I 2024", "2024-04-21"),
        *expected(
            ALL_ADMINS,
            "Triwulan I 2024",
            *["2024-04-06", "2024-04-08", "2024-04-14", "2024-04-21"],
        ),
        # The second: moved for all from 7 to 21 July; the UPT's account is closed by then.
        *expected([*ADMIN_A, "admin-b", "admin-c"], "Triwulan II 2024", "2024-06-23", "2024-06-30"),
        *expected(
            ["admin-b", "admin-c"],
            "Triwulan II 2024",
            *[
                "2024-07-06",
                "2024-07-07",
                "2024-07-14",
                "2024-07-20",
                "2024-07-22",
                "2024-07-28",
                "2024-08-04",
            ],
        ),
        # The third: the worker was down until 9 October, and tells the newest of four.
        *expected(
            [*ADMIN_A, "admin-b", "admin-c"],
            "Triwulan III 2024",
            *["2024-10-09", "2024-10-14", "2024-10-21"],
        ),
        *expected(
            [*ADMIN_A, "admin-b", "admin-c"],
            "Triwulan IV 2024",
            *["2024-12-24", "2024-12-31", "2025-01-06", "2025-01-08", "2025-01-14", "2025-01-21"],
        ),
        *expected(
            [*ADMIN_A, "admin-b", "admin-c"],
            "Tahun 2024",
            *["2024-12-31", "2025-01-07", "2025-01-13", "2025-01-15", "2025-01-21", "2025-01-28"],
        ),
    ]
)


def test_a_year_on_a_fast_clock(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    make_operator(rt, "sekretaris", Role.ADMIN_UPP, upp_id=cast.upp["upp-a"])
    day, down = date(2023, 12, 20), (date(2024, 9, 20), date(2024, 10, 9))
    clock.set_local(day)
    save_sejak(rt, cast.people[Role.ADMIN_PEMPROV], "2023-4")
    acts, worker = the_year(rt, cast), PekerjaOutbox(rt)
    found: Told = Counter()
    while day < date(2025, 3, 1):
        for hour, minute in HOURS:
            clock.set_local(day, hour, minute)
            if down[0] <= day < down[1]:
                continue
            if hour == 23:  # another process goes on, and remembers nothing
                worker.stop()
                worker = PekerjaOutbox(rt)
            worker.step()
            if minute == 30 and day in acts:
                acts.pop(day)()
        if day.day == 1:
            found |= told(rt)  # what is a year old goes
        day += timedelta(days=1)
    assert not acts
    assert found - EXPECTED == Counter()
    assert EXPECTED - found == Counter()
    with rt.reading() as session:
        moments = session.exec(select(Notifikasi.waktu).where(Notifikasi.jenis == "pengingat"))
        # In the first step of the day in the province: 17.00 UTC of the day before.
        assert {(m.hour, m.minute) for m in moments} == {(17, 0)}


@pytest.fixture
def late(rt: Runtime, cast: Cast, clock: SettableClock) -> Principal:
    """Stand eight days behind the deadline of the first triwulan; return the Admin Pemprov."""
    admin = cast.people[Role.ADMIN_PEMPROV]
    save_sejak(rt, admin, Q1.kunci)
    clock.set_local(date(2023, 4, 15))
    return admin


def test_by_hand_once_a_day_to_those_who_are_late(
    rt: Runtime, cast: Cast, clock: SettableClock, late: Principal
) -> None:
    hand_in(rt, cast, Q1, *ALL)
    moved(rt, cast, Q1, "20-04-2023", "upp-b")
    assert ingatkan(rt, late, Q1) == ("upp-c", "upt-c1")
    with pytest.raises(ConflictError) as again:
        ingatkan(rt, late, Q1)
    assert again.value.code == "pengingat.sudah"
    with pytest.raises(ConflictError) as done:
        ingatkan(rt, late, Q1, "upp-a")
    assert done.value.code == "pengingat.tidak_perlu"
    # One by one also who still has time.
    assert ingatkan(rt, late, Q1, "upp-b") == ("upp-b",)
    today = [("2023-04-15", who, "Triwulan I 2023") for who in ("admin-b", "admin-c", "admin-upt")]
    assert told(rt) == Counter(today)
    clock.set_local(date(2023, 4, 16), 0, 0)
    assert ingatkan(rt, late, Q1, "upp-c") == ("upp-c",)
    assert ingatkan(rt, late, Q1) == ("upt-c1",)


def test_nobody_to_remind(rt: Runtime, cast: Cast, late: Principal) -> None:
    set_account_active(rt, late, cast.admin_b.operator_id, False)
    for upp, masa, code in (
        ("upp-b", Q1, "pengingat.tanpa_penerima"),
        ("upp-b", MasaLapor(2023, 2), "masa.belum_berakhir"),
        ("upp-b", MasaLapor(2022, 4), "masa.sebelum_mulai"),
    ):
        with pytest.raises(DomainError) as caught:
            ingatkan(rt, late, masa, upp)
        assert caught.value.code == code
    with pytest.raises(NotFoundError):
        ingatkan(rt, late, Q1, "upp-x")
    assert not told(rt)


def test_by_email_and_webhook_where_they_are_set(rt: Runtime, cast: Cast, late: Principal) -> None:
    rt = with_settings(rt, smtp_host="mail.invalid", smtp_from="skm@contoh.go.id")
    there = {"email": "admin@contoh.go.id", "webhook": "https://contoh.go.id/kabar"}
    save_saluran(rt, cast.admin_b, there)
    assert check_pengingat(rt) == 4
    sent = {(row.jenis, row.operator_id) for row in outbox_rows(rt)}
    me = cast.admin_b.operator_id
    assert sent == {(JenisPesan.EMAIL.value, me), (JenisPesan.WEBHOOK.value, me)}
