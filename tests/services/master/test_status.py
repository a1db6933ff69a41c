"""The tables of the master data by status: those in use, those closed, and all."""

import pytest

from sekampadi.domain.izin import Role
from sekampadi.services.master.tabel_master import LAYANAN, OPERATOR, UPP
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import TableSource, load_table
from tests.factories import Cast, make_layanan, make_operator, make_upp

MASTER = {"upp": (UPP, "kode"), "layanan": (LAYANAN, "kode"), "operator": (OPERATOR, "username")}


@pytest.mark.parametrize("name", MASTER)
def test_a_status_shows_the_rows_that_have_it(rt: Runtime, cast: Cast, name: str) -> None:
    upp_id = make_upp(rt, "tutup-upp", aktif=False)
    make_layanan(rt, cast.upp["upp-a"], "tutup-layanan", aktif=False)
    make_layanan(rt, upp_id, "buka-layanan")  # of a closed office, and not closed itself
    make_operator(rt, "tutup-operator", aktif=False)
    closed = {f"tutup-{name}"}
    table, key = MASTER[name]
    person = cast.people[Role.ADMIN_PEMPROV]

    def shown(table: TableSource, status: str) -> dict[str, str]:
        page = load_table(rt, person, table, {"status": status, "ukuran": "100"}).page
        assert page.total == len(page.rows)
        return {row.values[key]: row.values["status"] for row in page.rows}

    everything = shown(table, "")
    assert shown(table, "nonaktif") == dict.fromkeys(closed, "Tidak aktif")
    assert shown(table, "aktif") == dict.fromkeys(everything.keys() - closed, "Aktif")
    assert len(everything) > 4
    if name == "layanan":
        assert "buka-layanan" in shown(table, "aktif")
