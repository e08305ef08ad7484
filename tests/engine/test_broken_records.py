"""A record with wrong keys or values is judged by what can be read of it; what rests on a lost part is unknown."""

from __future__ import annotations

import pytest
from portfolios import FINDINGS, NOT_CHECKED, World


def test_readable_parts_are_judged_beside_the_findings_of_the_records_shape(world: World) -> None:
    world.project("havna", "gaols: [{statement: A}]\nnotes: ok\nbudget: {total: 4.200.000}\n")
    world.rule("project-a", "has(project.notes)").rule("project-b", "size(project.goals) > 0")
    world.rule("project-c", "project.budget.total > 0", when="has(project.budget.total)")
    verdict = world.check()
    assert verdict.rules.count("record-invalid") == 2
    assert verdict.outcome("project-a") == "fulfilled"
    assert verdict.outcome("project-b") == "breach"
    assert verdict.json["summary"]["records"] == {"partners": 0, "projects": 1, "unreadable": 0}


@pytest.mark.parametrize(
    ("lost", "require"),
    [
        ("period: {end: 31.12.2026}", "has(project.period.end)"),
        ("period: i sommer", "has(project.period.end)"),
        ("period: {end: 2026-13-01}", "project.period.end > as_of"),
        ("budget: {total: mye}", "has(project.budget.total) && project.budget.total > 0"),
        (
            "budget: {own_by_year: {2025: mye}}",
            "sum(project.budget.own_by_year.map(y, project.budget.own_by_year[y])) > 0.0",
        ),
        ("goals: Flere gjester", "size(project.goals) > 0"),
        ("goals: [Flere gjester]", "size(project.goals) > 0"),
        ("areas: [kultur]", '"culture" in project.areas'),
        ("strategy: {goals: [9]}", "has(project.strategy.goals)"),
        ("funding: [{kind: eus, status: granted}]", 'project.funding.exists(f, has(f.kind) && f.kind == "eu")'),
        ("funding: [{kind: eu, status: gitt}]", 'project.funding.exists(f, has(f.status) && f.status == "granted")'),
        ("funding: [{amount: mye}]", "sum(project.funding.filter(f, has(f.amount)).map(g, g.amount)) > 0.0"),
        ("funding: [eu]", "project.funding.exists(f, has(f.kind))"),
        ("goals: [{statement: A, result: {value: mange}}]", "project.goals.all(g, has(g.result.value))"),
    ],
)
def test_a_rule_that_rests_on_a_lost_part_is_unknown_and_no_breach(world: World, lost: str, require: str) -> None:
    world.project("havna", lost + "\n").rule("project-a", require)
    verdict = world.check()
    assert verdict.rules.count("record-invalid") == 1
    assert verdict.outcome("project-a") == "unknown"
    assert "cannot be read" in verdict.message("project-a")
    invalid = verdict.one("record-invalid")["location"]
    assert verdict.one("project-a")["location"]["line"] == invalid["line"]


@pytest.mark.parametrize(
    ("lost", "require"),
    [
        ("notess: x", "has(project.notes)"),
        ("budget: {total: mye}", "has(project.budget.lines)"),
        ("funding: [{kind: own, amount: mye}]", 'project.funding.exists(f, has(f.kind) && f.kind == "eu")'),
        ("goals: [{statement: A, due: snart}]", "project.goals.all(g, has(g.indicator))"),
        ("goals: [5]", "has(project.budget.total)"),
    ],
)
def test_a_rule_that_asks_for_other_parts_is_judged(world: World, lost: str, require: str) -> None:
    world.project("havna", lost + "\n").rule("project-a", require)
    assert world.check().outcome("project-a") == "breach"


@pytest.mark.parametrize("require", ["has(project.notes) || has(project.period.end)", "size(project.goals) > 0"])
def test_a_rule_that_holds_by_its_readable_parts_is_fulfilled(world: World, require: str) -> None:
    world.project("havna", "notes: x\nperiod: {end: snart}\ngoals: [5, {statement: A}]\n")
    world.rule("project-a", require)
    assert world.check().outcome("project-a") == "fulfilled"


def test_a_lost_part_of_one_item_does_not_touch_the_others(world: World) -> None:
    world.project("havna", "goals: [{statement: A, due: snart}, {statement: B}, {statement: C, due: 2026-01-01}]\n")
    world.rule("project-a", "has(item.due)", for_each="project.goals")
    assert world.check().outcomes("project-a") == {
        ("havna", 0): "unknown",
        ("havna", 1): "breach",
        ("havna", 2): "fulfilled",
    }


def test_need_of_a_lost_part_is_said_to_be_unreadable(world: World) -> None:
    world.project("havna", "budget: {total: mye}\n").rule("project-a", "true", needs="[budget.total]")
    message = world.check().message("project-a")
    assert "budget.total" in message
    assert "cannot be read" in message


