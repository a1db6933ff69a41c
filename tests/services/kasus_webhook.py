"""Every use case of webhooks that writes, done once, for :mod:`.kasus`."""

from collections.abc import Iterator

from sqlmodel import select

from sekampadi.db.models import Outbox
from sekampadi.domain.notifikasi.webhook import Peristiwa
from sekampadi.services.notifikasi.webhook import kelola, mati
from sekampadi.services.notifikasi.webhook.peristiwa import emit
from tests.services.kasus import Line, Stage, case

ALAMAT = "https://127.0.0.1:9/masuk"


@case()
def webhooks(s: Stage) -> Iterator[list[Line]]:
    yield []
    isian: dict[str, object] = {"nama": "Dasbor", "alamat": ALAMAT, "lembar_terbit": "ya"}
    kelola.add_webhook(s.rt, s.person, isian)
    kelola.change_webhook(s.rt, s.person, 1, isian | {"nama": "Dasbor dua"})
    kelola.replace_rahasia(s.rt, s.person, 1)
    kelola.try_webhook(s.rt, s.person, 1)
    for nomor in (1, 2):
        with s.rt.writing() as session:
            emit(
                *(session, s.rt, Peristiwa.LEMBAR),
                sebab=f"lembar/{nomor}",
                objek="lembar/a",
                upp_id=None,
                data={},
            )
            for row in session.exec(select(Outbox).where(Outbox.webhook_id == 1)):
                row.status = "gagal"
                session.add(row)
    older, newer = sorted(row.id for row in mati.list_mati(s.rt, s.person))
    mati.send_again(s.rt, s.person, older)
    mati.discard(s.rt, s.person, newer)
    kelola.switch_webhook(s.rt, s.person, 1, aktif=False)
    kelola.switch_webhook(s.rt, s.person, 1, aktif=True)
    kelola.remove_webhook(s.rt, s.person, 1)
    told = {"nama": "Dasbor", "upp": None, "alamat": ALAMAT, "peristiwa": "lembar.terbit"}
    now = told | {"nama": "Dasbor dua"}
    changed = {"sebelum": {"nama": "Dasbor"}, "sesudah": {"nama": "Dasbor dua"}}
    yield [
        ("webhook.tambah", "webhook/1", told),
        ("webhook.ubah", "webhook/1", changed),
        ("webhook.rahasia", "webhook/1", {"nama": "Dasbor dua"}),
        ("webhook.uji", "webhook/1", {"nama": "Dasbor dua"}),
        ("webhook.ulangi", "webhook/1", {"pesan": "wh/1/lembar/1"}),
        ("webhook.buang", "webhook/1", {"pesan": "wh/1/lembar/2"}),
        ("webhook.nonaktif", "webhook/1", {"keadaan": "Tidak aktif"}),
        ("webhook.aktif", "webhook/1", {"keadaan": "Aktif"}),
        ("webhook.hapus", "webhook/1", now),
    ]
