"""What people write, in the form that a record has, where there is no doubt about what they mean."""

from __future__ import annotations

from intlstrat.records import codes
from intlstrat.records.fields import Field
from intlstrat.records.meant import TRUTH, Meant, amount_meant, day_meant, number_meant, year_meant


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
            number = _sure(number_meant(text.replace("−", "-")))
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


def _sure(found: Meant | None) -> str | None:
    return found.text if found is not None and found.sure else None
