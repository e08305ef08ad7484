"""Programs in CEL (Google's implementation, `cel-expr-python`), and what they give.

Programs run on plain maps with dynamic types; their types were checked against the models when the pack was loaded
(`rules.types`). CEL gives errors back as values, and so do we.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cel_expr_python import cel

from intlstrat.rules.expressions import IN_ORDER, in_order, lenient_has
from intlstrat.rules.functions import Function, missing_path

VARIABLES = (
    "partner", "project", "record", "linked", "personal", "params", "strategy", "as_of", "count", "item", "position",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """An expression that gave no value: it lacks `missing`, or it failed for the reason `text`."""

    missing: str | None
    text: str


def cel_type(name: str, checking: bool) -> Any:
    """CEL's type of a name in `functions.TypeName`. To the checker a parameter that is a map is a message."""
    if name == "map":
        return cel.Type.DYN if checking else cel.Type.Map(cel.Type.DYN, cel.Type.DYN)
    return {
        "int": cel.Type.INT, "double": cel.Type.DOUBLE, "string": cel.Type.STRING, "bool": cel.Type.BOOL,
        "dyn": cel.Type.DYN, "list": cel.Type.List(cel.Type.DYN),
    }[name]  # fmt: skip


def declarations(functions: tuple[Function, ...], checking: bool = False) -> list[Any]:
    """The functions as CEL declares them, for the evaluation or for the checker."""
    return [
        cel.FunctionDecl(
            function.name,
            [
                cel.Overload(
                    f"intlstrat_{function.name}",
                    return_type=cel_type(function.result, checking),
                    parameters=[cel_type(name, checking) for name in function.parameters],
                    impl=function.run,
                )
            ],
        )
        for function in functions
    ]


@contextmanager
def _protobuf_left_alone() -> Iterator[None]:
    """Keeps CEL from importing protobuf, which it does if it can whenever an environment is made.

    Our values are plain maps and no messages; the import would be a fifth of the time of a whole run. The checker
    (`rules.types`) imports protobuf itself, and then nothing is kept back.
    """
    name = "google.protobuf"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say “not to be imported”
    try:
        yield
    finally:
        del sys.modules[name]


_IN_ORDER = Function(IN_ORDER, ("map",), "list", sorted, "the keys of a map in their order")


class Runtime:
    """Compiles expressions and binds the values that they see."""

    def __init__(
        self, functions: tuple[Function, ...], measures: tuple[str, ...] = (), maps: frozenset[str] = frozenset()
    ) -> None:
        """`maps` are the parameters that are maps."""
        self._maps = maps
        variables = dict.fromkeys((*VARIABLES, *measures), cel.Type.DYN)
        with _protobuf_left_alone():
            self._env = cel.NewEnv(variables=variables, functions=declarations((*functions, _IN_ORDER)))

    def program(self, expression: str) -> Program:
        """A program for an expression that has passed the checker before."""
        return Program(self._env, lenient_has(in_order(expression, self._maps)))

    def bind(self, values: Mapping[str, object]) -> Any:
        """The variables of one evaluation; a value is converted when it is first used, and once."""
        return self._env.Activation(values)


class Program:
    """One expression, compiled once, when it is first run: the texts of a breach are seldom wanted."""

    __slots__ = ("_compiled", "_env", "_source")

    def __init__(self, env: Any, source: str) -> None:
        self._env, self._source = env, source
        self._compiled: Any = None

    def run(self, bound: Any) -> Any:
        """The plain value, or `Trouble`."""
        if self._compiled is None:
            self._compiled = self._env.compile(self._source, disable_check=True)
        try:
            value = self._compiled.eval(bound)
        except RuntimeError as error:  # how CEL says that its budget of loop steps is spent
            return Trouble(None, str(error))
        plain = value.plain_value()
        if value.type() == cel.Type.ERROR:
            text = str(plain)
            return Trouble(missing_path(text), text)
        return plain
