"""What becomes a breach by a day if nothing is done, each with its first day."""

from intlstrat.forecast.ahead import Outlook, forecast

__all__ = ["Outlook", "forecast"]
