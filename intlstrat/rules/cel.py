"""Programs in CEL (Google's implementation, `cel-expr-python`), and what they give.

Programs run on plain maps with dynamic types; their types were checked against the models when the pack was loaded
(`rules.types`). CEL gives errors back as values, and so do we.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

from cel_expr_python import cel
from msgspec import Struct

from intlstrat.rules.constants import with_constants
from intlstrat.rules.expressions import IN_ORDER, in_order, lenient_has
from intlstrat.rules.functions import Function, missing_path
from intlstrat.rules.meter import Meter
from intlstrat.rules.nulls import count_nulls
from intlstrat.rules.programs import Programs
from intlstrat.rules.tree import tree
from intlstrat.rules.weight import A_BYTE, EVALUATION, SMALL, Extent, Sizes, Weight, is_light, states, weigh

TOO_MANY_TURNS = "Iteration budget exceeded"
"""CEL's own words where an expression turned its loops too often."""


class Sight(Struct):
    """The variables of evaluations, bound, with how large they are: with the linked records, and without them.

    CEL converts a variable when it is first used; `unpaid` is the work of that, by what is to be converted.
    """

    activation: Any
    whole: Extent
    own: Extent
    unpaid: dict[str, int]

    def pay(self, part: str) -> int:
        """The work of converting a part, which is done once."""
        return self.unpaid.pop(part, 0)


class Trouble(Struct, frozen=True):
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


_IN_ORDER = Function(IN_ORDER, ("map",), "list", sorted, "in_order(map)")


class Runtime:
    """Compiles expressions and binds the values that they see."""

    def __init__(
        self,
        functions: tuple[Function, ...],
        constants: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
        programs: Programs | None = None,
    ) -> None:
        """`constants` are the variables that are the same for all records: `params` and `strategy`.

        `programs` are those that are kept from one run to the next, if any are.
        """
        self._programs = programs
        self._constants, params = constants, constants.get("params", {})
        self._maps = frozenset(name for name, value in params.items() if isinstance(value, dict))
        self.patterns = {name: states(value) for name, value in params.items() if isinstance(value, str)}
        with _protobuf_left_alone():  # what is not checked needs no declared variables
            self._env = cel.NewEnv(functions=declarations((*functions, _IN_ORDER)))

    def program(self, expression: str, meter: Meter) -> Program:
        """A program for an expression that has passed the checker before; its work is charged to `meter`."""
        return Program(self, expression, meter)

    def source(self, expression: str) -> str:
        """An expression as it is compiled."""
        return self._source(expression) if self._programs is None else self._programs.source(expression, self._source)

    def _source(self, expression: str) -> str:
        return with_constants(as_it_runs(expression, self._maps), self._constants)

    def compile(self, source: str) -> Any:
        """A program of CEL for an expression as it is compiled. Its work is charged by whoever evaluates it."""
        if self._programs is None:
            return self._env.compile(source, disable_check=True)
        return self._programs.compile(self._env, source)

    def weights(
        self, source: str, sizes: tuple[Extent, ...], weigh_: Callable[[], tuple[Weight, ...]]
    ) -> tuple[Weight, ...]:
        """What the parts of a source weigh for data of such sizes: as it is known, or as `weigh_` finds it."""
        return weigh_() if self._programs is None else self._programs.weights(source, sizes, weigh_)

    def activation(self, values: Mapping[str, object]) -> Any:
        """Variables for several evaluations; a value is converted when it is first used, and once."""
        return self._env.Activation(values)

    @staticmethod
    def evaluate(program: Any, activation: Any) -> Any:
        """The plain value of a compiled program, in which the nulls are not counted, or `Trouble`."""
        return _plain(program, activation)

    def bind(self, values: Mapping[str, object], sizes: Sizes) -> Sight:
        """The variables of evaluations; a value is converted when it is first used, and once."""
        own = sizes.shared | sizes.own
        work = {name: part.size // A_BYTE for name, part in zip(Sizes._fields, sizes, strict=True)}
        return Sight(self._env.Activation(values), (own | sizes.linked).rounded(), own.rounded(), work)


@lru_cache(maxsize=4096)
def as_it_runs(expression: str, maps: frozenset[str] = frozenset()) -> str:
    """An expression as it is run on plain maps. `maps` are the parameters that are maps."""
    return lenient_has(in_order(expression, maps))


class Program:
    """One expression, compiled when it is first run: most are never asked alone, and the texts of a breach seldom."""

    __slots__ = (
        "_compiled",
        "_expression",
        "_light",
        "_linked",
        "_meter",
        "_runtime",
        "_shared",
        "_source",
        "_weights",
    )

    def __init__(self, runtime: Runtime, expression: str, meter: Meter) -> None:
        self._runtime, self._expression, self._meter = runtime, expression, meter
        self._compiled: Any = None
        self._weights: dict[Extent, Weight] = {}

    def run(self, sight: Sight) -> Any:
        """The plain value, or `Trouble`. Raises `SpentError` where the rule may not do that much."""
        try:
            if self._compiled is None:
                self._compile()
        except RuntimeError as error:  # how CEL says that it cannot compile
            return Trouble(None, str(error))
        self._charge(sight)
        plain = _plain(self._compiled, sight.activation)
        count_nulls(plain)
        return plain

    def _compile(self) -> None:
        source = self._source = self._runtime.source(self._expression)
        self._light = EVALUATION + len(source) if is_light(source) else None
        self._linked, self._shared = "linked" in source, "params" in source or "strategy" in source
        self._compiled = self._runtime.compile(source)

    def _charge(self, sight: Sight) -> None:
        """Takes what the evaluation may come to off what the rule may do, before it is run."""
        if sight.unpaid:
            parts = ("own", *(("linked",) if self._linked else ()), *(("shared",) if self._shared else ()))
            self._meter.charge(sum(map(sight.pay, parts)))
        data = sight.whole if self._linked else sight.own
        if self._light is not None and data.fits(SMALL):
            self._meter.charge(self._light)
            return
        weight = self._weights.get(data)
        if weight is None:
            weight = self._weights[data] = self._runtime.weights(self._source, (data,), partial(self._weigh, data))[0]
        self._meter.charge(*weight)

    def _weigh(self, data: Extent) -> tuple[Weight, ...]:
        return (weigh(tree(self._compiled.serialize()), data, self._runtime.patterns),)


def _plain(program: Any, activation: Any) -> Any:
    """What a compiled program gives, or `Trouble`. Whoever keeps a list of it counts the nulls in it."""
    try:
        value = program.eval(activation)
    except RuntimeError as error:  # how CEL says that its budget of loop steps is spent
        return Trouble(None, str(error))
    plain = value.plain_value()
    if value.type() == cel.Type.ERROR:
        text = str(plain)
        return Trouble(missing_path(text), text)
    return plain
