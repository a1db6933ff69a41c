"""The pages of Tabel Master, the settings and the own account."""

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.pages.admin import akun, layanan, operator, pengaturan, pertanyaan, upp
from sekampadi.web.routes import Route
from sekampadi.web.states.akun import AkunState
from sekampadi.web.states.layanan import LayananState
from sekampadi.web.states.operator import OperatorState
from sekampadi.web.states.pengaturan import PengaturanState
from sekampadi.web.states.pertanyaan import PertanyaanState
from sekampadi.web.states.sesi import SesiState
from sekampadi.web.states.upp import UppState

_MASTER = t("Tabel Master")

MASTER_PAGES: tuple[Route, ...] = (
    Route(
        "/admin/upp",
        t("UPP"),
        upp.page,
        Permission.UPP_MANAGE,
        (SesiState.muat, UppState.muat),
        menu=_MASTER,
    ),
    Route(
        "/admin/operator",
        t("Operator"),
        operator.page,
        Permission.OPERATOR_MANAGE,
        (SesiState.muat, OperatorState.muat),
        menu=_MASTER,
    ),
    Route(
        "/admin/layanan",
        t("Layanan"),
        layanan.page,
        Permission.LAYANAN_MANAGE,
        (SesiState.muat, LayananState.muat),
        menu=_MASTER,
    ),
    Route(
        "/admin/pertanyaan",
        t("Pertanyaan"),
        pertanyaan.page,
        Permission.PERTANYAAN_MANAGE,
        (SesiState.muat, PertanyaanState.muat),
        menu=_MASTER,
    ),
)

SETTING_PAGES: tuple[Route, ...] = (
    Route(
        "/admin/pengaturan",
        t("Pengaturan"),
        pengaturan.page,
        Permission.PENGATURAN_MANAGE,
        (SesiState.muat, PengaturanState.muat),
        menu=t("Sistem"),
    ),
    Route(
        "/admin/akun",
        t("Akun saya"),
        akun.page,
        Permission.SESSION,
        (SesiState.muat, AkunState.muat),
    ),
)
