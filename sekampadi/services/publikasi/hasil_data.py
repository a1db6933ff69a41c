"""What is published as open data: JSON and CSV with their metadata (Perpres 39/2019, Satu Data)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sekampadi.domain.ikm import rentang_mutu, two_places
from sekampadi.domain.laporan.ketelitian import CaraMargin
from sekampadi.domain.periode import local_date
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.domain.survei.responden import words_of
from sekampadi.i18n import t
from sekampadi.services.laporan.figures import PUBLIC_MIN
from sekampadi.services.publikasi.hasil import DaftarHasil, Hasil, LembarTerbit

KOLOM = (
    *("nomor", "revisi", "upp", "cakupan", "periode", "periode_mulai", "periode_selesai"),
    *("indikator", "kode", "nama", "nilai", "satuan", "definisi", "metode", "sumber"),
    "diterbitkan",
)
"""Columns of the CSV: one figure a line."""

_NILAI, _ORANG, _POIN, _YA = "nilai 25–100", "orang", "poin IKM", "ya/tidak"
DEFINISI = {
    "ikm": t(
        "Indeks Kepuasan Masyarakat: jumlah nilai rata-rata tertimbang sembilan unsur pelayanan dikalikan 25"
    ),
    "n": t("Banyaknya responden survei kepuasan masyarakat pada periode itu"),
    "mutu": t("Mutu pelayanan menurut nilai IKM: {rentang}", rentang="; ".join(rentang_mutu())),
    "margin": t(
        "Margin galat IKM pada taraf kepercayaan 95 %: t Student mulai 10 jawaban yang tidak semuanya sama, dengan koreksi populasi terhingga hanya pada lembar satu UPP yang banyaknya penerima layanan diketahui; hanya memperhitungkan faktor kebetulan, karena responden menjawab atas kemauan sendiri"
    ),
    "margin_tanpa_koreksi": t(
        "Margin yang sama tanpa koreksi populasi terhingga; dipakai bila membandingkan. Kosong bila lembarnya tidak menyebutnya"
    ),
    "koreksi_populasi": t(
        "Apakah margin memakai koreksi populasi terhingga. Bila semua penerima layanan menjawab, tidak ada margin dan tidak ada koreksi"
    ),
    "cara_margin": t(
        "Cara margin dihitung: upp = dengan UPP sebagai satuan; jawaban atau terpusat = menurut jawaban, karena UPP yang dapat dihitung tersendiri terlalu sedikit atau jawaban terpusat pada sedikit UPP; student = menurut jawaban; normal = lembar lama, 1,96 galat baku"
    ),
    "populasi": t("Banyaknya penerima layanan pada periode itu"),
    "sampel_minimum": t("Sampel minimum menurut Krejcie dan Morgan untuk populasi itu"),
    "rata_rata_upp": t("Rata-rata IKM UPP yang angkanya ditampilkan kepada umum"),
    "nik": t("Nilai interval konversi unsur: nilai rata-rata unsur dikalikan 25"),
    "nrr": t("Nilai rata-rata unsur, 1 sampai 4"),
    "responden": t(
        "Banyaknya responden dalam kelompok; kosong bila akan menunjukkan kurang dari {n} orang",
        n=PUBLIC_MIN,
    ),
}
"""Indicator -> what it means."""
MARGIN_LAMA = t(
    "Margin galat IKM pada taraf kepercayaan 95 %: 1,96 galat baku, dengan koreksi populasi terhingga bila banyaknya penerima layanan diketahui"
)
"""What it meant on sheets published before margins were made by Student's t."""
MARGIN_UPP = t(
    "Margin galat IKM pada taraf kepercayaan 95 % dengan UPP sebagai satuan (jackknife, t Student): jawaban dari UPP yang sama dapat saling mirip; UPP yang angkanya tidak ditampilkan dihitung sebagai satu satuan"
)
"""What it means on a sheet of the province, from ten units on."""
MARGIN_JAWABAN = t(
    "Margin galat IKM pada taraf kepercayaan 95 % menurut jawaban (t Student), bukan dengan UPP sebagai satuan, karena UPP yang dapat dihitung tersendiri terlalu sedikit atau jawaban terpusat pada sedikit UPP; dapat terlalu kecil, karena jawaban dari UPP yang sama dapat saling mirip"
)
"""What it means on a sheet whose UPP would be the units if there were enough of them."""
_MARGIN = {
    CaraMargin.NORMAL: MARGIN_LAMA,
    CaraMargin.UPP: MARGIN_UPP,
    CaraMargin.JAWABAN: MARGIN_JAWABAN,
    CaraMargin.TERPUSAT: MARGIN_JAWABAN,
}


