"""The same record written in other ways: order of keys, quotes, blocks and flows, comments, line ends."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import strategies as st
from records_made import Draw, Values

_PLAIN = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž0-9 ]*[A-Za-zÀ-ž0-9]")
_NOT_TEXT = {"null", "Null", "NULL"}


class Writer:
    """Writes records as YAML, each choice drawn."""

    def __init__(self, draw: Draw) -> None:
        self._choose = draw(st.randoms(use_true_random=False))

    def record(self, record: Values) -> bytes:
        lines = self._block(record, 0)
        end = self._choose.choice(["\n", "\n", "\r\n"])
        start = self._choose.choice(["", "# En merknad.\n", "---\n", "\ufeff"])
        return f"{start}{end.join(lines)}{end}".encode()

    def _block(self, value: Values, depth: int) -> list[str]:
        """The lines of a mapping."""
        lines: list[str] = []
        for key in self._choose.sample(list(value), len(value)):
            if self._choose.random() < 0.2:
                lines.append(self._choose.choice(["", f"{' ' * depth}# {key}: ikke dette"]))
            lines += self._entry(f"{' ' * depth}{self._key(str(key))}:", value[key], depth)
        return lines

    def _entry(self, start: str, value: Any, depth: int) -> list[str]:
        step = self._choose.choice([2, 3, 4])
        if isinstance(value, dict) and value and self._choose.random() < 0.7:
            return [start, *self._block(value, depth + step)]
        if isinstance(value, list) and value and self._choose.random() < 0.7:
            hyphens = [f"{' ' * (depth + step)}- {self._flow(item)}" for item in value]
            return [start, *hyphens]
        comment = self._choose.choice(["", "", "  # slik"])
        return [f"{start}{self._choose.choice([' ', '   '])}{self._flow(value)}{comment}"]

    def _flow(self, value: Any) -> str:
        if isinstance(value, dict):
            keys = self._choose.sample(list(value), len(value))
            return "{" + ", ".join(f"{self._key(str(key))}: {self._flow(value[key])}" for key in keys) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self._flow, value)) + self._choose.choice(["]", " ]"])
        if isinstance(value, str):
            return self._text(value)
        return self._text(json.dumps(value)) if self._choose.random() < 0.3 else json.dumps(value)

    def _key(self, key: str) -> str:
        return self._choose.choice([key, key, f'"{key}"', f"'{key}'"])

    def _text(self, text: str) -> str:
        quoted = [json.dumps(text, ensure_ascii=self._choose.random() < 0.3), "'" + text.replace("'", "''") + "'"]
        plain = [text] if _PLAIN.fullmatch(text) and text not in _NOT_TEXT else []
        return self._choose.choice([*quoted, *plain])
