"""What a person wants, kept apart from what they can show; and what they chose."""

from __future__ import annotations

from typing import Literal

import msgspec

from upslope.records.posting import PayUnit
from upslope.records.understanding import Remote, Role, Seniority

ChoiceKind = Literal["saved", "hidden", "applied"]


class PayFloor(msgspec.Struct, frozen=True, kw_only=True):
    """The least base pay a person accepts: ``amount`` of ``currency`` (ISO 4217) a ``unit``."""

    amount: float
    currency: str
    unit: PayUnit = "year"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What a person wants. An empty field says that they did not say, and changes nothing.

    ``places`` are cities, regions or countries as the person wrote them; ``remote`` are the forms
    of work they accept; ``needs_visa`` says whether an employer must sponsor one.
    """

    roles: list[Role] = []
    levels: list[Seniority] = []
    places: list[str] = []
    remote: list[Remote] = []
    pay_floor: PayFloor | None = None
    needs_visa: bool | None = None


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What the person did with a stored posting, and when (ISO 8601).

    ``learned`` is false once the person had what was learned of it forgotten.
    """

    posting: str
    choice: ChoiceKind
    at: str
    learned: bool = True
