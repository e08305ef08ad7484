"""`--waivers-from`: a change cannot waive itself."""

from __future__ import annotations

import re

import pytest
from cli_world import BARE_PROJECT, CLEAN, FINDINGS, GOOD_PARTNER, GOOD_PROJECT, NOT_CHECKED, one_line
from git_world import WAIVER, GitCli

GOOD = {"data/projects/godt.yaml": GOOD_PROJECT, "data/partners/nordby.yaml": GOOD_PARTNER}
WAIVED = f"{BARE_PROJECT}waivers: [{WAIVER}]\n"
FOR_MANY = "- {rule: portfolio-many, reason: Derfor., decided_by: Bystyret, until: 2030-01-01}\n"


def goals(ran_json: dict[str, object]) -> list[str]:
    findings = ran_json["findings"]
    assert isinstance(findings, list)
    return [each["outcome"] for each in findings if each["rule"] == "project-goals"]


@pytest.fixture
def base(repo: GitCli) -> GitCli:
    repo.commit(GOOD)
    return repo


def test_a_waiver_of_the_change_itself_waives_nothing(base: GitCli) -> None:
    base.write({"data/projects/nytt.yaml": WAIVED})
    trusting = base.json()
    assert (trusting.exit, goals(trusting.json)) == (CLEAN, ["waived"])
    strict = base.json("--waivers-from", "HEAD")
    assert (strict.exit, goals(strict.json)) == (FINDINGS, ["breach"])
    compared = strict.json["compared_with"]
    assert compared["waivers_from"] == base.git("rev-parse", "HEAD")
    assert [each["set_aside"] for each in compared["added_waivers"]] == [True]


def test_it_says_so_in_the_text(base: GitCli) -> None:
    base.write({"data/projects/nytt.yaml": WAIVED})
    ran = base.check("--since", "HEAD", "--waivers-from", "HEAD", INTLSTRAT_LANG="en")
    assert ran.exit == FINDINGS
    assert "It does not hold yet: only the waivers from before the change count here." in one_line(ran.out)


def test_it_works_without_since(base: GitCli) -> None:
    base.write({"data/projects/nytt.yaml": WAIVED})
    assert base.check().exit == CLEAN
    assert base.check("--waivers-from", "HEAD").exit == FINDINGS


def test_a_waiver_of_then_holds_though_the_change_removes_or_edits_it(base: GitCli) -> None:
    base.commit({"data/projects/nytt.yaml": WAIVED})
    for text in (BARE_PROJECT, WAIVED.replace("Derfor", "Av andre grunner")):
        base.write({"data/projects/nytt.yaml": text})
        ran = base.json("--waivers-from", "HEAD")
        assert (ran.exit, goals(ran.json)) == (CLEAN, ["waived"])
    (finding,) = [each for each in ran.json["findings"] if each["rule"] == "project-goals"]
    assert (finding["waiver"]["reason"], finding["change"]["state"]) == ("Derfor.", "existing")


def test_a_waiver_that_is_prolonged_is_an_added_one(base: GitCli) -> None:
    base.commit({"data/projects/nytt.yaml": WAIVED.replace("2030-01-01", "2026-02-01")})
    base.write({"data/projects/nytt.yaml": WAIVED})
    strict = base.json("--waivers-from", "HEAD")
    assert goals(strict.json) == ["breach"]
    assert [each["waiver"]["until"] for each in strict.json["compared_with"]["added_waivers"]] == ["2030-01-01"]
    assert strict.exit == CLEAN  # the breach is back because time passed, not because of the change


def test_a_waiver_of_then_follows_its_record_to_another_name(base: GitCli) -> None:
    base.commit({"data/projects/nytt.yaml": WAIVED})
    base.remove("data/projects/nytt.yaml").write({"data/projects/annet.yaml": WAIVED + "summary: x\n"})
    ran = base.json("--waivers-from", "HEAD")
    assert (ran.exit, goals(ran.json)) == (CLEAN, ["waived"])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("title: Noe annet\nstatus: active\nplan: {activities: [{title: Oppstart}]}\n", id="unlike"),
        pytest.param(WAIVED.replace("Bart prosjekt", "Noe annet"), id="alike, but called otherwise"),
        pytest.param("title: Bart prosjekt\nstatus: applied\nsummary: Noe helt annet enn før.\n", id="called the same"),
    ],
)
def test_no_other_record_inherits_the_waivers_of_one_that_is_gone(base: GitCli, other: str) -> None:
    """Else whoever makes the change could choose whose waivers it gets."""
    base.commit({"data/projects/gammelt.yaml": f"{WAIVED}plan:\n  activities:\n    - title: Oppstart\n"})
    base.remove("data/projects/gammelt.yaml").write({"data/projects/helt-nytt.yaml": other})
    ran = base.check("--waivers-from", "HEAD", "--format", "json")
    assert (ran.exit, goals(ran.json)) == (FINDINGS, ["breach"])


