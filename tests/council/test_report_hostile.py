"""Hostile records through the whole command, in every format: they can only be read, personal data not even that."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from paper_texts import Paper, of_docx, of_html, of_markdown, of_odt, of_pdf, of_text, squeezed
from portfolios import CLEAN, World
from report_world import report

ENDINGS = ("txt", "md", "html", "pdf", "docx", "odt", "json")

ATTACKS = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>x</a></td></table>",
    "entities": "&lt;b&gt; &amp; &#60;script&#62; ]]> <!-- --> <?xml?>",
    "markdown": "](javascript:alert(4)) ![x](http://evil.example/x.png) | a | b | `c` **d** _e_ ~~f~~ [^1]",
    "lists": "= Ond\n\n# Ond overskrift\n- liste\n1. tall\n| tabell |\n> sitat\n```\n::error::x\n##[group]y",
    "typst": '#import "@preview/x:1.0.0": y; #eval("1") #read("/etc/passwd") $ sum $ <label> @ref \\ "sitat"',
    "office": "<w:p/><text:p/> {{x}} ${x} %s {0} =HYPERLINK(1) +1 @SUM(1) DDEAUTO c:\\\\x.exe INCLUDETEXT",
    "rich": "[red]rødt[/red] [link=http://x]y[/link] [/]",
    "bidi": "Høyre til venstre: \u202egnp.exe\u202c \u2066x\u2069, null\u200bbredde, \u00adbløt",
    "signs": "Emoji 👩‍👩‍👧 og flagg 🇳🇴, arabisk مرحبا, hebraisk שלום, kinesisk 你好, e\u0301",
    "command": "::error::skyldig",
    "tex": "\\input{/etc/passwd} \\write18{id} $x^2$ ~ & % #",
    "long": "x" * 10_000,
    "words": "ord " * 2500,
}

NATIONAL_ID, EMAIL, PHONE = "01010012356", "ola.nordmann@gmail.com", "412 34 567"
SECRETS = (NATIONAL_ID, EMAIL, PHONE)


def quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar."""
    return json.dumps(text, ensure_ascii=True)


def told_everywhere(world: World, name: str, text: str) -> None:
    """A partner and a project with the text in every place that the paper shows."""
    one = quoted(text)
    waiver = f"{{rule: project-a, reason: {one}, decided_by: {one}, case: {one}, until: 2030-01-01}}"
    world.partner(
        name,
        f"traditions: [{{name: {one}}}]\nareas: [{{other: {one}}}]\nagreement: {{title: {one}, signed: 2024-01-01}}\n"
        f"responsible: {{unit: {one}}}\nvisits: [{{date: 2024-02-02, direction: outgoing, purpose: {one}}}]\n",
        base=f"name: {one}\ncountry: DK\nrelation: sister_city\nstatus: active\n",
    )
    world.project(
        name,
        f"programme: {{other: {one}}}\npartners: [{one}, {name}]\nparticipants: [{{name: {one}, country: SE}}]\n"
        f"period: {{start: 2024-01-01, end: 2026-12-31}}\nbudget: {{total: 500, own_by_year: {{2026: 5}}}}\n"
        f"funding: [{{source: {one}, kind: eu, amount: 7, status: granted}}]\n"
        f"sdgs: [{{goal: 8, contribution: {one}}}]\n"
        f"strategy: {{goals: ['1', {one}]}}\nresponsible: {{unit: {one}}}\nukjent: {one}\nwaivers: [{waiver}]\n",
        base=f"title: {one}\nstatus: active\n",
    )


def tried(world: World) -> World:
    world.rule("project-a", "false").rule("partner-b", "false")
    world.rule("project-c", "false", message='{nb: "Se {name}.", en: "See {name}."}', values="{name: project.title}")
    world.rule("project-d", "project.budget.total > 1", needs="[plan.description]")
    for name, text in ATTACKS.items():
        told_everywhere(world, name, text)
    for number, secret in enumerate(SECRETS):
        told_everywhere(world, f"hemmelig-{number}", f"Ring {secret} i dag")
    return world


