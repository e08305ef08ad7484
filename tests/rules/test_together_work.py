"""The work that a record is which is asked everything at once: each rule is charged with its own."""

from __future__ import annotations

import pytest
import verdicts
from at_once import HAVNA, Asked, a, asked, whole, with_linked
from msgspec import msgpack
from msgspec.structs import replace
from portfolios import DAY
from verdicts import record

from intlstrat.engine.bench import Bench
from intlstrat.rules import together
from intlstrat.rules.model import Pack
from intlstrat.rules.programs import keep, kept
from intlstrat.rules.weight import Weight


class TestWork:
    def test_is_taken_off_for_each_record_and_each_rule(self) -> None:
        found = asked(
            a("true"),
            a("project.goals.all(g, has(g.statement))", "project-b"),
            whole("true", where="project.goals.all(g, project.goals.all(h, g != h))"),
            records=[HAVNA, *with_linked(2)],
        )
        once = found.works()
        most = found.together._parts[0].works((together._OWN[0], together._LINKED[0]))
        assert [*once.values()] == [weight.work for weight in most]
        assert 0 < once["project-a"] < once["project-b"] < once["portfolio-a"]
        assert found.works(*[found.first] * 3) == {name: 3 * work for name, work in once.items()}
        both = found.works(found.first, found.bounds[2])
        assert both == {name: 2 * work for name, work in once.items()}
        found.together.charge()
        assert found.works() == once

    def test_of_a_rule_is_that_of_all_its_expressions(self) -> None:
        measures = {"m": {"sum": "1"}, "n": {"sum": "project.goals.all(g, g.statement != '') ? 1 : 0"}}
        alone = asked(whole("true")).works()["portfolio-a"]
        for rate in ("", " || nok(1, 'EUR') > 1.0"):
            found = asked(a("true"), whole("true", where=f"true{rate}", measures=measures), a("true", "project-b"))
            works = found.works()
            assert works["portfolio-a"] > 2 * alone
            assert works["project-a"] == works["project-b"]

    def test_is_told_from_one_run_to_the_next_for_each_size(self) -> None:
        def works() -> list[tuple[Weight, ...]]:
            part = asked(*rules).together._parts[0]
            return [part.works((own, linked)) for own in together._OWN for linked in together._LINKED]

        rules = [a("project.goals.all(g, has(g.statement))"), a("linked.all(p, p.status != '')", "project-b")]
        fresh = works()
        keep("", b"")
        known = kept("")
        assert known is not None
        assert works() == fresh
        content = known.content()
        assert len({*fresh}) == 6
        keep("", content)
        known = kept("")
        assert known is not None
        assert (works(), known.has_new) == (fresh, False)
        assert [len(each["weights"]) for each in msgpack.decode(content[32:])["programs"].values()] == [len(fresh)]
        keep("none", b"")

    def test_goes_on_for_the_others_where_a_rule_has_done_all_that_it_may(self) -> None:
        rules = [a("true"), a("true", "project-b"), a("true", "project-c")]
        once = asked(*rules).works()["project-a"]
        found = asked(*rules)
        meters = [each.meter for each in found.bench.by_kind["project"]]
        meters[1].left = once // 2
        before = found.lefts()
        found.ask()
        found.together.charge()
        assert [meter.is_spent for meter in meters] == [False, True, False]
        assert before["project-c"] - found.lefts()["project-c"] == once

    def test_depends_on_what_it_is_linked_to_where_a_rule_sees_that(self) -> None:
        rules = [a("linked.all(p, p.status != '')", "partner-a"), a("true", "partner-b")]
        few, many = (asked(*rules, records=with_linked(number)).works() for number in (0, 3))
        assert few["partner-a"] < many["partner-a"]
        assert few["partner-b"] == many["partner-b"]

    @pytest.mark.parametrize(
        "require",
        [
            "[1].all(params, true) && strategy.goals.all(g, g.code != '')",
            "[1].all(strategy, true) && params.countries.all(c, c != '')",
        ],
    )
    def test_on_what_is_the_same_for_all_records_is_the_same_for_each(self, require: str) -> None:
        """A name that a loop of the rule's own has too stays a variable."""
        large = record("project", "large", {"notes": "x" * 5000, "tags": ["x" * 8] * 64})
        found = asked(a(require), a("project.goals.all(g, has(g.statement))", "project-b"), records=[HAVNA, large])
        small, more = found.works(), found.works(found.bounds[1])
        assert small["project-a"] == more["project-a"]
        assert small["project-b"] < more["project-b"]

    @pytest.mark.parametrize("at_once", [True, False])
    def test_of_a_pattern_is_told_from_the_parameter(self, at_once: bool) -> None:
        """It is written out, but where a loop of the rule's own has the name `params` too."""
        works = []
        for pattern in ("x", "x{100}"):
            strategy = verdicts.strategy()
            limit = replace(strategy.parameters["limit"], value=pattern)
            strategy = replace(strategy, parameters={**strategy.parameters, "limit": limit})
            rule = a("[1].all(params, true) && !project.title.matches('1')")
            rule = replace(rule, require=rule.require.replace("'1'", "params.limit"))
            bench = Bench(Pack(strategy, (rule,), ""), DAY)
            found = Asked(bench, bench.court.bind_all([HAVNA]))
            if at_once:
                works.append(found.works()["project-a"])
            else:
                before = found.lefts()["project-a"]
                bench.by_kind["project"][0].judge(found.first)
                works.append(before - found.lefts()["project-a"])
        assert works[0] < works[1]
