"""The interview: which question comes next, and what an answer does. A state goes in, and a state comes out.

What is asked is what is required, then what was begun, then what the strategy finds lacking in the draft as it stands,
and then what the reader wants to add. Nothing of that is remembered: it follows from the log of answers alone, so that
an answer that is changed re-opens what depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from intlstrat.authoring.new.demands import asks_for, demanded, paths_of
from intlstrat.authoring.new.draft import Answers, Entry, answers, around, begun, open_questions, record, without_item
from intlstrat.authoring.new.file_text import file_text
from intlstrat.authoring.new.question import ID, MORE, Question, about_field, about_id
from intlstrat.authoring.new.special import free_id, more_question, more_wanted, read_id, summary_question
from intlstrat.authoring.new.understand import as_typed, pick, understand
from intlstrat.authoring.new.world import Answer, Value, World
from intlstrat.findings import Finding, Layer, Outcome, msg
from intlstrat.records.fields import Field, field_at
from intlstrat.records.portfolio import Path
from intlstrat.records.types import Refusal

BACK, SKIP, HELP, ADD = "<", "-", "?", "+"
"""What is typed to go back, to leave out, to be told more, and to add more at the end."""

_NONE = ("0", "ingen", "inga", "none")


class State(Struct, frozen=True):
    """All that was answered, in the order in which it was; what is being changed, and what was answered before."""

    log: tuple[Entry, ...] = ()
    editing: Path | None = None
    kept: Mapping[Path, Answer] = field(default_factory=dict)

    @property
    def given(self) -> Answers:
        return answers(self.log)


class Turn(Struct, frozen=True):
    """What an answer came to: the state after it, what it was taken for, or why it was refused."""

    state: State
    does: Literal["go", "refuse", "help", "write"] = "go"
    taken_for: str | None = None
    refusal: Refusal | None = None


class Interview:
    """The questions about one new record. Remembers nothing but the last draft, and what it was found to lack."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._written: tuple[str, str] = ("", "")
        self._judged: tuple[str, tuple[Finding, ...]] = ("", ())

    def text(self, state: State) -> str:
        """The file as it would be written now."""
        values = self.values(state)
        if self._written[0] != repr(values):
            self._written = (repr(values), file_text(self.world, values))
        return self._written[1]

    def values(self, state: State) -> dict[str, Value]:
        """The record as it stands."""
        found = record(self.world.root, state.given)
        return found if isinstance(found, dict) else {}

    def findings(self, state: State) -> tuple[Finding, ...]:
        """What the rules find in the draft."""
        text = self.text(state)
        if self._judged[0] != text:
            self._judged = (text, self.world.judge(text))
        return self._judged[1]

    def question(self, state: State) -> Question:
        """The question to ask now."""
        if state.editing is not None:
            return self._about(state, state.editing, self._required_first(state) is None)
        if (first := self._required_first(state)) is not None:
            return self._about(state, first, False)
        path = next(self._next(state), None)
        if path is not None:
            return self._about(state, path, True)
        more = [entry for entry in state.log if entry.path == MORE]
        wanted = more_wanted(self.world, state.given)
        if wanted and (not more or more[-1].value is not None):
            return more_question(self.world, wanted)
        return summary_question()

    def take(self, state: State, asked: Question, line: str) -> Turn:
        """What a typed line does to the state."""
        line = line.strip()
        if line == HELP:
            return Turn(state, "help")
        if line == BACK:
            return Turn(_back(state))
        try:
            match asked.kind:
                case "summary":
                    return self._at_summary(state, asked, line)
                case "more":
                    return self._wish(state, asked, line)
                case _:
                    return self._answer(state, asked, line)
        except Refusal as refusal:
            return Turn(state, "refuse", refusal=refusal)

    def remarks(self, state: State, path: Path, following: Path) -> tuple[Finding, ...]:
        """What is found wrong with an answer that was given; what is only lacking is asked for instead.

        What data quality finds in more than the answer alone waits until the question that follows is about another
        thing.
        """
        if self._required_first(state) is not None or path not in state.given:
            return ()
        leaves = path[0] != following[0]
        return tuple(
            finding
            for finding in self.findings(state)
            if finding.outcome is Outcome.BREACH
            for about in paths_of(self.world.root, finding)
            if about == path
            or (leaves and finding.layer is Layer.QUALITY and about[:1] == path[:1] and about in around(state.given))
        )

    def _required_first(self, state: State) -> Path | None:
        """The first of the questions without which there is no record."""
        name = (self.world.name_key,)
        required = [(part.key,) for part in self.world.root.parts if part.required]
        order: list[Path] = [name, ID, *(path for path in required if path != name)]
        return next((path for path in order if path not in state.given), None)

    def _next(self, state: State) -> Iterator[Path]:
        """The questions about fields that are open, the first ones first."""
        given, places = state.given, {entry.path: number for number, entry in enumerate(state.log)}
        root = self.world.root

        def askable(path: Path) -> bool:
            return _can_be_asked(self.world, field_at(root, path))

        yield from filter(askable, begun(root, (), given, places.__contains__))
        wishes = [(number, entry.value) for number, entry in enumerate(state.log) if entry.path == MORE]
        if wishes and isinstance(wishes[-1][1], str):
            since, key = wishes[-1][0], wishes[-1][1]

            def asked(path: Path) -> bool:
                return path in given or places.get(path, -1) > since

            wished = field_at(root, (key,))
            assert wished is not None
            yield from filter(askable, open_questions(wished, (key,), given, asked))
        yield from (path for path, _ in demanded(self.world, self.findings(state), given, state.log) if askable(path))

    def _about(self, state: State, path: Path, judged: bool) -> Question:
        proposal = self._proposal(state, path)
        if path == ID:
            return about_id(self.world, proposal)
        found = self.findings(state) if judged else ()
        asked_by = tuple(
            finding
            for finding in found
            if finding.outcome is not Outcome.WAIVED
            and (
                (finding.layer is Layer.STRATEGY and asks_for(self.world.root, finding, path))
                or (finding.layer is Layer.QUALITY and path in paths_of(self.world.root, finding))
            )
        )
        return about_field(self.world, path, state.given, asked_by, proposal)

    def _proposal(self, state: State, path: Path) -> str | None:
        before = state.given.get(path, state.kept.get(path))
        if before is not None:
            return as_typed(before) or None
        if path == ID:
            return free_id(self.world, str(state.given.get((self.world.name_key,), ""))) or None
        found = field_at(self.world.root, path)
        return found.default if found is not None else None

    def _answer(self, state: State, asked: Question, line: str) -> Turn:
        value: Answer | None
        path, told = asked.path, None
        if line == SKIP or (not line and asked.proposal is None):
            if asked.is_required:
                raise Refusal(msg("This cannot be left out."), msg("Write an answer, or “<” to go back."))
            value = None
        elif asked.kind == "id":
            value = read_id(self.world, line or asked.proposal or "")
        elif asked.may_be_none and line.casefold() in _NONE:
            path, value = path[:-2], ()
        else:
            assert asked.field is not None
            understood = understand(asked.field, line or asked.proposal or "", asked.choices, self.world)
            value, told = understood.value, understood.taken_for
        rules = frozenset(finding.rule for finding in asked.asked_by)
        entry = Entry(path, value, rules)
        return Turn(_changed(state, asked, entry) if state.editing else _added(state, entry), taken_for=told)

    def _wish(self, state: State, asked: Question, line: str) -> Turn:
        if not line or line == SKIP:
            return Turn(_added(state, Entry(MORE, None), again=True))
        choice = pick(line, asked.choices)
        return Turn(_added(state, Entry(MORE, choice.value), again=True), taken_for=choice.name)

    def _at_summary(self, state: State, asked: Question, line: str) -> Turn:
        if not line or line.casefold() in ("ja", "j", "yes", "y"):
            return Turn(state, "write")
        if line == ADD:
            return Turn(replace(state, log=tuple(each for each in state.log if each != Entry(MORE, None))))
        paths = editable(state)
        if line.isascii() and line.isdigit() and 1 <= int(line[:6]) <= len(paths):
            path = paths[int(line[:6]) - 1]
            if state.given[path] == ():  # that there are none of them: asked anew
                log = tuple(each for each in state.log if each.path != path)
                return Turn(replace(state, log=(*log, Entry(MORE, str(path[-1])))))
            return Turn(replace(state, editing=path))
        raise Refusal(
            msg("“{text}” is none of the lines above.", text=line),
            msg("Write the number of the line to change, or press Enter to write the file."),
        )


