"""Laporan: the table of answers, the totals beneath it, and the publication sheet (decree, K.2 g and L.1)."""

from dataclasses import dataclass

from sekampadi.db.queries.jawaban import (
    NilaiRow,
    SaranRow,
    count_saran,
    page_of_nilai,
    page_of_saran,
)
from sekampadi.db.queries.rekap import read_rekap
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import Periode
from sekampadi.domain.tabel import PAGE_SIZES
from sekampadi.i18n import t
from sekampadi.services.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.figures import Figures, read_figures
from sekampadi.services.runtime import Runtime, authorize


@dataclass(frozen=True, slots=True)
class HalamanLaporan:
    """One page of the laporan.

    Args:
        baris: the lines of the page.
        figures: the figures of all lines, not of the page alone.
        keseluruhan: how many answers the person may see in all.
        halaman: number of the page, from 1; the last one when a later one was asked for.
        jumlah_halaman: number of pages, at least 1.
        ukuran: lines a page.
    """

    baris: tuple[NilaiRow, ...]
    figures: Figures
    keseluruhan: int
    halaman: int
    jumlah_halaman: int
    ukuran: int


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
    """Read one page of the laporan.

    Args:
        rt: the runtime.
        principal: who asks.
        kunci: the part of the province, see :func:`resolve_cakupan`.
        layanan_kode: one layanan of it, or several.
        periode: the days; open at both ends for everything since the beginning.
        halaman: page from 1; outside the pages the nearest one is shown.
        ukuran: one of :data:`PAGE_SIZES`.

    Raises:
        UnauthenticatedError, ForbiddenError: without the right to read answers.
        NotFoundError: for a part outside the person's scope.
        DomainError: ``halaman.ukuran`` for another page size.
    """
    authorize(principal, Permission.LAPORAN_READ)
    authorize(principal, Permission.JAWABAN_READ)
    if ukuran not in PAGE_SIZES:
        raise DomainError("halaman.ukuran", t("Jumlah baris per halaman tidak dikenal."))
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
        figures = read_figures(session, rt, cakupan, periode)
        everything = resolve_cakupan(session, principal).selection(Periode())
        pages = max(1, -(-figures.hasil.n // ukuran))
        halaman = min(max(1, halaman), pages)
        baris = page_of_nilai(
            session, cakupan.selection(periode), offset=(halaman - 1) * ukuran, limit=ukuran
        )
        keseluruhan = read_rekap(session, everything).n
    return HalamanLaporan(tuple(baris), figures, keseluruhan, halaman, pages, ukuran)


def load_lembar(
    rt: Runtime,
    principal: Principal | None,
    *,
    kunci: str = "",
    layanan_kode: str | tuple[str, ...] = "",
    periode: Periode,
) -> Figures:
    """Read the figures of the publication sheet.

    Raises:
        UnauthenticatedError, ForbiddenError: without the right to export a laporan.
        NotFoundError: for a part outside the person's scope.
    """
    authorize(principal, Permission.LAPORAN_EXPORT)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
        return read_figures(session, rt, cakupan, periode)


@dataclass(frozen=True, slots=True)
class HalamanSaran:
    """One page of suggestions.

    Args:
        baris: the lines.
        cakupan: the part they are about.
        jumlah: how many there are in all.
        halaman: number of the page, from 1.
        jumlah_halaman: number of pages, at least 1.
        ukuran: lines a page.
    """

    baris: tuple[SaranRow, ...]
    cakupan: Cakupan
    jumlah: int
    halaman: int
    jumlah_halaman: int
    ukuran: int


def load_saran(
    rt: Runtime,
    principal: Principal | None,
    *,
    kunci: str = "",
    layanan_kode: str | tuple[str, ...] = "",
    periode: Periode,
    halaman: int = 1,
    ukuran: int = 25,
) -> HalamanSaran:
    """Read one page of suggestions, newest first.

    Args:
        rt: the runtime.
        principal: who asks.
        kunci: the part of the province, see :func:`resolve_cakupan`.
        layanan_kode: one layanan of it, or several.
        periode: the days.
        halaman: page from 1; outside the pages the nearest one is shown.
        ukuran: lines a page.

    Raises:
        UnauthenticatedError, ForbiddenError: without the right to read suggestions.
        NotFoundError: for a part outside the person's scope.
    """
    authorize(principal, Permission.SARAN_READ)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
        selection = cakupan.selection(periode)
        jumlah = count_saran(session, selection)
        pages = max(1, -(-jumlah // ukuran))
        halaman = min(max(1, halaman), pages)
        baris = page_of_saran(session, selection, offset=(halaman - 1) * ukuran, limit=ukuran)
    return HalamanSaran(tuple(baris), cakupan, jumlah, halaman, pages, ukuran)
