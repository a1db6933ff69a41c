"""Two at one thing: the second of two savers is refused, told what stands there now, and decides."""

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import func, select

from sekampadi.db.models import Audit
from sekampadi.domain.errors import ChangedError
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.akun import akun
from sekampadi.services.laporan import pelaksanaan
from sekampadi.services.master import kelola_operator, layanan, metode, pertanyaan, upp
from sekampadi.services.notifikasi import notifikasi, peringatan
from sekampadi.services.pengajuan import sejak, tenggat
from sekampadi.services.pengajuan.pemantauan import kode, kunjungan, temuan
from sekampadi.services.sistem import pengaturan
from sekampadi.services.sistem.runtime import Runtime
from tests.factories import Cast
from tests.services.kasus import IDENTITAS
from tests.services.kasus_pemantauan import KODE, KUNJUNGAN, TEMUAN

Isian = Mapping[str, Any]
Q1 = MasaLapor(2023, 1)
TAB = "Anda di tab lain"


@dataclass(frozen=True)
class Opened:
    """A form that two have open: what it was opened with, and what each of them types."""

    semula: Callable[[], dict[str, str]]
    """Returns what a form that is opened now is opened with."""
    save: Callable[[Isian, dict[str, str]], object]
    first: Isian
    second: Isian
    oleh: str


FORMS: dict[str, Callable[[Runtime, Cast], Opened]] = {}


def form(make: Callable[[Runtime, Cast], Opened]) -> Callable[[Runtime, Cast], Opened]:
    """Put a form on the list."""
    FORMS[make.__name__] = make
    return make


@form
def office(rt: Runtime, cast: Cast) -> Opened:
    admin, number = cast.people[Role.ADMIN_PEMPROV], cast.upp["upp-b"]
    isian = {"nama": "Dinas Satu", "jenis": "Dinas", "induk": ""}
    return Opened(
        lambda: upp.isian_upp(*upp.load_upp(rt, admin, number)),
        lambda typed, semula: upp.update_upp(rt, admin, number, typed, semula=semula),
        isian,
        isian | {"nama": "Dinas Dua"},
        admin.username,
    )


@form
def service(rt: Runtime, cast: Cast) -> Opened:
    admin, number = cast.people[Role.ADMIN_UPP], cast.layanan["layanan-a1"]
    isian = {"nama": "Layanan a1", "biaya": "Rp 10.000", "standar_waktu": "1 hari"}
    return Opened(
        lambda: layanan.isian_layanan(layanan.load_layanan(rt, admin, number)),
        lambda typed, semula: layanan.update_layanan(rt, admin, number, typed, semula=semula),
        isian,
        isian | {"biaya": "0"},
        admin.username,
    )


@form
def account(rt: Runtime, cast: Cast) -> Opened:
    person = cast.people[Role.PENGELOLA_SISTEM]
    number = cast.people[Role.PIMPINAN].operator_id
    service = kelola_operator
    return Opened(
        lambda: service.isian_operator(service.load_operator(rt, person, number)),
        lambda typed, semula: service.update_account(rt, person, number, typed, semula=semula),
        {"username": "satu.nama", "role": "pimpinan", "upp": ""},
        {"username": "dua.nama", "role": "pimpinan", "upp": ""},
        person.username,
    )


@form
def own_username(rt: Runtime, cast: Cast) -> Opened:
    person = cast.people[Role.PIMPINAN]

    def now() -> dict[str, str]:
        admin = cast.people[Role.PENGELOLA_SISTEM]
        row = kelola_operator.load_operator(rt, admin, person.operator_id)
        return {"username": row.username}

    return Opened(
        now,
        lambda typed, semula: akun.rename_akun(rt, person, typed, semula=semula),
        {"username": "satu.nama"},
        {"username": "dua.nama"},
        "satu.nama",
    )


@form
def draft(rt: Runtime, cast: Cast) -> Opened:
    admin = cast.people[Role.ADMIN_PEMPROV]
    in_force = pertanyaan.list_versi(rt, admin)[0].id
    number = pertanyaan.draft_version(rt, admin, in_force)

    def now() -> dict[str, str]:
        return pertanyaan.isian_perangkat(pertanyaan.load_perangkat(rt, admin, number).isi)

    words = now()
    return Opened(
        now,
        lambda typed, semula: pertanyaan.update_draft(rt, admin, number, typed, semula=semula),
        words | {"u1": "Bagaimana persyaratannya?"},
        words | {"u1": "Apakah persyaratannya mudah?", "nama": "Kuesioner baru"},
        admin.username,
    )


