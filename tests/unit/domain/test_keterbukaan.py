"""Which sites may show the card: what a person types becomes what a policy names, and nothing else."""

import pytest

from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.terbuka.keterbukaan import (
    SITUS_MAX,
    Keterbukaan,
    SasaranSematan,
    parse_keterbukaan,
    read_situs,
)

ISIAN = {
    "sasaran": "daftar",
    "situs": "dinas.contoh.go.id",
    "lisensi": "CC BY 4.0",
    "lisensi_alamat": "https://creativecommons.org/licenses/by/4.0/",
}


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("dinas.contoh.go.id", "https://dinas.contoh.go.id"),
        (" https://Dinas.Contoh.go.id/ ", "https://dinas.contoh.go.id"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("*.contoh.go.id", "https://*.contoh.go.id"),
        ("https://*.go.id", "https://*.go.id"),
        ("dinás.contoh.id", "https://xn--dins-7na.contoh.id"),
        ("10.1.2.3:8443", "https://10.1.2.3:8443"),
    ],
)
def test_a_site_is_its_origin(typed: str, origin: str) -> None:
    assert read_situs(typed) == origin


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "*",
            "*.id",
            "dua kata",
            "a.id;script-src",
            "a.id 'unsafe-inline'",
            "'self'",
            "a..id",
        ),
        *("javascript://a.id", "ftp://a.id", "https://", "https://a.id?x", "a.id:0", "a.id:99999"),
        *("a.id:", "-a.id", "a-.id", "https://a@b.id", "a.id\nb.id", "é" * 200, "a" * 200 + ".id"),
        *("*.*.contoh.id", "a.*.id", "https://https://a.id", "[::1]", "a.id#b", "a_b.id"),
    ],
)
def test_what_is_no_site_is_refused(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_situs(typed)
    assert refused.value.code in {"situs.format", "situs.halaman"}


def test_a_page_is_told_apart() -> None:
    with pytest.raises(DomainError) as refused:
        read_situs("https://dinas.contoh.go.id/beranda")
    assert refused.value.code == "situs.halaman"
    assert "dinas.contoh.go.id" in refused.value.message


def test_the_list_is_read_line_by_line() -> None:
    chosen = parse_keterbukaan({**ISIAN, "situs": "a.id\n\n a.id,\nhttp://b.id:81"})
    assert chosen.situs == ("https://a.id", "http://b.id:81")
    assert chosen.frame_ancestors == "'self' https://a.id http://b.id:81"
    assert Keterbukaan.restore(chosen.stored()) == chosen


def test_nobody_else_where_the_list_is_empty_and_everybody_from_the_start() -> None:
    assert parse_keterbukaan({**ISIAN, "situs": ""}).frame_ancestors == "'self'"
    assert Keterbukaan().frame_ancestors == "*"
    # Sites of a list stay in it while they do not matter.
    chosen = parse_keterbukaan({**ISIAN, "sasaran": "semua"})
    assert (chosen.frame_ancestors, len(chosen.situs)) == ("*", 1)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"sasaran": ""}, "sasaran.missing"),
        ({"sasaran": "x"}, "sasaran.unknown"),
        ({"situs": "a.id\nb c"}, "situs.format"),
        ({"situs": "\n".join(f"s{i}.id" for i in range(SITUS_MAX + 1))}, "situs.too_many"),
        ({"lisensi": ""}, "lisensi.missing"),
        ({"lisensi_alamat": "javascript:alert(1)"}, "lisensi_alamat.format"),
        ({"lisensi_alamat": ""}, "lisensi_alamat.missing"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(wrong: dict[str, str], code: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        parse_keterbukaan({**ISIAN, **wrong})
    [(field, error)] = refused.value.errors.items()
    assert (field, error.code) == (next(iter(wrong)), code)


@pytest.mark.parametrize(
    "stored", [{}, {"sasaran": "x", "situs": "a", "lisensi": 3}, {"situs": None, "lisensi": ""}]
)
def test_what_is_stored_oddly_is_as_from_the_start(stored: dict[str, object]) -> None:
    assert Keterbukaan.restore(stored) == Keterbukaan()
    assert Keterbukaan().sasaran is SasaranSematan.SEMUA
