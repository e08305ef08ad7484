"""The interview at the terminal: shows each question, asks, and says at once what came of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intlstrat.cli import screen
from intlstrat.cli.asking import Asker
from intlstrat.cli.session import Stop
from intlstrat.findings import N_, msg

if TYPE_CHECKING:
    from intlstrat.authoring.new.interview import Interview, State, Turn
    from intlstrat.authoring.new.question import Question
    from intlstrat.cli.asking import Suggest
    from intlstrat.cli.new_world import Place
    from intlstrat.language import Language


def talk(place: Place, id_: str | None) -> tuple[str, str]:
    """Asks until the file is to be written: its id and its text. Raises KeyboardInterrupt and EOFError."""
    from intlstrat.authoring.new.draft import Entry
    from intlstrat.authoring.new.interview import Interview, State
    from intlstrat.authoring.new.question import ID
    from intlstrat.authoring.new.special import read_id
    from intlstrat.cli.new_given import another_id
    from intlstrat.records.types import Refusal

    world = place.world(id_)
    state = State()
    if id_ is not None:
        try:
            state = State((Entry(ID, read_id(world, id_)),))
        except Refusal as refusal:
            raise Stop(refusal.message, refusal.fix, then=another_id(place.kind, id_, refusal)) from None
    conversation = _Conversation(place, Interview(world))
    state = conversation.run(state)
    return str(state.given[ID]), conversation.interview.text(state)


class _Conversation:
    """Shows and asks. `_told` are the fingerprints of what the last question showed, which the next need not repeat."""

    def __init__(self, place: Place, interview: Interview) -> None:
        self._place, self.interview = place, interview
        self._look = place.look
        self._asker = Asker(place.look.color, keys(place.language))
        self._told: frozenset[str] = frozenset()
        self._remarked: set[str] = set()
        self._answered = 0

    def run(self, state: State) -> State:
        """Asks question after question, from a state to the one that is to be written."""
        self._greet()
        self._answered = len(state.log)  # before anything was asked
        while True:
            question = self.interview.question(state)
            self._show(state, question)
            turn = self._asked(state, question)
            if turn.does == "write":
                return turn.state
            state = turn.state

    def _greet(self) -> None:
        from intlstrat.formats.page_new import render_greeting

        heading = msg("A new partner") if self._place.kind == "partner" else msg("A new project")
        screen.write(render_greeting(heading, keys(self._place.language), self._look))

    def _asked(self, state: State, question: Question) -> Turn:
        """One answer, asked for until it is one."""
        from intlstrat.formats.page_new import render_refusal, render_remarks, render_taken

        text = question.proposal or "" if _is_rewritten(state, question) else ""
        while True:
            line = _sign_alone(self._asker.ask(self._suggest(question), question.takes_many, text), text)
            turn = self.interview.take(state, question, line)
            if turn.does == "help":
                screen.write(self._help(question))
                text = ""
            elif turn.refusal is not None:
                screen.write(render_refusal(turn.refusal.message, turn.refusal.fix, self._look))
                text = line if _is_prose(question) else ""
            else:
                break
        if turn.taken_for is not None:
            screen.write(render_taken(turn.taken_for, self._look))
        following = self.interview.question(turn.state).path
        remarks = self.interview.remarks(turn.state, question.path, following)
        if new := [each for each in remarks if each.fingerprint not in self._remarked]:
            self._remarked |= {each.fingerprint for each in new}
            screen.write(render_remarks(new, self._look))
        return turn

    def _show(self, state: State, question: Question) -> None:
        from intlstrat.formats.page_new import Asked, render_question

        if question.kind == "summary":
            screen.write(self._summary(state))
            return
        new = tuple(finding for finding in question.asked_by if finding.fingerprint not in self._told)
        self._told = frozenset(finding.fingerprint for finding in question.asked_by)
        number = len(state.log) - self._answered + 1
        choices = () if question.is_another else _choices(question)
        asked = Asked(number, question.titles, question.about, new, choices, self._hints(question))
        screen.write(render_question(asked, self._look))

    def _summary(self, state: State) -> str:
        from intlstrat.authoring.new.interview import editable
        from intlstrat.authoring.new.question import ID, titles
        from intlstrat.authoring.new.understand import shown
        from intlstrat.findings import Layer
        from intlstrat.formats.page_new import render_summary
        from intlstrat.records.fields import field_at

        language, given = self._place.language, state.given
        world = self.interview.world
        rows: list[tuple[tuple[str | int, ...], str]] = []
        for path in editable(state):
            field = field_at(world.root, path)
            title = (N_("Id"),) if field is None else titles(world.root, path)
            rows.append((title, str(given[path]) if field is None else shown(field, given[path], world)))
        remaining = [each for each in self.interview.findings(state) if each.layer is Layer.STRATEGY and each.counts]
        hint = language.text("Enter writes the file; a number changes that line; + adds more; < goes back.")
        return render_summary(self._place.path(str(given[ID])), rows, len(remaining), hint, self._look)

    def _hints(self, question: Question) -> tuple[str, ...]:
        """What can be done here that is not plain from the question."""
        language = self._place.language
        hints = []
        if question.takes_many:
            hints.append(language.text("Several: with commas between"))
        if question.proposal is not None:
            hints.append(language.text("Enter: {text}", text=question.proposal))
        elif question.kind == "more":
            hints.append(language.text("Enter: nothing more"))
        elif question.opens_item:
            another = question.is_another
            hints.append(language.text("Enter: no more of them") if another else language.text("Enter: leave it out"))
        elif not question.is_required:
            hints.append(language.text("Enter: skip"))
        if question.is_another and question.is_listed:
            hints.append(language.text("?: the list again"))
        if question.may_be_none:
            hints.append(language.text("0: there were none"))
        return tuple(hints)

    def _help(self, question: Question) -> str:
        from intlstrat.authoring.new.hints import form
        from intlstrat.formats.page_new import by_clause, render_help

        language = self._place.language
        lines = [question.about] if question.about else []
        if question.field is not None:
            lines.append(language.message(form(question.field)))
        why = []
        for finding in question.asked_by:
            rule = self._place.loaded.pack.rule(finding.rule)
            if rule is not None:
                why.append((by_clause((finding,), language)[0][0], language.pick(rule.why)))
        return render_help(lines, why, _choices(question), [keys(language)], self._look)

    def _suggest(self, question: Question) -> Suggest | None:
        from intlstrat.formats.terminal import clean, one_line

        if not question.choices:
            return None
        return lambda text: [(clean(each.value), one_line(each.name)) for each in question.suggestions(text)]


def keys(language: Language) -> str:
    """What can be typed at every question."""
    return language.text("Enter: skip · <: back · -: leave out · ?: help · Ctrl-C: stop")


def _is_rewritten(state: State, question: Question) -> bool:
    """Whether an answer that was given before is to be changed where it stands."""
    return (question.path in state.given or question.path in state.kept) and _is_prose(question)


def _is_prose(question: Question) -> bool:
    """Whether the answer is a text that somebody would rather change than write anew."""
    return question.field is not None and question.field.type == "text"


def _choices(question: Question) -> tuple[tuple[str, str, str], ...]:
    if not question.is_listed:
        return ()
    if question.kind == "more":  # a field goes by its title
        return tuple((str(number), choice.name, "") for number, choice in enumerate(question.choices, 1))
    numbered = question.is_numbered
    return tuple(
        (str(number) if numbered else "", choice.value, choice.name if choice.name != choice.value else "")
        for number, choice in enumerate(question.choices, 1)
    )


def _sign_alone(line: str, text: str) -> str:
    """The line; or only the sign typed right behind a text that stood there already: nobody means to add it to that."""
    from intlstrat.authoring.new.interview import BACK, HELP, SKIP

    added = line.removeprefix(text).strip() if text and line.startswith(text) else ""
    return added if added in (BACK, SKIP, HELP) else line
