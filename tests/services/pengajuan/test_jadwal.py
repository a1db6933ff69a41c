"""What a person does next, the calendar of a year, and what is sent of the matrix."""

from datetime import date

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.reports.build.penyampaian_matriks import build_penyampaian_matriks
from sekampadi.services.pengajuan.delegasi import add_delegasi
from sekampadi.services.pengajuan.jadwal.giliran import load_jadwal
from sekampadi.services.pengajuan.jadwal.kalender import load_kalender
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.pengajuan.tenggat import load_matriks, move_tenggat
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.pengajuan.jadwal.tampilan import MatriksTampil, show_kalender, show_matriks
from tests.conftest import SettableClock
from tests.factories import Cast, make_operator, make_upp
from tests.services.pengajuan.test_pengingat import ALL, go, hand_in, moved

A = AksiPengajuan
Q1, Q2 = MasaLapor(2023, 1), MasaLapor(2023, 2)


@pytest.fixture(autouse=True)
def began(rt: Runtime, cast: Cast) -> None:
    """Let handing in begin with the first triwulan of 2023."""
    save_sejak(rt, cast.people[Role.ADMIN_PEMPROV], "2023-1")


def steps(rt: Runtime, cast: Cast, role: Role) -> list[tuple[str, str | None]]:
    found = load_jadwal(rt, cast.people[role]).milik
    return [(g.sel.masa.kunci, g.langkah and g.langkah.value) for g in found]


def test_what_waits_for_the_person_stands_first(rt: Runtime, cast: Cast) -> None:
    running = [("2023", None), ("2023-2", None)]
    assert steps(rt, cast, Role.ADMIN_UPP) == [("2023-1", "kirim_hasil"), *running]
    assert steps(rt, cast, Role.PIMPINAN_UPP) == [("2023-1", None), *running]
    hand_in(rt, cast, Q1, A.KIRIM_HASIL)
    assert steps(rt, cast, Role.ADMIN_UPP) == [("2023-1", None), *running]
    assert steps(rt, cast, Role.PIMPINAN_UPP) == [("2023-1", "terima_hasil"), *running]
    hand_in(rt, cast, Q1, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI)
    assert steps(rt, cast, Role.PIMPINAN_UPP) == [*running, ("2023-1", None)]
    for role in (Role.ADMIN_PEMPROV, Role.PIMPINAN):
        assert steps(rt, cast, role) == []


def test_who_acts_for_the_pimpinan_of_an_upt_sees_its_turn(rt: Runtime, cast: Cast) -> None:
    chief = make_operator(rt, "kepala-c", Role.PIMPINAN_UPP, upp_id=cast.upp["upp-c"])
    go(rt, cast.admin_upt, "upt-c1", Q1, A.KIRIM_HASIL)
    assert [g.upp.kode for g in load_jadwal(rt, chief).milik if g.langkah] == []
    plh = {
        **{"peran": "pimpinan_upp", "bentuk": "plt", "upp": "upt-c1", "username": "kepala-c"},
        **{"dari": "01-05-2023", "sampai": "31-05-2023", "dasar": "800/12/ORG"},
    }
    add_delegasi(rt, cast.people[Role.ADMIN_PEMPROV], plh)
    first = load_jadwal(rt, chief).milik[0]
    assert (first.upp.kode, first.langkah) == ("upt-c1", A.TERIMA_HASIL)


def test_the_calendar_of_a_year(rt: Runtime, cast: Cast) -> None:
    hand_in(rt, cast, Q1, *ALL)
    moved(rt, cast, Q2, "21-07-2023")
    moved(rt, cast, Q1, "31-05-2023", "upp-b")
    found = load_kalender(rt, cast.people[Role.ADMIN_PEMPROV])
    assert [(a.masa.kunci, a.tanggal, a.semua, len(a.upp), len(a.belum)) for a in found.acara] == [
        ("2023-1", date(2023, 4, 7), True, 3, 2),
        ("2023-1", date(2023, 5, 31), False, 1, 1),
        ("2023-2", date(2023, 7, 21), True, 4, 4),
        ("2023-3", date(2023, 10, 7), True, 4, 4),
        ("2023-4", date(2024, 1, 7), True, 4, 4),
        ("2023", date(2024, 1, 14), True, 4, 4),
    ]
    shown = show_kalender(found, rt.today())
    assert shown.acara[1].nama == "Triwulan I 2023: UPP-B"
    assert [a.bulan for a in shown.acara] == [
        *("April 2023", "Mei 2023", "Juli 2023", "Oktober 2023", "Januari 2024", "")
    ]
    assert shown.acara[2].geser == "Digeser dari 7 Juli 2023: Libur bersama"
    assert [(g.nama, g.upp) for g in shown.geser] == [
        ("Triwulan I 2023", "UPP-B"),
        ("Triwulan II 2023", "Semua UPP"),
    ]
    # Another UPP's move is nobody's business but its own and the province's.
    theirs = load_kalender(rt, cast.admin_c)
    assert [row.geser.masa.kunci for row, _ in theirs.geser] == ["2023-2"]
    assert {u.kode for a in theirs.acara for u in a.upp} == {"upp-c", "upt-c1"}