@pytest.mark.parametrize("visits", ["[5]", "[{date: snart, direction: outgoing}]", "i fjor"])
def test_a_visit_that_cannot_be_read_is_no_lack_of_visits(world: World, visits: str) -> None:
    world.partner("nordby", f"visits: {visits}\n")
    world.rule("partner-a", 'visits_in(partner.visits, "outgoing", params.term, as_of) >= 1', needs="[visits]")
    assert world.check().outcome("partner-a") == "unknown"


def test_a_missing_required_key_makes_what_rests_on_it_unknown(world: World) -> None:
    world.project("havna", base="title: Havna\n")
    world.rule("project-a", "false", when="project.status == 'active'").rule("project-b", 'project.title == "Havna"')
    verdict = world.check()
    assert verdict.outcomes() == {("project-a", "havna"): "unknown", ("project-b", "havna"): "fulfilled"}
    assert verdict.one("record-invalid")["location"]["pointer"] == "/status"


def test_a_lost_part_of_a_linked_record_makes_what_rests_on_it_unknown(world: World) -> None:
    world.project("havna", "partners: [nordby]\n").partner("nordby", base="name: Nordby\ncountry: DK\nstatus: active\n")
    world.rule("project-a", 'linked.exists(party, party.relation == "sister_city")')
    verdict = world.check()
    assert verdict.outcome("project-a") == "unknown"
    assert "partner nordby" in verdict.message("project-a")


class TestAPartnerThatGaveNoRecord:
    """A rule that rests on it is unknown; one that is decided without it is not."""

    @pytest.fixture(params=["nordbi", "vestby"], ids=["no such file", "a file that cannot be read"])
    def named(self, world: World, request: pytest.FixtureRequest) -> World:
        world.partner("nordby").partner("vestby", base="name: [\n")
        return world.project("havna", f"partners: [{request.param}, nordby]\n")

    @pytest.mark.parametrize(
        ("more", "outcome"),
        [
            ({"require": 'linked.exists(party, party.country == "SE")'}, "unknown"),
            ({"require": 'linked.exists(party, party.country == "DK")'}, "fulfilled"),
            ({"require": "has(project.notes)"}, "breach"),
            ({"require": "false", "when": "'linked.exists(party, party.country == \"SE\")'"}, "unknown"),
            ({"require": "false", "when": "'linked.exists(party, party.country == \"DK\")'"}, "breach"),
            ({"require": "false", "when": "'project.status == \"idea\" && size(linked) > 5'"}, "not_applicable"),
        ],
    )
    def test_may_leave_a_rule_undecided(self, named: World, more: dict[str, str], outcome: str) -> None:
        named.rule("project-a", **more)
        assert named.check().outcome("project-a") == outcome


@pytest.mark.parametrize(
    ("when", "outcome"),
    [
        ("size(project.areas) > 1", "unknown"),
        ("size(project.areas) > 0", "fulfilled"),
        ("project.status == 'idea' && size(project.areas) > 1", "not_applicable"),
        ("has(project.notes)", "not_applicable"),
    ],
)
def test_a_condition_that_rests_on_a_lost_item_is_undecided(world: World, when: str, outcome: str) -> None:
    world.project("havna", "areas: [culture, kultur]\n").rule("project-a", "true", when=f'"{when}"')
    assert world.check().outcome("project-a") == outcome


class TestThePortfolio:
    """Rules about the portfolio count records that are not whole."""

    def test_a_record_that_is_not_whole_is_counted(self, world: World) -> None:
        world.project("havna", "notess: x\n").project("torget")
        world.rule("portfolio-a", "count == 2", among="project", where="project.status == 'active'")
        assert world.check().outcome("portfolio-a") == "fulfilled"

    def test_a_record_that_cannot_say_whether_it_counts_makes_the_rule_unknown(self, world: World) -> None:
        world.project("havna", base="title: Havna\nstatus: aktiv\n").project("torget")
        world.rule("portfolio-a", "count == 1", among="project", where="project.status == 'active'")
        verdict = world.check()
        assert verdict.outcome("portfolio-a") == "unknown"
        assert "project havna" in verdict.message("portfolio-a")

    def test_a_record_that_cannot_say_its_group_makes_one_item_more(self, world: World) -> None:
        world.project("havna").project("torget", "programme: norec\n")
        by = "has(project.programme) ? project.programme : missing('programme')"
        world.rule("portfolio-a", among="project", group_by=f'"{by}"')
        assert world.check().outcomes("portfolio-a") == {None: "unknown", (None, "norec"): "fulfilled"}

    @pytest.mark.parametrize(
        ("files", "words"),
        [(1, "One file could not be read"), (2, "2 files could not be read")],
    )
    def test_its_verdict_says_how_many_files_could_not_be_read(self, world: World, files: int, words: str) -> None:
        for number in range(files):
            world.partner(f"x{number}", base="name: [\n")
        world.rule("portfolio-a", "count > 0", among="partner").rule(
            "portfolio-b", "params.frame > count", among="partner"
        )
        verdict = world.check()
        assert verdict.json["summary"]["records"] == {"partners": 0, "projects": 0, "unreadable": files}
        assert verdict.rules.count("record-unreadable") == files
        assert words in verdict.message("portfolio-a")
        assert verdict.outcome("portfolio-b") == "unknown"
        assert words in verdict.message("portfolio-b")

    def test_its_verdict_says_nothing_of_files_where_all_could_be_read(self, world: World) -> None:
        world.project("havna", "notess: x\n").rule("portfolio-a", "count > 1", among="project")
        assert world.check().message("portfolio-a") == "Breach of portfolio-a."

    def test_a_verdict_on_a_record_says_nothing_of_the_files_that_could_not_be_read(self, world: World) -> None:
        world.partner("x", base="name: [\n").project("havna").rule("project-a", "false")
        world.rule("project-b", 'missing("notes")')
        verdict = world.check()
        assert verdict.message("project-a") == "Breach of project-a."
        assert verdict.message("project-b").endswith(" is not recorded.")