def ringkasan(row: PublikasiRow) -> dict[str, Any]:
    """Return a published sheet in one line of JSON."""
    return {
        "nomor": row.nomor,
        "revisi": row.revisi,
        "nama": row.nama,
        "periode": row.periode.label,
        "dari": str(row.periode.dari),
        "sampai": str(row.periode.sampai),
        "n": row.n,
        "nilai_ikm": row.nilai,
        "mutu": row.mutu,
        "diterbitkan": local_date(row.waktu).isoformat(),
    }


def _uncertainty(lembar: LembarTerbit) -> dict[str, Any]:
    """Return how far the index can be relied on; null where the sheet does not say so."""
    teliti = lembar.ketelitian
    return {
        "margin": two_places(teliti.margin) if teliti else None,
        "margin_tanpa_koreksi": two_places(teliti.margin_bebas) if teliti else None,
        "koreksi_populasi": teliti.koreksi if teliti else None,
        "cara_margin": teliti.cara.value if teliti else None,
        "populasi": teliti.populasi if teliti else None,
        "sampel_minimum": teliti.sampel_minimum if teliti else None,
    }


def lembar_document(lembar: LembarTerbit) -> dict[str, Any]:
    """Return a published sheet as JSON, hidden cells as null."""
    hasil, isi = lembar.figures.hasil, lembar.figures
    return {
        **ringkasan(lembar.row),
        "upp": isi.cakupan.upp.kode if isi.cakupan.upp else None,
        "layanan": isi.cakupan.layanan.kode if isi.cakupan.layanan else None,
        "kinerja": hasil.kinerja,
        "metode": hasil.metode.value,
        "rata_rata_upp": lembar.rata_rata,
        "catatan": lembar.catatan or None,
        **_uncertainty(lembar),
        "unsur": [asdict(u) for u in lembar.unsur],
        "responden": {k: dict(cells) for k, cells in lembar.groups.items()},
    }


def _definisi_margin(sheets: Iterable[LembarTerbit]) -> tuple[str, ...]:
    """Return what the margins of some sheets mean, the present meaning first."""
    said = dict.fromkeys(_definisi("margin", lembar) for lembar in sheets)
    return tuple(dict.fromkeys((DEFINISI["margin"], *said)))


def metadata(hasil: Hasil, base_url: str) -> dict[str, Any]:
    """Return what describes the data: name, definition, unit, period, source, method."""
    sheets = hasil.terbitan
    newest = sheets[-1] if sheets else None
    return {
        "nama": t("Indeks Kepuasan Masyarakat – {nama}", nama=hasil.nama),
        "definisi": {**DEFINISI, "margin": " / ".join(_definisi_margin(sheets))},
        "satuan": {
            "ikm": _NILAI,
            "nik": _NILAI,
            "nrr": t("nilai 1–4"),
            "n": _ORANG,
            "margin": _POIN,
            "margin_tanpa_koreksi": _POIN,
            "koreksi_populasi": _YA,
            "cara_margin": t("kode"),
            "populasi": _ORANG,
            "sampel_minimum": _ORANG,
            "responden": _ORANG,
        },
        "periode": {
            "mulai": min((str(x.row.periode.dari) for x in sheets), default=None),
            "selesai": max((str(x.row.periode.sampai) for x in sheets), default=None),
        },
        "sumber": newest.identitas.pemerintah if newest else None,
        "produsen": newest.identitas.pengelola if newest else None,
        "metode": t(
            "Survei kepuasan masyarakat menurut PermenPANRB Nomor 14 Tahun 2017, sembilan unsur, "
            "bobot tiap unsur disebut pada tiap terbitan (sekampadi = 0,111; tepat = 1/9; permen = 0,11)"
        ),
        "kerahasiaan": t(
            "Bernilai null apa yang akan menunjukkan jawaban kurang dari {n} orang, juga lewat "
            "pengurangan dari angka lain; diputuskan bersama untuk semua angka satu triwulan dan "
            "dibekukan. Kelompok responden menurut keadaan saat triwulan dibekukan, sehingga "
            "jumlahnya dapat berbeda dari n",
            n=PUBLIC_MIN,
        ),
        "klasifikasi": t("terbuka"),
        "alamat": f"{base_url}/hasil" + (f"?upp={hasil.kunci}" if hasil.kunci else ""),
        "diperbarui": max((local_date(x.row.waktu).isoformat() for x in sheets), default=None),
    }


