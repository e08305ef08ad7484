"""Hover and proposals: what the words of a record mean, and what may be written, in the reader's language."""

from __future__ import annotations

import pytest
from lsp_world import DAY, known

from intlstrat.lsp.complete import Item, complete
from intlstrat.lsp.fields import FileKind
from intlstrat.lsp.hover import hover
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import Library
from intlstrat.lsp.markdown import plain, unmarked
from intlstrat.lsp.spot import spot_at

NB, EN = known(), known("en")

# The kind of file, its text with a bar at the cursor, what the hover begins with, and what else is in it.
HOVERS: list[tuple[FileKind, str, str, tuple[str, ...]]] = [
    ("project", "st|atus: active", "**Status** · `status`", ("Må være med.", "- `idea` – Idé: Ingenting er søkt")),
    ("project", "goals|: []", "**Mål** · `goals`", ("- `project-goals` – Tydelige mål (4f, 1a)",)),
    ("project", "budget: {to|tal: 5}", "**Totalt** · `total`", ("- `project-budget` – Budsjett (4f)",)),
    ("project", "status: act|ive", "**Aktivt: Prosjektet er i gang.** · `active`", ()),
    ("project", "areas: [cul|ture", "**Kultur** · `culture`", ("Område",)),
    ("project", "strategy: {principles: [\"2|.1\"]}", "**Bærekraftig utvikling", ("Prinsipp", "**2.1** Samarbeidet")),
    ("project", "strategy: {goals: [1|]}", "**Internasjonalt samarbeid som verktøy", ("**3.1** Mål 1",)),
    ("project", "sdgs: [{goal: 1|1}]", "**FN-mål 11: Bærekraftige byer", ()),
    ("project", "sdgs: [{goal: 11, targets: [11.|4]}]", "**", ("FN-mål 11: Bærekraftige byer",)),
    ("project", "partners:\n  - aal|borg\n", "**Aalborg** · `aalborg`", ("- Danmark", "- Vennskapsby.")),
    ("project", "participants: [{country: MZ|}]", "**Mosambik** · `MZ`", ()),
    ("project", "budget: {currency: SE|K}", "**svenske kroner** · `SEK`", ()),
    ("project", "waivers: [{rule: project-g|oals}]", "**Tydelige mål** · `project-goals` (feil)",
     ("**4f** Alle prosjekter", "**Hvorfor**: Strategien", "**Slik retter du det**: Skriv minst ett mål")),
    ("waivers", "- rule: portfolio-num|ber", "**", ("· `portfolio-number`",)),
    ("rule", "id: project-goals|", "**Tydelige mål** · `project-goals`", ()),
    ("rule", 'clauses: ["4|f"]', "**Punkt 4f** · skal", ("- `project-budget` – Budsjett",)),
    ("strategy", "areas:\n  - code: cul|ture\n", "**Kultur** · `culture`", ()),
    ("strategy", 'clauses:\n  - id: "4|f"\n', "**Punkt 4f**", ()),
    ("partner", "relation: sister|_city", "**Vennskapsby.** · `sister_city`", ("Relasjon",)),
]  # fmt: skip
SILENT = [
    "title: Mo|no",
    "nonsense: 1|",
    "nons|ense: 1",
    "status: |",
    "partners: [no|where]",
    "# st|atus",
    "status: x|",
]


@pytest.mark.parametrize(("kind", "text", "start", "more"), HOVERS, ids=[each[1] for each in HOVERS])
def test_a_word_is_explained(kind: FileKind, text: str, start: str, more: tuple[str, ...]) -> None:
    said = explained(kind, text, NB)
    assert said is not None
    assert said.startswith(start)
    assert [each for each in more if each not in said] == []


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_said_about_what_means_nothing(text: str) -> None:
    assert explained("project", text, NB) is None


