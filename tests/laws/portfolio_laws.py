"""The laws of the rules about the portfolio: how many there are of something, and how much."""

from __future__ import annotations

from collections.abc import Iterator

from days import TERM_END, TERM_START, moved
from hypothesis import strategies as st
from law import BREACH, FULFILLED, QUIET, UNKNOWN
from portfolio_law import Scene, Whole, law
from records_made import Values

OTHER_STATUS = ("proposed", "dormant", "ended")
OTHER_RELATION = ("friendship", "solidarity", "partnership", "letter_of_intent", "network")
CITY = {"relation": "sister_city", "status": "active"}


def is_city(kind: str, record: Values) -> bool:
    return kind == "partner" and record["relation"] == "sister_city" and record["status"] == "active"


def _exactly_one_in(scene: Scene, country: str, parameter: str) -> Iterator[Whole]:
    """One active sister city in a country, and neither none nor two; others there do not count."""
    rest = scene.without(lambda kind, record: is_city(kind, record) and record["country"] == country)
    no_city = [{"relation": "sister_city", "status": scene.one(OTHER_STATUS)},
               {"relation": scene.one(OTHER_RELATION), "status": "active"}]  # fmt: skip
    beside = scene.made("partner", 1, country=country, **scene.draw(st.sampled_from(no_city)))
    rest["partner", "ved-siden-av"] = beside["partner", "ny-0"]
    for number, wanted in ((0, BREACH), (1, FULFILLED), (2, BREACH), (3, BREACH)):
        cities = scene.made("partner", number, country=country, **CITY)
        yield Whole(f"{number} in {country}", {**rest, **cities}, {country: wanted})
    yield Whole("nothing is said of countries", scene.records, {None: UNKNOWN}, ((parameter, None),))


@law("portfolio-nordic-neighbours", partner="country relation status")
def each_neighbour_has_one_sister_city(scene: Scene) -> Iterator[Whole]:
    yield from _exactly_one_in(scene, scene.one(("SE", "DK", "FI")), "nordic_neighbours")


@law("portfolio-single-country", partner="country relation status")
def guatemala_has_one_municipality(scene: Scene) -> Iterator[Whole]:
    yield from _exactly_one_in(scene, "GT", "single_country_relations")


@law("portfolio-named-relations", partner="name country relation status")
def rivne_goes_on(scene: Scene) -> Iterator[Whole]:
    rest = scene.without(lambda kind, record: is_city(kind, record) and record["name"] == "Rivne")
    rivne = {"name": "Rivne", "country": "UA", **CITY}
    yield Whole("none", rest, {"Rivne": BREACH})
    yield Whole("Rivne", {**rest, **scene.made("partner", 1, **rivne)}, {"Rivne": FULFILLED})
    yield Whole("Rivne twice", {**rest, **scene.made("partner", 2, **rivne)}, {"Rivne": FULFILLED})
    wrong = {"name": ("Lviv", "Aalborg"), "country": ("DK", "PL"), "relation": OTHER_RELATION, "status": OTHER_STATUS}
    for key, values in wrong.items():
        almost = scene.made("partner", 1, **{**rivne, key: scene.one(values)})
        yield Whole(f"another {key}", {**rest, **almost}, {"Rivne": BREACH})
    yield Whole("nobody is named", scene.records, {None: UNKNOWN}, (("named_relations", None),))


@law("portfolio-number", partner="relation status")
def sister_cities_are_no_more_than_the_limit(scene: Scene) -> Iterator[Whole]:
    rest = scene.without(is_city)
    for number, wanted in ((0, FULFILLED), (1, FULFILLED), (2, FULFILLED), (3, BREACH), (4, BREACH)):
        cities = scene.made("partner", number, **CITY)
        yield Whole(f"{number} of 2", {**rest, **cities}, {None: wanted}, (("max_sister_cities", 2),))
    yield Whole("no limit", scene.records, {None: UNKNOWN})  # as shipped


LIVE = ("proposed", "active")
COMMITTED = ("applied", "planned", "active", "completed")


