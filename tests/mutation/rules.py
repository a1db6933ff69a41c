"""What is taken for what, and what is left alone because nobody could tell."""

import ast
import re
from collections import Counter
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
SETTINGS = {"strict", "exist_ok", "parents", "missing_ok", "daemon", "slots", "frozen"}
PROVINSI = '__import__("sekampadi.domain.izin", fromlist=["izin"]).PROVINSI'
EVERYWHERE = '__import__("sqlalchemy").true()'


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


def names_upp(node: ast.Call) -> bool:
    """Tell whether what reads is also given ids of UPP that were found inside the scope: a second lock.

    ``upp_ids`` of a part of the province, or the one UPP in hand: with them alone no other is
    read, whatever the scope says.
    """
    given = [*node.args, *(word.value for word in node.keywords)]
    return name_of(node).islower() and any(
        (isinstance(x, ast.Attribute) and x.attr == "upp_ids")
        or (isinstance(x, ast.Call) and name_of(x) == "frozenset" and "Set(" in ast.dump(x))
        for x in given
    )


def defaults_of(args: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    """List the arguments of a function that have a default, with it."""
    named = [*args.posonlyargs, *args.args]
    yield from zip(named[len(named) - len(args.defaults) :], args.defaults, strict=True)
    pairs = zip(args.kwonlyargs, args.kw_defaults, strict=True)
    yield from ((arg, default) for arg, default in pairs if default is not None)


def _picked_of(node: ast.AST) -> str:
    """Return the name of a collection that is looked through as a whole, or by a key of it."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value if node.func.attr in {"get", "values"} else node
    elif isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _looked_through(node: ast.AST) -> Iterator[str]:
    """List the names of which a node asks no order: by ``in``, or for a set or ``any``."""
    if isinstance(node, ast.Compare) and isinstance(node.ops[-1], ast.In | ast.NotIn):
        yield _picked_of(node.comparators[-1])
    found = [node] if isinstance(node, ast.SetComp) else []
    if isinstance(node, ast.Call) and name_of(node) in ORDERLESS:
        found = [arg for arg in node.args if isinstance(arg, ast.GeneratorExp)]
    yield from (_picked_of(part.iter) for each in found for part in each.generators)


def orderless_names(tree: ast.Module) -> set[str]:
    """Return the tables at the head of a module whose lists nobody in it reads in their order."""
    made = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    nodes = list(ast.walk(tree))
    through = Counter(name for node in nodes for name in _looked_through(node))
    used = Counter(n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
    return {name for name in made if 0 < used[name] == through[name]}
