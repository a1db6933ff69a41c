"""How long a field may be: its shortest and its longest text are taken, one letter less or more is not."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.identitas import parse_identitas
from sekampadi.domain.isian import FormReader
from sekampadi.domain.laporan.pelaksanaan import parse_pelaksanaan
from sekampadi.domain.moderasi import parse_alasan
from sekampadi.domain.notifikasi.outbox import read_email, read_webhook
from sekampadi.domain.notifikasi.peringatan import parse_aturan
from sekampadi.domain.publikasi import parse_alasan as parse_alasan_publikasi
from sekampadi.domain.publikasi import parse_media
from sekampadi.domain.survei.perangkat import option_field, parse_perangkat
from sekampadi.domain.teks import clean_tree
from tests.perangkat import PERANGKAT_SEKAMPADI

TODAY = date(2023, 7, 1)
Isian = Mapping[str, object]

QUESTIONS: dict[str, object] = {"nama": "Kuesioner baru", "umum": PERANGKAT_SEKAMPADI.umum}
for _q in PERANGKAT_SEKAMPADI.pertanyaan:
    QUESTIONS[_q.unsur.field] = _q.teks
    QUESTIONS |= {option_field(_q.unsur.field, i): w for i, w in enumerate(_q.opsi, 1)}
IDENTITY = {
    "daerah": "Kabupaten Sambas",
    "pemerintah": "Pemerintah Kabupaten Sambas",
    "singkatan": "Pemkab. Sambas",
    "pengelola": "Bagian Organisasi",
    "aksen": "#7a1f5c",
}
THIRD_PARTY = {"pelaksana": "pihak_ketiga", "pihak_ketiga": "Universitas X"}
MEDIA = {"jenis": "baliho", "tanggal": "2023-04-05"}


def _read_addresses(isian: Isian) -> None:
    reader = FormReader(isian)
    read_email(reader)
    read_webhook(reader, plain=False)
    reader.check()


FORMS: dict[str, tuple[Callable[[Isian], object], Isian]] = {
    "identitas": (parse_identitas, IDENTITY),
    "perangkat": (lambda isian: parse_perangkat("sekampadi", isian), QUESTIONS),
    "pelaksanaan": (parse_pelaksanaan, THIRD_PARTY),
    "media": (lambda isian: parse_media(isian, TODAY), MEDIA),
    "aturan": (parse_aturan, {"jenis": "buruk"}),
    "kata": (parse_aturan, {"jenis": "kata", "kata": "pungli"}),
    "terbitan": (lambda isian: parse_alasan_publikasi(isian["alasan"], "Alasan"), {}),
    "alamat": (_read_addresses, {}),
}
"""Form -> what reads it, and one that is right."""


def errors_of(form: str, **fields: object) -> dict[str, str]:
    """Return what is wrong with a form in which some fields are others: field -> code."""
    read, sound = FORMS[form]
    try:
        read({**sound, **fields})
    except FieldErrors as errors:
        return {field: error.code for field, error in errors.errors.items()}
    return {}


@pytest.mark.parametrize("form", [name for name, (_, sound) in FORMS.items() if sound])
def test_a_form_that_is_right_is_taken(form: str) -> None:
    assert errors_of(form) == {}


@pytest.mark.parametrize(
    ("form", "field", "least", "most"),
    [
        ("identitas", "daerah", 3, 80),
        ("identitas", "pemerintah", 3, 80),
        ("identitas", "singkatan", 3, 40),
        ("identitas", "pengelola", 3, 120),
        ("perangkat", "nama", 3, 120),
        ("perangkat", "umum", 10, 500),
        *(("perangkat", f"u{i}", 10, 500) for i in (1, 5, 9)),
        *(("perangkat", f"u{i}_{skor}", 1, 120) for i in (1, 9) for skor in (1, 4)),
        ("pelaksanaan", "pihak_ketiga", 3, 200),
        ("media", "keterangan", 0, 200),
        ("aturan", "cakupan", 0, 120),
        ("terbitan", "alasan", 5, 500),
        ("kata", "kata", 2, 40),
    ],
)
def test_the_shortest_and_the_longest_text_are_taken(
    form: str, field: str, least: int, most: int
) -> None:
    assert errors_of(form, **{field: "x" * least}) == {}
    assert errors_of(form, **{field: "x" * most}) == {}
    long = "kata.length" if field == "kata" else f"{field}.too_long"
    assert errors_of(form, **{field: "x" * (most + 1)}) == {field: long}
    if least:
        short = errors_of(form, **{field: "x" * (least - 1)})
        assert [*short] == [field]
        missing, too_short = f"{field}.missing", {f"{field}.too_short", "kata.length"}
        assert {*short.values()} <= ({missing} if least == 1 else too_short)
        assert errors_of(form, **{field: " \n"}) == {field: missing}


def test_addresses_have_an_end() -> None:
    host = ".".join(["a" * 60] * 3)
    email = f"{'x' * (200 - len(host) - 4)}@{host}.id"
    assert len(email) == 200
    assert errors_of("alamat", email=email) == {}
    assert errors_of("alamat", email="x" + email) == {"email": "email.too_long"}
    webhook = "https://contoh.go.id/"
    longest = webhook + "x" * (400 - len(webhook))
    assert errors_of("alamat", webhook=longest) == {}
    assert errors_of("alamat", webhook=longest + "x") == {"webhook": "webhook.too_long"}
    assert errors_of("alamat", webhook="https://contoh.go.id:0/") == {"webhook": "webhook.format"}
    proof = "https://x/"
    assert errors_of("media", alamat=proof + "a" * (500 - len(proof))) == {}
    assert errors_of("media", alamat=proof + "a" * 491) == {"alamat": "alamat.too_long"}


def test_a_name_before_the_at_has_64_letters_at_most() -> None:
    assert errors_of("alamat", email="x" * 64 + "@b.id") == {}
    assert errors_of("alamat", email="x" * 65 + "@b.id") == {"email": "email.format"}


def test_a_rule_looks_for_thirty_words_at_most() -> None:
    words = [f"kata{i}" for i in range(30)]
    assert errors_of("kata", kata=", ".join(words)) == {}
    assert errors_of("kata", kata=", ".join([*words, "lagi"])) == {"kata": "kata.many"}
    assert errors_of("kata", kata="baik, x") == {"kata": "kata.length"}


@pytest.mark.parametrize(
    ("field", "text", "taken"),
    [
        ("dilayani", "1", True),
        ("dilayani", "0", False),
        ("dilayani", "10.000.000", True),
        ("dilayani", "10.000.001", False),
        ("dibagikan", "0", True),
        ("kembali", "0", True),
        ("kembali", "10 000 000", True),
        ("kembali", "10 000 001", False),
    ],
)
def test_people_served_are_some_and_no_more_than_a_province_has(
    field: str, text: str, taken: bool
) -> None:
    wrong = {} if taken else {field: f"{field}.number"}
    assert errors_of("pelaksanaan", **{field: text}) == wrong


def test_as_many_come_back_as_were_handed_out_and_no_more() -> None:
    assert errors_of("pelaksanaan", dibagikan="10", kembali="10") == {}
    more = errors_of("pelaksanaan", dibagikan="10", kembali="11")
    assert more == {"kembali": "kembali.too_many"}
    # Who does not say how many were handed out may say how many came back.
    assert errors_of("pelaksanaan", kembali="11") == {}


@pytest.mark.parametrize(
    ("tanggal", "code"),
    [
        ("2023-07-01", None),
        ("2023-07-02", "tanggal.future"),
        ("2000-01-01", None),
        ("1999-12-31", "tanggal.past"),
        ("", "tanggal.missing"),
        ("2023-02-29", "tanggal.format"),
        ("2023-4-5", None),
        ("5/4/2023", None),
        ("5-4-23", "tanggal.format"),
    ],
)
def test_what_is_shown_was_shown_between_2000_and_today(tanggal: str, code: str | None) -> None:
    assert errors_of("media", tanggal=tanggal) == ({"tanggal": code} if code else {})


@pytest.mark.parametrize("jenis", ["", "televisi"])
def test_a_choice_is_one_of_the_list(jenis: str) -> None:
    code = "jenis.unknown" if jenis else "jenis.missing"
    assert errors_of("media", jenis=jenis) == {"jenis": code}
    assert errors_of("aturan", jenis=jenis) == {"jenis": code}


def test_the_reason_of_a_moderator_has_3_to_500_letters() -> None:
    assert parse_alasan("abc") == "abc"
    assert parse_alasan(" " + "x" * 500 + " ") == "x" * 500
    for text, code in (("ab", "alasan.missing"), ("x" * 501, "alasan.too_long")):
        with pytest.raises(DomainError) as caught:
            parse_alasan(text)
        assert caught.value.code == code


def test_what_a_browser_sends_is_eight_deep_at_most() -> None:
    def nested(depth: int, inside: object) -> object:
        return (
            inside if depth == 0 else {"a": [inside]} if depth == 2 else [nested(depth - 1, inside)]
        )

    assert clean_tree(nested(8, "a\x00b")) == nested(8, "ab")
    with pytest.raises(ValueError, match="deep"):
        clean_tree(nested(9, "a"))
    assert clean_tree({"a\x00": 5, "b": None}) == {"a": 5, "b": None}
