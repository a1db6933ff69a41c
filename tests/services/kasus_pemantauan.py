"""Use cases that write of codes, visits and findings, done once each."""

from collections.abc import Iterator

from sekampadi.domain.izin import Role
from sekampadi.services.pengajuan.pemantauan import foto_kode, kode, kunjungan, temuan
from tests.services.kasus import Line, Stage, case, png

KODE = {"media": "poster", "tempat": "Loket 2", "tanggal": "01-05-2023", "keterangan": ""}
KUNJUNGAN = {"tanggal": "10-05-2023", "jenis": "berkala", "petugas": "Tim Biro", "catatan": ""}
TEMUAN = {"uraian": "Kode QR di loket sobek.", "rekomendasi": "Ganti.", "target": "31-05-2023"}


@case(Role.ADMIN_UPP)
def code_that_hangs(s: Stage) -> Iterator[list[Line]]:
    yield []
    one = kode.add_kode(s.rt, s.person, KODE)
    foto_kode.save_foto(s.rt, s.person, one, data=png())
    kode.change_kode(s.rt, s.person, one, KODE | {"tempat": "Loket 3"})
    kode.take_down(s.rt, s.person, one, {"tanggal": "10-05-2023"})
    kode.put_up_again(s.rt, s.person, one)
    with s.rt.reading() as session:
        (row,) = kode.list_kode(session, s.person.scope)
    kode.remove_kode(s.rt, s.person, one)
    name = f"kode/{one}"
    first = {
        "upp": s.person.upp_id,
        "layanan": None,
        "tempat": "Loket 2",
        "media": "poster",
        "tanggal": "2023-05-01",
        "keterangan": "",
        "foto": "",
        "dilepas": "",
    }
    assert row.kunci
    yield [
        ("kode.pasang", name, {"sebelum": {}, "sesudah": first}),
        ("kode.foto", name, {"sebelum": {"foto": ""}}),
        ("kode.ubah", name, {}),
        ("kode.lepas", name, {}),
        ("kode.kembali", name, {}),
        ("kode.hapus", name, {"sesudah": {}}),
    ]


@case(Role.ADMIN_PEMPROV)
def visit_and_its_findings(s: Stage) -> Iterator[list[Line]]:
    yield []
    visit = kunjungan.add_kunjungan(s.rt, s.person, "upp-b", KUNJUNGAN)
    kunjungan.change_kunjungan(s.rt, s.person, visit, 1, KUNJUNGAN | {"catatan": "Rapi."})
    one, two = (temuan.add_temuan(s.rt, s.person, visit, TEMUAN) for _ in range(2))
    temuan.change_temuan(s.rt, s.person, one, 1, TEMUAN | {"rekomendasi": "Ganti segera."})
    temuan.remove_temuan(s.rt, s.person, two)
    temuan.answer_temuan(s.rt, s.person, one, 2, {"tindakan": "Sudah diganti."})
    temuan.return_temuan(s.rt, s.person, one, 3, {"catatan": "Fotonya belum ada."})
    temuan.close_temuan(s.rt, s.person, one, 4)
    empty = kunjungan.add_kunjungan(s.rt, s.person, "upp-b", KUNJUNGAN)
    kunjungan.remove_kunjungan(s.rt, s.person, empty)
    first = {
        "tanggal": "2023-05-10",
        "jenis": "berkala",
        "catatan": "",
    }
    at, name = f"kunjungan/{visit}", f"temuan/{one}"
    yield [
        ("kunjungan.tambah", at, {"upp": "upp-b", "sesudah": first}),
        (
            *("kunjungan.ubah", at),
            {"sebelum": {"catatan": ""}, "sesudah": {"catatan": "Rapi."}, "petugas_diubah": False},
        ),
        ("temuan.tambah", name, {"upp": "upp-b", "sebelum": {}}),
        ("temuan.tambah", f"temuan/{two}", {}),
        ("temuan.ubah", name, {}),
        ("temuan.hapus", f"temuan/{two}", {"sesudah": {}}),
        ("temuan.jawab", name, {}),
        ("temuan.buka", name, {}),
        ("temuan.tutup", name, {}),
        ("kunjungan.tambah", f"kunjungan/{empty}", {}),
        ("kunjungan.hapus", f"kunjungan/{empty}", {"sebelum": first, "sesudah": {}}),
    ]
