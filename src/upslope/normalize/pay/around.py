"""What stands around an amount of money, and which kind of money that says it is."""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from upslope.formats.money import Money
from upslope.normalize.pay.words import AFTER_PLUS, KIND_BEFORE, KIND_BEHIND, SURE_PAY
from upslope.records.pay import PayKind

_REACH, _NEAR = 80, 35
"""Characters before an amount within which a word of another kind begins, and must end."""
_WRAPPED = re.compile(r"\n[ \t]*(?=[a-z])")
"""A line break within a sentence: what follows begins in lower case."""
_SENTENCE_ENDS = re.compile(r"[.!?](?<=[a-z0-9)][.!?])\s+(?=[A-Z])")
_GLUED = re.compile(r"[a-z][A-Z]")
_ASIDE = re.compile(r"\([^()\n]{0,80}\)")
_CLAUSE_ENDS = ".;\n"


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
    kind = _kind_before(beside.before)
    if kind == "on_target" and amount.unit == "hour":
        return None  # what is paid by the hour has no targets
    if kind is None and (found := KIND_BEHIND.match(beside.after)):
        plus = amount.ranged and AFTER_PLUS.search(beside.after)
        kind = None if plus else cast(PayKind, found.lastgroup)
    return kind


def _kind_before(before: str) -> PayKind | None:
    clause = max(map(before.rfind, _CLAUSE_ENDS)) + 1
    kind = None
    end = 0
    for found in KIND_BEFORE.finditer(before, max(clause, len(before) - _REACH)):
        if len(before) - found.end() <= _NEAR:
            kind, end = found.lastgroup, found.end()
    if kind is None or SURE_PAY.search(before, end):
        return None
    return cast(PayKind, kind)