def every_format(folder: Path) -> dict[str, bytes]:
    """Every format, made by one command."""
    world = tried(World(folder / "repo"))
    files = [part for ending in ENDINGS for part in ("--output", str(folder / f"sak.{ending}"))]
    ran = report(world, *files, "--until", "2027-12-31", lang="nb")
    assert (ran.exit, ran.out) == (CLEAN, "")
    return {ending: (folder / f"sak.{ending}").read_bytes() for ending in ENDINGS}


def read(made: dict[str, bytes]) -> dict[str, Paper]:
    return {
        "html": of_html(made["html"].decode())[0],
        "txt": of_text(made["txt"].decode()),
        "md": of_markdown(made["md"].decode()),
        "pdf": of_pdf(made["pdf"]),
        "docx": of_docx(made["docx"]),
        "odt": of_odt(made["odt"]),
    }


def test_hostile_records_can_only_be_read_in_any_format(tmp_path: Path) -> None:
    """One test, so that the heavy formats are made once."""
    made = every_format(tmp_path)
    papers = read(made)
    the_parts_of_the_paper_are_its_own(papers)
    html_runs_nothing_and_fetches_nothing(made)
    markdown_runs_nothing_and_leads_nowhere(made)
    a_terminal_is_only_written_to(made)
    for ending in ("docx", "odt"):
        office_files_lead_nowhere_and_run_nothing(made, ending)
    a_pdf_leads_nowhere_and_runs_nothing(made)
    json_is_json_and_only_read(made)
    what_was_meant_to_act_is_there_to_be_read(papers)
    a_very_long_title_is_cut_in_every_format(made, papers)
    personal_data_is_in_no_format(made, papers)


def acting(text: str) -> set[str]:
    """The characters that act instead of being seen."""
    return {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char != "\n"}


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Tags(HTMLParser):
    def __init__(self, content: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def reaches_out(self) -> list[tuple[str, str]]:
        """Attributes that run something or lead anywhere but within the page."""
        return [
            (name, value)
            for name, value in self.attributes
            if name.startswith("on")
            or (name in ("href", "src", "action", "srcset") and not value.startswith(("#", "data:image/")))
        ]


def the_parts_of_the_paper_are_its_own(papers: dict[str, Paper]) -> None:
    """No record makes a heading, and no format lacks one."""
    expected = [title for title in papers["txt"].headings if title != "Innhold"]
    assert len(expected) == len(set(expected)) == 30
    for ending, paper in papers.items():
        told = [title for title in paper.headings if title != "Innhold"]
        assert told == expected[1 if ending == "pdf" else 0 :], ending


def html_runs_nothing_and_fetches_nothing(made: dict[str, bytes]) -> None:
    page = made["html"].decode()
    tags = Tags(page)
    assert {"script", "iframe", "object", "embed", "form", "base", "link"} & set(tags.names) == set()
    assert tags.reaches_out() == []
    assert tags.names.count("img") == 6
    assert acting(page) == set()


def markdown_runs_nothing_and_leads_nowhere(made: dict[str, bytes]) -> None:
    import cmarkgfm
    from cmarkgfm.cmark import Options

    text = made["md"].decode()
    assert acting(text) == set()
    tags = Tags(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE))
    assert {"script", "iframe", "img", "form", "blockquote", "pre", "del", "hr", "input"} & set(tags.names) == set()
    assert tags.reaches_out() == []
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert tags.names.count("tr") == sum(not re.fullmatch(r"[|:\- ]+", row) for row in rows)


def a_terminal_is_only_written_to(made: dict[str, bytes]) -> None:
    text = made["txt"].decode()
    assert acting(text) == set()
    assert [line for line in text.split("\n") if line.lstrip().startswith(("::", "##["))] == []
    assert max(len(line) for line in text.split("\n")) <= 80


