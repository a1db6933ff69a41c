"""A province of many UPP that have handed in, for the dossier's documents and pages."""

import random
from datetime import timedelta

from sqlmodel import col, select

from sekampadi.db.models import TindakLanjut
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import ALUR_TRIWULAN, AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.pengajuan.beku import BerkasSiap
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.isi import MENYERAHKAN, papers_of
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests.factories import PASSWORD, isian, make_layanan, make_operator, make_upp, submit

A = AksiPengajuan
JALAN = (A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI, A.TERIMA)
NAMA = (
    "Dinas Kependudukan, Pencatatan Sipil, Pemberdayaan Perempuan dan Perlindungan Anak",
    "Biro Organisasi",
    "Rumah Sakit Umum Daerah dr. Soedarso",
    "Badan Pendapatan Daerah",
)


def _answer(rt: Runtime, triwulan: Triwulan, kode: str, seed: int, *, answers: int) -> None:
    rng, first = random.Random(seed), triwulan.periode.dari
    assert first is not None
    for i in range(answers):
        values = {u.field: str(rng.choice((2, 3, 3, 4, 4))) for u in URUTAN}
        submit(rt, f"layanan-{kode}", isian(**values), day=first + timedelta(days=i))


def add_upp(rt: Runtime, triwulan: Triwulan, at: int, *, answers: int = 8) -> str:
    """Make an UPP with answers in a triwulan and the people who hand in; return its kode."""
    kode = f"unit-{at:02}"
    nama = f"{NAMA[at % len(NAMA)]} {at:02}"
    upp_id = make_upp(rt, kode, nama=nama)
    make_layanan(rt, upp_id, f"layanan-{kode}")
    _answer(rt, triwulan, kode, at, answers=answers)
    for role in (Role.ADMIN_UPP, Role.PIMPINAN_UPP):
        make_operator(rt, f"{role.value}-{kode}", role, upp_id=upp_id)
    return kode


def log_in(rt: Runtime, username: str) -> Principal:
    """Return the person behind an account of the tests."""
    token, _ = redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))
    found = find_principal(rt, token)
    assert found is not None
    return found


def people_of(rt: Runtime, kode: str) -> dict[Role, Principal]:
    """Return who hands in for an UPP that was made here."""
    return {
        role: log_in(rt, f"{role.value}-{kode}") for role in (Role.ADMIN_UPP, Role.PIMPINAN_UPP)
    }


def fill_plan(rt: Runtime, admin: Principal, plan: int, plans: int) -> None:
    """Write so many actions into a plan; of more than one the first is done."""
    due = rt.today() + timedelta(days=60)
    for at in range(plans):
        fields = {
            **{"nama": f"Memperbaiki {URUTAN[at % 9].nama.lower()} di loket", "mulai": ""},
            **{"target": due.strftime("%d-%m-%Y"), "penanggung_jawab": "Kepala Subbagian"},
            **{"prioritas": "tinggi", "jangka": "pendek"},
        }
        made = add_kegiatan(rt, admin, plan, URUTAN[at % 9].value, fields).id
        if at == 0 and plans > 1:
            done = {
                **{"status": "selesai", "uraian": "Sudah dikerjakan semuanya."},
                "selesai_pada": rt.today().strftime("%d-%m-%Y"),
            }
            save_hasil(rt, admin, made, 1, done)


def plan_before(rt: Runtime, triwulan: Triwulan, kode: str, plans: int) -> None:
    """Let an UPP that has a plan have one of the triwulan before, too."""
    admin, before = people_of(rt, kode)[Role.ADMIN_UPP], triwulan.sebelumnya
    with rt.writing() as session:
        query = select(TindakLanjut).where(col(TindakLanjut.upp_id) == admin.upp_id)
        now = session.exec(query).one()
        row = TindakLanjut(
            **now.model_dump(exclude={"id", "tahun", "triwulan"}),
            tahun=before.tahun,
            triwulan=before.nomor,
        )
        session.add(row)
        session.flush()
        plan = stored_id(row.id)
    fill_plan(rt, admin, plan, plans)


def hand_in(
    rt: Runtime,
    provinsi: Principal,
    triwulan: Triwulan,
    kode: str,
    *,
    plans: int = 2,
    steps: tuple[AksiPengajuan, ...] = JALAN,
) -> None:
    """Publish the sheet of an UPP, plan after it, and hand both in."""
    people = people_of(rt, kode) | {Role.ADMIN_PEMPROV: provinsi}
    admin, masa = people[Role.ADMIN_UPP], MasaLapor.of(triwulan)
    settle(rt)
    publish(rt, admin, periode=triwulan.periode)
    save_pelaksanaan(rt, admin, "", triwulan, {"pelaksana": "mandiri"})
    fill_plan(rt, admin, begin(rt, admin, "", triwulan), plans)
    for versi, aksi in enumerate(steps):
        person = people[{a.aksi: a.peran for a in ALUR_TRIWULAN}[aksi]]
        serahan = Serahan({"catatan": "Mohon diperbaiki."})
        if aksi in MENYERAHKAN:
            bahan = prepare(rt, person, kode, masa, aksi)
            papers = tuple(
                BerkasSiap(k, f"{k.value}.pdf", kode.encode()) for k in sorted(papers_of(bahan.isi))
            )
            serahan = Serahan({}, bahan, papers)
        move(rt, person, kode, masa, aksi, versi=versi, serahan=serahan)


def fill_province(
    rt: Runtime, provinsi: Principal, triwulan: Triwulan, accepted: int, missing: int = 0
) -> None:
    """Let some UPP hand in and be accepted, and others be missing; publish the province's sheet."""
    for at in range(1, accepted + missing + 1):
        add_upp(rt, triwulan, at, answers=8 + at % 5)
    settle(rt)
    publish(rt, provinsi, periode=triwulan.periode)
    for at in range(1, accepted + 1):
        hand_in(rt, provinsi, triwulan, f"unit-{at:02}", plans=1 + at % 3)
