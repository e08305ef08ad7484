"""Each format for other programs read back to what it says of the findings, as its own readers would do it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.token import Token
from runner import Command, commands

from intlstrat.findings import Finding, Outcome
from intlstrat.formats.terminal import clean
from intlstrat.language import Language


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """A finding, as far as every format tells it. Nothing invisible is left in it; what stands nowhere has no path."""

    rule: str
    severity: str
    path: str
    line: int


def expected(finding: Finding, prefix: str = "") -> Item:
    """What every format must tell."""
    place = finding.place
    path = clean(prefix + place.path) if place.path else ""
    return Item(clean(finding.rule), finding.severity.value, path, (place.line or 0) if path else 0)


def sarif(text: str) -> list[Item]:
    """The results; a stand-in for a place is none."""
    return [_result(one) for one in json.loads(text)["runs"][0]["results"]]


def _result(one: dict[str, Any]) -> Item:
    (location,) = one["locations"]
    if location.get("properties", {}).get("standIn"):
        return Item(clean(one["ruleId"]), one["level"], "", 0)
    physical = location["physicalLocation"]
    path = unquote(physical["artifactLocation"]["uri"], errors="surrogatepass")
    return Item(clean(one["ruleId"]), one["level"], clean(path), physical.get("region", {}).get("startLine", 0))


def gitlab(text: str) -> list[Item]:
    """The entries. GitLab's severities are ours by other names."""
    names = {"major": "error", "minor": "warning", "info": "note"}
    return [
        Item(
            clean(one["check_name"]),
            names[one["severity"]],
            clean(one["location"]["path"]),
            one["location"]["lines"]["begin"],
        )
        for one in json.loads(text)
    ]


def github(text: str) -> list[Command]:
    """The annotations, without the closing notice."""
    closing = {Language(code).text("The check in numbers") for code in ("nb", "en")}
    return [one for one in commands(text) if one.properties.get("title") not in closing]


def junit(text: str) -> Iterator[tuple[str, str, str]]:
    """Each test that is not passed: whether failed or skipped, its type, and its text."""
    for case in ElementTree.fromstring(text).iter("testcase"):
        for outcome in case:
            yield outcome.tag, outcome.attrib["type"], outcome.text or ""


def markdown(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each item of a list: the word in bold that it begins with, and its pieces of code (rule, then place)."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    for number, token in enumerate(tokens):
        if token.type == "list_item_open":
            inline = next(each for each in tokens[number:] if each.type == "inline")
            yield _bold(inline), [each.content for each in inline.children or () if each.type == "code_inline"]


def _bold(inline: Token) -> str:
    """The text of the first stretch in bold."""
    children = inline.children or []
    start = next((at for at, each in enumerate(children) if each.type == "strong_open"), None)
    if start is None:
        return ""
    end = next(at for at, each in enumerate(children) if each.type == "strong_close")
    return "".join(each.content for each in children[start:end] if each.type == "text")


def counted(findings: tuple[Finding, ...]) -> list[Finding]:
    """Those that are not waived."""
    return [one for one in findings if one.outcome is not Outcome.WAIVED]
