"""The annual report in the month in which it is due: of whom nothing lies there yet (decree, L.4)."""

from sqlmodel import Session

from sekampadi.db.queries.master import list_upp
from sekampadi.db.queries.pengajuan import list_geser, list_pengajuan
from sekampadi.db.queries.tugas import count_per_upp
from sekampadi.domain.izin import Scope
from sekampadi.domain.pengajuan.tenggat import MasaLapor, first_tenggat, tahunan_due
from sekampadi.domain.teks import write_address
from sekampadi.domain.tugas import JenisTugas, Sasaran, Tugas
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime


def read_tahunan(session: Session, rt: Runtime, scope: Scope) -> Tugas:
    """Read which UPP of a scope have to hand last year's report in; a line of nothing has ``jumlah`` 0.

    What has been handed in or returned is the line of the SOP. The province sees who is late there,
    too, and no UPP of its here; one without answers in the year is asked for nothing.
    """
    masa = MasaLapor(rt.today().year - 1, 0)
    upp = list_upp(session, scope) if scope.upp_ids is not None else []
    tenggat = first_tenggat(masa, (u.id for u in upp), list_geser(session, [masa.tahun]))
    waiting = []
    if upp and tahunan_due(rt.today(), tenggat):
        answered = count_per_upp(session, scope, masa.periode)
        begun = {r.upp_id for r in list_pengajuan(session, scope) if r.masa == masa}
        waiting = [u for u in upp if answered.get(u.id) and u.id not in begun]
    sasaran = tuple(
        Sasaran(u.nama, write_address("/admin/tahunan", upp=u.kode, tahun=masa.tahun))
        for u in waiting
    )
    return Tugas(
        JenisTugas.TAHUNAN,
        len(sasaran),
        t("Laporan Tahunan {tahun} belum disampaikan", tahun=masa.tahun),
        sasaran[0].tautan if sasaran else "",
        tenggat,
        sasaran,
    )
