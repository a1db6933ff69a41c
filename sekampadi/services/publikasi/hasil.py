"""Hasil: what is published, for everyone; and whether a paper in hand is genuine and current."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from sekampadi.db.models import PublikasiLogo
from sekampadi.db.queries.master import UppRow, list_layanan, list_upp
from sekampadi.db.queries.publikasi import (
    find_by,
    list_isi,
    list_latest,
    list_of_seri_periode,
    publikasi_row,
)
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.identitas import Identitas, Letterhead
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.periode import Periode, local_date
from sekampadi.domain.publikasi import (
    PublikasiRow,
    StatusPublikasi,
    parse_kode,
)
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.laporan.cakupan import WITH_UPT, Cakupan, resolve_cakupan
from sekampadi.services.laporan.figures import Figures
from sekampadi.services.publikasi.hasil_kini import explain_changes
from sekampadi.services.publikasi.isi import (
    UnsurTerbit,
    public_groups,
    seri_of,
    thaw,
    thaw_identitas,
    thaw_ketelitian,
)
from sekampadi.services.publikasi.publikasi import DAFTAR
from sekampadi.services.sistem.runtime import Runtime


@dataclass(frozen=True, slots=True)
class LembarTerbit:
    """A published sheet with its figures."""

    row: PublikasiRow
    figures: Figures  # as they were frozen
    unsur: tuple[UnsurTerbit, ...]
    groups: Mapping[str, Mapping[str, int | None]]  # a hidden cell is None
    identitas: Identitas  # under which it was published
    rata_rata: str | None  # the province's second figure, text with two places
    ketelitian: Ketelitian | None  # None for a sheet that never said so
    pengganti: PublikasiRow | None = None  # the current sheet, when this one is not current
    catatan: str = ""  # what has changed since, for everyone; empty for nothing


@dataclass(frozen=True, slots=True)
class HasilUpp:
    """One UPP in the public list, with its newest sheet; None without one."""

    upp: UppRow
    terbaru: PublikasiRow | None


@dataclass(frozen=True, slots=True)
class DaftarHasil:
    """The public list: the province's newest sheet, and every UPP."""

    provinsi: PublikasiRow | None
    upp: tuple[HasilUpp, ...]


@dataclass(frozen=True, slots=True)
class HasilLayanan:
    """A layanan with its newest sheet."""

    kode: str
    nama: str
    terbaru: PublikasiRow


@dataclass(frozen=True, slots=True)
class Hasil:
    """What is published of one part of the province."""

    kunci: str  # how an address names it
    nama: str  # today's
    lembar: LembarTerbit | None  # to show; None when nothing is published
    terbitan: tuple[LembarTerbit, ...]  # all current sheets, oldest first
    layanan: tuple[HasilLayanan, ...]  # those with sheets of their own


def lembar_of(
    row: PublikasiRow, isi: Mapping[str, Any], pengganti: PublikasiRow | None = None
) -> LembarTerbit:
    """Read the figures that a sheet prints out of its stored content."""
    return LembarTerbit(
        row,
        thaw(isi),
        tuple(map(UnsurTerbit.of, isi["unsur"])),
        public_groups(isi),
        thaw_identitas(isi),
        isi.get("rata_rata_upp"),
        thaw_ketelitian(isi),
        pengganti,
    )


def _annotate(session: Session, sheets: tuple[LembarTerbit, ...]) -> tuple[LembarTerbit, ...]:
    """Put to sheets of one part what has changed since; one read for all."""
    if not sheets:
        return ()
    said = explain_changes(session, sheets[0].row.seri, [(x.row, x.figures.rekap) for x in sheets])
    return tuple(replace(x, catatan=words) for x, words in zip(sheets, said, strict=True))


def _newest(*rows: PublikasiRow | None) -> PublikasiRow | None:
    found = [row for row in rows if row is not None]
    return max(found, key=lambda r: str(r.periode.sampai)) if found else None


def _read_daftar(session: Session) -> DaftarHasil:
    sheets = {
        row.seri: row for prefix in ("provinsi", "up") for row in list_latest(session, prefix)
    }
    upp = tuple(
        HasilUpp(u, _newest(sheets.get(f"upp:{u.id}"), sheets.get(f"upt:{u.id}")))
        for u in list_upp(session, active_only=False)
    )
    # An office that has been closed stays while something of it is published.
    return DaftarHasil(
        sheets.get("provinsi"), tuple(h for h in upp if h.upp.aktif or h.terbaru is not None)
    )


def load_daftar_hasil(rt: Runtime) -> DaftarHasil:
    """List what is published, newest sheet of each; kept in the process for some seconds."""
    return rt.keep(DAFTAR, _read_daftar)


