"""Norwegian words for the fixed words of records: each means one of them, and is told as such."""

from __future__ import annotations

import pytest
from pydantic import BaseModel
from reading import PARTNER, PROJECT, load_text, message, only, remedy

from intlstrat.language import Language
from intlstrat.records import models
from intlstrat.records.faults import _models_in
from intlstrat.records.meanings import MEANINGS
from intlstrat.records.norwegian import _KEYS, _WRITTEN, code_meant, key_meant
from intlstrat.records.portfolio import RecordKind
from intlstrat.suggest import closest

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


def models_of(model: type[BaseModel], found: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """A model and all that stand below it."""
    found.add(model)
    for field in model.model_fields.values():
        below = _models_in(field.annotation)
        if below is not None and below not in found:
            models_of(below, found)
    return found


EVERY_MODEL = models_of(models.Partner, set()) | models_of(models.Project, set())


def test_every_key_is_a_key_of_a_model_and_told_there() -> None:
    assert set(_KEYS) <= {key for model in EVERY_MODEL for key in model.model_fields}
    for model in EVERY_MODEL:
        for key in set(model.model_fields) & set(_KEYS):
            for word in _KEYS[key]:
                assert key_meant(word, model.model_fields) == key, (model, word)
                assert word not in model.model_fields


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_what_the_tool_itself_calls_a_word_means_it(code: str) -> None:
    """What stands before the colon of a meaning, such as “Planlagt: …”, and the title of a key."""
    language = Language(code)
    for words, meanings in MEANINGS.items():
        for word, meaning in zip(words, meanings, strict=True):
            label, colon, _ = language.text(meaning).partition(":")
            if colon and word not in ("considered", "applied", "granted", "rejected"):
                assert code_meant(label, words) == word or closest(label, words) == word, (label, word)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("project", f"{PROJECT}mål: [{{statement: A}}]\n", "“mål” is not known here. Did you mean “goals”?"),
        ("project", f"{PROJECT}Ansvarlig: {{unit: A}}\n", "“Ansvarlig” is not known here. Did you mean “responsible”?"),
        ("project", f"{PROJECT}funding: [{{kilde: EU}}]\n", "“kilde” is not known here. Did you mean “source”?"),
        ("partner", f"{PARTNER}fn-mål: []\n", "“fn-mål” is not known here. Did you mean “sdgs”?"),
        ("project", f"{PROJECT}partner: aalborg\n", "“partner” is not known here. Did you mean “partners”?"),
    ],
)
def test_it_is_told_what_a_norwegian_key_means(kind: RecordKind, text: str, said: str) -> None:
    assert said in message(only(load_text(text, kind)))


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (f"{PROJECT}budget: {{total: 5, sum: 6}}\n", "sum", "total"),
        (f"{PROJECT}budget: {{sum: 6, total: 5}}\n", "sum", "total"),
        (f"{PROJECT}tittel: Annet\n", "tittel", "title"),
        (f"{PROJECT}titel: Annet\n", "titel", "title"),
        (f"{PROJECT}tittel:\n", "tittel", "title"),
        (f"{PROJECT}notes:\nmerknader: A\n", "merknader", "notes"),
        (f"{PROJECT}goals: [{{xyz: 1}}, {{statement: A, mål: B}}]\n", "mål", "statement"),
    ],
)
def test_a_key_that_is_there_already_is_not_to_be_written_once_more(text: str, wrong: str, right: str) -> None:
    finding = next(each for each in load_text(text).findings if wrong in message(each))
    assert message(finding) == f"The key “{wrong}” is not known here. Did you mean “{right}”?"
    assert remedy(finding) == f"“{right}” is there already: delete “{wrong}”, or put the two together under “{right}”."
    assert not finding.mendable


@pytest.mark.parametrize(
    "text",
    [
        f"{PROJECT}budget: {{sum: 6}}\n",
        f"{PROJECT}budget: {{sum: 6, currency: NOK}}\ntotal: 5\n",
        f"{PROJECT}budget: {{sum: 6, own_by_year: {{total: 5}}}}\n",
    ],
)
def test_a_key_that_is_there_elsewhere_takes_the_place_of_the_wrong_one(text: str) -> None:
    finding = next(each for each in load_text(text).findings if "sum" in message(each))
    assert remedy(finding) == "Change “sum” to “total”, or delete it."
    assert finding.mendable


def test_who_writes_one_value_is_told_the_keys() -> None:
    finding = only(load_text(f"{PROJECT}responsible: Kultur\n"))
    assert remedy(finding).endswith("The keys are unit, role, email.")
    assert remedy(only(load_text(f"{PROJECT}budget: {{own_by_year: 5}}\n"))).endswith("on a line of its own, indented.")


def test_a_word_that_means_nothing_or_several_is_not_guessed_at() -> None:
    assert code_meant("inaktiv", models.PARTNER_STATUSES) is None
    assert code_meant("avsluttet", ("completed", "ended")) is None
    assert code_meant("planlagt", models.PARTNER_STATUSES) is None
