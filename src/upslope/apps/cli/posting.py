"""How one posting is shown whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from upslope.apps.cli.screen import console, plain
from upslope.apps.postings import acquainted, estimated, pay, place, role, stated
from upslope.records import DUTIES, Event, PayEstimate, Posting, SkillMention, Understanding

if TYPE_CHECKING:
    from upslope.store import Link

_NEEDS = ("required", "preferred", "context", "negated")


class Beside(NamedTuple):
    """What is known of a posting from elsewhere: people there, its copies, its likely pay."""

    connections: int
    links: Sequence[Link]
    likely: PayEstimate


def show_posting(
    posting: Posting, understanding: Understanding, history: list[Event], beside: Beside
) -> None:
    """Print what a posting says, what was understood, its copies, and what happened to it."""
    from rich.text import Text

    screen = console()
    screen.print(Text(plain(posting.title), style="bold"))
    screen.print(Text(" · ".join(filter(None, map(plain, _facts(posting, understanding))))))
    if beside.connections:
        screen.print(Text(acquainted(beside.connections)))
    if beside.likely.p50 is not None and stated(posting, understanding) is None:
        screen.print(Text(f"Pay is not stated; {estimated(beside.likely)}"))
    if posting.url:
        screen.print(Text(plain(posting.url), style="underline"))
    parts = _parts(posting, understanding, history)
    parts.insert(
        -1, ("The same opening as", [line for link in beside.links for line in _link(link)])
    )
    for heading, lines in parts:
        if not any(lines):
            continue
        screen.print(Text(f"\n{heading}", style="bold"))
        for line in lines:
            screen.print(Text(f"  {line}"))


def _facts(posting: Posting, understanding: Understanding) -> list[str]:
    years = understanding.min_years
    degree = understanding.degree_required
    return [
        posting.hiring_organization or "",
        place(posting, understanding),
        _how_sure(understanding),
        pay(stated(posting, understanding)),
        "" if years is None else f"{years}+ years",
        "" if degree == "none_stated" else f"{degree} degree",
        understanding.employment_type.replace("_", " ").replace("unstated", ""),
        understanding.visa.replace("_", " ").replace("unstated", ""),
        f"posted {posting.date_posted}" if posting.date_posted else "",
        "CLOSED" if posting.closed else "",
    ]


def _how_sure(understanding: Understanding) -> str:
    """The role with how sure that is; below a measured bound it says that it is unsure."""
    from upslope.understand.role import UNSURE_BELOW

    chance = understanding.role_probability
    sure = "sure" if chance >= UNSURE_BELOW else "likely: unsure"
    return f"{role(understanding)} ({chance:.0%} {sure})"


def _parts(
    posting: Posting, understanding: Understanding, history: list[Event]
) -> list[tuple[str, list[str]]]:
    parts = [
        (f"Skills, {need}", [", ".join(mention.skill for mention in mentions)])
        for need, mentions in _by_need(understanding.skills)
    ]
    parts.append(("What you would do", _duties(understanding)))
    parts.append(("Text", [plain(line) for line in (posting.description or "").split("\n")]))
    parts.append(("History", [_event(event) for event in history]))
    return parts


def _link(link: Link) -> list[str]:
    """Say of a posting that stands behind another why, and how sure that is."""
    how = f"{link.probability:.0%} sure: {plain(link.why)}"
    return [f"{link.posting} is shown as {link.canonical}", f"  {how}"]


def _by_need(skills: list[SkillMention]) -> list[tuple[str, list[SkillMention]]]:
    ordered = sorted(skills, key=lambda mention: _NEEDS.index(mention.need))
    return [(need, list(group)) for need, group in groupby(ordered, lambda mention: mention.need)]


def _duties(understanding: Understanding) -> list[str]:
    found = [(duty, understanding.responsibilities.get(duty)) for duty in DUTIES]
    return [f"{duty}: {plain(said.evidence)}" for duty, said in found if said and said.present]


def _event(event: Event) -> str:
    changes = ", ".join(event.changes)
    return " ".join(filter(None, [event.at[:10], event.kind, changes, event.why]))
