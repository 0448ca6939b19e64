"""Of all that a posting says of money, the base pay that is its own."""

from __future__ import annotations

from dataclasses import dataclass

from upslope.formats.money import home_currency
from upslope.normalize.pay.home import Home
from upslope.normalize.pay.read import Said, read
from upslope.normalize.pay.where import closeness, place_said
from upslope.normalize.plausible import WIDEST
from upslope.records.posting import Salary

_NEXT = 120
"""Characters within which a second amount belongs to the list that the first one opened."""


@dataclass(frozen=True, slots=True)
class StatedPay:
    """Pay and where it is stated: ``text[start:end]``."""

    salary: Salary
    start: int
    end: int


def stated_pay(text: str, country: str | None = None, location: str = "") -> Salary | None:
    """Return the base pay that a text states, or ``None`` when none is clear.

    Args:
        text: title and description.
        country: ISO 3166-1 alpha-2 code of the posting's place; says which dollar "$" is.
        location: the posting's, in words; its country and places settle the same.

    Several ranges of one posting (pay zones, levels) become one from the least to the most, unless
    places are told apart and one of them is the posting's. Interns' stipends are what they are
    paid, so they count where no other pay is stated.

    >>> stated_pay("Base salary: $150k-$200k, plus a $10,000 sign-on bonus.")
    Salary(currency='USD', min_value=150000.0, max_value=200000.0, unit_text='year')
    >>> stated_pay("We raised $30M and offer a $5,000 learning budget.") is None
    True
    """
    found = find_pay(text, country, location)
    return found.salary if found else None


def find_pay(text: str, country: str | None = None, location: str = "") -> StatedPay | None:
    """Return the stated pay and the span of its first mention.

    >>> found = find_pay("ML Engineer. Pay: £600 per day.")
    >>> found.salary.min_value, found.salary.unit_text, found.start
    (600.0, 'day', 18)
    """
    home = Home(location, country)
    all_said = list(read(text, home, pay_only=True))
    offers = _in_one_currency(_offers(all_said), home)
    best = max((offer.points for offer in offers), default=0)
    sure = [offer for offer in offers if offer.points >= best - 1]
    if not sure:
        return None
    same, last = [], sure[0].start
    for offer in offers[offers.index(sure[0]) :]:
        near = offer.start - last < _NEXT
        if _alike(offer, sure[0]) and (near or offer.points >= best - 1):
            same.append(offer)
            last = offer.end
    same = _at_home(text, same, home)
    return StatedPay(_span([offer.salary for offer in same]), same[0].start, same[0].end)


def _offers(all_said: list[Said]) -> list[Said]:
    """Return what may be this posting's base pay, or else what it pays interns."""
    base = [said for said in all_said if said.kind == "base"]
    interns = [said for said in all_said if said.kind == "stipend" and said.points]
    offers = base or interns
    return [said for said in offers if said is offers[0] or not said.local]


def _in_one_currency(offers: list[Said], home: Home) -> list[Said]:
    """Keep offers in the currency of the posting's country, where several are stated."""
    if len({offer.salary.currency for offer in offers}) > 1:
        currency = home_currency(home.country)
        return [offer for offer in offers if offer.salary.currency == currency] or offers
    return offers


def _alike(one: Said, other: Said) -> bool:
    """Say whether both can be ranges of one pay: in kind, and not far apart."""
    least, most = sorted(s.salary.max_value or s.salary.min_value or 0 for s in (one, other))
    units = (one.salary.unit_text, other.salary.unit_text)
    currencies = (one.salary.currency, other.salary.currency)
    return units[0] == units[1] and currencies[0] == currencies[1] and most <= least * WIDEST


def _at_home(text: str, offers: list[Said], home: Home) -> list[Said]:
    """Keep the offers for the posting's own place, where a text tells places apart."""
    if len({(o.salary.min_value, o.salary.max_value) for o in offers}) < 2 or not home.places:
        return offers
    names = names_of(text, offers)
    if len({name for name in names if name}) < 2:
        return offers
    fits = [closeness(name, home.places) if name else 0 for name in names]
    closest = max(fits)
    return [o for o, fit in zip(offers, fits, strict=True) if fit == closest and fit] or offers


def names_of(text: str, offers: list[Said]) -> list[str | None]:
    """Return for each of several amounts the place that it is for, as the text names it."""
    ends = [0, *(offer.end for offer in offers)]
    starts = [*(offer.start for offer in offers[1:]), len(text)]
    return [
        place_said(text, offer.start, offer.end, reached, following)
        for offer, reached, following in zip(offers, ends, starts, strict=False)
    ]


def _span(salaries: list[Salary]) -> Salary:
    """Return one range from the least to the most of ranges in one currency and unit.

    An amount said at least as often to be the most ("up to") or the least ("from") is no more.
    """
    ends = {s.max_value for s in salaries if s.min_value is None}
    ends |= {s.min_value for s in salaries if s.max_value is None}
    points = [s for s in salaries if s.min_value == s.max_value and s.min_value in ends]
    if 2 * len(points) <= len(salaries):
        salaries = [s for s in salaries if s not in points]
    lows = [salary.min_value for salary in salaries if salary.min_value is not None]
    highs = [salary.max_value for salary in salaries if salary.max_value is not None]
    return Salary(
        currency=salaries[0].currency,
        min_value=min(lows, default=None),
        max_value=max(highs, default=None),
        unit_text=salaries[0].unit_text,
    )
