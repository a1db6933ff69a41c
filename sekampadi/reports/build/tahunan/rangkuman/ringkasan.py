"""The executive summary of an annual report: its figures in a few sentences (decree, L.3)."""

from dataclasses import replace

from sekampadi.domain.ikm import NilaiUnsur
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.kekuatan import N_BERPASANGAN, KekuatanUnsur, from_best
from sekampadi.domain.tindak_lanjut.usulan import Nada
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import BELUM, bulat, desimal, index_figures
from sekampadi.reports.build.tahunan.hasil import mean_name
from sekampadi.reports.build.tahunan.kelebihan import judged, untested_sentence
from sekampadi.reports.build.tahunan.rangkuman.kata import name_unsur
from sekampadi.reports.build.tahunan.rangkuman.perbandingan_kata import told_changes
from sekampadi.reports.build.tahunan.rangkuman.saran_umum import propose_umum
from sekampadi.reports.build.tahunan.tindak_lanjut import batal_words, fate_words
from sekampadi.reports.build.tahunan.tulisan import few_words, join_words
from sekampadi.reports.build.tahunan.unit import list_upp_lemah, upp_lemah_words
from sekampadi.reports.model import Cell, Format, KeyFigure
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.saran import RingkasanSaran

_KELUHAN_MIN = 5
"""Complaints about an unsur before it is named as the one most complained of."""
_NEXT = 3
"""Unsur that are named as those that come first."""


def sementara_words(bahan: BahanTahunan) -> str:
    """Say that a running year is not over; empty for one that is."""
    if not bahan.berjalan:
        return ""
    return t("Sementara, sampai {tanggal}", tanggal=format_tanggal(bahan.dibaca))


def index_sentence(bahan: BahanTahunan) -> str:
    """Say how many answered, and with which index; of a running year, that it is not over."""
    hasil, objek = bahan.hasil, bahan.objek
    if bahan.sedikit:
        return few_words(bahan)
    values: dict[str, object] = {"nama": objek.nama, "tahun": objek.tahun}
    if hasil.nilai is None or hasil.mutu is None:
        # Paper answers of a year that is over may still come in.
        return t(
            "Belum ada jawaban Survei Kepuasan Masyarakat {nama} tahun {tahun}, sehingga nilai IKM "
            "belum dapat dihitung.",
            **values,
        )
    values |= {
        "n": format_angka(hasil.n),
        "nilai": format_angka(hasil.nilai),
        "mutu": hasil.mutu.value,
        "kinerja": hasil.mutu.kinerja,
    }
    if bahan.berjalan:
        return t(
            "Sampai {tanggal}, {n} responden telah menjawab Survei Kepuasan Masyarakat {nama} tahun "
            "{tahun}. Nilai IKM sementara {nilai}, mutu pelayanan {mutu} ({kinerja}).",
            tanggal=format_tanggal(bahan.dibaca),
            **values,
        )
    return t(
        "Survei Kepuasan Masyarakat {nama} tahun {tahun} dijawab oleh {n} responden. Nilai IKM "
        "{nilai}, mutu pelayanan {mutu} ({kinerja}).",
        **values,
    )


def _place(bahan: BahanTahunan, place: Kedudukan) -> list[KekuatanUnsur]:
    return [u for u in from_best(judged(bahan)) if u.kedudukan is place]


def high_sentence(bahan: BahanTahunan) -> str:
    """Name the unsur above the others by more than chance; empty for none."""
    high = [u.nilai for u in _place(bahan, Kedudukan.ATAS)]
    if not high:
        return ""
    return t(
        "Unsur yang dinilai lebih tinggi daripada unsur lain: {unsur}.",
        unsur=name_unsur(high),
    )


def low_sentence(bahan: BahanTahunan) -> str:
    """Name the unsur below class B, and those below the others by more than chance; empty for none."""
    weak = list_lemah(bahan)
    low = [u.nilai for u in _place(bahan, Kedudukan.BAWAH)[::-1] if not u.lemah]
    found = []
    if len(weak) == len(URUTAN):
        found.append(t("Nilai semua unsur berada di bawah mutu B."))
    elif weak:
        found.append(t("Unsur yang nilainya di bawah mutu B: {unsur}.", unsur=name_unsur(weak)))
    if low:
        found.append(
            t(
                "Unsur yang dinilai lebih rendah daripada unsur lain: {unsur}.",
                unsur=name_unsur(low),
            )
        )
    return " ".join(found)


