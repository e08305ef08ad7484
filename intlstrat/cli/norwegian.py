"""What Norwegians write for the commands and the fixed words of options, which are English: `sjekk`, `advarsel`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from intlstrat.suggest import by_word, the_one

_WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    # Commands.
    "check": ("sjekk", "sjekke", "kontroll", "kontroller", "kontrollere"),
    "new": ("ny", "nytt", "nye"),
    "fix": ("rett", "rette", "fiks", "fikse"),
    "explain": ("forklar", "forklare", "forklaring"),
    "report": ("rapport", "rapporter"),
    "strategy": ("strategi", "strategien"),
    "rules": ("regler", "reglar", "reglene", "reglane"),
    "init": ("opprett", "start", "sett opp"),
    "schema": ("skjema",),
    "test": ("prøv", "teste"),
    "project": ("prosjekt",),
    "partner": ("vennskapsby", "venskapsby", "samarbeid"),
    # Severities, and what --fail-on takes besides.
    "error": ("feil",),
    "warning": ("advarsel", "advarsler", "åtvaring", "åtvaringar"),
    "note": ("merknad", "merknader", "merknadar"),
    "never": ("aldri",),
    # Layers; the strategy is a command as well.
    "validity": ("gyldighet", "gyldigheit"),
    "quality": ("kvalitet", "kvaliteten", "datakvalitet", "datakvaliteten"),
    # --show, --color, --format and --lang.
    "all": ("alt", "alle"),
    "always": ("alltid",),
    "text": ("tekst",),
    "nb": ("bokmål", "norsk", "no"),
    "nn": ("nynorsk",),
    "en": ("engelsk", "english"),
}
_MEANT = by_word(_WRITTEN)


def word_meant(written: str, known: Collection[str]) -> str | None:
    """The one of the known words that a Norwegian word means; None where that is none or several of them."""
    return the_one(_MEANT, written, known)