def test_one_unreadable_file_does_not_hide_the_findings_of_the_others(world: World) -> None:
    world.project("havna", base="title: [\n").project("torget").rule("project-a", "false")
    verdict = world.check()
    assert sorted(verdict.rules) == ["project-a", "record-unreadable"]
    assert verdict.exit == FINDINGS


def test_a_file_that_the_disk_does_not_give_makes_the_exit_2_and_hides_nothing(world: World) -> None:
    world.project("torget").rule("project-a", "false")
    (world.root / "data/projects/borte.yaml").symlink_to("ingensteds.yaml")
    verdict = world.check()
    assert sorted(verdict.rules) == ["project-a", "record-unreadable"]
    assert verdict.exit == NOT_CHECKED


class TestIdsThatStandTwice:
    """Both files are judged; the second is told that its id is taken."""

    def test_both_records_are_judged_and_the_second_is_told(self, world: World) -> None:
        world.project("a/havna").project("b/havna", "notes: x\n").rule("project-a", "has(project.notes)")
        verdict = world.check()
        assert verdict.one("record-id")["location"]["path"] == "data/projects/b/havna.yaml"
        assert verdict.one("record-id")["related"][0]["location"]["path"] == "data/projects/a/havna.yaml"
        assert verdict.one("project-a")["location"]["path"] == "data/projects/a/havna.yaml"
        assert verdict.json["summary"]["outcomes"]["fulfilled"] == 1
        assert verdict.json["summary"]["outcomes"]["breach"] == 1
        assert verdict.json["summary"]["records"]["projects"] == 2

    def test_each_of_them_has_its_own_findings(self, world: World) -> None:
        world.project("a/havna").project("b/havna").rule("project-a", "false")
        paths = [finding["location"]["path"] for finding in world.check().of("project-a")]
        assert paths == ["data/projects/a/havna.yaml", "data/projects/b/havna.yaml"]

    def test_their_outcomes_come_in_the_order_of_the_items(self, world: World) -> None:
        world.project("a/havna", "goals: [{statement: A}, {statement: B}]\n")
        world.project("b/havna", base="title: Havna\nstatus: idea\n")
        world.rule("project-a", "true", for_each="project.goals", when="project.status == 'active'")
        found = [(each["rule"], each["item"]) for each in world.check().json["outcomes"]]
        assert found == [("project-a", None), ("project-a", 0), ("project-a", 1)]

    def test_a_partner_and_a_project_may_share_an_id(self, world: World) -> None:
        world.project("havna").partner("havna").rule("record-a", "true", subject="record")
        assert world.check().findings == []

    def test_a_file_name_that_is_no_id_is_told_and_the_record_is_judged(self, world: World) -> None:
        world.project("Havna Øst").rule("project-a", "false")
        verdict = world.check()
        assert sorted(verdict.rules) == ["project-a", "record-id"]
        assert "havna-ost.yaml" in verdict.one("record-id")["fix"]


def test_a_partner_that_no_record_has_is_a_finding_with_did_you_mean(world: World) -> None:
    world.project("havna", "partners: [nordbi]\n").partner("nordby").rule("project-a", "size(linked) == 0")
    verdict = world.check()
    assert "Did you mean “nordby”?" in verdict.message("record-reference")
    assert verdict.place("record-reference")[1:] == ("/partners/0", 3, 12, 18)
    assert verdict.outcome("project-a") == "fulfilled"


def test_a_key_that_is_called_as_a_parameter_is_does_not_lift_a_rule(world: World) -> None:
    world.project("havna", "params: 1\n")
    world.rule("project-a", "has(project.notes)", needs="[params.term]")
    assert world.check().outcome("project-a") == "breach"
