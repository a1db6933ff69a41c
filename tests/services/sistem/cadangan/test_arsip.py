"""What anybody may have written: files that only look like a backup are refused, and put nothing anywhere."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sekampadi.domain.cadangan import parse_retensi
from sekampadi.domain.errors import DomainError
from sekampadi.services.sistem.cadangan.cadangan import backup
from sekampadi.services.sistem.cadangan.pulih import restore
from sekampadi.services.sistem.cadangan.retensi import clear_old
from sekampadi.services.sistem.cadangan.uji import verify_backup
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

Parts = dict[str, bytes]


@pytest.fixture
def whole(rt: Runtime, sidik: list[str], tmp_path: Path) -> Path:
    return backup(rt, tmp_path / "cadangan").path


def _parts(path: Path) -> Parts:
    with tarfile.open(path) as tar:
        files = ((m.name, tar.extractfile(m)) for m in tar.getmembers())
        return {name: file.read() for name, file in files if file is not None}


def _pack(target: Path, parts: Parts, links: tuple[tarfile.TarInfo, ...] = ()) -> Path:
    with tarfile.open(target, "w") as tar:
        for name, data in parts.items():
            if name == "manifest.sha256":
                for link in links:
                    tar.addfile(link)
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return target


def _changed(parts: Parts, change: Callable[[Any], None]) -> Parts:
    """Write another manifest, and seal it as its maker would."""
    manifest = json.loads(parts["manifest.json"])
    change(manifest)
    head = json.dumps(manifest).encode()
    seal = hashlib.sha256(head).hexdigest().encode()
    return {"manifest.json": head, **parts} | {"manifest.json": head, "manifest.sha256": seal}


def _refused(rt: Runtime, empty: Runtime, path: Path) -> str:
    """Hand a file in at both doors; return the code of both refusals."""
    codes = []
    for act in (lambda: verify_backup(rt, path), lambda: restore(empty, path)):
        with pytest.raises(DomainError) as caught:
            act()
        codes.append(caught.value.code)
    assert codes[0] == codes[1]
    folder = empty.settings.data_dir
    assert {p.name for p in folder.iterdir()} <= {
        "sekampadi.db",
        "sekampadi.db-wal",
        "sekampadi.db-shm",
        "sekampadi.db-turn",
    }
    assert not list(path.parent.glob(".sekampadi-kerja-*"))
    with empty.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0
    return codes[0]


def test_one_that_is_cut_off(rt: Runtime, empty: Runtime, whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    short = tmp_path / "terpotong.tar"
    # In the middle, at the border of a block, behind the last file, and nothing at all.
    for length in (len(data) // 2 + 7, len(data) // 1024 * 512, len(data) - 11_000, 700, 0):
        short.write_bytes(data[:length])
        assert _refused(rt, empty, short) == "cadangan.broken", length


def _places(path: Path) -> Iterator[tuple[str, int]]:
    with tarfile.open(path) as tar:
        for member in tar.getmembers():
            yield member.name, member.offset_data + member.size // 2
            yield f"{member.name} (name)", member.offset
            yield f"{member.name} (size)", member.offset + 130


def test_one_byte_that_is_another(rt: Runtime, whole: Path, tmp_path: Path) -> None:
    """In each member's content, in its name and in its size."""
    data = whole.read_bytes()
    other = tmp_path / "berubah.tar"
    places = list(_places(whole))
    assert len(places) == 3 * (4 + 3)
    for name, place in places:
        other.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(DomainError) as caught:
            verify_backup(rt, other)
        assert caught.value.code == "cadangan.broken", name


def test_something_else(rt: Runtime, empty: Runtime, whole: Path, tmp_path: Path) -> None:
    other = tmp_path / "lain.tar"
    for data in (b"halo", b"\0" * 20_000, b"PK\x03\x04" + b"x" * 5000):
        other.write_bytes(data)
        assert _refused(rt, empty, other) == "cadangan.broken"
    parts = _parts(whole)
    for head in (b"[]", b"{}", b"null", b"\xff", b'{"format": 2}', b"[" * 100_000):
        _pack(other, parts | {"manifest.json": head})
        assert _refused(rt, empty, other) == "cadangan.broken", head[:20]


