"""What other sites show, on both databases: the newest sheet, the setting that two people change, the tables."""

from datetime import date

import pytest
from sqlmodel import select

from sekampadi.db.models import Audit
from sekampadi.domain.errors import ChangedError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.terbuka.keterbukaan import Keterbukaan
from sekampadi.services.publikasi.hasil import load_hasil
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.publikasi.terbuka.data import load_data, read_terbuka
from sekampadi.services.publikasi.terbuka.katalog import load_katalog
from sekampadi.services.publikasi.terbuka.pengaturan import (
    isian_keterbukaan,
    load_keterbukaan,
    read_keterbukaan,
    save_keterbukaan,
)
from sekampadi.services.publikasi.terbuka.sematan import load_sematan
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import Content
from tests.factories import Cast

TW_I, TW_IV = Periode.triwulan(2023, 1), Periode.triwulan(2022, 4)
ISIAN = {
    "sasaran": "daftar",
    "situs": "dinas.contoh.go.id",
    "lisensi": "CC BY 4.0",
    "lisensi_alamat": "https://contoh.go.id/lisensi",
}


def make_quarters(rt: Runtime) -> Cast:
    """Give upp-a eight answers in two quarters each."""
    cast = factories.make_cast(rt)
    for day in (date(2022, 11, 1), date(2023, 2, 2)):
        for _ in range(8):
            factories.submit(rt, "layanan-a1", day=day)
    return cast


@pytest.fixture
def content(content: Content | None, request: pytest.FixtureRequest) -> Content | None:
    return make_quarters if "quarters" in request.fixturenames else content


@pytest.fixture
def quarters(cast: Cast) -> Cast:
    return cast


def test_a_card_shows_what_the_results_show(rt: Runtime, quarters: Cast) -> None:
    person = quarters.people[Role.ADMIN_UPP]
    assert load_sematan(rt, kunci="upp-a").lembar is None
    old = publish(rt, person, periode=TW_IV)
    new = publish(rt, person, periode=TW_I)
    # Who has published sees it at once, whatever is kept.
    found = load_sematan(rt, kunci="upp-a")
    shown = load_hasil(rt, kunci="upp-a").lembar
    assert shown is not None
    assert found.lembar == shown.row == new
    withdraw(rt, person, publikasi_id=new.id, alasan="Salah unggah")
    found = load_sematan(rt, kunci="upp-a")
    assert found.lembar == old
    assert found.ditarik is not None
    assert found.ditarik.periode == TW_I
    again = publish(rt, person, periode=TW_I, menggantikan=new.nomor, alasan="Unggah ulang")
    found = load_sematan(rt, kunci="upp-a")
    assert (found.lembar, found.ditarik) == (again, None)
    # An older one that is withdrawn is no news.
    withdraw(rt, person, publikasi_id=old.id, alasan="Salah unggah")
    assert load_sematan(rt, kunci="upp-a").ditarik is None
    with pytest.raises(NotFoundError):
        load_sematan(rt, kunci="tidak-ada")


def test_the_tables_hold_every_sheet_in_force_once(rt: Runtime, quarters: Cast) -> None:
    person = quarters.people[Role.ADMIN_UPP]
    assert load_katalog(rt).dari is None
    old, new = publish(rt, person, periode=TW_IV), publish(rt, person, periode=TW_I)
    publish(rt, quarters.people[Role.ADMIN_PEMPROV], periode=TW_I)
    with rt.reading() as session:
        rows = [x.row for x in read_terbuka(session)]
        assert [r.seri for r in rows] == [old.seri, "provinsi", new.seri]
        assert [x.row for x in read_terbuka(session, "upp-a", Triwulan(2022, 4))] == [old]
    found = load_katalog(rt)
    assert (found.dari, found.sampai) == (TW_IV.dari, TW_I.sampai)
    assert found.diperbarui == max(r.waktu for r in rows)
    assert load_data(rt, tabel="ikm", bentuk="csv").count(b"\r\n") == 4


def test_the_setting_is_for_who_sets_and_is_kept(rt: Runtime, cast: Cast) -> None:
    assert load_keterbukaan(rt) == Keterbukaan()
    for role in (Role.PENGELOLA_SISTEM, Role.ADMIN_PEMPROV):
        saved = save_keterbukaan(rt, cast.people[role], ISIAN)
        assert read_keterbukaan(rt, cast.people[role]) == load_keterbukaan(rt) == saved
    with pytest.raises(ForbiddenError):
        save_keterbukaan(rt, cast.people[Role.ADMIN_UPP], {**ISIAN, "sasaran": "semua"})
    assert load_keterbukaan(rt).frame_ancestors == "'self' https://dinas.contoh.go.id"
    with rt.reading() as session:
        acts = [a.aksi for a in session.exec(select(Audit))]
    assert acts.count("pengaturan.keterbukaan") == 2


def test_who_saves_second_is_told(rt: Runtime, cast: Cast) -> None:
    first, second = cast.people[Role.ADMIN_PEMPROV], cast.people[Role.PENGELOLA_SISTEM]
    opened = isian_keterbukaan(read_keterbukaan(rt, second))
    save_keterbukaan(rt, first, ISIAN, semula=opened)
    with pytest.raises(ChangedError) as told:
        save_keterbukaan(rt, second, {**ISIAN, "situs": "lain.id"}, semula=opened)
    assert told.value.kini["situs"] == "https://dinas.contoh.go.id"
    assert told.value.oleh == first.username
    assert load_keterbukaan(rt).situs == ("https://dinas.contoh.go.id",)
