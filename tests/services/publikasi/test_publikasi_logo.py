"""A published sheet keeps the names and the mark of its day, on both databases."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import Engine, MetaData, func
from sqlmodel import select

from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.db.models import Publikasi, PublikasiLogo
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.ketelitian import CaraMargin, chance_words, margin_words
from sekampadi.domain.periode import Periode
from sekampadi.services.publikasi.hasil import load_lembar_terbit, load_letterhead_terbit
from sekampadi.services.publikasi.hasil_data import hasil_csv, lembar_document
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.publikasi.rancangan import load_rancangan
from sekampadi.services.sistem.pengaturan import (
    load_letterhead,
    remove_logo,
    save_identitas,
    save_logo,
)
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.factories import Cast

TW_I = Periode.triwulan(2023, 1)
LAIN = {
    "daerah": "Kabupaten Sambas",
    "pemerintah": "Pemerintah Kabupaten Sambas",
    "singkatan": "Pemkab. Sambas",
    "pengelola": "Bagian Organisasi Setda Kab. Sambas",
    "aksen": "#7A1F5C",
}


def _mark(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(out, "PNG")
    return out.getvalue()


def _answers(rt: Runtime, kode: str) -> None:
    for _ in range(5):
        factories.submit(rt, kode, day=date(2023, 2, 2))


def _kept(rt: Runtime) -> int:
    with rt.reading() as session:
        return session.exec(select(func.count()).select_from(PublikasiLogo)).one()


def test_a_new_mark_and_new_names_change_no_published_sheet(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    _answers(rt, "layanan-a1")
    _answers(rt, "layanan-b1")
    save_logo(rt, admin, _mark("red"))
    red = load_letterhead(rt)
    assert red.logo
    first = publish(rt, admin, kunci="upp-a", periode=TW_I)
    before = load_lembar_terbit(rt, first.nomor)
    assert before.identitas.logo == red.identitas.logo
    assert before.ketelitian is not None
    save_logo(rt, admin, _mark("blue"))
    save_identitas(rt, admin, LAIN)
    second = publish(rt, admin, kunci="upp-b", periode=TW_I)
    remove_logo(rt, admin)
    third = publish(rt, admin, kunci="", periode=TW_I)
    assert load_lembar_terbit(rt, first.nomor) == before
    assert load_letterhead_terbit(rt, before) == red
    later = load_lembar_terbit(rt, second.nomor)
    assert later.identitas.pemerintah == LAIN["pemerintah"]
    assert load_letterhead_terbit(rt, later).logo not in {b"", red.logo}
    newest = load_lembar_terbit(rt, third.nomor)
    assert newest.identitas.logo == ""
    assert load_letterhead_terbit(rt, newest).logo == b""
    assert _kept(rt) == 2  # once each, however many sheets bear it


def test_a_sheet_of_the_first_form_says_nothing_of_a_margin(rt: Runtime, cast: Cast) -> None:
    _answers(rt, "layanan-a1")
    row = publish(rt, cast.people[Role.ADMIN_UPP], periode=TW_I)
    with rt.writing() as session:
        sheet = session.get(Publikasi, row.id)
        assert sheet is not None
        new = ("margin", "populasi", "sampel_minimum", "margin_bebas", "koreksi", "cara_margin")
        sheet.isi = {k: v for k, v in sheet.isi.items() if k not in new} | {"versi": 1}
        session.add(sheet)
    assert load_lembar_terbit(rt, row.nomor).ketelitian is None


def test_a_sheet_with_a_margin_of_before_stays_as_it_is(rt: Runtime, cast: Cast) -> None:
    """Its margin was 1.96 standard errors, corrected: neither it nor its words change."""
    _answers(rt, "layanan-a1")
    admin = cast.people[Role.ADMIN_UPP]
    row = publish(rt, admin, periode=TW_I)
    with rt.writing() as session:
        sheet = session.get(Publikasi, row.id)
        assert sheet is not None
        new = ("margin_bebas", "koreksi", "cara_margin")
        old = {"versi": 3, "margin": "1.23", "populasi": 60, "sampel_minimum": 52}
        sheet.isi = {k: v for k, v in sheet.isi.items() if k not in new} | old
        session.add(sheet)
    lembar = load_lembar_terbit(rt, row.nomor)
    assert lembar.ketelitian is not None
    assert lembar.ketelitian.cara is CaraMargin.NORMAL
    assert margin_words(lembar.ketelitian) == (
        "Margin ± 1,23 poin pada taraf 95 % dengan koreksi populasi."
    )
    assert chance_words(lembar.ketelitian) == ""
    said = lembar_document(lembar)
    assert (said["margin"], said["margin_tanpa_koreksi"], said["koreksi_populasi"]) == (
        *("1.23", None),
        True,
    )
    csv = hasil_csv([lembar]).decode()
    assert "1,96 galat baku" in csv
    # Another way to make a margin is no change of its figures.
    with rt.writing() as session:
        sheet = session.get(Publikasi, row.id)
        assert sheet is not None
        sheet.isi = {**sheet.isi, "populasi": None, "sampel_minimum": None}
        session.add(sheet)
    draft = load_rancangan(rt, admin, kunci="", layanan_kode="", periode=TW_I)
    assert (draft.galat, draft.berubah) == ("", False)


def _table(engine: Engine, name: str) -> Any:
    tables = MetaData()
    tables.reflect(engine)
    return tables.tables[name]


@pytest.mark.parametrize("sidik", ["a" * 64, "b" * 64, ""])
def test_the_migration_keeps_the_present_mark_for_the_sheets_that_bear_it(
    bare_engine: Engine, sidik: str
) -> None:
    upgrade(bare_engine, "0007")
    moment = datetime(2023, 4, 5, tzinfo=UTC)
    sheet = {
        **{"id": 1, "nomor": "0001/PROVINSI/TW-I/2023", "kode": "K", "seri": "provinsi"},
        **{"penerbit": "provinsi", "tahun": 2023, "urut": 1, "revisi": 1, "alasan": "", "n": 8},
        **{"dari": TW_I.dari, "sampai": TW_I.sampai, "nilai": "86.60", "mutu": "B"},
        **{"waktu": moment, "oleh": "admin", "ditarik_oleh": "", "alasan_tarik": ""},
        "isi": {"identitas": {"logo": sidik}},
    }
    mark = {"id": 1, "sidik": "a" * 64, "isi": b"\x89PNG\x00\xff", "diubah": moment}
    with bare_engine.execution_options(writes=True).begin() as connection:
        connection.execute(_table(bare_engine, "publikasi").insert(), sheet)
        connection.execute(_table(bare_engine, "logo").insert(), mark)
    upgrade(bare_engine, "0008")
    expected = [(mark["sidik"], mark["isi"])] if sidik == mark["sidik"] else []
    with bare_engine.connect() as connection:
        found = connection.execute(_table(bare_engine, "publikasi_logo").select()).all()
        assert [(row.sidik, bytes(row.isi)) for row in found] == expected
    downgrade(bare_engine, "0007")
    upgrade(bare_engine, "0008")
    with bare_engine.connect() as connection:
        assert connection.execute(_table(bare_engine, "publikasi").select()).one().isi
        assert len(connection.execute(_table(bare_engine, "publikasi_logo").select()).all()) == len(
            expected
        )
