"""Which record of now is one of then under another name: by its bytes, by its likeness, by what it is called."""

from __future__ import annotations

import pytest

from intlstrat.findings import Subject
from intlstrat.history.matching import File, renames

TEXT = "".join(f"line {number}\n" for number in range(10))


def file(name: str, content: str, kind: str = "project") -> File:
    return kind, name, f"data/{kind}s/{name}.yaml", content.encode()


def found(then: list[File], now: list[File], strictly: bool = False) -> dict[str | None, str | None]:
    return {before.id: after.id for before, after in renames(then, now, strictly).items()}


def alike(lines: int, title: str = "") -> str:
    """A text of which so many of ten lines are those of TEXT."""
    return title + "".join(f"line {number}\n" if number < lines else f"okay {number}\n" for number in range(10))


@pytest.mark.parametrize(("kind"), ["project", "partner"])
def test_a_record_that_only_has_another_name(kind: str) -> None:
    assert renames([file("a", TEXT, kind)], [file("b", TEXT, kind)]) == {
        Subject(kind, "a"): Subject(kind, "b")  # type: ignore[arg-type]
    }


def test_a_record_whose_name_is_there_still_is_no_other() -> None:
    assert found([file("a", TEXT)], [file("a", "x: 1\n"), file("b", TEXT)]) == {}
    assert found([file("a", TEXT), file("b", "x: 1\n")], [file("b", TEXT)]) == {}


def test_a_record_of_the_other_kind_is_no_other() -> None:
    assert found([file("a", TEXT)], [file("b", TEXT, "partner")]) == {}
    assert found([file("a", TEXT)], [file("b", TEXT + "more\n", "partner")]) == {}
    assert found([file("a", TEXT)], [file("a", TEXT, "partner")]) == {}


@pytest.mark.parametrize(("lines", "is_the_same"), [(4, False), (5, True), (6, True)])
def test_half_of_the_text_makes_it_the_same(lines: int, is_the_same: bool) -> None:
    assert found([file("a", alike(10))], [file("b", alike(lines))]) == ({"a": "b"} if is_the_same else {})


def test_the_larger_of_the_two_is_what_half_is_of() -> None:
    long = TEXT + "".join(f"what is new {number}\n" for number in range(20))
    assert found([file("a", TEXT)], [file("b", long)]) == {}
    assert found([file("a", long)], [file("b", TEXT)]) == {}


@pytest.mark.parametrize("key", ["title: ", "name: "])
@pytest.mark.parametrize(("lines", "is_the_same"), [(0, False), (3, True)])
def test_where_both_are_called_the_same_less_is_enough(key: str, lines: int, is_the_same: bool) -> None:
    called = f"{key}H\n"
    then, now = file("a", alike(10, called)), file("b", alike(lines, called + "more: of this\n"))
    assert found([then], [now]) == ({"a": "b"} if is_the_same else {})
    # Called otherwise, or not at all, it is another.
    assert found([then], [file("b", alike(3, f"{key}J\n"))]) == {}
    assert found([file("a", alike(10))], [file("b", alike(3))]) == {}


@pytest.mark.parametrize(("common", "is_the_same"), [(19, False), (20, True)])
def test_a_namesake_needs_a_fifth(common: int, is_the_same: bool) -> None:
    """Of a hundred bytes, those of the title among them."""
    title = "title: H"
    shared = "s" * (common - len(title))
    then, now = (f"{title}\n{shared}\n{other * (100 - common)}\n" for other in "xy")
    assert found([file("a", then)], [file("b", now)]) == ({"a": "b"} if is_the_same else {})


def test_a_title_further_in_is_not_what_a_record_is_called() -> None:
    then, now = ("x: " + 80 * letter + "\ngoals:\n  title: Havna og byen ved elva\n" for letter in "pq")
    assert found([file("a", then)], [file("b", now)]) == {}


