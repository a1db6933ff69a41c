"""The chain: what binds a row, what the database refuses, and two who write at once."""

import hashlib
import hmac
import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from sekampadi.db.models import Audit
from sekampadi.domain.audit.rantai import Kepala, parse_kepala, plain
from sekampadi.domain.errors import DomainError
from sekampadi.services.sistem.audit.periksa import Jenis, check_audit
from sekampadi.services.sistem.audit.rantai import read_kepala
from sekampadi.services.sistem.runtime import Runtime, record
from tests.conftest import SettableClock
from tests.services.sistem.audit.rusak import fill, tamper


def _rows(rt: Runtime) -> list[Audit]:
    with rt.reading() as session:
        rows = list(session.exec(select(Audit).order_by(col(Audit.id))))
        session.expunge_all()
        return rows


def test_a_mark_is_made_of_the_row_and_of_the_mark_before(rt: Runtime) -> None:
    fill(rt, 3)
    secret = rt.settings.secret_key.get_secret_value().encode()
    key = hmac.digest(secret, b"sekampadi/audit", hashlib.sha256)
    before = ""
    for number, row in enumerate(_rows(rt), start=1):
        told = {
            "sebelum": {"nama": f"Lama {number}"},
            "sesudah": {"nama": f"Baru {number}"},
        }
        assert (row.id, row.jejak_lalu, row.rincian) == (number, before, told)
        assert row.waktu == datetime(2023, 5, 15, 3, tzinfo=UTC)
        text_ = json.dumps(
            [
                *(before, number, "2023-05-15T03:00:00.000000+00:00", None),
                *("upp.ubah", f"upp-{number}", told),
            ],
            separators=(",", ":"),
        )
        assert row.jejak == hmac.new(key, text_.encode(), hashlib.sha256).hexdigest()
        before = row.jejak


def test_of_before_and_after_only_what_has_changed_is_kept() -> None:
    before = {"nama": "A", "jenis": "Dinas", "induk": None}
    after = {"nama": "B", "jenis": "Dinas", "kode": "x"}
    told = plain({"sebelum": before, "sesudah": after, "alasan": "salah ketik"})
    assert told == {
        **{"sebelum": {"nama": "A"}, "sesudah": {"nama": "B", "kode": "x"}},
        "alasan": "salah ketik",
    }
    # What was made or taken away is told as a whole.
    assert plain({"sebelum": {}, "sesudah": after}) == {"sebelum": {}, "sesudah": after}
    with pytest.raises(TypeError):
        plain({"kapan": datetime(2023, 1, 1, tzinfo=UTC)})


def test_a_row_is_there_with_its_act_or_not_at_all(rt: Runtime) -> None:
    def fails(session: Session) -> None:
        record(session, None, "upp.hapus", "upp-1")
        raise ZeroDivisionError

    fill(rt, 1)
    with pytest.raises(ZeroDivisionError), rt.writing() as session:
        fails(session)
    with rt.writing() as session:
        record(session, None, "upp.aktif", "upp-1")
        record(session, None, "upp.nonaktif", "upp-1")
    rows = _rows(rt)
    assert [(r.id, r.aksi) for r in rows] == [
        (1, "upp.ubah"),
        (2, "upp.aktif"),
        (3, "upp.nonaktif"),
    ]
    assert check_audit(rt).utuh


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET objek = 'lain' WHERE id = 2",
        "UPDATE audit SET operator_id = operator_id",
        "DELETE FROM audit WHERE id = 2",
        "DELETE FROM audit",
    ],
)
def test_the_database_refuses_changes(rt: Runtime, statement: str) -> None:
    fill(rt, 3)
    before = [r.model_dump() for r in _rows(rt)]
    with pytest.raises(DBAPIError, match="audit: rows are not"), rt.writing() as session:
        session.connection().execute(text(statement))
    assert [r.model_dump() for r in _rows(rt)] == before


def test_the_database_refuses_what_replaces_or_empties(rt: Runtime) -> None:
    fill(rt, 3)
    statement = (
        "TRUNCATE audit"
        if rt.engine.dialect.name == "postgresql"
        else "INSERT OR REPLACE INTO audit (id, waktu, aksi, objek, rincian)"
        " VALUES (2, '2023-01-01', 'upp.hapus', '', '{}')"
    )
    with pytest.raises(DBAPIError, match="audit: rows are not"), rt.writing() as session:
        session.connection().execute(text(statement))
    assert [r.aksi for r in _rows(rt)] == ["upp.ubah"] * 3


