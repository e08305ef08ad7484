"""What holds for any small portfolio, found by Hypothesis: a record is judged by itself, and the counts add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from portfolios import PARAMETERS, STRATEGY, rule

from intlstrat.check import check
from intlstrat.files import InputFile, Inputs
from intlstrat.findings import Finding, Outcome, Report, RuleOutcome
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack
from intlstrat.selection import Selection

DAY = "2026-06-30"
RULES: Mapping[str, str] = {
    "project-goals": rule("project-goals", "size(project.goals) > 0", when='project.status != "idea"', at="goals"),
    "project-due": rule("project-due", "item.due > as_of || has(project.notes)", when="size(project.goals) < 3",
                        for_each='project.goals.filter(g, has(g.due))', severity="warning"),
    "project-each": rule("project-each", 'has(item.due) || missing("goals[item].due")', for_each="project.goals"),
    "project-size": rule("project-size", "nok(project.budget.total, project.budget.currency) < double(params.limit)",
                         needs="[budget.total]", clauses='["1a", "2"]'),
    "project-linked": rule("project-linked", 'linked.exists(party, party.relation == "sister_city")'),
    "project-fails": rule("project-fails", "project.notes == 'x'", when="size(project.goals) == 2"),
    "quality-notes": rule("quality-notes", "has(record.notes)", subject="record", severity="note"),
    "partner-visits": rule("partner-visits", 'visits_in(partner.visits, "outgoing", params.term, as_of) > 0',
                           needs="[visits]", clauses='["1b"]'),
    "portfolio-number": rule("portfolio-number", "count <= params.most", among="[partner, project]",
                             where='record.status == "active"'),
    "portfolio-countries": rule("portfolio-countries", "count == params.each[item]", among="partner",
                                for_each="params.each", where="partner.country == item"),
}  # fmt: skip
"""A rule of every kind; `project-fails` touches what may be absent, on purpose."""


@cache
def pack() -> Pack:
    parameters = "".join(f"  {name}: {value}\n" for name, value in PARAMETERS.items())
    files = {f"{name}.yaml": text.encode() for name, text in RULES.items()}
    loaded = load_pack({"strategy.yaml": f"{STRATEGY}parameters:\n{parameters}".encode(), **files})
    assert loaded.pack is not None, loaded.problems
    return loaded.pack


Record = tuple[str, str, str]
"""Kind, id and text."""


def lines(**keys: st.SearchStrategy[str | None]) -> st.SearchStrategy[str]:
    """The text of a record: each key with its value, or without where the value is None."""
    drawn = st.fixed_dictionaries(dict(keys))
    return drawn.map(lambda values: "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None))


def some(*values: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, None, *values])


partner_texts = lines(
    name=st.sampled_from(["Nordby", "Vestby", "[1]"]),
    country=st.sampled_from(["DK", "SE", "GT", "Norge"]),
    relation=st.sampled_from(["sister_city", "friendship"]),
    status=st.sampled_from(["active", "ended"]),
    visits=some("[]", "[{date: 2025-05-01, direction: outgoing}]", "[{date: 2025-05-01}]", "[{date: i fjor}]"),
    notes=some("Noe"),
)
project_texts = lines(
    title=st.sampled_from(["Havna", "Torget"]),
    status=st.sampled_from(["active", "idea", "ferdig"]),
    goals=some("[{statement: A}]", "[{statement: A, due: 2027-01-01}, {statement: B, due: 2020-01-01}]", "[5]"),
    budget=some("{total: 400}", "{total: 400, currency: EUR}", "{total: 9, currency: GBP}", "{totl: 3}"),
    partners=some("[a]", "[a, b]", "[ingen]"),
    notes=some("Noe", "x"),
)
ids = st.sampled_from(["a", "b", "c", "d"])


def portfolios(least: int = 1) -> st.SearchStrategy[list[Record]]:
    """Records of both kinds, none of the same kind and id."""
    records = st.one_of(
        st.tuples(st.just("partner"), ids, partner_texts), st.tuples(st.just("project"), ids, project_texts)
    )
    return st.lists(records, min_size=least, max_size=6, unique_by=lambda record: record[:2])


def report(records: list[Record]) -> Report:
    files = tuple((kind, InputFile(f"data/{kind}s/{id_}.yaml", text.encode())) for kind, id_, text in records)
    return check(Inputs(files, None, ()), pack(), DAY, Selection()).report


def of_records(report: Report) -> dict[tuple[str, str | None], list[RuleOutcome]]:
    """The outcomes of each record, in their order."""
    found: dict[tuple[str, str | None], list[RuleOutcome]] = {}
    for result in report.results:
        if result.subject.kind != "portfolio":
            found.setdefault((result.subject.kind, result.subject.id), []).append(result)
    return found


def of_rules(report: Report) -> Iterator[Finding]:
    return (finding for finding in report.findings if finding.rule in RULES)


@settings(max_examples=40)
@given(portfolios(), st.one_of(partner_texts, project_texts))
def test_an_unrelated_record_changes_no_other_records_outcomes(records: list[Record], text: str) -> None:
    kind = "partner" if text.startswith("name") else "project"
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("partners"))
    before, after = of_records(report(records)), of_records(report([*records, (kind, "ny", text)]))
    after.pop((kind, "ny"), None)
    assert after == before


@settings(max_examples=40)
@given(portfolios(least=2), st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(records: list[Record], random: Any) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    assert report(shuffled) == report(records)


@settings(max_examples=40)
@given(portfolios())
def test_the_counts_are_the_sums_of_the_results(records: list[Record]) -> None:
    found = report(records)
    counted = Counter(result.outcome for result in found.results)
    assert {outcome: found.outcomes.of(outcome) for outcome in Outcome} == {each: counted[each] for each in Outcome}
    for clause in found.clauses:
        rules = {rule.id for rule in pack().rules_of(clause.id)}
        of_clause = Counter(result.outcome for result in found.results if result.rule in rules)
        assert {outcome: clause.tally.of(outcome) for outcome in Outcome} == {each: of_clause[each] for each in Outcome}
    assert found.records.partners + found.records.projects + found.records.unreadable == len(records)


@settings(max_examples=40)
@given(portfolios())
def test_each_breach_and_unknown_is_a_finding_and_each_question_has_one_answer(records: list[Record]) -> None:
    found = report(records)
    asked = [(result.rule, result.subject, result.item) for result in found.results]
    assert len(set(asked)) == len(asked)
    told = sorted(repr((each.rule, each.subject, each.item, each.outcome)) for each in of_rules(found))
    wanted = (Outcome.BREACH, Outcome.UNKNOWN, Outcome.WAIVED)
    results = [(each.rule, each.subject, each.item, each.outcome) for each in found.results if each.outcome in wanted]
    assert told == sorted(map(repr, results))


@settings(max_examples=40)
@given(portfolios())
def test_a_waiver_for_every_breach_of_records_leaves_none_and_changes_nothing_else(records: list[Record]) -> None:
    before = report(records)
    breaches = [each for each in of_rules(before) if each.outcome is Outcome.BREACH and each.subject.id is not None]
    waived = []
    for kind, id_, text in records:
        mine = [each for each in breaches if (each.subject.kind, each.subject.id) == (kind, id_)]
        entries = ", ".join(
            f"{{rule: {each.rule}, reason: x, decided_by: y, until: 2030-01-01"
            + (f", item: {str(each.item)!r}}}" if each.item is not None else "}")
            for each in mine
        )
        waived.append((kind, id_, f"{text}waivers: [{entries}]\n" if mine else text))
    after = report(waived)
    expected = [
        (each.rule, each.subject, each.item, Outcome.WAIVED if _is_in(each, breaches) else each.outcome)
        for each in before.results
    ]
    assert [(each.rule, each.subject, each.item, each.outcome) for each in after.results] == expected
    assert not [each for each in after.findings if each.rule.startswith("waiver")]


def _is_in(result: RuleOutcome, breaches: list[Finding]) -> bool:
    return any((each.rule, each.subject, each.item) == (result.rule, result.subject, result.item) for each in breaches)


@settings(max_examples=40)
@given(portfolios())
def test_a_path_shows_what_the_whole_run_says_of_it(records: list[Record]) -> None:
    kind, id_, _ = records[0]
    path = f"data/{kind}s/{id_}.yaml"
    files = tuple((kind, InputFile(f"data/{kind}s/{id_}.yaml", text.encode())) for kind, id_, text in records)
    part = check(Inputs(files, None, ()), pack(), DAY, Selection(paths=(path,))).report
    whole = report(records)
    assert list(part.findings) == [
        finding for finding in whole.findings if finding.place.path == path and finding.subject.kind != "portfolio"
    ]
    assert list(part.results) == of_records(whole).get((kind, id_), [])


def test_the_portfolios_of_these_tests_have_every_outcome() -> None:
    seen: Counter[Outcome] = Counter()
    failed: Counter[str] = Counter()

    @settings(max_examples=60, database=None)
    @given(portfolios())
    def look(records: list[Record]) -> None:
        found = report(records)
        seen.update(result.outcome for result in found.results)
        failed.update(finding.rule for finding in found.findings)

    look()
    assert set(seen) == set(Outcome) - {Outcome.WAIVED}
    assert {"rule-failed", "record-invalid", "record-reference", *RULES} <= set(failed)
