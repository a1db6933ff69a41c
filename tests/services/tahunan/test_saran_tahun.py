"""The suggestions of a year: counted by unsur and tone, read page by page, by those who may."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.domain.errors import DomainError, ForbiddenError
from sekampadi.domain.izin import Role
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.usulan import Nada
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import load_bahan
from sekampadi.services.tahunan.saran import HALAMAN, load_saran_tahun
from tests import factories
from tests.factories import Cast

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
LAMBAT, RAMAH, DIAM = "Antreannya lama sekali.", "Petugasnya ramah.", "Terima kasih."


def _say(rt: Runtime, saran: str, day: date, layanan: str = "layanan-a1") -> int:
    identity = factories.submit(rt, layanan, factories.isian(saran=saran), day=day)
    with rt.reading() as session:
        found = session.exec(select(Jawaban.id).where(col(Jawaban.uuid) == identity)).one()
    assert found is not None
    return found


def test_a_year_s_texts_are_counted_and_opened_by_what_they_speak_of(
    rt: Runtime, cast: Cast
) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    _say(rt, LAMBAT, date(2022, 1, 1))
    _say(rt, f"{LAMBAT} {RAMAH}", date(2022, 12, 31))
    _say(rt, DIAM, date(2022, 6, 1))
    gone = _say(rt, LAMBAT, date(2022, 6, 2))
    for day in (date(2021, 12, 31), date(2023, 1, 1)):
        _say(rt, LAMBAT, day)
    _say(rt, LAMBAT, date(2022, 6, 3), "layanan-b1")
    _say(rt, "", date(2022, 6, 4))
    remove(rt, admin, [gone], "Isian percobaan")
    saran = load_bahan(rt, admin, "", 2022).saran
    assert saran is not None
    assert (saran.jumlah, saran.tanpa) == (3, 1)
    assert saran.menyebut[Unsur.WAKTU] == {Nada.KELUHAN: 2, Nada.USUL: 0, Nada.PUJIAN: 0}
    assert saran.menyebut[Unsur.PERILAKU][Nada.PUJIAN] == 1
    assert (saran.banyak(Unsur.WAKTU), saran.banyak(Unsur.BIAYA)) == (2, 0)
    # Praise asks for nothing.
    assert {act.hal: n for act, n in saran.tema.items()} == {"lamanya antrean": 2}
    page = load_saran_tahun(rt, admin, "", 2022, unsur="waktu")
    assert [s.saran for s in page.saran] == [f"{LAMBAT} {RAMAH}", LAMBAT], "newest first"
    assert page.jumlah == 2
    assert page.saran[1].layanan == "Layanan a1"
    silent = load_saran_tahun(rt, admin, "", "2022")
    assert [s.saran for s in silent.saran] == [DIAM]
    province = load_saran_tahun(rt, cast.people[Role.PIMPINAN], "", 2022, unsur="waktu")
    assert province.jumlah == 3
    assert load_saran_tahun(rt, cast.people[Role.PIMPINAN], "upp-b", 2022).jumlah == 0


@SQLITE
def test_pages_hold_every_text_once(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    many = 2 * HALAMAN + 1
    days = [date(2022, 1, 1) + timedelta(days=i % 40) for i in range(many)]
    ids = [_say(rt, f"{LAMBAT} {at}", day) for at, day in enumerate(days)]
    seen: list[str] = []
    for halaman in (1, 2, 3):
        page = load_saran_tahun(rt, admin, "", 2022, unsur="waktu", halaman=halaman)
        assert page.jumlah == many
        seen += [s.saran for s in page.saran]
    assert len(seen) == many
    newest = sorted(zip(days, ids, range(many), strict=True), reverse=True)
    assert seen == [f"{LAMBAT} {at}" for _, _, at in newest]
    for beyond in (4, 10**12):
        assert load_saran_tahun(rt, admin, "", 2022, unsur="waktu", halaman=beyond).saran == ()
    for first in (1, 0, -5):
        page = load_saran_tahun(rt, admin, "", 2022, unsur="waktu", halaman=first)
        assert [s.saran for s in page.saran] == seen[:HALAMAN]


@SQLITE
def test_who_may_read_suggestions_and_of_which_unsur(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    for role in (Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM):
        with pytest.raises(ForbiddenError):
            load_saran_tahun(rt, cast.people[role], "upp-a", 2022)
    for unsur in ("Waktu", "u3", ["waktu"], 3, {"waktu": 1}):
        with pytest.raises(DomainError) as caught:
            load_saran_tahun(rt, admin, "", 2022, unsur=unsur)
        assert caught.value.code == "unsur.unknown"
