"""The personal data of an account: what a copy holds, and what is left when it is deleted."""

import json
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlmodel import Session, SQLModel

from sekampadi.db.models import Audit, Notifikasi, Operator, Sesi
from sekampadi.domain.akun import DIHAPUS, emptied_name, is_emptied
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.akun.akun import rename_akun
from sekampadi.services.akun.operator import reset_password
from sekampadi.services.akun.passwords import USERNAME
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.master import data_operator, nama_operator
from sekampadi.services.master.data_operator import (
    TETAP,
    copy_data_operator,
    copy_data_saya,
    empty_account,
)
from sekampadi.services.master.kelola_operator import (
    reset_account_password,
    set_account_active,
    update_account,
)
from sekampadi.services.master.nama_operator import NAMA_TETAP
from sekampadi.services.master.tabel_master import OPERATOR
from sekampadi.services.master.tindakan import acts_on_operator
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.notifikasi.notifikasi import save_saluran
from sekampadi.services.notifikasi.peringatan import save_aturan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import load_table
from tests.factories import PASSWORD, Cast, isian, submit
from tests.notifikasi import tell

EMAIL = "budi@contoh.go.id"


@pytest.fixture
def budi(rt: Runtime, cast: Cast) -> tuple[Principal, str]:
    """Return a person who has left something everywhere, and the secret of his session."""
    person = cast.admin_b
    token, _ = redeem_ticket(rt, issue_ticket(rt, "admin-b", PASSWORD))
    save_saluran(rt, person, {"email": EMAIL})
    save_aturan(rt, person, {"jenis": "buruk", "cakupan": "", "lewat_email": "ya"})
    tell(rt, person)
    submit(rt, "layanan-b1", isian(saran="antrean"))
    with rt.reading() as session:
        number = session.connection().execute(text("SELECT id FROM jawaban")).scalar_one()
    remove(rt, person, [number], alasan="Percobaan belaka")
    return person, token


def everything(session: Session) -> str:
    """Return all that the database holds, but the audit trail, as one text."""
    return "\n".join(
        f"{table.name} {tuple(row)!r}"
        for table in SQLModel.metadata.sorted_tables
        if table.name != "audit"
        for row in session.connection().execute(select(table))
    )


def test_a_copy_holds_what_is_kept_and_no_secret(
    rt: Runtime, cast: Cast, budi: tuple[Principal, str]
) -> None:
    person, token = budi
    own = copy_data_saya(rt, person)
    akun: Any = own["akun"]
    assert (akun["nomor"], akun["username"]) == (person.operator_id, "admin-b")
    assert own["saluran"][0]["email"] == EMAIL  # type: ignore[index]
    for name in ("peringatan", "notifikasi", "sesi", "jejak_audit"):
        assert own[name], name
    assert {"login.masuk", "jawaban.hapus"} <= {a["aksi"] for a in own["jejak_audit"]}  # type: ignore[attr-defined]
    with rt.reading() as session:
        operator = session.get(Operator, person.operator_id)
        assert operator is not None
        secrets = [operator.password_hash, *(s.token_hash for s in session.exec(_sesi()))]
    written = json.dumps(own)
    assert not [s for s in (*secrets, token) if s in written]

    by_admin = copy_data_operator(rt, cast.people[Role.PENGELOLA_SISTEM], person.operator_id)
    assert {k: v for k, v in by_admin.items() if k != "dibuat_pada"} == {
        k: v for k, v in own.items() if k != "dibuat_pada"
    }


def _sesi() -> Any:
    from sqlmodel import select as models

    return models(Sesi)


def test_only_columns_that_are_named_get_into_a_copy(rt: Runtime, cast: Cast) -> None:
    """A secret that somebody keeps of an account some day is not in it by itself."""
    tables = SQLModel.metadata.tables
    for name, columns in data_operator._DISALIN.items():
        assert set(columns) <= set(tables[name].columns.keys()), name
        assert not [c for c in columns if "hash" in c or "kunci" in c or "rahasia" in c], name


