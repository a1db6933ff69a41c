"""The demonstration's SOP: only moves that the table allows, in order, and dossiers of what was accepted."""

import itertools
from collections import Counter
from datetime import date

import pytest
from sqlmodel import col, select

from sekampadi.db.models import (
    Beku,
    Dossier,
    DossierPengajuan,
    KodeTerpasang,
    LangkahAlur,
    Pengajuan,
    Upp,
)
from sekampadi.db.queries.pengajuan import list_langkah
from sekampadi.demo import hand_in_demo, plan_demo, publish_demo, seed_demo, watch_demo
from sekampadi.demo.tindak_lanjut.keepers import keeper_of
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.pengajuan.alur import ALUR_DOSSIER, StatusDossier, alur_of
from sekampadi.domain.pengajuan.isi_dossier import IsiDossier
from sekampadi.domain.pengajuan.tenggat import MasaLapor, StatusTenggat
from sekampadi.services.pengajuan.beku import sidik_of
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.pengajuan.tenggat import read_matriks
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import Content, make_clock

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
TODAY = date(2024, 11, 20)


def fill(rt: Runtime) -> None:
    rt.clock = make_clock(TODAY, 15)
    seed_demo(rt)
    publish_demo(rt)
    plan_demo(rt)
    hand_in_demo(rt)
    watch_demo(rt)


@pytest.fixture
def content() -> Content:
    return fill


@SQLITE
def test_papers_move_as_the_table_says_and_in_time(rt: Runtime, cast: object) -> None:
    rt.clock = make_clock(TODAY, 15)
    with rt.reading() as session:
        for row in session.exec(select(Pengajuan)):
            allowed = {(a.dari, a.aksi, a.ke, a.peran) for a in alur_of(row.triwulan)}
            steps = list_langkah(session, pengajuan_id=row.id)
            made = [(s.dari, s.aksi, s.ke, s.sebagai.peran) for s in steps]
            assert set(made) <= allowed
            assert made[0][0] == "belum"
            assert all(a[2] == b[0] for a, b in itertools.pairwise(made))
            assert (made[-1][2], len(made)) == (row.status, row.versi)
            moments = [s.waktu for s in steps]
            assert moments == sorted(moments)
            assert moments[-1] <= rt.now()
        assert all(sidik_of(b.isi) == b.sidik for b in session.exec(select(Beku)))
    assert hand_in_demo(rt) == 0


@SQLITE
def test_good_keepers_are_in_time_and_some_never_hand_in(rt: Runtime, cast: object) -> None:
    rt.clock = make_clock(TODAY, 15)
    sejak = load_sejak(rt)
    assert sejak == MasaLapor(2024, 1)
    with rt.reading() as session:
        matriks = read_matriks(session, rt, PROVINSI, sejak)
    assert [m.kunci for m in matriks.masa] == ["2024-1", "2024-2", "2024-3"]
    states = Counter(s.keadaan for b in matriks.baris for s in b.sel)
    assert states[StatusTenggat.DITERIMA] > states[StatusTenggat.TERLAMBAT] > 0
    good = [s for b in matriks.baris if keeper_of(b.upp.kode).done > 0.9 for s in b.sel]
    assert sum(s.lewat for s in good) < len(good) / 2
    bad = [b for b in matriks.baris if not keeper_of(b.upp.kode).plans]
    assert {s.keadaan for b in bad for s in b.sel} == {StatusTenggat.TERLAMBAT}


@SQLITE
def test_a_dossier_holds_what_was_accepted_before_it_was_composed(
    rt: Runtime, cast: object
) -> None:
    allowed = {(a.dari, a.aksi, a.ke, a.peran) for a in ALUR_DOSSIER}
    with rt.reading() as session:
        dossiers = session.exec(select(Dossier).order_by(col(Dossier.triwulan))).all()
        assert [d.nomor for d in dossiers] == ["BERKAS/TW-I/2024", "BERKAS/TW-II/2024"]
        for dossier in dossiers:
            assert dossier.status == StatusDossier.DITUTUP
            steps = list_langkah(session, dossier_id=dossier.id)
            assert {(s.dari, s.aksi, s.ke, s.sebagai.peran) for s in steps} <= allowed
            composed = steps[1].waktu
            frozen = session.get_one(Beku, dossier.beku_id).isi
            held = session.exec(
                select(DossierPengajuan).where(DossierPengajuan.dossier_id == dossier.id)
            ).all()
            named = {line["pengajuan"] for line in frozen["upp"] if line["pengajuan"]}
            assert named == {link.pengajuan_id for link in held}
            # Its documents can be drawn.
            assert len(IsiDossier.restore(frozen).termuat) == len(held)
            for link in held:
                accepted = session.exec(
                    select(LangkahAlur.waktu).where(
                        LangkahAlur.pengajuan_id == link.pengajuan_id, LangkahAlur.aksi == "terima"
                    )
                ).one()
                assert accepted < composed


@SQLITE
def test_a_dossier_names_who_is_missing_as_he_stood_when_it_was_composed(
    rt: Runtime, cast: object
) -> None:
    seen = Counter[str]()
    with rt.reading() as session:
        for dossier in session.exec(select(Dossier)).all():
            composed = list_langkah(session, dossier_id=dossier.id)[1].waktu
            rows = session.exec(
                select(Upp.kode, Pengajuan.id)
                .join(Pengajuan, col(Pengajuan.upp_id) == col(Upp.id))
                .where(Pengajuan.tahun == dossier.tahun, Pengajuan.triwulan == dossier.triwulan)
            )
            steps = {kode: list_langkah(session, pengajuan_id=i) for kode, i in rows}
            for line in session.get_one(Beku, dossier.beku_id).isi["upp"]:
                if line["pengajuan"] is None:
                    done = [s.ke for s in steps.get(line["kode"], ()) if s.waktu < composed]
                    assert line["status"] == (done[-1] if done else "belum")
                    seen[line["status"]] += 1
    assert seen["belum"]
    assert len(seen) > 1


@SQLITE
def test_codes_hang_and_their_drawing_is_stored(rt: Runtime, cast: object) -> None:
    with rt.reading() as session:
        codes = session.exec(select(KodeTerpasang)).all()
        assert len({c.upp_id for c in codes}) > 30
        assert all(c.tanggal <= TODAY for c in codes)
        assert {bool(c.sidik) for c in codes} == {True, False}
    assert watch_demo(rt) == 0
