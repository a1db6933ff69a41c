"""Each kind of tampering is found, and the row it is about is named."""

import hashlib
import json

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from sekampadi.db.models import Audit
from sekampadi.domain.audit.rantai import AWAL, IsiAudit, Kepala, make_jejak
from sekampadi.services.sistem.audit.periksa import Jenis, check_audit
from sekampadi.services.sistem.audit.rantai import read_kepala
from sekampadi.services.sistem.runtime import Runtime
from tests.services.sistem.audit.rusak import Act, copy_row, fill, set_part, shift_up, sql, tamper

N = 9
Wanted = list[tuple[Jenis, int]]


def _set(column: str, value: str, number: int = 5) -> Act:
    return sql(f"UPDATE audit SET {column} = {value} WHERE id = {number}")


def _remove(number: int) -> Act:
    return sql(f"DELETE FROM audit WHERE id = {number}")


def _mark(number: int) -> str:
    return f"(SELECT jejak FROM audit WHERE id = {number})"


_ALL_CHANGED: Wanted = [(Jenis.DIUBAH, n) for n in range(1, N + 1)]
KINDS: dict[str, tuple[Act, Wanted]] = {
    "another moment": (_set("waktu", "'2020-01-01 00:00:00'"), [(Jenis.DIUBAH, 5)]),
    "another person": (_set("operator_id", "1"), [(Jenis.DIUBAH, 5)]),
    "another act": (_set("aksi", "'upp.hapus'"), [(Jenis.DIUBAH, 5)]),
    "another object": (_set("objek", "'upp-1'"), [(Jenis.DIUBAH, 5)]),
    "another before": (set_part(5, "sebelum", "Palsu"), [(Jenis.DIUBAH, 5)]),
    "another after": (set_part(5, "sesudah", "Palsu"), [(Jenis.DIUBAH, 5)]),
    "another mark": (_set("jejak", f"'{'0' * 64}'"), [(Jenis.DIUBAH, 5)]),
    "another mark before": (
        _set("jejak_lalu", f"'{'0' * 64}'"),
        [(Jenis.HILANG, 5), (Jenis.DIUBAH, 5)],
    ),
    "the first removed": (_remove(1), [(Jenis.HILANG, 2)]),
    "one in the middle removed": (_remove(5), [(Jenis.HILANG, 6)]),
    "the last removed": (_remove(N), [(Jenis.TERPOTONG, N)]),
    "several at the end removed": (
        sql("DELETE FROM audit WHERE id > 4"),
        [(Jenis.TERPOTONG, N)],
    ),
    "one slipped in, the others moved on": (
        sql(*shift_up(range(5, N + 1)), copy_row(4, 5).format(lalu=_mark(4))),
        [(Jenis.DISISIPKAN, 5), *((Jenis.DIUBAH, n) for n in range(6, N + 2)), (Jenis.KEPALA, N)],
    ),
    "one slipped in at the end": (
        sql(copy_row(4, N + 1).format(lalu=_mark(N))),
        [(Jenis.DIUBAH, N + 1)],
    ),
    "two exchanged": (
        sql(
            "UPDATE audit SET id = 99 WHERE id = 5",
            "UPDATE audit SET id = 5 WHERE id = 6",
            "UPDATE audit SET id = 6 WHERE id = 99",
        ),
        [
            *((Jenis.URUTAN, 5), (Jenis.DIUBAH, 5), (Jenis.URUTAN, 6), (Jenis.DIUBAH, 6)),
            (Jenis.URUTAN, 7),
        ],
    ),
    "the words of two exchanged": (
        sql(
            "UPDATE audit SET objek = 'upp-6' WHERE id = 5",
            "UPDATE audit SET objek = 'upp-5' WHERE id = 6",
        ),
        [(Jenis.DIUBAH, 5), (Jenis.DIUBAH, 6)],
    ),
    "another number": (
        sql("UPDATE audit SET id = 40 WHERE id = 9"),
        [(Jenis.DIUBAH, 40), (Jenis.TERPOTONG, N)],
    ),
    "a key that is nobody's": (_set("kunci", "'00000000'"), [(Jenis.KUNCI, 5)]),
    "a row without a key": (_set("kunci", "''"), [(Jenis.TANPA_KUNCI, 5), (Jenis.DIUBAH, 5)]),
}


def _head(rt: Runtime) -> Kepala:
    with rt.reading() as session:
        head = read_kepala(session)
    assert head is not None
    return head


