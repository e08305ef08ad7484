"""intlstrat: checks a municipality's partnerships and international projects against its own strategy."""

__version__ = "0.1.0"
