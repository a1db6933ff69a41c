"""The leaders' live screen: texts and shapes made once for all who watch the same part."""

from dataclasses import dataclass, field
from decimal import Decimal

from sekampadi.domain.ikm import HasilIkm, Mutu
from sekampadi.domain.laporan.layar import format_selisih
from sekampadi.domain.laporan.peringkat import Peringkat
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, format_bulan, format_tanggal, t
from sekampadi.services.layar.layar import LayarSnapshot, SaranLayarRow
from sekampadi.web.laporan.figur import Nilai, show_nilai, show_waktu
from sekampadi.web.ui.states.gambar import MIDDLE, Garis, show_line

BARIS = 8
"""Lines of a page on the wall that can be read from five metres."""
PERHATIAN = 7


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


def present(snapshot: LayarSnapshot) -> LayarView:
    """Turn a snapshot into what the screen shows."""
    links = _Links(snapshot)
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
        garis=show_line(
            t("IKM per bulan"),
            [(format_bulan(p.bulan), format_bulan(p.bulan)[:3], p.hasil) for p in snapshot.titik],
            least=Decimal("0.25"),
            wide=MIDDLE,
        ),
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
        saran=show_saran(snapshot.saran),
        dibaca=show_waktu(snapshot.dibaca),
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
