"""`report --since` and `--until` in git: what came, went and stayed, each with its cause, in figures and in words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cli_world import BARE_PROJECT, CLEAN, DAY, GOOD_PARTNER, GOOD_PROJECT, NOT_CHECKED, one_line, rule
from git_world import RULES, WAIVER, GitCli

GOALS = "goals: [{statement: Flere besøk, target: 3}]\n"
REST = "sdgs: [{goal: 8}]\nresponsible: {unit: Kultur}\n"
NO_GOALS = f"status: active\n{REST}"
"""Breaks project-goals and nothing else."""
WELL = f"status: active\n{GOALS}{REST}"


def project(id_: str, text: str) -> tuple[str, str]:
    return f"data/projects/{id_}.yaml", f"title: {id_.replace('-', ' ').capitalize()}\n{text}"


THEN = dict(
    [
        ("data/partners/nordby.yaml", GOOD_PARTNER),
        ("data/partners/sorby.yaml", GOOD_PARTNER.replace("Nordby", "Sørby")),
        project("blir-ferdig", WELL),
        project("blir-i-gang", WELL.replace("active", "planned")),
        project("blir-borte", "status: active\nsdgs: [{goal: 17}]\ngoals: [{statement: Andre ting, target: 9}]\n"),
        project("gammelt-navn", WELL + "summary: Om å flytte en fil.\n"),
        project("blir-brudd", WELL),
        project("blir-rettet", NO_GOALS),
        project("blir-staende", NO_GOALS),
        project("blir-godtatt", NO_GOALS),
        project("mister-unntak", f"{NO_GOALS}waivers: [{WAIVER}]\n"),
        project("gar-ut-pa-dato", f"{WELL}period: {{end: 2026-06-30}}\n"),
        project("far-ny-regel", f"{WELL}summary: Ny regel\n"),
        project("er-stort", f"{WELL.replace('active', 'completed')}budget: {{total: 900}}\n"),
    ]
)
NOW = dict(
    [
        ("data/partners/sorby.yaml", GOOD_PARTNER.replace("Nordby", "Sørby").replace("active", "ended")),
        ("data/partners/vestby.yaml", GOOD_PARTNER.replace("Nordby", "Vestby")),
        project("blir-ferdig", f"{WELL.replace('active', 'completed')}budget: {{total: 1}}\n"),
        project("blir-i-gang", WELL),
        project("helt-nytt", f"{WELL}summary: Noe ganske annet\nplan: {{description: Vi går i gang}}\nnotes: Ny\n"),
        ("data/projects/nytt-navn.yaml", "title: Gammelt navn\n" + WELL + "summary: Om å flytte en fil.\n"),
        project("blir-brudd", NO_GOALS),
        project("blir-rettet", WELL),
        project("blir-godtatt", f"{NO_GOALS}waivers: [{WAIVER}]\n"),
        project("mister-unntak", NO_GOALS),
        project("er-stort", f"{WELL.replace('active', 'cancelled')}budget: {{total: 900}}\n"),
        (
            "rules/project/project-new.yaml",
            rule("project-new", "false", when='has(project.summary) && project.summary == "Ny regel"'),
        ),
    ]
)


@pytest.fixture
def moved(repo: GitCli) -> GitCli:
    """Two commits with everything that can happen between two meetings."""
    repo.commit(THEN)
    repo.remove("data/projects/gammelt-navn.yaml", "data/projects/blir-borte.yaml")
    repo.commit(NOW, day="2026-11-01")
    return repo


def changes(repo: GitCli, *arguments: str) -> Any:
    ran = repo.cli("report", "--format", "json", "--since", "HEAD~1", "--as-of", DAY, "--lang", "en", *arguments)
    assert (ran.exit, ran.err) == (CLEAN, "")
    return ran.json["changes"]


def ids(records: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in records]


def told(moved: list[dict[str, Any]]) -> list[tuple[str, str | None, str | None]]:
    return [(each["record"]["id"], each["before"], each["after"]) for each in moved]


def test_what_has_changed_each_with_its_cause(moved: GitCli) -> None:
    found = changes(moved)
    assert (found["since"], found["commit"], found["as_of"]) == (
        "HEAD~1",
        moved.git("rev-parse", "HEAD~1"),
        "2026-01-15",
    )
    assert found["records"] == {"partners": 2, "projects": 12, "unreadable": 0}
    assert found["same_rules"] is False
    # A renamed file is the same record, and not among them.
    assert told(found["new"]) == [("vestby", None, "active"), ("helt-nytt", None, "active")]
    assert told(found["ended"]) == [
        ("sorby", "active", "ended"),
        ("blir-borte", "active", None),
        ("blir-ferdig", "active", "completed"),
        ("er-stort", "completed", "cancelled"),
    ]
    assert told(found["other"]) == [("blir-i-gang", "planned", "active")]

    def demands(part: str) -> list[tuple[str, str | None, bool, list[str]]]:
        well = [each["mended"] or each["accepted"] for each in found[part]]
        return [
            (each["rule"], each["cause"], mended, ids(each["records"]))
            for each, mended in zip(found[part], well, strict=True)
        ]

    assert demands("came") == [
        ("project-goals", "data", False, ["blir-brudd"]),
        ("project-goals", "waiver", False, ["mister-unntak"]),
        ("project-late", "clock", False, ["gar-ut-pa-dato"]),
        ("project-new", "rules", False, ["far-ny-regel"]),
    ]
    assert demands("went") == [
        ("project-goals", "data", True, ["blir-rettet"]),
        ("project-goals", "waiver", True, ["blir-godtatt"]),
        ("project-large", "data", False, ["er-stort"]),  # it is cancelled, and nobody asks any more
        ("quality-unit", "data", False, ["blir-borte"]),
    ]
    assert [each["accepted"] for each in found["went"]] == [False, True, False, False]
    assert [(rule_, records) for rule_, _, _, records in demands("stayed")] == [
        ("portfolio-many", [None]),
        ("project-goals", ["blir-staende"]),
    ]
    (accepted,) = found["accepted"]
    assert (accepted["rule"], accepted["record"]["id"], accepted["until"]) == (
        "project-goals",
        "blir-godtatt",
        "2030-01-01",
    )
    assert (accepted["reason"], accepted["decided_by"]) == ("Derfor.", "Bystyret")


def test_the_text_says_so_in_words(moved: GitCli) -> None:
    ran = moved.cli("report", "--since", "HEAD~1", "--format", "markdown", "--as-of", DAY, "--lang", "en")
    assert ran.exit == CLEAN
    text = one_line(re.sub(r"</?span>", "", ran.out.replace("\u00a0", " ")))
    commit = moved.git("rev-parse", "HEAD~1")[:12]
    assert f"how it stood on 15 January 2026 (commit `{commit}`)" in text
    assert "Since 15 January 2026, four breaches have come, and two have gone. One has been accepted since." in text
    assert "The strategy or its rules have changed since then." in text
    came = text.partition("### Breaches that have come")[2].partition("### Breaches that are gone")[0]
    for cause in (
        "The records were changed",
        "The strategy or a rule was changed",
        "A waiver was added, ended or removed",
        "Only time has passed",
    ):
        assert cause in came
    went = text.partition("### Breaches that are gone")[2].partition("### Breaches that have stayed")[0]
    now = ("Met now", "Breach accepted", "Not asked for any more", "Note, data quality", "Error, clause 1a")
    assert [went.count(words) for words in now] == [1, 1, 1, 0, 2]
    data = text.partition("### In the data themselves")[2].partition("### Becomes a breach")[0]
    assert [data.count(words) for words in now] == [0, 0, 1, 1, 0]
    assert "| **Title portfolio-many**<br>Error, clause 2 | The portfolio as a whole |" in text
    assert "Two demands were not met then and are not met now." in text
    assert f"--as-of {DAY} --since {commit} --lang en" in text


def test_nothing_has_changed(repo: GitCli) -> None:
    repo.commit({"data/projects/godt.yaml": GOOD_PROJECT})
    repo.commit(day="2026-02-01")
    found = changes(repo)
    assert found["same_rules"] is True
    assert [found[part] for part in ("new", "ended", "other", "came", "went", "stayed", "accepted")] == [[]] * 7
    ran = repo.cli("report", "--since", "HEAD~1", "--as-of", DAY, "--lang", "en", COLUMNS="120")
    assert ran.exit == CLEAN
    for text in (
        "No partner or project is new, and none has ended.",
        "No new breach has come.",
        "No breach has gone.",
        "No breach from then is left.",
        "Since 15 January 2026, no breaches have come, and none has gone.",
    ):
        assert text in one_line(ran.out.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("language", "last", "passed"),
    [
        ("en", "23 November 2026 |", "22 November 2026 (expired) |"),
        ("nb", "23. november 2026 |", "22. november 2026 (utløpt) |"),
        ("nn", "23. november 2026 |", "22. november 2026 (gått ut) |"),
    ],
)
def test_a_waiver_of_since_then_that_has_ended_is_not_told_as_if_it_held(
    repo: GitCli, language: str, last: str, passed: str
) -> None:
    repo.commit({"data/projects/a.yaml": BARE_PROJECT, "data/projects/b.yaml": BARE_PROJECT})
    for name, until in (("a", "2026-11-22"), ("b", DAY)):
        waiver = WAIVER.replace("2030-01-01", until)
        repo.write({f"data/projects/{name}.yaml": f"{BARE_PROJECT}waivers: [{waiver}]\n"})
    ran = repo.cli("report", "--format", "markdown", "--since", "HEAD", "--as-of", DAY, "--lang", language)
    assert (ran.exit, ran.err) == (CLEAN, "")
    told = ran.out.replace("\u00a0", " ")
    assert last in told
    assert passed in told


def test_what_is_to_come_with_its_first_day(repo: GitCli) -> None:
    repo.write(
        dict(
            [
                project("sen", f"{WELL}period: {{end: 2026-12-31}}\n"),
                project("senere", f"{WELL}period: {{end: 2027-03-01}}\n"),
                project("sist", f"{WELL}period: {{end: 2027-06-30}}\n"),
                project("unntatt", f"{NO_GOALS}waivers: [{WAIVER.replace('2030-01-01', '2027-02-15')}]\n"),
            ]
        )
    )
    ran = repo.cli("report", "--format", "json", "--until", "2027-06-30", "--as-of", DAY, "--lang", "en")
    assert ran.exit == CLEAN
    assert ran.json["forecast"]["until"] == "2027-06-30"
    coming = [(each["date"], each["rule"], ids(each["records"])) for each in ran.json["forecast"]["coming"]]
    assert [each for each in coming if each[1].startswith("project")] == [
        ("2027-01-01", "project-late", ["sen"]),
        ("2027-02-16", "project-goals", ["unntatt"]),  # the day after the waiver's last
        ("2027-03-02", "project-late", ["senere"]),
    ]  # not «sist», whose last day is the last that is looked at
    text = repo.cli("report", "--until", "2027-06-30", "--as-of", DAY, "--lang", "en", COLUMNS="120")
    assert text.exit == CLEAN
    told = one_line(text.out.replace("\u00a0", " "))
    assert "What becomes a breach by 30 June 2027 if nothing is done" in told
    for day in ("1 January 2027", "16 February 2027", "2 March 2027"):
        assert day in told
    assert f"--as-of {DAY} --until 2027-06-30 --lang en" in told


def test_nothing_is_to_come(repo: GitCli) -> None:
    repo.write({"data/projects/godt.yaml": GOOD_PROJECT})
    ran = repo.cli("report", "--until", "2027-06-30", "--as-of", DAY, "--lang", "en", COLUMNS="120")
    assert ran.exit == CLEAN
    told = one_line(ran.out.replace("\u00a0", " "))
    assert "Nothing becomes a breach by 30 June 2027 just because time passes." in told
    assert "By what is recorded, no more breaches come by 30 June 2027 just because time passes." in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("--since", "finnes-ikke"),
        ("--since", "2027-01-01"),
        ("--until", "2026-11-22"),
        ("--until", "snart"),
        ("--as-of", "23.11.2026"),
    ],
)
def test_a_day_or_a_revision_that_is_none_is_refused(repo: GitCli, arguments: tuple[str, ...]) -> None:
    repo.commit({"data/projects/bart.yaml": BARE_PROJECT})
    day = () if "--as-of" in arguments else ("--as-of", DAY)
    ran = repo.cli("report", *arguments, *day)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert arguments[1] in ran.err or "2027" in ran.err or "2026" in ran.err


def test_the_revision_of_the_data_and_whether_it_is_committed(repo: GitCli) -> None:
    commit = repo.commit({"data/projects/godt.yaml": GOOD_PROJECT})
    ran = repo.cli("report", "--as-of", DAY, "--lang", "en", COLUMNS="120")
    assert ran.exit == CLEAN
    assert commit in ran.out
    assert "not committed" not in ran.out
    repo.write({"data/projects/godt.yaml": GOOD_PROJECT.replace("besøk", "turer")})
    ran = repo.cli("report", "--as-of", DAY, "--lang", "en", COLUMNS="120")
    assert (ran.exit, commit in ran.out) == (CLEAN, True)
    assert "with changes that are not committed" in one_line(ran.out)


def test_what_cannot_be_read_now_has_neither_ended_nor_been_mended(repo: GitCli) -> None:
    repo.commit(dict([project("blir-brudd", NO_GOALS), project("star", WELL)]))
    repo.commit({"data/projects/blir-brudd.yaml": "title: [\n"}, day="2026-02-01")
    ran = repo.cli("report", "--format", "json", "--since", "HEAD~1", "--as-of", DAY, "--lang", "en")
    assert ran.exit == CLEAN
    assert ran.err == "data/projects/blir-brudd.yaml could not be read, and is not in the paper.\n"
    found = ran.json["changes"]
    assert (found["ended"], found["went"], ids(found["unreadable"])) == ([], [], ["blir-brudd"])


def test_a_changed_value_of_the_strategy_is_told(repo: GitCli) -> None:
    repo.commit(dict([project("star", WELL)]))
    strategy = RULES["rules/strategy.yaml"]
    assert isinstance(strategy, str)
    repo.commit({"rules/strategy.yaml": strategy.replace("value: 500", "value: 900")}, day="2026-02-01")
    assert changes(repo)["strategy"] == ["The parameter large went from 500 to 900."]


@pytest.mark.parametrize("since", ["HEAD~1", "2026-01-20"])
def test_the_command_on_the_paper_makes_the_same_paper_again(repo: GitCli, since: str) -> None:
    repo.commit(dict([project("blir-brudd", WELL)]))
    repo.commit(dict([project("blir-brudd", NO_GOALS)]), day="2026-02-01")
    first = repo.cli("report", "--since", since, "--until", "2027-06-30", "--as-of", DAY, "--lang", "en", COLUMNS="120")
    assert first.exit == CLEAN
    (command,) = re.findall(r"“intlstrat (report .*?)”", one_line(first.out))
    again = repo.cli(*command.split(), COLUMNS="120")
    assert (again.exit, again.out) == (CLEAN, first.out)


def test_a_breach_that_cannot_be_judged_any_more_is_told_and_is_not_gone(repo: GitCli) -> None:
    large = WELL.replace("active", "completed")
    repo.commit(dict([project("stort", f"{large}budget: {{total: 900}}\n")]))
    repo.commit(dict([project("stort", large)]), day="2026-02-01")
    found = changes(repo)
    assert [(each["rule"], each["cause"], ids(each["records"])) for each in found["faded"]] == [
        ("project-large", "data", ["stort"])
    ]
    assert (found["went"], found["came"], found["stayed"]) == ([], [], [])
    ran = repo.cli("report", "--since", "HEAD~1", "--as-of", DAY, "--lang", "en", COLUMNS="120")
    assert ran.exit == CLEAN
    assert "One cannot be judged any more." in one_line(ran.out)
