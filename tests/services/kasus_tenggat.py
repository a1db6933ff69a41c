"""Use cases that write about deadlines, done once each."""

from collections.abc import Iterator

from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.pengajuan.jadwal.pengingat import ingatkan
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.pengajuan.tenggat import move_tenggat
from tests.services.kasus import Line, Stage, case

Q1 = MasaLapor(2023, 1)


@case()
def deadlines(s: Stage) -> Iterator[list[Line]]:
    yield []
    save_sejak(s.rt, s.person, "2022-4")
    isian = {"tanggal": "20-05-2023", "alasan": "Libur bersama"}
    move_tenggat(s.rt, s.person, Q1, "upp-b", isian)
    ingatkan(s.rt, s.person, Q1, "upp-b")
    ingatkan(s.rt, s.person, Q1)
    moved = {
        "upp": "upp-b",
        "alasan": "Libur bersama",
        "sebelum": {"tanggal": "2023-04-07"},
        "sesudah": {"tanggal": "2023-05-20"},
    }
    yield [
        ("pengaturan.pengajuan", "", {"sebelum": {}, "sesudah": {"sejak": "2022-4"}}),
        ("tenggat.geser", "tenggat/2023-1", moved),
        ("pengajuan.ingatkan", "pengajuan/upp-b/2023-1", {"upp": ["upp-b"]}),
        ("pengajuan.ingatkan", "tenggat/2023-1", {"upp": ["upp-a", "upp-c", "upt-c1"]}),
    ]
