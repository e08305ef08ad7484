"""YAML text and where things stand in it. Knows no models: every scalar is the text that stands in the file."""

from intlstrat.source.commas import Split, but_for_splits, split_by_commas
from intlstrat.source.compose import parse
from intlstrat.source.decode import decode
from intlstrat.source.document import Document, Path, Problem, Quoted, Value, pointer
from intlstrat.source.unopened import Unopened

__all__ = [
    "Document",
    "Path",
    "Problem",
    "Quoted",
    "Split",
    "Unopened",
    "Value",
    "but_for_splits",
    "decode",
    "parse",
    "pointer",
    "split_by_commas",
]
