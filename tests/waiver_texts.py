"""Waivers as records and `data/waivers.yaml` hold them."""

from __future__ import annotations

GRANTED = {"rule": "project-a", "reason": "Venter på tilskudd", "decided_by": "Formannskapet", "until": "2026-12-31"}


def entry(**more: str | None) -> str:
    """A waiver as a flow map; None leaves a key out."""
    parts = {**GRANTED, **more}
    return "{" + ", ".join(f"{key}: {value}" for key, value in parts.items() if value is not None) + "}"


def waivers(*entries: str) -> str:
    return f"waivers: [{', '.join(entries)}]\n"
