"""Laporan: the table of answers, the totals beneath it, and the publication sheet (decree, K.2 g and L.1)."""

from dataclasses import dataclass

from sekampadi.db.queries.jawaban import (
    NilaiRow,
    SaranRow,
    count_saran,
    page_of_nilai,
    page_of_saran,
)
from sekampadi.db.queries.master import list_layanan
from sekampadi.db.queries.rekap import read_rekap
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.periode import Periode
from sekampadi.domain.tabel import PAGE_SIZES
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import Cakupan, Pilihan, resolve_cakupan
from sekampadi.services.laporan.figures import Figures, read_figures
from sekampadi.services.laporan.laporan_lengkap import read_ketelitian
from sekampadi.services.sistem.runtime import Runtime, authorize, require


@dataclass(frozen=True, slots=True)
class HalamanLaporan:
    """One page of the laporan.

    Args:
        baris: the lines of the page.
        figures: the figures of all lines, not of the page alone.
        ketelitian: how far their index can be relied on.
        keseluruhan: how many answers the person may see in all.
        halaman: number of the page, from 1; the last one when a later one was asked for.
        jumlah_halaman: number of pages, at least 1.
        ukuran: lines a page.
    """

    baris: tuple[NilaiRow, ...]
    figures: Figures
    ketelitian: Ketelitian
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
        kunci: the part of the province, see :func:`resolve_cakupan`.
        layanan_kode: one layanan of it, or several.
        periode: the days; open at both ends for everything since the beginning.
        halaman: page from 1; outside the pages the nearest one is shown.
        ukuran: one of :data:`PAGE_SIZES`.

    Raises:
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
        ketelitian = read_ketelitian(session, figures)
    return HalamanLaporan(tuple(baris), figures, ketelitian, keseluruhan, halaman, pages, ukuran)


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


@dataclass(frozen=True, slots=True)
class HalamanSaran:
    """One page of suggestions.

    Args:
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
    ukuran: int = 50,
) -> HalamanSaran:
    """Read one page of suggestions, newest first.

    Args:
        kunci: the part of the province, see :func:`resolve_cakupan`.
        layanan_kode: one layanan of it, or several.
        halaman: page from 1; outside the pages the nearest one is shown.
        ukuran: lines a page, at most the largest of :data:`PAGE_SIZES`.
    """
    authorize(principal, Permission.SARAN_READ)
    ukuran = min(max(1, ukuran), max(PAGE_SIZES))
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
        selection = cakupan.selection(periode)
        jumlah = count_saran(session, selection)
        pages = max(1, -(-jumlah // ukuran))
        halaman = min(max(1, halaman), pages)
        baris = page_of_saran(session, selection, offset=(halaman - 1) * ukuran, limit=ukuran)
    return HalamanSaran(tuple(baris), cakupan, jumlah, halaman, pages, ukuran)


def load_pilihan_layanan(
    rt: Runtime, principal: Principal | None, kunci: str = ""
) -> tuple[Pilihan, ...]:
    """List the layanan a person may pick for a laporan; none for the whole province, which has too many.

    Args:
        kunci: the part of the province, see :func:`resolve_cakupan`.
    """
    person = require(principal, Permission.LAPORAN_READ)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci)
        if cakupan.upp_ids is None:
            return ()
        rows = [
            row
            for row in list_layanan(session, person.scope, active_only=False)
            if row.upp.id in cakupan.upp_ids
        ]
    many = len({row.upp.id for row in rows}) > 1
    return tuple(
        Pilihan(row.kode, f"{row.nama} – {row.upp.nama}" if many else row.nama) for row in rows
    )
