"""What changes nothing: told by the text of a module, never by its place."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.mutation.edits import name_of
from tests.mutation.rules import ORDERLESS


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


def never_zero(tree: ast.Module) -> Iterator[ast.Compare]:
    """List what is above or below 0 where it cannot be 0: ``if not x: return`` stands before."""
    for node in ast.walk(tree):
        for block in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(block, list):
                yield from _after_none(block)


def _after_none(block: Sequence[ast.stmt]) -> Iterator[ast.Compare]:
    known: set[str] = set()
    for node in block:
        for part in ast.walk(node):
            if isinstance(part, ast.Compare) and ast.dump(part.left) in known:
                right = part.comparators[0]
                ordered = isinstance(part.ops[0], ast.Gt | ast.GtE | ast.Lt | ast.LtE)
                if isinstance(right, ast.Constant) and right.value == 0 and ordered:
                    yield part
        if isinstance(node, ast.If) and isinstance(node.test, ast.UnaryOp):
            leaves = isinstance(node.body[-1], ast.Return | ast.Raise | ast.Continue)
            if isinstance(node.test.op, ast.Not) and leaves:
                known.add(ast.dump(node.test.operand))
        elif not isinstance(node, ast.If | ast.Return):
            # Whatever is given a value may be 0 again.
            given = {
                n.id
                for n in ast.walk(node)
                if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            }
            known = {text for text in known if not any(f"'{name}'" in text for name in given)}


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
    found: list[ast.SetComp | ast.GeneratorExp] = [node] if isinstance(node, ast.SetComp) else []
    if isinstance(node, ast.Call) and name_of(node) in ORDERLESS:
        found += [arg for arg in node.args if isinstance(arg, ast.GeneratorExp)]
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
