"""What the person does with an opening: saves it, hides it, applies, or takes that back."""

from __future__ import annotations

from upslope.apps.web.visit import Visit
from upslope.errors import UsageError

_SAYS = {
    "saved": "Saved.",
    "applied": "Noted: you applied.",
    "hidden": "Hidden. It is not shown again, and others like it count less.",
    "none": "Taken back.",
}


def choose(visit: Visit, posting: str, choice: str) -> str:
    """Note a choice, and say what was done.

    Args:
        visit: whose person chooses.
        posting: its id.
        choice: ``saved``, ``applied`` or ``hidden``; ``none`` takes all of these back.

    Raises:
        UsageError: there is no such choice, or no such posting.
    """
    person = visit.workspace.person
    match choice:
        case "saved" | "applied" | "hidden":
            person.choose([posting], choice)
        case "none":
            person.take_back([posting])
        case _:
            raise UsageError("That cannot be done with an opening.", next="Save it or hide it.")
    return _SAYS[choice]
