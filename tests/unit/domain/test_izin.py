"""Rights: default deny, and what each role is."""

import pytest

from sekampadi.domain.integrasi.kunci import IZIN_KUNCI
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Role, Scope, may

P = Permission


def person(role: Role) -> Principal:
    return Principal(1, "seseorang", role, None, "", PROVINSI)


@pytest.mark.parametrize("permission", list(Permission))
def test_nobody_may_only_what_is_public(permission: Permission) -> None:
    assert may(None, permission) is (permission is P.PUBLIC)


@pytest.mark.parametrize("role", list(Role))
def test_every_person_may_what_is_public_and_has_a_session(role: Role) -> None:
    assert may(person(role), P.PUBLIC)
    assert may(person(role), P.SESSION)
    assert role.label


def test_every_right_belongs_to_some_role_and_none_to_all() -> None:
    # Every role has a home; unlike the own account it is closed with a one-time password.
    for permission in set(Permission) - {
        P.PUBLIC,
        P.SESSION,
        P.AKUN,
        P.BINGKAI_READ,
        P.BERANDA_READ,
    }:
        if permission in IZIN_KUNCI:  # of keys, which have no role
            assert not any(may(person(role), permission) for role in Role)
            continue
        holders = [role for role in Role if may(person(role), permission)]
        assert holders, permission
        assert len(holders) < len(Role), permission


def test_three_roles_belong_to_an_upp() -> None:
    assert {r for r in Role if r.of_upp} == {
        Role.PETUGAS_LAYANAN,
        Role.ADMIN_UPP,
        Role.PIMPINAN_UPP,
    }


@pytest.mark.parametrize(
    ("role", "allowed", "denied"),
    [
        (Role.PETUGAS_LAYANAN, {P.JAWABAN_ENTER}, {P.DASHBOARD_READ, P.SARAN_READ, P.LAPORAN_READ}),
        (
            Role.ADMIN_UPP,
            {P.DASHBOARD_READ, P.LAPORAN_READ, P.JAWABAN_MODERATE, P.LAYANAN_MANAGE},
            {P.CAPAIAN_READ, P.UPP_MANAGE, P.PENGATURAN_MANAGE, P.AUDIT_READ, P.BACKUP_MANAGE},
        ),
        (Role.PIMPINAN_UPP, {P.DASHBOARD_READ, P.SARAN_READ}, {P.JAWABAN_MODERATE, P.CAPAIAN_READ}),
        (
            Role.ADMIN_PEMPROV,
            {P.CAPAIAN_READ, P.UPP_MANAGE, P.PERTANYAAN_MANAGE, P.AUDIT_READ},
            {P.BACKUP_MANAGE},
        ),
        (Role.PIMPINAN, {P.CAPAIAN_READ, P.LAPORAN_READ, P.LAYAR_READ}, {P.UPP_MANAGE}),
        (
            Role.PENGELOLA_SISTEM,
            {P.OPERATOR_MANAGE, P.BACKUP_MANAGE},
            {P.SARAN_READ, P.JAWABAN_READ, P.LAPORAN_READ, P.DASHBOARD_READ},
        ),
    ],
)
def test_roles_as_the_design_describes_them(
    role: Role, allowed: set[Permission], denied: set[Permission]
) -> None:
    assert {p for p in allowed if not may(person(role), p)} == set()
    assert {p for p in denied if may(person(role), p)} == set()


@pytest.mark.parametrize("role", [Role.PIMPINAN])
def test_pimpinan_changes_nothing(role: Role) -> None:
    actions = {p.value.rsplit(":", 1)[-1] for p in role.permissions}
    assert actions <= {"public", "session", "own", "read", "export", "print"}


def test_a_right_is_named_after_its_resource_and_action() -> None:
    # Every role has a home; unlike the own account it is closed with a one-time password.
    for permission in set(Permission) - {P.PUBLIC, P.SESSION, P.BERANDA_READ}:
        app, resource, action = permission.value.split(":")
        assert app == "sekampadi"
        assert resource
        assert action


def test_a_scope_covers_its_upp_and_the_province_all() -> None:
    assert PROVINSI.covers(7)
    assert Scope(frozenset({7})).covers(7)
    assert not Scope(frozenset({7})).covers(8)
    assert not Scope(frozenset()).covers(7)


LETTERS = {
    "p": Role.PETUGAS_LAYANAN,
    "o": Role.ADMIN_UPP,
    "u": Role.PIMPINAN_UPP,
    "a": Role.ADMIN_PEMPROV,
    "k": Role.KETUA_TIM,
    "t": Role.KABAG_TATALAKSANA,
    "g": Role.PIMPINAN,
    "s": Role.PENGELOLA_SISTEM,
}
MATRIX = """
beranda:read            p o u a k t g s
dashboard:read          . o u a k t g .
capaian:read            . . . a k t g .
laporan:read            . o u a k t g .
laporan:export          . o u a k t g .
laporan:publish         . o . a . . . .
jawaban:read            . o u a k t g .
jawaban:export          . o u a k t g .
jawaban:moderate        . o . a . . . .
jawaban:enter           p o . a . . . .
saran:read              . o u a k t g .
qr:print                p o u a k t g .
upp:manage              . . . a . . . .
operator:manage         . o . a . . . s
layanan:manage          . o . a . . . .
pertanyaan:manage       . . . a . . . .
tindak_lanjut:read      . o u a k t g .
tindak_lanjut:write     . o . a . . . .
pengajuan:read          . o u a k t g .
pengajuan:move          . o u a . . . .
dossier:read            . . . a k t g .
dossier:move            . . . a k t . .
tenggat:manage          . . . a . . . .
delegasi:manage         . . u a k t . .
qr:log                  p o . a . . . .
pemantauan:read         . o u a k t g .
pemantauan:write        . . . a k . . .
pemantauan:answer       . o . a . . . .
rekap:read              . . . a k t g .
tahunan:read            . o u a k t g .
tahunan:write           . o . a k . . .
layar:read              . o u a k t g .
layar:connect           . o . a . . . .
kunci:manage            . o . a . . . .
api:key                 . . . . . . . .
api:angka               . . . . . . . .
api:jawaban             . . . . . . . .
api:kirim               . . . . . . . .
api:undangan            . . . . . . . .
notifikasi:read         . o u a k t g s
pengaturan:manage       . . . a . . . s
audit:read              . . . a . . . s
backup:manage           . . . . . . . s
sistem:read             . . . . . . . s
"""
"""The decree's procedure (H, J, K.2), a line for each right, also for those that no page asks for yet."""


def test_each_right_is_held_by_those_the_decree_names() -> None:
    lines = [line.split() for line in MATRIX.strip().splitlines()]
    written = {f"sekampadi:{name}": {LETTERS[x] for x in who if x != "."} for name, *who in lines}
    named = set(Permission) - {P.PUBLIC, P.SESSION, P.AKUN, P.BINGKAI_READ}
    assert {p.value: {r for r in Role if may(person(r), p)} for p in named} == written
