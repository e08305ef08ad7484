"""Norwegian words for the fixed words of records: each means one of them, and is told as such."""

from __future__ import annotations

import pytest
from reading import PARTNER, PROJECT, load_text, message, only, remedy

from intlstrat.records import models
from intlstrat.records.norwegian import _WRITTEN, code_meant
from intlstrat.records.portfolio import RecordKind

LISTS = (
    models.RELATIONS, models.PARTNER_STATUSES, models.PROJECT_STATUSES, models.CONTACT_LEVELS, models.DIRECTIONS,
    models.CONCLUSIONS, models.RISK_FACTORS, models.ROLES, models.FUNDING_KINDS, models.FUNDING_STATUSES,
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("project", PROJECT.replace("idea", "planlagt"), "“planlagt” is not known here. Did you mean “planned”?"),
        ("project", PROJECT.replace("idea", "Avsluttet"), "“Avsluttet” is not known here. Did you mean “completed”?"),
        ("project", PROJECT.replace("idea", "pa\u030agår"), "“pågår” is not known here. Did you mean “active”?"),
        ("partner", PARTNER.replace("active", "avsluttet"), "“avsluttet” is not known here. Did you mean “ended”?"),
        ("partner", PARTNER.replace("sister_city", "venskapsby"), "Did you mean “sister_city”?"),
    ],
)
def test_it_is_told_what_a_norwegian_word_means(kind: RecordKind, text: str, said: str) -> None:
    finding = only(load_text(text, kind))
    assert said in message(finding)
    assert remedy(finding).startswith(f"Write {said.rpartition('“')[2].rstrip('”?')}, or another of: ")


def test_every_word_means_one_word_of_a_list() -> None:
    every = {code for each in LISTS for code in each}
    assert set(_WRITTEN) <= every
    for code, words in _WRITTEN.items():
        for word in words:
            of = [each for each in LISTS if code in each]
            assert all(code_meant(word, each) == code for each in of), word
            assert word not in every


def test_a_word_that_means_nothing_or_several_is_not_guessed_at() -> None:
    assert code_meant("inaktiv", models.PARTNER_STATUSES) is None
    assert code_meant("avsluttet", ("completed", "ended")) is None
    assert code_meant("planlagt", models.PARTNER_STATUSES) is None
