"""Earlier indices by hand: only where there are no answers, marked, and never over what was not seen."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Audit, Jawaban
from sekampadi.db.queries.master import get_upp
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import load_bahan
from sekampadi.services.tahunan.banding import TahunBanding
from sekampadi.services.tahunan.ikm_lama import remove_ikm_lama, save_ikm_lama
from sekampadi.services.tahunan.serahan import read_serahan
from tests import factories
from tests.factories import Cast
from tests.services.tahunan.berebut import race

GOOD = {"nilai": "81,50", "n": "320", "sumber": "Laporan SKM tahun lalu"}
RACES = 50


def _save(
    rt: Runtime, person: Principal, versi: int = 0, *, tahun: int = 2023, lama: object = 2022,
    upp: str = "", **change: str,
) -> bool:  # fmt: skip
    return save_ikm_lama(rt, person, upp, tahun, lama=lama, versi=versi, isian=GOOD | change)


def test_what_stands_there_already_is_no_new_version(rt: Runtime, cast: Cast) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    assert _save(rt, admin)
    # The same figure written otherwise, by somebody else, on an older sight, and twice.
    for person, versi, nilai in ((admin, 1, "81.5"), (pemprov, 0, "81,50"), (admin, 1, "81,5")):
        assert not _save(rt, person, versi, nilai=nilai, n=" 320", upp="upp-a")
        found = _year(rt, admin).lama
        assert found is not None
        assert (found.versi, found.diubah_oleh) == (1, "admin_upp")
    with rt.reading() as session:
        assert list(session.exec(select(Audit.aksi))).count("tahunan.ikm_lama") == 1
    # Each of the three is a change; so is what was taken out and is typed in again.
    assert _save(rt, admin, 1, n="")
    assert _save(rt, admin, 2, n="", sumber="Laporan SKM yang lain")
    assert _save(rt, admin, 3, n="", sumber="Laporan SKM yang lain", nilai="81,51")
    _remove(rt, admin, 4)
    assert _save(rt, admin, 5, n="", sumber="Laporan SKM yang lain", nilai="81,51")


def _remove(rt: Runtime, person: Principal, versi: int, lama: object = 2022) -> None:
    remove_ikm_lama(rt, person, "", 2023, lama=lama, versi=versi)


def _year(rt: Runtime, person: Principal, year: int = 2022, upp: str = "") -> TahunBanding:
    found = load_bahan(rt, person, upp, 2023).banding
    assert [b.tahun for b in found] == [2021, 2022]
    return next(b for b in found if b.tahun == year)


def _code(rt: Runtime, person: Principal, versi: int = 0, **given: object) -> str:
    with pytest.raises(DomainError) as caught:
        _save(rt, person, versi, **given)  # type: ignore[arg-type]
    return caught.value.code


def test_an_index_is_written_changed_and_taken_out(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    assert _year(rt, admin).lama is None
    _save(rt, admin)
    found = _year(rt, admin).lama
    assert found is not None
    assert (found.nilai.nilai, found.nilai.n, found.versi) == (Decimal("81.50"), 320, 1)
    assert (found.nilai.tahun, found.diubah_oleh) == (2022, "admin_upp")
    # Nothing is compared with it, and the other year and UPP have none.
    assert (_year(rt, admin).hasil, _year(rt, admin).perubahan) == (None, None)
    assert _year(rt, admin, 2021).lama is None
    assert _year(rt, cast.admin_b).lama is None
    _save(rt, admin, 1, nilai="83", n="")
    found = _year(rt, admin).lama
    assert found is not None
    assert (str(found.nilai.nilai), found.nilai.n, found.versi) == ("83.00", None, 2)
    _remove(rt, admin, 2)
    _remove(rt, admin, 2)
    assert _year(rt, admin).lama is None
    with rt.reading() as session:
        rows = session.exec(select(Audit).order_by(col(Audit.id))).all()
        lines = [(r.aksi, r.rincian) for r in rows if r.aksi.startswith("tahunan.")]
    first = {"nilai": "81.50", "n": 320, "sumber": "Laporan SKM tahun lalu"}
    second = first | {"nilai": "83.00", "n": None}
    # Of a change the trail keeps what is another now.
    before, after = ({k: one[k] for k in ("nilai", "n")} for one in (first, second))
    assert lines == [
        ("tahunan.ikm_lama", {"tahun": 2022, "sebelum": None, "sesudah": first}),
        ("tahunan.ikm_lama", {"tahun": 2022, "sebelum": before, "sesudah": after}),
        ("tahunan.ikm_lama_hapus", {"tahun": 2022, "sebelum": second}),
    ]


def test_both_years_before_are_frozen_with_what_is_handed_in(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    _save(rt, admin, lama=2021)
    _save(rt, admin)
    _save(rt, admin, 1, nilai="83")
    with rt.reading() as session:
        upp = get_upp(session, cast.upp["upp-a"])
        assert upp is not None
        lama = read_serahan(session, upp, 2023)["lama"]
    assert {year: one["versi"] for year, one in lama.items()} == {"2021": 1, "2022": 2}
    assert lama["2022"]["nilai"] == "83.00"


def test_nobody_writes_over_what_he_has_not_seen(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    _save(rt, admin)
    assert _code(rt, admin, nilai="83") == "isian.berubah"
    assert _code(rt, admin, 2, nilai="83") == "isian.berubah"
    with pytest.raises(ConflictError):
        _remove(rt, admin, 0)
    _save(rt, admin, 1, nilai="82")
    _remove(rt, admin, 2)
    # Who saw the first one is told, also after it was taken out and another came.
    assert _code(rt, admin, 1) == "isian.berubah"
    _save(rt, admin, 0, nilai="84")
    assert _code(rt, admin, 1) == "isian.berubah"
    found = _year(rt, admin).lama
    assert found is not None
    assert str(found.nilai.nilai) == "84.00"


def test_only_the_two_years_before_and_only_whole_forms(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    for lama in (2023, 2020, 2024, "", "x", None, "2022 ", [2022], "02022"):
        assert _code(rt, admin, lama=lama) == "tahun.unknown"
    _save(rt, admin, lama="2021", tahun=2022)
    with pytest.raises(FieldErrors):
        _save(rt, admin, nilai="3,26")
    assert _year(rt, admin).lama is None
    assert _year(rt, admin, 2021).lama is not None, "the report of the next year shows it, too"


def test_where_answers_are_they_count(rt: Runtime, cast: Cast) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    _save(rt, admin)
    _save(rt, pemprov)
    identity = factories.submit(rt, "layanan-a1", day=date(2022, 12, 31))
    for person in (admin, pemprov):
        shown = _year(rt, person)
        assert shown.lama is None
        assert shown.hasil is not None
        assert shown.hasil.n == 1
        assert _code(rt, person, 1) == "ikm_lama.ada_jawaban"
    # Another UPP, and the year before, have none of these answers.
    _save(rt, cast.admin_b)
    _save(rt, admin, lama=2021)
    with rt.reading() as session:
        row_id = session.exec(select(Jawaban.id).where(col(Jawaban.uuid) == identity)).one()
    assert row_id is not None
    remove(rt, admin, [row_id], "Isian percobaan")
    shown = _year(rt, admin)
    assert shown.lama is not None, "what was typed in had only been hidden"
    assert shown.hasil is None


def test_an_upt_s_answers_are_not_its_parent_s(rt: Runtime, cast: Cast) -> None:
    factories.submit(rt, "layanan-t1", day=date(2022, 5, 5))
    _save(rt, cast.admin_c)
    assert _code(rt, cast.admin_upt) == "ikm_lama.ada_jawaban"
    assert _code(rt, cast.people[Role.ADMIN_PEMPROV]) == "ikm_lama.ada_jawaban"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_may_write_an_earlier_index(rt: Runtime, cast: Cast) -> None:
    ketua = cast.people[Role.KETUA_TIM]
    _save(rt, ketua)
    assert _code(rt, ketua, upp="upp-a") == "tahunan.bukan_penulis"
    assert _code(rt, cast.admin_b, upp="upp-a") == "upp.unknown"
    for role in set(Role) - {Role.ADMIN_UPP, Role.ADMIN_PEMPROV, Role.KETUA_TIM}:
        assert _code(rt, cast.people[role], upp="upp-a") == "izin.denied"


def test_of_two_at_once_one_wins_also_through_the_reports_of_two_years(
    rt: Runtime, cast: Cast
) -> None:
    """2021 is a year before two reports: holding either of them would not be enough."""
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    for versi in range(RACES):
        done, told = race(
            *(
                partial(_save, rt, person, versi, tahun=tahun, lama=2021, upp="upp-a", nilai=nilai)
                for person, tahun, nilai in (
                    (admin, 2022, f"80,{versi:02}"),
                    (pemprov, 2023, f"81,{versi:02}"),
                )
            )
        )
        assert (len(done), [getattr(e, "code", e) for e in told.values()]) == (
            1,
            ["isian.berubah"],
        )
        found = _year(rt, admin, 2021).lama
        assert found is not None
        assert found.versi == versi + 1