@form
def identity(rt: Runtime, cast: Cast) -> Opened:
    person = cast.people[Role.PENGELOLA_SISTEM]
    return Opened(
        lambda: pengaturan.isian_identitas(pengaturan.load_pengaturan(rt, person).identitas),
        lambda typed, semula: pengaturan.save_identitas(rt, person, typed, semula=semula),
        IDENTITAS,
        IDENTITAS | {"singkatan": "Sambas"},
        person.username,
    )


@form
def thresholds(rt: Runtime, cast: Cast) -> Opened:
    person = cast.people[Role.PENGELOLA_SISTEM]
    isian = {"cepat_persen": "25", "cepat_sampel": "50", "ulang_kali": "4", "ulang_menit": "60"}
    return Opened(
        lambda: pengaturan.isian_ambang(pengaturan.load_pengaturan(rt, person).ambang),
        lambda typed, semula: pengaturan.save_ambang(rt, person, typed, semula=semula),
        isian,
        isian | {"ulang_kali": "9"},
        person.username,
    )


@form
def method(rt: Runtime, cast: Cast) -> Opened:
    admin = cast.people[Role.ADMIN_PEMPROV]
    isian = {"berlaku_dari": "2023-06-01", "metode": "permen"}
    return Opened(
        lambda: {r.berlaku_dari.isoformat(): r.metode.value for r in metode.list_metode(rt, admin)},
        lambda typed, semula: metode.set_metode(rt, admin, typed, semula=semula),
        isian,
        isian | {"metode": "sekampadi"},
        admin.username,
    )


@form
def addresses(rt: Runtime, cast: Cast) -> Opened:
    person = cast.people[Role.ADMIN_UPP]

    def now() -> dict[str, str]:
        found = notifikasi.load_saluran(rt, person)
        return {"email": found.email, "webhook": found.webhook}

    return Opened(
        now,
        lambda typed, semula: notifikasi.save_saluran(rt, person, typed, semula=semula),
        {"email": "satu@contoh.go.id", "webhook": ""},
        {"email": "dua@contoh.go.id", "webhook": ""},
        TAB,
    )


@form
def rule(rt: Runtime, cast: Cast) -> Opened:
    person = cast.people[Role.ADMIN_UPP]
    isian = {"jenis": "kata", "cakupan": "upp:upp-a", "kata": "pungli", "lewat_email": ""}
    isian["cakupan"] = peringatan.list_cakupan(rt, person)[0].kunci
    peringatan.save_aturan(rt, person, isian)
    [row] = peringatan.list_aturan(rt, person)
    return Opened(
        lambda: peringatan.isian_aturan(peringatan.list_aturan(rt, person)[0]),
        lambda typed, semula: peringatan.save_aturan(rt, person, typed, row.id, semula=semula),
        isian | {"kata": "pungli, calo"},
        isian | {"kata": "antre lama"},
        TAB,
    )


@form
def how_it_was_done(rt: Runtime, cast: Cast) -> Opened:
    admin, triwulan = cast.people[Role.ADMIN_UPP], Triwulan(2023, 1)
    isian = {"dilayani": "400", "dibagikan": "", "kembali": "", "pelaksana": "mandiri"}
    service = pelaksanaan

    def save(typed: Isian, semula: dict[str, str]) -> object:
        return service.save_pelaksanaan(rt, admin, "", triwulan, typed, semula=semula)

    return Opened(
        lambda: service.isian_pelaksanaan(service.load_pelaksanaan(rt, admin, "", triwulan).isi),
        save,
        isian,
        isian | {"dilayani": "500"},
        admin.username,
    )


@form
def first_triwulan(rt: Runtime, cast: Cast) -> Opened:
    admin = cast.people[Role.ADMIN_PEMPROV]
    return Opened(
        lambda: {"sejak": sejak.load_sejak(rt).kunci},
        lambda typed, semula: sejak.save_sejak(rt, admin, typed["sejak"], semula=semula),
        {"sejak": "2022-3"},
        {"sejak": "2022-4"},
        admin.username,
    )


