"""Generators that write, check or show; not part of the package."""
