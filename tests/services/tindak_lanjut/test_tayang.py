"""What everyone reads of what was done: of an UPT's people, too, nobody is named."""

from datetime import date

import pytest
from sqlmodel import col, select, update

from sekampadi.db.models import Jawaban, PublikSimpul
from sekampadi.services.layar.saran import release
from sekampadi.services.moderasi.moderasi import remove, restore
from sekampadi.services.publik.publik import settle
from sekampadi.services.tindak_lanjut import tayang
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.petikan import pick
from sekampadi.services.tindak_lanjut.rencana import begin
from sekampadi.services.tindak_lanjut.tayang import load_tayang, save_tayang
from tests.services.tindak_lanjut.conftest import SELESAI, TRIWULAN, Panggung, Submit

KATA = {"tampil": "1", "teks": "Parkir diperluas ke halaman samping."}


def _joint(p: Panggung, jawaban_id: int) -> None:
    """Let the induk answer what was said of its UPT."""
    p.person = p.cast.admin_c
    p.rencana_id = begin(p.rt, p.person, "upp-c", TRIWULAN)
    petikan = pick(p.rt, p.person, p.rencana_id, "sarana", jawaban_id=jawaban_id)
    release(p.rt, p.person, jawaban_id, show=True)
    kegiatan = p.kegiatan("sarana")
    save_hasil(p.rt, p.person, kegiatan, 1, SELESAI)
    save_tayang(p.rt, p.person, kegiatan, 2, KATA | {"petikan": str(petikan.id)})


def test_an_induk_quotes_its_upt_only_where_both_are_shown(
    panggung: Panggung, answer: Submit
) -> None:
    rt, jawaban_id = panggung.rt, answer("layanan-t1", "Parkir sempit")
    _joint(panggung, jawaban_id)
    settle(rt)
    (line,) = load_tayang(rt, "upp-c")
    assert (line.kutipan, line.teks, line.selesai) == (
        *("Parkir sempit", KATA["teks"]),
        date(2023, 5, 10),
    )
    assert load_tayang(rt, "upt-c1") == ()
    with rt.reading() as session:
        at_upt = col(Jawaban.layanan_id) == panggung.cast.layanan["layanan-t1"]
        others = [i for i in session.exec(select(Jawaban.id).where(at_upt)) if i != jawaban_id]
    few = [i for i in others[:2] if i]
    remove(rt, panggung.person, few, alasan="Isian percobaan")
    assert load_tayang(rt, "upp-c")[0].kutipan == ""
    restore(rt, panggung.person, few, alasan="Isian percobaan")
    assert load_tayang(rt, "upp-c")[0].kutipan == "Parkir sempit"
    node = PublikSimpul.c
    for kode in ("upt-c1", "upp-c"):
        with rt.writing() as session:
            hidden = update(PublikSimpul).where(node.kunci == f"upp:{panggung.cast.upp[kode]}")
            found = session.connection().execute(hidden.values(tampil=False))
            assert found.rowcount == 1
        assert load_tayang(rt, "upp-c")[0].kutipan == ""
        with rt.writing() as session:
            session.connection().execute(hidden.values(tampil=True))


def test_the_newest_are_shown_and_no_more_than_a_page_holds(
    panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    rt, person = panggung.rt, panggung.person
    monkeypatch.setattr(tayang, "TAYANG_MAX", 5)
    for day in range(1, 12):
        kegiatan = panggung.kegiatan(nama=f"Kegiatan {day}")
        save_hasil(rt, person, kegiatan, 1, SELESAI | {"selesai_pada": f"{day:02}-04-2023"})
        save_tayang(rt, person, kegiatan, 2, KATA | {"teks": f"Selesai yang ke-{day}."})
    days = [line.selesai.day for line in load_tayang(rt, "upp-a")]
    assert days == [11, 10, 9, 8, 7]
