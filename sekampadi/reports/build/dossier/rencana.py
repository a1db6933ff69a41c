"""What the UPP of a dossier plan: counted by unsur, and action by action."""

from collections.abc import Sequence

from sekampadi.domain.pengajuan.isi_dossier import IsiDossier, KegiatanDossier, UppDossier
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.build.dossier.rekap import counted, persen_cell, total_of
from sekampadi.reports.model import Cell, Table


def list_planned(isi: IsiDossier) -> list[tuple[UppDossier, KegiatanDossier]]:
    """List all actions by unsur, and of an unsur by UPP."""
    found = [(upp, k) for upp in isi.termuat for k in upp.kegiatan]
    return sorted(found, key=lambda pair: URUTAN.index(pair[1].unsur))


def unsur_rtl_table(planned: Sequence[tuple[UppDossier, KegiatanDossier]]) -> Table:
    """Count what is planned for each unsur, and by how many UPP."""
    rows = []
    for unsur in URUTAN:
        mine = [(upp, k) for upp, k in planned if k.unsur is unsur]
        told = Realisasi(len(mine), sum(k.selesai for _, k in mine))
        rows.append(
            (
                Cell(f"{unsur.kode} {unsur.nama}"),
                bulat(len({upp.kode for upp, _ in mine})),
                bulat(told.rencana),
                bulat(told.selesai),
                persen_cell(told, "ROUND({sel:3}/{sel:2}*100,2)"),
            )
        )
    whole = Realisasi(len(planned), sum(k.selesai for _, k in planned))
    total = (
        Cell(t("Jumlah")),
        bulat(len({upp.kode for upp, _ in planned})),
        bulat(whole.rencana, "SUM({kolom})"),
        bulat(whole.selesai, "SUM({kolom})"),
        persen_cell(whole, "ROUND({total:0:3}/{total:0:2}*100,2)"),
    )
    return Table(
        "rtl_unsur",
        t("Rencana tindak lanjut per unsur"),
        (t("Unsur pelayanan"), t("UPP"), t("Kegiatan"), t("Selesai"), t("Selesai (%)")),
        tuple(rows),
        (total,),
        widths=(50, 12, 12, 12, 14),
        notes=(
            t("UPP yang merencanakan kegiatan pada beberapa unsur dihitung sekali pada jumlah."),
        ),
    )


def kegiatan_table(
    planned: Sequence[tuple[UppDossier, KegiatanDossier]], most: int | None
) -> Table:
    """List the actions, no more than ``most``; None for all."""
    shown = planned if most is None else planned[:most]
    rows = [
        (
            bulat(at),
            Cell(f"{k.unsur.kode} {k.unsur.nama}"),
            Cell(upp.nama),
            Cell(k.nama),
            Cell(k.jadwal),
            Cell(k.penanggung_jawab),
            Cell(t("selesai") if k.selesai else t("belum selesai")),
        )
        for at, (upp, k) in enumerate(shown, start=1)
    ]
    rest = len(planned) - len(shown)
    more = t("Masih ada {n} kegiatan lain; semuanya ada pada bentuk Excel.", n=format_angka(rest))
    return Table(
        "kegiatan",
        t("Kegiatan yang direncanakan"),
        (
            *(t("No."), t("Unsur"), t("UPP"), t("Kegiatan / aktivitas"), t("Waktu / jadwal")),
            *(t("Penanggung jawab"), t("Keadaan")),
        ),
        tuple(rows),
        widths=(5, 15, 18, 30, 14, 14, 9),
        notes=(more,) if rest else (),
    )


def rtl_words(isi: IsiDossier) -> str:
    """Say in a sentence how much is planned, and done."""
    whole, upp = total_of(isi.termuat), [u for u in isi.termuat if u.kegiatan]
    if not upp:
        return t("Belum ada rencana tindak lanjut dari UPP yang termuat.")
    return t(
        "{n} merencanakan {rencana} kegiatan; {selesai} di antaranya ({persen} %) sudah selesai saat "
        "disampaikan.",
        n=counted(len(upp)),
        rencana=format_angka(whole.rencana),
        selesai=format_angka(whole.selesai),
        persen=format_angka(whole.persen),
    )
