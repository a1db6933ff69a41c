"""Makers of test data: each stores one thing with sensible defaults and returns what names it."""

import asyncio
import random
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from sqlmodel import Session

from sekampadi.db.counters import TODAY
from sekampadi.db.models import Layanan, Operator, Sumber, Upp
from sekampadi.db.scope import load_scope
from sekampadi.db.types import stored_id
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.periode import ZONA
from sekampadi.domain.survei.responden import JenisKelamin, Pekerjaan, Pendidikan, PenilaianUmum
from sekampadi.domain.survei.survei import JawabanBaru, parse_jawaban
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.akun.passwords import hash_password
from sekampadi.services.akun.sesi import find_principal
from sekampadi.services.kunci.kunci import make_kunci
from sekampadi.services.layar.terhubung import connect_layar, open_tautan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.storing import store_once
from sekampadi.services.survei.survei import Pengisian, make_incoming, submit_daring

PASSWORD = "kata-sandi-uji"
"""The password of every account made here."""


@cache
def _password_hash() -> str:
    return hash_password(PASSWORD)  # slow on purpose, so once


def make_upp(
    rt: Runtime,
    kode: str,
    *,
    nama: str = "",
    jenis: str = "Dinas",
    induk_id: int | None = None,
    aktif: bool = True,
) -> int:
    """Store an UPP and return its id."""
    with rt.writing() as session:
        upp = Upp(kode=kode, nama=nama or kode.upper(), jenis=jenis, induk_id=induk_id, aktif=aktif)
        session.add(upp)
        session.flush()
        return stored_id(upp.id)


def make_layanan(rt: Runtime, upp_id: int, kode: str, *, nama: str = "", aktif: bool = True) -> int:
    """Store a layanan and return its id."""
    with rt.writing() as session:
        layanan = Layanan(
            upp_id=upp_id,
            kode=kode,
            nama=nama or kode.replace("-", " ").capitalize(),
            biaya="0",
            standar_waktu="1 Jam",
            aktif=aktif,
        )
        session.add(layanan)
        session.flush()
        return stored_id(layanan.id)


def make_operator(
    rt: Runtime,
    username: str,
    role: Role = Role.ADMIN_PEMPROV,
    *,
    upp_id: int | None = None,
    aktif: bool = True,
) -> Principal:
    """Store an account with :data:`PASSWORD` and return the person behind it."""
    with rt.writing() as session:
        operator = Operator(
            username=username,
            password_hash=_password_hash(),
            role=role.value,
            upp_id=upp_id,
            aktif=aktif,
            dibuat=rt.now(),
        )
        session.add(operator)
        session.flush()
        upp = session.get(Upp, upp_id) if upp_id is not None else None
        return Principal(
            stored_id(operator.id),
            username,
            role,
            upp_id,
            upp.nama if upp else "",
            load_scope(session, role, upp_id),
        )


def isian(**overrides: object) -> dict[str, object]:
    """Return a complete, valid survey; ``u3="1"`` changes a field, ``u3=None`` leaves it out."""
    fields: dict[str, object] = {
        "usia": "35",
        "jenis_kelamin": JenisKelamin.PEREMPUAN.value,
        "pendidikan": Pendidikan.SARJANA.value,
        "pekerjaan": Pekerjaan.ASN.value,
        "umum": PenilaianUmum.BAIK.value,
        **{u.field: "3" for u in URUTAN},
        "saran": "",
    }
    fields |= overrides
    return {name: value for name, value in fields.items() if value is not None}


def random_isian(rng: random.Random) -> dict[str, object]:
    """Return a valid survey with every choice drawn."""
    return isian(
        usia=str(rng.randint(10, 110)),
        jenis_kelamin=rng.choice(list(JenisKelamin)).value,
        pendidikan=rng.choice(list(Pendidikan)).value,
        pekerjaan=rng.choice(list(Pekerjaan)).value,
        umum=rng.choice(list(PenilaianUmum)).value,
        **{u.field: str(rng.randint(1, 4)) for u in URUTAN},
    )


