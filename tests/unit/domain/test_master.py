"""Rules of the master data: kode, forms, identity, the life of a question set."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekampadi import theme
from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.identitas import (
    Identitas,
    contrast_of,
    identity_css,
    parse_identitas,
    shades,
)
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.kode import is_kode, kode_candidates, make_kode
from sekampadi.domain.survei.perangkat import Keadaan, Masa, keadaan, option_field, parse_perangkat
from sekampadi.domain.survei.unsur import URUTAN
from tests.perangkat import PERANGKAT_SEKAMPADI


@pytest.mark.parametrize(
    ("nama", "kode"),
    [
        ("Biro Organisasi & Tata Laksana", "biro-organisasi-tata-laksana"),
        ("  Pelayanan   Data / Laporan ", "pelayanan-data-laporan"),
        ("Café Éé", "cafe-ee"),
        ("中文", "x"),
        ("---", "x"),
    ],
)
def test_a_kode_is_made_from_a_name(nama: str, kode: str) -> None:
    assert make_kode(nama, longest=80) == kode


@given(st.text(max_size=300), st.integers(20, 120), st.sampled_from(["", "biro", "a" * 80]))
def test_every_name_gives_kode_that_fit(nama: str, longest: int, prefix: str) -> None:
    candidates = kode_candidates(nama, longest=longest, prefix=prefix)
    first = [next(candidates) for _ in range(4)]
    assert all(is_kode(kode) and len(kode) <= longest for kode in first)
    assert len(set(first)) == 4


def test_words_of_addresses_are_no_kode() -> None:
    assert next(kode_candidates("Provinsi", longest=80)) == "provinsi-2"


def test_a_line_is_cleaned() -> None:
    assert clean_line("  a\0b \n\t c\ud800 ") == "ab c"
    assert clean_line(None) == clean_line(5) == ""


def test_a_form_tells_all_its_errors_at_once() -> None:
    reader = FormReader({"a": "x" * 11, "b": "y", "d": "2023-06-31"})
    reader.text("a", "A", most=10)
    reader.text("b", "B", least=3, most=10)
    reader.text("c", "C", least=1, most=10)
    reader.day("d", "D")
    with pytest.raises(FieldErrors) as caught:
        reader.check()
    assert {f: e.code for f, e in caught.value.errors.items()} == {
        "a": "a.too_long",
        "b": "b.too_short",
        "c": "c.missing",
        "d": "d.format",
    }


FORM = {
    "daerah": "Kabupaten Sambas",
    "pemerintah": "Pemerintah Kabupaten Sambas",
    "singkatan": "Pemkab. Sambas",
    "pengelola": "Bagian Organisasi",
    "aksen": "#7a1f5c",
}


def test_an_identity() -> None:
    identitas = parse_identitas(FORM)
    assert identitas.aksen == "#7A1F5C"
    assert Identitas.restore(identitas.stored()) == identitas
    assert Identitas.restore({"daerah": 5, "unknown": "x"}) == Identitas()
    assert "--warna-aksen:#7A1F5C" in identity_css(identitas)
    assert "--warna" not in identity_css(Identitas())
    # A name cannot end the text it stands in, nor the style.
    css = identity_css(replace(Identitas(), daerah='A"}</style>\\ \n'))
    assert css.startswith(
        r""".merek-daerah:empty::before{content:"A\22 \7d \3c \2f style\3e \5c  \a ";}"""
    )


@pytest.mark.parametrize(
    ("aksen", "code"),
    [
        ("#FFD700", "aksen.contrast"),
        ("#808080", "aksen.contrast"),
        ("red", "aksen.format"),
        ("#12345", "aksen.format"),
        ("", "aksen.missing"),
        ("#000;}*{", "aksen.too_long"),
    ],
)
def test_a_colour_nobody_can_read_is_refused(aksen: str, code: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_identitas(FORM | {"aksen": aksen})
    assert caught.value.errors["aksen"].code == code


@given(st.integers(0, 0xFFFFFF))
def test_an_accepted_colour_reads_well_everywhere(number: int) -> None:
    aksen = f"#{number:06X}"
    try:
        identitas = parse_identitas(FORM | {"aksen": aksen})
    except DomainError:
        assert contrast_of(aksen) < 4.5
        return
    dark, light = shades(identitas.aksen)
    for ground in (theme.PADA_AKSEN, theme.LATAR, theme.PERMUKAAN, light):
        assert theme.contrast(aksen, ground) >= 4.5
        assert theme.contrast(dark, ground) >= 4.5
    assert theme.contrast(theme.TEKS, light) >= 4.5


JUNI, JULI = date(2023, 6, 1), date(2023, 7, 1)


@pytest.mark.parametrize(
    ("status", "masa", "today", "expected"),
    [
        ("draf", None, JUNI, Keadaan.DRAF),
        ("arsip", None, JUNI, Keadaan.ARSIP),
        ("berlaku", Masa(JUNI, None), JUNI, Keadaan.BERLAKU),
        ("berlaku", Masa(JULI, None), JUNI, Keadaan.TERJADWAL),
        ("berlaku", Masa(JUNI, JULI), date(2023, 6, 30), Keadaan.BERLAKU),
        ("berlaku", Masa(JUNI, JULI), JULI, Keadaan.ARSIP),
    ],
)
def test_the_life_of_a_question_set(
    status: str, masa: Masa | None, today: date, expected: Keadaan
) -> None:
    assert keadaan(status, masa, today) is expected


def _questions() -> dict[str, object]:
    fields: dict[str, object] = {"nama": "Kuesioner baru", "umum": PERANGKAT_SEKAMPADI.umum}
    for q in PERANGKAT_SEKAMPADI.pertanyaan:
        fields[q.unsur.field] = q.teks
        fields |= {option_field(q.unsur.field, i): w for i, w in enumerate(q.opsi, 1)}
    return fields


def test_a_question_set_is_read() -> None:
    isi = parse_perangkat("sekampadi", _questions())
    assert isi.pertanyaan == PERANGKAT_SEKAMPADI.pertanyaan
    assert [q.unsur for q in isi.pertanyaan] == list(URUTAN)


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"u3": ""}, "u3", "u3.missing"),
        ({"u9_4": " "}, "u9_4", "u9_4.missing"),
        ({"u1_2": "TIDAK mudah"}, "u1_2", "u1_2.same"),
        ({"umum": "x" * 501}, "umum", "umum.too_long"),
        ({"nama": None}, "nama", "nama.missing"),
    ],
)
def test_a_wrong_question_set(change: dict[str, object], field: str, code: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_perangkat("sekampadi", _questions() | change)
    assert caught.value.errors[field].code == code
