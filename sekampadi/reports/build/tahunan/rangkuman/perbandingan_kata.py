"""The sentences of a comparison of years, each only where a test carries it (decree, L.3)."""

from collections.abc import Iterable
from decimal import Decimal

from sekampadi.domain.laporan.perbandingan import POIN_MIN, Arah
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.perbandingan import GerakUnsur
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.tahunan.metode import changed_method
from sekampadi.reports.build.tahunan.tulisan import join_words
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.banding import TahunBanding


def source_sentence(b: TahunBanding) -> str:
    """Say where an index that was typed in by hand was taken from; empty for one of answers."""
    if b.lama is None:
        return ""
    return t(
        "Nilai IKM tahun {tahun} sebesar {nilai} diambil dari {sumber}.",
        tahun=b.tahun,
        nilai=format_angka(b.lama.nilai.nilai),
        sumber=b.lama.nilai.sumber,
    )


def change_sentence(bahan: BahanTahunan, b: TahunBanding) -> str:
    """Say which way the index went since a year; empty where one of the two is not known."""
    hasil, change = bahan.hasil, b.perubahan
    if hasil.nilai is None:
        return ""
    if b.lama:
        return t(
            "Nilai IKM tahun {tahun} sebesar {nilai} diambil dari {sumber}; jawabannya tidak ada "
            "pada SEKAMPADI, sehingga perubahannya tidak dapat diuji.",
            tahun=b.tahun,
            nilai=format_angka(b.lama.nilai.nilai),
            sumber=b.lama.nilai.sumber,
        )
    if b.hasil is None or change is None or change.ikm is None:
        return ""
    values = {
        "tahun": b.tahun,
        "kini": bahan.objek.tahun,
        "dulu": format_angka(b.hasil.nilai),
        "nilai": format_angka(hasil.nilai),
        "poin": format_angka(abs(change.ikm)),
        "batas": format_angka(POIN_MIN),
        "n": N_UJI,
    }
    match change.arah:
        case Arah.NAIK:
            return t(
                "Nilai IKM naik {poin} poin, dari {dulu} pada tahun {tahun} menjadi {nilai} pada "
                "tahun {kini}.",
                **values,
            )
        case Arah.TURUN:
            return t(
                "Nilai IKM turun {poin} poin, dari {dulu} pada tahun {tahun} menjadi {nilai} pada "
                "tahun {kini}.",
                **values,
            )
        case Arah.KECIL:
            return t(
                "Nilai IKM bergeser dari {dulu} pada tahun {tahun} menjadi {nilai} pada tahun {kini}; "
                "perubahan {poin} poin itu nyata, tetapi kurang dari {batas} poin.",
                **values,
            )
        case Arah.SETARA:
            return t(
                "Nilai IKM tahun {kini} ({nilai}) belum dapat dibedakan dari nilai tahun {tahun} "
                "({dulu}); selisihnya mungkin hanya kebetulan.",
                **values,
            )
    if change.putusan.sebab:
        return t(
            "Nilai IKM {dulu} pada tahun {tahun} dan {nilai} pada tahun {kini}; perubahannya tidak diuji, "
            "karena {sebab}.",
            sebab=change.putusan.sebab,
            **values,
        )
    few = b.ketelitian is not None and b.ketelitian.sedikit
    return t(
        "Nilai IKM tahun {kini} belum dapat dibandingkan dengan tahun {tahun}, karena jawaban tahun "
        "{sedikit} kurang dari {n}.",
        sedikit=b.tahun if few else bahan.objek.tahun,
        **values,
    )


def _named(gerak: Iterable[GerakUnsur]) -> str:
    each = [(g.unsur, format_angka(abs(g.selisih or Decimal(0)))) for g in gerak]
    return join_words(
        [t("{kode} {nama} ({poin} poin)", kode=u.kode, nama=u.nama, poin=p) for u, p in each]
    )


def unsur_sentence(b: TahunBanding, arah: Arah) -> str:
    """Name the unsur that went one way since a year; empty where none did."""
    gone = [g for g in b.unsur if g.putusan.arah is arah]
    values = {"tahun": b.tahun, "unsur": _named(gone)}
    if not gone:
        return ""
    if len(gone) == len(URUTAN) and arah is not Arah.KECIL:
        return t("Semua unsur {arah} sejak tahun {tahun}.", arah=arah.label, tahun=b.tahun)
    match arah:
        case Arah.NAIK:
            return t("Unsur yang naik sejak tahun {tahun}: {unsur}.", **values)
        case Arah.TURUN:
            return t("Unsur yang turun sejak tahun {tahun}: {unsur}.", **values)
        case Arah.KECIL:
            return t(
                "Unsur yang bergeser kurang dari {batas} poin sejak tahun {tahun}: {unsur}.",
                batas=format_angka(POIN_MIN),
                **values,
            )
    return ""


