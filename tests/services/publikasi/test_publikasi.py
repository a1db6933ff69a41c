"""Publishing on both databases: what is frozen stays, and two people cannot publish over each other."""

import io
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import MetaData, func
from sqlmodel import Session, col, select

from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.db.models import Audit, Jawaban, MetodeBobot, Publikasi, Upp
from sekampadi.demo import publish_demo
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import PublikasiRow, StatusPublikasi
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.publikasi.bukti import (
    BYTES_MAX,
    add_media,
    load_photo,
    normalise_photo,
    remove_media,
    save_photo,
)
from sekampadi.services.publikasi.daftar import load_log, load_pilihan_terbit, load_publikasi
from sekampadi.services.publikasi.hasil import (
    check_paper,
    explain_status,
    load_daftar_hasil,
    load_hasil,
    load_lembar_terbit,
)
from sekampadi.services.publikasi.hasil_data import hasil_csv, hasil_document
from sekampadi.services.publikasi.isi import thaw
from sekampadi.services.publikasi.pratinjau import load_pratinjau
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.publikasi.rancangan import load_rancangan
from sekampadi.services.sistem.foto import photo_folder
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import Content
from tests.factories import Cast

TW_I = Periode.triwulan(2023, 1)


def make_quarter(rt: Runtime) -> Cast:
    """Give upp-a eight answers and upp-b six in the first quarter, the UPT three and its induk four."""
    cast = factories.make_cast(rt)
    for i in range(8):
        factories.submit(
            rt,
            "layanan-a1",
            factories.isian(
                jenis_kelamin="L" if i < 6 else "P", usia=str(20 + i), u1=str(1 + i % 4)
            ),
            day=date(2023, 1 + i % 3, 31 if i % 3 != 1 else 28),
        )
    for _ in range(6):
        factories.submit(rt, "layanan-b1", day=date(2023, 2, 2))
    for _ in range(3):
        factories.submit(rt, "layanan-t1", day=date(2023, 3, 3))
    for _ in range(4):
        factories.submit(rt, "layanan-c1", day=date(2023, 3, 3))
    return cast


@pytest.fixture
def content(content: Content | None, request: pytest.FixtureRequest) -> Content | None:
    return make_quarter if "quarter" in request.fixturenames else content


@pytest.fixture
def quarter(cast: Cast) -> Cast:
    return cast


@pytest.fixture
def terbit(rt: Runtime, quarter: Cast) -> PublikasiRow:
    """Publish upp-a's quarter."""
    return publish(rt, quarter.people[Role.ADMIN_UPP], periode=TW_I)


def _isi(rt: Runtime, nomor: str) -> dict[str, Any]:
    with rt.reading() as session:
        return dict(session.exec(select(Publikasi).where(Publikasi.nomor == nomor)).one().isi)


def _remove_one(rt: Runtime, cast: Cast) -> None:
    with rt.reading() as session:
        jawaban_id = session.exec(
            select(Jawaban.id).where(col(Jawaban.layanan_id) == cast.layanan["layanan-a1"])
        ).first()
    assert jawaban_id is not None
    remove(rt, cast.people[Role.ADMIN_UPP], [jawaban_id], alasan="Isian percobaan oleh petugas")


def test_a_sheet_holds_everything_and_a_later_removal_changes_nothing(
    rt: Runtime, quarter: Cast, terbit: PublikasiRow
) -> None:
    assert terbit.nomor == "0001/UPP-A/TW-I/2023"
    before = load_lembar_terbit(rt, terbit.nomor)
    stored = _isi(rt, terbit.nomor)
    assert [p["kode"] for p in stored["perangkat"]] == ["sekampadi"]
    assert stored["metode"] == "sekampadi"
    _remove_one(rt, quarter)
    factories.submit(rt, "layanan-a1", factories.isian(u1="1"), day=date(2023, 3, 31))
    with rt.writing() as session:
        session.add(MetodeBobot(berlaku_dari=date(2020, 6, 1), metode="permen"))
        upp = session.get(Upp, quarter.upp["upp-a"])
        assert upp is not None
        upp.nama = "Nama baru"
        session.add(upp)
    after = load_lembar_terbit(rt, terbit.nomor)
    assert _isi(rt, terbit.nomor) == stored
    assert after == before
    assert after.row.n == 8
    assert after.figures.cakupan.nama == "UPP-A"
    plan = load_rancangan(
        rt, quarter.people[Role.ADMIN_UPP], kunci="", layanan_kode="", periode=TW_I
    )
    assert plan.berubah
    assert plan.figures.hasil.metode.value == "permen"


