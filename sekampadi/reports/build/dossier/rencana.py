"""What the UPP of a dossier plan: counted by unsur, and action by action."""

from collections.abc import Sequence

from sekampadi.domain.pengajuan.isi_dossier import IsiDossier, KegiatanDossier, UppDossier
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.build.dossier.rekap import counted, planned_by, total_lalu
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
        rows.append(
            (
                Cell(f"{unsur.kode} {unsur.nama}"),
                bulat(len({upp.kode for upp, _ in mine})),
                bulat(len(mine)),
            )
        )
    total = (
        Cell(t("Jumlah")),
        bulat(len({upp.kode for upp, _ in planned})),
        bulat(len(planned), "SUM({kolom})"),
    )
    return Table(
        "rtl_unsur",
        t("Rencana tindak lanjut per unsur"),
        (t("Unsur pelayanan"), t("UPP"), t("Kegiatan")),
        tuple(rows),
        (total,),
        widths=(60, 20, 20),
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
            t("Penanggung jawab"),
        ),
        tuple(rows),
        widths=(5, 16, 20, 33, 15, 16),
        notes=(more,) if rest else (),
    )


def rtl_words(isi: IsiDossier) -> str:
    """Say in a sentence how much is planned, and what came of the plans of the triwulan before."""
    planning = [u for u in isi.termuat if u.kegiatan]
    said = (
        t(
            "{n} merencanakan {rencana} kegiatan.",
            n=counted(len(planning)),
            rencana=format_angka(planned_by(planning)),
        )
        if planning
        else t("Belum ada rencana tindak lanjut dari UPP yang termuat.")
    )
    before = total_lalu(isi.termuat)
    if not before.rencana:
        return said
    return f"{said} " + t(
        "Dari {rencana} kegiatan yang direncanakan sesudah triwulan sebelumnya, {selesai} ({persen} %) "
        "sudah selesai.",
        rencana=format_angka(before.rencana),
        selesai=format_angka(before.selesai),
        persen=format_angka(before.persen),
    )
