"""US postings with text, year and stated pay: what the text of a posting can tell of its pay.

Read from ``../shared``: the collections of ``postings_fulltext.parquet``, the pay fields of
``pay/posted_ranges.jsonl`` and of ``jobposting_jsonld.jsonl``. Whatever is left out is counted.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple, get_args

import msgspec
import numpy as np
from pyarrow import parquet
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from upslope.estimate.words import words
from upslope.formats.html import to_text
from upslope.normalize import posting_of, stated_pay
from upslope.normalize.company import company_key
from upslope.normalize.pay import plausible
from upslope.records import Posting, Understanding
from upslope.records.filters import yearly_range
from upslope.records.posting import PayUnit, Salary
from upslope.understand import VERSION, understand

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FIRST = 2024
"""First year that is learned from: postings of 2016 to 2020 state far less."""
LEAST, MOST = 25_000, 700_000
"""US dollars a year; what is outside is a slip or a dummy."""
SHORTEST = 40
"""Distinct words of a text that says anything."""


class Row(msgspec.Struct):
    """One posting to learn from or to judge on.

    Args:
        posting: what it says.
        understanding: what was understood of it.
        data_set: collection that it is from.
        year: of the collection.
        salary: base pay as stated.
        by_field: whether a field of the source states it, not the text.
        employer: rows of one number are of one employer.
    """

    posting: Posting
    understanding: Understanding
    data_set: str
    year: int
    salary: Salary
    by_field: bool
    employer: int = 0

    @property
    def middle(self) -> float:
        """The middle of the stated range, in US dollars a year."""
        low, high = yearly_range(self.salary)
        return ((low or 0.0) + (high or 0.0)) / 2

    @property
    def intern(self) -> bool:
        """Whether it is an internship."""
        asked = self.understanding
        return asked.seniority == "intern" or asked.employment_type == "internship"


class Raw(NamedTuple):
    """A posting of a collection, with the pay that a field of the source states."""

    posting: Posting
    data_set: str
    year: int
    field: Salary | None


def rows(cache: Path | None = None) -> tuple[list[Row], Counter[str]]:
    """Return postings with pay in US dollars, distinct, and why others are left out.

    Args:
        cache: folder that keeps what was understood, so that a second run need not.
    """
    left_out: Counter[str] = Counter()
    usable = [row for row in _understood(cache) if not _counted(left_out, _unusable(row))]
    distinct = list(_distinct(usable, left_out))
    for row, employer in zip(distinct, employers(distinct), strict=True):
        row.employer = employer
    return distinct, left_out


def _understood(cache: Path | None) -> list[Row]:
    """Read and understand all postings that state pay; the pay may be anything."""
    file = cache / f"pay-postings-{VERSION}.msgpack" if cache else None
    if file and file.exists():
        return msgspec.msgpack.decode(file.read_bytes(), type=list[Row])
    stated = [(raw, salary) for raw in raws() if (salary := raw.field or _from_text(raw.posting))]
    answers = understand([raw.posting for raw, _ in stated])
    found = [
        Row(raw.posting, answer, raw.data_set, raw.year, salary, raw.field is not None)
        for (raw, salary), answer in zip(stated, answers, strict=True)
    ]
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(msgspec.msgpack.encode(found))
    return found


def raws() -> Iterator[Raw]:
    """Yield all postings of the three files."""
    for row in parquet.read_table(DATA / "postings_fulltext.parquet").to_pylist():
        posting = posting_of({**row, "location": _places(row["location"])})
        year = re.findall(r"20\d\d", row["data_set"])
        yield Raw(posting, row["data_set"], int(year[0]) if year else 2024, _site(row["salary"]))
    for line in (DATA / "pay/posted_ranges.jsonl").open(encoding="utf-8"):
        row = msgspec.json.decode(line.replace(": NaN", ": null"))
        pay = row["field_pay"]
        year = 2025 if row["board"] == "indeed" else 2026
        yield Raw(posting_of(row), f"{row['board']}_ranges_{year}", year, _field(pay, "period"))
    for line in (DATA / "jobposting_jsonld.jsonl").open(encoding="utf-8"):
        row = msgspec.json.decode(line)["jobposting"]
        if pay := row.get("baseSalary"):
            value = {name.lower()[:3]: pay["value"].get(name) for name in ("minValue", "maxValue")}
            value |= {"currency": pay["currency"], "unit": str(pay["value"].get("unitText"))}
            yield Raw(_structured(row), "builtin_jsonld_2026", 2026, _field(value, "unit"))


class Text(NamedTuple):
    """A posting's text, whether it is in the United States, and its employer."""

    text: str
    american: bool
    employer: str