def equal_sentence(bahan: BahanTahunan) -> str:
    """Say that no unsur can be told apart from the others, with the highest and the lowest value.

    Empty where one can, or few answered.
    """
    hasil = bahan.hasil
    if hasil.n < N_UJI or high_sentence(bahan) or low_sentence(bahan):
        return ""
    if len({u.jumlah for u in hasil.unsur}) == 1:
        return t("Semua unsur bernilai sama.")
    unsur = judged(bahan)
    each = [u.nilai for u in from_best(unsur)]
    high, low = (name_unsur([u for u in each if u.jumlah == x.jumlah]) for x in (each[0], each[-1]))
    words = (
        t(
            "Nilai tertinggi pada {tinggi}, terendah pada {rendah}; {apa} terlalu sedikit untuk "
            "membedakan unsur yang satu dari yang lain."
        )
        if untested_sentence(bahan)
        else t(
            "Nilai tertinggi pada {tinggi}, terendah pada {rendah}; selisih antarunsur terlalu kecil "
            "untuk membedakan yang satu dari yang lain."
        )
    )
    of_upp = bahan.lain_upp is not None and bahan.n >= N_BERPASANGAN
    what = t("UPP yang dapat dihitung tersendiri") if of_upp else t("jawabannya")
    return words.format(tinggi=high, rendah=low, apa=what)


def other_sentence(bahan: BahanTahunan) -> str:
    """Name the highest where only low unsur are named, and the lowest where only high ones are.

    That it differs from others is not said. Empty where both are named, or none.
    """
    high, low = high_sentence(bahan), low_sentence(bahan)
    if bool(high) == bool(low):
        return ""
    each = [u.nilai for u in from_best(judged(bahan))]
    end = each[-1] if high else each[0]
    named = name_unsur([u for u in each if u.jumlah == end.jumlah])
    if high:
        return t("Nilai terendah: {unsur}.", unsur=named)
    return t("Nilai tertinggi: {unsur}.", unsur=named)


def list_lemah(bahan: BahanTahunan) -> list[NilaiUnsur]:
    """Return the unsur below class B, the lowest first; none with fewer than ten answers."""
    weak = [u.nilai for u in judged(bahan) if u.lemah]
    return sorted(weak, key=lambda u: u.jumlah)


def list_didahulukan(bahan: BahanTahunan) -> list[NilaiUnsur]:
    """Return the unsur for which something is recommended, the lowest first.

    Those below class B; where there are none, those below the other unsur by more than chance.
    """
    low = [u.nilai for u in judged(bahan) if u.kedudukan is Kedudukan.BAWAH]
    return list_lemah(bahan) or sorted(low, key=lambda u: u.jumlah)


def inactive_sentence(bahan: BahanTahunan) -> str:
    """Say that an UPP is closed by now; empty for one that is not, and for the province."""
    if bahan.objek.upp is None or bahan.objek.upp.aktif:
        return ""
    return t("{nama} tidak lagi aktif pada saat laporan ini dibuat.", nama=bahan.objek.nama)


def complaint_sentence(saran: RingkasanSaran | None) -> str:
    """Name the unsur most complained of; empty where none stands out by number, or few complain."""
    if saran is None:
        return ""
    counts = {u: saran.menyebut[u][Nada.KELUHAN] for u in URUTAN}
    most = max(counts.values())
    top = [u for u in URUTAN if counts[u] == most]
    if most < _KELUHAN_MIN or len(top) > 1:
        return ""
    return t(
        "Keluhan paling banyak menyebut {kode} {nama} ({n} saran).",
        kode=top[0].kode,
        nama=top[0].nama,
        n=format_angka(most),
    )


def realisasi_sentence(bahan: BahanTahunan) -> str:
    """Say how much of what was planned is done; empty where there was nothing to plan from."""
    r = bahan.realisasi
    if not r.rencana:
        if not bahan.n or inactive_sentence(bahan):
            return ""
        return t("Belum ada kegiatan tindak lanjut yang direncanakan.")
    values = {
        "rencana": format_angka(r.rencana),
        "selesai": format_angka(r.selesai),
        "persen": format_angka(r.persen),
    }
    if r.rencana == 1:
        done = fate_words(r)
        if bahan.objek.konteks.provinsi:
            return t("Satu kegiatan tindak lanjut yang direncanakan UPP {selesai}.", selesai=done)
        return t("Satu kegiatan tindak lanjut yang direncanakan {selesai}.", selesai=done)
    if r.selesai == r.rencana:
        return t(
            "Semua kegiatan tindak lanjut yang direncanakan ({rencana} kegiatan) sudah selesai.",
            **values,
        )
    if r.batal == r.rencana:
        return t(
            "Semua kegiatan tindak lanjut yang direncanakan ({rencana} kegiatan) dibatalkan.",
            **values,
        )
    off = batal_words(r)
    if not r.selesai:
        return t(
            "Dari {rencana} kegiatan tindak lanjut yang direncanakan, belum ada yang selesai{batal}.",
            batal=off,
            **values,
        )
    return t(
        "Dari {rencana} kegiatan tindak lanjut yang direncanakan, {selesai} sudah selesai "
        "({persen} %){batal}.",
        batal=off,
        **values,
    )


