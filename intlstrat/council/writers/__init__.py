"""Document tree → text or bytes: one pure function `render(document, language, …)` per format, picked here by name."""

from __future__ import annotations

from msgspec import Struct

from intlstrat.council.figures import Figures
from intlstrat.council.tree import Document
from intlstrat.council.writers.refused import Refused
from intlstrat.language import Language


class Look(Struct, frozen=True):
    """How text for a terminal is to look: its width in cells, and whether it may have colour or only ASCII signs."""

    width: int = 80
    color: bool = False
    ascii: bool = False


def write(
    format_: str,
    figures: Figures,
    document: Document | None,
    language: Language,
    look: Look,
    template: bytes | None = None,
) -> str | bytes | Refused:
    """The paper in one of the formats; only that format's libraries are imported. `template` is for docx and odt.

    Only JSON, which is the figures, does without the document.
    """
    if format_ == "json":
        from intlstrat.council.writers import figures_json

        return figures_json.render(figures)
    assert document is not None
    match format_:
        case "text":
            from intlstrat.council.writers import text

            return text.render(document, language, look.width, look.color, look.ascii)
        case "markdown":
            from intlstrat.council.writers import markdown

            return markdown.render(document, language)
        case "html":
            from intlstrat.council.writers import html

            return html.render(document, language)
        case "pdf":
            from intlstrat.council.writers import pdf

            return pdf.render(document, language)
        case "docx":
            from intlstrat.council.writers import docx

            return docx.render(document, language, template)
        case "odt":
            from intlstrat.council.writers import odt

            return odt.render(document, language, template)
        case _:
            raise ValueError(format_)
