"""Findings of the province's visits: the UPP answers them, and who wrote them looks at the answer."""

from collections.abc import Sequence

from sqlmodel import Session

from sekampadi.db.queries.tugas import TemuanTerbuka, list_temuan
from sekampadi.domain.izin import Scope
from sekampadi.domain.pengajuan.kunjungan import StatusTemuan, status_temuan
from sekampadi.domain.teks import shorten, write_address
from sekampadi.domain.tugas import JenisTugas, Sasaran, Tugas
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime

_ALL = "/admin/pemantauan"


def _line(jenis: JenisTugas, words: str, found: Sequence[TemuanTerbuka]) -> Tugas:
    sasaran = tuple(
        Sasaran(
            f"{x.upp_nama}: {shorten(' '.join(x.uraian.split()), 80)}",
            write_address(f"{_ALL}/upp", upp=x.upp_kode),
        )
        for x in found
    )
    places = {s.tautan for s in sasaran}
    tautan = places.pop() if len(places) == 1 else _ALL
    # Once it is answered the UPP has kept its day.
    due = [x.target for x in found if x.target] if jenis is JenisTugas.TEMUAN else []
    return Tugas(jenis, len(found), words, tautan, min(due, default=None), sasaran)


def read_temuan(session: Session, rt: Runtime, scope: Scope) -> tuple[Tugas, ...]:
    """Read which findings wait; lines of nothing have ``jumlah`` 0.

    Of an UPP: what it has to answer. Of the province: what was answered and waits for a look, and
    what is behind its target.
    """
    today = rt.today()
    where = [
        (status_temuan(x.tindakan, x.catatan, x.target, None, today), x)
        for x in list_temuan(session, scope)
    ]
    late = [x for status, x in where if status is StatusTemuan.LEWAT]
    if scope.upp_ids is not None:
        answer = [x for status, x in where if status is not StatusTemuan.DIJAWAB]
        return (_line(JenisTugas.TEMUAN, t("temuan pemantauan perlu ditindaklanjuti"), answer),)
    answered = [x for status, x in where if status is StatusTemuan.DIJAWAB]
    return (
        _line(JenisTugas.PEMERIKSAAN, t("temuan sudah dijawab UPP, perlu diperiksa"), answered),
        _line(JenisTugas.TEMUAN, t("temuan lewat target dan belum dijawab UPP"), late),
    )
