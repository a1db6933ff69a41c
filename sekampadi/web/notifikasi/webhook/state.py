"""Webhooks of other systems: which there are, what was sent to them, and what could not be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.notifikasi.webhook import TUMPANG, UJI, Peristiwa
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.services.notifikasi.webhook import kelola, mati
from sekampadi.services.notifikasi.webhook.kelola import BarisWebhook
from sekampadi.services.notifikasi.webhook.kirim import HasilKirim
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.ui.states.formulir import Confirmation, clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import Pilih, parse_id
from sekampadi.web.ui.states.versi import VersiMixin


@dataclass(frozen=True)
class BarisTujuan:
    """A webhook in words."""

    id: str
    nama: str
    cakupan: str
    alamat: str
    peristiwa: str
    keadaan: str
    rincian: str
    aktif: bool
    masalah: bool


@dataclass(frozen=True)
class BarisLog:
    """A try in words."""

    id: str
    waktu: str
    webhook: str
    peristiwa: str
    hasil: str
    berhasil: bool


@dataclass(frozen=True)
class BarisGagalKirim:
    """What could not be sent, in words."""

    id: str
    nama: str
    waktu: str
    sebab: str
    menunggu: str


_NAMES: Mapping[str, str] = {p.value: p.label for p in Peristiwa} | {UJI: t("Uji coba")}
_SINGKAT: Mapping[str, str] = {
    Peristiwa.JAWABAN.value: t("ada jawaban"),
    Peristiwa.LEMBAR.value: t("lembar terbit"),
    Peristiwa.DIAJUKAN.value: t("tindak lanjut diajukan"),
    Peristiwa.DISETUJUI.value: t("tindak lanjut disetujui"),
    Peristiwa.DITERIMA.value: t("tindak lanjut diterima"),
    UJI: t("uji coba"),
}


def _moment(value: datetime) -> str:
    local = value.astimezone(ZONA)
    return f"{format_tanggal(local.date())}, {local:%H.%M}"


def _keadaan(row: BarisWebhook, now: datetime) -> tuple[str, str]:
    if not row.aktif:
        return t("Mati"), t("Kabar yang belum terkirim menunggu.")
    if row.gagal_sejak is not None:
        return t("Tidak menerima"), t("Sejak {waktu}; dicoba lagi.", waktu=_moment(row.gagal_sejak))
    if row.lama_sampai is not None and now < row.lama_sampai:
        return t("Menyala"), t(
            "Rahasia lama berlaku sampai {waktu}.", waktu=_moment(row.lama_sampai)
        )
    return t("Menyala"), ""


def say_hasil(hasil: HasilKirim) -> tuple[str, str]:
    """Say what came of a trial: the words of a success, or those of a failure; the other is empty."""
    detik = format_angka(hasil.lama_ms)
    if hasil.berhasil:
        return t("Uji coba diterima: {kata}, {n} milidetik.", kata=hasil.kata, n=detik), ""
    return "", t(
        "Uji coba tidak diterima: {kata}, setelah {n} milidetik. Periksa alamat dan penerimanya.",
        kata=hasil.kata.removeprefix("webhook: "),
        n=detik,
    )


def _ticked(data: object) -> dict[str, object]:
    # A ticked box arrives as true or as "on", by how the page was built.
    isian = clean_form(data)
    for p in Peristiwa:
        value = data.get(p.field) if isinstance(data, dict) else None
        isian[p.field] = "ya" if value is True or value == "on" else ""
    return isian


@state_permission(Permission.KUNCI_MANAGE)
class WebhookState(VersiMixin, rx.State):
    """The webhooks that a person keeps."""

    tujuan: list[BarisTujuan] = []
    log: list[BarisLog] = []
    gagal_kirim: list[BarisGagalKirim] = []
    pilihan_upp: list[Pilih] = []
    provinsi: bool = False
    rahasia: str = ""
    rahasia_untuk: str = ""
    dimuat: bool = False
    _rows: dict[str, BarisWebhook] = {}

    @rx.event
    async def muat(self) -> None:
        """Read everything; what is being typed stays."""
        self.provinsi, offices = await as_person(kelola.list_cakupan_webhook)
        self.pilihan_upp = [Pilih(u.kode, u.nama) for u in offices if u.aktif]
        await self._show()

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")
        self.rahasia = self.rahasia_untuk = ""

    async def _show(self) -> None:
        rows = await as_person(kelola.list_webhook)
        now = runtime().now()
        self._rows = {str(r.id): r for r in rows}
        self.tujuan = [
            BarisTujuan(
                str(r.id),
                r.nama,
                r.upp_nama or t("Seluruh provinsi"),
                r.alamat,
                ", ".join(_SINGKAT.get(p, p) for p in r.peristiwa),
                *_keadaan(r, now),
                r.aktif,
                not r.aktif or r.gagal_sejak is not None,
            )
            for r in rows
        ]
        self.log = [
            BarisLog(
                str(r.id),
                _moment(r.waktu),
                r.webhook,
                _SINGKAT.get(r.peristiwa, r.peristiwa),
                t(
                    "{hasil}, percobaan ke-{n}",
                    hasil=r.hasil.removeprefix("webhook: "),
                    n=r.percobaan,
                ),
                r.berhasil,
            )
            for r in await as_person(mati.list_kirim)
        ]
        self.gagal_kirim = [
            BarisGagalKirim(
                str(r.id),
                f"{r.webhook}: {_SINGKAT.get(r.peristiwa, r.peristiwa)}",
                _moment(r.dibuat),
                t(
                    "{sebab} (dicoba {n} kali)",
                    sebab=r.galat.removeprefix("webhook: "),
                    n=r.percobaan,
                ),
                t("{n} kabar berikutnya menunggu di belakangnya", n=r.menunggu)
                if r.menunggu
                else "",
            )
            for r in await as_person(mati.list_mati)
        ]
        self.dimuat = True

    def _headings(self) -> Mapping[str, str]:
        boxes = {p.field: p.label for p in Peristiwa}
        return {"nama": t("Nama webhook"), "alamat": t("Alamat webhook")} | boxes

    def _said(self, field: str, value: str) -> str:
        return value if field in {"nama", "alamat"} else (t("ya") if value else t("tidak"))

    async def _take_stored(self) -> None:
        self._close()
        await self._show()

    @rx.event
    def buka_tambah(self) -> None:
        """Open the form of a new webhook."""
        only = self.pilihan_upp[0].kunci if len(self.pilihan_upp) == 1 and not self.provinsi else ""
        self._open_form("tambah", t("Webhook baru"), {"upp": only})

    @rx.event
    def buka_ubah(self, nomor: str) -> None:
        """Open the form of a webhook."""
        row = self._rows.get(str(nomor))
        if row is not None:
            judul = t("Ubah webhook {nama}", nama=row.nama)
            self._open_row("ubah", judul, kelola.isian_webhook(row), str(nomor))

    @rx.event
    async def simpan(self, data: dict[str, Any]) -> None:
        """Take the form."""
        isian = _ticked(data)
        number = parse_id(self.form_id)
        if not number and len(self.pilihan_upp) == 1 and not self.provinsi:
            isian["upp"] = self.pilihan_upp[0].kunci
        with refusals_shown(self, isian):
            if number:
                await as_person(kelola.change_webhook, number, isian, semula=self._semula)
                self._close()
                self._say(t("Perubahan disimpan."))
            else:
                baru = await as_person(kelola.add_webhook, isian)
                self._close()
                self._say("")
                self.rahasia, self.rahasia_untuk = baru.rahasia, baru.nama
        await self._show()

    @rx.event
    def tutup_rahasia(self) -> None:
        """Forget the secret."""
        self.rahasia = self.rahasia_untuk = ""

    @rx.event
    def minta(self, tindakan: str, nomor: str) -> None:
        """Ask before an act on a webhook."""
        row = self._rows.get(str(nomor))
        words = {
            "rahasia": (
                t("Ganti rahasia webhook ini?"),
                t(
                    "Rahasia baru ditampilkan sekali. Yang lama masih berlaku {n} hari, supaya "
                    "penerimanya sempat diganti.",
                    n=TUMPANG.days,
                ),
                t("Ganti rahasia"),
            ),
            "hapus": (
                t("Hapus webhook ini?"),
                t("Catatan kirimnya dan kabar yang belum terkirim ikut dihapus."),
                t("Hapus webhook"),
            ),
        }
        if row is not None and str(tindakan) in words:
            judul, penjelasan, tombol = words[str(tindakan)]
            self._ask(
                Confirmation(
                    *(str(tindakan), str(row.id), judul, f"{row.nama}. {penjelasan}", tombol),
                    bahaya=tindakan == "hapus",
                )
            )

    @rx.event
    async def lakukan(self) -> None:
        """Do what was asked about."""
        number, tindakan = parse_id(self.tanya.id), self.tanya.tindakan
        if number is None:
            return
        with refusals_shown(self):
            if tindakan == "rahasia":
                baru = await as_person(kelola.replace_rahasia, number)
                self._close()
                self.rahasia, self.rahasia_untuk = baru.rahasia, baru.nama
            elif tindakan == "hapus":
                await as_person(kelola.remove_webhook, number)
                self._close()
                self._say(t("Webhook dihapus."))
        await self._show()

    async def _act(self, words: str, act: Callable[..., Any], nomor: str, **more: Any) -> None:
        number = parse_id(nomor)
        if number is None:
            return
        try:
            await as_person(act, number, **more)
            self._say(words)
        except DomainError as error:
            self._say("", gagal=error.message)
        await self._show()

    @rx.event
    async def nyalakan(self, nomor: str) -> None:
        """Switch a webhook on."""
        await self._act(
            t("Webhook dinyalakan. Kabar yang menunggu segera dikirim."),
            *(kelola.switch_webhook, nomor),
            aktif=True,
        )

    @rx.event
    async def matikan(self, nomor: str) -> None:
        """Switch a webhook off."""
        await self._act(
            t("Webhook dimatikan. Kabar yang belum terkirim disimpan."),
            *(kelola.switch_webhook, nomor),
            aktif=False,
        )

    @rx.event
    async def uji(self, nomor: str) -> None:
        """Send a trial, and say what came of it."""
        number = parse_id(nomor)
        if number is None:
            return
        try:
            words, gagal = say_hasil(await as_person(kelola.try_webhook, number))
            self._say(words, gagal=gagal)
        except DomainError as error:
            self._say("", gagal=error.message)
        await self._show()

    @rx.event
    async def ulangi(self, nomor: str) -> None:
        """Send again what was given up."""
        await self._act(t("Kabar dikirim lagi."), mati.send_again, nomor)

    @rx.event
    async def buang(self, nomor: str) -> None:
        """Throw away what was given up."""
        await self._act(t("Kabar dibuang."), mati.discard, nomor)
