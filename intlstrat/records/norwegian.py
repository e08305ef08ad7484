"""What Norwegians write for the fixed words and the keys of records, which are English.

A status `planlagt` can only be planned, and `mål` in a record only goals. What may mean something else is not here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Final

from intlstrat.suggest import by_word, the_one

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
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "activities": ("aktiviteter", "aktivitetar"),
    "agreement": ("avtale",),
    "amount": ("beløp",),
    "areas": ("område", "områder", "fagområder", "fagområde"),
    "baseline": ("utgangspunkt",),
    "benefit": ("nytte", "gjensidig nytte"),
    "body": ("vedtatt av", "vedteke av"),
    "case": ("sak", "saksnummer"),
    "completed": ("gjennomført",),
    "conclusion": ("konklusjon",),
    "contact_level": ("kontaktnivå",),
    "contribution": ("bidrag",),
    "cost": ("kostnad", "kostnader"),
    "country": ("land",),
    "currency": ("valuta",),
    "date": ("dato",),
    "decided_by": ("vedtatt av", "vedteke av"),
    "decision": ("vedtak",),
    "description": ("beskrivelse", "skildring"),
    "direction": ("retning",),
    "documents": ("dokumenter", "dokument"),
    "due": ("frist",),
    "email": ("e post", "epost"),
    "end": ("slutt",),
    "frequency": ("hvor ofte", "kor ofte"),
    "funding": ("finansiering",),
    "goals": ("mål",),
    "impact": ("konsekvens",),
    "item": ("budsjettpost",),
    "kind": ("type",),
    "likelihood": ("sannsynlighet", "sannsyn"),
    "mitigation": ("tiltak",),
    "municipality_role": ("kommunens rolle", "rolla til kommunen"),
    "name": ("navn", "namn"),
    "note": ("merknad",),
    "notes": ("merknader", "notater", "notat"),
    "owner": ("eier", "eigar"),
    "participants": ("deltakere", "deltakarar"),
    "planned": ("planlagt",),
    "purpose": ("formål", "føremål"),
    "reason": ("begrunnelse", "grunngiving"),
    "relation": ("relasjon",),
    "responsible": ("ansvarlig", "ansvarleg"),
    "result": ("resultat",),
    "results": ("resultater",),
    "review": ("gjennomgang",),
    "risk_assessment": ("risikovurdering",),
    "risk_factors": ("risikofaktorer", "risikofaktorar"),
    "risks": ("risikoer",),
    "role": ("rolle",),
    "rule": ("regel",),
    "sdgs": ("fn mål",),
    "services": ("tjenester", "tenester"),
    "since": ("siden", "sidan"),
    "source": ("kilde", "kjelde"),
    "sources": ("kilder", "kjelder"),
    "statement": ("mål",),
    "summary": ("sammendrag", "samandrag"),
    "target": ("måltall", "måltal"),
    "targets": ("delmål",),
    "title": ("tittel",),
    "total": ("totalt", "sum"),
    "traditions": ("tradisjoner", "tradisjonar"),
    "unit": ("enhet", "eining"),
    "visits": ("besøk",),
    "waivers": ("unntak",),
}


_meant, _keys_meant = cache(lambda: by_word(_WRITTEN)), cache(lambda: by_word(_KEYS))


def code_meant(written: str, known: Collection[str]) -> str | None:
    """The one of the known codes that a Norwegian word means; None where that is none or several of them."""
    return the_one(_meant(), written, known)


def key_meant(written: str, known: Collection[str]) -> str | None:
    """The one of the known keys that a Norwegian word means; None where that is none or several of them."""
    return the_one(_keys_meant(), written, known)
