"""Text that looks like personal data: national identity numbers, private e-mail addresses, phone numbers.

Only the places are told, never the values; `mask` keeps the values out of excerpts and messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

KINDS = ("national_ids", "emails", "phones")

_ELEVEN_DIGITS = re.compile(r"(?<![0-9])[0-9]{2}[. ]?[0-9]{2}[. ]?[0-9]{2}[ \u00a0\u202f\n-]{0,3}[0-9]{5}(?![0-9])")
# A plus sign or two noughts and digits, or just eight digits, with a separator here and there; but no date
# (2024-06-05) and no pair of years (2014-2020). Only a first look: phonenumbers decides. As a text, like others below:
# `re` compiles it when it is first used, and most runs do not.
_MAYBE_PHONE = (
    r"(?:\+|(?<![0-9])00)(?:[0-9][ \u00a0\u202f.()-]{0,2}){7}"
    r"|(?<![0-9])(?!(?:18|19|20|21)[0-9]{2}-(?:[0-9]{2}-[0-9]{2}|[0-9]{4})(?![0-9]))"
    r"(?:[0-9][ \u00a0\u202f.-]?){7}[0-9](?![0-9])"
)
# What has none of these has neither of the two above: seven digits behind a plus sign or a digit, with what may stand
# between them, that do not begin a date or a pair of years. It begins with a set of characters, which is found fast.
_NUMBERS = re.compile(
    r"[0-9+](?<![0-9][0-9])(?!(?:(?<=1)[89]|(?<=2)[01])[0-9]{2}-(?:[0-9]{2}-[0-9]{2}|[0-9]{4})(?![0-9]))"
    r"(?:[ \u00a0\u202f.()\n-]{0,3}[0-9]){7}"
)
# An amount of eight digits may be a phone number too; its thousands or its currency tell it apart.
_THOUSANDS = re.compile(r"[0-9]{2}(?:[ \u00a0\u202f.][0-9]{3}){2}")
_CURRENCY = r"(?:kr|kroner|euro?|nok|sek|dkk|usd|gbp|,-|€|\$|£)"
_CURRENCY_BEFORE = rf"(?i:(?<!\w){_CURRENCY}\.?\s?\Z)"
_CURRENCY_AFTER = rf"(?i:\s?{_CURRENCY}(?!\w))"
# A day as people write it, 31.12.2026; phone numbers are written in pairs, or in groups of two and three.
_DAY = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])([.-])(?:0?[1-9]|1[0-2])\1(?:18|19|20|21)[0-9]{2}")
# As records write it, in any century: 9999-12-31, for what has no end, could be a phone number.
_ISO_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_CENTURIES = frozenset({"18", "19", "20", "21"})
_SHORTEST_PHONE, _LONGEST = 8, 100
_MONTHS = frozenset(month + extra for extra in (0, 40, 65, 80) for month in range(1, 13))
_MASK = "█"
_MARK = re.compile(r"[\d@]")
"""What no personal data that is looked for is without."""

# Providers of private mailboxes that are in common use in Norway.
_PROVIDERS = """
gmail.com googlemail.com hotmail.com hotmail.no outlook.com outlook.no live.com live.no msn.com yahoo.com
yahoo.no icloud.com me.com mac.com online.no broadpark.no getmail.no lyse.net altibox.no frisurf.no start.no
c2i.net proton.me protonmail.com pm.me aol.com gmx.com gmx.net mail.com tutanota.com hey.com
"""
_AT_PROVIDER = rf"@(?:{'|'.join(map(re.escape, _PROVIDERS.split()))})(?![A-Z0-9-]|\.[A-Z0-9])"
_PRIVATE_EMAIL = rf"(?i:[\w.%+-]{{1,64}}{_AT_PROVIDER})"
_PRIVATE_PROVIDER = re.compile(_AT_PROVIDER, re.IGNORECASE)
"""What no private address is without; it is found fast."""
_SHORTEST = min(_SHORTEST_PHONE, *(len(f"a@{provider}") for provider in _PROVIDERS.split()))
_MOST = 200
"""So much personal data of a kind is told apart in a record; from there on, a whole text is."""
_MOST_TRIES, _FEWEST_TRIES = 10_000, 100
"""So many numbers of a record, and at least so many of each text, are looked at before it is no text but a flood."""
_SEPARATORS = dict.fromkeys(map(ord, ". \u00a0\u202f\n-"))
# Where digits are case numbers, addresses or paths and no phone numbers.
_NO_PHONE_KEYS = frozenset({"url", "path", "document", "case", "id"})


def spans(
    text: str, kinds: tuple[str, ...] = KINDS, most: int = _MOST, most_tries: int = _MOST_TRIES
) -> Iterator[tuple[str, int, int]]:
    """What looks like personal data in a text: kind, first code point, end (exclusive).

    Where there is more than `most` of a kind, all that follows in the text is one too. After `most_tries` numbers
    that are no phone numbers, none is looked for any more.
    """
    for kind in kinds:
        for count, (start, end) in enumerate(_spans(text, kind, most_tries), 1):
            yield kind, start, end
            if count >= most:
                yield kind, start, len(text)
                break


def _spans(text: str, kind: str, most_tries: int) -> Iterator[tuple[int, int]]:
    if kind == "national_ids":
        for match in _ELEVEN_DIGITS.finditer(text):
            if _is_national_id(match[0].translate(_SEPARATORS)):
                yield match.span()
    elif kind == "emails" and "@" in text:
        for match in re.finditer(_PRIVATE_EMAIL, text):
            yield match.span()
    elif kind == "phones" and re.search(_MAYBE_PHONE, text):
        import phonenumbers

        for found in phonenumbers.PhoneNumberMatcher(text, "NO", max_tries=most_tries):
            if not _is_money(text, found.start, found.end) and not _is_day(text, found.start, found.end):
                yield found.start, found.end


def suspicious(text: str) -> bool:
    """A quick look: False means that nothing in the text can be personal data."""
    if "@" in text and _PRIVATE_PROVIDER.search(text) is not None and re.search(_PRIVATE_EMAIL, text) is not None:
        return True
    if _NUMBERS.search(text) is None:
        return False
    return _ELEVEN_DIGITS.search(text) is not None or re.search(_MAYBE_PHONE, text) is not None


def any_suspicious(texts: Iterable[str]) -> bool:
    """A quick look at many texts. Some are too short, and a day of these centuries is nothing else."""
    return suspicious("\0".join([text for text in texts if len(text) >= _SHORTEST and not _is_plain_day(text)]))


def _is_plain_day(text: str) -> bool:
    """Whether a text is a day, or has too few digits for anything else."""
    return len(text) == 10 and text[4] == "-" == text[7] and text[:2] in _CENTURIES


class Found(NamedTuple):
    """What was found in a record: the paths by kind (`notes`, `goals[0].statement`), and the very texts, to mask."""

    places: Mapping[str, list[str]]
    values: frozenset[str]


def find(data: Mapping[str, object]) -> Found:
    """The texts of a record that look like personal data."""
    places: dict[str, list[str]] = {kind: [] for kind in KINDS}
    values: set[str] = set()
    tries = _MOST_TRIES
    for path, key, text in _texts(data, "", ""):
        if not suspicious(text):
            continue
        kinds = tuple(kind for kind in KINDS if kind != "phones" or key not in _NO_PHONE_KEYS)
        for kind, start, end in spans(text, kinds, max(1, _MOST - len(values)), max(tries, _FEWEST_TRIES)):
            values.add(text[start:end])
            if path not in places[kind]:
                places[kind].append(path)
        tries -= len(text) // _SHORTEST_PHONE
    return Found(places, frozenset(values))


def mask(text: str, values: Iterable[str] = ()) -> str:
    """The text with personal data blotted out, a block for each character.

    Identity numbers and private addresses are known wherever they stand; a phone number only where it is one of
    `values`, for on a line of YAML an amount may look the same.
    """
    if _MARK.search(text) is None:
        return text
    found = [(start, end) for _, start, end in spans(text, ("national_ids", "emails"))]
    if known := frozenset(values):
        found += _known(text, known)
    parts, done = [], 0
    for start, end in sorted(found):
        if end > done:
            parts += [text[done:start], _MASK * (end - max(start, done))]
            done = end
    return "".join(parts) + text[done:]


def _known(text: str, values: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where any of `values` stands in a text: asked once of each place that one could begin at, however many."""
    begins, lengths, long = _begins(values)
    for match in begins.finditer(text):
        start = match.start()
        for length in lengths[match[0]]:
            if text[start : start + length] in values:
                yield start, start + length
                break
    for value in long:
        start = text.find(value)
        while start >= 0:
            yield start, start + len(value)
            start = text.find(value, start + len(value))


