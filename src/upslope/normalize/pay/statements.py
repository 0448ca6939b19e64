"""All that a posting says of money, each amount with its kind, its span and who stated it."""

from __future__ import annotations

from upslope.normalize.pay.choose import names_of
from upslope.normalize.pay.home import Home
from upslope.normalize.pay.read import read
from upslope.normalize.plausible import plausible
from upslope.records.pay import PayStatement
from upslope.records.posting import Salary


def statements(
    text: str, country: str | None = None, location: str = "", field: Salary | None = None
) -> list[PayStatement]:
    """Return every amount of money that a posting states and whose kind is clear.

    Args:
        text: title and description.
        country: ISO 3166-1 alpha-2 code of the posting's place; says which dollar "$" is.
        location: the posting's, in words; its country does the same.
        field: the pay of the source's own field, if it has one; it comes first.

    Amounts are as stated, in the unit beside them. An amount that nothing around it explains is
    left out. Places are named where several base ranges are told apart.

    >>> text = "NYC: $150k-$180k. Austin: $120k-$150k. Sign-on bonus: $10,000. We raised $30M."
    >>> [(one.kind, one.salary.max_value, one.place) for one in statements(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('base', 180000.0, 'NYC'), ('base', 150000.0, 'Austin'), ('sign_on', 10000.0, None),
     ('company', 30000000.0, None)]
    """
    said = list(read(text, Home(location, country)))
    base = [one for one in said if one.kind == "base"]
    told_apart = len({(one.salary.min_value, one.salary.max_value) for one in base}) > 1
    names = dict(zip(base, names_of(text, base), strict=True)) if told_apart else {}
    stated = [] if field is None else [_of_field(field)]
    return stated + [
        PayStatement(
            kind=one.kind,
            salary=one.salary,
            start=one.start,
            end=one.end,
            place=names.get(one),
        )
        for one in said
    ]


def _of_field(field: Salary) -> PayStatement:
    """State the pay of a source's field; what nobody is paid is there to fill the field."""
    pay = plausible(field)
    return PayStatement(
        kind="base" if pay else "placeholder", salary=pay or field, stated_by="source"
    )
