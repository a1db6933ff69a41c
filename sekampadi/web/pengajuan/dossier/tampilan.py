"""What the page of a dossier shows, made from what the use cases return."""

from dataclasses import dataclass, field

from sekampadi.domain.pengajuan.alur import ALUR_DOSSIER, AksiDossier, StatusDossier, waits_for
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.services.pengajuan.dokumen.daftar import BarisDaftarDossier
from sekampadi.services.pengajuan.dossier import HANDED, HalamanDossier, address_of
from sekampadi.services.pengajuan.pengajuan import address_of as address_of_upp
from sekampadi.web.pengajuan.rinci.isi import BerkasTampil, show_files
from sekampadi.web.ui.states.shown import Shown
from sekampadi.web.ui.states.tampilan import Tab, jam

URUTAN = tuple(StatusDossier)
SARINGAN = {"": t("Semua"), "belum": t("Belum diterima"), "termuat": t("Termuat")}
NAMED = 12
"""Missing UPP that a question names; the list below the page has all."""


@dataclass(frozen=True)
class LangkahDossier:
    """A line of the line of time."""

    kunci: str
    waktu: str
    aksi: str
    siapa: str
    catatan: str
    berkas: list[BerkasTampil] = field(default_factory=list)  # what it handed over, frozen


@dataclass(frozen=True)
class TombolDossier:
    """A move that the person may make now; ``utama`` is the one that goes on."""

    aksi: str
    kata: str
    utama: bool


@dataclass(frozen=True)
class UppTampil:
    """An UPP: its state in words, and how it looks."""

    kode: str
    nama: str
    alamat: str
    kata: str
    keadaan: str


@dataclass(frozen=True)
class DokumenTampil:
    """A document, its addresses without an ending and the query behind it."""

    nama: str
    alamat: str
    excel: bool


@dataclass(frozen=True)
class DossierTampil(Shown):
    """One dossier; without a number there is none."""

    nomor: str = ""
    judul: str = ""
    status: str = ""
    kata: str = ""
    giliran: str = ""
    alasan: str = ""  # why it came back, until it goes on
    tertahan: str = ""  # why a button that one expects is not there
    surat: str = ""
    rancangan: bool = False
    angka: str = ""  # both figures of the province, once it was handed over
    tahap: list[Tab] = field(default_factory=list)
    semua: list[Tab] = field(default_factory=list)
    kini: str = ""
    saringan: list[Tab] = field(default_factory=list)
    tombol: list[TombolDossier] = field(default_factory=list)
    boleh_naskah: bool = False
    draf: str = ""  # how a draft of its words names it
    boleh_addendum: bool = False
    pengantar: str = ""
    simpulan: str = ""
    upp: list[UppTampil] = field(default_factory=list)
    hitungan: str = ""
    hilang: str = ""
    naskah_kosong: str = ""  # which words the report would go without
    menyusul: str = ""  # what becomes of those who are accepted after the next move
    langkah: list[LangkahDossier] = field(default_factory=list)
    beku: list[BerkasTampil] = field(default_factory=list)  # as handed over last
    dokumen: list[DokumenTampil] = field(default_factory=list)
    query: str = ""


@dataclass(frozen=True)
class NaskahTampil(Shown):
    """The words as they are stored, while somebody writes others."""

    pengantar: str = ""
    simpulan: str = ""
    ada: bool = False


@dataclass(frozen=True)
class TriwulanTampil:
    """A line of the list of dossiers."""

    nama: str
    alamat: str
    kata: str
    keadaan: str
    rincian: str
    addendum: list[Tab]


_DOKUMEN = (
    (t("Laporan IKM Triwulan Pemprov"), "/unduh/dossier-laporan", True),
    (t("Rekapitulasi IKM dan Tindak Lanjut"), "/unduh/dossier-rekap", True),
    (t("Surat pengantar ke Sekretaris Daerah"), "/unduh/dossier-surat", False),
)


def show_daftar(line: BarisDaftarDossier) -> TriwulanTampil:
    """Show a triwulan in the list."""
    first = line.dossier[0] if line.dossier else None
    status = first.status if first else StatusDossier.DIHIMPUN
    words = t(
        "{a} dari {b} UPP diterima", a=format_angka(line.diterima), b=format_angka(line.jumlah)
    )
    if first and first.surat_tanggal:
        words = t(
            "surat Nomor {nomor}, {hari}",
            nomor=first.surat_nomor,
            hari=format_tanggal(first.surat_tanggal),
        )
    return TriwulanTampil(
        line.triwulan.periode.label,
        address_of(line.triwulan),
        status.label,
        status.value,
        words,
        [
            Tab(
                str(d.urut),
                f"{t('Addendum')} {d.urut}: {d.status.label}",
                address_of(d.triwulan, d.urut),
            )
            for d in line.dossier
            if d.urut
        ],
    )


def list_missing(page: HalamanDossier) -> list[str]:
    """Name the UPP that a dossier does not hold; an addendum misses none."""
    urut = page.dossier.urut if page.dossier else 0
    return [] if urut else [b.upp.nama for b in page.baris if not b.termuat]


def tell_missing(names: list[str]) -> str:
    """Say in a sentence who is missing; empty when nobody is."""
    if not names:
        return ""
    more = len(names) - NAMED
    words = ", ".join(names[:NAMED])
    if more > 0:
        words = t("{nama}, dan {n} UPP lain", nama=words, n=format_angka(more))
    return t("{n} UPP belum termuat: {nama}.", n=format_angka(len(names)), nama=words)


