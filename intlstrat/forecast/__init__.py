"""What becomes a breach by a day if nothing is done, each with its first day."""

from intlstrat.forecast.ahead import forecast

__all__ = ["forecast"]
