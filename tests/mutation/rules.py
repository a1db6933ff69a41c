"""What is taken for what, and what is left alone because nobody could tell."""

import ast
import re
from collections.abc import Iterator

from tests.mutation.edits import name_of

SWAPS: dict[type, str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "*",
    ast.Mod: "*",
    ast.And: "or",
    ast.Or: "and",
}
SIGNS = re.compile(
    rb"<=|>=|==|!=|<|>|\bnot\s+in\b|\bin\b|\bis\s+not\b|\bis\b|\band\b|\bor\b|//|[-+*/%]"
)
NEUTRAL = {
    "int": "0",
    "float": "0.0",
    "str": '""',
    "bytes": 'b""',
    "bool": "False",
    "list": "[]",
    "tuple": "()",
    "dict": "{}",
    "set": "set()",
    "frozenset": "frozenset()",
    "Sequence": "()",
    "Mapping": "{}",
}
TYPES = {*NEUTRAL, "Callable", "Iterator", "Iterable", "type", "Mapping", "Select", "Literal"}
ORDERLESS = {"set", "frozenset", "sorted", "any", "all", "sum", "min", "max", "isinstance"}
"""Calls that ask for no order."""
LAYOUT = re.compile(
    r"(^|_)(widths?|heights?|widest|batch|chunk|cache|buffer|workers?|niceness|maxsize|every)($|_)"
    r"|^(Font|Side|Border|Alignment|PatternFill|execution_options)$",
    re.IGNORECASE,
)
"""Names of what is a matter of looks or of pace: no fact depends on one more or less."""
SETTINGS = {"strict", "exist_ok", "parents", "missing_ok", "daemon", "slots", "frozen"} | {
    # How much memory a file takes while it is written, and how big it may become.
    *("write_only", "force_zip64"),
}
PROVINSI = '__import__("sekampadi.domain.izin", fromlist=["izin"]).PROVINSI'
EVERYWHERE = '__import__("sqlalchemy").true()'


def is_layout(target: ast.expr) -> bool:
    """Tell whether a value is given to a matter of looks, or to several."""
    if isinstance(target, ast.Tuple):
        return all(is_layout(each) for each in target.elts)
    return bool(LAYOUT.search(name_of(target)))


def first_of(node: ast.expr) -> str:
    """Return the first word of a name with points."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return getattr(node, "id", "")


def gives_up(body: list[ast.stmt]) -> bool:
    """Tell whether a branch says that it cannot be reached."""
    return (
        isinstance(last := body[-1], ast.Raise)
        and last.exc is not None
        and name_of(last.exc) in {"AssertionError", "RuntimeError"}
    )


def defaults_of(args: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    """List the arguments of a function that have a default, with it."""
    named = [*args.posonlyargs, *args.args]
    yield from zip(named[len(named) - len(args.defaults) :], args.defaults, strict=True)
    pairs = zip(args.kwonlyargs, args.kw_defaults, strict=True)
    yield from ((arg, default) for arg, default in pairs if default is not None)
