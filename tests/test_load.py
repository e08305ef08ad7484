"""Files to a portfolio: ids, references, waivers, what is counted where; and that no bytes at all can break it."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import (
    CODES,
    PARTNER,
    PATHS,
    PROJECT,
    WAIVERS,
    load_files,
    load_text,
    marked,
    message,
    only,
    remedy,
    spot,
    told,
)

from intlstrat.files import ReadFailure, read_inputs
from intlstrat.findings import PORTFOLIO, Finding, Layer, Outcome, Severity, Subject, msg
from intlstrat.language import Language
from intlstrat.load import load
from intlstrat.records.models import MODELS
from intlstrat.records.portfolio import Portfolio, RecordKind
from intlstrat.source import Document
from intlstrat.validity import VALIDITY_RULES

REPOSITORY = Path(__file__).parents[1]
EKSEMPELVIK = REPOSITORY / "intlstrat" / "authoring" / "eksempelvik"


def test_a_portfolio() -> None:
    portfolio = load_files(
        {
            "data/projects/b.yaml": PROJECT,
            "data/projects/broken.yaml": "title: [",
            "data/partners/kotka.yaml": PARTNER,
            "data/projects/a.yml": "title: A\nstatus: x\n",
            "data/partners/sub/aalborg.yaml": "name: Aalborg\ncountry: DK\nrelation: network\nstatus: ended\n",
        }
    )
    assert [(record.path, record.kind, record.id, record.name) for record in portfolio.records] == [
        ("data/partners/kotka.yaml", "partner", "kotka", "Kotka"),
        ("data/partners/sub/aalborg.yaml", "partner", "aalborg", "Aalborg"),
        ("data/projects/a.yml", "project", "a", "A"),
        ("data/projects/b.yaml", "project", "b", "Mono"),
    ]
    assert [record.id for record in portfolio.of("partner")] == ["kotka", "aalborg"]
    assert [(finding.rule, finding.subject) for finding in portfolio.findings] == [
        ("record-invalid", Subject("project", "a")),
        ("record-unreadable", Subject("project", "broken")),
    ]
    assert portfolio.unreadable_paths == ("data/projects/broken.yaml",)
    assert portfolio.failed == frozenset()
    assert set(portfolio.sources) == {record.path for record in portfolio.records} | {"data/projects/broken.yaml"}
    assert portfolio.sources["data/projects/broken.yaml"].line_text(1) == "title: ["


def test_data_is_what_rules_see() -> None:
    text = (
        PROJECT
        + "period: {start: 2024-01-01}\nbudget: {total: 4 200, own_by_year: {2024: 5}}\n"
        + "goals: [{statement: a, target: 1}]\n"
    )
    (record,) = load_text(text).records
    lists = ("areas", "sdgs", "risk_factors", "waivers", "sources", "partners", "participants", "funding", "documents")
    assert record.data == {
        "id": "mono",
        "kind": "project",
        "title": "Mono",
        "status": "idea",
        "period": {"start": "2024-01-01"},
        "budget": {"currency": "NOK", "total": 4200, "lines": [], "own_by_year": {2024: 5}},
        "goals": [{"statement": "a", "target": 1.0}],
        **{name: [] for name in lists},
    }


def test_every_finding_of_a_record_is_of_the_validity_layer() -> None:
    for finding in load_text("titel: a\nstatus: !x b\nareas: c\n").findings:
        assert (finding.layer, finding.severity, finding.outcome) == (Layer.VALIDITY, Severity.ERROR, Outcome.BREACH)
        assert (finding.clauses, finding.item, finding.place.path) == ((), None, PATHS["project"])


# Ids.
@pytest.mark.parametrize("name", ["mono", "a", "0", "hele-gronne-vegen", "2024-1", "-"])
def test_a_file_name_that_is_an_id(name: str) -> None:
    portfolio = load_files({f"data/projects/{name}.yaml": PROJECT})
    assert portfolio.findings == ()
    assert portfolio.records[0].id == name


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("Mono", "mono"),
        ("MONO", "mono"),
        ("mono bris", "mono-bris"),
        ("mono_bris", "mono-bris"),
        ("mono.bris", "mono-bris"),
        ("mono (1)", "mono-1"),
        ("Blå øy", "bla-oy"),
        ("Bla\u030a o\u0308y", "bla-oy"),
        ("Nordurþing", "nordurthing"),
        ("Ærø", "aero"),
        ("Ålborg", "alborg"),
        ("Göteborg", "goteborg"),
        ("Łódź", "lodz"),
        ("--a b--", "a-b"),
        ("日本", None),
        ("_", None),
    ],
)
def test_a_file_name_that_is_no_id(name: str, suggestion: str | None) -> None:
    portfolio = load_files({f"data/projects/{name}.yaml": "title: Mono # navn\nstatus: idea\n"})
    finding = only(portfolio)
    assert (finding.rule, finding.severity) == ("record-id", Severity.ERROR)
    assert f"“{name}” is no id" in message(finding)
    assert spot(finding.place) == (1, 1, 19)
    if suggestion is None:
        assert remedy(finding) == "Name the file with lower-case letters a–z, digits and hyphens only."
    else:
        assert f"Name the file “{suggestion}.yaml”" in remedy(finding)
        assert load_files({f"data/projects/{suggestion}.yaml": PROJECT}).findings == ()
    assert [record.id for record in portfolio.records] == [name]


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=12))
def test_any_file_name_gives_an_id_or_a_finding(name: str) -> None:
    portfolio = load_files({f"data/projects/{name}.yaml": PROJECT})
    assert len(portfolio.records) == 1
    wanted = [] if re.fullmatch("[a-z0-9-]+", name) else ["record-id"]
    assert [finding.rule for finding in portfolio.findings] == wanted
    assert all(finding.fingerprint and remedy(finding) for finding in portfolio.findings)


@pytest.mark.parametrize("first", ["data/projects/mono.yaml", "data/projects/a/mono.yaml", "data/projects/b/mono.yml"])
def test_an_id_that_two_files_have(first: str) -> None:
    second = "data/projects/z/mono.yaml"
    for files in ({first: PROJECT, second: PROJECT}, {second: PROJECT, first: PROJECT}):
        portfolio = load_files(files)
        finding = only(portfolio)
        assert (finding.rule, finding.place.path, finding.place.line) == ("record-id", second, 1)
        assert message(finding) == f"The id “mono” is taken by {first} already."
        assert "another name" in remedy(finding)
        (related,) = finding.related
        assert (related.subject, related.place.path) == (Subject("project", "mono"), first)
        assert len(portfolio.records) == 2


def test_an_id_that_three_files_have() -> None:
    paths = ["data/projects/a.yaml", "data/projects/a.yml", "data/projects/b/a.yaml"]
    findings = load_files(dict.fromkeys(paths, PROJECT)).findings
    assert [(finding.place.path, finding.related[0].place.path) for finding in findings] == [
        (paths[1], paths[0]),
        (paths[2], paths[0]),
    ]


def test_a_partner_and_a_project_may_share_an_id() -> None:
    assert load_files({"data/projects/kotka.yaml": PROJECT, "data/partners/kotka.yaml": PARTNER}).findings == ()


# References.
def _project_with(partners: str, *others: str) -> Portfolio:
    files = {f"data/partners/{name}.yaml": PARTNER for name in ("aalborg", "karlskoga", *others)}
    return load_files({"data/projects/mono.yaml": PROJECT + partners, **files})


@pytest.mark.parametrize(
    "partners", ["", "partners: []\n", "partners: [aalborg]\n", "partners: [karlskoga, 'aalborg']\n"]
)
def test_partners_that_there_are(partners: str) -> None:
    assert _project_with(partners).findings == ()


@pytest.mark.parametrize(
    ("partners", "says", "fix"),
    [
        ("partners: [‹ålborg›]\n", "no partner “ålborg”. Did you mean “aalborg”?", "Write aalborg, or make a file"),
        ("partners:\n  - aalborg\n  - ‹Karlskoga›\n", "“Karlskoga”. Did you mean “karlskoga”?", "Write karlskoga"),
        ("partners: [‹aalborg.yaml›]\n", "Did you mean “aalborg”?", "Write aalborg"),
        ("partners: ['', aalborg]\n".replace("'', aalborg", "aalborg, ‹mono›"), "no partner “mono”.", "“participants”"),
        ("partners: [aalborg, ‹'Lysekils kommun'›]\n", "no partner “Lysekils kommun”.", "data/partners without .yaml"),
    ],
)
def test_a_partner_that_there_is_not(partners: str, says: str, fix: str) -> None:
    plain, (line, column, end) = marked(partners)
    finding = only(_project_with(plain))
    assert (finding.rule, finding.severity, finding.subject.id) == ("record-reference", Severity.ERROR, "mono")
    assert spot(finding.place) == (line + 2, column, end)
    assert says in message(finding)
    assert fix in remedy(finding)


def test_a_reference_behind_an_item_that_was_lost_points_at_its_own_place() -> None:
    findings = _project_with("partners: [[x], ukjent-by]\n").findings
    assert [(finding.rule, finding.place.pointer) for finding in findings] == [
        ("record-invalid", "/partners/0"),
        ("record-reference", "/partners/1"),
    ]


def test_a_partner_with_faults_may_be_referred_to_and_one_with_a_bad_name_too() -> None:
    portfolio = load_files(
        {
            "data/projects/mono.yaml": PROJECT + "partners: [kotka, 'Å by']\n",
            "data/partners/kotka.yaml": "name: Kotka\n",
            "data/partners/Å by.yaml": PARTNER,
        }
    )
    assert "record-reference" not in {finding.rule for finding in portfolio.findings}


@pytest.mark.parametrize("content", [b"name: [", b"", b"- a\n", ReadFailure(msg("Gone."), msg("Put it back."))])
def test_a_partner_whose_file_cannot_be_read_is_not_missing(content: bytes | ReadFailure) -> None:
    """The file has a finding of its own, which says what is to be done."""
    portfolio = load_files(
        {"data/projects/mono.yaml": PROJECT + "partners: [rivne, rivna]\n", "data/partners/rivne.yaml": content}
    )
    assert [(finding.rule, finding.place.pointer) for finding in portfolio.findings] == [
        ("record-unreadable", ""),
        ("record-reference", "/partners/1"),
    ]


def test_nobody_is_advised_to_write_an_id_that_is_none() -> None:
    portfolio = load_files(
        {"data/projects/mono.yaml": PROJECT + "partners: [kotka]\n", "data/partners/Kotka.yaml": PARTNER}
    )
    (finding,) = [finding for finding in portfolio.findings if finding.rule == "record-reference"]
    assert message(finding) == "There is no partner “kotka”."


def test_an_unreadable_project_is_no_partner_either() -> None:
    portfolio = load_files({"data/projects/a.yaml": PROJECT + "partners: [b]\n", "data/projects/b.yaml": "["})
    assert [finding.rule for finding in portfolio.findings] == ["record-unreadable", "record-reference"]


def test_a_project_is_no_partner() -> None:
    portfolio = load_files({"data/projects/a.yaml": PROJECT + "partners: [b]\n", "data/projects/b.yaml": PROJECT})
    assert only(portfolio).rule == "record-reference"


# Waivers of the portfolio.
GOOD = "rule: portfolio-number, reason: a, decided_by: b, until: 2027-01-01"


def test_good_waivers() -> None:
    more = "item: SE, case: PS 1/25, granted: 2025-01-01"
    portfolio = load_files({WAIVERS: f"- {{{GOOD}}}\n- {{{GOOD}, {more}}}\n"})
    assert portfolio.findings == ()
    assert [dict(entry) for entry in portfolio.waivers] == [
        {"rule": "portfolio-number", "reason": "a", "decided_by": "b", "until": "2027-01-01", "index": 0},
        {
            "rule": "portfolio-number", "reason": "a", "decided_by": "b", "until": "2027-01-01",
            "item": "SE", "case": "PS 1/25", "granted": "2025-01-01", "index": 1,
        },
    ]  # fmt: skip
    assert portfolio.waivers_source is not None
    assert spot(portfolio.waivers_source.place((1, "rule"))) == (2, 4, 26)
    assert portfolio.unreadable == 0


def test_no_waivers() -> None:
    for files in ({}, {WAIVERS: "[]\n"}):
        portfolio = load_files(files)
        assert (portfolio.findings, portfolio.waivers) == ((), ())


@pytest.mark.parametrize(
    ("text", "rule", "pointer", "says", "fix"),
    [
        ("‹rule: a›\n", "record-unreadable", "", "must be a list of waivers", "Put a hyphen before the first key"),
        ("‹only text›\n", "record-unreadable", "", "must be a list of waivers", "Put a hyphen"),
        ("- {rule: ‹[›\n", "record-unreadable", "", "not closed", "Close each ["),
        ("- ‹only text›\n", "waiver-invalid", "/0", "written with keys", "at least rule, reason, decided_by and until"),
        (f"- {{{GOOD}}}\n- ‹[a]›\n", "waiver-invalid", "/1", "written with keys", "at least rule"),
        (
            "- ‹{rule: a, reason: b, until: 2027-01-01}›\n",
            "waiver-invalid",
            "/0/decided_by",
            "“decided_by” is required",
            "Write",
        ),
        (
            "- rule: a\n  reason: b\n  decided_by: c\n  ‹until:›\n",
            "waiver-invalid",
            "/0/until",
            "has no value",
            "Write the value",
        ),
        (
            "- {rule: a, reason: b, decided_by: c, ‹until: 1.1.2027›}\n",
            "record-invalid",
            "/0/until",
            "no",
            "Write 2027-01-01",
        ),
        (f"- {{{GOOD}, ‹ruel: c›}}\n", "record-invalid", "/0/ruel", "Did you mean “rule”?", "“rule” is there already"),
        (f"- {{{GOOD}, ‹ruel›}}\n", "record-invalid", "/0/ruel", "Did you mean “rule”?", "“rule” is there already"),
        (f"- {{{GOOD}, ‹rule›: c}}\n", "record-invalid", "/0/rule", "stands twice", "Keep one"),
        (f"- ‹!x› {{{GOOD}}}\n", "record-invalid", "/0", "The tag “!x”", "Delete the tag"),
        (f"- {{{GOOD}, case: ‹!x› c}}\n", "record-invalid", "/0/case", "The tag “!x”", "Delete the tag"),
        (f"- {{{GOOD}, ‹<<›: {{}}}}\n", "record-invalid", "/0/<<", "Merge keys", "Copy the values in"),
    ],
)
def test_bad_waivers(text: str, rule: str, pointer: str, says: str, fix: str) -> None:
    plain, where = marked(text)
    portfolio = load_files({"data/projects/mono.yaml": PROJECT, WAIVERS: plain})
    finding = only(portfolio)
    assert (finding.rule, finding.severity, finding.subject) == (rule, Severity.ERROR, PORTFOLIO)
    assert (finding.place.path, finding.place.pointer) == (WAIVERS, pointer)
    assert spot(finding.place) == where
    assert says in message(finding)
    assert fix in remedy(finding)
    assert (len(portfolio.records), portfolio.unreadable) == (1, 0)


@pytest.mark.parametrize("text", ["", "\n", "# none\n", "\ufeff  # none\r\n\r\n", "# none\n--- []\n"])
def test_a_file_without_waivers_is_no_trouble(text: str) -> None:
    portfolio = load_files({WAIVERS: text})
    assert (portfolio.findings, portfolio.waivers) == ((), ())


@pytest.mark.parametrize("text", ["---\n", "~\n", "# none\n- [\n", b"- \xff\n", b"# \xff\n- {}\n"])
def test_waivers_that_are_no_list_at_all(text: str | bytes) -> None:
    portfolio = load_files({WAIVERS: text})
    assert only(portfolio).rule == "record-unreadable"
    assert (portfolio.waivers, portfolio.waivers_source) == ((), None)


def test_a_bad_waiver_spoils_no_other() -> None:
    portfolio = load_files(
        {WAIVERS: f"- text\n- {{rule: a}}\n- !x {{{GOOD}}}\n- {{{GOOD}, case: []}}\n- {{{GOOD}, item: 1}}\n"}
    )
    whole = [entry for entry in portfolio.waivers if "until" in entry]
    assert [(entry["index"], entry.get("item")) for entry in whole] == [(3, None), (4, "1")]


@pytest.mark.parametrize("kind", ["partner", "project"])
def test_a_waiver_in_a_record_that_lacks_something(kind: RecordKind) -> None:
    base = PARTNER if kind == "partner" else PROJECT
    portfolio = load_text(f"{base}waivers:\n  - rule: a\n    decided_by: b\n    until: 2027-01-01\n", kind)
    finding = only(portfolio)
    assert (finding.rule, finding.place.pointer) == ("waiver-invalid", "/waivers/0/reason")
    assert finding.place.line == base.count("\n") + 2


# The disk.
def test_what_cannot_be_read_from_disk() -> None:
    gone = ReadFailure(msg("Gone."), msg("Put it back."))
    portfolio = load_files({"data/projects/a.yaml": gone, "data/projects/b.yaml": PROJECT, WAIVERS: gone})
    assert [(finding.rule, finding.place.path, finding.subject.kind) for finding in portfolio.findings] == [
        ("record-unreadable", "data/projects/a.yaml", "project"),
        ("record-unreadable", WAIVERS, "portfolio"),
    ]
    assert all(spot(finding.place) == (1, 1, 1) for finding in portfolio.findings)
    assert portfolio.failed == {"data/projects/a.yaml", WAIVERS}
    assert portfolio.unreadable_paths == ("data/projects/a.yaml",)


# The records that the repo ships.
SHIPPED = [REPOSITORY, EKSEMPELVIK]


def _shipped_files() -> list[tuple[RecordKind, bytes]]:
    kinds: dict[str, RecordKind] = {"partners": "partner", "projects": "project"}
    paths = [path for root in SHIPPED for path in sorted(root.glob("data/p*/*.yaml"))]
    return [(kinds[path.parent.name], path.read_bytes()) for path in paths]


@pytest.mark.parametrize("root", SHIPPED, ids=["data", "eksempelvik"])
def test_the_shipped_records_are_valid(root: Path) -> None:
    inputs = read_inputs(root)
    assert len(inputs.records) > 10
    portfolio = load(inputs, type(CODES)({}))
    assert [told(finding) for finding in portfolio.findings] == []
    assert inputs.ignored == ()


# Properties.
@given(st.permutations(range(8)), st.booleans())
def test_the_order_of_the_files_changes_nothing(order: list[int], reverse: bool) -> None:
    files: list[tuple[str, str | bytes | ReadFailure]] = [
        ("data/projects/a.yaml", PROJECT + "partners: [kotka, kotkaa, x]\nwaivers: [{}]\n"),
        ("data/projects/sub/a.yaml", PROJECT + "partners: [x]\n"),
        ("data/projects/b/a.yml", "title: b\n"),
        ("data/projects/B.yaml", "titel: c\n"),
        ("data/projects/broken.yaml", "a: ["),
        ("data/partners/kotka.yaml", PARTNER),
        ("data/partners/x/kotka.yaml", PARTNER),
        ("data/partners/Kotka.yaml", b"\xff"),
    ]
    expected = load_files(dict(files))
    assert {finding.rule for finding in expected.findings} == {
        "record-id", "record-invalid", "record-reference", "record-unreadable", "waiver-invalid"
    }  # fmt: skip
    assert load_files(dict([files[index] for index in order])) == expected
    assert load_files(dict(files)) == expected


_LINE = re.compile("\r?\n")
_LANGUAGES = (Language("en"), Language("nb"))
_SLOT = re.compile(r"\{[a-z_]+\}")


def _whole(finding: Finding, content: bytes) -> None:
    """What holds of every finding: it is catalogued, its place lies in the file, and it has both its texts."""
    assert finding.rule in VALIDITY_RULES
    assert finding.severity is VALIDITY_RULES[finding.rule].severity
    place = finding.place
    assert place.line is not None
    assert place.column is not None
    assert place.end_column is not None
    assert place.line == place.end_line
    assert 1 <= place.column <= place.end_column
    assert place.pointer is not None
    assert place.pointer == "" or place.pointer.startswith("/")
    try:
        lines = _LINE.split(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        assert finding.rule == "record-unreadable"
    else:
        assert place.line <= len(lines)
        assert place.end_column <= len(lines[place.line - 1]) + 1
    for language in _LANGUAGES:
        for text in (finding.message, finding.fix):
            assert language.message(text).strip()
            assert set(_SLOT.findall(str(text.text))) == {f"{{{name}}}" for name in text.values}
    assert finding.fingerprint


def _survives(content: bytes, kind: RecordKind) -> Portfolio:
    """Whatever the bytes are, there is a record or a reason, and each thing wrong is told once."""
    portfolio = load_text(content, kind)
    assert len(portfolio.records) + portfolio.unreadable == 1
    unreadable = [finding for finding in portfolio.findings if finding.rule == "record-unreadable"]
    assert len(unreadable) == portfolio.unreadable
    for finding in portfolio.findings:
        _whole(finding, content)
    everything = [(finding.rule, finding.place, message(finding)) for finding in portfolio.findings]
    assert len(set(everything)) == len(everything)
    for record in portfolio.records:
        assert json.dumps(record.data)
        fields = MODELS[kind].model_fields
        assert set(record.data) <= {"id", "kind", *fields}
        assert isinstance(record.source, Document)
        required = {name for name, field in fields.items() if field.is_required()}
        assert {path[0] for path in record.lost} <= required.union(record.source.keys(()))
    assert load_text(content, kind) == portfolio
    as_waivers = load_files({WAIVERS: content})
    for finding in as_waivers.findings:
        _whole(finding, content)
    return portfolio


_KINDS: st.SearchStrategy[RecordKind] = st.sampled_from(["partner", "project"])
_SIGNS = [
    *"\n\n\n:-#&*!|>'\"%@`{}[],?~ \t\\.", ": ", "- ", "\n  ", "\n- ", "\n    - ", "\r\n", "\r", "---\n", "...\n", "<<",
    "<<: *a", "&a ", "*a", "!x ", "!!str ", "null", "''", "\ufeff", "\x85", "\u2028", "\x00", "å", "🎉", "[key]",
    "%YAML 1.1\n",
]  # fmt: skip
_KEYS = sorted(
    {*MODELS["partner"].model_fields, *MODELS["project"].model_fields, "statement", "goal", "targets", "own_by_year"}
)
_WORDS = [
    *(f"\n{key}: " for key in _KEYS),
    *(f"{key}: " for key in _KEYS),
    "2024-06-05",
    "05.06.2024",
    "NO",
    "8.1",
    "2024",
    "active",
]


@settings(max_examples=250)
@given(st.binary(max_size=60), _KINDS)
def test_any_bytes_give_findings_or_a_record(content: bytes, kind: RecordKind) -> None:
    _survives(content, kind)


@settings(max_examples=250)
@given(st.text(max_size=60), _KINDS)
def test_any_text_gives_findings_or_a_record(text: str, kind: RecordKind) -> None:
    _survives(text.encode("utf-8", "surrogatepass"), kind)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_SIGNS) | st.sampled_from(_WORDS) | st.text("ab", max_size=2), max_size=30), _KINDS)
def test_anything_like_yaml_gives_findings_or_a_record(pieces: list[str], kind: RecordKind) -> None:
    _survives("".join(pieces).encode(), kind)


@settings(max_examples=250)
@given(st.sampled_from(_shipped_files()), st.integers(0, 2**32), st.integers(1, 6))
def test_a_real_record_that_was_damaged_gives_findings_or_a_record(
    file: tuple[RecordKind, bytes], seed: int, times: int
) -> None:
    kind, content = file
    chance = random.Random(seed)
    for _ in range(times):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice([0, 0, 1, 2, 40]))
        put_in = chance.choice(
            [b"", chance.choice([*_SIGNS, *_WORDS]).encode(), chance.randbytes(1), content[end : end + 40]]
        )
        content = content[:start] + put_in + content[end:]
    _survives(content, kind)


_JSON = st.recursive(
    st.none() | st.sampled_from(["", "x", "2024", "2024-06-05", "active", "[key]", "NO", "8"]),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from([*_KEYS, "[key]", "", "x"]), parts, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from([*_KEYS, "[key]", "x"]), _JSON, max_size=5), _KINDS)
def test_any_shape_gives_a_record_and_its_faults(data: object, kind: RecordKind) -> None:
    portfolio = _survives(json.dumps(data).encode(), kind)
    assert portfolio.unreadable == 0