def test_the_frozen_figures_are_those_of_the_moment(
    rt: Runtime, quarter: Cast, terbit: PublikasiRow
) -> None:
    plan = load_rancangan(
        rt, quarter.people[Role.ADMIN_UPP], kunci="", layanan_kode="", periode=TW_I
    )
    frozen = thaw(_isi(rt, terbit.nomor))
    assert not plan.berubah
    assert frozen.rekap.sebaran == plan.figures.rekap.sebaran
    assert frozen.rekap.total_kuadrat == plan.figures.rekap.total_kuadrat
    assert frozen.hasil.nilai == plan.figures.hasil.nilai
    assert frozen.hasil.unsur == plan.figures.hasil.unsur
    assert frozen.cakupan.upp == plan.figures.cakupan.upp
    assert frozen.periode == TW_I


def test_a_revision_replaces_with_a_reason_and_the_old_one_says_so(
    rt: Runtime, quarter: Cast, terbit: PublikasiRow
) -> None:
    person = quarter.people[Role.ADMIN_UPP]
    _remove_one(rt, quarter)
    with pytest.raises(FieldErrors):
        publish(rt, person, periode=TW_I, menggantikan=terbit.nomor, alasan=" ")
    new = publish(
        rt, person, periode=TW_I, menggantikan=terbit.nomor, alasan="Satu isian percobaan dihapus"
    )
    assert (new.nomor, new.revisi, new.n) == ("0001/UPP-A/TW-I/2023/REV-2", 2, 8)
    old = load_lembar_terbit(rt, terbit.nomor)
    assert old.row.status is StatusPublikasi.DIGANTIKAN
    assert old.row.n == 8
    words = explain_status(old)
    assert new.nomor in words
    assert "Satu isian percobaan dihapus" in words
    assert explain_status(load_lembar_terbit(rt, new.nomor)) == ""
    assert [x.row.nomor for x in load_hasil(rt, kunci="upp-a").terbitan] == [new.nomor]
    with rt.reading() as session:
        acts = session.exec(select(Audit.aksi).order_by(col(Audit.id))).all()
    assert [a for a in acts if a.startswith("publikasi")] == [
        "publikasi.terbit",
        "publikasi.revisi",
    ]


def test_what_was_published_meanwhile_is_not_replaced_unseen(
    rt: Runtime, quarter: Cast, terbit: PublikasiRow
) -> None:
    with pytest.raises(ConflictError, match="sudah_terbit"):
        publish(rt, quarter.people[Role.ADMIN_UPP], periode=TW_I)
    with pytest.raises(ConflictError, match="sudah_terbit"):
        publish(
            rt,
            quarter.people[Role.ADMIN_UPP],
            periode=TW_I,
            menggantikan="0009/X",
            alasan="coba lagi",
        )


def _race(acts: list[Callable[[], object]]) -> list[object]:
    results: list[object] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            results.append(act())
        except ConflictError as error:
            results.append(error.code)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_who_publish_at_once_one_wins(rt: Runtime, quarter: Cast) -> None:
    people = [quarter.people[Role.ADMIN_UPP], quarter.people[Role.ADMIN_PEMPROV]] * 3
    found = _race([lambda p=p: publish(rt, p, kunci="upp-a", periode=TW_I) for p in people])
    assert sum(isinstance(x, PublikasiRow) for x in found) == 1
    assert found.count("publikasi.sudah_terbit") == 5
    with rt.reading() as session:
        assert session.exec(select(func.count()).select_from(Publikasi)).one() == 1


