"""The reading table of records.md, row by row: what each type accepts, and what it refuses with what remedy."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import BASES, at, load_text, message, only, record, remedy, shown

from intlstrat.records.portfolio import RecordKind

# A place in a record for each type: the kind, the path of the value, and the text around it.
PLACES: dict[str, tuple[RecordKind, str, str]] = {
    "text": ("project", "summary", "summary: {}\n"),
    "title": ("project", "documents.0.title", "documents:\n  - title: {}\n"),
    "case": ("project", "decision.case", "decision:\n  case: {}\n"),
    "date": ("project", "period.start", "period:\n  start: {}\n"),
    "year": ("partner", "since", "since: {}\n"),
    "amount": ("project", "budget.total", "budget:\n  total: {}\n"),
    "number": ("project", "goals.0.target", "goals:\n  - statement: x\n    target: {}\n"),
    "country": ("project", "participants.0.country", "participants:\n  - country: {}\n"),
    "currency": ("project", "budget.currency", "budget:\n  currency: {}\n"),
    "bool": ("project", "plan.activities.0.done", "plan:\n  activities:\n    - done: {}\n"),
    "goal 8": ("project", "sdgs.0.targets.0", "sdgs:\n  - goal: 8\n    targets:\n      - {}\n"),
    "goal 11": ("project", "sdgs.0.targets.0", "sdgs:\n  - goal: 11\n    targets:\n      - {}\n"),
    "sdg": ("project", "sdgs.0.goal", "sdgs:\n  - goal: {}\n"),
    "scale": ("project", "risk_assessment.risks.0.impact", "risk_assessment:\n  risks:\n    - impact: {}\n"),
    "count": ("partner", "visits.0.participants", "visits:\n  - participants: {}\n"),
    "direction": ("partner", "visits.0.direction", "visits:\n  - direction: {}\n"),
    "contact": ("partner", "contact_level", "contact_level: {}\n"),
    "role": ("project", "municipality_role", "municipality_role: {}\n"),
    "kind": ("project", "funding.0.kind", "funding:\n  - kind: {}\n"),
    "area": ("project", "areas.0", "areas:\n  - {}\n"),
    "programme": ("project", "programme", "programme: {}\n"),
    "principle": ("project", "strategy.principles.0", "strategy:\n  principles:\n    - {}\n"),
    "strategy goal": ("project", "strategy.goals.0", "strategy:\n  goals:\n    - {}\n"),
}


@pytest.mark.parametrize(
    ("type_", "written", "value"),
    [
        ("text", "2024", "2024"),
        ("text", "NO", "NO"),
        ("text", "true", "true"),
        ("text", "8.10", "8.10"),
        ("text", "4 200 000", "4 200 000"),
        ("text", '"null"', "null"),
        ("text", "'~'", "~"),
        ("text", r'"a\tb\nc\rd"', "a\tb\nc\rd"),
        ("text", r'"a\N\L\Pb"', "a\x85\u2028\u2029b"),
        ("text", "|\n  a\n  b", "a\nb\n"),
        ("text", "日本 🎉 e\u0301", "日本 🎉 e\u0301"),
        ("title", "2024", "2024"),
        ("case", "12/24", "12/24"),
        ("case", "PS 112/23", "PS 112/23"),
        ("case", "2009/6146", "2009/6146"),
        ("date", "2024-06-05", "2024-06-05"),
        ("date", "'2024-06-05'", "2024-06-05"),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", "2000-02-29", "2000-02-29"),
        ("date", "0001-01-01", "0001-01-01"),
        ("date", "9999-12-31", "9999-12-31"),
        ("year", "1985", 1985),
        ("year", "'1985'", 1985),
        ("year", "1800", 1800),
        ("year", "2200", 2200),
        ("amount", "4200000", 4200000),
        ("amount", "4 200 000", 4200000),
        ("amount", "4\u00a0200\u00a0000", 4200000),
        ("amount", "4\u202f200\u202f000", 4200000),
        ("amount", "'4 200 000'", 4200000),
        ("amount", "0", 0),
        ("amount", "999 999 999 999 999", 999_999_999_999_999),
        ("number", "12", 12.0),
        ("number", "3.5", 3.5),
        ("number", "3,5", 3.5),
        ("number", "0", 0.0),
        ("number", "-3", -3.0),
        ("number", "-0,5", -0.5),
        ("country", "NO", "NO"),
        ("country", "'NO'", "NO"),
        ("country", "SE", "SE"),
        ("country", "GB", "GB"),
        ("currency", "NOK", "NOK"),
        ("currency", "EUR", "EUR"),
        ("bool", "true", True),
        ("bool", "false", False),
        ("bool", "'true'", True),
        ("goal 8", "8.10", "8.10"),
        ("goal 8", "'8.10'", "8.10"),
        ("goal 8", "8.1", "8.1"),
        ("goal 11", "11.a", "11.a"),
        ("goal 11", "11.4", "11.4"),
        ("sdg", "1", 1),
        ("sdg", "17", 17),
        ("scale", "1", 1),
        ("scale", "5", 5),
        ("count", "0", 0),
        ("count", "40", 40),
        ("direction", "outgoing", "outgoing"),
        ("contact", "low", "low"),
        ("role", "associated", "associated"),
        ("kind", "interreg", "interreg"),
        ("area", "culture", "culture"),
        ("area", "{other: Idrett og fred}", "Idrett og fred"),
        ("area", "{other: 2024}", "2024"),
        ("programme", "norec", "norec"),
        ("programme", "{other: Eget program}", "Eget program"),
        ("principle", "2.1", "2.1"),
        ("principle", "'2.1'", "2.1"),
        ("strategy goal", "1", "1"),
        ("strategy goal", "'1'", "1"),
    ],
)
def test_accepts(type_: str, written: str, value: object) -> None:
    kind, path, around = PLACES[type_]
    portfolio = load_text(BASES[kind] + around.format(written), kind)
    assert portfolio.findings == ()
    found = at(record(portfolio).data, path)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("written", ["", "~", "null", "# not known"])
@pytest.mark.parametrize("type_", ["text", "case", "date", "year", "amount", "number", "bool", "count", "programme"])
def test_a_plain_nothing_is_not_recorded(type_: str, written: str) -> None:
    kind, path, around = PLACES[type_]
    portfolio = load_text(BASES[kind] + around.format(written), kind)
    assert portfolio.findings == ()
    *parents, key = path.split(".")
    assert key not in (at(record(portfolio).data, ".".join(parents)) if parents else record(portfolio).data)


NO_SUCH_DAY = "Write a day of the calendar"
WHOLE_DAY = "year-month-day with four, two and two digits"
FIGURES = "whole amount in figures"
OWN_WORDS = '{other: "your own words"}'


@pytest.mark.parametrize(
    ("type_", "written", "fix"),
    [
        # Text.
        ("text", '""', "delete the key"),
        ("text", "'  '", "delete the key"),
        ("text", r'"\n\t\n"', "delete the key"),
        ("text", "|", "delete the key"),
        ("text", r'"a\x07b"', "Delete the invisible character"),
        ("text", r'"\0"', "Delete the invisible character"),
        ("text", r'"a\e[31m"', "Delete the invisible character"),
        ("text", r'"a\x7f"', "Delete the invisible character"),
        ("text", r'"a\x9b"', "Delete the invisible character"),
        ("text", r'"a\vb"', "Delete the invisible character"),
        ("text", "[a, b]", "Write a single value"),
        ("text", "{a: b}", "Write a single value"),
        ("text", "[]", "Write a single value"),
        # Date: four, two and two digits and nothing else.
        ("date", "05.06.2024", "Write 2024-06-05"),
        ("date", "5.6.2024", "Write 2024-06-05"),
        ("date", "05/06/2024", "Write 2024-06-05 if the day stands first, or 2024-05-06 if the month does."),
        ("date", "5-6-2024", "Write 2024-06-05 if the day stands first, or 2024-05-06 if the month does."),
        ("date", "2024-6-5", "Write 2024-06-05"),
        ("date", "2024.06.05", "Write 2024-06-05"),
        ("date", "2024/06/05", "Write 2024-06-05"),
        ("date", "' 2024-06-05 '", "Write 2024-06-05"),
        ("date", "2024", "Write the whole day, such as 2024-06-05; a year alone is not enough"),
        ("date", "2024-06", WHOLE_DAY),
        ("date", "2024-06-05T12:00", WHOLE_DAY),
        ("date", "20240605", WHOLE_DAY),
        ("date", "5. juni 2024", "Write 2024-06-05 (year-month-day)."),
        ("date", "25/12/2024", "Write 2024-12-25 (year-month-day)."),
        ("date", "12/25/2024", "Write 2024-12-25 (year-month-day)."),
        ("date", "2024-06-05T00:00:00", "Write 2024-06-05 (year-month-day)."),
        ("date", "05.06.24", WHOLE_DAY),
        ("date", "2024-02-31", NO_SUCH_DAY),
        ("date", "31.02.2024", NO_SUCH_DAY),
        ("date", "31. april 2024", NO_SUCH_DAY),
        ("date", "2024/13/05", NO_SUCH_DAY),
        ("date", "31. høstmåned 2024", WHOLE_DAY),
        ("date", "31.desember 2024", "Write 2024-12-31 (year-month-day)."),
        ("date", "31desember 2024", WHOLE_DAY),
        ("date", "02024-06-05", WHOLE_DAY),
        ("date", "\uff12\uff10\uff12\uff14-06-05", WHOLE_DAY),
        ("date", "høsten", WHOLE_DAY),
        ("date", '""', WHOLE_DAY),
        ("date", '"null"', WHOLE_DAY),
        ("date", "2024-06-31", "a day of the calendar"),
        ("date", "2023-02-29", "a day of the calendar"),
        ("date", "1900-02-29", "a day of the calendar"),
        ("date", "2024-13-01", "a day of the calendar"),
        ("date", "2024-00-10", "a day of the calendar"),
        ("date", "2024-01-00", "a day of the calendar"),
        ("date", "0000-01-01", "a day of the calendar"),
        ("date", "[2024-06-05]", "Write a single value"),
        # Year.
        ("year", "1799", "four digits, such as 1985"),
        ("year", "2201", "four digits, such as 1985"),
        ("year", "85", "four digits, such as 1985"),
        ("year", "19855", "four digits, such as 1985"),
        ("year", "1985-01-01", "four digits, such as 1985"),
        ("year", "ca. 1985", "four digits, such as 1985"),
        ("year", "1985-", "Write 1985."),
        ("year", "1985.0", "four digits, such as 1985"),
        ("year", "-1985", "four digits, such as 1985"),
        ("year", "١٩٨٥", "four digits, such as 1985"),
        # Amount.
        ("amount", "4.200.000", "Write 4200000,"),
        ("amount", "4,200,000", "Write 4200000,"),
        ("amount", "4'200'000", "Write 4200000,"),
        ("amount", "4_200_000", "Write 4200000,"),
        ("amount", "4.200", "Write 4200 if the sign in it stands between thousands, or else the whole amount"),
        ("amount", "42_00", "Write 4200,"),
        ("amount", "42 00", "Write 4200,"),
        ("amount", "'4  200 000'", "Write 4200000,"),
        ("amount", "4200 000", "Write 4200000,"),
        ("amount", "4,2 mill", "Write 4200000,"),
        ("amount", "4200000,00", "Write 4200000,"),
        ("amount", "ca. 4 200 000", FIGURES),
        ("amount", "4.2", FIGURES),
        ("amount", "4200000,50", FIGURES),
        ("amount", "500 kr", "Write 500, in the currency that stands under “currency”"),
        ("amount", "kr 500", "Write 500, in the currency that stands under “currency”"),
        ("amount", "_", FIGURES),
        ("amount", "1e6", FIGURES),
        ("amount", "0x10", FIGURES),
        ("amount", "+500", FIGURES),
        ("amount", "٤٢", FIGURES),
        ("amount", '""', FIGURES),
        ("amount", "-500", "without a minus sign"),
        ("amount", "-4 200 000", "without a minus sign"),
        ("amount", "1000000000000000", "number of digits"),
        ("amount", "1" * 5000, "number of digits"),
        ("amount", "{sum: 5}", "Write a single value"),
        # Number.
        ("number", "tolv", "in figures"),
        ("number", "12 %", "in figures"),
        ("number", "1e3", "in figures"),
        ("number", ".5", "in figures"),
        ("number", "5.", "in figures"),
        ("number", "1.2.3", "in figures"),
        ("number", ".inf", "in figures"),
        ("number", ".nan", "in figures"),
        ("number", "nan", "in figures"),
        ("number", "1_000", "in figures"),
        ("number", "1" * 5000, "in figures"),
        ("number", "1.250.000", "Write 1250000, with no sign between the thousands."),
        ("number", "-1,250,000.5", "Write -1250000.5, with no sign between the thousands."),
        ("number", "1.250,5", "Write 1250,5, with no sign between the thousands."),
        ("number", "1.250.00", "in figures"),
        ("number", "1 000", "Write 1000, without spaces"),
        ("number", "1\u00a0000,5", "Write 1000,5, without spaces"),
        # Codes.
        ("country", "Norge", "Write NO:"),
        ("country", "NOR", "Write NO:"),
        ("country", "no", "Write NO:"),
        ("country", "No", "Write NO:"),
        ("country", "Noreg", "Write NO:"),
        ("country", "Norway", "Write NO:"),
        ("country", "norge", "Write NO:"),
        ("country", "Sverige", "Write SE:"),
        ("country", "SWE", "Write SE:"),
        ("country", "Danmark", "Write DK:"),
        ("country", "Island", "Write IS:"),
        ("country", "Ukraina", "Write UA:"),
        ("country", "Tyskland", "Write DE:"),
        ("country", "Sveits", "Write CH:"),
        ("country", "UK", "Write GB:"),
        ("country", "GBR", "Write GB:"),
        ("country", "XX", "two capital letters"),
        ("country", "Atlantis og Mu", "two capital letters"),
        ("country", "47", "two capital letters"),
        ("currency", "kr", "Write NOK:"),
        ("currency", "kr.", "Write NOK:"),
        ("currency", "Kroner", "Write NOK:"),
        ("currency", "nok", "Write NOK:"),
        ("currency", "Norwegian Krone", "Write NOK:"),
        ("currency", "€", "Write EUR:"),
        ("currency", "euro", "Write EUR:"),
        ("currency", "sek", "Write SEK:"),
        ("currency", "12", "three capital letters"),
        ("goal 8", "8,10", "such as 8.10"),
        ("goal 11", "11.A", "such as 11.a"),
        ("goal 8", "8", "such as 11.4"),
        ("goal 8", "vekst", "such as 11.4"),
        ("goal 8", "11.4", "Move it under its own goal"),
        ("goal 8", "18.1", "such as"),
        ("sdg", "0", "from 1 to 17"),
        ("sdg", "18", "from 1 to 17"),
        ("sdg", "8.9", "from 1 to 17"),
        ("sdg", "mål 8", "from 1 to 17"),
        ("scale", "0", "from 1 to 5"),
        ("scale", "6", "from 1 to 5"),
        ("scale", "3.5", "from 1 to 5"),
        ("scale", "høy", "from 1 to 5"),
        ("count", "-1", "whole number"),
        ("count", "1.000.000", "Write 1000000, with no sign between the thousands."),
        ("count", "fire", "whole number"),
        ("count", "1 200", "Write 1200, without spaces"),
        ("count", "1" * 5000, "whole number"),
        # Bool: the two words, and what the others are taken to mean.
        ("bool", "yes", "Write true."),
        ("bool", "ja", "Write true."),
        ("bool", "on", "Write true."),
        ("bool", "1", "Write true."),
        ("bool", "True", "Write true."),
        ("bool", "TRUE", "Write true."),
        ("bool", "no", "Write false."),
        ("bool", "nei", "Write false."),
        ("bool", "off", "Write false."),
        ("bool", "0", "Write false."),
        ("bool", "False", "Write false."),
        ("bool", "kanskje", "Write true or false."),
        ("bool", '""', "Write true or false."),
        # Words of our own, and codes of the strategy.
        ("contact", "High", "Write high,"),
        ("contact", "meduim", "Write medium,"),
        ("contact", "høy", "high, medium, low"),
        ("direction", "out-going", "Write outgoing,"),
        ("role", "Partner", "Write partner,"),
        ("role", "sekretær", "lead, partner, associated"),
        ("kind", "Interreg", "Write interreg,"),
        ("area", "Culture", "Write culture,"),
        ("area", "kultur", "Write culture,"),
        ("area", "idrett", OWN_WORDS),
        ("area", "{annet: idrett}", OWN_WORDS),
        ("area", "{other: idrett, more: fred}", OWN_WORDS),
        ("area", "{other: }", OWN_WORDS),
        ("area", '{other: ""}', "delete the key"),
        ("area", "{other: [a]}", "Write a single value"),
        ("area", "[culture]", "Write a single value"),
        ("programme", "Norec", "Write norec,"),
        ("programme", "interreg oks", "Write interreg-oks,"),
        ("programme", "fylket", OWN_WORDS),
        ("principle", "2.2", "2.1, 2.3, 2.4"),
        ("principle", "{other: fred}", "Write a single value"),
        ("strategy goal", "9", "1, 3"),
    ],
)
def test_refuses(type_: str, written: str, fix: str) -> None:
    kind, path, around = PLACES[type_]
    text = BASES[kind] + around.format(written)
    portfolio = load_text(text, kind)
    finding = only(portfolio)
    assert finding.rule == "record-invalid"
    assert fix in remedy(finding)
    assert finding.place.pointer == "/" + path.replace(".", "/")
    # The place shows the key and the value as they are written, or the item.
    key = path.rpartition(".")[2]
    first_line = written.partition("\n")[0]
    assert shown(text, finding.place) == (first_line if key.isdigit() else f"{key}: {first_line}")
    # What is refused is gone, and known to be lost; the rest stands.
    found = record(portfolio)
    assert found.lost == (tuple(int(step) if step.isdigit() else step for step in path.split(".")),)
    with pytest.raises((KeyError, IndexError)):
        at(found.data, path)


@pytest.mark.parametrize(
    ("type_", "written", "says"),
    [
        ("date", "05.06.2024", "“05.06.2024” is not a date"),
        ("date", "2024-06-31", "There is no such day as 2024-06-31."),
        ("amount", "4.200.000", "“4.200.000” is not an amount in whole units."),
        ("country", "Norge", "“Norge” is not a country code. Did you mean “NO”?"),
        ("currency", "kr", "“kr” is not a currency code. Did you mean “NOK”?"),
        ("goal 8", "11.4", "The target 11.4 is of UN goal 11, and stands under goal 8."),
        ("bool", "ja", "“ja” is neither true nor false."),
        ("contact", "High", "“High” is not known here. Did you mean “high”?"),
        ("area", "kultur", "“kultur” is not known here. Did you mean “culture”?"),
        ("text", r'"\a"', "The text holds the control character U+0007."),
        ("amount", "x" * 100, f"“{'x' * 59}…” is not an amount in whole units."),
    ],
)
def test_what_a_refusal_says(type_: str, written: str, says: str) -> None:
    kind, _, around = PLACES[type_]
    assert message(only(load_text(BASES[kind] + around.format(written), kind))).startswith(says)


@pytest.mark.parametrize(
    ("written", "fix"), [("Active", "Write active,"), ("aktive", "Write active,"), ("x", "idea, applied")]
)
def test_a_status_is_one_of_the_words_for_its_kind(written: str, fix: str) -> None:
    assert fix in remedy(only(load_text(f"title: a\nstatus: {written}\n")))
    assert load_text("title: a\nstatus: planned\n").findings == ()
    assert "proposed, active" in remedy(only(load_text(BASES["partner"].replace("active", "planned"), "partner")))


def test_a_list_of_targets_keeps_its_zeros() -> None:
    portfolio = load_text(f"{BASES['project']}sdgs: [{{goal: 8, targets: [8.10, 8.1, '8.10']}}]\n")
    assert portfolio.findings == ()
    assert at(record(portfolio).data, "sdgs.0.targets") == ["8.10", "8.1", "8.10"]


def test_an_sdg_needs_its_goal() -> None:
    finding = only(load_text(f"{BASES['project']}sdgs:\n  - contribution: a\n    targets: ['8.1']\n"))
    assert (finding.place.pointer, finding.place.line) == ("/sdgs/0/goal", 4)
    assert message(finding) == "The key “goal” is required, and is not there."


def test_own_money_by_year() -> None:
    text = f"{BASES['project']}budget: {{own_by_year: {{2024: 500 000, '2025': 0, 24: 5, 2026: mye, 2027: }}}}\n"
    portfolio = load_text(text)
    assert [(finding.place.pointer, shown(text, finding.place)) for finding in portfolio.findings] == [
        ("/budget/own_by_year/24", "24: 5"),
        ("/budget/own_by_year/2026", "2026: mye"),
    ]
    assert at(record(portfolio).data, "budget.own_by_year") == {2024: 500_000, 2025: 0}


def test_a_currency_is_the_krone_unless_another_is_named() -> None:
    assert at(record(load_text(f"{BASES['project']}budget: {{total: 5}}\n")).data, "budget.currency") == "NOK"


# Properties: whole ranges of values, against Python's own calendar and formatting.
def _value(type_: str, written: str) -> object:
    kind, path, around = PLACES[type_]
    portfolio = load_text(BASES[kind] + around.format(written), kind)
    assert portfolio.findings == ()
    return at(record(portfolio).data, path)


def _remedy(type_: str, written: str) -> str:
    kind, _, around = PLACES[type_]
    return remedy(only(load_text(BASES[kind] + around.format(written), kind)))


@given(st.dates(date(1, 1, 1)), st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%Y/%m/%d", "%d-%m-%Y"]))
def test_every_day_is_a_date_and_its_other_spellings_are_mended(day: date, spelling: str) -> None:
    iso = day.isoformat()
    assert _value("date", iso) == iso
    written = spelling.replace("%d", f"{day.day:02}").replace("%m", f"{day.month:02}").replace("%Y", f"{day.year:04}")
    turned = f"{day.year:04}-{day.day:02}-{day.month:02}"
    two_ways = spelling[:3] in ("%d/", "%d-") and day.day <= 12 and turned != iso
    either = f"Write {iso} if the day stands first, or {turned} if the month does."
    assert _remedy("date", written) == (either if two_ways else f"Write {iso} (year-month-day).")


@given(st.integers(1, 9998), st.integers(1, 12))
def test_the_day_after_a_months_last_is_none(year: int, month: int) -> None:
    last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert _value("date", last.isoformat()) == last.isoformat()
    assert "a day of the calendar" in _remedy("date", f"{year:04}-{month:02}-{last.day + 1:02}")


@given(st.integers(0, 10**15 - 1), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_every_amount_may_have_spaces_between_its_thousands(amount: int, space: str) -> None:
    assert _value("amount", str(amount)) == amount
    assert _value("amount", f"{amount:,}".replace(",", space)) == amount


@given(st.integers(1000, 10**15 - 1), st.sampled_from([".", ",", "'", "_"]))
def test_no_amount_may_have_other_signs_between_its_thousands(amount: int, sign: str) -> None:
    remedy = _remedy("amount", f"{amount:,}".replace(",", sign))
    # One sign alone may be a decimal comma.
    assert remedy.startswith(f"Write {amount} if" if amount < 10**6 and sign in ".," else f"Write {amount},")


@given(st.integers(0, 9999))
def test_years(year: int) -> None:
    written = f"{year:04}"
    if 1800 <= year <= 2200:
        assert _value("year", written) == year
    else:
        assert "four digits" in _remedy("year", written)


@given(st.integers(-(10**9), 10**9), st.integers(0, 999), st.sampled_from([".", ","]))
def test_numbers_with_a_point_or_a_comma(whole: int, thousandths: int, mark: str) -> None:
    assert _value("number", f"{whole}{mark}{thousandths:03}") == float(f"{whole}.{thousandths:03}")


@given(st.sampled_from(["date", "year", "amount", "number", "bool", "country"]), st.sampled_from(["", "'", '"']))
def test_quotes_change_nothing_for_a_value_that_is_there(type_: str, quote: str) -> None:
    written = {
        "date": "2024-06-05",
        "year": "1985",
        "amount": "4200000",
        "number": "3,5",
        "bool": "true",
        "country": "NO",
    }
    assert _value(type_, f"{quote}{written[type_]}{quote}") == _value(type_, written[type_])
