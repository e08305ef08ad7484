"""The examples on the help pages and in the reference: what a coordinator would type, and what it does.

A command is added here with two to six lines. Each line is run by a test, in a copy of the shipped records and rules
inside git; so it names only what every data repo has, rules that most have, and files
that the command itself writes. One that stays is only held to
the options that there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from intlstrat.findings import N_


class Example(Struct, frozen=True):
    """A line to type, and its meaning as a key of the message catalogue."""

    line: str
    meaning: str
    stays: bool = False
    """Whether it asks in a terminal, or goes on until it is ended; then the tests of the command itself run it."""


EXAMPLES: Final[Mapping[str, tuple[Example, ...]]] = {
    "": (
        Example("intlstrat check", N_("Check everything.")),
        Example("intlstrat new project", N_("Record a new project, one question at a time."), stays=True),
        Example("intlstrat explain project-goals", N_("Read what a rule is about, and how you stand.")),
        Example("intlstrat report --output rapport.pdf", N_("Make the paper for the council as a PDF.")),
        Example("intlstrat check --help", N_("See everything that “check” can do.")),
    ),
    "check": (
        Example("intlstrat check", N_("Check every partner and every project.")),
        Example("intlstrat check data/projects", N_("See only the findings of the projects.")),
        Example("intlstrat check --select project-goals", N_("See only the findings of one rule.")),
        Example("intlstrat check --until 2027-06-30", N_("See what becomes a breach by then if nothing is done.")),
        Example("intlstrat check --since 2026-06-30", N_("See what is new since that day, and what is mended.")),
        Example("intlstrat check --watch", N_("Stay beside the editor, and check again at every save."), stays=True),
    ),
    "new": (
        Example("intlstrat new partner", N_("Answer one question at a time, and get a file."), stays=True),
        Example(
            "intlstrat new project ren-havn", N_("The same, when you know what the file is to be called."), stays=True
        ),
        Example(
            'intlstrat new project --set title="Ren havn" --set status=idea',
            N_("Write the file at once, without questions."),
        ),
        Example(
            'intlstrat new project --print --set title="Ren havn" --set status=idea',
            N_("Only see what the file would hold."),
        ),
    ),
    "fix": (
        Example("intlstrat fix --diff", N_("See what would be mended, and write nothing.")),
        Example("intlstrat fix", N_("Mend everything that can mean one thing only.")),
        Example("intlstrat fix data/projects", N_("Mend only the projects.")),
    ),
    "report": (
        Example("intlstrat report", N_("Read the paper on the screen.")),
        Example("intlstrat report --output rapport.pdf", N_("Make a PDF to attach to the case.")),
        Example("intlstrat report --output rapport.docx", N_("Make a Word file that can be edited.")),
        Example(
            "intlstrat report --since 2026-06-18 --output rapport.pdf",
            N_("Also show what has changed since the last meeting."),
        ),
    ),
    "explain": (
        Example("intlstrat explain project-goals", N_("Read why the rule is there, and how to fulfil it.")),
        Example("intlstrat explain project-goals --as-of 2027-06-30", N_("See how you stand on another day.")),
        Example("intlstrat explain record-invalid", N_("Read what it means that a value is refused.")),
    ),
    "strategy": (
        Example("intlstrat strategy", N_("See all the clauses, and which of them no rule checks.")),
        Example("intlstrat strategy --lang en", N_("See the same in English.")),
    ),
    "rules": (
        Example("intlstrat rules", N_("See all the rules, with their clauses.")),
        Example("intlstrat rules test", N_("See whether the rules do what their examples say.")),
    ),
    "rules test": (
        Example("intlstrat rules test", N_("Run the examples after a rule has been changed.")),
        Example("intlstrat rules test --rules rules", N_("Run the examples of the rules in another folder.")),
    ),
    "schema": (
        Example("intlstrat schema --write", N_("Bring the editor's help up to date when the strategy has changed.")),
        Example("intlstrat schema project", N_("See every field of a project, as an editor reads them.")),
    ),
    "init": (
        Example("intlstrat init ../strategi", N_("Set up the folder “strategi”, with example records.")),
        Example("intlstrat init ../strategi --empty", N_("Set it up without the example records.")),
    ),
    "lsp": (
        Example("intlstrat lsp", N_("Serve an editor that starts it."), stays=True),
        Example("intlstrat lsp --lang nb", N_("The same, with all texts in bokmål."), stays=True),
    ),
}
"""By the words of the command after “intlstrat”; the front page has none."""

GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (N_("Every day"), ("check", "new", "fix", "explain")),
    (N_("Before a council meeting"), ("report",)),
    (N_("The strategy and its rules"), ("strategy", "rules")),
    (N_("Set-up and editors"), ("init", "schema", "lsp")),
)
"""The commands as the front page sorts them, by what one wants to do."""
