"""A published triwulan of upp-a and of upp-c with its UPT, and a plan of upp-a."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.services.laporan.cakupan import WITH_UPT
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import Rencana, begin, load_rencana
from tests import factories
from tests.conftest import Content, Copy
from tests.factories import Cast

TRIWULAN = Triwulan(2023, 1)
KEGIATAN = {
    **{"nama": "Menambah satu loket", "mulai": "", "target": "30-06-2023"},
    **{"penanggung_jawab": "Kepala Subbagian", "prioritas": "tinggi", "jangka": "pendek"},
}
SELESAI = {"status": "selesai", "uraian": "Loket kedua dibuka.", "selesai_pada": "10-05-2023"}
SARAN = "Antreannya lama sekali, petugas tidak ramah. Kursi tunggu kurang."


@dataclass
class Panggung:
    """What a test of plans begins with."""

    rt: Runtime
    cast: Cast
    person: Principal  # the Admin UPP of upp-a
    rencana_id: int
    saran_id: int  # an answer of upp-a with SARAN

    def rencana(self) -> Rencana:
        """Read the plan as it stands now."""
        found = load_rencana(self.rt, self.person, "", TRIWULAN).rencana
        assert found is not None
        return found

    def kegiatan(self, unsur: str = "waktu", **change: str) -> int:
        """Plan an action and return its id."""
        return add_kegiatan(self.rt, self.person, self.rencana_id, unsur, KEGIATAN | change).id


Submit = Callable[[str, str], int]


def _leave(rt: Runtime, layanan: str, saran: str) -> int:
    fields = factories.isian(saran=saran, u3="1")
    identity = factories.submit(rt, layanan, fields, day=date(2023, 2, 2))
    with rt.reading() as session:
        found = session.exec(select(Jawaban.id).where(col(Jawaban.uuid) == identity)).one()
    assert found is not None
    return found


@pytest.fixture
def answer(rt: Runtime, cast: Cast) -> Submit:
    """Leave a suggestion at a layanan in the triwulan and return the answer's id."""
    return partial(_leave, rt)


@dataclass
class Terbit:
    """What was published, and the answer with a suggestion."""

    cast: Cast
    saran_id: int


def make_terbit(rt: Runtime) -> Terbit:
    """Publish upp-a's sheet and the joint one of upp-c."""
    cast = factories.make_cast(rt)
    for i in range(7):
        fields = factories.isian(u1=str(1 + i % 4), u3="2")
        factories.submit(rt, "layanan-a1", fields, day=date(2023, 1, 10 + i))
    saran_id = _leave(rt, "layanan-a1", SARAN)
    for layanan in ("layanan-c1", "layanan-t1"):
        for _ in range(5):
            factories.submit(rt, layanan, day=date(2023, 3, 3))
    publish(rt, cast.people[Role.ADMIN_UPP], periode=TRIWULAN.periode)
    publish(rt, cast.admin_c, kunci=f"upp-c{WITH_UPT}", periode=TRIWULAN.periode)
    return Terbit(cast, saran_id)


@pytest.fixture
def content(content: Content | None, request: pytest.FixtureRequest) -> Content | None:
    """Publish once for all tests that want it."""
    return make_terbit if "terbit" in request.fixturenames else content


@pytest.fixture
def terbit(copied: Copy) -> int:
    """Begin with the published sheets; return the answer with a suggestion."""
    found: Terbit = copied.made
    return found.saran_id


@pytest.fixture
def panggung(rt: Runtime, cast: Cast, terbit: int) -> Panggung:
    """Begin upp-a's plan."""
    person = cast.people[Role.ADMIN_UPP]
    return Panggung(rt, cast, person, begin(rt, person, "", TRIWULAN), terbit)