@law("portfolio-strategy-goals", partner="status strategy", project="status strategy")
def each_goal_is_served(scene: Scene) -> Iterator[Whole]:
    goal = scene.one(("1", "2", "3", "4"))

    def serves(kind: str, record: Values) -> bool:
        return goal in map(str, record.get("strategy", {}).get("goals", []))

    rest, link = scene.without(serves), {"goals": scene.one(([goal], [int(goal)], [goal, "1"]))}
    yield Whole("nobody", rest, {goal: BREACH})
    for kind, statuses, wanted in (
        ("project", ("active",), FULFILLED),
        ("partner", LIVE, FULFILLED),
        ("project", ("idea", "applied", "planned", "completed", "cancelled"), BREACH),
        ("partner", ("dormant", "ended"), BREACH),
    ):
        made = scene.made(kind, 1, status=scene.one(statuses), strategy=link)
        yield Whole(f"{kind}, {wanted}", {**rest, **made}, {goal: wanted})


@law("portfolio-culture-programmes", project="status areas funding")
def europe_is_sought_for_culture(scene: Scene) -> Iterator[Whole]:
    rest = scene.without(lambda kind, record: kind == "project" and "culture" in record.get("areas", []))
    kind, status = scene.one(("eu", "eea", "interreg")), scene.one(("considered", "applied", "granted"))
    right = {
        "status": scene.one(("applied", "planned", "active")),
        "areas": scene.one((["culture"], ["school", "culture"])),
        "funding": [{"kind": "own", "status": "granted"}, {"kind": kind, "status": status}],
    }
    wrong = {
        "status": ("idea", "completed", "cancelled"),
        "areas": ([], ["school"], None),
        "funding": ([], None, [{"kind": "nordic", "status": "granted"}], [{"kind": kind, "status": "rejected"}]),
    }
    yield Whole("none", rest, {None: BREACH})
    yield Whole("one", {**rest, **scene.made("project", 1, **right)}, {None: FULFILLED})
    for key, values in wrong.items():
        almost = scene.made("project", 1, **{**right, key: scene.one(values)})
        yield Whole(f"another {key}", {**rest, **almost}, {None: BREACH})


FRAME = 1_000_000


@law("portfolio-annual-frame", partner="budget", project="budget")
def own_money_is_within_the_frame(scene: Scene) -> Iterator[Whole]:
    year = "2026"

    def spends(kind: str, record: Values) -> bool:
        return 2026 in record.get("budget", {}).get("own_by_year", {})

    rest, frame = scene.without(spends), (("annual_frame", FRAME),)
    of_partner = scene.draw(st.integers(0, 400_000))
    in_euro = scene.draw(st.integers(0, 10_000)) * 5  # 58 kroner for five euro
    left = FRAME - of_partner - in_euro // 5 * 58
    for over, wanted in ((-1, FULFILLED), (0, FULFILLED), (1, BREACH), (90_000, BREACH), (-left, FULFILLED)):
        made = scene.made("partner", 1, status=scene.one(LIVE), budget={"own_by_year": {2026: of_partner, 2025: 7}})
        own = ({"own_by_year": {2026: left + over}}, {"currency": "EUR", "own_by_year": {2026: in_euro}})
        made |= scene.made("project", 2, status=scene.one(COMMITTED), budget=own)
        yield Whole(f"{over} over", {**rest, **made}, {year: wanted}, frame)
    made = scene.made("project", 1, status="active", budget={"currency": "GBP", "own_by_year": {2026: 1}})
    yield Whole("no rate", {**rest, **made}, {year: UNKNOWN}, frame)
    made = scene.made("project", 1, status="active", budget={"own_by_year": {2026: 1}})
    yield Whole("no frame", {**rest, **made}, {None: UNKNOWN})


def _visits(scene: Scene, number: int) -> list[Values]:
    """So many visits in the term and by the day, and some that do not count."""
    days = (TERM_START, scene.day, moved(TERM_START, 60))
    direction = ("outgoing", "incoming")
    made = [{"date": scene.one(days), "direction": scene.one(direction)} for _ in range(number)]
    beyond = (moved(TERM_START, -1), moved(scene.day, 1), moved(TERM_END, 1))
    return [*made, {"date": scene.one(beyond), "direction": "outgoing"}]


