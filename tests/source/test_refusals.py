"""What the reading rules refuse (records.md), each with its rule, its place and its remedy, as a run would show it."""

from __future__ import annotations

import pytest
from reading import PATHS, PROJECT, load_text, marked, message, only, record, remedy, spot

from intlstrat.findings import Severity
from intlstrat.source.compose import MAX_NODES

UNREADABLE, INVALID = "record-unreadable", "record-invalid"


# The file gives no record at all. The place is marked in the text.
@pytest.mark.parametrize(
    ("text", "says", "fix"),
    [
        ("title: a\n‹---›\ntitle: b\n", "second YAML document", "file of its own"),
        ("title: a\n...\n‹t›itle: b\n", "second YAML document", "file of its own"),
        ("title: a\nsummary: ‹*b›\n", "*b refers to nothing", "Write the value itself"),
        ("title: &b [‹*b›]\n", "*b refers to nothing", "Write the value itself"),
        ("title: &b a\nnotes: &b [‹*b›]\n", "*b refers to nothing", "Write the value itself"),
        ("‹- title: a›\n", "no keys", "key: value"),
        ("‹only text›\n", "no keys", "key: value"),
        ("‹''›\n", "no keys", "key: value"),
        ("title: a ‹\x07›b\n", "control character U+0007", "Delete the invisible character"),
        ("title: ‹\x00›\n", "control character U+0000", "Delete the invisible character"),
        ("title: å‹\x9f›\n", "control character U+009F", "Delete the invisible character"),
        ("title: å‹\ufffe›\n", "control character U+FFFE", "Delete the invisible character"),
        # Syntax: where the mistake is, and not where the parser gave up.
        ("title: ‹'›a\nstatus: idea\n", "never closed", "write '' for a ' inside"),
        ('title: ‹"›a\nstatus: idea', "never closed", 'write \\" for a " inside'),
        ("areas: ‹[›culture\nstatus: idea\n", "not closed", "Close each ["),
        ("areas: [culture, {other: ‹[›a}]\n".replace("‹[›a}", "[a‹}›"), "not closed", "Close each ["),
        ("period: ‹{›start: 2024-01-01\n", "not closed", "Close each ["),
        ("‹t›itle a\nstatus: idea\n", "neither a key", "a space after the colon"),
        ("# a: b\n\n---\n  ‹t›itle a\r\n  status: idea\n", "neither a key", "a space after the colon"),
        ("‹t›itle a\nsummary b\nstatus: idea\n", "neither a key", "a space after the colon"),
        ("%YAML 1.1\n---\n‹t›itle a\nstatus: idea\n", "neither a key", "a space after the colon"),
        ("--- title‹:› a\n", "colon", "quotation marks around a text"),
        ("--- title\nstatus‹:› idea\n", "colon", "quotation marks around a text"),
        ("title: a\n‹s›tatus idea\n", "neither a key", "a space after the colon"),
        ("title: a\nstatus: idea\n‹s›ummary", "neither a key", "a space after the colon"),
        ("title: a‹:› b\n", "colon", "quotation marks around a text"),
        ("title: a\n  status‹:› idea\n", "colon", "indentation"),
        ("title: a\n‹\t›status: idea\n", "indented with a tab", "in the place of each tab"),
        ("title: ‹@›a\n", "cannot begin", "quotation marks"),
        ("title: ‹%›a\n", "cannot begin", "quotation marks"),
        ("areas: ‹-› culture\n", "hyphen", "a line of its own"),
        ("goals:\n  - statement: a\n   ‹i›ndicator: b\n", "indentation", "equally far"),
        ("goals:\n  - statement: a\n ‹-› statement: b\n".replace("‹-›", "‹-›"), "indentation", "equally far"),
        ('title: "a‹\\›q"\n', "backslash", "single quotation marks"),
        ('title: "\\u‹d›800"\n', "backslash", "single quotation marks"),
        ("notes: |‹x›\n  a\n", "text block", "alone at the end"),
        ("title: &‹ ›a\n", "after & or *", "quotation marks"),
        ("title: *‹ ›a\n", "after & or *", "quotation marks"),
        ("‹%›YAML 2.0\n---\ntitle: a\n", "cannot be read as YAML", "Look at this line"),
    ],
)
def test_no_record(text: str, says: str, fix: str) -> None:
    plain, where = marked(text)
    portfolio = load_text(plain)
    finding = only(portfolio)
    assert (finding.rule, finding.severity) == (UNREADABLE, Severity.ERROR)
    assert (finding.place.path, spot(finding.place)) == (PATHS["project"], where)
    assert says in message(finding)
    assert fix in remedy(finding)
    assert (portfolio.records, portfolio.unreadable) == ((), 1)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "\ufeff", "~\n", "null"])