def test_white_space_and_comments_do_not_count() -> None:
    then = "a: 1\nb: 2\n# " + "x" * 100 + "\n\n"
    now = "  a: 1\nb: 2  \n# " + "y" * 100 + "\n"
    assert found([file("a", then)], [file("b", now)]) == {"a": "b"}
    assert found([file("a", "# same\n# same too\n")], [file("b", "# same\n# same too\n#\n")]) == {}
    assert found([file("a", "title: H \nx: 1\ny: 22222222\n")], [file("b", "title: H\nx: 1\nz: 333333333\n")]) == {
        "a": "b"
    }


def test_a_line_that_stands_more_often_counts_so_often() -> None:
    many, few = "- one\n" * 10, "- one\n" * 5
    assert found([file("a", many)], [file("b", few)]) == {"a": "b"}
    assert found([file("a", many)], [file("b", "- one\n" * 4)]) == {}
    assert found([file("a", few)], [file("b", many)]) == {"a": "b"}


def test_the_most_alike_come_first_and_each_record_has_one_other() -> None:
    then = [file("a", alike(10)), file("b", alike(6))]
    assert found(then, [file("c", alike(9)), file("d", alike(7))]) == {"a": "c", "b": "d"}
    assert found(then, [file("c", alike(9))]) == {"a": "c"}
    assert found([file("a", alike(10))], [file("c", alike(7)), file("d", alike(9))]) == {"a": "d"}


def test_equal_bytes_win_over_any_likeness() -> None:
    then = [file("a", alike(9)), file("b", alike(10))]
    assert found(then, [file("c", alike(10))]) == {"b": "c"}
    assert found([file("a", TEXT)], [file("c", TEXT), file("d", TEXT)]) == {"a": "c"}
    assert found([file("a", TEXT), file("b", TEXT)], [file("c", TEXT), file("d", TEXT)]) == {"a": "c", "b": "d"}


def test_among_the_equally_alike_the_first_by_path_is_taken() -> None:
    now = [file("d", alike(9)), file("c", alike(9))]
    assert found([file("a", alike(10))], now) == {"a": "c"}
    assert found([file("b", alike(10)), file("a", alike(10))], [file("c", alike(9))]) == {"a": "c"}
    # What they hold does not decide.
    first, second = (file(name, f"{TEXT}{end}\n") for name, end in (("a", "zz"), ("b", "aa")))
    assert found([first, second], [file("c", f"{TEXT}mm\n")]) == {"a": "c"}
    assert found([file("c", f"{TEXT}mm\n")], [first, second]) == {"c": "a"}


def test_an_empty_file_is_like_no_other() -> None:
    assert found([file("a", "# a\n")], [file("b", "# b\n")]) == {}


class TestStrictly:
    """Where it says whose waivers a record gets."""

    def test_the_same_bytes_are_enough(self) -> None:
        assert found([file("a", TEXT)], [file("b", TEXT)], strictly=True) == {"a": "b"}

    def test_likeness_is_not(self) -> None:
        assert found([file("a", TEXT)], [file("b", alike(9))], strictly=True) == {}

    @pytest.mark.parametrize(("lines", "is_the_same"), [(3, False), (5, True)])
    def test_half_of_the_text_and_the_name_are(self, lines: int, is_the_same: bool) -> None:
        then, now = file("a", alike(10, "title: H\n")), file("b", alike(lines, "title: H\n"))
        assert found([then], [now], strictly=True) == ({"a": "b"} if is_the_same else {})

    def test_a_name_that_neither_has_is_none(self) -> None:
        assert found([file("a", alike(10, "titel: H\n"))], [file("b", alike(8, "titel: H\n"))], strictly=True) == {}


@pytest.mark.parametrize(("more", "are_compared"), [(0, True), (1, False)])
def test_of_more_than_40_000_pairs_only_equal_ones_are_found(more: int, are_compared: bool) -> None:
    then = [file(f"a{number:03}", "x: 1\n") for number in range(199)] + [file("a", "y: 1\ny: 2\n")]
    now = [file(f"b{number:03}", f"z: {number}\n") for number in range(198 + more)] + [file("b", "y: 1\n")]
    now.append(file("c", "x: 1\n"))
    assert found(then, now) == {"a000": "c"} | ({"a": "b"} if are_compared else {})
