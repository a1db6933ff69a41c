"""The leaders' live screen: texts and shapes made once for all who watch the same part."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import reflex as rx
from reflex_base.event import EventSpec

from sekampadi.domain.errors import DomainError
from sekampadi.domain.ikm import HasilIkm, Mutu
from sekampadi.domain.izin import Permission
from sekampadi.domain.layar import format_selisih
from sekampadi.domain.peringkat import Peringkat
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import format_angka, format_bulan, format_jam, format_tanggal, t
from sekampadi.services import layar
from sekampadi.services.cakupan import Cakupan
from sekampadi.services.layar import LayarSnapshot, SaranRow
from sekampadi.web.context import current_principal, in_thread, runtime
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.states.figur import Nilai, show_nilai
from sekampadi.web.watching import begin

BARIS = 8
"""Lines of a page on the wall that can be read from five metres."""
PERHATIAN = 7
MAX_AGE = 60.0
"""Seconds after which the screen is read again without an answer: "today" ends at midnight."""
LEBAR, TINGGI = 760, 220
"""The line is drawn on so many units."""


@dataclass(frozen=True)
class BarisPeringkat:
    """A line of the ranking."""

    nomor: str
    nama: str
    href: str
    nilai: Nilai
    gerak: str
    arah: str
    selisih: str


@dataclass(frozen=True)
class HalamanPeringkat:
    """As many lines as fit on the wall."""

    judul: str
    baris: list[BarisPeringkat]


@dataclass(frozen=True)
class SelPanas:
    """A cell of the heat map."""

    nilai: str
    kelas: str
    label: str


@dataclass(frozen=True)
class BarisPanas:
    """A line of the heat map."""

    nama: str
    href: str
    sel: list[SelPanas]


@dataclass(frozen=True)
class HalamanPanas:
    """As many lines of the heat map as fit on the wall."""

    judul: str
    baris: list[BarisPanas]


@dataclass(frozen=True)
class BatangUnsur:
    """An unsur as a bar."""

    kode: str
    nama: str
    nrr: str
    lebar: str
    kelas: str
    mutu: str
    href: str


@dataclass(frozen=True)
class Titik:
    """A point of the line."""

    x: int
    y: int
    bulan: str
    pendek: str
    nilai: str
    n: str


@dataclass(frozen=True)
class Garis:
    """The line of the months: its points, and what stands beside it."""

    jalur: str = ""
    titik: list[Titik] = field(default_factory=list)
    kalimat: str = ""


@dataclass(frozen=True)
class ButirPerhatian:
    """Something that needs attention."""

    jenis: str
    nama: str
    kalimat: str
    href: str


@dataclass(frozen=True)
class ButirSaran:
    """A suggestion."""

    id: str
    saran: str
    asal: str
    dirilis: bool


@dataclass(frozen=True)
class LayarView:
    """What everyone who watches the same part sees."""

    nama: str = ""
    triwulan: str = ""
    lalu: str = ""
    nilai: Nilai = field(default_factory=Nilai)
    selisih: str = ""
    arah: str = ""
    nilai_lalu: str = ""
    semua: Nilai = field(default_factory=Nilai)
    hari_ini: str = ""
    kalimat: list[str] = field(default_factory=list)
    bagian: str = ""
    peringkat: list[HalamanPeringkat] = field(default_factory=list)
    unsur: list[BatangUnsur] = field(default_factory=list)
    garis: Garis = field(default_factory=Garis)
    panas: list[HalamanPanas] = field(default_factory=list)
    perhatian: list[ButirPerhatian] = field(default_factory=list)
    perhatian_lain: str = ""
    saran: list[ButirSaran] = field(default_factory=list)
    dibaca: str = ""
    dibaca_ms: int = 0


def _href(path: str, **query: str) -> str:
    given = {k: v for k, v in query.items() if v}
    return f"{path}?{urlencode(given)}" if given else path


def _kelas(nik: Decimal | None) -> str:
    return f"panas-{Mutu.of(nik)}" if nik is not None else "panas-kosong"


def _arah(value: Decimal | int) -> str:
    return "naik" if value > 0 else "turun" if value < 0 else "tetap"


def _selisih(kini: HasilIkm, lalu: HasilIkm) -> Decimal | None:
    return None if kini.nilai is None or lalu.nilai is None else kini.nilai - lalu.nilai


class _Links:
    """Where a click leads: province -> UPP -> layanan -> unsur -> suggestions."""

    def __init__(self, snapshot: LayarSnapshot) -> None:
        self._upp = snapshot.cakupan.kunci
        self._layanan = snapshot.cakupan.layanan.kode if snapshot.cakupan.layanan else ""
        self._per_upp = snapshot.per_upp
        self._days = {
            "dari": str(snapshot.triwulan.dari or ""),
            "sampai": str(snapshot.triwulan.sampai or ""),
        }

    def bagian(self, kode: str) -> str:
        if self._per_upp:
            return _href("/admin/layar", cakupan=kode)
        return _href("/admin/layar", cakupan=self._upp, layanan=kode)

    def unsur(self, field_: str) -> str:
        return _href(
            "/admin/penilaian",
            upp=self._upp,
            layanan=self._layanan,
            urut=field_,
            **self._days,
        )


def _baris(row: Peringkat, links: _Links) -> BarisPeringkat:
    selisih = _selisih(row.bagian.kini, row.bagian.lalu)
    if row.naik is None:
        gerak, arah = (t("baru") if row.bagian.kini.n else "–"), "tetap"
    elif row.naik:
        gerak, arah = f"{'▲' if row.naik > 0 else '▼'} {abs(row.naik)}", _arah(row.naik)
    else:
        gerak, arah = "=", "tetap"
    return BarisPeringkat(
        nomor=str(row.tempat or "–"),
        nama=row.bagian.nama,
        href=links.bagian(row.bagian.kode),
        nilai=show_nilai(row.bagian.kini),
        gerak=gerak,
        arah=arah,
        selisih=format_selisih(selisih) if selisih is not None else "–",
    )


def _panas(row: Peringkat, links: _Links) -> BarisPanas:
    return BarisPanas(
        row.bagian.nama,
        links.bagian(row.bagian.kode),
        [
            SelPanas(
                format_angka(x.nrr),
                _kelas(x.nik),
                f"{x.unsur.nama}: {format_angka(x.nrr)}" + (f", mutu {x.mutu}" if x.mutu else ""),
            )
            for x in row.bagian.kini.unsur
        ],
    )


def _unsur(hasil: HasilIkm, links: _Links) -> list[BatangUnsur]:
    if not hasil.n:
        return []
    rows = sorted(hasil.unsur, key=lambda x: (x.nrr or Decimal(0), x.unsur.kode))
    return [
        BatangUnsur(
            kode=x.unsur.kode,
            nama=x.unsur.nama,
            nrr=format_angka(x.nrr),
            # From 1, the worst score, to 4: a bar from zero would make all look alike.
            lebar=f"{((x.nrr or Decimal(1)) - 1) / 3 * 100:.1f}%",
            kelas=_kelas(x.nik),
            mutu=str(x.mutu or ""),
            href=links.unsur(x.unsur.field),
        )
        for x in rows
    ]


def _garis(snapshot: LayarSnapshot) -> Garis:
    known = [(p, p.hasil.nilai) for p in snapshot.titik if p.hasil.nilai is not None]
    if not known:
        return Garis(kalimat=t("Belum ada data."))
    values = [float(v) for _, v in known]
    # The line fills the height; half a point is the least it shows, or noise would look like a fall.
    room = max(0.25, (max(values) - min(values)) * 0.1)
    low, high = min(values) - room, max(values) + room
    step = LEBAR / max(1, len(known) - 1)
    points = [
        Titik(
            round(i * step if len(known) > 1 else LEBAR / 2),
            round(TINGGI * (high - float(v)) / (high - low)),
            format_bulan(p.bulan),
            format_bulan(p.bulan)[:3],
            format_angka(v),
            format_angka(p.hasil.n),
        )
        for i, (p, v) in enumerate(known)
    ]
    best, worst = max(points, key=lambda x: -x.y), max(points, key=lambda x: x.y)
    kalimat = t(
        "Tertinggi {tinggi} ({bulan_t}), terendah {rendah} ({bulan_r}).",
        tinggi=best.nilai,
        bulan_t=best.bulan,
        rendah=worst.nilai,
        bulan_r=worst.bulan,
    )
    return Garis(" ".join(f"{x.x},{x.y}" for x in points), points, kalimat)


def present(snapshot: LayarSnapshot) -> LayarView:
    """Turn a snapshot into what the screen shows."""
    links, read = _Links(snapshot), snapshot.dibaca.astimezone(ZONA)
    selisih = _selisih(snapshot.kini, snapshot.hasil_lalu)
    ranked = snapshot.peringkat
    bagian = t("UPP") if snapshot.per_upp else t("Layanan")
    with_answers = [p for p in ranked if p.bagian.kini.n]

    def nomor(start: int, rows: int) -> str:
        if rows <= BARIS:
            return ""
        last = min(start + BARIS, rows)
        return t("baris {dari}–{sampai} dari {semua}", dari=start + 1, sampai=last, semua=rows)

    return LayarView(
        nama=snapshot.cakupan.nama,
        triwulan=snapshot.triwulan.label,
        lalu=snapshot.lalu.label,
        nilai=show_nilai(snapshot.kini),
        selisih=format_selisih(selisih) if selisih is not None else "",
        arah=_arah(selisih) if selisih is not None else "",
        nilai_lalu=format_angka(snapshot.hasil_lalu.nilai),
        semua=show_nilai(snapshot.semua),
        hari_ini=format_angka(snapshot.hari_ini),
        kalimat=list(snapshot.kalimat),
        bagian=bagian,
        peringkat=[
            HalamanPeringkat(
                nomor(i, len(ranked)), [_baris(p, links) for p in ranked[i : i + BARIS]]
            )
            for i in range(0, len(ranked), BARIS)
        ],
        unsur=_unsur(snapshot.kini, links),
        garis=_garis(snapshot),
        panas=[
            HalamanPanas(
                nomor(i, len(with_answers)), [_panas(p, links) for p in with_answers[i : i + BARIS]]
            )
            for i in range(0, len(with_answers), BARIS)
        ],
        perhatian=[
            ButirPerhatian(p.jenis.value, p.bagian.nama, p.kalimat, links.bagian(p.bagian.kode))
            for p in snapshot.perhatian[:PERHATIAN]
        ],
        perhatian_lain=t("dan {n} hal lainnya", n=len(snapshot.perhatian) - PERHATIAN)
        if len(snapshot.perhatian) > PERHATIAN
        else "",
        saran=_saran(snapshot.saran),
        dibaca=f"{format_tanggal(read.date())} pukul {format_jam(read)} WIB",
        dibaca_ms=int(read.timestamp() * 1000),
    )


def _saran(rows: tuple[SaranRow, ...]) -> list[ButirSaran]:
    return [
        ButirSaran(
            str(r.id), r.saran, f"{r.layanan}, {r.upp} – {format_tanggal(r.tanggal)}", r.dirilis
        )
        for r in rows
    ]


@dataclass(frozen=True)
class OpsiLayar:
    """A part of the province to pick."""

    kunci: str
    nama: str


@state_permission(Permission.LAYAR_READ)
class LayarState(rx.State):
    """The part a leader looks at."""

    view: LayarView = LayarView()
    kunci: str = ""
    atas: str = ""
    pilihan: list[OpsiLayar] = []
    calon: list[ButirSaran] = []
    galat: str = ""
    galat_saran: str = ""
    terganggu: bool = False
    _cakupan: Cakupan | None = None

    @rx.event
    async def muat(self) -> Any:
        """Read the screen of the part that the address names, then watch it."""
        query = self.router.url.query_parameters
        # A plus in an address means a blank; only "kode+upt" has one.
        kunci = query.get("cakupan", "").replace(" ", "+")
        try:
            found = await in_thread(
                layar.load_layar, current_principal(), kunci, query.get("layanan", "")
            )
        except DomainError as error:
            self.galat, self._cakupan, self.view = error.message, None, LayarView()
            return None
        cakupan = found.snapshot.cakupan
        self._cakupan = cakupan
        self.galat, self.galat_saran, self.terganggu = "", "", False
        self.kunci = cakupan.kunci
        self.atas = ""
        if cakupan.dipilih:
            self.atas = _href("/admin/layar", cakupan=cakupan.kunci)
        elif cakupan.kunci and len(found.pilihan) > 1:
            self.atas = "/admin/layar"
        self.view = present(found.snapshot)
        self.pilihan = [OpsiLayar(p.kunci, p.nama) for p in found.pilihan]
        self.calon = _saran(found.calon)
        return LayarState.pantau

    @rx.event
    def pilih(self, kunci: str) -> EventSpec:
        """Look at another part; the address says which."""
        return rx.redirect(_href("/admin/layar", cakupan=str(kunci)))

    @rx.event
    async def pantau(self) -> None:
        """Show every change of the figures until the tab goes, or its person loses the right."""
        cakupan = self._cakupan
        if cakupan is not None:
            rt = runtime()
            begin(
                self,
                cakupan,
                lambda part: present(layar.read_layar(rt, part)),
                Permission.LAYAR_READ,
                jenis="layar",
                max_age=MAX_AGE,
            )

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def rilis(self, id_jawaban: str, tampil: bool) -> None:
        """Put a suggestion on the wall, or take it off.

        Args:
            id_jawaban: the answer that holds it.
            tampil: whether to put or to take.
        """
        number = str(id_jawaban)
        cakupan = self._cakupan
        if not (number.isascii() and number.isdigit() and len(number) < 19) or cakupan is None:
            return
        kode = cakupan.layanan.kode if cakupan.layanan else ""
        try:
            await in_thread(layar.release, current_principal(), int(number), show=tampil is True)
            rows = await in_thread(layar.load_calon, current_principal(), cakupan.kunci, kode)
        except DomainError as error:
            self.galat_saran = error.message
            return
        self.galat_saran, self.calon = "", _saran(rows)