def test_an_empty_file_is_no_record(text: str) -> None:
    portfolio = load_text(text)
    finding = only(portfolio)
    assert (finding.rule, message(finding)) == (UNREADABLE, "The file is empty.")
    assert (finding.place.line, finding.place.column) == (1, 1)
    assert "delete the file" in remedy(finding)
    assert portfolio.unreadable == 1


@pytest.mark.parametrize(
    ("content", "byte", "encoding", "line", "column"),
    [
        ("title: å\n".encode("latin-1"), "byte 8 is 0xE5", "Latin-1", 1, 8),
        ("title: a\nsummary: på\n".encode("latin-1"), "byte 20 is 0xE5", "Latin-1", 2, 11),
        ("title: a – b\n".encode("cp1252"), "byte 10 is 0x96", "Windows-1252", 1, 10),
        ("title: “å”\n".encode("cp1252"), "byte 8 is 0x93", "Windows-1252", 1, 8),
        ("title: åæ ".encode() + b"\xf8\n", "byte 13 is 0xF8", "", 1, 11),
        ("title: 5 €\n".encode("cp1252"), "byte 10 is 0x80", "Windows-1252", 1, 10),
        ("title: Ÿ\n".encode("cp1252"), "byte 8 is 0x9F", "Windows-1252", 1, 8),
        ("title: 5\xa0000\n".encode("latin-1"), "byte 9 is 0xA0", "Latin-1", 1, 9),
        ("\ufefftitle: ".encode() + b"\xf8\n", "byte 11 is 0xF8", "Latin-1", 1, 8),
        (b"title: a\r\nsummary: " + b"\xf8\n", "byte 20 is 0xF8", "Latin-1", 2, 10),
        ("title: å\n".encode("utf-16"), "byte 1 is 0xFF", "UTF-16", 1, 1),
        ("title: å\n".encode("utf-32"), "byte 1 is 0xFF", "UTF-32", 1, 1),
        ("\ufefftittel: 日本語日本語日本語日本語日本語\n".encode("utf-16-le"), "byte 1 is 0xFF", "UTF-16", 1, 1),
        ("\ufefftittel: 日本語日本語日本語日本語日本語\n".encode("utf-16-be"), "byte 1 is 0xFE", "UTF-16", 1, 1),
        ("title: å\n".encode("utf-32-le"), "byte 29 is 0xE5", "UTF-32", 1, 29),
        ("title: a\n".encode("utf-32-be"), "byte 1 is 0x00", "UTF-32", 1, 1),
        ("title: å\n".encode("utf-16-le"), "byte 15 is 0xE5", "UTF-16", 1, 15),
        ("title: aaaa\n".encode("utf-16-be"), "byte 1 is 0x00", "UTF-16", 1, 1),
        ("title: aaaa\n".encode("utf-16-le"), "byte 2 is 0x00", "UTF-16", 1, 2),
    ],
)
def test_text_that_is_not_utf_8(content: bytes, byte: str, encoding: str, line: int, column: int) -> None:
    finding = only(load_text(content))
    assert finding.rule == UNREADABLE
    assert byte in message(finding)
    assert f"looks like {encoding}" in message(finding)
    assert "UTF-8" in remedy(finding)
    assert (finding.place.path, finding.place.line, finding.place.column) == (PATHS["project"], line, column)


def test_the_limit_of_size() -> None:
    base = PROJECT.encode() + b"notes: "
    room = 1024 * 1024 - len(base)
    assert load_text(base + b"a" * room).findings == ()
    finding = only(load_text(base + b"a" * (room + 1)))
    assert (finding.rule, message(finding).partition(",")[0]) == (UNREADABLE, "The file is larger than 1 MiB")
    assert "shorten it" in remedy(finding)
    assert (finding.place.line, finding.place.column) == (1, 1)


