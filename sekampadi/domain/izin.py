"""Who may do what: permissions, roles, the acting person and the boundary between UPP (decree, H and J)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sekampadi.domain.berlabel import Labelled


class Permission(StrEnum):
    """A right, ``sekampadi:<resource>:<action>``, declared on each route, handler and download."""

    PUBLIC = "sekampadi:public"
    """Anyone, logged in or not."""
    SESSION = "sekampadi:session"
    """Anyone who is logged in."""
    AKUN = "sekampadi:akun:own"
    """Likewise, for the own account: also with a one-time password, and before a second factor that the
    role has to have."""
    BINGKAI_READ = "sekampadi:bingkai:read"
    """Sees the frame of the admin pages: who looks, and which pages are open. Also a connected wall."""
    BERANDA_READ = "sekampadi:beranda:read"
    """Has a page to begin the day with: every role, each its own."""
    DASHBOARD_READ = "sekampadi:dashboard:read"
    CAPAIAN_READ = "sekampadi:capaian:read"
    LAPORAN_READ = "sekampadi:laporan:read"
    LAPORAN_EXPORT = "sekampadi:laporan:export"
    LAPORAN_PUBLISH = "sekampadi:laporan:publish"
    JAWABAN_READ = "sekampadi:jawaban:read"
    JAWABAN_EXPORT = "sekampadi:jawaban:export"
    JAWABAN_MODERATE = "sekampadi:jawaban:moderate"
    JAWABAN_ENTER = "sekampadi:jawaban:enter"
    SARAN_READ = "sekampadi:saran:read"
    QR_PRINT = "sekampadi:qr:print"
    UPP_MANAGE = "sekampadi:upp:manage"
    OPERATOR_MANAGE = "sekampadi:operator:manage"
    LAYANAN_MANAGE = "sekampadi:layanan:manage"
    PERTANYAAN_MANAGE = "sekampadi:pertanyaan:manage"
    TINDAK_LANJUT_READ = "sekampadi:tindak_lanjut:read"
    TINDAK_LANJUT_WRITE = "sekampadi:tindak_lanjut:write"
    PENGAJUAN_READ = "sekampadi:pengajuan:read"
    PENGAJUAN_MOVE = "sekampadi:pengajuan:move"
    """Makes some moves of an UPP's papers; which ones says ``domain.pengajuan.alur``."""
    DOSSIER_READ = "sekampadi:dossier:read"
    DOSSIER_MOVE = "sekampadi:dossier:move"
    """Likewise of the province's papers."""
    TENGGAT_MANAGE = "sekampadi:tenggat:manage"
    DELEGASI_MANAGE = "sekampadi:delegasi:manage"
    """Says who acts for an official: for oneself, or for all of the province."""
    QR_LOG = "sekampadi:qr:log"
    """Says where codes hang."""
    PEMANTAUAN_READ = "sekampadi:pemantauan:read"
    PEMANTAUAN_WRITE = "sekampadi:pemantauan:write"
    PEMANTAUAN_ANSWER = "sekampadi:pemantauan:answer"
    """Says what was done about a finding."""
    TAHUNAN_READ = "sekampadi:tahunan:read"
    TAHUNAN_WRITE = "sekampadi:tahunan:write"
    """Writes the words of annual reports: of the UPP one sees, of the province, or of both."""
    REKAP_READ = "sekampadi:rekap:read"
    LAYAR_READ = "sekampadi:layar:read"
    LAYAR_CONNECT = "sekampadi:layar:connect"
    """Connects a wall or a leader's phone, which then shows the leaders' screen and nothing else."""
    NOTIFIKASI_READ = "sekampadi:notifikasi:read"
    """Is told things, and says when. Every role but the one that only types answers in."""
    KUNCI_MANAGE = "sekampadi:kunci:manage"
    """Lets other systems in: makes their keys and takes them back, and says where notices go."""
    PENGATURAN_MANAGE = "sekampadi:pengaturan:manage"
    AUDIT_READ = "sekampadi:audit:read"
    BACKUP_MANAGE = "sekampadi:backup:manage"
    SISTEM_READ = "sekampadi:sistem:read"


_P = Permission
_READ_FIGURES = frozenset(
    {
        _P.DASHBOARD_READ,
        _P.LAPORAN_READ,
        _P.LAPORAN_EXPORT,
        _P.TINDAK_LANJUT_READ,
        _P.PENGAJUAN_READ,
        _P.PEMANTAUAN_READ,
        _P.TAHUNAN_READ,
        _P.QR_PRINT,
        _P.NOTIFIKASI_READ,
    }
)
_READ_ANSWERS = frozenset({_P.JAWABAN_READ, _P.JAWABAN_EXPORT, _P.SARAN_READ})
_READ_PROVINCE = _READ_FIGURES | {
    _P.CAPAIAN_READ,
    _P.REKAP_READ,
    _P.LAYAR_READ,
    _P.DOSSIER_READ,
}


class Role(Labelled):
    """What a person is in the decree's procedure."""

    PETUGAS_LAYANAN = "petugas_layanan", "Petugas Layanan"
    ADMIN_UPP = "admin_upp", "Operator OPD"
    PIMPINAN_UPP = "pimpinan_upp", "Pimpinan UPP"
    ADMIN_PEMPROV = "admin_pemprov", "Admin Pemprov"
    KETUA_TIM = "ketua_tim", "Ketua Tim Kerja Pelayanan Publik"
    KABAG_TATALAKSANA = "kabag_tatalaksana", "Kabag Tatalaksana"
    PIMPINAN = "pimpinan", "Pimpinan"
    PENGELOLA_SISTEM = "pengelola_sistem", "Pengelola Sistem"

    @property
    def of_upp(self) -> bool:
        """Whether the role belongs to one UPP (with its UPT) rather than to the province."""
        return self in {Role.PETUGAS_LAYANAN, Role.ADMIN_UPP, Role.PIMPINAN_UPP}

    @property
    def permissions(self) -> frozenset[Permission]:
        """All rights of the role, those of every logged-in person included."""
        return _RIGHTS[self] | {
            _P.PUBLIC,
            _P.SESSION,
            _P.AKUN,
            _P.BINGKAI_READ,
            _P.BERANDA_READ,
        }


_RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.PETUGAS_LAYANAN: frozenset({_P.JAWABAN_ENTER, _P.QR_PRINT, _P.QR_LOG}),
    Role.ADMIN_UPP: _READ_FIGURES
    | _READ_ANSWERS
    | {
        _P.LAPORAN_PUBLISH,
        _P.JAWABAN_MODERATE,
        _P.JAWABAN_ENTER,
        _P.OPERATOR_MANAGE,
        _P.LAYANAN_MANAGE,
        _P.KUNCI_MANAGE,
        _P.LAYAR_READ,
        _P.LAYAR_CONNECT,
        _P.TINDAK_LANJUT_WRITE,
        _P.PENGAJUAN_MOVE,
        _P.QR_LOG,
        _P.PEMANTAUAN_ANSWER,
        _P.TAHUNAN_WRITE,
    },
    Role.PIMPINAN_UPP: _READ_FIGURES
    | _READ_ANSWERS
    | {_P.LAYAR_READ, _P.PENGAJUAN_MOVE, _P.DELEGASI_MANAGE},
    Role.ADMIN_PEMPROV: _READ_PROVINCE
    | _READ_ANSWERS
    | {
        _P.LAPORAN_PUBLISH,
        _P.JAWABAN_MODERATE,
        _P.JAWABAN_ENTER,
        _P.UPP_MANAGE,
        _P.OPERATOR_MANAGE,
        _P.LAYANAN_MANAGE,
        _P.PERTANYAAN_MANAGE,
        _P.KUNCI_MANAGE,
        _P.LAYAR_CONNECT,
        _P.TINDAK_LANJUT_WRITE,
        _P.PENGAJUAN_MOVE,
        _P.DOSSIER_MOVE,
        _P.TENGGAT_MANAGE,
        _P.DELEGASI_MANAGE,
        _P.QR_LOG,
        _P.PEMANTAUAN_WRITE,
        _P.PEMANTAUAN_ANSWER,
        _P.TAHUNAN_WRITE,
        _P.PENGATURAN_MANAGE,
        _P.AUDIT_READ,
    },
    Role.KETUA_TIM: _READ_PROVINCE
    | _READ_ANSWERS
    | {_P.DOSSIER_MOVE, _P.DELEGASI_MANAGE, _P.PEMANTAUAN_WRITE, _P.TAHUNAN_WRITE},
    Role.KABAG_TATALAKSANA: _READ_PROVINCE | _READ_ANSWERS | {_P.DOSSIER_MOVE, _P.DELEGASI_MANAGE},
    Role.PIMPINAN: _READ_PROVINCE | _READ_ANSWERS,
    Role.PENGELOLA_SISTEM: frozenset(
        {
            _P.OPERATOR_MANAGE,
            _P.PENGATURAN_MANAGE,
            _P.BACKUP_MANAGE,
            _P.NOTIFIKASI_READ,
            _P.AUDIT_READ,
            _P.SISTEM_READ,
        }
    ),
}


LAYAR_TERHUBUNG: Final = frozenset({_P.PUBLIC, _P.BINGKAI_READ, _P.LAYAR_READ})
"""All rights of a connected wall, whoever has connected it: no ``SESSION``, for it has no account."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which UPP a person may see."""

    upp_ids: frozenset[int] | None  # None means the whole province

    def covers(self, upp_id: int) -> bool:
        """Tell whether an UPP lies inside."""
        return self.upp_ids is None or upp_id in self.upp_ids

    @property
    def is_one_upp(self) -> bool:
        """Whether there is one UPP to see and no other."""
        return self.upp_ids is not None and len(self.upp_ids) == 1


PROVINSI = Scope(None)
"""The scope of the whole province, also of public figures."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The acting person, with its own UPP unless its role is one of the province.

    ``harus_ganti``: its password is a one-time password; until it is changed, nothing but the own
    account is open. ``harus_faktor``: likewise until it has the second factor that its role needs.
    ``layar_id``: no person but a connected wall; its name stands in ``username``, ``operator_id`` is 0,
    which no account has, and its rights are :data:`LAYAR_TERHUBUNG`, while the role only says whether
    it shows the province or an UPP.
    """

    operator_id: int
    username: str
    role: Role
    upp_id: int | None
    upp_nama: str
    scope: Scope
    harus_ganti: bool = False
    harus_faktor: bool = False
    layar_id: int | None = None

    @property
    def terbatas(self) -> bool:
        """Whether nothing but the own account is open yet."""
        return self.harus_ganti or self.harus_faktor

    @property
    def izin(self) -> frozenset[Permission]:
        """All rights, those that wait for a new password or a second factor included."""
        return self.role.permissions if self.layar_id is None else LAYAR_TERHUBUNG

    def may(self, permission: Permission) -> bool:
        """Tell whether the person has a right now."""
        if self.terbatas and permission not in {_P.PUBLIC, _P.AKUN, _P.BINGKAI_READ}:
            return False
        return permission in self.izin


def may(principal: Principal | None, permission: Permission) -> bool:
    """Tell whether a person, or nobody, has a right."""
    if principal is None:
        return permission is Permission.PUBLIC
    return principal.may(permission)
