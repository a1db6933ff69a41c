"""The process that makes one Excel file of a table: reads its job, writes the file, ends.

Started by :mod:`sekampadi.services.tabel.ekspor`. It reads rows in chunks inside one
transaction, so that the file shows one moment, and asks the same services as the screen.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from sekampadi.children import enter, read_message
from sekampadi.domain.errors import DomainError
from sekampadi.domain.tabel import Column, FilterKind, Kind
from sekampadi.i18n import format_hari, t
from sekampadi.reports.render.excel.xlsx import SheetColumn, write_table
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.daftar_tabel import find_table
from sekampadi.services.tabel.ekspor import Ekspor, ExportJob, write_state
from sekampadi.services.tabel.tabel import TableDump, TableSource, dump_table

_TELL_EVERY = 0.3
_NICENESS = 10
_WIDTH_TEXT = 24.0
_WIDTH_LABEL = 22.0
_WIDTH_LONG = 60.0
_ARROW = 4.0
"""Letters that the button of Excel's filter takes beside a title."""


def sheet_columns(columns: Sequence[Column]) -> list[SheetColumn]:
    """Return the columns of the sheet: a running number, then those of the table.

    On paper all of them share one page across: what is as wide as it might be makes all letters
    small. So titles break between words, and words that can be any of many break in their column.
    """
    result = [SheetColumn(t("No."), Kind.NUMBER.value, 8)]
    for c in columns:
        width = max(map(len, c.title.split())) + _ARROW
        if c.kind is Kind.DATE:
            width = max(width, 17.0)
        elif c.labels:
            longest = max(len(words) for words in c.labels.values())
            width = max(width, min(longest + 4.0, _WIDTH_LABEL))
        elif c.kind is Kind.TEXT and len(c.title) > 2:
            width = max(width, _WIDTH_LONG if not c.sortable else _WIDTH_TEXT)
        result.append(SheetColumn(c.title, c.kind.value, width))
    return result


def filter_facts(table: TableSource, dump: TableDump) -> list[tuple[str, object]]:
    """Say in words what the file was filtered by."""
    facts: list[tuple[str, object]] = [(t("Pencarian"), dump.query.search or "–")]
    for f in table.spec.filters:
        value = dump.query.filters.get(f.key, f.default)
        if f.kind is FilterKind.DATE:
            facts.append((f.title, format_hari(date.fromisoformat(value)) if value else "–"))
            continue
        options = dump.options.get(f.key, f.options)
        facts.append((f.title, next((o.label for o in options if o.value == value), value or "–")))
    column = next(c for c in table.spec.columns if c.key == dump.query.sort_key)
    way = t("menurun") if dump.query.descending else t("menaik")
    return [*facts, (t("Urutan"), f"{column.title}, {way}")]


def make_file(rt: Runtime, job: ExportJob) -> Ekspor:
    """Make the file of a job, telling how far it is."""
    table = find_table(job.tabel)
    state = replace(job.ekspor, status="jalan")
    told = 0.0

    def tell(done: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _TELL_EVERY:
            told = now
            write_state(job.folder, replace(state, selesai=done))

    with rt.reading() as session:
        dump = dump_table(session, job.principal, table, job.given)
        state = replace(state, total=dump.total)
        write_state(job.folder, state)
        draft = job.folder / f"{state.id}.part"
        written = write_table(
            draft,
            table.spec.title,
            sheet_columns(dump.columns),
            numbered(dump),
            [
                (t("Tabel"), table.spec.title),
                *filter_facts(table, dump),
                (t("Dibuat pada"), job.now),
                (t("Dibuat oleh"), job.principal.username),
            ],
            progress=tell,
        )
    draft.replace(job.folder / f"{state.id}.xlsx")
    return replace(state, status="siap", selesai=written)


def numbered(dump: TableDump) -> Iterator[tuple[object, ...]]:
    """Return the lines of a table behind a running number."""
    number = 0
    for chunk in dump.chunks:
        for line in chunk:
            number += 1
            yield (number, *line)


def main() -> None:
    """Do one job."""
    jobs, _ = enter(_NICENESS)
    job = cast(ExportJob, read_message(jobs))
    rt = Runtime.open(job.settings)
    try:
        state = make_file(rt, job)
    except DomainError as error:
        state = replace(job.ekspor, status="gagal", pesan=error.message)
    write_state(job.folder, state)


if __name__ == "__main__":
    main()
