"""The plain survey: the four steps as forms, by the rules of the live one, in a browser without script."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from sekampadi.db.models import Upp
from sekampadi.domain.izin import Role
from sekampadi.domain.moderasi import Tanda
from sekampadi.domain.survei.beruntun import LEKAS, LEKAS_DETIK
from sekampadi.domain.survei.survei import SARAN_MAX
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.master.layanan import set_layanan_active
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.awal import begin_survei
from tests.api.conftest import Client
from tests.api.isi_lembar import AT, RESPONDEN, SKM, answers, begin, page_of, send, to_last
from tests.conftest import SettableClock
from tests.factories import Cast

pytestmark = pytest.mark.usefixtures("cast")


async def test_four_steps_are_stored_as_the_live_survey_stores_them(
    client: Client, rt: Runtime, clock: SettableClock
) -> None:
    page = await begin(client)
    assert "Langkah 1 dari 4: Tentang Anda" in page.text
    assert "Layanan a1" in page.text
    page = await send(client, page, **RESPONDEN)
    assert "Langkah 2 dari 4: Penilaian Umum" in page.text
    page = await send(client, page, umum="3")
    assert "Langkah 3 dari 4: Berikan penilaian terhadap sembilan hal di bawah ini" in page.text
    page = await send(client, page, **SKM)
    assert "Langkah 4 dari 4: Kritik/Saran" in page.text
    clock.advance(timedelta(seconds=95))
    saran = "Petugas ramah.\nRuang tunggu <b>panas</b> & sempit “sekali”."
    page = await send(client, page, saran=saran)
    assert "Terima kasih Jawaban Anda sudah terkirim." in page.text
    (stored,) = answers(rt)
    assert (stored.usia, stored.jenis_kelamin, stored.pendidikan) == (35, "P", "SMA/K/MA")
    assert (stored.pekerjaan, stored.umum) == ("Wiraswasta/Usahawan", 3)
    assert [getattr(stored, u.field) for u in URUTAN] == [1, 2, 3, 4, 1, 2, 3, 4, 1]
    assert stored.saran == saran
    assert (stored.sumber, stored.durasi_detik) == ("daring", 95)
    assert Tanda(stored.tanda) == Tanda(0)


async def test_sent_twice_is_stored_once_and_thanked_twice(client: Client, rt: Runtime) -> None:
    page = await to_last(client)
    for _ in range(2):
        assert "Jawaban Anda sudah terkirim." in (await send(client, page)).text
    assert len(answers(rt)) == 1


async def test_who_fills_in_a_sent_form_anew_is_told_and_may_send_it_as_another_survey(
    client: Client, rt: Runtime, clock: SettableClock
) -> None:
    """The next person on a phone presses Back until the first step, whose identity was sent."""
    first = await begin(client)
    page = await send(client, first, **RESPONDEN)
    page = await send(client, await send(client, page, umum="3"), **SKM)
    await send(client, page, saran="Cepat.")
    clock.advance(timedelta(minutes=4))
    page = await send(client, first, **RESPONDEN | {"usia": "61"})
    page = await send(client, await send(client, page, umum="1"), **SKM)
    told = await send(client, page, 409, saran="Lambat.")
    assert "Survei ini sudah terkirim Isian yang berbeda tidak menggantikan" in told.text
    assert [a.saran for a in answers(rt)] == ["Cepat."]
    for _ in range(2):
        assert "Jawaban Anda sudah terkirim." in (await send(client, told, press="kirim")).text
    found = [(a.usia, a.umum, a.saran, a.durasi_detik) for a in answers(rt)]
    assert found == [(35, 3, "Cepat.", 0), (61, 1, "Lambat.", 240)]


async def test_a_form_whose_identity_was_sent_for_another_layanan_may_be_sent_as_a_new_survey(
    client: Client, rt: Runtime
) -> None:
    page = await to_last(client)
    await send(client, page)
    identity = json.loads(page.form.values["draf"])["uuid"]
    isian = {**RESPONDEN, **SKM, "umum": "4", "saran": "Ramai."}
    draft = {"uuid": identity, "layanan": "layanan-a2", "isian": isian, "kirim": True}
    response = await client.post("/lembar/layanan-a2", data={"draf": json.dumps(draft)})
    page = await send(client, page_of(response, 409), press="kirim")
    assert "Jawaban Anda sudah terkirim." in page.text
    assert [a.saran for a in answers(rt)] == ["", "Ramai."]


async def test_mistakes_are_named_above_and_at_their_questions_and_nothing_is_lost(
    client: Client, rt: Runtime
) -> None:
    page = await send(client, await begin(client), 422, usia="35 tahun", pekerjaan="ASN")
    assert "Ada yang perlu diperbaiki" in page.text
    assert "Usia: usia diisi dengan angka bulat" not in page.text
    assert page.text.count("Usia diisi dengan angka bulat, misalnya 35.") == 2
    assert "Jenis kelamin: pilih jenis kelamin" not in page.text
    assert page.links[:3] == ["#isian-usia", "#isian-jenis_kelamin", "#isian-pendidikan"]
    assert page.form.values["usia"] == "35 tahun"
    assert page.form.values["pekerjaan"] == "ASN"
    page = await send(client, page, usia="35", jenis_kelamin="L", pendidikan="SD/MI")
    page = await send(client, page, 422)
    assert page.text.count("Pilih satu penilaian.") == 1
    assert "Penilaian Umum: pilih satu penilaian." in page.text
    page = await send(client, page, umum="1")
    page = await send(client, page, 422, **{k: v for k, v in SKM.items() if k != "u5"})
    assert page.links == ["#isian-u5", "/privasi"]
    assert page.form.values["u9"] == SKM["u9"]
    page = await send(client, page, u5="2")
    page = await send(client, page, 422, saran="x" * (SARAN_MAX + 1))
    assert "Kritik/saran paling banyak 2.000 karakter; tulisan Anda 2.001 karakter." in page.text
    assert page.form.values["saran"] == "x" * (SARAN_MAX + 1)
    await send(client, page, saran="x" * SARAN_MAX)
    (stored,) = answers(rt)
    assert (stored.pekerjaan, stored.u5, len(stored.saran)) == ("ASN", 2, SARAN_MAX)


async def test_a_text_browser_that_checks_the_first_of_each_group_answers_no_question(
    client: Client, rt: Runtime
) -> None:
    page = await begin(client)
    assert page.form.values["jenis_kelamin"] == ""
    assert page.text.count("Belum dijawab") == 3
    page = await send(client, page, 422, usia="35")
    assert page.text.count("Pilih jenis kelamin.") == 2
    page = await send(client, page, **RESPONDEN)
    page = await send(client, page, 422)
    assert "Penilaian Umum: pilih satu penilaian." in page.text
    page = await send(client, page, umum="4")
    assert {page.form.values[u.field] for u in URUTAN} == {""}
    page = await send(client, page, 422, u1="4")
    assert page.text.count("pilih satu jawaban.") == 8
    assert answers(rt) == []


async def test_the_way_back_keeps_what_was_typed_also_when_it_is_not_complete(
    client: Client, rt: Runtime
) -> None:
    page = await send(client, await to_last(client), press="kembali", saran="Baik.")
    assert {u.field: page.form.values[u.field] for u in URUTAN} == SKM
    page = await send(client, page, press="kembali", u2="4")
    assert page.form.values["umum"] == "3"
    page = await send(client, page, press="kembali")
    assert page.form.values["usia"] == "35"
    page = await send(client, page, usia="36")
    page = await send(client, page)
    page = await send(client, page)
    assert page.form.values["saran"] == "Baik."
    await send(client, page)
    (stored,) = answers(rt)
    assert (stored.usia, stored.u2, stored.saran) == (36, 4, "Baik.")


async def test_no_form_goes_to_the_address_its_page_stands_at(client: Client) -> None:
    """A load that fails there would take the place of the step, and Back find nothing of it."""
    page = await begin(client)
    assert page.form.action == f"{AT}?l=2"
    for _ in range(3):
        stood_at = page.form.action
        page = await send(client, page, 422)
        assert page.form.action != stood_at
    stood_at = page.form.action
    page = await send(client, page, **RESPONDEN)
    assert "Langkah 2 dari 4" in page.text
    assert page.form.action == f"{AT}?l=3" != stood_at


async def test_a_suggestion_that_is_too_long_to_be_carried_stays_where_it_is(
    client: Client,
) -> None:
    page = await send(client, await to_last(client), 422, press="kembali", saran="y" * 2500)
    assert page.form.values["saran"] == "y" * 2500
    assert "Langkah 4 dari 4" in page.text


async def test_a_later_step_cannot_be_sent_without_the_earlier_ones(
    client: Client, rt: Runtime
) -> None:
    page = await begin(client)
    data = {**page.form.values, "langkah": "4", "saran": "", "ke": "lanjut"}
    page = page_of(await client.post(AT, data=data), 422)
    assert "Langkah 1 dari 4" in page.text
    assert answers(rt) == []


async def test_the_live_page_hands_its_draft_over(client: Client, rt: Runtime) -> None:
    identity = str(uuid.uuid4())
    draft: dict[str, Any] = {
        "uuid": identity,
        "layanan": "layanan-a1",
        "langkah": 3,
        "isian": {**RESPONDEN, "umum": "4", "u1": "2"},
        "awal": begin_survei(rt, identity, "layanan-a1"),
    }
    page = page_of(await client.post(AT, data={"draf": json.dumps(draft)}))
    assert "Langkah 3 dari 4" in page.text
    assert page.form.values["u1"] == "2"
    draft |= {"isian": {**RESPONDEN, **SKM, "umum": "4", "saran": ""}, "kirim": True}
    page = page_of(await client.post(AT, data={"draf": json.dumps(draft)}))
    assert "Jawaban Anda sudah terkirim." in page.text
    assert [str(a.uuid) for a in answers(rt)] == [identity]


async def test_one_that_was_closed_meanwhile_is_still_taken_and_a_new_one_is_not(
    client: Client, rt: Runtime, clock: SettableClock, cast: Cast
) -> None:
    page = await to_last(client)
    clock.advance(timedelta(minutes=1))
    set_layanan_active(rt, cast.people[Role.ADMIN_UPP], cast.layanan["layanan-a1"], False)
    closed = page_of(await client.get(AT), 404)
    assert "Survei untuk layanan ini sudah ditutup." in closed.text
    assert closed.links == ["/lembar", "/privasi"]
    assert "Jawaban Anda sudah terkirim." in (await send(client, page)).text
    clock.advance(timedelta(minutes=31))
    late = page_of(await client.post(AT, data=page.form.press("lanjut")), 404)
    assert "Survei untuk layanan ini sudah ditutup." in late.text
    assert len(answers(rt)) == 1


async def test_who_does_not_know_a_layanan_finds_one_by_links(client: Client, rt: Runtime) -> None:
    page = page_of(await client.get("/lembar"))
    assert "/lembar?upp=upp-a" in page.links
    page = page_of(await client.get("/lembar?upp=upp-a"))
    assert page.links == ["/lembar/layanan-a1", "/lembar/layanan-a2", "/lembar", "/privasi"]
    with rt.writing() as session:
        for upp in session.exec(select(Upp)):
            upp.aktif = False
            session.add(upp)
    assert "Belum ada survei di sini." in page_of(await client.get("/lembar")).text
    assert page_of(await client.get("/lembar/tidak-ada"), 404).links == ["/lembar", "/privasi"]


@pytest.mark.parametrize(
    ("referer", "to"),
    [
        ("http://localhost:3000/survei?layanan=LAYANAN-A1", AT),
        ("http://localhost:3000/survei/?x=1&layanan=layanan-a1", AT),
        ("http://elsewhere.example/survei?layanan=layanan-a1", None),
        ("http://localhost:3000/survei?layanan=%22%3E", None),
        ("http://localhost:3000/?upp=upp-a", None),
        ("http://[", None),
    ],
)
async def test_the_live_page_without_script_leads_to_its_layanan(
    client: Client, referer: str, to: str | None
) -> None:
    response = await client.get("/lembar", headers={"Referer": referer})
    assert response.status_code == (302 if to else 200)
    assert response.headers.get("location") == to


async def test_an_answer_that_cannot_be_stored_now_stays_in_its_form(
    client: Client, rt: Runtime
) -> None:
    page = (await to_last(client)).form.fill(saran="Jangan hilang.")
    with rt.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE jawaban RENAME TO jawaban_pergi")
    failed = page_of(await client.post(AT, data=page.press("lanjut")), 503)
    assert "Jawaban Anda belum tersimpan karena gangguan pada sistem." in failed.text
    with rt.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE jawaban_pergi RENAME TO jawaban")
    assert "Jawaban Anda sudah terkirim." in (await send(client, failed)).text
    assert [a.saran for a in answers(rt)] == ["Jangan hilang."]


async def test_an_address_in_capitals_is_the_same_survey(client: Client) -> None:
    assert "Layanan a1" in (await begin(client, "/lembar/LAYANAN-A1")).text
    response = await client.get("/LEMBAR/layanan-a1")
    assert (response.status_code, response.headers["location"]) == (302, AT)


async def test_a_hurry_from_one_address_is_marked_as_that_of_the_live_survey(
    client: Client, rt: Runtime, clock: SettableClock
) -> None:
    for i in range(LEKAS.kali):
        page = await to_last(client)
        clock.advance(timedelta(seconds=LEKAS_DETIK - 1 - i))
        await send(client, page, saran=f"Nomor {i}")
    assert all(Tanda.BERUNTUN in Tanda(a.tanda) for a in answers(rt))
