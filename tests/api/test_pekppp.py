"""The downloads of PEKPPP over HTTP: of which year."""

import pytest

from sekampadi.domain.izin import Role
from tests.api.conftest import Login
from tests.factories import Cast

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.mark.parametrize("tahun", ["", "x", "23", "02023", "٢٠٢٣", "2023a"])
async def test_what_is_no_year_is_refused(cast: Cast, login: Login, tahun: str) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    for ending in ("pdf", "zip"):
        answer = await browser.get(f"/unduh/pekppp.{ending}", params={"tahun": tahun})
        assert answer.status_code == 422
