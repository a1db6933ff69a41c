"""The leaders' live screen: texts and shapes made once for all who watch the same part."""

from dataclasses import dataclass, field
from decimal import Decimal

from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.laporan.gerak import Gerak, format_perubahan
from sekampadi.domain.laporan.ketelitian import margin_words
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.perhatian import Pengumpulan
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.periode import ZONA
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, format_bulan, format_tanggal, t
from sekampadi.services.layar.layar import LayarSnapshot, SaranLayarRow, TindakLanjutLayar
from sekampadi.web.laporan.figur import Nilai, show_nilai, show_waktu
from sekampadi.web.layar.baris import (
    HalamanPanas,
    HalamanPeringkat,
    heat_class,
    heat_pages,
    ranking_pages,
)
from sekampadi.web.ui.states.gambar import MIDDLE, Garis, show_line
from sekampadi.web.ui.states.shown import Shown

HALAMAN = 8
"""Pages that a wall turns through, for a province of 60 UPP."""
PERHATIAN = 6
DISEBUT = 5
"""Parts that are named where too few answers come from."""


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
class ButirPerhatian:
    """Something that needs attention."""

    jenis: str
    nama: str
    kalimat: str
    href: str


@dataclass(frozen=True)
class Tautan:
    """A name that leads on."""

    nama: str
    href: str


@dataclass(frozen=True)
class ButirPengumpulan:
    """Parts from which too few answers come."""

    kalimat: str
    bagian: list[Tautan]
    lain: str


@dataclass(frozen=True)
class ButirSaran:
    """A suggestion."""

    id: str
    saran: str
    asal: str
    dirilis: bool


@dataclass(frozen=True)
class LayarView(Shown):
    """What everyone who watches the same part sees."""

    nama: str = ""
    triwulan: str = ""
    nilai: Nilai = field(default_factory=Nilai)
    margin: str = ""
    selisih: str = ""
    arah: str = ""
    banding: str = ""
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
    tanpa_perhatian: str = ""
    dinilai: str = ""
    kedudukan: str = ""
    pengumpulan: list[ButirPengumpulan] = field(default_factory=list)
    tindak_lanjut: str = ""
    saran: list[ButirSaran] = field(default_factory=list)
    dibaca: str = ""
    dibaca_ms: int = 0
    zona: str = ""


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
            return write_address("/admin/layar", cakupan=kode)
        return write_address("/admin/layar", cakupan=self._upp, layanan=kode)

    def unsur(self, field_: str) -> str:
        return write_address(
            "/admin/penilaian",
            upp=self._upp,
            layanan=self._layanan,
            urut=field_,
            **self._days,
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
            kelas=heat_class(x.mutu),
            mutu=str(x.mutu or ""),
            href=links.unsur(x.unsur.field),
        )
        for x in rows
    ]


def _headline(gerak: Gerak | None, lalu: str, *, upp: bool) -> tuple[str, str, str]:
    """Return the change since the quarter before with its margin, its colour, and what it means.

    Args:
        upp: whether it is the index of an UPP, which the wall of the province judges among all.
    """
    if gerak is None:
        return "", "", ""
    arah = gerak.putusan.arah
    since = t("dibandingkan {lalu} ({nilai})", lalu=lalu, nilai=format_angka(gerak.dari))
    few = t("; jawaban terlalu sedikit untuk dibandingkan")
    if gerak.putusan.sebab and min(gerak.n_dari, gerak.n_ke) >= N_UJI:
        few = "; " + gerak.putusan.sebab
    meaning = {
        Arah.SETARA: t("; belum dapat dibedakan"),
        Arah.TIDAK_DIKETAHUI: few,
    }.get(arah, t("; dinilai sendiri") if upp else "")
    colour = arah.value if arah in {Arah.NAIK, Arah.TURUN} else "tetap"
    return format_perubahan(gerak.selisih, gerak.putusan), colour, since + meaning


def _nothing(snapshot: LayarSnapshot) -> str:
    """Say what the card says when nothing needs attention; never against the headline."""
    words = snapshot.tanpa_perhatian
    gerak = snapshot.gerak
    if gerak is not None and gerak.putusan.arah is Arah.TURUN:
        whole = t("semua UPP") if snapshot.teliti.satuan else t("semua jawaban")
        words += " " + t("Penurunan di atas dinilai dari {semua} bersama-sama.", semua=whole)
    return words


