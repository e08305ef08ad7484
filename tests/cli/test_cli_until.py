"""`--until`: what becomes a breach if nothing is done, each with its first day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_world import (
    BARE_PROJECT,
    CLEAN,
    DAY,
    FINDINGS,
    GOOD,
    GOOD_PARTNER,
    GOOD_PROJECT,
    NOT_CHECKED,
    Cli,
    one_line,
    rule,
    unquoted,
    write,
)
from git_world import RULES, WAIVER, GitCli

MONTHS = rule(
    "project-report",
    "has(project.evaluation.completed) || as_of <= add_months(project.period.end, params.months)",
    when="has(project.period.end)",
    at="evaluation.completed",
)
SHARE = rule(
    "partner-visits",
    "has(partner.visits) && size(partner.visits) > 0",
    when="days_between(params.term.start, as_of) * 4 >= days_between(params.term.start, params.term.end) * 3"
    " && as_of <= params.term.end",
    at="visits",
)
FRAME = rule(
    "portfolio-late", "count == 0", among="project", where="has(project.period.end) && project.period.end < as_of"
)
SOON = rule("portfolio-soon", "count > 5", among="project", where="true", effective_from="2027-03-01")
TERM = """\
  months: {value: 6, why: {nb: Sies., en: Said.}}
  term: {value: {start: 2024-01-01, end: 2027-12-31}, why: {nb: Sies., en: Said.}}
