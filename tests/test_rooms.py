"""The house of the architecture: what each room may import, held against the imports that stand in the code.

A room is a module or a package directly below `intlstrat`. An import counts wherever it stands: at the top of a
module, in a function, or for the type checker alone.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from intlstrat import pack_cache

PACKAGE = Path(__file__).parents[1] / "intlstrat"

# The first row of each group is the architecture's own; the rooms after it are parts that it does not name.
# `intlstrat/__init__.py` holds the version and nothing else, and every room may read it.
MAY_IMPORT: dict[str, set[str]] = {
    # What everybody speaks in.
    "findings": set(),
    "suggest": set(),  # did you mean
    "memory": set(),  # what one check remembers for the next
    "surroundings": set(),  # hides them from a library while it is imported
    "unfinished": set(),  # what is undone where a signal ends the process
    "spread": set(),  # how work on many records may be spread
    "validity": {"findings"},  # the catalogue of validity findings
    "language": {"findings"},
    "reasons": {"findings"},  # why the system refuses a file
    # Text and where things stand in it; what records are; what rules are.
    "source": {"findings"},
    "records": {"findings", "suggest"},
    "rules": {"findings", "source", "records", "language", "memory", "suggest", "validity"},
    # The edges: the disk, the version control, the cache of good packs.
    "files": {"findings", "reasons", "source", "unfinished"},
    "vcs": {"findings", "files", "source", "suggest"},  # an earlier state comes in the shapes of the disk
    "pack_cache": {"rules", "files"},
    "cores": {"unfinished"},  # the machine's cores, and the processes on them
    # The four steps and the flow that joins them.
    "load": {"findings", "source", "records", "files", "memory", "spread", "validity"},
    "engine": {"findings", "records", "rules", "memory", "spread", "validity"},
    "waivers": {"findings", "records", "rules", "memory", "suggest", "validity"},
    "masking": {"findings", "records", "rules", "memory"},
    # One state judged; two states compared; a state on the days ahead.
    "verdict": {"findings", "records", "rules", "engine", "memory", "spread", "waivers"},
    "history": {"findings", "records", "rules", "files", "load", "memory", "verdict", "waivers"},
    "forecast": {"findings", "records", "rules", "engine", "verdict", "waivers"},
    "selection": {"findings", "rules", "validity"},
    "tallies": {"findings", "records", "rules", "selection"},
    "check": {
        *("findings", "records", "rules", "files", "load", "verdict", "history", "forecast", "waivers"),
        *("masking", "memory", "selection", "spread", "tallies"),
    },
    # New data repos, new records, and records that are mended: what is to be written, and the writing of it.
    "authoring": {
        *("findings", "source", "language", "records", "rules", "files", "load", "masking", "memory"),
        *("reasons", "validity", "waivers", "unfinished"),
    },
    # Records and rules are there to be read: their models are what the JSON Schemas are made from.
    "formats": {"findings", "records", "rules", "language", "validity"},
    "council": {"findings", "records", "rules", "language", "formats", "validity", "surroundings", "unfinished"},
    # What an editor is told: the check of what stands in it, and answers out of the same models, rules and texts.
    "lsp": {
        *("findings", "source", "records", "rules", "language", "formats", "check", "files", "pack_cache", "selection"),
        *("authoring", "memory"),
    },
    "cli": {
        *("findings", "rules", "language", "formats", "check", "files", "vcs", "pack_cache", "suggest", "validity"),
        *("selection", "history", "authoring", "council", "lsp", "memory", "records"),
        *("cores", "reasons", "unfinished"),
    },
    "__main__": {"cli", "unfinished"},
}

# As the architecture has it, so that nobody widens the table above past it.
MUST_NEVER: dict[str, set[str]] = {
    "findings": {"pydantic", "yaml", "rich"},
    "source": {"records", "rules"},
    "records": {"source", "rules", "engine", "formats"},
    "rules": {"engine", "formats", "cli"},
    "load": {"engine", "formats"},
    "engine": {"load", "formats", "files", "time"},
    "formats": {"files", "vcs", "os", "pathlib.Path", "time", "subprocess", "check", "cli"},
    "council": {"files", "vcs", "os", "pathlib.Path", "time", "check", "cli", "subprocess", "tempfile"},
    "authoring": {"formats", "cli"},
    "lsp": {"cli", "vcs", "yaml", "pydantic", "ruamel", "subprocess"},
    "cli": {"yaml", "pydantic", "ruamel"},
}

EXCEPTIONS = {("council/writers/pandoc.py", "subprocess"), ("council/writers/pandoc.py", "tempfile")}
"""Pandoc is a program and not a library: one module starts it, and gives it the template that it wants on disk."""

LIBRARIES: dict[str, set[str]] = {
    "babel": {"language", "formats", "council", "lsp/words.py"},
    "cel_expr_python": {"rules"},
    "google": {"rules/types.py"},
    "lsprotocol": {f"lsp/{name}.py" for name in ("answers", "editor", "protocol", "publish", "server", "wire")},
    "matplotlib": {"council"},
    "PIL": {"council"},
    "phonenumbers": {"records"},
    "platformdirs": {"pack_cache"},
    "prompt_toolkit": {"cli"},
    "pycountry": {"records"},
    "pydantic": {"records", "rules", "formats/schema_models.py"},
    "pygls": {"lsp/protocol.py", "lsp/wire.py"},
    "pypandoc": {"council"},
    "rich": {"formats", "cli", "council"},
    "ruamel": {"authoring"},
    "shellingham": {"cli"},
    "stdnum": {"records"},
    "typer": {"cli"},
    "typst": {"council"},
    "watchfiles": {"files"},
    "yaml": {"source", "formats/example_yaml.py"},
}
"""Where each library may be imported: in a room, or in one module of it."""

VALUES = "msgspec"
"""What frozen values are made with, in every room."""

PURE = [
    "findings",
    "source",
    "records",
    "rules",
    "engine",
    "memory",
    "waivers",
    "verdict",
    "history",
    "forecast",
    "formats",
    "council",
]
"""The rooms that are given all they know."""

CLOCK = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime"}


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the module that does it (`rules/types.py`, `intlstrat.rules.types`) and what it imports."""

    file: str
    module: str
    target: str

    @property
    def room(self) -> str:
        return room_of(self.module)

    @property
    def is_ours(self) -> bool:
        return self.target.split(".")[0] == "intlstrat"

    @property
    def target_room(self) -> str:
        """The room of ours, or the library, that is imported."""
        return room_of(self.target) if self.is_ours else self.target.split(".")[0]

    @property
    def names(self) -> set[str]:
        """What the table of what must never be may call it: a room or library, or one name out of a module."""
        return {self.target, self.target_room}


