"""Notices, the rules that make them, and where a person is reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.notifikasi.peringatan import JenisPeringatan
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.services.notifikasi import notifikasi, outbox_gagal, peringatan
from sekampadi.services.notifikasi.notifikasi import SaluranSaya
from sekampadi.services.notifikasi.peringatan import Aturan
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.context import as_person, in_thread, logged_in
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.ui.states.formulir import Confirmation, clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import Pilih, parse_id
from sekampadi.web.ui.states.versi import VersiMixin

_BATAS_BAWAAN = "76,61"
"""The lower end of mutu B: below it the service is "Kurang Baik"."""
_MIN_N_BAWAAN = "10"


@dataclass(frozen=True)
class BarisNotifikasi:
    """A notice as the page shows it."""

    id: str
    waktu: str
    jenis: str
    judul: str
    isi: str
    saran: str
    tautan: str
    dibaca: bool


@dataclass(frozen=True)
class BarisAturan:
    """A rule in words."""

    id: str
    judul: str
    cakupan: str
    saluran: str
    berlaku: bool


@dataclass(frozen=True)
class BarisGagal:
    """A message that was given up, for who runs the system."""

    id: str
    waktu: str
    judul: str
    sebab: str


def _moment(value: Any) -> str:
    local = value.astimezone(ZONA)
    return f"{format_tanggal(local.date())}, {local:%H.%M}"


@state_permission(Permission.NOTIFIKASI_READ)
class NotifikasiState(VersiMixin, rx.State):
    """A page of notices, and the person's addresses."""

    baris: list[BarisNotifikasi] = []
    belum: int = 0
    total: int = 0
    keterangan: str = ""
    halaman: int = 1
    terakhir: int = 1
    kunci_webhook: str = ""
    email_siap: bool = False
    ada_saluran: bool = False
    mengelola: bool = False
    tak_terkirim: list[BarisGagal] = []

    @rx.event
    async def muat(self) -> None:
        """Read the page that the address names; what is being typed stays."""
        self._say("")
        self.halaman = parse_id(self.router.url.query_parameters.get("halaman", "1")) or 1
        await self._show()
        if not self.form:
            await self._show_saluran()

    @rx.event
    async def masuk(self) -> None:
        """Begin with the addresses that are stored."""
        await self._show_saluran()

    async def _show(self) -> None:
        person = logged_in()
        found = await in_thread(notifikasi.load_notifikasi, person, self.halaman)
        self.terakhir = max(1, -(-found.total // notifikasi.UKURAN))
        self.halaman = min(self.halaman, self.terakhir)
        self.baris = [
            BarisNotifikasi(
                str(row.id),
                _moment(row.waktu),
                row.jenis,
                row.judul,
                row.isi,
                row.saran,
                row.tautan,
                row.dibaca,
            )
            for row in found.baris
        ]
        self.belum, self.total = found.belum, found.total
        self.keterangan = t(
            "{belum} belum dibaca dari {total} notifikasi",
            belum=format_angka(found.belum),
            total=format_angka(found.total),
        )
        if not found.total:
            self.keterangan = ""
        self.mengelola = person.may(Permission.BACKUP_MANAGE)
        self.tak_terkirim = await self._failed() if self.mengelola else []
        frame = await self.get_state(SesiState)
        frame.belum = found.belum

    async def _failed(self) -> list[BarisGagal]:
        rows = await as_person(outbox_gagal.list_gagal)
        return [
            BarisGagal(
                str(row.id),
                _moment(row.dibuat),
                f"{row.jenis.label} – {row.username}" if row.username else row.jenis.label,
                t("{sebab} (dicoba {n} kali)", sebab=row.galat, n=row.percobaan),
            )
            for row in rows
        ]

    async def _show_saluran(self) -> None:
        found = await as_person(notifikasi.load_saluran)
        self.kunci_webhook, self.email_siap = found.kunci, found.email_siap
        self.ada_saluran = bool(found.webhook or (found.email and found.email_siap))
        self._open_row("saluran", "", {"email": found.email, "webhook": found.webhook})

    def _headings(self) -> Mapping[str, str]:
        return {"email": t("Alamat e-mail"), "webhook": t("Alamat webhook")}

    async def _take_stored(self) -> None:
        await self._show_saluran()

    @rx.event
    async def baca(self, nomor: str) -> None:
        """Mark a notice as read."""
        number = parse_id(nomor)
        if number is not None:
            await as_person(notifikasi.mark_read, number)
            await self._show()

    @rx.event
    async def baca_semua(self) -> None:
        """Mark all notices as read."""
        await as_person(notifikasi.mark_read)
        await self._show()

    @rx.event
    async def simpan_saluran(self, data: dict[str, Any]) -> None:
        """Take the addresses."""
        self._say("")
        with refusals_shown(self, data):
            await as_person(notifikasi.save_saluran, clean_form(data), semula=self._semula)
            await self._show_saluran()
            self._say(t("Saluran disimpan."))
            rules = await self.get_state(AturanState)
            await rules._show()

    @rx.event
    async def coba(self) -> None:
        """Send a notice over all channels."""
        fresh = await as_person(notifikasi.send_test)
        await self._show()
        self._say(t("Notifikasi percobaan dikirim. E-mail datang dalam beberapa menit."))
        if not fresh:
            self._say(t("Percobaan baru saja dikirim. Tunggu satu menit."))

    @rx.event
    @handler_permission(Permission.BACKUP_MANAGE)
    async def ulangi(self, nomor: str) -> None:
        """Try a message again that was given up."""
        number = parse_id(nomor)
        if number is None:
            return
        try:
            await as_person(outbox_gagal.retry_gagal, number)
        except DomainError as error:
            self._say("", gagal=error.message)
            return
        await self._show()
        self._say(t("Pesan dikirim ulang."))


def _describe(rule: Aturan) -> str:
    if rule.jenis is JenisPeringatan.IKM:
        batas = format_angka(Decimal(rule.ambang or 0).scaleb(-2))
        return t("IKM tujuh hari terakhir di bawah {batas}", batas=batas)
    if rule.jenis is JenisPeringatan.KATA:
        return t("Saran memuat {kata}", kata=", ".join(rule.kata))
    return rule.jenis.label


def _channels(rule: Aturan, saluran: SaluranSaya) -> str:
    ways = [t("aplikasi")]
    if rule.email:
        ways.append(t("e-mail") if saluran.email else t("e-mail (alamat belum diisi)"))
    if rule.webhook:
        ways.append(t("webhook") if saluran.webhook else t("webhook (alamat belum diisi)"))
    told = t("Lewat {saluran}", saluran=", ".join(ways))
    if rule.jenis is JenisPeringatan.IKM:
        told = t("{told}; mulai {n} jawaban", told=told, n=format_angka(rule.min_n))
    return told


def _ticked(data: object) -> dict[str, object]:
    # A ticked box arrives as true or as "on", by how the page was built.
    isian = clean_form(data)
    for field in ("lewat_email", "lewat_webhook"):
        value = data.get(field) if isinstance(data, dict) else None
        isian[field] = "ya" if value is True or value == "on" else ""
    return isian


@state_permission(Permission.NOTIFIKASI_READ)
class AturanState(VersiMixin, rx.State):
    """The rules by which a person is told."""

    aturan: list[BarisAturan] = []
    jenis: list[Pilih] = []
    pilihan: list[Pilih] = []
    _rules: dict[str, dict[str, str]] = {}

    @rx.event
    async def muat(self) -> None:
        """Read the rules, and what may be chosen in their form; what is being typed stays."""
        person = logged_in()
        self.jenis = [Pilih(j.value, j.label) for j in peringatan.list_jenis(person)]
        parts = await in_thread(peringatan.list_cakupan, person)
        self.pilihan = [Pilih(p.kunci, p.nama) for p in parts]
        await self._show()

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")

    async def _show(self) -> None:
        found = await as_person(peringatan.list_aturan)
        ways = await as_person(notifikasi.load_saluran)
        self.aturan = [
            BarisAturan(str(r.id), _describe(r), r.nama, _channels(r, ways), r.berlaku)
            for r in found
        ]
        self._rules = {
            str(r.id): {"jenis": r.jenis.value, **peringatan.isian_aturan(r)} for r in found
        }

    @rx.event
    def buka_tambah(self, jenis: str) -> None:
        """Open the form of a new rule."""
        kind = next((j for j in peringatan.list_jenis(logged_in()) if j.value == jenis), None)
        if kind is not None:
            isian = {"ambang": _BATAS_BAWAAN, "min_n": _MIN_N_BAWAAN}
            self._open_form(kind.value, t("Aturan baru: {jenis}", jenis=kind.label), isian)

    @rx.event
    def buka_ubah(self, nomor: str) -> None:
        """Open the form of a rule."""
        rule = self._rules.get(str(nomor))
        if rule is not None:
            label = JenisPeringatan(rule["jenis"]).label
            judul = t("Ubah aturan: {jenis}", jenis=label)
            self._open_row(rule["jenis"], judul, rule, str(nomor))

    def _headings(self) -> Mapping[str, str]:
        of_kind = {
            JenisPeringatan.IKM.value: {
                "ambang": t("Beri tahu bila IKM di bawah"),
                "min_n": t("Paling sedikit jawaban"),
            },
            JenisPeringatan.KATA.value: {"kata": t("Kata yang dicari")},
        }
        ways = {"lewat_email": t("Lewat e-mail"), "lewat_webhook": t("Lewat webhook")}
        return {"cakupan": t("Cakupan")} | of_kind.get(self.form, {}) | ways

    def _said(self, field: str, value: str) -> str:
        if field.startswith("lewat_"):
            return t("ya") if value else t("tidak")
        if field == "cakupan":
            return next((p.nama for p in self.pilihan if p.kunci == value), value)
        return value

    async def _take_stored(self) -> None:
        self._close()
        await self._show()

    @rx.event
    async def simpan(self, data: dict[str, Any]) -> None:
        """Take the form."""
        isian = _ticked(data) | {"jenis": self.form}
        with refusals_shown(self, isian):
            number = parse_id(self.form_id)
            semula = self._semula if number else None
            await as_person(peringatan.save_aturan, isian, number, semula=semula)
            self._close()
            self._say(t("Aturan disimpan."))
        await self._show()

    @rx.event
    def minta_hapus(self, nomor: str) -> None:
        """Ask before a rule is taken away."""
        row = next((r for r in self.aturan if r.id == str(nomor)), None)
        if row is not None:
            self._ask(
                Confirmation(
                    "hapus",
                    row.id,
                    t("Hapus aturan ini?"),
                    f"{row.judul} – {row.cakupan}",
                    t("Hapus aturan"),
                    bahaya=True,
                )
            )

    @rx.event
    async def lakukan(self) -> None:
        """Take away the rule that was asked about."""
        number = parse_id(self.tanya.id) if self.tanya.tindakan == "hapus" else None
        if number is None:
            return
        with refusals_shown(self):
            await as_person(peringatan.remove_aturan, number)
            self._close()
            self._say(t("Aturan dihapus."))
        await self._show()
