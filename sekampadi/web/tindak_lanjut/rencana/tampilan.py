"""What the page of a plan shows, made of what the services read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sekampadi.domain.tindak_lanjut.hasil import Realisasi, StatusKegiatan
from sekampadi.domain.tindak_lanjut.rencana import Jangka, NilaiLembar, Prioritas
from sekampadi.domain.tindak_lanjut.sanding import Sanding
from sekampadi.i18n import format_angka, format_hari, t
from sekampadi.services.tindak_lanjut.draf import Hadir
from sekampadi.services.tindak_lanjut.rencana import BarisRtl, KegiatanLine, Rencana
from sekampadi.services.tindak_lanjut.riwayat import RiwayatRow
from sekampadi.web.tindak_lanjut.state import persen_words
from sekampadi.web.ui.states.tampilan import jam


@dataclass(frozen=True)
class KutipanTampil:
    """A quotation; of one that moderation has removed there are no words."""

    id: str
    teks: str
    asal: str
    dihapus: bool


@dataclass(frozen=True)
class BuktiTampil:
    """A file of evidence; ``gambar`` is its address where it can be looked at."""

    id: str
    nama: str
    keterangan: str
    rincian: str
    alamat: str
    gambar: bool


@dataclass(frozen=True)
class Butiran:
    """A line of what is told: its heading and its words."""

    judul: str
    isi: str


@dataclass(frozen=True)
class KegiatanTampil:
    """An action. ``draf`` and ``draf_hasil`` say that something of it is typed and not saved."""

    id: str
    nomor: str
    nama: str
    jadwal: str
    orang: str
    prioritas: str
    status: str
    status_kata: str
    lewat: bool
    terbuka: bool
    dapat_naik: bool
    dapat_turun: bool
    dapat_hapus: bool
    dapat_tayang: bool
    tayang: bool
    draf: bool
    draf_hasil: bool
    sanding: str
    sanding_dasar: str
    butiran: list[Butiran] = field(default_factory=list)
    bukti: list[BuktiTampil] = field(default_factory=list)


@dataclass(frozen=True)
class UnsurTampil:
    """A line of the form; ``usulan`` says how many suggestions are proposed for it, if any."""

    unsur: str
    nomor: str
    nama: str
    nrr: str
    nik: str
    mutu: str
    baru: str
    usulan: str
    draf: bool
    kutipan: list[KutipanTampil] = field(default_factory=list)
    kegiatan: list[KegiatanTampil] = field(default_factory=list)


@dataclass(frozen=True)
class RiwayatTampil:
    """An act of the history."""

    id: str
    waktu: str
    kalimat: str
    tentang: str
    perubahan: list[Butiran] = field(default_factory=list)


def desimal(text: str) -> str:
    """Write a stored decimal the Indonesian way."""
    return format_angka(Decimal(text)) if text else ""


def show_kutipan(row: Any) -> KutipanTampil:
    """Show a quotation."""
    asal = f"{row.layanan}, {format_hari(row.tanggal)}"
    return KutipanTampil(str(row.id), row.teks, asal, row.dihapus)


def _bukti(row: Any) -> BuktiTampil:
    size = format_angka(max(1, row.ukuran // 1024))
    told = t(
        "{n} KB, oleh {siapa} {waktu}",
        n=size,
        siapa=row.diunggah_oleh,
        waktu=jam(row.diunggah_pada),
    )
    return BuktiTampil(
        id=str(row.id),
        nama=row.nama,
        keterangan=row.keterangan,
        rincian=told,
        alamat=f"/unduh/bukti/{row.kunci}",
        gambar=row.jenis == "foto",
    )


def _butiran(line: KegiatanLine) -> list[Butiran]:
    h = line.row.hasil
    selesai = format_hari(h.selesai_pada) if h.selesai_pada else ""
    target = format_hari(h.strategi_target) if h.strategi_target else ""
    told = (
        (t("Tanggal selesai"), selesai),
        (t("Uraian tindak lanjut"), h.uraian),
        (t("Tantangan/hambatan"), h.hambatan),
        (t("Alasan"), h.alasan),
        (t("Strategi penyelesaian"), h.strategi),
        (t("Target waktu penyelesaian"), target),
        (t("Penanggung jawab strategi"), h.strategi_penanggung_jawab),
        (t("Stakeholder terkait"), h.stakeholder),
    )
    return [Butiran(judul, isi) for judul, isi in told if isi]


def _kegiatan(
    line: KegiatanLine,
    at: int,
    count: int,
    today: date,
    *,
    draf: Collection[str],
    sanding: Sanding | None,
) -> KegiatanTampil:
    row, isi, status = line.row, line.row.isi, line.row.hasil.status
    begun = status is not StatusKegiatan.BELUM or row.hasil.uraian or row.tayang_pada or line.bukti
    done = status is StatusKegiatan.SELESAI
    return KegiatanTampil(
        id=str(row.id),
        nomor=line.nomor,
        nama=isi.nama,
        jadwal=isi.jadwal,
        orang=isi.penanggung_jawab,
        prioritas=t(
            "Prioritas {a} · {b}", a=isi.prioritas.label.lower(), b=isi.jangka.label.lower()
        ),
        status=status.value,
        status_kata=status.label,
        lewat=row.is_late(today),
        terbuka=status.terbuka,
        dapat_naik=at > 0,
        dapat_turun=at < count - 1,
        dapat_hapus=not begun,
        dapat_tayang=done,
        tayang=row.tayang_pada is not None,
        draf=f"kegiatan:{row.id}" in draf,
        draf_hasil=f"hasil:{row.id}" in draf or f"tayang:{row.id}" in draf,
        sanding=sanding.kalimat if sanding else "",
        sanding_dasar=sanding.dasar if sanding else "",
        butiran=_butiran(line),
        bukti=[_bukti(b) for b in line.bukti],
    )


def _baru(nilai: NilaiLembar | None) -> str:
    return t("menjadi {b} pada lembar revisi", b=desimal(nilai.nrr)) if nilai else ""


def show_unsur(
    baris: BarisRtl,
    today: date,
    *,
    draf: Collection[str],
    sanding: Mapping[int, Sanding],
    usulan: int,
) -> UnsurTampil:
    """Show a line of the form; ``draf`` names the forms of which something is not saved."""
    nilai, lines = baris.nilai, baris.kegiatan
    return UnsurTampil(
        unsur=nilai.unsur.value,
        nomor=str(baris.nomor),
        nama=nilai.unsur.nama,
        nrr=desimal(nilai.nrr),
        nik=desimal(nilai.nik),
        mutu=nilai.mutu,
        baru=_baru(baris.baru),
        usulan=format_angka(usulan) if usulan else "",
        draf=f"baru:{nilai.unsur.value}" in draf,
        kutipan=[show_kutipan(p) for p in baris.petikan],
        kegiatan=[
            _kegiatan(line, at, len(lines), today, draf=draf, sanding=sanding.get(line.row.id))
            for at, line in enumerate(lines)
        ],
    )


def tell_realisasi(upp: str, told: Realisasi) -> str:
    """Say the decree's sentence of how much was carried out."""
    if not told.rencana:
        return t("Belum ada kegiatan dalam RTL ini.")
    return t(
        "{upp} telah menindaklanjuti rencana tindak lanjut sebanyak {persen} "
        "({a} dari {b} kegiatan).",
        upp=upp,
        persen=persen_words(told),
        a=format_angka(told.selesai),
        b=format_angka(told.rencana),
    )


