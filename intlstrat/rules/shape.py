"""The shape of `strategy.yaml` and of a rule's file, as Pydantic models: their keys, and what each may hold."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from intlstrat.findings import N_, msg
from intlstrat.records.models import FUNDING_KINDS, Model, Words
from intlstrat.records.types import Bool, Date, Refusal, Text, choice

FORCES = ("must", "main_rule", "conditional", "aim", "context")
SUBJECTS = ("partner", "project", "record", "portfolio")
RULE_LAYERS = ("strategy", "quality")
SEVERITIES = ("error", "warning", "note")
AMONG = ("partner", "project")
OUTCOMES = ("fulfilled", "breach", "unknown", "not_applicable")
TEXT_LANGUAGES = ("nb", "nn", "en")


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _case(value: Any) -> Any:
    if not isinstance(value, dict):
        raise Refusal(msg("An example is written with keys."), msg("Write for instance {project: {status: active}}."))
    return value


def _word(*words: str) -> Any:
    return BeforeValidator(choice(*words))


def _optional(title: str, description: str) -> Any:
    return Field(default=None, title=title, description=description)


def _list(title: str, description: str) -> Any:
    return Field(default_factory=list, title=title, description=description)


def _required(title: str, description: str) -> Any:
    return Field(title=title, description=description)


MAX_EXPRESSION = 2000
"""So many characters may an expression have."""


def _short(text: str) -> str:
    if len(text) > MAX_EXPRESSION:
        raise Refusal(
            msg("The expression is longer than {limit} characters.", limit=MAX_EXPRESSION),
            msg("Make two rules of it, or move what is repeated to a parameter."),
        )
    return text


Expression = Annotated[Text, AfterValidator(_short), Words(codes="cel")]
ClauseId = Annotated[Text, Words(codes="clauses")]
Case = Annotated[Any, BeforeValidator(_case), Words(codes="example")]
TextsOf = dict[Annotated[str, _word(*TEXT_LANGUAGES), Words(TEXT_LANGUAGES)], Text]
Texts = Annotated[TextsOf, Field(min_length=1)]


class ClauseShape(Model):
    id: Text = _required(N_("Clause"), N_("The clause's id, such as 4f. Rules refer to it."))
    chapter: Text = _required(N_("Chapter"), N_("The chapter of the strategy that it stands in."))
    force: Annotated[str, _word(*FORCES), Words(FORCES)] = _required(
        N_("Force"), N_("How binding it is: must, main_rule, conditional, aim or context.")
    )
    summary: Texts = _required(N_("Summary"), N_("What it says, in your own words, by language."))
    not_checked: Texts | None = _optional(N_("Not checked"), N_("Why no rule checks what it demands, by language."))


class ChapterShape(Model):
    id: Text = _required(N_("Chapter"), N_("The chapter, as the clauses name it, such as 1.2."))
    title: Texts = _required(N_("Title"), N_("The chapter's heading in the strategy, by language."))


class CodeShape(Model):
    code: Text = _required(N_("Code"), N_("What records write, such as culture or 2.1."))
    name: Texts = _required(N_("Name"), N_("What it is called, by language."))
    clause: Text | None = _optional(N_("Clause"), N_("The clause that it comes from."))
    kind: Annotated[str, _word(*FUNDING_KINDS), Words(FUNDING_KINDS)] | None = _optional(
        N_("Kind"), N_("The kind of money that a programme gives.")
    )


class ParameterShape(Model):
    title: Texts | None = _optional(N_("Title"), N_("What people call the parameter, for reports, by language."))
    value: Any = _optional(N_("Value"), N_("A number, a text, a date, a list or a map of these; left out: unset."))
    date: Date | None = _optional(N_("Date"), N_("The day that the value is from, as year-month-day."))
    why: Texts = _required(N_("Why"), N_("Where the value comes from, by language."))
    interpretation: Bool = Field(
        default=False,
        title=N_("Interpretation"),
        description=N_("true where the strategy itself does not say it; every verdict that rests on it then says so."),
    )


class StrategyShape(Model):
    """A strategy: title, version, clauses, codes and parameters."""

    id: Text = _required(N_("Id"), N_("A short name of the strategy, in lower-case letters and hyphens."))
    title: Text = _required(N_("Title"), N_("What the strategy is called."))
    municipality: Text = _required(N_("Municipality"), N_("Whose strategy it is."))
    version: Text | None = _optional(N_("Version"), N_("Which version of the strategy or of the rules this is."))
    adopted: Date | None = _optional(N_("Adopted"), N_("The day it was adopted, as year-month-day."))
    language: Annotated[str, _word(*TEXT_LANGUAGES), Words(TEXT_LANGUAGES)] = Field(
        default="nb", title=N_("Language"), description=N_("The default language of messages and reports.")
    )
    examples_as_of: Date | None = _optional(
        N_("Examples as of"), N_("The day on which the rules' examples run, as year-month-day.")
    )
    chapters: list[ChapterShape] = _list(
        N_("Chapters"), N_("The headings of the strategy's chapters, for reports. May be left out.")
    )
    clauses: list[ClauseShape] = _list(N_("Clauses"), N_("Every statement of the strategy, one item each."))
    principles: list[CodeShape] = _list(N_("Principles"), N_("The principles that records can claim."))
    goals: list[CodeShape] = _list(N_("Goals"), N_("The goals that records can serve."))
    areas: list[CodeShape] = _list(N_("Areas"), N_("The areas of cooperation that records can name."))
    programmes: list[CodeShape] = _list(
        N_("Programmes"), N_("The programmes that give money, and that projects can name.")
    )
    relations: list[CodeShape] = _list(
        N_("Relations"), N_("The kinds of relation, where they are others than the tool's own six.")
    )
    parameters: dict[Text, ParameterShape] = Field(
        default_factory=dict,
        title=N_("Parameters"),
        description=N_("Numbers, dates and lists that the rules use: a name, then the value and why."),
    )
    examples_params: dict[Text, Any] = Field(
        default_factory=dict,
        title=N_("Parameters of the examples"),
        description=N_(
            "The parameters that the rules' examples run with: name, then value. So the examples hold whatever the "
            "municipality sets; a name without a value is unset in them."
        ),
    )


class MeasureShape(Model):
    sum: Expression | None = _optional(N_("Sum"), N_("The expression to add up over the records."))
    min: Expression | None = _optional(N_("Smallest"), N_("The expression to take the smallest of."))
    max: Expression | None = _optional(N_("Largest"), N_("The expression to take the largest of."))
    among: Annotated[list[Annotated[str, _word(*AMONG), Words(AMONG)]], BeforeValidator(_one_or_more)] | None = (
        _optional(N_("Among"), N_("partner, project or both; left out: as in the rule."))
    )
    where: Expression | None = _optional(N_("Where"), N_("Which records are measured; left out: as in the rule."))


class RuleShape(Model):
    """One rule: when it applies, what it requires, what it says, and examples of each outcome."""

    id: Text = _required(N_("Id"), N_("The rule's id: the file's name without .yaml."))
    subject: Annotated[str, _word(*SUBJECTS), Words(SUBJECTS)] = _required(
        N_("Subject"),
        N_("Whom the rule is about: partner, project, record (every record of either kind) or portfolio."),
    )
    layer: Annotated[str, _word(*RULE_LAYERS), Words(RULE_LAYERS)] = _required(
        N_("Layer"), N_("strategy: a clause demands it; quality: the data looks wrong or careless.")
    )
    clauses: list[ClauseId] = _list(N_("Clauses"), N_("The clauses that the rule checks; none for the layer quality."))
    severity: Annotated[str, _word(*SEVERITIES), Words(SEVERITIES)] = _required(
        N_("Severity"), N_("How bad it is when the rule does not hold: error, warning or note.")
    )
    when: Expression | None = _optional(
        N_("When"),
        N_(
            "A CEL expression; where it is false, the rule does not apply. "
            "It sees partner or project (record for either), params, strategy and as_of."
        ),
    )
    needs: list[Text] = _list(
        N_("Needs"),
        N_(
            "Paths such as budget.total or params.annual_frame; "
            "where one of them is not recorded, the rule comes to unknown."
        ),
    )
    effective_from: Date | None = _optional(
        N_("Effective from"),
        N_("Projects that started, and agreements that were signed, before this day are left out."),
    )
    waivable: Bool = Field(
        default=True, title=N_("Waivable"), description=N_("false where no waiver can silence the rule.")
    )
    for_each: Expression | None = _optional(
        N_("For each"), N_("A CEL expression for a list; the rule is asked for each item, which expressions call item.")
    )
    group_by: Expression | None = _optional(
        N_("Group by"),
        N_(
            "A CEL expression on a record: its key, or a list of its keys. "
            "The rule is asked for each key, which expressions call item."
        ),
    )
    among: Annotated[list[Annotated[str, _word(*AMONG), Words(AMONG)]], BeforeValidator(_one_or_more)] = _list(
        N_("Among"), N_("Which kinds of record a portfolio rule asks: partner, project or both.")
    )
    where: Expression | None = _optional(N_("Where"), N_("A CEL expression: which records a portfolio rule counts."))
    measures: dict[Text, MeasureShape] = Field(
        default_factory=dict,
        title=N_("Measures"),
        description=N_("Numbers beside the count: a name, then sum, min or max with an expression."),
    )
    require: Expression = _required(
        N_("Require"),
        N_(
            "A CEL expression that is true where the rule is fulfilled. "
            "In a rule about the portfolio it sees count, the measures, item, params and as_of."
        ),
    )
    at: Text | None = _optional(
        N_("At"), N_("The path that the finding points at, such as budget.total or goals[item].due.")
    )
    values: dict[Text, Expression] = Field(
        default_factory=dict,
        title=N_("Values"),
        description=N_("Names for the slots of the message and the fix: name, then a CEL expression."),
    )
    title: Texts = _required(N_("Title"), N_("What the rule is called, by language."))
    message: Texts = _required(N_("Message"), N_("What is wrong, in whole sentences, by language; {names} are slots."))
    why: Texts = _required(N_("Why"), N_("Why the rule is there, by language."))
    fix: Texts = _required(N_("Fix"), N_("What to do about it, by language; {names} are slots."))
    examples: dict[Annotated[str, _word(*OUTCOMES), Words(OUTCOMES)], list[Case]] = Field(
        default_factory=dict,
        title=N_("Examples"),
        description=N_("Records and the outcome that they must give. Only what matters needs to be written."),
    )
