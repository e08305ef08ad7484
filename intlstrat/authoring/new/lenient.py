"""What people write, in the form that a record has, where there is no doubt about what they mean."""

from __future__ import annotations

from intlstrat.findings import msg
from intlstrat.records import codes
from intlstrat.records.fields import Field
from intlstrat.records.meant import (
    TRUTH,
    Meant,
    amount_meant,
    day_meant,
    number_meant,
    thousands_or_fraction,
    year_meant,
)
from intlstrat.records.types import Refusal


def meant(field: Field, text: str) -> str:
    """The text in the form of the field's type; as it stands, where it is in that form or its meaning is in doubt.

    An amount with another currency than kroner beside it is in doubt: the currency is a field of its own.
    """
    text = text.strip()
    match field.type:
        case "date":
            return _sure(day_meant(text)) or text
        case "year":
            return year_meant(text) or text
        case "amount":
            amount = amount_meant(text)
            return (_sure(amount) if amount is not None and amount.currency in (None, "NOK") else None) or text
        case "number":
            number = _sure(number_meant(_with_minus(text)))
            return number.replace(",", ".") if number is not None else text
        case "boolean":
            return TRUTH.get(text.casefold(), text)
        case "country":
            return codes.country_named(text) or text
        case "currency":
            return codes.currency_named(text) or text
        case "sdg_target":
            return text.replace(",", ".").casefold()
        case _:
            return text


def in_doubt(field: Field, text: str) -> Refusal | None:
    """The refusal of a number that a record would take and that may be meant as another: `40.000`."""
    either = thousands_or_fraction(_with_minus(text)) if field.type == "number" else None
    if either is None:
        return None
    return Refusal(
        msg("“{text}” can mean several things here.", text=text.strip()),
        msg(
            "Write {suggestion} if the sign in it stands between thousands, or {other} if it stands before a fraction.",
            suggestion=either[0],
            other=either[1],
        ),
    )


def _with_minus(text: str) -> str:
    return text.replace("−", "-")


def _sure(found: Meant | None) -> str | None:
    return found.text if found is not None and found.sure else None
