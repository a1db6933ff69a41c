"""The way to SP4N-LAPOR! on the thanks page: offered as a plain link, by the setting, and not without."""

from typing import Any

import pytest

from sekampadi.domain.errors import FieldErrors
from sekampadi.domain.identitas import LAPOR, Identitas, parse_identitas
from sekampadi.domain.izin import Role
from sekampadi.services.sistem.pengaturan import isian_identitas, save_identitas
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client
from tests.api.isi_lembar import RESPONDEN, SKM, begin, send
from tests.factories import Cast

ISIAN: dict[str, Any] = isian_identitas(Identitas())


async def thanks(client: Client) -> str:
    page = await send(client, await begin(client), **RESPONDEN)
    page = await send(client, page, umum="3")
    page = await send(client, page, **SKM)
    return (await send(client, page, saran="")).text


async def test_who_has_answered_is_shown_the_way(client: Client, rt: Runtime, cast: Cast) -> None:
    assert "pengaduan yang perlu ditindaklanjuti? SP4N-LAPOR!" in await thanks(client)
    address = "https://lapor.sulteng.example/adu?dari=skm&x=1"
    save_identitas(rt, cast.people[Role.ADMIN_PEMPROV], ISIAN | {"lapor": address})
    page = (await client.get("/lembar/layanan-a1")).text
    assert "LAPOR" not in page, "not before the answer is there"
    assert "SP4N-LAPOR!" in await thanks(client)
    save_identitas(rt, cast.people[Role.ADMIN_PEMPROV], ISIAN | {"lapor": ""})
    assert "LAPOR" not in await thanks(client)


@pytest.mark.parametrize(
    "lapor",
    [
        *(
            "lapor.go.id",
            "http://lapor.go.id",
            "javascript:alert(1)//.",
            "https://",
            "https://lapor",
        ),
        *("https://a:b@lapor.go.id", 'https://lapor.go.id/"onclick=', "https://lapor.go.id/ x"),
        *("https://lapor.go.id:0", "https://läpor.go.id", "https://lapor.go.id:99999"),
    ],
)
def test_what_is_no_address_is_refused(lapor: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_identitas(ISIAN | {"lapor": lapor})
    assert caught.value.errors["lapor"].code == "lapor.format"


@pytest.mark.parametrize("lapor", [LAPOR, "https://lapor.sulteng.example:8443/adu", ""])
def test_an_address_is_taken(lapor: str) -> None:
    assert parse_identitas(ISIAN | {"lapor": lapor}).lapor == lapor


def test_who_has_entered_names_before_has_the_address_of_all() -> None:
    old = {k: v for k, v in Identitas().stored().items() if k != "lapor"}
    assert Identitas.restore(old).lapor == LAPOR
