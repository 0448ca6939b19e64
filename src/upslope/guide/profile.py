"""What a person wants, read from their words: a floor of pay, places; and said back in words."""

from __future__ import annotations

import re
from typing import get_args

from upslope.errors import UsageError
from upslope.normalize.place import places
from upslope.records import PayFloor, Profile
from upslope.records.posting import PayUnit

_FLOOR = re.compile(
    r"(?P<first>[a-z]{3})?\s*(?P<amount>\d[\d.,' ]*?)\s*(?P<k>k)?\s*(?P<last>[a-z]{3})?"
    r"\s*(?:(?:/|per|an?)\s*(?P<unit>[a-z]+))?",
    re.IGNORECASE,
)
MOST = 1e9
"""No pay is larger, in any currency a year."""


def pay_floor(words: str) -> PayFloor:
    """Read the least pay that a person accepts: an amount, a currency and, if not a year, a unit.

    Raises:
        UsageError: it is not such a floor; says how one is written.

    >>> pay_floor("90k EUR"), pay_floor("USD 60 per hour").unit
    (PayFloor(amount=90000.0, currency='EUR', unit='year'), 'hour')
    """
    read = _FLOOR.fullmatch(words.strip())
    currency = read and (read["first"] or read["last"])
    unit = ((read and read["unit"]) or "year").lower()
    amount = _amount(read["amount"]) if read else 0.0
    if read and read["k"]:
        amount *= 1000
    if not currency or not 0 < amount <= MOST or unit not in get_args(PayUnit):
        raise UsageError(
            f"{words!r} is no floor of pay.",
            next="Write an amount, a currency and, if not a year, the unit: '90000 EUR', "
            "'60 USD/hour'.",
        )
    return PayFloor(amount=amount, currency=currency.upper(), unit=unit)  # type: ignore[arg-type]


def _amount(digits: str) -> float:
    """Read "90,000", "90.000", "90 000" and "62.50": a group of three digits is of thousands."""
    whole = re.sub(r"[.,' ](?=\d{3}(?!\d))", "", digits.strip())
    try:
        return float(whole.replace(",", "."))
    except ValueError:
        return 0.0


def unknown_places(profile: Profile) -> list[str]:
    """Return the places that are not known by name: openings are then compared by nothing.

    >>> unknown_places(Profile(places=["Berlin", "Nowhereville"]))
    ['Nowhereville']
    """
    known = {one: places([one])[0] for one in profile.places}
    return [one for one, found in known.items() if not any(at.country for at in found)]


def sentences(profile: Profile) -> list[str]:
    """Say a profile in words, one wish a line; nothing where nothing was said.

    >>> sentences(Profile(roles=["ml_engineer"], needs_visa=True))
    ['Roles: ml engineer', 'An employer must sponsor a visa.']
    """
    listed: dict[str, list[str]] = {
        "Roles": [role.replace("_", " ") for role in profile.roles],
        "Levels": [*profile.levels],
        "Places": profile.places,
        "Work": [*profile.remote],
    }
    said = [f"{name}: {', '.join(values)}" for name, values in listed.items() if values]
    if floor := profile.pay_floor:
        said.append(f"Pay: at least {floor.amount:,.0f} {floor.currency} a {floor.unit}")
    if profile.needs_visa is not None:
        must = "An employer must sponsor a visa." if profile.needs_visa else "No visa is needed."
        said.append(must)
    return said
