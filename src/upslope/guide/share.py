"""A count of a total, said with how sure it is."""

from __future__ import annotations

from upslope.models.lifecycle.reliability import wilson
from upslope.records.learning import Share

_SMALL = 0.02  # shares below which a whole percent says too little


def share(count: int, of: int) -> Share:
    """Return the share with its 95 % interval; of nothing, it may be anything.

    >>> round(share(9, 10).low, 2), share(0, 0).high
    (0.6, 1.0)
    """
    low, high = wilson(count, of) if of else (0.0, 1.0)
    middle = count / of if of else 0.5
    return Share(count=count, of=of, low=min(low, middle), high=max(high, middle))


def counted(number: int, one: str) -> str:
    """Write a number of things.

    >>> counted(1, "page"), counted(2, "page")
    ('1 page', '2 pages')
    """
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def percent(part: Share) -> str:
    """Write a share for people: in percent, its interval, and what was counted.

    >>> percent(share(9, 10)), percent(share(2, 9000)), percent(share(0, 0))
    ('90 % (60 to 98), 9 of 10', '0.02 % (0.01 to 0.08), 2 of 9,000', 'unknown, none to count')
    """
    if not part.of:
        return "unknown, none to count"
    digits = 0 if part.high >= _SMALL else 2
    ends = (part.low, part.count / part.of, part.high)
    low, middle, high = (f"{100 * end:.{digits}f}" for end in ends)
    return f"{middle} % ({low} to {high}), {part.count:,} of {part.of:,}"
