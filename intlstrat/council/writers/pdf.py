"""The council paper as PDF: tagged for screen readers (PDF/UA-1), set by Typst.

The look is in `paper.typ`; the paper goes to it as JSON, never as Typst's own language.
"""

from __future__ import annotations

import json
from importlib import resources

from intlstrat.council.tree import Document
from intlstrat.council.writers.row_headings import mark_row_headings
from intlstrat.council.writers.typst_data import paper
from intlstrat.council.writers.typst_text import font_folder
from intlstrat.language import Language


def render(document: Document, language: Language) -> bytes:
    """The document as one PDF file. The same document always gives the same bytes.

    The fonts are Typst's own and Matplotlib's: those of the machine do not count.
    """
    import typst

    template = resources.files("intlstrat.council.writers").joinpath("paper.typ").read_bytes()
    compiled = typst.compile(
        template,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[font_folder()]),
        pdf_standards="ua-1",
        sys_inputs={"paper": json.dumps(paper(document, language))},
    )
    return mark_row_headings(compiled)
