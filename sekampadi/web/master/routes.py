"""The pages of Tabel Master, the settings and the own account."""

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.akun import page as akun
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.akun.state import AkunState
from sekampadi.web.master.layanan import page as layanan
from sekampadi.web.master.layanan.state import LayananState
from sekampadi.web.master.operator import page as operator
from sekampadi.web.master.operator.state import OperatorState
from sekampadi.web.master.pertanyaan import page as pertanyaan
from sekampadi.web.master.pertanyaan.state import PertanyaanState
from sekampadi.web.master.upp import page as upp
from sekampadi.web.master.upp.state import UppState
from sekampadi.web.route import Route
from sekampadi.web.sistem.pengaturan import page as pengaturan
from sekampadi.web.sistem.pengaturan.state import PengaturanState

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
