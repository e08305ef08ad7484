"""What of an OpenDocument template may go into the paper: nothing that fetches, starts or reads anything outside it.

Whoever opens the paper trusts it as the tool's; a template may come from anywhere. Links keep their text and lead
nowhere, pictures from elsewhere go, and so do programs, the template's settings and live data.
"""

from __future__ import annotations

from posixpath import basename

from intlstrat.council.writers.xml_parts import Attributes, Leave, local, rewritten

_ELEMENTS = ("event-listeners", "scripts", "dde-connection-decls", "dde-source", "forms", "database-display")
_LINKS = ("a", "section", "dde-connection")
_SETTINGS = "settings.xml"
_EMPTY = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def cleaned(parts: dict[str, bytes]) -> dict[str, bytes] | None:
    """The template's parts as they may be used; None where one of them cannot be read."""
    pictures = {name for name in parts if name == f"Pictures/{basename(name)}"}

    def decide(name: str, attributes: Attributes) -> Attributes | Leave:
        if name in _ELEMENTS:
            return Leave.ALL
        kept = {
            key: value
            for key, value in attributes.items()
            if local(key) != "href" or value.startswith("#") or value in pictures
        }
        if name in _LINKS and (kept != attributes or name == "dde-connection"):
            return Leave.TAGS
        return kept if kept == attributes else Leave.ALL

    made = {}
    for name, part in parts.items():
        if name == _SETTINGS:
            continue
        if not name.lower().endswith((".xml", ".rdf", ".svg")):
            made[name] = part
            continue
        is_picture = name.lower().endswith(".svg")
        kept = rewritten(part, _picture if is_picture else decide)
        if kept is None and not is_picture:
            return None
        made[name] = kept or _EMPTY
    return made


def _picture(name: str, attributes: Attributes) -> Attributes | Leave:
    """A drawing without programs, and without what it would fetch."""
    if name in ("script", "foreignObject"):
        return Leave.ALL
    return {
        key: value
        for key, value in attributes.items()
        if not local(key).startswith("on") and (local(key) != "href" or value.startswith(("#", "data:")))
    }
