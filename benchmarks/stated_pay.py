"""How well stated pay is read from texts, beside the pay fields of sites and labels by hand.

    python benchmarks/stated_pay.py [--speed] [--json]

One row a set: precision and recall with 95 % intervals (bootstrap over employers, so that one
employer's repeated wording does not pass for evidence), beside a naive reader, the first range in
dollars. Only postings whose text holds one of the field's numbers count. Right is: period and
currency agree and every end that is said is the field's (within 1 %), and one is. Labels by hand
must agree in both ends. Of a field with one number (LinkedIn shows the lower end) it must be one.
Reads ``../shared``. Mistakes in all of these sets were read while rules were made, so that the
figures flatter a little; other employers' postings decide.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from upslope.formats.postings.pay_text import salary_text
from upslope.normalize.pay import plausible, stated_pay
from upslope.normalize.place import places
from upslope.records import Salary
from upslope.records.posting import PayUnit

SHARED = Path(__file__).resolve().parents[2] / "shared"
ROUNDS = 1_000
_FIRST = re.compile(
    r"\$\s?(\d[\d,]*(?:\.\d+)?)\s?(k)?\s*(?:-|–|—|to)\s*\$?\s?(\d[\d,]*(?:\.\d+)?)\s?(k)?", re.I
)

Row = dict[str, Any]


class Asked(NamedTuple):
    """One posting: its text, and what is known of its pay (``None``: that it states none)."""

    employer: str
    text: str
    location: str
    pay: Salary | None
    exact: bool = False


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--speed", action="store_true", help="postings a second on one core as well")
    ask.add_argument("--json", action="store_true")
    options = ask.parse_args()
    sets = {
        "posted_ranges (Indeed, Built In)": list(posted_ranges()),
        "gold, 120 by hand": list(labelled("postings", "understand_labels")),
        "gold, 338 to learn from": list(labelled("train_postings", "train_labels")),
        "salary column, LinkedIn": list(salary_column("linkedin")),
        "salary column, karriere.at": list(salary_column("karriere.at")),
        "salary column, Indeed": list(salary_column("indeed")),
    }
    found = {name: {"ours": scores(rows, ours), "naive": scores(rows, naive)}
             for name, rows in sets.items()}  # fmt: skip
    if options.json:
        print(json.dumps(found))
    else:
        for name, both in found.items():
            print(name)
            for who, said in both.items():
                print(f"  {who:6}" + "  ".join(f"{key} {value}" for key, value in said.items()))
    if options.speed:
        texts = [row.text for rows in sets.values() for row in rows]
        print(f"{speed(texts):,.0f} postings a second on one core ({len(texts):,} texts)")


def ours(row: Asked) -> Salary | None:
    """Read pay as ``upslope understand`` does."""
    return stated_pay(row.text, location=row.location)


def naive(row: Asked) -> Salary | None:
    """Take the first range in dollars, by the hour if it is below 1,000."""
    found = _FIRST.search(row.text)
    if not found:
        return None
    low, high = (float(found[n].replace(",", "")) for n in (1, 3))
    low, high = (low * 1000 if found[2] or (found[4] and low < 1000) else low,
                 high * 1000 if found[4] else high)  # fmt: skip
    unit: PayUnit = "hour" if high < 1000 else "year"
    return Salary(currency="USD", min_value=low, max_value=high, unit_text=unit)


def posted_ranges() -> Iterator[Asked]:
    """Postings with the site's own pay field."""
    for row in _lines("data/pay/posted_ranges.jsonl"):
        field = row["field_pay"]
        pay = Salary(
            currency=field["currency"],
            min_value=field["min"],
            max_value=field["max"],
            unit_text=field["period"],
        )
        if states(row["description"], pay):
            yield Asked(_said(row["company"]), _text(row), _said(row["location"]), pay)