def test_what_is_deleted_is_nowhere_any_more(
    rt: Runtime, cast: Cast, budi: tuple[Principal, str]
) -> None:
    person, token = budi
    admin = cast.people[Role.PENGELOLA_SISTEM]
    number = person.operator_id
    set_account_active(rt, admin, number, False)
    with rt.reading() as session:
        before = everything(session)
        assert "admin-b" in before
        assert EMAIL in before
    empty_account(rt, admin, number)
    with rt.reading() as session:
        after = everything(session)
        assert "admin-b'" not in after
        assert EMAIL not in after
        assert DIHAPUS in after  # who removed the answer
        operator = session.get(Operator, number)
        assert operator is not None
        assert (operator.username, operator.password_hash, operator.aktif) == (
            *(emptied_name(number), "", False),
        )
        # The trail keeps the number, and tells who has done what.
        acts = [a.aksi for a in session.exec(_acts(number))]
        assert {"login.masuk", "jawaban.hapus"} <= set(acts)
        last = session.exec(_acts(admin.operator_id)).all()[-1]
        assert (last.aksi, last.objek, last.rincian) == (
            "operator.kosongkan",
            f"operator/{number}",
            {},
        )
    assert find_principal(rt, token) is None
    # Others keep what is theirs.
    assert copy_data_saya(rt, cast.admin_c)["akun"]["username"] == "admin-c"  # type: ignore[index]


def _acts(operator_id: int) -> Any:
    from sqlmodel import select as models

    return models(Audit).where(Audit.operator_id == operator_id).order_by(Audit.id)  # type: ignore[arg-type]


@pytest.mark.parametrize("table", sorted(SQLModel.metadata.tables))
def test_each_table_that_points_at_an_account_is_emptied_or_says_why_not(table: str) -> None:
    found = {t.name: c.name for t, c in data_operator._owned()}
    if table in found and table in TETAP:
        return  # acts of office: docs/data-pribadi.md says so
    columns = {c.name for t, c in nama_operator._named() if t.name == table}
    named = {
        c.name
        for c in SQLModel.metadata.tables[table].columns
        if c.name == "oleh" or c.name.endswith("_oleh")
    }
    assert named - columns == {c for t, c in NAMA_TETAP if t == table}


def test_papers_keep_the_names_in_them(
    rt: Runtime, cast: Cast, budi: tuple[Principal, str]
) -> None:
    person, _ = budi
    table = SQLModel.metadata.tables["langkah"]
    pengajuan = SQLModel.metadata.tables["pengajuan"]
    with rt.writing() as session:
        made = (
            session.connection()
            .execute(
                insert(pengajuan).values(
                    upp_id=cast.upp["upp-b"],
                    tahun=2023,
                    triwulan=1,
                    status="draf",
                    versi=1,
                    diubah_pada=rt.now(),
                )
            )
            .inserted_primary_key
        )
        assert made is not None
        session.connection().execute(
            insert(table).values(
                pengajuan_id=made[0],
                waktu=rt.now(),
                aksi="ajukan",
                dari="draf",
                ke="diajukan",
                operator_id=person.operator_id,
                oleh="admin-b",
                sebagai="admin_upp",
                bentuk="",
                catatan="",
            )
        )
    admin = cast.people[Role.ADMIN_PEMPROV]
    set_account_active(rt, admin, person.operator_id, False)
    empty_account(rt, admin, person.operator_id)
    with rt.reading() as session:
        row = session.connection().execute(select(table)).one()
    assert (row.operator_id, row.oleh) == (person.operator_id, "admin-b")


