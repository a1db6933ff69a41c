"""Pages: each knows its state and nothing below it. One module a page, because Reflex bundles per module."""

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.pages.admin import (
    dashboard,
    entri,
    laporan,
    layar,
    notifikasi,
    penilaian,
    publikasi,
    rekap,
    responden,
)
from sekampadi.web.pages.master import MASTER_PAGES, SETTING_PAGES
from sekampadi.web.pages.publik import beranda, cek, hasil, login, survei, tidak_ada
from sekampadi.web.routes import Route
from sekampadi.web.states.beranda import BerandaState
from sekampadi.web.states.cek import CekState
from sekampadi.web.states.dashboard import DashboardState
from sekampadi.web.states.entri import EntriState
from sekampadi.web.states.hasil import HasilState
from sekampadi.web.states.laporan import LaporanState
from sekampadi.web.states.layar import LayarState
from sekampadi.web.states.notifikasi import AturanState, NotifikasiState
from sekampadi.web.states.penilaian import PenilaianState
from sekampadi.web.states.publikasi import PublikasiState
from sekampadi.web.states.rekap import RekapState
from sekampadi.web.states.responden import RespondenState
from sekampadi.web.states.sesi import LoginState, SesiState
from sekampadi.web.states.survei import SurveiState

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
