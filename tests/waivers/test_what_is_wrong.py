"""What is the matter with a waiver itself: what it says, where it points, and what is to be done."""

from __future__ import annotations

import pytest
from comparing import inputs_of, pack_of
from portfolios import PARTNER, PROJECT, rule
from reading import message, remedy
from waiver_texts import entry, waivers

from intlstrat.findings import Finding, Layer, Outcome, Severity, Subject
from intlstrat.language import Language
from intlstrat.load import load
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules.model import Pack
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.verdict import State, verdict
from intlstrat.waivers import Entry, entries, fault, unknown_rule
from intlstrat.waivers.about import days

DAY = "2026-06-30"
RULES = (
    *(rule("project-a", "false"), rule("project-b", "true"), rule("partner-a", "false")),
    *(rule("record-a", "false", subject="record"), rule("project-firm", "false", waivable="false")),
    rule("portfolio-few", "count > 3", among="project", where="true"),
    rule("project-c", "has(item.due)", for_each="project.goals", at="goals[item].due"),
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return pack_of(*RULES)


def portfolio(pack: Pack, files: dict[str, str]) -> Portfolio:
    return load(inputs_of(files), strategy_codes(pack.strategy))


def project(*texts: str, more: str = "") -> dict[str, str]:
    return {"data/projects/havna.yaml": PROJECT + more + waivers(*texts)}


def only_entry(pack: Pack, files: dict[str, str]) -> Entry:
    (found,) = entries(portfolio(pack, files))
    return found


def about(pack: Pack, files: dict[str, str], as_of: str = DAY, aside: bool = False) -> list[Finding]:
    """The findings about waivers, where all of them apply or all are set aside."""
    read = portfolio(pack, files)
    found = entries(read)
    state = State(read, pack, () if aside else found, as_of)
    judged = verdict(state, set_aside=found if aside else ())
    return [each for each in judged.findings if each.rule.startswith("waiver-")]


def told(finding: Finding) -> tuple[str, str | None, str, str]:
    return finding.rule, finding.place.pointer, message(finding), remedy(finding)


class TestOneThatIsNone:
    """`waiver-invalid` points at the rule that it names."""

    @pytest.mark.parametrize(
        ("files", "said", "to_do"),
        [
            (
                project(entry(rule="project-frm")),
                "There is no rule “project-frm”. Did you mean “project-firm”?",
                "Write project-firm, or delete the waiver.",
            ),
            (
                project(entry(rule="noe-helt-annet")),
                "There is no rule “noe-helt-annet”.",
                "Write the id of a rule (“intlstrat rules” lists them), or delete the waiver.",
            ),
            (
                project(entry(rule="record-invalid")),
                "record-invalid says what makes a record valid, and cannot be waived.",
                "Mend the record, and delete the waiver.",
            ),
            (
                project(entry(rule="project-firm")),
                "The rule project-firm cannot be waived.",
                "Mend the breach, and delete the waiver.",
            ),
            (
                project(entry(rule="portfolio-few")),
                "The rule portfolio-few is not waived here.",
                "Move the waiver to data/waivers.yaml: the rule is about the whole portfolio.",
            ),
            (
                project(entry(rule="partner-a")),
                "The rule partner-a is not waived here.",
                "Move the waiver to the file of the partner that it is for.",
            ),
            (
                {"data/partners/nordby.yaml": PARTNER + waivers(entry())},
                "The rule project-a is not waived here.",
                "Move the waiver to the file of the project that it is for.",
            ),
        ],
    )
    def test_says_why_and_what_to_do(self, pack: Pack, files: dict[str, str], said: str, to_do: str) -> None:
        found = fault(only_entry(pack, files), pack)
        assert found is not None
        assert told(found) == ("waiver-invalid", "/waivers/0/rule", said, to_do)
        assert (found.layer, found.severity, found.outcome) == (Layer.VALIDITY, Severity.ERROR, Outcome.BREACH)
        assert found.subject.id in ("havna", "nordby")
        assert found.place.path == next(iter(files))

    @pytest.mark.parametrize(
        ("rule_id", "to_do"),
        [
            ("project-a", "Move the waiver to the file of the project that it is for."),
            ("record-a", "Move the waiver to the file of the record that it is for."),
        ],
    )
    def test_a_rule_about_records_is_not_waived_for_the_portfolio(self, pack: Pack, rule_id: str, to_do: str) -> None:
        found = fault(only_entry(pack, {"data/waivers.yaml": f"- {entry(rule=rule_id)}\n"}), pack)
        assert found is not None
        assert told(found) == ("waiver-invalid", "/0/rule", f"The rule {rule_id} is not waived here.", to_do)

    @pytest.mark.parametrize(
        "files",
        [
            project(entry()),
            project(entry(rule="record-a")),
            {"data/partners/nordby.yaml": PARTNER + waivers(entry(rule="record-a"))},
            {"data/partners/nordby.yaml": PARTNER + waivers(entry(rule="partner-a"))},
            {"data/waivers.yaml": f"- {entry(rule='portfolio-few')}\n"},
        ],
    )
    def test_is_not_said_of_one_in_its_right_place(self, pack: Pack, files: dict[str, str]) -> None:
        assert fault(only_entry(pack, files), pack) is None

    def test_waives_nothing_and_is_told_of_once(self, pack: Pack) -> None:
        files = project(entry(rule="project-firm"), entry(rule="project-a"), entry(rule="partner-a"))
        for aside in (False, True):
            found = about(pack, files, aside=aside)
            assert [(each.rule, each.place.pointer) for each in found] == [
                ("waiver-invalid", "/waivers/0/rule"),
                ("waiver-invalid", "/waivers/2/rule"),
            ]


class TestOneThatNamesAClause:
    @pytest.mark.parametrize(
        ("files", "named"),
        [
            (project(entry(rule="1a")), "project-a, project-b, project-c, record-a, partner-a"),
            (project(entry(rule="1A")), "project-a, project-b, project-c, record-a, partner-a"),
            (
                {"data/waivers.yaml": f"- {entry(rule='1a')}\n"},
                "portfolio-few, partner-a, project-a, project-b, project-c",
            ),
        ],
    )
    def test_is_told_of_its_rules_and_first_of_those_of_here(
        self, pack: Pack, files: dict[str, str], named: str
    ) -> None:
        found = fault(only_entry(pack, files), pack)
        assert found is not None
        assert message(found) == "“1a” is a clause of the strategy, and not a rule."
        assert remedy(found) == f"Write the id of a rule of that clause, such as {named}."

    def test_of_five_all_are_named(self) -> None:
        five = [f"project-{letter}" for letter in "abcde"]
        pack = pack_of(*map(rule, five), rule("project-firm", waivable="false"))
        found = fault(only_entry(pack, project(entry(rule="1a"))), pack)
        assert found is not None
        assert remedy(found) == f"Write the id of a rule of that clause: {', '.join(five)}."

    def test_of_none_it_is_to_go(self) -> None:
        pack = pack_of(rule("project-firm", waivable="false"))
        found = fault(only_entry(pack, project(entry(rule="1a"))), pack)
        assert found is not None
        assert remedy(found) == "Delete the waiver: no rule of that clause can be waived."


@pytest.mark.parametrize(
    ("rule_id", "meant"), [("project_goals", "project-goals"), ("project-gaols", "project-goals"), ("goals", None)]
)
def test_a_slip_of_the_pen_can_be_no_other_rule(rule_id: str, meant: str | None) -> None:
    said, to_do, certain = unknown_rule(rule_id, ["project-goals", "partner-active"])
    assert certain == meant
    assert Language("en").message(said).startswith(f"There is no rule “{rule_id}”.")
    assert "delete the waiver" in Language("en").message(to_do)


def test_what_makes_a_record_valid_is_no_slip_of_the_pen() -> None:
    assert unknown_rule("record-invalid", ["record-invalix"])[2] is None
    assert unknown_rule("noe-helt-annet", ["project-goals"])[2] is None


def test_who_has_only_the_beginning_in_common_with_a_rule_is_told_none() -> None:
    known = ["portfolio-strategy-goals", "portfolio-number", "project-plan"]
    for rule_id in ("portfolio-guatemala", "project-flag"):
        said, to_do, certain = unknown_rule(rule_id, known)
        assert Language("en").message(said) == f"There is no rule “{rule_id}”."
        assert "“intlstrat rules” lists them" in Language("en").message(to_do)
        assert certain is None
    said, _, certain = unknown_rule("project-planning", known)  # near enough to ask, and not to be mended
    assert Language("en").message(said).endswith("Did you mean “project-plan”?")
    assert certain is None
    said, _, certain = unknown_rule("portfolio-strategy-goal", known)
    assert Language("en").message(said).endswith("Did you mean “portfolio-strategy-goals”?")
    assert certain == "portfolio-strategy-goals"


class TestItsEnd:
    def test_ended_it_says_so_at_its_last_day(self, pack: Pack) -> None:
        (found,) = about(pack, project(entry(until="2026-06-29")))
        assert told(found) == (
            "waiver-expired",
            "/waivers/0/until",
            "The waiver of project-a ended on 29 June 2026.",
            "Mend the breach and delete the waiver, or have Formannskapet decide anew.",
        )
        assert (found.subject, found.place.path) == (Subject("project", "havna"), "data/projects/havna.yaml")

    def test_near_it_says_so_at_its_last_day(self, pack: Pack) -> None:
        (found,) = about(pack, project(entry(until="2026-07-10")))
        assert told(found) == (
            "waiver-expiring",
            "/waivers/0/until",
            "The waiver of project-a ends on 10 July 2026.",
            "Mend the breach before then, or have Formannskapet decide anew.",
        )
        assert (found.subject, found.severity) == (Subject("project", "havna"), Severity.NOTE)

    @pytest.mark.parametrize(("until", "said"), [("2026-06-30", True), ("2026-07-30", True), ("2026-07-31", False)])
    def test_is_spoken_of_thirty_days_before_it(self, pack: Pack, until: str, said: bool) -> None:
        assert bool(about(pack, project(entry(until=until)))) is said

    def test_is_told_of_one_that_is_set_aside_only_once_it_is_there(self, pack: Pack) -> None:
        assert [each.rule for each in about(pack, project(entry(until="2026-06-29")), aside=True)] == ["waiver-expired"]
        assert about(pack, project(entry(until="2026-06-30")), aside=True) == []

    def test_days(self) -> None:
        assert [days(DAY, end) for end in ("2026-06-29", "2026-06-30", "2026-07-01", "2027-06-30")] == [-1, 0, 1, 365]


class TestOneThatIsNotNeeded:
    def test_says_so_at_the_whole_of_it(self, pack: Pack) -> None:
        (found,) = about(pack, project(entry(), entry(rule="project-b")))
        assert told(found) == (
            "waiver-unused",
            "/waivers/1",
            "No breach matches the waiver of project-b.",
            "Delete the waiver, so that it does not hide a later breach.",
        )
        assert (found.subject, found.severity) == (Subject("project", "havna"), Severity.NOTE)

    def test_for_an_item_it_names_the_item(self, pack: Pack) -> None:
        files = project(entry(rule="project-c", item="'1'"), more="goals: [{statement: A}]\n")
        (found,) = about(pack, files)
        assert message(found) == "No breach matches the waiver of project-c for 1."

    def test_needed_for_one_item_is_needed(self, pack: Pack) -> None:
        files = project(entry(rule="project-c"), more="goals: [{statement: A, due: 2026-01-01}, {statement: B}]\n")
        assert about(pack, files) == []


@pytest.mark.parametrize(
    ("named", "is_sure"),
    [("project-frim", True), ("project-x", False), ("something", False), ("project-firm", False), ("1a", False)],
)
def test_only_a_slip_of_the_pen_can_be_mended_by_fix(pack: Pack, named: str, is_sure: bool) -> None:
    found = fault(only_entry(pack, project(entry(rule=named))), pack)
    assert found is not None
    assert found.mendable is is_sure
