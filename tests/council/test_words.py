"""How the council paper writes money, shares, days, periods and numbers: Norwegian as it is printed, and English.

In the tables ␣ stands for a no-break space.
"""

from __future__ import annotations

import pytest

from intlstrat.council.figures import Named
from intlstrat.council.parts.words import Words
from intlstrat.language import Language
from intlstrat.rules.model import Code, Strategy

STRATEGY = Strategy(
    id="prove",
    title="Prøve",
    municipality="Prøve kommune",
    version=None,
    adopted=None,
    language="nb",
    examples_as_of=None,
    clauses=(),
    principles=(),
    goals=(Code("1", {"nb": "Kunnskap", "en": "Knowledge"}),),
    areas=(Code("culture", {"nb": "Kultur", "nn": "Kultur på nynorsk", "en": "Culture"}),),
    programmes=(Code("norec", {"nb": "Fredskorpset"}),),
    relations=(Code("twin", {"nb": "Tvillingby", "en": "Twin city"}),),
    parameters={},
)


def words(code: str) -> Words:
    return Words(Language(code), STRATEGY)


def shown(text: str) -> str:
    return text.replace("\u00a0", "␣")


@pytest.mark.parametrize(
    ("amount", "nb", "en"),
    [
        (0, "0␣kr", "NOK␣0"),
        (999, "999␣kr", "NOK␣999"),
        (1000, "1␣000␣kr", "NOK␣1,000"),
        (9999, "9␣999␣kr", "NOK␣9,999"),
        (10_000, "10␣000␣kr", "NOK␣10,000"),
        (1_250_000, "1␣250␣000␣kr", "NOK␣1,250,000"),
        (1_234_567_890, "1␣234␣567␣890␣kr", "NOK␣1,234,567,890"),
        (-500, "−500␣kr", "NOK␣-500"),
        (-6_600, "−6␣600␣kr", "NOK␣-6,600"),
        (-76_600, "−76␣600␣kr", "NOK␣-76,600"),
        (None, "ikke ført", "not recorded"),
    ],
)
def test_money_is_in_one_piece(amount: int | None, nb: str, en: str) -> None:
    assert (shown(words("nb").money(amount)), shown(words("en").money(amount))) == (nb, en)
    if amount is not None:
        assert shown(words("nn").money(amount)) == nb


@pytest.mark.parametrize(
    ("amount", "converted", "nb", "en"),
    [
        (34_800, True, "ca. 35␣000␣kr", "about NOK␣35,000"),
        (1_160_499, True, "ca. 1␣160␣000␣kr", "about NOK␣1,160,000"),
        (34_800, False, "34␣800␣kr", "NOK␣34,800"),
        (None, True, "ikke ført", "not recorded"),
    ],
)
def test_a_converted_amount_is_no_truer_than_its_rate(amount: int | None, converted: bool, nb: str, en: str) -> None:
    assert shown(words("nb").about(amount, converted)) == nb
    assert shown(words("en").about(amount, converted)) == en


@pytest.mark.parametrize(
    ("share", "nb", "en"),
    [
        (0.0, "0␣%", "0%"),
        (0.035, "3,5␣%", "3.5%"),
        (0.03, "3␣%", "3%"),
        (0.0999, "10␣%", "10%"),
        (0.104, "10␣%", "10%"),
        (0.5, "50␣%", "50%"),
        (0.732, "73␣%", "73%"),
        (1.0, "100␣%", "100%"),
        (0.0004, "0␣%", "0%"),
        (None, "ikke ført", "not recorded"),
    ],
)
def test_shares_have_a_decimal_comma_below_ten(share: float | None, nb: str, en: str) -> None:
    assert (shown(words("nb").share(share)), shown(words("en").share(share))) == (nb, en)


@pytest.mark.parametrize(
    ("day", "nb", "nn", "en"),
    [
        ("2024-06-05", "5.␣juni 2024", "5.␣juni 2024", "5␣June 2024"),
        ("2026-11-23", "23.␣november 2026", "23.␣november 2026", "23␣November 2026"),
        ("1999-01-31", "31.␣januar 1999", "31.␣januar 1999", "31␣January 1999"),
    ],
)
def test_days(day: str, nb: str, nn: str, en: str) -> None:
    assert [shown(words(code).date(day)) for code in ("nb", "nn", "en")] == [nb, nn, en]
    assert words("nb").date(None) == "ikke ført"


@pytest.mark.parametrize(
    ("start", "end", "nb", "en"),
    [
        ("2023-01-01", "2027-12-31", "2023–2027", "2023–2027"),
        ("2025-01-01", "2025-12-31", "2025", "2025"),
        ("2023-10-01", "2027-09-30", "okt.␣2023␣– sep.␣2027", "Oct␣2023␣– Sep␣2027"),
        ("2024-01-01", "2024-06-30", "jan.␣2024␣– juni␣2024", "Jan␣2024␣– Jun␣2024"),
        ("2024-03-01", None, "fra mars␣2024", "from Mar␣2024"),
        (None, "2026-05-31", "til mai␣2026", "until May␣2026"),
        (None, None, "ikke ført", "not recorded"),
    ],
)
def test_periods(start: str | None, end: str | None, nb: str, en: str) -> None:
    assert shown(words("nb").period(start, end)) == nb
    assert shown(words("en").period(start, end)) == en


