"""Every law there is, and how many examples each is tried with."""

from __future__ import annotations

import os

import larger_laws  # noqa: F401
import partner_laws  # noqa: F401
import project_laws  # noqa: F401
import quality_laws  # noqa: F401
import tidy_laws  # noqa: F401
from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("INTLSTRAT_LAW_EXAMPLES", "8"))
"""A handful in the suite; a thousand and more for a long run by hand."""
examples = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