def _nested(levels: int, written: str) -> str:
    """A record that is `levels` levels deep, itself the first."""
    inner = levels - 1
    match written:
        case "lists":
            return f"{PROJECT}notes: {'[' * inner}{']' * inner}\n"
        case "maps":
            return f"{PROJECT}notes: {'{a: ' * inner}b{'}' * inner}\n"
        case "blocks":
            return (
                PROJECT
                + "notes:\n"
                + "".join(f"{' ' * level}a:\n" for level in range(1, inner))
                + f"{' ' * inner}a: b\n"
            )
        case _:  # an alias in an alias
            third, rest = inner // 3, inner - 2 * (inner // 3)
            return (
                f"{PROJECT}areas: &y {'[' * third}{']' * third}\ngoals: &z {'[' * third}*y{']' * third}\n"
                f"notes: {'[' * rest}*z{']' * rest}\n"
            )


@pytest.mark.parametrize("written", ["lists", "maps", "blocks", "aliases"])
def test_the_limit_of_depth(written: str) -> None:
    assert UNREADABLE not in {finding.rule for finding in load_text(_nested(64, written)).findings}
    text = _nested(65, written)
    finding = only(load_text(text))
    assert (finding.rule, message(finding)) == (UNREADABLE, "Maps and lists are nested deeper than 64 levels here.")
    assert "fewer levels" in remedy(finding)
    innermost = {
        "lists": text.rfind("["),
        "maps": text.rfind("{"),
        "blocks": text.rfind("a: b"),
        "aliases": text.rfind("*z"),
    }
    before = text[: innermost[written]]
    assert finding.place.line == before.count("\n") + 1
    assert finding.place.column == len(before) - before.rfind("\n")


def test_aliases_cannot_nest_deeper_than_the_interpreter_can_follow() -> None:
    lines = [f"a0: &a0 {'[' * 60}x{']' * 60}"] + [
        f"a{number}: &a{number} {'[' * 60}*a{number - 1}{']' * 60}" for number in range(1, 17)
    ]
    portfolio = load_text("title: !tagged a\n" + "\n".join(lines))
    assert {finding.rule for finding in portfolio.findings} >= {UNREADABLE}


def _nodes(count: int, written: str) -> str:
    """A record of exactly `count` maps, lists, keys and values."""
    rest = count - 5 - 2  # the record with its two keys and values; the key and the list below
    match written:
        case "plain":
            return f"{PROJECT}notes: [{'a,' * rest}]\n"
        case _:  # &x counts as four nodes, and so does each alias for it
            aliases, more = divmod(rest - 4, 4)
            return f"{PROJECT}notes: [&x [a, b, c], {'*x,' * aliases} {'a,' * more}]\n"


@pytest.mark.parametrize("written", ["plain", "aliases"])
def test_the_limit_of_nodes(written: str) -> None:
    assert UNREADABLE not in {finding.rule for finding in load_text(_nodes(MAX_NODES, written)).findings}
    finding = only(load_text(_nodes(MAX_NODES + 1, written)))
    assert finding.rule == UNREADABLE
    assert "more than 10000 keys and values (aliases counted in full)" in message(finding).replace(",", "")
    assert "Shorten the record" in remedy(finding)
    assert finding.place.line == 3


def test_what_aliases_refer_to_is_no_more_text_than_a_file_may_have() -> None:
    long = "x" * 100_000
    record = f"{PROJECT}notes: [&x {long}, {'*x, ' * 9}]\n"
    assert UNREADABLE not in {finding.rule for finding in load_text(record).findings}
    finding = only(load_text(record.replace("]", "*x]")))
    assert finding.rule == UNREADABLE
    assert message(finding) == "The file holds more than 1 MiB of text (aliases counted in full)."
    assert "Shorten the record" in remedy(finding)
    nested = f"{PROJECT}notes: [&y [&x {long}, *x, *x], *y, *y, *y]\n"
    assert only(load_text(nested)).rule == UNREADABLE


def test_the_limits_are_those_of_the_specification() -> None:
    assert MAX_NODES == 10_000


def test_laughter_is_counted_before_it_is_expanded() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    finding = only(load_text("\n".join(lines)))
    assert "more than" in message(finding)
    assert finding.place.line is not None
    assert finding.place.line <= 5


