"""What is recommended where no unsur comes first: what is open, what is missing, where one may begin (decree, L.3)."""

from dataclasses import dataclass
from datetime import date

from sekampadi.domain.ikm import NilaiUnsur
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.perbaikan.pilih import (
    UsulPerbaikan,
    choose_tindakan,
    jangka_of,
    tenggat_of,
)
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.build.tahunan.tulisan import join_words
from sekampadi.reports.model import Cell, Table
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tindak_lanjut.rencana import KegiatanLine

BULAN_RTL = 3
"""Months for planning, and for finishing what is late."""
_OPEN_NAMED = 6
"""Open activities that have a line each."""


def start_of(bahan: BahanTahunan) -> date:
    """Return the day from which deadlines are counted: nothing is proposed for a day that has passed."""
    return max(bahan.dibaca, date(bahan.objek.tahun, 12, 31))


@dataclass(frozen=True, slots=True)
class SaranUmum:
    """What is proposed without an unsur that comes first.

    Args:
        baris: the acts in their order, each with what it is about; none where nothing is open or missing.
        perlu: what they are for, in a sentence: ``mencapai sampel minimum``.
        mulai: the unsur from which one may begin; None where all are alike, or all is planned.
    """

    baris: tuple[tuple[str, UsulPerbaikan], ...] = ()
    perlu: tuple[str, ...] = ()
    mulai: NilaiUnsur | None = None

    @property
    def kalimat(self) -> str:
        """Say it in a sentence, for the summary; empty where nothing is proposed."""
        if not self.baris:
            return ""
        words = t("Berikutnya perlu {hal}", hal=join_words(self.perlu))
        if self.mulai is None:
            return t("{perlu}; sarannya ada di bagian akhir laporan ini.", perlu=words)
        return t(
            "{perlu}, dan perbaikan dapat dimulai dari {kode} {nama}; sarannya ada di bagian akhir "
            "laporan ini.",
            perlu=words,
            kode=self.mulai.unsur.kode,
            nama=self.mulai.unsur.nama,
        )


def _open_lines(bahan: BahanTahunan) -> list[tuple[str, KegiatanLine]]:
    """Return the open activities of an UPP, each with its triwulan, the one due first in front."""
    found = [
        (tw.triwulan.periode.nama, line)
        for tw in bahan.triwulan
        if tw.rencana
        for line in tw.rencana.kegiatan
        if line.row.hasil.status.terbuka
    ]
    return sorted(found, key=lambda x: x[1].row.isi.target)


def _finish(bahan: BahanTahunan, triwulan: str, line: KegiatanLine) -> UsulPerbaikan:
    isi, start = line.row.isi, start_of(bahan)
    late = line.row.is_late(bahan.dibaca)
    until = tenggat_of(start, BULAN_RTL) if late else isi.target
    why = t("RTL {triwulan}", triwulan=triwulan)
    if late:
        why = t(
            "{rtl}; batas waktunya, {hari}, sudah lewat.",
            rtl=why,
            hari=format_tanggal(isi.target),
        )
    months = (until.year - start.year) * 12 + until.month - start.month
    return UsulPerbaikan(
        t("Selesaikan: {nama}", nama=isi.nama),
        isi.penanggung_jawab,
        t("Kegiatan selesai, dengan bukti."),
        until,
        jangka_of(months),
        why,
    )


def _open_acts(bahan: BahanTahunan) -> list[UsulPerbaikan]:
    """Return an act for each open activity of an UPP; of the province one for all of them."""
    lines = _open_lines(bahan)
    found = [_finish(bahan, *x) for x in lines[:_OPEN_NAMED]]
    until, term = tenggat_of(start_of(bahan), BULAN_RTL), jangka_of(BULAN_RTL)
    left = bahan.realisasi.belum + bahan.realisasi.berjalan
    if bahan.objek.konteks.provinsi and left:
        words = t(
            "Pantau {n} kegiatan tindak lanjut UPP yang belum selesai, dan minta laporan tiap bulan.",
            n=format_angka(left),
        )
        seen = t("Semua kegiatan itu selesai, atau dibatalkan dengan alasan.")
        return [UsulPerbaikan(words, bahan.objek.konteks.pengelola, seen, until, term)]
    if more := len(lines) - len(found):
        last = lines[_OPEN_NAMED:]
        words = t("Selesaikan {n} kegiatan lain yang masih terbuka pada RTL.", n=format_angka(more))
        by = "; ".join(dict.fromkeys(line.row.isi.penanggung_jawab for _, line in last))
        found.append(UsulPerbaikan(words, by, t("Kegiatan selesai, dengan bukti."), until, term))
    return found


def _plan_acts(bahan: BahanTahunan) -> list[UsulPerbaikan]:
    """Return that a plan is to be made, where nothing is planned, or all of it was called off."""
    r = bahan.realisasi
    if r.rencana > r.batal:
        return []
    provinsi = bahan.objek.konteks.provinsi
    words = t("Susun rencana tindak lanjut (RTL) dari lembar IKM yang terbit.")
    if provinsi:
        words = t("Minta setiap UPP menyusun rencana tindak lanjut (RTL) dari lembar IKM-nya.")
    return [
        UsulPerbaikan(
            words,
            bahan.objek.konteks.pengelola if provinsi else t("Pimpinan UPP"),
            t("RTL memuat kegiatan dengan penanggung jawab dan batas waktu."),
            tenggat_of(start_of(bahan), BULAN_RTL),
            jangka_of(BULAN_RTL),
        )
    ]


