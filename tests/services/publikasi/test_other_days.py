"""Published sheets of other days: one that knows less than this program, and one that knows more."""

import csv
import io
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import update
from sqlmodel import select

from sekampadi.db.models import Publikasi
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.reports.build.lembar_terbit import build_lembar_terbit, describe_terbitan
from sekampadi.reports.render.pdf import render_lembar_pdf
from sekampadi.services.publikasi.hasil import (
    LembarTerbit,
    check_paper,
    load_hasil,
    load_lembar_terbit,
)
from sekampadi.services.publikasi.hasil_data import hasil_csv, lembar_document
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.publikasi.rancangan import load_rancangan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.laporan.figur import show_nilai
from sekampadi.web.publikasi.hasil.tampilan import show_groups
from tests import factories
from tests.factories import Cast

TW_I = Periode.triwulan(2023, 1)
Isi = dict[str, Any]


@pytest.fixture
def terbit(rt: Runtime, cast: Cast) -> PublikasiRow:
    """Publish a quarter of upp-a, none of whose cells is small."""
    for jenis_kelamin, pekerjaan in (("L", "ASN"), ("P", "Masyarakat")):
        for _ in range(10):
            isian = factories.isian(jenis_kelamin=jenis_kelamin, pekerjaan=pekerjaan)
            factories.submit(rt, "layanan-a1", isian, day=date(2023, 2, 1))
    return publish(rt, cast.people[Role.ADMIN_UPP], periode=TW_I)


def _stored(rt: Runtime, change: Callable[[Isi], None] | None = None) -> Isi:
    """Change what is stored of the one sheet, and return it."""
    with rt.writing() as session:
        isi: Isi = deepcopy(session.exec(select(Publikasi)).one().isi)
        if change is not None:
            change(isi)
            session.connection().execute(update(Publikasi).values(isi=isi))
    return isi


def _older(isi: Isi) -> None:
    """Leave out what a sheet of earlier days would not have known."""
    del isi["responden"]["jenis_kelamin"], isi["responden"]["pekerjaan"]
    del isi["responden"]["usia"]["<=19"]
    del isi["unsur"][8], isi["unsur"][0]["nik"]
    del isi["cakupan"]["upp"]["jenis"]


def _newer(isi: Isi) -> None:
    """Add what a sheet of later days may know."""
    isi["responden"] = {"asal_daerah": {"Kota": 12, "Desa": None}} | isi["responden"]
    isi["responden"]["pekerjaan"]["Petani"] = 6
    isi["unsur"].append({**isi["unsur"][0], "unsur": "keamanan"})
    isi["metode"] = "seimbang"
    isi["umum"]["5"] = 1
    isi["cakupan"]["upp"]["warna"] = "hijau"
    isi["versi"] += 1


def _pdf(lembar: LembarTerbit) -> str:
    words = describe_terbitan(lembar, "https://x")
    data = render_lembar_pdf(build_lembar_terbit(lembar, words, None))
    [page] = PdfReader(io.BytesIO(data)).pages
    return " ".join(page.extract_text().split())


def _csv(lembar: LembarTerbit) -> dict[str, dict[str, str]]:
    text = hasil_csv([lembar]).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    return {f"{row['indikator']} {row['kode']}": row for row in rows}