_FIELDS: dict[str, str] = {
    "nama": t("Kegiatan"),
    "mulai": t("Tanggal mulai"),
    "target": t("Target selesai"),
    "penanggung_jawab": t("Penanggung jawab"),
    "prioritas": t("Prioritas"),
    "jangka": t("Jangka"),
    "status": t("Status"),
    "uraian": t("Uraian tindak lanjut"),
    "hambatan": t("Tantangan/hambatan"),
    "alasan": t("Alasan"),
    "selesai_pada": t("Tanggal selesai"),
    "strategi": t("Strategi penyelesaian"),
    "strategi_target": t("Target waktu penyelesaian"),
    "strategi_penanggung_jawab": t("Penanggung jawab strategi"),
    "stakeholder": t("Stakeholder terkait"),
    "tampil": t("Tampil di halaman Hasil"),
    "teks": t("Yang kami lakukan"),
    "petikan": t("Saran yang dikutip"),
    "tayang_teks": t("Teks di halaman Hasil"),
    "tayang_pada": t("Tampil di halaman Hasil sejak"),
    "tayang_petikan_id": t("Saran yang dikutip"),
    "lembar": t("Lembar"),
    "urutan": t("Urutan"),
    "karakter": t("Panjang petikan"),
    "bukti": t("Bukti"),
    "keterangan": t("Keterangan"),
}
_WORDS = {x.value: x.label for kind in (Prioritas, Jangka, StatusKegiatan) for x in kind}
_SILENT = {"jenis", "ukuran", "sidik"}
"""What the trail keeps of a file and no reader of a history needs."""


def field_words(name: str) -> str:
    """Return what a stored field is called on the page."""
    return _FIELDS.get(name, name.replace("_", " ").capitalize())


def value_words(value: object) -> str:
    """Write a stored value as a person reads it; a day as it is typed."""
    text = "" if value is None else str(value)
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            found = read(text)
        except ValueError:
            continue
        return jam(found) if isinstance(found, datetime) else format_hari(found)
    return _WORDS.get(text, text)


def _change_words(name: str, value: object) -> str:
    if name == "tayang_petikan_id" and value is not None:
        return t("ada")  # its number says nothing, and its words are not the trail's to tell
    return value_words(value) or t("kosong")


def show_riwayat(row: RiwayatRow) -> RiwayatTampil:
    """Show an act of the history, with what it changed."""
    changes = [
        Butiran(
            field_words(name),
            t("{a} → {b}", a=_change_words(name, before), b=_change_words(name, after)),
        )
        for name, before, after in row.perubahan
        # Nothing and an empty word are stored differently, and are the same to a reader.
        if name not in _SILENT and (value_words(before) or value_words(after))
    ]
    words = t("{siapa} {aksi}", siapa=row.oleh or t("Sistem"), aksi=row.aksi)
    return RiwayatTampil(str(row.id), jam(row.waktu), words, row.tentang, changes)


def tell_hadir(hadir: Collection[Hadir], rencana: Rencana | None) -> list[str]:
    """Say who else has the plan open, and what each is filling in."""
    numbers = {str(k.row.id): k.nomor for k in rencana.kegiatan} if rencana else {}
    names = {b.nilai.unsur.value: b.nilai.unsur.nama for b in rencana.baris} if rencana else {}
    found = []
    for one in hadir:
        words = t("{siapa} juga membuka RTL ini", siapa=one.username)
        kind, _, about = one.mengisi.partition(":")
        if about in numbers:
            words += t(", sedang mengisi {nomor}", nomor=numbers[about])
        elif about in names and kind == "saran":
            words += t(", sedang memilih saran tentang {unsur}", unsur=names[about].lower())
        elif about in names:
            words += t(", sedang menambah kegiatan untuk {unsur}", unsur=names[about].lower())
        found.append(words + ".")
    return found