@law("portfolio-traditions-first", partner="relation status traditions visits")
def traditions_come_first(scene: Scene) -> Iterator[Whole]:
    rest = scene.without(is_city)
    firm, none = [{"name": "Julegran"}], scene.one(([], None))
    least, low = scene.draw(st.integers(0, 3)), scene.draw(st.integers(0, 2))
    for more, wanted in ((0, FULFILLED), (-1, FULFILLED), (1, BREACH), (3, BREACH)):
        most = max(0, least + more)
        made = scene.made(
            "partner",
            4,
            traditions=(firm, none, firm, none),
            visits=tuple(_visits(scene, of) for of in (least, most, least + low, min(low, most))),
            **CITY,
        )
        yield Whole(f"{most} without, {least} with", {**rest, **made}, {None: wanted})
    made = scene.made("partner", 2, traditions=(firm, none), visits=scene.one(((None, []), ([], None))), **CITY)
    yield Whole("visits never recorded", {**rest, **made}, {None: UNKNOWN})
    for traditions in (firm, none):
        made = scene.made("partner", 2, traditions=traditions, visits=(_visits(scene, 3), []), **CITY)
        yield Whole("all of one kind", {**rest, **made}, {None: QUIET})


@law("portfolio-external-share", project="status funding budget")
def half_of_the_money_comes_from_outside(scene: Scene) -> Iterator[Whole]:
    rest = scene.without(lambda kind, record: kind == "project" and record["status"] in COMMITTED)
    own = scene.draw(st.integers(1, 100_000)) * 58
    kinds = ("county", "state", "nordic", "eu", "eea", "interreg", "foundation", "private", "other")
    for short, wanted in ((0, FULFILLED), (1, BREACH), (-1, FULFILLED), (own, BREACH), (-own, FULFILLED)):
        kind = scene.one(kinds)
        funding = (
            [{"kind": "own", "amount": own, "status": "granted"}, {"kind": kind, "amount": 10**7, "status": "applied"}],
            [{"kind": kind, "amount": own - short, "status": "granted"}],
            [{"kind": scene.one(kinds), "amount": 10**7, "status": scene.one(("considered", "rejected"))}],
            [{"kind": scene.one(("own", kind)), "amount": 10**7, "status": "granted"}],
        )
        # The last is no committed project, so neither is its money counted.
        status = (*(scene.one(COMMITTED) for _ in range(3)), scene.one(("idea", "cancelled")))
        made = scene.made("project", 4, status=status, funding=funding, budget={"total": 1})
        yield Whole(f"{short} short", {**rest, **made}, {None: wanted})
    for euro, wanted in ((own // 58 * 5, FULFILLED), (own // 58 * 5 - 1, BREACH)):
        both = (
            [{"kind": "own", "amount": own, "status": "granted"}],
            [{"kind": "eu", "amount": euro, "status": "granted"}],
        )
        made = scene.made("project", 2, status="active", funding=both, budget=({}, {"currency": "EUR"}))
        yield Whole(f"{euro} euro", {**rest, **made}, {None: wanted})
    pounds = {"budget": {"currency": "GBP"}, "funding": [{"kind": "eu", "amount": 5, "status": "granted"}]}
    yield Whole("no rate", {**rest, **scene.made("project", 1, status="active", **pounds)}, {None: UNKNOWN})


@law("quality-name-twice", partner="name country status relation")
def a_partner_is_recorded_once(scene: Scene) -> Iterator[Whole]:
    country, elsewhere = scene.one((("DK", "SE"), ("UA", "GT")))
    # An old relation that has ended may stand beside the new one with the same place.
    other = {"annet-land": {"country": elsewhere, **CITY}, "ended": {"country": country, **CITY, "status": "ended"}}
    beside = {**scene.records, **{("partner", id_): {"name": "Ny by", **record} for id_, record in other.items()}}
    for number, wanted in ((0, QUIET), (1, QUIET), (2, BREACH), (3, BREACH)):
        made = scene.made("partner", number, name="Ny by", country=country, status=scene.one(("active", "dormant")))
        yield Whole(f"{number} in {country}", {**beside, **made}, {f"Ny by ({country})": wanted})


@law("quality-title-twice", project="title status")
def a_project_is_recorded_once(scene: Scene) -> Iterator[Whole]:
    title = scene.one(("Fredriksborg", "Nye veier"))
    for number, wanted in ((0, QUIET), (1, QUIET), (2, BREACH), (3, BREACH)):
        made = scene.made("project", number, title=title, status="active")
        yield Whole(f"{number} of {title}", {**scene.records, **made}, {title: wanted})
