"""What is no button is no event either: an annual report is written by nobody but who may."""

import asyncio
import json
from typing import Any

import pytest
from sqlmodel import select

from sekampadi.db.models import (
    Audit,
    DrafTahunan,
    FotoTahunan,
    IkmLama,
    LaporanTahunan,
    NaskahTahunan,
)
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.tahunan.foto import add_foto_tahunan
from tests.bukti import picture
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import SocketClient
from tests.factories import PASSWORD

STATE = "reflex___state____state.sekampadi___web___tahunan___state____tahunan_state"
NASKAH = STATE.replace("state____tahunan_state", "naskah___state____naskah_tahunan_state")
FOTO = STATE.replace("state____tahunan_state", "foto___state____foto_tahunan_state")
LAMA = STATE.replace("state____tahunan_state", "lama___state____ikm_lama_state")
PATH = "/admin/tahunan"
TAHUN = 2025


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province without answers."""
    return start_server()


async def _try_all(server: AppServer, username: str, upp: str) -> None:
    """Send every event that writes, whether its button is offered or not."""
    with server.runtime() as rt:
        cookie, _ = redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))
    rencana, where = f"tahunan/{upp}/{TAHUN}", {"upp": upp, "tahun": str(TAHUN)}
    form = {"rencana": rencana, "objek": "latar", "versi": "0", "teks": "Dari luar."}
    draf = {"rencana": rencana, "objek": "latar", "versi": "0", "isi": {"teks": "Dari luar."}}
    lama = {"nilai": "82,45", "n": "", "sumber": "Dari luar."}
    events: list[tuple[str, dict[str, Any]]] = [
        (f"{NASKAH}.buka", {"objek": "latar", "rencana": rencana}),
        (f"{NASKAH}.buka_lagi", {"data": {"rencana": rencana, "objek": "latar"}}),
        (f"{NASKAH}.simpan_draf", {"data": draf}),
        (f"{NASKAH}.bandingkan", {"data": draf}),
        (f"{NASKAH}.simpan", {"data": form}),
        (f"{NASKAH}.pakai", {"data": {"pilihan": "saya"}}),
        (f"{NASKAH}.minta", {"tindakan": "pakai", "versi": "1"}),
        (f"{NASKAH}.lakukan", {}),
        (f"{NASKAH}.buang", {}),
        (f"{LAMA}.buka", {"tahun": str(TAHUN - 1)}),
        (f"{LAMA}.simpan", {"data": lama}),
        (f"{LAMA}.minta", {"tahun": str(TAHUN - 1)}),
        (f"{LAMA}.hapus", {}),
    ]
    async with SocketClient(server, cookie) as client:
        await client.load(PATH, '"is_hydrated_rx_state_": true', **where)
        for name, payload in events:
            await client.ask(name, payload, path=PATH, pause=0.2, **where)


async def _try_photos(server: AppServer, username: str, upp: str, foto: int) -> None:
    with server.runtime() as rt:
        cookie, _ = redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))
    where = {"upp": upp, "tahun": str(TAHUN), "bagian": "dokumentasi"}
    events: list[tuple[str, dict[str, Any]]] = [
        (f"{FOTO}.buka", {"id_foto": str(foto)}),
        (f"{FOTO}.simpan", {"data": {"keterangan": "Dari luar."}}),
        (f"{FOTO}.geser", {"id_foto": str(foto), "arah": "turun"}),
        (f"{FOTO}.minta", {"id_foto": str(foto)}),
        (f"{FOTO}.hapus", {}),
    ]
    async with SocketClient(server, cookie) as client:
        await client.load(PATH, '"is_hydrated_rx_state_": true', **where)
        for name, payload in events:
            await client.ask(name, payload, path=PATH, pause=0.2, **where)


def _stored(server: AppServer) -> list[object]:
    with server.runtime() as rt, rt.reading() as session:
        tables = (LaporanTahunan, NaskahTahunan, DrafTahunan, IkmLama)
        return [row for table in tables for row in session.exec(select(table)).all()]


def _photos(server: AppServer) -> list[tuple[str, int]]:
    with server.runtime() as rt, rt.reading() as session:
        rows = session.exec(select(FotoTahunan)).all()
        return [(row.keterangan, row.urutan) for row in rows]


async def test_raw_events_of_those_who_may_not_write(server: AppServer) -> None:
    # The Ketua Tim has the right, but for the report of the province alone; upp-b is another's.
    each = (
        ("pimpinan_upp", "upp-a"),
        ("ketua_tim", "upp-a"),
        ("kabag_tatalaksana", ""),
        ("pimpinan", ""),
        ("petugas_layanan", "upp-a"),
        ("pengelola_sistem", ""),
        ("admin_upp", "upp-b"),
    )
    await asyncio.gather(*(_try_all(server, username, upp) for username, upp in each))
    assert not _stored(server)
    # And who may is not kept from it; the index that was typed in is taken out again at the end.
    await _try_all(server, "admin_upp", "upp-a")
    with server.runtime() as rt, rt.reading() as session:
        acts = [row.aksi for row in session.exec(select(Audit)) if row.aksi.startswith("tahunan.")]
    assert acts == ["tahunan.tulis", "tahunan.ikm_lama", "tahunan.ikm_lama_hapus"]


async def test_raw_events_leave_the_photos_of_others(server: AppServer) -> None:
    with server.runtime() as rt:
        token, _ = redeem_ticket(rt, issue_ticket(rt, "admin_pemprov", PASSWORD))
        pemprov = find_principal(rt, token)
        ids = [
            add_foto_tahunan(
                *(rt, pemprov, upp, TAHUN), keterangan=f"{upp} {n}", data=picture(size=(60 + n, 40))
            ).id
            for upp in ("upp-a", "upp-b")
            for n in range(2)
        ]
    before = _photos(server)
    for username, upp in (
        ("pimpinan_upp", "upp-a"),
        ("ketua_tim", "upp-a"),
        ("pimpinan", "upp-a"),
        ("petugas_layanan", "upp-a"),
    ):
        await _try_photos(server, username, upp, ids[0])
        assert _photos(server) == before, username
    for upp in ("upp-b", "upp-a"):  # the page of another's report, and of the own one
        await _try_photos(server, "admin_upp", upp, ids[2])
        assert _photos(server) == before
    await _try_photos(server, "admin_upp", "upp-a", ids[0])
    assert [words for words, _ in _photos(server)] == ["upp-a 1", "upp-b 0", "upp-b 1"]


@pytest.mark.parametrize(
    "odd", [None, 5, "x", [], {"teks": ["a"]}, {"objek": {}, "rencana": [], "isi": 3, "versi": {}}]
)
async def test_odd_events_store_nothing(server: AppServer, odd: Any) -> None:
    with server.runtime() as rt:
        cookie, _ = redeem_ticket(rt, issue_ticket(rt, "admin_upp", PASSWORD))
    async with SocketClient(server, cookie) as client:
        await client.load(PATH, '"is_hydrated_rx_state_": true', tahun=str(TAHUN))
        for name in ("simpan", "simpan_draf", "bandingkan", "buka_lagi", "pakai"):
            await client.ask(f"{NASKAH}.{name}", {"data": odd}, path=PATH)
        for payload in ({"objek": odd, "rencana": odd}, {"objek": "latar", "rencana": odd}):
            await client.ask(f"{NASKAH}.buka", payload, path=PATH)
        await client.ask(f"{NASKAH}.minta", {"tindakan": odd, "versi": odd}, path=PATH)
        await client.ask(f"{LAMA}.buka", {"tahun": odd}, path=PATH)
        await client.ask(f"{LAMA}.simpan", {"data": odd}, path=PATH)
        await client.ask(f"{STATE}.pilih_tahun", {"tahun": odd}, path=PATH)
        await client.ask(f"{FOTO}.geser", {"id_foto": odd, "arah": odd}, path=PATH)
        await client.ask(f"{FOTO}.simpan", {"data": odd}, path=PATH)
    assert not _stored(server)


@pytest.mark.parametrize("query", [{"bagian": "latar"}, {"bagian": "tim"}])
async def test_a_new_address_shows_nothing_of_the_report_before(
    server: AppServer, query: dict[str, str]
) -> None:
    with server.runtime() as rt:
        cookie, _ = redeem_ticket(rt, issue_ticket(rt, "admin_pemprov", PASSWORD))
    async with SocketClient(server, cookie) as client:
        old = {"upp": "upp-a", "tahun": str(TAHUN), **query}
        new = {**old, "upp": "upp-b"}
        await client.load(PATH, f'"tahunan/upp-a/{TAHUN}"', **old)
        await client.ask(
            f"{NASKAH}.buka",
            {"objek": "latar", "rencana": f"tahunan/upp-a/{TAHUN}"},
            path=PATH,
            **old,
        )
        # The form stands over the old page, and the address becomes another one.
        await client.load(PATH, f'"tahunan/upp-b/{TAHUN}"', **new)
        shown = [
            (found["siap_rx_state_"], found["tampil_rx_state_"]["kunci"])
            for update in client.updates
            if "tampil_rx_state_" in (found := update.get("delta", {}).get(STATE, {}))
            and "siap_rx_state_" in found
        ]
        assert shown[-2:] == [(False, ""), (True, f"tahunan/upp-b/{TAHUN}")]
        # A press that was meant for the page before opens no form of it; one of this page does.
        for upp, form in (("upp-a", ""), ("upp-b", "teks")):
            rencana = f"tahunan/{upp}/{TAHUN}"
            await client.ask(
                f"{NASKAH}.buka", {"objek": "latar", "rencana": rencana}, path=PATH, **new
            )
            opened = [
                found["form_rx_state_"]
                for update in client.updates
                if "form_rx_state_" in (found := update.get("delta", {}).get(NASKAH, {}))
            ]
            assert "".join(opened[-1:]) == form
            heads = json.dumps(client.updates)
            assert ("Latar Belakang, " in heads) is bool(form)