def labelled(postings: str, labels: str) -> Iterator[Asked]:
    """Postings whose stated pay was read by hand."""
    known = {row["id"]: row["salary"] for row in _lines(f"gold/{labels}.jsonl")}
    for row in _lines(f"gold/{postings}.jsonl"):
        pay = known[row["id"]]
        said = pay and Salary(
            currency=pay["currency"],
            min_value=pay["min"],
            max_value=pay["max"],
            unit_text=pay["period"],
        )
        company, location = _said(row.get("company")), _said(row.get("location"))
        yield Asked(company, _text(row), location, said, exact=True)


def salary_column(board: str) -> Iterator[Asked]:
    """Postings of one site with a field of words about pay, where it is not the site's guess."""
    columns = ["board", "title", "company", "location", "description", "salary"]
    for row in pq.read_table(
        SHARED / "data/postings_fulltext.parquet", columns=columns
    ).to_pylist():
        said = row["salary"]
        if row["board"] != board or not said or "est." in said.lower():
            continue
        country = next((place.country for place in places([row["location"] or ""])[0]), "US")
        field = salary_text(said, country)
        pay = plausible(field) if field else None
        if pay and states(row["description"] or "", pay):
            yield Asked(_said(row["company"]), _text(row), _said(row["location"]), pay)


def states(text: str, pay: Salary) -> bool:
    """Say whether a text holds one of the field's numbers."""
    plain = re.sub(r"(?<=\d)[,.\s](?=\d{3})", "", text.lower())
    ends = [end for end in (pay.min_value, pay.max_value) if end]
    return any(f"{e:g}" in plain or (e >= 1000 and f"{e / 1000:g}k" in plain) for e in ends)


def right(row: Asked, said: Salary) -> bool:
    """Say whether an answer agrees with what is known."""
    pay = row.pay
    if pay is None or (pay.currency, pay.unit_text) != (said.currency, said.unit_text):
        return False
    ends = [(said.min_value, pay.min_value), (said.max_value, pay.max_value)]
    if row.exact:
        return all((a is None) == (b is None) and (a is None or _near(a, b)) for a, b in ends)
    if None in (pay.min_value, pay.max_value) or pay.min_value == pay.max_value:
        one = pay.min_value or pay.max_value
        return _near(said.min_value, one) or _near(said.max_value, one)
    return all(a is None or _near(a, b) for a, b in ends) and any(_near(a, b) for a, b in ends)


def _near(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= 0.01 * other


def scores(rows: list[Asked], reader: Callable[[Asked], Salary | None]) -> dict[str, Any]:
    """Precision and recall of one reader, each with its interval over resampled employers."""
    by_employer: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for row in rows:
        said = reader(row)
        marks = (row.pay is not None, said is not None, said is not None and right(row, said))
        by_employer[row.employer].append(marks)
    groups = list(by_employer.values())
    draw = random.Random(7)
    drawn = [_rates(draw.choices(groups, k=len(groups))) for _ in range(ROUNDS)]
    found: dict[str, Any] = {"stated": sum(row.pay is not None for row in rows)}
    for at, name in enumerate(("precision", "recall")):
        low, high = _interval([one[at] for one in drawn])
        found[name] = f"{_rates(groups)[at]:.3f} ({low:.3f} - {high:.3f})"
    return found


def _rates(groups: Iterable[list[tuple[bool, bool, bool]]]) -> tuple[float, float]:
    marks = [one for group in groups for one in group]
    stated, answered, agreed = (sum(one[at] for one in marks) for at in range(3))
    return agreed / max(answered, 1), agreed / max(stated, 1)


def _interval(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[round(0.025 * ROUNDS)], ordered[round(0.975 * ROUNDS) - 1]


def speed(texts: list[str]) -> float:
    """Texts a second of processor time, the best of five rounds."""
    rounds = []
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            stated_pay(text)
        rounds.append(time.process_time() - start)
    return len(texts) / min(rounds)


def _text(row: Row) -> str:
    return f"{row['title']}\n{row['description'] or ''}"


def _said(value: Any) -> str:
    """Return a field as text: some hold a list, some NaN."""
    return "; ".join(value) if isinstance(value, list) else value if isinstance(value, str) else ""


def _lines(file: str) -> list[Row]:
    with (SHARED / file).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


if __name__ == "__main__":
    main()
