"""The base pay that a posting states in its title or description."""

from __future__ import annotations

from upslope.normalize.pay import DOLLARS, stated_pay
from upslope.normalize.place import places
from upslope.understand.document import Document
from upslope.understand.reader import Fields


def pay(document: Document) -> Fields:
    """Read the stated base pay; where all places are in one country, "$" is its dollar.

    >>> pay(Document(id="1", title="Data Scientist", description="Salary: $90,000 - $110,000",
    ...     location="Toronto, ON"))["base_salary"].currency
    'CAD'
    """
    text = f"{document.title}\n{document.description}"
    salary = stated_pay(text)
    if salary is None or salary.currency != "USD":
        return {"base_salary": salary}
    countries = {place.country for place in places([document.location])[0]}
    country = countries.pop() if len(countries) == 1 else None
    return {"base_salary": stated_pay(text, country) if country in DOLLARS else salary}
