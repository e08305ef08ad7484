"""The pages of rules: one table of all, and a page for each kind of subject; and those of clauses and parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from intlstrat.findings import Layer
from intlstrat.formats import example_yaml, expression
from intlstrat.formats.page_words import SEVERITIES, force, parameter_value, texts, why_unchecked
from intlstrat.rules.model import Clause, Parameter, Rule
from intlstrat.validity import VALIDITY_RULES
from tools.reference.writing import Book, anchor, coded, slug, table, text, whole

SUBJECTS = ("project", "partner", "record", "portfolio")
_WIDTH = 100
_SHOWN = ("breach", "fulfilled")


def rules_page(book: Book) -> str:
    """Every rule in a row."""
    parts = book.head("rules")
    heads = (book.word("rule"), book.word("what"), book.word("severity"), book.word("clauses"))
    for subject in SUBJECTS:
        rules = _of(book, subject)
        if rules:
            page = f"rules-{subject}"
            parts.append(f"## [{book.title(page)}]({book.file(page)})")
            parts.append(table(heads, [_row(book, rule) for rule in rules]))
    parts += [f"## {book.word('validity')}", book.word("validity-about")]
    for found in VALIDITY_RULES.values():
        message = book.language.message
        parts.append(f"### {found.id}\n\n**{text(message(found.title))}.** {text(message(found.meaning))}")
        parts.append(f"**{book.word('fix')}:** {text(message(found.fix))}")
    return whole(parts)


def subject_page(book: Book, subject: str) -> str:
    """The rules about one kind of subject, each with why, how to fix it, and an example of both outcomes."""
    parts = book.head(f"rules-{subject}")
    for rule in _of(book, subject):
        parts += _section(book, rule)
    return whole(parts)


def has_rules(book: Book, subject: str) -> bool:
    return bool(_of(book, subject))


def _of(book: Book, subject: str) -> list[Rule]:
    """The rules of a subject: those of the strategy first."""
    found = [rule for rule in book.pack.rules if rule.subject == subject]
    return sorted(found, key=lambda rule: (rule.layer is not Layer.STRATEGY, rule.id))


def _row(book: Book, rule: Rule) -> tuple[str, str, str, str]:
    severity = book.language.message(SEVERITIES[rule.severity])
    clauses = ", ".join(book.clause(clause) for clause in rule.clauses) or book.word("quality")
    return book.rule(rule), text(texts(book.language, rule.title)), severity, clauses


def _section(book: Book, rule: Rule) -> Iterator[str]:
    language = book.language
    severity = language.message(SEVERITIES[rule.severity])
    label = book.word("clause" if len(rule.clauses) == 1 else "clauses")
    of = f"{label} {', '.join(map(book.clause, rule.clauses))}" if rule.clauses else book.word("quality")
    yield f"## {rule.id}"
    yield f"**{text(texts(language, rule.title))}** · {severity} · {of}"
    yield text(texts(language, rule.why))
    yield f"**{book.word('fix')}:** {text(texts(language, rule.fix))}"
    used = [name for name in expression.parameters(rule) if name in book.pack.strategy.parameters]
    if used:
        yield f"**{book.word('uses')}:** {', '.join(map(book.parameter, used))}"
    for name in _SHOWN:
        yield from _example(book, [each.case for each in rule.examples if each.outcome == name], name)


def _example(book: Book, cases: list[Mapping[str, object]], outcome: str) -> Iterator[str]:
    """The first example of an outcome that has something in it."""
    shown = next((found for case in cases if any((found := _unwrapped(case)).values())), None)
    if shown is not None:
        lines = "\n".join(example_yaml.lay_out(shown, _WIDTH))
        yield f"{book.word(outcome)}:"
        yield f"```yaml\n# …\n{lines}\n```"
    elif cases and outcome == "breach":
        yield book.word("nothing")


def _unwrapped(case: Mapping[str, object]) -> Mapping[str, object]:
    """What stands in the record itself, where an example is about one record alone."""
    (inner, *more) = case.values()
    is_record = not more and next(iter(case)) in ("project", "partner", "record")
    return inner if is_record and isinstance(inner, dict) else case


def clauses_page(book: Book) -> str:
    """Every clause with its rules, or why nothing checks it."""
    parts = book.head("clauses")
    names = {chapter.id: texts(book.language, chapter.title) for chapter in book.pack.strategy.chapters}
    for chapter, clauses in groupby(book.pack.strategy.clauses, key=lambda clause: clause.chapter):
        parts.append(f"## {text(chapter)} {text(names.get(chapter, ''))}".rstrip())
        heads = (book.word("clause"), book.word("force"), book.word("what"), book.word("asks"))
        parts.append(table(heads, [_clause(book, clause) for clause in clauses]))
    return whole(parts)


def _clause(book: Book, clause: Clause) -> tuple[str, str, str, str]:
    rules = [book.rule(rule) for rule in book.pack.rules_of(clause.id)]
    why = f"{book.word('unchecked')}: {text(why_unchecked(book.language, clause))}"
    place = f'<a id="{anchor(clause.id)}"></a>**{text(clause.id)}**'
    summary = text(texts(book.language, clause.summary))
    return place, text(force(book.language, clause.force)), summary, ", ".join(rules) or why


def parameters_page(book: Book) -> str:
    """Every parameter with its value, why it is so, and the rules that use it."""
    parts = book.head("parameters")
    heads = (book.word("parameter"), book.word("value"), book.word("why"), book.word("used-by"))
    rows = [_parameter(book, parameter) for parameter in book.pack.strategy.parameters.values()]
    return whole([*parts, table(heads, rows)])


def _parameter(book: Book, parameter: Parameter) -> tuple[str, str, str, str]:
    language = book.language
    name = f'<a id="{slug(parameter.name)}"></a>{coded(parameter.name)}'
    if parameter.title is not None:
        name = f"{name}<br>{text(texts(language, parameter.title))}"
    mark = f"<br>**{book.word('interpretation')}**" if parameter.interpretation else ""
    rules = [book.rule(rule) for rule in book.pack.rules if parameter.name in expression.parameters(rule)]
    return (
        name,
        text(parameter_value(language, parameter.value)) + mark,
        text(texts(language, parameter.why)),
        ", ".join(rules) or book.word("tool"),
    )