def test_numbers_stay_unique_when_all_is_published_at_once(rt: Runtime, quarter: Cast) -> None:
    admin = quarter.people[Role.ADMIN_PEMPROV]
    parts = [{"kunci": "upp-a"}, {"layanan_kode": "layanan-a1"}, {}, {"kunci": "upp-b"}]
    found = _race([lambda p=p: publish(rt, admin, **p, periode=TW_I) for p in parts])
    numbers = sorted(x.nomor for x in found if isinstance(x, PublikasiRow))
    assert numbers == [
        "0001/PROVINSI/TW-I/2023",
        "0001/UPP-A/TW-I/2023",
        "0001/UPP-B/TW-I/2023",
        "0002/UPP-A/TW-I/2023",
    ]
    codes = {x.kode for x in found if isinstance(x, PublikasiRow)}
    assert len(codes) == 4


def test_a_withdrawn_sheet_is_told_and_can_be_followed_by_another(
    rt: Runtime, quarter: Cast, terbit: PublikasiRow
) -> None:
    person = quarter.people[Role.ADMIN_UPP]
    gone = withdraw(rt, person, publikasi_id=terbit.id, alasan="Salah periode")
    assert gone.status is StatusPublikasi.DITARIK
    with pytest.raises(ConflictError):
        withdraw(rt, person, publikasi_id=terbit.id, alasan="Salah periode")
    assert load_hasil(rt, kunci="upp-a").lembar is None
    assert "Salah periode" in explain_status(check_paper(rt, terbit.kode))
    new = publish(
        rt, person, periode=TW_I, menggantikan=terbit.nomor, alasan="Periode sudah dibetulkan"
    )
    assert new.revisi == 2
    assert new.nomor in explain_status(check_paper(rt, terbit.kode))
    assert check_paper(rt, terbit.kode).row.status is StatusPublikasi.DITARIK


def test_who_may_publish_what(rt: Runtime, quarter: Cast, terbit: PublikasiRow) -> None:
    with pytest.raises(UnauthenticatedError):
        publish(rt, None, kunci="upp-a", periode=TW_I)
    for role in set(Role) - {Role.ADMIN_UPP, Role.ADMIN_PEMPROV}:
        with pytest.raises(ForbiddenError):
            publish(rt, quarter.people[role], kunci="upp-a", periode=TW_I)
    b = quarter.admin_b
    for part in ({"kunci": "upp-a"}, {"layanan_kode": "layanan-a1"}, {"kunci": "upp-a+upt"}):
        with pytest.raises(NotFoundError):
            publish(rt, b, **part, periode=TW_I)
        with pytest.raises(NotFoundError):
            load_publikasi(rt, b, **part)
    own = publish(rt, b, periode=TW_I)
    assert own.nomor == "0001/UPP-B/TW-I/2023"
    with pytest.raises(NotFoundError):
        withdraw(rt, b, publikasi_id=terbit.id, alasan="Bukan milik saya")
    with pytest.raises(NotFoundError):
        load_log(rt, b, terbit.id)
    # Who reads the figures also sees the sheets and where they hang; who does not, does not.
    for role in set(Role) - {Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM}:
        assert load_log(rt, quarter.people[role], terbit.id).row == terbit
        assert load_publikasi(rt, quarter.people[role], kunci="upp-a")[0].row == terbit
    for role in (Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM):
        with pytest.raises(ForbiddenError):
            load_log(rt, quarter.people[role], terbit.id)
        with pytest.raises(ForbiddenError):
            load_publikasi(rt, quarter.people[role], kunci="upp-a")
    assert [p.kunci for p in load_pilihan_terbit(rt, b, "").layanan] == ["layanan-b1"]
    province = publish(rt, quarter.people[Role.ADMIN_PEMPROV], periode=TW_I)
    assert province.nomor == "0001/PROVINSI/TW-I/2023"
    with pytest.raises(NotFoundError):
        withdraw(rt, b, publikasi_id=province.id, alasan="Bukan milik saya")