@pytest.mark.parametrize(
    "name",
    [
        "../../keluar",
        "/keluar",
        "berkas/../../keluar",
        "berkas/aa/../../sekampadi.db",
        "bukti/" + "a" * 32 + "\n",
        "sekampadi.db",
        "berkas/" + "A" * 64,
    ],
)
def test_a_path_that_leads_elsewhere(
    rt: Runtime, empty: Runtime, whole: Path, tmp_path: Path, name: str
) -> None:
    """Neither as a member that nobody names, nor as one that the manifest names."""
    parts = _parts(whole)
    seal = {"manifest.sha256": parts.pop("manifest.sha256")}
    other = _pack(tmp_path / "jahat.tar", parts | {name: b"x"} | seal)
    assert _refused(rt, empty, other) == "cadangan.broken"
    packed = {"size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    named = _changed(parts | {name: b"x"} | seal, lambda m: m["files"].update({name: packed}))
    assert _refused(rt, empty, _pack(other, named)) == "cadangan.broken"
    assert not (tmp_path / "keluar").exists()
    assert not (tmp_path.parent / "keluar").exists()


def test_what_is_no_plain_file(rt: Runtime, empty: Runtime, whole: Path, tmp_path: Path) -> None:
    parts = _parts(whole)
    evidence = next(name for name in parts if name.startswith("berkas/"))
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
        link = tarfile.TarInfo(evidence)
        link.type, link.linkname = kind, "/etc/passwd"
        left = {name: data for name, data in parts.items() if name != evidence}
        other = _pack(tmp_path / "tautan.tar", left, (link,))
        assert _refused(rt, empty, other) == "cadangan.broken"


def test_one_that_tells_other_figures(
    rt: Runtime, empty: Runtime, whole: Path, tmp_path: Path
) -> None:
    """Its files are as they were written, but they are not what was saved."""
    lies: list[tuple[str, Callable[[Any], None]]] = [
        ("cadangan.differs", lambda m: m["tables"]["jawaban"].update(rows=9)),
        ("cadangan.differs", lambda m: m["tables"]["jawaban"].update(digest="0" * 64)),
        ("cadangan.differs", lambda m: m["tables"].pop("jawaban")),
        ("cadangan.differs", lambda m: m.update(revision="0013")),
    ]
    for code, lie in lies:
        other = _pack(tmp_path / "lain.tar", _changed(_parts(whole), lie))
        assert _refused(rt, empty, other) == code


def test_one_of_a_newer_program(empty: Runtime, whole: Path, tmp_path: Path) -> None:
    newer = _changed(_parts(whole), lambda m: m.update(revision="9999"))
    with pytest.raises(DomainError) as caught:
        restore(empty, _pack(tmp_path / "baru.tar", newer))
    assert caught.value.code == "cadangan.newer"


def test_a_database_that_is_not_ours_stays(rt: Runtime, empty: Runtime, whole: Path) -> None:
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE gaji (n INTEGER)")
    with pytest.raises(DomainError) as caught:
        restore(empty, whole, replace_data=True)
    assert caught.value.code == "cadangan.foreign"
    with empty.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM gaji").scalar_one() == 0


def test_only_old_backups_that_were_tried_out_go(
    rt: Runtime, clock: SettableClock, tmp_path: Path
) -> None:
    folder = tmp_path / "cadangan"
    start = clock.moment.date()
    for day in (1, 2, 3, 4):
        clock.set_local(start.replace(day=day), 2)
        backup(rt, folder, verify=day != 2)
    foreign = folder / "sekampadi-20230430-020000.tar"
    foreign.write_bytes(b"somebody else's")
    renamed = folder / "sekampadi-20230429-020000.tar"
    renamed.write_bytes((folder / "sekampadi-20230503-020000.tar").read_bytes())
    linked = folder / "sekampadi-20230428-020000.tar"
    linked.symlink_to(renamed)
    gone = clear_old(folder, parse_retensi("1d"))
    assert gone == ["sekampadi-20230501-020000.tar", "sekampadi-20230503-020000.tar"]
    assert sorted(p.name for p in folder.iterdir()) == [
        "sekampadi-20230428-020000.tar",
        "sekampadi-20230429-020000.tar",
        "sekampadi-20230430-020000.tar",
        "sekampadi-20230502-020000-belum-diperiksa.tar",
        "sekampadi-20230504-020000.tar",
    ]
