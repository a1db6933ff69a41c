"""The list of plans: the own triwulan, and a table for who sees several UPP."""

from dataclasses import dataclass, replace

import reflex as rx

from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.teks import write_address
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.domain.tugas import tell_tenggat
from sekampadi.i18n import format_angka, t
from sekampadi.services.tabel.tabel import TableRow, TableSource
from sekampadi.services.tindak_lanjut.daftar import DaftarLine, load_daftar
from sekampadi.services.tindak_lanjut.tabel_rencana import (
    RENCANA,
    TABLE_RENCANA,
    triwulan_of_cell,
)
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.ui.states.ekspor import EksporMixin
from sekampadi.web.ui.states.tabel import BarisTabel, show_row, show_value


@dataclass(frozen=True)
class BarisDaftar:
    """A triwulan of the own UPP; ``keadaan`` says how it looks, ``langkah`` what is done there."""

    kunci: str
    nama: str
    alamat: str
    keadaan: str
    kata: str
    rincian: str
    langkah: str


def rencana_address(upp: str, triwulan: Triwulan, **more: str) -> str:
    """Return the address of a plan."""
    query = {"upp": upp, "triwulan": triwulan.kunci}
    return write_address("/admin/tindak-lanjut/rencana", **query, **more)


def persen_words(realisasi: Realisasi) -> str:
    """Say how much was carried out; empty where nothing was planned."""
    return f"{format_angka(realisasi.persen)} %" if realisasi.persen is not None else ""


def _begun(line: DaftarLine) -> tuple[str, str, str]:
    told = line.realisasi
    changed = t(
        "diubah {waktu} oleh {siapa}",
        waktu=show_value(RENCANA.columns[6].kind, line.diubah_pada),
        siapa=line.diubah_oleh,
    )
    if not told.rencana:
        return "belum", t("Belum ada kegiatan"), changed
    words = t(
        "{a} dari {b} kegiatan selesai ({persen})",
        a=format_angka(told.selesai),
        b=format_angka(told.rencana),
        persen=persen_words(told),
    )
    if line.terlambat:
        late = t("{n} kegiatan lewat target", n=format_angka(line.terlambat))
        return "terlambat", words, f"{late} · {changed}"
    return ("berjalan" if told.belum or told.berjalan else "selesai"), words, changed


def show_daftar(upp: str, line: DaftarLine, boleh: bool) -> BarisDaftar:
    """Show a triwulan of the own UPP."""
    periode = line.triwulan.periode
    if line.dimulai:
        keadaan, kata, rincian = _begun(line)
        langkah = t("Buka RTL")
    elif line.lembar:
        due = tell_tenggat(line.tenggat, runtime().today())
        late = runtime().today() > line.tenggat
        keadaan, langkah = "terlambat" if late else "belum", t("Susun RTL") if boleh else t("Buka")
        kata, rincian = t("RTL belum disusun"), due[:1].upper() + due[1:]
    else:
        keadaan, langkah = "tanpa", t("Buka")
        kata, rincian = (
            t("Lembar IKM belum terbit"),
            t("RTL disusun dari nilai lembar yang terbit."),
        )
    address = rencana_address(upp, line.triwulan)
    return BarisDaftar(line.triwulan.kunci, periode.label, address, keadaan, kata, rincian, langkah)


@state_permission(RENCANA.permission)
class TindakLanjutState(EksporMixin, rx.State):
    """The plans that a person may see."""

    siap: bool = False
    nama: str = ""
    milik: list[BarisDaftar] = []
    banyak: bool = False

    def _table(self) -> TableSource:
        return TABLE_RENCANA

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        plain = show_row(RENCANA, row, nomor)
        sel, triwulan = plain.sel, triwulan_of_cell(row.values["triwulan"])
        told = Realisasi(int(row.values["kegiatan"]), int(row.values["selesai"]))
        begun = bool(row.values["dimulai"])
        more = {
            "alamat": rencana_address(str(row.values["kode"]), triwulan),
            "persen": persen_words(told),
            "dimulai": "1" if begun else "",
        }
        nothing = {} if begun else dict.fromkeys(("kegiatan", "selesai", "terlambat"), "–")
        return replace(plain, sel=sel | nothing | more)

    @rx.event
    async def muat(self) -> None:
        """Read the own triwulan, and the page of the table that the address names."""
        self._say("")
        self.ekspor_teks = ""
        daftar = await as_person(load_daftar)
        upp = daftar.upp
        self.nama, self.banyak = upp.nama if upp else "", daftar.banyak
        self.milik = [show_daftar(upp.kode, x, daftar.boleh) for x in daftar.baris] if upp else []
        if daftar.banyak:
            await self._reload(dict(self.router.url.query_parameters))
        self.siap = True
