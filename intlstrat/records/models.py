"""What a partner and a project are (records.md). Only the fields without a default make a record valid.

Titles and descriptions are catalogue texts: they become the hover text of editors through the JSON Schemas.
"""

# Annotations are not put off here: Pydantic would have to read each from its text at every start.
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from intlstrat.findings import N_
from intlstrat.records.types import (
    Amount,
    Bool,
    Count,
    Country,
    Currency,
    Date,
    Number,
    Scale,
    SdgGoal,
    SdgTarget,
    Text,
    Year,
    choice,
    strategy_code,
)

RELATIONS = ("sister_city", "friendship", "solidarity", "partnership", "letter_of_intent", "network")
PARTNER_STATUSES = ("proposed", "active", "dormant", "ended")
PROJECT_STATUSES = ("idea", "applied", "planned", "active", "completed", "cancelled")
CONTACT_LEVELS = ("high", "medium", "low")
DIRECTIONS = ("outgoing", "incoming")
CONCLUSIONS = ("continue", "adjust", "end")
RISK_FACTORS = ("conflict_area", "minors", "personal_data", "safety", "finance", "other")
ROLES = ("lead", "partner", "associated")
FUNDING_KINDS = ("own", "county", "state", "nordic", "eu", "eea", "interreg", "foundation", "private", "other")
FUNDING_STATUSES = ("considered", "applied", "granted", "rejected")


def _choice(*words: str) -> Any:
    return BeforeValidator(choice(*words), json_schema_input_type=str)


class Words:
    """Marks a field: `enum` lists fixed words, `codes` names the strategy's list of codes, or is `partners`."""

    def __init__(self, enum: tuple[str, ...] = (), codes: str = "", own_words: bool = False) -> None:
        self.enum, self.codes, self.own_words = enum, codes, own_words


Relation = Annotated[str, BeforeValidator(strategy_code("relations")), Words(codes="relations")]
PartnerStatus = Annotated[str, _choice(*PARTNER_STATUSES), Words(PARTNER_STATUSES)]
ProjectStatus = Annotated[str, _choice(*PROJECT_STATUSES), Words(PROJECT_STATUSES)]
ContactLevel = Annotated[str, _choice(*CONTACT_LEVELS), Words(CONTACT_LEVELS)]
Direction = Annotated[str, _choice(*DIRECTIONS), Words(DIRECTIONS)]
Conclusion = Annotated[str, _choice(*CONCLUSIONS), Words(CONCLUSIONS)]
RiskFactor = Annotated[str, _choice(*RISK_FACTORS), Words(RISK_FACTORS)]
Role = Annotated[str, _choice(*ROLES), Words(ROLES)]
FundingKind = Annotated[str, _choice(*FUNDING_KINDS), Words(FUNDING_KINDS)]
FundingStatus = Annotated[str, _choice(*FUNDING_STATUSES), Words(FUNDING_STATUSES)]
Area = Annotated[str, BeforeValidator(strategy_code("areas", own_words=True)), Words(codes="areas", own_words=True)]
Programme = Annotated[
    str, BeforeValidator(strategy_code("programmes", own_words=True)), Words(codes="programmes", own_words=True)
]
Principle = Annotated[str, BeforeValidator(strategy_code("principles")), Words(codes="principles")]
PartnerId = Annotated[Text, Words(codes="partners")]
GoalCode = Annotated[str, BeforeValidator(strategy_code("goals")), Words(codes="goals")]