def room_of(module: str) -> str:
    """`rules` for `intlstrat.rules.types`; nothing for the package itself."""
    return module.partition(".")[2].partition(".")[0]


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = [PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts]
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def targets(module: str) -> Iterator[str]:
    """The dotted names that a module imports: modules of ours, and modules or names of others."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively; write the whole name"
            assert node.module is not None
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            ours = node.module.split(".")[0] == "intlstrat"
            yield from (name if name in MODULES or not ours else node.module for name in names)


IMPORTS = [
    Import(MODULES[module].relative_to(PACKAGE).as_posix(), module, target)
    for module in MODULES
    for target in targets(module)
]


def test_every_room_stands_in_the_table() -> None:
    assert {room_of(module) for module in MODULES} - {""} == set(MAY_IMPORT)


def test_the_package_itself_imports_nothing() -> None:
    assert [found for found in IMPORTS if found.module == "intlstrat"] == []


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_what_it_may(room: str) -> None:
    ours = [found for found in IMPORTS if found.room == room and found.is_ours]
    wrong = [found for found in ours if found.target_room not in {"", room, *MAY_IMPORT[room]}]
    assert wrong == []


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_the_table_allows_nothing_that_is_not_used(room: str) -> None:
    used = {found.target_room for found in IMPORTS if found.room == room and found.is_ours}
    assert MAY_IMPORT[room] - used == set()


@pytest.mark.parametrize("room", MUST_NEVER)
def test_a_room_never_imports_what_it_must_not(room: str) -> None:
    wrong = [found for found in IMPORTS if found.room == room and found.names & MUST_NEVER[room]]
    assert [found for found in wrong if (found.file, found.target) not in EXCEPTIONS] == []
    assert MAY_IMPORT[room].isdisjoint(MUST_NEVER[room])


def test_libraries_are_imported_where_they_belong() -> None:
    others = [
        found
        for found in IMPORTS
        if not found.is_ours and found.target_room not in {*sys.stdlib_module_names, "__future__", VALUES}
    ]
    wrong = [found for found in others if LIBRARIES.get(found.target_room, set()).isdisjoint({found.room, found.file})]
    assert wrong == []
    assert {found.target_room for found in others} == set(LIBRARIES)


@pytest.mark.parametrize("room", [*PURE, "load"])
def test_the_day_comes_from_outside(room: str) -> None:
    asked = [
        f"{module}: {ast.unparse(node)}"
        for module, tree in TREES.items()
        if room_of(module) == room
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCK
        and ast.unparse(node.value).split(".")[-1] in {"date", "datetime", "time"}
    ]
    assert asked == []


@pytest.mark.parametrize("room", PURE)
def test_files_are_opened_at_the_edges(room: str) -> None:
    calls = [
        f"{module}: {ast.unparse(node)}"
        for module, tree in TREES.items()
        if room_of(module) == room
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    ]
    assert calls == []


def test_nothing_imports_in_a_circle() -> None:
    graph: dict[str, set[str]] = {module: set() for module in MODULES}
    for found in IMPORTS:
        if found.target in graph and found.target != found.module:
            graph[found.module].add(found.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_rooms_do_not_import_in_a_circle() -> None:
    TopologicalSorter(MAY_IMPORT).prepare()


def test_no_exception_is_left_over() -> None:
    assert {(found.file, found.target) for found in IMPORTS} >= EXCEPTIONS


def test_a_kept_pack_depends_on_all_that_the_rules_import() -> None:
    """A change of this code makes the packs that were found good before be checked anew."""
    rooms, wanted = set[str](), {"rules"}
    while wanted:
        rooms |= wanted
        wanted = {found.target_room for found in IMPORTS if found.is_ours and found.room in wanted} - rooms
    named = {room if (PACKAGE / room).is_dir() else f"{room}.py" for room in rooms - {"__init__"}}
    assert named == set(pack_cache.ROOMS)
