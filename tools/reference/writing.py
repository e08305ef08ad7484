"""What every page is made with: its language, the strategy, links between pages, Markdown that texts cannot break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intlstrat.formats.markdown_text import code, escape
from intlstrat.formats.terminal import one_line
from intlstrat.language import Language
from intlstrat.rules.model import Pack, Rule
from tools.reference.words import ABOUT, FILES, TITLES, WORDS


@dataclass(frozen=True, slots=True)
class Book:
    """All pages in one language."""

    language: Language
    pack: Pack

    def word(self, name: str) -> str:
        return WORDS[self.language.code][name]

    def file(self, page: str) -> str:
        return FILES[self.language.code][page]

    def title(self, page: str) -> str:
        return TITLES[self.language.code][page]

    def head(self, page: str) -> list[str]:
        """The top of a page: its title, the way back, and what it is about."""
        made = f"<!-- Made by tools/reference; do not edit. -->\n\n# {self.title(page)}"
        back = "" if page == "index" else f"[← {self.title('index')}]({self.file('index')})"
        about = ABOUT[self.language.code].get(page, "")
        return [part for part in (made, back, about) if part]

    def rule(self, rule: Rule | str, here: str = "") -> str:
        """A link to a rule."""
        found = rule if isinstance(rule, Rule) else self.pack.rule(rule)
        if found is None:
            return f"[`{rule}`]({self.file('rules')}#{rule})"
        page = f"rules-{found.subject}"
        return f"[`{found.id}`]({'' if page == here else self.file(page)}#{found.id})"

    def clause(self, clause: str) -> str:
        """A link to a clause."""
        return f"[{text(clause)}]({self.file('clauses')}#{anchor(clause)})"

    def parameter(self, name: str) -> str:
        """A link to a parameter."""
        return f"[{coded(name)}]({self.file('parameters')}#{slug(name)})"


def anchor(clause: str) -> str:
    """Where a clause stands on its page; a heading's own anchor would make 11a of both 1.1a and 11a."""
    return "punkt-" + re.sub(r"[^\w.-]", "-", clause)


def text(value: str) -> str:
    """A text from rules or from the program, on one line, that Markdown shows as it stands."""
    return escape(one_line(value), at_start=False)


def coded(name: str) -> str:
    """A name as code, also in the cell of a table, which a `|` would end."""
    return code(one_line(name)).replace("|", "\\|")


def slug(heading: str) -> str:
    """The anchor that GitHub and GitLab give a heading of a field's path."""
    return re.sub(r"[^\w-]", "", heading.lower())


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, whose cells are Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def whole(parts: Iterable[str]) -> str:
    """A page of its parts."""
    return "\n\n".join(part for part in parts if part) + "\n"