"""


@pytest.fixture
def ahead(cli: Cli) -> Cli:
    """A data repo with rules that ask for the day in every way, and records that they will turn on."""
    strategy = RULES["rules/strategy.yaml"]
    assert isinstance(strategy, str)
    write(
        cli.folder,
        {
            **RULES,
            "rules/strategy.yaml": strategy + TERM,
            "rules/project/project-report.yaml": MONTHS,
            "rules/partner/partner-visits.yaml": SHARE,
            "rules/portfolio/portfolio-late.yaml": FRAME,
            "rules/portfolio/portfolio-soon.yaml": SOON,
            "data/partners/nordby.yaml": GOOD_PARTNER,
            "data/projects/a.yaml": GOOD_PROJECT + "period: {end: 2026-12-31}\n",
            "data/projects/b.yaml": GOOD_PROJECT + "period: {end: 2026-08-31}\n",
            "data/projects/c.yaml": f"{BARE_PROJECT}waivers: [{WAIVER.replace('2030-01-01', '2027-02-28')}]\n",
        },
    )
    return cli


def foreseen(cli: Cli, until: str, *more: str, as_of: str = DAY) -> list[tuple[str, str, str | None]]:
    ran = cli.findings("--until", until, *more, "--as-of", as_of)
    assert ran.exit in (CLEAN, FINDINGS)
    return [(each["date"], each["finding"]["rule"], each["finding"]["subject"]["id"]) for each in ran.json["forecast"]]


def test_each_breach_comes_with_its_first_day(ahead: Cli) -> None:
    assert foreseen(ahead, "2027-12-31") == [
        ("2026-12-31", "partner-visits", "nordby"),
        ("2027-01-01", "project-late", "a"),
        ("2027-03-01", "portfolio-soon", None),
        ("2027-03-01", "project-report", "b"),
        ("2027-03-01", "waiver-expired", "c"),
        ("2027-03-01", "project-goals", "c"),
        ("2027-07-01", "project-report", "a"),
    ]


def test_a_rule_about_the_whole_turns_where_its_own_condition_asks_for_the_day(ahead: Cli) -> None:
    own = rule("portfolio-soon", "count > 5 || as_of < '2027-03-01'", among="project", where="true")
    write(ahead.folder, {"rules/portfolio/portfolio-soon.yaml": own})
    assert ("2027-03-01", "portfolio-soon", None) in foreseen(ahead, "2027-12-31")


def test_it_is_what_a_look_at_every_day_finds(ahead: Cli) -> None:
    """The forecast looks at few days; a check of each of them finds the same."""
    day, until = date(2026, 12, 20), date(2027, 3, 2)
    first = ahead.findings("--as-of", day.isoformat()).json["findings"]
    seen = {finding["fingerprint"] for finding in first if finding["outcome"] == "breach"}
    expected = []
    while (day := day + timedelta(days=1)) <= until:
        for finding in ahead.findings("--as-of", day.isoformat()).json["findings"]:
            if finding["outcome"] == "breach" and finding["fingerprint"] not in seen and finding["severity"] != "note":
                seen.add(finding["fingerprint"])
                expected.append((day.isoformat(), finding["rule"], finding["subject"]["id"]))
    assert sorted(foreseen(ahead, until.isoformat(), as_of="2026-12-20"), key=str) == sorted(expected, key=str)
    assert len(expected) == 6


def test_the_last_day_counts_and_the_one_after_does_not(ahead: Cli) -> None:
    assert ("2027-01-01", "project-late", "a") in foreseen(ahead, "2027-01-01")
    assert ("2027-01-01", "project-late", "a") not in foreseen(ahead, "2026-12-31")
    assert foreseen(ahead, DAY) == []


def test_what_is_a_breach_already_does_not_come(ahead: Cli) -> None:
    rules = {rule for _, rule, _ in foreseen(ahead, "2027-12-31", as_of="2027-08-01")}
    assert rules == set()


def test_a_far_day_is_no_trouble(ahead: Cli) -> None:
    assert foreseen(ahead, "9999-12-31") == foreseen(ahead, "2028-01-01")


def test_it_changes_neither_the_verdict_nor_the_exit(ahead: Cli) -> None:
    plain, more = ahead.findings(), ahead.findings("--until", "2027-12-31")
    assert plain.exit == more.exit == FINDINGS
    assert {**plain.json, "forecast": None} == {**more.json, "forecast": None}
    assert plain.json["forecast"] is None


def test_paths_and_patterns_choose_here_too(ahead: Cli) -> None:
    assert {rule for _, rule, _ in foreseen(ahead, "2027-12-31", "data/projects/b.yaml")} == {"project-report"}
    assert {id_ for _, _, id_ in foreseen(ahead, "2027-12-31", "--select", "project-report")} >= {"a", "b"}


def test_a_waiver_that_covers_the_breach_by_then_keeps_it_away(ahead: Cli) -> None:
    late = WAIVER.replace("project-goals", "project-late")
    write(ahead.folder, {"data/projects/a.yaml": f"{GOOD_PROJECT}period: {{end: 2026-12-31}}\nwaivers: [{late}]\n"})
    assert ("2027-01-01", "project-late", "a") not in foreseen(ahead, "2027-06-30")
    assert ("2030-01-02", "project-late", "a") in foreseen(ahead, "2030-06-30")


def test_the_text_lists_what_comes(ahead: Cli) -> None:
    ran = ahead.check("--until", "2027-12-31", INTLSTRAT_LANG="en")
    assert ran.exit == FINDINGS
    text = one_line(ran.out)
    assert "To come by 31 December 2027 if nothing is done" in text
    assert "1 January 2027: Godt prosjekt: Breach of project-late. data/projects/a.yaml:6:10" in text
    nothing = ahead.check("--until", DAY)
    assert (nothing.exit, "Ingenting blir brudd innen da." in nothing.out) == (FINDINGS, True)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("i morgen", "i morgen after --until is not a date."),
        ("2026-13-01", "2026-13-01 after --until is not a date."),
        ("2026-11-22", "22 November 2026 after --until is earlier than the day that the verdict is about."),
    ],
)
def test_a_day_that_is_none_or_is_over_is_a_wrong_argument(ahead: Cli, until: str, said: str) -> None:
    ran = ahead.check("--until", until, INTLSTRAT_LANG="en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert said in unquoted(one_line(ran.err))


def test_it_goes_with_since(repo: GitCli) -> None:
    repo.commit({"data/projects/a.yaml": GOOD_PROJECT + "period: {end: 2026-12-31}\n"})
    ran = repo.json("--until", "2027-12-31")
    assert (ran.exit, [each["date"] for each in ran.json["forecast"]]) == (CLEAN, ["2027-01-01"])
    assert ran.json["compared_with"] is not None


@pytest.mark.parametrize("day", [DAY, None])
@pytest.mark.parametrize("until", ["2028", "2028-06", "2020-02-30", "neste år", "", "2020-01-01"])
def test_the_day_that_is_given_for_instance_lies_ahead(root: Path, until: str, day: str | None) -> None:
    cli, options = Cli(write(root, GOOD)), ("--as-of", day) if day is not None else ()
    ran = cli("check", *options, "--until", until, "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    line = ran.err.splitlines()[-1]
    (shown,) = re.findall(r"--until (\S+)", line)
    assert shown > (day or date.today().isoformat())
    assert until == "2020-01-01" or f"such as {shown}." in ran.err
    assert cli("check", *options, "--until", shown).exit == CLEAN
