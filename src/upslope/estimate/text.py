"""Pay in the United States from all that a posting says, where its text is there to be read.

A linear model of log pay on the table's estimate, what was understood and the words of the text.
It was learned from postings that state their pay, and judged on employers that it had not seen;
its numbers are in ``data/text.json``, made by ``benchmarks/train_pay_text.py``.
"""

from __future__ import annotations

import math
from functools import cache

import msgspec

from upslope.estimate.asked import Asked
from upslope.estimate.effects import Cell, Effects, total
from upslope.estimate.packaged import load
from upslope.estimate.table import Answer, Table
from upslope.estimate.titles import without_level
from upslope.estimate.words import attributes, shares, words
from upslope.records import Posting, Understanding

FEWEST_WORDS = 40
"""Known words that a text needs; with fewer the table alone answers."""
SURE = 0.8
"""How probable it must be that a posting without a place is in the United States."""
_OTHERWISE = ("part_time", "contract", "internship")


class TextModel(msgspec.Struct, frozen=True, kw_only=True):
    """Weights in log pay, and log odds of being in the United States.

    Args:
        table: first digits of the digest of the table that it stands on.
        postings: how many it was learned from.
        employers: of how many employers.
        years: first and last year of the postings.
        start: log pay in US dollars a year where all else is 0.
        on_table: weight of the table's log pay.
        attributes: name -> weight.
        words: word -> weight.
        here_start: log odds of a text without any known word.
        here: word -> log odds.
        low: how far below the estimate the 80 % interval ends, by group.
        high: how far above.
    """

    table: str
    postings: int
    employers: int
    years: tuple[int, int]
    start: float
    on_table: float
    attributes: dict[str, float]
    words: dict[str, float]
    here_start: float
    here: dict[str, float]
    low: list[Effects]
    high: list[Effects]

    def answer(
        self, posting: Posting, understanding: Understanding, asked: Asked, table: Table
    ) -> Answer | None:
        """Return the estimate for a posting, or ``None`` where the table alone must answer."""
        named, share = shares(words(posting.description or ""), self.words.keys())
        if len(named) < FEWEST_WORDS or not self._seen(posting, asked):
            return None
        if not (asked.country or self._reads_american(named, share)):
            return None
        middle = self.start + self.on_table * table_middle(table, asked)
        for name, value in attributes(asked, understanding).items():
            middle += self.attributes.get(name, 0.0) * value
        middle += share * sum(self.words[word] for word in named)
        cell = groups(asked)
        ends = (min(total(self.low, cell), 0.0), 0.0, max(total(self.high, cell), 0.0))
        p10, p50, p90 = (math.exp(middle + end) for end in ends)
        why = self._why(asked)
        return Answer(currency="USD", dollars=1.0, p10=p10, p50=p50, p90=p90, why=why)

    def _reads_american(self, named: list[str], share: float) -> bool:
        odds = self.here_start + share * sum(self.here[word] for word in named)
        return odds > math.log(SURE / (1 - SURE))

    def _seen(self, posting: Posting, asked: Asked) -> bool:
        """Say whether the model has seen postings like this one."""
        if asked.country != "US" and posting.places:
            return False
        if asked.year is not None and asked.year < self.years[0]:
            return False
        if asked.seniority == "intern" or asked.employment in _OTHERWISE:
            return False
        named = without_level(asked.title).split()
        known = sum(f"title:{word}" in self.attributes for word in named)
        return asked.role != "other" or 2 * known >= len(named) > 0

    def _why(self, asked: Asked) -> str:
        """Say on what an estimate stands."""
        years = "-".join(str(year) for year in self.years)
        where = "" if asked.country else "; it names no place, and reads like one of the US"
        return (
            f"the posting's words, level, place and duties, compared with {self.postings:,} US "
            f"postings of {self.employers:,} employers that state their pay, {years}{where}"
        )


def table_middle(table: Table, asked: Asked) -> float:
    """Return the table's log pay, in US dollars a year, of a posting in the United States."""
    cell = table.cell(msgspec.structs.replace(asked, country="US"))
    model = table.leveled if cell["level"] else table.unleveled
    return total(model.middle, cell)


def groups(asked: Asked) -> Cell:
    """Return the groups in which intervals are calibrated.

    >>> groups(Asked(role="ml_engineer"))["role"]
    'ml_engineer'
    """
    return {
        "role": asked.role,
        "level": asked.seniority,
        "remote": asked.remote,
        "region": asked.region or "",
    }


@cache
def shipped_text() -> TextModel:
    """Read the model that ships with the package.

    Raises:
        ModelError: it is missing or damaged.
    """
    model, _ = load("text.json", TextModel)
    return model
