"""Interviews without a terminal: a data repo, and a script of answers held to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from intlstrat.authoring.new.interview import Interview, State, Turn
from intlstrat.authoring.new.question import Question
from intlstrat.authoring.new.world import World
from intlstrat.cli.new_world import Place, place_for
from intlstrat.cli.screen import Screen
from intlstrat.cli.session import Common
from intlstrat.findings import Finding
from intlstrat.language import Language
from intlstrat.source import parse

REPOSITORY = Path(__file__).parents[1]
EKSEMPELVIK = REPOSITORY / "intlstrat" / "authoring" / "eksempelvik"
SHIPPED = REPOSITORY / "rules"
DAY = "2026-11-23"
ENGLISH = Language("en")

AALBORG = "name: Aalborg\ncountry: DK\nrelation: sister_city\nstatus: active\n"
KARLSKOGA = "name: Karlskoga\ncountry: SE\nrelation: sister_city\nstatus: active\n"


def place(root: Path, kind: str, lang: str = "en", rules: Path = SHIPPED, day: str = DAY) -> Place:
    """A data repo with two partners, under the shipped strategy."""
    for name, text in (("aalborg", AALBORG), ("karlskoga", KARLSKOGA)):
        path = root / "data" / "partners" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    common = Common(root=str(root), rules=str(rules), lang=lang, as_of=day)
    return place_for(kind, common, Screen(80, False, False))


@dataclass
class Held:
    """One interview: what was asked so far, and what came of it."""

    world: World
    interview: Interview
    state: State = field(default_factory=State)
    asked: list[Question] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)

    @property
    def question(self) -> Question:
        """The question that is next."""
        return self.interview.question(self.state)

    @property
    def text(self) -> str:
        """The file as it would be written."""
        return self.interview.text(self.state)

    @property
    def values(self) -> object:
        """What a reader of the file gets."""
        document = parse("", self.text.encode())
        assert document.problems == ()
        return document.value

    @property
    def last(self) -> Turn:
        return self.turns[-1]

    @property
    def refused(self) -> str:
        """Why the last answer was refused, in English."""
        assert self.last.refusal is not None, self.last
        refusal = self.last.refusal
        return f"{ENGLISH.message(refusal.message)} {ENGLISH.message(refusal.fix)}"

    def say(self, *lines: str) -> Held:
        """Answers the questions that come."""
        for line in lines:
            question = self.question
            self.asked.append(question)
            self.turns.append(self.interview.take(self.state, question, line))
            self.state = self.last.state
        return self

    def until(self, kind: str, answer: Callable[[Question], str] = lambda question: "", most: int = 400) -> Held:
        """Answers until a question of that kind comes."""
        for _ in range(most):
            if self.question.kind == kind:
                return self
            self.say(answer(self.question))
        raise AssertionError(f"no end: {[dotted(question) for question in self.asked[-9:]]}")

    def to(self, path: str, answer: Callable[[Question], str] = lambda question: "") -> Held:
        """Answers until the question about that field comes."""
        for _ in range(100):
            if dotted(self.question) == path:
                return self
            assert self.question.kind != "summary", f"{path} was not asked"
            self.say(answer(self.question))
        raise AssertionError(path)


def dotted(question: Question) -> str:
    """`goals.0.due`."""
    return ".".join(map(str, question.path))


def paths(questions: Iterable[Question]) -> list[str]:
    return [dotted(question) for question in questions]


def hold(root: Path, kind: str, *lines: str, lang: str = "en", rules: Path = SHIPPED) -> Held:
    """An interview that has come as far as the answers lead."""
    world = place(root, kind, lang, rules).world(None)
    world = replace(world, judge=_remembering(world.judge, (kind, rules)))
    return Held(world, Interview(world)).say(*lines)


_JUDGED: dict[object, tuple[Finding, ...]] = {}


def _remembering(judge: Callable[[str], tuple[Finding, ...]], key: object) -> Callable[[str], tuple[Finding, ...]]:
    """What was found in a draft before: many interviews begin in the same way."""

    def remembered(text: str) -> tuple[Finding, ...]:
        if (key, text) not in _JUDGED:
            _JUDGED[key, text] = judge(text)
        return _JUDGED[key, text]

    return remembered


_DAYS = {"start": "2026-03-01", "end": "2028-03-01", "due": "2028-01-01", "planned": "2028-06-01"}
_PLAIN = {"amount": "1000000", "number": "5", "year": "1990", "scale": "2", "count": "3", "boolean": "no"}
_WORDS = {"code": "", "country": "DK", "currency": "", "sdg_goal": "8", "sdg_target": "8.9"}
_CHOSEN = {"partners": "aalborg", "kind": "interreg", "body": "Kommunestyret"}


def good(question: Question) -> str:
    """An answer that a coordinator could give; one item of each list, and nothing that no rule asks for."""
    if not question.is_required and not question.asked_by:
        return ""
    if question.kind != "value" or question.is_another:
        return ""
    assert question.field is not None
    value = question.field.item or question.field
    key = str(question.path[-1])
    if value.type == "date":
        return _DAYS.get(key, "2026-02-01")
    if key in _CHOSEN:
        return _CHOSEN[key]
    if question.path[0] == "funding" and key == "status":
        return "granted"
    if value.type in ("word", "code"):
        return question.choices[0].value
    return {**_PLAIN, **_WORDS}.get(value.type, "Some words")
