"""Texts that are hostile by what stands in them and not by how much, and the findings that each must give.

All of them lie in one data repo at once, so each is also a neighbour of all the others.
"""

from __future__ import annotations

from hostile_files import BASE, Found, Hostile, I, U
from portfolios import DAY

R = "record-reference"
LONG = "x" * 10_000
DIGITS = "9" * 5_000
CONTROL = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r\x85"]
"""Every control character but those that YAML allows as they are."""
BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _at(pointer: str, column: int, line: int = 3, rule: str = I) -> tuple[Found, ...]:
    return ((rule, pointer, line, column),)


def _encodings() -> dict[str, Hostile]:
    found = {
        "Latin-1": Hostile("title: æøå\n".encode("latin-1"), _at("", 8, 1, U), "looks like Latin-1"),
        "Windows-1252": Hostile("title: – æøå\n".encode("cp1252"), _at("", 8, 1, U), "looks like Windows-1252"),
        "half of each": Hostile("title: å\nnotes: ".encode() + b"\xf8\n", _at("", 8, 2, U), "byte 18 is 0xF8"),
        "a surrogate as bytes": Hostile(b"title: \xed\xa0\x80\n", _at("", 8, 1, U), "byte 8 is 0xED"),
        "two surrogates as bytes": Hostile(b"title: \xed\xa0\xbd\xed\xb8\x80\n", _at("", 8, 1, U), "byte 8 is 0xED"),
        "an overlong slash": Hostile(b"title: \xc0\xaf\n", _at("", 8, 1, U), "byte 8 is 0xC0"),
        "beyond Unicode": Hostile(b"title: \xf4\x90\x80\x80\n", _at("", 8, 1, U), "byte 8 is 0xF4"),
        "cut in a letter": Hostile("title: å".encode()[:-1], _at("", 8, 1, U), "byte 8 is 0xC3"),
        "a surrogate in an escape": Hostile('title: "\\ud800"\nstatus: active\n', _at("", 11, 1, U), "backslash"),
        "two surrogates in escapes": Hostile('title: "\\ud83d\\ude00"\nstatus: active\n', _at("", 11, 1, U)),
        "a mark of byte order in the text": Hostile(BASE + "notes: a\ufeffb\n", ()),
        "no character": Hostile("title: a\ufffe\n", _at("", 9, 1, U), "U+FFFE"),
    }
    for encoding, first, letter in (
        ("utf-16-le", 1, 15),
        ("utf-16-be", 1, 16),
        ("utf-32-le", 1, 29),
        ("utf-32-be", 3, 32),
    ):
        name = encoding.upper()
        says, plain = f"looks like {name[:6]}.", BASE.replace("Ond", "æøå").encode(encoding)
        found[f"{name} with a mark"] = Hostile("\ufeff".encode(encoding) + plain, _at("", first, 1, U), says)
        # Letters of ASCII are good UTF-8 with NULs between them: the letter æ is the first that is not.
        found[f"{name} without a mark"] = Hostile(plain, _at("", letter, 1, U), says)
        found[f"{name} of ASCII"] = Hostile(BASE.encode(encoding), _at("", 1 + (encoding[-2:] == "le"), 1, U), says)
    return found


def _controls() -> dict[str, Hostile]:
    found = {}
    for code in CONTROL:
        char = chr(code)
        found[f"U+{code:04X} as it is"] = Hostile(f"title: O{char}nd\n", _at("", 9, 1, U), f"U+{code:04X}")
        escape = f"\\x{code:02x}"
        found[f"U+{code:04X} in escapes"] = Hostile(
            f'title: "O{escape}nd"\nstatus: active\n"a{escape}b": c\n',
            (*_at("/title", 1, 1), *_at(f"/a{char}b", 1)),
            "",
        )
    return found


def _marks() -> dict[str, Hostile]:
    found = {}
    for char in BIDI:
        found[f"U+{ord(char):04X}"] = Hostile(
            f"title: Ond\nstatus: act{char}ive\npartners: [nord{char}by]\nsum{char}mary: a\nnotes: a{char}b\n",
            (*_at("/status", 1, 2), *_at("/partners/0", 12, rule=R), *_at(f"/sum{char}mary", 1, 4)),
            "Did you mean “active”?",
        )
    return found


FORMS = {
    "keys that differ in normal form": Hostile(
        f"{BASE}\u00e5: a\na\u030a: b\n", (*_at("/\u00e5", 1), *_at("/a\u030a", 1, 4)), "is not known here"
    ),
    "partners that differ in normal form": Hostile(
        f"{BASE}partners: [\u00e5by, a\u030aby]\n", (*_at("/partners/0", 12, rule=R), *_at("/partners/1", 17, rule=R))
    ),
    "years that look alike": Hostile(
        f"{BASE}budget: {{own_by_year: {{2024: 1, \uff12\uff10\uff12\uff14: 2}}}}\n",
        _at("/budget/own_by_year/\uff12\uff10\uff12\uff14", 33),
    ),
}