def _judged(snapshot: LayarSnapshot) -> str:
    """Say among how many parts each was judged: the more there are, the surer each has to be."""
    if snapshot.dinilai < 2:
        return ""
    part = t("UPP") if snapshot.per_upp else t("layanan")
    return t("Dinilai di antara {n} {bagian}.", n=snapshot.dinilai, bagian=part)


def _pengumpulan(one: Pengumpulan, links: _Links) -> ButirPengumpulan:
    rest = len(one.bagian) - DISEBUT
    return ButirPengumpulan(
        f"{one.kalimat} ({len(one.bagian)}): ",
        [Tautan(b.nama, links.bagian(b.kode)) for b in one.bagian[:DISEBUT]],
        t("dan {n} lainnya", n=rest) if rest > 0 else "",
    )


def _tindak_lanjut(found: TindakLanjutLayar | None) -> str:
    """Say how far the plans are; nothing where nothing is planned."""
    if found is None or not found.realisasi.rencana:
        return ""
    words = t(
        "Tindak lanjut {tahun}: {selesai} dari {rencana} kegiatan selesai ({persen} %)",
        tahun=found.tahun,
        selesai=format_angka(found.realisasi.selesai),
        rencana=format_angka(found.realisasi.rencana),
        persen=format_angka(found.realisasi.persen),
    )
    late = t(", {n} lewat jadwal", n=format_angka(found.lewat)) if found.lewat else ""
    return f"{words}{late}."


def present(snapshot: LayarSnapshot) -> LayarView:
    """Turn a snapshot into what the screen shows."""
    links = _Links(snapshot)
    selisih, arah, banding = _headline(
        snapshot.gerak,
        snapshot.lalu.label,
        upp=snapshot.cakupan.satu_upp,
    )
    ranking = ranking_pages(snapshot.peringkat, links.bagian)
    garis = show_line(
        t("IKM per bulan"),
        [(format_bulan(p.bulan), format_bulan(p.bulan)[:3], p.hasil) for p in snapshot.titik],
        least=Decimal("0.25"),
        wide=MIDDLE,
    )
    # Summary and attention are always there.
    taken = 2 + bool(snapshot.kini.n) + bool(garis.titik) + len(ranking) + bool(snapshot.saran)
    return LayarView(
        nama=snapshot.cakupan.nama,
        triwulan=snapshot.triwulan.label,
        nilai=show_nilai(snapshot.kini),
        margin=margin_words(snapshot.teliti) if snapshot.kini.n else "",
        selisih=selisih,
        arah=arah,
        banding=banding,
        semua=show_nilai(snapshot.semua),
        hari_ini=format_angka(snapshot.hari_ini),
        kalimat=list(snapshot.kalimat),
        bagian=t("UPP") if snapshot.per_upp else t("Layanan"),
        peringkat=ranking,
        unsur=_unsur(snapshot.kini, links),
        garis=garis,
        panas=heat_pages(snapshot.peringkat, links.bagian, HALAMAN - taken),
        perhatian=[
            ButirPerhatian(p.jenis.value, p.bagian.nama, p.kalimat, links.bagian(p.bagian.kode))
            for p in snapshot.perhatian[:PERHATIAN]
        ],
        perhatian_lain=t("dan {n} hal lainnya", n=len(snapshot.perhatian) - PERHATIAN)
        if len(snapshot.perhatian) > PERHATIAN
        else "",
        tanpa_perhatian=_nothing(snapshot),
        dinilai=_judged(snapshot),
        kedudukan=t("dibanding semua jawaban UPP lain")
        if snapshot.per_upp
        else t("dibanding semua jawaban layanan lain"),
        pengumpulan=[_pengumpulan(p, links) for p in snapshot.pengumpulan],
        tindak_lanjut=_tindak_lanjut(snapshot.tindak_lanjut),
        saran=show_saran(snapshot.saran),
        dibaca=show_waktu(snapshot.dibaca),
        zona=ZONA.nama,
        dibaca_ms=int(snapshot.dibaca.timestamp() * 1000),
    )


def show_saran(rows: tuple[SaranLayarRow, ...]) -> list[ButirSaran]:
    """Write suggestions with where they come from."""
    return [
        ButirSaran(
            str(r.id), r.saran, f"{r.layanan}, {r.upp} – {format_tanggal(r.tanggal)}", r.dirilis
        )
        for r in rows
    ]
