"""What has been published, for those who read laporan: the sheets of a part, and where they were shown."""

from dataclasses import dataclass

from sekampadi.db.queries.master import list_layanan
from sekampadi.db.queries.publikasi import list_media, list_publikasi, publikasi_row
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import MediaRow, PublikasiRow
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
    jumlah_media: int  # kinds, with proof, that sheets of its period were in


@dataclass(frozen=True, slots=True)
class LogMedia:
    """The publication log of one sheet."""

    row: PublikasiRow
    media: tuple[MediaRow, ...]


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
        kinds: dict[Periode, set[str]] = {}
        for media in list_media(session, periods):
            if media.terbukti:
                kinds.setdefault(periods[media.publikasi_id], set()).add(media.jenis)
        return [PublikasiLine(row, len(kinds.get(row.periode, ()))) for row in rows]


def load_log(rt: Runtime, principal: Principal | None, publikasi_id: int) -> LogMedia:
    """Read the publication log of a sheet."""
    person = require(principal, _READ)
    with rt.reading() as session:
        row = publikasi_row(owned(session, person, publikasi_id))
        return LogMedia(row, tuple(list_media(session, [row.id])))
