"""The leaders' screen: the parts in groups, and unsur by unsur, in as many pages as a wall has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sekampadi.domain.ikm import HasilIkm, Mutu
from sekampadi.domain.laporan.gerak import format_selisih
from sekampadi.domain.laporan.ketelitian import RATA_SAMA, Ketelitian
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.peringkat import Kedudukan, Peringkat
from sekampadi.i18n import format_angka, t
from sekampadi.web.laporan.figur import show_nilai

BARIS = 12
"""Lines of a column of the ranking, headings included, that can be read from five metres."""
KOLOM = 2
BARIS_PANAS = 8
"""Lines of a page of the heat map, likewise."""

Link = Callable[[str], str]


@dataclass(frozen=True)
class BarisPeringkat:
    """A line of the ranking."""

    nama: str
    href: str
    ikm: str
    rinci: str
    gerak: str
    arah: str


@dataclass(frozen=True)
class BlokPeringkat:
    """Lines of one group that stand below each other."""

    judul: str
    baris: list[BarisPeringkat] = field(default_factory=list)


@dataclass(frozen=True)
class KolomPeringkat:
    """A column of the wall."""

    blok: list[BlokPeringkat] = field(default_factory=list)


@dataclass(frozen=True)
class HalamanPeringkat:
    """As many columns as fit on the wall."""

    judul: str
    kolom: list[KolomPeringkat] = field(default_factory=list)


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
    """Lines of the heat map; on the wall only as many as fit, the rest on a desk."""

    judul: str
    baris: list[BarisPanas]
    kelas: str


def _margin(teliti: Ketelitian) -> str:
    if teliti.margin_bebas is not None:
        return "± " + format_angka(teliti.margin_bebas)
    return t("terlalu sedikit untuk margin") if teliti.sedikit else RATA_SAMA


def _baris(row: Peringkat, link: Link) -> BarisPeringkat:
    bagian, arah = row.bagian, row.putusan.arah
    gerak = ""
    if arah in {Arah.NAIK, Arah.TURUN} and bagian.kini.nilai and bagian.lalu.nilai:
        sign = "▲" if arah is Arah.NAIK else "▼"
        gerak = f"{sign} {format_selisih(bagian.kini.nilai - bagian.lalu.nilai)[1:]}"
    nilai = show_nilai(bagian.kini)
    return BarisPeringkat(
        nama=bagian.nama,
        href=link(bagian.kode),
        ikm=nilai.ikm if bagian.kini.n else "–",
        rinci=f"{_margin(bagian.teliti_kini)} · n {nilai.n}" if bagian.kini.n else "",
        gerak=gerak,
        arah=arah.value if gerak else "tetap",
    )


def _title(kedudukan: Kedudukan | None, rows: int) -> str:
    name = kedudukan.label if kedudukan else t("Belum ada jawaban")
    return f"{name} ({rows})"


def _columns(ranked: Sequence[Peringkat], link: Link) -> list[KolomPeringkat]:
    """Let the groups flow through columns; one that goes on says so, and none ends with a heading."""
    columns: list[KolomPeringkat] = []
    left = 0
    for kedudukan in (*Kedudukan, None):
        rows = [_baris(row, link) for row in ranked if row.kedudukan is kedudukan]
        title = _title(kedudukan, len(rows))
        while rows:
            if left < 2:
                columns.append(KolomPeringkat())
                left = BARIS
            taken, rows = rows[: left - 1], rows[left - 1 :]
            columns[-1].blok.append(BlokPeringkat(title, taken))
            left -= len(taken) + 1
            title = title.removesuffix(_MORE) + _MORE
    return columns


_MORE = t(", lanjutan")


def ranking_pages(ranked: Sequence[Peringkat], link: Link) -> list[HalamanPeringkat]:
    """Put the parts on as few pages as a wall needs."""
    columns = _columns(ranked, link)
    pages = range(0, len(columns), KOLOM)
    return [
        HalamanPeringkat(
            t("halaman {n} dari {semua} · ", n=at, semua=len(pages)) if len(pages) > 1 else "",
            columns[start : start + KOLOM],
        )
        for at, start in enumerate(pages, start=1)
    ]


def heat_class(hasil_mutu: Mutu | None) -> str:
    """Return the colour of a class."""
    return f"panas-{hasil_mutu}" if hasil_mutu else "panas-kosong"


def _sel(hasil: HasilIkm) -> list[SelPanas]:
    return [
        SelPanas(
            format_angka(x.nrr),
            heat_class(x.mutu),
            f"{x.unsur.nama}: {format_angka(x.nrr)}" + (f", mutu {x.mutu}" if x.mutu else ""),
        )
        for x in hasil.unsur
    ]


def heat_pages(ranked: Sequence[Peringkat], link: Link, room: int) -> list[HalamanPanas]:
    """Show the unsur of the parts, those below the others first, those with few answers last.

    Args:
        room: pages that a wall has left for it; the rest is for a desk.
    """
    rows = [
        BarisPanas(row.bagian.nama, link(row.bagian.kode), _sel(row.bagian.kini))
        for kedudukan in (Kedudukan.BAWAH, Kedudukan.TENGAH, Kedudukan.ATAS, Kedudukan.SEDIKIT)
        for row in ranked
        if row.kedudukan is kedudukan
    ]
    cuts = list(range(0, len(rows), BARIS_PANAS))[: max(0, room)]
    ends = [*cuts[1:], min(len(rows), len(cuts) * BARIS_PANAS)] if cuts else []
    pages = [(rows[a:b], "") for a, b in zip(cuts, ends, strict=True)]
    if rest := rows[len(cuts) * BARIS_PANAS :]:
        pages.append((rest, "layar-meja"))
    total, at, found = len(rows), 0, []
    for part, kelas in pages:
        said = ""
        if len(pages) > 1:
            said = t(
                "baris {dari}–{sampai} dari {semua}",
                dari=at + 1,
                sampai=at + len(part),
                semua=total,
            )
        found.append(HalamanPanas(said, part, kelas))
        at += len(part)
    return found
