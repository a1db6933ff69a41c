"""What really happens to sheets and plans is told to other systems once, and what failed is not."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Outbox
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.izin import Role
from sekampadi.domain.notifikasi.webhook import Peristiwa
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.services.notifikasi.webhook import kelola
from sekampadi.services.pengajuan import gerak
from sekampadi.services.publikasi import publikasi
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from tests.services.pengajuan.conftest import Perjalanan
from tests.services.tindak_lanjut.conftest import TRIWULAN

A = AksiPengajuan
TUJUAN: Mapping[str, object] = {"nama": "Dasbor", "alamat": "https://127.0.0.1:9/", "upp": "upp-a"}
REVISI = {"menggantikan": "0001/UPP-A/TW-I/2023", "alasan": "Salah ketik pada lembar"}


def _watch(p: Perjalanan) -> None:
    boxes = {e.field: "ya" for e in Peristiwa}
    kelola.add_webhook(p.rt, p.who(Role.ADMIN_UPP), {**TUJUAN, **boxes})


def _told(rt: Runtime) -> list[dict[str, Any]]:
    query = select(Outbox.isi).where(Outbox.jenis == "peristiwa").order_by(col(Outbox.id))
    with rt.reading() as session:
        return list(session.exec(query))


def test_the_way_of_a_plan_is_told_step_by_step(perjalanan: Perjalanan) -> None:
    p = perjalanan
    _watch(p)
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL)
    assert _told(p.rt) == []
    p.to(A.AJUKAN, A.KEMBALIKAN_TL, A.AJUKAN, A.SETUJUI, A.TERIMA)
    told = _told(p.rt)
    assert [isi["peristiwa"] for isi in told] == [
        *("tindak_lanjut.diajukan", "tindak_lanjut.diajukan"),
        *("tindak_lanjut.disetujui", "tindak_lanjut.diterima"),
    ]
    assert [isi["data"]["versi"] for isi in told] == [3, 5, 6, 7]
    assert {isi["upp"] for isi in told} == {"upp-a"}
    assert all("Mohon diperbaiki" not in str(isi) for isi in told)


def test_a_sheet_is_told_of_when_it_is_revised_once(perjalanan: Perjalanan) -> None:
    p = perjalanan
    _watch(p)
    row = publish(p.rt, p.who(Role.ADMIN_UPP), periode=TRIWULAN.periode, **REVISI)
    (isi,) = _told(p.rt)
    assert isi["peristiwa"] == "lembar.terbit"
    assert (isi["data"]["nomor"], isi["data"]["kode"]) == (row.nomor, row.kode)


def test_what_failed_is_not_told(perjalanan: Perjalanan, monkeypatch: pytest.MonkeyPatch) -> None:
    p = perjalanan
    _watch(p)
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL)

    def after(module: Any, name: str) -> None:
        really = getattr(module, name)

        def told_then_fails(*args: Any, **more: Any) -> None:
            really(*args, **more)
            raise RuntimeError("the database went away")

        monkeypatch.setattr(module, name, told_then_fails)

    after(gerak, "emit_status")
    after(publikasi, "emit")
    with pytest.raises(RuntimeError):
        p.to(A.AJUKAN)
    with pytest.raises(RuntimeError):
        publish(p.rt, p.who(Role.ADMIN_UPP), periode=TRIWULAN.periode, **REVISI)
    monkeypatch.undo()
    with pytest.raises(ConflictError):
        p.go(Role.PIMPINAN_UPP, A.SETUJUI)
    assert _told(p.rt) == []
