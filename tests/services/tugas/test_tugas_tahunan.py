"""In January the annual report waits on the home page of who has to hand it in."""

from datetime import date

from sekampadi.db.models import Pengajuan
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.tugas import JenisTugas, Sasaran, Tugas
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tugas.tugas import load_tugas
from tests.conftest import SettableClock
from tests.factories import Cast, submit


def _line(rt: Runtime, person: Principal) -> Tugas | None:
    return next((x for x in load_tugas(rt, person) if x.jenis is JenisTugas.TAHUNAN), None)


def test_it_waits_in_the_month_of_its_deadline_for_who_was_answered(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    own = cast.people[Role.ADMIN_UPP]
    clock.set_local(date(2023, 6, 1))
    submit(rt, "layanan-a1")
    for day in (date(2023, 12, 31), date(2024, 2, 1), date(2025, 1, 10)):
        clock.set_local(day)
        assert _line(rt, own) is None, day
    clock.set_local(date(2024, 1, 31))
    assert _line(rt, own) is not None
    clock.set_local(date(2024, 1, 1))
    address = "/admin/tahunan?upp=upp-a&tahun=2023"
    assert _line(rt, own) == Tugas(
        *(JenisTugas.TAHUNAN, 1, "Laporan Tahunan 2023 belum disampaikan", address),
        date(2024, 1, 14),
        (Sasaran("UPP-A", address),),
    )
    assert _line(rt, cast.people[Role.PIMPINAN_UPP]) is not None
    # Nobody has answered about UPP-B, and the province has its own view of who is late.
    assert _line(rt, cast.admin_b) is None
    assert _line(rt, cast.people[Role.ADMIN_PEMPROV]) is None


def test_what_was_begun_is_the_line_of_the_sop(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    own = cast.people[Role.ADMIN_UPP]
    clock.set_local(date(2023, 6, 1))
    submit(rt, "layanan-a1")
    clock.set_local(date(2024, 1, 5))
    assert _line(rt, own) is not None
    with rt.writing() as session:
        session.add(
            Pengajuan(
                upp_id=own.upp_id,
                tahun=2023,
                triwulan=0,
                status="dikembalikan",
                diubah_pada=rt.now(),
            )
        )
    clock.set_local(date(2024, 1, 6))
    assert _line(rt, own) is None
