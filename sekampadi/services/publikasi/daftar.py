"""What has been published, for those who read laporan: the sheets of a part, and where they were shown."""

from dataclasses import dataclass

from sekampadi.db.queries.master import list_layanan
from sekampadi.db.queries.publikasi import (
    list_media,
    list_of_seri_periode,
    list_publikasi,
    publikasi_row,
)
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import MediaRow, PublikasiRow, count_jenis, skor_media
from sekampadi.services.laporan.cakupan import CakupanOption, list_pilihan, resolve_cakupan
from sekampadi.services.publikasi.isi import seri_of
from sekampadi.services.publikasi.publikasi import owned
from sekampadi.services.sistem.runtime import Runtime, require

_READ = Permission.LAPORAN_READ
"""Who reads the figures also sees what became of them: where sheets hang is evidence (PEKPPP)."""


@dataclass(frozen=True, slots=True)
class PilihanTerbit:
    """What a person may pick."""

    cakupan: tuple[CakupanOption, ...]  # the parts of the province
    layanan: tuple[CakupanOption, ...]  # of the part picked; empty for the province


@dataclass(frozen=True, slots=True)
class PublikasiLine:
    """A published sheet in the list."""

    row: PublikasiRow
    jumlah_media: int  # kinds, with proof, that its period was shown in


@dataclass(frozen=True, slots=True)
class MediaLine:
    """A line of the log, and the sheet that was shown."""

    row: MediaRow
    nomor: str


@dataclass(frozen=True, slots=True)
class LogMedia:
    """The publication log of a sheet's period: a revision takes nothing off the wall."""

    row: PublikasiRow
    media: tuple[MediaLine, ...]
    jumlah: int  # as :attr:`PublikasiLine.jumlah_media`
    skor: int  # what the ministry gives for it (PEKPPP)


def load_pilihan_terbit(rt: Runtime, principal: Principal | None, kunci: str) -> PilihanTerbit:
    """List the parts of which a person may see what is published."""
    person = require(principal, _READ)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci)
        layanan = (
            list_layanan(session, person.scope, upp_id=cakupan.upp.id, active_only=False)
            if cakupan.upp
            else []
        )
        return PilihanTerbit(
            tuple(list_pilihan(session, person)),
            tuple(CakupanOption(row.kode, row.nama) for row in layanan),
        )


def load_publikasi(
    rt: Runtime, principal: Principal | None, *, kunci: str = "", layanan_kode: str = ""
) -> list[PublikasiLine]:
    """List the sheets of a part of the province, superseded and withdrawn ones included."""
    person = require(principal, _READ)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci, layanan_kode)
        rows = list_publikasi(session, person.scope, seri_of(cakupan))
        periods = {row.id: row.periode for row in rows}
        shown: dict[Periode, list[MediaRow]] = {}
        for media in list_media(session, periods):
            shown.setdefault(periods[media.publikasi_id], []).append(media)
        return [PublikasiLine(row, count_jenis(shown.get(row.periode, ()))) for row in rows]


def load_log(rt: Runtime, principal: Principal | None, publikasi_id: int) -> LogMedia:
    """Read the publication log of a sheet."""
    person = require(principal, _READ)
    with rt.reading() as session:
        row = publikasi_row(owned(session, person, publikasi_id))
        revisi = [publikasi_row(r) for r in list_of_seri_periode(session, row.seri, row.periode)]
        nomor = {r.id: r.nomor for r in revisi}
        found = list_media(session, nomor)
        jumlah = count_jenis(found)
        lines = tuple(MediaLine(m, nomor[m.publikasi_id]) for m in found)
        return LogMedia(row, lines, jumlah, skor_media(jumlah))
