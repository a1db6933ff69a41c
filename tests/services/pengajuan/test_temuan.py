"""Visits and findings: who writes, who answers, who is told, and that nobody writes over another."""

from datetime import date

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Notifikasi
from sekampadi.domain.errors import ConflictError, FieldErrors, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.kunjungan import StatusTemuan, status_temuan
from sekampadi.services.pengajuan.pemantauan import kunjungan, temuan
from sekampadi.services.pengajuan.pemantauan.kunjungan import TemuanRow
from sekampadi.services.pengajuan.pemantauan.pemantauan import load_pemantauan_upp
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.services.kasus_pemantauan import KUNJUNGAN, TEMUAN

JAWABAN = {"tindakan": "Kode QR sudah diganti."}


def _told(rt: Runtime) -> list[tuple[int, str]]:
    with rt.reading() as session:
        rows = session.exec(select(Notifikasi).order_by(col(Notifikasi.id))).all()
        return [(r.operator_id, r.judul) for r in rows]


def _write(rt: Runtime, cast: Cast, upp: str = "upp-a") -> int:
    ketua = cast.people[Role.KETUA_TIM]
    visit = kunjungan.add_kunjungan(rt, ketua, upp, KUNJUNGAN)
    return temuan.add_temuan(rt, ketua, visit, TEMUAN)


def _read(rt: Runtime, cast: Cast, role: Role = Role.ADMIN_UPP) -> TemuanRow:
    (visit,) = load_pemantauan_upp(rt, cast.people[role], "upp-a").kunjungan
    (row,) = visit.temuan
    return row


def test_a_finding_goes_from_the_province_to_the_upp_and_back(rt: Runtime, cast: Cast) -> None:
    one = _write(rt, cast)
    admin, ketua = cast.people[Role.ADMIN_UPP], cast.people[Role.KETUA_TIM]
    pimpinan = cast.people[Role.PIMPINAN_UPP]
    heard = "Temuan pemantauan untuk UPP-A"
    assert _told(rt) == [(admin.operator_id, heard), (pimpinan.operator_id, heard)]
    assert _read(rt, cast).status is StatusTemuan.TERBUKA
    temuan.answer_temuan(rt, admin, one, 1, JAWABAN)
    assert _read(rt, cast).status is StatusTemuan.DIJAWAB
    assert _told(rt)[2:] == [(ketua.operator_id, "Temuan ditindaklanjuti UPP-A")]
    temuan.return_temuan(rt, ketua, one, 2, {"catatan": "Fotonya belum ada."})
    row = _read(rt, cast)
    assert (row.status, row.catatan) == (StatusTemuan.TERBUKA, "Fotonya belum ada.")
    assert {who for who, words in _told(rt)[3:] if words == "Temuan UPP-A perlu dilengkapi"} == {
        admin.operator_id,
        pimpinan.operator_id,
    }
    temuan.answer_temuan(rt, admin, one, 3, {"tindakan": "Foto terlampir di log kode."})
    temuan.close_temuan(rt, ketua, one, 4)
    row = _read(rt, cast)
    assert (row.status, row.selesai_pada, row.catatan) == (
        StatusTemuan.SELESAI,
        date(2023, 5, 15),
        "",
    )
    with pytest.raises(ConflictError, match="selesai"):
        temuan.answer_temuan(rt, admin, one, 5, JAWABAN)
    temuan.return_temuan(rt, ketua, one, 5, {"catatan": "Sobek lagi."})
    assert _read(rt, cast).selesai_pada is None