# The record stands, and one thing in it is refused.
@pytest.mark.parametrize(
    ("text", "pointer", "says", "fix"),
    [
        ("title: a\nstatus: idea\n‹title›: b\n", "/title", "stands twice; the first is on line 1", "Keep one"),
        ("title: a\nstatus: idea\n‹'title'›: b\n", "/title", "stands twice; the first is on line 1", "Keep one"),
        (
            "title: a\nstatus: idea\nplan:\n  description: a\n  ‹description›:\n",
            "/plan/description",
            "stands twice; the first is on line 4",
            "Keep one",
        ),
        (
            "title: a\r\nstatus: idea\r\ngoals:\r\n- statement: a\r\n  unit: b\r\n  ‹unit›: c\r\n",
            "/goals/0/unit",
            "stands twice; the first is on line 5",
            "Keep one",
        ),
        ("title: a\nstatus: idea\n‹budjet: {total: 5}›\n", "/budjet", "Did you mean “budget”?", "“budjet” to “budget”"),
        ("title: a\nstatus: idea\n‹budjet:›\n", "/budjet", "Did you mean “budget”?", "“budjet” to “budget”"),
        ("title: a\nstatus: idea\n‹budjet: ~›\n", "/budjet", "Did you mean “budget”?", "“budjet” to “budget”"),
        ("title: a\nstatus: idea\n‹Summary: b›\n", "/Summary", "Did you mean “summary”?", "“Summary” to “summary”"),
        (
            "title: a\nstatus: idea\n‹risk-factors: []›\n",
            "/risk-factors",
            "Did you mean “risk_factors”?",
            "risk_factors",
        ),
        ("title: a\nstatus: idea\n‹xyzzy: b›\n", "/xyzzy", "“xyzzy” is not known", "Use one of these keys"),
        ("title: a\nstatus: idea\n‹name: b›\n", "/name", "“name” is not known", "Use one of these keys"),
        ("title: a\nstatus: idea\n‹'[key]': b›\n", "/[key]", "“[key]” is not known", "Use one of these keys"),
        ("title: a\nstatus: idea\n‹'': b›\n", "/", "“” is not known", "Use one of these keys"),
        ("title: a\nstatus: idea\n‹null: b›\n", "/null", "“null” is not known", "Use one of these keys"),
        ("title: a\nstatus: idea\n‹a/b~c:›\n", "/a~1b~0c", "“a/b~c” is not known", "Use one of these keys"),
        ("title: a\nstatus: idea\nbudget: {total: 5, ‹curency›}\n", "/budget/curency", "“currency”?", "to “currency”"),
        (
            "title: a\nstatus: idea\nbudget: {total: 5, ‹curency: NOK›}\n",
            "/budget/curency",
            "“currency”?",
            "to “currency”",
        ),
        (
            "title: a\nstatus: idea\ngoals:\n- statement: a\n  ‹dew:›\n",
            "/goals/0/dew",
            "Did you mean “due”?",
            "to “due”",
        ),
        (
            "title: a\nstatus: idea\ngoals:\n- statement: a\n- ‹dew: b›\n  statement: c\n",
            "/goals/1/dew",
            "“due”?",
            "“due”",
        ),
        ("title: a\nstatus: idea\nsummary: ‹!!str› b\n", "/summary", "The tag “!!str”", "Delete the tag"),
        ("title: a\nstatus: idea\nsummary: ‹!b› c\n", "/summary", "The tag “!b”", "Delete the tag"),
        ("title: a\nstatus: idea\nsummary: ‹!› b\n", "/summary", "The tag “!”", "Delete the tag"),
        ("title: a\nstatus: idea\nareas: [‹!b› culture]\n", "/areas/0", "The tag “!b”", "Delete the tag"),
        ("title: a\nstatus: idea\nplan: ‹!!python/object:os.system› {}\n", "/plan", "python/object", "Delete the tag"),
        ("title: a\nstatus: idea\nareas: [culture, ‹!b›, business]\n", "/areas/1", "The tag “!b”", "Delete the tag"),
        ("title: a\nstatus: idea\nsummary: ‹&b !c› d\n", "/summary", "The tag “!c”", "Delete the tag"),
        ("title: a\nstatus: idea\nsummary: ‹&b # why›\n  !c d\n", "/summary", "The tag “!c”", "Delete the tag"),
        ("‹!b› title: a\nstatus: idea\n", "", "The tag “!b”", "Delete the tag"),
        ("title: a\nstatus: idea\nplan: {‹[b, c]›: d}\n", "/plan", "a single word, not a list", "plain text"),
        ("title: a\nstatus: idea\n‹!b› summary: c\n", "", "The tag “!b”", "Delete the tag"),
        ("‹!b›\ntitle: a\nstatus: idea\n", "", "The tag “!b”", "Delete the tag"),
        ("title: a\nstatus: idea\n‹<<›: {summary: b}\n", "/<<", "Merge keys", "Copy the values in"),
        (
            "title: a\nstatus: idea\nplan: &p {}\ngoals: [{statement: a, ‹<<›: *p}]\n",
            "/goals/0/<<",
            "Merge keys",
            "Copy",
        ),
        ("title: a\nstatus: idea\n‹[b, c]›: d\n", "", "a single word, not a list", "plain text"),
        ("title: a\nstatus: idea\n‹{b: c}›: d\n", "", "a single word, not a list", "plain text"),
    ],
)
def test_a_record_with_one_thing_refused(text: str, pointer: str, says: str, fix: str) -> None:
    plain, where = marked(text)
    portfolio = load_text(plain)
    finding = only(portfolio)
    assert (finding.rule, finding.severity) == (INVALID, Severity.ERROR)
    assert (finding.place.path, spot(finding.place)) == (PATHS["project"], where)
    assert finding.place.pointer == pointer
    assert says in message(finding)
    assert fix in remedy(finding)
    data = record(portfolio).data
    assert (data["title"], data["status"], portfolio.unreadable) == ("a", "idea", 0)
    assert not {(), ("title",), ("status",)} & set(record(portfolio).lost)


