"""What holds of any portfolio under all the shipped rules, whatever they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import healthy
from days import DAYS
from held import ids, inputs, outcomes, pack, report
from hypothesis import given
from hypothesis import strategies as st
from laws import many_examples as examples
from msgspec.structs import replace
from records_made import Records, portfolios, records
from written import Writer

from intlstrat.files import InputFile, Inputs
from intlstrat.findings import Finding, Layer, Outcome, Report, RuleOutcome, Subject

days = st.sampled_from(DAYS)
WAIVED = tuple((kind, rule) for kind in ("partner", "project") for rule in (*ids(kind), *ids("record")))
whole = portfolios(waived=WAIVED)
Line = tuple[object, ...]


def of_finding(finding: Finding, named: Callable[[str], str] = lambda id_: id_) -> Line:
    """What a finding says, without lines and columns; every record under another name."""

    def subject(of: Subject) -> tuple[str, str | None]:
        return of.kind, named(of.id) if of.id is not None else None

    related = Counter(subject(each.subject) for each in finding.related)
    stamp = (finding.rule, finding.layer, finding.severity, finding.outcome, finding.clauses, finding.item)
    texts = (repr(finding.message), repr(finding.fix), finding.interpretations, finding.missing, finding.waiver)
    return (*stamp, subject(finding.subject), finding.place.pointer, tuple(sorted(related.items())), *texts)


def findings(found: Report, named: Callable[[str], str] = lambda id_: id_) -> Counter[Line]:
    return Counter(of_finding(finding, named) for finding in found.findings)


def of_records(found: Report) -> dict[Subject, list[RuleOutcome]]:
    """The outcomes of each record."""
    grouped: dict[Subject, list[RuleOutcome]] = {}
    for result in found.results:
        if result.subject.kind != "portfolio":
            grouped.setdefault(result.subject, []).append(result)
    return grouped


def said_of_records(found: Report) -> Counter[Line]:
    return Counter(of_finding(finding) for finding in found.findings if finding.subject.kind != "portfolio")


@examples
@given(whole, days, st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(records: Records, day: str, random: Any) -> None:
    shuffled = random.sample(list(records.items()), len(records))
    assert report(inputs(dict(shuffled)), pack(), day) == report(inputs(records), pack(), day)


def renamed(records: Records, prefix: str) -> Records:
    """The same records under other ids, in the same order."""
    changed: Records = {}
    for (kind, id_), record in records.items():
        linked = {"partners": [prefix + name for name in record["partners"]]} if "partners" in record else {}
        changed[kind, prefix + id_] = {**record, **linked}
    return changed


@examples
@given(whole, days)
def test_other_ids_give_the_same_findings_under_the_other_ids(records: Records, day: str) -> None:
    before, after = report(inputs(records), pack(), day), report(inputs(renamed(records, "x-")), pack(), day)
    assert findings(after) == findings(before, lambda id_: f"x-{id_}")


@examples
@given(whole, days)
def test_a_portfolio_beside_its_own_copy_is_judged_twice_alike(records: Records, day: str) -> None:
    alone = of_records(report(inputs(records), pack(), day))
    both = of_records(report(inputs({**records, **renamed(records, "x-")}), pack(), day))
    for subject, results in alone.items():
        twin = replace(subject, id=f"x-{subject.id}")
        assert both.pop(subject) == results
        assert [replace(result, subject=subject) for result in both.pop(twin)] == results
    assert not both


@examples
@given(whole, days, st.data())
def test_the_way_a_record_is_written_changes_nothing_but_lines(records: Records, day: str, data: st.DataObject) -> None:
    writer = Writer(data.draw)
    files = tuple(
        (kind, InputFile(f"data/{kind}s/{id_}.yaml", writer.record(record))) for (kind, id_), record in records.items()
    )
    written, plain = report(Inputs(files, None, ()), pack(), day), report(inputs(records), pack(), day)
    assert written.results == plain.results
    assert findings(written) == findings(plain)


@examples
@given(whole, days, st.sampled_from(["partner", "project"]), st.data())
def test_a_new_record_changes_nothing_for_others(records_: Records, day: str, kind: str, data: st.DataObject) -> None:
    before = report(inputs(records_), pack(), day)
    new = data.draw(records(kind))
    after = report(inputs({**records_, (kind, "ny"): new}), pack(), day)
    mine = said_of_records(after) - said_of_records(before)
    assert not said_of_records(before) - said_of_records(after)
    assert all(line[6] == (kind, "ny") for line in mine)


@examples
@given(whole, days)
def test_healthy_records_add_no_finding(records: Records, day: str) -> None:
    added = {("partner", "fredriksborg"): healthy.partner(day), ("project", "kulturbroen"): healthy.project()}
    before, after = report(inputs(records), pack(), day), report(inputs({**records, **added}), pack(), day)
    assert said_of_records(after) == said_of_records(before)


@examples
@given(days, st.sampled_from(["summary", "benefit", "goals", "plan", "budget", "strategy", "sdgs", "risk_assessment"]))
def test_a_healthy_record_without_one_of_its_parts_has_a_finding(day: str, part: str) -> None:
    whole = {("partner", "fredriksborg"): healthy.partner(day), ("project", "kulturbroen"): healthy.project()}
    for key, record in whole.items():
        lacking = {**whole, key: {name: value for name, value in record.items() if name != part}}
        about = {line[6] for line in said_of_records(report(inputs(lacking), pack(), day))}
        assert about == ({key} if part != "summary" else set())


@examples
@given(whole, days, st.data())
def test_an_edited_record_changes_nothing_for_others(records_: Records, day: str, data: st.DataObject) -> None:
    if not records_:
        return
    kind, id_ = key = data.draw(st.sampled_from(sorted(records_)))
    # A partner's rules look at the projects that name it, and a project's at the partners that it names.
    near = {("partner", name) for name in records_[key].get("partners", ())}
    near |= {of for of, record in records_.items() if id_ in record.get("partners", ()) and kind == "partner"}
    before = of_records(report(inputs(records_), pack(), day))
    after = of_records(report(inputs({**records_, key: data.draw(records(kind))}), pack(), day))
    for subject, results in before.items():
        if (subject.kind, subject.id) not in {key, *near}:
            assert after[subject] == results


@examples
@given(whole, days)
def test_waivers_turn_breaches_into_waived_and_touch_nothing_else(records: Records, day: str) -> None:
    bare = {
        key: {name: value for name, value in record.items() if name != "waivers"} for key, record in records.items()
    }
    with_, without = (of_records(report(inputs(each), pack(), day)) for each in (records, bare))
    for subject, results in with_.items():
        entries = records[subject.kind, str(subject.id)].get("waivers", [])
        in_force = {entry["rule"] for entry in entries if entry["until"] >= day}
        for result, bare_result in zip(results, without[subject], strict=True):
            waived = result.rule in in_force and bare_result.outcome is Outcome.BREACH
            assert result == (replace(bare_result, outcome=Outcome.WAIVED) if waived else bare_result)


ONCE_AND_AFTER = {"project-evaluation", "partner-used", "quality-active-past-end", "quality-planned-past-start",
                  "quality-goal-result", "quality-agreement-expired", "quality-review-due",
                  "quality-review-missing"}  # fmt: skip
"""Rules about what has run out: what is a breach on one day is one on every later day."""
UNTIL_THEN = {
    "quality-active-before-start",
    "quality-completed-before-end",
    *(rule for rule in {*ids("partner"), *ids("project"), *ids("record")} if rule.startswith("quality-future-")),
}
"""Rules about what has not come: what is a breach on one day was one on every earlier day."""
COUNTING = {"partner-visits", "partner-visits-limit", "partner-sustainable"}
"""Rules about what has been done in the term by the day: time may bring a breach, or mend it."""


@examples
@given(portfolios(), st.lists(days, min_size=2, max_size=2, unique=True).map(sorted))
def test_time_only_takes_the_rules_one_way(records: Records, two: list[str]) -> None:
    earlier, later = (outcomes(records, pack(), day) for day in two)
    for rule in {*ids("partner"), *ids("project"), *ids("record")} - COUNTING:
        for subject in {*earlier[rule], *later[rule]}:
            then, now = earlier[rule].get(subject, {}), later[rule].get(subject, {})
            if rule not in ONCE_AND_AFTER | UNTIL_THEN:
                assert then == now, (rule, subject)
            for item in {*then, *now}:
                breaches = (then.get(item) is Outcome.BREACH, now.get(item) is Outcome.BREACH)
                assert breaches != ((True, False) if rule in ONCE_AND_AFTER else (False, True)), (rule, subject, item)


@examples
@given(whole, st.lists(days, min_size=2, max_size=2, unique=True).map(sorted))
def test_a_waiver_that_has_expired_stays_so(records: Records, two: list[str]) -> None:
    earlier, later = (_expired(report(inputs(records), pack(), day)) for day in two)
    assert not earlier - later


def _expired(found: Report) -> Counter[Line]:
    lines = Counter[Line]()
    for finding in found.findings:
        if finding.rule == "waiver-expired" and finding.layer is Layer.VALIDITY:
            lines[(finding.subject.kind, finding.subject.id, finding.place.pointer)] += 1
    return lines
