"""The dashboard: texts made once for all who watch the same part."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.ketelitian import margin_words
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.tren import tell_change
from sekampadi.domain.teks import write_address
from sekampadi.domain.tugas import JUMLAH_MAX, Tugas, tell_tenggat
from sekampadi.i18n import format_angka, t
from sekampadi.services.laporan.cakupan import Cakupan, CakupanOption
from sekampadi.services.laporan.dashboard import DashboardSnapshot
from sekampadi.services.laporan.ringkas import Ringkas
from sekampadi.web.laporan.figur import Grafik, Nilai, show_grafik, show_nilai, show_waktu
from sekampadi.web.ui.states.gambar import Garis, show_line
from sekampadi.web.ui.states.shown import Shown
from sekampadi.web.ui.states.tabel import Pilih

LEBAR = 370
"""Units of the trend: as many as let its figures be read above the fold."""
SASARAN = 12
"""Places of one line that are listed; of more only the number is said."""


@dataclass(frozen=True)
class BarisCapaian:
    """A line of the table that compares UPP."""

    kode: str
    nama: str
    nilai: Nilai


@dataclass(frozen=True)
class BarisTugas:
    """A line of what is to be done."""

    jenis: str
    jumlah: str
    kalimat: str
    tautan: str
    berkas: bool  # the place is a file
    tenggat: str
    lewat: bool
    moderasi: bool  # only for who moderates
    sasaran: list[Pilih] = field(default_factory=list)
    sisa: str = ""


@dataclass(frozen=True)
class KiniView:
    """The running triwulan."""

    triwulan: str = ""
    nilai: Nilai = field(default_factory=Nilai)
    margin: str = ""
    perubahan: str = ""
    arah: str = ""
    minimum: str = ""
    minimum_n: int = 0
    periksa: bool = False  # more people answered than were served
    n: int = 0
    menurut: str = ""
    banding: str = ""
    pelaksanaan: str = ""


@dataclass(frozen=True)
class DashboardView(Shown):
    """What everyone who watches the same part sees."""

    nama: str = ""
    nilai: Nilai = field(default_factory=Nilai)
    layanan: str = ""
    grafik: list[Grafik] = field(default_factory=list)
    diperbarui: str = ""
    capaian: list[BarisCapaian] = field(default_factory=list)
    rata_rata: str = ""
    kini: KiniView = field(default_factory=KiniView)
    tugas: list[BarisTugas] = field(default_factory=list)
    tugas_pembaca: int = 0  # how many of them are for those who do not moderate, too


@lru_cache(maxsize=64)
def show_pilihan(parts: tuple[CakupanOption, ...]) -> list[Pilih]:
    """Write the parts one may pick: one list for all who may pick the same, not to be changed."""
    return [Pilih(part.kunci, part.nama) for part in parts]


@lru_cache(maxsize=256)
def show_tugas(tugas: tuple[Tugas, ...], today: date) -> list[BarisTugas]:
    """Write what is to be done: one list for all who see the same, not to be changed."""

    def line(x: Tugas) -> BarisTugas:
        many = x.jumlah >= JUMLAH_MAX
        left = len(x.sasaran) - SASARAN
        # What has a single place needs no list of it.
        listed = x.sasaran[:SASARAN] if len(x.sasaran) > 1 else ()
        kalimat = x.kalimat
        if len(x.sasaran) == 1:
            kalimat = f"{kalimat}: {x.sasaran[0].nama}"
        return BarisTugas(
            x.jenis.value,
            format_angka(JUMLAH_MAX - 1) + "+" if many else format_angka(x.jumlah),
            kalimat,
            x.tautan,
            x.tautan.startswith("/unduh/"),
            tell_tenggat(x.tenggat, today) if x.tenggat else "",
            x.tenggat is not None and x.tenggat < today,
            x.jenis.permission is Permission.JAWABAN_MODERATE,
            [Pilih(s.tautan, s.nama) for s in listed],
            t("dan {n} lainnya", n=format_angka(left)) if left > 0 else "",
        )

    return [line(x) for x in tugas]


def _kini(ringkas: Ringkas, cakupan: Cakupan) -> KiniView:
    kini, sampel, days = ringkas.kini, ringkas.sampel, ringkas.triwulan

    def laporan(bagian: str) -> str:
        return write_address(
            "/admin/laporan",
            cakupan=cakupan.kunci,
            dari=days.dari,
            sampai=days.sampai,
            bagian=bagian,
        )

    alone = cakupan.upp_ids is not None and len(cakupan.upp_ids) == 1
    periksa = kini.ketelitian.mustahil
    return KiniView(
        triwulan=days.label,
        nilai=show_nilai(kini.hasil),
        margin=margin_words(kini.ketelitian) if kini.hasil.n else "",
        perubahan=tell_change(kini, sendiri=cakupan.satu_upp),
        arah=kini.arah.value if kini.arah in {Arah.NAIK, Arah.TURUN} else "tetap",
        minimum=format_angka(sampel.minimum) if sampel.minimum and not periksa else "",
        minimum_n=sampel.minimum or 0,
        periksa=periksa,
        n=kini.hasil.n,
        menurut=sampel.menurut.label
        if sampel.menurut is not None and sampel.menurut != days
        else "",
        banding=laporan("analisis"),
        # One UPP tells at a time how many people it served.
        pelaksanaan=laporan("pelaksanaan") if alone else "",
    )


def show_tren(ringkas: Ringkas) -> Garis:
    """Draw the triwulan that are over.

    They stay as they are while people answer, so that the drawing, five times as much as all other
    figures together, is not sent with each of them; and the running triwulan, of a few days at its
    beginning, is told beside its margin instead.
    """
    return show_line(
        t("IKM per triwulan"),
        [
            (p.triwulan.label, p.triwulan.label.partition(" ")[2], p.hasil)
            for p in ringkas.tren[:-1]
        ],
        least=Decimal(2),
        wide=LEBAR,
    )


def present(snapshot: DashboardSnapshot, tugas: tuple[Tugas, ...], today: date) -> DashboardView:
    """Turn a snapshot and what is to be done into what the page shows."""
    figures = snapshot.figures
    capaian = snapshot.capaian
    lines = show_tugas(tugas, today)
    return DashboardView(
        nama=figures.cakupan.nama,
        nilai=show_nilai(figures.hasil),
        layanan=format_angka(figures.jumlah_layanan),
        grafik=show_grafik(figures.rekap.groups),
        diperbarui=show_waktu(figures.dibaca),
        capaian=[
            BarisCapaian(row.upp.kode, row.upp.nama, show_nilai(row.hasil)) for row in capaian.baris
        ]
        if capaian
        else [],
        rata_rata=format_angka(capaian.rata_rata) if capaian else "",
        kini=_kini(snapshot.ringkas, figures.cakupan),
        tugas=lines,
        tugas_pembaca=sum(not line.moderasi for line in lines),
    )
