"""Did I apply here already: to this opening, or to the same employer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

import msgspec

from upslope.normalize.company import company_key
from upslope.records import Application, Status


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """An application that was sent, since when, where it stands, and what it shares."""

    application: Application
    same: Literal["opening", "employer"]
    day: str
    status: Status


def already(
    applications: Iterable[Application], openings: Collection[str], company: str | None
) -> list[Applied]:
    """Return applications to one opening, then to its employer, the newest first.

    What is only saved is no application.

    Args:
        applications: of the person.
        openings: ids of the postings that are this opening.
        company: who offers it; names are compared without legal form, case and accents.

    >>> from upslope.records import StatusStep
    >>> sent = [StatusStep(status="applied", day="2026-03-02", at="")]
    >>> one = Application(id="a", company="Quillfish AS", steps=sent)
    >>> [(found.same, found.day) for found in already([one], ["gh-1"], "Quillfish")]
    [('employer', '2026-03-02')]
    """
    key, found = company_key(company), list[Applied]()
    for one in applications:
        sent = [step.day for step in one.steps if step.status != "saved"]
        is_opening = one.posting is not None and one.posting in openings
        if one.removed or not sent or not (is_opening or (key and company_key(one.company) == key)):
            continue
        same: Literal["opening", "employer"] = "opening" if is_opening else "employer"
        found.append(Applied(application=one, same=same, day=sent[0], status=one.status))
    newest = sorted(found, key=lambda one: one.day, reverse=True)
    return sorted(newest, key=lambda one: one.same != "opening")
