"""One question: what it is about, who asks for it, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from intlstrat.authoring.new.choices import Choice, are_numbered, choices_for, found, is_listed
from intlstrat.authoring.new.draft import Answers
from intlstrat.authoring.new.hints import about
from intlstrat.authoring.new.world import World
from intlstrat.findings import N_, Finding
from intlstrat.records.fields import Field, field_at
from intlstrat.records.portfolio import Path

ID: Path = ("@id",)
MORE: Path = ("@more",)
SUMMARY: Path = ("@summary",)
"""The places of the questions that are about no field."""


class Question(Struct, frozen=True):
    """What to ask. `titles` are catalogue texts and the numbers of items, from the outside in."""

    kind: Literal["value", "id", "more", "summary"]
    path: Path
    titles: tuple[str | int, ...] = ()
    about: str = ""
    field: Field | None = None
    asked_by: tuple[Finding, ...] = ()
    choices: tuple[Choice, ...] = ()
    proposal: str | None = None
    """What an empty answer stands for."""
    is_required: bool = False
    opens_item: bool = False
    """Whether leaving it out means that there is no (other) item."""
    may_be_none: bool = False
    """Whether it can be said that there are none, which is more than to leave it out."""

    @property
    def is_listed(self) -> bool:
        """Whether the choices are few enough to be shown."""
        return bool(self.choices) and (self.field is None or is_listed(self.field))

    @property
    def is_another(self) -> bool:
        """Whether it asks for one more item, after others."""
        return self.opens_item and self.path[-2] != 0

    @property
    def is_numbered(self) -> bool:
        """Whether a choice can be made by its place in the list."""
        return self.is_listed and are_numbered(self.choices)

    @property
    def takes_many(self) -> bool:
        """Whether several answers can be given at once."""
        return self.field is not None and self.field.item is not None

    def suggestions(self, text: str) -> Sequence[Choice]:
        """The choices that what has been typed so far may become; all of them at the start of a list that is shown."""
        last = text.rpartition(",")[2].strip() if self.takes_many else text.strip()
        if not last:
            return self.choices if self.is_listed else ()
        begun = [choice for choice in self.choices if choice.value.casefold().startswith(last.casefold())]
        return [*begun, *(choice for choice in found(self.choices, last) if choice not in begun)]


def about_field(
    world: World, path: Path, given: Answers, asked_by: tuple[Finding, ...], proposal: str | None
) -> Question:
    """The question about a field."""
    field, above = field_at(world.root, path), field_at(world.root, path[:-1])
    assert field is not None
    assert above is not None
    goal = given.get((*path[:-1], "goal"))
    opens = len(path) > 2 and isinstance(path[-2], int) and above.parts[0] is field
    around = field_at(world.root, path[:-2]) if opens else None
    return Question(
        "value",
        path,
        titles(world.root, path),
        about(field, world.language),
        field,
        asked_by,
        choices_for(field, world, goal if isinstance(goal, str) and field.key == "targets" else None),
        proposal,
        is_required=field.required and not opens,
        opens_item=opens,
        may_be_none=around is not None and around.may_be_none and path[-2] == 0,
    )


def titles(root: Field, path: Path) -> tuple[str | int, ...]:
    """What the fields on the way to a field are called, with the numbers of items, which count from 1."""
    found: list[str | int] = []
    for end in range(1, len(path) + 1):
        step = path[end - 1]
        field = field_at(root, path[:end])
        if isinstance(step, int):
            found.append(step + 1)
        elif field is not None:
            found.append(field.title)
    return tuple(found)


def about_id(world: World, proposal: str | None) -> Question:
    """The question about the record's id."""
    about = world.language.text(
        "The name of the file, and what other records call this one. Lower-case letters a–z, digits and hyphens."
    )
    return Question("id", ID, (N_("Id"),), about, proposal=proposal, is_required=True)
