"""audit: rows are chained by their marks, name accounts by number, and can no longer be changed."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_SLICE = 2000
_AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer),
    sa.column("waktu", sa.DateTime(timezone=True)),
    sa.column("operator_id", sa.Integer),
    sa.column("aksi", sa.String),
    sa.column("objek", sa.String),
    sa.column("rincian", sa.JSON),
    sa.column("jejak_lalu", sa.String),
    sa.column("jejak", sa.String),
)
_OPERATOR = sa.table("operator", sa.column("id", sa.Integer), sa.column("username", sa.String))
_NAMES = {"operator", "akun", "login"}
"""Kinds of acts whose object was a username."""


_READ = ("id", "waktu", "operator_id", "aksi", "objek", "rincian")


def _slices(*, down: bool) -> Iterator[Sequence[Any]]:
    """Go through all rows, so many at a time, from the first or from the last."""
    rows = sa.select(*(_AUDIT.c[name] for name in _READ))
    key, last = _AUDIT.c.id, None
    while True:
        part = rows.order_by(key.desc() if down else key).limit(_SLICE)
        if last is not None:
            part = part.where(key < last if down else key > last)
        found = op.get_bind().execute(part).all()
        if not found:
            return
        yield found
        last = found[-1].id


def _update(rows: Sequence[dict[str, Any]], *names: str) -> None:
    if rows:
        change = sa.update(_AUDIT).where(_AUDIT.c.id == sa.bindparam("_id"))
        values = {name: sa.bindparam(f"_{name}", type_=_AUDIT.c[name].type) for name in names}
        op.get_bind().execute(change.values(**values), rows)


def _number(names: dict[str, int], username: object) -> int:
    """Return whose name it was then; 0 for nobody's that is still there."""
    return names.get(str(username), 0)


def _follow(names: dict[str, int], aksi: str, objek: str, rincian: Any) -> None:
    """Go back behind an act: before it, an account may have had another name, or none."""
    if aksi == "akun.ubah" and isinstance(rincian.get("sebelum"), str):
        before = rincian["sebelum"]
    elif aksi == "operator.ubah" and isinstance(rincian.get("sebelum"), dict):
        before = rincian["sebelum"].get("username", objek)
    elif aksi == "operator.buat":
        names.pop(objek, None)
        return
    else:
        return
    if before != objek:
        names[str(before)] = _number(names, objek)
        names.pop(objek, None)


def _without_names(rincian: Any) -> Any:
    """Leave usernames out: that one was changed is told without them."""
    told = {k: v for k, v in rincian.items() if k != "username"}
    for side in ("sebelum", "sesudah"):
        if isinstance(told.get(side), dict):
            told[side] = {k: v for k, v in told[side].items() if k != "username"}
    return told


def _name_by_number() -> None:
    """Put the numbers of accounts in the place of their names, from the newest row to the oldest."""
    connection = op.get_bind()
    names = {row.username: row.id for row in connection.execute(sa.select(_OPERATOR))}
    for part in _slices(down=True):
        changed = []
        for row in part:
            kind, rincian = row.aksi.partition(".")[0], row.rincian or {}
            objek, told = row.objek, rincian
            if kind in _NAMES and objek and not objek.startswith("operator/"):
                objek = f"operator/{_number(names, row.objek)}"
                told = _without_names(rincian)
                if row.aksi == "akun.ubah":
                    told.pop("sebelum", None)
                _follow(names, row.aksi, row.objek, rincian)
            elif row.aksi == "delegasi.tambah" and isinstance(rincian.get("kepada"), str):
                told = rincian | {"kepada": _number(names, rincian["kepada"])}
            if objek != row.objek or told != rincian:
                changed.append({"_id": row.id, "_objek": objek, "_rincian": told})
        _update(changed, "objek", "rincian")


def _chain() -> None:
    """Give each row its mark, as ``domain.audit.rantai`` makes it without a key."""
    before = ""
    for part in _slices(down=False):
        marked = []
        for row in part:
            waktu: datetime = row.waktu
            aware = waktu.replace(tzinfo=UTC) if waktu.tzinfo is None else waktu.astimezone(UTC)
            told = [
                before,
                row.id,
                aware.isoformat(timespec="microseconds"),
                row.operator_id,
                row.aksi,
                row.objek,
                row.rincian,
            ]
            text = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
            mark = hashlib.sha256(text).hexdigest()
            marked.append({"_id": row.id, "_jejak_lalu": before, "_jejak": mark})
            before = mark
        _update(marked, "jejak_lalu", "jejak")


_SQLITE = (
    "CREATE TRIGGER audit_tetap_ubah BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'audit: rows are not changed'); END",
    "CREATE TRIGGER audit_tetap_hapus BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'audit: rows are not deleted'); END",
    # INSERT OR REPLACE deletes without asking the trigger above.
    "CREATE TRIGGER audit_tetap_ganti BEFORE INSERT ON audit"
    " WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'audit: rows are not replaced'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_tetap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE EXCEPTION 'audit: rows are not changed or deleted'; END $$",
    "CREATE TRIGGER audit_tetap BEFORE UPDATE OR DELETE ON audit"
    " FOR EACH ROW EXECUTE FUNCTION audit_tetap()",
    "CREATE TRIGGER audit_tetap_kosong BEFORE TRUNCATE ON audit"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_tetap()",
)


def upgrade() -> None:
    """Apply."""
    for name, length in (("kunci", 8), ("jejak_lalu", 64), ("jejak", 64)):
        op.add_column(
            "audit", sa.Column(name, sa.String(length=length), server_default="", nullable=False)
        )
    _name_by_number()
    _chain()
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Undo; the usernames that stood in rows do not come back."""
    if op.get_bind().dialect.name == "sqlite":
        for name in ("ubah", "hapus", "ganti"):
            op.execute(f"DROP TRIGGER audit_tetap_{name}")
    else:
        op.execute("DROP TRIGGER audit_tetap ON audit")
        op.execute("DROP TRIGGER audit_tetap_kosong ON audit")
        op.execute("DROP FUNCTION audit_tetap()")
    for name in ("jejak", "jejak_lalu", "kunci"):
        op.drop_column("audit", name)