@form
def deadline_of_one(rt: Runtime, cast: Cast) -> Opened:
    return _deadline(rt, cast, "upp-b")


@form
def deadline_of_all(rt: Runtime, cast: Cast) -> Opened:
    return _deadline(rt, cast, "")


def _deadline(rt: Runtime, cast: Cast, kode_upp: str) -> Opened:
    admin = cast.people[Role.ADMIN_PEMPROV]
    sejak.save_sejak(rt, admin, "2022-4")
    return Opened(
        lambda: tenggat.load_seen_tenggat(rt, admin, Q1),
        lambda typed, semula: tenggat.move_tenggat(rt, admin, Q1, kode_upp, typed, semula=semula),
        {"tanggal": "20-05-2023", "alasan": "Libur bersama"},
        {"tanggal": "22-05-2023", "alasan": "Banjir di tiga kabupaten"},
        admin.username,
    )


@form
def code_that_hangs(rt: Runtime, cast: Cast) -> Opened:
    admin = cast.people[Role.ADMIN_UPP]
    number = kode.add_kode(rt, admin, KODE)
    return Opened(
        lambda: kode.isian_kode(kode.load_kode(rt, admin, number)),
        lambda typed, semula: kode.change_kode(rt, admin, number, typed, semula=semula),
        KODE | {"tempat": "Loket 3"},
        KODE | {"tempat": "Loket 4"},
        admin.username,
    )


def _visit(rt: Runtime, cast: Cast) -> tuple[int, Callable[[], kunjungan.KunjunganRow]]:
    admin = cast.people[Role.ADMIN_PEMPROV]
    number = kunjungan.add_kunjungan(rt, admin, "upp-b", KUNJUNGAN)

    def read() -> kunjungan.KunjunganRow:
        with rt.reading() as session:
            [row] = kunjungan.list_kunjungan(session, admin.scope, rt.today())
            return row

    return number, read


@form
def visit(rt: Runtime, cast: Cast) -> Opened:
    admin = cast.people[Role.ADMIN_PEMPROV]
    number, read = _visit(rt, cast)

    def save(typed: Isian, semula: dict[str, str]) -> None:
        kunjungan.change_kunjungan(rt, admin, number, int(semula["versi"]), typed)

    return Opened(
        lambda: kunjungan.isian_kunjungan(read()) | {"versi": str(read().versi)},
        save,
        KUNJUNGAN | {"catatan": "Rapi."},
        KUNJUNGAN | {"catatan": "Antrean panjang."},
        admin.username,
    )


@form
def finding(rt: Runtime, cast: Cast) -> Opened:
    admin = cast.people[Role.ADMIN_PEMPROV]
    number, read = _visit(rt, cast)
    one = temuan.add_temuan(rt, admin, number, TEMUAN)

    def now() -> dict[str, str]:
        [row] = read().temuan
        return temuan.isian_temuan(row) | {"versi": str(row.versi)}

    def save(typed: Isian, semula: dict[str, str]) -> None:
        temuan.change_temuan(rt, admin, one, int(semula["versi"]), typed)

    return Opened(
        now,
        save,
        TEMUAN | {"rekomendasi": "Ganti segera."},
        TEMUAN | {"rekomendasi": "Cetak ulang."},
        admin.username,
    )


@pytest.fixture
def opened(request: pytest.FixtureRequest, rt: Runtime, cast: Cast) -> Opened:
    """Open a form; what others may have told this process meanwhile is read anew."""
    made = FORMS[request.param](rt, cast)

    def semula() -> dict[str, str]:
        rt.acted_elsewhere()
        return made.semula()

    return replace(made, semula=semula)


def _acts(rt: Runtime) -> int:
    with rt.reading() as session:
        return session.exec(select(func.count()).select_from(Audit)).one()


EACH = pytest.mark.parametrize("opened", FORMS, indirect=True)


