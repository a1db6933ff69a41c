"""A small year of upp-a, made by the use cases that people use: 2022, read after it is over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import col, select

from sekampadi.db.models import Jawaban, Sumber
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.petikan import pick
from sekampadi.services.tindak_lanjut.rencana import begin
from tests import factories
from tests.factories import Cast
from tests.services.tahunan.utuh import load_utuh

TAHUN = 2022
HARI = {1: date(2022, 2, 1), 2: date(2022, 5, 2), 3: date(2022, 8, 1), 4: date(2022, 11, 1)}
LAMBAT = "Antreannya lama sekali, mohon loket ditambah."
RAMAH = "Petugasnya ramah dan sabar."
NILAI = (3, 3, 2, 4, 3, 3, 4, 3, 3)
"""What most people answer to U1 to U9."""


def person(cast: Cast) -> Principal:
    """Return the Admin UPP of upp-a."""
    return cast.people[Role.ADMIN_UPP]


def answer(
    rt: Runtime,
    triwulan: int,
    many: int,
    nilai: Sequence[int] = NILAI,
    *,
    layanan: str = "layanan-a1",
    saran: str = "",
    sumber: Sumber = Sumber.DARING,
    **other: str,
) -> int:
    """Leave answers in a triwulan; every fifth of them one point better or worse. Return the last's id."""
    for i in range(many):
        scores = [min(4, max(1, s + {0: 1, 1: -1}.get(i % 5, 0))) for s in nilai]
        fields = factories.isian(
            **{f"u{at}": str(s) for at, s in enumerate(scores, start=1)}, saran=saran, **other
        )
        identity = factories.submit(rt, layanan, fields, day=HARI[triwulan], sumber=sumber)
    with rt.reading() as session:
        found = session.exec(select(Jawaban.id).where(col(Jawaban.uuid) == identity)).one()
    assert found is not None
    return found


def tell(rt: Runtime, cast: Cast, triwulan: int, **told: str) -> None:
    """Tell how the survey of a triwulan was carried out."""
    fields: dict[str, object] = {"pelaksana": "mandiri", **told}
    save_pelaksanaan(rt, person(cast), "", Triwulan(TAHUN, triwulan), fields)


def plan(rt: Runtime, cast: Cast, triwulan: int) -> int:
    """Publish the sheet of a triwulan and begin its plan."""
    quarter = Triwulan(TAHUN, triwulan)
    publish(rt, person(cast), periode=quarter.periode)
    return begin(rt, person(cast), "", quarter)


def act(rt: Runtime, cast: Cast, rencana_id: int, unsur: str, nama: str, status: str = "") -> None:
    """Plan an action, and say what came of it."""
    fields: dict[str, object] = {
        **{"nama": nama, "mulai": "", "target": "31-12-2022"},
        **{"penanggung_jawab": "Kepala Subbagian", "prioritas": "tinggi", "jangka": "pendek"},
    }
    row = add_kegiatan(rt, person(cast), rencana_id, unsur, fields)
    if status:
        done: dict[str, object] = {
            **{"status": status, "uraian": "Sudah dikerjakan.", "alasan": "Tidak ada anggaran."},
            "selesai_pada": "15-12-2022",
        }
        save_hasil(rt, person(cast), row.id, row.versi, done)


def quote(rt: Runtime, cast: Cast, rencana_id: int, unsur: str, jawaban_id: int) -> None:
    """Quote a suggestion in a plan."""
    pick(rt, person(cast), rencana_id, unsur, jawaban_id=jawaban_id)


def read(rt: Runtime, cast: Cast, tahun: int = TAHUN) -> BahanTahunan:
    """Read anew, as a document does, what the annual report of upp-a is drawn of."""
    return replace(load_utuh(rt, person(cast), "", tahun), mentah=None)


def read_province(rt: Runtime, cast: Cast, tahun: int = TAHUN) -> BahanTahunan:
    """Read what the annual report of the province is drawn of."""
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    return replace(load_utuh(rt, pemprov, "", tahun), mentah=None)


def full_year(rt: Runtime, cast: Cast) -> None:
    """Leave a year in which everything is there: answers of both layanan, plans, what was told."""
    late = answer(rt, 1, 12, saran=LAMBAT)
    answer(rt, 1, 6, layanan="layanan-a2", saran=RAMAH, sumber=Sumber.KERTAS)
    answer(rt, 2, 15, (3, 3, 3, 4, 3, 3, 4, 4, 4), jenis_kelamin="L")
    answer(rt, 3, 20, (4, 4, 3, 4, 4, 4, 4, 4, 4), sumber=Sumber.KIOSK)
    answer(rt, 4, 20, (4, 4, 3, 4, 4, 4, 4, 4, 4), layanan="layanan-a2", saran=LAMBAT)
    for at, served in enumerate((40, 50, 60, 70), start=1):
        tell(rt, cast, at, dilayani=str(served), dibagikan="20", kembali="15")
    first = plan(rt, cast, 1)
    quote(rt, cast, first, "waktu", late)
    act(rt, cast, first, "waktu", "Menambah satu loket", "selesai")
    act(rt, cast, first, "waktu", "Memasang nomor antrean", "berjalan")
    act(rt, cast, first, "perilaku", "Melatih petugas baru", "batal")
    second = plan(rt, cast, 2)
    act(rt, cast, second, "sarana", "Membeli kursi tunggu", "selesai")
