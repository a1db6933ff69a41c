"""How far the plans are, on the leaders' wall: of the part it shows, and of the year that is planned."""

from datetime import date, timedelta
from decimal import Decimal

from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.services.laporan.cakupan import WITH_UPT
from sekampadi.services.layar.layar import TindakLanjutLayar, load_layar
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from sekampadi.web.layar.tampilan import present
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast

Q1 = Triwulan(2023, 1)
SELESAI = {"status": "selesai", "uraian": "Sudah dilaksanakan.", "selesai_pada": "10-05-2023"}


def _plan(rt: Runtime, person: Principal, upp: str, *targets: date) -> list[int]:
    plan = begin(rt, person, upp, Q1)
    isian = {"penanggung_jawab": "Kasubbag", "prioritas": "tinggi", "jangka": "pendek"}
    days = [f"{target:%d-%m-%Y}" for target in targets]
    fields = [isian | {"nama": f"Kegiatan {day}", "target": day} for day in days]
    return [add_kegiatan(rt, person, plan, "waktu", each).id for each in fields]


def _published(rt: Runtime, cast: Cast) -> None:
    for kode in ("layanan-a1", "layanan-c1", "layanan-t1"):
        for _ in range(6):
            factories.submit(rt, kode, day=date(2023, 3, 3))
    publish(rt, cast.people[Role.ADMIN_UPP], kunci="upp-a", periode=Q1.periode)
    publish(rt, cast.admin_c, kunci=f"upp-c{WITH_UPT}", periode=Q1.periode)


def test_finished_and_late_actions_are_those_of_the_part_that_is_shown(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    _published(rt, cast)
    leader, own, today = cast.people[Role.PIMPINAN], cast.people[Role.ADMIN_UPP], rt.today()

    def wall(kunci: str = "", layanan: str = "") -> tuple[TindakLanjutLayar | None, str]:
        found = load_layar(rt, leader, kunci, layanan).snapshot
        return found.tindak_lanjut, present(found).tindak_lanjut

    assert wall() == (TindakLanjutLayar(2023, Realisasi(0, 0), 0), "")
    one, two, three = _plan(
        rt, own, "", today - timedelta(days=1), today, today - timedelta(days=9)
    )
    _plan(rt, cast.admin_c, "upp-c", today - timedelta(days=2))
    _plan(rt, cast.admin_upt, "", today + timedelta(days=2))
    save_hasil(rt, own, one, 1, SELESAI)
    save_hasil(rt, own, two, 1, {"status": "berjalan", "uraian": "Sedang dikerjakan."})
    assert wall("upp-a") == (
        TindakLanjutLayar(2023, Realisasi(3, 1, berjalan=1), 1),
        "Tindak lanjut 2023: 1 dari 3 kegiatan selesai (33,33 %), 1 lewat jadwal.",
    )
    assert wall("upp-c")[0] == TindakLanjutLayar(2023, Realisasi(1, 0), 1)
    assert wall(f"upp-c{WITH_UPT}")[0] == TindakLanjutLayar(2023, Realisasi(2, 0), 1)
    assert wall()[0] == TindakLanjutLayar(2023, Realisasi(5, 1, berjalan=1), 2)
    assert wall("upp-a", "layanan-a1") == (None, "")
    # A head sees the wall of his own UPP only.
    mine = load_layar(rt, cast.people[Role.PIMPINAN_UPP]).snapshot.tindak_lanjut
    assert mine is not None
    assert mine.realisasi.rencana == 3
    save_hasil(rt, own, three, 1, {"status": "batal", "alasan": "Anggaran dipotong"})
    found, words = wall("upp-a")
    assert found is not None
    assert (found.realisasi.batal, found.realisasi.persen) == (1, Decimal("33.33"))
    assert words == "Tindak lanjut 2023: 1 dari 3 kegiatan selesai (33,33 %)."
    # Until a triwulan of the new year is over, the plans are those of the old one.
    clock.set_local(date(2024, 3, 31))
    assert (found := wall("upp-a")[0]) is not None
    assert (found.tahun, found.lewat) == (2023, 1)
    clock.set_local(date(2024, 4, 1))
    assert wall("upp-a") == (TindakLanjutLayar(2024, Realisasi(0, 0), 0), "")


def test_whoever_may_read_the_wall_may_read_plans() -> None:
    readers = [role for role in Role if Permission.LAYAR_READ in role.permissions]
    assert readers
    assert all(Permission.TINDAK_LANJUT_READ in role.permissions for role in readers)
