"""Proves with ruamel.yaml's round trip that a mended file is the same but for the mends.

Another reader than the one that found the places: the same maps, lists and words in the same order and the same
quotes, and the same comments and blank lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import Any, NamedTuple

from intlstrat.authoring.fix.wants import Want
from intlstrat.source import Path


class _Word(NamedTuple):
    """A scalar and the quotes that it stands in; None where a mend may have put others."""

    text: str
    style: str | None


_ANY = "any"


def holds(before: str, after: str, wants: Iterable[Want]) -> bool:
    """Whether the text after is the text before with these mends, made one after the other, and nothing else."""
    try:
        expected = _tree(_composed(before))
        for want in wants:
            expected = _mended(expected, want.path, want)
        return _is_same(expected, _tree(_composed(after))) and _comments(before) == _comments(after)
    except RecursionError:
        return False
    except Exception:  # ruamel.yaml fails in many ways on what it cannot read; then nothing is proved
        return False


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    return yaml


def _composed(text: str) -> Any:
    return _yaml().compose(StringIO(text))


def _tree(node: Any) -> Any:
    """A node as a word, a list, or a tuple of pairs for a map; what anchors hold is written out."""
    from ruamel.yaml.nodes import MappingNode, ScalarNode

    if isinstance(node, ScalarNode):
        return _Word(str(node.value), node.style)
    if isinstance(node, MappingNode):
        return tuple([_tree(key), _tree(value)] for key, value in node.value)
    return [_tree(item) for item in node.value]


def _mended(tree: Any, path: Path, want: Want) -> Any:
    """The tree with one mend made below a path."""
    if not path and want.of == "item":
        return [tree]
    if not path:
        return _Word(want.text, _ANY)
    step, rest = path[0], path[1:]
    if isinstance(tree, list):
        return [_mended(item, rest, want) if index == step else item for index, item in enumerate(tree)]
    at = next(index for index, (key, _) in enumerate(tree) if isinstance(key, _Word) and key.text == step)
    key, value = tree[at]
    pair = [_Word(want.text, _ANY), value] if want.of == "key" and not rest else [key, _mended(value, rest, want)]
    return (*tree[:at], pair, *tree[at + 1 :])


def _is_same(expected: Any, found: Any) -> bool:
    if isinstance(expected, _Word) and isinstance(found, _Word):
        return expected.text == found.text and expected.style in (_ANY, found.style)
    if type(expected) is not type(found) or len(expected) != len(found):
        return False
    return all(_is_same(one, other) for one, other in zip(expected, found, strict=True))


def _comments(text: str) -> list[str]:
    """Every comment and blank line that the round trip keeps, in order; how far in it stands does not count."""
    found: dict[int, str] = {}
    for token in _yaml().scan(StringIO(text)):
        _gather(getattr(token, "comment", None), found)
    return [line.strip() for _, value in sorted(found.items()) for line in value.split("\n")]


def _gather(comment: Any, found: dict[int, str]) -> None:
    if isinstance(comment, list):
        for part in comment:
            _gather(part, found)
    elif comment is not None:
        found[comment.start_mark.index] = str(comment.value)