def test_it_speaks_english() -> None:
    assert explained("project", "st|atus: idea", EN) == (
        "**Status** · `status`\n\n"
        "Where the project stands: idea, applied, planned, active, completed or cancelled. Required.\n\n"
        "- `idea` – Idea: nothing has been applied for or decided.\n"
        "- `applied` – Applied: money has been applied for, and there is no answer yet.\n"
        "- `planned` – Planned: it is to take place, but has not begun.\n"
        "- `active` – Active: the project is running.\n"
        "- `completed` – Completed: the project has been carried out and is over.\n"
        "- `cancelled` – Cancelled: the project was called off."
    )


def test_without_rules_keys_are_explained_all_the_same() -> None:
    bare = Known(EN.language, None, Library({}, {}), DAY)
    assert (explained("project", "goals|: []", bare) or "").startswith("**Goals** · `goals`")
    assert explained("project", "areas: [cul|ture]", bare) is None
    assert "goals" in [item.label for item in proposed("project", "title: x\n|", bare)]


def explained(kind: FileKind, text: str, known_: Known) -> str | None:
    cursor = text.index("|")
    plain_ = text.replace("|", "", 1)
    spot = spot_at(plain_, cursor)
    found = hover(kind, plain_, spot, known_) if spot is not None else None
    return found.markdown if found is not None else None


def proposed(kind: FileKind, text: str, known_: Known = NB) -> tuple[Item, ...]:
    cursor = text.rindex("|")
    plain_ = text[:cursor] + text[cursor + 1 :]
    spot = spot_at(plain_, cursor)
    return complete(kind, plain_, spot, known_) if spot is not None else ()


# The kind of file, its text, the label that is proposed, and the text after it has been taken.
PROPOSALS: list[tuple[FileKind, str, str, str]] = [
    ("project", "tit|", "title", "title: "),
    ("project", "title: x\n|\nstatus: active\n", "goals", "title: x\ngoals:\n  - \nstatus: active\n"),
    ("project", "title: x\n|", "budget", "title: x\nbudget:\n  "),
    ("project", "ti|: x", "title", "title: x"),
    ("project", "budget:\n  |", "lines", "budget:\n  lines:\n    - "),
    ("project", "budget:\r\n  |", "own_by_year", "budget:\r\n  own_by_year:\r\n    "),
    ("project", "goals:\n  - |", "statement", "goals:\n  - statement: "),
    ("project", "goals:\n  -|", "statement", "goals:\n  - statement: "),
    ("project", "goals:\n  |", "statement", "goals:\n  - statement: "),
    ("project", "funding:\n  - source: a\n    |", "kind", "funding:\n  - source: a\n    kind: "),
    ("project", "period: {start: 2020-01-01, |}", "end", "period: {start: 2020-01-01, end: }"),
    ("project", "status: |", "active", "status: active"),
    ("project", "status:|", "active", "status: active"),
    ("project", "status: act|vie # said", "active", "status: active # said"),
    ("project", "areas: [culture, |]", "knowledge", "areas: [culture, knowledge]"),
    ("project", "areas: |", "culture", "areas: [culture]"),
    ("project", "areas:\n  - culture\n  |", "knowledge", "areas:\n  - culture\n  - knowledge"),
    ("project", "areas: [cul|", "culture", "areas: [culture"),
    ("project", "partners: [|]", "aalborg", "partners: [aalborg]"),
    ("project", "participants: [{country: |}]", "NO", 'participants: [{country: "NO"}]'),
    ("project", "participants: [{country: |}]", "SE", "participants: [{country: SE}]"),
    ("project", "participants:\n  - country: 'N|'", "NO", "participants:\n  - country: 'NO'"),
    ("project", "sdgs: [{goal: 8, targets: [|]}]", "8.10", 'sdgs: [{goal: 8, targets: ["8.10"]}]'),
    ("project", 'sdgs: [{goal: 8, targets: ["8.|"]}]', "8.9", 'sdgs: [{goal: 8, targets: ["8.9"]}]'),
    ("project", "sdgs:\n  - goal: |", "11", "sdgs:\n  - goal: 11"),
    ("project", "strategy: {principles: [|], goals: []}", "2.1", 'strategy: {principles: ["2.1"], goals: []}'),
    ("project", "strategy: {goals: [|]}", "1", "strategy: {goals: [1]}"),
    ("project", "plan: {activities: [{done: |}]}", "true", "plan: {activities: [{done: true}]}"),
    ("project", "period: {start: |}", DAY, f"period: {{start: {DAY}}}"),
    ("project", "waivers:\n  - rule: |", "project-goals", "waivers:\n  - rule: project-goals"),
    ("waivers", "- rule: |", "portfolio-number", "- rule: portfolio-number"),
    ("waivers", "|", "rule", "- rule: "),
    ("rule", "layer: |", "quality", "layer: quality"),
    ("rule", "clauses: [|]", "4f", "clauses: [4f]"),
    ("rule", "title:\n  |", "nn", "title:\n  nn: "),
    ("strategy", "areas:\n  - |", "code", "areas:\n  - code: "),
    ("partner", "relation: |", "sister_city", "relation: sister_city"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "label", "after"), PROPOSALS, ids=[f"{e[1]} {e[2]}" for e in PROPOSALS])
