"""Pages as a browser saves them, for the tests of the portals."""

from __future__ import annotations

import json
from typing import Any

from upslope.records import RawPosting, Reply
from upslope.sources import Source

STATED: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "ML Engineer",
    "hiringOrganization": {"@type": "Organization", "name": "Quillfish"},
    "jobLocation": {"address": {"addressLocality": "Hobart", "addressCountry": "AU"}},
    "employmentType": "FULL_TIME",
    "datePosted": "2026-11-01",
    "validThrough": "2026-12-01",
    "description": "<p>You rank.</p>",
    "baseSalary": {
        "currency": "AUD",
        "value": {"minValue": 130000, "maxValue": 160000, "unitText": "YEAR"},
    },
}


def page(body: str = "", *, address: str = "", stated: Any = None, script: str = "") -> Reply:
    """Make a whole page with an address, JSON-LD and a script of its own."""
    data = f'<script type="application/ld+json">{json.dumps(stated)}</script>' if stated else ""
    link = f'<link rel="canonical" href="{address}">' if address else ""
    text = (
        f"<!DOCTYPE html><html><head>{link}{data}</head><body>{body}"
        f"<script>{script}</script></body></html>"
    )
    return Reply(url="saved.html", body=text.encode())


def only(source: Source, reply: Reply) -> RawPosting:
    """Read the one posting of a page, without a problem."""
    reading = source.read(reply)
    assert reading.problems == []
    [posting] = reading.postings
    return posting
