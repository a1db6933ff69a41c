"""The table of the audit trail, and one row of it in a dialog."""

from dataclasses import dataclass, field

import reflex as rx

from sekampadi.domain.audit.kata import objek_in_words
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.sistem.audit.daftar import (
    AUDIT,
    TABLE_AUDIT,
    RincianAudit,
    load_rincian_audit,
)
from sekampadi.services.tabel.tabel import TableRow, TableSource
from sekampadi.web.context import as_person
from sekampadi.web.declare import state_permission
from sekampadi.web.ui.states.ekspor import EksporMixin
from sekampadi.web.ui.states.tabel import BarisTabel, parse_id, show_row


@dataclass(frozen=True)
class BandingAudit:
    """A field: what it is called, what stood there before and what afterwards."""

    nama: str
    sebelum: str
    sesudah: str


@dataclass(frozen=True)
class Keterangan:
    """Something else that a row tells."""

    nama: str
    isi: str


@dataclass(frozen=True)
class Terbuka:
    """The row that is shown; ``id`` is empty while none is."""

    id: str = ""
    judul: str = ""
    keterangan: list[Keterangan] = field(default_factory=list)
    perubahan: list[BandingAudit] = field(default_factory=list)
    akhir: list[Keterangan] = field(default_factory=list)


def _show(row: RincianAudit) -> Terbuka:
    local = row.waktu.astimezone(ZONA)
    jam = local.strftime("%H.%M.%S")
    when = t("{tanggal} pukul {jam}", tanggal=format_tanggal(local.date()), jam=jam)
    who = f"{row.oleh} ({row.upp})" if row.upp else row.oleh
    told = [
        (t("Waktu"), when),
        (t("Oleh"), who),
        *([(t("Objek"), row.objek)] if row.objek else []),
        *row.lain,
    ]
    last = [(t("Nomor baris"), str(row.id)), (t("Sidik rantai (SHA-256)"), row.jejak)]
    return Terbuka(
        str(row.id),
        row.aksi,
        [Keterangan(*one) for one in told],
        [BandingAudit(*one) for one in row.perubahan],
        [Keterangan(*one) for one in last],
    )


@state_permission(Permission.AUDIT_READ)
class AuditState(EksporMixin, rx.State):
    """The audit trail."""

    terbuka: Terbuka = Terbuka()

    def _table(self) -> TableSource:
        return TABLE_AUDIT

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        shown = show_row(AUDIT, row, nomor)
        shown.sel["objek"] = objek_in_words(shown.sel["objek"])
        return shown

    @rx.event
    async def muat(self) -> None:
        """Read the page of the table that the address names."""
        self.terbuka, self.ekspor_teks = Terbuka(), ""
        await self._reload(dict(self.router.url.query_parameters))

    @rx.event
    async def buka(self, id_baris: str) -> None:
        """Show a row with what stood before and afterwards."""
        try:
            row = await as_person(load_rincian_audit, parse_id(id_baris) or 0)
        except DomainError as error:
            self._say("", gagal=error.message)
            return
        self._say("")
        self.terbuka = _show(row)

    @rx.event
    def tutup(self) -> None:
        """Close the row."""
        self.terbuka = Terbuka()
