"""What a plan quotes: out of its own triwulan and UPP, and gone with what moderation removes."""

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Audit
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
)
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.layar.saran import release
from sekampadi.services.moderasi.moderasi import remove, restore
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.petikan import change_petikan, drop_petikan, pick
from sekampadi.services.tindak_lanjut.rencana import begin
from sekampadi.services.tindak_lanjut.tayang import load_tayang, save_tayang
from sekampadi.services.tindak_lanjut.usulan import load_usulan
from tests.services.tindak_lanjut.conftest import SARAN, SELESAI, TRIWULAN, Panggung, Submit

ALASAN = "Isian percobaan oleh petugas"
KATA = {"tampil": "1", "teks": "Loket kedua sudah dibuka."}


def _pick(p: Panggung, unsur: str = "waktu", teks: str | None = "Antreannya lama sekali") -> int:
    return pick(p.rt, p.person, p.rencana_id, unsur, jawaban_id=p.saran_id, teks=teks).id


def test_a_quotation_is_shortened_and_keeps_its_answer(panggung: Panggung) -> None:
    rt, person = panggung.rt, panggung.person
    proposed = load_usulan(rt, person, panggung.rencana_id, "waktu")
    assert [s.saran for s in (*proposed.usulan, *proposed.lain)] == [SARAN]
    petikan_id = _pick(panggung)
    (quoted,) = panggung.rencana().baris[0].petikan
    assert (quoted.id, quoted.teks) == (petikan_id, "Antreannya lama sekali, …")
    assert (quoted.jawaban_id, quoted.saran) == (panggung.saran_id, SARAN)
    assert _pick(panggung, teks=None) == petikan_id
    changed = change_petikan(rt, person, petikan_id, "Kursi tunggu kurang.")
    assert changed.teks == "… Kursi tunggu kurang."
    with pytest.raises(DomainError) as caught:
        change_petikan(rt, person, petikan_id, "Kursi tunggu cukup.")
    assert caught.value.code == "petikan.altered"
    assert _pick(panggung, "perilaku", "petugas tidak ramah") != petikan_id
    drop_petikan(rt, person, petikan_id)
    assert not panggung.rencana().baris[0].petikan


def test_what_moderation_removed_is_shown_as_such_and_comes_back(panggung: Panggung) -> None:
    rt, petikan_id = panggung.rt, _pick(panggung)
    remove(rt, panggung.person, [panggung.saran_id], alasan=ALASAN)
    (quoted,) = panggung.rencana().baris[0].petikan
    assert (quoted.dihapus, quoted.teks, quoted.saran) == (True, "", "")
    with pytest.raises(NotFoundError):
        change_petikan(rt, panggung.person, petikan_id, "Kursi tunggu kurang.")
    with pytest.raises(NotFoundError):
        _pick(panggung, "sarana")
    restore(rt, panggung.person, [panggung.saran_id], alasan=ALASAN)
    assert panggung.rencana().baris[0].petikan[0].teks == "Antreannya lama sekali, …"


def test_people_s_words_do_not_stand_in_the_trail(panggung: Panggung) -> None:
    drop_petikan(panggung.rt, panggung.person, _pick(panggung))
    with panggung.rt.reading() as session:
        acts = session.exec(select(Audit).where(col(Audit.aksi).startswith("tindak_lanjut.petik")))
        rincian = [a.rincian for a in acts]
    assert [(r["sebelum"], r["sesudah"]) for r in rincian] == [
        ({"karakter": 0}, {"karakter": 25}),
        ({"karakter": 25}, {"karakter": 0}),
    ]
    assert "lama" not in str(rincian)


def test_a_plan_quotes_nobody_else_s_suggestions(panggung: Panggung, answer: Submit) -> None:
    rt, cast = panggung.rt, panggung.cast
    induk, upt = answer("layanan-c1", "Toilet kotor"), answer("layanan-t1", "Parkir sempit")
    for jawaban_id in (induk, upt, 0):
        with pytest.raises(NotFoundError):
            pick(rt, panggung.person, panggung.rencana_id, "sarana", jawaban_id=jawaban_id)
    # The induk's plan is that of both; the UPT's is its own.
    joint, own = (
        begin(rt, p, k, TRIWULAN) for p, k in ((cast.admin_c, "upp-c"), (cast.admin_upt, ""))
    )

    def offered(who: Principal, rencana_id: int) -> set[int]:
        page = load_usulan(rt, who, rencana_id, "sarana")
        return {s.jawaban_id for s in (*page.usulan, *page.lain)}

    assert offered(cast.admin_c, joint) == {induk, upt}
    assert offered(cast.admin_upt, own) == {upt}
    with pytest.raises(NotFoundError):
        offered(cast.admin_b, joint)
    with pytest.raises(ForbiddenError):
        offered(cast.people[Role.PIMPINAN], joint)


