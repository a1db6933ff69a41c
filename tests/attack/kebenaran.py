"""What is true: the answers as they lie in the database, read with plain SQL."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Engine, text

from tests.attack.provinsi import Daun, Provinsi

CELLS: dict[str, tuple[str, ...]] = {
    "jenis_kelamin": ("L", "P"),
    "usia": ("<=19", "20-25", "26-35", "36-45", "46-55", ">=56"),
    "pendidikan": ("SD/MI", "SMP/MTs", "SMA/K/MA", "D1-D3", "D4/S-1", "S2/S3"),
    "pekerjaan": (
        *("ASN", "TNI/POLRI", "Pegawai Swasta"),
        *("Wiraswasta/Usahawan", "Pelajar/Mahasiswa", "Masyarakat"),
    ),
}
_UPPER = (19, 25, 35, 45, 55)


@dataclass(frozen=True)
class Satu:
    """One answer that counts.

    Args:
        id: its number.
        triwulan: its quarter, ``2023-1``.
        layanan: the key of its layanan.
        nilai: the nine scores.
        sel: the cell it falls into, per grouping.
    """

    id: int
    triwulan: str
    layanan: str
    nilai: tuple[int, ...]
    sel: tuple[int, int, int, int]


@dataclass(frozen=True)
class Alamat:
    """A part of the province and how an address asks for it."""

    kunci: str
    upp: str
    layanan: str


def quarter(day: date) -> str:
    """Name the quarter of a day."""
    return f"{day.year}-{(day.month + 2) // 3}"


def ends(triwulan: str) -> tuple[str, str]:
    """Return the first and the last day of a quarter."""
    year, q = triwulan.split("-")
    first, last = (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))[
        int(q) - 1
    ]
    return f"{year}-{first}", f"{year}-{last}"


def read_answers(engine: Engine, after: int = 0) -> list[Satu]:
    """Read every answer that counts and has a number higher than ``after``."""
    scores = ", ".join(f"u{i}" for i in range(1, 10))
    query = text(
        f"SELECT id, tanggal, layanan_id, usia, jenis_kelamin, pendidikan, pekerjaan, {scores}"
        " FROM jawaban WHERE dihapus_pada IS NULL AND id > :after"
    )
    with engine.connect() as connection:
        return [_one(row) for row in connection.execute(query, {"after": after})]


def _one(row: Any) -> Satu:
    day = row[1] if isinstance(row[1], date) else date.fromisoformat(row[1])
    return Satu(
        row[0],
        quarter(day),
        f"layanan:{row[2]}",
        tuple(row[7:]),
        (
            CELLS["jenis_kelamin"].index(row[4]),
            sum(row[3] > upper for upper in _UPPER),
            CELLS["pendidikan"].index(row[5]),
            CELLS["pekerjaan"].index(row[6]),
        ),
    )


def read_places(engine: Engine) -> tuple[dict[str, str | None], list[Alamat]]:
    """Read which part belongs to which, and how each is asked for."""
    with engine.connect() as connection:
        offices = connection.execute(text("SELECT id, kode, induk_id FROM upp")).all()
        services = connection.execute(text("SELECT id, kode, upp_id FROM layanan")).all()
    heads = {induk for _, _, induk in offices if induk is not None}
    induk: dict[str, str | None] = {"provinsi": None}
    places = [Alamat("provinsi", "", "")]
    for number, kode, above in sorted(offices):
        head = number if above is None else above
        if number in heads:
            induk[f"grup:{number}"] = "provinsi"
            places.append(Alamat(f"grup:{number}", f"{kode}+upt", ""))
        induk[f"upp:{number}"] = f"grup:{head}" if head in heads else "provinsi"
        places.append(Alamat(f"upp:{number}", kode, ""))
    for number, kode, upp in sorted(services):
        induk[f"layanan:{number}"] = f"upp:{upp}"
        places.append(Alamat(f"layanan:{number}", "", kode))
    return induk, places


def provinces(answers: Iterable[Satu], induk: dict[str, str | None]) -> dict[str, Provinsi]:
    """Count the answers of every quarter."""
    found: dict[str, Provinsi] = {}
    for a in answers:
        if a.triwulan not in found:
            empty = {
                k: {g: (0,) * len(c) for g, c in CELLS.items()} for k in induk if k[:3] == "upp"
            }
            leaves = {k: Daun(0, (0,) * 9) for k in induk if k.startswith("layanan:")}
            found[a.triwulan] = Provinsi(induk, leaves, empty)
        provinsi = found[a.triwulan]
        daun = provinsi.daun[a.layanan]
        added = tuple(x + y for x, y in zip(daun.jumlah, a.nilai, strict=True))
        provinsi.daun[a.layanan] = replace(daun, n=daun.n + 1, jumlah=added)
        upp = induk[a.layanan] or ""
        for (g, cells), c in zip(list(provinsi.sel[upp].items()), a.sel, strict=True):
            provinsi.sel[upp][g] = tuple(v + (i == c) for i, v in enumerate(cells))
    return found
