"""What the plain pages are made of: read anew as soon as it may have changed, made anew when it has."""

from sqlmodel import update

from sekampadi.db.models import Layanan
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.services.survei.lembar import load_lembar
from tests import factories


def _act(rt: Runtime, nama: str = "") -> None:
    with rt.writing() as session:
        if nama:
            session.exec(update(Layanan).values(nama=nama))
        record(session, None, "layanan.ubah")


def test_pages_are_made_anew_only_when_what_they_say_has_changed(
    rt: Runtime, cast: factories.Cast
) -> None:
    first = load_lembar(rt, "layanan-a1")
    first.halaman["sebuah"] = "halaman"
    _act(rt)
    assert load_lembar(rt, "layanan-a1").halaman == {"sebuah": "halaman"}
    _act(rt, "Layanan baru")
    second = load_lembar(rt, "layanan-a1")
    assert (second.survei.layanan.nama, second.halaman) == ("Layanan baru", {})
