"""Mends records without deciding anything: pure, from bytes and what is known to a `Mending`."""

from intlstrat.authoring.fix.mending import mend
from intlstrat.authoring.fix.model import Kind, Known, Mend, Mending

__all__ = ["Kind", "Known", "Mend", "Mending", "mend"]
