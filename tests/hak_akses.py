"""Reads the table of rights that is written by hand."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _roles(group: str) -> frozenset[str]:
    return frozenset(_table()["peran"][group])


def handler_rights() -> dict[tuple[str, str], frozenset[str]]:
    """Return (state, handler) -> the roles that may use it, "" for nobody's."""
    return {
        (state, handler): _roles(group)
        for state, groups in _table()["handler"].items()
        for group, handlers in groups.items()
        for handler in handlers
    }


def _rights(part: str) -> dict[str, frozenset[str]]:
    return {name: _roles(group) for group, names in _table()[part].items() for name in names}


def route_rights() -> dict[str, frozenset[str]]:
    """Return name of a route -> the roles that may use it."""
    return _rights("rute")


def case_rights() -> dict[str, frozenset[str]]:
    """Return module and function of a use case -> the roles that may use it."""
    return _rights("kasus")


def table_rights() -> dict[str, frozenset[str]]:
    """Return name of a table, of an act on its rows (``table.act``) -> the roles that may."""
    return _rights("tabel") | _rights("tindakan_tabel")


def file_rights() -> dict[str, frozenset[str]]:
    """Return name of a table -> the roles that may take it away as a file."""
    return _rights("berkas_tabel")


def page_rights() -> dict[str, frozenset[str]]:
    """Return address of a page -> the roles that may open it."""
    return {path: _roles(group) for path, group in _table()["halaman"].items()}


def wall_rights(part: str) -> frozenset[str]:
    """Return what a connected wall may, besides what is public: ``handler``, ``halaman`` or ``kasus``."""
    return frozenset(_table()["layar_terhubung"][part])


def key_rights(part: str) -> dict[str, frozenset[str]]:
    """Return use of a key -> its routes (``rute``) or use cases (``kasus``), besides what is public."""
    keys = _table()["kunci"]
    for_all = keys["semua"][part]
    return {
        guna: frozenset([*parts[part], *for_all]) for guna, parts in keys.items() if guna != "semua"
    }


def short_name(event: str) -> tuple[str, str]:
    """Return state and handler of a full event name, as the table calls them."""
    state, _, handler = event.rpartition(".")
    return state.rpartition("___")[2].lstrip("_"), handler