@pytest.mark.parametrize(("first", "last", "told"), [(2023, 2027, "2023–2027"), (2024, 2024, "2024")])
def test_years(first: int, last: int, told: str) -> None:
    assert words("nb").years(first, last) == words("en").years(first, last) == told


@pytest.mark.parametrize(
    ("n", "nb", "en"),
    [
        (0, "ingen partnere", "no partners"),
        (1, "én partner", "one partner"),
        (2, "to partnere", "two partners"),
        (7, "sju partnere", "seven partners"),
        (11, "elleve partnere", "eleven partners"),
        (12, "tolv partnere", "twelve partners"),
        (13, "13 partnere", "13 partners"),
        (1500, "1500 partnere", "1500 partners"),
        (12_345, "12␣345 partnere", "12,345 partners"),
    ],
)
def test_small_numbers_are_words_and_one_is_singular(n: int, nb: str, en: str) -> None:
    told = [shown(words(code).counted("one partner", "{n} partners", n)) for code in ("nb", "en")]
    assert told == [nb, en]


@pytest.mark.parametrize(
    ("n", "nb", "en"), [(1, "ett prosjekt", "one project"), (3, "tre prosjekter", "three projects")]
)
def test_one_has_the_gender_of_its_noun(n: int, nb: str, en: str) -> None:
    assert [words(code).counted("one project", "{n} projects", n) for code in ("nb", "en")] == [nb, en]


@pytest.mark.parametrize(
    ("n", "nb"),
    [
        (1, "Ett annet krav er heller ikke oppfylt."),
        (2, "To andre krav er heller ikke oppfylt."),
        (14, "14 andre krav er heller ikke oppfylt."),
    ],
)
def test_a_sentence_begins_with_a_capital(n: int, nb: str) -> None:
    told = words("nb").counted(
        "One more demand is not met; it stands in the follow-up list.",
        "{n} more demands are not met; they stand in the follow-up list.",
        n,
    )
    assert told.startswith(nb)


@pytest.mark.parametrize(
    ("count", "nb", "en"),
    [
        (0, "", ""),
        (2, "n0, n1", "n0, n1"),
        (4, "n0, n1, n2, n3", "n0, n1, n2, n3"),  # the fourth takes no more room than "and one more"
        (5, "n0, n1, n2 og to til", "n0, n1, n2 and two more"),
        (40, "n0, n1, n2 og 37 til", "n0, n1, n2 and 37 more"),
    ],
)
def test_a_long_list_ends_with_how_many_more(count: int, nb: str, en: str) -> None:
    names = [f"n{number}" for number in range(count)]
    assert (words("nb").listing(names, 3), words("en").listing(names, 3)) == (nb, en)


def test_names_keep_their_own_letters_and_the_portfolio_begins_a_cell() -> None:
    portfolio, record = Named("portfolio", None, "porteføljen som helhet"), Named("project", "e", "eHelse")
    assert words("nb").names((record, portfolio)) == "eHelse, porteføljen som helhet"
    assert words("nb").names((portfolio,)) == "Porteføljen som helhet"


@pytest.mark.parametrize(
    ("kind", "code", "nb", "nn", "en"),
    [
        ("area", "culture", "Kultur", "Kultur på nynorsk", "Culture"),
        ("goal", "1", "Kunnskap", "Kunnskap", "Knowledge"),  # no nynorsk in the strategy: bokmål
        ("programme", "norec", "Fredskorpset", "Fredskorpset", "Fredskorpset"),
        ("programme", "Egne ord", "Egne ord", "Egne ord", "Egne ord"),
        ("relation", "twin", "Tvillingby", "Tvillingby", "Twin city"),
    ],
)
def test_codes_by_the_strategys_names_else_the_nearest_language(
    kind: str, code: str, nb: str, nn: str, en: str
) -> None:
    assert [words(language).name(kind, code) for language in ("nb", "nn", "en")] == [nb, nn, en]


def test_what_codes_of_records_are_called() -> None:
    nb, en = words("nb"), words("en")
    assert (nb.name("relation", "sister_city"), en.name("relation", "sister_city")) == ("Vennskapsby", "Sister city")
    assert (nb.country("DK"), en.country("DK"), nb.country(None)) == ("Danmark", "Denmark", "ikke ført")
    assert (nb.status("active"), en.status("applied"), nb.status(None)) == ("Aktiv", "Applied for", "ikke ført")


@pytest.mark.parametrize(
    ("clauses", "nb", "en"),
    [
        (["4f"], "punkt 4f", "clause 4f"),
        (["4f", "1a"], "punkt 4f og 1a", "clauses 4f and 1a"),
        (["3.1", "3.2", "3.3"], "punkt 3.1, 3.2 og 3.3", "clauses 3.1, 3.2 and 3.3"),
        ([], "ingen punkter i strategien", "no clause of the strategy"),
    ],
)
def test_clauses(clauses: list[str], nb: str, en: str) -> None:
    assert (words("nb").clauses(clauses), words("en").clauses(clauses)) == (nb, en)
