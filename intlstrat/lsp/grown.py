"""Proves that a file with something written into it reads as it did before, with that and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from intlstrat.authoring.fix.edits import Edit, applied
from intlstrat.lsp.library import File
from intlstrat.source import Document, Path, Value, parse
from intlstrat.source.document import Node

_Tree = dict[str, "_Tree"] | list["_Tree"] | str | None
"""What a file holds, with the keys that have no value yet: None stands for that."""


def is_with_key(file: File, edit: Edit, path: Path) -> bool:
    """Whether the edit adds what is missing of a path, without any value, and changes nothing."""
    after = _edited(file, edit)
    return after is not None and _is_grown(_tree(file.document), _tree(after), path)


def is_with_waiver(file: File, edit: Edit, lines: Sequence[str]) -> bool:
    """Whether the edit adds a waiver, which reads as these lines do, behind those that there are."""
    after, item = _edited(file, edit), _tree(parse("", "\n".join(lines).encode()))
    if after is None or not isinstance(item, list):
        return False
    before = _tree(file.document)
    if file.kind == "waivers":
        return _tree(after) == _and(before, item)
    return isinstance(before, dict) and _tree(after) == {**before, "waivers": _and(before.get("waivers"), item)}


def _and(before: _Tree, item: list[_Tree]) -> _Tree:
    return [*before, *item] if isinstance(before, list) else item if not before else None


def _edited(file: File, edit: Edit) -> Document | None:
    """The file once edited; None where that cannot be read, or is refused for more than it was before."""
    after = parse(file.path, applied(file.text, [edit]).encode("utf-8", "surrogatepass"))
    worse = after.fatal or len(after.problems) > len(file.document.problems)
    return None if worse else after


def _tree(document: Document) -> _Tree:
    return _part(document.root, document.value) if document.root is not None else None


def _part(node: Node, value: Value) -> _Tree:
    if isinstance(node.parts, dict):
        held = value if isinstance(value, dict) else {}
        return {key: _part(entry.value, held.get(key)) for key, entry in node.parts.items()}
    if isinstance(node.parts, list):
        items = value if isinstance(value, list) else []
        return [_part(part, items[at] if at < len(items) else None) for at, part in enumerate(node.parts)]
    return value if isinstance(value, str) else None


def _is_grown(before: _Tree, after: _Tree, path: Path) -> bool:
    """Whether there is more after than before, at this path only, and nothing in it that anybody has decided."""
    if before == after:
        return False
    if not before and not isinstance(before, str):
        return _is_blank(after)
    if not path:
        return False
    step, rest = path[0], path[1:]
    if isinstance(before, dict) and isinstance(after, dict) and isinstance(step, str):
        if after.keys() != before.keys() | {step} or any(before[key] != after[key] for key in before if key != step):
            return False
        return _is_grown(before[step], after[step], rest) if step in before else _is_blank(after[step])
    if isinstance(before, list) and isinstance(after, list) and isinstance(step, int) and step < len(before):
        same = len(before) == len(after) and before[:step] == after[:step] and before[step + 1 :] == after[step + 1 :]
        return same and _is_grown(before[step], after[step], rest)
    return False


def _is_blank(tree: _Tree) -> bool:
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return not isinstance(tree, str) and all(_is_blank(part) for part in parts)
