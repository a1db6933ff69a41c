"""Every use case that writes, done once: what comes before the first ``yield`` prepares it.

Those of accounts, master tables and settings stand here; the others in :mod:`.kasus_jawaban`.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from PIL import Image
from sqlmodel import select

from sekampadi.db.models import Layanan, Operator
from sekampadi.db.queries.master import perangkat_in_force
from sekampadi.domain.errors import UnauthenticatedError
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.akun import akun, operator, sesi
from sekampadi.services.impor.impor_layanan import KOLOM, keep_upload, run_upload
from sekampadi.services.master import kelola_operator, layanan, metode, pertanyaan, upp
from sekampadi.services.publikasi.terbuka.pengaturan import save_keterbukaan
from sekampadi.services.sistem import pengaturan
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast
from tests.services.impor.test_impor_layanan import workbook

Line = tuple[str, str, dict[str, object]]
"""Action, object, and what else must be told."""
IDENTITAS = {
    "daerah": "Kabupaten Sambas",
    "pemerintah": "Pemerintah Kabupaten Sambas",
    "singkatan": "Pemkab. Sambas",
    "pengelola": "Bagian Organisasi Setda Kab. Sambas",
    "aksen": "#7A1F5C",
    "lapor": "https://www.lapor.go.id",
}


@dataclass
class Stage:
    """Where a use case is done, and who does it."""

    rt: Runtime
    cast: Cast
    clock: SettableClock
    person: Principal


Act = Callable[[Stage], Iterator[list[Line]]]
"""Prepares up to its first ``yield``, acts, and yields the lines that must stand there then."""
CASES: dict[str, tuple[Act, Role | None]] = {}
"""Name -> the use case, and the role of who does it; None for nobody: a stranger, or the machine."""


def case(role: Role | None = Role.ADMIN_PEMPROV) -> Callable[[Act], Act]:
    """Put a use case on the list."""

    def keep(act: Act) -> Act:
        CASES[act.__name__] = (act, role)
        return act

    return keep


def account_of(s: Stage, role: Role) -> str:
    """Return how the trail names the account of a role."""
    return f"operator/{s.cast.people[role].operator_id}"


def png() -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "PNG")
    return out.getvalue()


@case(None)
def wrong_password(s: Stage) -> Iterator[list[Line]]:
    yield []
    try:
        sesi.issue_ticket(s.rt, "pimpinan", "bukan ini")
    except UnauthenticatedError:
        yield [("login.gagal", account_of(s, Role.PIMPINAN), {})]


@case(Role.PIMPINAN)
def log_in(s: Stage) -> Iterator[list[Line]]:
    ticket = sesi.issue_ticket(s.rt, "pimpinan", PASSWORD)
    yield []
    sesi.redeem_ticket(s.rt, ticket)
    yield [("login.masuk", "", {})]


@case(Role.PIMPINAN)
def log_out(s: Stage) -> Iterator[list[Line]]:
    token, _ = sesi.redeem_ticket(s.rt, sesi.issue_ticket(s.rt, "pimpinan", PASSWORD))
    yield []
    sesi.end_session(s.rt, token)
    yield [("login.keluar", "", {})]


@case(Role.PETUGAS_LAYANAN)
def own_account(s: Stage) -> Iterator[list[Line]]:
    yield []
    akun.rename_akun(s.rt, s.person, {"username": "petugas.baru"})
    new = "padi menguning di sawah"
    fields = {"lama": PASSWORD, "baru": new, "ulang": new}
    akun.change_password(s.rt, s.person, fields, token=None)
    own = f"operator/{s.person.operator_id}"
    yield [("akun.ubah", own, {}), ("akun.kata_sandi", own, {})]


@case(None)
def account_by_command(s: Stage) -> Iterator[list[Line]]:
    yield []
    new = {"username": "baru", "password": "padi menguning di sawah"}
    objek = f"operator/{operator.create_operator(s.rt, role=Role.PIMPINAN, **new)}"
    operator.reset_password(s.rt, **new)
    yield [("operator.buat", objek, {"role": "pimpinan"}), ("operator.kata_sandi", objek, {})]


@case(Role.PENGELOLA_SISTEM)
def account(s: Stage) -> Iterator[list[Line]]:
    yield []
    fields: dict[str, object] = {"username": "baru", "role": "pimpinan", "upp": ""}
    kelola_operator.create_account(s.rt, s.person, fields)
    with s.rt.reading() as session:
        number = session.exec(select(Operator.id).where(Operator.username == "baru")).one() or 0
    changed = {"username": "lain", "role": "kabag_tatalaksana"}
    kelola_operator.update_account(s.rt, s.person, number, fields | changed)
    kelola_operator.set_account_active(s.rt, s.person, number, False)
    kelola_operator.set_account_active(s.rt, s.person, number, True)
    kelola_operator.reset_account_password(s.rt, s.person, number)
    kelola_operator.delete_account(s.rt, s.person, number)
    objek, before = f"operator/{number}", {"role": "pimpinan", "upp_id": None}
    told = {
        **{"username_diubah": True, "sebelum": {"role": "pimpinan"}},
        "sesudah": {"role": "kabag_tatalaksana"},
    }
    yield [
        ("operator.buat", objek, before),
        ("operator.ubah", objek, told),
        ("operator.nonaktif", objek, {}),
        ("operator.aktif", objek, {}),
        ("operator.kata_sandi", objek, {}),
        ("operator.hapus", objek, before | {"role": "kabag_tatalaksana"}),
    ]


@case()
def office(s: Stage) -> Iterator[list[Line]]:
    yield []
    fields = {"nama": "Dinas Perikanan", "jenis": "Dinas", "induk": ""}
    row = upp.create_upp(s.rt, s.person, fields)
    upp.update_upp(s.rt, s.person, row.id, fields | {"nama": "Dinas Kelautan"})
    upp.set_upp_active(s.rt, s.person, row.id, False)
    upp.set_upp_active(s.rt, s.person, row.id, True)
    upp.delete_upp(s.rt, s.person, row.id)
    before = {"nama": "Dinas Perikanan", "jenis": "Dinas", "induk_id": None}
    old, new = {"nama": "Dinas Perikanan"}, {"nama": "Dinas Kelautan"}
    yield [
        ("upp.buat", row.kode, before),
        ("upp.ubah", row.kode, {"sebelum": old, "sesudah": new}),
        ("upp.nonaktif", row.kode, {}),
        ("upp.aktif", row.kode, {}),
        ("upp.hapus", row.kode, {"nama": "Dinas Kelautan"}),
    ]


@case(Role.ADMIN_UPP)
def service(s: Stage) -> Iterator[list[Line]]:
    yield []
    fields = {"nama": "Izin Usaha", "biaya": "0", "standar_waktu": "1 Jam"}
    kode = layanan.create_layanan(s.rt, s.person, fields | {"upp": "upp-a"})
    with s.rt.reading() as session:
        number = session.exec(select(Layanan.id).where(Layanan.kode == kode)).one() or 0
    layanan.update_layanan(s.rt, s.person, number, fields | {"nama": "Izin Toko"})
    layanan.set_layanan_active(s.rt, s.person, number, False)
    layanan.set_layanan_active(s.rt, s.person, number, True)
    layanan.delete_layanan(s.rt, s.person, number)
    after = fields | {"nama": "Izin Toko"}
    yield [
        ("layanan.buat", kode, fields | {"upp": "upp-a"}),
        (
            "layanan.ubah",
            kode,
            {"sebelum": {"nama": "Izin Usaha"}, "sesudah": {"nama": "Izin Toko"}},
        ),
        ("layanan.nonaktif", kode, {}),
        ("layanan.aktif", kode, {}),
        ("layanan.hapus", kode, after),
    ]


@case(Role.ADMIN_UPP)
def services_from_a_file(s: Stage) -> Iterator[list[Line]]:
    rows = [("upp-a", "Izin Usaha", "0", "1 Jam"), ("upp-a", "Layanan a2", "10", "1 Jam")]
    data = workbook(list(rows), head=KOLOM)
    yield []
    for _ in range(2):
        run_upload(s.rt, s.person, keep_upload(s.rt, s.person, data))
    yield [
        ("layanan.buat", "upp-a-izin-usaha", {"nama": "Izin Usaha"}),
        ("layanan.ubah", "layanan-a2", {}),
        ("layanan.impor", "", {"jumlah": {"tambah": 1, "ubah": 1, "tetap": 0}}),
        ("layanan.impor", "", {"jumlah": {"tambah": 0, "ubah": 0, "tetap": 2}}),
    ]


@case()
def questions(s: Stage) -> Iterator[list[Line]]:
    with s.rt.reading() as session:
        found = perangkat_in_force(session, s.rt.today())
    yield []
    assert found is not None
    draft = pertanyaan.draft_version(s.rt, s.person, found[0])
    isi = pertanyaan.load_perangkat(s.rt, s.person, draft).isi
    words: dict[str, object] = {"nama": isi.nama, "umum": isi.umum}
    for q in isi.pertanyaan:
        words[q.unsur.field] = q.teks
        words |= {f"{q.unsur.field}_{i}": w for i, w in enumerate(q.opsi, 1)}
    pertanyaan.update_draft(s.rt, s.person, draft, words)
    pertanyaan.publish_draft(s.rt, s.person, draft, {"berlaku_dari": "2023-05-16"})
    pertanyaan.withdraw(s.rt, s.person, draft)
    yield [
        ("pertanyaan.draf", "sekampadi/2", {"dari_versi": 1}),
        ("pertanyaan.ubah", "sekampadi/2", {}),
        ("pertanyaan.terbit", "sekampadi/2", {"berlaku_dari": "2023-05-16"}),
        ("pertanyaan.arsip", "sekampadi/2", {}),
    ]


@case()
def method(s: Stage) -> Iterator[list[Line]]:
    yield []
    day = date(2023, 6, 1)
    metode.set_metode(s.rt, s.person, {"berlaku_dari": "2023-06-01", "metode": "permen"})
    metode.remove_metode(s.rt, s.person, day, {})
    yield [
        ("pengaturan.metode", "2023-06-01", {"sebelum": "", "sesudah": "permen"}),
        ("pengaturan.metode", "2023-06-01", {"sebelum": "permen", "sesudah": ""}),
    ]


@case(Role.PENGELOLA_SISTEM)
def settings(s: Stage) -> Iterator[list[Line]]:
    yield []
    values = {"cepat_persen": 25, "cepat_sampel": 50, "ulang_kali": 4, "ulang_menit": 60}
    pengaturan.save_identitas(s.rt, s.person, IDENTITAS)
    pengaturan.save_ambang(s.rt, s.person, {k: str(v) for k, v in values.items()})
    sidik = pengaturan.save_logo(s.rt, s.person, png())
    pengaturan.remove_logo(s.rt, s.person)
    pengaturan.remove_logo(s.rt, s.person)
    yield [
        ("pengaturan.identitas", "", {}),
        ("pengaturan.ambang", "", {"sesudah": values}),
        ("pengaturan.logo", "", {"sidik": sidik}),
        ("pengaturan.logo", "", {"sidik": ""}),
    ]


@case(Role.PENGELOLA_SISTEM)
def openness(s: Stage) -> Iterator[list[Line]]:
    yield []
    save_keterbukaan(
        s.rt,
        s.person,
        {
            "sasaran": "daftar",
            "situs": "dinas.contoh.go.id",
            "lisensi": "Lisensi Kami",
            "lisensi_alamat": "https://contoh.go.id/lisensi",
        },
    )
    yield [("pengaturan.keterbukaan", "", {})]
