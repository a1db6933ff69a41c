"""The versions of the questionnaire, the editor of a draft, and the preview."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.errors import ChangedError, DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.survei.perangkat import Keadaan, option_field
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.i18n import format_hari, format_tanggal, t
from sekampadi.services.master import pertanyaan
from sekampadi.services.master.pertanyaan import VersiPerangkat, isian_perangkat
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.survei.state import ButirView, show_butir
from sekampadi.web.ui.states.formulir import Confirmation, clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import parse_id
from sekampadi.web.ui.states.versi import VersiMixin

PATH = "/admin/pertanyaan"


@dataclass(frozen=True)
class BarisVersi:
    """A version in the list."""

    id: str
    nama: str
    versi: str
    keadaan: str
    kata: str
    masa: str
    draf: bool
    dapat_ditarik: bool


def _masa(row: VersiPerangkat) -> str:
    if row.masa is None:
        return ""
    dari = format_tanggal(row.masa.dari)
    if row.masa.sampai is None:
        return t("Berlaku sejak {dari}", dari=dari)
    return t(
        "Berlaku {dari} sampai sebelum {sampai}",
        dari=dari,
        sampai=format_tanggal(row.masa.sampai),
    )


def _line(row: VersiPerangkat) -> BarisVersi:
    return BarisVersi(
        str(row.id),
        row.nama,
        t("versi {n}", n=row.versi),
        row.keadaan.value,
        row.keadaan.label,
        _masa(row),
        row.keadaan is Keadaan.DRAF,
        row.keadaan in {Keadaan.DRAF, Keadaan.TERJADWAL},
    )


@state_permission(Permission.PERTANYAAN_MANAGE)
class PertanyaanState(VersiMixin, rx.State):
    """The questionnaire; the address says which version is open, and how."""

    daftar: list[BarisVersi] = []
    mode: str = ""
    nama: str = ""
    keterangan: str = ""
    umum: str = ""
    daftar_butir: list[ButirView] = []
    hari_ini: str = ""
    galat_halaman: str = ""

    @rx.event
    async def muat(self) -> None:
        """Read the list, or the version that the address names; what is being typed stays."""
        await self._read(fresh=False)

    @rx.event
    async def masuk(self) -> None:
        """Begin with what is stored."""
        await self._read(fresh=True)

    async def _read(self, *, fresh: bool) -> None:
        query = self.router.url.query_parameters
        number, mode = parse_id(query.get("id", "")), query.get("mode", "")
        same = self.mode != "" and (self.mode, self.form_id) == (mode, str(number))
        if same and not fresh:
            return
        self._close()
        self.galat_halaman = self.mode = ""
        self._say("")
        self.hari_ini = format_hari(runtime().today())
        if query.get("berita") == "draf":
            self._say(t("Draf disimpan. Yang berlaku belum berubah."))
        elif query.get("berita") == "terbit":
            self._say(t("Kuesioner diberlakukan."))
        try:
            await self._list()
            if number is not None:
                await self._load(number, mode)
        except DomainError as error:
            self.galat_halaman = error.message

    async def _load(self, number: int, mode: str) -> None:
        found = await as_person(pertanyaan.load_perangkat, number)
        row = _line(found.versi)
        self.nama = f"{found.isi.nama}, {row.versi}"
        said = row.masa.startswith(row.kata)
        self.keterangan = row.masa if said else " · ".join(filter(None, (row.kata, row.masa)))
        self.umum = found.isi.umum
        self.daftar_butir = show_butir(found.isi)
        edit = mode == "ubah" and row.draf
        self.mode = "ubah" if edit else "terbit" if mode == "terbit" and row.draf else "lihat"
        heading = (
            t("Ubah {nama}", nama=self.nama) if edit else t("Berlakukan {nama}", nama=self.nama)
        )
        words = isian_perangkat(found.isi)
        values = words if edit else {"berlaku_dari": self.hari_ini}
        self._open_row(self.mode, heading, values, str(number))
        self._semula = words

    def _headings(self) -> Mapping[str, str]:
        found = {"nama": t("Nama kuesioner"), "umum": t("Pertanyaan umum (langkah 2)")}
        for unsur in URUTAN:
            found[unsur.field] = f"{unsur.kode} {unsur.nama}"
            for skor in SKOR:
                words = t("{unsur}, jawaban bernilai {n}", unsur=unsur.kode, n=skor)
                found[option_field(unsur.field, skor)] = words
        return found

    async def _take_stored(self) -> None:
        await self._read(fresh=True)

    @rx.event
    async def buat_versi(self, id_baris: str) -> EventSpec | None:
        """Make a draft of a version, and open it."""
        try:
            number = await as_person(pertanyaan.draft_version, parse_id(id_baris) or 0)
        except DomainError as error:
            self.galat_halaman = error.message
            return None
        return rx.redirect(f"{PATH}?id={number}&mode=ubah")

    @rx.event
    async def simpan(self, data: dict[str, Any]) -> EventSpec | None:
        """Take the words of a draft."""
        number = parse_id(self.form_id) or 0
        with refusals_shown(self, data):
            await as_person(pertanyaan.update_draft, number, clean_form(data), semula=self._semula)
            return rx.redirect(f"{PATH}?id={number}&mode=lihat&berita=draf")
        return None

    @rx.event
    async def terbitkan(self, data: dict[str, Any]) -> EventSpec | None:
        """Let a draft come into force."""
        number = parse_id(self.form_id) or 0
        with refusals_shown(self, data):
            try:
                await as_person(
                    pertanyaan.publish_draft, number, clean_form(data), semula=self._semula
                )
            except ChangedError as error:
                await self._load(number, "terbit")
                self.isian = self.isian | {"berlaku_dari": str(data.get("berlaku_dari", ""))[:40]}
                self._show_errors(error)
                return None
            return rx.redirect(f"{PATH}?berita=terbit")
        return None

    @rx.event
    def kembali(self) -> EventSpec:
        """Go back to the list; what was not saved stays unsaved."""
        return rx.redirect(PATH)

    @rx.event
    def minta_arsip(self, id_baris: str) -> None:
        """Ask before a version is put away."""
        row = next((v for v in self.daftar if v.id == str(id_baris)), None)
        if row is None or not row.dapat_ditarik:
            return
        self._ask(
            Confirmation(
                "arsip",
                row.id,
                t("Arsipkan {nama}, {versi}?", nama=row.nama, versi=row.versi),
                t("Kuesioner ini tidak akan dipakai. Yang sedang berlaku tidak berubah."),
                t("Arsipkan kuesioner"),
            )
        )

    @rx.event
    async def arsipkan(self) -> None:
        """Put a version away."""
        number = parse_id(self.tanya.id)
        if number is None:
            return
        with refusals_shown(self):
            await as_person(pertanyaan.withdraw, number)
            self._close()
            await self._list()
            self._say(t("Kuesioner diarsipkan."))

    async def _list(self) -> None:
        rows = await as_person(pertanyaan.list_versi)
        self.daftar = [_line(row) for row in rows]
