"""The words that the pages share: what a severity, an outcome, a layer, a force and a subject are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from intlstrat.findings import Layer, Message, Outcome, Place, Severity, Subject, msg
from intlstrat.formats.sheet import MARKS, Span
from intlstrat.formats.terminal import clean, one_line
from intlstrat.language import Language, slots
from intlstrat.rules.model import Clause, ParamValue, RuleSubject, Texts

SEVERITIES: Final[Mapping[Severity, Message]] = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.NOTE: msg("note"),
}

OUTCOMES: Final[Mapping[Outcome, Message]] = {
    Outcome.BREACH: msg("breach"),
    Outcome.UNKNOWN: msg("unknown"),
    Outcome.WAIVED: msg("waived"),
    Outcome.FULFILLED: msg("fulfilled"),
    Outcome.NOT_APPLICABLE: msg("not applicable"),
}
"""In the order in which a page tells them: what calls for something comes first."""

LAYERS: Final[Mapping[Layer, Message]] = {
    Layer.STRATEGY: msg("Strategy: the rule checks whether a clause of the strategy is fulfilled."),
    Layer.QUALITY: msg(
        "Data quality: the rule finds data that look wrong or careless. No clause of the strategy says so, "
        "and a finding of it is not a breach of the strategy."
    ),
    Layer.VALIDITY: msg("Validity: the file cannot be read as it stands, in whole or in part."),
}

LAYER_HEADINGS: Final[Mapping[Layer, Message]] = {
    Layer.STRATEGY: msg("Rules that check the strategy"),
    Layer.QUALITY: msg("Rules for data quality (no clause of the strategy)"),
    Layer.VALIDITY: msg("What makes a record unreadable or invalid"),
}

SUBJECTS: Final[Mapping[RuleSubject, Message]] = {
    "partner": msg("every partner"),
    "project": msg("every project"),
    "record": msg("every partner and every project"),
    "portfolio": msg("the portfolio as a whole"),
}

SUBJECT_HEADINGS: Final[Mapping[RuleSubject, Message]] = {
    "partner": msg("Partners"),
    "project": msg("Projects"),
    "record": msg("Partners and projects"),
    "portfolio": msg("The whole portfolio"),
}

FORCES: Final[Mapping[str, Message]] = {
    "must": msg("must"),
    "main_rule": msg("must, as a main rule"),
    "conditional": msg("must, where appropriate"),
    "aim": msg("aim"),
    "context": msg("description"),
}

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def force(language: Language, code: str) -> str:
    """How binding a clause is, in words; another strategy's own code is shown as it is."""
    return language.message(FORCES[code]) if code in FORCES else clean(code)


def severity(language: Language, value: Severity) -> Span:
    """A severity's word in its colour."""
    return language.message(SEVERITIES[value]), value.value


def outcome(language: Language, value: Outcome) -> Span:
    """An outcome's mark and word in its colour."""
    return f"{MARKS[value.value]} {language.message(OUTCOMES[value])}", value.value


def texts(language: Language, values: Texts) -> str:
    """A text of a rule pack outside any finding: what a finding would fill in is left open."""
    text = language.pick(values)
    for name in slots(text):
        text = text.replace(f"{{{name}}}", "…")
    return one_line(text)


def position(place: Place) -> str:
    """`path:line:column`, as far as it is known; empty for what stands nowhere."""
    parts = (place.path, place.line, place.column) if place.line is not None else (place.path,)
    return clean(":".join(str(part) for part in parts if part is not None))


def subject_name(language: Language, subject: Subject, names: Mapping[Subject, str]) -> str:
    """What people call a record, or the portfolio."""
    if subject.kind == "portfolio":
        return language.text("the portfolio as a whole")
    return one_line(names.get(subject) or subject.id or "")


def parameter_value(language: Language, value: ParamValue | None) -> str:
    """A parameter's value as people write it; parts of a list or map are kept apart by semicolons."""
    match value:
        case None:
            return language.text("not set")
        case dict():
            return "; ".join(f"{one_line(key)}: {_part(language, part)}" for key, part in value.items())
        case list():
            return "; ".join(_part(language, part) for part in value) if value else language.text("none")
        case str():
            return one_line(language.date(value) if _ISO_DATE.fullmatch(value) else value)
        case _:
            return one_line(language.value(value))


def _part(language: Language, value: ParamValue) -> str:
    text = parameter_value(language, value)
    return f"({text})" if isinstance(value, dict | list) else text


def demands(clause: Clause) -> bool:
    """Whether the clause asks for anything; a description does not."""
    return clause.force != "context"


def why_unchecked(language: Language, clause: Clause) -> str:
    """Why nothing checks a clause, as far as the strategy says."""
    if clause.not_checked is not None:
        return texts(language, clause.not_checked)
    if demands(clause):
        return language.text("The strategy's file does not say why (“not_checked”).")
    return language.text("It describes what is, and demands nothing.")