@lru_cache(maxsize=4)
def _begins(values: frozenset[str]) -> tuple[re.Pattern[str], Mapping[str, list[int]], tuple[str, ...]]:
    """A pattern for the first letters of values, how long those are that begin so, the longest first; and long ones."""
    lengths: dict[str, set[int]] = {}
    for value in values:
        if len(value) <= _LONGEST:
            lengths.setdefault(value[:1], set()).add(len(value))
    firsts = re.compile(f"[{''.join(map(re.escape, sorted(lengths)))}]" if lengths else "(?!)")
    by_first = {first: sorted(found, reverse=True) for first, found in lengths.items()}
    return firsts, by_first, tuple(sorted(value for value in values if len(value) > _LONGEST))


def blot(text: str) -> str:
    """The text with every character but spaces blotted out."""
    return "".join(character if character.isspace() else _MASK for character in text)


def _texts(value: object, path: str, key: str) -> Iterator[tuple[str, str, str]]:
    """Every text below `value`: its path, the key that it stands under, and the text."""
    if isinstance(value, str):
        yield path, key, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _texts(part, f"{path}.{name}" if path else str(name), str(name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, f"{path}[{index}]", key)


def _is_money(text: str, start: int, end: int) -> bool:
    return (
        _THOUSANDS.fullmatch(text, start, end) is not None
        or re.compile(_CURRENCY_BEFORE).search(text, max(0, start - 10), start) is not None
        or re.compile(_CURRENCY_AFTER).match(text, end) is not None
    )


def _is_day(text: str, start: int, end: int) -> bool:
    return any(day.fullmatch(text, start, end) is not None for day in (_DAY, _ISO_DAY))


def _is_national_id(digits: str) -> bool:
    """Eleven digits with a possible day and month and both check digits right.

    Days of D-numbers are 40 too high; months of H-numbers 40, of test numbers 65 or 80 (Skatteetaten).
    """
    day, month = int(digits[:2]), int(digits[2:4])
    if not (1 <= day <= 31 or 41 <= day <= 71) or month not in _MONTHS:
        return False
    from stdnum.no import fodselsnummer

    return bool(
        digits[9] == fodselsnummer.calc_check_digit1(digits) and digits[10] == fodselsnummer.calc_check_digit2(digits)
    )
