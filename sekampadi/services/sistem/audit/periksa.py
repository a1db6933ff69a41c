"""Checking the audit trail: every row, its mark, and that it follows the one before."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import NullType
from sqlmodel import Session

from sekampadi.db.models import metadata
from sekampadi.domain.audit.rantai import AWAL, TANPA_KUNCI, IsiAudit, Kepala, make_jejak
from sekampadi.i18n import format_angka, t
from sekampadi.keys import derive_all
from sekampadi.services.sistem.audit.penjaga import is_guarded
from sekampadi.services.sistem.audit.rantai import KUNCI, read_kepala
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings

_AUDIT: Final = metadata.tables["audit"]
_CHUNK: Final = 1000
MOST: Final = 100
"""Findings that are told one by one; the others are counted."""


class Jenis(StrEnum):
    """What is wrong with a chain, and where."""

    DIUBAH = "diubah"
    """The row's mark is not that of its content."""
    DISISIPKAN = "disisipkan"
    """A row without a mark of ours, and the one behind it does not know it."""
    HILANG = "hilang"
    """The row before this one is not there."""
    URUTAN = "urutan"
    """The row before this one is there, but not before it."""
    KUNCI = "kunci"
    """The row's key is not among the settings."""
    KUNCI_LAMA = "kunci_lama"
    """The row has an older key than one before it: that key makes no marks any more."""
    TANPA_KUNCI = "tanpa_kunci"
    """Rows that no row with a key binds."""
    TERPOTONG = "terpotong"
    """The row that was the newest once is not there: the end was cut off."""
    KEPALA = "kepala"
    """The row that was the newest once has another mark: the chain was made anew."""
    PENJAGA = "penjaga"
    """The database does not refuse changes."""


@dataclass(frozen=True, slots=True)
class TemuanAudit:
    """Something that is wrong; ``id`` is the row, 0 for the table as a whole."""

    jenis: Jenis
    id: int
    kalimat: str


@dataclass
class HasilAudit:
    """What was found.

    Args:
        baris: rows that were looked at.
        kepala: the newest of them; None when there is none.
        temuan: the first :data:`MOST`.
        jumlah: how many there are.
        kepala_cocok: heads of backups that were found again.
    """

    baris: int = 0
    kepala: Kepala | None = None
    temuan: list[TemuanAudit] = field(default_factory=list)
    jumlah: int = 0
    kepala_cocok: int = 0

    @property
    def utuh(self) -> bool:
        """Whether nothing is wrong."""
        return not self.jumlah

    def add(self, jenis: Jenis, number: int, kalimat: str) -> None:
        """Count something that is wrong, and keep its sentence while there are few."""
        self.jumlah += 1
        if len(self.temuan) < MOST:
            self.temuan.append(TemuanAudit(jenis, number, kalimat))


@dataclass(frozen=True, slots=True)
class _Baris:
    """A row as it is stored; ``isi`` is None when it holds what no row of ours can."""

    id: int
    isi: IsiAudit | None
    kunci: str
    lalu: str
    jejak: str


def _read(connection: Connection) -> Iterator[_Baris]:
    a = _AUDIT.c
    # As they are stored: SQLite takes anything for a moment, and reading must not end there.
    waktu, rincian = type_coerce(a.waktu, NullType()), type_coerce(a.rincian, NullType())
    query = select(a.id, waktu, a.operator_id, a.aksi, a.objek, rincian)
    query = query.add_columns(a.kunci, a.jejak_lalu, a.jejak).order_by(a.id)
    result = connection.execute(query.execution_options(yield_per=_CHUNK))
    for part in result.partitions():
        for *stored, kunci, lalu, jejak in part:
            yield _Baris(stored[0], _content(stored), kunci, lalu, jejak)


def _content(stored: Sequence[Any]) -> IsiAudit | None:
    number, waktu, operator_id, aksi, objek, rincian = stored
    try:
        moment = waktu if isinstance(waktu, datetime) else datetime.fromisoformat(waktu)
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        told = json.loads(rincian) if isinstance(rincian, str | bytes) else rincian
        return IsiAudit(number, aware, operator_id, aksi, objek, told)
    except (TypeError, ValueError):
        return None


def _mark(row: _Baris, key: bytes | None) -> str:
    """Return the mark that a row should have; none that it can have when it is not one of ours."""
    try:
        return "" if row.isi is None else make_jejak(row.lalu, row.isi, key)
    except (TypeError, ValueError, OverflowError):
        return ""