def office_files_lead_nowhere_and_run_nothing(made: dict[str, bytes], ending: str) -> None:
    parts = parts_of(made[ending])
    for name, content in parts.items():
        assert "vba" not in name.lower()
        assert "Basic/" not in name
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in content, name
    body = parts["word/document.xml" if ending == "docx" else "content.xml"].decode()
    fields = set(re.findall(r"<w:instrText[^>]*>\s*(\w+)", body))
    assert fields <= {"TOC", "PAGE", "REF", "PAGEREF", "HYPERLINK"}
    links = re.findall(r'xlink:href="([^"]*)"', body)
    assert [link for link in links if not link.startswith(("#", "Pictures/", "./Object"))] == []


def a_pdf_leads_nowhere_and_runs_nothing(made: dict[str, bytes]) -> None:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(made["pdf"]))
    actions = [
        annotation.get_object().get("/A", {}).get("/S", "/GoTo")
        for page in reader.pages
        for annotation in page.get("/Annots", [])
    ]
    assert set(actions) <= {"/GoTo"}
    assert not {"/OpenAction", "/AA", "/JavaScript"} & set(reader.root_object)
    assert "/JavaScript" not in reader.root_object.get("/Names", {})


def json_is_json_and_only_read(made: dict[str, bytes]) -> None:
    text = made["json"].decode()
    json.loads(text)
    assert acting(text) == set()


def what_was_meant_to_act_is_there_to_be_read(papers: dict[str, Paper]) -> None:
    for ending, paper in papers.items():
        for told in (
            "alert(1)",
            "DDEAUTO",
            "javascript:alert(4)",
            "[red]rødt[/red]",
            "#eval",
            "Ond overskrift",
            "write18",
        ):
            assert squeezed(told) in paper.squeezed, (ending, told)


def a_very_long_title_is_cut_in_every_format(made: dict[str, bytes], papers: dict[str, Paper]) -> None:
    assert max(len(found) for found in re.findall("x+", made["json"].decode())) == 399  # a reason; a name has 119
    for ending, paper in papers.items():
        # A reason, and the cells beside it with a name and who decided.
        assert max(len(found) for found in re.findall("x+", paper.squeezed)) < 399 + 2 * 120, ending
        assert len(paper.text) < 400_000, ending


def personal_data_is_in_no_format(made: dict[str, bytes], papers: dict[str, Paper]) -> None:
    raw: dict[str, Mapping[str, bytes]] = {
        ending: parts_of(made[ending]) if ending in ("docx", "odt") else {"": made[ending]} for ending in ENDINGS
    }
    for secret in SECRETS:
        sought = re.sub(r"[^0-9A-Za-z@.]", "", secret)
        for ending, paper in papers.items():
            assert sought not in re.sub(r"[^0-9A-Za-z@.]", "", paper.text), (ending, secret)
        for ending, parts in raw.items():
            for name, content in parts.items():
                text = content.decode("utf-8", "replace")
                assert secret not in text.replace("\u00a0", " "), (ending, name)
    assert "█" in papers["txt"].text  # that it was there is seen


def test_personal_data_that_is_gone_or_new_is_not_shown_either(repo: Any, tmp_path: Path) -> None:
    text = "title: 'Ring {0}'\nstatus: active\nresponsible: {{unit: '{0}'}}\n"
    repo.commit({f"data/projects/p{n}.yaml": text.format(secret) for n, secret in enumerate(SECRETS)})
    repo.remove(*(f"data/projects/p{n}.yaml" for n in range(3)))
    repo.commit({"data/projects/q.yaml": text.format("413 45 678")}, day="2026-03-01")
    for format_ in ("text", "markdown", "json"):
        ran = repo.cli(
            "report", "--since", "HEAD~1", "--until", "2028-01-01", "--as-of", "2026-11-23", "--format", format_
        )
        assert ran.exit == CLEAN
        told = re.sub(r"[^0-9A-Za-z@.]", "", ran.out + ran.err)
        assert [secret for secret in (*SECRETS, "413 45 678") if re.sub(r"[^0-9A-Za-z@.]", "", secret) in told] == []