@pytest.mark.parametrize(
    ("part", "periode", "code"),
    [
        ({"kunci": "upp-a"}, Periode.triwulan(2022, 4), "publikasi.kosong"),
        ({"kunci": "upt-c1"}, TW_I, "publikasi.terlalu_sedikit"),
        ({"kunci": "upp-a"}, Periode.triwulan(2023, 2), "publikasi.belum_berakhir"),
        ({"kunci": "upp-a"}, Periode(), "publikasi.periode_terbuka"),
        ({"kunci": "upp-a"}, Periode.parse("2023-01-01", "2023-01-31"), "publikasi.bukan_triwulan"),
        ({"kunci": "upp-a"}, Periode.parse("2022-10-01", "2023-03-31"), "publikasi.bukan_triwulan"),
    ],
)
def test_what_cannot_be_published(
    rt: Runtime, quarter: Cast, part: dict[str, str], periode: Periode, code: str
) -> None:
    admin = quarter.people[Role.ADMIN_PEMPROV]
    with pytest.raises(DomainError) as caught:
        publish(rt, admin, **part, periode=periode)
    assert caught.value.code == code
    plan = load_rancangan(rt, admin, kunci=part["kunci"], layanan_kode="", periode=periode)
    assert plan.galat == caught.value.message


def test_small_cells_are_hidden_from_everyone(rt: Runtime, terbit: PublikasiRow) -> None:
    lembar = load_hasil(rt, kunci="upp-a").lembar
    assert lembar is not None
    # Two women would give themselves away, and six men beside them too.
    assert dict(lembar.groups[Kelompok.JENIS_KELAMIN]) == {"L": None, "P": None}
    # Nothing of a hidden cell is kept.
    assert lembar.figures.rekap.groups[Kelompok.JENIS_KELAMIN] == {"L": 0, "P": 0}
    document = hasil_document(load_hasil(rt, kunci="upp-a"), "https://x")
    assert document["items"][0]["responden"]["jenis_kelamin"] == {"L": None, "P": None}
    text = hasil_csv(load_hasil(rt, kunci="upp-a").terbitan).decode()
    assert "jenis_kelamin:L,Jenis kelamin: Laki-laki,,orang" in text


def test_the_check_code_is_drawn_and_unknown_ones_are_unknown(
    rt: Runtime, quarter: Cast, terbit: PublikasiRow
) -> None:
    again = publish(rt, quarter.admin_b, periode=TW_I)
    assert terbit.kode != again.kode
    assert sum(a == b for a, b in zip(terbit.kode, again.kode, strict=True)) < 8
    shown = f"{terbit.kode[:4]}-{terbit.kode[4:8]}-{terbit.kode[8:]}".lower()
    assert check_paper(rt, shown).row.nomor == terbit.nomor
    with pytest.raises(NotFoundError, match=r"kode\.unknown"):
        check_paper(rt, "2" * 12)


def test_the_public_list_has_every_office_and_a_new_sheet_at_once(
    rt: Runtime, quarter: Cast
) -> None:
    assert [h.terbaru for h in load_daftar_hasil(rt).upp] == [None] * 4
    row = publish(rt, quarter.people[Role.ADMIN_UPP], periode=TW_I)
    admin = quarter.people[Role.ADMIN_PEMPROV]
    publish(rt, admin, periode=TW_I)
    publish(rt, admin, layanan_kode="layanan-a1", periode=TW_I)
    daftar = load_daftar_hasil(rt)
    assert {h.upp.kode: h.terbaru and h.terbaru.nomor for h in daftar.upp}["upp-a"] == row.nomor
    assert daftar.provinsi is not None
    assert daftar.provinsi.nomor == "0001/PROVINSI/TW-I/2023"
    upp = load_hasil(rt, kunci="upp-a")
    assert [x.kode for x in upp.layanan] == ["layanan-a1"]
    province = load_hasil(rt).lembar
    assert province is not None
    assert province.rata_rata is not None
    assert load_hasil(rt, layanan_kode="layanan-a1").terbitan[0].row.n == 8