def test_a_missing_guard_is_told(rt: Runtime) -> None:
    fill(rt, 1)
    with rt.writing() as session:
        session.connection().execute(
            text(
                "ALTER TABLE audit DISABLE TRIGGER audit_tetap"
                if rt.engine.dialect.name == "postgresql"
                else "DROP TRIGGER audit_tetap_hapus"
            )
        )
    assert [f.jenis for f in check_audit(rt).temuan] == [Jenis.PENJAGA]
    # Moving data lifts it and puts it back.
    fill(rt, 1)


def test_lifting_the_guard_puts_it_back(rt: Runtime) -> None:
    fill(rt, 2)
    tamper(rt, lambda _session: None)
    assert check_audit(rt).utuh
    with pytest.raises(DBAPIError), rt.writing() as session:
        session.connection().execute(text("DELETE FROM audit"))


def test_many_who_write_at_once_make_one_chain(rt: Runtime, clock: SettableClock) -> None:
    """Two engines, as of two processes; each holds something that the other wants, too."""
    other = Runtime.open(rt.settings, clock)
    wrong: list[BaseException] = []

    def act(mine: Runtime, name: str) -> None:
        try:
            for number in range(20):
                with mine.writing() as session:
                    # The line is told first, what it is about is written after it.
                    record(session, None, "pengaturan.ambang", name, n=number)
                    session.connection().execute(
                        text("UPDATE layanan SET nama = nama WHERE id = :id"),
                        {"id": number % 2 + 1},
                    )
                    session.connection().execute(
                        text("UPDATE layanan SET nama = nama WHERE id = :id"),
                        {"id": number % 2 + 1},
                    )
        except BaseException as error:
            wrong.append(error)

    threads = [
        threading.Thread(target=act, args=(mine, f"{i}"))
        for i, mine in enumerate((rt, other, rt, other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    other.engine.dispose()
    assert wrong == []
    hasil = check_audit(rt)
    assert (hasil.baris, hasil.temuan) == (80, [])
    assert [r.id for r in _rows(rt)] == list(range(1, 81))


def test_an_older_key_is_believed_and_an_unknown_one_told(
    rt: Runtime, clock: SettableClock
) -> None:
    fill(rt, 2)
    old = rt.settings.secret_key.get_secret_value()
    new = {"secret_key": SecretStr("b" * 40)}
    later = Runtime(rt.engine, rt.settings.model_copy(update=new), clock)
    fill(later, 2)
    found = check_audit(later)
    assert [(f.jenis, f.id) for f in found.temuan] == [(Jenis.KUNCI, 1)]
    both = rt.settings.model_copy(update=new | {"secret_key_old": SecretStr(old)})
    assert check_audit(Runtime(rt.engine, both, clock)).utuh


def test_an_older_key_makes_no_mark_after_a_newer_one(rt: Runtime, clock: SettableClock) -> None:
    """Who has read an old secret, which is still believed, adds nothing to the trail by it."""
    fill(rt, 2)
    old = rt.settings.secret_key.get_secret_value()
    both = {"secret_key": SecretStr("b" * 40), "secret_key_old": SecretStr(old)}
    later = Runtime(rt.engine, rt.settings.model_copy(update=both), clock)
    fill(later, 1)
    assert check_audit(later).utuh
    fill(rt, 2)
    found = check_audit(later)
    assert [(f.jenis, f.id) for f in found.temuan] == [(Jenis.KUNCI_LAMA, 4), (Jenis.KUNCI_LAMA, 5)]
    assert all(str(f.id) in f.kalimat for f in found.temuan)


def test_a_head_says_how_far_the_chain_was(rt: Runtime, clock: SettableClock) -> None:
    with rt.reading() as session:
        assert read_kepala(session) is None
    assert check_audit(rt).utuh
    fill(rt, 2)
    with rt.reading() as session:
        head = read_kepala(session)
    assert head is not None
    clock.advance(timedelta(days=1))
    fill(rt, 3)
    hasil = check_audit(rt, [head])
    assert (hasil.utuh, hasil.kepala_cocok, hasil.baris) == (True, 1, 5)
    assert parse_kepala(str(head)) == head
    for wrong in ("", "2", "2:abc", f"-1:{'0' * 64}", f"2:{'G' * 64}"):
        with pytest.raises(DomainError) as caught:
            parse_kepala(wrong)
        assert caught.value.code == "audit.kepala"
    assert [f.jenis for f in check_audit(rt, [Kepala(2, "0" * 64)]).temuan] == [Jenis.KEPALA]