def test_everyone_reads_what_was_done_and_a_quotation_only_while_it_is_released(
    panggung: Panggung,
) -> None:
    rt, person, kegiatan = panggung.rt, panggung.person, panggung.kegiatan()
    petikan_id = str(_pick(panggung))
    assert load_tayang(rt, "upp-a") == ()
    with pytest.raises(ConflictError) as early:
        save_tayang(rt, person, kegiatan, 1, KATA)
    assert early.value.code == "tayang.belum_selesai"
    save_hasil(rt, person, kegiatan, 1, SELESAI)
    with pytest.raises(DomainError) as unreleased:
        save_tayang(rt, person, kegiatan, 2, KATA | {"petikan": petikan_id})
    assert unreleased.value.code == "petikan.belum_dirilis"
    release(rt, person, panggung.saran_id, show=True)
    shown = save_tayang(rt, person, kegiatan, 2, KATA | {"petikan": petikan_id})
    assert shown.tayang_pada == rt.now()
    (line,) = load_tayang(rt, "upp-a")
    assert (line.kutipan, line.teks) == ("Antreannya lama sekali, …", KATA["teks"])
    assert (line.triwulan, line.unsur) == (TRIWULAN, "waktu")
    release(rt, person, panggung.saran_id, show=False)
    assert load_tayang(rt, "upp-a")[0].kutipan == ""
    release(rt, person, panggung.saran_id, show=True)
    remove(rt, person, [panggung.saran_id], alasan=ALASAN)
    assert load_tayang(rt, "upp-a")[0].kutipan == ""
    with pytest.raises(ConflictError):
        drop_petikan(rt, person, int(petikan_id))
    # What is not done any more, is not shown as done.
    save_hasil(rt, person, kegiatan, 3, {"status": "berjalan", "uraian": "Loket ditutup lagi."})
    assert load_tayang(rt, "upp-a") == ()


def test_nobody_s_sentence_is_copied_onto_the_public_page(panggung: Panggung) -> None:
    rt, person, kegiatan = panggung.rt, panggung.person, panggung.kegiatan()
    save_hasil(rt, person, kegiatan, 1, SELESAI)
    for teks in (
        f"Ada yang berkata: {SARAN.upper()}",
        "antreannya lama sekali petugas tidak ramah, maka kami menambah loket",
    ):
        with pytest.raises(FieldErrors) as caught:
            save_tayang(rt, person, kegiatan, 2, KATA | {"teks": teks})
        assert caught.value.code == "teks.saran"
    own = "Antreannya lama sekali, petugas kami tambah satu orang."
    save_tayang(rt, person, kegiatan, 2, KATA | {"teks": own})
    assert load_tayang(rt, "upp-a")[0].teks == own


def test_of_fewer_than_five_nobody_is_quoted(panggung: Panggung, answer: Submit) -> None:
    rt, admin = panggung.rt, panggung.cast.admin_upt
    jawaban_id = answer("layanan-t1", "Parkir sempit")
    rencana_id = begin(rt, admin, "", TRIWULAN)
    petikan = pick(rt, admin, rencana_id, "sarana", jawaban_id=jawaban_id)
    release(rt, admin, jawaban_id, show=True)
    panggung.rencana_id, panggung.person = rencana_id, admin
    kegiatan = panggung.kegiatan("sarana")
    save_hasil(rt, admin, kegiatan, 1, SELESAI)
    save_tayang(rt, admin, kegiatan, 2, KATA | {"petikan": str(petikan.id)})
    assert load_tayang(rt, "upt-c1")[0].kutipan == "Parkir sempit"
    others = [s for s in _answers(panggung) if s != jawaban_id]
    remove(rt, admin, others[:2], alasan=ALASAN)
    assert load_tayang(rt, "upt-c1")[0].kutipan == ""


def _answers(panggung: Panggung) -> list[int]:
    from sekampadi.db.models import Jawaban

    with panggung.rt.reading() as session:
        found = session.exec(
            select(Jawaban.id).where(col(Jawaban.layanan_id) == panggung.cast.layanan["layanan-t1"])
        )
        return [i for i in found if i is not None]
