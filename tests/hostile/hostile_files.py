"""What a stranger could put where a record belongs, and the findings that each must give. One table for all tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yaml._yaml import get_version_string

BASE = "title: Ond\nstatus: active\n"
"""What makes a record of it where the hostile thing is one value of many."""
RECORD = "data/projects/ond.yaml"
MIB = 1024 * 1024
U, I = "record-unreadable", "record-invalid"  # noqa: E741

Found = tuple[str, str, int, int]
"""A finding of the validity layer, which is always an error: rule, pointer, line, column."""


@dataclass(frozen=True)
class Hostile:
    """One hostile file: its bytes or who makes it, its findings, words of the first of them, and the exit."""

    content: bytes | str | Callable[[Path], object]
    finds: tuple[Found, ...] = ()
    says: str = ""
    exit: int = 1
    path: str = RECORD

    @property
    def is_record(self) -> bool:
        """Whether something of it is read, so that rules judge it."""
        return all(rule != U for rule, *_ in self.finds)

    @property
    def raw(self) -> bytes:
        """The bytes of a file that is one."""
        assert isinstance(self.content, str | bytes)
        return self.content.encode() if isinstance(self.content, str) else self.content

    def put(self, root: Path) -> Path:
        path = root / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(self.content):
            self.content(path)
        else:
            path.write_bytes(self.raw)
        return path


def _bomb() -> str:
    """Ten levels of ten: ten thousand million values when it is written out."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return BASE + "\n".join(lines)


def _hollow(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 30)


