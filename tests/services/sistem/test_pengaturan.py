"""Settings: identity, mark, thresholds, weight methods; kept in the process, read once."""

import io
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image, PngImagePlugin
from sqlalchemy import event
from sqlmodel import select

from sekampadi.db.models import Audit, Logo, MetodeBobot
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.ikm import Metode
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.moderasi import Ambang
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.laporan.laporan import load_laporan
from sekampadi.services.master.metode import KALIMAT_YAKIN, list_metode, remove_metode, set_metode
from sekampadi.services.sistem.logo import normalise_logo
from sekampadi.services.sistem.pengaturan import (
    load_ambang,
    load_identitas,
    load_letterhead,
    load_pengaturan,
    remove_logo,
    save_ambang,
    save_identitas,
    save_logo,
)
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.poster import find_alamat
from tests import factories
from tests.factories import Cast

SAMBAS = {
    "daerah": "Kabupaten Sambas",
    "pemerintah": "Pemerintah Kabupaten Sambas",
    "singkatan": "Pemkab. Sambas",
    "pengelola": "Bagian Organisasi Setda Kab. Sambas",
    "aksen": "#7A1F5C",
}
AMBANG = {"cepat_persen": "25", "cepat_sampel": "50", "ulang_kali": "4", "ulang_menit": "60"}


@pytest.fixture
def admin(cast: Cast) -> Principal:
    return cast.people[Role.ADMIN_PEMPROV]


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "green").save(out, kind)
    return out.getvalue()


def test_the_identity_is_used_everywhere_and_read_once(
    rt: Runtime, cast: Cast, admin: Principal
) -> None:
    assert load_identitas(rt) == Identitas()
    save_identitas(rt, admin, SAMBAS)
    assert load_identitas(rt).daerah == "Kabupaten Sambas"
    assert find_alamat(rt).judul == "Kabupaten Sambas"
    assert find_alamat(rt, upp_kode="upp-a").subjudul == "Kabupaten Sambas"
    found = load_laporan(rt, admin, periode=Periode())
    assert found.figures.cakupan.nama == "Kabupaten Sambas"
    statements: list[str] = []
    event.listen(rt.engine, "before_cursor_execute", lambda *args: statements.append(str(args[2])))
    for _ in range(50):
        assert load_identitas(rt).pengelola == SAMBAS["pengelola"]
        assert load_ambang(rt) == Ambang()
        load_letterhead(rt)
    assert sum("pengaturan" in s or "logo" in s for s in statements) <= 2