def test_the_first_of_two_keys_counts() -> None:
    assert record(load_text("title: a\nstatus: idea\ntitle: b\n")).data["title"] == "a"


def test_a_key_stands_three_times() -> None:
    findings = load_text("title: a\nstatus: idea\ntitle: b\ntitle: c\n").findings
    assert [(finding.place.line, message(finding)) for finding in findings] == [
        (3, "The key “title” stands twice; the first is on line 1."),
        (4, "The key “title” stands twice; the first is on line 1."),
    ]


def test_a_refused_key_takes_its_value_with_it() -> None:
    portfolio = load_text(f"{PROJECT}<<: {{summary: a, budjet: b}}\ntitle: {{typo: , x: !y z, x: a}}\n")
    assert [finding.place.pointer for finding in portfolio.findings] == ["/<<", "/title", "", ""]
    assert record(portfolio).data["title"] == "Mono"
    assert "summary" not in record(portfolio).data


def test_a_tag_under_a_refused_key_takes_nothing_with_it() -> None:
    portfolio = load_text(f"{PROJECT}plan: {{description: a, description: !x b, end_product: c}}\n")
    assert [finding.place.pointer for finding in portfolio.findings] == ["/plan/description", "/plan"]
    assert record(portfolio).data["plan"] == {"description": "a", "end_product": "c", "activities": []}
    assert record(portfolio).lost == ()


def test_a_tag_takes_its_value_with_it_and_nothing_else() -> None:
    portfolio = load_text(
        f"{PROJECT}summary: !x a\nplan: !x {{descripton: b, typo: }}\nareas: [culture, !x business]\n"
    )
    assert [finding.place.pointer for finding in portfolio.findings] == ["/summary", "/plan", "/areas/1"]
    found = record(portfolio)
    assert not {"summary", "plan"} & set(found.data)
    assert found.data["areas"] == ["culture"]
    assert set(found.lost) == {("summary",), ("plan",), ("areas", 1)}


def test_a_tag_on_a_required_value_is_one_finding() -> None:
    portfolio = load_text("title: !x a\nstatus: idea\n")
    assert only(portfolio).place.pointer == "/title"
    assert "title" not in record(portfolio).data
    assert record(portfolio).lost == (("title",),)


def test_everything_wrong_is_told_in_one_run_once_each() -> None:
    text = f"{PROJECT}title: b\nsummary: !x c\n<<: d\nbudjet:\nperiod: {{start: 05.06.2024, stop: e}}\nareas: kultur\n"
    findings = load_text(text).findings
    assert sorted((finding.place.line or 0, finding.place.pointer) for finding in findings) == [
        (3, "/title"),
        (4, "/summary"),
        (5, "/<<"),
        (6, "/budjet"),
        (7, "/period/start"),
        (7, "/period/stop"),
        (8, "/areas"),
    ]
