"""The quarter's package (SOP, row 3): the sheet and the two tables of an UPP, or of all of them.

Who is in a package, and the Excel files of it; the sheets are added by what builds documents.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from sekampadi.db.queries.jawaban import count_jawaban
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import Periode
from sekampadi.i18n import t
from sekampadi.reports.render.excel.xlsx import write_table
from sekampadi.services.laporan.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN, TABLE_RESPONDEN
from sekampadi.services.sistem.runtime import Runtime, authorize, record, require
from sekampadi.services.tabel.ekspor_proses import filter_facts, numbered, sheet_columns
from sekampadi.services.tabel.tabel import TableSource, dump_table

TABLES: tuple[TableSource, ...] = (TABLE_RESPONDEN, TABLE_PENILAIAN)
"""The Excel files of a package, in their order."""


@dataclass(frozen=True, slots=True)
class AnggotaPaket:
    """One UPP of a package."""

    upp: UppRow
    cakupan: Cakupan  # its own layanan
    n: int  # answers in the period


def authorize_paket(principal: Principal | None) -> Principal:
    """Refuse who may not take a package away: it holds single answers."""
    person = require(principal, Permission.LAPORAN_EXPORT)
    authorize(person, Permission.JAWABAN_EXPORT)
    return person


def check_paket(
    rt: Runtime, principal: Principal | None, *, kunci: str, periode: Periode
) -> Cakupan:
    """Check a wish for a package.

    Raises:
        DomainError: ``paket.periode`` when the period has an open end.
    """
    person = authorize_paket(principal)
    if periode.dari is None or periode.sampai is None:
        raise DomainError("paket.periode", t("Pilih periode paket, misalnya satu triwulan."))
    with rt.reading() as session:
        return resolve_cakupan(session, person, kunci)


def note_paket(
    rt: Runtime, principal: Principal | None, cakupan: Cakupan, periode: Periode
) -> None:
    """Write down that a package is taken away: it can be made, and nothing of it is sent yet.

    Args:
        cakupan: as checked by :func:`check_paket`, of the same period.
    """
    person = authorize_paket(principal)
    days = {"dari": periode.dari, "sampai": periode.sampai}
    with rt.writing() as session:
        told = {name: day.isoformat() for name, day in days.items() if day}
        record(session, person, "ekspor.paket", cakupan.kunci, **told)


def list_anggota(
    session: Session, principal: Principal, kunci: str, periode: Periode
) -> list[AnggotaPaket]:
    """List the UPP of a package: the active ones, and those with answers in the period."""
    cakupan = resolve_cakupan(session, principal, kunci)
    result: list[AnggotaPaket] = []
    for upp in list_upp(session, cakupan.scope, active_only=False):
        if cakupan.upp_ids is not None and upp.id not in cakupan.upp_ids:
            continue
        own = resolve_cakupan(session, principal, upp.kode)
        n = count_jawaban(session, own.selection(periode))
        if n or upp.aktif:
            result.append(AnggotaPaket(upp, own, n))
    return result


def write_excel(
    session: Session,
    rt: Runtime,
    principal: Principal,
    *,
    table: TableSource,
    anggota: AnggotaPaket,
    periode: Periode,
    path: Path,
) -> int:
    """Write one table of one UPP into an Excel file, line by line, and return how many it has."""
    given = {"upp": anggota.upp.kode}
    if periode.dari:
        given["dari"] = periode.dari.isoformat()
    if periode.sampai:
        given["sampai"] = periode.sampai.isoformat()
    dump = dump_table(session, principal, table, given)
    facts: list[tuple[str, object]] = [
        (t("Tabel"), table.spec.title),
        (t("UPP"), anggota.upp.nama),
        *(fact for fact in filter_facts(table, dump) if fact[0] != t("UPP")),
        (t("Dibuat pada"), rt.now()),
        (t("Dibuat oleh"), principal.username),
    ]
    return write_table(path, table.spec.title, sheet_columns(dump.columns), numbered(dump), facts)
