"""The answers of an UPP as another system of its own reads them: the moderators' table, part by part."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sekampadi.db.listing import read_after
from sekampadi.db.queries.tabel.jawaban import URUTAN_API
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.moderasi import Tanda
from sekampadi.domain.periode import parse_tanggal
from sekampadi.domain.tabel import Column, TableSpec, parse_query
from sekampadi.i18n import t
from sekampadi.services.moderasi.jawaban import PENILAIAN, TABLE_PENILAIAN
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tabel.tabel import TableSource

_SARINGAN: Final = frozenset({"upp", "layanan", "dari", "sampai"})
_CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})\.([0-9a-f]{16})", re.ASCII)
"""A day and half of an identity: enough to go on from, too little to name an answer by."""

JAWABAN: Final[TableSpec] = replace(
    PENILAIAN,
    name="jawaban",
    title=t("Jawaban"),
    path="/api/v1/upp",
    permission=Permission.API_JAWABAN,
    export_permission=Permission.API_JAWABAN,
    # Those of the moderators' file, and the name under which programs know a layanan. Who may read
    # answers by a key reads all of them.
    columns=(
        *(replace(c, permission=None) for c in PENILAIAN.columns if c.excel and c.when is None),
        Column("layanan_kode", t("Kode Layanan"), sortable=False),
    ),
    filters=tuple(f for f in PENILAIAN.filters if f.key in _SARINGAN),
    actions=(),
)
TABLE_JAWABAN: Final = TableSource(JAWABAN, TABLE_PENILAIAN.source, TABLE_PENILAIAN.options)


@dataclass(frozen=True, slots=True)
class BagianJawaban:
    """A part of the answers."""

    baris: tuple[Mapping[str, Any], ...]  # raw values by column
    sesudah: str  # from where the next part goes on; empty when this is the last one


def _read_cursor(text: str) -> tuple[date, uuid.UUID]:
    match = _CURSOR.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        day, half = match.groups()
        return parse_tanggal(day), uuid.UUID(half + "f" * 16)
    except (DomainError, ValueError):
        raise DomainError(
            "sesudah.unknown", t("Isi sesudah dengan yang diberikan pada bagian sebelumnya.")
        ) from None


def load_jawaban_api(
    rt: Runtime,
    principal: Principal | None,
    given: Mapping[str, str],
    *,
    sesudah: str = "",
    batas: int,
) -> BagianJawaban:
    """Read a part of the answers that count, the oldest day first.

    Within a day they stand in the order of their random identities, so that nobody can tell by the
    place of an answer when it came.

    Args:
        given: ``upp``, its kode; ``layanan``, ``dari``, ``sampai`` where they are asked for.
        sesudah: where the part before has ended.
        batas: how many at most.

    Raises:
        NotFoundError: ``upp.unknown`` or ``layanan.unknown``, also for what lies outside the scope.
        DomainError: ``sesudah.unknown``; as :func:`parse_query`.
    """
    principal = require(principal, JAWABAN.permission)
    query = parse_query(JAWABAN, given, principal)
    after = _read_cursor(sesudah) if sesudah else None
    columns = JAWABAN.columns_for(principal, query.filters)
    with rt.reading() as session:
        source = TABLE_JAWABAN.source(session, principal, query)
        found = read_after(session, source, columns, query, URUTAN_API, after=after, take=batas + 1)
    rows = found[:batas]
    rest = ""
    if len(found) > batas:
        day, identity = rows[-1]["k0"], rows[-1]["k1"]
        rest = f"{day.isoformat()}.{identity.hex[:16]}"
    return BagianJawaban(tuple({c.key: row[f"c_{c.key}"] for c in columns} for row in rows), rest)


def tanda_codes(bits: int) -> list[str]:
    """Return the marks of an answer as programs read them."""
    return [str(mark.name).lower() for mark in Tanda(bits)]