_SHOWN = ("nilai_ikm", "mutu", "kinerja", "n")
"""Key figures of the index that the summary shows; margins and the sample have their chapter."""


def summary_figures(bahan: BahanTahunan) -> tuple[KeyFigure, ...]:
    """Return the key figures of the report; what nobody knows or has told is none.

    That there is no index is said.
    """
    r = bahan.realisasi
    every = [f for f in index_figures(bahan.hasil, bahan.laporan.ketelitian) if f.kunci in _SHOWN]
    if bahan.sedikit:
        shown = {"nilai_ikm": Cell(None, empty=t("tidak ditampilkan")), "n": bulat(bahan.n)}
        every = [replace(f, cell=shown.get(f.kunci, f.cell)) for f in every]
    found = [f for f in every if f.cell.value is not None or f.kunci == "nilai_ikm"]
    if bahan.rekap and bahan.hasil.n:
        found[0] = replace(found[0], label=t("Nilai IKM (gabungan responden)"))
        mean = desimal(bahan.rekap.rata_rata, empty=BELUM)
        found.insert(1, KeyFigure("rata_rata", mean_name(bahan), mean))
    if r.rencana:
        of = t("dari {n} kegiatan", n=format_angka(r.rencana))
        found += [
            KeyFigure("selesai", t("Kegiatan selesai"), bulat(r.selesai), of),
            KeyFigure("realisasi", t("Realisasi tindak lanjut"), Cell(r.persen, Format.PERSEN)),
        ]
    return tuple(found)


def meaning_sentence(bahan: BahanTahunan) -> str:
    """Say in words what the class of the index means; empty without one."""
    mutu = bahan.hasil.mutu
    if mutu is None:
        return ""
    return t(
        "Artinya, masyarakat yang menjawab menilai pelayanan {nama} {kinerja}.",
        nama=bahan.objek.nama,
        kinerja=mutu.kinerja.lower(),
    )


def few_sentence(bahan: BahanTahunan) -> str:
    """Say that too few answered to tell good unsur from weak ones; empty for more, and for none."""
    if not 0 < bahan.n < N_UJI:
        return ""
    return t(
        "Jawabannya kurang dari {n}, terlalu sedikit untuk menyimpulkan unsur mana yang baik atau lemah.",
        n=N_UJI,
    )


def next_sentence(bahan: BahanTahunan) -> str:
    """Say what is mended first from now on; empty for an UPP that is closed, or with few answers."""
    if bahan.hasil.n < N_UJI or inactive_sentence(bahan):
        return ""
    first = list_didahulukan(bahan)
    if not first and list_upp_lemah(bahan):
        words = t("Selanjutnya UPP di bawah mutu B itu didampingi.")
        return f"{words} {propose_umum(bahan).kalimat}".strip()
    if not first and (words := propose_umum(bahan).kalimat):
        return t("Tidak ada unsur di bawah mutu B. {selanjutnya}", selanjutnya=words)
    if not first:
        return t("Tidak ada unsur di bawah mutu B; pelayanan yang ada dipertahankan.")
    if len(first) == len(URUTAN):
        return t("Perbaikan diperlukan pada semua unsur; sarannya ada di bagian akhir laporan ini.")
    names = [f"{u.unsur.kode} {u.unsur.nama}" for u in first[:_NEXT]]
    if len(first) > _NEXT:
        names.append(t("unsur lain yang rendah nilainya"))
    return t(
        "Selanjutnya didahulukan perbaikan {unsur}; sarannya ada di bagian akhir laporan ini.",
        unsur=join_words(names),
    )


def ringkasan_text(bahan: BahanTahunan) -> tuple[str, ...]:
    """Return the summary, for who reads nothing else: what was found, done and comes next, in plain words.

    Then what a person adds. Each paragraph is one matter, and is left out where nothing can be said of
    it; how sure something is, and by which test, is told in its chapter.
    """
    paragraphs: tuple[tuple[str, ...], ...] = (
        (index_sentence(bahan), meaning_sentence(bahan), inactive_sentence(bahan)),
        (few_sentence(bahan),),
        (
            high_sentence(bahan),
            low_sentence(bahan),
            other_sentence(bahan),
            equal_sentence(bahan),
        ),
        (upp_lemah_words(bahan),),
        told_changes(bahan),
        (complaint_sentence(bahan.saran),),
        (realisasi_sentence(bahan), next_sentence(bahan)),
    )
    said = tuple(words for p in paragraphs if (words := " ".join(s for s in p if s)))
    return (*said, *bahan.tertulis("ringkasan").isi.alinea)
