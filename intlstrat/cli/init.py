"""`intlstrat init`: a data repo for another municipality, from the invented one that travels with the tool."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intlstrat import __version__
from intlstrat.cli import screen
from intlstrat.cli.again import instead
from intlstrat.cli.exits import Exit
from intlstrat.cli.options import Color, Lang
from intlstrat.cli.schema import schema_files
from intlstrat.cli.session import Common, Stop, language_of, load_rules
from intlstrat.findings import N_, Message, msg

if TYPE_CHECKING:
    from intlstrat.authoring.plan import Plan
    from intlstrat.language import Language
    from intlstrat.rules.model import Strategy


def init_command(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help=N_("The folder to set up; else the one you are in."))
    ] = ".",
    empty: Annotated[bool, typer.Option("--empty", help=N_("Leave out the example's partners and projects."))] = False,
    package: Annotated[
        str | None,
        typer.Option(
            "--package",
            metavar="PACKAGE",
            help=N_("What the checks install, as pip takes it; else intlstrat in this version."),
        ),
    ] = None,
    lang: Lang = None,
    color: Color = "auto",
) -> int:
    """Set up a data repo: strategy, records, editor settings and checks."""
    from intlstrat.authoring.writing import create
    from intlstrat.formats.page_init import Done, render_init

    shown = screen.chosen(color)
    root = _target(folder)
    plan, language = _plan(root, Common(lang=lang), empty, _package(package))
    wanted, kept = _wanted(root, plan)
    written: list[str] = []
    failure: Message | None = None
    for path in wanted:
        reason = create(root, path, plan.files[path])
        if reason is not None:
            failure = msg("{path} could not be written ({reason}).", path=path, reason=reason)
            break
        written.append(path)
    done = Done(folder, tuple(written), kept, plan.own, _git(root), _has_records(root), complete=failure is None)
    screen.write(render_init(done, language, width=shown.width, color=shown.color, ascii=shown.ascii))
    if failure is None:
        return Exit.CLEAN
    after = msg("Run the command again when there is room and leave to write; it goes on where it stopped.")
    raise Stop(failure, after)


def _target(folder: str) -> Path:
    """The folder, which need not be there; a file, or a place within another data repo, is none."""
    from intlstrat import files

    root = Path(folder)
    if os.path.lexists(root) and not os.path.isdir(root):
        raise Stop(
            msg("{path} is no folder.", path=folder),
            msg("Give the name of a folder, new or old."),
            then=instead(folder, os.path.join("..", Path(folder).stem)),
        )
    outer = files.find_root(Path(os.path.realpath(root)).parent)
    if outer is not None and not files.has_data(root):
        raise Stop(
            msg("{path} lies within another data repo, {outer}.", path=folder, outer=str(outer)),
            msg("Give a folder outside it."),
            then=instead(folder, os.path.join(os.path.relpath(outer.parent), root.resolve().name)),
        )
    return root


def _package(asked: str | None) -> str:
    """What pip is to install. It is written into scripts, so that what could be more than a name is refused."""
    if asked is not None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._+:/@=~<>!,#&%\[\]-]*", asked):
        raise Stop(
            msg("“{value}” after {option} is nothing that pip can install.", value=asked, option="--package"),
            msg("Write it as for “pip install”, such as intlstrat==0.1.0 or git+https://HOST/OWNER/intlstrat@COMMIT."),
            then=instead(asked, f"intlstrat=={__version__}"),
        )
    return asked or ""


def _plan(root: Path, common: Common, empty: bool, package: str) -> tuple[Plan, Language]:
    """What is to be there, and the language to speak; the schemas are made from the strategy that will apply."""
    from intlstrat.authoring.plan import RULES, Wish, example, is_own, plan, spoken
    from intlstrat.authoring.writing import shipped
    from intlstrat.language import Language

    there, folder = _there(root), shipped("eksempelvik")
    eksempelvik = _read(folder)
    code = spoken(eksempelvik, there, language_of(common, "nb").code)
    ours = example(eksempelvik, code)
    own = is_own(there, ours, RULES)
    strategy = _strategy(root, common) if own else _strategy_of(ours)
    written = language_of(common, strategy.language) if own else Language(code)
    schemas = {f"schemas/{name}": content for name, content in schema_files(written, strategy).items()}
    wish = Wish(written.code, __version__, empty, _readme(root), package)
    return plan(ours, _read(shipped("scaffold")), schemas, there, wish), language_of(common, written.code)


def _strategy(root: Path, common: Common) -> Strategy:
    """The strategy of the folder's own rules, which must be of use."""
    return load_rules(Common(rules=str(root / "rules"), lang=common.lang), None, examples=False).pack.strategy


def _strategy_of(files: Mapping[str, bytes]) -> Strategy:
    """The example's strategy. Its rules travel with the tool, and are known to work."""
    from intlstrat.authoring.plan import RULES
    from intlstrat.rules.read import read_strategy

    strategy, _, _ = read_strategy({path.removeprefix(RULES): content for path, content in files.items()})
    assert strategy is not None
    return strategy


def _readme(root: Path) -> str:
    """What our README is called: a repository that is no data repo yet often has a README.md of its own."""
    from intlstrat.files import has_data

    taken = os.path.lexists(root / "README.md") and not has_data(root)
    return "INTLSTRAT.md" if taken or os.path.lexists(root / "INTLSTRAT.md") else "README.md"


def _there(root: Path) -> dict[str, bytes]:
    """The rules and the records that the folder has already."""
    from intlstrat import files

    if not os.path.isdir(root):
        return {}
    inputs = files.read_inputs(root)
    read = [file for _, file in inputs.records] + ([inputs.waivers] if inputs.waivers is not None else [])
    # What is to be a folder of records and is none has no records; that it is in the way is found out later.
    read = [file for file in read if file.path not in files.KIND_FOLDERS.values()]
    there = {file.path: file.content if isinstance(file.content, bytes) else b"" for file in read}
    if os.path.isdir(root / "rules"):
        there |= {f"rules/{path}": content for path, content in _read(root / "rules").items()}
    return there


def _read(folder: Path) -> Mapping[str, bytes]:
    from intlstrat import files

    found = files.read_pack(folder)
    if isinstance(found, files.ReadFailure):
        raise Stop(found.message, found.fix)
    return found


def _wanted(root: Path, plan: Plan) -> tuple[list[str], tuple[str, ...]]:
    """The files to write, and those that are there with other content. Nothing is written where one cannot be."""
    from intlstrat.authoring.writing import compare

    found = {path: compare(root, path, content) for path, content in plan.files.items()}
    for standing in found.values():
        if isinstance(standing, Message):
            raise Stop(standing, msg("Move it out of the way, and run the command again; nothing was written."))
    wanted = [path for path, standing in found.items() if standing == "absent"]
    return wanted, tuple(path for path, standing in found.items() if standing == "other")


def _has_records(root: Path) -> bool:
    from intlstrat.files import read_inputs

    return bool(read_inputs(root).records)


def _git(root: Path) -> str | None:
    """The git repository that the folder lies in, "." where it is its top; None where it lies in none."""
    real = Path(os.path.realpath(root))
    for folder in (real, *real.parents):
        if os.path.lexists(folder / ".git"):
            return "." if folder == real else str(folder)
    return None
