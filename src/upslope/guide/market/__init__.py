"""What collected openings say of the market: how many there are, what they ask, what they pay."""

from upslope.guide.market.market import Market, names, read

__all__ = ["Market", "names", "read"]