def _many(item: str, size: int = MIB) -> str:
    return item * (size // len(item.encode()))


def _filled(before: str, item: str, after: str = "\n") -> str:
    """A file of one MiB, or as near as it comes."""
    room = MIB - len((before + after).encode())
    return before + _many(item, room) + after


def _identities(count: int) -> Iterator[str]:
    """National identity numbers as they could be: days of one month, with both check digits right."""
    number = 0
    while count:
        digits = [int(digit) for digit in f"{number // 1000 % 28 + 1:02}01{number // 28_000 + 10:02}{number % 1000:03}"]
        for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
            digits.append(-sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11)
        number += 1
        if 10 not in digits:
            count -= 1
            yield "".join(map(str, digits))


NESTED = "nested deeper than 64 levels"
MORE = "more than 10,000 keys and values"
TEN_THOUSAND = 10_000
BRACKETS = 64 if get_version_string() == "0.2.5" else 1000
"""Where so many brackets are refused: libyaml looks ahead, and gives up first from 0.2.6 on."""

DANGEROUS: dict[str, Hostile] = {
    # Depth.
    "200 KB of [": Hostile("[" * 200_000, ((U, "", 1, BRACKETS + 1),), NESTED),
    "200 KB of [ under a key": Hostile(BASE + "notes: " + "[" * 200_000, ((U, "", 3, BRACKETS + 7),), NESTED),
    "200 KB of {a:": Hostile("{a: " * 50_000, ((U, "", 1, 257),), NESTED),
    "200 KB of hyphens": Hostile("- " * 100_000, ((U, "", 1, 129),), NESTED),
    "200 KB of question marks": Hostile("? " * 100_000, ((U, "", 1, 129),), NESTED),
    "brackets, one deeper on each line": Hostile("".join(" " * n + "- \n" for n in range(600)), ((U, "", 65, 65),)),
    "closing brackets": Hostile("]" * 200_000, ((U, "", 1, 1),)),
    # Size.
    "one line of 1 MiB": Hostile(_filled(BASE + "notes: ", "x"), ()),
    "one line of 1 MiB that is no key": Hostile(_many("x"), ((U, "", 1, 1),)),
    "one line of 1 MiB of colons": Hostile(_many("a: "), ((U, "", 1, 5),)),
    "one line of 1 MiB in quotes that never end": Hostile(_filled(BASE + 'notes: "', "x"), ((U, "", 3, 8),)),
    "one line of 1 MiB of escapes": Hostile(_filled(BASE + 'notes: "', "\\u00e5", '"\n'), ()),
    "a key of 1 MiB": Hostile(_filled(BASE, "x", ": a\n"), ((U, "", 3, 1),)),
    "1 MiB of line ends": Hostile(_many("\n"), ((U, "", 1, 1),), "empty"),
    "1 MiB of comments": Hostile(_many("# x\n"), ((U, "", 1, 1),), "empty"),
    "1 MiB of blanks": Hostile(_filled(BASE, " "), ()),
    "1 MiB of documents": Hostile(_filled(BASE, "---\n"), ((U, "", 3, 1),), "second YAML document"),
    "1 MiB of directives": Hostile(_many("%TAG !a! b\n"), ((U, "", 2, 1),)),
    "70 000 keys": Hostile("".join(f"k{n}: {n}\n" for n in range(70_000)), ((U, "", 5000, 8),), MORE),
    "100 000 keys": Hostile("".join(f"k{n}: {n}\n" for n in range(100_000)), ((U, "", 1, 1),), "larger"),
    "2 000 keys that nobody knows": Hostile(
        BASE + "".join(f"k{n}:\n" for n in range(2_000)), tuple((I, f"/k{n}", 3 + n, 1) for n in range(2_000)), "k0"
    ),
    "100 000 times the same key": Hostile("a: b\n" * 100_000, ((U, "", 5000, 4),), MORE),
    "2 000 times the same key": Hostile(
        BASE + "title: b\n" * 2_000, tuple((I, "/title", 3 + n, 1) for n in range(2_000)), "stands twice"
    ),
    "2 MiB": Hostile(b"x" * (2 * MIB), ((U, "", 1, 1),), "larger than 1 MiB"),
    "1 MiB and a byte": Hostile(b"x" * (MIB + 1), ((U, "", 1, 1),), "larger than 1 MiB"),
    "2 MiB of NUL bytes": Hostile(bytes(2 * MIB), ((U, "", 1, 1),), "larger than 1 MiB"),
    "1 MiB of NUL bytes": Hostile(bytes(MIB), ((U, "", 1, 1),), "UTF-32"),
    "1 GiB that takes no room": Hostile(_hollow, ((U, "", 1, 1),), "larger"),
    # Aliases.
    "an alias bomb": Hostile(_bomb(), ((U, "", 6, 45),), MORE),
    "an alias of itself": Hostile(BASE + "notes: &a [*a]\n", ((U, "", 3, 12),), "refers to nothing"),
    "an alias of itself as a map": Hostile("&a\ntitle: *a\nstatus: active\n", ((U, "", 2, 8),), "refers to nothing"),
    "aliases of long texts": Hostile(
        f"{BASE}notes: [&x {'x' * 100_000}, {'*x, ' * 4000}]\n", ((U, "", 3, 100050),), "1 MiB of text"
    ),
    "100 000 anchors": Hostile(
        BASE + "notes: [" + "".join(f"&a{n} b," for n in range(100_000)) + "]", ((U, "", 3, 88836),), MORE
    ),
    # What patterns could take long over.
    "1 MiB of numbers": Hostile(_filled(BASE + "notes: ", "010190 12345 "), ()),
    "100 000 telephone numbers": Hostile(BASE + "notes: " + "".join(f"{n} " for n in range(22_000_000, 22_100_000))),
    "50 000 identity numbers": Hostile(BASE + "notes: " + "".join(f"{n} " for n in _identities(50_000))),
    "40 000 private addresses": Hostile(BASE + "notes: " + "".join(f"a{n}@gmail.com " for n in range(40_000))),
    "1 MiB of addresses": Hostile(_filled(BASE + "notes: ", "a.a@a."), ()),
    "1 MiB of telephone numbers": Hostile(_filled(BASE + "notes: ", "+47 22 22 22 2"), ()),
    "a name of 200 000 blanks": Hostile(BASE.replace("Ond", "'a" + " " * 200_000 + "b'"), ()),
    "a date of 1 MiB": Hostile(_filled(BASE + "period: {start: ", "2024-", "}\n"), ((I, "/period/start", 3, 10),)),
    "an amount of 1 MiB": Hostile(_filled(BASE + "budget: {total: ", "4 ", "5}\n"), ((I, "/budget/total", 3, 10),)),
    "2 000 references to nobody": Hostile(
        BASE + "partners: [" + ",".join(f"p{n:04}" for n in range(2_000)) + "]\n",
        tuple(("record-reference", f"/partners/{n}", 3, 12 + 6 * n) for n in range(2_000)),
    ),
    "2 000 wrong codes on a line of 1 MiB": Hostile(
        BASE + "areas: [" + ",".join(f"{n:04}" + "x" * 515 for n in range(2_000)) + "]\n",
        tuple((I, f"/areas/{n}", 3, 9 + 520 * n) for n in range(2_000)),
    ),
    "3 000 goals, of which rules ask each": Hostile(
        BASE + "goals:\n" + "- statement: a\n" * 3_000, (("rule-failed", "", 1, 1),) * 3, exit=2
    ),
}