def test_a_proposal_that_is_taken_is_written_as_it_must_be(kind: FileKind, text: str, label: str, after: str) -> None:
    items = {item.label: item for item in proposed(kind, text)}
    assert label in items
    cursor = text.rindex("|")
    plain_ = text[:cursor] + text[cursor + 1 :]
    spot = spot_at(plain_, cursor)
    assert spot is not None
    assert plain_[: spot.start] + items[label].new + plain_[spot.end :] == after


# What is not to be proposed: what is there already, and what cannot stand there.
NOT_PROPOSED = [
    ("title: x\n|", "title"),
    ("goals:\n  - due: x\n    |\n    statement: y\n", "statement"),
    ("period: {end: x, |}", "end"),
    ("areas: [culture, |]", "culture"),
    ("areas:\n  - culture\n  - |\n  - knowledge\n", "knowledge"),
    ("sdgs: [{goal: 8, targets: [|]}]", "11.4"),
    ("waivers: [{rule: |}]", "partner-goals"),
    ("waivers: [{rule: |}]", "portfolio-number"),
    ("title: |", "title"),
    ("title: x\n   |", "status"),
]


@pytest.mark.parametrize(("text", "label"), NOT_PROPOSED)
def test_what_cannot_be_written_is_not_proposed(text: str, label: str) -> None:
    assert label not in [item.label for item in proposed("project", text)]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("participants: [{country: |}]", "DE", ["DE", "Tyskland", "Germany"]),
        ("sdgs: [{goal: |}]", "13", ["13", "Stoppe", "klimaendringene", "Climate", "action"]),
        ("partners: [|]", "nordurthing", ["nordurthing", "Norðurþing", "(Island)"]),
        ("waivers: [{rule: |}]", "project-goals", ["project-goals", "Tydelige", "mål", "4f"]),
    ],
)
def test_a_value_is_found_by_its_code_and_by_its_names(text: str, label: str, words: list[str]) -> None:
    item = next(each for each in proposed("project", text) if each.label == label)
    assert [word for word in words if word not in item.filter.split()] == []


def test_a_value_in_quotes_is_found_with_the_quotes() -> None:
    items = proposed("project", 'participants: [{country: "N|"}]')
    assert {item.filter[0] for item in items} == {'"'}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a *b* [c](http://d) <script>", "a \\*b\\* \\[c\\](http://d) &lt;script>"),
        ("1. no list\n# no heading", "1\\. no list # no heading"),
        ("snake_case _but_ `code`", "snake_case \\_but\\_ \\`code\\`"),
        ("a\u202eb\x1b", "a\\\\u202eb\\\\x1b"),
    ],
)
def test_a_records_text_is_shown_as_it_stands(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_an_editor_without_markdown_gets_plain_text() -> None:
    assert unmarked("**A\\*b** · `c_d`\n\n- 2\\. &lt;x") == "A*b · c_d\n\n- 2. <x"
