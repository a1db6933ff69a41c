"""Laporan: the table of answers, the totals beneath it, and the publication sheet (decree, K.2 g and L.1)."""

from dataclasses import dataclass

from sekampadi.db.queries.jawaban import (
    NilaiRow,
    SaranRow,
    count_counted,
    count_saran,
    page_of_nilai,
    page_of_saran,
)
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.periode import Periode
from sekampadi.domain.tabel import PAGE_SIZES, Page
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import CakupanOption, list_pilihan_layanan, resolve_cakupan
from sekampadi.services.laporan.figures import Figures, read_figures
from sekampadi.services.laporan.laporan_lengkap import read_ketelitian
from sekampadi.services.sistem.runtime import Runtime, authorize, require


@dataclass(frozen=True, slots=True)
class HalamanLaporan:
    """One page of the laporan."""

    halaman: Page[NilaiRow]  # its ``overall``: all answers the person may see
    figures: Figures  # of all lines, not of the page alone
    ketelitian: Ketelitian


def load_laporan(
    rt: Runtime,
    principal: Principal | None,
    *,
    kunci: str = "",
    layanan_kode: str | tuple[str, ...] = "",
    periode: Periode,
    halaman: int = 1,
    ukuran: int = 50,
) -> HalamanLaporan:
    """Read one page of the laporan, outside its pages the nearest one.

    Raises:
        DomainError: ``halaman.ukuran`` for another page size.
    """
    authorize(principal, Permission.LAPORAN_READ)
    authorize(principal, Permission.JAWABAN_READ)
    if ukuran not in PAGE_SIZES:
        raise DomainError("halaman.ukuran", t("Jumlah baris per halaman tidak dikenal."))
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
        selection = cakupan.selection(periode)
        figures = read_figures(session, rt, cakupan, periode)
        everything = resolve_cakupan(session, principal).selection(Periode())
        page = Page.cut(
            lambda skip, take: page_of_nilai(session, selection, offset=skip, limit=take),
            total=figures.hasil.n,
            overall=count_counted(session, everything),
            number=halaman,
            size=ukuran,
        )
        return HalamanLaporan(page, figures, read_ketelitian(session, figures))


def load_lembar(
    rt: Runtime,
    principal: Principal | None,
    *,
    kunci: str = "",
    layanan_kode: str | tuple[str, ...] = "",
    periode: Periode,
) -> tuple[Figures, Ketelitian]:
    """Read the figures of the publication sheet, and how far its index can be relied on."""
    authorize(principal, Permission.LAPORAN_EXPORT)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
        figures = read_figures(session, rt, cakupan, periode)
        return figures, read_ketelitian(session, figures)


HalamanSaran = Page[SaranRow]
"""One page of suggestions."""


def load_saran(
    rt: Runtime,
    principal: Principal | None,
    *,
    kunci: str = "",
    layanan_kode: str | tuple[str, ...] = "",
    periode: Periode,
    halaman: int = 1,
    ukuran: int = 50,
) -> HalamanSaran:
    """Read one page of suggestions, newest first; as :func:`load_laporan`."""
    authorize(principal, Permission.SARAN_READ)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
        selection = cakupan.selection(periode)
        return Page.cut_some(
            lambda skip, take: page_of_saran(session, selection, offset=skip, limit=take),
            counted=count_saran(session, selection),
            number=halaman,
            size=min(max(1, ukuran), max(PAGE_SIZES)),
        )


def load_pilihan_layanan(
    rt: Runtime, principal: Principal | None, kunci: str = ""
) -> tuple[CakupanOption, ...]:
    """List the layanan to pick for a laporan; none for the province, which has too many."""
    person = require(principal, Permission.LAPORAN_READ)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci)
        if cakupan.upp_ids is None:
            return ()
        return list_pilihan_layanan(session, person.scope, cakupan.upp_ids)