@pytest.fixture
def chain(rt: Runtime) -> tuple[Runtime, Kepala]:
    from tests import factories

    factories.make_operator(rt, "seseorang")
    fill(rt, N)
    head = _head(rt)
    assert check_audit(rt, [head]).utuh
    return rt, head


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_is_found(chain: tuple[Runtime, Kepala], kind: str) -> None:
    rt, head = chain
    act, wanted = KINDS[kind]
    tamper(rt, act)
    hasil = check_audit(rt, [head])
    assert sorted((f.jenis, f.id) for f in hasil.temuan) == sorted(wanted), hasil.temuan
    assert all(str(f.id) in f.kalimat for f in hasil.temuan)


def _rewrite(session: Session, key: bytes | None, name: str) -> None:
    """Make the whole chain anew, with one row less, as somebody who has read our sources does."""
    session.connection().execute(text("DELETE FROM audit WHERE id = 3"))
    before = AWAL
    for number, row in enumerate(
        session.exec(select(Audit).order_by(col(Audit.id))).all(), start=1
    ):
        isi = IsiAudit(number, row.waktu, row.operator_id, row.aksi, row.objek, row.rincian)
        mark = make_jejak(before, isi, key)
        session.connection().execute(
            text("UPDATE audit SET id=:n, kunci=:k, jejak_lalu=:l, jejak=:j WHERE id=:id"),
            {"n": number, "k": name, "l": before, "j": mark, "id": row.id},
        )
        before = mark


def test_a_chain_made_anew_without_the_key_is_found(chain: tuple[Runtime, Kepala]) -> None:
    rt, _ = chain
    tamper(rt, lambda session: _rewrite(session, None, ""))
    # Even without a head: the last row has no key.
    assert [(f.jenis, f.id) for f in check_audit(rt).temuan] == [(Jenis.TANPA_KUNCI, N - 1)]


def test_a_chain_made_anew_with_an_invented_key_is_found(chain: tuple[Runtime, Kepala]) -> None:
    rt, _ = chain
    with rt.reading() as session:
        name = session.exec(select(Audit.kunci)).first() or ""
    tamper(rt, lambda session: _rewrite(session, b"x" * 32, name))
    found = [(f.jenis, f.id) for f in check_audit(rt).temuan]
    assert found == [(Jenis.DIUBAH, n) for n in range(1, N)]


def test_a_chain_made_anew_with_the_key_is_found_by_the_head(
    chain: tuple[Runtime, Kepala],
) -> None:
    """Who has the program's secret, too, is betrayed by what lies elsewhere."""
    from sekampadi.keys import derive

    rt, head = chain
    key = derive(rt.settings, "audit")
    tamper(rt, lambda session: _rewrite(session, key.value, key.id))
    assert check_audit(rt).utuh
    found = [(f.jenis, f.id) for f in check_audit(rt, [head]).temuan]
    assert found == [(Jenis.TERPOTONG, N)]
    fill(rt, 1)
    found = [(f.jenis, f.id) for f in check_audit(rt, [head]).temuan]
    assert found == [(Jenis.KEPALA, N)]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change",
    [
        *("waktu = 'kemarin'", "waktu = 7", "rincian = '{'", "rincian = x'ff00'"),
        *("objek = x'ff'", "waktu = '0001-01-01 00:00:00'"),
    ],
)
def test_what_no_row_of_ours_can_hold_ends_no_check(
    chain: tuple[Runtime, Kepala], change: str
) -> None:
    """SQLite takes anything for a value."""
    rt, head = chain
    tamper(rt, sql(f"UPDATE audit SET {change} WHERE id = 4"))
    assert [(f.jenis, f.id) for f in check_audit(rt, [head]).temuan] == [(Jenis.DIUBAH, 4)]


def test_rows_from_before_the_chain_are_bound_by_the_first_with_a_key(rt: Runtime) -> None:
    def plain_row(session: Session) -> None:
        before = AWAL
        for number in (1, 2, 3):
            told = [before, number, "2023-01-01T00:00:00.000000+00:00", None, "login.gagal", "", {}]
            mark = hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()
            session.connection().execute(
                text(
                    "INSERT INTO audit (id, waktu, aksi, objek, rincian, jejak_lalu, jejak) VALUES"
                    " (:id, :waktu, 'login.gagal', '', '{}', :lalu, :jejak)"
                ),
                {
                    "id": number,
                    "waktu": "2023-01-01 00:00:00+00:00"
                    if rt.engine.dialect.name == "postgresql"
                    else "2023-01-01 00:00:00.000000",
                    "lalu": before,
                    "jejak": mark,
                },
            )
            before = mark

    with rt.writing() as session:
        plain_row(session)
    assert [f.jenis for f in check_audit(rt).temuan] == [Jenis.TANPA_KUNCI]
    fill(rt, 1)
    assert check_audit(rt).utuh
    tamper(rt, sql("UPDATE audit SET objek = 'x' WHERE id = 2"))
    assert [(f.jenis, f.id) for f in check_audit(rt).temuan] == [(Jenis.DIUBAH, 2)]