@EACH
def test_the_second_is_shown_what_the_first_has_stored_and_decides(
    rt: Runtime, opened: Opened
) -> None:
    semula = opened.semula()
    opened.save(opened.first, semula)
    stored, lines = opened.semula(), _acts(rt)
    assert stored != semula
    with pytest.raises(ChangedError) as caught:
        opened.save(opened.second, semula)
    error = caught.value
    assert (error.code, error.oleh) == ("isian.berubah", opened.oleh)
    assert error.pada == rt.now()
    assert opened.oleh in error.message
    told = {k: v for k, v in error.kini.items() if k in stored}
    assert told == {k: stored[k] for k in told}
    # Nothing is half stored, and no line says that something was.
    assert (opened.semula(), _acts(rt)) == (stored, lines)
    # Who has seen it may write over it.
    opened.save(opened.second, stored)
    assert opened.semula() != stored


@EACH
def test_of_two_who_save_at_once_one_is_told_of_the_other(opened: Opened) -> None:
    semula = opened.semula()
    gate = threading.Barrier(2)

    def save(typed: Isian) -> str:
        gate.wait(timeout=30)
        try:
            opened.save(typed, semula)
        except ChangedError as error:
            return error.code
        return "disimpan"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(save, (opened.first, opened.second)))
    assert told == ["disimpan", "isian.berubah"]
    assert opened.semula() != semula


WITHOUT_VERSION = sorted(set(FORMS) - {"visit", "finding"})


@pytest.mark.parametrize("opened", WITHOUT_VERSION, indirect=True)
def test_who_writes_the_same_writes_over_nothing(opened: Opened) -> None:
    semula = opened.semula()
    opened.save(opened.first, semula)
    stored = opened.semula()
    opened.save(opened.first, semula)
    assert opened.semula() == stored


def _close(rt: Runtime, cast: Cast) -> Iterator[Callable[[], object]]:
    admin = cast.people[Role.ADMIN_PEMPROV]
    yield lambda: upp.set_upp_active(rt, admin, cast.upp["upp-b"], False)
    yield lambda: layanan.set_layanan_active(rt, admin, cast.layanan["layanan-a1"], False)
    account_id = cast.people[Role.PIMPINAN].operator_id
    person = cast.people[Role.PENGELOLA_SISTEM]
    yield lambda: kelola_operator.set_account_active(rt, person, account_id, False)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("opened", "at"), [("office", 0), ("service", 1), ("account", 2)], indirect=["opened"]
)
def test_whoever_closes_the_row_has_changed_it(
    rt: Runtime, cast: Cast, opened: Opened, at: int
) -> None:
    semula = opened.semula()
    list(_close(rt, cast))[at]()
    with pytest.raises(ChangedError) as caught:
        opened.save(opened.second, semula)
    assert (semula["status"], caught.value.kini["status"]) == ("Aktif", "Tidak aktif")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_nobody_puts_words_in_force_that_he_has_not_seen(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    made = draft(rt, cast)
    semula = made.semula()
    made.save(made.first, semula)
    number = max(v.id for v in pertanyaan.list_versi(rt, admin))
    day = {"berlaku_dari": rt.today().strftime("%d-%m-%Y")}
    with pytest.raises(ChangedError, match="Pratinjau") as caught:
        pertanyaan.publish_draft(rt, admin, number, day, semula=semula)
    assert caught.value.kini["u1"] == "Bagaimana persyaratannya?"
    pertanyaan.publish_draft(rt, admin, number, day, semula=made.semula())


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_method_is_not_taken_away_after_it_was_changed(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    made = method(rt, cast)
    made.save(made.first, made.semula())
    semula = made.semula()
    made.save(made.second, semula)
    with pytest.raises(ChangedError, match="sekarang: "):
        metode.remove_metode(rt, admin, date(2023, 6, 1), {}, semula=semula)
    metode.remove_metode(rt, admin, date(2023, 6, 1), {}, semula=made.semula())


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_code_is_not_taken_down_after_it_was_written_anew(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    made = code_that_hangs(rt, cast)
    semula = made.semula()
    made.save(made.first, semula)
    [number] = [k.id for k in _codes(rt, cast)]
    day = {"tanggal": "10-05-2023"}
    with pytest.raises(ChangedError):
        kode.take_down(rt, admin, number, day, semula=semula)
    kode.take_down(rt, admin, number, day, semula=made.semula())


def _codes(rt: Runtime, cast: Cast) -> list[kode.KodeRow]:
    with rt.reading() as session:
        return kode.list_kode(session, cast.people[Role.ADMIN_UPP].scope)
