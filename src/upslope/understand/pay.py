"""The base pay that a posting states in its title or description."""

from __future__ import annotations

from upslope.normalize.pay import stated_pay
from upslope.understand.document import Document
from upslope.understand.reader import Fields


def pay(document: Document) -> Fields:
    """Read the stated base pay; the location says which dollar "$" is.

    >>> pay(Document(id="1", title="Data Scientist", description="Salary: $90,000 - $110,000",
    ...     location="Toronto, ON"))["base_salary"].currency
    'CAD'
    """
    text = f"{document.title}\n{document.description}"
    return {"base_salary": stated_pay(text, location=document.location)}
