"""What a field of a record is called, for people who have never seen a record."""

from __future__ import annotations

import re

from intlstrat.formats.terminal import one_line
from intlstrat.language import Language
from intlstrat.records.models import MODELS


def field_name(kind: str, path: str, language: Language) -> str:
    """`Budget: total` from `budget.total`: the titles of the models' own fields; a path that they lack as it is."""
    model: object = MODELS.get(kind)
    titles = []
    for key in re.sub(r"\[[^\]]*\]", "", path).split("."):
        fields = getattr(model, "model_fields", {})
        if key not in fields or fields[key].title is None:
            return one_line(path)
        titles.append(language.text(fields[key].title))
        model = _inner(fields[key].annotation)
    return ": ".join((titles[0], *(title[:1].lower() + title[1:] for title in titles[1:])))


def any_field_name(path: str, language: Language) -> str:
    """The field's name in whichever kind of record has it; a path that none has as it is."""
    names = (field_name(kind, path, language) for kind in MODELS)
    return next((name for name in names if name != one_line(path)), one_line(path))


def _inner(annotation: object) -> object:
    """The model that a field holds, alone, in a list or as an option."""
    if hasattr(annotation, "model_fields"):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner(part)
        if found is not None:
            return found
    return None
