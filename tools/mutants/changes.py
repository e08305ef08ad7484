"""The mutants of a file: every function of it with one small change, as mutmut makes them.

The changes are mutmut's own (`mutmut.mutation.mutators`): another operator, number, text, argument or constant, and
so on. What a function gets by default counts; annotations and decorators do not, and neither do the texts of messages,
which the message catalogues hold: a text that is changed has no translation, and `tests/language` says so.
"""

from __future__ import annotations

import ast
import difflib
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import libcst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

_TEXTS_OF = {"msg": 1, "msg_n": 2, "TypeVar": 1, "cast": 1}
"""The calls whose first arguments are left as they are: texts of messages, and what only a type checker reads."""


@dataclass(frozen=True)
class Mutant:
    """One change of one function."""

    file: str
    """From the package's folder, with slashes."""
    function: str
    """Its name, with its class in front."""
    was: str
    """The lines that differ, as they are and as they become, each on one line."""
    now: str
    lines: range
    """The lines of the file that a test must run to notice the change."""
    source: str
    """A module with nothing but the changed function, in its class where it has one."""

    @property
    def change(self) -> str:
        return f"{self.was} => {self.now}"

    def code(self) -> CodeType:
        """The changed function, compiled."""
        found = _inner(compile(self.source, self.file, "exec"), self.function)
        assert found is not None, self.function
        return found


def mutants(package: Path, file: str) -> list[Mutant]:
    """Every mutant of a file that compiles and differs from the original once it is compiled."""
    wrapper = MetadataWrapper(libcst.parse_module((package / file).read_bytes()))
    visitor = _Visitor(file, wrapper.module)
    wrapper.visit(visitor)
    return visitor.found


def _inner(code: CodeType, name: str) -> CodeType | None:
    for step in name.split("."):
        inner = [each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == step]
        if not inner:
            return None
        code = inner[0]
    return code


class _Visitor(libcst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, file: str, module: libcst.Module) -> None:
        super().__init__()
        self.found: list[Mutant] = []
        self._file = file
        self._module = module
        self._path: list[libcst.CSTNode] = []
        self._untouched: set[libcst.CSTNode] = set()

    def on_visit(self, node: libcst.CSTNode) -> bool:
        if isinstance(node, (libcst.Annotation, libcst.Decorator)) or node in self._untouched:
            return False
        if isinstance(node, libcst.Call):
            self._untouched.update(_untouched(node))
        self._path.append(node)
        if (place := self._function()) is not None and node is not self._path[place]:
            self._mutate(node, place)
        return True

    def on_leave(self, original_node: libcst.CSTNode) -> None:
        if self._path and self._path[-1] is original_node:
            self._path.pop()

    def _function(self) -> int | None:
        """Where in the path the outermost function is."""
        return next((at for at, each in enumerate(self._path) if isinstance(each, libcst.FunctionDef)), None)

    def _mutate(self, node: libcst.CSTNode, place: int) -> None:
        changed = [new for kind, operator in mutation_operators if isinstance(node, kind) for new in operator(node)]
        # mutmut has three for a text. Where case counts, so does what stands around the text.
        changed = changed[:1] if isinstance(node, libcst.BaseString) else changed
        if isinstance(node, libcst.Call) and (untouched := _untouched(node)):
            changed = [new for new in changed if isinstance(new, libcst.Call) and _untouched(new) == untouched]
        function = self._path[place]
        assert isinstance(function, libcst.FunctionDef)
        classes = [each.name.value for each in self._path[:place] if isinstance(each, libcst.ClassDef)]
        for new in changed:
            old_source, source = (
                _module_of(self._module.code_for_node(each), classes)
                for each in (_bare(function), _bare(function.deep_replace(node, new)))
            )
            if _differ(old_source, source):
                was, now = _difference(old_source, source)
                name = ".".join((*classes, function.name.value))
                self.found.append(Mutant(self._file, name, was, now, self._lines(node, function), source))

    def _lines(self, node: libcst.CSTNode, function: libcst.FunctionDef) -> range:
        statement = next((each for each in self._path if isinstance(each, libcst.SimpleStatementLine)), node)
        if any(isinstance(each, libcst.Param) for each in self._path):
            statement = function
        while True:
            place: Any = self.get_metadata(PositionProvider, statement, None)
            if place is not None:
                return range(place.start.line, place.end.line + 1)
            statement = self._path[self._path.index(statement) - 1]


def _untouched(node: libcst.Call) -> list[libcst.BaseExpression]:
    """The arguments of a call that are left as they are."""
    name = node.func.value if isinstance(node.func, libcst.Name) else ""
    return [each.value for each in node.args[: _TEXTS_OF.get(name, 0)]]


def _bare(function: libcst.CSTNode) -> libcst.CSTNode:
    assert isinstance(function, libcst.FunctionDef)
    return function.with_changes(decorators=[], leading_lines=[], lines_after_decorators=[])


def _module_of(function: str, classes: Iterable[str]) -> str:
    source = function
    for name in reversed(list(classes)):
        source = f"class {name}:\n" + textwrap.indent(source, "    ")
    return "from __future__ import annotations\n" + source


def _differ(old: str, new: str) -> bool:
    try:
        return ast.dump(ast.parse(old)) != ast.dump(ast.parse(new)) and bool(compile(new, "", "exec"))
    except SyntaxError:
        return False


def _difference(old: str, new: str) -> tuple[str, str]:
    was: list[str] = []
    now: list[str] = []
    for line in difflib.ndiff(old.splitlines(), new.splitlines()):
        if line[:2] in ("- ", "+ "):
            (was if line[0] == "-" else now).append(line[2:].strip())
    return " ".join(was), " ".join(now)


def defaults(mutant: Mutant) -> Iterator[tuple[str | None, CodeType]]:
    """What the parameters of the changed function get by default: with a name those that are given by name only."""
    node: ast.AST = ast.parse(mutant.source).body[1]
    while isinstance(node, ast.ClassDef):
        node = node.body[0]
    assert isinstance(node, ast.FunctionDef)
    named = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    for name, each in [*((None, each) for each in node.args.defaults), *((given.arg, each) for given, each in named)]:
        if each is not None:
            yield name, compile(ast.Expression(each), "", "eval")
