"""Stated pay: every amount of money in a posting with its kind, and the base pay among them.

A number is believed to be base pay when it has a currency or stands with pay words, is of a size
that people are paid, and nothing beside it says bonus, equity, funding or benefits. When in doubt
the answer is ``None``: a wrong salary is worse than none.
"""

from upslope.normalize.pay.choose import StatedPay, find_pay, stated_pay
from upslope.normalize.pay.statements import statements
from upslope.normalize.plausible import plausible

__all__ = ["StatedPay", "find_pay", "plausible", "stated_pay", "statements"]
