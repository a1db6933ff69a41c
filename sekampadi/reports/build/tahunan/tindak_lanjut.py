"""Tindak lanjut: what was planned from the worst unsur to the best, and what came of it (decree, L.3)."""

from collections.abc import Iterator, Mapping, Sequence

from sekampadi.domain.ikm import NilaiUnsur
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat, desimal
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.saran import list_quoted
from sekampadi.reports.build.tahunan.tulisan import own_words
from sekampadi.reports.build.tindak_lanjut import days_words, quoted
from sekampadi.reports.model import Cell, Format, Table
from sekampadi.services.tahunan.bahan import BahanTahunan, TriwulanTahun
from sekampadi.services.tindak_lanjut.rencana import KegiatanLine

_ABOVE = Cell(None, empty="", continues=True)
_BLANK = Cell(None, empty="")


def _actions(
    bahan: BahanTahunan, unsur: NilaiUnsur
) -> Iterator[tuple[TriwulanTahun, KegiatanLine]]:
    for x in bahan.triwulan:
        for baris in x.rencana.baris if x.rencana else ():
            for line in baris.kegiatan if baris.nilai.unsur is unsur.unsur else ():
                yield x, line


def _unsur_rows(
    bahan: BahanTahunan, nomor: int, unsur: NilaiUnsur, complaints: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Cell, ...]]:
    """Return a line for each action, and one where there is none; what belongs to all stands in the first.

    A quotation stands beside the first action of the plan that quotes it; beneath the actions where
    that plan has none for the unsur.

    Args:
        complaints: what is quoted for the unsur, by the triwulan of the plan.
    """
    nama = f"{unsur.unsur.kode} {unsur.unsur.nama}"
    head = (bulat(nomor), Cell(nama), desimal(unsur.nik))
    before = ""
    for at, (x, line) in enumerate(_actions(bahan, unsur)):
        quarter = x.triwulan.periode.nama
        said = _ABOVE if quarter == before else _complaints(complaints.get(quarter, ()))
        before = quarter
        isi = line.row.isi
        small = t(
            "RTL {triwulan}, {jangka}; {status}",
            triwulan=x.triwulan.periode.nama,
            jangka=isi.jangka.label.lower(),
            status=line.row.hasil.status.label.lower(),
        )
        if at:  # its page may not be that of the first
            small = f"{nama} · {small}"
        yield (
            *([_ABOVE] * len(head) if at else head),
            said,
            Cell(isi.nama, small=small),
            Cell(days_words(isi)),
            Cell(isi.penanggung_jawab),
        )
    planned = {x.triwulan.periode.nama for x, _ in _actions(bahan, unsur)}
    lead = [_ABOVE] * len(head) if planned else []
    for quarter, quotes in complaints.items():
        if quarter not in planned:
            small = t("{unsur} · RTL {triwulan}", unsur=nama, triwulan=quarter)
            none = Cell(t("Belum ada kegiatan"), small=small)
            yield (*(lead or head), _complaints(quotes), none, _BLANK, _BLANK)
            lead = [_ABOVE] * len(head)
    if not planned and not complaints:
        yield (*head, _complaints(()), Cell(t("Belum ada kegiatan")), _BLANK, _BLANK)


def _complaints(quotes: Sequence[str]) -> Cell:
    return Cell("\n".join(quotes) or None)


def _from_worst(bahan: BahanTahunan) -> list[NilaiUnsur]:
    """Put the unsur of the year in order, the worst first; equal ones keep their own."""
    return sorted(bahan.hasil.unsur, key=lambda u: u.jumlah)


def _plan_table(bahan: BahanTahunan) -> Table:
    said: dict[str, dict[str, list[str]]] = {}
    for unsur, quarter, petikan in list_quoted(bahan):
        said.setdefault(unsur, {}).setdefault(quarter, []).append(quoted(petikan))
    return Table(
        "tindak_lanjut",
        t("Rencana tindak lanjut menurut prioritas unsur"),
        (
            *(t("No."), t("Prioritas Unsur"), t("Nilai IKM"), t("Keluhan")),
            *(t("Program/Kegiatan"), t("Waktu"), t("Penanggung Jawab")),
        ),
        tuple(
            row
            for nomor, u in enumerate(_from_worst(bahan), start=1)
            for row in _unsur_rows(bahan, nomor, u, said.get(u.unsur, {}))
        ),
        widths=(5, 16, 9, 22, 26, 14, 13),
        kept=0.7,
        notes=(
            t(
                "Urutan dari unsur dengan nilai terendah sepanjang tahun. Nilai IKM: NRR setahun × 25. "
                "Keluhan: petikan kritik, saran, dan masukan dari rencana tindak lanjut (RTL) triwulan "
                "yang sama dengan kegiatan di sampingnya."
            ),
        ),
    )


def tindak_lanjut_blok(bahan: BahanTahunan) -> Blok:
    """Return what was planned in the year.

    Its table is ``tindak_lanjut``, for an UPP with actions alone. The province plans nothing itself.
    """
    own = own_words(bahan, "tindak_lanjut")
    if bahan.objek.upp is None:
        words = t(
            "Rencana tindak lanjut disusun oleh tiap UPP dari hasil surveinya sendiri. Rinciannya ada "
            "di laporan tahunan tiap UPP; bagian ini merangkum pelaksanaannya."
        )
        return Blok((words,), (), own)
    if not bahan.realisasi.rencana:
        return Blok((_nothing_planned(bahan),), (), own)
    words = t(
        "Rencana tindak lanjut disusun setiap triwulan dari lembar IKM yang terbit. Tabel berikut "
        "menyusunnya menurut nilai unsur sepanjang tahun, dari yang terendah, termasuk "
        "unsur yang belum mempunyai kegiatan."
    )
    return Blok((words,), (_plan_table(bahan),), own)


