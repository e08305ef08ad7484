"""The questions that are about no single field: the record's id, what else to record, and the summary."""

from __future__ import annotations

from collections.abc import Sequence

from intlstrat.authoring.new.choices import Choice
from intlstrat.authoring.new.draft import Answers, open_questions
from intlstrat.authoring.new.question import MORE, SUMMARY, Question
from intlstrat.authoring.new.world import World
from intlstrat.findings import N_, msg
from intlstrat.records.fields import Field
from intlstrat.records.ids import folded_id, is_id
from intlstrat.records.types import Refusal

NOT_OFFERED = ("waivers",)
"""What belongs to a decision about a breach, and not to a new record."""
_LONGEST = 100
"""File names of some 255 bytes are the most that disks take; nobody wants to type even this."""


def read_id(world: World, text: str) -> str:
    """The id, if it is one and free. Raises `Refusal`."""
    if not is_id(text) or len(text) > _LONGEST or not text.strip("-"):
        suggestion = free_id(world, text.removesuffix(".yaml").removesuffix(".yml"))
        message = msg("“{text}” is no id.", text=text)
        if suggestion:
            fix = msg(
                "Write {suggestion}, or another word of lower-case letters a–z, digits and hyphens.",
                suggestion=suggestion,
            )
        else:
            fix = msg("Write a word of lower-case letters a–z, digits and hyphens.")
        raise Refusal(message, fix)
    if text in world.taken:
        raise Refusal(
            msg("The id “{id}” is taken already. Nothing is written over.", id=text),
            msg("Write another, such as {suggestion}.", suggestion=free_id(world, text)),
        )
    return text


def id_of_name(name: str) -> str:
    """The id that a name gives; empty where it gives none."""
    return folded_id(name)[:_LONGEST].strip("-")


def free_id(world: World, name: str) -> str:
    """An id from a name that no record of the kind has; empty where the name gives none."""
    base = id_of_name(name)
    found, number = base, 1
    while found in world.taken:
        number += 1
        found = f"{base[: _LONGEST - 6]}-{number}"
    return found


def more_wanted(world: World, given: Answers) -> tuple[Field, ...]:
    """The fields of the record in which something can still be written."""
    return tuple(
        part
        for part in world.root.parts
        if part.key not in NOT_OFFERED
        and any(True for _ in open_questions(part, (part.key,), given, given.__contains__))
    )


def more_question(world: World, wanted: Sequence[Field]) -> Question:
    """Whether anything more is to be recorded."""
    about = world.language.text("Choose what else to record, or press Enter to go on.")
    choices = tuple(
        Choice(part.key, world.language.text(part.title), (world.language.text(part.title),)) for part in wanted
    )
    return Question("more", MORE, (N_("More"),), about, choices=choices)


def summary_question() -> Question:
    """The last look before the file is written."""
    return Question("summary", SUMMARY, (N_("Summary"),))
