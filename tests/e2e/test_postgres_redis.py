"""The main job once more on PostgreSQL, with visitors' state in Redis."""

from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.services.sistem.rekap import check_rekap
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer


def test_an_answer_reaches_an_open_dashboard(
    start_server: StartServer,
    pg_database_url: str,
    redis_url: str,
    page_360: OpenTab,
    page_1280: OpenTab,
) -> None:
    server = start_server("cast", database_url=pg_database_url, redis_url=redis_url)
    leader = page_1280()
    steps.log_in_by_form(leader, server, "pimpinan")
    citizen = page_360()
    steps.open_survey(citizen, server)
    steps.answer_responden(citizen)
    steps.answer_umum(citizen)
    steps.answer_skm(citizen, 3)
    steps.finish(citizen, "lewat PostgreSQL")
    steps.wait_in_page(
        leader.page,
        "document.querySelector('[data-uji=\"ikm\"]').innerText === '74,93'",
        timeout=4000,
    )
    with server.runtime() as rt:
        with rt.reading() as session:
            assert session.exec(select(Jawaban.saran)).all() == ["lewat PostgreSQL"]
        assert check_rekap(rt) == []
