"""Mistakes a hand might make, as replacements in the text of a module.

What nobody can notice is not drawn: words of messages and logs, types, docstrings, what a check
says before it gives up, the size of a batch or of a column on paper.
"""

import ast
import random
from dataclasses import dataclass, field

from tests.mutation.edits import Edit, Words, name_of
from tests.mutation.rules import (
    EVERYWHERE,
    LAYOUT,
    NEUTRAL,
    ORDERLESS,
    PROVINSI,
    SETTINGS,
    SIGNS,
    SWAPS,
    TYPES,
    defaults_of,
    first_of,
    gives_up,
    is_layout,
)
from tests.mutation.same import names_upp, never_zero, orderless_names


@dataclass
class Finder(ast.NodeVisitor):
    """Finds the edits of one module.

    Args:
        source: its bytes.
        kinds: which kinds of edit are wanted: ``all``, ``scope``, ``audit``, ``right``.
    """

    source: bytes
    kinds: frozenset[str]
    words: Words
    rng: random.Random
    found: list[Edit] = field(default_factory=list)
    _returns: list[ast.expr | None] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _orderless: set[str] = field(default_factory=set)
    _same: set[ast.Compare] = field(default_factory=set)
    _ordered: bool = True
    _named: bool = False

    def __post_init__(self) -> None:
        self._lines = [0]
        for line in self.source.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def edits(self) -> list[Edit]:
        """Return all edits; few are none, see :func:`~tests.mutation.edits.differs`."""
        tree = ast.parse(self.source)
        for node in ast.walk(tree):
            # ``_P = Permission`` at the head of a module is another name for it.
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
                self._names |= {
                    t.id: node.value.id for t in node.targets if isinstance(t, ast.Name)
                }
        self._orderless = orderless_names(tree) - self.words.imported
        self._same = set(never_zero(tree))
        self.visit(tree)
        return list(dict.fromkeys(self.found))

    def _at(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        end_line, end = node.end_lineno or node.lineno, node.end_col_offset or 0
        return (
            self._lines[node.lineno - 1] + node.col_offset,
            self._lines[end_line - 1] + end,
        )

    def _text(self, node: ast.expr) -> str:
        start, end = self._at(node)
        return self.source[start:end].decode()

    def _add(self, node: ast.expr | ast.stmt, text: str, what: str, kind: str = "all") -> None:
        if kind in self.kinds:
            self.found.append(Edit(*self._at(node), text, what, node.lineno))

    def _swap(self, left: ast.expr, right: ast.expr, sign: object, what: str) -> None:
        start, end = self._at(left)[1], self._at(right)[0]
        match = SIGNS.search(self.source, start, end)
        if match and type(sign) in SWAPS and "all" in self.kinds:
            text = SWAPS[type(sign)]
            line = self.source.count(b"\n", 0, match.start()) + 1
            self.found.append(Edit(match.start(), match.end(), text, what, line))

    # What is not looked into.

    def visit_Raise(self, node: ast.Raise | ast.Assert | ast.JoinedStr) -> None:
        """Leave words alone: of errors, of assertions, of texts."""

    visit_Assert = visit_JoinedStr = visit_Raise  # noqa: N815 - the names ast looks for

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """Look into what is done, not at what is caught."""
        self._visit_all(node.body)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Leave types alone."""
        if node.value is not None and not LAYOUT.search(name_of(node.target)):
            self._visit_value([node.target], node.value)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Leave decorators and bases alone, but for the rights a state declares."""
        self._rights_of(node.decorator_list)
        self._visit_all(node.body)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Leave decorators and types alone, but for the rights a handler declares."""
        self._rights_of(node.decorator_list)
        if LAYOUT.search(node.name):
            return
        for arg, default in defaults_of(node.args):
            if not LAYOUT.search(arg.arg):
                self.visit(default)
        self._returns.append(node.returns)
        self._visit_all(node.body)
        self._returns.pop()

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - the name ast looks for

    def _rights_of(self, decorators: list[ast.expr]) -> None:
        for decorator in decorators:
            if name_of(decorator) in {"state_permission", "handler_permission"}:
                self.visit(decorator)

    def _visit_all(self, nodes: list[ast.stmt]) -> None:
        for node in nodes:
            self.visit(node)

    # Kinds of mistakes.

    def visit_Assign(self, node: ast.Assign) -> None:
        """Leave matters of looks and the targets alone."""
        if not any(is_layout(t) for t in node.targets):
            self._visit_value(node.targets, node.value)

    def _visit_value(self, targets: list[ast.expr], value: ast.expr) -> None:
        self._ordered = not any(name_of(t) in self._orderless for t in targets)
        self.visit(value)
        self._ordered = True

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Leave it out."""
        self._add(node, "pass", "statement left out")
        self.visit(node.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        """Leave a call out."""
        if not isinstance(node.value, ast.Call) or first_of(node.value.func) == "logger":
            return
        if name_of(node.value) in {"record", "_record"}:
            self._add(node, "pass", "no line in the audit trail", "audit")
            for word in node.value.keywords:
                if word.arg in {"acting", "person"} and self._text(word.value) != "None":
                    self._add(word.value, "None", "nobody's line in the audit trail", "audit")
                if word.arg == "objek":
                    self._add(word.value, '""', "a line about nothing", "audit")
        elif not LAYOUT.search(name_of(node.value)):
            self._add(node, "pass", "statement left out")
        self.visit(node.value)

    def visit_Return(self, node: ast.Return) -> None:
        """Return nothing worth knowing."""
        if node.value is None:
            return
        kind = self._returns[-1] if self._returns else None
        if isinstance(kind, ast.BinOp):  # X | None
            neutral: str | None = "None"
        else:
            name = name_of(kind.value if isinstance(kind, ast.Subscript) else kind) if kind else ""
            neutral = NEUTRAL.get(name)
        if neutral and self._text(node.value) != neutral:
            self._add(node.value, neutral, "returns nothing worth knowing")
        self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        """Turn a condition round."""
        if not gives_up(node.body) and name_of(node.test) != "TYPE_CHECKING":
            self._turn(node.test)
            self.visit(node.test)
            self._visit_all(node.body)
        self._visit_all(node.orelse)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """Turn a condition round."""
        self._turn(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """Turn the conditions round."""
        for test in node.ifs:
            self._turn(test)
        self.generic_visit(node)

    def _turn(self, test: ast.expr) -> None:
        if not isinstance(test, ast.Compare | ast.UnaryOp | ast.BoolOp | ast.NamedExpr):
            # The others have mistakes of their own.
            self._add(test, f"(not ({self._text(test)}))", "condition turned round")

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """Leave a ``not`` out."""
        if isinstance(node.op, ast.Not):
            self._add(node, f"({self._text(node.operand)})", "negation left out")
        self.visit(node.operand)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """Take ``and`` for ``or``."""
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._swap(left, right, node.op, "and/or")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Take one operation for another; texts that are put together have no other."""
        texts = (ast.JoinedStr, ast.Constant, ast.List, ast.Tuple, ast.Dict)
        numbers = not any(
            isinstance(x, texts) and not isinstance(getattr(x, "value", ""), int | float)
            for x in (node.left, node.right)
        )
        if numbers:
            self._swap(node.left, node.right, node.op, "arithmetic")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Take one comparison for another."""
        if "all" not in self.kinds:
            return  # where rights are compared, none is declared
        for left, sign, right in zip(
            [node.left, *node.comparators], node.ops, node.comparators, strict=False
        ):
            if node not in self._same:
                self._swap(left, right, sign, "comparison")
            if isinstance(sign, ast.In | ast.NotIn):  # there the order is all one
                self._visit_orderless(right)
            else:
                self.visit(right)
        self.visit(node.left)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Take one more or one less."""
        if isinstance(node.value, bool):
            self._add(node, str(not node.value), "the opposite")
        elif isinstance(node.value, int | float):
            self._add(node, repr(node.value + self.rng.choice((1, -1))), "constant")

    def visit_List(self, node: ast.List | ast.Tuple) -> None:
        """Turn the order round."""
        self._reverse(node)
        self.generic_visit(node)

    visit_Tuple = visit_List  # noqa: N815 - the name ast looks for

    def _reverse(self, node: ast.List | ast.Tuple) -> None:
        texts = [self._text(e) for e in node.elts]
        if not isinstance(node.ctx, ast.Load) or len(set(texts)) < 2:
            return
        start, end = self._at(node.elts[0])[0], self._at(node.elts[-1])[1]
        if "all" in self.kinds and self._ordered:
            text = ", ".join(reversed(texts))
            self.found.append(Edit(start, end, text, "order", node.elts[0].lineno))

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Leave types alone."""
        if name_of(node.value) not in TYPES:
            self.visit(node.value)
            if not isinstance(node.slice, ast.Tuple):
                self.visit(node.slice)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """Take another member, another right, or the whole province for a part."""
        owner = self._names.get(name_of(node.value), name_of(node.value))
        if owner == "Permission" and node.attr in self.words.rights:
            # A right that the same roles have is no other: nobody could tell.
            roles = self.words.rights[node.attr]
            others = [n for n, r in self.words.rights.items() if r != roles]
            text = f"{self._text(node.value)}.{self.rng.choice(others)}"
            self._add(node, text, "another right", "right" if "right" in self.kinds else "all")
        elif node.attr in self.words.members.get(owner, ()):
            others = [m for m in self.words.members[owner] if m != node.attr]
            if others:
                text = f"{self._text(node.value)}.{self.rng.choice(others)}"
                self._add(node, text, "another member")
        elif node.attr == "scope" and isinstance(node.ctx, ast.Load) and not self._named:
            self._add(node, PROVINSI, "the whole province", "scope")
        self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        """Leave a filter out; look at the arguments where they are facts."""
        name = name_of(node)
        words = name in {"t", "TypeVar", "cast"} or first_of(node.func) == "logger"
        if words or LAYOUT.search(name):
            return
        if name in {"within", "in_scope"}:
            text = EVERYWHERE if name == "within" else "()"
            self._add(node, text, "no filter of the scope", "scope")
        if name == "where" and len(node.args) > 1:
            for at, arg in enumerate(node.args):
                if not isinstance(arg, ast.Starred):
                    self._leave_out(node.args, at)
        if name == "Decimal" and node.args and isinstance(node.args[0], ast.Constant):
            self._decimal(node.args[0])
        self.visit(node.func)
        if name == "limit" and self._text(node).endswith("limit(1)"):
            return
        named, self._named = self._named, names_upp(node)
        for arg in node.args:
            if name in ORDERLESS:
                self._visit_orderless(arg)
            else:
                self.visit(arg)
        for word in node.keywords:
            if word.arg not in SETTINGS and not LAYOUT.search(word.arg or ""):
                self.visit(word.value)
        self._named = named

    def visit_Set(self, node: ast.Set) -> None:
        """Leave the order alone: there is none."""
        self._visit_orderless(node)

    def _visit_orderless(self, node: ast.expr) -> None:
        if isinstance(node, ast.Starred):
            node = node.value
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            for element in node.elts:
                (self._visit_orderless if isinstance(element, ast.Starred) else self.visit)(element)
        else:
            self.visit(node)

    def _leave_out(self, args: list[ast.expr], at: int) -> None:
        # Together with the comma beside it.
        if at:
            start, end = self._at(args[at - 1])[1], self._at(args[at])[1]
        else:
            start, end = self._at(args[0])[0], self._at(args[1])[0]
        if "all" in self.kinds:
            self.found.append(Edit(start, end, "", "filter left out", args[at].lineno))

    def _decimal(self, node: ast.Constant) -> None:
        text = str(node.value)
        if text[-1:].isdigit():
            self._add(node, f'"{text[:-1]}{(int(text[-1]) + 1) % 10}"', "constant")
