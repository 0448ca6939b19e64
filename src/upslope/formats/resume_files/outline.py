"""The one order of headings, entries and lines in which a resume is laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from upslope.formats.characters import clean


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """An entry under a heading: its title, its dates at the right, its lines."""

    title: str = ""
    dates: str = ""
    lines: list[str] = []


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and what stands under it."""

    heading: str
    blocks: list[Block]


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """A whole resume: its head, then its parts. One column, no table: any system can read it."""

    name: str
    contact: str
    parts: list[Part]


def outline(resume: Mapping[str, Any]) -> Outline:
    """Lay out a resume in the form of JSON Resume; empty parts are left out.

    >>> made = outline({"work": [{"position": "Cook", "name": "Tarn", "startDate": "2020-03"}]})
    >>> made.parts[0].heading, made.parts[0].blocks[0].title, made.parts[0].blocks[0].dates
    ('Experience', 'Cook, Tarn', '03/2020 - present')
    """
    basics = resume.get("basics", {})
    parts = [
        Part(heading="Summary", blocks=_prose(basics.get("summary"))),
        Part(heading="Experience", blocks=_entries(resume.get("work"), "position", "name")),
        Part(heading="Projects", blocks=_entries(resume.get("projects"), "name")),
        Part(heading="Education", blocks=list(_studies(resume.get("education") or []))),
        Part(heading="Skills", blocks=list(_skills(resume.get("skills") or []))),
        Part(heading="Certifications", blocks=_entries(resume.get("certificates"), "name")),
        Part(heading="Publications", blocks=_entries(resume.get("publications"), "name")),
        Part(heading="Languages", blocks=_listed(resume.get("languages"), "language")),
        *(
            Part(heading=one["name"], blocks=[Block(lines=one["keywords"])])
            for one in resume.get("interests") or []
        ),
    ]
    contact = [basics.get(key) for key in ("label", "email", "phone", "url")]
    return Outline(
        name=clean(basics.get("name") or ""),  # what is typed may hold signs that no file may
        contact=clean(" | ".join(filter(None, contact))),
        parts=[part for part in parts if part.blocks],
    )


def _listed(entries: Sequence[Mapping[str, Any]] | None, key: str) -> list[Block]:
    words = ", ".join(one[key] for one in entries or [])
    return [Block(lines=[words])] if words else []


def _prose(text: str | None) -> list[Block]:
    return [Block(lines=text.split("\n"))] if text else []


def _entries(entries: Sequence[Mapping[str, Any]] | None, *keys: str) -> list[Block]:
    return [
        Block(
            title=", ".join(filter(None, (one.get(key) for key in keys))),
            dates=_dates(one),
            lines=list(one.get("highlights") or []),
        )
        for one in entries or []
    ]


def _studies(entries: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    for one in entries:
        said = (one.get("studyType"), one.get("area"), one.get("institution"))
        year = str(one.get("endDate") or "")[:4]
        yield Block(title=", ".join(filter(None, said)), dates=year)


def _skills(entries: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    for one in entries:
        words = ", ".join(one.get("keywords") or [])
        yield Block(lines=[f"{one['name']}: {words}" if words else one["name"]])


def _dates(entry: Mapping[str, Any]) -> str:
    start, end = _month(entry.get("startDate")), _month(entry.get("endDate") or entry.get("date"))
    if not start:
        return end
    return f"{start} - {end or 'present'}"


def _month(date: str | None) -> str:
    """Write a month as tracking systems read it best: 03/2020."""
    if not date:
        return ""
    year, _, month = date.partition("-")
    return f"{month[:2]}/{year}" if month else year
