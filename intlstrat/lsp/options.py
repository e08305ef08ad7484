"""What a language server was started with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from intlstrat.language import LANGUAGES, Language


class Options(Struct, frozen=True):
    """What the command line and the editor asked for."""

    root: Path | None = None
    rules: Path | None = None
    lang: str | None = None
    day: str | None = None
    locale: str = ""

    def language(self, strategys: str | None) -> Language:
        """As asked for; else the strategy's; else the editor's own; else bokmål."""
        return Language(self.lang or strategys or _language_of_locale(self.locale) or "nb")

    @property
    def today(self) -> str:
        return self.day or date.today().isoformat()


def _language_of_locale(locale: str) -> str | None:
    code = locale.replace("_", "-").partition("-")[0].lower()
    code = {"no": "nb"}.get(code, code)
    return code if code in LANGUAGES else None
