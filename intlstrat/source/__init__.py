"""YAML text and where things stand in it. Knows no models: every scalar is the text that stands in the file."""

from intlstrat.source.commas import Split, split_by_commas
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
    "decode",
    "parse",
    "pointer",
    "split_by_commas",
]