def _photo(kind: str = "JPEG") -> bytes:
    picture = Image.new("RGB", (3000, 400), "navy")
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif[0x0112] = 6  # held upright
    out = io.BytesIO()
    picture.save(out, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return out.getvalue()


def test_the_log_counts_media_with_proof(rt: Runtime, quarter: Cast, terbit: PublikasiRow) -> None:
    person = quarter.people[Role.ADMIN_UPP]

    def add(jenis: str, alamat: str = "") -> int:
        isian = {"jenis": jenis, "tanggal": "2023-04-05", "alamat": alamat}
        return add_media(rt, person, publikasi_id=terbit.id, isian=isian).id

    add("situs", "https://upp-a.example/ikm")
    add("situs", "https://upp-a.example/berita")
    cetak = add("cetak")
    assert load_publikasi(rt, person)[0].jumlah_media == 1
    assert save_photo(rt, person, cetak, _photo()) == terbit.id
    assert load_publikasi(rt, person)[0].jumlah_media == 2
    new = publish(rt, person, periode=TW_I, menggantikan=terbit.nomor, alasan="Nama dibetulkan")
    assert [x.jumlah_media for x in load_publikasi(rt, person)] == [2, 2]
    # The revision hangs beside what was shown already: list, log and score say the same.
    for sheet in (terbit, new):
        log = load_log(rt, person, sheet.id)
        assert (len(log.media), log.jumlah, log.skor) == (3, 2, 2)
        assert {line.nomor for line in log.media} == {terbit.nomor}
    remove_media(rt, person, cetak)
    assert list(photo_folder(rt.settings).iterdir()) == []
    assert load_publikasi(rt, person)[0].jumlah_media == 1


def test_a_photo_keeps_its_pixels_only_and_is_its_owners(
    rt: Runtime, quarter: Cast, terbit: PublikasiRow
) -> None:
    person = quarter.people[Role.ADMIN_UPP]
    isian = {"jenis": "baliho", "tanggal": "2023-04-05"}
    media = add_media(rt, person, publikasi_id=terbit.id, isian=isian)
    with pytest.raises(NotFoundError):
        load_photo(rt, person, media.id)
    save_photo(rt, person, media.id, _photo())
    first = load_photo(rt, person, media.id)
    data = first.read_bytes()
    assert b"Kamera Rahasia" not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size[1] == 1600  # turned upright, and smaller
        assert not picture.getexif()
    save_photo(rt, person, media.id, _photo("PNG"))
    second = load_photo(rt, person, media.id)
    assert not first.exists()
    assert second.parent == photo_folder(rt.settings)
    for act in (
        lambda: load_photo(rt, quarter.admin_b, media.id),
        lambda: save_photo(rt, quarter.admin_b, media.id, _photo()),
        lambda: remove_media(rt, quarter.admin_b, media.id),
        lambda: add_media(rt, quarter.admin_b, publikasi_id=terbit.id, isian=isian),
    ):
        with pytest.raises(NotFoundError):
            act()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<svg onload=alert(1)>",
        b"\xff\xd8\xff\xe0" + b"x" * 99,
        b"x" * (BYTES_MAX + 1),
    ],
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(DomainError, match=r"bukti\.(format|size)"):
        normalise_photo(data)


