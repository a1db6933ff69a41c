"""What a plan is proposed for an unsur: its own suggestions only, complaints first, marked when quoted."""

import pytest

from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.usulan import Nada
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.tindak_lanjut import usulan
from sekampadi.services.tindak_lanjut.petikan import pick
from sekampadi.services.tindak_lanjut.usulan import count_usulan, load_usulan
from tests.services.tindak_lanjut.conftest import SARAN, Panggung, Submit

PUJIAN, USUL, LAIN = "cepat skali, mantap", "tolong jgn lama2 nunggunya", "terima kasih"


@pytest.fixture
def saran(panggung: Panggung, answer: Submit) -> dict[str, int]:
    """Leave more suggestions at upp-a, and one at another UPP; return their ids by text."""
    left = {text: answer("layanan-a1", text) for text in (PUJIAN, USUL, LAIN)}
    answer("layanan-c1", "lambat")
    return left | {SARAN: panggung.saran_id}


def test_those_that_speak_of_it_come_first_and_the_others_behind(
    panggung: Panggung, saran: dict[str, int]
) -> None:
    p = panggung
    found = load_usulan(p.rt, p.person, p.rencana_id, "waktu")
    assert [(r.saran, r.nada) for r in found.usulan] == [
        (SARAN, Nada.KELUHAN),
        (USUL, Nada.USUL),
        (PUJIAN, Nada.PUJIAN),
    ]
    assert [(r.saran, r.nada) for r in found.lain] == [(LAIN, None)]
    assert (found.menyebut, found.semua) == (3, 4)
    assert load_usulan(p.rt, p.person, p.rencana_id, "waktu", lain=0).lain == ()
    counts = count_usulan(p.rt, p.person, p.rencana_id)
    assert {u: n for u, n in counts.items() if n} == {
        Unsur.WAKTU: 3,
        Unsur.PERILAKU: 1,
        Unsur.SARANA: 1,
    }


def test_what_is_quoted_is_marked_for_its_unsur_only(
    panggung: Panggung, saran: dict[str, int]
) -> None:
    p = panggung
    quoted = pick(p.rt, p.person, p.rencana_id, "waktu", jawaban_id=p.saran_id).id

    def marks(unsur: str) -> list[int | None]:
        return [r.petikan_id for r in load_usulan(p.rt, p.person, p.rencana_id, unsur).usulan]

    assert marks("waktu") == [quoted, None, None]
    assert marks("sarana") == [None]


def test_what_moderation_removed_is_proposed_no_longer(
    panggung: Panggung, saran: dict[str, int]
) -> None:
    p = panggung
    remove(p.rt, p.person, [p.saran_id], alasan="Isian percobaan oleh petugas")
    found = load_usulan(p.rt, p.person, p.rencana_id, "waktu")
    assert [r.saran for r in found.usulan] == [USUL, PUJIAN]
    assert count_usulan(p.rt, p.person, p.rencana_id)[Unsur.SARANA] == 0


def test_no_more_are_proposed_than_somebody_reads(
    panggung: Panggung, saran: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usulan, "USULAN_MAX", 1)
    found = load_usulan(panggung.rt, panggung.person, panggung.rencana_id, "waktu")
    assert [r.saran for r in found.usulan] == [SARAN]
    assert [r.saran for r in found.lain] == [USUL, PUJIAN, LAIN]
    assert (found.menyebut, found.semua) == (3, 4)


def test_another_upp_s_plan_is_not_found_and_readers_do_not_pick(panggung: Panggung) -> None:
    p = panggung
    for stranger in (p.cast.admin_c, p.person):
        plan = p.rencana_id if stranger is not p.person else 10**6
        for ask in (
            lambda who, i: load_usulan(p.rt, who, i, "waktu"),
            lambda who, i: count_usulan(p.rt, who, i),
        ):
            with pytest.raises(NotFoundError) as caught:
                ask(stranger, plan)
            assert caught.value.code == "rencana.unknown"
    with pytest.raises(ForbiddenError):
        load_usulan(p.rt, p.cast.people[Role.PIMPINAN_UPP], p.rencana_id, "waktu")
    with pytest.raises(DomainError) as wrong:
        load_usulan(p.rt, p.person, p.rencana_id, "cuaca")
    assert wrong.value.code == "unsur.unknown"