def hasil_document(hasil: Hasil, base_url: str) -> dict[str, Any]:
    """Return everything published of one part of the province, with its metadata."""
    return {
        "metadata": metadata(hasil, base_url),
        "items": [lembar_document(x) for x in hasil.terbitan],
    }


def daftar_document(daftar: DaftarHasil) -> dict[str, Any]:
    """Return the newest sheet of the province and of every UPP."""
    return {
        "provinsi": ringkasan(daftar.provinsi) if daftar.provinsi else None,
        "items": [
            {
                "kode": h.upp.kode,
                "nama": h.upp.nama,
                "jenis": h.upp.jenis,
                "terbaru": ringkasan(h.terbaru) if h.terbaru else None,
            }
            for h in daftar.upp
        ],
    }


def _figures(lembar: LembarTerbit) -> Iterator[tuple[str, str, str, Any, str]]:
    hasil = lembar.figures.hasil
    yield "ikm", "ikm", t("Nilai IKM"), two_places(hasil.nilai), _NILAI
    yield "mutu", "mutu", t("Mutu pelayanan"), hasil.mutu and hasil.mutu.value, t("kelas")
    yield "n", "n", t("Jumlah responden"), hasil.n, _ORANG
    names = {
        "margin": (t("Margin IKM (95 %)"), _POIN),
        "margin_tanpa_koreksi": (t("Margin IKM (95 %) tanpa koreksi populasi"), _POIN),
        "koreksi_populasi": (t("Margin dengan koreksi populasi"), _YA),
        "cara_margin": (t("Cara margin"), t("kode")),
        "populasi": (t("Penerima layanan"), _ORANG),
        "sampel_minimum": (t("Sampel minimum"), _ORANG),
    }
    for kode, value in _uncertainty(lembar).items():
        if value is not None:
            nama, satuan = names[kode]
            said = (t("ya") if value else t("tidak")) if isinstance(value, bool) else value
            yield kode, kode, nama, said, satuan
    if lembar.rata_rata is not None:
        yield "rata_rata_upp", "rata_rata_upp", t("Rata-rata UPP"), lembar.rata_rata, _NILAI
    for u in lembar.unsur:
        yield "nrr", u.kode, u.nama, u.nrr, t("nilai 1–4")
        yield "nik", u.kode, u.nama, u.nik, _NILAI
    for k, cells in lembar.groups.items():
        for cell, people in cells.items():
            name = f"{words_of(k)}: {words_of(k, cell)}"
            yield "responden", f"{k}:{cell}", name, people, _ORANG


def _definisi(indikator: str, lembar: LembarTerbit) -> str:
    teliti = lembar.ketelitian
    if indikator == "margin" and teliti is not None:
        return _MARGIN.get(teliti.cara, DEFINISI[indikator])
    return DEFINISI[indikator]


def _cell(value: object) -> object:
    """Keep a spreadsheet from taking a name for a formula."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return "" if value is None else value


def write_csv(kolom: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Return lines of open data as CSV with their headings, decimal points as they come."""
    out = io.StringIO()
    # The mark at the beginning makes spreadsheets read it as UTF-8.
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(kolom)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def hasil_csv(sheets: Iterable[LembarTerbit]) -> bytes:
    """Return sheets as CSV: one figure a line with definition, unit and method, decimal points."""
    return write_csv(KOLOM, _lines(sheets))


def _lines(sheets: Iterable[LembarTerbit]) -> Iterator[tuple[object, ...]]:
    for lembar in sheets:
        row, cakupan = lembar.row, lembar.figures.cakupan
        head = (
            *(row.nomor, row.revisi, cakupan.upp.kode if cakupan.upp else "", row.nama),
            *(row.periode.label, row.periode.dari, row.periode.sampai),
        )
        tail = (
            lembar.figures.hasil.metode.label,
            lembar.identitas.pemerintah,
            local_date(row.waktu),
        )
        for indikator, kode, nama, nilai, satuan in _figures(lembar):
            words = _definisi(indikator, lembar)
            yield (*head, indikator, kode, nama, nilai, satuan, words, *tail)