def test_another_process_notices_after_a_while(
    rt: Runtime, cast: Cast, admin: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Runtime(rt.engine, rt.settings, rt.clock)
    assert load_identitas(other) == Identitas()
    save_identitas(rt, admin, SAMBAS)
    assert load_identitas(other) == Identitas()
    monkeypatch.setattr("sekampadi.services.sistem.runtime.KEEP_SECONDS", -1.0)
    assert load_identitas(other).daerah == "Kabupaten Sambas"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_mark_is_drawn_anew(rt: Runtime, cast: Cast, admin: Principal, kind: str) -> None:
    assert load_letterhead(rt).logo == b""
    sidik = save_logo(rt, admin, picture(kind, (1600, 800)))
    letterhead = load_letterhead(rt)
    assert letterhead.identitas.logo == sidik
    with Image.open(io.BytesIO(letterhead.logo)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (512, 256))
    save_logo(rt, admin, picture(size=(10, 10)))
    with rt.reading() as session:
        assert len(session.exec(select(Logo)).all()) == 1
    remove_logo(rt, admin)
    assert load_letterhead(rt).logo == b""
    assert load_identitas(rt).logo == ""


def test_nothing_but_the_pixels_survives() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "<script>alert(1)</script>")
    out = io.BytesIO()
    Image.new("RGB", (5, 5)).save(out, "PNG", pnginfo=info)
    _, png = normalise_logo(out.getvalue() + b"<script>alert(2)</script>PK\x03\x04")
    assert b"script" not in png
    assert b"PK\x03\x04" not in png


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "logo.format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "logo.format"),
        (b"GIF89a" + b"\0" * 50, "logo.format"),
        (picture()[:60], "logo.format"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "logo.format"),
        (b"\0" * (900 * 1024 + 1), "logo.size"),
        (picture(size=(4001, 1)), "logo.pixels"),
    ],
)
def test_what_is_no_mark(data: bytes, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        normalise_logo(data)
    assert caught.value.code == code


def test_thresholds(rt: Runtime, cast: Cast, admin: Principal) -> None:
    assert load_ambang(rt) == Ambang()
    save_ambang(rt, admin, AMBANG)
    assert load_ambang(rt) == load_pengaturan(rt, admin).ambang == Ambang(25, 50, 4, 60)
    for field, value in (("cepat_persen", "0"), ("ulang_kali", "1"), ("ulang_menit", "½")):
        with pytest.raises(FieldErrors) as caught:
            save_ambang(rt, admin, AMBANG | {field: value})
        assert set(caught.value.errors) == {field}
    assert load_ambang(rt) == Ambang(25, 50, 4, 60)


# --- weight methods -----------------------------------------------------------------------------


def nilai(rt: Runtime, admin: Principal, dari: str, sampai: str) -> Decimal | None:
    found = load_laporan(rt, admin, periode=Periode.parse(dari, sampai))
    return found.figures.hasil.nilai


@pytest.fixture
def answers(rt: Runtime, cast: Cast) -> None:
    best = {u.field: "4" for u in URUTAN}
    for day in (date(2023, 1, 10), date(2023, 4, 10), date(2023, 5, 10)):
        factories.submit(rt, "layanan-a1", factories.isian(**best), day=day)


def test_a_method_changes_the_periods_that_end_from_its_day_on(
    rt: Runtime, cast: Cast, admin: Principal, answers: None
) -> None:
    q1, april, mei = (
        ("2023-01-01", "2023-03-31"),
        ("2023-04-01", "2023-04-30"),
        ("2023-05-01", "2023-05-31"),
    )
    assert {nilai(rt, admin, *p) for p in (q1, april, mei)} == {Decimal("99.90")}
    told: list[int] = []
    rt.listeners.append(told.append)
    set_metode(rt, admin, {"berlaku_dari": "2023-05-31", "metode": "tepat"})
    assert sorted(told) == sorted(cast.upp.values())
    assert nilai(rt, admin, *q1) == nilai(rt, admin, *april) == Decimal("99.90")
    assert nilai(rt, admin, *mei) == Decimal("100.00")
    # The method of the last day counts for the whole period.
    assert nilai(rt, admin, "2023-01-01", "2023-05-31") == Decimal("100.00")
    assert nilai(rt, admin, "2023-01-01", "2023-05-30") == Decimal("99.90")
    assert [(m.berlaku_dari, m.metode, m.dasar) for m in list_metode(rt, admin)] == [
        (date(2023, 5, 31), Metode.TEPAT, False),
        (date(2020, 1, 1), Metode.SEKAMPADI, True),
    ]
    remove_metode(rt, admin, date(2023, 5, 31), {})
    assert nilai(rt, admin, *mei) == Decimal("99.90")


def test_the_past_changes_only_after_a_typed_sentence(
    rt: Runtime, cast: Cast, admin: Principal, answers: None
) -> None:
    april = ("2023-04-01", "2023-04-30")
    isian: dict[str, object] = {"berlaku_dari": "2023-04-01", "metode": "permen"}
    for yakin in (None, "", "ya", "ubah"):
        with pytest.raises(FieldErrors) as caught:
            set_metode(rt, admin, isian | {"yakin": yakin})
        assert caught.value.errors["yakin"].code == "metode.unsure"
        assert KALIMAT_YAKIN in caught.value.errors["yakin"].message
    assert nilai(rt, admin, *april) == Decimal("99.90")
    set_metode(rt, admin, isian | {"yakin": f" {KALIMAT_YAKIN.upper()}. "})
    assert nilai(rt, admin, *april) == Decimal("99.00")
    with pytest.raises(DomainError) as unsure:
        remove_metode(rt, admin, date(2023, 4, 1), {})
    assert unsure.value.code == "metode.unsure"
    remove_metode(rt, admin, date(2023, 4, 1), {"yakin": KALIMAT_YAKIN})
    assert nilai(rt, admin, *april) == Decimal("99.90")
    with rt.reading() as session:
        assert [a.aksi for a in session.exec(select(Audit))] == ["pengaturan.metode"] * 2


def test_the_first_method_stays(rt: Runtime, cast: Cast, admin: Principal) -> None:
    with pytest.raises(ConflictError) as caught:
        remove_metode(rt, admin, date(2020, 1, 1), {"yakin": KALIMAT_YAKIN})
    assert caught.value.code == "metode.first"
    with pytest.raises(NotFoundError):
        remove_metode(rt, admin, date(2024, 1, 1), {})
    with rt.reading() as session:
        assert len(session.exec(select(MetodeBobot)).all()) == 1


@pytest.mark.parametrize(
    ("isian", "field", "code"),
    [
        ({"berlaku_dari": "", "metode": "tepat"}, "berlaku_dari", "berlaku_dari.missing"),
        ({"berlaku_dari": "2101-01-01", "metode": "tepat"}, "berlaku_dari", "berlaku_dari.range"),
        ({"berlaku_dari": "2024-01-01", "metode": "0,111"}, "metode", "metode.unknown"),
    ],
)
def test_a_wrong_method(
    rt: Runtime, cast: Cast, admin: Principal, isian: dict[str, object], field: str, code: str
) -> None:
    with pytest.raises(FieldErrors) as caught:
        set_metode(rt, admin, isian)
    assert caught.value.errors[field].code == code


def test_role_by_action(rt: Runtime, cast: Cast) -> None:
    acts = (
        lambda p: load_pengaturan(rt, p),
        lambda p: save_identitas(rt, p, SAMBAS),
        lambda p: save_logo(rt, p, picture()),
        lambda p: remove_logo(rt, p),
        lambda p: save_ambang(rt, p, AMBANG),
        lambda p: list_metode(rt, p),
        lambda p: set_metode(rt, p, {"berlaku_dari": "2024-01-01", "metode": "tepat"}),
        lambda p: remove_metode(rt, p, date(2024, 1, 1), {}),
    )
    for act in acts:
        with pytest.raises(UnauthenticatedError):
            act(None)
    for role, person in cast.people.items():
        for act in acts:
            if Permission.PENGATURAN_MANAGE in role.permissions:
                act(person)
            else:
                with pytest.raises(ForbiddenError):
                    act(person)