def told_changes(bahan: BahanTahunan) -> tuple[str, ...]:
    """Say for the summary what became of the index since the year before, and which unsur went up or down.

    A change is told only where a test carries it; else the value of then, and that they cannot be told
    apart, or were not tested.
    """
    last = bahan.banding[-1]
    return (
        _index_since(bahan, last),
        *(unsur_sentence(last, arah) for arah in (Arah.NAIK, Arah.TURUN)),
    )


def _index_since(bahan: BahanTahunan, b: TahunBanding) -> str:
    if bahan.hasil.nilai is None:
        return ""
    if b.lama:
        return t(
            "Menurut laporan terdahulu, nilai tahun {tahun} adalah {dulu}; selisihnya tidak diuji.",
            tahun=b.tahun,
            dulu=format_angka(b.lama.nilai.nilai),
        )
    if b.hasil is None or b.perubahan is None:
        return ""
    values = {
        "tahun": b.tahun,
        "dulu": format_angka(b.hasil.nilai),
        "batas": format_angka(POIN_MIN),
    }
    match b.perubahan.arah:
        case Arah.NAIK | Arah.TURUN:
            return change_sentence(bahan, b)
        case Arah.SETARA:
            words = t("Tahun {tahun} nilainya {dulu}; selisihnya belum dapat dibedakan.")
        case Arah.KECIL:
            words = t("Tahun {tahun} nilainya {dulu}; perubahannya kurang dari {batas} poin.")
        case _:
            words = t("Tahun {tahun} nilainya {dulu}; selisihnya tidak diuji.")
    return words.format(**values)


def unsur_sentences(b: TahunBanding) -> list[str]:
    """Say which unsur went up, down or a little since a year; one sentence for all of the others."""
    if not any(g.putusan.p is not None for g in b.unsur):
        return []
    said = [s for a in (Arah.NAIK, Arah.TURUN, Arah.KECIL) if (s := unsur_sentence(b, a))]
    if not said:
        return [
            t(
                "Dibandingkan dengan tahun {tahun}, perubahan pada setiap unsur belum dapat dibedakan "
                "dari kebetulan.",
                tahun=b.tahun,
            )
        ]
    if any(g.putusan.arah is Arah.SETARA for g in b.unsur):
        said.append(
            t(
                "Perubahan unsur lainnya sejak tahun {tahun} belum dapat dibedakan dari kebetulan.",
                tahun=b.tahun,
            )
        )
    return said


def _sets(perangkat: Iterable[object]) -> set[str]:
    return {f"{p['kode']}/{p['versi']}" for p in perangkat if isinstance(p, dict)}


def _set_names(perangkat: Iterable[object]) -> str:
    named = [
        t("{nama} versi {versi}", nama=p["nama"], versi=p["versi"])
        for p in perangkat
        if isinstance(p, dict)
    ]
    return t(" dan ").join(named)


def caution_sentences(bahan: BahanTahunan) -> list[str]:
    """Say what makes years hard to compare: another weight method, other questions."""
    found, tahun = list[str](), bahan.objek.tahun
    years = [b for b in bahan.banding if b.hasil]
    if not years or not bahan.hasil.n:
        return []
    for b in years:
        if b.metode_asli is not bahan.hasil.metode:
            found.append(
                t(
                    "IKM tahun {tahun} dihitung ulang dengan metode {kini} agar dapat dibandingkan; "
                    "waktu itu berlaku metode {dulu}.",
                    tahun=b.tahun,
                    kini=bahan.hasil.metode.label,
                    dulu=b.metode_asli.label,
                )
            )
    # A year before that had another method says so already.
    for day, metode in bahan.metode if changed_method(bahan) and not found else ():
        found.append(
            t(
                "Metode bobot berganti menjadi {metode} mulai {tanggal}, tetapi nilai semua tahun di "
                "sini dihitung dengan metode {kini}.",
                metode=metode.label,
                tanggal=format_tanggal(day),
                kini=bahan.hasil.metode.label,
            )
        )
    own = _sets(bahan.perangkat)
    if len(own) > 1:
        found.append(
            t(
                "Kuesioner berganti dalam tahun {tahun}: {nama}. Perubahan nilai dapat juga berasal "
                "dari perubahan pertanyaan.",
                tahun=tahun,
                nama=_set_names(bahan.perangkat),
            )
        )
    for b in years:
        if (then := _sets(b.perangkat)) and then != own and len(own) == 1:
            found.append(
                t(
                    "Kuesioner tahun {dulu} ({nama}) berbeda dari kuesioner tahun {kini} ({baru}), "
                    "sehingga perubahan nilai dapat juga berasal dari perubahan pertanyaan.",
                    dulu=b.tahun,
                    nama=_set_names(b.perangkat),
                    kini=tahun,
                    baru=_set_names(bahan.perangkat),
                )
            )
    return found
