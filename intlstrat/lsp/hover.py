"""What stands at the cursor means: a key, a code, a UN goal or target, a country, a partner, a rule, a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from intlstrat.findings import Layer, Message
from intlstrat.formats.page_words import FORCES, LAYERS, SEVERITIES, texts
from intlstrat.formats.schema_lists import KIND_TITLES
from intlstrat.lsp.fields import Field, FileKind, field_at
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import File, Target, target_of
from intlstrat.lsp.markdown import bullets, literal, paragraphs, plain, strong
from intlstrat.lsp.spot import Spot
from intlstrat.lsp.track import plain as bare
from intlstrat.lsp.words import Choice, choice, choices, codes_of, country_name, un_goal
from intlstrat.records.models import MODELS, PARTNER_STATUSES
from intlstrat.rules.model import Clause, Rule
from intlstrat.source import Path

_MOST = 12
"""So many choices, rules or projects are listed; the rest are counted."""
_ITEM = re.compile(r"\[[^\]]*\]")


class Hover(Struct, frozen=True):
    """Markdown, and the span that it is about (code points)."""

    markdown: str
    start: int
    end: int


def hover(kind: FileKind, text: str, spot: Spot, known: Known) -> Hover | None:
    """What the word at a spot means; None where there is nothing to say about it."""
    word = bare(text[spot.start : spot.end])
    if not word:
        return None
    field = field_at(kind, (*spot.path, word) if spot.wants == "key" else spot.path)
    if field is None:
        return None
    said = _key(field, kind, spot.path, known) if spot.wants == "key" else _value(field, kind, word, spot, known)
    return Hover(said, spot.start, spot.end) if said else None


def _key(field: Field, kind: FileKind, path: Path, known: Known) -> str:
    language = known.language
    head = f"{strong(language.text(field.title))} · {literal(field.name)}" if field.title else literal(field.name)
    said = plain(language.text(field.description)) if field.description else ""
    return paragraphs(head, said, _list_of_choices(field, kind, known), _asked_by(kind, path, field, known))


def _list_of_choices(field: Field, kind: FileKind, known: Known) -> str:
    """What may be written, where that is a short list of words."""
    single = field.item if field.form == "list" and field.item is not None else field
    if single.form not in ("words", "codes") or single.codes == "clauses":
        return ""
    listed = [f"{literal(each.value)} – {plain(each.name)}" for each in choices(single, kind, known, {})]
    return bullets(_cut(listed, known))


def _asked_by(kind: FileKind, path: Path, field: Field, known: Known) -> str:
    """The rules that point at this key, or cannot judge without it."""
    if kind not in MODELS:
        return ""
    steps = [str(step) for step in (*path, field.name) if isinstance(step, str)]
    rules = [rule for rule in known.rules.values() if rule.subject in (kind, "record") and _asks(rule, steps)]
    if not rules:
        return ""
    listed = [f"{literal(rule.id)} – {plain(texts(known.language, rule.title))}{_by(rule, known)}" for rule in rules]
    return paragraphs(plain(known.language.text("Rules that ask for it:")), bullets(_cut(listed, known)))


def _asks(rule: Rule, steps: list[str]) -> bool:
    wanted = [rule.at, *rule.needs] if rule.at is not None else rule.needs
    return any(_ITEM.sub("", path).split(".")[: len(steps)] == steps for path in wanted if path)


def _by(rule: Rule, known: Known) -> str:
    """The clauses of a rule, in brackets."""
    if rule.layer is not Layer.STRATEGY:
        return ""
    return f" ({plain(', '.join(rule.clauses))})"


def _value(field: Field, kind: FileKind, word: str, spot: Spot, known: Known) -> str:
    found = target_of(kind, spot.path, field.form, field.codes, word)
    if found is not None:
        return about(found[0], known)
    meaning = choice(field, kind, known, spot.around, word)
    if meaning is None or field.form in ("date", "scale"):
        return ""
    if field.form == "sdg_goal":
        return strong(un_goal(int(word), known.language))
    if field.form == "sdg_target":
        return _target(word, meaning, known)
    return f"{strong(meaning.name)} · {literal(word)}"


def _target(word: str, meaning: Choice, known: Known) -> str:
    goal = un_goal(int(word.partition(".")[0]), known.language)
    if meaning.name == goal:
        return paragraphs(strong(known.language.text("UN target {code}", code=word)), plain(goal))
    return paragraphs(f"{strong(meaning.name)} · {literal(word)}", plain(goal))


def about(target: Target, known: Known) -> str:
    """What a partner, a rule, a clause or a code is; empty where it is none that is known."""
    match target.kind:
        case "partner":
            file = known.library.partners.get(target.word)
            return _partner(file, known) if file is not None else ""
        case "rule":
            rule = known.rules.get(target.word)
            return _rule(rule, known) if rule is not None else ""
        case "clauses":
            clause = known.clauses.get(target.word)
            return _clause(clause, known) if clause is not None else ""
        case kind:
            return _code(kind, target.word, known)


def _partner(file: File, known: Known) -> str:
    language = known.language
    country, status, since = (file.value(key) for key in ("country", "status", "since"))
    facts = [country_name(country, language)] if country else []
    for key, word in (("relation", file.value("relation")), ("status", status)):
        field = field_at("partner", (key,))
        meaning = choice(field, "partner", known, {}, word) if field is not None and word is not None else None
        if meaning is not None and (key != "status" or status in PARTNER_STATUSES):
            facts.append(meaning.name)
    if since:
        facts.append(language.text("Since {year}.", year=since))
    projects = [f"{literal(each.id)} – {plain(each.name)}" for each in known.library.projects_of(file.id)]
    lead = plain(language.plural("One project names it:", "{n} projects name it:", len(projects)))
    return paragraphs(
        f"{strong(file.name)} · {literal(file.id)}",
        bullets([plain(fact) for fact in facts]),
        paragraphs(lead, bullets(_cut(projects, known))) if projects else plain(language.text("No project names it.")),
    )


def _rule(rule: Rule, known: Known) -> str:
    language = known.language
    severity = language.message(SEVERITIES[rule.severity])
    clauses = [known.clauses[each] for each in rule.clauses if each in known.clauses]
    return paragraphs(
        f"{strong(texts(language, rule.title))} · {literal(rule.id)} ({plain(severity)})",
        plain(language.message(LAYERS[rule.layer])) if rule.layer is Layer.QUALITY else "",
        bullets([f"{strong(clause.id)} {plain(language.pick(clause.summary))}" for clause in clauses]),
        _told(language.text("Why"), texts(language, rule.why)),
        _told(language.text("How to fix it"), texts(language, rule.fix)),
    )


def _told(heading: str, said: str) -> str:
    return f"{strong(heading)}: {plain(said)}"


def _clause(clause: Clause, known: Known) -> str:
    language = known.language
    force = language.message(FORCES.get(clause.force, Message(clause.force)))
    rules = known.pack.rules_of(clause.id) if known.pack is not None else ()
    listed = [f"{literal(rule.id)} – {plain(texts(language, rule.title))}" for rule in rules]
    checked = language.text("Rules that check it:") if listed else language.text("No rule checks it.")
    return paragraphs(
        f"{strong(language.text('Clause {clauses}', clauses=clause.id))} · {plain(force)}",
        plain(language.pick(clause.summary)),
        plain(checked),
        bullets(_cut(listed, known)),
    )


def _code(kind: str, word: str, known: Known) -> str:
    language = known.language
    field = Field("", "", "", False, "codes", codes=kind)
    meaning = choice(field, "strategy", known, {}, word)
    if meaning is None:
        return ""
    title = language.text(KIND_TITLES[kind]) if kind in KIND_TITLES else ""
    clause = next((each.clause for each in codes_of(kind, known) if each.code == word), None)
    return paragraphs(
        f"{strong(meaning.name)} · {literal(word)}",
        plain(title),
        "\n\n".join(_said(known.clauses[clause], known)) if clause in known.clauses else "",
    )


def _said(clause: Clause, known: Known) -> Iterator[str]:
    yield f"{strong(clause.id)} {plain(known.language.pick(clause.summary))}"


def _cut(lines: list[str], known: Known) -> list[str]:
    if len(lines) <= _MOST + 1:
        return lines
    return [*lines[:_MOST], plain(known.language.text("and {n} more", n=len(lines) - _MOST))]
