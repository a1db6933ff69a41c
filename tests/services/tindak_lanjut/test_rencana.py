"""A plan on both databases: begun from a sheet, kept over its revision, changed by one at a time."""

import threading
from datetime import date

import pytest
from sqlmodel import select

from sekampadi.db.models import Audit, Kegiatan
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
)
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import (
    add_kegiatan,
    change_kegiatan,
    load_kegiatan,
    move_kegiatan,
    remove_kegiatan,
)
from sekampadi.services.tindak_lanjut.rencana import begin, load_rencana, take_over
from sekampadi.services.tindak_lanjut.riwayat import load_riwayat
from tests import factories
from tests.factories import Cast
from tests.services.tindak_lanjut.conftest import KEGIATAN, SELESAI, TRIWULAN, Panggung


def test_a_plan_begins_from_the_sheet_worst_unsur_first(panggung: Panggung) -> None:
    rencana = panggung.rencana()
    assert rencana.lembar.nomor == "0001/UPP-A/TW-I/2023"
    # Of eight answers: seven twos and a one in waktu, 1 2 3 4 1 2 3 and 3 in persyaratan.
    first, second = rencana.baris[:2]
    assert (first.nilai.unsur, first.nilai.nrr) == ("waktu", "1.88")
    assert (second.nilai.unsur, second.nilai.nrr) == ("persyaratan", "2.38")
    assert [b.nomor for b in rencana.baris] == list(range(1, 10))
    assert [b.nilai.unsur.kode for b in rencana.baris[2:]] == [
        *("U2", "U4", "U5", "U6", "U7", "U8", "U9")
    ]
    assert begin(panggung.rt, panggung.person, "", TRIWULAN) == panggung.rencana_id


def test_without_a_sheet_in_force_there_is_no_plan(rt: Runtime, cast: Cast) -> None:
    with pytest.raises(ConflictError) as caught:
        begin(rt, cast.people[Role.ADMIN_UPP], "", TRIWULAN)
    assert caught.value.code == "rencana.tanpa_lembar"
    for triwulan in (Triwulan(2023, 2), Triwulan(2019, 4)):
        with pytest.raises(DomainError) as unknown:
            load_rencana(rt, cast.people[Role.ADMIN_UPP], "", triwulan)
        assert unknown.value.code == "triwulan.unknown"


def test_an_upt_without_a_sheet_of_its_own_plans_from_the_joint_one(
    rt: Runtime, cast: Cast, terbit: int
) -> None:
    assert terbit
    own = begin(rt, cast.admin_upt, "", TRIWULAN)
    induk = begin(rt, cast.admin_c, "upp-c", TRIWULAN)
    assert own != induk
    found = load_rencana(rt, cast.admin_upt, "", TRIWULAN)
    assert found.rencana is not None
    assert (found.upp.kode, found.rencana.lembar.seri) == ("upt-c1", f"upt:{cast.upp['upp-c']}")
    assert load_rencana(rt, cast.admin_c, "upt-c1", TRIWULAN).rencana == found.rencana


def test_a_revision_marks_what_changed_and_keeps_the_texts(panggung: Panggung) -> None:
    kegiatan = panggung.kegiatan()
    factories.submit(panggung.rt, "layanan-a1", factories.isian(u3="4"), day=date(2023, 3, 31))
    for _ in range(8):
        factories.submit(panggung.rt, "layanan-a1", day=date(2023, 3, 30))
    lama = panggung.rencana().lembar
    settle(panggung.rt)
    publish(
        panggung.rt,
        panggung.person,
        periode=TRIWULAN.periode,
        menggantikan=lama.nomor,
        alasan="Jawaban kertas menyusul",
    )
    before = panggung.rencana()
    assert before.lembar.id == lama.id
    assert (before.lembar_baru and before.lembar_baru.revisi) == 2
    # Of seventeen answers: 43 in waktu, 46 in persyaratan; all others are threes as before.
    changed = [(b.nilai.unsur.kode, b.nilai.nrr, b.baru.nrr) for b in before.baris if b.baru]
    assert changed == [("U3", "1.88", "2.53"), ("U1", "2.38", "2.71")]
    take_over(panggung.rt, panggung.person, panggung.rencana_id)
    after = panggung.rencana()
    assert (after.lembar.revisi, after.lembar_baru) == (2, None)
    assert [k.row.id for k in after.kegiatan] == [kegiatan]
    assert all(b.baru is None for b in after.baris)
    with pytest.raises(ConflictError):
        take_over(panggung.rt, panggung.person, panggung.rencana_id)


def test_actions_are_numbered_moved_and_taken_out(panggung: Panggung) -> None:
    rt, person = panggung.rt, panggung.person
    one, two, three = (panggung.kegiatan(nama=f"Kegiatan {i}") for i in (1, 2, 3))
    panggung.kegiatan("persyaratan")
    move_kegiatan(rt, person, three, up=True)
    move_kegiatan(rt, person, one, up=True)
    remove_kegiatan(rt, person, one, 1)
    lines = [(k.nomor, k.row.isi.nama) for k in panggung.rencana().kegiatan]
    assert lines == [("1.1", "Kegiatan 3"), ("1.2", "Kegiatan 2"), ("2.1", KEGIATAN["nama"])]
    assert panggung.kegiatan(nama="Kegiatan 4")
    assert [k.row.isi.nama for k in panggung.rencana().baris[0].kegiatan][-1] == "Kegiatan 4"
    with pytest.raises(NotFoundError):
        load_kegiatan(rt, person, one)
    assert load_kegiatan(rt, person, two).versi == 1