def test_nobody_logs_in_or_takes_it_up_again(
    rt: Runtime, cast: Cast, budi: tuple[Principal, str]
) -> None:
    person, _ = budi
    admin = cast.people[Role.ADMIN_PEMPROV]
    number = person.operator_id
    set_account_active(rt, admin, number, False)
    empty_account(rt, admin, number)
    gone = emptied_name(number)
    assert is_emptied(gone)
    assert not USERNAME.fullmatch(gone)  # nobody can take this name, nor type it
    with pytest.raises(UnauthenticatedError):
        issue_ticket(rt, "admin-b", PASSWORD)
    with pytest.raises(UnauthenticatedError):
        issue_ticket(rt, gone, PASSWORD)
    for act in (
        lambda: set_account_active(rt, admin, number, True),
        lambda: reset_account_password(rt, admin, number),
        lambda: update_account(rt, admin, number, {"username": "lagi", "role": "pimpinan"}),
        lambda: empty_account(rt, admin, number),
        lambda: copy_data_operator(rt, admin, number),
    ):
        with pytest.raises(ConflictError) as refused:
            act()
        assert refused.value.code == "operator.emptied"
    with pytest.raises(DomainError):
        reset_password(rt, username="admin-b", password="kata sandi yang baru sekali")
    view = load_table(rt, admin, OPERATOR, {"cari": "dihapus-"})
    assert [row.id for row in view.page.rows] == [number]
    with rt.reading() as session:
        assert acts_on_operator(session, admin, [number]) == {number: frozenset()}


def _removed_by(rt: Runtime) -> list[str]:
    with rt.reading() as session:
        return list(
            session.connection().execute(text("SELECT dihapus_oleh FROM jawaban")).scalars()
        )


@pytest.mark.parametrize("by_himself", [True, False])
def test_who_takes_a_name_that_was_left_is_nobody_else(
    rt: Runtime, cast: Cast, budi: tuple[Principal, str], by_himself: bool
) -> None:
    """Another UPP's operator takes the name, and has his data deleted: rows of others stay."""
    person, admin = budi[0], cast.people[Role.ADMIN_PEMPROV]
    upp = {"username": "budi.b", "role": "admin_upp", "upp": "upp-b"}
    if by_himself:
        rename_akun(rt, person, {"username": "budi.b"})
    else:
        update_account(rt, admin, person.operator_id, upp)
    assert _removed_by(rt) == ["budi.b"]
    thief = cast.admin_c
    rename_akun(rt, thief, {"username": "admin-b"})
    set_account_active(rt, admin, thief.operator_id, False)
    empty_account(rt, admin, thief.operator_id)
    assert _removed_by(rt) == ["budi.b"]
    set_account_active(rt, admin, person.operator_id, False)
    empty_account(rt, admin, person.operator_id)
    assert _removed_by(rt) == [DIHAPUS], "under no name it had before either"


def test_an_open_account_is_closed_first(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    with pytest.raises(ConflictError) as refused:
        empty_account(rt, admin, cast.admin_b.operator_id)
    assert refused.value.code == "operator.active"
    assert find_principal(rt, redeem_ticket(rt, issue_ticket(rt, "admin-b", PASSWORD))[0])


def test_who_may_not_manage_an_account_sees_nothing_of_it(rt: Runtime, cast: Cast) -> None:
    number = cast.admin_b.operator_id
    for person, error in (
        (cast.admin_c, NotFoundError),  # another UPP's
        (cast.people[Role.PIMPINAN], ForbiddenError),
        (None, UnauthenticatedError),
    ):
        for act in (copy_data_operator, empty_account):
            with pytest.raises(error):
                act(rt, person, number)
    top = cast.people[Role.ADMIN_PEMPROV].operator_id
    for act in (copy_data_operator, empty_account):
        with pytest.raises(ForbiddenError):
            act(rt, cast.people[Role.PENGELOLA_SISTEM], top)
    with rt.reading() as session:
        assert not session.exec(_notices()).all()


def _notices() -> Any:
    from sqlmodel import select as models

    return models(Notifikasi)
