"""Kelebihan dan kelemahan of each component of the service, as far as chance allows to say (decree, L.3)."""

from collections.abc import Sequence

from sekampadi.domain.laporan.perbandingan import POIN_MIN
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.laporan.satuan import N_SATUAN
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.tahunan.kekuatan import (
    N_BERPASANGAN,
    KekuatanUnsur,
    from_best,
    judge_unsur,
)
from sekampadi.domain.tindak_lanjut.usulan import Nada
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat, desimal, mutu
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.tulisan import own_words
from sekampadi.reports.model import Cell, Table
from sekampadi.services.tahunan.bahan import BahanTahunan


def judged(bahan: BahanTahunan) -> tuple[KekuatanUnsur, ...]:
    """Judge the nine unsur of the year."""
    return judge_unsur(bahan.laporan.figures.rekap, bahan.hasil, bahan.selisih, bahan.lain_upp)


def untested_sentence(bahan: BahanTahunan) -> str:
    """Say that too few answered to hold unsur against each other; empty where they were."""
    if any(u.kedudukan is not None for u in judged(bahan)):
        return ""
    if bahan.lain_upp is not None and bahan.n >= N_BERPASANGAN:
        return t(
            "Tiap unsur tidak diuji terhadap unsur lain, karena {sebab}.",
            sebab=bahan.laporan.ketelitian.sebab_satuan,
        )
    return t(
        "Jawaban kurang dari tiga puluh, terlalu sedikit untuk membandingkan tiap unsur dengan unsur "
        "lain."
    )


def _named(unsur: Sequence[KekuatanUnsur]) -> str:
    return "; ".join(
        t(
            "{kode} {nama} ({nilai}, mutu {mutu})",
            kode=u.nilai.unsur.kode,
            nama=u.nilai.unsur.nama,
            nilai=format_angka(u.nilai.nik),
            mutu=u.nilai.mutu.value if u.nilai.mutu else "–",
        )
        for u in unsur
    )


def _equal(unsur: Sequence[KekuatanUnsur]) -> bool:
    return len({u.nilai.jumlah for u in unsur}) == 1


def _table(bahan: BahanTahunan, unsur: Sequence[KekuatanUnsur]) -> Table:
    saran = bahan.saran if bahan.saran and bahan.saran.jumlah else None
    rows = []
    for u in unsur:
        about = u.nilai.unsur
        cells = [
            Cell(f"{about.kode} {about.nama}"),
            desimal(u.nilai.nik),
            mutu(u.nilai)[0],
            Cell((u.kedudukan or Kedudukan.SEDIKIT).kata),
        ]
        if saran:
            tones = saran.menyebut[about]
            cells += [bulat(tones[Nada.PUJIAN]), bulat(tones[Nada.KELUHAN])]
        rows.append(tuple(cells))
    units = t(
        "Dibandingkan dengan rata-rata delapan unsur lain (uji t dua arah dengan UPP sebagai satuan, "
        "sedikitnya {n} UPP, dikoreksi Holm; galat tiap unsur sedikitnya rata-rata kuadrat galat "
        "kesembilan unsur). Di atas atau di bawah: melebihi faktor kebetulan dan berjarak sedikitnya "
        "{poin} poin dari unsur yang di tengah.",
        n=N_SATUAN,
        poin=format_angka(POIN_MIN),
    )
    notes = [
        units
        if bahan.lain_upp is not None
        else t(
            "Dibandingkan dengan rata-rata delapan unsur lain pada jawaban yang sama (uji t berpasangan "
            "dua arah, dikoreksi Holm, mulai tiga puluh jawaban; ragam tiap unsur sedikitnya rata-rata "
            "ragam kesembilan unsur). Di atas atau di bawah: melebihi faktor "
            "kebetulan dan berjarak sedikitnya {poin} poin dari unsur yang di tengah.",
            poin=format_angka(POIN_MIN),
        )
    ]
    if saran:
        notes.append(t("Pujian dan keluhan: saran yang menyebut unsur itu, menurut daftar kata."))
    return Table(
        "kekuatan",
        t("Kedudukan tiap unsur pelayanan"),
        (
            *(t("Unsur"), t("IKM"), t("Mutu"), t("Dibanding unsur lain")),
            *((t("Pujian"), t("Keluhan")) if saran else ()),
        ),
        tuple(rows),
        widths=(40, 10, 8, 24, *((10, 10) if saran else ())),
        notes=tuple(notes),
    )


