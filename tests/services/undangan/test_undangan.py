"""Invitations: one link for a reference, one answer for a link, and nothing that joins the two."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from sekampadi.db.models import metadata
from sekampadi.domain.errors import ConflictError, DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.integrasi.undangan import TERBUKA
from sekampadi.domain.izin import Role
from sekampadi.domain.moderasi import Tanda
from sekampadi.services.master.layanan import set_layanan_active
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei import kotak
from sekampadi.services.survei.kotak import empty_kotak
from sekampadi.services.survei.survei import is_stored
from sekampadi.services.tabel.tabel import load_table
from sekampadi.services.undangan.tabel_undangan import SEDIKIT, TABLE_UNDANGAN
from sekampadi.services.undangan.undangan import make_undangan, open_undangan
from tests.conftest import SettableClock
from tests.factories import Cast, isian, send
from tests.undangan import answer, invite, key_of, token_of

MONDAY = date(2023, 5, 15)


def rows(rt: Runtime, table: str) -> list[dict[str, object]]:
    with rt.reading() as session:
        found = session.connection().execute(select(metadata.tables[table])).mappings()
        return [dict(row) for row in found]


def next_week(clock: SettableClock, weeks: int = 1) -> None:
    clock.advance(timedelta(weeks=weeks))


def test_an_answer_by_invitation_enters_with_the_others_after_its_week(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    links = [token_of(invite(rt, cast, f"REG-{n}")) for n in range(TERBUKA + 1)]
    sent: list[uuid.UUID] = []
    for n, link in enumerate(links[:TERBUKA]):
        clock.advance(timedelta(hours=7))
        sent.append(answer(rt, link, isian(usia=str(30 + n), saran=f"Saran nomor {n} dari warga")))
    assert rows(rt, "jawaban") == []
    assert rows(rt, "rekap_hari") == []
    assert empty_kotak(rt) == 0, "the week is not over"
    clock.set_local(MONDAY + timedelta(days=7), hour=1)
    assert empty_kotak(rt) == TERBUKA
    found = rows(rt, "jawaban")
    assert {row["usia"] for row in found} == {30, 31, 32, 33, 34}
    assert {row["saran"] for row in found} == {f"Saran nomor {n} dari warga" for n in range(5)}
    assert {(row["waktu"], row["tanggal"], row["durasi_detik"]) for row in found} == {
        (found[0]["waktu"], date(2023, 5, 22), None)
    }
    assert not {row["uuid"] for row in found} & {*sent}
    assert check_rekap(rt) == []
    used = {row["referensi"]: row["terpakai"] for row in rows(rt, "undangan")}
    assert used == {**{f"REG-{n}": "2023-W21" for n in range(5)}, "REG-5": ""}
    assert rows(rt, "undangan_terpakai") == []
    assert {row["isi"] for row in rows(rt, "kotak_jawaban")} == {""}
    assert empty_kotak(rt) == 0
    assert len(rows(rt, "jawaban")) == TERBUKA


def test_fewer_wait_until_there_are_enough_and_at_most_a_triwulan(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    for n in range(TERBUKA - 1):
        answer(rt, token_of(invite(rt, cast, f"REG-{n}")))
    for _ in range(12):
        next_week(clock)
        assert empty_kotak(rt) == 0
    assert rows(rt, "undangan") == [], "references go before their answers enter"
    next_week(clock)
    assert empty_kotak(rt) == TERBUKA - 1
    next_week(clock, 3)
    empty_kotak(rt)
    assert rows(rt, "kotak_jawaban") == rows(rt, "undangan_terpakai") == []


def test_others_of_a_later_week_make_them_enough(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    for n in range(TERBUKA):
        answer(rt, token_of(invite(rt, cast, f"REG-{n}")))
        next_week(clock)
    assert empty_kotak(rt) == TERBUKA
    assert {row["terpakai"] for row in rows(rt, "undangan")} == {"2023-W25"}


def test_layanan_do_not_make_one_another_enough(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    for n in range(TERBUKA - 1):
        answer(rt, token_of(invite(rt, cast, f"REG-{n}")))
        other = token_of(invite(rt, cast, f"REG-{n}", "layanan-a2"))
        answer(rt, other, layanan="layanan-a2")
    next_week(clock)
    assert empty_kotak(rt) == 0


def test_a_link_is_used_by_one_answer_and_not_by_looking(rt: Runtime, cast: Cast) -> None:
    link = token_of(invite(rt, cast, "REG-1"))
    for _ in range(3):
        assert open_undangan(rt, link) == "layanan-a1"
    answer(rt, link)
    with pytest.raises(ConflictError) as caught:
        open_undangan(rt, link)
    assert caught.value.code == "undangan.terpakai"
    assert len(rows(rt, "kotak_jawaban")) == 1
    answer(rt, link)  # somebody else, whose answer is one like any other
    assert len(rows(rt, "kotak_jawaban")) == 1
    assert len(rows(rt, "jawaban")) == 1


def test_sent_again_it_is_taken_once_also_after_it_has_entered(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    links = [token_of(invite(rt, cast, f"REG-{n}")) for n in range(TERBUKA)]
    clock.set_local(MONDAY + timedelta(days=6), hour=23)
    sent = [answer(rt, link, isian(usia="44")) for link in links]
    answer(rt, links[0], isian(usia="44"), identity=sent[0])
    with pytest.raises(ConflictError) as caught:
        answer(rt, links[0], isian(usia="45"), identity=sent[0])
    assert caught.value.code == "survei.sent_otherwise"
    assert is_stored(rt, str(sent[0]), "layanan-a1")
    clock.advance(timedelta(hours=2))
    assert empty_kotak(rt) == TERBUKA
    answer(rt, links[0], isian(usia="44"), identity=sent[0])
    assert is_stored(rt, str(sent[0]), "layanan-a1")
    assert len(rows(rt, "jawaban")) == TERBUKA
    with pytest.raises(ConflictError):
        open_undangan(rt, links[0])


def test_broken_off_between_storing_and_clearing_nothing_is_doubled(
    rt: Runtime, cast: Cast, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(TERBUKA):
        answer(rt, token_of(invite(rt, cast, f"REG-{n}")))
    next_week(clock)
    with monkeypatch.context() as patch:
        patch.setattr(kotak, "_mark_used", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            empty_kotak(rt)
    assert len(rows(rt, "jawaban")) == TERBUKA
    assert {row["terpakai"] for row in rows(rt, "undangan")} == {""}
    empty_kotak(rt)
    assert len(rows(rt, "jawaban")) == TERBUKA
    assert {row["terpakai"] for row in rows(rt, "undangan")} == {"2023-W21"}
    assert rows(rt, "undangan_bulan")[0]["dijawab"] == TERBUKA
    assert check_rekap(rt) == []


def test_the_worker_empties_the_box(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    for n in range(TERBUKA):
        answer(rt, token_of(invite(rt, cast, f"REG-{n}")))
    worker = PekerjaOutbox(rt)
    worker.step()
    assert rows(rt, "jawaban") == []
    next_week(clock)
    worker.step()
    assert len(rows(rt, "jawaban")) == TERBUKA


def test_one_reference_has_one_link_until_it_expires(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    first = invite(rt, cast, "REG-1")
    assert first.baru
    assert first.sampai == date(2023, 6, 4)
    again = invite(rt, cast, "REG-1")
    assert (again.tautan, again.baru) == (first.tautan, False)
    assert invite(rt, cast, "REG-1", "layanan-a2").tautan != first.tautan
    answer(rt, token_of(first))
    assert invite(rt, cast, "REG-1").tautan == first.tautan, "nobody learns that it was used"
    clock.set_local(date(2023, 6, 4), hour=23)
    assert invite(rt, cast, "REG-1").tautan == first.tautan
    clock.set_local(date(2023, 6, 5))
    with pytest.raises(ConflictError):
        open_undangan(rt, token_of(first))
    new = invite(rt, cast, "REG-1")
    assert new.baru
    assert new.tautan != first.tautan
    assert open_undangan(rt, token_of(new)) == "layanan-a1"
    with pytest.raises(NotFoundError):
        open_undangan(rt, token_of(first))


def test_a_link_that_has_expired_says_so_and_a_survey_begun_before_is_taken(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    late, later = (token_of(invite(rt, cast, f"REG-{n}")) for n in range(2))
    clock.set_local(date(2023, 6, 5), hour=1)
    with pytest.raises(ConflictError) as caught:
        open_undangan(rt, late)
    assert caught.value.code == "undangan.kedaluwarsa"
    assert "4 Juni 2023" in caught.value.message
    answer(rt, late)
    assert len(rows(rt, "kotak_jawaban")) == 1
    clock.set_local(date(2023, 6, 6), hour=1)
    answer(rt, later)
    assert len(rows(rt, "kotak_jawaban")) == 1
    assert len(rows(rt, "jawaban")) == 1


@pytest.mark.parametrize("text", ["", "x" * 21, "x" * 22, "x" * 23, "é" * 22, "../../etc/passwd"])
def test_what_is_no_link_opens_nothing(rt: Runtime, cast: Cast, text: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        open_undangan(rt, text)
    assert caught.value.code == "undangan.unknown"


def test_a_link_is_for_its_layanan_and_for_no_closed_one(rt: Runtime, cast: Cast) -> None:
    link = token_of(invite(rt, cast, "REG-1"))
    answer(rt, link, layanan="layanan-b1")
    assert rows(rt, "kotak_jawaban") == []
    set_layanan_active(
        rt, cast.people[Role.ADMIN_PEMPROV], cast.layanan["layanan-a1"], active=False
    )
    with pytest.raises(NotFoundError) as caught:
        open_undangan(rt, link)
    assert caught.value.code == "layanan.inactive"
    with pytest.raises(NotFoundError):
        answer(rt, link)
    with pytest.raises(NotFoundError):
        invite(rt, cast, "REG-2")
    assert rows(rt, "undangan_terpakai") == []


def test_only_a_key_for_invitations_of_the_own_upp_makes_one(rt: Runtime, cast: Cast) -> None:
    for person in (*cast.people.values(), replace(key_of(cast.upp["upp-a"]), guna=frozenset())):
        with pytest.raises(ForbiddenError):
            make_undangan(rt, person, "layanan-a1", "REG-1")
    with pytest.raises(NotFoundError):
        invite(rt, cast, "REG-1", "layanan-b1")
    with pytest.raises(NotFoundError):
        invite(rt, cast, "REG-1", "tidak-ada")
    assert rows(rt, "undangan") == []
    assert rows(rt, "undangan_bulan") == []


@pytest.mark.parametrize(
    "referensi",
    ["", "x" * 65, "a b", "\0", "-1", 7, None, "6171010101900001", "081234567890", "6281234567890"],
)
def test_a_reference_is_letters_and_figures_and_no_persons_number(
    rt: Runtime, cast: Cast, referensi: object
) -> None:
    with pytest.raises(DomainError) as caught:
        make_undangan(rt, key_of(cast.upp["upp-a"]), "layanan-a1", referensi)
    assert caught.value.code == "undangan.referensi"
    assert rows(rt, "undangan") == []


def test_links_outlive_a_new_secret_and_their_makers_ask_again(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    links = [invite(rt, cast, f"REG-{n}") for n in range(TERBUKA)]
    sent = answer(rt, token_of(links[0]))
    new, old = "b" * 40, rt.settings.secret_key
    rt.settings = rt.settings.model_copy(
        update={"secret_key": type(old)(new), "secret_key_old": old}
    )
    answer(rt, token_of(links[0]), identity=sent)
    assert len(rows(rt, "kotak_jawaban")) == 1
    with pytest.raises(ConflictError):
        open_undangan(rt, token_of(links[0]))
    assert invite(rt, cast, "REG-1").tautan == links[1].tautan
    for link in links[1:]:
        answer(rt, token_of(link))
    next_week(clock)
    assert empty_kotak(rt) == TERBUKA
    assert {row["terpakai"] for row in rows(rt, "undangan")} == {"2023-W21"}


def test_marks_are_those_of_any_answer_but_for_the_seconds(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    for n in range(TERBUKA):
        answer(rt, token_of(invite(rt, cast, f"REG-{n}")), isian(saran="asdfghjkl qwrtpsdf"))
    next_week(clock)
    empty_kotak(rt)
    wanted = Tanda.TANPA_AWAL | Tanda.TEKS_ACAK
    assert all(Tanda(int(str(r["tanda"]))) & wanted == wanted for r in rows(rt, "jawaban"))


def test_the_rate_is_shown_from_five_on_within_the_scope(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    def seen(person: Role) -> list[tuple[object, ...]]:
        view = load_table(rt, cast.people[person], TABLE_UNDANGAN, {})
        keys = ("bulan", "layanan", "dibuat", "dijawab", "persen")
        return [tuple(row.values[key] for key in keys) for row in view.page.rows]

    links = [token_of(invite(rt, cast, f"REG-{n}")) for n in range(4)]
    for link in links:
        answer(rt, link)
    assert seen(Role.ADMIN_UPP) == [("2023-05", "Layanan a1", SEDIKIT, SEDIKIT, "–")]
    links = [token_of(invite(rt, cast, f"REG-{n}")) for n in range(4, 8)]
    assert seen(Role.ADMIN_PEMPROV) == [("2023-05", "Layanan a1", "8", SEDIKIT, "–")]
    for link in links[:2]:
        answer(rt, link)
    assert seen(Role.ADMIN_UPP) == [("2023-05", "Layanan a1", "8", SEDIKIT, "–")]
    next_week(clock)
    empty_kotak(rt)
    assert seen(Role.ADMIN_UPP) == [("2023-05", "Layanan a1", "8", "6", "75%")]
    other = load_table(rt, cast.admin_b, TABLE_UNDANGAN, {})
    assert list(other.page.rows) == []
    send(rt, "layanan-a1")  # an answer of another way is not counted here
    assert seen(Role.ADMIN_UPP)[0][3] == "6"


def test_nothing_is_left_in_the_trail_or_the_outbox(rt: Runtime, cast: Cast) -> None:
    before = len(rows(rt, "audit"))
    answer(rt, token_of(invite(rt, cast, "REG-1")), isian(umum="1", u1="1", u2="1"))
    assert len(rows(rt, "audit")) == before
    assert rows(rt, "outbox") == []
