"""What stands around an amount of money, and which kind of money that says it is."""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from upslope.formats.money import Money
from upslope.normalize.pay.words import (
    AFTER_PLUS,
    KIND_BEFORE,
    KIND_BEHIND,
    PAY_BEHIND,
    PLUS,
    SURE_PAY,
)
from upslope.records.pay import PayKind

_REACH, _NEAR = 80, 35
"""Characters before an amount within which a word of another kind begins, and must end."""
_WRAPPED = re.compile(r"\n[ \t]*(?=[a-z])")
"""A line break within a sentence: what follows begins in lower case."""
_SENTENCE_ENDS = re.compile(r"[.!?](?<=[a-z0-9)][.!?])\s+(?=[A-Z])")
_GLUED = re.compile(r"[a-z][A-Z]")
_ASIDE = re.compile(r"\([^()\n]{0,80}\)")
_CLAUSE_ENDS = ".;\n"
_JOINED = re.compile(r"\b(?:and|plus|or)\b|[,+&]")
"""What ends the reach of a word if the words behind the amount say otherwise."""
_ADJACENT = 3


class Around(NamedTuple):
    """The words of the sentence before an amount and after it, in lower case."""

    before: str
    after: str


def around(text: str, amount: Money) -> Around:
    """Return what stands before in the sentence (and in a heading above it) and after it.

    >>> from upslope.formats.money import money
    >>> text = "Join us. Base pay (US):\\n$90,000 a year"
    >>> around(text, next(money(text))).before
    'base pay  :\\n'
    """
    before = _WRAPPED.sub(" ", text[max(0, amount.start - 250) : amount.start])
    lines = [line for line in before.split("\n") if line.strip()]
    before = "\n".join(lines[-2:]) if len(lines) > 1 and len(lines[-1]) < 60 else before
    before = _ASIDE.sub(" ", before)
    before = _SENTENCE_ENDS.split(before)[-1]
    after = text[amount.end : amount.end + 80]
    if glued := _GLUED.search(after):
        after = after[: glued.end() - 1]
    return Around(before.lower(), after.lower())


def other_kind(amount: Money, beside: Around) -> PayKind | None:
    """Return which money other than base pay the words beside an amount say it is.

    >>> from upslope.formats.money import money
    >>> text = "Base salary $150,000, sign-on bonus $10,000"
    >>> [other_kind(one, around(text, one)) for one in money(text)]
    [None, 'sign_on']
    """
    kind, gap = _kind_before(beside.before)
    if kind == "on_target" and amount.unit == "hour":
        return None  # what is paid by the hour has no targets
    if kind and not _JOINED.search(gap):
        return kind
    found = KIND_BEHIND.match(beside.after)
    if kind and not (found and found.start(found.lastgroup or 0) <= _ADJACENT):
        return None if PAY_BEHIND.match(beside.after) else kind
    if not found or (AFTER_PLUS if amount.ranged else PLUS).match(beside.after):
        return None
    return cast(PayKind, found.lastgroup)


def _kind_before(before: str) -> tuple[PayKind | None, str]:
    """Return the kind that is named nearest, and what stands between its word and the amount."""
    clause = max(map(before.rfind, _CLAUSE_ENDS)) + 1
    nearest = None
    for found in KIND_BEFORE.finditer(before, max(clause, len(before) - _REACH)):
        near = len(before) - found.end() <= _NEAR
        if near and not (nearest and found.lastgroup == "company"):  # "equity worth"
            nearest = found
    if nearest is None or SURE_PAY.search(before, nearest.end()):
        return None, ""
    return cast(PayKind, nearest.lastgroup), before[nearest.end() :]
