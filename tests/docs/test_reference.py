"""The reference pages are what the code and the rules say today, name everything, and lead where they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from msgspec.structs import replace
from test_cli_help import ALL

from intlstrat.formats.schemas import json_schema
from intlstrat.language import Language
from intlstrat.validity import VALIDITY_RULES
from tools.reference import __main__ as command
from tools.reference.pages import FOLDERS, ROOT, of_book, pages, shipped
from tools.reference.rule_pages import SUBJECTS
from tools.reference.words import ABOUT, EXITS, FILES, TITLES, WORDS
from tools.reference.writing import Book

PACK = shipped()
PAGES: Mapping[str, str] = dict(pages())
codes = pytest.mark.parametrize("code", FOLDERS)


def page(code: str, name: str) -> str:
    return PAGES[f"{FOLDERS[code]}/{FILES[code][name]}"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path], "run python -m tools.reference --write"


def test_no_page_is_left_over() -> None:
    there = [path for folder in FOLDERS.values() for path in (ROOT / folder).iterdir()]
    assert {path.relative_to(ROOT).as_posix() for path in there} == set(PAGES)


@codes
def test_both_languages_say_the_same_things(code: str) -> None:
    for words in (WORDS, TITLES, FILES, ABOUT, EXITS):
        assert words[code].keys() == words["nb"].keys()
        assert all(words[code].values())


def anchors(markdown: str) -> set[str]:
    """Where a page can be led to: its headings, as GitHub names them, and what it names itself."""
    headings = re.findall(r"^#+ (.*)$", markdown, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", re.sub(r"[`\\]", "", heading).lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)"></a>', markdown))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_to_its_place(path: str) -> None:
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)]*))?\)", PAGES[path]):
        other = (Path(path).parent / target).as_posix() if target else path
        assert other in PAGES, target
        assert not anchor or anchor in anchors(PAGES[other]), f"{target}#{anchor}"


@codes
def test_every_rule_is_told(code: str) -> None:
    index = page(code, "rules")
    for rule in PACK.rules:
        own = page(code, f"rules-{rule.subject}")
        assert f"[`{rule.id}`](" in index
        assert own.count(f"\n## {rule.id}\n") == 1
    assert [name for name in VALIDITY_RULES if f"\n### {name}\n" not in index] == []


@codes
def test_an_example_of_both_outcomes_is_shown(code: str) -> None:
    goals = page(code, "rules-project").partition("\n## project-goals\n")[2].partition("\n## ")[0]
    assert goals.count("```yaml\n# …\n") + goals.count(WORDS[code]["nothing"]) == 2
    text = page(code, "rules-project").partition("\n## project-end-product\n")[2].partition("\n## ")[0]
    assert "plan:\n  end_product: " in text


@codes
def test_every_parameter_and_every_clause_is_told(code: str) -> None:
    parameters, clauses = page(code, "parameters"), page(code, "clauses")
    for name, parameter in PACK.strategy.parameters.items():
        (row,) = [line for line in parameters.splitlines() if f'id="{name}"' in line]
        assert (f"**{WORDS[code]['interpretation']}**" in row) is parameter.interpretation
        assert row.count(" | ") == 3
    for clause in PACK.strategy.clauses:
        (row,) = [line for line in clauses.splitlines() if f'id="punkt-{clause.id}"' in line]
        assert [rule.id for rule in PACK.rules_of(clause.id) if f"`{rule.id}`" not in row] == []


@codes
def test_every_command_and_option_is_told(code: str) -> None:
    text = page(code, "commands")
    for path, found in ALL.items():
        if not path:
            continue
        section = text.partition(f"\n## {' '.join(path)}\n")[2].partition("\n## ")[0]
        assert f"`intlstrat {' '.join(path)}" in section
        names = {name for each in found.get_params(found.context_class(found)) for name in each.opts}
        options = {name for name in names if name.startswith("--")} - {"--help"}
        assert [name for name in options if name not in section] == []


def fields(schema: Any) -> Iterator[str]:
    """The names of all the fields in a schema."""
    for name, inner in schema.get("properties", {}).items():
        yield name
        yield from fields(inner)
        yield from fields(inner.get("items", {}))
    yield from fields(schema["items"]) if schema.get("type") == "array" else ()


@codes
@pytest.mark.parametrize("kind", ["project", "partner", "waivers"])
def test_every_field_is_told(code: str, kind: str) -> None:
    text = page(code, kind)
    names = list(fields(json_schema(kind, Language(code), PACK.strategy)))
    assert len(names) > 5
    for name in set(names):
        assert len(re.findall(rf"^\| `{name}`", text, re.MULTILINE)) >= names.count(name), name


@codes
def test_a_field_names_the_rules_that_ask_for_it(code: str) -> None:
    text = page(code, "project")
    (goals,) = re.findall(r"^\| `goals` .*project-goals.*$", text, re.MULTILINE)
    assert "`project-goals-measurable`" in goals
    (product,) = re.findall(r"^\| `end_product` .*$", text, re.MULTILINE)
    assert f"[`project-end-product`]({FILES[code]['rules-project']}#project-end-product)" in product


@codes
def test_texts_of_rules_stay_texts(code: str) -> None:
    evil = "<script>x</script> | `a` [b](javascript:c) *d* # ![e](f) \x1b[1m"
    texts = {"nb": evil, "en": evil}
    rules = tuple(replace(rule, title=texts, why=texts, fix=texts) for rule in PACK.rules)
    clauses = tuple(replace(clause, summary=texts, not_checked=texts) for clause in PACK.strategy.clauses)
    strategy = replace(PACK.strategy, clauses=clauses)
    plain, bad = (of_book(Book(Language(code), pack)) for pack in (PACK, replace(PACK, rules=rules, strategy=strategy)))
    for name in ("rules", "clauses", *(f"rules-{subject}" for subject in SUBJECTS)):
        html, before = html_of(bad[name]), html_of(plain[name])
        assert "\x1b" not in bad[name]
        assert "&lt;script&gt;x" in html
        for tag in ("<script", "<img", "<em>", "<th", "<tr", "<pre", 'href="javascript'):
            assert html.count(tag) == before.count(tag), (name, tag)


def html_of(markdown: str) -> str:
    return str(github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))


def test_the_command_says_what_is_stale_and_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in PAGES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "pages", PAGES.items)
    assert run(monkeypatch, "--check") == 0
    old, more = tmp_path / "docs/referanse/regler.md", tmp_path / "docs/reference/old.md"
    old.write_text("x", encoding="utf-8")
    more.write_text("x", encoding="utf-8")
    assert run(monkeypatch, "--check") == 1
    said = capsys.readouterr().err
    assert "docs/referanse/regler.md is not up to date" in said
    assert "docs/reference/old.md is not up to date" in said
    assert run(monkeypatch, "--write") == 0
    assert run(monkeypatch, "--check") == 0
    assert not more.exists()


def run(monkeypatch: pytest.MonkeyPatch, option: str) -> int:
    monkeypatch.setattr("sys.argv", ["reference", option])
    return command.main()
