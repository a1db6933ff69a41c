"""Two people press opposite buttons at the same moment: one wins, the other is told."""

import threading

from sqlmodel import col, delete, select

from sekampadi.db.models import LangkahAlur, Pengajuan
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan, StatusPengajuan
from sekampadi.services.pengajuan.gerak import Serahan, move
from tests.services.pengajuan.conftest import MASA, Perjalanan

A, S = AksiPengajuan, StatusPengajuan
OPPOSITE = (
    (S.TL_DIAJUKAN, (Role.PIMPINAN_UPP, A.SETUJUI), (Role.PIMPINAN_UPP, A.KEMBALIKAN_TL)),
    (S.TL_DIAJUKAN, (Role.PIMPINAN_UPP, A.SETUJUI), (Role.ADMIN_UPP, A.TARIK)),
    (S.HASIL_DIKIRIM, (Role.PIMPINAN_UPP, A.TERIMA_HASIL), (Role.ADMIN_UPP, A.TARIK)),
    (S.DISETUJUI, (Role.ADMIN_PEMPROV, A.TERIMA), (Role.ADMIN_PEMPROV, A.KEMBALIKAN)),
)
RACES = 100


def _put(p: Perjalanan, status: StatusPengajuan) -> None:
    with p.rt.writing() as session:
        session.execute(delete(LangkahAlur))
        row = session.exec(select(Pengajuan)).one()
        row.status, row.versi = status.value, 5
        session.add(row)


def _race(
    p: Perjalanan, both: tuple[tuple[Role, AksiPengajuan], ...]
) -> tuple[list[str], list[str]]:
    """Let two press at once; return what was done, and what the other was told."""
    barrier = threading.Barrier(2)
    done: list[str] = []
    told: list[str] = []

    def press(role: Role, aksi: AksiPengajuan) -> None:
        barrier.wait()
        serahan = Serahan({"catatan": "Mohon diperbaiki."})
        try:
            done.append(move(p.rt, p.who(role), "upp-a", MASA, aksi, versi=5, serahan=serahan))
        except ConflictError as error:
            told.append(error.code)

    threads = [threading.Thread(target=press, args=one) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done, told


def test_a_hundred_times_one_wins_and_the_other_is_told(perjalanan: Perjalanan) -> None:
    p = perjalanan
    p.to(A.KIRIM_HASIL)
    for i in range(RACES):
        status, *both = OPPOSITE[i % len(OPPOSITE)]
        _put(p, status)
        done, told = _race(p, tuple(both))
        assert (len(done), told) == (1, ["pengajuan.berubah"])
        with p.rt.reading() as session:
            row = session.exec(select(Pengajuan)).one()
            moves = session.exec(select(LangkahAlur.ke).order_by(col(LangkahAlur.id))).all()
            assert (row.status, row.versi, list(moves)) == (done[0], 6, done)