def test_what_an_older_sheet_does_not_know_is_absent_in_every_form(
    rt: Runtime, cast: Cast, terbit: PublikasiRow
) -> None:
    said = _stored(rt)
    whole = load_lembar_terbit(rt, terbit.nomor)
    stored = _stored(rt, _older)
    lembar = load_lembar_terbit(rt, terbit.nomor)
    assert lembar.groups == stored["responden"]
    assert lembar.catatan == "", "nothing has changed since"

    document = lembar_document(lembar)
    assert document["responden"] == stored["responden"]
    assert [u["kode"] for u in document["unsur"]] == [f"U{i}" for i in range(1, 9)]
    assert (document["unsur"][0]["nrr"], document["unsur"][0]["nik"]) == ("3.00", None)
    assert document["nilai_ikm"] == lembar_document(whole)["nilai_ikm"]

    rows, before = _csv(lembar), _csv(whole)
    absent = {"nrr U9", "nik U9", "responden usia:<=19"}
    absent |= {
        f"responden {k}:{c}" for k in ("jenis_kelamin", "pekerjaan") for c in said["responden"][k]
    }
    assert absent <= before.keys()
    assert rows.keys() == before.keys() - absent
    assert rows["nik U1"]["nilai"] == ""

    pdf, full = _pdf(lembar), _pdf(whole)
    for words in ("PEKERJAAN", "LAKI-LAKI", "≤ 19 tahun"):
        assert words in full
        assert words not in pdf
    for words in ("74,93", "PENDIDIKAN", "≥ 56 tahun"):
        assert words in pdf

    assert [g.judul for g in show_groups(lembar)] == ["Usia", "Pendidikan"]
    paper = check_paper(rt, terbit.kode)
    assert show_nilai(paper.figures.hasil) == show_nilai(whole.figures.hasil)
    assert load_hasil(rt, kunci="upp-a").lembar is not None
    person = cast.people[Role.ADMIN_UPP]
    assert not load_rancangan(rt, person, kunci="", layanan_kode="", periode=TW_I).berubah


def test_what_a_newer_sheet_knows_more_is_kept(
    rt: Runtime, cast: Cast, terbit: PublikasiRow
) -> None:
    stored = _stored(rt, _newer)
    lembar = load_lembar_terbit(rt, terbit.nomor)
    assert lembar.groups == stored["responden"]
    assert next(iter(lembar.groups)) == "asal_daerah", "in the order of the sheet"

    document = lembar_document(lembar)
    assert document["responden"]["asal_daerah"] == {"Kota": 12, "Desa": None}
    assert document["responden"]["pekerjaan"]["Petani"] == 6
    assert document["metode"] == "seimbang"
    last = document["unsur"][-1]
    assert (last["kode"], last["nama"], last["nrr"]) == ("keamanan", "Keamanan", "3.00")

    rows = _csv(lembar)
    assert rows["responden asal_daerah:Kota"]["nilai"] == "12"
    assert rows["responden asal_daerah:Kota"]["nama"] == "Asal daerah: Kota"
    assert rows["nrr keamanan"]["nilai"] == "3.00"

    pdf = _pdf(lembar)
    # What was hidden when it was published has the mark of hidden cells on paper.
    for words in ("ASAL DAERAH", "Kota 12", "Desa *", "Petani 6", "Metode: seimbang"):
        assert words in pdf

    shown = {g.judul: {s.label: s.orang for s in g.sel} for g in show_groups(lembar)}
    assert shown["Asal daerah"] == {"Kota": "12", "Desa": "–"}
    assert shown["Pekerjaan"]["Petani"] == "6"
    assert show_nilai(check_paper(rt, terbit.kode).figures.hasil).metode == "seimbang"
    person = cast.people[Role.ADMIN_UPP]
    assert load_rancangan(rt, person, kunci="", layanan_kode="", periode=TW_I).berubah
    with rt.reading() as session:
        assert session.exec(select(Publikasi)).one().isi == stored, "reading changes nothing"


def test_a_change_of_what_an_older_sheet_knows_is_told(
    rt: Runtime, cast: Cast, terbit: PublikasiRow
) -> None:
    def lower(isi: Isi) -> None:
        _older(isi)
        isi["unsur"][0]["jumlah"] -= 1
        isi["unsur"][0]["sebaran"] = [0, 1, 19, 0]

    _stored(rt, lower)
    assert "angka untuk umum berubah" in load_lembar_terbit(rt, terbit.nomor).catatan
    person = cast.people[Role.ADMIN_UPP]
    assert load_rancangan(rt, person, kunci="", layanan_kode="", periode=TW_I).berubah