def kelebihan_blok(bahan: BahanTahunan) -> Blok:
    """Return what is rated well: above the other unsur by more than chance, and of class A or B.

    Its table, ``kekuatan``, has all nine unsur; there is none with fewer than ten answers.
    """
    own = own_words(bahan, "kelebihan")
    if not bahan.n:
        return Blok((t("Belum ada jawaban yang dapat dinilai."),), (), own)
    if bahan.n < N_UJI:
        words = t("Jawaban kurang dari sepuluh, terlalu sedikit untuk menyebut unsur yang unggul.")
        return Blok((words,), (), own)
    unsur = judged(bahan)
    best = [u for u in from_best(unsur) if u.unggul]
    if _equal(unsur):
        words = t("Semua unsur bernilai sama, {nilai}.", nilai=format_angka(unsur[0].nilai.nik))
    elif best:
        words = t(
            "Dinilai lebih tinggi daripada unsur lain bersama-sama, melebihi faktor kebetulan: {daftar}.",
            daftar=_named(best),
        )
    elif any(u.kedudukan is Kedudukan.ATAS for u in unsur):
        words = t("Unsur yang nilainya di atas unsur lain pun belum mencapai mutu B.")
    else:
        most = max(u.nilai.jumlah for u in unsur)
        none = t("Belum ada unsur yang nilainya dapat dibedakan di atas unsur lain.")
        words = t(
            "{kalimat} Nilai tertinggi: {daftar}.",
            kalimat=untested_sentence(bahan) or none,
            daftar=_named([u for u in unsur if u.nilai.jumlah == most]),
        )
    return Blok((words,), (_table(bahan, unsur),), own)


def kelemahan_blok(bahan: BahanTahunan) -> Blok:
    """Return what is rated low: below class B, and below the other unsur by more than chance."""
    own = own_words(bahan, "kelemahan")
    if not bahan.n:
        return Blok(penutup=own)
    if bahan.n < N_UJI:
        words = t("Jawaban kurang dari sepuluh, terlalu sedikit untuk menyebut unsur yang lemah.")
        return Blok((words,), (), own)
    unsur = sorted(judged(bahan), key=lambda u: u.nilai.jumlah)
    weak = [u for u in unsur if u.lemah]
    lower = [u for u in unsur if not u.lemah and u.kedudukan is Kedudukan.BAWAH]
    text = []
    if weak:
        text.append(t("Unsur yang mutunya di bawah B: {daftar}.", daftar=_named(weak)))
    doubtful = [u.nilai.unsur.kode for u in weak if not u.pasti]
    if doubtful:
        text.append(
            t(
                "Nilai {daftar} belum dapat dibedakan dari batas mutu B; selisihnya mungkin hanya kebetulan.",
                daftar=", ".join(doubtful),
            )
        )
    if lower:
        text.append(
            t(
                "Mutunya sudah A atau B, tetapi dinilai lebih rendah daripada unsur lain bersama-sama, "
                "melebihi faktor kebetulan: {daftar}.",
                daftar=_named(lower),
            )
        )
    if not text:
        text.append(t("Tidak ada unsur yang mutunya di bawah B."))
        if not _equal(unsur):
            low = [u for u in unsur if u.nilai.jumlah == unsur[0].nilai.jumlah]
            if few := untested_sentence(bahan):
                text.append(
                    t("{kalimat} Nilai terendah: {daftar}.", kalimat=few, daftar=_named(low))
                )
            else:
                text.append(
                    t(
                        "Belum ada unsur yang nilainya dapat dibedakan di bawah unsur lain; nilai "
                        "terendah: {daftar}.",
                        daftar=_named(low),
                    )
                )
    return Blok((" ".join(text),), (), own)