@dataclass
class _Earlier(Runtime):
    """A runtime whose clock stands at an earlier day, while the database knows what day it is."""

    now_in_truth: Callable[[], date] = date.today

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction."""
        with super().writing() as session:
            session.info[TODAY] = self.now_in_truth
            yield session


def send(
    rt: Runtime,
    layanan_kode: str,
    fields: dict[str, object] | None = None,
    *,
    identity: uuid.UUID | None = None,
    durasi: int | None = None,
    pengisian: Pengisian | None = None,
) -> JawabanBaru | None:
    """Submit a survey by the way of citizens, in a loop of its own: from any thread, amid any loop."""
    given = fields if fields is not None else isian()
    sent = submit_daring(
        rt, identity or uuid.uuid4(), layanan_kode, given, durasi=durasi, pengisian=pengisian
    )
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, sent).result()


def submit(
    rt: Runtime,
    layanan_kode: str,
    fields: dict[str, object] | None = None,
    *,
    identity: uuid.UUID | None = None,
    sumber: Sumber = Sumber.DARING,
    day: date | None = None,
) -> uuid.UUID:
    """Submit a survey as a citizen does today; else store it at noon of ``day``, or as ``sumber``."""
    known = identity or uuid.uuid4()
    if day is None and sumber is Sumber.DARING:
        send(rt, layanan_kode, fields, identity=known)
        return known
    if day is not None:
        noon = datetime.combine(day, time(12), ZONA)
        today = rt.today
        rt = _Earlier(rt.engine, rt.settings, lambda: noon, rt.listeners, now_in_truth=today)
    baru = parse_jawaban(fields if fields is not None else isian())
    incoming = make_incoming(
        rt, known, layanan_kode, baru, sumber=sumber, durasi=None, pengisian=None
    )
    store_once(rt, incoming)
    return known


def connect_wall(rt: Runtime, acting: Principal, upp: str = "") -> tuple[str, str]:
    """Connect a wall of the province, or of an UPP, for a month; return its link's secret and its cookie's."""
    sampai = rt.today() + timedelta(days=30)
    isian = {"nama": "Lobi", "upp": upp, "sampai": sampai.isoformat()}
    secret = connect_layar(rt, acting, isian).alamat.partition("tiket=")[2]
    return secret, open_tautan(rt, secret)[0]


def make_wall(rt: Runtime, acting: Principal, upp: str = "") -> Principal:
    """Connect a wall as :func:`connect_wall` does, and return who it is."""
    found = find_principal(rt, connect_wall(rt, acting, upp)[1])
    if found is None:
        raise AssertionError("a wall that was just connected stands")
    return found


def make_key(rt: Runtime, acting: Principal, upp: str, *guna: Guna, hari: int = 30) -> str:
    """Make a key for an UPP, and return its secret."""
    sampai = rt.today() + timedelta(days=hari)
    isian: dict[str, object] = {"nama": "Aplikasi", "upp": upp, "sampai": sampai.isoformat()}
    isian |= {f"guna_{g.value}": "1" for g in guna}
    return make_kunci(rt, acting, isian).rahasia


@dataclass(frozen=True)
class Cast:
    """A small province: UPP A and B, and an UPP C with an UPT; layanan, and a person per role.

    Args:
        upp: kode -> id (``upp-a``, ``upp-b``, ``upp-c``, ``upt-c1``).
        layanan: kode -> id (``layanan-a1``, ``layanan-a2``, ``layanan-b1``, ``layanan-c1``,
            ``layanan-t1`` of the UPT).
        people: role -> person; those of an UPP belong to ``upp-a``.
        admin_b: the Admin UPP of ``upp-b``.
        admin_c: the Admin UPP of the parent ``upp-c``.
        admin_upt: the Admin UPP of ``upt-c1``.
    """

    upp: dict[str, int]
    layanan: dict[str, int]
    people: dict[Role, Principal]
    admin_b: Principal
    admin_c: Principal
    admin_upt: Principal


def make_cast(rt: Runtime) -> Cast:
    """Store the fixed cast."""
    upp = {kode: make_upp(rt, kode) for kode in ("upp-a", "upp-b", "upp-c")}
    upp["upt-c1"] = make_upp(rt, "upt-c1", jenis="UPT", induk_id=upp["upp-c"])
    owners = {
        "layanan-a1": "upp-a",
        "layanan-a2": "upp-a",
        "layanan-b1": "upp-b",
        "layanan-c1": "upp-c",
        "layanan-t1": "upt-c1",
    }
    layanan = {kode: make_layanan(rt, upp[owner], kode) for kode, owner in owners.items()}
    people = {
        role: make_operator(rt, role.value, role, upp_id=upp["upp-a"] if role.of_upp else None)
        for role in Role
    }
    return Cast(
        upp,
        layanan,
        people,
        make_operator(rt, "admin-b", Role.ADMIN_UPP, upp_id=upp["upp-b"]),
        make_operator(rt, "admin-c", Role.ADMIN_UPP, upp_id=upp["upp-c"]),
        make_operator(rt, "admin-upt", Role.ADMIN_UPP, upp_id=upp["upt-c1"]),
    )
