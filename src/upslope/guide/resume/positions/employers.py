"""What an entry has of the lines around it: those that tell of it, and the employer above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from upslope.guide.resume import titles
from upslope.guide.resume.headings import Row
from upslope.guide.resume.headline import organization, place
from upslope.guide.resume.positions.dated import Dated

LONGEST = 80
"""Lines that tell of one entry."""

_LASTED = re.compile(r"\d+ (?:yea?rs?|months?|mos?)(?: \d+ (?:months?|mos?))?", re.IGNORECASE)


def told(one: Dated, lines: list[str], sections: Sequence[Row], after: Dated | None) -> Dated:
    """Add the lines that tell of an entry: those below it, up to the next one or a heading."""
    most = max(min(after.first if after else len(lines), one.last + LONGEST), one.last + 1)
    below = range(one.last + 1, most)
    end = next((number for number in below if sections[number].heading), most)
    below_it = (line.strip() for line in lines[one.last + 1 : end])
    kept = (line for line in below_it if re.search(r"[^\W_]", line) and not place(line))
    return replace(one, lines=tuple(kept), end=end)


def under(one: Dated, lines: list[str]) -> Dated:
    """Name the employer whose whole time stands above the titles: "Firm", "4 years 2 months"."""
    above = [number for number in range(max(0, one.first - 4), one.first) if lines[number].strip()]
    if len(above) < 2 or not _LASTED.fullmatch(lines[above[-1]].strip()):
        return one
    return replace(one, organization=organization(lines[above[-2]]), first=above[-2])


def employers(found: list[Dated]) -> list[Dated]:
    """Give several titles in one company its name; the company's own dates are no position."""
    out: list[Dated] = []
    for number, one in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if after and _umbrella(one, after):
            name = one.organization or organization(one.title)
            found[number + 1] = replace(after, organization=after.organization or name)
            continue
        before = out[-1] if out else None
        shared = (
            before
            and one.kind in ("work", "unrelated", "student")
            and before.row == one.row
            and one.organization is None
            and titles.held(one.title)
        )
        out.append(replace(one, organization=before.organization) if shared and before else one)
    return out


def _umbrella(one: Dated, after: Dated) -> bool:
    """Say whether an entry only says how long someone was with a company, the next one as what."""
    return (
        not one.lines
        and not titles.held(one.title)
        and titles.held(after.title)
        and one.row.section == after.row.section == "work"
        and one.period.first <= after.period.first
        and after.period.last <= one.period.last
        and one.period != after.period
    )
