"""What was handed in, for the page of a pengajuan: its figures, its plan and its files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sekampadi.i18n import format_angka, t
from sekampadi.services.moderasi.jawaban import SUMBER_KATA
from sekampadi.services.pengajuan.beku import JenisBerkas
from sekampadi.services.pengajuan.pengajuan import HalamanPengajuan


@dataclass(frozen=True)
class ButirAjuan:
    """A line of what was handed in."""

    judul: str
    isi: str


@dataclass(frozen=True)
class BerkasTampil:
    """A file to be saved."""

    nama: str
    alamat: str


def show_files(rows: Sequence[Any]) -> list[BerkasTampil]:
    """Show the files of a move."""
    return [
        BerkasTampil(
            t(
                "{jenis}, {n} KB",
                jenis=JenisBerkas(r.jenis).label,
                n=format_angka(max(1, r.ukuran // 1024)),
            ),
            f"/unduh/penyampaian/{r.kunci}",
        )
        for r in rows
    ]


def _hasil(isi: Mapping[str, Any]) -> Iterator[ButirAjuan]:
    lembar, jawaban, kertas = isi.get("lembar"), isi.get("jawaban"), isi.get("kertas")
    if "lembar" in isi:
        words = t("belum ada lembar yang berlaku")
        if lembar:
            words = t(
                "nomor {nomor}: IKM {nilai}, mutu {mutu}, {n} responden",
                nomor=lembar["nomor"],
                nilai=lembar["nilai"].replace(".", ","),
                mutu=lembar["mutu"] or "–",
                n=format_angka(lembar["n"]),
            )
        yield ButirAjuan(t("Lembar IKM"), words)
    if jawaban is not None:
        parts = [
            f"{format_angka(n)} {SUMBER_KATA.get(k, k).lower()}" for k, n in jawaban.items() if n
        ]
        total = format_angka(sum(jawaban.values()))
        yield ButirAjuan(t("Jawaban"), f"{total} ({', '.join(parts)})" if parts else total)
    if kertas is not None and on_paper(isi):
        told = (
            (t("dibagikan"), kertas["dibagikan"]),
            (t("kembali"), kertas["kembali"]),
            (t("diketik"), jawaban.get("kertas", 0) if jawaban else 0),
        )
        words = ", ".join(
            f"{kata} {format_angka(n)}" if n is not None else t("{kata} belum dicatat", kata=kata)
            for kata, n in told
        )
        yield ButirAjuan(t("Lembar kertas"), words)


def on_paper(isi: Mapping[str, Any]) -> bool:
    """Tell whether anybody answered on paper: then it is the hybrid SOP."""
    kertas = isi.get("kertas") or {}
    return bool((isi.get("jawaban") or {}).get("kertas") or any(kertas.values()))


def _plan(judul: str, rtl: Mapping[str, Any]) -> Iterator[ButirAjuan]:
    told = t(
        "{n} kegiatan, {b} di antaranya selesai",
        n=format_angka(rtl["rencana"]),
        b=format_angka(rtl["selesai"]),
    )
    yield ButirAjuan(judul, told)
    for baris in rtl["baris"]:
        for k in baris["kegiatan"]:
            yield ButirAjuan(k["nomor"], f"{k['nama']} ({k['jadwal']}, {k['penanggung_jawab']})")


def _tahunan(laporan: Mapping[str, Any]) -> str:
    """Tell of the annual report: its index, and what it still lacks."""
    if not laporan["n"]:
        return t("tidak ada jawaban pada tahun ini")
    words = t(
        "IKM {nilai}, mutu {mutu}, {n} responden",
        nilai=laporan["nilai"].replace(".", ","),
        mutu=laporan["mutu"],
        n=format_angka(laporan["n"]),
    )
    if laporan["kurang"]:
        lacking = ", ".join(laporan["kurang"])
        words += "; " + t("belum lengkap: {bagian}", bagian=lacking)
    return words


def show_isi(page: HalamanPengajuan, isi: Mapping[str, Any]) -> Iterator[ButirAjuan]:
    """Show what was handed in, or what would be, line by line."""
    yield from _hasil(isi)
    if isi.get("rtl"):
        yield from _plan(t("RTL"), isi["rtl"])
    elif page.masa.nomor:
        n = len(page.rencana.kegiatan) if page.rencana else 0
        told = t("{n} kegiatan, belum diajukan", n=format_angka(n)) if n else t("belum disusun")
        yield ButirAjuan(t("RTL"), told)
    if isi.get("tahunan"):
        yield ButirAjuan(t("Laporan SKM Tahunan"), _tahunan(isi["tahunan"]))
    for key, rtl in (isi.get("hasil_tl") or {}).items():
        yield from _plan(t("RTL triwulan {n}", n=("", "I", "II", "III", "IV")[int(key)]), rtl)


BERUBAH = {
    "lembar": t("Lembar IKM yang berlaku sekarang bukan lagi lembar yang disampaikan."),
    "rtl": t("RTL sudah diubah sejak disampaikan."),
    "tahunan": t("Laporan tahunan sudah berubah sejak disampaikan."),
    "hasil_tl": t("Hasil tindak lanjut sudah diubah sejak disampaikan."),
}
"""What has changed since, in words."""
