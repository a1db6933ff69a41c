"""Two at one thing: every use case that takes a form of a stored row takes what it was opened with."""

import ast
from collections.abc import Iterator
from pathlib import Path

import sekampadi

HOME = Path(sekampadi.__file__).parent
VERSIONS = {"semula", "versi"}
"""What a use case calls that which its form was opened with: its fields, or the row's version."""
WITHOUT: dict[str, str] = {
    "create_upp": "adds a row",
    "create_layanan": "adds a row",
    "create_account": "adds a row",
    "add_delegasi": "adds a row; who is second is refused where the days overlap",
    "add_kode": "adds a row",
    "add_kunjungan": "adds a row",
    "add_temuan": "adds a row",
    "add_webhook": "adds a row",
    "add_kegiatan": "adds a row",
    "add_media": "adds a line to the log of a sheet",
    "enter_jawaban": "adds an answer, under an identity of its own",
    "store_layanan": "adds a row, for those two who ask before",
    "change_layanan": "writes for two who ask before: the form, and an import that shows its plan",
    "connect_layar": "adds a row",
    "make_kunci": "adds a row",
    "read_jawaban_api": "adds an answer, under an identity of its own; it only reads what was sent",
    "begin_kaitan": "takes the own password, and stores what the provider has to answer",
    "begin_faktor": "begins a secret of the own account; the one in use stays until a code has come",
    "confirm_faktor": "stores what the own account has just shown, for the code that belongs to it",
    "remove_faktor": "takes the own second factor away, for a password and a code",
    "renew_pemulihan": "makes the own recovery codes anew, for a password and a code",
    "change_password": "takes the password that is replaced; nobody else's writing is shown",
}
"""Use cases with a form that changes no stored row, each with its reason."""


def _functions(folder: str) -> Iterator[ast.FunctionDef]:
    for path in sorted((HOME / folder).rglob("*.py")):
        for node in ast.parse(path.read_bytes()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield node


def _parameters(function: ast.FunctionDef) -> set[str]:
    args = function.args
    return {a.arg for a in (*args.posonlyargs, *args.args, *args.kwonlyargs)}


def _forms() -> dict[str, ast.FunctionDef]:
    """Return the use cases that take a form."""
    return {f.name: f for f in _functions("services") if {"principal", "isian"} <= _parameters(f)}


def test_every_form_of_a_stored_row_carries_what_it_was_opened_with() -> None:
    forms = _forms()
    assert len(forms) > 30
    bare = {name for name, f in forms.items() if not VERSIONS & _parameters(f)}
    assert bare == set(WITHOUT), bare ^ set(WITHOUT)


def _calls() -> Iterator[tuple[str, ast.Call]]:
    """List where pages hand a use case to the one that runs it, with the use case's name."""
    for path in sorted((HOME / "web").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            runs = getattr(node.func, "id", "") in {"as_person", "in_thread", "in_lane"}
            for handed in node.args if runs else ():
                yield getattr(handed, "attr", getattr(handed, "id", "")), node


def test_every_page_hands_over_what_its_form_was_opened_with() -> None:
    """Where the parameter may be left out, for what is no form, a page does not leave it out."""
    asked = {name for name, f in _forms().items() if "semula" in _parameters(f)} | {"save_sejak"}
    seen: dict[str, list[bool]] = {}
    for name, call in _calls():
        if name in asked:
            seen.setdefault(name, []).append(any(k.arg == "semula" for k in call.keywords))
    assert asked == set(seen)
    assert all(all(given) for given in seen.values()), seen
