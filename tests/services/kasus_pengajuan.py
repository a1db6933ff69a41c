"""Use cases of handing in that write, done once each."""

from collections.abc import Iterator

from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.pengajuan.beku import BerkasSiap, load_berkas
from sekampadi.services.pengajuan.delegasi import add_delegasi, revoke_delegasi
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.isi import papers_of
from sekampadi.services.pengajuan.pengajuan import load_pengajuan
from tests.services.kasus import Line, Stage, case

MASA = MasaLapor(2023, 1)
DELEGASI = {
    **{"peran": "pimpinan_upp", "username": "admin_upp", "bentuk": "plh", "dasar": "800/1/2023"},
    **{"dari": "01-05-2023", "sampai": "31-12-2023"},
}


@case(Role.ADMIN_UPP)
def papers_handed_in_and_taken_away(s: Stage) -> Iterator[list[Line]]:
    yield []
    kirim = AksiPengajuan.KIRIM_HASIL
    bahan = prepare(s.rt, s.person, "", MASA, kirim)
    made = [BerkasSiap(k, f"{k}.xlsx", k.encode()) for k in sorted(papers_of(bahan.isi))]
    serahan = Serahan({"catatan": "Belum ada lembar."}, bahan, made)
    move(s.rt, s.person, "", MASA, kirim, versi=0, serahan=serahan)
    ((_, file),) = load_pengajuan(s.rt, s.person, "", MASA).berkas.values()
    load_berkas(s.rt, s.person, file.kunci)
    told = {
        **{"langkah": "kirim_hasil", "dari": "belum", "ke": "hasil_dikirim"},
        **{"sebagai": "Operator OPD", "catatan": "Belum ada lembar."},
    }
    yield [
        ("pengajuan.langkah", "pengajuan/upp-a/2023-1", told),
        ("ekspor.penyampaian", f"berkas/{file.kunci}", {"nama": "responden.xlsx"}),
    ]


@case(Role.PIMPINAN_UPP)
def somebody_acts_for_an_official(s: Stage) -> Iterator[list[Line]]:
    yield []
    number = add_delegasi(s.rt, s.person, DELEGASI)
    revoke_delegasi(s.rt, s.person, number)
    acting = s.cast.people[Role.ADMIN_UPP]
    told = {
        **{"peran": "pimpinan_upp", "kepada": acting.operator_id, "bentuk": "plh"},
        **{"dari": "2023-05-01", "sampai": "2023-12-31", "dasar": "800/1/2023"},
    }
    yield [
        ("delegasi.tambah", f"delegasi/{number}", told),
        ("delegasi.cabut", f"delegasi/{number}", {"peran": "pimpinan_upp"}),
    ]
