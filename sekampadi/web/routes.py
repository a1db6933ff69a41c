"""Pages: each knows its state and nothing below it. One module a page, because Reflex bundles per module."""

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.akun.sesi import page as login
from sekampadi.web.akun.sesi.state import LoginState, SesiState
from sekampadi.web.laporan import page as laporan
from sekampadi.web.laporan.dashboard import page as dashboard
from sekampadi.web.laporan.dashboard.state import DashboardState
from sekampadi.web.laporan.rekap import page as rekap
from sekampadi.web.laporan.rekap.state import RekapState
from sekampadi.web.laporan.state import LaporanState
from sekampadi.web.layar import page as layar
from sekampadi.web.layar.state import LayarState
from sekampadi.web.master.routes import MASTER_PAGES, SETTING_PAGES
from sekampadi.web.moderasi.penilaian import page as penilaian
from sekampadi.web.moderasi.penilaian.state import PenilaianState
from sekampadi.web.moderasi.responden import page as responden
from sekampadi.web.moderasi.responden.state import RespondenState
from sekampadi.web.notifikasi import page as notifikasi
from sekampadi.web.notifikasi.state import AturanState, NotifikasiState
from sekampadi.web.publikasi import page as publikasi
from sekampadi.web.publikasi.cek import page as cek
from sekampadi.web.publikasi.cek.state import CekState
from sekampadi.web.publikasi.hasil import page as hasil
from sekampadi.web.publikasi.hasil.state import HasilState
from sekampadi.web.publikasi.state import PublikasiState
from sekampadi.web.route import Route
from sekampadi.web.sistem.tidak_ada import page as tidak_ada
from sekampadi.web.survei import page as survei
from sekampadi.web.survei.beranda import page as beranda
from sekampadi.web.survei.beranda.state import BerandaState
from sekampadi.web.survei.entri import page as entri
from sekampadi.web.survei.entri.state import EntriState
from sekampadi.web.survei.state import SurveiState

ROUTES: tuple[Route, ...] = (
    Route("/", t("Isi Survei"), beranda.page, Permission.PUBLIC, (BerandaState.muat,)),
    Route("/survei", t("Survei"), survei.page, Permission.PUBLIC, (SurveiState.muat,)),
    Route("/hasil", t("Hasil Survei"), hasil.page, Permission.PUBLIC, (HasilState.muat,)),
    Route("/cek", t("Periksa Lembar"), cek.page, Permission.PUBLIC, (CekState.muat,)),
    Route("/404", t("Halaman tidak ditemukan"), tidak_ada.page, Permission.PUBLIC),
    Route("/login", t("Masuk"), login.page, Permission.PUBLIC, (LoginState.muat,)),
    Route(
        "/admin",
        t("Dashboard"),
        dashboard.page,
        Permission.DASHBOARD_READ,
        (SesiState.muat, DashboardState.muat),
        menu="",
    ),
    Route(
        "/admin/layar",
        t("Layar Pimpinan"),
        layar.page,
        Permission.LAYAR_READ,
        (SesiState.muat, LayarState.muat),
        menu="",
    ),
    Route(
        "/admin/laporan",
        t("Laporan"),
        laporan.page,
        Permission.LAPORAN_READ,
        (SesiState.muat, LaporanState.muat),
        menu="",
    ),
    Route(
        "/admin/publikasi",
        t("Publikasi"),
        publikasi.page,
        Permission.LAPORAN_READ,
        (SesiState.muat, PublikasiState.muat),
        menu="",
    ),
    Route(
        "/admin/rekap",
        t("Rekap"),
        rekap.page,
        Permission.REKAP_READ,
        (SesiState.muat, RekapState.muat),
        menu="",
    ),
    *MASTER_PAGES,
    Route(
        "/admin/responden",
        t("Responden"),
        responden.page,
        Permission.JAWABAN_READ,
        (SesiState.muat, RespondenState.muat),
        menu=t("Moderasi"),
    ),
    Route(
        "/admin/penilaian",
        t("Penilaian"),
        penilaian.page,
        Permission.JAWABAN_READ,
        (SesiState.muat, PenilaianState.muat),
        menu=t("Moderasi"),
    ),
    Route(
        "/admin/entri",
        t("Entri"),
        entri.page,
        Permission.JAWABAN_ENTER,
        (SesiState.muat, EntriState.muat),
        menu=t("Moderasi"),
    ),
    *SETTING_PAGES,
    Route(
        "/admin/notifikasi",
        t("Notifikasi"),
        notifikasi.page,
        Permission.NOTIFIKASI_READ,
        (SesiState.muat, NotifikasiState.muat, AturanState.muat),
    ),
)
