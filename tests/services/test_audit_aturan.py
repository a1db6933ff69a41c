"""The rule of the audit trail: what writes leaves a row, but for what stands here with its reason."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sekampadi.services

FOLDER = Path(sekampadi.services.__file__).parent
PACKAGE = "sekampadi.services"

_CITIZEN = "a citizen answers: nobody keeps a trail of citizens"
_DRAFT = "a draft that a page keeps by itself; what becomes of it leaves a row"
_TOLD = "a message is put down for sending; what it tells of has left its row"
_SENDING = "the worker counts what it sends; messages say themselves what became of them"
_PRESENCE = "who is looking at a page just now"
_FILES = "files, named by rows whose writers have left theirs"
_PUBLIC = "figures that are made public by the calendar; the frozen rows say since when"
WITHOUT: dict[str, str] = {
    "akun.diam.touch_sesi": "that somebody types or clicks just now",
    "akun.layar_masuk.touch_layar": "that a wall shows its screen just now",
    "akun.masuk.resume": "a login that waits goes on in the same tab",
    "akun.sesi.drop_ended": "logins whose time is over by themselves",
    "kunci.masuk._note": "the day on which a key was last used; a moment would help to join answers",
    "notifikasi.beruntun_kabar.handle_beruntun": _TOLD,
    "notifikasi.notifikasi.mark_read": "what somebody has read is nobody else's concern",
    "notifikasi.notifikasi.purge_notifikasi": "old notices go after so many days, as set",
    "notifikasi.notifikasi.send_test": "a message to oneself, to try one's own channel",
    "notifikasi.outbox._failed": _SENDING,
    "notifikasi.outbox.acquire": "which process sends just now",
    "notifikasi.outbox.claim": _SENDING,
    "notifikasi.outbox.purge": "old messages go after so many days, as set",
    "notifikasi.outbox.release": "which process sends just now",
    "notifikasi.pekerja._finish": _SENDING,
    "notifikasi.pekerja._tell_keepers": _TOLD,
    "notifikasi.peringatan_kabar.check_ikm": _TOLD,
    "notifikasi.peringatan_kabar.handle_jawaban": _TOLD,
    "notifikasi.tenggat_kabar.check_tenggat": _TOLD,
    "notifikasi.webhook.kirim.handle_peristiwa": _SENDING,
    "notifikasi.webhook.kirim.purge_kirim": "what was sent is listed for so many days, as set",
    "notifikasi.webhook.peristiwa.emit_jawaban": _SENDING,
    "notifikasi.webhook.rahasia.seal_anew": "secrets are sealed by the new key of the program; they stay what they are",
    "pengajuan.dossier_draf.drop_draf_naskah": _DRAFT,
    "pengajuan.dossier_draf.save_draf_naskah": _DRAFT,
    "pengajuan.jadwal.pengingat.check_pengingat": _TOLD,
    "publik.beku.freeze_due": _PUBLIC,
    "publik.lepas.release_due": _PUBLIC,
    "sistem.simpanan._still": "holds a file while it looks whether a row names it; writes nothing",
    "sistem.simpanan.drop_unnamed": _FILES,
    "sistem.simpanan.storing_all": _FILES,
    "survei.kotak._enter": _CITIZEN,
    "survei.kotak._forget_old": "invitations go after so many weeks, and what stands for a repetition",
    "survei.kotak._put": _CITIZEN,
    "survei.storing._store": _CITIZEN,
    "survei.tanda.mark_all": "the command that calls it leaves a row for all slices",
    "tahunan.naskah.drop_draf_tahunan": _DRAFT,
    "tahunan.naskah.save_draf_tahunan": _DRAFT,
    "tindak_lanjut.draf.drop_draf": _DRAFT,
    "tindak_lanjut.draf.save_draf": _DRAFT,
    "tindak_lanjut.draf.say_hadir": _PRESENCE,
    "tindak_lanjut.draf.say_pergi": _PRESENCE,
    "undangan.undangan._make": "a trail with moments of who was invited would join what must not be joined",
}
"""Functions that open a transaction and leave no row -> why."""


@dataclass
class _Function:
    """A function of the services: what it calls, and whether it opens a transaction itself."""

    calls: set[tuple[str, str]] = field(default_factory=set)
    writes: bool = False
    records: bool = False


def _imports(tree: ast.Module) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Return what a module's names stand for: functions of other modules, and modules."""
    names: dict[str, tuple[str, str]] = {}
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            for alias in node.names:
                names[alias.asname or alias.name] = (str(node.module), alias.name)
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names, modules


def _read(path: Path) -> Iterator[tuple[tuple[str, str], _Function]]:
    relative = path.relative_to(FOLDER).with_suffix("").as_posix().replace("/", ".")
    module = f"{PACKAGE}.{relative}".removesuffix(".__init__")
    tree = ast.parse(path.read_bytes())
    names, modules = _imports(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        found = _Function()
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                found.calls.add(names.get(part.id, (module, part.id)))
                found.records |= part.id == "record"
            elif isinstance(part, ast.Attribute):
                if isinstance(part.value, ast.Name) and part.value.id in modules:
                    found.calls.add((modules[part.value.id], part.attr))
                elif isinstance(part.value, ast.Name) and part.value.id in {"self", "cls"}:
                    found.calls.add((module, part.attr))
                if part.attr == "writing":
                    found.writes = True
        yield (module, node.name), found


def _functions() -> dict[tuple[str, str], _Function]:
    return {name: f for path in sorted(FOLDER.rglob("*.py")) for name, f in _read(path)}


def _recording(functions: dict[tuple[str, str], _Function]) -> set[tuple[str, str]]:
    """Return the functions that leave a row, themselves or by what they call."""
    found = {name for name, f in functions.items() if f.records}
    while True:
        more = {name for name, f in functions.items() if name not in found and f.calls & found}
        if not more:
            return found
        found |= more


def test_what_writes_leaves_a_row_or_stands_here_with_its_reason() -> None:
    functions = _functions()
    silent = {n for n, f in functions.items() if f.writes} - _recording(functions)
    told = {f"{m.removeprefix(PACKAGE + '.')}.{n}" for m, n in silent} - {"sistem.runtime.writing"}
    assert len([f for f in functions.values() if f.writes]) > 100
    assert sorted(told) == sorted(WITHOUT)
    assert all(len(why) > 10 for why in WITHOUT.values())
