"""What Norwegians write for the fixed words of records, which are English: a status `planlagt` can only be planned."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from typing import Final

_WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    # Statuses of partners and projects.
    "idea": ("ide", "idé"),
    "applied": ("søkt", "omsøkt"),
    "planned": ("planlagt", "planlegges", "planlagd"),
    "active": ("aktiv", "aktivt", "pågår", "pågående", "pågåande", "i gang", "løpende"),
    "completed": ("fullført", "gjennomført", "ferdig", "avsluttet", "avslutta"),
    "cancelled": ("avlyst", "kansellert"),
    "proposed": ("foreslått", "føreslått", "forslag"),
    "dormant": ("sovende", "sovande", "hvilende", "kvilande"),
    "ended": ("avsluttet", "avslutta", "opphørt"),
    # Relations.
    "sister_city": ("vennskapsby", "venskapsby", "søsterby"),
    "friendship": ("vennskap", "venskap"),
    "solidarity": ("solidaritet",),
    "partnership": ("partnerskap", "partnarskap"),
    "letter_of_intent": ("intensjonsavtale",),
    "network": ("nettverk",),
    # Contact, and what an assessment of it came to.
    "high": ("høy", "høyt", "høg", "høgt"),
    "medium": ("middels",),
    "low": ("lav", "lavt", "låg", "lågt"),
    "outgoing": ("utgående", "utgåande"),
    "incoming": ("inngående", "inngåande", "innkommende"),
    "continue": ("fortsett", "fortsette", "videreføre", "videreføres", "vidareføre", "hald fram"),
    "adjust": ("juster", "justere", "justeres"),
    "end": ("avslutt", "avslutte", "avsluttes"),
    # Projects: risks, roles, money.
    "conflict_area": ("krig", "konfliktområde"),
    "minors": ("mindreårige", "barn"),
    "personal_data": ("personopplysninger", "personopplysningar"),
    "finance": ("økonomi",),
    "lead": ("leder", "leiar", "leder prosjektet"),
    "associated": ("assosiert", "assosiert partner"),
    "own": ("egne", "egne midler", "eigne midlar"),
    "county": ("fylke", "fylket", "fylkeskommune", "fylkeskommunen"),
    "state": ("stat", "staten", "statlig", "statleg"),
    "nordic": ("nordisk",),
    "eea": ("eøs", "eøs midlene", "eøs midlane"),
    "foundation": ("stiftelse", "stifting"),
    "private": ("privat",),
    "considered": ("vurderes", "blir vurdert", "vurderast"),
    "granted": ("innvilget", "innvilga", "tilsagn"),
    "rejected": ("avslag", "avslått"),
    "other": ("annet", "anna"),
}
_MEANT: Final[Mapping[str, tuple[str, ...]]] = {
    word: tuple(code for code, words in _WRITTEN.items() if word in words)
    for written in _WRITTEN.values()
    for word in written
}


def code_meant(written: str, known: Collection[str]) -> str | None:
    """The one of the known codes that a Norwegian word means; None where that is none or several of them."""
    word = unicodedata.normalize("NFC", written).strip().casefold().replace("_", " ").replace("-", " ")
    found = [code for code in _MEANT.get(word, ()) if code in known]
    return found[0] if len(found) == 1 else None
