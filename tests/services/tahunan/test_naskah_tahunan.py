"""Writing the parts of an annual report: who may, versions, drafts, and two who write at once."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Audit, DrafTahunan, LaporanTahunan, NaskahTahunan
from sekampadi.db.queries.tahunan.naskah import list_versi_naskah
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.tahunan.bagian import list_bagian
from sekampadi.services.master.upp import create_upp, delete_upp, set_upp_active
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.draf import TandaDraf, edisi_of
from sekampadi.services.tahunan.naskah import (
    HalamanBagian,
    drop_draf_tahunan,
    load_bagian,
    load_versi,
    save_draf_tahunan,
    save_naskah_tahunan,
)
from sekampadi.services.tahunan.objek import list_tahun
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.services.tahunan.berebut import race

RACES = 50
READERS = {
    *(Role.ADMIN_UPP, Role.PIMPINAN_UPP, Role.ADMIN_PEMPROV, Role.KETUA_TIM),
    *(Role.KABAG_TATALAKSANA, Role.PIMPINAN),
}


def _read(rt: Runtime, person: Principal, upp: str = "", bagian: str = "latar") -> HalamanBagian:
    return load_bagian(rt, person, upp, 2022, bagian)


def _save(
    rt: Runtime, person: Principal, teks: object, versi: int = 0, *, upp: str = "", **at: object
) -> int:
    given = {"tahun": 2022, "bagian": "latar"} | at
    return save_naskah_tahunan(
        *(rt, person, upp, given["tahun"]),
        bagian=given["bagian"],
        versi=versi,
        isian={"teks": teks},
    )


def _draft(rt: Runtime, person: Principal, teks: str, versi: int = 0, upp: str = "") -> None:
    save_draf_tahunan(rt, person, upp, 2022, bagian="latar", versi=versi, isian={"teks": teks})


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as caught:
        act()
    return caught.value.code


# --- who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_each_role_reads_and_writes_what_it_should(role: Role, rt: Runtime, cast: Cast) -> None:
    person = cast.people[role]
    own = "upp-a"
    if role not in READERS:
        for upp in ("", own, "upp-b"):
            assert _code(lambda upp=upp: _read(rt, person, upp)) == "izin.denied"
            assert _code(lambda upp=upp: _save(rt, person, "x", upp=upp)) == "izin.denied"
        return
    assert _read(rt, person).objek.kode == (own if role.of_upp else "")
    assert _read(rt, person, own).objek.nama == "UPP-A"
    if role.of_upp:
        assert _code(lambda: _read(rt, person, "upp-b")) == "upp.unknown"
    else:
        assert _read(rt, person, "upp-b").objek.kode == "upp-b"
    assert _code(lambda: _read(rt, person, "upp-x")) == "upp.unknown"
    may = {
        Role.ADMIN_UPP: {own},
        Role.ADMIN_PEMPROV: {"", own, "upp-b"},
        Role.KETUA_TIM: {""},
    }.get(role, set())
    for upp in ("", own, "upp-b"):
        if upp == "" and role.of_upp:
            continue
        if upp in may:
            assert _read(rt, person, upp).boleh
            assert _save(rt, person, f"Ditulis {role}.", upp=upp) == 1
            assert _read(rt, person, upp).tertulis.isi.teks == f"Ditulis {role}."
            continue
        outside = role.of_upp and upp != own
        if not outside:
            assert not _read(rt, person, upp).boleh
        denied = {Role.KETUA_TIM: "tahunan.bukan_penulis", Role.ADMIN_UPP: "upp.unknown"}
        expected = denied.get(role, "izin.denied")
        assert _code(lambda upp=upp: _save(rt, person, "x", upp=upp)) == expected
        assert _code(lambda upp=upp: _draft(rt, person, "x", upp=upp)) == expected
    with rt.reading() as session:
        written = session.exec(select(NaskahTahunan.ditulis_oleh)).all()
        assert list(written) == [person.username] * len(may)


def test_a_parent_reads_and_writes_what_its_upt_has_and_not_the_other_way(
    rt: Runtime, cast: Cast
) -> None:
    assert _save(rt, cast.admin_upt, "Dari UPT.") == 1
    assert _read(rt, cast.admin_c, "upt-c1").tertulis.isi.teks == "Dari UPT."
    assert _save(rt, cast.admin_c, "Dari induk.", 1, upp="upt-c1") == 2
    assert _read(rt, cast.admin_c).objek.kode == "upp-c"
    assert _code(lambda: _read(rt, cast.admin_upt, "upp-c")) == "upp.unknown"
    assert _code(lambda: _save(rt, cast.admin_upt, "x", upp="upp-c")) == "upp.unknown"


def test_a_deactivated_upp_stays_readable_and_is_not_deleted(rt: Runtime, cast: Cast) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    _save(rt, cast.admin_b, "Sebelum ditutup.")
    set_upp_active(rt, pemprov, cast.upp["upp-b"], False)
    for person in (pemprov, cast.people[Role.PIMPINAN], cast.people[Role.KETUA_TIM]):
        assert _read(rt, person, "upp-b").tertulis.isi.teks == "Sebelum ditutup."
    row = create_upp(rt, pemprov, {"nama": "Dinas Baru", "jenis": "Dinas", "induk": ""})
    _save(rt, pemprov, "Ada naskahnya.", upp=row.kode)
    assert _code(lambda: delete_upp(rt, pemprov, row.id)) == "upp.used"


@pytest.mark.parametrize(
    "tahun", ["2019", "2024", 0, -1, "", None, "22", "2022 ", "２０２２", [2022]]
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_year_that_no_report_can_be_of_is_refused(rt: Runtime, cast: Cast, tahun: object) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    assert _code(lambda: load_bagian(rt, pemprov, "", tahun, "latar")) == "tahun.unknown"
    assert _code(lambda: _save(rt, pemprov, "x", tahun=tahun)) == "tahun.unknown"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_years_from_the_first_of_sekampadi_to_this_one(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    assert list_tahun(rt) == (2023, 2022, 2021, 2020)
    clock.set_local(date(2023, 12, 31), 23, 59)
    assert list_tahun(rt)[0] == 2023
    clock.set_local(date(2024, 1, 1), 0, 1)
    assert list_tahun(rt)[0] == 2024
    for tahun in list_tahun(rt):
        assert load_bagian(rt, cast.admin_b, "", str(tahun), "latar").objek.tahun == tahun


@pytest.mark.parametrize("bagian", ["wilayah", "", "latar'--", None, ["latar"], 7])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_part_that_the_report_does_not_have_is_not_found(
    rt: Runtime, cast: Cast, bagian: object
) -> None:
    assert _code(lambda: load_bagian(rt, cast.admin_b, "", 2022, bagian)) == "bagian.unknown"
    assert _code(lambda: _save(rt, cast.admin_b, "x", bagian=bagian)) == "bagian.unknown"
    with rt.reading() as session:
        assert session.exec(select(LaporanTahunan)).all() == []


# --- versions -------------------------------------------------------------------------------------


def test_versions_have_names_and_stay_and_nothing_takes_the_words_back(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    first = _read(rt, admin)
    assert (first.versi, first.versi_kini, first.tertulis.naskah) == ((), 0, None)
    assert first.tertulis.isi == first.tertulis.usulan
    assert not first.tertulis.usulan.kosong
    assert _save(rt, admin, "Satu.") == 1
    clock.set_local(date(2023, 5, 16))
    assert _save(rt, pemprov, "Dua.\n\nTiga.", 1, upp="upp-a") == 2
    assert _save(rt, admin, "Dua.\r\n\r\n\r\nTiga. ", 2) == 2, "the same words are no version"
    assert _save(rt, admin, "", 2) == 3
    page = _read(rt, admin)
    assert page.tertulis.isi == page.tertulis.usulan
    assert [(v.versi, v.kosong, v.ditulis_oleh) for v in page.versi] == [
        (3, True, "admin_upp"),
        (2, False, "admin_pemprov"),
        (1, False, "admin_upp"),
    ]
    texts = [load_versi(rt, admin, "", 2022, bagian="latar", versi=n).isi.teks for n in (1, 2, 3)]
    assert texts == ["Satu.", "Dua.\n\nTiga.", ""]
    assert page.versi[1].ditulis_pada > page.versi[2].ditulis_pada
    for unknown in (-1, 0, 4, 2**31, 2**70):
        look = partial(load_versi, rt, admin, "", 2022, bagian="latar", versi=unknown)
        assert _code(look) == "naskah.unknown"
    assert _save(rt, admin, "", 3) == 3
    # Another part, year and UPP have versions of their own.
    assert _save(rt, admin, "Lain.", bagian="maksud") == 1
    assert _save(rt, admin, "Lain.", tahun=2021) == 1
    assert _save(rt, cast.admin_b, "Lain.") == 1
    with rt.reading() as session:
        rows = session.exec(select(LaporanTahunan).order_by(col(LaporanTahunan.id))).all()
        assert [(r.seri, r.tahun, r.versi) for r in rows] == [
            (f"upp:{cast.upp['upp-a']}", 2022, 4),
            (f"upp:{cast.upp['upp-a']}", 2021, 1),
            (f"upp:{cast.upp['upp-b']}", 2022, 1),
        ]


def test_who_writes_on_an_older_version_is_told_and_loses_nothing(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    clock.set_local(date(2023, 5, 16), 1)  # in UTC it is the day before still
    _save(rt, pemprov, "Lebih dulu.", upp="upp-a")
    with pytest.raises(ConflictError) as caught:
        _save(rt, admin, "Yang diketik.")
    assert caught.value.code == "naskah.berubah"
    assert "admin_pemprov pada 16 Mei 2023" in caught.value.message
    page = _read(rt, admin)
    assert page.tertulis.isi.teks == "Lebih dulu."
    assert page.draf is not None
    assert (page.draf.versi, page.draf.isi.teks) == (0, "Yang diketik.")
    assert _read(rt, pemprov, "upp-a").draf is None
    # Looked at both, and saved on what stands there.
    assert _save(rt, admin, "Yang diketik.", page.versi_kini) == 2
    assert _read(rt, admin).draf is None


def test_of_many_versions_the_newest_are_listed_and_each_can_be_looked_at(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    for versi in range(37):
        clock.set_local(date(2023, 3, 1 + versi // 2))
        _save(rt, admin, f"Tulisan {versi + 1}.", versi)
    page = _read(rt, admin)
    assert [v.versi for v in page.versi] == list(range(37, 7, -1))
    assert (page.versi_kini, page.versi_lama, page.dilihat) == (37, 7, None)
    assert page.tertulis.isi.teks == "Tulisan 37."
    old = load_bagian(rt, admin, "", 2022, "latar", dilihat=2).dilihat
    assert old is not None
    assert (old.versi, old.isi.teks) == (2, "Tulisan 2.")
    with rt.reading() as session:
        (row_id,) = session.exec(select(LaporanTahunan.id)).all()
        assert row_id is not None
        listed = list_versi_naskah(session, row_id, "latar", limit=30)
    assert not any("Tulisan" in str(row) for row in listed), "what stands in them is not read"


def test_a_person_writes_thirty_versions_of_a_part_on_a_day_and_loses_nothing(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    clock.set_local(date(2023, 5, 15), 23, 59)
    assert _save(rt, admin, "Kemarin.") == 1
    clock.set_local(date(2023, 5, 16), 0, 1)  # in UTC it is the same day still
    for versi in range(1, 31):
        assert _save(rt, admin, f"Tulisan {versi}.", versi) == versi + 1
    with pytest.raises(ConflictError) as caught:
        _save(rt, admin, "Satu lagi.", 31)
    assert caught.value.code == "naskah.too_many"
    assert "tersimpan sebagai draf" in caught.value.message
    page = _read(rt, admin)
    assert (page.versi_kini, page.tertulis.isi.teks) == (31, "Tulisan 30.")
    assert page.draf is not None
    assert page.draf.isi.teks == "Satu lagi."
    assert _code(lambda: _save(rt, admin, "", 31)) == "naskah.too_many"
    # What stands there already is no version; other parts, years and people have their own thirty.
    assert _save(rt, admin, "Tulisan 30.", 31) == 31
    assert _save(rt, admin, "Lain.", bagian="maksud") == 1
    assert _save(rt, admin, "Lain.", tahun=2021) == 1
    assert _save(rt, pemprov, "Punya pemprov.", 31, upp="upp-a") == 32
    assert _save(rt, pemprov, "Tulisan 30.", 32, upp="upp-a") == 33
    clock.set_local(date(2023, 5, 17))
    assert _save(rt, admin, "Satu lagi.", 33) == 34
    assert _read(rt, admin).draf is None


def test_pressing_twice_is_no_conflict(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    assert _save(rt, admin, "Satu.") == 1
    assert _save(rt, admin, "Satu.") == 1
    page = _read(rt, admin)
    assert (len(page.versi), page.draf) == (1, None)


@pytest.mark.parametrize("versi", [-1, 1, 2, 2**70])
def test_a_version_that_was_never_seen_is_a_conflict(rt: Runtime, cast: Cast, versi: int) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    assert _code(lambda: _save(rt, admin, "x", versi)) == "naskah.berubah"
    page = _read(rt, admin)
    assert page.versi == ()
    assert page.draf is not None
    assert page.draf.versi == 0


def test_nothing_is_half_stored_when_the_words_are_refused(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    _draft(rt, admin, "Draf.")
    with pytest.raises(FieldErrors):
        _save(rt, admin, "x" * 20_001)
    with pytest.raises(FieldErrors):
        _draft(rt, admin, "x" * 20_001)
    page = _read(rt, admin)
    assert (page.versi, page.draf and page.draf.isi.teks) == ((), "Draf.")
    with rt.reading() as session:
        assert session.exec(select(Audit).where(col(Audit.aksi) == "tahunan.tulis")).all() == []


def test_a_hundred_races_for_one_part_have_one_winner_each(rt: Runtime, cast: Cast) -> None:
    """Fifty of the very first word, thereof four of a report's, and fifty of the second version."""
    people = (cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV])
    parts = [b.kunci for b in list_bagian(provinsi=False) if not b.tabel]
    for number in range(RACES):
        at = {"tahun": 2020 + number % 4, "bagian": parts[number // 4]}
        for versi in (0, 1):
            texts = [f"{p.username} {versi}" for p in people]
            done, told = race(
                *(
                    partial(_save, rt, person, teks, versi, upp="upp-a", **at)
                    for person, teks in zip(people, texts, strict=True)
                )
            )
            assert list(done.values()) == [versi + 1], told
            ((loser, error),) = told.items()
            assert isinstance(error, ConflictError)
            assert error.code == "naskah.berubah"
            page = load_bagian(rt, people[loser], "upp-a", at["tahun"], at["bagian"])
            assert page.versi_kini == versi + 1
            assert page.tertulis.isi.teks == texts[1 - loser]
            assert page.draf is not None
            assert page.draf.isi.teks == texts[loser]


# --- drafts ---------------------------------------------------------------------------------------


def test_a_draft_is_its_person_s_alone_and_gone_with_the_save(rt: Runtime, cast: Cast) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    _draft(rt, admin, "Belum sel")
    _draft(rt, admin, "Belum selesai.")
    _draft(rt, pemprov, "Punya pemprov.", upp="upp-a")
    for person, teks in ((admin, "Belum selesai."), (pemprov, "Punya pemprov.")):
        page = _read(rt, person, "upp-a")
        assert page.draf is not None
        assert page.draf.isi.teks == teks
        assert page.tertulis.draf
        assert page.tertulis.isi == page.tertulis.usulan, "a draft is not in the report"
    assert _read(rt, cast.people[Role.PIMPINAN_UPP]).draf is None
    _save(rt, admin, "Selesai.")
    assert _read(rt, admin).draf is None
    assert _read(rt, pemprov, "upp-a").draf is not None
    drop_draf_tahunan(rt, admin, "", 2022, "latar")
    assert _read(rt, pemprov, "upp-a").draf is not None
    drop_draf_tahunan(rt, pemprov, "upp-a", 2022, "latar")
    drop_draf_tahunan(rt, pemprov, "upp-a", 2022, "latar")
    assert _read(rt, pemprov, "upp-a").draf is None
    drop_draf_tahunan(rt, pemprov, "upp-b", 2022, "latar")
    with rt.reading() as session:
        assert session.exec(select(DrafTahunan)).all() == []
        aksi = [a for a in session.exec(select(Audit.aksi)) if a.startswith("tahunan.")]
        assert aksi == ["tahunan.tulis"], "drafts are nobody's business"


def test_what_stands_there_already_is_no_draft(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    usulan = _read(rt, admin).tertulis.usulan.teks
    _draft(rt, admin, "Lain.")
    _draft(rt, admin, usulan)
    assert _read(rt, admin).draf is None
    _draft(rt, admin, "Lain.")
    _save(rt, admin, "Lain.")
    _draft(rt, admin, "Lain.")  # the last word typed comes in after the save
    assert _read(rt, admin).draf is None
    _draft(rt, admin, "", 1)
    found = _read(rt, admin).draf
    assert found is not None, "taking the words away is a change"
    assert found.isi.kosong


def test_a_table_is_stored_and_drafted_as_lines(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    baris = [["Ani", "Sekretaris", "Ketua"], ["", "", ""], ["Budi"]]
    at = {"bagian": "tim", "versi": 0, "isian": {"baris": baris}}
    save_draf_tahunan(rt, admin, "", 2022, **at)
    page = load_bagian(rt, admin, "", 2022, "tim")
    assert page.draf is not None
    assert page.tertulis.kurang
    assert save_naskah_tahunan(rt, admin, "", 2022, **at) == 1
    page = load_bagian(rt, admin, "", 2022, "tim")
    assert page.tertulis.isi.baris == (("Ani", "Sekretaris", "Ketua"), ("Budi", "", ""))
    assert page.draf is None
    # What Budi does in the team is not said: it stands there, and is not complete.
    assert page.tertulis.kurang
    assert not page.tertulis.hilang
    at |= {"versi": 1, "isian": {"baris": [*baris[:2], ["Budi", "", "Anggota"]]}}
    assert save_naskah_tahunan(rt, admin, "", 2022, **at) == 2
    page = load_bagian(rt, admin, "", 2022, "tim")
    assert not page.tertulis.kurang
    assert [v.kosong for v in page.versi] == [False, False]


def _typed(rt: Runtime, person: Principal, teks: str, tanda: TandaDraf, versi: int = 0) -> str:
    """Let a tab keep what is typed; return the edition of the draft."""
    at = {"bagian": "latar", "versi": versi, "isian": {"teks": teks}}
    return edisi_of(save_draf_tahunan(rt, person, "", 2022, **at, tanda=tanda))  # type: ignore[arg-type]


def _draf_text(rt: Runtime, person: Principal) -> str | None:
    draf = _read(rt, person).draf
    return draf.isi.teks if draf else None


def test_neither_of_two_tabs_writes_over_what_it_has_not_seen(rt: Runtime, cast: Cast) -> None:
    """The clock stands still: editions of one moment are told apart all the same."""
    admin = cast.people[Role.ADMIN_UPP]
    first = _typed(rt, admin, "A", TandaDraf("", "a"))
    # An answer that was lost on its way back: the form knows no edition, but it is the same form.
    assert _typed(rt, admin, "A.", TandaDraf("", "a")) > first
    # Another tab began with what the first had written before.
    assert _code(lambda: _typed(rt, admin, "B", TandaDraf(first, "b"))) == "draf.tab_lain"
    # Nor does one that never saw a draft, or says nothing of itself.
    for tanda in (TandaDraf("", "b"), TandaDraf(), TandaDraf("x" * 3000, "A")):
        assert _code(lambda tanda=tanda: _typed(rt, admin, "B", tanda)) == "draf.tab_lain"
    assert _draf_text(rt, admin) == "A."
    # The same words harm nobody. One that opens it now has seen it, and the first one has not then.
    _typed(rt, admin, "A.", TandaDraf("", "c"))
    draf = _read(rt, admin).draf
    assert draf is not None
    seen = _typed(rt, admin, "B", TandaDraf(draf.edisi, "b"))
    assert _code(lambda: _typed(rt, admin, "A!", TandaDraf(first, "a"))) == "draf.tab_lain"
    _typed(rt, admin, "A!", TandaDraf(seen, "a"))
    assert _draf_text(rt, admin) == "A!"
    # Nobody else's draft is meant.
    assert _save(rt, cast.people[Role.ADMIN_PEMPROV], "Lain.", upp="upp-a") == 1


def test_a_tab_that_saves_or_throws_away_leaves_the_draft_of_the_other(
    rt: Runtime, cast: Cast
) -> None:
    admin, other = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    at = {"bagian": "latar", "versi": 0, "isian": {"teks": "Dari A."}}
    seen = _typed(rt, admin, "Dari A.", TandaDraf("", "a"))
    _typed(rt, admin, "Dari B.", TandaDraf(seen, "b"))
    drop_draf_tahunan(rt, admin, "", 2022, "latar", tanda=TandaDraf(seen, "a"))
    assert _draf_text(rt, admin) == "Dari B."
    assert save_naskah_tahunan(rt, admin, "", 2022, **at, tanda=TandaDraf(seen, "a")) == 1  # type: ignore[arg-type]
    page = _read(rt, admin)
    assert page.draf is not None
    assert (page.tertulis.isi.teks, page.draf.isi.teks, page.draf.versi) == (
        "Dari A.",
        "Dari B.",
        0,
    )
    # Somebody else has written, too: what is typed is nowhere if the draft is another tab's.
    _save(rt, other, "Dari pemprov.", 1, upp="upp-a")
    at = {"bagian": "latar", "versi": 1, "isian": {"teks": "Lagi dari A."}}
    save = partial(save_naskah_tahunan, rt, admin, "", 2022, **at, tanda=TandaDraf(seen, "a"))
    assert _code(save) == "draf.tab_lain"
    assert _draf_text(rt, admin) == "Dari B."
    # The one that wrote it throws it away.
    drop_draf_tahunan(rt, admin, "", 2022, "latar", tanda=TandaDraf("", "b"))
    assert _draf_text(rt, admin) is None
    assert _code(save) == "naskah.berubah"
    assert _draf_text(rt, admin) == "Lagi dari A."


def test_a_draft_goes_with_the_save_of_its_own_form(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    for versi, tanda in enumerate((TandaDraf("", "a"), TandaDraf("", ""))):
        edisi = _typed(rt, admin, f"Draf {versi}.", tanda, versi)
        known = tanda if tanda.tiket else TandaDraf(edisi)
        at = {"bagian": "latar", "versi": versi, "isian": {"teks": f"Jadi {versi}."}}
        assert save_naskah_tahunan(rt, admin, "", 2022, **at, tanda=known) == versi + 1  # type: ignore[arg-type]
        assert _draf_text(rt, admin) is None
