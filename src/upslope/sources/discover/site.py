"""Follows a company's site to its board: at most three pages, each as robots.txt allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from upslope.errors import UpslopeError
from upslope.formats.charset import decode
from upslope.sources.discover.addresses import Found, board_at, search_at
from upslope.sources.discover.page import boards_on, careers_links, unread_on
from upslope.sources.discover.systems import unread_system
from upslope.sources.source import Source, page_request
from upslope.sources.visit import Getter

MOST_PAGES = 3
INTERVAL = 2.0  # seconds between two pages of one host


@dataclass
class Trail:
    """Where a search of a site led.

    Args:
        boards: what was found, the likeliest first.
        pages: addresses that were read.
        systems: those seen there that no source reads.
        errors: pages that could not be read, and why.
    """

    boards: list[Found] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    systems: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def follow(url: str, sources: Mapping[str, Source], door: Getter) -> Trail:
    """Work out the board from an address, from the page there, or from pages it calls careers.

    As the last resort the site's sitemap is offered, if the site was read at all.
    """
    if found := board_at(url, sources) or search_at(url, sources):
        return Trail(boards=[found])
    trail = Trail(systems=[name] if (name := unread_system(url)) else [])
    waiting = [url]
    for _ in range(MOST_PAGES):
        if waiting and not trail.boards and (page := _page(waiting.pop(0), door, trail)):
            _look(*page, trail, sources)
            waiting += [link for link in careers_links(page[1], page[0]) if link not in waiting]
            waiting = [link for link in waiting if link not in trail.pages]
    if not trail.boards and trail.pages and "sitemap" in sources:
        site = urlsplit(trail.pages[-1])
        trail.boards.append(Found("sitemap", f"{site.scheme}://{site.netloc}", "pages"))
    return trail


def _look(url: str, page: str, trail: Trail, sources: Mapping[str, Source]) -> None:
    """Note what a page tells: where it led to by itself, what it shows, what nobody reads."""
    arrived = board_at(url, sources)
    trail.boards = [arrived] if arrived else boards_on(page, url, sources)
    trail.systems += [name for name in unread_on(page, sources) if name not in trail.systems]


def _page(url: str, door: Getter, trail: Trail) -> tuple[str, str] | None:
    request = page_request(url)
    try:
        reply = door.get(request, interval=INTERVAL)
    except UpslopeError as error:
        trail.errors.append(str(error))
        return None
    trail.pages.append(reply.url)
    return reply.url, decode(reply.body, reply.charset)
