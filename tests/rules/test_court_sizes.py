"""How large the values are that a rule sees, by which the work of converting and of going through them is told."""

from __future__ import annotations

from courts import AALBORG, ALL, BYEN, HAVNA, VESTBY, bounds, court
from msgspec.structs import replace
from verdicts import record

from intlstrat.records.personal import Found
from intlstrat.rules.weight import A_BYTE, NOTHING, Extent, Sizes, extent, extent_of_file


def test_how_large_is_what_all_share() -> None:
    sitting = court()
    assert sitting.shared_extent == extent(sitting.shared)


def test_how_large_a_record_is_that_was_counted_when_it_was_read() -> None:
    counted = replace(HAVNA, size=(40, 5000, 70, 900))
    partner = replace(VESTBY, size=(10, 20_000, 50, 6000))
    found = bounds((AALBORG, partner, counted))["havna"]
    others = extent(AALBORG.data) | extent_of_file(10, 20_000, 50, 6000)
    assert found.sizes == Sizes(extent(found.shared), extent_of_file(40, 5000, 70, 900), others)


def test_how_large_one_is_that_was_not() -> None:
    found = bounds()
    assert found["byen"].sizes == Sizes(extent(found["byen"].shared), extent(BYEN.data), extent(AALBORG.data))
    assert found["aalborg"].sizes.linked == extent(HAVNA.data) | extent(BYEN.data)


def test_one_without_links_sees_no_others() -> None:
    assert bounds((VESTBY,))["vestby"].sizes.linked == NOTHING


def test_how_large_many_links_are() -> None:
    projects = [record("project", f"p{number}", {"partners": ["vestby"]}) for number in range(30)]
    size = bounds((VESTBY, *projects))["vestby"].sizes.linked
    assert size.parts == 30, "the list of them is longer than any in them"


def test_personal_data_counts() -> None:
    places = {"emails": ["summary" * 50]}
    found = bounds((replace(HAVNA, personal=Found(places, frozenset())),))["havna"]
    assert found.sizes.own == extent(HAVNA.data) | extent(found.values["personal"])
    assert found.sizes.own.text == 350


def test_an_item_counts() -> None:
    sitting = court()
    (bound,) = sitting.bind_all((HAVNA,))
    sight = sitting.bind_item(bound, {"item": "x" * 999})
    own = extent(HAVNA.data) | extent({"item": "x" * 999})
    assert sight.own == (sitting.shared_extent | own).rounded()
    assert sight.unpaid["own"] == own.size // A_BYTE


def test_the_values_of_what_is_asked_alone_count() -> None:
    sitting = court()
    names = {"names": ["x" * 999] * 100}
    sight = sitting.alone(names)
    assert sight.unpaid == {
        "shared": sitting.shared_extent.size // A_BYTE, "own": extent(names).size // A_BYTE, "linked": 0,
    }  # fmt: skip
    assert sight.own == (sitting.shared_extent | extent(names)).rounded()
    assert sitting.alone().own == (sitting.shared_extent | Extent(8, 0, 0)).rounded()


def test_on_another_day_it_is_not_counted_again() -> None:
    sitting = court()
    *_, before = sitting.bind_all(ALL)
    sitting.move_to("2027-01-01")
    assert sitting.again(before).sizes is before.sizes
