"""All tables that can be taken away as Excel files, by name: those of pages, and those of keys."""

from sekampadi.domain.errors import NotFoundError
from sekampadi.i18n import t
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN, TABLE_RESPONDEN
from sekampadi.services.moderasi.jawaban_api import TABLE_JAWABAN
from sekampadi.services.sistem.audit.daftar import TABLE_AUDIT
from sekampadi.services.tabel.tabel import TableSource
from sekampadi.services.tindak_lanjut.tabel_rencana import TABLE_RENCANA

TABLES: dict[str, TableSource] = {
    table.spec.name: table
    for table in (TABLE_RESPONDEN, TABLE_PENILAIAN, TABLE_RENCANA, TABLE_AUDIT)
}
TABLES_API: dict[str, TableSource] = {TABLE_JAWABAN.spec.name: TABLE_JAWABAN}
"""Those that a key takes away, at addresses of the API."""


def find_table(name: str) -> TableSource:
    """Return the table of a name."""
    table = TABLES.get(name) or TABLES_API.get(name)
    if table is None:
        raise NotFoundError("tabel.unknown", t("Tabel ini tidak dapat diunduh."))
    return table
