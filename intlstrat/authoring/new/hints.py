"""What is said of a field to people who answer in words, and not in YAML."""

from __future__ import annotations

from intlstrat.findings import Message, msg
from intlstrat.language import Language
from intlstrat.records.fields import Field

ANSWERED_IN_WORDS = ("date", "amount", "country", "currency")
"""The types whose values are written in more ways by people than in a file."""


def about(field: Field, language: Language) -> str:
    """What a field is for. The models' own texts, but for what they say of how to write it in a file."""
    told = language.message(_about(field))
    return told.replace(language.text(", as year-month-day"), language.text(", such as 5.6.2024"))


def _about(field: Field) -> Message:
    value = field.item if field.item is not None else field
    if value.type == "country":
        return msg("The country's name, or its code of two letters.")
    if value.type == "sdg_goal":
        return form(field)
    if value.type == "sdg_target":
        return msg("The targets of that goal that this contributes to.")
    if value.type == "boolean":
        return msg("Whether it is carried out: yes or no.")
    if value.codes == "partners":
        return msg("The partners that take part, of those that are recorded.")
    if value.words:
        if field.item is not None:
            return msg("Choose from the list, by number, code or word.")
        return msg("Choose one from the list, by number, code or word.")
    if value.own_words:
        return msg("From the strategy's list, or in your own words.")
    return Message(field.description)


def form(field: Field) -> Message:
    """How an answer can be written."""
    value = field.item if field.item is not None else field
    match value.type:
        case "date":
            return msg("Write the day as 2024-06-05, 5.6.2024 or 5 June 2024.")
        case "amount":
            return msg("Write the amount in whole units, such as 350000, 350 000 or 1,2 million.")
        case "number":
            return msg("Write the number in figures, such as 12 or 3,5.")
        case "count" | "scale":
            return msg("Write a whole number in figures, such as 3.")
        case "year":
            return msg("Write the year with four digits, such as 1985.")
        case "boolean":
            return msg("Write yes or no.")
        case "country":
            return msg("Write the country's name, or its code of two letters.")
        case "currency":
            return msg("Write the three letters of ISO 4217, such as NOK, EUR or SEK.")
        case "sdg_goal":
            return msg("Write the number, or words that the goal or one of its targets is about.")
        case "sdg_target":
            return msg("Write codes or words that the targets are about, with commas between.")
        case "word" | "code" if field.item is not None:
            return msg("Write numbers, codes or words from the list, with commas between.")
        case "word" | "code":
            return msg("Write a number, a code or words from the list.")
        case _:
            return msg("Write it in your own words.")
