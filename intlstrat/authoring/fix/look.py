"""A file as the check reads it: where everything stands, what is refused, and what may take its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from msgspec import Struct

from intlstrat.authoring.fix.model import Kind, Known
from intlstrat.files import InputFile, Inputs
from intlstrat.findings import PORTFOLIO, Finding, Subject
from intlstrat.load import load, unknown_partners
from intlstrat.records.faults import Fault, Instead
from intlstrat.records.ids import unknown_partner
from intlstrat.records.mendable import currency_of
from intlstrat.records.models import MODELS, WAIVER_REQUIRED, Model, WaiverEntry
from intlstrat.records.portfolio import Portfolio
from intlstrat.records.read import read_model
from intlstrat.source import Document, Path, parse
from intlstrat.validity import finding
from intlstrat.waivers import unknown_rule


class Look(Struct, frozen=True):
    """One state of a file. `faults` are by place in the file; `findings` are what the check says of it."""

    kind: Kind
    document: Document
    faults: tuple[Fault, ...]
    findings: tuple[Finding, ...]
    currency: str | None
    """The currency that its amounts are in; None where that cannot be told."""

    def model_at(self, path: Path) -> tuple[type[Model], Path]:
        """The model that a path begins in, and what is left of the path."""
        return (WaiverEntry, path[1:]) if self.kind == "waivers" else (MODELS[self.kind], path)


def look(kind: Kind, path: str, content: bytes, known: Known) -> Look:
    """Reads the bytes of a file as the check does."""
    file = InputFile(path, content)
    is_waivers = kind == "waivers"
    inputs = Inputs((), file, ()) if is_waivers else Inputs(((kind, file),), None, ())
    portfolio = load(inputs, known.codes)
    source = portfolio.sources.get(path)
    document = source if isinstance(source, Document) else parse(path, content)
    # What has no findings has no faults either, and need not be read once more.
    faults = list(_faults(kind, document, known)) if portfolio.findings and not document.fatal else []
    faults += _names_at_fault(portfolio, known)
    findings = [each for each in portfolio.findings if each.rule != "record-reference"]
    for record in portfolio.records:
        findings += unknown_partners(record, known.partners)
    findings += _waivers_at_fault(portfolio, known)
    findings.sort(key=lambda each: each.order)
    return Look(kind, document, tuple(faults), tuple(findings), currency_of(document.value, faults))


def _faults(kind: Kind, document: Document, known: Known) -> Iterator[Fault]:
    """What the models refuse."""
    if kind != "waivers":
        yield from _model_faults(MODELS[kind], document, (), known)
    elif isinstance(document.value, list):
        for index in range(len(document.value)):
            yield from _model_faults(WaiverEntry, document, (index,), known)


def _model_faults(model: type[Model], document: Document, base: Path, known: Known) -> Iterator[Fault]:
    """The faults of the map at a path, which tags and the like have not spoilt as a whole."""
    value = document.part(base)
    cut = [problem.path for problem in document.problems if problem.cut and problem.path[: len(base)] == base]
    refused = tuple(path[len(base) :] for path in cut)
    if not isinstance(value, dict) or (base and () in refused):
        return
    inside = (path for path in document.empty if path[: len(base)] == base)
    empty = tuple(path[len(base) :] for path in inside)
    reading = read_model(
        model, cast("dict[str, Any]", value), known.codes, tuple(path for path in refused if path), empty
    )
    for fault in reading.faults:
        yield Fault((*base, *fault.path), fault.message, fault.fix, fault.missing, fault.instead)


def _names_at_fault(portfolio: Portfolio, known: Known) -> Iterator[Fault]:
    """Partners and rules that are named and that there are none of."""
    for record in portfolio.records:
        for position, partner in enumerate(record.partners):
            if partner not in known.partners:
                message, fix, sure = unknown_partner(partner, known.partners)
                path: Path = ("partners", record.index(("partners",), position))
                yield Fault(path, message, fix, instead=Instead(sure) if sure is not None else None)
    for _, path, rule, _ in _waivers(portfolio):
        if rule not in known.rules:
            message, fix, sure = unknown_rule(rule, known.rules)
            yield Fault(path, message, fix, instead=Instead(sure) if sure is not None else None)


def _waivers_at_fault(portfolio: Portfolio, known: Known) -> Iterator[Finding]:
    """The findings about waivers of rules that there are not; one that lacks something has its finding already."""
    for subject, path, rule, whole in _waivers(portfolio):
        if whole and rule not in known.rules:
            source = next((each.source for each in portfolio.records), None) or portfolio.waivers_source
            assert source is not None
            yield finding("waiver-invalid", subject, source.place(path), *unknown_rule(rule, known.rules)[:2])


def _waivers(portfolio: Portfolio) -> Iterator[tuple[Subject, Path, str, bool]]:
    """Each waiver with a rule: whose it is, where the rule stands, the rule, and whether the waiver lacks nothing."""
    for record in portfolio.records:
        for position, data in enumerate(record.waivers):
            if "rule" in data:
                path: Path = ("waivers", record.index(("waivers",), position), "rule")
                yield record.subject, path, data["rule"], all(key in data for key in WAIVER_REQUIRED)
    for entry in portfolio.waivers:
        if "rule" in entry:
            yield PORTFOLIO, (entry["index"], "rule"), entry["rule"], all(key in entry for key in WAIVER_REQUIRED)