def test_waivers_for_the_portfolio_too(base: GitCli) -> None:
    two = {"data/partners/sorby.yaml": GOOD_PARTNER.replace("Nordby", "Sørby"), "data/waivers.yaml": FOR_MANY}
    base.write(two)
    assert base.json().exit == CLEAN
    assert base.json("--waivers-from", "HEAD").exit == FINDINGS
    base.commit()
    base.remove("data/waivers.yaml")
    assert base.json("--waivers-from", "HEAD").exit == CLEAN
    assert base.json().exit == FINDINGS


def test_what_the_change_mends_does_not_leave_its_waiver_idle(base: GitCli) -> None:
    """A waiver that the change removes along with its breach is no concern; one that it leaves behind is."""
    base.commit({"data/projects/nytt.yaml": WAIVED})
    base.write({"data/projects/nytt.yaml": GOOD_PROJECT})
    assert "waiver-unused" not in base.json("--waivers-from", "HEAD").rules
    base.write({"data/projects/nytt.yaml": f"{GOOD_PROJECT}waivers: [{WAIVER}]\n"})
    ran = base.json("--waivers-from", "HEAD")
    assert (ran.exit, "waiver-unused" in ran.rules) == (CLEAN, True)


@pytest.mark.parametrize("bad", ["rule: finnes-ikke", "until: 2020-01-01"])
def test_a_waiver_of_the_change_that_is_no_good_is_still_a_finding(base: GitCli, bad: str) -> None:
    key = bad.partition(":")[0]
    waiver = ", ".join(bad if part.startswith(key) else part for part in WAIVER.strip("{}").split(", "))
    base.write({"data/projects/nytt.yaml": f"{BARE_PROJECT}waivers: [{{{waiver}}}]\n"})
    ran = base.json("--waivers-from", "HEAD")
    assert ran.exit == FINDINGS
    assert {"waiver-invalid", "waiver-expired"} & set(ran.rules)


def test_a_revision_that_is_not_there_is_an_error(base: GitCli) -> None:
    ran = base.check("--waivers-from", "finnes-ikke", INTLSTRAT_LANG="en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "as --waivers-from says" in one_line(ran.err)


def test_alone_it_says_whose_waivers_count(base: GitCli) -> None:
    base.write({"data/projects/nytt.yaml": WAIVED})
    for format_ in ("text", "markdown", "github"):
        ran = base.check("--waivers-from", "HEAD", "--format", format_, INTLSTRAT_LANG="en")
        assert ran.exit == FINDINGS
        plain = re.sub(r"</?span>|\\\\", "", one_line(ran.out))
        assert f"Only the waivers of commit {base.git('rev-parse', 'HEAD')[:12]} count." in plain
        assert "1 waiver in the data is not among them, and does not hold here." in one_line(ran.out)


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"])
def test_personal_data_of_then_is_shown_in_no_format(base: GitCli, format_: str) -> None:
    private = WAIVER.replace("Derfor.", "Ring 91 23 45 67").replace("Bystyret", "ola.nordmann@gmail.com")
    base.commit({"data/projects/nytt.yaml": f"{BARE_PROJECT}waivers: [{private}]\n"})
    base.write({"data/projects/nytt.yaml": BARE_PROJECT})
    for asked in ((), ("--since", "HEAD")):
        ran = base.check("--waivers-from", "HEAD", "--format", format_, "--show", "all", *asked)
        assert ran.exit == CLEAN
        assert "91 23" not in ran.out
        assert "gmail" not in ran.out


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"])
def test_personal_data_in_a_waivers_item_is_shown_in_no_format(base: GitCli, format_: str) -> None:
    private = WAIVER.replace("rule: project-goals", 'rule: project-goals, item: "ola.nordmann@gmail.com"')
    base.write({"data/projects/nytt.yaml": f"{BARE_PROJECT}waivers: [{private}]\n"})
    ran = base.check("--since", "HEAD", "--format", format_, "--show", "all", "--until", "2031-01-01")
    assert ran.exit == FINDINGS
    assert "gmail" not in ran.out


def test_the_item_of_a_waiver_is_named(base: GitCli) -> None:
    one = WAIVER.replace("rule: project-goals", 'rule: project-targets, item: "1"')
    base.write({"data/projects/nytt.yaml": f"{GOOD_PROJECT}waivers: [{one}]\n"})
    (added,) = base.json().json["compared_with"]["added_waivers"]
    assert added["item"] == "1"
    shown = base.check("--since", "HEAD")
    assert (shown.exit, "project-targets [1]" in shown.out) == (CLEAN, True)
