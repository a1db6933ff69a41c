"""All pages, in the order of the menu: each stands beside its route, one module a page.

Reflex bundles per module.
"""

from sekampadi.web.akun import page as akun
from sekampadi.web.akun.sesi import page as sesi
from sekampadi.web.akun.sesi_saya import page as sesi_saya
from sekampadi.web.integrasi.kunci import page as kunci_api
from sekampadi.web.laporan import page as laporan
from sekampadi.web.laporan.dashboard import page as dashboard
from sekampadi.web.laporan.rekap import page as rekap
from sekampadi.web.layar import page as layar
from sekampadi.web.layar.terhubung import page as layar_terhubung
from sekampadi.web.master.layanan import page as layanan
from sekampadi.web.master.operator import page as operator
from sekampadi.web.master.pertanyaan import page as pertanyaan
from sekampadi.web.master.upp import page as upp
from sekampadi.web.moderasi.penilaian import page as penilaian
from sekampadi.web.moderasi.responden import page as responden
from sekampadi.web.notifikasi import page as notifikasi
from sekampadi.web.notifikasi.webhook import page as webhook
from sekampadi.web.pengajuan.delegasi import page as delegasi
from sekampadi.web.pengajuan.dossier import page as dossier
from sekampadi.web.pengajuan.jadwal import page as jadwal
from sekampadi.web.pengajuan.kode import page as kode
from sekampadi.web.pengajuan.pekppp import page as pekppp
from sekampadi.web.pengajuan.pemantauan import page as pemantauan
from sekampadi.web.pengajuan.pemantauan.upp import page as pemantauan_upp
from sekampadi.web.pengajuan.rinci import page as pengajuan_rinci
from sekampadi.web.publikasi import page as publikasi
from sekampadi.web.publikasi.cek import page as cek
from sekampadi.web.publikasi.hasil import page as hasil
from sekampadi.web.route import Route
from sekampadi.web.sistem.audit import page as audit
from sekampadi.web.sistem.pengaturan import page as pengaturan
from sekampadi.web.sistem.tidak_ada import page as tidak_ada
from sekampadi.web.survei import page as survei
from sekampadi.web.survei.beranda import page as beranda
from sekampadi.web.survei.entri import page as entri
from sekampadi.web.tahunan import page as tahunan
from sekampadi.web.tindak_lanjut import page as tindak_lanjut
from sekampadi.web.tindak_lanjut.rencana import page as rencana
from sekampadi.web.undangan import page as undangan

ROUTES: tuple[Route, ...] = (
    beranda.ROUTE,
    survei.ROUTE,
    hasil.ROUTE,
    cek.ROUTE,
    tidak_ada.ROUTE,
    sesi.ROUTE,
    dashboard.ROUTE,
    layar.ROUTE,
    laporan.ROUTE,
    tahunan.ROUTE,
    publikasi.ROUTE,
    tindak_lanjut.ROUTE,
    rencana.ROUTE,
    rekap.ROUTE,
    jadwal.ROUTE,
    pengajuan_rinci.ROUTE,
    dossier.ROUTE,
    pekppp.ROUTE,
    pemantauan.ROUTE,
    pemantauan_upp.ROUTE,
    kode.ROUTE,
    upp.ROUTE,
    operator.ROUTE,
    layar_terhubung.ROUTE,
    layanan.ROUTE,
    pertanyaan.ROUTE,
    responden.ROUTE,
    penilaian.ROUTE,
    entri.ROUTE,
    delegasi.ROUTE,
    kunci_api.ROUTE,
    undangan.ROUTE,
    webhook.ROUTE,
    pengaturan.ROUTE,
    audit.ROUTE,
    akun.ROUTE,
    sesi_saya.ROUTE,
    notifikasi.ROUTE,
)
