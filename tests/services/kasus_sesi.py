"""Every use case that ends logins or connects walls, done once, for :mod:`.kasus`."""

from collections.abc import Iterator
from datetime import timedelta

from sekampadi.domain.izin import Role
from sekampadi.services.akun import sesi, sesi_saya
from sekampadi.services.kunci import kunci
from sekampadi.services.layar import terhubung
from sekampadi.services.master import sesi_operator
from tests.factories import PASSWORD, connect_wall
from tests.services.kasus import Line, Stage, case


def _log_in(s: Stage, username: str) -> str:
    return sesi.redeem_ticket(s.rt, sesi.issue_ticket(s.rt, username, PASSWORD), gawai="Edge")[0]


@case(Role.PIMPINAN)
def own_logins(s: Stage) -> Iterator[list[Line]]:
    here = _log_in(s, "pimpinan")
    _log_in(s, "pimpinan")
    yield []
    other = sesi_saya.list_sesi(s.rt, s.person, token=here)[1]
    sesi_saya.end_sesi(s.rt, s.person, other.kunci)
    sesi_saya.end_all_sesi(s.rt, s.person, but=here)
    sesi_saya.end_all_sesi(s.rt, s.person)
    own = f"operator/{s.person.operator_id}"
    yield [
        ("login.akhiri", own, {"gawai": "Edge"}),
        ("login.akhiri_semua", own, {"kecuali_ini": True}),
        ("login.akhiri_semua", own, {"kecuali_ini": False}),
    ]


@case(Role.PENGELOLA_SISTEM)
def logins_of_another(s: Stage) -> Iterator[list[Line]]:
    _log_in(s, "admin-b")
    _log_in(s, "admin-b")
    yield []
    number = s.cast.admin_b.operator_id
    _, rows = sesi_operator.list_sesi_operator(s.rt, s.person, number)
    sesi_operator.end_sesi_operator(s.rt, s.person, number, rows[0].kunci)
    sesi_operator.end_all_sesi_operator(s.rt, s.person, number)
    yield [
        ("operator.akhiri_sesi", f"operator/{number}", {"gawai": "Edge"}),
        ("operator.akhiri_semua_sesi", f"operator/{number}", {}),
    ]


@case()
def walls(s: Stage) -> Iterator[list[Line]]:
    yield []
    day = s.rt.today() + timedelta(days=30)
    isian: dict[str, object] = {"nama": "Lobi", "upp": "upp-a", "sampai": day.isoformat()}
    terhubung.connect_layar(s.rt, s.person, isian)
    terhubung.change_layar(s.rt, s.person, 1, isian | {"nama": "Ruang rapat"})
    terhubung.renew_tautan(s.rt, s.person, 1)
    terhubung.revoke_layar(s.rt, s.person, 1)
    terhubung.revoke_layar(s.rt, s.person, 1)
    before = {"nama": "Lobi", "upp": s.cast.upp["upp-a"], "sampai": day.isoformat()}
    after = before | {"nama": "Ruang rapat"}
    changed = {"sebelum": {"nama": "Lobi"}, "sesudah": {"nama": "Ruang rapat"}}
    yield [
        ("layar.hubungkan", "layar/1", before),
        ("layar.ubah", "layar/1", changed),
        ("layar.tautan", "layar/1", {"nama": "Ruang rapat"}),
        ("layar.cabut", "layar/1", after),
    ]


@case(None)
def a_wall_goes_out(s: Stage) -> Iterator[list[Line]]:
    acting = s.cast.people[Role.ADMIN_PEMPROV]
    _, older = connect_wall(s.rt, acting)
    link = terhubung.renew_tautan(s.rt, acting, 1).alamat.partition("tiket=")[2]
    yield []
    newer, _ = terhubung.open_tautan(s.rt, link, gawai="TV LG")
    sesi.end_session(s.rt, older)  # its device was replaced: worth nothing any more
    sesi.end_session(s.rt, newer)
    yield [("layar.terhubung", "layar/1", {"gawai": "TV LG"}), ("layar.putus", "layar/1", {})]


@case(Role.ADMIN_UPP)
def keys(s: Stage) -> Iterator[list[Line]]:
    yield []
    day = s.rt.today() + timedelta(days=30)
    isian = {"nama": "SIMPEL", "upp": "upp-a", "sampai": day.isoformat(), "guna_kirim": "on"}
    made = kunci.make_kunci(s.rt, s.person, isian)
    kunci.revoke_kunci(s.rt, s.person, made.id)
    kunci.revoke_kunci(s.rt, s.person, made.id)
    told = {
        **{"nama": "SIMPEL", "upp": s.cast.upp["upp-a"], "guna": ["kirim"]},
        "sampai": day.isoformat(),
    }
    yield [("kunci.buat", "kunci/1", told), ("kunci.cabut", "kunci/1", told)]
