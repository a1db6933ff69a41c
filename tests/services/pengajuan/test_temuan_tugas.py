"""Findings stand among what is to be done: for the UPP until it answers, for the province until it looks."""

from datetime import date

from sekampadi.domain.izin import Role
from sekampadi.domain.tugas import JenisTugas, Tugas
from sekampadi.services.pengajuan.pemantauan import kunjungan, temuan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tugas.tugas import load_tugas
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.services.kasus_pemantauan import KUNJUNGAN, TEMUAN

J = JenisTugas
PAGE = "/admin/pemantauan/upp?upp=upp-a"
LATE, LOOK = "lewat target dan belum dijawab", "perlu diperiksa"


def _lines(rt: Runtime, cast: Cast, role: Role) -> dict[JenisTugas, Tugas]:
    rt.forget("tugas/")  # which is read anew after acts, and a new day is none
    found = load_tugas(rt, cast.people[role])
    return {x.jenis: x for x in found if x.jenis in {J.TEMUAN, J.PEMERIKSAAN}}


def test_a_finding_waits_for_one_side_or_the_other(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 5, 20))
    ketua, admin = cast.people[Role.KETUA_TIM], cast.people[Role.ADMIN_UPP]
    visit = kunjungan.add_kunjungan(rt, ketua, "upp-a", KUNJUNGAN)
    one = temuan.add_temuan(rt, ketua, visit, TEMUAN | {"target": "25-05-2023"})
    temuan.add_temuan(rt, ketua, visit, TEMUAN | {"target": ""})
    for role in (Role.ADMIN_UPP, Role.PIMPINAN_UPP):
        (line,) = _lines(rt, cast, role).values()
        assert (line.jenis, line.jumlah, line.tautan) == (J.TEMUAN, 2, PAGE)
        assert line.tenggat == date(2023, 5, 25)
        assert line.sasaran[0].nama.startswith("UPP-A: ")
    assert not load_of_b(rt, cast)
    # The province is not asked for anything before the day is over.
    clock.set_local(date(2023, 5, 25))
    assert not _lines(rt, cast, Role.KETUA_TIM)
    clock.set_local(date(2023, 5, 26))
    for role in (Role.KETUA_TIM, Role.ADMIN_PEMPROV, Role.PIMPINAN):
        (line,) = _lines(rt, cast, role).values()
        assert (line.jenis, line.jumlah, line.tautan) == (J.TEMUAN, 1, PAGE)
        assert LATE in line.kalimat
    temuan.answer_temuan(rt, admin, one, 1, {"tindakan": "Kode QR sudah diganti."})
    (line,) = _lines(rt, cast, Role.ADMIN_UPP).values()
    assert (line.jumlah, line.tenggat) == (1, None)
    (line,) = _lines(rt, cast, Role.KETUA_TIM).values()
    assert (line.jenis, line.jumlah, line.tenggat) == (J.PEMERIKSAAN, 1, None)
    assert LOOK in line.kalimat
    # Who only reads has nothing to look at.
    assert not _lines(rt, cast, Role.PIMPINAN)
    temuan.return_temuan(rt, ketua, one, 2, {"catatan": "Fotonya belum ada."})
    assert _lines(rt, cast, Role.ADMIN_UPP)[J.TEMUAN].jumlah == 2
    temuan.close_temuan(rt, ketua, one, 3)
    assert _lines(rt, cast, Role.ADMIN_UPP)[J.TEMUAN].jumlah == 1
    assert not _lines(rt, cast, Role.KETUA_TIM)


def load_of_b(rt: Runtime, cast: Cast) -> list[Tugas]:
    """Return the findings that another UPP is shown."""
    return [x for x in load_tugas(rt, cast.admin_b) if x.jenis is J.TEMUAN]
