"""Messages, dates and numbers in the reader's language.

`Language` turns a `Message` into a sentence. Catalogue texts come from the gettext catalogues beside this file
(English is the key and needs none); texts of a rule pack carry their own languages. Babel knows how dates and numbers
are written; it is imported only when a text has one, because most runs print few.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from intlstrat.findings import Awaited, IsoDate, Message, SlotValue, Term

LANGUAGES = ("nb", "nn", "en")
"""The languages that can be asked for. What a rule pack has not got in nynorsk comes in bokmål, text by text."""

_FALLBACK = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}
_SLOT = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


def slots(template: str) -> tuple[str, ...]:
    """The names of a template's slots, in order; braces around anything but a lower-case name are plain text."""
    return tuple(_SLOT.findall(template))


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The texts of a language, of which English is the key. What nynorsk lacks comes in bokmål."""
    if language == "en":
        return gettext.NullTranslations()
    directory = Path(__file__).parent / "locale"
    catalogue = gettext.translation("intlstrat", directory, languages=[language], fallback=True)
    if language == "nn":
        catalogue.add_fallback(_Bokmal())
    return catalogue


class _Bokmal(gettext.NullTranslations):
    """The texts in bokmål, which are read only when one is asked for: that takes a part of a short run."""

    def gettext(self, message: str) -> str:
        return _catalogue("nb").gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _catalogue("nb").ngettext(msgid1, msgid2, n)


class Language:
    """One language of output: `nb`, `nn` or `en`. Immutable."""

    def __init__(self, code: str) -> None:
        if code not in LANGUAGES:
            raise ValueError(code)
        self.code = code

    def text(self, msgid: str, /, **values: SlotValue) -> str:
        """The catalogue's text with its slots filled."""
        return self._fill(self._lookup(msgid), values)

    def plural(self, singular: str, plural: str, n: int, /, **values: SlotValue) -> str:
        """The catalogue's singular or plural text for `n`, which is also the slot `{n}`."""
        return self._fill(_catalogue(self.code).ngettext(singular, plural, n), {**values, "n": n})

    def counted(self, singular: str, plural: str, n: int, words: str, /, **values: SlotValue) -> str:
        """The catalogue's singular or plural text for `n`, whose slot `{n}` is the number as `words` writes it."""
        return self._fill(_catalogue(self.code).ngettext(singular, plural, n), {**values, "n": words})

    def message(self, message: Message, clean: Callable[[str], str] = str) -> str:
        """A message as a sentence. `clean` is applied to each slot's text: values may come from records."""
        sentence = self._sentence(message, clean)
        return f"{sentence} {self.message(message.also, clean)}" if message.also is not None else sentence

    def _sentence(self, message: Message, clean: Callable[[str], str]) -> str:
        if not isinstance(message.text, str):
            return self._fill(self.pick(message.text), message.values, clean)
        if message.plural is not None and message.count is not None:
            text = _catalogue(self.code).ngettext(message.text, message.plural, message.count)
        else:
            text = self._lookup(message.text)
        return self._fill(text, message.values, clean)

    def pick(self, texts: Mapping[str, str]) -> str:
        """The text in this language, or in the nearest one that has it."""
        for code in _FALLBACK[self.code]:
            if code in texts:
                return texts[code]
        return next(iter(texts.values()), "")

    def number(self, value: int | float) -> str:
        """1 250 000 in Norwegian; numbers below ten thousand (and so years) are written without a separator."""
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            value = int(value)
        if isinstance(value, int) and abs(value) < 10_000:
            return str(value).replace("-", "−") if self.code != "en" else str(value)
        from decimal import InvalidOperation

        from babel.numbers import format_decimal

        try:
            written = str(format_decimal(value, locale=self.code))
        except InvalidOperation:  # more digits than Babel rounds: a slip of the pen in a record, but no crash
            return str(value)
        # The same sign of minus for large numbers as for small ones.
        return written.replace("-", "−") if self.code != "en" else written

    def date(self, iso: str) -> str:
        """5. juni 2024 from `2024-06-05`; a text that is no date is given back."""
        from datetime import date

        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        from babel.dates import format_date

        pattern = "d MMMM y" if self.code == "en" else "d. MMMM y"
        return str(format_date(day, pattern, locale=self.code))

    def country(self, code: str) -> str:
        """Danmark from `DK`; a code without a name is given back."""
        from babel import Locale

        return str(Locale.parse(self.code).territories.get(code, code))

    def currency(self, code: str) -> str:
        """norske kroner from `NOK`; a code without a name is given back."""
        from babel import Locale

        return str(Locale.parse(self.code).currencies.get(code, code))

    def join(self, items: tuple[str, ...]) -> str:
        """A, B og C."""
        if len(items) < 2:
            return items[0] if items else self.text("none")
        return self.text("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])

    def value(self, value: SlotValue) -> str:
        """A slot's value as people write it."""
        match value:
            case bool():
                return self.text("yes") if value else self.text("no")
            case int() | float():
                return self.number(value)
            case tuple():
                return self.join(tuple(self.value(part) for part in value))
            case Mapping():
                return self.pick(value)
            case IsoDate():
                return self.date(value)
            case Term():
                return self._lookup(value)
            case Awaited():
                return self._awaited(value)
            case str():
                return value

    def _awaited(self, value: str) -> str:
        match value.split(" ", 1):
            case ["partner", id_]:
                return self.text("partner {id}", id=id_)
            case ["project", id_]:
                return self.text("project {id}", id=id_)
            case _:
                return str(value)

    def _lookup(self, msgid: str) -> str:
        return _catalogue(self.code).gettext(msgid)

    def _fill(self, template: str, values: Mapping[str, SlotValue], clean: Callable[[str], str] = str) -> str:
        def slot(match: re.Match[str]) -> str:
            name = match[1]
            return clean(self.value(values[name])) if name in values else match[0]

        return _SLOT.sub(slot, template)
