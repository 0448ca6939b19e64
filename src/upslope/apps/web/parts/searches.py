"""A saved search as a form and in words."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from upslope.apps.web.forms import Form
from upslope.apps.web.templating import day, words
from upslope.records import SENIORITIES, Filters, SavedSearch
from upslope.records.understanding import Remote, Role

ROLES: tuple[Role, ...] = get_args(Role)
WAYS: tuple[Remote, ...] = ("onsite", "hybrid", "remote")
CHOICES: dict[str, Any] = {"roles": ROLES, "seniorities": SENIORITIES, "ways": WAYS}
"""What the form offers."""
_MOST_SKILLS = 30


def filters_sent(form: Form, before: Filters | None = None) -> Filters:
    """Read what is to be searched; what is wrong is noted in the form.

    What the form does not show stays as it was ``before``: a search that was saved on the page of
    openings may ask for a board, or for what was posted since a day.

    >>> form = Form({"query": ["ranking "], "skills": ["pytorch, sql"], "pay_at_least": ["much"]})
    >>> found = filters_sent(form)
    >>> found.query, found.skills, sorted(form.errors)
    ('ranking', ('pytorch', 'sql'), ['pay_at_least'])
    """
    skills = [one.strip() for one in form.text("skills", most=1000).split(",")]
    return msgspec.structs.replace(
        before or Filters(),
        query=form.text("query", most=500),
        roles=tuple(one for one in ROLES if one in form.every("roles")),
        seniorities=tuple(one for one in SENIORITIES if one in form.every("seniorities")),
        place=form.text("place", most=100),
        remote=tuple(one for one in WAYS if one in form.every("remote")),
        pay_at_least=form.number("pay_at_least"),
        pay_currency=form.text("pay_currency", most=3).upper() or None,
        skills=tuple(one for one in dict.fromkeys(skills) if one)[:_MOST_SKILLS],
    )


def fields_of(search: SavedSearch) -> dict[str, list[str]]:
    """Return a search as the fields of its form.

    >>> fields = fields_of(SavedSearch(id="1", name="Oslo", filters=Filters(skills=("sql",))))
    >>> fields["search_name"], fields["skills"], fields["pay_at_least"]
    (['Oslo'], ['sql'], [''])
    """
    filters = search.filters
    told = {"tell_scores": ["1"]} if search.tell_scores else {}
    return {
        "search_name": [search.name],
        "query": [filters.query],
        "roles": list(filters.roles),
        "seniorities": list(filters.seniorities),
        "place": [filters.place],
        "remote": list(filters.remote),
        "pay_at_least": [_number(filters.pay_at_least)],
        "pay_currency": [filters.pay_currency or ""],
        "skills": [", ".join(filters.skills)],
        "min_score": [_number(search.min_score)],
        "channels": search.channels,
        **told,
    }


def more_sent(form: Form) -> dict[str, Any]:
    """Read what a saved search says beside its filters: whom to tell, and of what."""
    return {
        "min_score": form.number("min_score", most=100),
        "channels": form.every("channels"),
        "tell_scores": form.typed("tell_scores") == "1",
    }


def in_words(search: SavedSearch) -> str:
    """Say what a search asks, in one line."""
    asked, line = search.filters, search.min_score
    labels = [words(one) for one in (*asked.roles, *asked.seniorities, *asked.remote)]
    said = [asked.query, ", ".join(labels), asked.place, ", ".join(asked.skills)]
    if asked.pay_at_least:
        said.append(f"{asked.pay_at_least:,.0f} {asked.pay_currency or ''}".strip() + " a year")
    if line is not None:
        said.append(f"a match of {line:g} or more")
    if asked.sources:
        said.append(f"on {', '.join(asked.sources)}")
    if asked.posted_since:
        said.append(f"posted since {day(asked.posted_since)}")
    if asked.status != "open":
        said.append("closed" if asked.status == "closed" else "open and closed")
    return "; ".join(filter(None, said))


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