def _nothing_planned(bahan: BahanTahunan) -> str:
    return t(
        "Belum ada kegiatan tindak lanjut yang direncanakan dari hasil survei tahun {tahun}.",
        tahun=bahan.objek.tahun,
    )


def realisasi_cells(r: Realisasi) -> tuple[Cell, ...]:
    """Return what came of actions: planned, done, begun, not begun, given up, and the share done."""
    return (
        *(bulat(r.rencana), bulat(r.selesai), bulat(r.berjalan), bulat(r.belum), bulat(r.batal)),
        Cell(r.persen, Format.PERSEN),
    )


def _realisasi_table(bahan: BahanTahunan) -> Table:
    province = bahan.objek.upp is None
    tahun = bahan.objek.tahun
    quarters = [x for x in bahan.triwulan if x.berakhir or x.realisasi.rencana]
    rows = [
        (
            Cell(x.triwulan.periode.nama),
            *([bulat(x.berencana)] if province else []),
            *realisasi_cells(x.realisasi),
        )
        for x in quarters
    ]
    none = [_BLANK] if province else []
    totals = [(Cell(t("Tahun {tahun}", tahun=tahun)), *none, *realisasi_cells(bahan.realisasi))]
    if bahan.tahun_lalu.rencana:
        before = Cell(t("Tahun {tahun}", tahun=tahun - 1))
        totals.append((before, *none, *realisasi_cells(bahan.tahun_lalu)))
    return Table(
        "realisasi",
        t("Pelaksanaan rencana tindak lanjut"),
        (
            t("RTL dari hasil"),
            *([t("UPP dengan rencana")] if province else []),
            *(t("Direncanakan"), t("Selesai"), t("Berjalan"), t("Belum dimulai"), t("Batal")),
            t("Realisasi"),
        ),
        tuple(rows),
        tuple(totals),
        widths=(24, *([13] if province else []), 14, 11, 11, 14, 9, 13),
        notes=(
            t(
                "Realisasi: kegiatan yang selesai dibagi kegiatan yang direncanakan, dikali seratus."
            ),
        ),
    )


def batal_words(realisasi: Realisasi) -> str:
    """Say how many were called off, behind how many are done; empty for none."""
    if not realisasi.batal:
        return ""
    return t(", sedangkan {n} dibatalkan", n=format_angka(realisasi.batal))


def fate_words(realisasi: Realisasi) -> str:
    """Say what came of the one action of a plan."""
    if realisasi.selesai:
        return t("sudah selesai")
    return t("dibatalkan") if realisasi.batal else t("belum selesai")


def realisasi_words(realisasi: Realisasi, tahun: int) -> str:
    """Say what came of the actions planned from the results of a year; there must be some."""
    planned = format_angka(realisasi.rencana)
    if realisasi.rencana == 1:
        return t(
            "Satu kegiatan yang direncanakan dari hasil survei tahun {tahun} {keadaan}.",
            tahun=tahun,
            keadaan=fate_words(realisasi),
        )
    if realisasi.batal == realisasi.rencana:
        return t(
            "Semua kegiatan yang direncanakan dari hasil survei tahun {tahun} dibatalkan ({n} kegiatan).",
            tahun=tahun,
            n=planned,
        )
    if realisasi.selesai == realisasi.rencana:
        words = t(
            "Semua kegiatan yang direncanakan dari hasil survei tahun {tahun} selesai ({n} kegiatan).",
            tahun=tahun,
            n=planned,
        )
    elif not realisasi.selesai:
        words = t(
            "Dari {n} kegiatan yang direncanakan dari hasil survei tahun {tahun}, belum ada yang selesai{batal}.",
            tahun=tahun,
            n=planned,
            batal=batal_words(realisasi),
        )
    else:
        words = t(
            "Dari {n} kegiatan yang direncanakan dari hasil survei tahun {tahun}, {selesai} selesai "
            "({persen} %){batal}.",
            tahun=tahun,
            n=planned,
            batal=batal_words(realisasi),
            selesai=format_angka(realisasi.selesai),
            persen=format_angka(realisasi.persen),
        )
    return words


def realisasi_blok(bahan: BahanTahunan) -> Blok:
    """Return what came of the actions of the year, and of those of the year before.

    Its table is ``realisasi``; with no action in either year there are sentences alone.
    """
    now, then, tahun = bahan.realisasi, bahan.tahun_lalu, bahan.objek.tahun
    text = list[str]()
    if now.rencana:
        text.append(realisasi_words(now, tahun))
    elif bahan.objek.upp is None:  # of an UPP it stands where its plan would be
        text.append(_nothing_planned(bahan))
    if then.rencana:
        text.append(realisasi_words(then, tahun - 1))
    else:
        text.append(
            t(
                "Kegiatan tindak lanjut dari hasil survei tahun {tahun} tidak tercatat.",
                tahun=tahun - 1,
            )
        )
    if not now.rencana and not then.rencana:
        return Blok(tuple(text))
    return Blok(tuple(text), (_realisasi_table(bahan),))
