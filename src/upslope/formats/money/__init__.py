"""Money as postings write it, for texts and for fields alike: signs, numbers, periods, ranges.

What is found is only read here. Whether it is pay is judged in :mod:`upslope.normalize.pay`.
"""

from upslope.formats.money.currencies import CODES, DOLLARS, home_currency, is_currency
from upslope.formats.money.find import Money, money
from upslope.formats.money.numbers import number
from upslope.formats.money.periods import period_named
from upslope.formats.money.spellings import evened

__all__ = [
    "CODES",
    "DOLLARS",
    "Money",
    "evened",
    "home_currency",
    "is_currency",
    "money",
    "number",
    "period_named",
]
