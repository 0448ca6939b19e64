"""What collected openings say of the market: how many there are, what they ask, what they pay."""

from upslope.guide.market.market import TABLES, Market, read

__all__ = ["TABLES", "Market", "read"]
