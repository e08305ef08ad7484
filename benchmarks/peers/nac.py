"""nac-validate: a Yamale schema for the shape of the records, and rules in Python.

It puts all files together into one tree, in which each record must have a place of its own. So it gets the same records
with two lines on top (`projects:` and the id) and two blanks before each of the others.
"""

from __future__ import annotations

from pathlib import Path

SCHEMA = r"""
partners: map(include('partner'), key=str())?
projects: map(include('project'), key=str())?
---
partner:
  name: str()
  country: include('country')
  relation: enum('sister_city', 'friendship', 'solidarity', 'partnership', 'letter_of_intent', 'network')
  status: enum('proposed', 'active', 'dormant', 'ended')
  since: int(min=1800, max=2200)?
  summary: str()?
  contact_level: enum('high', 'medium', 'low')?
  areas: list(include('area'))?
  traditions: list(include('tradition'))?
  benefit: include('benefit')?
  agreement: include('agreement')?
  goals: list(include('goal'))?
  plan: include('plan')?
  budget: include('budget')?
  visits: list(include('visit'))?
  strategy: include('strategy')?
  sdgs: list(include('sdg'))?
  risk_factors: list(include('factor'))?
  risk_assessment: include('risk_assessment')?
  evaluation: include('evaluation')?
  review: include('review')?
  responsible: include('responsible')?
  sources: list(include('source'))?
  notes: str()?
project:
  title: str()
  status: enum('idea', 'applied', 'planned', 'active', 'completed', 'cancelled')
  summary: str()?
  programme: str()?
  areas: list(include('area'))?
  partners: list(str())?
  participants: list(include('participant'))?
  municipality_role: include('role')?
  period: include('period')?
  goals: list(include('goal'))?
  plan: include('plan')?
  budget: include('budget')?
  funding: list(include('funding'))?
  risk_factors: list(include('factor'))?
  risk_assessment: include('risk_assessment')?
  evaluation: include('evaluation')?
  sdgs: list(include('sdg'))?
  strategy: include('strategy')?
  benefit: include('benefit')?
  services: str()?
  green_transition: str()?
  responsible: include('responsible')?
  decision: include('decision')?
  documents: list(include('document'))?
  sources: list(include('source'))?
  notes: str()?
country: regex('^[A-Z]{2}$')
area: enum('knowledge', 'technology', 'culture', 'environment', 'preparedness', 'business', 'school')
factor: enum('conflict_area', 'minors', 'personal_data', 'safety', 'finance', 'other')
role: enum('lead', 'partner', 'associated')
amount: any(int(min=0), regex('^[0-9]{1,3}( [0-9]{3})+$'))
scale: int(min=1, max=5)
number: any(int(), num())
tradition:
  name: str()
  since: int()?
  frequency: str()?
  description: str()?
benefit:
  municipality: str()?
  partner: str()?
decision:
  body: str()?
  date: day()?
  case: str()?
agreement:
  title: str()?
  signed: day()?
  valid_until: day()?
  decision: include('decision')?
result:
  value: include('number')?
  date: day()?
  note: str()?
goal:
  statement: str()
  indicator: str()?
  unit: str()?
  baseline: include('number')?
  target: include('number')?
  due: day()?
  result: include('result')?
activity:
  title: str()?
  start: day()?
  end: day()?
  responsible: str()?
  deliverable: str()?
  done: bool()?
plan:
  description: str()?
  activities: list(include('activity'))?
  end_product: str()?
line:
  item: str()?
  amount: include('amount')?
budget:
  currency: regex('^[A-Z]{3}$')?
  total: include('amount')?
  lines: list(include('line'))?
  own_by_year: map(include('amount'), key=int(min=1800, max=2200))?
funding:
  source: str()?
  programme: str()?
  kind: enum('own', 'county', 'state', 'nordic', 'eu', 'eea', 'interreg', 'foundation', 'private', 'other')?
  amount: include('amount')?
  status: enum('considered', 'applied', 'granted', 'rejected')?
visit:
  date: day()?
  direction: enum('outgoing', 'incoming')?
  purpose: str()?
  participants: int(min=0)?
  cost: include('amount')?
period:
  start: day()?
  end: day()?
participant:
  name: str()?
  country: include('country')?
  role: include('role')?
strategy:
  principles: list(str())?
  goals: list(int(min=1, max=4))?
sdg:
  goal: int(min=1, max=17)
  targets: list(regex('^[0-9]{1,2}\.([0-9]{1,2}|[a-d])$'))?
  contribution: str()?
risk:
  description: str()?
  likelihood: include('scale')?
  impact: include('scale')?
  mitigation: str()?
  owner: str()?
risk_assessment:
  date: day()?
  risks: list(include('risk'))?
  not_needed: str()?
evaluation:
  planned: day()?
  completed: day()?
  goal_attainment: str()?
  results: str()?
  economy: str()?
  document: str()?
review:
  date: day()?
  conclusion: enum('continue', 'adjust', 'end')?
  note: str()?
responsible:
  unit: str()?
  role: str()?
  email: str()?
document:
  title: str()?
  path: str()?
source:
  title: str()?
  url: str()?
  date: day()?
"""

RULE = """class Rule:
    id = "{id}"
    description = "{id}"
    severity = "HIGH"

    @classmethod
    def match(cls, inventory):
        found = []
        for id, record in inventory.get("{kind}s", {{}}).items():
            if record["status"] in {statuses!r} and not ({holds}):
                found.append(f"{kind}s.{{id}}")
        return found
"""


def schema() -> str:
    """The schema as Yamale reads it."""
    return SCHEMA.replace("()?", "(required=False)").replace(")?", ", required=False)")


def prepare(portfolio: Path, folder: Path, rules: list[tuple[str, str, tuple[str, ...], str]]) -> Path:
    """Writes the schema, the rules (id, kind, statuses, what must hold) and the records into a folder."""
    if (folder / "data").exists():
        return folder
    (folder / "rules").mkdir(parents=True)
    (folder / "schema.yaml").write_text(schema(), encoding="utf-8")
    for nth, (id_, kind, statuses, holds) in enumerate(rules):
        text = RULE.format(id=id_, kind=kind, statuses=statuses, holds=holds)
        (folder / "rules" / f"{nth:02}_{id_.replace('-', '_')}.py").write_text(text, encoding="utf-8")
    for path in portfolio.joinpath("data").rglob("*.yaml"):
        kind = path.relative_to(portfolio).parts[1]
        lines = path.read_text(encoding="utf-8").splitlines()
        target = folder / path.relative_to(portfolio)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join([f"{kind}:", f" {path.stem}:", *(f"  {line}" if line else "" for line in lines), ""])
        target.write_text(text, encoding="utf-8")
    return folder