class Model(BaseModel):
    """What all parts of a record share: frozen, and no key that is not named."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _field(title: str, description: str, **more: Any) -> Any:
    return Field(default=None, title=title, description=description, **more)


def _list(title: str, description: str) -> Any:
    return Field(default_factory=list, title=title, description=description)


def _required(title: str, description: str) -> Any:
    return Field(title=title, description=description)


class Tradition(Model):
    name: Text | None = _field(N_("Name"), N_("What the tradition is called, such as a yearly gift or exchange."))
    since: Year | None = _field(N_("Since"), N_("The year it began, with four digits."))
    frequency: Text | None = _field(N_("How often"), N_("How often it takes place, in your own words, such as yearly."))
    description: Text | None = _field(N_("Description"), N_("What happens, and who takes part."))


class Benefit(Model):
    municipality: Text | None = _field(
        N_("For the municipality"), N_("What the municipality gains from the cooperation.")
    )
    partner: Text | None = _field(N_("For the partner"), N_("What the other side gains from the cooperation."))


class Decision(Model):
    body: Text | None = _field(N_("Decided by"), N_("The body that made the decision, such as the council."))
    date: Date | None = _field(N_("Date"), N_("The day of the decision, as year-month-day."))
    case: Text | None = _field(N_("Case"), N_("The case number, such as PS 112/23 or 2009/6146."))


class Agreement(Model):
    title: Text | None = _field(N_("Title"), N_("What the agreement is called."))
    signed: Date | None = _field(N_("Signed"), N_("The day it was signed, as year-month-day."))
    valid_until: Date | None = _field(N_("Valid until"), N_("The last day on which it holds, as year-month-day."))
    decision: Decision | None = _field(
        N_("Decision"), N_("Who decided to enter the agreement, when and in which case.")
    )


class GoalResult(Model):
    value: Number | None = _field(N_("Value"), N_("What was reached, in the goal's unit."))
    date: Date | None = _field(N_("Date"), N_("The day of the measurement, as year-month-day."))
    note: Text | None = _field(N_("Note"), N_("What is worth knowing about the result."))


class Goal(Model):
    statement: Text = _required(N_("Goal"), N_("What is to be reached, in one sentence. Required in a goal."))
    indicator: Text | None = _field(N_("Indicator"), N_("What is measured to see whether the goal is reached."))
    unit: Text | None = _field(N_("Unit"), N_("What the figures count, such as visitors or per cent."))
    baseline: Number | None = _field(N_("Baseline"), N_("The figure before the work began."))
    target: Number | None = _field(N_("Target figure"), N_("The figure that is to be reached."))
    due: Date | None = _field(N_("Due"), N_("The day by which the target is to be reached, as year-month-day."))
    result: GoalResult | None = _field(N_("Result"), N_("What was reached, and when it was measured."))


class Activity(Model):
    title: Text | None = _field(N_("Activity"), N_("What is to be done, in a few words."))
    start: Date | None = _field(N_("Start"), N_("The first day, as year-month-day."))
    end: Date | None = _field(N_("End"), N_("The last day, as year-month-day."))
    responsible: Text | None = _field(N_("Responsible"), N_("The unit or role that carries it out."))
    deliverable: Text | None = _field(N_("Deliverable"), N_("What exists when the activity is done."))
    done: Bool | None = _field(N_("Done"), N_("true when the activity is carried out, else false."))


class Plan(Model):
    description: Text | None = _field(N_("Description"), N_("How the work is to be done, in your own words."))
    activities: list[Activity] = _list(N_("Activities"), N_("The activities of the plan, one item each."))
    end_product: Text | None = _field(N_("End product"), N_("What exists when the project is over."))


class BudgetLine(Model):
    item: Text | None = _field(N_("Budget item"), N_("What the money is for."))
    amount: Amount | None = _field(
        N_("Amount"), N_("In whole units of the budget's currency, such as 250000 or 250 000.")
    )


class Budget(Model):
    currency: Currency = Field(
        default="NOK", title=N_("Currency"), description=N_("Three letters, as in ISO 4217. NOK when left out.")
    )
    total: Amount | None = _field(N_("Total"), N_("The whole budget, in whole units, such as 4200000 or 4 200 000."))
    lines: list[BudgetLine] = _list(N_("Lines"), N_("What the money is for; the lines add up to the total."))
    own_by_year: dict[Year, Amount] | None = _field(
        N_("Own money by year"), N_("The municipality's own money in each calendar year: year, colon, amount.")
    )


class Visit(Model):
    date: Date | None = _field(N_("Date"), N_("The (first) day of the visit, as year-month-day."))
    direction: Direction | None = _field(
        N_("Direction"), N_("outgoing: from here to the partner; incoming: the other way.")
    )
    purpose: Text | None = _field(N_("Purpose"), N_("Why the visit took place."))
    participants: Count | None = _field(N_("Participants"), N_("How many people travelled."))
    cost: Amount | None = _field(
        N_("Cost"), N_("What it cost the municipality, in whole units of the budget's currency.")
    )


class StrategyLink(Model):
    principles: list[Principle] = _list(N_("Principles"), N_("The principles of the strategy that this answers to."))
    goals: list[GoalCode] = _list(N_("Goals"), N_("The goals of the strategy that this serves."))


class Sdg(Model):
    goal: SdgGoal = _required(N_("UN goal"), N_("The number of one of the UN's 17 goals. Required."))
    targets: list[SdgTarget] = _list(
        N_("Targets"), N_('Codes of that goal\'s targets, in quotation marks, such as "8.9".')
    )
    contribution: Text | None = _field(N_("Contribution"), N_("How the work contributes to the goal."))


class Risk(Model):
    description: Text | None = _field(N_("Risk"), N_("What could go wrong."))
    likelihood: Scale | None = _field(N_("Likelihood"), N_("From 1 (hardly ever) to 5 (almost certain)."))
    impact: Scale | None = _field(N_("Impact"), N_("From 1 (slight) to 5 (very serious)."))
    mitigation: Text | None = _field(N_("Mitigation"), N_("What is done to make it less likely or less serious."))
    owner: Text | None = _field(N_("Owner"), N_("The role that follows it up."))


class RiskAssessment(Model):
    date: Date | None = _field(N_("Date"), N_("The day of the assessment, as year-month-day."))
    risks: list[Risk] = _list(N_("Risks"), N_("The risks that were found, one item each."))
    not_needed: Text | None = _field(N_("Not needed"), N_("Instead of risks: why an assessment is not appropriate."))


class Evaluation(Model):
    planned: Date | None = _field(N_("Planned"), N_("The day the evaluation is planned for, as year-month-day."))
    completed: Date | None = _field(N_("Completed"), N_("The day it was completed, as year-month-day."))
    goal_attainment: Text | None = _field(N_("Goal attainment"), N_("How far the goals were reached."))
    results: Text | None = _field(N_("Results"), N_("What came of the work."))
    economy: Text | None = _field(N_("Economy"), N_("How the money was spent, against the budget."))
    document: Text | None = _field(N_("Document"), N_("A path or an address where the evaluation can be read."))


class Review(Model):
    date: Date | None = _field(N_("Date"), N_("The day of the review, as year-month-day."))
    conclusion: Conclusion | None = _field(
        N_("Conclusion"), N_("continue, adjust or end: is the contact at a level that can be sustained?")
    )
    note: Text | None = _field(N_("Note"), N_("What the review came to, in a sentence or two."))


class Responsible(Model):
    unit: Text | None = _field(N_("Unit"), N_("The unit of the municipality that answers for this."))
    role: Text | None = _field(N_("Role"), N_("The role in that unit; no names of persons."))
    email: Text | None = _field(N_("E-mail"), N_("An address of the unit, not of a person."))


class Source(Model):
    title: Text | None = _field(N_("Title"), N_("What the source is called."))
    url: Text | None = _field(N_("Address"), N_("The address where it can be read."))
    date: Date | None = _field(N_("Date"), N_("The day it was read or published, as year-month-day."))


class Document(Model):
    title: Text | None = _field(N_("Title"), N_("What the document is called."))
    path: Text | None = _field(N_("Path"), N_("Where it lies in this repository, such as docs/plan.pdf."))


class WaiverEntry(Model):
    rule: Text = _required(N_("Rule"), N_("The id of the rule that is waived. Required."))
    item: Text | None = _field(
        N_("Item"), N_("The item that is waived, where the rule names one; all of them when left out.")
    )
    reason: Text = _required(N_("Reason"), N_("Why the breach is accepted. Required."))
    decided_by: Text = _required(N_("Decided by"), N_("The body or role that decided to accept it. Required."))
    case: Text | None = _field(N_("Case"), N_("The case number of the decision."))
    granted: Date | None = _field(N_("Granted"), N_("The day of the decision, as year-month-day."))
    until: Date = _required(N_("Until"), N_("The last day on which the waiver holds, as year-month-day. Required."))


class Participant(Model):
    name: Text | None = _field(N_("Name"), N_("What the organisation is called."))
    country: Country | None = _field(
        N_("Country"),
        N_(
            "Two capital letters, as in ISO 3166-1, such as SE. "
            'Put Norway in quotation marks, "NO": some programs take a bare NO for “no”.'
        ),
    )
    role: Role | None = _field(N_("Role"), N_("The organisation's part in the project: lead, partner or associated."))


class Period(Model):
    start: Date | None = _field(N_("Start"), N_("The first day, as year-month-day."))
    end: Date | None = _field(N_("End"), N_("The last day, as year-month-day."))


class Funding(Model):
    source: Text | None = _field(N_("Source"), N_("Where the money comes from."))
    programme: Programme | None = _field(
        N_("Programme"), N_('A programme of the strategy, or {other: "your own words"}.')
    )
    kind: FundingKind | None = _field(N_("Kind"), N_("What kind of money it is; own is the municipality's."))
    amount: Amount | None = _field(
        N_("Amount"), N_("In whole units of the budget's currency, such as 250000 or 250 000.")
    )
    status: FundingStatus | None = _field(
        N_("Status"), N_("How far it has come: considered, applied, granted or rejected.")
    )


class Record(Model):
    """The fields that partners and projects share."""

    summary: Text | None = _field(N_("Summary"), N_("What this is about, in two or three sentences."))
    areas: list[Area] = _list(N_("Areas"), N_('Areas of the strategy, or {other: "your own words"}.'))
    benefit: Benefit | None = _field(N_("Mutual benefit"), N_("What each side gains from the cooperation."))
    goals: list[Goal] = _list(
        N_("Goals"),
        N_("What is to be reached, one item each: a statement, and best also an indicator, a target and a due date."),
    )
    plan: Plan | None = _field(
        N_("Plan"), N_("How the goals are to be reached: in words, as a list of activities, or both.")
    )
    budget: Budget | None = _field(
        N_("Budget"), N_("What the cooperation costs, and the municipality's own money year by year.")
    )
    strategy: StrategyLink | None = _field(
        N_("Strategy"), N_("The strategy's principles and goals that this answers to.")
    )
    sdgs: list[Sdg] = _list(
        N_("UN goals"), N_("The UN's sustainable development goals that this contributes to, one item each.")
    )
    risk_factors: list[RiskFactor] = _list(
        N_("Risk factors"), N_("What makes a risk assessment appropriate; each item is a word from a fixed list.")
    )
    risk_assessment: RiskAssessment | None = _field(
        N_("Risk assessment"), N_("The risks, or why an assessment is not needed.")
    )
    evaluation: Evaluation | None = _field(
        N_("Evaluation"), N_("When it is planned, when it was completed, and what it came to.")
    )
    responsible: Responsible | None = _field(
        N_("Responsible"), N_("The unit and role that answer for this; no names of persons.")
    )
    waivers: list[WaiverEntry] = _list(
        N_("Waivers"), N_("Breaches of rules that somebody decided to accept until a certain day, one item each.")
    )
    sources: list[Source] = _list(N_("Sources"), N_("Where public facts in the record come from, one item each."))
    notes: Text | None = _field(N_("Notes"), N_("Anything else that is worth knowing."))


class Partner(Record):
    """A sister city or another lasting relation."""

    name: Text = _required(N_("Name"), N_("What the partner is called. Required."))
    country: Country = _required(
        N_("Country"),
        N_(
            "Two capital letters, as in ISO 3166-1, such as DK. "
            'Put Norway in quotation marks, "NO": some programs take a bare NO for “no”. Required.'
        ),
    )
    relation: Relation = _required(N_("Relation"), N_("What kind of relation it is. Required."))
    status: PartnerStatus = _required(
        N_("Status"), N_("Where the relation stands: proposed, active, dormant or ended. Required.")
    )
    since: Year | None = _field(N_("Since"), N_("The year the relation began, with four digits."))
    contact_level: ContactLevel | None = _field(
        N_("Contact level"), N_("How active the contact is: high, medium or low.")
    )
    traditions: list[Tradition] = _list(N_("Traditions"), N_("Firm traditions that the two share, one item each."))
    agreement: Agreement | None = _field(N_("Agreement"), N_("The agreement that the relation rests on."))
    visits: list[Visit] | None = _field(
        N_("Visits"), N_("Visits each way. Left out: not recorded. An empty list, []: there were none.")
    )
    review: Review | None = _field(
        N_("Review"), N_("The latest look at whether the level of contact can be sustained.")
    )


class Project(Record):
    """An international project."""

    title: Text = _required(N_("Title"), N_("What the project is called. Required."))
    status: ProjectStatus = _required(
        N_("Status"), N_("Where the project stands: idea, applied, planned, active, completed or cancelled. Required.")
    )
    programme: Programme | None = _field(
        N_("Programme"), N_('A programme of the strategy, or {other: "your own words"}.')
    )
    partners: list[PartnerId] = _list(
        N_("Partners"), N_("Ids of partners in this repository: the names of their files without .yaml.")
    )
    participants: list[Participant] = _list(
        N_("Participants"),
        N_("Organisations that take part and have no file of their own under data/partners, one item each."),
    )
    municipality_role: Role | None = _field(
        N_("The municipality's role"), N_("The municipality's part in the project: lead, partner or associated.")
    )
    period: Period | None = _field(N_("Period"), N_("The first and the last day of the project."))
    funding: list[Funding] = _list(N_("Funding"), N_("Where the money comes from, one item for each source."))
    services: Text | None = _field(
        N_("Services"), N_("How it strengthens the municipality's services or local society.")
    )
    green_transition: Text | None = _field(N_("Green transition"), N_("How it helps the green transition."))
    decision: Decision | None = _field(N_("Decision"), N_("Who decided on the project, when and in which case."))
    documents: list[Document] = _list(N_("Documents"), N_("Documents of the project, one item each."))


MODELS: dict[str, type[Record]] = {"partner": Partner, "project": Project}
"""The model of each kind of record."""

WAIVER_REQUIRED = ("rule", "reason", "decided_by", "until")