def _sample_acts(bahan: BahanTahunan) -> list[UsulPerbaikan]:
    """Return how the minimum sample is reached where it was not; that of the next year, of one that is over."""
    sure, provinsi = bahan.laporan.ketelitian, bahan.objek.konteks.provinsi
    by = bahan.objek.konteks.pengelola if provinsi else t("Pelaksana survei")
    if sure.mustahil:
        return [
            UsulPerbaikan(
                t("Periksa jumlah penerima layanan pada catatan pelaksanaan survei."),
                by,
                t("Jumlah penerima layanan tidak lebih kecil daripada jumlah responden."),
                tenggat_of(start_of(bahan), BULAN_RTL),
                jangka_of(BULAN_RTL),
            )
        ]
    if not sure.kurang:
        return []
    words = t(
        "Capai sampel minimum: pasang kode QR survei di setiap loket, ajak setiap orang yang selesai "
        "dilayani, dan sediakan formulir kertas."
    )
    if provinsi:
        words = t(
            "Minta UPP mencapai sampel minimum: kode QR survei di setiap loket, ajakan kepada setiap "
            "orang yang selesai dilayani, dan formulir kertas."
        )
    year = bahan.objek.tahun if bahan.berjalan else max(bahan.dibaca.year, bahan.objek.tahun + 1)
    why = t(
        "Responden {n}, sampel minimum {minimum}.",
        n=format_angka(sure.n),
        minimum=format_angka(sure.sampel_minimum),
    )
    seen = t("Jumlah responden setahun mencapai sampel minimum.")
    return [UsulPerbaikan(words, by, seen, date(year, 12, 31), jangka_of(BULAN_RTL), why)]


def _begin_act(bahan: BahanTahunan) -> tuple[NilaiUnsur, UsulPerbaikan] | None:
    """Return the lowest unsur and an act for it; None where all are alike, or all is planned."""
    least = min(u.jumlah for u in bahan.hasil.unsur)
    low = [u for u in bahan.hasil.unsur if u.jumlah == least]
    names = [
        line.row.isi.nama
        for tw in bahan.triwulan
        if tw.rencana
        for line in tw.rencana.kegiatan
        if line.row.unsur is low[0].unsur
    ]
    act = choose_tindakan(low[0].unsur, bahan.saran.tema if bahan.saran else {}, names)
    if len(low) == len(URUTAN) or act is None:
        return None
    provinsi = bahan.objek.konteks.provinsi
    words = t("Dapat dimulai dari {kode} {nama}: {tindakan}")
    if provinsi:
        words = t("Bersama UPP, dapat dimulai dari {kode} {nama}: {tindakan}")
    why = t(
        "Nilainya terendah ({nilai}); bedanya dengan unsur lain tidak dapat dipastikan.",
        nilai=format_angka(low[0].nik),
    )
    usul = UsulPerbaikan(
        words.format(kode=low[0].unsur.kode, nama=low[0].unsur.nama, tindakan=act.tindakan),
        bahan.objek.konteks.pengelola if provinsi else act.pelaksana,
        act.ukuran,
        tenggat_of(start_of(bahan), act.bulan),
        jangka_of(act.bulan),
        why,
        baru=True,
    )
    return low[0], usul


def propose_umum(bahan: BahanTahunan) -> SaranUmum:
    """Propose what is to be done where no unsur comes first.

    Each open activity, a plan where there is none, and the minimum sample where it was not reached; then
    an act for the lowest unsur, of which is said that it cannot be told from the others. Nothing at all
    where nothing is open or missing, or with fewer than ten answers.
    """
    if bahan.hasil.n < N_UJI:
        return SaranUmum()
    plan = t("Tindak lanjut")
    sample = t("mencapai sampel minimum")
    if bahan.laporan.ketelitian.mustahil:
        sample = t("memeriksa jumlah penerima layanan")
    goals = (
        (plan, _open_acts(bahan), t("menyelesaikan kegiatan tindak lanjut yang masih terbuka")),
        (plan, _plan_acts(bahan), t("menyusun rencana tindak lanjut")),
        (t("Responden"), _sample_acts(bahan), sample),
    )
    acts = [(about, act) for about, found, _ in goals for act in found]
    if not acts:
        return SaranUmum()
    begin = _begin_act(bahan)
    return SaranUmum(
        (*acts, (t("Unsur terendah"), begin[1])) if begin else tuple(acts),
        tuple(words for _, found, words in goals if found),
        begin[0] if begin else None,
    )


def umum_table(saran: SaranUmum) -> Table:
    """Return what is proposed as the table ``rekomendasi``, a line for each act."""
    return Table(
        "rekomendasi",
        t("Saran perbaikan"),
        (
            *(t("No."), t("Hal"), t("Saran perbaikan"), t("Pelaksana")),
            *(t("Ukuran keberhasilan"), t("Batas waktu")),
        ),
        tuple(
            (
                bulat(at),
                Cell(about),
                Cell(u.tindakan, small=u.alasan),
                Cell(u.pelaksana),
                Cell(u.ukuran),
                Cell(format_tanggal(u.tenggat), small=u.jangka.label.lower()),
            )
            for at, (about, u) in enumerate(saran.baris, start=1)
        ),
        widths=(5, 14, 33, 16, 20, 12),
        kept=0.7,
    )