def test_the_database_itself_holds_one_current_sheet(rt: Runtime, terbit: PublikasiRow) -> None:
    def copy(session: Session) -> None:
        row = session.exec(select(Publikasi)).one()
        values = row.model_dump(exclude={"id"}) | {
            "nomor": "lain",
            "kode": "LAIN",
            "revisi": 2,
            "urut": 9,
        }
        session.add(Publikasi(**values))
        session.flush()

    def write() -> None:
        with rt.writing() as session:
            copy(session)

    with pytest.raises(Exception, match=r"(?i)unique"):
        write()


def test_the_demonstration_publishes_every_quarter_that_is_over(rt: Runtime, quarter: Cast) -> None:
    assert publish_demo(rt) == 3  # the province, upp-a and upp-b; the UPT has too few
    assert publish_demo(rt) == 0
    lembar = load_hasil(rt, kunci="upp-a").lembar
    assert lembar is not None
    assert lembar.row.nomor == "0001/UPP-A/TW-I/2023"
    plan = load_rancangan(
        rt, quarter.people[Role.ADMIN_UPP], kunci="", layanan_kode="", periode=TW_I
    )
    assert not plan.berubah
    again = publish(
        rt,
        quarter.people[Role.ADMIN_UPP],
        periode=TW_I,
        menggantikan=lembar.row.nomor,
        alasan="Uji revisi",
    )
    assert again.revisi == 2


def test_the_migration_adds_tables_beside_data_and_takes_them_back(bare_engine: Any) -> None:
    upgrade(bare_engine, "0004")
    tables = MetaData()
    tables.reflect(bare_engine)
    upp = {"id": 1, "kode": "upp-a", "nama": "A", "jenis": "Dinas", "aktif": True}
    with bare_engine.execution_options(writes=True).begin() as connection:
        connection.execute(tables.tables["upp"].insert(), upp)
    upgrade(bare_engine, "0005")
    tables = MetaData()
    tables.reflect(bare_engine)
    sheet = {
        **{"id": 1, "nomor": "0001/UPP-A/TW-I/2023", "kode": "K", "seri": "upp:1", "upp_id": 1},
        **{"penerbit": "upp-a", "tahun": 2023, "urut": 1, "revisi": 1, "alasan": "", "n": 8},
        **{"dari": TW_I.dari, "sampai": TW_I.sampai, "nilai": "86.60", "mutu": "B", "isi": {}},
        **{"waktu": factories.datetime(2023, 4, 5), "oleh": "admin", "ditarik_oleh": ""},
        "alasan_tarik": "",
    }
    with bare_engine.execution_options(writes=True).begin() as connection:
        connection.execute(tables.tables["publikasi"].insert(), sheet)
    downgrade(bare_engine, "0004")
    upgrade(bare_engine, "0005")
    with bare_engine.connect() as connection:
        assert connection.execute(tables.tables["upp"].select()).mappings().one()["nama"] == "A"
        assert connection.execute(tables.tables["publikasi"].select()).all() == []


def test_what_is_shown_before_is_what_is_published(rt: Runtime, quarter: Cast) -> None:
    person = quarter.people[Role.ADMIN_UPP]
    seen = load_pratinjau(rt, person, kunci="", layanan_kode="", periode=TW_I)
    assert load_publikasi(rt, person) == []
    row = publish(rt, person, periode=TW_I)
    sheet = load_lembar_terbit(rt, row.nomor, row.kode)
    assert seen.row.nomor == row.nomor
    assert (seen.unsur, seen.groups, seen.ketelitian, seen.rata_rata, seen.identitas) == (
        sheet.unsur,
        sheet.groups,
        sheet.ketelitian,
        sheet.rata_rata,
        sheet.identitas,
    )
    again = load_pratinjau(rt, person, kunci="", layanan_kode="", periode=TW_I)
    assert again.row.nomor == f"{row.nomor}/REV-2"
    with pytest.raises(ForbiddenError):
        load_pratinjau(
            rt, quarter.people[Role.PIMPINAN], kunci="upp-a", layanan_kode="", periode=TW_I
        )