def load_hasil(rt: Runtime, *, kunci: str = "", layanan_kode: str = "", nomor: str = "") -> Hasil:
    """Read what is published of one part of the province.

    Args:
        kunci: ``""`` for the province, ``kode`` of an UPP or ``kode+upt``.
        nomor: which sheet to show; the newest triwulan, or else the newest, without it.
    """
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, None, kunci, layanan_kode)
        isi = list_isi(session, seri_of(cakupan))
        if not isi and cakupan.upp and not cakupan.layanan and not kunci.endswith(WITH_UPT):
            # An office that publishes together with its UPT only.
            isi = list_isi(session, f"upt:{cakupan.upp.id}")
        layanan: tuple[HasilLayanan, ...] = ()
        if cakupan.upp and not cakupan.layanan:
            layanan = _layanan(session, cakupan.upp.id)
        terbitan = tuple(lembar_of(row, content) for row, content in isi)
        terbitan = _annotate(session, terbitan)
    lembar = terbitan[-1] if terbitan else None
    if lembar:
        # Of those that end on the same day the one that begins last: the triwulan.
        lembar = max(terbitan, key=lambda x: (str(x.row.periode.sampai), str(x.row.periode.dari)))
    if nomor:
        lembar = next((x for x in terbitan if x.row.nomor == nomor), None)
        if lembar is None:
            raise _unknown()
    return Hasil(cakupan.kunci, cakupan.nama, lembar, terbitan, layanan)


def _layanan(session: Session, upp_id: int) -> tuple[HasilLayanan, ...]:
    rows = list_layanan(session, PROVINSI, upp_id=upp_id, active_only=False)
    sheets = {row.seri: row for row in list_latest(session, "layanan:")} if rows else {}
    return tuple(
        HasilLayanan(row.kode, row.nama, sheets[f"layanan:{row.id}"])
        for row in rows
        if f"layanan:{row.id}" in sheets
    )


def _unknown() -> NotFoundError:
    return NotFoundError("publikasi.unknown", t("Publikasi tidak ditemukan."))


def _load(rt: Runtime, *, nomor: str = "", kode: str = "") -> LembarTerbit:
    with rt.reading() as session:
        found = find_by(session, nomor=nomor, kode=kode)
        if found is None:
            raise _unknown()
        row = publikasi_row(found)
        pengganti = None
        if row.status is not StatusPublikasi.BERLAKU:
            others = list_of_seri_periode(session, row.seri, row.periode)
            current = (publikasi_row(r) for r in others)
            pengganti = next((r for r in current if r.status is StatusPublikasi.BERLAKU), None)
        [lembar] = _annotate(session, (lembar_of(row, found.isi, pengganti),))
        return lembar


def load_lembar_terbit(rt: Runtime, nomor: str, kode: str = "") -> LembarTerbit:
    """Read a published sheet by its number, also one that is not current any more.

    Anybody can guess a number: one that is not ``terbuka`` needs the check code on the paper too.
    """
    if not nomor or len(nomor) > 160 or not nomor.isascii() or not nomor.isprintable():
        raise _unknown()
    lembar = _load(rt, nomor=nomor)
    if not lembar.row.terbuka and not secrets.compare_digest(
        lembar.row.kode.encode(), kode.upper().encode()
    ):
        raise _unknown()
    return lembar


def load_letterhead_terbit(rt: Runtime, lembar: LembarTerbit) -> Letterhead:
    """Return under whose name and mark a sheet was published, whatever they are now."""
    with rt.reading() as session:
        found = session.get(PublikasiLogo, lembar.identitas.logo)
        return Letterhead(lembar.identitas, found.isi if found else b"")


def address_of(row: PublikasiRow, suffix: str = "pdf") -> str:
    """Return where a published sheet lies as a file."""
    address = f"/unduh/publikasi/{row.nomor}.{suffix}"
    return address if row.terbuka else f"{address}?kode={row.kode}"


def read_lembar_berlaku(
    session: Session, cakupan: Cakupan, periode: Periode
) -> LembarTerbit | None:
    """Read the current sheet of a part of the province and a period; None when none is published."""
    if periode.dari is None or periode.sampai is None:
        return None
    for row in list_of_seri_periode(session, seri_of(cakupan), periode):
        found = publikasi_row(row)
        if found.status is StatusPublikasi.BERLAKU:
            return lembar_of(found, row.isi)
    return None


def check_paper(rt: Runtime, kode: object) -> LembarTerbit:
    """Find the sheet behind a check code, for everyone who holds a paper in hand.

    Raises:
        DomainError: ``kode.format`` for what can be no code.
    """
    try:
        return _load(rt, kode=parse_kode(kode))
    except NotFoundError:
        raise NotFoundError(
            "kode.unknown", t("Tidak ada lembar yang pernah diterbitkan dengan kode ini.")
        ) from None


def explain_status(lembar: LembarTerbit) -> str:
    """Return why a sheet is not current, with what replaced it; empty for a current one."""
    row = lembar.row
    parts = []
    if row.status is StatusPublikasi.DITARIK and row.ditarik_pada is not None:
        parts.append(
            t(
                "Lembar ini ditarik pada {tanggal}: {alasan}",
                tanggal=_day(row.ditarik_pada),
                alasan=row.alasan_tarik,
            )
        )
    elif row.digantikan_pada is not None:
        parts.append(t("Lembar ini digantikan pada {tanggal}.", tanggal=_day(row.digantikan_pada)))
    if parts and lembar.pengganti is not None:
        words = t("Yang berlaku: nomor {nomor}", nomor=lembar.pengganti.nomor)
        if lembar.pengganti.alasan:
            words += t(" (alasan: {alasan})", alasan=lembar.pengganti.alasan)
        parts.append(words + ".")
    elif parts and row.status is StatusPublikasi.DIGANTIKAN:
        parts.append(t("Penggantinya sudah ditarik."))
    return " ".join(parts)


def _day(moment: datetime) -> str:
    return format_tanggal(local_date(moment))
