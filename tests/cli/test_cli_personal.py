"""Personal data that the rules found is in no format, no excerpt and no message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_world import CLEAN, FINDINGS, Cli, Ran, write

NATIONAL_ID, EMAIL, PHONE = "01010012356", "ola.nordmann@gmail.com", "412 34 567"
SECRETS = (NATIONAL_ID, EMAIL, PHONE)
VIEWS: tuple[tuple[str, ...], ...] = (
    ("--show", "all", "--statistics"),
    ("--lang", "en", "data/projects"),
    ("--format", "json", "--show", "all"),
)
PARTNER = "name: Nordby\ncountry: DK\nrelation: sister_city\nstatus: active\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("personlig")


def held(folder: Path, name: str, files: Mapping[str, str]) -> Cli:
    """A data repo without rules of its own: those that come with the tool find personal data."""
    return Cli(write(folder / re.sub(r"\W+", "-", name), files))


def plain(text: str) -> str:
    """Digits and letters only, so that a value is found however it is wrapped, spaced or coloured."""
    return re.sub(r"\x1b\[[0-9;]*m|[^0-9A-Za-z@.]", "", text)


def silent(ran: Ran, secrets: tuple[str, ...] = SECRETS) -> bool:
    told = plain(ran.out + ran.err)
    lines = [line for line in ran.out.splitlines() if any(plain(secret) in plain(line) for secret in secrets)]
    assert ([secret for secret in secrets if plain(secret) in told], lines) == ([], [])
    return True


@pytest.mark.parametrize("secret", SECRETS)
def test_the_rules_find_it_and_nothing_shows_it(folder: Path, secret: str) -> None:
    text = f"title: Besøk\nstatus: active\nsummary: Ring {secret} i dag.\nnotes: |\n  Først.\n  Så {secret}.\n"
    cli = held(folder, secret, {"data/projects/a.yaml": text, "data/partners/b.yaml": PARTNER})
    found = cli.findings()
    assert found.exit == FINDINGS
    assert {"quality-national-id", "quality-private-email", "quality-phone"} & set(found.rules)
    for view in VIEWS:
        ran = cli.check(*view)
        assert (ran.exit, silent(ran)) == (FINDINGS, True)


PLACES = {
    "title": "title: {secret}\nstatus: active\n",
    "title-of-many": "title: Samme tittel {secret}\nstatus: active\n",
    "goal": "title: A\nstatus: active\ngoals:\n- statement: Ring {secret}\n",
    "own-area": "title: A\nstatus: active\nareas: [{{other: '{secret}'}}]\n",
    "participant": "title: A\nstatus: active\nparticipants: [{{name: '{secret}', country: DK}}]\n",
    "responsible": "title: A\nstatus: active\nresponsible: {{unit: '{secret}', role: '{secret}', email: '{secret}'}}\n",
    "risk": (
        "title: A\nstatus: active\nrisk_assessment:\n  risks:\n"
        "  - {{description: '{secret}', likelihood: 5, impact: 5}}\n"
    ),
    "waiver-reason": (
        "title: A\nstatus: active\nwaivers:\n"
        "- {{rule: project-goals, reason: 'Avtalt med {secret}', decided_by: '{secret}', case: '{secret}', "
        "until: 2030-01-01}}\n"
    ),
    "ended-waiver": (
        "title: A\nstatus: active\nwaivers:\n"
        "- {{rule: project-goals, reason: '{secret}', decided_by: '{secret}', until: 2020-01-01}}\n"
    ),
    "unused-waiver": (
        "title: A\nstatus: active\nwaivers:\n"
        "- {{rule: project-sdg, reason: 'x', decided_by: 'x', item: '{secret}', until: 2030-01-01}}\n"
    ),
    "unknown-key": "title: A\nstatus: active\nsummary: '{secret}'\n'{secret}': x\n",
    "refused-value": "title: A\nstatus: '{secret}'\nsummary: '{secret}'\ncountry: '{secret}'\n",
    "partner-id": "title: A\nstatus: active\nsummary: '{secret}'\npartners: ['{secret}']\n",
    "one-line": "{{title: '{secret}', status: active, summary: '{secret}', goals: [{{statement: '{secret}'}}]}}\n",
    "document": "title: A\nstatus: active\nsummary: x\nsources: [{{title: '{secret}', url: 'https://x.no/{secret}'}}]\n",
    "comment-beside": "title: '{secret}' # ring {secret}\nstatus: active\n",
    "after-marks": 'title: "{secret}"\nstatus: active\nsummary: "({secret})"\n',
    "no-break-spaces": "title: Ring 412\u00a034\u00a0567 eller 010100\u00a012356\nstatus: active\n",
}


@pytest.mark.parametrize("secret", SECRETS)
def test_wherever_it_stands_nothing_shows_it(folder: Path, secret: str) -> None:
    files = {f"data/projects/{place}.yaml": text.format(secret=secret) for place, text in PLACES.items()}
    twice = {"data/projects/again.yaml": files["data/projects/title-of-many.yaml"], "data/partners/b.yaml": PARTNER}
    cli = held(folder, "places" + secret, {**files, **twice})
    for view in (VIEWS[0], VIEWS[2]):
        ran = cli.check(*view)
        assert (ran.exit, silent(ran)) == (FINDINGS, True)
    ran = cli("explain", "quality-title-twice")
    assert (ran.exit, silent(ran)) == (CLEAN, True)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_waiver_of_the_portfolio_shows_nothing(folder: Path, secret: str) -> None:
    told = f"reason: '{secret}', decided_by: '{secret}', case: '{secret}'"
    waiver = f"- {{rule: portfolio-number, {told}, until: 2030-01-01}}\n"
    record = f"title: A\nstatus: active\nsummary: '{secret}'\n"
    cli = held(folder, "portfolio" + secret, {"data/projects/a.yaml": record, "data/waivers.yaml": waiver})
    for view in VIEWS:
        ran = cli.check(*view)
        assert (ran.exit, silent(ran)) == (FINDINGS, True)


def test_what_is_no_personal_data_is_shown(folder: Path) -> None:
    text = "title: Avtale 2023-2027\nstatus: active\nsummary: Nummer 01010012355\n"
    text += (
        "responsible: {email: post@fredrikstad.kommune.no}\nbudget: {total: 41234567, lines: [{item: a, amount: 1}]}\n"
    )
    ran = held(folder, "tall", {"data/projects/a.yaml": text}).check()
    assert ran.exit == FINDINGS
    assert "█" not in ran.out
    assert "41234567" in ran.out
