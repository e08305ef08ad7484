"""Words for money that are taken as certain in an answer, and those that are not."""

from __future__ import annotations

import pytest

from intlstrat.records.codes import country_named, currency_named


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *(("kr", "NOK"), ("kr.", "NOK"), ("Kroner", "NOK"), ("euro", "EUR"), ("€", "EUR"), ("usd", "USD")),
        *(("$", None), ("dollar", None), ("Dollar", None), ("pund", None)),
    ],
)
def test_a_currency_that_is_named_for_certain(word: str, code: str | None) -> None:
    assert currency_named(word) == code


@pytest.mark.parametrize(("word", "code"), [("Kongo", None), ("Congo", None), ("Guinea", "GN"), ("Norge", "NO")])
def test_a_country_that_is_named_for_certain(word: str, code: str | None) -> None:
    assert country_named(word) == code