def editable(state: State) -> list[Path]:
    """What can be changed at the end, by its number."""
    return [entry.path for entry in state.log if entry.value is not None and entry.path != MORE]


def _can_be_asked(world: World, found: Field | None) -> bool:
    """Whether there is anything to answer; not where the strategy or the data repo has nothing to choose from."""
    if found is None:
        return False
    value = found.item if found.item is not None and found.is_simple else found
    if value.codes == "partners":
        return bool(world.partners)
    return not value.codes or value.own_words or bool(world.codes.of(value.codes))


def _added(state: State, entry: Entry, again: bool = False) -> State:
    """The state with one more answer; one to the same question is forgotten, but where it may be asked `again`."""
    log = tuple(each for each in state.log if again or each.path != entry.path)
    kept = {path: value for path, value in state.kept.items() if path != entry.path}
    return State((*log, entry), None, kept)


def _changed(state: State, asked: Question, entry: Entry) -> State:
    """The state with an answer changed where it stands. An item without its first part is gone."""
    if entry.value is None and asked.opens_item:
        return State(without_item(state.log, entry.path), None, state.kept)
    log = tuple(replace(entry, rules=each.rules) if each.path == asked.path else each for each in state.log)
    if asked.field is not None and asked.field.type == "sdg_goal":
        log = tuple(each for each in log if each.path != (*asked.path[:-1], "targets"))
    return State(log, None, state.kept)


def _back(state: State) -> State:
    """The state before the last answer, which is kept to be proposed again."""
    if state.editing is not None:
        return replace(state, editing=None)
    if not state.log:
        return state
    *log, last = state.log
    kept = {**state.kept, last.path: last.value} if last.value not in (None, ()) and last.path != MORE else state.kept
    return State(tuple(log), None, kept)