NAMES = {
    "a title of 10 000": Hostile(f"title: {LONG}\nstatus: active\n", ()),
    "a status of 10 000": Hostile(f"title: Ond\nstatus: {LONG}\n", _at("/status", 1, 2), "is not known here"),
    "a key of 10 000": Hostile(f"{BASE}? {LONG}\n: a\n", _at(f"/{LONG}", 3), "is not known here"),
    "a reference of 10 000": Hostile(f"{BASE}partners: [{LONG}]\n", _at("/partners/0", 12, rule=R), "no partner"),
    "a rule of 10 000": Hostile(
        f"{BASE}waivers: [{{rule: {LONG}, reason: a, decided_by: b, until: 2030-01-01}}]\n",
        _at("/waivers/0/rule", 12, rule="waiver-invalid"),
    ),
    "a tag of 10 000": Hostile(f"{BASE}notes: !{LONG} a\n", _at("/notes", 8), "The tag"),
    "an anchor of 10 000": Hostile(f"{BASE}notes: &{LONG} a\n", ()),
    "an alias of 10 000": Hostile(f"{BASE}notes: *{LONG}\n", _at("", 8, 3, U), "refers to nothing"),
}

AMOUNTS = {"of 5 000 digits": DIGITS, "of 5 000 noughts": "0" * 5_000, "with an exponent": "1e" + DIGITS}
NUMBERS = {
    **{
        f"an amount {name}": Hostile(f"{BASE}budget: {{total: {text}}}\n", _at("/budget/total", 10))
        for name, text in AMOUNTS.items()
    },
    **{
        f"a target {name}": Hostile(f"{BASE}goals: [{{statement: a, target: {text}}}]\n", _at("/goals/0/target", 24))
        for name, text in AMOUNTS.items()
    },
    **{
        f"a likelihood {name}": Hostile(
            f"{BASE}risk_assessment: {{risks: [{{description: a, likelihood: {text}, impact: 1}}]}}\n",
            _at("/risk_assessment/risks/0/likelihood", 44),
        )
        for name, text in AMOUNTS.items()
    },
    **{
        f"a year {name}": Hostile(
            f"{BASE}budget:\n  own_by_year:\n    ? {text}\n    : 1\n", _at(f"/budget/own_by_year/{text}", 7, 5)
        )
        for name, text in AMOUNTS.items()
    },
    **{
        f"a goal {name}": Hostile(f"{BASE}sdgs: [{{goal: {text}}}]\n", _at("/sdgs/0/goal", 9))
        for name, text in AMOUNTS.items()
    },
    **{
        f"a target of {text}": Hostile(f"{BASE}goals: [{{statement: a, target: {text}}}]\n", _at("/goals/0/target", 24))
        for text in ("nan", ".nan", "inf", "-.inf", "0x1F", "0o17", "1_000", "1:30", "\u0661\u0662")
    },
}

DAYS: dict[str, bool] = {
    "0001-01-01": True, "9999-12-31": True, "2024-02-29": True, "2000-02-29": True, "1582-10-10": True,
    "0000-01-01": False, "10000-01-01": False, "2023-02-29": False, "1900-02-29": False, "2024-04-31": False,
    "2024-00-01": False, "2024-01-00": False, "2024-13-01": False, "-001-01-01": False, "2024-02-30": False,
    "\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0661": False, "2024-01-01T00:00:00Z": False, "2024-W01-1": False,
}  # fmt: skip
"""Whether each is a day."""


def _days() -> dict[str, Hostile]:
    found = {}
    for day, is_one in DAYS.items():
        for status in ("completed", "planned") if is_one else ("active",):
            text = (
                f"title: Ond\nstatus: {status}\nbudget: {{total: 9000000}}\ngoals: [{{statement: a, due: {day}}}]\n"
                f"period: {{start: {day}, end: {day}}}\nevaluation: {{planned: {day}, completed: {day}}}\n"
                f"waivers: [{{rule: project-plan, reason: a, decided_by: b, granted: {day}, until: {day}}}]\n"
            )
            ended: tuple[Found, ...] = (
                ("waiver-expired", "/waivers/0/until", 7, text.split("\n")[6].index("until") + 1),
            )
            told = _refused_days(text) if not is_one else ended if day < DAY else ()
            found[f"{day} in what is {status}"] = Hostile(text, told)
    return found


def _refused_days(text: str) -> tuple[Found, ...]:
    keys = {4: ("/goals/0/due",), 5: ("/period/start", "/period/end")}
    keys |= {6: ("/evaluation/planned", "/evaluation/completed"), 7: ("/waivers/0/granted", "/waivers/0/until")}
    lines = text.split("\n")
    return tuple(
        (I, pointer, line, lines[line - 1].index(f"{pointer.rsplit('/', 1)[1]}: ") + 1)
        for line, pointers in keys.items()
        for pointer in pointers
    )


DATED = _days()
TEXTS: dict[str, Hostile] = {**_encodings(), **_controls(), **_marks(), **FORMS, **NAMES, **NUMBERS, **DATED}