def test_nobody_writes_over_what_he_has_not_seen(panggung: Panggung) -> None:
    rt, kegiatan = panggung.rt, panggung.kegiatan()
    changed = change_kegiatan(
        rt, panggung.person, kegiatan, 1, KEGIATAN | {"nama": "Menambah dua loket"}
    )
    assert changed.versi == 2
    pemprov = panggung.cast.people[Role.ADMIN_PEMPROV]
    for act in (
        lambda: change_kegiatan(rt, pemprov, kegiatan, 1, KEGIATAN | {"nama": "Tanpa loket"}),
        lambda: save_hasil(rt, pemprov, kegiatan, 1, SELESAI),
        lambda: remove_kegiatan(rt, pemprov, kegiatan, 1),
    ):
        with pytest.raises(ConflictError) as caught:
            act()
        assert caught.value.code == "kegiatan.berubah"
    stored = load_kegiatan(rt, pemprov, kegiatan)
    assert (stored.isi.nama, stored.versi) == ("Menambah dua loket", 2)
    # Who saves what is there already changes nothing.
    same = change_kegiatan(rt, pemprov, kegiatan, 2, KEGIATAN | {"nama": "Menambah dua loket"})
    assert same == stored


def test_of_two_who_save_at_once_one_is_told(panggung: Panggung) -> None:
    kegiatan, results = panggung.kegiatan(), list[str]()
    ready = threading.Barrier(2)

    def save(name: str) -> None:
        ready.wait()
        try:
            change_kegiatan(panggung.rt, panggung.person, kegiatan, 1, KEGIATAN | {"nama": name})
            results.append("saved")
        except ConflictError as error:
            results.append(error.code)

    threads = [threading.Thread(target=save, args=(f"Kegiatan {i}",)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["kegiatan.berubah", "saved"]


def test_what_was_told_of_is_called_off_not_taken_out(panggung: Panggung) -> None:
    rt, person, kegiatan = panggung.rt, panggung.person, panggung.kegiatan()
    panggung.kegiatan("persyaratan")
    save_hasil(rt, person, kegiatan, 1, SELESAI)
    rencana = panggung.rencana()
    assert str(rencana.realisasi.persen) == "50.00"
    assert rencana.kegiatan[0].row.hasil.selesai_pada == date(2023, 5, 10)
    with pytest.raises(ConflictError) as caught:
        remove_kegiatan(rt, person, kegiatan, 2)
    assert caught.value.code == "kegiatan.sudah_jalan"
    off = save_hasil(rt, person, kegiatan, 2, {"status": "batal", "alasan": "Anggaran dialihkan"})
    assert (off.hasil.status, off.hasil.selesai_pada) == (StatusKegiatan.BATAL, None)
    with pytest.raises(FieldErrors):
        save_hasil(rt, person, kegiatan, 3, SELESAI | {"selesai_pada": "16-05-2023"})


def test_the_history_tells_who_when_and_from_what_to_what(panggung: Panggung) -> None:
    kegiatan = panggung.kegiatan()
    change_kegiatan(
        panggung.rt,
        panggung.cast.people[Role.ADMIN_PEMPROV],
        kegiatan,
        1,
        KEGIATAN | {"target": "31-07-2023"},
    )
    newest, added, begun = load_riwayat(panggung.rt, panggung.person, panggung.rencana_id)
    assert (newest.oleh, newest.aksi) == ("admin_pemprov", "mengubah kegiatan")
    assert newest.perubahan == (("target", "2023-06-30", "2023-07-31"),)
    assert newest.waktu == panggung.rt.now()
    assert (added.oleh, begun.aksi) == ("admin_upp", "menyusun RTL")


def test_another_upp_finds_nothing_and_readers_write_nothing(panggung: Panggung) -> None:
    rt, kegiatan = panggung.rt, panggung.kegiatan()
    stranger = panggung.cast.admin_b
    with pytest.raises(NotFoundError):
        load_rencana(rt, stranger, "upp-a", TRIWULAN)
    for act in (
        lambda: add_kegiatan(rt, stranger, panggung.rencana_id, "waktu", KEGIATAN),
        lambda: change_kegiatan(rt, stranger, kegiatan, 1, KEGIATAN),
        lambda: save_hasil(rt, stranger, kegiatan, 1, SELESAI),
        lambda: take_over(rt, stranger, panggung.rencana_id),
        lambda: load_kegiatan(rt, stranger, kegiatan),
        lambda: load_riwayat(rt, stranger, panggung.rencana_id),
    ):
        with pytest.raises(NotFoundError):
            act()
    reader = panggung.cast.people[Role.PIMPINAN_UPP]
    assert load_rencana(rt, reader, "", TRIWULAN).rencana is not None
    assert not load_rencana(rt, reader, "", TRIWULAN).boleh
    with pytest.raises(ForbiddenError):
        add_kegiatan(rt, reader, panggung.rencana_id, "waktu", KEGIATAN)


def test_a_wrong_form_leaves_nothing_behind(panggung: Panggung) -> None:
    with panggung.rt.reading() as session:
        acts = len(session.exec(select(Audit)).all())
    with pytest.raises(FieldErrors):
        add_kegiatan(panggung.rt, panggung.person, panggung.rencana_id, "waktu", {})
    with pytest.raises(DomainError):
        add_kegiatan(panggung.rt, panggung.person, panggung.rencana_id, "u3", KEGIATAN)
    with panggung.rt.reading() as session:
        assert not session.exec(select(Kegiatan)).all()
        assert len(session.exec(select(Audit)).all()) == acts
