"""How postings are shown: pay, place and role in a few words."""

from __future__ import annotations

import msgspec

from upslope.records import PayEstimate, Posting, Salary, Understanding

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹"}


def pay(salary: Salary | None) -> str:
    """Stated base pay in a few characters; empty when none is stated.

    >>> pay(Salary(currency="USD", min_value=150_000, max_value=190_000, unit_text="year"))
    '$150k-190k'
    >>> pay(Salary(currency="GBP", min_value=None, max_value=45.5, unit_text="hour"))
    'up to £45.5/hour'
    >>> pay(Salary(currency="INR", min_value=4_500_000, unit_text="year"))
    'from ₹4.5M'
    >>> pay(Salary(currency="USD", min_value=10_400_000_000, max_value=10_400_000_000))
    '$10.4B'
    """
    if salary is None or (salary.min_value is None and salary.max_value is None):
        return ""
    low, high = salary.min_value, salary.max_value
    sign = _SIGNS.get(salary.currency or "", f"{salary.currency or ''} ".lstrip())
    unit = "" if salary.unit_text in {None, "year"} else f"/{salary.unit_text}"
    if low is None or high is None:
        bound = f"up to {sign}{_short(high)}" if high is not None else f"from {sign}{_short(low)}"
        return bound + unit
    both = _short(low) if low == high else f"{_short(low)}-{_short(high)}"
    return f"{sign}{both}{unit}"


def _short(value: float | None) -> str:
    value = value or 0
    for size, letter in ((1e12, "T"), (1e9, "B"), (1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:.4g}{letter}"
    return f"{value:.4g}"


def estimated(found: PayEstimate) -> str:
    """Tell an estimate of pay with its interval.

    >>> estimated(PayEstimate(id="1", currency="EUR", p10=80_000, p50=100_000, p90=130_000))
    'likely €100k a year (8 of 10 such openings: €80k-130k)'
    """
    middle, between = (
        pay(Salary(currency=found.currency, min_value=low, max_value=high, unit_text="year"))
        for low, high in ((found.p50, found.p50), (found.p10, found.p90))
    )
    return f"likely {middle} a year (8 of 10 such openings: {between})"


def stated(posting: Posting, understanding: Understanding) -> Salary | None:
    """The pay its source states in a field, else the pay its text states."""
    return posting.base_salary or understanding.base_salary


def flat(posting: Posting, understanding: Understanding) -> dict[str, object]:
    """One JSON object of a posting and what was understood of it.

    >>> posting = Posting(id="1", source="s", source_id="a", title="ML Engineer")
    >>> flat(posting, Understanding(id="1", role="ml_engineer"))["role"]
    'ml_engineer'
    """
    both = msgspec.structs.asdict(understanding) | msgspec.structs.asdict(posting)
    both["employment_type"] = posting.employment_type or understanding.employment_type
    both["base_salary"] = stated(posting, understanding)
    return both


def place(posting: Posting, understanding: Understanding) -> str:
    """Places and how much of the work is remote.

    >>> place(Posting(id="1", source="s", source_id="1", title="t", job_location=["Berlin"]),
    ...       Understanding(id="1", remote="hybrid"))
    'Berlin (hybrid)'
    """
    places = "; ".join(posting.job_location[:2])
    if len(posting.job_location) > 2:
        places += f" +{len(posting.job_location) - 2}"
    how = "" if understanding.remote == "unstated" else f" ({understanding.remote})"
    if "remote" in places.lower() and understanding.remote == "remote":
        how = ""
    return (places + how).strip()


def acquainted(people: int) -> str:
    """How many of the person's connections work there; empty for none.

    >>> acquainted(1), acquainted(3), acquainted(0)
    ('1 of your LinkedIn connections works there', '3 of your LinkedIn connections work there', '')
    """
    work = "works" if people == 1 else "work"
    return f"{people:,} of your LinkedIn connections {work} there" if people else ""


def role(understanding: Understanding) -> str:
    """Role and seniority in words.

    >>> role(Understanding(id="1", role="ml_engineer", seniority="senior"))
    'senior ML engineer'
    """
    words = understanding.role.replace("_", " ").replace("mlops", "MLOps")
    words = words.replace("ml ", "ML ").replace("ai ", "AI ")
    level = "" if understanding.seniority == "unknown" else f"{understanding.seniority} "
    return level + words
