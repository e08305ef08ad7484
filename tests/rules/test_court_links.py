"""Which records a record sees beside itself, and what is kept of it from one run to the next."""

from __future__ import annotations

from courts import AALBORG, ALL, BYEN, HAVNA, VESTBY, bounds, court
from msgspec.structs import replace
from verdicts import record

from intlstrat.memory import Memory


class TestLinks:
    def test_a_project_sees_its_partners_and_a_partner_its_projects(self) -> None:
        linked = {name: [each.id for each in bound.linked] for name, bound in bounds().items()}
        assert linked == {
            "havna": ["vestby", "aalborg"], "byen": ["aalborg"], "vestby": ["havna"], "aalborg": ["byen", "havna"],
        }  # fmt: skip

    def test_a_partner_that_is_no_record_is_told(self) -> None:
        assert {name: bound.unresolved for name, bound in bounds().items() if bound.unresolved} == {
            "byen": ("partner sørby",)
        }

    def test_a_project_of_the_same_name_is_no_partner(self) -> None:
        found = bounds((record("project", "a", {"partners": ["a"]}),))["a"]
        assert (found.linked, found.unresolved) == ((), ("partner a",))

    def test_what_a_partner_says_of_partners_is_not_looked_at(self) -> None:
        found = bounds((AALBORG, record("partner", "vestby", {"partners": ["aalborg"]})))
        assert [bound.linked for bound in found.values()] == [(), ()]

    def test_of_two_partners_of_one_name_the_first_is_meant(self) -> None:
        again = record("partner", "aalborg", {"notes": "again"})
        assert [each is AALBORG for each in bounds((AALBORG, again, BYEN))["byen"].linked] == [True]

    def test_one_of_which_a_part_could_not_be_read_is_named(self) -> None:
        broken = replace(VESTBY, lost=(("country",),))
        found = bounds((AALBORG, broken, HAVNA, BYEN))
        assert (found["havna"].linked_and_lost(), found["byen"].linked_and_lost()) == ("partner vestby", None)

    def test_each_run_has_its_own(self) -> None:
        sitting = court()
        sitting.bind_all(ALL)
        (alone,) = sitting.bind_all((HAVNA,))
        assert (alone.linked, alone.unresolved) == ((), ("partner vestby", "partner aalborg", "partner vestby"))


class TestMemory:
    def test_what_is_known_of_a_record_is_kept_while_it_is_asked_for(self) -> None:
        sitting, memory = court(), Memory()
        sitting.begin(ALL)
        assert memory.get("bound", (sitting, HAVNA)) is None
        sitting.bind(HAVNA, memory).known["what"] = "was judged"
        assert memory.get("bound", (sitting, HAVNA)) is not None
        memory.settle()
        assert sitting.bind(HAVNA, memory).known == {"what": "was judged"}
        assert sitting.bind(BYEN, memory).known == {}
        assert court().bind(HAVNA, memory).known == {}, "another court knows nothing of it"

    def test_nothing_is_kept_of_a_portfolio_that_is_bound_at_once(self) -> None:
        sitting = court()
        for bound in sitting.bind_all(ALL):
            bound.known["what"] = "was judged"
        assert [bound.known for bound in sitting.bind_all(ALL)] == [{}] * 4