ABROAD = ("austria_", "monster_fr_", "analytics_eng_eu_")
"""Collections whose places are not told to be countries, and are none of the United States."""


def texts() -> Iterator[Text]:
    """Yield the texts of one known country, once an employer and title, pay or not."""
    seen: set[tuple[str, str]] = set()
    for raw in raws():
        posting = raw.posting
        countries = {place.country for place in posting.places}
        abroad = raw.data_set.startswith(ABROAD)
        key = (company_key(posting.hiring_organization), posting.clean_title)
        if key not in seen and (abroad or (len(countries) == 1 and None not in countries)):
            seen.add(key)
            yield Text(posting.description or "", not abroad and "US" in countries, key[0])


def _structured(row: dict[str, Any]) -> Posting:
    """Make a posting of a JobPosting object of schema.org."""
    place = row.get("jobLocation") or []
    addresses = [one.get("address", {}) for one in (place if isinstance(place, list) else [place])]
    names = ("addressLocality", "addressRegion", "addressCountry")
    parts = [[one.get(name) for name in names] for one in addresses]
    return posting_of(
        {
            "title": row["title"],
            "company": row["hiringOrganization"].get("name"),
            "location": [", ".join(p for p in one if isinstance(p, str)) for one in parts],
            "description": to_text(row["description"]),
        }
    )


def _places(said: str | None) -> list[str]:
    listed = literal_eval(said) if said and said.startswith("['") else [said]
    return [one.strip() for one in listed if one and one != "nan"]


def _site(said: str | None) -> Salary | None:
    """Read the pay field of a site, unless it is the site's own estimate."""
    return stated_pay(f"Salary: {said}") if said and "est" not in said.lower() else None


def _field(pay: dict[str, Any], unit: str) -> Salary | None:
    said = str(pay[unit]).lower()
    named: Any = said if said in get_args(PayUnit) else None
    ends = {"min_value": pay["min"], "max_value": pay["max"]}
    return plausible(Salary(currency=pay["currency"], unit_text=named, **ends))


def _from_text(posting: Posting) -> Salary | None:
    places = {place.country for place in posting.places}
    country = places.pop() if len(places) == 1 else None
    return stated_pay(f"{posting.title}\n{posting.description or ''}", country)


def _unusable(row: Row) -> str:
    """Say why a posting cannot be judged on; empty if it can."""
    countries = {place.country for place in row.posting.places} - {None}
    ends = (row.salary.min_value, row.salary.max_value)
    reasons = {
        "pay in another currency": row.salary.currency != "USD",
        "in another country, paid in US dollars": bool(countries) and "US" not in countries,
        "only one end of the range is stated": None in ends,
        f"of before {FIRST}": row.year < FIRST,
        f"below ${LEAST:,} or above ${MOST:,} a year": (
            not LEAST <= row.middle <= MOST and not row.intern
        ),
        f"a text of fewer than {SHORTEST} words": (
            len(words(row.posting.description or "")) < SHORTEST
        ),
    }
    return next((reason for reason, true in reasons.items() if true), "")


def _counted(counts: Counter[str], reason: str) -> bool:
    counts.update([reason] if reason else [])
    return bool(reason)


def _distinct(found: Iterable[Row], left_out: Counter[str]) -> Iterator[Row]:
    """Leave out repeats: one title, employer and pay, or one text and pay."""
    seen: set[tuple[object, ...]] = set()
    for row in found:
        pay = round(row.middle, -3)
        text = " ".join(sorted(words(row.posting.description or ""))[:150])
        title = (company_key(row.posting.hiring_organization), row.posting.clean_title.lower())
        keys = {(*title, pay), (text, pay)}
        if seen & keys:
            left_out["a copy of another"] += 1
        else:
            seen |= keys
            yield row


def employers(found: list[Row]) -> list[int]:
    """Return a number for each row's employer: one name, or two long sentences in common.

    Some collections name no employer; what an employer says of itself tells it all the same.
    """
    names = [company_key(row.posting.hiring_organization) for row in found]
    first = {name: at for at, name in reversed(list(enumerate(names)))}
    edges = [(at, first[name]) for at, name in enumerate(names) if name]
    places: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(found):
        parts = re.split(r"\n|(?<=[.!?])\s+", row.posting.description or "")
        for sentence in {part.strip().lower() for part in parts if len(part) > 60}:
            places[sentence].append(at)
    shared = Counter(
        pair for one in places.values() if len(one) <= 25 for pair in combinations(one, 2)
    )
    edges += [pair for pair, many in shared.items() if many > 1]
    starts, ends = np.array(edges).T
    graph = coo_matrix((np.ones(len(edges)), (starts, ends)), shape=(len(found), len(found)))
    return [int(number) for number in connected_components(graph, directed=False)[1]]
