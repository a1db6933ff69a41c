"""Excel files of tables: made in a process of their own, told by how much is done, given to one person.

A file is made beside the server, never in it: the survey must not wait for a hundred thousand
rows. What is known of a file stands beside it on the disk, so that any process of this machine
can tell how far it is and hand it out.
"""

import json
import logging
import os
import re
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from sekampadi.children import Child
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.tabel import parse_query
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.tabel.tabel import TableSource, authorize_export
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

LIFETIME = 60 * 60
"""Seconds after which a file that nobody fetched is deleted, and one that is not made given up."""
MAX_UNFINISHED = 3
"""Files one person may have in the making."""
_ID = re.compile(r"[a-f0-9]{32}")

_one_at_a_time = threading.Semaphore(1)


@dataclass(frozen=True, slots=True)
class Ekspor:
    """A file in the making."""

    id: str  # not to be guessed
    pemilik: str  # who had it made, and nobody else fetches it
    nama: str  # of the file when it is saved
    status: str = "antre"  # ``antre``, ``jalan``, ``siap`` or ``gagal``
    total: int = 0  # lines it will have
    selesai: int = 0  # lines it has
    pesan: str = ""  # what went wrong

    @property
    def finished(self) -> bool:
        """Whether nothing more happens to it."""
        return self.status in {"siap", "gagal"}


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What the process is told."""

    settings: Settings
    principal: Principal
    tabel: str
    given: dict[str, str]
    now: datetime
    folder: Path
    ekspor: Ekspor


def export_folder(settings: Settings) -> Path:
    """Return where the files are made."""
    return settings.data_dir.resolve() / "ekspor"


def write_state(folder: Path, ekspor: Ekspor) -> None:
    """Write down how far a file is, so that a reader never sees half of it."""
    target = folder / f"{ekspor.id}.json"
    draft = folder / f"{ekspor.id}.{os.getpid()}.tmp"
    draft.write_text(json.dumps(asdict(ekspor)), encoding="utf-8")
    draft.replace(target)


def _read_state(path: Path) -> Ekspor | None:
    try:
        return Ekspor(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # deleted meanwhile, or of an older program


def _tidy(folder: Path) -> None:
    oldest = time.time() - LIFETIME
    for path in folder.iterdir():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except FileNotFoundError:
            continue  # somebody else was quicker


def _owner(person: Principal) -> str:
    """Name whose a file is: an account's, or a key's, which has none."""
    return f"kunci/{person.kunci_id}" if person.kunci_id else f"operator/{person.operator_id}"


def _require_maker(principal: Principal | None) -> Principal:
    """Refuse who cannot have had a file made: a key reads answers, a person is logged in."""
    of_key = principal is not None and principal.kunci_id is not None
    return require(principal, Permission.API_JAWABAN if of_key else Permission.SESSION)


def start_ekspor(
    rt: Runtime, principal: Principal | None, table: TableSource, given: Mapping[str, str]
) -> str:
    """Begin to make the Excel file of what an address filters; return the id it is known by.

    Raises:
        NotFoundError: for a filter that names something outside the scope.
        DomainError: as :func:`~sekampadi.domain.tabel.parse_query`; ``ekspor.busy`` when the
            person has several in the making.
    """
    person = authorize_export(principal, table)
    query = parse_query(table.spec, given, person)
    with rt.reading() as session:
        table.source(session, person, query)  # what lies outside the scope is not found, at once
    folder = export_folder(rt.settings)
    folder.mkdir(parents=True, exist_ok=True)
    _tidy(folder)
    owner = _owner(person)
    own = [
        e
        for e in map(_read_state, folder.glob("*.json"))
        if e is not None and e.pemilik == owner and not e.finished
    ]
    if len(own) >= MAX_UNFINISHED:
        raise DomainError(
            "ekspor.busy", t("Masih ada berkas Anda yang sedang dibuat. Tunggu sampai selesai.")
        )
    stamp = rt.today().strftime("%Y-%m-%d")
    ekspor = Ekspor(secrets.token_hex(16), owner, f"{table.spec.name}-{stamp}.xlsx")
    write_state(folder, ekspor)
    with rt.writing() as session:
        # Not what was searched for: words of suggestions, or somebody's name.
        told: dict[str, object] = {"saringan": dict(query.filters), "dicari": bool(query.search)}
        if person.kunci_id is not None:
            told["kunci"] = person.kunci_id
        acting = None if person.kunci_id else person
        record(session, acting, "ekspor.tabel", table.spec.name, **told)
    job = ExportJob(rt.settings, person, table.spec.name, dict(given), rt.now(), folder, ekspor)
    threading.Thread(target=_run, args=(job,), name=f"ekspor-{ekspor.id}", daemon=True).start()
    return ekspor.id


def _run(job: ExportJob) -> None:
    """Make one file after the other: two at once would only take longer, and memory."""
    with _one_at_a_time, Child("sekampadi.services.tabel.ekspor_proses") as child:
        child.limit(LIFETIME)
        child.send(job)
        status = child.wait()
    state = _read_state(job.folder / f"{job.ekspor.id}.json")
    if state is not None and not state.finished:
        logger.error("an export ended with status %s", status)
        message = t("Berkas tidak dapat dibuat. Coba lagi sebentar lagi.")
        write_state(job.folder, replace(state, status="gagal", pesan=message))


def read_ekspor(rt: Runtime, principal: Principal | None, ekspor_id: str) -> Ekspor:
    """Tell how far a file is."""
    person = _require_maker(principal)
    state = None
    if _ID.fullmatch(ekspor_id):
        state = _read_state(export_folder(rt.settings) / f"{ekspor_id}.json")
    if state is None or state.pemilik != _owner(person):
        raise NotFoundError(
            "ekspor.unknown", t("Berkas ini sudah diambil atau kedaluwarsa. Buat yang baru.")
        )
    return state


def take_ekspor(rt: Runtime, principal: Principal | None, ekspor_id: str) -> tuple[Path, str]:
    """Hand out a finished file: where it is, and its name. Then call :func:`drop_ekspor`.

    Raises:
        DomainError: ``ekspor.unfinished``, ``ekspor.failed``.
    """
    state = read_ekspor(rt, principal, ekspor_id)
    if state.status == "gagal":
        raise DomainError("ekspor.failed", state.pesan)
    if state.status != "siap":
        raise DomainError("ekspor.unfinished", t("Berkas ini masih dibuat. Tunggu sebentar."))
    return export_folder(rt.settings) / f"{state.id}.xlsx", state.nama


def drop_ekspor(folder: Path, ekspor_id: str) -> None:
    """Delete a file and what is known of it."""
    for ending in ("xlsx", "json"):
        (folder / f"{ekspor_id}.{ending}").unlink(missing_ok=True)
