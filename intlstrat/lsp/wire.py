"""Between the protocol's own types and the plain values that the rest of the server works with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lsprotocol import types
from pygls import uris

from intlstrat.lsp.complete import Item
from intlstrat.lsp.diagnose import Diagnostic
from intlstrat.lsp.session import Repo, Session
from intlstrat.lsp.symbols import Found, Symbol
from intlstrat.lsp.text import Position, Span, Text

SOURCE: Final = "intlstrat"

_LEVELS: Final[Mapping[str, types.DiagnosticSeverity]] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}
_ITEMS: Final[Mapping[str, types.CompletionItemKind]] = {
    "key": types.CompletionItemKind.Property,
    "word": types.CompletionItemKind.EnumMember,
    "partner": types.CompletionItemKind.Reference,
    "rule": types.CompletionItemKind.Reference,
    "date": types.CompletionItemKind.Value,
}
_SYMBOLS: Final[Mapping[str, types.SymbolKind]] = {
    "map": types.SymbolKind.Object,
    "list": types.SymbolKind.Array,
    "value": types.SymbolKind.String,
    "partner": types.SymbolKind.Module,
    "project": types.SymbolKind.Class,
    "rule": types.SymbolKind.Function,
}


def path_of(uri: str) -> str | None:
    """The absolute path of a file; None for what is no file, such as a text that was never saved."""
    if not uri.startswith("file:"):
        return None
    try:
        return uris.to_fs_path(uri) or None
    except ValueError:
        return None


def uri_of(session: Session, path: str) -> str:
    """The address of a file, as the editor itself writes it where it has the file open."""
    known = session.open.get(path)
    return known.uri if known is not None else str(uris.from_fs_path(path))


def position(found: types.Position) -> Position:
    return Position(found.line, found.character)


def span(found: types.Range) -> Span:
    return Span(position(found.start), position(found.end))


def range_of(found: Span) -> types.Range:
    return types.Range(
        types.Position(found.start.line, found.start.column), types.Position(found.end.line, found.end.column)
    )


def within(text: Text, start: int, end: int) -> types.Range:
    """The range of a stretch of text (code points)."""
    return range_of(text.span(start, end))


def diagnostic(found: Diagnostic, repo: Repo, session: Session) -> types.Diagnostic:
    rule = None
    if found.rule_file is not None:
        rule = types.CodeDescription(uri_of(session, repo.path_of(("rules", found.rule_file))))
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(uri_of(session, repo.path_of(each.file)), range_of(each.span)), each.said
        )
        for each in found.related
    ]
    return types.Diagnostic(
        range=range_of(found.span),
        message=found.message,
        severity=_LEVELS[found.level],
        code=found.rule,
        code_description=rule,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if found.faded else None,
        related_information=related or None,
        data=_data(found),
    )


def _data(found: Diagnostic) -> Mapping[str, Any] | None:
    """What else is known of a finding, for programs: the same keys as in the JSON of `check`."""
    finding = found.finding
    if finding is None:
        return None
    return {
        "clauses": list(finding.clauses),
        "layer": finding.layer.value,
        "outcome": finding.outcome.value,
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id},
        "item": finding.item,
        "pointer": finding.place.pointer,
        "fingerprint": finding.fingerprint,
    }


def item(found: Item, position_: int, replaced: types.Range, repo: Repo) -> types.CompletionItem:
    target = found.target
    return types.CompletionItem(
        label=found.label,
        label_details=types.CompletionItemLabelDetails(description=found.detail) if found.detail else None,
        kind=_ITEMS[found.sort],
        detail=found.detail or None,
        documentation=_markdown(found.documentation),
        sort_text=f"{position_:04}",
        filter_text=found.filter,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(replaced, found.new),
        data={"root": str(repo.root), "kind": target.kind, "word": target.word} if target is not None else None,
    )


def _markdown(said: str) -> types.MarkupContent | None:
    return types.MarkupContent(types.MarkupKind.Markdown, said) if said else None


def symbols(found: Iterable[Symbol], text: Text) -> list[types.DocumentSymbol]:
    return [
        types.DocumentSymbol(
            name=each.name,
            detail=each.detail or None,
            kind=_SYMBOLS[each.sort],
            range=within(text, min(each.start, each.name_start), max(each.end, each.name_end)),
            selection_range=within(text, each.name_start, each.name_end),
            children=symbols(each.children, text) or None,
        )
        for each in found
    ]


def found_symbol(found: Found, location: types.Location) -> types.WorkspaceSymbol:
    return types.WorkspaceSymbol(name=found.name, kind=_SYMBOLS[found.sort], location=location, container_name=found.id)
