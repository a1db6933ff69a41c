"""The conclusion of an annual report: what was found, good and bad (decree, L.3)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sekampadi.domain.ikm import Mutu
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tahunan.kekuatan import is_weak
from sekampadi.domain.tindak_lanjut.usulan import Nada
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import bulat, desimal
from sekampadi.reports.build.ketelitian import sample_words
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.rangkuman.perbandingan_kata import (
    change_sentence,
    unsur_sentence,
)
from sekampadi.reports.build.tahunan.rangkuman.ringkasan import (
    few_sentence,
    high_sentence,
    index_sentence,
    list_lemah,
    low_sentence,
    realisasi_sentence,
)
from sekampadi.reports.build.tahunan.tulisan import join_words, list_names
from sekampadi.reports.build.tahunan.unit import list_upp_lemah
from sekampadi.services.tahunan.bahan import BahanTahunan


def _listed(head: str, items: Iterable[str]) -> list[str]:
    found = [f"– {words}" for words in items if words]
    return [head, *found] if found else []


def _good_unsur(bahan: BahanTahunan) -> str:
    """Say which unsur are at least of class B; empty where none is, or few answered.

    Of those that are and those that are not, the fewer are named.
    """
    hasil, weak = bahan.hasil, {u.unsur for u in list_lemah(bahan)}
    good = [u.kode for u in URUTAN if u not in weak]
    if hasil.n < N_UJI or not good:
        return ""
    if len(good) < len(weak):
        names = join_words(good)
        return t("Unsur yang bermutu B (Baik) atau lebih baik: {unsur}.", unsur=names)
    if weak:
        names = join_words([u.kode for u in URUTAN if u in weak])
        return t("Selain {unsur}, semua unsur bermutu B (Baik) atau lebih baik.", unsur=names)
    if all(u.mutu is Mutu.A for u in hasil.unsur):
        return t("Semua unsur bermutu A (Sangat Baik).")
    return t("Semua unsur bermutu B (Baik) atau lebih baik.")


def _weak_upp(bahan: BahanTahunan) -> list[BarisRekap]:
    """Return the UPP of a province whose index lies below class B, the lowest first."""
    lines = bahan.rekap.baris if bahan.rekap else ()
    weak = [r for r in lines if r.hasil.n >= N_UJI and r.hasil.mutu in {Mutu.C, Mutu.D}]
    return sorted(weak, key=lambda r: r.hasil.nilai or Decimal(0))


def _weak_upp_sentence(bahan: BahanTahunan) -> str:
    weak = _weak_upp(bahan)
    if not weak:
        return ""
    named = [f"{r.upp.nama} ({format_angka(r.hasil.nilai)})" for r in weak]
    return t("UPP yang nilainya di bawah mutu B: {upp}.", upp=list_names(named))


def _moved(bahan: BahanTahunan, arah: Arah) -> list[str]:
    """Return what went up, or down, since the year before: the index, and unsur by name."""
    last = bahan.banding[-1]
    found = []
    if last.perubahan and last.perubahan.arah is arah:
        found.append(change_sentence(bahan, last))
    return [*found, unsur_sentence(last, arah)]


def kesimpulan_blok(bahan: BahanTahunan) -> Blok:
    """Return the conclusion: the index, what is good, what is not, each only where figures carry it."""
    own = bahan.tertulis("kesimpulan").isi.alinea
    r = bahan.realisasi
    # What was called off is not left to be done; where nothing else was planned nothing is good of it.
    over = bool(r.selesai) and r.selesai + r.batal == r.rencana
    # That one UPP of many is done with its plan says nothing of a province.
    done = realisasi_sentence(bahan) if over and bahan.objek.upp else ""
    good = _listed(
        t("Yang sudah baik:"),
        (
            _good_unsur(bahan),
            high_sentence(bahan),
            *_moved(bahan, Arah.NAIK),
            done,
        ),
    )
    sample = bahan.laporan.ketelitian
    bad = _listed(
        t("Yang perlu diperbaiki:"),
        (
            low_sentence(bahan),
            _weak_upp_sentence(bahan),
            *_moved(bahan, Arah.TURUN),
            sample_words(sample) if sample.kurang or sample.mustahil else "",
            "" if over else realisasi_sentence(bahan),
        ),
    )
    first = " ".join(s for s in (index_sentence(bahan), few_sentence(bahan)) if s)
    return Blok((first, *good, *bad), penutup=own)


def _planned(bahan: BahanTahunan, unsur: Unsur) -> list[tuple[str, KegiatanLine]]:
    """Return what is planned for an unsur in the year, each with the name of its triwulan."""
    return [
        (tw.triwulan.periode.nama, line)
        for tw in bahan.triwulan
        if tw.rencana
        for line in tw.rencana.kegiatan
        if line.row.unsur is unsur
    ]


def _plan_cell(plans: list[tuple[str, KegiatanLine]]) -> Cell:
    lines = [
        t(
            "{nama} ({triwulan}; {status})",
            nama=line.row.isi.nama,
            triwulan=triwulan,
            status=line.row.hasil.status.label.lower(),
        )
        for triwulan, line in plans
    ]
    return Cell("\n".join(lines) or None, empty=t("belum ada"))


def _advice(bahan: BahanTahunan, u: NilaiUnsur, plans: list[tuple[str, KegiatanLine]]) -> str:
    """Say what is to be done for an unsur of an UPP, by what is planned and what came of it."""
    nama = f"{u.unsur.kode} {u.unsur.nama}"
    if not plans:
        complaints = bahan.saran.menyebut[u.unsur][Nada.KELUHAN] if bahan.saran else 0
        missing = t("Belum ada kegiatan yang direncanakan untuk {unsur}.", unsur=nama)
        if complaints:
            return missing + t(" Susun kegiatan yang menjawab keluhan yang tercatat.")
        return missing + t(" Susun kegiatan pada RTL berikutnya.")
    late = [
        line
        for _, line in plans
        if line.row.hasil.status.terbuka and line.row.isi.target < bahan.dibaca
    ]
    if late:
        return t(
            "Selesaikan kegiatan yang melewati targetnya: {nama}.",
            nama="; ".join(
                f"{line.row.isi.nama} ({format_tanggal(line.row.isi.target)})" for line in late
            ),
        )
    if any(line.row.hasil.status.terbuka for _, line in plans):
        return t("Selesaikan kegiatan yang sudah direncanakan sesuai targetnya.")
    if all(line.row.hasil.selesai_pada is None for _, line in plans):
        return t("Kegiatannya dibatalkan. Susun kegiatan pengganti.")
    return t(
        "Kegiatannya sudah selesai. Lihat pada triwulan berikutnya apakah nilainya membaik; bila "
        "tidak, susun kegiatan lain."
    )


def _upp_cell(bahan: BahanTahunan, unsur: Unsur) -> Cell:
    """Name the UPP where an unsur lies below B, among those with enough answers."""
    lines = bahan.rekap.baris if bahan.rekap else ()
    weak = [
        row.upp.nama
        for row in lines
        if row.hasil.n >= N_UJI and any(u.unsur is unsur and is_weak(u) for u in row.hasil.unsur)
    ]
    words = weak[:_UPP_NAMED]
    if more := len(weak) - len(words):
        words.append(t("dan {n} UPP lain", n=more))
    return Cell("\n".join(words) or None, empty=t("tidak ada"))


def _advice_provinsi(cell: Cell) -> str:
    if cell.value is None:
        return t("Pertahankan pemantauan; tidak ada UPP yang unsur ini di bawah mutu B.")
    return t("Dampingi UPP tersebut menyusun dan menyelesaikan kegiatan untuk unsur ini.")


def _table(bahan: BahanTahunan, unsur: Sequence[NilaiUnsur]) -> Table:
    provinsi, saran = bahan.objek.konteks.provinsi, bahan.saran
    rows = []
    for at, u in enumerate(unsur, start=1):
        count = [bulat(saran.menyebut[u.unsur][Nada.KELUHAN])] if saran else []
        if provinsi:
            third = _upp_cell(bahan, u.unsur)
            advice = _advice_provinsi(third)
        else:
            plans = _planned(bahan, u.unsur)
            third, advice = _plan_cell(plans), _advice(bahan, u, plans)
        rows.append(
            (
                bulat(at),
                Cell(f"{u.unsur.kode} {u.unsur.nama}"),
                desimal(u.nik),
                Cell(u.mutu and u.mutu.value, Format.MUTU),
                *count,
                third,
                Cell(advice),
            )
        )
    more = [t("Keluhan")] if saran else []
    return Table(
        "rekomendasi",
        t("Saran perbaikan per unsur"),
        (
            *(t("No."), t("Unsur"), t("Nilai"), t("Mutu"), *more),
            t("UPP di bawah mutu B") if provinsi else t("Kegiatan yang direncanakan"),
            t("Saran perbaikan"),
        ),
        tuple(rows),
        widths=(5, 17, 8, 7, *([9] * len(more)), 27, 27),
        notes=(t("Keluhan: banyaknya saran bernada keluhan yang menyebut unsur itu."),)
        if saran
        else (),
        kept=0.7,
    )


def rekomendasi_blok(bahan: BahanTahunan) -> Blok:
    """Return what is recommended: a line for each unsur that comes first (``list_didahulukan``).

    Its table is ``rekomendasi``. Of an UPP that is closed, and where no unsur can be told from the
    others, there is one sentence.
    """
    own = bahan.tertulis("rekomendasi").isi.alinea
    if inactive_sentence(bahan):
        words = t("Karena UPP ini tidak lagi aktif, tidak ada saran perbaikan yang disusun.")
        return Blok((words,), penutup=own)
    unsur = list_didahulukan(bahan)
    if unsur:
        words = (
            t("Saran berikut disusun untuk setiap unsur yang nilainya di bawah mutu B.")
            if list_lemah(bahan)
            else t(
                "Tidak ada unsur di bawah mutu B. Saran berikut untuk unsur yang dinilai lebih rendah "
                "daripada unsur lain bersama-sama, melebihi faktor kebetulan."
            )
        )
        return Blok((words,), (_table(bahan, unsur),), own)
    if not bahan.n:
        words = t("Belum ada jawaban survei yang dapat menjadi dasar saran perbaikan.")
    elif bahan.n < N_UJI:
        words = t(
            "Jawabannya terlalu sedikit untuk menyarankan perbaikan per unsur. Ajak lebih banyak "
            "penerima layanan mengisi survei."
        )
    else:
        words = t(
            "Tidak ada unsur di bawah mutu B, dan tidak ada yang dapat didahulukan dari unsur lain. "
        )
        if weak := _weak_upp(bahan):
            words += t(
                "Dampingi UPP yang nilainya di bawah mutu B: {upp}.",
                upp=list_names([r.upp.nama for r in weak]),
            )
        else:
            words += t("Pertahankan pelayanan yang ada.")
    return Blok((words,), penutup=own)