def test_the_calendar_of_january_has_what_is_due_in_it(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    moved(rt, cast, MasaLapor(2023, 4), "12-01-2024")
    clock.set_local(date(2024, 1, 3))
    found = load_kalender(rt, cast.people[Role.ADMIN_PEMPROV])
    assert found.tahun == 2024
    assert [(a.masa.kunci, a.tanggal) for a in found.acara][:3] == [
        ("2023-4", date(2024, 1, 12)),
        ("2023", date(2024, 1, 14)),
        ("2024-1", date(2024, 4, 7)),
    ]
    assert [row.geser.masa.kunci for row, _ in found.geser] == ["2023-4"]


def shown(rt: Runtime, cast: Cast, **more: object) -> MatriksTampil:
    found = load_matriks(rt, cast.people[Role.ADMIN_PEMPROV], semua=True)
    given = {"tahun": 2023, "masa": None, "keadaan": "", "today": rt.today()} | more
    return show_matriks(found, **given)  # type: ignore[arg-type]


def test_the_matrix_is_a_letter_a_cell(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    hand_in(rt, cast, Q1, *ALL)
    go(rt, cast.people[Role.ADMIN_PEMPROV], "upp-a", Q1, A.TERIMA)
    moved(rt, cast, Q1, "31-05-2023", "upp-b")
    matriks = shown(rt, cast)
    # upp-a came in May; upp-b has time until the end of it.
    assert {b.kunci: b.sel for b in matriks.baris} == {
        "upp-a": "Dbbbb",
        "upp-b": "wbbbb",
        "upp-c": "tbbbb",
        "upt-c1": "tbbbb",
    }
    assert [k.kepala for k in matriks.kolom] == ["I", "II", "III", "IV", "Thn"]
    assert [(j.huruf, j.isi[0]) for j in matriks.jumlah] == [("d", "1"), ("t", "2"), ("w", "1")]
    assert (matriks.nama, matriks.terlambat) == ("Triwulan I 2023", 2)
    assert matriks.tenggat == "Paling lambat 7 April 2023; 1 UPP punya batas sendiri"
    # Nobody is reminded of what is not over.
    assert (matriks.dapat_diingatkan, shown(rt, cast, masa=Q2).dapat_diingatkan) == (True, False)
    late = shown(rt, cast, keadaan="terlambat")
    assert [b.kunci for b in late.baris] == ["upp-c", "upt-c1"]
    assert shown(rt, cast, keadaan="terlambat", masa=Q2).baris == []


def test_three_years_stand_beside_each_other(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    for i in range(56):
        make_upp(rt, f"unit-{i}")
    clock.set_local(date(2026, 2, 1))
    matriks = shown(rt, cast, tahun=2026)
    assert [(g.tahun, g.lebar) for g in matriks.grup] == [("2024", 5), ("2025", 5), ("2026", 5)]
    assert matriks.nama == "Triwulan IV 2025"
    assert {len(b.sel) for b in matriks.baris} == {15}
    assert len(matriks.baris) == 60
    assert shown(rt, cast, tahun=2025).grup[0].tahun == "2023"


def test_a_deadline_before_the_beginning_is_not_moved(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    for masa in (MasaLapor(2022, 4), MasaLapor(2024, 1)):
        with pytest.raises(DomainError) as caught:
            move_tenggat(rt, admin, masa, "", {"tanggal": "20-04-2024", "alasan": "Libur"})
        assert caught.value.code == "masa.sebelum_mulai"


def test_the_matrix_on_paper_says_by_how_many_days(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    hand_in(rt, cast, Q1, *ALL)
    pemprov = cast.people[Role.ADMIN_PEMPROV]

    def line() -> list[object]:
        tables = build_penyampaian_matriks(load_matriks(rt, pemprov), printed=rt.today()).tables
        (found,) = (r for r in tables[1].rows if r[0].value == "UPP-A")
        return [c.value for c in found[2:]]

    day, late = date(2023, 5, 15), "Disampaikan (sesudah batasnya)"
    assert line() == [late, "Menunggu Admin Pemprov", date(2023, 4, 7), day, 38]
    moved(rt, cast, Q1, "20-05-2023")
    assert line() == ["Disampaikan", "Menunggu Admin Pemprov", date(2023, 5, 20), day, None]