def tell_empty(pengantar: str, simpulan: str) -> str:
    """Say which words of the report are not written; empty when all are."""
    names = ((pengantar, t("Pengantar")), (simpulan, t("Simpulan dan saran")))
    missing = [name for words, name in names if not words]
    if not missing:
        return ""
    return t(
        "Naskah belum lengkap: {nama} masih kosong, jadi tidak ada dalam Laporan IKM Triwulan.",
        nama=" serta ".join(f"“{name}”" for name in missing),
    )


def _address(page: HalamanDossier, saring: str) -> str:
    urut = page.dossier.urut if page.dossier else 0
    return write_address(
        "/admin/dossier",
        triwulan=page.triwulan.kunci,
        addendum=str(urut) if urut else "",
        saring=saring,
    )


def _upp(page: HalamanDossier, saring: str) -> list[UppTampil]:
    masa = MasaLapor.of(page.triwulan)
    found = []
    for b in page.baris:
        if saring and b.termuat != (saring == "termuat"):
            continue
        words = b.pengajuan.status.label if b.pengajuan else t("Belum disampaikan")
        found.append(
            UppTampil(
                b.upp.kode,
                b.upp.nama,
                address_of_upp(b.upp.kode, masa),
                t("Termuat") if b.termuat else words,
                "termuat" if b.termuat else "belum",
            )
        )
    return found


def _steps(page: HalamanDossier) -> list[LangkahDossier]:
    return [
        LangkahDossier(
            str(s.id),
            jam(s.waktu),
            AksiDossier(s.aksi).label,
            t("{siapa}, {sebagai}", siapa=s.oleh, sebagai=s.sebagai.label),
            s.catatan,
            show_files(page.berkas.get(s.beku_id or 0, ()))
            if s.aksi == AksiDossier.SAMPAIKAN.value
            else [],
        )
        for s in reversed(page.langkah)
    ]


def _beku(page: HalamanDossier, status: StatusDossier) -> list[BerkasTampil]:
    """Show the papers that lie with the Kabag or were closed; none while it is composed."""
    if status not in HANDED:
        return []
    handed = [s.beku_id for s in page.langkah if s.aksi == AksiDossier.SAMPAIKAN.value]
    return show_files(page.berkas.get(handed[-1] or 0, ())) if handed else []


def _alasan(page: HalamanDossier) -> str:
    last = page.langkah[-1] if page.langkah else None
    if last is None or last.aksi == AksiDossier.TARIK.value or not AksiDossier(last.aksi).mundur:
        return ""
    return t("Catatan {siapa}: {catatan}", siapa=last.sebagai.label, catatan=last.catatan)


def show_dossier(page: HalamanDossier, saring: str) -> DossierTampil:
    """Show a dossier; of those that it holds and that are missing only what is picked."""
    row, triwulan = page.dossier, page.triwulan
    status, urut = (row.status, row.urut) if row else (StatusDossier.DIHIMPUN, 0)
    turn = waits_for(ALUR_DOSSIER, status)
    held = sum(b.termuat for b in page.baris)
    surat = ""
    if row and row.surat_tanggal:
        surat = t(
            "Surat Nomor {nomor} tanggal {hari}",
            nomor=row.surat_nomor,
            hari=format_tanggal(row.surat_tanggal),
        )
    acts = {a.aksi for a in page.boleh}
    here = URUTAN.index(status)
    return DossierTampil(
        nomor=row.nomor if row else t("belum dimulai"),
        judul=" – ".join(
            x for x in (triwulan.periode.label, t("Addendum {n}", n=urut) if urut else "") if x
        ),
        status=status.value,
        kata=status.label,
        giliran=turn.label if turn else "",
        alasan=_alasan(page),
        tertahan=page.tertahan.kalimat if page.tertahan else "",
        surat=surat,
        rancangan=status in {StatusDossier.DIHIMPUN, StatusDossier.DISUSUN},
        tahap=[
            Tab("kini" if at == here else "lewat" if at < here else "", s.label, "")
            for at, s in enumerate(URUTAN)
        ],
        semua=[
            Tab(
                str(d.urut),
                t("Addendum {n}", n=d.urut) if d.urut else t("Berkas triwulan"),
                address_of(triwulan, d.urut),
            )
            for d in page.semua
        ],
        kini=str(urut),
        saringan=[Tab(k, words, _address(page, k)) for k, words in SARINGAN.items()],
        # What goes on stands before what goes back.
        tombol=sorted(
            (TombolDossier(a.aksi.value, a.aksi.label, not a.aksi.mundur) for a in page.boleh),
            key=lambda b: not b.utama,
        ),
        boleh_naskah=AksiDossier.SAMPAIKAN in acts,
        draf=f"{triwulan.kunci}/{urut}",
        boleh_addendum=page.boleh_addendum,
        pengantar=row.pengantar if row else "",
        simpulan=row.simpulan if row else "",
        upp=_upp(page, saring),
        hitungan=t(
            "{a} dari {b} UPP termuat", a=format_angka(held), b=format_angka(len(page.baris))
        ),
        hilang=tell_missing(list_missing(page)),
        naskah_kosong=tell_empty(row.pengantar, row.simpulan) if row else "",
        menyusul=t(
            "UPP yang diterima sebelum berkas disampaikan ke Kabag Tatalaksana masih dimuat."
        )
        if status is StatusDossier.DIHIMPUN
        else t("UPP yang diterima kemudian menjadi addendum."),
        langkah=_steps(page),
        beku=_beku(page, status),
        dokumen=[DokumenTampil(*d) for d in _DOKUMEN],
        query=write_address("", triwulan=triwulan.kunci, addendum=str(urut) if urut else ""),
    )
