"""The posted ranges in a table of ai-jobs.net: rows collapsed, repeats dropped, in order of time.

The table (foorilla/ai-jobs-net-salaries, CC0) holds two rows for each posted range, its upper end
before its lower one, newest first. What stands alone, as most rows of 2020 and 2021 do, is an
answer of a survey or a posting with one amount.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from msgspec import structs

from upslope.estimate.asked import Asked
from upslope.estimate.learn import Seen
from upslope.records import Posting
from upslope.understand import understand
from upslope.understand.document import Document
from upslope.understand.role import chances

SHARED = Path(__file__).resolve().parents[2] / "shared"
TABLE = SHARED / "data" / "pay" / "ai_jobs_net_salaries.csv"
LEVELS = {"EN": "entry", "MI": "mid", "SE": "senior", "EX": "executive"}


class Attributes(NamedTuple):
    """What both rows of a range share."""

    year: int
    level: str
    employment: str
    title: str
    currency: str
    residence: str
    remote: str
    country: str
    size: str


@dataclass(frozen=True)
class Range:
    """One posted range, or a single amount with two equal ends.

    Args:
        about: its attributes.
        low: lower end a year, in its currency.
        high: upper end.
        dollars: US dollars for one unit of the currency, by the table itself.
        place: place in order of time, 0 the oldest.
        rows: of how many rows it was made, repeats left out.
    """

    about: Attributes
    low: float
    high: float
    dollars: float
    place: int
    rows: int

    @property
    def middle(self) -> float:
        """The middle of the range, what is estimated."""
        return (self.low + self.high) / 2


def ranges(path: Path = TABLE) -> list[Range]:
    """Read the distinct ranges of each year, oldest first; a repeat counts when first seen."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(_collapsed(csv.DictReader(file)))
    first: dict[tuple[Attributes, float, float], Range] = {}
    for one in reversed(found):
        first.setdefault((one.about, one.low, one.high), one)
    return sorted(first.values(), key=lambda one: (one.about.year, one.place))


def seen_before(found: Iterable[Range]) -> list[bool]:
    """Say of each range, in order of time, whether an earlier year had the very same one."""
    years: dict[tuple[Attributes, float, float], int] = {}
    out = []
    for one in found:
        key = (one.about._replace(year=0), one.low, one.high)
        out.append(years.setdefault(key, one.about.year) < one.about.year)
    return out


def by_year(found: Iterable[Range]) -> dict[int, tuple[int, int]]:
    """Count the ranges of each year, and those of them that were made of two rows."""
    counts, paired = Counter[int](), Counter[int]()
    for one in found:
        counts[one.about.year] += 1
        paired[one.about.year] += one.rows == 2
    return {year: (counts[year], paired[year]) for year in sorted(counts)}


def _collapsed(rows: Iterable[dict[str, str]]) -> Iterator[Range]:
    """Join two rows in a row that differ in pay only, the larger first."""
    waiting: tuple[Attributes, float, float] | None = None
    place = 0
    for row in rows:
        about, pay, dollars = _read(row)
        place -= 1
        if waiting and waiting[0] == about and waiting[1] >= pay:
            yield Range(about, pay, waiting[1], waiting[2], place, 2)
            waiting = None
            continue
        if waiting:
            yield _alone(waiting, place)
        waiting = (about, pay, dollars)
    if waiting:
        yield _alone(waiting, place)


def _alone(row: tuple[Attributes, float, float], place: int) -> Range:
    return Range(row[0], row[1], row[1], row[2], place, 1)


def _read(row: dict[str, str]) -> tuple[Attributes, float, float]:
    about = Attributes(
        year=int(row["work_year"]),
        level=LEVELS[row["experience_level"]],
        employment=row["employment_type"],
        title=row["job_title"],
        currency=row["salary_currency"],
        residence=row["employee_residence"],
        remote=row["remote_ratio"],
        country=row["company_location"],
        size=row["company_size"],
    )
    pay = float(row["salary"])
    return about, pay, float(row["salary_in_usd"]) / pay


OWN = {
    "AT": "EUR", "BE": "EUR", "CY": "EUR", "DE": "EUR", "EE": "EUR", "ES": "EUR", "FI": "EUR",
    "FR": "EUR", "GR": "EUR", "HR": "EUR", "IE": "EUR", "IT": "EUR", "LT": "EUR", "LU": "EUR",
    "LV": "EUR", "MT": "EUR", "NL": "EUR", "PT": "EUR", "SI": "EUR", "SK": "EUR",
    "US": "USD", "PR": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "IN": "INR",
    "CH": "CHF", "PL": "PLN", "BR": "BRL", "MX": "MXN", "SG": "SGD", "JP": "JPY", "DK": "DKK",
    "SE": "SEK", "NO": "NOK", "CZ": "CZK", "HU": "HUF", "IL": "ILS", "TR": "TRY", "ZA": "ZAR",
    "PH": "PHP", "HK": "HKD", "TH": "THB",
}  # fmt: skip
"""Country -> its own currency, for the countries of the table."""

FIRST = 2022
"""First year of posted ranges; before it the table holds answers of a survey."""


def seen(found: Iterable[Range]) -> list[Seen]:
    """Return what a table of pay looks at, and the middle of each range in US dollars."""
    kept = list(found)
    asked = {title: _asked(title) for title in {one.about.title for one in kept}}
    return [
        Seen(
            structs.replace(
                asked[one.about.title],
                country=one.about.country,
                remote="remote" if one.about.remote == "100" else "unstated",
            ),
            one.about.level,
            one.middle * one.dollars,
            one.about.year,
        )
        for one in kept
    ]


def learned_from(found: Iterable[Range]) -> list[Range]:
    """Keep full-time ranges since 2022 in the country's own currency.

    A Canadian posting in "USD", most often Canadian dollars read as American ones, is left out.
    """
    return [one for one in found if not reason(one)]


def reason(one: Range) -> str:
    """Say why a range is not learned from; empty if it is."""
    if one.about.year < FIRST:
        return "before 2022: answers of a survey"
    if one.about.employment != "FT":
        return "not full-time"
    if OWN.get(one.about.country) != one.about.currency:
        return "not in the country's own currency"
    return ""


def newest_rates(found: Iterable[Range]) -> dict[str, float]:
    """Return US dollars for one unit of each currency, by its newest year in the table."""
    rates: dict[tuple[str, int], list[float]] = {}
    for one in found:
        rates.setdefault((one.about.currency, one.about.year), []).append(one.dollars)
    return {currency: median(rates[currency, year]) for currency, year in sorted(rates)}


def _asked(title: str) -> Asked:
    """What is known of a posting by its title alone; a role that is not told is the likeliest."""
    posting = Posting(id="", source="", source_id="", title=title)
    [understood] = understand([posting])
    likely = chances(Document(id="", title=title, description=""))
    if likely.pop("other") < 0.5:
        understood = structs.replace(understood, role=max(likely, key=lambda role: likely[role]))
    return Asked.of(posting, understood)
