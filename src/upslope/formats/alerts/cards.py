"""The cards of an alert mail: for each posting its link, its title and the lines that go with it.

A title is either the words of a link to the posting, with the facts below; or, where the link is a
button ("View job: https://..."), the first of the lines above it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from upslope.formats.alerts.lines import Line
from upslope.formats.alerts.links import PostingLink, posting_link
from upslope.formats.alerts.words import BUTTON, ELSEWHERE, HEADER, NOISE, RATING
from upslope.formats.postings.headline import read_headline

MOST_CARDS = 500
_MOST_MARKS = 4 * MOST_CARDS
_LONGEST = 14
"""Lines of a card that are looked at."""
_OF_COMPANY = re.compile(r"/(?:cmp|company|companies|overview|employer|arbeitgeber)\b", re.I)


class Card(NamedTuple):
    """One posting of a mail: where it leads, its title, and the lines that go with it."""

    link: PostingLink
    title: str
    lines: list[str]


class _Mark(NamedTuple):
    at: int
    link: PostingLink


def cards(lines: Sequence[Line]) -> list[Card]:
    """Find the cards of a mail, in order, each posting once.

    >>> page = [Line("View job:", "https://www.linkedin.com/jobs/view/123456")]
    >>> cards([Line("ML Engineer"), Line("Quillfish"), Line("Oslo"), *page])[0][1:]
    ('ML Engineer', ['Quillfish', 'Oslo'])
    """
    lines = _titles_linked(lines)
    marks = [
        _Mark(at, link)
        for at, line in enumerate(lines)
        if line.link and not _leads_elsewhere(line.text) and (link := posting_link(line.link))
    ][:_MOST_MARKS]
    groups: defaultdict[str, list[_Mark]] = defaultdict(list)
    for mark in marks:
        groups[mark.link.url].append(mark)
    buttons = _buttons(lines, list(groups.values()))
    found = (_card(lines, marks, group, buttons) for group in [*groups.values()][:MOST_CARDS])
    return [card for card in found if card]


def _titles_linked(lines: Sequence[Line]) -> Sequence[Line]:
    """Where bare addresses stand under titles and above the facts, make the titles the links.

    So some programs write the HTML of a mail as plain text.
    """
    bare = [at for at, line in enumerate(lines) if line.link and posting_link(line.link)]
    if not bare or any(lines[at].text for at in bare) or len(_above(lines[: bare[0]])) != 1:
        return lines
    linked = list(lines)
    for at in bare:
        title = next((n for n in range(at - 1, -1, -1) if lines[n].text), at)
        linked[title], linked[at] = Line(lines[title].text, lines[at].link), Line("")
    return linked


def _leads_elsewhere(text: str) -> bool:
    return bool(ELSEWHERE.search(text)) and not read_headline(text).role


def _buttons(lines: Sequence[Line], groups: list[list[_Mark]]) -> frozenset[str]:
    """Give the words that stand on a link of every posting and name no role: buttons."""
    said = [{lines[mark.at].text.casefold() for mark in group} for group in groups]
    shared = frozenset[str].intersection(*map(frozenset, said)) if len(said) > 1 else frozenset()
    return frozenset(words for words in shared if not read_headline(words).role)


def is_button(text: str, buttons: frozenset[str] = frozenset()) -> bool:
    """Say whether the words of a link are no title.

    >>> [is_button(words) for words in ("View job:", "Jetzt bewerben", "View Engineer", "")]
    [True, True, False, True]
    """
    bare = text.strip(" :»›→>-–—")
    return (
        len(bare) < 2
        or text.rstrip().endswith((":", "："))
        or text.casefold() in buttons
        or (bool(BUTTON.fullmatch(bare) or NOISE.fullmatch(bare)) and not read_headline(bare).role)
    )


def _card(
    lines: Sequence[Line], marks: list[_Mark], group: list[_Mark], buttons: frozenset[str]
) -> Card | None:
    named = [mark for mark in group if not is_button(lines[mark.at].text, buttons)]
    others = [mark.at for mark in marks if mark.link.url != group[0].link.url]
    if named:
        first = named[0].at
        end = min((at for at in others if at > first), default=len(lines))
        held = _below(lines[first:end], buttons)
    else:
        first = group[0].at
        start = max((at + 1 for at in others if at < first), default=0)
        held = _above(lines[start:first])
    if not held:
        return None
    title, rest = titled(held, group[0].link.portal)
    return Card(group[0].link, title, rest)


def _below(lines: Sequence[Line], buttons: frozenset[str]) -> list[str]:
    """Give a title and what stands below it, up to what belongs to no posting."""
    held = [lines[0].text]
    for line in lines[1 : 2 * _LONGEST]:
        heads = len(held) > 2 and HEADER.search(line.text)  # a company may be called "Jobs for X"
        if heads or line.is_rule or ELSEWHERE.search(line.text):
            break
        leads_away = line.link and not posting_link(line.link)
        if leads_away and not _OF_COMPANY.search(line.link or ""):
            break
        if line.text and not (line.link and is_button(line.text, buttons)):
            held.append(line.text)
    return held[:_LONGEST]


def _above(lines: Sequence[Line]) -> list[str]:
    """Give the title above a button and the lines between.

    A mail of plain text parts cards by a rule or a gap; what is above that is not the card's.
    """
    start = max((at + 1 for at, line in enumerate(lines) if line.is_rule), default=0)
    parts: list[list[str]] = [[]]
    for line in lines[start:]:
        if not line.text:
            parts.append([])
        elif not HEADER.search(line.text) and not (line.link or ELSEWHERE.search(line.text)):
            parts[-1].append(line.text)
    parts = [kept for part in parts if (kept := [t for t in part if not NOISE.fullmatch(t)])]
    whole = [part for part in parts if len(part) > 1]
    held = whole[-1] if whole else [line for part in parts for line in part][-3:]
    joined = next((at for at, line in enumerate(held) if " · " in line and at), None)
    return held[joined - 1 :] if joined else held[:_LONGEST]


def titled(held: list[str], portal: str) -> tuple[str, list[str]]:
    """Tell the title from the company where that comes first."""
    first, *rest = held
    if len(rest) > 1 and RATING.fullmatch(rest[0]):  # company, its rating, title, place
        return rest[1], [first, *rest[2:]]
    if HEADER.search(first) and len(rest) >= 3 and len(rest[1]) <= 5:  # "Similar to X at Y"
        return rest[0], rest[2:]
    if len(rest) < 2 or read_headline(first).role:
        return first, rest
    again = rest[1].casefold()  # a logo's words, then the title, then the company
    if again == first.casefold() or again.startswith(f"{first.casefold()} ·"):
        return rest[0], rest[1:]
    if portal == "glassdoor" and read_headline(rest[0]).role:
        return rest[0], [first, *rest[1:]]
    return first, rest
