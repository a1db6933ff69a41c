"""What is published, for everyone: figures as text, and the trend as a line."""

from dataclasses import replace

import reflex as rx

from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.kode import is_kode
from sekampadi.domain.periode import Periode, local_date
from sekampadi.domain.publikasi import periode_kode
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.ketelitian import margin_sentences, sample_words
from sekampadi.services.laporan.cakupan import WITH_UPT
from sekampadi.services.laporan.figures import PUBLIC_MIN
from sekampadi.services.publikasi import hasil
from sekampadi.services.publikasi.hasil import Hasil, LembarTerbit
from sekampadi.services.publikasi.hasil_periode import pick_periode
from sekampadi.services.tindak_lanjut.tayang import load_tayang
from sekampadi.web.context import in_thread, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.laporan.figur import Nilai, show_nilai
from sekampadi.web.publikasi.hasil.tampilan import (
    BarisUnsur,
    Dilakukan,
    KelompokPublik,
    LayananOption,
    Terbit,
    address,
    koma,
    show_groups,
    show_pilihan,
    show_tayang,
    show_tren,
)
from sekampadi.web.ui.states.gambar import ShownChart


def _kind(periode: Periode) -> str:
    return periode_kode(periode).partition("-")[0]


@state_permission(Permission.PUBLIC)
class HasilState(rx.State):
    """What the visitor reads; the address says it."""

    galat: str = ""
    rinci: bool = False
    daftar: list[LayananOption] = []
    nama: str = ""
    periode: str = ""
    nomor: str = ""
    terbit: str = ""
    nilai: Nilai = Nilai()
    margin: str = ""
    sampel: str = ""
    rata_rata: str = ""
    catatan: str = ""
    unsur: list[BarisUnsur] = []
    kelompok: list[KelompokPublik] = []
    tersembunyi: bool = False
    tren: ShownChart = ShownChart()
    tren_kalimat: str = ""
    terbitan: list[Terbit] = []
    layanan: list[LayananOption] = []
    dilakukan: list[Dilakukan] = []
    pdf: str = ""
    csv: str = ""
    json: str = ""
    pasang: str = ""
    survei: str = ""

    @rx.event
    async def muat(self) -> None:
        """Read what the address names."""
        query = self.router.url.query_parameters
        kunci = query.get("upp", "").replace(" ", "+")
        layanan, nomor = query.get("layanan", ""), query.get("nomor", "")
        self.galat, self.rinci, self.dilakukan = "", bool(kunci or layanan), []
        try:
            if not all(is_kode(k) for k in (kunci.removesuffix("+upt"), layanan) if k):
                raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
            found = await in_thread(
                hasil.load_hasil, kunci=kunci, layanan_kode=layanan, nomor=nomor
            )
        except DomainError as error:
            self.galat, self.rinci, self.nomor, self.nama = error.message, False, "", ""
            found = None
        if found is not None:
            if not nomor:
                found = self._pick(found, query.get("dari", ""), query.get("sampai", ""))
            self._show(found, kunci, layanan)
            if found.lembar is not None and kunci and not layanan:
                rows = await in_thread(load_tayang, kunci.removesuffix(WITH_UPT))
                self.dilakukan = show_tayang(rows)
        if self.rinci:
            self.daftar = []
        else:
            await self._load_daftar()

    def _pick(self, found: Hasil, dari: str, sampai: str) -> Hasil:
        """Show the sheet of the days in the address; where there is none, say so and what is shown."""
        if not dari.strip() and not sampai.strip():
            return found
        try:
            lembar = pick_periode(found, dari[:20], sampai[:20], runtime().today())
        except DomainError as error:
            self.galat = error.message
            if found.lembar is not None:
                shown = found.lembar.row.periode.label
                self.galat += " " + t("Yang tampil di bawah ini: {periode}.", periode=shown)
            return found
        return replace(found, lembar=lembar)

    async def _load_daftar(self) -> None:
        rows = (await in_thread(hasil.load_daftar_hasil)).upp
        self.daftar = [
            show_pilihan(row.upp.nama, row.terbaru, address(row.upp.kode)) for row in rows
        ]

    def _show(self, found: Hasil, kunci: str, layanan: str) -> None:
        self.nama = found.nama
        self.layanan = [
            show_pilihan(row.nama, row.terbaru, address(layanan=row.kode)) for row in found.layanan
        ]
        self.terbitan = [
            Terbit(
                x.row.nomor,
                x.row.periode.label,
                koma(x.row.nilai),
                x.row.mutu,
                format_angka(x.row.n),
                address(kunci, layanan, x.row.nomor),
                hasil.address_of(x.row),
            )
            for x in reversed(found.terbitan)
        ]
        self.csv, self.json = (
            write_address(f"/unduh/hasil.{form}", upp=kunci, layanan=layanan)
            for form in ("csv", "json")
        )
        self.pasang = write_address("/sematan", upp=kunci, layanan=layanan)
        self.survei = (
            f"/survei?layanan={layanan}" if layanan else f"/?upp={kunci.removesuffix('+upt')}"
        )
        if found.lembar is None:
            self.nomor, self.unsur, self.kelompok, self.tren_kalimat = "", [], [], ""
            return
        self._show_lembar(found.lembar)
        kind = _kind(found.lembar.row.periode)
        same = [x.row for x in found.terbitan if _kind(x.row.periode) == kind]
        self.tren, self.tren_kalimat = show_tren(same)

    def _show_lembar(self, lembar: LembarTerbit) -> None:
        row = lembar.row
        self.nama = row.nama
        self.periode, self.nomor = row.periode.label, row.nomor
        self.terbit = format_tanggal(local_date(row.waktu))
        self.nilai = show_nilai(lembar.figures.hasil)
        self.rata_rata = koma(lembar.rata_rata or "")
        teliti = lembar.ketelitian
        self.margin = margin_sentences(teliti) if teliti else ""
        self.sampel = sample_words(teliti) if teliti else ""
        self.unsur = [
            BarisUnsur(u.kode, u.nama, koma(u.nik or "–"), u.mutu or "", f"{u.nik or 0}%")
            for u in lembar.unsur
        ]
        self.kelompok = show_groups(lembar)
        self.tersembunyi = any(v is None for c in lembar.groups.values() for v in c.values())
        self.catatan = lembar.catatan
        self.pdf = hasil.address_of(row)


TERSEMBUNYI = t(
    "Tanda – : tidak ditampilkan, supaya jawaban kurang dari {n} orang tidak dapat dihitung.",
    n=PUBLIC_MIN,
)
"""What the dash in a table of respondents means."""
