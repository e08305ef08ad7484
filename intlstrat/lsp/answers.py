"""Answers to what an editor asks, in the protocol's own types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lsprotocol import types
from msgspec import Struct

from intlstrat.authoring.fix.edits import Edit
from intlstrat.lsp import wire
from intlstrat.lsp.actions import KINDS, Action, actions
from intlstrat.lsp.complete import complete, resolve
from intlstrat.lsp.hover import hover as hover_at
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import File, Key, Target
from intlstrat.lsp.markdown import unmarked
from intlstrat.lsp.navigate import Site, target_at
from intlstrat.lsp.navigate import definition as definition_of
from intlstrat.lsp.navigate import references as references_to
from intlstrat.lsp.session import Repo, Session
from intlstrat.lsp.spot import spot_at
from intlstrat.lsp.symbols import outline as outline_of
from intlstrat.lsp.symbols import search
from intlstrat.lsp.text import Position, Text


class Desk(Struct, frozen=True):
    """What a question about one file is answered from: the file as it stands in the editor, and all that is known."""

    session: Session
    repo: Repo
    file: File
    text: Text
    capabilities: types.ClientCapabilities

    @property
    def known(self) -> Known:
        return self.session.known(self.repo)


def hover(desk: Desk, position: types.Position) -> types.Hover | None:
    spot = spot_at(desk.text.text, desk.text.offset(wire.position(position)))
    found = hover_at(desk.file.kind, desk.text.text, spot, desk.known) if spot is not None else None
    if found is None:
        return None
    offered = desk.capabilities.text_document.hover if desk.capabilities.text_document is not None else None
    formats = (offered.content_format if offered is not None else None) or [types.MarkupKind.PlainText]
    content = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
    if types.MarkupKind.Markdown not in formats:
        content = types.MarkupContent(types.MarkupKind.PlainText, unmarked(found.markdown))
    return types.Hover(content, wire.within(desk.text, found.start, found.end))


def completion(desk: Desk, position: types.Position) -> types.CompletionList | None:
    text = desk.text
    spot = spot_at(text.text, text.offset(wire.position(position)))
    if spot is None:
        return None
    found = complete(desk.file.kind, text.text, spot, desk.known)
    replaced = wire.within(text, spot.start, spot.end)
    items = [wire.item(each, number, replaced, desk.repo) for number, each in enumerate(found)]
    return types.CompletionList(is_incomplete=False, items=items)


def resolved(session: Session, item: types.CompletionItem) -> types.CompletionItem:
    """A proposal with its longer explanation."""
    data: Any = item.data
    repo = next((repo for root, repo in session.repos.items() if data and str(root) == data.get("root")), None)
    if repo is not None and (said := resolve(Target(str(data["kind"]), str(data["word"])), session.known(repo))):
        item.documentation = types.MarkupContent(types.MarkupKind.Markdown, said)
    return item


def _target(desk: Desk, position: types.Position) -> Target | None:
    spot = spot_at(desk.text.text, desk.text.offset(wire.position(position)))
    return target_at(desk.file, desk.text.text, spot, position.line)


def definition(desk: Desk, position: types.Position) -> types.Location | None:
    target = _target(desk, position)
    site = definition_of(target, desk.known) if target is not None else None
    return _location(desk.session, desk.repo, site) if site is not None else None


def references(desk: Desk, position: types.Position, with_definition: bool) -> list[types.Location]:
    target = _target(desk, position)
    if target is None:
        return []
    return [_location(desk.session, desk.repo, site) for site in references_to(target, desk.known, with_definition)]


def _location(session: Session, repo: Repo, site: Site) -> types.Location:
    path = repo.path_of(site.file.key)
    known = session.open.get(path)
    text = known.text if known is not None else Text(site.file.text, session.encoding)
    return types.Location(wire.uri_of(session, path), wire.within(text, site.start, site.end))


def outline(desk: Desk) -> list[types.DocumentSymbol]:
    return wire.symbols(outline_of(desk.file, desk.known), desk.text)


def symbols(session: Session, query: str) -> list[types.WorkspaceSymbol]:
    return [
        wire.found_symbol(found, _location(session, repo, found.site))
        for repo in session.repos.values()
        for found in search(query, session.known(repo))
    ]


def code_actions(
    desk: Desk, asked: types.Range, only: Sequence[str | types.CodeActionKind] | None
) -> list[types.CodeAction]:
    wanted = [str(getattr(kind, "value", kind)) for kind in only or KINDS]
    kinds = [kind for kind in KINDS if any(kind == each or kind.startswith(f"{each}.") or not each for each in wanted)]
    span = wire.span(asked)
    here = desk.repo.diagnostics.get(desk.file.key, ())
    near = [each for each in here if _meet(each.span.start, each.span.end, span.start, span.end)]
    findings = [each.finding for each in near if each.finding is not None]
    start, end = desk.text.offset(span.start), desk.text.offset(span.end)
    found = actions(desk.file, start, end, findings, desk.known, kinds)
    shown = {id(each.finding): wire.diagnostic(each, desk.repo, desk.session) for each in near}
    made = [_action(desk, each, [shown[id(finding)] for finding in each.findings]) for each in found]
    return [each for each in made if each is not None]


def _meet(start: Position, end: Position, other_start: Position, other_end: Position) -> bool:
    return start <= other_end and other_start <= end


def _action(desk: Desk, action: Action, diagnostics: list[types.Diagnostic]) -> types.CodeAction | None:
    edit = _edit(desk, action)
    if edit is None:
        return None
    return types.CodeAction(
        title=desk.known.language.message(action.title),
        kind=action.kind,
        diagnostics=diagnostics or None,
        is_preferred=action.preferred or None,
        edit=edit,
    )


def _edit(desk: Desk, action: Action) -> types.WorkspaceEdit | None:
    """The changes as the editor can take them; None where it cannot."""
    workspace = desk.capabilities.workspace
    offered = workspace.workspace_edit if workspace is not None else None
    operations = offered.resource_operations or [] if offered is not None else []
    by_version = offered is not None and bool(offered.document_changes)
    if action.created is not None and not (by_version and types.ResourceOperationKind.Create in operations):
        return None
    if not by_version:
        return types.WorkspaceEdit(
            changes={_uri(desk, path): _edits(desk, path, each) for path, each in action.changes.items()}
        )
    made: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    if action.created is not None:
        options = types.CreateFileOptions(ignore_if_exists=True)
        made.append(types.CreateFile(_uri(desk, action.created), options=options))
    for key, changes in action.changes.items():
        known = desk.session.open.get(desk.repo.path_of(key))
        version = known.version if known is not None else None
        document = types.OptionalVersionedTextDocumentIdentifier(_uri(desk, key), version)
        made.append(types.TextDocumentEdit(document, [*_edits(desk, key, changes)]))
    return types.WorkspaceEdit(document_changes=made)


def _uri(desk: Desk, key: Key) -> str:
    return wire.uri_of(desk.session, desk.repo.path_of(key))


def _edits(desk: Desk, key: Key, changes: Sequence[Edit]) -> list[types.TextEdit]:
    file, known = desk.repo.file(key), desk.session.open.get(desk.repo.path_of(key))
    text = known.text if known is not None else Text(file.text if file is not None else "", desk.session.encoding)
    return [types.TextEdit(wire.within(text, each.start, each.end), each.new) for each in changes]
