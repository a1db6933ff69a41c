"""PEKPPP as the page shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sekampadi.domain.pengajuan.pekppp.fakta import NILAI_MAX, Indikator, NilaiIndikator
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, format_hari, t
from sekampadi.reports.build.pekppp.bukti import BuktiTahun, list_bukti
from sekampadi.reports.build.pekppp.lembar import SEMENTARA, next_words, tingkat_words
from sekampadi.services.pengajuan.pekppp.pekppp import BarisPekppp, DaftarPekppp, LembarPekppp
from sekampadi.web.ui.states.shown import Shown
from sekampadi.web.ui.states.tabel import Pilih

PATH: Final = "/admin/pekppp"
BUKTI_MAX: Final = 30
"""Pieces of evidence of an indicator on the page; the zip holds all."""


@dataclass(frozen=True)
class TingkatTampil:
    """A level of the scale; ``keadaan`` is ``lewat``, ``kini`` or empty."""

    tingkat: str
    kata: str
    keadaan: str


@dataclass(frozen=True)
class BuktiPekppp:
    """A piece of evidence."""

    apa: str
    tentang: str
    alamat: str


@dataclass(frozen=True)
class IndikatorTampil:
    """An indicator with its level."""

    kunci: str
    judul: str
    kata: str
    nilai: str
    tangga: list[TingkatTampil]
    sebab: list[str]
    berikut: str
    kurang: list[str]
    catatan: list[str]
    jumlah: str
    bukti: list[BuktiPekppp]
    sisa: str


@dataclass(frozen=True)
class KepalaTampil:
    """A heading of the list, and the address that sorts by it; ``arah`` is for ``aria-sort``."""

    judul: str
    alamat: str
    arah: str


@dataclass(frozen=True)
class TampilPekppp:
    """An UPP in the list."""

    nama: str
    alamat: str
    tingkat: list[str]
    nilai: str


@dataclass(frozen=True)
class PekpppTampil(Shown):
    """All that the page shows."""

    tahun: str = ""
    upp: str = ""
    nama: str = ""
    galat: str = ""
    sementara: str = ""
    nilai: str = ""
    pilihan: list[Pilih] = field(default_factory=list)
    pilihan_tahun: list[Pilih] = field(default_factory=list)
    kepala: list[KepalaTampil] = field(default_factory=list)
    baris: list[TampilPekppp] = field(default_factory=list)
    indikator: list[IndikatorTampil] = field(default_factory=list)
    unduhan: str = ""


def nilai_words(nilai: object) -> str:
    """Say the weighted levels, and how many there can be."""
    return t("{a} dari {b}", a=nilai, b=format_angka(NILAI_MAX))


def _bukti(bukti: BuktiTahun) -> BuktiPekppp:
    day = format_hari(bukti.tanggal) if bukti.tanggal else ""
    return BuktiPekppp(bukti.apa, " · ".join(x for x in (bukti.tentang, day) if x), bukti.alamat)


def _indikator(at: int, p: NilaiIndikator, proofs: Sequence[BuktiTahun]) -> IndikatorTampil:
    rest = len(proofs) - BUKTI_MAX
    states = ("lewat", "kini", "")
    return IndikatorTampil(
        p.indikator.value,
        f"{at}. {p.indikator.label}",
        tingkat_words(p),
        t(
            "{a} × bobot {b} = {c}",
            a=p.tingkat,
            b=format_angka(p.indikator.bobot),
            c=format_angka(p.nilai),
        ),
        [
            TingkatTampil(str(n), kata, states[(n >= p.tingkat) + (n > p.tingkat)])
            for n, kata in enumerate(p.indikator.skala)
        ],
        list(p.sebab),
        next_words(p),
        list(p.kurang),
        list(p.catatan),
        t("Bukti ({n})", n=len(proofs)) if proofs else "",
        [_bukti(b) for b in proofs[:BUKTI_MAX]],
        t("Dan {n} bukti lain di dalam paket ZIP.", n=rest) if rest > 0 else "",
    )


def show_lembar(lembar: LembarPekppp, tahun: list[Pilih], *, unduh: bool) -> PekpppTampil:
    """Show the sheet of an UPP."""
    proofs = list_bukti(lembar.bahan)
    # One that is switched off is still read, and has to stand in the list then.
    rest = () if lembar.upp in lembar.pilihan else (lembar.upp,)
    pilihan = [Pilih(u.kode, u.nama) for u in (*lembar.pilihan, *rest)]
    return PekpppTampil(
        tahun=str(lembar.tahun),
        upp=lembar.upp.kode,
        nama=lembar.upp.nama,
        sementara=SEMENTARA if lembar.nilai.sementara else "",
        nilai=nilai_words(format_angka(lembar.nilai.nilai)),
        pilihan=pilihan if len(pilihan) > 1 else [],
        pilihan_tahun=tahun,
        indikator=[
            _indikator(at, p, [b for b in proofs if b.indikator is p.indikator])
            for at, p in enumerate(lembar.nilai.penilaian, start=1)
        ],
        unduhan=write_address("", upp=lembar.upp.kode, tahun=lembar.tahun) if unduh else "",
    )


_URUTAN: Final[dict[str, Callable[[BarisPekppp], object]]] = {
    "upp": lambda b: b.upp.nama.casefold(),
    **{
        i.value: (lambda b, at=at: b.nilai.penilaian[at].tingkat)  # type: ignore[misc]
        for at, i in enumerate(Indikator)
    },
    "nilai": lambda b: b.nilai.nilai,
}
"""By what the list can be sorted, with the names in the address."""
_JUDUL: Final = {
    "upp": t("UPP"),
    "skm": t("SKM"),
    "media": t("Media"),
    "rtl": t("RTL"),
    "kecepatan": t("Kecepatan"),
    "nilai": t("Nilai"),
}


def show_daftar(daftar: DaftarPekppp, urut: str, tahun: list[Pilih]) -> PekpppTampil:
    """Show all UPP of a year, sorted as the address says; anything else sorts by name."""
    key, down = urut.removeprefix("-"), urut.startswith("-")
    if key not in _URUTAN:
        key, down = "upp", False
    rows = sorted(daftar.baris, key=_URUTAN[key], reverse=down)  # type: ignore[arg-type]

    def head(name: str) -> KepalaTampil:
        # Numbers begin with the largest, names with the first; once more turns the order round.
        first = name if name == "upp" else f"-{name}"
        other = f"-{name}" if first == name else name
        now = f"-{key}" if down else key
        way = ("descending" if down else "ascending") if name == key else "none"
        address = write_address(PATH, tahun=daftar.tahun, urut=other if now == first else first)
        return KepalaTampil(_JUDUL[name], address, way)

    return PekpppTampil(
        tahun=str(daftar.tahun),
        sementara=SEMENTARA if any(b.nilai.sementara for b in daftar.baris) else "",
        pilihan=[Pilih(b.upp.kode, b.upp.nama) for b in daftar.baris],
        pilihan_tahun=tahun,
        kepala=[head(name) for name in _JUDUL],
        baris=[
            TampilPekppp(
                b.upp.nama,
                write_address(PATH, upp=b.upp.kode, tahun=daftar.tahun),
                [str(p.tingkat) for p in b.nilai.penilaian],
                format_angka(b.nilai.nilai),
            )
            for b in rows
        ],
    )
