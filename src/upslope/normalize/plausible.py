"""What amounts people are paid: tells hours from years, and pay from slips of the keyboard."""

from __future__ import annotations

from upslope.records.posting import PayUnit, Salary

# Rough units of each currency for one US dollar (2025), only to tell hours from years.
_PER_DOLLAR = {
    "INR": 85, "JPY": 150, "KRW": 1400, "PLN": 4, "CZK": 22, "HUF": 360, "SEK": 10, "NOK": 10,
    "DKK": 7, "MXN": 18, "BRL": 5.5, "PHP": 57, "IDR": 16000, "VND": 25000, "TWD": 32, "THB": 34,
    "ZAR": 18, "ILS": 3.6, "AED": 3.7, "SAR": 3.75, "QAR": 3.6, "MYR": 4.4, "HKD": 7.8, "CNY": 7.2,
    "TRY": 35, "UAH": 41, "NGN": 1500, "COP": 4000, "CLP": 950, "ARS": 1000, "PKR": 280,
    "BDT": 120, "EGP": 50, "KES": 130, "RON": 4.5,
}  # fmt: skip
# Least and most US dollars that a full-time posting offers in one unit.
_BOUNDS: dict[PayUnit, tuple[float, float]] = {
    "hour": (2, 1_000),
    "day": (10, 8_000),
    "week": (40, 20_000),
    "month": (100, 100_000),
    "year": (1_200, 2_000_000),
}
WIDEST = 12
"""A range whose ends are further apart than this factor is a placeholder."""
_MONTHLY = {"EUR", "PLN", "MYR", "CZK", "HUF", "RON", "SGD", "HKD", "AED", "SAR", "QAR", "PHP"}
"""Currencies of countries where pay is stated by the month."""


def plausible(salary: Salary) -> Salary | None:
    """Return field pay if people are paid like that, mended where the mistake is plain.

    Zero is unknown, ends in the wrong order are swapped and a missing unit is told by the size.
    ``None`` when what is left is not believable: 120,000 an hour may be a year's pay, or a slip.

    >>> plausible(Salary(currency="USD", min_value=120000, max_value=0))
    Salary(currency='USD', min_value=120000, max_value=None, unit_text='year')
    >>> plausible(Salary(currency="USD", min_value=120000, unit_text="hour")) is None
    True
    """
    given = (salary.min_value, salary.max_value)
    ends = [end if end and 0 < end < float("inf") else None for end in given]
    values = sorted(end for end in ends if end is not None)
    if not values or values[-1] / values[0] > WIDEST:
        return None
    low, high = values if len(values) == 2 else ends
    currency = salary.currency.upper() if salary.currency else None
    unit = salary.unit_text or unit_by_size(values[-1], currency)
    if unit is None or not all(believable(value, currency, unit) for value in values):
        return None
    return Salary(currency=currency, min_value=low, max_value=high, unit_text=unit)


def unit_by_size(value: float, currency: str | None) -> PayUnit | None:
    """Return the unit that an amount of this size is paid in, ``None`` where two are possible.

    >>> unit_by_size(60, "USD"), unit_by_size(90_000, "USD"), unit_by_size(5_000, "USD")
    ('hour', 'year', None)
    """
    dollars = value / _PER_DOLLAR.get(currency or "USD", 1)
    if 7 <= dollars <= 250:
        return "hour"
    if currency in _MONTHLY and 300 <= dollars < 12_000:
        return "month"
    return "year" if dollars >= (4_000 if currency == "INR" else 12_000) else None


def believable(value: float, currency: str | None, unit: PayUnit) -> bool:
    """Say whether anybody is paid that much.

    >>> believable(120_000, "USD", "hour"), believable(8_000_000, "JPY", "year")
    (False, True)
    """
    least, most = bounds(currency, unit)
    return least <= value <= most


def bounds(currency: str | None, unit: PayUnit) -> tuple[float, float]:
    """Return the least and the most that anybody is paid.

    >>> bounds("PLN", "year")
    (4800, 8000000)
    """
    least, most = _BOUNDS[unit]
    rate = _PER_DOLLAR.get(currency or "USD", 1)
    return least * rate, most * rate