def test_nobody_writes_over_what_he_has_not_seen(rt: Runtime, cast: Cast) -> None:
    one = _write(rt, cast)
    admin, ketua = cast.people[Role.ADMIN_UPP], cast.people[Role.KETUA_TIM]
    temuan.answer_temuan(rt, admin, one, 1, JAWABAN)
    acts = (
        lambda: temuan.change_temuan(rt, ketua, one, 1, TEMUAN),
        lambda: temuan.close_temuan(rt, ketua, one, 1),
        lambda: temuan.return_temuan(rt, ketua, one, 1, {"catatan": "Kurang."}),
        lambda: temuan.answer_temuan(rt, admin, one, 1, {"tindakan": "Yang lain."}),
    )
    for act in acts:
        with pytest.raises(ConflictError) as caught:
            act()
        assert caught.value.code == "isian.berubah"
    (visit,) = load_pemantauan_upp(rt, ketua, "upp-a").kunjungan
    kunjungan.change_kunjungan(rt, ketua, visit.id, 1, KUNJUNGAN)
    with pytest.raises(ConflictError):
        kunjungan.change_kunjungan(rt, ketua, visit.id, 1, KUNJUNGAN)
    assert _read(rt, cast).tindakan == JAWABAN["tindakan"]


def test_what_was_answered_is_not_deleted(rt: Runtime, cast: Cast) -> None:
    one = _write(rt, cast)
    ketua = cast.people[Role.KETUA_TIM]
    (visit,) = load_pemantauan_upp(rt, ketua, "upp-a").kunjungan
    with pytest.raises(ConflictError, match="punya temuan"):
        kunjungan.remove_kunjungan(rt, ketua, visit.id)
    temuan.answer_temuan(rt, cast.people[Role.ADMIN_UPP], one, 1, JAWABAN)
    with pytest.raises(ConflictError, match="ditindaklanjuti"):
        temuan.remove_temuan(rt, ketua, one)


def test_another_upps_finding_is_not_found(rt: Runtime, cast: Cast) -> None:
    one = _write(rt, cast)
    with pytest.raises(NotFoundError):
        temuan.answer_temuan(rt, cast.admin_b, one, 1, JAWABAN)
    with pytest.raises(NotFoundError):
        load_pemantauan_upp(rt, cast.admin_b, "upp-a")
    with pytest.raises(ForbiddenError):
        temuan.close_temuan(rt, cast.people[Role.ADMIN_UPP], one, 1)
    with pytest.raises(ForbiddenError):
        temuan.answer_temuan(rt, cast.people[Role.KETUA_TIM], one, 1, JAWABAN)
    # The induk reads its UPT and answers for it.
    upt = _write(rt, cast, "upt-c1")
    temuan.answer_temuan(rt, cast.admin_c, upt, 1, JAWABAN)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wrong_days_are_refused(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    ketua = cast.people[Role.KETUA_TIM]
    with pytest.raises(FieldErrors) as caught:
        kunjungan.add_kunjungan(rt, ketua, "upp-a", KUNJUNGAN | {"tanggal": "16-05-2023"})
    assert caught.value.errors["tanggal"].code == "tanggal.future"
    visit = kunjungan.add_kunjungan(rt, ketua, "upp-a", KUNJUNGAN)
    with pytest.raises(FieldErrors) as caught:
        temuan.add_temuan(rt, ketua, visit, TEMUAN | {"target": "09-05-2023"})
    assert caught.value.errors["target"].code == "target.before"
    temuan.add_temuan(rt, ketua, visit, TEMUAN)
    clock.set_local(date(2023, 5, 31))
    assert _read(rt, cast).status is StatusTemuan.TERBUKA
    clock.set_local(date(2023, 6, 1))
    assert _read(rt, cast).status is StatusTemuan.LEWAT


def test_an_answer_that_waits_is_not_late() -> None:
    past, today = date(2023, 1, 1), date(2023, 6, 1)
    assert status_temuan("", "", past, None, today) is StatusTemuan.LEWAT
    assert status_temuan("ada", "", past, None, today) is StatusTemuan.DIJAWAB
    assert status_temuan("ada", "kurang", past, None, today) is StatusTemuan.LEWAT
    assert status_temuan("", "", None, None, today) is StatusTemuan.TERBUKA
    assert status_temuan("", "", past, past, today) is StatusTemuan.SELESAI