class _Pemeriksa:
    """Goes along a chain and remembers what stands behind the last row."""

    def __init__(
        self, settings: Settings, heads: Sequence[Kepala], find: Callable[[str], int | None]
    ) -> None:
        self.hasil = HasilAudit()
        self._keys = {key.id: key.value for key in derive_all(settings, KUNCI)}
        self._age = {name: age for age, name in enumerate(self._keys)}  # the newest is 0
        self._youngest = len(self._age)  # age of the newest key that a row had
        self._heads: dict[int, set[str]] = {}
        for head in heads:
            self._heads.setdefault(head.id, set()).add(head.jejak)
        self._find = find
        self._strange: set[str] = set()  # names of keys that nobody knows
        self._known = {AWAL}  # marks that the next row may name as those before it
        self._before = {AWAL}  # those that the last row could name
        self._doubt: _Baris | None = None  # the last row, when its mark is wrong
        self._keyed = False  # whether there was a row with a key
        self._bound = True  # whether the last row is bound by one with a key

    def look(self, row: _Baris) -> None:
        """Look at the next row."""
        self.hasil.baris += 1
        self.hasil.kepala = Kepala(row.id, row.jejak)
        self._look_at_head(row)
        follows = row.lalu in self._known
        if self._doubt is not None:
            # Who comes behind a row tells what it is: one that was there, or one slipped in.
            slipped = not follows and row.lalu in self._before
            self._tell_doubt(slipped=slipped)
            if slipped:
                follows, self._known = True, set(self._before)
        own = self._mark_of(row)
        if not follows:
            self._tell_break(row)
        self._before = {row.lalu} | (self._known if follows else set())
        self._known = {row.jejak} | ({own} if own is not None else set())
        if own is not None and own != row.jejak:
            self._doubt = row

    def end(self, newest: int) -> HasilAudit:
        """Tell what only the end of the chain shows."""
        self._tell_doubt(slipped=False)
        if not self._bound:
            self.hasil.add(
                Jenis.TANPA_KUNCI,
                newest,
                t("Baris terakhir tidak bertanda kunci, jadi tidak ada yang mengikat isinya."),
            )
        for number in sorted(self._heads):
            self.hasil.add(
                Jenis.TERPOTONG,
                number,
                t(
                    "Baris {n}, yang terbaru saat dicadangkan, tidak ada: ujungnya dipotong.",
                    n=format_angka(number),
                ),
            )
        return self.hasil

    def _mark_of(self, row: _Baris) -> str | None:
        """Return the mark that a row should have; None when nobody knows its key."""
        if row.kunci == TANPA_KUNCI:
            if self._keyed:
                self.hasil.add(
                    Jenis.TANPA_KUNCI,
                    row.id,
                    t("Baris {n} tidak bertanda kunci.", n=format_angka(row.id)),
                )
            self._bound = False
            return _mark(row, None)
        self._keyed = True
        key = self._keys.get(row.kunci)
        if key is None:
            self._bound = False
            if row.kunci not in self._strange:
                self._strange.add(row.kunci)
                self.hasil.add(
                    Jenis.KUNCI,
                    row.id,
                    t(
                        "Mulai baris {n} ada kunci {kunci}, yang tidak ada di pengaturan. Isikan"
                        " rahasia lama di SEKAMPADI_SECRET_KEY_OLD.",
                        n=format_angka(row.id),
                        kunci=row.kunci,
                    ),
                )
            return None
        own = _mark(row, key)
        self._look_at_age(row, fits=own == row.jejak)
        self._bound = self._bound or own == row.jejak
        return own

    def _look_at_age(self, row: _Baris, *, fits: bool) -> None:
        """Tell a row of an older key: who has read a secret that was replaced could go on with it."""
        age = self._age[row.kunci]
        if age > self._youngest:
            self.hasil.add(
                Jenis.KUNCI_LAMA,
                row.id,
                t(
                    "Baris {n} memakai kunci lama, padahal kunci yang lebih baru sudah dipakai.",
                    n=format_angka(row.id),
                ),
            )
        if fits:  # else it only says that it has this key
            self._youngest = min(self._youngest, age)

    def _look_at_head(self, row: _Baris) -> None:
        wanted = self._heads.pop(row.id, None)
        if wanted is None:
            return
        if wanted == {row.jejak}:
            self.hasil.kepala_cocok += 1
            return
        self.hasil.add(
            Jenis.KEPALA,
            row.id,
            t(
                "Jejak baris {n} berbeda dari yang tersimpan pada cadangan.",
                n=format_angka(row.id),
            ),
        )

    def _tell_doubt(self, *, slipped: bool) -> None:
        row, self._doubt = self._doubt, None
        if row is None:
            return
        n = format_angka(row.id)
        if slipped:
            self.hasil.add(Jenis.DISISIPKAN, row.id, t("Baris {n} disisipkan.", n=n))
        else:
            self.hasil.add(Jenis.DIUBAH, row.id, t("Baris {n} diubah, atau bukan baris asli.", n=n))

    def _tell_break(self, row: _Baris) -> None:
        n, where = format_angka(row.id), self._find(row.lalu)
        if row.lalu == AWAL:
            self.hasil.add(
                Jenis.URUTAN,
                row.id,
                t("Baris {n} menyebut dirinya yang pertama, padahal bukan.", n=n),
            )
        elif where is None:
            self.hasil.add(
                Jenis.HILANG, row.id, t("Satu baris atau lebih sebelum baris {n} hilang.", n=n)
            )
        else:
            self.hasil.add(
                Jenis.URUTAN,
                row.id,
                t(
                    "Baris {n} seharusnya sesudah baris {m}: urutannya diubah atau ada yang disisipkan.",
                    n=n,
                    m=format_angka(where),
                ),
            )


def check_audit(rt: Runtime, heads: Sequence[Kepala] = ()) -> HasilAudit:
    """Go along the whole trail once, row by row, and tell what is wrong with it.

    It holds a thousand rows at a time. What is written meanwhile is not looked at.

    Args:
        heads: what the newest row was when backups were made; each has to be there, with its mark.
    """
    with rt.reading() as session:
        connection = session.connection()
        check = _Pemeriksa(rt.settings, heads, _finder(session))
        for row in _read(connection):
            check.look(row)
        head = read_kepala(session)
        hasil = check.end(head.id if head else 0)
        if not is_guarded(connection):
            hasil.add(
                Jenis.PENJAGA,
                0,
                t("Basis data tidak lagi menolak perubahan jejak audit: pemicunya hilang."),
            )
        return hasil


def _finder(session: Session) -> Callable[[str], int | None]:
    """Return what finds the row of a mark; it is asked once for each break that is told."""
    asked = 0

    def find(jejak: str) -> int | None:
        nonlocal asked
        asked += 1
        if asked > MOST:
            return None
        query = select(_AUDIT.c.id).where(_AUDIT.c.jejak == jejak).order_by(_AUDIT.c.id).limit(1)
        found = session.connection().execute(query).scalars().first()
        return None if found is None else int(found)

    return find
