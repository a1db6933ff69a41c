"""What is recommended: for each unsur that comes first what it rests on, and what is to be done (decree, L.3).

What is to be done is proposed from the catalogue (``domain.tahunan.perbaikan``) and by what is planned
already; a person's own words stand in its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sekampadi.domain.ikm import BATAS_MUTU, Mutu, NilaiUnsur
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tahunan.kekuatan import is_weak
from sekampadi.domain.tahunan.naskah import TEKS_MAX, IsiNaskah
from sekampadi.domain.tahunan.perbaikan.pilih import (
    KegiatanAda,
    UsulPerbaikan,
    choose_tindakan,
    jangka_of,
    propose_perbaikan,
    tenggat_of,
)
from sekampadi.domain.tindak_lanjut.usulan import Nada
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import bulat, desimal
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.rangkuman.ringkasan import (
    inactive_sentence,
    list_didahulukan,
    list_lemah,
)
from sekampadi.reports.build.tahunan.rangkuman.saran_umum import (
    BULAN_RTL,
    propose_umum,
    start_of,
    umum_table,
)
from sekampadi.reports.build.tahunan.unit import lowest_layanan, upp_lemah_words
from sekampadi.reports.model import Cell, Format, Table
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.lindung import protect
from sekampadi.services.tindak_lanjut.rencana import KegiatanLine

_UPP_NAMED = 8
"""UPP that a cell names."""
_ABOVE = Cell(None, empty="", continues=True)
_PANTAU = 9
"""Months for watching over most of a year."""


@dataclass(frozen=True, slots=True)
class _Dasar:
    """What is known of an unsur: its activities, each with its triwulan, or the UPP where it is weak."""

    nilai: NilaiUnsur
    rencana: tuple[tuple[str, KegiatanLine], ...]
    upp: tuple[str, ...]


def _bases(bahan: BahanTahunan, unsur: Sequence[NilaiUnsur]) -> list[_Dasar]:
    return [_Dasar(u, _planned(bahan, u.unsur), _weak_upp(bahan, u.unsur)) for u in unsur]


def _planned(bahan: BahanTahunan, unsur: Unsur) -> tuple[tuple[str, KegiatanLine], ...]:
    return tuple(
        (tw.triwulan.periode.nama, line)
        for tw in bahan.triwulan
        if tw.rencana
        for line in tw.rencana.kegiatan
        if line.row.unsur is unsur
    )


def _weak_upp(bahan: BahanTahunan, unsur: Unsur) -> tuple[str, ...]:
    """Name the UPP where an unsur lies below B, among those with enough answers."""
    lines = bahan.rekap.baris if bahan.rekap else ()
    return tuple(
        row.upp.nama
        for row in lines
        if row.hasil.n >= N_UJI and any(u.unsur is unsur and is_weak(u) for u in row.hasil.unsur)
    )


def _plan_cell(dasar: _Dasar) -> Cell:
    lines = [
        t(
            "{nama} ({triwulan}; {status})",
            nama=line.row.isi.nama,
            triwulan=triwulan,
            status=line.row.hasil.status.label.lower(),
        )
        for triwulan, line in dasar.rencana
    ]
    return Cell("\n".join(lines) or None, empty=t("belum ada"))


def _upp_cell(dasar: _Dasar) -> Cell:
    words = list(dasar.upp[:_UPP_NAMED])
    if more := len(dasar.upp) - len(words):
        words.append(t("dan {n} UPP lain", n=more))
    return Cell("\n".join(words) or None, empty=t("tidak ada"))


def _layanan_cell(bahan: BahanTahunan, unsur: Unsur) -> Cell:
    found = lowest_layanan(bahan, unsur)
    if found is None:
        return Cell(None)
    nama, nik = found
    return Cell(t("{nama} ({nilai})", nama=nama, nilai=format_angka(nik)))


def _basis_table(bahan: BahanTahunan, dasar: Sequence[_Dasar]) -> Table:
    provinsi, saran = bahan.objek.konteks.provinsi, bahan.saran
    layanan = not provinsi and any(lowest_layanan(bahan, d.nilai.unsur) for d in dasar)
    rows = []
    for at, d in enumerate(dasar, start=1):
        u = d.nilai
        rows.append(
            (
                bulat(at),
                Cell(f"{u.unsur.kode} {u.unsur.nama}"),
                desimal(u.nik),
                Cell(u.mutu and u.mutu.value, Format.MUTU),
                *([bulat(saran.menyebut[u.unsur][Nada.KELUHAN])] if saran else []),
                *([_layanan_cell(bahan, u.unsur)] if layanan else []),
                _upp_cell(d) if provinsi else _plan_cell(d),
            )
        )
    notes = list[str]()
    if saran:
        notes.append(t("Keluhan: banyaknya saran bernada keluhan yang menyebut unsur itu."))
    if layanan:
        notes.append(
            t(
                "Layanan terendah: yang nilai unsurnya paling rendah di antara layanan dengan {n} jawaban "
                "atau lebih; selisihnya dengan layanan lain tidak diuji.",
                n=N_UJI,
            )
        )
    return Table(
        "dasar_saran",
        t("Unsur yang didahulukan dan keadaannya"),
        (
            *(t("No."), t("Unsur"), t("Nilai"), t("Mutu")),
            *([t("Keluhan")] if saran else []),
            *([t("Layanan terendah")] if layanan else []),
            t("UPP yang unsur ini di bawah mutu B")
            if provinsi
            else t("Kegiatan yang direncanakan"),
        ),
        tuple(rows),
        widths=(5, 19, 8, 7, *([9] if saran else []), *([19] if layanan else []), 33),
        notes=tuple(notes),
        kept=0.7,
    )


def _of_upp(bahan: BahanTahunan, dasar: _Dasar) -> tuple[UsulPerbaikan, ...]:
    lines = [
        KegiatanAda(isi.nama, isi.penanggung_jawab, isi.target, line.row.hasil.status)
        for _, line in dasar.rencana
        for isi in (line.row.isi,)
    ]
    return propose_perbaikan(
        dasar.nilai.unsur,
        bahan.saran.tema if bahan.saran else {},
        lines,
        hari=bahan.dibaca,
        mulai=start_of(bahan),
    )


def _of_provinsi(bahan: BahanTahunan, dasar: _Dasar) -> tuple[UsulPerbaikan, ...]:
    by, start = bahan.objek.konteks.pengelola, start_of(bahan)
    if not dasar.upp:
        return (
            UsulPerbaikan(
                t("Pertahankan pemantauan; tidak ada UPP yang unsur ini di bawah mutu B."),
                by,
                t("Pada tiap triwulan tidak ada UPP yang unsur ini turun ke bawah mutu B."),
                tenggat_of(start, _PANTAU),
                jangka_of(_PANTAU),
            ),
        )
    act = choose_tindakan(dasar.nilai.unsur, bahan.saran.tema if bahan.saran else {})
    if act is None:
        raise AssertionError("unreachable: of each unsur the catalogue has an act")
    return (
        UsulPerbaikan(
            t(
                "Dampingi UPP tersebut menyusun kegiatan untuk unsur ini pada RTL berikutnya. Contohnya: "
                "{tindakan}",
                tindakan=act.tindakan,
            ),
            by,
            t("Setiap UPP tersebut mempunyai kegiatan untuk unsur ini pada RTL berikutnya."),
            tenggat_of(start, BULAN_RTL),
            jangka_of(BULAN_RTL),
        ),
    )


def _aim(unsur: NilaiUnsur) -> str:
    """Say which value is aimed at: class B; of an unsur that has it, more than now."""
    if is_weak(unsur):
        return t("Sasaran: {nilai} (mutu B)", nilai=format_angka(BATAS_MUTU[Mutu.B]))
    return t("Sasaran: di atas {nilai}", nilai=format_angka(unsur.nik))


def _first_where(bahan: BahanTahunan, unsur: Unsur) -> str:
    """Say in which layanan to begin; empty where there is one alone, or none is lower than others."""
    found = lowest_layanan(bahan, unsur)
    return t(" Mulai dari layanan {nama}.", nama=found[0]) if found else ""


def _act_table(bahan: BahanTahunan, dasar: Sequence[_Dasar]) -> Table:
    provinsi = bahan.objek.konteks.provinsi
    rows = []
    for at, d in enumerate(dasar, start=1):
        u = d.nilai
        found = _of_provinsi(bahan, d) if provinsi else _of_upp(bahan, d)
        where = "" if provinsi else _first_where(bahan, u.unsur)
        for i, usul in enumerate(found):
            head = (bulat(at), Cell(f"{u.unsur.kode} {u.unsur.nama}", small=_aim(u)))
            rows.append(
                (
                    *((_ABOVE, _ABOVE) if i else head),
                    Cell(usul.tindakan + (where if usul.baru else ""), small=usul.alasan),
                    Cell(usul.pelaksana),
                    Cell(usul.ukuran),
                    Cell(format_tanggal(usul.tenggat), small=usul.jangka.label.lower()),
                )
            )
    return Table(
        "rekomendasi",
        t("Saran perbaikan per unsur"),
        (
            *(t("No."), t("Unsur"), t("Saran perbaikan"), t("Pelaksana")),
            *(t("Ukuran keberhasilan"), t("Batas waktu")),
        ),
        tuple(rows),
        widths=(5, 17, 30, 16, 20, 12),
        notes=(
            t(
                "Usulan menurut unsur, isi saran responden, dan kegiatan yang sudah ada pada RTL. Jangka "
                "pendek kurang dari 12 bulan, menengah sampai 24 bulan, panjang lebih dari itu."
            ),
        ),
        kept=0.7,
    )


def usul_rekomendasi(bahan: BahanTahunan) -> IsiNaskah:
    """Return what is proposed as a text that a person may change; empty where nothing is.

    A paragraph for each act, as many as a text of a part may hold.
    """
    bahan = protect(bahan)
    if inactive_sentence(bahan):
        return IsiNaskah()
    found = list[str]()
    for d in _bases(bahan, list_didahulukan(bahan)):
        provinsi = bahan.objek.konteks.provinsi
        where = "" if provinsi else _first_where(bahan, d.nilai.unsur)
        for usul in _of_provinsi(bahan, d) if provinsi else _of_upp(bahan, d):
            found.append(
                t(
                    "{kode} {unsur}: {tindakan}{mulai} Pelaksana: {siapa}. Ukuran: {ukuran} Batas waktu: "
                    "{tenggat}.",
                    kode=d.nilai.unsur.kode,
                    unsur=d.nilai.unsur.nama,
                    tindakan=usul.tindakan,
                    mulai=where if usul.baru else "",
                    siapa=usul.pelaksana,
                    ukuran=usul.ukuran,
                    tenggat=format_tanggal(usul.tenggat),
                )
            )
    for _, usul in () if found else propose_umum(bahan).baris:
        found.append(
            t(
                "{tindakan} Pelaksana: {siapa}. Ukuran: {ukuran} Batas waktu: {tenggat}.",
                tindakan=usul.tindakan if usul.tindakan.endswith(".") else f"{usul.tindakan}.",
                siapa=usul.pelaksana,
                ukuran=usul.ukuran,
                tenggat=format_tanggal(usul.tenggat),
            )
        )
    while len("\n\n".join(found)) > TEKS_MAX:
        found.pop()
    return IsiNaskah("\n\n".join(found))


def rekomendasi_blok(bahan: BahanTahunan) -> Blok:
    """Return what is recommended for each unsur that comes first (``list_didahulukan``).

    Its tables are ``dasar_saran``, and ``rekomendasi`` with what is proposed, in whose place a person's
    own words stand. Where no unsur can be told from the others ``rekomendasi`` has what is open or missing
    (``propose_umum``). Of an UPP that is closed, or has nothing open, there is one sentence.
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
        dasar = _bases(bahan, unsur)
        proposed = () if own else (_act_table(bahan, dasar),)
        return Blok((words,), (_basis_table(bahan, dasar), *proposed), own)
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
        saran = propose_umum(bahan)
        if weak := upp_lemah_words(bahan, t("dampingi")):
            words += weak
        elif saran.baris:
            words += t("Saran berikut untuk hal yang belum selesai atau belum dicapai.")
        else:
            words += t("Pertahankan pelayanan yang ada.")
        if saran.baris:
            return Blok((words,), () if own else (umum_table(saran),), own)
    return Blok((words,), penutup=own)
